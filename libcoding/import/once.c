#include "import/once.h"

#include "base/mem.h"
#include "base/vec.h"

#include <string.h>

/* The plain cues of L that are set as those of most labels are. */
static size_t
set_alike(const struct cast *c, const struct cast_label *l)
{
	return c->opening ? l->opening : l->n[CUE_PLAIN];
}

/* "Ada and Ben": several are judged by their parts. */
static bool
is_joint(const char *folded)
{
	return strpbrk(folded, "&+/") || strstr(folded, " and ");
}

/* One letter is too little: "Option / B: is for others" may be broken there. */
static bool
is_person(const struct cast *c, const struct cast_label *l)
{
	return !l->speaks && l->class == LABEL_NAME && l->name[1] &&
	       set_alike(c, l) > 0 && label_is_person(l->name, l->folded) &&
	       !is_joint(l->folded);
}

/*
 * Do labels begin (nearly) all turns?  Three that speak have to open half of
 * the paragraphs; fewer, together with the names in question, four in five,
 * as they have to where each line is a turn.
 */
static bool
labels_begin_turns(const struct cast *c, const struct cast_text *text)
{
	size_t units = c->opening ? text->paragraphs : text->lines;
	size_t labels = 0, plain = 0, set = 0, once = 0, i;

	for (i = 0; i < c->n; i++) {
		const struct cast_label *l = &c->items[i];

		if (l->speaks && l->n[CUE_PLAIN] > 0) {
			labels++;
			plain += l->n[CUE_PLAIN];
			set += set_alike(c, l);
		} else if (is_person(c, l)) {
			once += set_alike(c, l);
		}
	}
	if (labels < 2 || 5 * set < 4 * plain)
		return false;
	if (c->opening && labels >= 3 && 2 * set >= units)
		return true;
	return set >= once && 5 * (set + once) >= 4 * units;
}

void
once_judge(struct cast *c, const struct cast_text *text)
{
	size_t i;

	if (!labels_begin_turns(c, text))
		return;
	for (i = 0; i < c->n; i++)
		c->items[i].speaks |= is_person(c, &c->items[i]);
}

void
once_doubt(const struct cast *c, struct import_doubts *out)
{
	size_t i;

	for (i = 0; i < c->n; i++) {
		const struct cast_label *l = &c->items[i];
		struct import_doubt d = { .n = set_alike(c, l) +
			                       l->n[CUE_TIMED] +
			                       l->n[CUE_BOLD] +
			                       l->n[CUE_SPACED] };

		if (l->speaks || d.n == 0 || l->class < LABEL_NAME ||
		    !label_is_person(l->name, l->folded))
			continue;
		d.label = mem_str(l->name);
		vec_push(out, d);
	}
}
