#include "shared/spans.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <string.h>

static const struct writer_column all_columns[] = {
	{ "document", NULL, 0 },
	{ "start", NULL, WRITER_NUMBER },
	{ "end", NULL, WRITER_NUMBER },
	{ "turn", NULL, WRITER_NUMBER },
	{ "speaker", NULL, 0 },
	{ "case", NULL, 0 },
	{ "code", NULL, 0 },
	{ "stance", NULL, 0 },
	{ "by", NULL, 0 },
	{ "basis", NULL, 0 },
};

struct writer *
spans_writer(struct invocation *in, int extra)
{
	struct writer_column columns[16];
	size_t n = sizeof(all_columns) / sizeof(*all_columns);

	memcpy(columns, all_columns, sizeof(all_columns));
	if (extra & SPANS_QUESTION)
		columns[n++] =
		    (struct writer_column){ "question", NULL, WRITER_WRAP };
	if (extra & SPANS_CONTEXT)
		columns[n++] =
		    (struct writer_column){ "left", NULL, WRITER_NUMBER };
	columns[n++] =
	    (struct writer_column){ "text", NULL,
		                    extra & SPANS_CONTEXT ? 0 : WRITER_WRAP };
	if (extra & SPANS_CONTEXT)
		columns[n++] = (struct writer_column){ "right", NULL, 0 };
	return command_writer(in, columns, n);
}

/* Append NAME behind " + ", unless it stands among the names already. */
static void
add_name(struct buf *out, const char *name)
{
	const char *at = buf_str(out);
	size_t len = strlen(name);

	while (out->len > 0) {
		const char *end = strstr(at, " + ");
		size_t n = end ? (size_t)(end - at) : strlen(at);

		if (n == len && memcmp(at, name, len) == 0)
			return;
		if (!end)
			break;
		at = end + 3;
	}
	if (out->len > 0)
		buf_adds(out, " + ");
	buf_adds(out, name);
}

/*
 * Records come in order, so code points are counted on from the last place,
 * not from the start of the document each time.
 */
static size_t
code_points(const struct transcript_view *v, size_t byte)
{
	static int64_t document; /* whose place this is */
	static size_t at, cp;

	if (document != v->document.id || at > v->len) {
		document = v->document.id;
		at = cp = 0;
	}
	if (byte >= at)
		cp += utf8_count(v->text + at, byte - at);
	else
		cp -= utf8_count(v->text + byte, at - byte);
	at = byte;
	return cp;
}

void
spans_speakers(const struct corpus_document *d, size_t start, size_t end,
               struct buf *out)
{
	const struct transcript_view *v = d->view;
	size_t i, k;

	for (i = document_turn_from(v, start);
	     i < v->n_turns && v->turns[i].start < end; i++)
		for (k = 0; k < v->turns[i].speakers; k++)
			add_name(out,
			         document_speaker(v, &v->turns[i], k)->label);
}

void
spans_cases(const struct corpus *c, const struct corpus_document *d,
            size_t start, size_t end, struct buf *out)
{
	struct case_indexes cases = { 0 };
	size_t i;

	corpus_cases(d, start, end, &cases);
	for (i = 0; i < cases.n; i++) {
		if (i > 0)
			buf_adds(out, " + ");
		buf_adds(out,
		         attribution_case(corpus_attribution(c), cases.items[i])
		             ->name);
	}
	vec_release(&cases);
}

void
spans_by(const struct marks *m, const struct passages *all,
         const struct passage *p, struct buf *out)
{
	size_t i;

	for (i = p->first_mark; i < p->last_mark; i++) {
		const struct mark *k = all->marks.items[i];

		add_name(out, k->coder == SIZE_MAX ? "rule"
		                                   : m->coders.items[k->coder]);
	}
}

const char *
spans_basis(const struct passages *all, const struct passage *p)
{
	unsigned basis = 0;
	size_t i;

	for (i = p->first_mark; i < p->last_mark; i++)
		basis |= all->marks.items[i]->basis;
	return basis_name(basis);
}

