#include "import/look.h"

#include "base/vec.h"
#include "import/paper.h"

#include <stdlib.h>
#include <string.h>

#define BASES_MAX 30 /* styles based on styles */

void
look_format_set(struct look_format *format, unsigned flag, bool on)
{
	format->said |= flag;
	format->on &= ~flag;
	format->on |= on ? flag : 0;
}

void
look_format_colour(struct look_format *format, const char *hex)
{
	char *end;
	unsigned long rgb = strtoul(hex, &end, 16);

	look_format_set(format, LOOK_COLOUR,
	                strlen(hex) == 6 && !*end && rgb != 0);
	format->colour = (uint32_t)(rgb & 0xFFFFFF);
}

void
look_format_add(struct look_format *to, const struct look_format *format)
{
	to->on = (to->on & ~format->said) | (format->on & format->said);
	to->said |= format->said;
	if (format->on & LOOK_COLOUR)
		to->colour = format->colour;
}

unsigned
look_format_flags(const struct look_format *format)
{
	unsigned look = 0;

	look |= format->on & LOOK_BOLD ? PAPER_BOLD : 0;
	look |= format->on & LOOK_ITALIC ? PAPER_ITALIC : 0;
	look |= format->on & LOOK_UNDERLINE ? PAPER_UNDERLINE : 0;
	if (format->on & LOOK_COLOUR)
		look |= PAPER_COLOURED | format->colour << PAPER_COLOUR_SHIFT;
	return look;
}

/* --- styles --------------------------------------------------------------- */

static int
compare_styles(const void *a, const void *b)
{
	const struct look_style *x = a, *y = b;

	return strcmp(x->id, y->id);
}

const struct look_style *
look_styles_find(const struct look_styles *styles, const char *id)
{
	struct look_style key = { .id = (char *)id };

	if (styles->n == 0)
		return NULL;
	return bsearch(&key, styles->items, styles->n, sizeof(key),
	               compare_styles);
}

/* Give S what the styles that it is based on say, the nearest first. */
static void
inherit(const struct look_styles *styles, struct look_style *s)
{
	const struct look_style *base = s;
	int i;

	for (i = 0; i < BASES_MAX && base && base->base; i++) {
		struct look_format format;

		base = look_styles_find(styles, base->base);
		if (!base)
			break;
		format = base->format;
		look_format_add(&format, &s->format);
		s->format = format;
		if (s->level < 0)
			s->level = base->level;
		s->contents = s->contents || base->contents;
	}
}

void
look_styles_settle(struct look_styles *styles)
{
	size_t i;

	if (styles->n > 0)
		qsort(styles->items, styles->n, sizeof(*styles->items),
		      compare_styles);
	for (i = 0; i < styles->n; i++)
		inherit(styles, &styles->items[i]);
}

void
look_styles_release(struct look_styles *styles)
{
	size_t i;

	for (i = 0; i < styles->n; i++) {
		free(styles->items[i].id);
		free(styles->items[i].base);
	}
	vec_release(styles);
}
