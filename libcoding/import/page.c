#include "import/page.h"

#include "base/utf8.h"
#include "import/cue.h"
#include "import/line.h"

enum {
	NUMBERS_MIN = 5, /* lines of numbers that are no accident */
	DIGITS_MAX = 6,
	WIDTH_MAX = 400, /* characters; no page has longer lines */
};

/* --- numbers of lines and pages --------------------------------------------
 */

/* The number that is all of the line [START, END), or 0. */
static unsigned long
line_number(const char *text, size_t start, size_t end)
{
	unsigned long n = 0;

	line_trim(text, &start, &end);
	if (start == end || end - start > DIGITS_MAX)
		return 0;
	for (; start < end; start++) {
		if (text[start] < '0' || text[start] > '9')
			return 0;
		n = n * 10 + (unsigned long)(text[start] - '0');
	}
	return n;
}

static bool
has_numbers(const struct buf *text)
{
	const char *s = buf_str(text);
	unsigned long last = 0, n;
	size_t at, end, rising = 0, others = 0;

	for (at = 0; at < text->len; at = end + 1) {
		end = line_end(s, at, text->len);
		n = line_number(s, at, end);
		if (n > 0) {
			rising += n == last + 1;
			others += n != last + 1;
			last = n;
		}
	}
	return rising >= NUMBERS_MIN && others * 4 <= rising;
}

/* Does the text so far end with a blank line? */
static bool
ends_blank(const char *s, size_t len)
{
	return len < 2 || (s[len - 1] == '\n' && s[len - 2] == '\n');
}

/*
 * Without those, and without page breaks; of the blank lines before and
 * behind a number one is left.
 */
static void
drop_numbers(struct buf *text, bool numbers)
{
	char *s = text->data;
	size_t at, end, out = 0;
	bool dropped = false;

	for (at = 0; at < text->len; at = end + 1) {
		end = line_end(s, at, text->len);
		if (s[at] == '\f')
			at++;
		if (dropped && line_is_blank(s, at, end) &&
		    ends_blank(s, out)) {
			dropped = false;
			continue;
		}
		dropped = numbers && line_number(s, at, end) > 0;
		if (dropped)
			continue;
		while (at < end)
			s[out++] = s[at++];
		if (end < text->len)
			s[out++] = '\n';
	}
	text->len = out;
	if (s)
		s[out] = '\0';
}

/* --- lines that were full ---------------------------------------------------
 */

/* The width that nine of ten lines with one behind them do not exceed. */
static size_t
page_width(const struct buf *text)
{
	size_t counts[WIDTH_MAX + 1] = { 0 };
	const char *s = buf_str(text);
	size_t at, end, n = 0, sum = 0, width;

	for (at = 0; at < text->len; at = end + 1) {
		end = line_end(s, at, text->len);
		width = utf8_count(s + at, end - at);
		if (end + 1 >= text->len || s[end + 1] == '\n' || width == 0)
			continue;
		counts[width < WIDTH_MAX ? width : WIDTH_MAX]++;
		n++;
	}
	for (width = 0; width < WIDTH_MAX; width++) {
		sum += counts[width];
		if (sum * 10 >= n * 9)
			break;
	}
	return n > 0 ? width : WIDTH_MAX;
}

/*
 * Would the first word of the line at NEXT have had no room in the line
 * [START, END), and is there no speaker?
 */
static bool
goes_on(const struct buf *text, size_t start, size_t end, size_t width)
{
	const char *s = buf_str(text);
	size_t next = end + 1, stop, word;
	struct cue cue;

	if (next >= text->len)
		return false;
	stop = line_end(s, next, text->len);
	if (line_is_blank(s, start, end) || line_is_blank(s, next, stop) ||
	    (cue_read(s, next, stop, &cue) && cue.kind != CUE_ALONE))
		return false;
	for (word = next; word < stop && s[word] != ' ';)
		word++;
	return utf8_count(s + start, end - start) + 1 +
	           utf8_count(s + next, word - next) >
	       width - width / 5;
}

static void
join_lines(struct buf *text)
{
	size_t width = page_width(text), at, end;
	char *s = text->data;
	struct buf out = { 0 };

	for (at = 0; at < text->len; at = end + 1) {
		end = line_end(s, at, text->len);
		buf_add(&out, s + at, end - at);
		if (end >= text->len)
			break;
		if (!goes_on(text, at, end, width))
			buf_addc(&out, '\n');
		else if (s[end - 1] != '-' && s[end - 1] != ' ')
			buf_addc(&out, ' ');
	}
	buf_release(text);
	*text = out;
}

bool
page_clean(struct buf *text)
{
	bool numbers = has_numbers(text);

	drop_numbers(text, numbers);
	if (text->len > 0)
		join_lines(text);
	return numbers;
}
