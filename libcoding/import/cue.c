#include "import/cue.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "import/cue_time.h"
#include "model/transcript.h"

#include <string.h>

/* A line being read from left to right. */
struct line {
	const char *text;
	size_t end;
	size_t at;
	struct cue *cue;
	bool seconds; /* the last time read has hours, minutes and seconds */
	bool is_long; /* the label is, so that a time has to be beside it */
};

static void
skip_blanks(struct line *l)
{
	while (l->at < l->end &&
	       (l->text[l->at] == ' ' || l->text[l->at] == '\t'))
		l->at++;
	/* no-break space, as word processors put before a colon */
	if (l->at + 1 < l->end && memcmp(l->text + l->at, "\xC2\xA0", 2) == 0) {
		l->at += 2;
		skip_blanks(l);
	}
}

static bool
at_char(const struct line *l, char c)
{
	return l->at < l->end && l->text[l->at] == c;
}

static bool
at_blank_or_end(const struct line *l)
{
	return l->at >= l->end || at_char(l, ' ') || at_char(l, '\t') ||
	       (l->at + 1 < l->end &&
	        memcmp(l->text + l->at, "\xC2\xA0", 2) == 0);
}

/* --- times --------------------------------------------------------------- */

/* A time without brackets, or a span of time: 00:12 - 00:15. */
static bool
read_times(struct line *l)
{
	size_t colons = 0, i, end;
	int64_t ms;

	end = cue_time_read(l->text, l->end, l->at, &ms);
	if (end == 0)
		return false;
	for (i = l->at; i < end; i++)
		colons += l->text[i] == ':';
	l->seconds = colons == 2;
	l->cue->start_ms = ms;
	l->at = end;
	skip_blanks(l);
	i = l->at;
	while (at_char(l, '-') || at_char(l, '>'))
		l->at++;
	if (l->at + 2 < l->end &&
	    memcmp(l->text + l->at, "\xE2\x80\x93", 3) == 0)
		l->at += 3;
	if (l->at > i) {
		skip_blanks(l);
		i = cue_time_read(l->text, l->end, l->at, &ms);
		if (i > 0) {
			l->cue->end_ms = ms;
			end = i;
		}
	}
	l->at = end;
	return true;
}

/* ¤<12345>: milliseconds, as Transana writes them. */
static bool
read_code(struct line *l)
{
	size_t at = l->at + 3, from = at;
	int64_t ms = 0;

	if (l->end - l->at < 5 || memcmp(l->text + l->at, "\xC2\xA4<", 3) != 0)
		return false;
	for (; at < l->end && at - from < 9 && ascii_is_digit(l->text[at]);
	     at++)
		ms = ms * 10 + l->text[at] - '0';
	if (at == from || at == l->end || l->text[at] != '>')
		return false;
	l->cue->start_ms = ms;
	l->seconds = true;
	l->at = at + 1;
	return true;
}

/*
 * A time at the place reached, in brackets or (with BARE) without.  The
 * cue's time is set; where there is none the line stays where it was.
 */
static bool
read_time_mark(struct line *l, bool bare)
{
	static const char open[] = "[(<", shut[] = "])>";
	struct line before = *l;
	struct cue cue = *l->cue;
	const char *bracket;

	if (at_char(l, '#')) {
		size_t end = cue_time_read_hash(l->text, l->end, l->at,
		                                &l->cue->start_ms);

		l->seconds = end > 0;
		l->at = end > 0 ? end : l->at;
		if (end == 0)
			*l->cue = cue;
		return end > 0;
	}
	if (read_code(l))
		return true;
	if (at_char(l, '\\'))
		l->at++;
	if (l->at < l->end && (bracket = strchr(open, l->text[l->at])) &&
	    *bracket) {
		l->at++;
		skip_blanks(l);
		if (read_times(l)) {
			skip_blanks(l);
			if (at_char(l, '\\'))
				l->at++;
			if (at_char(l, shut[bracket - open])) {
				l->at++;
				return true;
			}
		}
	} else if (bare && l->at == before.at && read_times(l)) {
		return true;
	}
	*l->cue = cue;
	*l = before;
	return false;
}

