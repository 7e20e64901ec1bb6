#include "import/paper.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "import/line.h"

#include <stdlib.h>
#include <string.h>

#define TIME_MAX    32   /* bytes of a time in front of a label */
#define COLUMNS_MAX 1000 /* that a cell spans */

struct paper_frame {
	struct buf text;
	size_t block;    /* its place among the blocks */
	size_t lead;     /* where the part that looks different begins ... */
	size_t lead_end; /* ... and ends, as far as it is known */
	unsigned look;   /* of that part */
	enum { LEAD_NONE, LEAD_OPEN, LEAD_SHUT } state;
	bool held;
};

static struct paper_frame *
top(struct paper *p)
{
	return p->open > 0 ? &p->frames.items[p->open - 1] : NULL;
}

/* --- paragraphs ----------------------------------------------------------- */

void
paper_begin(struct paper *p)
{
	struct paper_frame *f = top(p);
	struct paper_block block = p->at;

	if (f && f->held) {
		f->held = false;
		return;
	}
	if (p->open == p->frames.n)
		vec_push(&p->frames, (struct paper_frame){ 0 });
	f = &p->frames.items[p->open++];
	buf_clear(&f->text);
	f->block = p->blocks.n;
	f->state = LEAD_NONE;
	f->lead = f->lead_end = 0;
	block.note = p->notes > 0;
	vec_push(&p->blocks, block);
}

/* Put the paragraph [START, END) of F into the paper's text. */
static void
store(struct paper *p, const struct paper_frame *f, size_t start, size_t end)
{
	struct paper_block *b = &p->blocks.items[f->block];
	const char *s = buf_str(&f->text);
	struct buf lead = { 0 };
	size_t from = f->lead, to = f->lead_end;

	line_trim(s, &from, &to);
	b->start = p->text.len;
	p->composed |= unicode_nfc(&p->text, s + start, end - start);
	b->end = p->text.len;
	b->lead = b->lead_end = b->start;
	if (from < start || from >= to || to > end)
		return;
	/* in normal form it may stand elsewhere, or not by itself */
	unicode_nfc(&lead, s + start, from - start);
	b->lead += lead.len;
	buf_clear(&lead);
	unicode_nfc(&lead, s + from, to - from);
	b->lead_end = b->lead + lead.len;
	if (b->lead_end > b->end ||
	    memcmp(p->text.data + b->lead, buf_str(&lead), lead.len) != 0 ||
	    (b->lead_end < b->end &&
	     ((unsigned char)p->text.data[b->lead_end] & 0xC0) == 0x80))
		b->lead = b->lead_end = b->start;
	buf_release(&lead);
}

void
paper_end(struct paper *p, int level)
{
	struct paper_frame *f = top(p);
	size_t start = 0, end;
	struct paper_block *b;

	if (!f)
		return;
	p->open--;
	end = f->text.len;
	f->held = false;
	if (f->state == LEAD_OPEN)
		f->lead_end = end;
	line_trim(buf_str(&f->text), &start, &end);
	b = &p->blocks.items[f->block];
	b->level = b->table ? 0 : (uint8_t)level;
	if (start < end)
		store(p, f, start, end);
	if (!b->note) {
		b->gap = p->gap;
		p->gap = start >= end;
	}
}

void
paper_hold(struct paper *p)
{
	struct paper_frame *f = top(p);

	if (f)
		f->held = true;
}

void
paper_flush(struct paper *p)
{
	struct paper_frame *f = top(p);

	if (f && f->held)
		paper_end(p, 0);
}

/* --- text ----------------------------------------------------------------- */

/* Nothing but a time so far, so that a label may still come? */
static bool
is_time_so_far(const struct paper_frame *f)
{
	static const char marks[] = "0123456789:.,[]()<>-# \t";
	const char *s = buf_str(&f->text);

	return f->text.len <= TIME_MAX && s[strspn(s, marks)] == '\0';
}

/* A piece of LOOK comes next: is it of the lead? */
static void
follow_lead(struct paper_frame *f, unsigned look)
{
	if (f->state == LEAD_NONE && look && is_time_so_far(f)) {
		f->state = LEAD_OPEN;
		f->lead = f->text.len;
		f->look = look;
	} else if (f->state == LEAD_OPEN && look != f->look) {
		f->state = LEAD_SHUT;
		f->lead_end = f->text.len;
	} else if (f->state == LEAD_NONE && !is_time_so_far(f)) {
		f->state = LEAD_SHUT;
	}
}

void
paper_text(struct paper *p, const char *s, size_t len, unsigned look)
{
	struct paper_frame *f;
	size_t start = 0, stop;

	paper_flush(p);
	f = top(p);
	if (!f)
		return;
	if (!line_is_blank(s, 0, len))
		follow_lead(f, look);
	for (;;) {
		stop = start + utf8_control(s + start, len - start);
		buf_add(&f->text, s + start, stop - start);
		if (stop == len)
			return;
		start = stop + 1;
		p->dropped = true;
	}
}

void
paper_note_begin(struct paper *p)
{
	p->notes++;
}

void
paper_note_end(struct paper *p)
{
	paper_flush(p);
	if (p->notes > 0)
		p->notes--;
}

/* --- tables --------------------------------------------------------------- */

/* A table inside a table's cell is a part of that cell. */
void
paper_table_begin(struct paper *p)
{
	paper_flush(p);
	if (p->tables++ > 0)
		return;
	p->at.table = (uint32_t)p->blocks.n + 1;
	p->at.row = p->at.column = p->next_column = 0;
}

void
paper_table_end(struct paper *p)
{
	paper_flush(p);
	if (p->tables > 0 && --p->tables == 0)
		p->at = (struct paper_block){ 0 };
}

void
paper_row(struct paper *p)
{
	paper_flush(p);
	if (p->tables != 1)
		return;
	p->at.row++;
	p->at.column = p->next_column = 0;
	p->at.header = false;
}

void
paper_row_header(struct paper *p)
{
	if (p->tables == 1)
		p->at.header = true;
}

void
paper_cell(struct paper *p)
{
	paper_flush(p);
	if (p->tables == 1)
		p->at.column = p->next_column++;
}

void
paper_skip_columns(struct paper *p, long width)
{
	if (p->tables == 1 && width > 0)
		p->next_column +=
		    width < COLUMNS_MAX ? (uint32_t)width : COLUMNS_MAX;
}

const char *
paper_block_text(const struct paper *p, size_t n, size_t *len_out)
{
	const struct paper_block *b = &p->blocks.items[n];

	*len_out = b->end - b->start;
	return buf_str(&p->text) + b->start;
}

void
paper_release(struct paper *p)
{
	size_t i;

	for (i = 0; i < p->frames.n; i++)
		buf_release(&p->frames.items[i].text);
	vec_release(&p->frames);
	vec_release(&p->blocks);
	buf_release(&p->text);
	memset(p, 0, sizeof(*p));
}
