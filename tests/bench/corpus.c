#include "corpus.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/random.h"
#include "base/vec.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Draws are made from tables of as many places, filled in proportion: one
 * look-up, and the same on every machine.
 */
#define PLACES 65536

#define DASH  " \xE2\x80\x93"
#define DOTS  "\xE2\x80\xA6"
#define CURLY "\xE2\x80\x99"
#define NAMES 1600

struct writer_state {
	struct words common, accented;
	const char *names[NAMES];
	uint16_t common_places[PLACES];
	uint16_t term_places[PLACES];
	const struct corpus_plan *plan;
	uint64_t rate; /* of what codes look for, of 2^32 words */
	struct random random;
	struct buf out;
	uint16_t last_common; /* drawn */
	bool beyond;          /* this turn goes beyond ASCII */
	bool has_beyond;      /* and has done so */
	bool capital;         /* a sentence begins here */
};

/* --- drawing -------------------------------------------------------------- */

/* True once in N times. */
static bool
once_in(struct writer_state *s, size_t n)
{
	return random_below(&s->random, n) == 0;
}

/* Fill PLACES with N choices in proportion to WEIGHTS. */
static void
fill_places(uint16_t *places, const double *weights, size_t n)
{
	double all = 0, sum = 0;
	size_t i, at = 0;

	for (i = 0; i < n; i++)
		all += weights[i];
	for (i = 0; i < n; i++) {
		sum += weights[i];
		while (at < PLACES && (double)at < sum / all * PLACES)
			places[at++] = (uint16_t)i;
	}
	while (at < PLACES)
		places[at++] = (uint16_t)(n - 1);
}

static void
prepare(struct writer_state *s, const struct corpus_plan *plan)
{
	struct words first = { 0 }, last = { 0 };
	double *weights;
	size_t i;

	s->plan = plan;
	vocabulary_read(VOCABULARY_COMMON, &s->common);
	vocabulary_read(VOCABULARY_ACCENTED, &s->accented);
	vocabulary_read(VOCABULARY_FIRST, &first);
	vocabulary_read(VOCABULARY_LAST, &last);
	for (i = 0; i < NAMES; i++) {
		struct buf b = { 0 };

		buf_addf(&b, "%s%s", first.items[i % first.n],
		         last.items[i / first.n % last.n]);
		s->names[i] = buf_take(&b);
	}
	weights = mem_array(s->common.n + plan->terms->n, sizeof(*weights));
	for (i = 0; i < s->common.n; i++)
		weights[i] = 1.0 / ((double)i + 2.7); /* Zipf, Mandelbrot */
	fill_places(s->common_places, weights, s->common.n);
	for (i = 0; i < plan->terms->n; i++)
		weights[i] = plan->terms->items[i].weight;
	fill_places(s->term_places, weights, plan->terms->n);
	free(weights);
	vocabulary_release(&first);
	vocabulary_release(&last);
}

static void
finish(struct writer_state *s)
{
	size_t i;

	for (i = 0; i < NAMES; i++)
		free((char *)s->names[i]);
	vocabulary_release(&s->common);
	vocabulary_release(&s->accented);
	buf_release(&s->out);
}

/* --- words ---------------------------------------------------------------- */

/* Append WORD with the turn's apostrophe and the capital that is due. */
static void
add_word(struct writer_state *s, const char *word)
{
	size_t at = s->out.len;

	for (; *word; word++) {
		if (*word == '\'' && s->beyond) {
			buf_adds(&s->out, CURLY);
			s->has_beyond = true;
		} else {
			buf_addc(&s->out, *word);
		}
	}
	if (s->capital && s->out.data[at] >= 'a' && s->out.data[at] <= 'z')
		s->out.data[at] &= ~0x20;
	s->capital = false;
}

/* Append a word of everyday speech, another than the one before. */
static void
add_common(struct writer_state *s)
{
	uint16_t word;

	do
		word = s->common_places[random_next(&s->random) % PLACES];
	while (word == s->last_common);
	s->last_common = word;
	add_word(s, s->common.items[word]);
}

/* Append what a code looks for; how many words that is. */
static size_t
add_term(struct writer_state *s)
{
	size_t place = random_next(&s->random) % PLACES, words = 1, n;
	const struct term *t = &s->plan->terms->items[s->term_places[place]];
	const char *at =
	    t->samples.items[random_below(&s->random, t->samples.n)];
	char part[128];

	for (; *at; at += n) {
		n = strcspn(at, "~");
		if (n == 0) {
			for (n = random_below(&s->random, 7); n > 0; n--) {
				add_common(s);
				buf_addc(&s->out, ' ');
				words++;
			}
			n = 1 + (at[1] == ' ');
			continue;
		}
		snprintf(part, sizeof(part), "%.*s", (int)n, at);
		add_word(s, part);
		words++;
	}
	return words;
}

/* Say what was said from byte LAST on once more. */
static void
add_again(struct writer_state *s, size_t last)
{
	char again[32];
	size_t len = s->out.len - last;

	if (len >= sizeof(again))
		return;
	memcpy(again, s->out.data + last, len);
	buf_addc(&s->out, ' ');
	buf_add(&s->out, again, len);
}

