#include "import/survey.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

#define NAMED         3 /* documents named in a line; the others are counted */
#define NAMED_LABELS  5
#define NAMED_REMARKS 5 /* kinds of them */

/* --- taking into account ---------------------------------------------------
 */

static bool
is_participants(const struct transcript *t, const struct transcript_turn *turn)
{
	const size_t *who = t->turn_speakers.items + turn->first_speaker;
	size_t i;

	for (i = 0; i < turn->speakers; i++)
		if (t->speakers.items[who[i]].role == ROLE_PARTICIPANT)
			return true;
	return turn->speakers == 0;
}

/* Does a participant speak long without sentence marks? */
static bool
has_windows(const struct transcript *t)
{
	size_t i;

	for (i = 0; i < t->turns.n; i++) {
		const struct transcript_turn *turn = &t->turns.items[i];

		if (is_participants(t, turn) &&
		    segment_has_windows(buf_str(&t->text), turn->start,
		                        turn->end))
			return true;
	}
	return false;
}

static void
add_name(struct survey_names *names, const char *name)
{
	vec_push(names, mem_str(name));
}

/* The same remark on several documents is made once; SAYS is LEN bytes. */
static void
add_remark(struct survey *s, const char *name, const char *says, size_t len)
{
	struct survey_remark remark = { 0 };
	size_t i;

	for (i = 0; i < s->remarks.n; i++)
		if (strlen(s->remarks.items[i].says) == len &&
		    memcmp(s->remarks.items[i].says, says, len) == 0)
			break;
	if (i == s->remarks.n) {
		remark.says = mem_strn(says, len);
		vec_push(&s->remarks, remark);
	}
	add_name(&s->remarks.items[i].on, name);
}

static void
add_remarks(struct survey *s, const char *name, const struct transcript *t)
{
	const char *at = buf_str(&t->remarks);
	struct buf left = { 0 };

	if (t->left_out.len > 0) {
		buf_addf(&left, "left out: %s", buf_str(&t->left_out));
		add_remark(s, name, buf_str(&left), left.len);
	}
	for (; *at; at += strcspn(at, "\n") + 1)
		add_remark(s, name, at, strcspn(at, "\n"));
	buf_release(&left);
}

void
survey_add(struct survey *s, const char *name, const struct transcript *t)
{
	size_t i;

	add_remarks(s, name, t);
	if (has_windows(t))
		add_name(&s->windowed, name);
	if (t->speakers.n == 0) {
		add_name(&s->silent, name);
		return;
	}
	for (i = 0; i < t->speakers.n; i++)
		if (t->speakers.items[i].role == ROLE_INTERVIEWER)
			return;
	for (i = 0; i < t->speakers.n; i++) {
		struct survey_voice v = {
			.label = mem_str(t->speakers.items[i].label),
			.folded = unicode_fold(t->speakers.items[i].label),
			.document = s->unasked.n,
		};

		vec_push(&s->voices, v);
	}
	add_name(&s->unasked, name);
}

static void
add_doubt(struct survey *s, const struct import_doubt *d)
{
	struct import_doubt copy = { .n = d->n };
	size_t i;

	for (i = 0; i < s->doubts.n; i++) {
		if (strcmp(s->doubts.items[i].label, d->label) != 0)
			continue;
		s->doubts.items[i].n += d->n;
		return;
	}
	if (i == NAMED_LABELS) {
		s->more_doubts++;
		return;
	}
	copy.label = mem_str(d->label);
	vec_push(&s->doubts, copy);
}

void
survey_doubt(struct survey *s, const char *name,
             const struct import_doubts *doubts)
{
	size_t i;

	if (doubts->n > 0)
		add_name(&s->doubtful, name);
	for (i = 0; i < doubts->n; i++)
		add_doubt(s, &doubts->items[i]);
}

static void
release_names(struct survey_names *names)
{
	size_t i;

	for (i = 0; i < names->n; i++)
		free(names->items[i]);
	vec_release(names);
}

void
survey_release(struct survey *s)
{
	size_t i;

	for (i = 0; i < s->voices.n; i++) {
		free(s->voices.items[i].label);
		free(s->voices.items[i].folded);
	}
	vec_release(&s->voices);
	release_names(&s->unasked);
	release_names(&s->silent);
	release_names(&s->windowed);
	release_names(&s->doubtful);
	for (i = 0; i < s->remarks.n; i++) {
		free(s->remarks.items[i].says);
		release_names(&s->remarks.items[i].on);
	}
	vec_release(&s->remarks);
	import_doubts_release(&s->doubts);
}

/* --- telling ---------------------------------------------------------------
 */

