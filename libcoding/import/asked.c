#include "import/asked.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "import/frame.h"
#include "import/line.h"

#include <stdlib.h>
#include <string.h>

/* What is counted of the two kinds of paragraphs. */
struct count {
	size_t runs;      /* of strong paragraphs, with others behind them */
	size_t asking;    /* of these runs, those that end with a question */
	size_t plain;     /* paragraphs that are not strong */
	size_t questions; /* of these */
};

/* Does [START, END) end with a question mark, but for quotes and stars? */
static bool
is_question(const char *text, size_t start, size_t end)
{
	line_trim(text, &start, &end);
	while (end > start) {
		uint32_t cp = utf8_prev(text, &end);

		if (cp == '?' || cp == 0xFF1F || cp == 0x61F)
			return true;
		if (cp != '*' && cp != '_' && cp != '"' && cp != '\'' &&
		    cp != ')' && cp != 0x201D && cp != 0x2019 && cp != ' ')
			return false;
	}
	return false;
}

/* The paragraphs of T outside CUTS, in order. */
static void
find_paragraphs(const struct transcript *t, const struct span_list *cuts,
                struct span_list *out)
{
	const char *text = buf_str(&t->text);
	size_t at = 0, i;

	for (i = 0; i <= cuts->n; i++) {
		size_t end = i < cuts->n ? cuts->items[i].start : t->text.len;

		while (at < end) {
			size_t stop = line_end(text, at, end);

			if (!line_is_blank(text, at, stop)) {
				stop = line_paragraph_end(text, at, end);
				vec_push(out, ((struct span){ at, stop }));
			}
			at = stop + 1;
		}
		at = i < cuts->n ? cuts->items[i].end : t->text.len;
	}
}

/* The first paragraphs may be titles, though they are strong. */
static size_t
skip_titles(const struct transcript *t, const struct span_list *paragraphs,
            const bool *strong)
{
	const char *text = buf_str(&t->text);
	size_t i;

	for (i = 0; i + 1 < paragraphs->n && strong[i] && strong[i + 1]; i++) {
		const struct span *p = &paragraphs->items[i];

		if (is_question(text, p->start, p->end) ||
		    !frame_is_title(text, p->start, p->end))
			break;
	}
	return i;
}

static void
add_turns(const struct transcript *t, const struct span_list *paragraphs,
          const bool *strong, struct asked *out, struct count *c)
{
	const char *text = buf_str(&t->text);
	size_t i = skip_titles(t, paragraphs, strong);

	while (i < paragraphs->n && !strong[i])
		i++;
	for (; i < paragraphs->n; i++) {
		const struct span *p = &paragraphs->items[i];
		struct asked_turn turn = { p->start, strong[i] };
		bool asks = is_question(text, p->start, p->end);

		if (out->n == 0 || out->items[out->n - 1].asks != turn.asks)
			vec_push(out, turn);
		c->plain += !strong[i];
		c->questions += !strong[i] && asks;
		if (strong[i] && i + 1 < paragraphs->n && !strong[i + 1]) {
			c->runs++;
			c->asking += asks;
		}
	}
}

bool
asked_find(struct transcript *t, const struct span_list *strong,
           const struct span_list *cuts, struct asked *out)
{
	struct span_list paragraphs = { 0 };
	struct count c = { 0 };
	bool *is_strong = NULL, yes;
	size_t i, at = 0;

	if (strong->n < 2)
		return false;
	find_paragraphs(t, cuts, &paragraphs);
	is_strong = mem_array(paragraphs.n, sizeof(*is_strong));
	for (i = 0; i < paragraphs.n; i++) {
		while (at < strong->n &&
		       strong->items[at].end <= paragraphs.items[i].start)
			at++;
		is_strong[i] =
		    at < strong->n &&
		    strong->items[at].start <= paragraphs.items[i].start &&
		    strong->items[at].end >= paragraphs.items[i].end;
	}
	add_turns(t, &paragraphs, is_strong, out, &c);
	yes = c.runs >= 2 && 2 * c.asking > c.runs && 2 * c.questions < c.plain;
	if (yes)
		buf_adds(&t->remarks,
		         "what is in bold mostly asks, so it is taken for an "
		         "interviewer's and the rest for one participant's: a "
		         "guess; --turns none makes none\n");
	else
		out->n = 0;
	free(is_strong);
	vec_release(&paragraphs);
	return yes;
}

void
asked_cues(const struct transcript *t, const struct asked *asked,
           struct cast *cast, struct cue_list *out)
{
	const char *text = buf_str(&t->text);
	uint32_t asks = cast_invent(cast, "Interviewer");
	uint32_t answers = cast_invent(cast, "Participant");
	size_t i;

	cast->style = CAST_COLON;
	out->n = 0;
	for (i = 0; i < asked->n; i++) {
		size_t at = asked->items[i].start;
		struct cue cue = { .line = at,
			           .label = at,
			           .label_end = at,
			           .speech = at,
			           .name =
			               asked->items[i].asks ? asks : answers,
			           .kind = CUE_BOLD,
			           .paragraph = true,
			           .start_ms = TURN_NO_TIME,
			           .end_ms = TURN_NO_TIME };

		while (asked->items[i].asks && strchr("*_", text[at]) &&
		       text[at] && cue.open.n < 3) {
			cue.open.c = text[at++];
			cue.open.n++;
		}
		cue.speech = at;
		vec_push(out, cue);
	}
}
