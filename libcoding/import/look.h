/*
 * look.h - how text looks in a word processor's document: what its own
 * properties say, and the styles that they go back to.
 */
#ifndef EMIC_IMPORT_LOOK_H
#define EMIC_IMPORT_LOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	LOOK_BOLD = 1,
	LOOK_ITALIC = 2,
	LOOK_UNDERLINE = 4,
	LOOK_HIDDEN = 8,
	LOOK_COLOUR = 16,
};

/* Of the properties that are said, those that are on. */
struct look_format {
	unsigned said, on;
	uint32_t colour; /* RGB, if there is LOOK_COLOUR in `on` */
};

struct look_style {
	char *id;
	char *base; /* the id of the style that it is based on; or NULL */
	struct look_format format;
	int level;     /* of headings, 1 to 6; 0: none; -1: not said */
	bool contents; /* for lines of a table of contents */
};

struct look_styles {
	struct look_style *items;
	size_t n, cap;
};

/* Say that FLAG is on, or off. */
void look_format_set(struct look_format *format, unsigned flag, bool on);

/* Say which colour: six hexadecimal digits, else none; black is none. */
void look_format_colour(struct look_format *format, const char *hex);

/* What FORMAT says goes before what is in TO. */
void look_format_add(struct look_format *to, const struct look_format *format);

/* It as paper_text() wants it. */
unsigned look_format_flags(const struct look_format *format);

/*
 * All styles are there: sort them, and give each what those say that it is
 * based on.
 */
void look_styles_settle(struct look_styles *styles);

/* After that: the style ID, or NULL. */
const struct look_style *look_styles_find(const struct look_styles *styles,
                                          const char *id);

void look_styles_release(struct look_styles *styles);

#endif
