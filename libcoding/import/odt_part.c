#include "import/odt_part.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

enum { REPEAT_MAX = 1000 }; /* blanks, columns */

/* The elements that mean something; sorted by name. */
enum element {
	ANNOTATION,
	BODY,
	BREAK,
	CELL,
	FRAME,
	HEADER_ROWS,
	NOTE,
	PARAGRAPH,
	ROW,
	SECTION,
	SKIPPED,
	SPACES,
	SPAN,
	STYLE,
	TAB,
	TABLE,
	OTHER,
};

static const struct xml_name elements[] = {
	{ "alphabetical-index", SKIPPED },
	{ "annotation", ANNOTATION },
	{ "bibliography", SKIPPED },
	{ "binary-data", SKIPPED },
	{ "body", BODY },
	{ "covered-table-cell", CELL },
	{ "event-listeners", SKIPPED },
	{ "forms", SKIPPED },
	{ "frame", FRAME },
	{ "h", PARAGRAPH },
	{ "hidden-text", SKIPPED },
	{ "illustration-index", SKIPPED },
	{ "line-break", BREAK },
	{ "master-styles", SKIPPED }, /* of a flat file: page headers */
	{ "note", NOTE },
	{ "number", SKIPPED }, /* of an item of a list */
	{ "object-index", SKIPPED },
	{ "p", PARAGRAPH },
	{ "ruby-text", SKIPPED }, /* how to read what stands below it */
	{ "s", SPACES },
	{ "script", SKIPPED },
	{ "section", SECTION },
	{ "span", SPAN },
	{ "style", STYLE },
	{ "tab", TAB },
	{ "table", TABLE },
	{ "table-cell", CELL },
	{ "table-header-rows", HEADER_ROWS },
	{ "table-index", SKIPPED },
	{ "table-of-content", SKIPPED },
	{ "table-row", ROW },
	{ "tracked-changes", SKIPPED },
	{ "user-index", SKIPPED },
};

static enum element
which(const xmlChar *name)
{
	return (enum element)xml_name_find(
	    elements, sizeof(elements) / sizeof(*elements), name, OTHER);
}

static void
skip(struct odt_part *d)
{
	xmlTextReaderPtr r = xml_reader(d->xml);

	if (!xmlTextReaderIsEmptyElement(r))
		d->skip = xmlTextReaderDepth(r);
}

/* --- styles --------------------------------------------------------------- */

/* Styles of paragraphs and those of text may have the same name. */
static char *
style_id(char family, const char *name)
{
	struct buf b = { 0 };

	buf_addf(&b, "%c %s", family, name);
	return buf_take(&b);
}

static int
heading_level(const char *number)
{
	if (number[0] < '1' || number[0] > '9')
		return 0;
	return number[0] < '6' && !number[1] ? number[0] - '0' : 6;
}

static void
read_properties(const xmlNode *n, struct look_format *to)
{
	const char *s;

	s = xml_attribute(n, "font-weight");
	if (*s)
		look_format_set(to, LOOK_BOLD,
		                strcmp(s, "bold") == 0 || *s >= '6');
	s = xml_attribute(n, "font-style");
	if (*s)
		look_format_set(to, LOOK_ITALIC, strcmp(s, "normal") != 0);
	s = xml_attribute(n, "text-underline-style");
	if (*s)
		look_format_set(to, LOOK_UNDERLINE, strcmp(s, "none") != 0);
	s = xml_attribute(n, "color");
	if (*s)
		look_format_colour(to, s + (*s == '#'));
	s = xml_attribute(n, "display");
	if (*s)
		look_format_set(to, LOOK_HIDDEN, strcmp(s, "none") == 0);
}

/* The element that has begun, with all that is in it; which is skipped. */
static void
read_style(struct odt_part *d)
{
	const xmlNode *n = xmlTextReaderExpand(xml_reader(d->xml)), *text;
	struct look_style s = { .level = -1 };
	const char *family, *base, *name, *level;

	skip(d);
	family = n ? xml_attribute(n, "family") : "";
	if (strcmp(family, "paragraph") != 0 && strcmp(family, "text") != 0)
		return;
	name = xml_attribute(n, "name");
	base = xml_attribute(n, "parent-style-name");
	level = xml_attribute(n, "default-outline-level");
	s.id = style_id(*family, name);
	s.base = *base ? style_id(*family, base) : NULL;
	if (*level)
		s.level = heading_level(level);
	else if (strcmp(name, "Title") == 0)
		s.level = 1;
	else if (strcmp(name, "Subtitle") == 0)
		s.level = 2;
	text = xml_child(n, "text-properties");
	if (text)
		read_properties(text, &s.format);
	vec_push(&d->styles, s);
}