bool
spans_question(const struct corpus_document *d, size_t at, struct span *out)
{
	const struct transcript_view *v = d->view;
	size_t i = document_turn_from(v, at);

	while (i > 0) {
		i--;
		if (!d->interviewer[i])
			continue;
		out->start = v->turns[i].start;
		out->end = v->turns[i].end;
		return true;
	}
	return false;
}

/* A place between words at or before byte AT, not before the turn. */
static size_t
between_words(const struct transcript_view *v, const struct turn *t, size_t at)
{
	while (at > t->start) {
		size_t before = at;

		if (unicode_is_space(utf8_prev(v->text, &before)))
			break;
		at = before;
	}
	return at;
}

/*
 * Where up to WORDS words to the left of byte AT begin, within its turn:
 * looked for in a window that grows until they are in it.
 */
static size_t
left_of(const struct transcript_view *v, const struct turn *t, size_t at,
        size_t words)
{
	size_t window, from, seek, n;
	struct span w;

	if (words == 0)
		return at;
	for (window = 16 * (words + 1);; window *= 2) {
		from = at - t->start > window ? between_words(v, t, at - window)
		                              : t->start;
		for (n = 0, seek = from;
		     segment_next_word(v->text, at, seek, &w); seek = w.end)
			n++;
		if (n >= words || from == t->start)
			break;
	}
	for (seek = from; n > words; n--) {
		segment_next_word(v->text, at, seek, &w);
		seek = w.end;
	}
	if (seek > from && segment_next_word(v->text, at, seek, &w))
		from = w.start;
	return from;
}

/* And to the right. */
static size_t
right_of(const struct transcript_view *v, const struct turn *t, size_t at,
         size_t words)
{
	struct span w = { at, at };
	size_t end = at;

	while (words-- > 0 && segment_next_word(v->text, t->end, w.end, &w))
		end = w.end;
	return end;
}

/* Context on one line: white space of any kind is one space. */
static void
write_line(struct writer *w, const char *text, size_t len)
{
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < len; i++) {
		bool space =
		    text[i] == '\n' || text[i] == '\t' || text[i] == ' ';

		if (!space)
			buf_addc(&b, text[i]);
		else if (b.len > 0 && b.data[b.len - 1] != ' ')
			buf_addc(&b, ' ');
	}
	while (b.len > 0 && b.data[b.len - 1] == ' ')
		b.data[--b.len] = '\0';
	writer_text(w, buf_str(&b));
	buf_release(&b);
}

void
spans_write(struct writer *w, const struct corpus *c,
            const struct corpus_document *d, const struct span_record *s,
            int extra)
{
	const struct transcript_view *v = d->view;
	size_t i = document_turn_from(v, s->start);
	const struct turn *t = i < v->n_turns ? &v->turns[i] : NULL;
	struct span question = { 0 };
	struct buf b = { 0 };

	writer_text(w, v->document.name);
	writer_int(w, (int64_t)code_points(v, s->start));
	writer_int(w, (int64_t)code_points(v, s->end));
	if (t)
		writer_int(w, t->ordinal);
	else
		writer_none(w);
	spans_speakers(d, s->start, s->end, &b);
	writer_text(w, buf_str(&b));
	buf_clear(&b);
	spans_cases(c, d, s->start, s->end, &b);
	writer_text(w, buf_str(&b));
	writer_text(w, s->code);
	writer_text(w, s->stance);
	writer_text(w, s->by);
	writer_text(w, s->basis);
	if (extra & SPANS_QUESTION) {
		if (spans_question(d, s->start, &question))
			writer_bytes(w, v->text + question.start,
			             question.end - question.start);
		else
			writer_none(w);
	}
	if ((extra & SPANS_CONTEXT) && t) {
		size_t from = left_of(v, t, s->start, s->words);
		size_t to = right_of(v, t, s->end, s->words);

		write_line(w, v->text + from, s->start - from);
		write_line(w, v->text + s->start, s->end - s->start);
		write_line(w, v->text + s->end, to > s->end ? to - s->end : 0);
	} else {
		writer_bytes(w, v->text + s->start, s->end - s->start);
	}
	buf_release(&b);
}
