#include "import/detect.h"

#include "base/error.h"
#include "base/pattern.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "import/asked.h"
#include "import/cast.h"
#include "import/cue_line.h"
#include "import/cue_time.h"
#include "import/frame.h"
#include "import/head.h"
#include "import/line.h"
#include "import/message.h"
#include "import/once.h"

#include <stdlib.h>
#include <string.h>

/* A document being read. */
struct detect {
	struct transcript *t;
	const char *text;
	size_t len;
	struct span_list *cuts;
	struct cast cast;
	struct cue_list cues;
	struct cast_text shape;
	/* the turn being made */
	size_t start;
	struct cast_label *label; /* NULL: nobody known */
	struct cue_marks open;    /* emphasis that the turn is within */
	int64_t start_ms, end_ms;
	int64_t next_ms; /* when the one before ended, by its own mark */
};

static int
too_many(struct error *err)
{
	return error_set(err, ERR_LIMIT,
	                 "over %d lines look like turns, so this is no "
	                 "transcript",
	                 IMPORT_TURNS_MAX);
}

/* --- what stands in the text ---------------------------------------------- */

/* Read the cues of [START, END), which no cut interrupts. */
static int
read_cues(struct detect *d, size_t start, size_t end, struct error *err)
{
	bool paragraph = true, timed = false; /* a time has the line above */
	size_t at, stop;

	for (at = start; at < end; at = stop + 1) {
		struct cue cue;

		stop = line_end(d->text, at, end);
		if (line_is_blank(d->text, at, stop)) {
			paragraph = true;
			continue;
		}
		if (d->shape.lines++ == 0)
			d->shape.first = at;
		d->shape.paragraphs += paragraph;
		if (cue_line_read(d->text, at, &stop, end, paragraph, &cue)) {
			cue.paragraph |= timed && cue.kind != CUE_TIME;
			timed = cue.kind == CUE_TIME &&
			        line_is_blank(d->text, cue.speech, stop);
			if (cast_add(&d->cast, d->text, &cue))
				vec_push(&d->cues, cue);
			if (d->cues.n > IMPORT_TURNS_MAX)
				return too_many(err);
		} else {
			timed = false;
		}
		paragraph = false;
	}
	return 0;
}

/* Call read_cues() for what lies between the cuts. */
static int
read_all_cues(struct detect *d, struct error *err)
{
	size_t at = 0, i;
	int rc = 0;

	for (i = 0; rc == 0 && i < d->cuts->n; i++) {
		rc = read_cues(d, at, d->cuts->items[i].start, err);
		at = d->cuts->items[i].end;
	}
	return rc < 0 ? rc : read_cues(d, at, d->len, err);
}

/* A label as a pattern found it, without the marks around it. */
static struct span
bare_label(const char *text, size_t start, size_t end)
{
	while (start < end && strchr(" \t\n*_:-[](){}<>", text[start]))
		start++;
	while (end > start && strchr(" \t\n*_:-[](){}<>", text[end - 1]))
		end--;
	return (struct span){ start, end };
}

/* Every match of P is a label; its first group where it has one. */
static int
match_cues(struct detect *d, const struct pattern *p, struct pattern_scratch *s,
           struct error *err)
{
	size_t at = 0, start, end, cut = 0;
	int rc;

	while ((rc = pattern_search(p, s, d->text, d->len, at, &start, &end,
	                            err)) > 0) {
		struct cue cue = { .line = start,
			           .speech = end,
			           .kind = CUE_PLAIN,
			           .paragraph = true,
			           .start_ms = TURN_NO_TIME,
			           .end_ms = TURN_NO_TIME };
		struct span label = { start, end };

		at = end;
		if (at == start && at < d->len)
			utf8_next(d->text, d->len, &at);
		while (cut < d->cuts->n && d->cuts->items[cut].end <= start)
			cut++;
		if (end > start &&
		    (cut >= d->cuts->n || end <= d->cuts->items[cut].start)) {
			struct span g;

			if (pattern_group(s, 1, &g.start, &g.end) &&
			    g.start >= start && g.start < g.end && g.end <= end)
				label = g;
			label = bare_label(d->text, label.start, label.end);
			cue.label = label.start;
			cue.label_end = label.end;
			if (label.start < label.end &&
			    cast_add(&d->cast, d->text, &cue))
				vec_push(&d->cues, cue);
		}
		if (d->cues.n > IMPORT_TURNS_MAX)
			return too_many(err);
		if (end == start && at >= d->len)
			break;
	}
	return rc < 0 ? rc : 0;
}

