#include "import/message_private.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "import/frame.h"
#include "import/line.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DAY_MS ((int64_t)86400000)

enum {
	HEADER_BYTES = 160, /* of a line that holds only a name and a stamp */
	HEADER_WORDS = 5,   /* of the name there */
	TAG_BYTES = 60,     /* <This message was edited> */
};

/* --- a line --------------------------------------------------------------- */

/* Marks for the direction of writing, which nobody sees, and blanks. */
static size_t
skip_marks(const char *text, size_t end, size_t at)
{
	while (at < end) {
		size_t next = at;
		uint32_t cp = utf8_next(text, end, &next);

		if (cp != ' ' && cp != '\t' && cp != 0xA0 && cp != 0x202F &&
		    cp != 0x200E && cp != 0x200F &&
		    !(cp >= 0x202A && cp <= 0x202E) &&
		    !(cp >= 0x2066 && cp <= 0x2069))
			break;
		at = next;
	}
	return at;
}

/* The same from the right. */
static size_t
trim_marks(const char *text, size_t start, size_t end)
{
	while (end > start) {
		size_t before = end;
		uint32_t cp = utf8_prev(text, &before);

		if (skip_marks(text, end, before) != end && cp != ',')
			break;
		end = before;
	}
	return end;
}

/* Does a dash part the stamp from the rest, or a name from the stamp? */
static size_t
skip_dash(const char *text, size_t end, size_t at)
{
	size_t next = at;
	uint32_t cp = at < end ? utf8_next(text, end, &next) : 0;

	if ((cp == '-' || (cp >= 0x2012 && cp <= 0x2014) || cp == '|') &&
	    next < end && text[next] == ' ')
		return skip_marks(text, end, next);
	return at;
}

/*
 * A name from AT to END: no quotes, for those stand around what a group was
 * renamed to; "~ Maria" is one who is in nobody's address book.
 */
static bool
set_name(const char *text, size_t at, size_t end, size_t words_max,
         struct message *m)
{
	size_t cps = 0, words = 1, i;

	if (at < end && text[at] == '~')
		at = skip_marks(text, end, at + 1);
	end = trim_marks(text, at, end);
	for (i = at; i < end; cps++) {
		uint32_t cp = utf8_next(text, end, &i);

		words += cp == ' ';
		if (cp == '"' || (cp >= 0x201C && cp <= 0x201F) || cp == 0xAB ||
		    cp == 0xBB || cp == '\t' || cp == '<' || cp == '[')
			return false;
	}
	m->label = at;
	m->label_end = end;
	return cps > 0 && cps <= CUE_LABEL_MAX && words <= words_max;
}

/* "Maria: ...", "From Maria to Everyone: ..." behind a stamp. */
static bool
read_name(const char *text, size_t at, size_t end, struct message *m)
{
	static const char from[] = "From ", to[] = " to ";
	size_t colon, stop, limit = at + CUE_LABEL_MAX * 4, i;

	for (colon = at; colon < end && colon < limit; colon++)
		if (text[colon] == ':' &&
		    (colon + 1 == end ||
		     skip_marks(text, end, colon + 1) > colon + 1))
			break;
	if (colon >= end || colon == limit)
		return false;
	stop = colon;
	if (stop - at > sizeof(from) && memcmp(text + at, from, 5) == 0) {
		m->from = true;
		at = skip_marks(text, stop, at + 5);
		for (i = at; i + 4 < stop; i++)
			if (memcmp(text + i, to, 4) == 0)
				stop = i;
	}
	m->speech = colon + 1;
	return set_name(text, at, stop, CUE_TIMED_WORDS_MAX, m);
}

/* A name that has the rest of the line for itself and is no sentence. */
static bool
read_name_alone(const char *text, size_t at, size_t end, struct message *m)
{
	size_t stop = trim_marks(text, at, end);

	if (stop == at || strchr(".!?,;:", text[stop - 1]))
		return false;
	m->alone = true;
	m->speech = end;
	return set_name(text, at, stop, HEADER_WORDS, m);
}

/* "Maria  [2:05 PM]", "Maria, [12.03.2024 14:05]", alone on its line. */
static bool
read_header(const char *text, size_t at, size_t end, struct message *m)
{
	size_t i, stop, to;

	end = trim_marks(text, at, end);
	if (end - at > HEADER_BYTES)
		return false;
	for (i = at + 1; i < end; i++) {
		bool bracket = text[i] == '[' || text[i] == '(';

		if (text[i - 1] != ' ' && text[i - 1] != '\t' && !bracket)
			continue;
		stop = stamp_read(text, end, i + bracket, &m->stamp);
		if (stop == 0)
			continue;
		if (bracket && stop < end && strchr("])", text[stop]))
			stop++;
		if (stop < end && text[stop] == ':')
			stop++;
		to = trim_marks(text, at, i);
		if (to > at && strchr("-|", text[to - 1]))
			to = trim_marks(text, at, to - 1);
		else if (to >= at + 3 && memcmp(text + to - 3, "\xE2\x80", 2) ==
		                             0) /* a long dash */
			to = trim_marks(text, at, to - 3);
		m->undated = m->stamp.order == STAMP_NO_DATE;
		if (stop < end || (m->undated && !m->stamp.half) ||
		    !read_name_alone(text, at, to, m))
			return false;
		m->speech = m->stop;
		return true;
	}
	return false;
}