/* S as one word of the shell. */
static void
add_quoted(struct buf *out, const char *s)
{
	buf_addc(out, '\'');
	for (; *s; s++) {
		if (*s == '\'')
			buf_adds(out, "'\\''");
		else
			buf_addc(out, *s);
	}
	buf_addc(out, '\'');
}

/* "P01", or "5 documents (P01, P02, P03, ...)". */
static void
add_documents(struct buf *out, const char **names, size_t n)
{
	size_t i;

	if (n == 1) {
		buf_adds(out, names[0]);
		return;
	}
	buf_addf(out, "%zu documents (", n);
	for (i = 0; i < n && i < NAMED; i++)
		buf_addf(out, "%s%s", i ? ", " : "", names[i]);
	buf_addf(out, "%s)", n > NAMED ? ", ..." : "");
}

/* "P01 has WHAT", or "5 documents (P01, P02, P03 ...) have WHAT". */
static void
tell_names(struct buf *out, const char **names, size_t n, const char *what)
{
	if (n == 0)
		return;
	add_documents(out, names, n);
	buf_addf(out, " %s %s\n", n == 1 ? "has" : "have", what);
}

/* "FG9: not taken as speakers: Priya (1), ..." */
static void
tell_doubts(const struct survey *s, struct buf *out)
{
	size_t i;

	if (s->doubts.n == 0)
		return;
	add_documents(out, (const char **)s->doubtful.items, s->doubtful.n);
	buf_adds(out, ": not taken as speakers: ");
	for (i = 0; i < s->doubts.n; i++)
		buf_addf(out, "%s%s (%zu)", i ? ", " : "",
		         s->doubts.items[i].label, s->doubts.items[i].n);
	buf_addf(out, "%s; --speaker NAME takes a name for one\n",
	         s->more_doubts > 0 ? ", ..." : "");
}

/* "P01, P02: left out: tiers 'words'" */
static void
tell_remarks(const struct survey *s, struct buf *out)
{
	size_t i, more = 0;

	for (i = 0; i < s->remarks.n; i++) {
		const struct survey_remark *r = &s->remarks.items[i];

		if (i >= NAMED_REMARKS) {
			more += r->on.n;
			continue;
		}
		add_documents(out, (const char **)r->on.items, r->on.n);
		buf_addf(out, ": %s\n", r->says);
	}
	if (more > 0)
		buf_addf(out,
		         "of %zu more document%s there is something to "
		         "know: imported alone, emic says what\n",
		         more, more == 1 ? "" : "s");
}

static int
compare_voices(const void *a, const void *b)
{
	const struct survey_voice *x = a, *y = b;
	int c = strcmp(x->folded, y->folded);

	if (c != 0)
		return c;
	return x->document < y->document ? -1 : x->document > y->document;
}

/*
 * A label that speaks in most of several documents without an interviewer
 * is likely to be the interviewer's.  EXPLAINED marks its documents.
 */
static void
tell_voices(struct survey *s, bool *explained, struct buf *out)
{
	size_t i, k, n, all = s->unasked.n;

	if (s->voices.n > 0)
		qsort(s->voices.items, s->voices.n, sizeof(*s->voices.items),
		      compare_voices);
	for (i = 0; i < s->voices.n; i += n) {
		const struct survey_voice *v = &s->voices.items[i];

		for (n = 1; i + n < s->voices.n &&
		            strcmp(v[n].folded, v->folded) == 0;)
			n++;
		if (n < 2 || 2 * n <= all)
			continue;
		buf_addf(out,
		         "%s speaks in %zu of %zu documents without an "
		         "interviewer; if that is who asks: emic speakers "
		         "role ",
		         v->label, n, all);
		add_quoted(out, v->label);
		buf_adds(out, " interviewer\n");
		for (k = 0; k < n; k++)
			explained[v[k].document] = true;
	}
}

void
survey_tell(struct survey *s, struct buf *out)
{
	bool *explained = mem_array(s->unasked.n, sizeof(*explained));
	const char **left = mem_array(s->unasked.n, sizeof(*left));
	size_t i, n = 0;

	tell_voices(s, explained, out);
	for (i = 0; i < s->unasked.n; i++)
		if (!explained[i])
			left[n++] = s->unasked.items[i];
	tell_names(out, left, n,
	           "no interviewer: emic speakers role LABEL interviewer "
	           "says who it is");
	tell_names(out, (const char **)s->silent.items, s->silent.n,
	           "no speakers that are known, so each paragraph is a turn");
	tell_names(out, (const char **)s->windowed.items, s->windowed.n,
	           "speech of over 40 words without a sentence mark: windows "
	           "of 40 words stand for its sentences");
	tell_remarks(s, out);
	tell_doubts(s, out);
	free(left);
	free(explained);
}
