#include "import/docx_part.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* The elements that mean something; sorted by name. */
enum element {
	BR,
	COMMENT,
	CR,
	DEL,
	END_NOTE,
	FLD_CHAR,
	FOOT_NOTE,
	INS,
	MOVE_FROM,
	MOVE_TO,
	NO_BREAK_HYPHEN,
	P,
	P_PR,
	P_TAB,
	R,
	R_PR,
	SKIPPED,
	SOFT_HYPHEN,
	SYM,
	T,
	TAB,
	TABLE,
	CELL,
	CELL_PR,
	ROW,
	ROW_PR,
	BOX,
	OTHER,
};

static const struct xml_name elements[] = {
	{ "Fallback", SKIPPED },
	{ "br", BR },
	{ "comment", COMMENT },
	{ "cr", CR },
	{ "del", DEL },
	{ "delInstrText", SKIPPED },
	{ "delText", SKIPPED },
	{ "endnote", END_NOTE },
	{ "fldChar", FLD_CHAR },
	{ "footnote", FOOT_NOTE },
	{ "ins", INS },
	{ "instrText", SKIPPED },
	{ "moveFrom", MOVE_FROM },
	{ "moveTo", MOVE_TO },
	{ "noBreakHyphen", NO_BREAK_HYPHEN },
	{ "p", P },
	{ "pPr", P_PR },
	{ "ptab", P_TAB },
	{ "r", R },
	{ "rPr", R_PR },
	{ "rt", SKIPPED }, /* how to read what stands below it */
	{ "sdtPr", SKIPPED },
	{ "sectPr", SKIPPED },
	{ "softHyphen", SOFT_HYPHEN },
	{ "sym", SYM },
	{ "t", T },
	{ "tab", TAB },
	{ "tbl", TABLE },
	{ "tblGrid", SKIPPED },
	{ "tblPr", SKIPPED },
	{ "tblPrEx", SKIPPED },
	{ "tc", CELL },
	{ "tcPr", CELL_PR },
	{ "tr", ROW },
	{ "trPr", ROW_PR },
	{ "txbxContent", BOX },
};

/* --- properties ----------------------------------------------------------- */

/* The element that has begun, with all that is in it; which is skipped. */
static const xmlNode *
whole(struct docx_part *d)
{
	xmlTextReaderPtr r = xml_reader(d->xml);
	int depth = xmlTextReaderDepth(r);

	if (!xmlTextReaderIsEmptyElement(r))
		d->skip = depth;
	return xmlTextReaderExpand(r);
}

static bool
has(const xmlNode *n, const char *name)
{
	return n && xml_child(n, name);
}

static struct docx_paragraph *
paragraph(struct docx_part *d)
{
	return &d->paragraphs[d->depth];
}

static void
begin_paragraph(struct docx_part *d)
{
	paper_begin(&d->paper);
	if (d->depth <= DOCX_DEPTH_MAX)
		d->depth++;
	*paragraph(d) = (struct docx_paragraph){ .format = d->defaults };
	d->format = d->defaults;
}

static void
read_paragraph_properties(struct docx_part *d)
{
	const xmlNode *n = whole(d), *style, *outline, *mark;
	struct docx_paragraph *p = paragraph(d);
	const struct look_style *s = NULL;

	if (!n)
		return;
	style = xml_child(n, "pStyle");
	if (style)
		s = docx_styles_find(&d->styles, xml_attribute(style, "val"));
	if (s) {
		look_format_add(&p->format, &s->format);
		p->level = s->level > 0 ? s->level : 0;
		p->contents = s->contents;
	}
	outline = xml_child(n, "outlineLvl");
	if (outline)
		p->level = docx_styles_level(xml_attribute(outline, "val"));
	mark = xml_child(n, "rPr");
	p->joined = has(mark, "del") || has(mark, "moveFrom");
	d->format = p->format;
}

static void
end_paragraph(struct docx_part *d)
{
	struct docx_paragraph *p = paragraph(d);

	if (p->joined)
		paper_hold(&d->paper);
	else
		paper_end(&d->paper, p->level);
	if (d->depth > 0)
		d->depth--;
	d->format = paragraph(d)->format;
	d->codes = d->fields = 0;
}

static void
read_run_properties(struct docx_part *d)
{
	const xmlNode *n = whole(d), *style;
	const struct look_style *s = NULL;

	if (!n)
		return;
	style = xml_child(n, "rStyle");
	if (style)
		s = docx_styles_find(&d->styles, xml_attribute(style, "val"));
	if (s)
		look_format_add(&d->format, &s->format);
	docx_styles_format(n, &d->format);
}

static long
number(const xmlNode *n)
{
	return n ? strtol(xml_attribute(n, "val"), NULL, 10) : 0;
}