/* --- labels -------------------------------------------------------------- */

/* Can CP stand inside a label? */
static bool
is_label_char(uint32_t cp)
{
	return unicode_is_word(cp) || cp == 0x2019 ||
	       (cp < 0x80 && cp && strchr(" .-'&/#+()", (int)cp));
}

/* What may part a name from a time: "Ana Ruiz | 0:03". */
static bool
is_separator(uint32_t cp)
{
	return cp == '|' || cp == 0x2022 || cp == 0xB7;
}

/* "Ruiz, Ana": one comma, and a blank behind it. */
static bool
is_name_comma(const struct line *l, bool comma)
{
	return at_char(l, ',') && !comma && l->at + 1 < l->end &&
	       l->text[l->at + 1] == ' ';
}

/* "Ana Ruiz - 0:03": what parts the name from the time is none of it. */
static void
trim_dash(struct line *l)
{
	size_t end = l->cue->label_end;

	if (end < l->cue->label + 3 || memcmp(l->text + end - 2, " -", 2) != 0)
		return;
	for (end -= 2; end > l->cue->label && l->text[end - 1] == ' ';)
		end--;
	l->cue->label_end = end;
}

/* Does a time mark start at the place reached?  The line stays there. */
static bool
before_time(const struct line *l, bool bare)
{
	struct cue cue = { 0 };
	struct line probe = *l;

	probe.cue = &cue;
	return read_time_mark(&probe, bare);
}

/*
 * Read a label up to a colon, a mark of emphasis, a time, or the end of the
 * line.  False if this cannot be one.
 */
static bool
read_label(struct line *l, char mark)
{
	size_t cps = 0, words = 0, depth = 0;
	bool blank = true, comma = false;

	l->cue->label = l->cue->label_end = l->at;
	while (l->at < l->end && cps <= CUE_LABEL_MAX) {
		size_t next = l->at;
		uint32_t cp = utf8_next(l->text, l->end, &next);

		if (cp == ':' || cp == 0xFF1A || cp == '*' || cp == '\t' ||
		    (cp == '_' && mark == '_') ||
		    (cps > 0 && blank && is_separator(cp)))
			break;
		if (cps > 0 && depth == 0 &&
		    (cp == '(' || cp == '[' || cp == '<' || cp == '\\' ||
		     (blank && cp >= '0' && cp <= '9')) &&
		    before_time(l, blank)) {
			trim_dash(l);
			break;
		}
		if (cps > 0 && is_name_comma(l, comma))
			comma = true;
		else if (cps == 0 ? !unicode_is_word(cp) || cp == '_'
		                  : !is_label_char(cp) && cp != 0xA0)
			return false;
		if (cp == ')' && depth-- == 0)
			return false;
		depth += cp == '(';
		if (cp == ' ' || cp == 0xA0) {
			blank = true;
		} else {
			words += blank;
			blank = false;
			l->cue->label_end = next;
		}
		cps++;
		l->at = next;
	}
	l->is_long = cps > CUE_PLAIN_MAX || words > CUE_WORDS_MAX;
	return l->cue->label_end > l->cue->label && cps <= CUE_LABEL_MAX &&
	       words <= CUE_TIMED_WORDS_MAX && depth == 0;
}

/* * ** *** or __ : how many marks. */
static size_t
emphasis(const struct line *l, char *mark_out)
{
	char c = l->at < l->end ? l->text[l->at] : '\0';
	size_t n = 0;

	while (l->at + n < l->end && l->text[l->at + n] == c && n < 4)
		n++;
	*mark_out = c;
	return (c == '*' && n < 4) || (c == '_' && n == 2) ? n : 0;
}

/* Step over the N marks that close the emphasis. */
static bool
close_emphasis(struct line *l, size_t n, char mark)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (l->at + i >= l->end || l->text[l->at + i] != mark)
			return false;
	l->at += n;
	return n > 0;
}

