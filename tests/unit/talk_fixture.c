#include "talk_fixture.h"

#include "base/hash.h"

#include <stdio.h>
#include <string.h>

static void
random_word(struct random *r, char *out)
{
	static const char *const common[] = { "yes", "I", "know", "the" };

	if (random_below(r, 3) == 0)
		snprintf(out, 8, "%s", common[random_below(r, 4)]);
	else
		snprintf(out, 8, "w%zu", random_below(r, 60));
}

static void
random_line(struct random *r, struct talk_line *line)
{
	line->label = (int)random_below(r, 3);
	line->n = 1 + random_below(r, TALK_WORDS - 2);
	for (size_t i = 0; i < line->n; i++)
		random_word(r, line->words[i]);
}

void
talk_fixture_make(struct random *r, struct talk *talk)
{
	size_t i;

	talk->n = 2 + random_below(r, TALK_LINES - 4);
	for (i = 0; i < talk->n; i++)
		random_line(r, &talk->lines[i]);
	for (i = 0; i < 3; i++)
		talk->labels[i] = (int)i;
}

static void
edit_words(struct random *r, struct talk_line *line)
{
	size_t at = random_below(r, line->n);

	switch (random_below(r, 3)) {
	case 0:
		random_word(r, line->words[at]);
		break;
	case 1:
		if (line->n == 1)
			break;
		memmove(line->words[at], line->words[at + 1],
		        (line->n - at - 1) * sizeof(*line->words));
		line->n--;
		break;
	default:
		if (line->n == TALK_WORDS)
			break;
		memmove(line->words[at + 1], line->words[at],
		        (line->n - at) * sizeof(*line->words));
		random_word(r, line->words[at]);
		line->n++;
	}
}

void
talk_fixture_edit(struct random *r, struct talk *talk)
{
	size_t at = random_below(r, talk->n), other;
	struct talk_line line;

	switch (random_below(r, 8)) {
	case 0:
		if (talk->n == 1)
			break;
		memmove(&talk->lines[at], &talk->lines[at + 1],
		        (talk->n - at - 1) * sizeof(*talk->lines));
		talk->n--;
		break;
	case 1:
		if (talk->n == TALK_LINES)
			break;
		random_line(r, &line);
		memmove(&talk->lines[at + 1], &talk->lines[at],
		        (talk->n - at) * sizeof(*talk->lines));
		talk->lines[at] = line;
		talk->n++;
		break;
	case 2:
		other = random_below(r, talk->n);
		line = talk->lines[at];
		talk->lines[at] = talk->lines[other];
		talk->lines[other] = line;
		break;
	case 3: /* nobody has that label yet */
		talk->labels[random_below(r, 3)] += 3;
		break;
	default:
		edit_words(r, &talk->lines[at]);
	}
}

void
talk_fixture_label(const struct talk *talk, int label, struct buf *b)
{
	buf_addf(b, "%c%d", 'A' + label, talk->labels[label]);
}

void
talk_fixture_print(const struct talk *talk, struct transcript *t)
{
	size_t i, k, start;

	memset(t, 0, sizeof(*t));
	t->format = "text";
	memcpy(t->origin, "-", 2);
	for (i = 0; i < talk->n; i++) {
		const struct talk_line *line = &talk->lines[i];
		struct buf label = { 0 };

		talk_fixture_label(talk, line->label, &label);
		buf_addf(&t->text, "%s:", buf_str(&label));
		start = t->text.len + 1;
		for (k = 0; k < line->n; k++)
			buf_addf(&t->text, " %s", line->words[k]);
		transcript_add_turn(
		    t, start, t->text.len,
		    transcript_speaker(t, buf_str(&label), label.len));
		buf_adds(&t->text, ".\n");
		buf_release(&label);
	}
	transcript_find_asides(t);
	hash_bytes(buf_str(&t->text), t->text.len, t->origin_sha256);
}