static void
read_row_properties(struct docx_part *d)
{
	int depth = xmlTextReaderDepth(xml_reader(d->xml));
	const xmlNode *n = whole(d);

	if (!n)
		return;
	if (has(n, "tblHeader"))
		paper_row_header(&d->paper);
	if (has(n, "gridBefore"))
		paper_skip_columns(&d->paper,
		                   number(xml_child(n, "gridBefore")));
	if (has(n, "del")) { /* the row was */
		transcript_changed(d->t, "tracked changes");
		d->skip = depth - 1;
	}
}

static void
read_cell_properties(struct docx_part *d)
{
	const xmlNode *n = whole(d);

	if (has(n, "gridSpan"))
		paper_skip_columns(&d->paper,
		                   number(xml_child(n, "gridSpan")) - 1);
}

/* --- text ----------------------------------------------------------------- */

static void
add_text(struct docx_part *d, const char *s, size_t len)
{
	if (paragraph(d)->contents || d->codes > 0)
		return;
	if (d->format.on & LOOK_HIDDEN) {
		transcript_changed(d->t, "hidden text");
		return;
	}
	paper_text(&d->paper, s, len, look_format_flags(&d->format));
}

/* A w:t is over: line feeds in it are blanks, those at its ends nothing. */
static void
end_text(struct docx_part *d)
{
	const char *s = buf_str(&d->text);
	size_t start = 0, end = d->text.len, i;

	for (i = 0; i < d->text.len; i++)
		if (s[i] == '\n' || s[i] == '\r')
			d->text.data[i] = ' ';
	while (!d->preserved && start < end && s[start] == ' ')
		start++;
	while (!d->preserved && end > start && s[end - 1] == ' ')
		end--;
	if (start < end)
		add_text(d, s + start, end - start);
	buf_clear(&d->text);
	d->in_text = false;
}

/* A character by its number in a font: of the symbols only some are known. */
static void
add_symbol(struct docx_part *d, const xmlNode *n)
{
	static const struct {
		const char *font;
		unsigned long code;
		uint32_t cp;
	} known[] = {
		{ "Wingdings", 0x4A, 0x263A }, /* smile */
		{ "Wingdings", 0x4C, 0x2639 }, { "Wingdings", 0xDF, 0x2190 },
		{ "Wingdings", 0xE0, 0x2192 }, { "Wingdings", 0xFC, 0x2713 },
		{ "Symbol", 0x2D, 0x2212 },    { "Symbol", 0xA3, 0x2264 },
		{ "Symbol", 0xAE, 0x2192 },    { "Symbol", 0xB0, 0x00B0 },
		{ "Symbol", 0xB3, 0x2265 },    { "Symbol", 0xB4, 0x00D7 },
		{ "Symbol", 0xB7, 0x2022 },
	};
	const char *font = xml_attribute(n, "font");
	unsigned long code = strtoul(xml_attribute(n, "char"), NULL, 16);
	uint32_t cp = 0;
	char s[4];
	size_t i;

	if (code < 0xE000 || code > 0xF8FF)
		cp = (uint32_t)code;
	for (i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(font, known[i].font) == 0 &&
		    (code & ~0xF000UL) == known[i].code)
			cp = known[i].cp;
	if (cp < 0x20 || cp > 0xFFFD || (cp >= 0xD800 && cp < 0xE000))
		cp = 0xFFFD;
	add_text(d, s, utf8_put(cp, s));
}

/* Between "begin" and "separate" stand a field's instructions. */
static void
follow_field(struct docx_part *d, const char *type)
{
	if (strcmp(type, "begin") == 0 && d->fields < DOCX_FIELDS_MAX) {
		d->code[d->fields++] = true;
		d->codes++;
	} else if (d->fields > 0 && d->code[d->fields - 1] &&
	           strcmp(type, "begin") != 0) {
		d->code[d->fields - 1] = false;
		d->codes--;
	}
	if (strcmp(type, "end") == 0 && d->fields > 0)
		d->fields--;
}

/* --- elements ------------------------------------------------------------- */

static enum element
which(const xmlChar *name)
{
	return (enum element)xml_name_find(
	    elements, sizeof(elements) / sizeof(*elements), name, OTHER);
}

static void
skip(struct docx_part *d)
{
	xmlTextReaderPtr r = xml_reader(d->xml);

	if (!xmlTextReaderIsEmptyElement(r))
		d->skip = xmlTextReaderDepth(r);
}

/* A line between notes, which Word keeps among them, has a type. */
static void
begin_note(struct docx_part *d, const xmlNode *n, const char *what)
{
	const char *type = xml_attribute(n, "type");

	if (*type && strcmp(type, "normal") != 0)
		skip(d);
	else
		transcript_changed(d->t, what);
}