/* A colon; no white space need follow a fullwidth one. */
static bool
read_colon(struct line *l, bool *wide_out)
{
	*wide_out = false;
	if (at_char(l, ':')) {
		l->at++;
		return true;
	}
	if (l->at + 3 <= l->end &&
	    memcmp(l->text + l->at, "\xEF\xBC\x9A", 3) == 0) {
		l->at += 3;
		*wide_out = true;
		return true;
	}
	return false;
}

/*
 * What stands behind the colon.  A time there is the turn's if it is in
 * brackets, between tabs or has seconds: "Ana: 10:30 was when I woke" is
 * speech.
 */
static bool
finish_colon(struct line *l, bool tight)
{
	bool bracket, tab = at_char(l, '\t');
	struct line before;

	if (!tight && !at_blank_or_end(l))
		return false;
	skip_blanks(l);
	before = *l;
	bracket = l->at < l->end && !ascii_is_digit(l->text[l->at]);
	if (l->cue->start_ms == TURN_NO_TIME && read_time_mark(l, true)) {
		tab = tab && at_char(l, '\t');
		if (!at_blank_or_end(l) || (!bracket && !l->seconds && !tab)) {
			*l = before;
			l->cue->start_ms = l->cue->end_ms = TURN_NO_TIME;
		} else if (l->cue->kind == CUE_PLAIN) {
			l->cue->kind = CUE_TIMED;
		}
		skip_blanks(l);
	}
	l->cue->speech = l->at;
	return true;
}

/* A time behind the label, and what may part the two. */
static bool
read_time_behind(struct line *l)
{
	struct line before = *l;
	size_t next = l->at;

	skip_blanks(l);
	next = l->at;
	if (next < l->end && is_separator(utf8_next(l->text, l->end, &next))) {
		l->at = next;
		skip_blanks(l);
	}
	if (read_time_mark(l, true))
		return true;
	*l = before;
	skip_blanks(l);
	return false;
}

/*
 * What follows the label, within MARKS marks of emphasis; the kind of cue
 * that it makes.  LED: a time stood before the label.
 */
static bool
read_after_label(struct line *l, size_t marks, char mark, bool led)
{
	bool timed, closed, wide, tabs = at_char(l, '\t');

	timed = read_time_behind(l);
	tabs = tabs && at_char(l, '\t');
	skip_blanks(l);
	closed = close_emphasis(l, marks, mark);
	if (closed && !timed)
		timed = read_time_behind(l);
	skip_blanks(l);
	if (l->is_long && !timed && !led)
		return false;
	if (read_colon(l, &wide)) {
		if (!closed)
			closed = close_emphasis(l, marks, mark);
		l->cue->kind = CUE_PLAIN;
		if (closed)
			l->cue->kind = CUE_BOLD;
		else
			l->cue->open =
			    (struct cue_marks){ .n = (unsigned char)marks,
				                .c = mark };
		if (!closed && (timed || led))
			l->cue->kind = CUE_TIMED;
		return finish_colon(l, wide || closed);
	}
	l->cue->kind = timed ? CUE_SPACED : closed ? CUE_HEAD : CUE_ALONE;
	l->cue->speech = l->at;
	if (marks > 0 && !closed)
		return false;
	/* "On Monday 10:30 was late" is speech: seconds, tabs, or the end */
	return l->at >= l->end || (timed && (l->seconds || closed || tabs));
}

/* [P07] ... or [Ana Ruiz] ...; which of them are names is cast.h's. */
static bool
read_bracket(struct line *l)
{
	struct line inner = *l;
	const char *close;

	if (!at_char(l, '['))
		return false;
	close = memchr(l->text + l->at, ']', l->end - l->at);
	if (!close)
		return false;
	inner.at++;
	inner.end = (size_t)(close - l->text);
	if (!read_label(&inner, 0) || inner.at != inner.end || inner.is_long)
		return false;
	l->at = inner.end + 1;
	l->cue->kind = CUE_BRACKET;
	if (!at_blank_or_end(l))
		return false;
	skip_blanks(l);
	l->cue->speech = l->at;
	return true;
}