static int
read_by_pattern(struct detect *d, const char *source, struct error *err)
{
	struct pattern_scratch *s = NULL;
	struct pattern *p = NULL;
	size_t column;
	int rc;

	rc = pattern_new(source, strlen(source),
	                 PATTERN_EXACT | PATTERN_MULTILINE, &p, &column, err);
	if (rc < 0) {
		error_wrap(err, "--turns '%s', at character %zu", source,
		           utf8_count(source, column) + 1);
		return err ? err->code = ERR_USAGE : ERR_USAGE;
	}
	s = pattern_scratch_new();
	rc = match_cues(d, p, s, err);
	if (rc < 0)
		error_wrap(err, "--turns '%s'", source);
	pattern_scratch_free(s);
	pattern_free(p);
	cast_take_all(&d->cast);
	return rc;
}

/* --- what is made of it --------------------------------------------------- */

/* Where the speech of cue I ends at the latest; CUT is the next cut. */
static size_t
speech_end(const struct detect *d, size_t i, size_t cut)
{
	size_t end = i + 1 < d->cues.n ? d->cues.items[i + 1].line : d->len;

	if (cut < d->cuts->n && d->cuts->items[cut].start < end)
		end = d->cuts->items[cut].start;
	return end;
}

/* "Outro: [01:53:10]": no speaker, and nothing said. */
static bool
is_mark(const struct detect *d, const struct cue *cue)
{
	size_t end;

	if ((cue->kind != CUE_PLAIN && cue->kind != CUE_TIMED) ||
	    !cue->paragraph || d->cast.items[cue->name].class != LABEL_NEVER)
		return false;
	end = line_paragraph_end(d->text, cue->speech, d->len);
	return segment_count_words(d->text, cue->speech, end) == 0;
}

/* A time alone in its paragraph, without brackets, as Google Meet has them. */
static bool
is_time_alone(const struct detect *d, const struct cue *cue)
{
	size_t at = cue->line;

	while (at < cue->speech && strchr(" \t", d->text[at]))
		at++;
	return cue->kind == CUE_TIME && cue->paragraph && at < cue->speech &&
	       d->text[at] >= '0' && d->text[at] <= '9' &&
	       line_is_blank(d->text, cue->speech,
	                     line_paragraph_end(d->text, cue->speech, d->len));
}

/* A time alone on its line, and a name begins the next one. */
static bool
is_time_above(const struct detect *d, size_t i)
{
	const struct cue *cue = &d->cues.items[i], *next = cue + 1;
	size_t stop = line_end(d->text, cue->line, d->len);

	return cue->kind == CUE_TIME && i + 1 < d->cues.n &&
	       next->line == stop + 1 && cast_takes(&d->cast, next) &&
	       line_is_blank(d->text, cue->speech, stop);
}

/* Keep only the cues that begin a turn or a note. */
static void
drop_others(struct detect *d)
{
	bool named = d->cast.style < CAST_TIMES;
	size_t i, n = 0;

	for (i = 0; i < d->cues.n; i++) {
		struct cue *cue = &d->cues.items[i];

		if (cast_takes(&d->cast, cue) ||
		    (named && (cue->kind == CUE_TIME ? is_time_alone(d, cue) ||
		                                           is_time_above(d, i)
		                                     : is_mark(d, cue))))
			d->cues.items[n++] = *cue;
	}
	d->cues.n = n;
}

/* "P03: [laughs]": somebody who does not say a word. */
static bool
makes_noise(const struct cast_label *l, const struct cue *cue)
{
	if (l->class >= LABEL_PAIR)
		return true;
	return cue->kind == CUE_PLAIN && label_is_person(l->name, l->folded);
}

/*
 * Who says anything?  The paragraph that a label begins counts or, when
 * nothing stands beside the label, all up to the next one.  A label that
 * never has a word outside asides ("**Break:** [01:44]") is a note, unless
 * it is a person's.
 */
static void
find_voices(struct detect *d)
{
	size_t i, cut = 0;

	for (i = 0; i < d->cues.n && d->cast.style < CAST_TIMES; i++) {
		const struct cue *cue = &d->cues.items[i];
		struct cast_label *l;
		size_t end, own;

		while (cut < d->cuts->n &&
		       d->cuts->items[cut].start < cue->line)
			cut++;
		if (cue->kind == CUE_TIME)
			continue;
		l = &d->cast.items[cue->name];
		if (l->voiced || !l->speaks)
			continue;
		end = speech_end(d, i, cut);
		own = line_paragraph_end(d->text, cue->speech, end);
		if (l->class != LABEL_NEVER &&
		    line_is_blank(d->text, cue->speech, own))
			own = end;
		l->voiced =
		    segment_count_words(d->text, cue->speech, own) > 0 ||
		    (makes_noise(l, cue) &&
		     !line_is_blank(d->text, cue->speech, own));
	}
}