/* Changes that were tracked: what came in stays, what went out is gone. */
static void
follow_change(struct docx_part *d, enum element e)
{
	transcript_changed(d->t, "tracked changes");
	if (e == DEL || e == MOVE_FROM)
		skip(d);
}

static void
begin_piece(struct docx_part *d, enum element e, const xmlNode *n)
{
	switch (e) {
	case T:
		d->in_text = !xmlTextReaderIsEmptyElement(xml_reader(d->xml));
		d->preserved =
		    strcmp(xml_attribute(n, "space"), "preserve") == 0;
		break;
	case TAB:
	case P_TAB:
		add_text(d, "\t", 1);
		break;
	case BR:
	case CR:
		add_text(d, "\n", 1);
		break;
	case NO_BREAK_HYPHEN:
		add_text(d, "\xE2\x80\x91", 3);
		break;
	case SOFT_HYPHEN:
		add_text(d, "\xC2\xAD", 2);
		break;
	case SYM:
		add_symbol(d, n);
		break;
	case FLD_CHAR:
		follow_field(d, xml_attribute(n, "fldCharType"));
		break;
	default:
		break;
	}
}

static void
begin_element(struct docx_part *d, enum element e, const xmlNode *n)
{
	switch (e) {
	case P:
		begin_paragraph(d);
		break;
	case P_PR:
		read_paragraph_properties(d);
		break;
	case R:
		d->format = paragraph(d)->format;
		break;
	case R_PR:
		read_run_properties(d);
		break;
	case SKIPPED:
		skip(d);
		break;
	case DEL:
	case INS:
	case MOVE_FROM:
	case MOVE_TO:
		follow_change(d, e);
		break;
	case FOOT_NOTE:
		begin_note(d, n, "footnotes");
		break;
	case END_NOTE:
		begin_note(d, n, "endnotes");
		break;
	case COMMENT:
		transcript_changed(d->t, "comments");
		break;
	case TABLE:
		paper_table_begin(&d->paper);
		break;
	case ROW:
		paper_row(&d->paper);
		break;
	case ROW_PR:
		read_row_properties(d);
		break;
	case CELL:
		paper_cell(&d->paper);
		break;
	case CELL_PR:
		read_cell_properties(d);
		break;
	default:
		begin_piece(d, e, n);
	}
}

static void
end_element(struct docx_part *d, enum element e)
{
	switch (e) {
	case P:
		end_paragraph(d);
		break;
	case T:
		end_text(d);
		break;
	case TABLE:
		paper_table_end(&d->paper);
		break;
	case BOX:
	case FOOT_NOTE:
	case END_NOTE:
	case COMMENT:
		paper_flush(&d->paper);
		break;
	default:
		break;
	}
}

static void
read_node(struct docx_part *d)
{
	xmlTextReaderPtr r = xml_reader(d->xml);
	int type = xmlTextReaderNodeType(r);

	if (d->skip >= 0) {
		if (type != XML_READER_TYPE_END_ELEMENT ||
		    xmlTextReaderDepth(r) > d->skip)
			return;
		/* the end of what is skipped; a row that was deleted has one */
		d->skip = -1;
	}
	if (type == XML_READER_TYPE_ELEMENT) {
		enum element e = which(xmlTextReaderConstLocalName(r));
		bool empty = xmlTextReaderIsEmptyElement(r) == 1;

		begin_element(d, e, xmlTextReaderCurrentNode(r));
		if (empty)
			end_element(d, e);
	} else if (type == XML_READER_TYPE_END_ELEMENT) {
		end_element(d, which(xmlTextReaderConstLocalName(r)));
	} else if (d->in_text && xmlTextReaderHasValue(r) &&
	           type != XML_READER_TYPE_COMMENT &&
	           type != XML_READER_TYPE_PROCESSING_INSTRUCTION) {
		buf_adds(&d->text, (const char *)xmlTextReaderConstValue(r));
	}
}

int
docx_part_read(struct docx_part *d, const char *xml, size_t len,
               const char *root, struct error *err)
{
	int rc;

	if (!xml_sniff(xml, len, root))
		return error_set(err, ERR_FORMAT,
		                 "it is no part of a Word document");
	d->xml = xml_open(xml, len);
	d->skip = -1;
	d->depth = d->fields = d->codes = 0;
	d->in_text = false;
	while ((rc = xml_next(d->xml, err)) > 0)
		read_node(d);
	xml_close(d->xml);
	d->xml = NULL;
	while (d->paper.open > 0)
		paper_end(&d->paper, 0);
	return rc;
}

void
docx_part_release(struct docx_part *d)
{
	look_styles_release(&d->styles);
	paper_release(&d->paper);
	buf_release(&d->text);
}