/* What may come between two words, the first from byte LAST on. */
static void
add_between(struct writer_state *s, size_t last)
{
	static const char *const fillers[] = { ", um,", ", uh,", ", erm,",
		                               ", you know," };
	static const char *const asides[] = { " [pause]", " [laughs]",
		                              " ((laughs))", " [sighs]",
		                              " [organisation]" };
	size_t n = random_below(&s->random, 1000);

	if (n < 85) {
		buf_addc(&s->out, ',');
	} else if (n < 105) {
		buf_adds(&s->out, fillers[n % 4]);
	} else if (n < 114) {
		buf_adds(&s->out, asides[n % 5]);
	} else if (n < 117) {
		add_again(s, last);
	} else if (n < 131 && s->beyond) {
		buf_adds(&s->out, DASH);
		s->has_beyond = true;
	}
}

/* Append a word or what a code looks for; how many words that is. */
static size_t
add_something(struct writer_state *s)
{
	const struct words *accented = &s->accented;

	if (random_next(&s->random) >> 32 < s->rate)
		return add_term(s);
	if (once_in(s, 60)) {
		add_word(s, s->names[random_below(&s->random, NAMES)]);
	} else if (s->beyond && once_in(s, 90)) {
		add_word(
		    s, accented->items[random_below(&s->random, accented->n)]);
		s->has_beyond = true;
	} else {
		add_common(s);
	}
	return 1;
}

static void
add_sentence(struct writer_state *s)
{
	static const char ends[] = "...............??..!";
	size_t words = 3 + random_below(&s->random, 11);
	size_t last = s->out.len, i;

	words += random_below(&s->random, 13);
	s->capital = true;
	for (i = add_something(s); i < words; i += add_something(s)) {
		add_between(s, last);
		buf_addc(&s->out, ' ');
		last = s->out.len;
	}
	buf_addc(&s->out, ends[random_below(&s->random, sizeof(ends) - 1)]);
}

/* --- turns and files ------------------------------------------------------ */

static void
add_turn(struct writer_state *s, const char *label, bool asks)
{
	static const char *const answers[] = { "Yeah.", "Mm.", "Right, yeah.",
		                               "No.", "Yeah, no, yeah." };
	size_t n = 1 + random_below(&s->random, 2), i;

	s->beyond = random_below(&s->random, 5) < 2;
	s->has_beyond = false;
	buf_addf(&s->out, "%s: ", label);
	if (!asks)
		n = random_below(&s->random, 5) + random_below(&s->random, 5);
	if (n == 0)
		buf_adds(&s->out, answers[random_below(&s->random, 5)]);
	for (i = 0; i < n; i++) {
		if (i > 0)
			buf_addc(&s->out, ' ');
		add_sentence(s);
	}
	if (s->beyond && !s->has_beyond)
		buf_adds(&s->out, DOTS);
	buf_adds(&s->out, "\n\n");
}

/* Make the text of document NUMBER, of MOST bytes or a little more. */
static void
make_document(struct writer_state *s, uint64_t number, uint64_t most,
              struct corpus_size *size)
{
	struct random mixer = { s->plan->seed ^ number << 20 };
	uint64_t bytes;
	char label[32];

	s->random.state = random_next(&mixer);
	bytes = 20000 + random_below(&s->random, 60000);
	if (bytes > most)
		bytes = most;
	snprintf(label, sizeof(label), "P%04d", (int)number);
	buf_clear(&s->out);
	while (s->out.len < bytes) {
		bool asks = size->turns % 2 == 0;

		add_turn(s, asks ? "Interviewer" : label, asks);
		size->turns++;
		size->turns_beyond_ascii += s->beyond;
	}
	size->turns += size->turns % 2;
	s->out.len--; /* one line feed at the end */
	size->bytes += s->out.len;
	size->documents++;
}

static int
save(const struct writer_state *s, const char *folder, uint64_t number)
{
	struct buf path = { 0 };
	FILE *f;
	int rc = 0;

	buf_addf(&path, "%s/d%05d.txt", folder, (int)number);
	f = fopen(path.data, "wb");
	if (!f || fwrite(s->out.data, 1, s->out.len, f) != s->out.len)
		rc = -1;
	if (f && fclose(f) != 0)
		rc = -1;
	if (rc < 0)
		perror(path.data);
	buf_release(&path);
	return rc;
}

int
corpus_write(const struct corpus_plan *plan, const char *folder,
             struct corpus_size *out)
{
	struct writer_state *s = mem_zero(sizeof(*s));
	int rc = 0;

	prepare(s, plan);
	s->rate = (uint64_t)(plan->rate * 4294967296.0);
	*out = (struct corpus_size){ 0 };
	while (rc == 0 && out->bytes < plan->bytes) {
		uint64_t number = out->documents + 1;

		make_document(s, number, plan->bytes - out->bytes, out);
		rc = save(s, folder, number);
	}
	finish(s);
	free(s);
	return rc;
}