/* The transcript's speaker that L is. */
static size_t
speaker_of(struct detect *d, struct cast_label *l)
{
	struct transcript *t = d->t;

	if (l->speaker == SIZE_MAX) {
		struct transcript_speaker s = { .label = mem_str(l->name),
			                        .role =
			                            cast_role(&d->cast, l) };

		l->speaker = t->speakers.n;
		vec_push(&t->speakers, s);
	}
	return l->speaker;
}

/*
 * "**Interviewer: How was it?**": the marks that close what was opened
 * before the label are no speech either.
 */
static size_t
without_marks(const struct detect *d, size_t end)
{
	size_t start = d->start, i;

	if (d->open.n == 0)
		return end;
	line_trim(d->text, &start, &end);
	for (i = 0; i < d->open.n; i++)
		if (end - start < i + 2 || d->text[end - 1 - i] != d->open.c)
			return end;
	return end - d->open.n;
}

/*
 * "... with seeds. #00:00:20-1#": f4 writes when a paragraph ends behind it,
 * and there the next one begins, which *NEXT_OUT is then.  Where the speech
 * ends, before such a time.
 */
static size_t
without_time(struct detect *d, size_t end, int64_t *next_out)
{
	size_t start = d->start, at;
	int64_t ms;

	line_trim(d->text, &start, &end);
	if (end - start < 2 || d->text[end - 1] != '#')
		return end;
	for (at = end - 2; at > start && d->text[at] != '#';)
		at--;
	if (cue_time_read_hash(d->text, end, at, &ms) != end)
		return end;
	if (d->start_ms == TURN_NO_TIME || ms >= d->start_ms)
		d->end_ms = ms;
	*next_out = ms;
	return at;
}

/* The turn being made is L's: more than one speaker if L names several. */
static void
add_turn(struct detect *d, size_t end)
{
	struct transcript *t = d->t;
	struct cast_label *l = d->label;
	size_t i;

	if (l->n_parts == 0) {
		transcript_add_turn(t, d->start, end, speaker_of(d, l));
		return;
	}
	transcript_add_turn(t, d->start, end, SIZE_MAX);
	for (i = 0; i < l->n_parts; i++) {
		size_t speaker = speaker_of(d, &d->cast.items[l->parts[i]]);

		vec_push(&t->turn_speakers, speaker);
		t->turns.items[t->turns.n - 1].speakers++;
	}
}

/* Where nobody is known each paragraph is a turn. */
static void
add_paragraphs(struct detect *d, size_t end)
{
	struct span_list list = { 0 };
	size_t i;

	segment_paragraphs(d->text, d->start, end, &list);
	for (i = 0; i < list.n; i++)
		transcript_add_turn(d->t, list.items[i].start,
		                    list.items[i].end, SIZE_MAX);
	vec_release(&list);
}

/* End the turn being made at END, if it says anything. */
static int
end_turn(struct detect *d, size_t end, struct error *err)
{
	struct transcript *t = d->t;
	size_t n = t->turns.n;
	int64_t next_ms = TURN_NO_TIME;

	if (d->start_ms == TURN_NO_TIME)
		d->start_ms = d->next_ms;
	if (d->label)
		end = without_time(d, end, &next_ms);
	end = without_marks(d, end);
	if (!line_is_blank(d->text, d->start, end)) {
		d->next_ms = next_ms;
		if (d->label)
			add_turn(d, end);
		else
			add_paragraphs(d, end);
		t->turns.items[n].start_ms = d->start_ms;
		t->turns.items[n].end_ms = d->end_ms;
	}
	d->start_ms = d->end_ms = TURN_NO_TIME;
	d->open.n = 0;
	return t->turns.n > IMPORT_TURNS_MAX ? too_many(err) : 0;
}