static const struct look_style *
find_style(const struct odt_part *d, char family, const char *name)
{
	const struct look_style *s;
	char *id;

	if (!*name)
		return NULL;
	id = style_id(family, name);
	s = look_styles_find(&d->styles, id);
	free(id);
	return s;
}

/* --- text ----------------------------------------------------------------- */

static struct odt_piece *
top(struct odt_part *d)
{
	return &d->pieces[d->open];
}

static void
add_text(struct odt_part *d, const char *s, size_t len)
{
	const struct look_format *format = &top(d)->format;

	if (d->open == 0 || d->open < d->needed)
		return;
	if (format->on & LOOK_HIDDEN) {
		transcript_changed(d->t, "hidden text");
		return;
	}
	paper_text(&d->paper, s, len, look_format_flags(format));
}

/* Each run of white space is one blank, and nothing in front. */
static void
add_flowing(struct odt_part *d, const char *s)
{
	struct odt_piece *piece = top(d);
	size_t i = 0, start;

	if (d->open == 0 || d->open < d->needed)
		return;
	while (s[i]) {
		size_t blanks = strspn(s + i, " \t\r\n");

		if (blanks > 0 && !piece->blank)
			add_text(d, " ", 1);
		piece->blank = piece->blank || blanks > 0;
		i += blanks;
		start = i;
		i += strcspn(s + i, " \t\r\n");
		if (i > start) {
			add_text(d, s + start, i - start);
			piece->blank = false;
		}
	}
}

static long
number(const xmlNode *n, const char *name)
{
	long value = strtol(xml_attribute(n, name), NULL, 10);

	return value < 1 ? 1 : value > REPEAT_MAX ? REPEAT_MAX : value;
}

static void
add_mark(struct odt_part *d, const char *s, long times)
{
	while (times-- > 0)
		add_text(d, s, 1);
	top(d)->blank = *s == '\n';
}

static void
begin_paragraph(struct odt_part *d, const xmlNode *n)
{
	const struct look_style *s =
	    find_style(d, 'p', xml_attribute(n, "style-name"));
	struct odt_piece piece = { .blank = true };

	paper_begin(&d->paper);
	if (s) {
		piece.format = s->format;
		piece.level = s->level > 0 ? s->level : 0;
	}
	if (xml_is(n, "h")) {
		piece.level = heading_level(xml_attribute(n, "outline-level"));
		piece.level += piece.level == 0;
	}
	if (d->open <= ODT_DEPTH_MAX)
		d->open++;
	*top(d) = piece;
}

static void
begin_span(struct odt_part *d, const xmlNode *n)
{
	const struct look_style *s =
	    find_style(d, 't', xml_attribute(n, "style-name"));
	struct odt_piece piece = *top(d);

	if (s)
		look_format_add(&piece.format, &s->format);
	if (d->open > 0 && d->open <= ODT_DEPTH_MAX)
		d->open++;
	*top(d) = piece;
}

/* A span outside of any paragraph, as none is, was not begun. */
static void
end_span(struct odt_part *d)
{
	bool blank = top(d)->blank;

	if (d->open == 0)
		return;
	d->open--;
	top(d)->blank = blank;
}

static void
end_paragraph(struct odt_part *d)
{
	paper_end(&d->paper, top(d)->level);
	if (d->open > 0)
		d->open--;
}

/* --- elements ------------------------------------------------------------- */

/* From here on text belongs to paragraphs that begin inside. */
static void
begin_apart(struct odt_part *d)
{
	int depth = xmlTextReaderDepth(xml_reader(d->xml));

	if (depth < 0 || depth > ODT_DEPTH_MAX)
		return;
	d->saved[depth] = d->needed;
	d->needed = d->open + 1;
}

static void
end_apart(struct odt_part *d)
{
	int depth = xmlTextReaderDepth(xml_reader(d->xml));

	if (depth >= 0 && depth <= ODT_DEPTH_MAX)
		d->needed = d->saved[depth];
}