/* [Ana Ruiz] 10:02:33, alone on its line, as Zoom writes it. */
static bool
read_named_time(struct line *l)
{
	struct line inner = *l;
	const char *close;

	if (!at_char(l, '['))
		return false;
	close = memchr(l->text + l->at, ']', l->end - l->at);
	if (!close)
		return false;
	inner.at++;
	inner.end = (size_t)(close - l->text);
	if (!read_label(&inner, 0) || inner.at != inner.end)
		return false;
	l->at = inner.end + 1;
	skip_blanks(l);
	if (!read_time_mark(l, true) || l->at < l->end)
		return false;
	l->cue->kind = CUE_SPACED;
	l->cue->speech = l->at;
	return true;
}

/*
 * 10:02:33 From Ana Ruiz to Everyone: ..., as Zoom writes a chat; behind the
 * time, which is of the day.  Whom it is to is no part of the name.
 */
static bool
read_message(struct line *l)
{
	static const char from[] = "From ", to[] = " to ";
	const size_t n = sizeof(from) - 1, m = sizeof(to) - 1;
	struct line name;
	size_t at, colon;

	if (!l->seconds || l->end - l->at <= n ||
	    memcmp(l->text + l->at, from, n) != 0)
		return false;
	l->at += n;
	skip_blanks(l);
	for (colon = l->at; colon < l->end; colon++)
		if (l->text[colon] == ':' &&
		    (colon + 1 == l->end || strchr(" \t", l->text[colon + 1])))
			break;
	name = *l;
	name.end = colon;
	for (at = l->at; at + m < colon; at++)
		if (memcmp(l->text + at, to, m) == 0)
			name.end = at;
	if (colon == l->end || !read_label(&name, 0))
		return false;
	skip_blanks(&name);
	if (name.at != name.end)
		return false;
	l->at = colon + 1;
	skip_blanks(l);
	l->cue->kind = CUE_TIMED;
	l->cue->speech = l->at;
	return true;
}

/* A time at the line's start, and a dash or bar behind it. */
static bool
read_leading_time(struct line *l)
{
	struct line before = *l;

	if (!read_time_mark(l, true))
		return false;
	/* what has brackets around it may touch the name: (0:12)Ana: */
	if (!at_blank_or_end(l) && ascii_is_digit(l->text[before.at])) {
		*l = before;
		l->cue->start_ms = l->cue->end_ms = TURN_NO_TIME;
		return false;
	}
	skip_blanks(l);
	before = *l;
	if (at_char(l, '-') || at_char(l, '|'))
		l->at++;
	if (!at_blank_or_end(l))
		*l = before;
	skip_blanks(l);
	return true;
}

bool
cue_read(const char *text, size_t start, size_t end, struct cue *out)
{
	struct line l = { .text = text, .end = end, .at = start, .cue = out };
	struct line before;
	struct cue timed;
	size_t marks;
	char mark;
	bool time;

	while (l.end > start &&
	       (text[l.end - 1] == ' ' || text[l.end - 1] == '\t'))
		l.end--;
	*out = (struct cue){ .line = start,
		             .start_ms = TURN_NO_TIME,
		             .end_ms = TURN_NO_TIME };
	skip_blanks(&l);
	time = read_leading_time(&l);
	out->led = time ? l.at : 0;
	out->led_ms = out->start_ms;
	out->led_end_ms = out->end_ms;
	before = l;
	timed = *out;
	if (time && read_message(&l))
		return true;
	l = before;
	*out = timed;
	marks = emphasis(&l, &mark);
	l.at += marks;
	if (marks > 0 && !time && read_time_mark(&l, false)) {
		time = true;
		skip_blanks(&l);
	}
	if (read_label(&l, marks ? mark : 0) &&
	    read_after_label(&l, marks, mark, time))
		return true;
	l = before;
	*out = timed;
	if (!time) {
		if (read_named_time(&l))
			return true;
		l = before;
		*out = timed;
		return read_bracket(&l);
	}
	out->kind = CUE_TIME;
	out->label = out->label_end = out->speech = before.at;
	return true;
}

void
cue_drop_label(struct cue *cue)
{
	cue->kind = CUE_TIME;
	cue->label = cue->label_end = cue->speech = cue->led;
	cue->start_ms = cue->led_ms;
	cue->end_ms = cue->led_end_ms;
}