static void
begin_turn(struct detect *d, size_t i, size_t cut)
{
	const struct cue *cue = &d->cues.items[i];
	struct transcript_section note = { .start = cue->line,
		                           .level = 1,
		                           .kind = SECTION_NOTE };
	struct cast_label *l = NULL;

	if (d->cast.style < CAST_TIMES && cue->kind == CUE_TIME) {
		d->next_ms = cue->start_ms;
		note.end = cue->speech;
		d->start = note.end;
		line_trim(d->text, &note.start, &note.end);
		vec_push(&d->t->sections, note);
		return;
	}
	if (d->cast.style < CAST_TIMES)
		l = &d->cast.items[cue->name];
	if (!l || l->voiced || l->n_parts > 0) {
		d->label = l;
		d->start = l ? cue->speech : cue->led;
		d->start_ms = l ? cue->start_ms : cue->led_ms;
		d->end_ms = l ? cue->end_ms : cue->led_end_ms;
		d->open = cue->open;
		return;
	}
	/* whoever spoke before goes on behind the note */
	note.end =
	    line_paragraph_end(d->text, cue->speech, speech_end(d, i, cut));
	d->start = note.end;
	line_trim(d->text, &note.start, &note.end);
	vec_push(&d->t->sections, note);
}

static int
make_turns(struct detect *d, struct error *err)
{
	size_t i = 0, cut = 0;
	int rc = 0;

	d->start_ms = d->end_ms = d->next_ms = TURN_NO_TIME;
	while (rc == 0 && (i < d->cues.n || cut < d->cuts->n)) {
		const struct span *c = NULL;

		if (cut < d->cuts->n)
			c = &d->cuts->items[cut];
		if (c &&
		    (i >= d->cues.n || c->start <= d->cues.items[i].line)) {
			rc = end_turn(d, c->start, err);
			d->start = c->end;
			cut++;
		} else {
			rc = end_turn(d, d->cues.items[i].line, err);
			begin_turn(d, i, cut);
			i++;
		}
	}
	return rc < 0 ? rc : end_turn(d, d->len, err);
}

static int
compare_sections(const void *a, const void *b)
{
	const struct transcript_section *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

/* Turns by the labels in the text; or else by how it looks. */
static int
read_by_itself(struct detect *d, const struct span_list *strong,
               const struct import_options *o, struct error *err)
{
	struct asked asked = { 0 };
	int rc;

	if (message_find(d->t, d->cuts, &d->cast, &d->cues)) {
		if (d->cues.n > IMPORT_TURNS_MAX)
			return too_many(err);
		if (d->cues.n > 0)
			frame_cut_opening(d->t, d->cuts, d->cues.items[0].line);
		return 0;
	}
	frame_cut_notices(d->t, d->cuts);
	head_cut(d->t, d->cuts);
	rc = read_all_cues(d, err);
	if (rc < 0)
		return rc;
	cast_decide(&d->cast, d->cues.items, d->cues.n, &d->shape);
	if (d->cast.style == CAST_NOBODY && strong && o->n_speakers == 0 &&
	    asked_find(d->t, strong, d->cuts, &asked))
		asked_cues(d->t, &asked, &d->cast, &d->cues);
	else if (o->doubts)
		once_doubt(&d->cast, o->doubts);
	drop_others(d);
	if (d->cues.n > 0 && d->cast.style < CAST_TIMES)
		frame_cut_opening(d->t, d->cuts, d->cues.items[0].line);
	vec_release(&asked);
	return 0;
}

int
detect_turns(struct transcript *t, struct span_list *cuts,
             const struct import_options *o, struct error *err)
{
	return detect_turns_beside(t, cuts, NULL, o, err);
}

int
detect_turns_beside(struct transcript *t, struct span_list *cuts,
                    const struct span_list *strong,
                    const struct import_options *o, struct error *err)
{
	struct detect d = { .t = t,
		            .text = buf_str(&t->text),
		            .len = t->text.len,
		            .cuts = cuts,
		            .cast.style = CAST_NOBODY };
	const char *turns = o->turns ? o->turns : "auto";
	size_t i;
	int rc = 0;

	for (i = 0; i < o->n_interviewers; i++)
		cast_expect(&d.cast, o->interviewers[i], true);
	for (i = 0; i < o->n_known; i++)
		cast_expect(&d.cast, o->known[i], false);
	for (i = 0; i < o->n_speakers; i++)
		cast_expect(&d.cast, o->speakers[i], false);
	if (strcmp(turns, "auto") == 0)
		rc = read_by_itself(&d, strong, o, err);
	else if (strcmp(turns, "none") != 0)
		rc = read_by_pattern(&d, turns, err);
	if (rc < 0)
		goto out;
	find_voices(&d);
	rc = make_turns(&d, err);
	if (rc < 0)
		goto out;
	transcript_find_asides(t);
	if (t->sections.n > 0)
		qsort(t->sections.items, t->sections.n,
		      sizeof(*t->sections.items), compare_sections);
out:
	vec_release(&d.cues);
	cast_release(&d.cast);
	return rc;
}
