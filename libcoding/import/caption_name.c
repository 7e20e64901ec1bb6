#include "import/caption_name.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "import/cue.h"
#include "import/label.h"
#include "import/line.h"

#include <stdlib.h>
#include <string.h>

enum { DISTINCT_MAX = 200 }; /* names that are told apart */

/* The names that were seen, folded, each once. */
struct seen {
	char **items;
	size_t n, cap;
};

/* Where the first line of X ends, if more than a blank one follows; or 0. */
static size_t
first_line(const struct captions *c, const struct caption *x)
{
	const char *text = buf_str(&c->text);
	size_t stop = line_end(text, x->start, x->end);

	return stop < x->end && !line_is_blank(text, stop, x->end) ? stop : 0;
}

/* The folded name that X begins with; NULL if that is none. */
static char *
name_of(const struct captions *c, const struct caption *x)
{
	const char *text = buf_str(&c->text);
	size_t stop = first_line(c, x);
	enum label_class class;
	struct cue cue;
	char *name, *folded;
	bool asks;

	if (stop == 0 || x->label < x->label_end ||
	    !cue_read(text, x->start, stop, &cue) || cue.kind != CUE_ALONE)
		return NULL;
	name = mem_strn(text + cue.label, cue.label_end - cue.label);
	folded = unicode_fold(name);
	class = label_classify(name, folded, &asks);
	free(name);
	if (class >= LABEL_NAME)
		return folded;
	free(folded);
	return NULL;
}

static bool
are_names(const struct captions *c)
{
	struct seen seen = { 0 };
	size_t i, j, n = 0;
	bool yes;

	for (i = 0; i < c->n; i++) {
		char *name = name_of(c, &c->items[i]);

		n += name != NULL;
		if (10 * (i + 1 - n) > 2 * c->n) { /* it will be too few */
			free(name);
			break;
		}
		for (j = 0; name && j < seen.n; j++)
			if (strcmp(seen.items[j], name) == 0)
				break;
		if (name && j == seen.n && j < DISTINCT_MAX)
			vec_push(&seen, name);
		else
			free(name);
	}
	yes = i == c->n && n >= 2 && seen.n < DISTINCT_MAX && 2 * seen.n <= n;
	for (j = 0; j < seen.n; j++)
		free(seen.items[j]);
	vec_release(&seen);
	return yes;
}

void
caption_name_find(struct captions *c)
{
	size_t i;

	if (!are_names(c))
		return;
	for (i = 0; i < c->n; i++) {
		struct caption *x = &c->items[i];
		size_t stop = first_line(c, x);
		char *name = name_of(c, x);

		if (name) {
			x->label = x->start;
			x->label_end = stop;
			line_trim(buf_str(&c->text), &x->label, &x->label_end);
			x->start = stop + 1;
		}
		free(name);
	}
}