/* Read the line [START, END); false if no message begins there. */
static bool
read_line(const char *text, size_t start, size_t end, struct message *m)
{
	size_t at = skip_marks(text, end, start), stop, behind;
	bool bracket = at < end && text[at] == '[';

	*m = (struct message){ .line = start, .stop = end };
	stop = stamp_read(text, end, at + bracket, &m->stamp);
	if (stop == 0)
		return !bracket && read_header(text, at, end, m);
	m->undated = m->stamp.order == STAMP_NO_DATE;
	if (m->undated && !(bracket && m->stamp.half))
		return false;
	if (bracket && (stop == end || text[stop++] != ']'))
		return false;
	behind = skip_marks(text, end, stop);
	if (behind == stop)
		return false;
	at = skip_dash(text, end, behind);
	/* with nothing around the stamp, an entry of field notes begins so */
	if (read_name(text, at, end, m) && (bracket || m->from || at > behind))
		return true;
	m->label = m->label_end = at;
	if (bracket && read_name_alone(text, at, end, m))
		return true;
	m->label = m->label_end = at;
	m->alone = false;
	return at > behind || (bracket && !m->undated);
}

/* --- all lines ------------------------------------------------------------ */

/*
 * Below a name that is alone on its line something is said; else the line is
 * what the program wrote, or speech.
 */
static bool
is_kept(const char *text, size_t end, struct message *m)
{
	struct message below;
	size_t at = m->stop + 1, stop;
	bool said = false;

	if (!m->alone)
		return true;
	if (at < end) {
		stop = line_end(text, at, end);
		said = !line_is_blank(text, at, stop) &&
		       !read_line(text, at, stop, &below);
	}
	if (!said)
		m->label_end = m->label;
	return said || text[skip_marks(text, end, m->line)] == '[';
}

/* Read [START, END), which no cut interrupts. */
static void
read_lines(const char *text, size_t start, size_t end, struct messages *out)
{
	size_t stop;
	bool blank = true;
	struct message m;

	for (; start < end; start = stop + 1) {
		stop = line_end(text, start, end);
		if (line_is_blank(text, start, stop)) {
			blank = true;
			continue;
		}
		out->lines++;
		out->paragraphs += blank;
		blank = false;
		if (read_line(text, start, stop, &m) && is_kept(text, end, &m))
			vec_push(out, m);
	}
}

/*
 * What dates in doubt mean: as the others, else so that none goes back, else
 * so that the chat is shorter.
 */
static bool
month_comes_first(const struct messages *list, bool *sure_out)
{
	int64_t last[2] = { INT64_MIN, INT64_MIN }, first[2] = { 0 };
	bool back[2] = { false, false }, any = false;
	size_t i;
	int k;

	*sure_out = true;
	for (i = 0; i < list->n; i++) {
		const struct stamp *s = &list->items[i].stamp;

		if (s->order == STAMP_NO_DATE)
			continue;
		if (s->order == STAMP_DAY_FIRST ||
		    s->order == STAMP_MONTH_FIRST) {
			*sure_out = true;
			return s->order == STAMP_MONTH_FIRST;
		}
		*sure_out &= s->order == STAMP_KNOWN;
		for (k = 0; k < 2; k++) {
			int64_t day = stamp_day(s, k == 1);

			back[k] |= day < last[k];
			last[k] = day;
			first[k] = any ? first[k] : day;
		}
		any = true;
	}
	if (back[0] != back[1])
		return back[0];
	return last[1] - first[1] < last[0] - first[0];
}

/* --- what the program wrote ----------------------------------------------- */

