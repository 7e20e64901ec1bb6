#include "model/redline.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "model/align.h"

#include <stdlib.h>
#include <string.h>

#define CONTEXT 40 /* bytes of what did not change, at least */

enum part { SAME, OUT, IN };

/* A turn's line while it is written. */
struct writing {
	const struct transcript_view *old, *new;
	struct redlines *lines;
	size_t line;     /* index of the line of `turn`; SIZE_MAX: none yet */
	size_t turn;     /* index; n_turns: behind the last one */
	size_t at;       /* how far the new text is written */
	struct buf same; /* what did not change since the last change */
	bool changed;    /* the line holds a change */
};

/*
 * Append [from, to) with each run of white space as one space; with LEAD also
 * that before the first word.
 */
static void
add_words(struct buf *out, const char *text, size_t from, size_t to, bool lead)
{
	bool space = false;

	while (from < to) {
		size_t at = from;

		if (unicode_is_space(utf8_next(text, to, &from))) {
			space = true;
			continue;
		}
		if (space && (lead || out->len > 0))
			buf_addc(out, ' ');
		space = false;
		buf_add(out, text + at, from - at);
	}
	if (space && (lead || out->len > 0))
		buf_addc(out, ' ');
}

/* Where the words before, or behind, byte AT of S begin or end. */
static size_t
word_edge(const char *s, size_t len, size_t at, bool back)
{
	while (at > 0 && at < len && s[at] != ' ')
		at += back ? (size_t)-1 : 1;
	return at;
}

/* Put down what did not change: its start, its end, or both. */
static void
flush_same(struct writing *w, struct buf *out, bool more)
{
	const char *s = buf_str(&w->same);
	size_t len = w->same.len, head = 0, tail = len;

	if (len > 0 && *s == ' ' && out->len > 0 &&
	    out->data[out->len - 1] == ' ') {
		s++;
		tail = --len;
	}

	if (w->changed)
		head = word_edge(s, len, len < CONTEXT ? len : CONTEXT, false);
	if (more)
		tail =
		    word_edge(s, len, len < CONTEXT ? 0 : len - CONTEXT, true);
	if (head + 8 >= tail) {
		buf_add(out, s, len);
	} else {
		buf_add(out, s, head);
		buf_adds(out, head > 0 ? " ..." : "...");
		buf_add(out, s + tail, len - tail);
	}
	buf_clear(&w->same);
}

static void
end_line(struct writing *w)
{
	if (w->line != SIZE_MAX && w->changed)
		flush_same(w, &w->lines->items[w->line].text, false);
	buf_clear(&w->same);
	w->changed = false;
	w->line = SIZE_MAX;
}

static size_t
push_line(struct writing *w, const struct transcript_view *v, size_t turn,
          bool gone)
{
	struct redline line = { 0 };
	struct buf label = { 0 };

	if (turn < v->n_turns) {
		document_turn_label(v, &v->turns[turn], &label);
		*(gone ? &line.was : &line.turn) = v->turns[turn].ordinal;
	}
	line.label = buf_take(&label);
	vec_push(w->lines, line);
	return w->lines->n - 1;
}

/* The line of the turn that is being written. */
static struct buf *
this_line(struct writing *w)
{
	if (w->line == SIZE_MAX)
		w->line = push_line(w, w->new, w->turn, false);
	return &w->lines->items[w->line].text;
}

static bool
space_at(const char *text, size_t len, size_t at)
{
	return at < len && unicode_is_space(utf8_next(text, len, &at));
}

static void
add_change(struct writing *w, enum part part, const char *text, size_t from,
           size_t to)
{
	struct buf words = { 0 }, *line;
	bool space;

	add_words(&words, text, from, to, false);
	space = words.len > 0 && words.data[words.len - 1] == ' ';
	words.len -= space;
	if (words.len > 0) {
		line = this_line(w);
		flush_same(w, line, true);
		if (line->len > 0 && line->data[line->len - 1] != ' ' &&
		    space_at(text, to, from))
			buf_addc(line, ' ');
		buf_adds(line, part == OUT ? "[-" : "{+");
		buf_add(line, words.data, words.len);
		buf_adds(line, part == OUT ? "-]" : "+}");
		if (space)
			buf_addc(line, ' ');
		w->changed = true;
	}
	buf_release(&words);
}

