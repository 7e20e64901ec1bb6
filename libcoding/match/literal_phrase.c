/* literal_phrase.c - the literals of a word or phrase. */
#include "match/literal.h"

#include "base/utf8.h"
#include "match/literal_info.h"
#include "match/phrase.h"
#include "match/term.h"

/*
 * The characters of PART, which stand behind (LEFT) or before (RIGHT) an
 * edge of words.
 */
static void
append_text(struct literal_info *i, struct cases *c,
            const struct phrase_part *part, bool left, bool right)
{
	struct literal_info one;
	size_t from, at = 0;

	while (at < part->len) {
		from = at;
		while (at < part->len && (unsigned char)part->text[at] < 0x80)
			at++;
		if (at > from)
			literal_info_ascii(&one, part->text + from, at - from);
		else
			literal_info_character(
			    &one, c, utf8_next(part->text, part->len, &at));
		literal_info_edges(&one, left && from == 0,
		                   right && at == part->len);
		literal_info_append(i, &one);
	}
}

static void
append_apostrophe(struct literal_info *i)
{
	static const char *const forms[] = { "\xE2\x80\x98", "\xE2\x80\x99" };
	struct literal_set one;
	struct literal_info all;
	size_t k;

	literal_set_string(&all.head, "'", 1);
	for (k = 0; k < 2; k++) {
		literal_set_string(&one, forms[k], 3);
		literal_set_add(&all.head, &one);
	}
	literal_info_exact(&all);
	literal_info_append(i, &all);
}

/* What may be nothing, or repeated, is not told apart from anything. */
static void
append_other(struct literal_info *i, enum phrase_kind kind)
{
	struct literal_info any;

	literal_info_any(&any);
	if (kind == PHRASE_HYPHEN || kind == PHRASE_STAR || kind == PHRASE_REST)
		literal_info_repeat(&any, 0, UINT32_MAX);
	if (kind != PHRASE_LEFT && kind != PHRASE_RIGHT && kind != PHRASE_STOP)
		literal_info_append(i, &any);
}

static bool
is_edge(const struct phrase *p, size_t part)
{
	enum phrase_kind kind;

	if (part >= p->n)
		return false;
	kind = p->parts[part].kind;
	return kind == PHRASE_LEFT || kind == PHRASE_RIGHT ||
	       kind == PHRASE_GAP || kind == PHRASE_STOP;
}

/* Does P begin at the left edge of a word with a star? */
static bool
begins_with_star(const struct phrase *p)
{
	return p->n > 2 && p->parts[0].kind == PHRASE_LEFT &&
	       p->parts[1].kind == PHRASE_STAR;
}

void
literal_of_phrase(struct cases *c, const struct phrase *p, struct literals *out)
{
	size_t i = begins_with_star(p) ? 2 : 0;
	struct literal_info all;

	literal_info_empty(&all);
	for (; i < p->n; i++) {
		const struct phrase_part *part = &p->parts[i];

		if (part->kind == PHRASE_TEXT)
			append_text(&all, c, part, i > 0 && is_edge(p, i - 1),
			            is_edge(p, i + 1));
		else if (part->kind == PHRASE_APOSTROPHE)
			append_apostrophe(&all);
		else
			append_other(&all, part->kind);
	}
	literal_info_choose(&all, out);
	out->back = out->start.n > 0 && begins_with_star(p);
}

void
literal_of_term(struct cases *c, const struct term *t, struct literals *out)
{
	if (t->phrase)
		literal_of_phrase(c, t->phrase, out);
	else
		literal_of_regex(c, t->text, t->len, out);
}
