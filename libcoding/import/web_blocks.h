/*
 * web_blocks.h - a page of HTML as blocks, one below the other.
 *
 * Scripts, styles, forms, navigation, headers, footers and what is hidden
 * are left out.
 */
#ifndef EMIC_IMPORT_WEB_BLOCKS_H
#define EMIC_IMPORT_WEB_BLOCKS_H

#include "base/buf.h"
#include "base/xml.h"

#include <stdint.h>

enum web_kind {
	WEB_TEXT,    /* a paragraph; <br> are line feeds in it */
	WEB_HEADING, /* <h1> to <h6> */
	WEB_SPEAKER, /* who speaks next, as far as the page says */
	WEB_TIME,    /* when */
};

struct web_block {
	enum web_kind kind;
	int level;      /* of a heading */
	int64_t ms;     /* of a time */
	bool strong;    /* bold or italic from end to end */
	size_t at, len; /* in web_blocks.text: trimmed, white space flows */
};

struct web_blocks {
	struct web_block *items;
	size_t n, cap;
	struct buf text;
};

/* Append the blocks of the page whose root element is ROOT. */
void web_blocks_read(const xmlNode *root, struct web_blocks *out);

void web_blocks_release(struct web_blocks *b);

#endif