/* The turn has been written to its end: what comes is the next one's. */
static void
advance(struct writing *w)
{
	while (w->turn < w->new->n_turns &&
	       w->at >= w->new->turns[w->turn].end) {
		end_line(w);
		w->turn++;
	}
}

static bool
only_space(const char *text, size_t from, size_t to)
{
	while (from < to)
		if (!unicode_is_space(utf8_next(text, to, &from)))
			return false;
	return true;
}

/* What stands at [from, to) of the new text: the same, or put in. */
static void
add_new(struct writing *w, enum part part, size_t from, size_t to)
{
	const struct transcript_view *v = w->new;

	for (w->at = from; w->at < to;) {
		const struct turn *t;
		size_t start = w->at, cut = to;

		/* the space behind a turn: what is taken out comes first */
		if (part == SAME && only_space(v->text, start, to)) {
			add_words(&w->same, v->text, start, to, w->changed);
			w->at = to;
			break;
		}
		advance(w);
		t = w->turn < v->n_turns ? &v->turns[w->turn] : NULL;
		if (t && t->end < cut)
			cut = t->end;
		w->at = cut;
		if (part != SAME) {
			add_change(w, part, v->text, start, cut);
			continue;
		}
		/* a label that did not change says nothing here */
		if (t && !w->changed && start < t->start)
			start = t->start;
		if (start < cut)
			add_words(&w->same, v->text, start, cut, w->changed);
	}
}

/* What was taken out: a turn that is wholly in it has a line of its own. */
static void
add_old(struct writing *w, size_t from, size_t to)
{
	const struct transcript_view *v = w->old;
	size_t turn = document_turn_from(v, from);

	while (from < to) {
		const struct turn *t =
		    turn < v->n_turns ? &v->turns[turn] : NULL;
		size_t cut = t && t->end < to ? t->end : to;

		if (!t || from <= t->start)
			advance(w);
		if (t && from <= t->start && t->end <= to) {
			struct writing gone = { .lines = w->lines };

			if (w->line == SIZE_MAX || !w->changed) {
				gone.line = push_line(w, v, turn, true);
				add_change(&gone, OUT, v->text, t->start,
				           t->end);
				buf_release(&gone.same);
			} else {
				add_change(w, OUT, v->text, from, cut);
			}
		} else {
			add_change(w, OUT, v->text, from, cut);
		}
		from = cut;
		turn++;
	}
}

/* Two pieces between what is the same; where lines break says nothing. */
static void
add_pair(struct writing *w, size_t a, size_t a_end, size_t b, size_t b_end)
{
	if (only_space(w->old->text, a, a_end) &&
	    only_space(w->new->text, b, b_end)) {
		add_new(w, SAME, b, b_end);
		return;
	}
	add_old(w, a, a_end);
	add_new(w, IN, b, b_end);
}

void
redline_compare(const struct transcript_view *old,
                const struct transcript_view *new, struct redlines *out)
{
	struct writing w = {
		.old = old, .new = new, .lines = out, .line = SIZE_MAX
	};
	struct alignment al;
	size_t a = 0, b = 0, i;

	align_texts(old->text, old->len, new->text, new->len, &al);
	for (i = 0; i < al.n; i++) {
		const struct align_run *r = &al.items[i];

		size_t at = 0;

		/* a word that changed is shown as a whole */
		if (r->block != 0 ||
		    (r->words == 0 && unicode_is_word(utf8_next(
		                          new->text + r->new, r->len, &at))))
			continue;
		add_pair(&w, a, r->old, b, r->new);
		add_new(&w, SAME, r->new, r->new + r->len);
		a = r->old + r->len;
		b = r->new + r->len;
	}
	add_pair(&w, a, old->len, b, new->len);
	end_line(&w);
	for (i = 0; i < out->n; i++) {
		struct buf *line = &out->items[i].text;

		if (line->len > 0 && line->data[line->len - 1] == ' ')
			line->data[--line->len] = '\0';
	}
	buf_release(&w.same);
	align_release(&al);
}

void
redlines_release(struct redlines *lines)
{
	size_t i;

	for (i = 0; i < lines->n; i++) {
		free(lines->items[i].label);
		buf_release(&lines->items[i].text);
	}
	vec_release(lines);
}