/* In place of a message: <Media omitted>, or behind a mark for direction. */
static bool
is_placeholder(const char *text, size_t start, size_t end)
{
	static const char *const others[] = {
		"You deleted this message",
		"This message was deleted",
		"null",
	};
	size_t at = skip_marks(text, end, start), i;

	/* WhatsApp puts an unseen mark before what it wrote itself */
	if (at - start >= 3 && memcmp(text + at - 3, "\xE2\x80\x8E", 3) == 0)
		return true;
	end = trim_marks(text, at, end);
	if (end > at + 2 && text[at] == '<' && text[end - 1] == '>' &&
	    !memchr(text + at + 1, '<', end - at - 1))
		return true;
	if (end > at && text[end - 1] == '.')
		end--;
	for (i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (end - at == strlen(others[i]) &&
		    strncasecmp(text + at, others[i], end - at) == 0)
			return true;
	return false;
}

/* Where " <This message was edited>" at the end of a message begins, or END. */
static size_t
find_tag(const char *text, size_t start, size_t end)
{
	size_t stop = trim_marks(text, start, end), at = stop, blanks = 0;

	while (stop > start && text[stop - 1] == '\n')
		stop = at = trim_marks(text, start, stop - 1);
	if (stop == start || text[stop - 1] != '>')
		return end;
	for (at--; at > start && stop - at < TAG_BYTES; at--) {
		if (text[at] == '<' || text[at] == '\n')
			break;
		blanks += text[at] == ' ';
	}
	if (text[at] != '<' || at == start || blanks == 0 ||
	    (text[at + 1] >= '0' && text[at + 1] <= '9'))
		return end;
	return at;
}

static void
add_message(struct transcript *t, struct span_list *cuts, struct cast *cast,
            const struct message *m, size_t end, struct cue_list *out)
{
	const char *text = buf_str(&t->text);
	struct cue cue = { .line = m->line,
		           .label = m->label,
		           .label_end = m->label_end,
		           .speech = m->speech,
		           .kind = CUE_TIMED,
		           .paragraph = true,
		           .start_ms = m->stamp.ms,
		           .end_ms = TURN_NO_TIME };
	char *name;
	size_t tag;

	if (m->label == m->label_end) {
		frame_note(t, cuts, m->line, end);
		return;
	}
	if (!m->alone && is_placeholder(text, m->speech, m->stop)) {
		if (line_is_blank(text, m->stop, end)) {
			frame_note(t, cuts, m->line, end);
			return;
		}
		frame_note(t, cuts, m->speech, m->stop);
	}
	name = mem_strn(text + m->label, m->label_end - m->label);
	cue.name = cast_invent(cast, name);
	free(name);
	vec_push(out, cue);
	tag = find_tag(text, m->alone ? m->stop + 1 : m->speech, end);
	if (tag < end)
		frame_note(t, cuts, tag, end);
}

/* --- all of it ------------------------------------------------------------ */

/* The next cut at or behind AT; T's end if there is none. */
static size_t
next_cut(const struct span_list *cuts, size_t n, size_t at, size_t end)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (cuts->items[middle].start < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n ? cuts->items[low].start : end;
}

/* Times count from the first day, whichever message it is of. */
static void
set_times(struct transcript *t, struct messages *list)
{
	bool sure, month_first = month_comes_first(list, &sure);
	const struct stamp *first = NULL;
	int64_t first_day = INT64_MAX;
	size_t i;

	for (i = 0; i < list->n; i++) {
		const struct stamp *s = &list->items[i].stamp;

		if (s->order == STAMP_NO_DATE ||
		    stamp_day(s, month_first) >= first_day)
			continue;
		first = s;
		first_day = stamp_day(s, month_first);
	}
	if (first && sure && !t->date[0])
		stamp_date(first, month_first, t->date);
	for (i = 0; i < list->n; i++) {
		struct stamp *s = &list->items[i].stamp;

		if (s->order != STAMP_NO_DATE)
			s->ms +=
			    (stamp_day(s, month_first) - first_day) * DAY_MS;
	}
}

static void
add_all(struct transcript *t, struct span_list *cuts, struct cast *cast,
        struct messages *list, struct cue_list *out)
{
	size_t n = cuts->n, i;

	set_times(t, list);
	for (i = 0; i < list->n; i++) {
		struct message *m = &list->items[i];
		size_t end = next_cut(cuts, n, m->line, t->text.len);

		if (i + 1 < list->n && list->items[i + 1].line < end)
			end = list->items[i + 1].line;
		add_message(t, cuts, cast, m, end, out);
	}
	frame_sort_cuts(cuts, n);
	cast->style = CAST_COLON;
}

bool
message_find(struct transcript *t, struct span_list *cuts, struct cast *cast,
             struct cue_list *out)
{
	const char *text = buf_str(&t->text);
	struct messages list = { 0 };
	size_t at = 0, i;
	bool yes;

	for (i = 0; i <= cuts->n; i++) {
		size_t end = i < cuts->n ? cuts->items[i].start : t->text.len;

		read_lines(text, at, end, &list);
		at = i < cuts->n ? cuts->items[i].end : end;
	}
	yes = message_is_chat(text, t->text.len, cuts, &list);
	if (yes)
		add_all(t, cuts, cast, &list, out);
	vec_release(&list);
	return yes;
}
