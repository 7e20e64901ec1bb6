#include "import/markdown.h"

#include "base/vec.h"
#include "import/decode.h"
#include "import/detect.h"
#include "import/head.h"
#include "import/line.h"
#include "import/markdown_inline.h"

#include <string.h>

#define FRONT_LINES 1000 /* front matter is no longer than this */
#define TITLE_BYTES 200  /* nor a line underlined with === */

/* Is the line nothing but the mark C, at least three times, and blanks? */
static bool
is_row_of(const char *text, size_t start, size_t end, char c)
{
	size_t n = 0;

	for (; start < end; start++) {
		if (text[start] != c && text[start] != ' ' &&
		    text[start] != '\t')
			return false;
		n += text[start] == c;
	}
	return n >= 3;
}

/* Exactly --- (or ...), as front matter begins and ends. */
static bool
is_fence(const char *text, size_t start, size_t end, char c)
{
	size_t i;

	if (end - start < 3)
		return false;
	for (i = start; i < start + 3; i++)
		if (text[i] != c)
			return false;
	return line_is_blank(text, i, end);
}

/* Could the line stand in YAML?  Speech between two rules could not. */
static bool
is_yaml(const char *text, size_t start, size_t end)
{
	return line_is_blank(text, start, end) ||
	       memchr(" \t-#]}", text[start], 6) ||
	       memchr(text + start, ':', end - start);
}

/*
 * YAML between two lines of ---, at the very start.  Returns where the text
 * goes on; 0 if there is none.
 */
static size_t
read_front(struct transcript *t)
{
	const char *text = buf_str(&t->text);
	size_t len = t->text.len, at, stop, lines = 0;

	stop = line_end(text, 0, len);
	if (!is_fence(text, 0, stop, '-'))
		return 0;
	for (at = stop + 1; at < len && lines < FRONT_LINES; lines++) {
		stop = line_end(text, at, len);
		if (is_fence(text, at, stop, '-') ||
		    is_fence(text, at, stop, '.'))
			return stop;
		if (!is_yaml(text, at, stop))
			break;
		at = stop + 1;
	}
	return 0;
}

/* The interview's date, where the front matter [0, END) has it. */
static void
read_front_date(struct transcript *t, size_t end)
{
	const char *text = buf_str(&t->text);
	size_t at, stop;

	for (at = 0; at < end; at = stop + 1) {
		stop = line_end(text, at, end);
		if (stop - at > 5 && memcmp(text + at, "date:", 5) == 0)
			head_date(t, text + at + 5, stop - at - 5);
	}
}

static void
add_heading(struct transcript *t, size_t start, size_t end, int level)
{
	struct transcript_section s = { .level = level,
		                        .kind = SECTION_HEADING };

	line_trim(buf_str(&t->text), &start, &end);
	s.start = start;
	s.end = end;
	if (start < end)
		vec_push(&t->sections, s);
}

/* # to ###### and a blank: the heading's level; 0 if the line is none. */
static int
read_hashes(const char *text, size_t start, size_t end)
{
	size_t n = 0;

	while (start + n < end && text[start + n] == '#')
		n++;
	if (n == 0 || n > 6 ||
	    (start + n < end && text[start + n] != ' ' &&
	     text[start + n] != '\t'))
		return 0;
	return (int)n;
}

/* A closing run of #s is no part of the heading. */
static size_t
drop_hashes(const char *text, size_t start, size_t end)
{
	size_t at;

	line_trim(text, &start, &end);
	for (at = end; at > start && text[at - 1] == '#';)
		at--;
	if (at == start || text[at - 1] == ' ' || text[at - 1] == '\t')
		return at;
	return end;
}

/*
 * Find the lines that are no speech.  "Title" over a row of = is a heading
 * too, unless it might be a speaker's; over a row of - it is none, for such
 * a row ends many a transcript's paragraph.
 */
static void
find_cuts(struct transcript *t, size_t at, struct span_list *cuts)
{
	const char *text = buf_str(&t->text);
	size_t len = t->text.len, stop;
	struct span last = { 0 }; /* the line before, if a paragraph's only */
	bool after_blank = true;

	for (; at < len; at = stop + 1) {
		struct span line = { at, stop = line_end(text, at, len) };
		bool blank = line_is_blank(text, at, stop);
		int level = blank ? 0 : read_hashes(text, at, stop);

		if (level > 0) {
			add_heading(t, at + (size_t)level,
			            drop_hashes(text, at + (size_t)level, stop),
			            level);
		} else if (last.end > last.start &&
		           is_row_of(text, at, stop, '=')) {
			add_heading(t, last.start, last.end, 1);
			line.start = last.start;
			level = 1;
		} else if (is_row_of(text, at, stop, '-') ||
		           is_row_of(text, at, stop, '*') ||
		           is_row_of(text, at, stop, '_')) {
			level = 1;
		}
		if (level > 0)
			vec_push(cuts, line);
		last = line;
		if (level > 0 || blank || !after_blank ||
		    stop - at > TITLE_BYTES ||
		    memchr(text + at, ':', stop - at))
			last.end = last.start;
		after_blank = blank || level > 0;
	}
}

/* **How did it begin?**: a paragraph that is bold from end to end. */
static bool
is_strong(const char *text, size_t start, size_t end)
{
	size_t at;

	line_trim(text, &start, &end);
	if (end - start < 5 || !strchr("*_", text[start]) ||
	    text[start + 1] != text[start] || text[end - 1] != text[start] ||
	    text[end - 2] != text[start])
		return false;
	for (at = start + 3; at + 3 < end; at++)
		if (text[at] == text[start] && text[at + 1] == text[start])
			return false;
	return true;
}

static void
find_strong(const struct transcript *t, size_t at, struct span_list *out)
{
	const char *text = buf_str(&t->text);
	size_t len = t->text.len, stop;

	for (; at < len; at = stop + 1) {
		stop = line_end(text, at, len);
		if (line_is_blank(text, at, stop))
			continue;
		stop = line_paragraph_end(text, at, len);
		if (is_strong(text, at, stop))
			vec_push(out, ((struct span){ at, stop }));
	}
}

static int
parse(struct buf *bytes, const struct import_options *o, struct transcript *t,
      struct error *err)
{
	struct span_list cuts = { 0 }, strong = { 0 };
	size_t front;
	int rc;

	rc = decode_text(bytes, o->encoding, t, err);
	if (rc < 0)
		return rc;
	if (markdown_inline_drop(&t->text)) {
		t->verbatim = false;
		transcript_changed(t, "links and tags");
	}
	front = read_front(t);
	if (front > 0) {
		struct span span = { 0, front };

		read_front_date(t, front);
		vec_push(&cuts, span);
	}
	find_cuts(t, front, &cuts);
	find_strong(t, front, &strong);
	rc = detect_turns_beside(t, &cuts, &strong, o, err);
	vec_release(&cuts);
	vec_release(&strong);
	return rc;
}

/* Front matter, or a heading or a bold label at the very start. */
static enum import_fit
sniff(const char *data, size_t len)
{
	return (len >= 4 && memcmp(data, "---\n", 4) == 0) ||
	               (len >= 2 && memcmp(data, "# ", 2) == 0) ||
	               (len >= 2 && memcmp(data, "**", 2) == 0)
	           ? IMPORT_MAYBE
	           : IMPORT_NO;
}

const struct importer markdown_importer = {
	.name = "markdown",
	.extensions = "md markdown mdown mkd",
	.description = "Markdown; headings and front matter are no speech",
	.as_it_is = true,
	.sniff = sniff,
	.parse = parse,
};