static void
begin_note(struct odt_part *d, const char *what)
{
	transcript_changed(d->t, what);
	paper_note_begin(&d->paper);
	begin_apart(d);
}

static void
begin_cell(struct odt_part *d, const xmlNode *n)
{
	long width = number(n, "number-columns-repeated");

	paper_cell(&d->paper);
	paper_skip_columns(&d->paper, width - 1);
}

static void
begin_row(struct odt_part *d)
{
	paper_row(&d->paper);
	if (d->header)
		paper_row_header(&d->paper);
}

static void
begin_element(struct odt_part *d, enum element e, const xmlNode *n)
{
	switch (e) {
	case BODY:
		look_styles_settle(&d->styles);
		break;
	case STYLE:
		read_style(d);
		break;
	case PARAGRAPH:
		begin_paragraph(d, n);
		break;
	case SPAN:
		begin_span(d, n);
		break;
	case TAB:
		add_mark(d, "\t", 1);
		break;
	case BREAK:
		add_mark(d, "\n", 1);
		break;
	case SPACES:
		add_mark(d, " ", number(n, "c"));
		break;
	case SKIPPED:
		if (xml_is(n, "tracked-changes"))
			transcript_changed(d->t, "tracked changes");
		skip(d);
		break;
	case SECTION:
		if (strcmp(xml_attribute(n, "display"), "none") == 0) {
			transcript_changed(d->t, "hidden text");
			skip(d);
		}
		break;
	case NOTE:
		begin_note(
		    d, strcmp(xml_attribute(n, "note-class"), "endnote") == 0
		           ? "endnotes"
		           : "footnotes");
		break;
	case ANNOTATION:
		begin_note(d, "comments");
		break;
	case FRAME:
		begin_apart(d);
		break;
	case TABLE:
		paper_table_begin(&d->paper);
		break;
	case HEADER_ROWS:
		d->header = true;
		break;
	case ROW:
		begin_row(d);
		break;
	case CELL:
		begin_cell(d, n);
		break;
	default:
		break;
	}
}

static void
end_element(struct odt_part *d, enum element e)
{
	switch (e) {
	case PARAGRAPH:
		end_paragraph(d);
		break;
	case SPAN:
		end_span(d);
		break;
	case NOTE:
	case ANNOTATION:
		paper_note_end(&d->paper);
		end_apart(d);
		break;
	case FRAME:
		end_apart(d);
		break;
	case TABLE:
		paper_table_end(&d->paper);
		break;
	case HEADER_ROWS:
		d->header = false;
		break;
	default:
		break;
	}
}

static void
read_node(struct odt_part *d)
{
	xmlTextReaderPtr r = xml_reader(d->xml);
	int type = xmlTextReaderNodeType(r);

	if (d->skip >= 0) {
		if (type == XML_READER_TYPE_END_ELEMENT &&
		    xmlTextReaderDepth(r) == d->skip)
			d->skip = -1;
		return;
	}
	if (type == XML_READER_TYPE_ELEMENT) {
		enum element e = which(xmlTextReaderConstLocalName(r));
		bool empty = xmlTextReaderIsEmptyElement(r) == 1;

		begin_element(d, e, xmlTextReaderCurrentNode(r));
		if (empty)
			end_element(d, e);
	} else if (type == XML_READER_TYPE_END_ELEMENT) {
		end_element(d, which(xmlTextReaderConstLocalName(r)));
	} else if (xmlTextReaderHasValue(r) &&
	           type != XML_READER_TYPE_COMMENT &&
	           type != XML_READER_TYPE_PROCESSING_INSTRUCTION) {
		add_flowing(d, (const char *)xmlTextReaderConstValue(r));
	}
}

int
odt_part_read(struct odt_part *d, const char *xml, size_t len, const char *root,
              struct error *err)
{
	int rc;

	if (!xml_sniff(xml, len, root))
		return error_set(err, ERR_FORMAT,
		                 "it is no part of an OpenDocument text");
	d->xml = xml_open(xml, len);
	d->skip = -1;
	d->open = d->needed = 0;
	d->header = false;
	while ((rc = xml_next(d->xml, err)) > 0)
		read_node(d);
	xml_close(d->xml);
	d->xml = NULL;
	while (d->paper.open > 0)
		paper_end(&d->paper, 0);
	return rc;
}

void
odt_part_release(struct odt_part *d)
{
	look_styles_release(&d->styles);
	paper_release(&d->paper);
}
