#include "coded.h"

#include "base/buf.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

void
coded_read(struct coded_words *w)
{
	size_t l, i, at = 0;

	for (l = 0; l < VOCABULARY_LISTS; l++)
		vocabulary_read((enum vocabulary_list)l, &w->lists[l]);
	for (l = VOCABULARY_VERB; l <= VOCABULARY_ADJECTIVE; l++)
		w->n += w->lists[l].n;
	w->items = mem_array(w->n, sizeof(*w->items));
	for (l = VOCABULARY_VERB; l <= VOCABULARY_ADJECTIVE; l++) {
		for (i = 0; i < w->lists[l].n; i++) {
			at = (at + 89) % w->n;
			while (w->items[at].word)
				at = (at + 1) % w->n;
			w->items[at].word = w->lists[l].items[i];
			w->items[at].list = (enum vocabulary_list)l;
		}
	}
}

void
coded_release(struct coded_words *w)
{
	size_t l;

	for (l = 0; l < VOCABULARY_LISTS; l++)
		vocabulary_release(&w->lists[l]);
	free(w->items);
	*w = (struct coded_words){ 0 };
}

const struct coded *
coded_take(struct coded_words *w)
{
	return &w->items[w->own++ % w->n];
}

/* Steps of a prime number: neighbours do not come out together. */
const struct coded *
coded_share(struct coded_words *w)
{
	w->shared = (w->shared + 211) % w->n;
	return &w->items[w->shared];
}

const struct coded *
coded_share_of(struct coded_words *w, enum vocabulary_list l)
{
	const struct coded *c;

	do
		c = coded_share(w);
	while (c->list != l);
	return c;
}

/* Does the last letter of C become an i in "worried"? */
static bool
ends_in_y(const struct coded *c)
{
	size_t len = strlen(c->word);

	return len > 3 && c->word[len - 1] == 'y' &&
	       !strchr("aeiou", c->word[len - 2]);
}

char *
coded_stem(const struct coded *c)
{
	bool shorter = c->list == VOCABULARY_VERB_E || ends_in_y(c);

	return mem_strn(c->word, strlen(c->word) - shorter);
}

char *
coded_form(const struct coded *c, size_t n)
{
	static const char *const endings[][CODED_FORMS] = {
		[VOCABULARY_VERB] = { "", "s", "ed", "ing" },
		[VOCABULARY_VERB_E] = { "e", "es", "ed", "ing" },
		[VOCABULARY_NOUN] = { "", "s", "'s", "" },
		[VOCABULARY_ADJECTIVE] = { "", "ly", "ness", "" },
	};
	const char *ending = endings[c->list][n % CODED_FORMS];
	char *stem = coded_stem(c);
	struct buf out = { 0 };

	buf_adds(&out, stem);
	if (ends_in_y(c)) {
		/* worry, worrying; worried, worries */
		buf_addc(&out, strchr("i'", *ending) ? 'y' : 'i');
		if (strcmp(ending, "s") == 0)
			buf_addc(&out, 'e');
	} else if (*ending == 's' && strchr("shx", stem[strlen(stem) - 1])) {
		buf_addc(&out, 'e'); /* pushes, dresses */
	}
	buf_adds(&out, ending);
	free(stem);
	return buf_take(&out);
}
