#include "import/tiers.h"

#include "base/error.h"
#include "base/vec.h"
#include "import/line.h"
#include "import/talk.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Words that are further apart are not of one utterance. */
#define WORDS_GAP_MS 1000

/* A left-out tier's name is shown up to here, and so many of them. */
enum { NAME_SHOWN = 40, TIERS_SHOWN = 12 };

size_t
tiers_add(struct tiers *ts, const char *name, const char *label,
          enum tier_kind kind, enum tier_level level)
{
	struct tier tier = {
		.name = mem_str(name),
		.kind = kind,
		.level = level,
	};
	struct buf b = { 0 };
	char *c;

	if (label)
		buf_adds(&b, label);
	else
		tier_name_label(name, &b);
	tier.label = buf_take(&b);
	/* talk_say() would take the lines for several speakers */
	for (c = tier.label; (c = strchr(c, '\n')) != NULL;)
		*c = ' ';
	vec_push(&ts->tiers, tier);
	return ts->tiers.n - 1;
}

void
tiers_utterance(struct tiers *ts, size_t tier, int64_t from, int64_t to,
                int64_t start_ms, int64_t end_ms, const char *s, size_t len)
{
	struct utterance u = {
		.tier = tier,
		.number = ts->utterances.n,
		.from = from,
		.to = to,
		.start_ms = start_ms,
		.end_ms = end_ms,
		.text = ts->text.len,
		.len = len,
	};

	assert(tier < ts->tiers.n);
	if (line_is_blank(s, 0, len))
		return;
	buf_add(&ts->text, s, len);
	vec_push(&ts->utterances, u);
	ts->tiers.items[tier].n++;
	if (s[0] == ' ' || s[len - 1] == ' ')
		ts->tiers.items[tier].spaced = true;
}

void
tiers_release(struct tiers *ts)
{
	size_t i;

	for (i = 0; i < ts->tiers.n; i++) {
		free(ts->tiers.items[i].name);
		free(ts->tiers.items[i].label);
	}
	vec_release(&ts->tiers);
	vec_release(&ts->utterances);
	gather_release(&ts->voices);
	buf_release(&ts->text);
	memset(ts, 0, sizeof(*ts));
}

/* --- which tiers are speech ----------------------------------------------- */

static bool
is_asked_for(const char *name, const struct import_options *o)
{
	size_t i;

	for (i = 0; i < o->n_tiers; i++)
		if (strcmp(o->tiers[i], name) == 0)
			return true;
	return false;
}

/* How much of the time of tier A's utterances somebody speaks in tier B. */
static int64_t
shared_time(const struct utterance *a, size_t n_a, const struct utterance *b,
            size_t n_b)
{
	int64_t sum = 0, from, to;
	size_t i = 0, k = 0;

	while (i < n_a && k < n_b) {
		from = a[i].from > b[k].from ? a[i].from : b[k].from;
		to = a[i].to < b[k].to ? a[i].to : b[k].to;
		if (from < to)
			sum += to - from;
		if (a[i].to < b[k].to)
			i++;
		else
			k++;
	}
	return sum;
}

static int64_t
whole_time(const struct utterance *u, size_t n)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < n; i++)
		if (u[i].from < u[i].to)
			sum += u[i].to - u[i].from;
	return sum;
}

/* Do both hold the same speech: are they filled at the same times? */
static bool
are_versions(const struct tiers *ts, size_t x, size_t y)
{
	const struct tier *tx = &ts->tiers.items[x], *ty = &ts->tiers.items[y];
	const struct utterance *a = ts->utterances.items + tx->first;
	const struct utterance *b = ts->utterances.items + ty->first;
	int64_t one = whole_time(a, tx->n), other = whole_time(b, ty->n);

	return 2 * shared_time(a, tx->n, b, ty->n) >
	       (one < other ? one : other);
}

/* Is there a tier before I, or one named by its label, with the same? */
static bool
is_second(struct tiers *ts, size_t i)
{
	const struct tier *tiers = ts->tiers.items, *t = &tiers[i];
	bool named = strcmp(t->name, t->label) == 0;
	const uint32_t *others;
	size_t n = gather_group(&ts->voices, t->voice, &others), m;

	for (m = 0; m < n && ts->work > 0; m++) {
		size_t k = others[m], work = 1 + t->n + tiers[k].n;
		bool better;

		ts->work -= work < ts->work ? work : ts->work;
		if (k == i || !tiers[k].speech)
			continue;
		better = strcmp(tiers[k].name, t->label) == 0;
		if ((better > named || (better == named && k < i)) &&
		    are_versions(ts, k, i))
			return true;
	}
	return false;
}

/* The highest level that each voice has among the tiers of KIND. */
static enum tier_level *
best_levels(const struct tiers *ts, enum tier_kind kind)
{
	enum tier_level *best = mem_array(ts->tiers.n, sizeof(*best));
	size_t i;

	for (i = 0; i < ts->tiers.n; i++) {
		const struct tier *t = &ts->tiers.items[i];

		if (t->n > 0 && t->kind == kind && t->level > best[t->voice])
			best[t->voice] = t->level;
	}
	return best;
}

/* Choose among the tiers of KIND, of LEAST level or above: how many. */
static size_t
choose_among(struct tiers *ts, enum tier_kind kind, enum tier_level least)
{
	enum tier_level *best = best_levels(ts, kind);
	struct tier *tiers = ts->tiers.items;
	bool labelled = false;
	size_t i, n = 0;

	for (i = 0; i < ts->tiers.n; i++) {
		tiers[i].speech = tiers[i].n > 0 && tiers[i].kind == kind &&
		                  tiers[i].level >= least &&
		                  tiers[i].level >= best[tiers[i].voice];
		labelled = labelled || (tiers[i].speech && *tiers[i].label);
	}
	for (i = 0; i < ts->tiers.n; i++)
		if (labelled && !*tiers[i].label)
			tiers[i].speech = false;
	ts->work = TIERS_WORK * (ts->tiers.n + ts->utterances.n);
	for (i = ts->tiers.n; i-- > 0;) {
		if (tiers[i].speech && is_second(ts, i))
			tiers[i].speech = false;
		n += tiers[i].speech;
	}
	free(best);
	return n;
}

/* The names of all tiers with text that are SPEECH, or that are not. */
static void
add_names(const struct tiers *ts, bool speech, struct buf *out)
{
	size_t i, n = 0;

	for (i = 0; i < ts->tiers.n; i++) {
		const struct tier *t = &ts->tiers.items[i];
		int len = (int)strlen(t->name);

		if (t->n == 0 || t->speech != speech || n++ > TIERS_SHOWN)
			continue;
		if (n > TIERS_SHOWN) {
			buf_adds(out, ", ...");
			continue;
		}
		/* not in the midst of a character */
		if (len > NAME_SHOWN)
			for (len = NAME_SHOWN; (t->name[len] & 0xC0) == 0x80;)
				len--;
		buf_addf(out, "%s'%.*s'", n > 1 ? ", " : "", len, t->name);
	}
}

static int
no_speech(const struct tiers *ts, const struct import_options *o,
          struct error *err)
{
	struct buf names = { 0 };
	int rc;

	add_names(ts, false, &names);
	if (names.len == 0)
		rc = error_set(err, ERR_FORMAT, "there is no speech in it");
	else if (o->n_tiers > 0)
		rc = error_set(err, ERR_FORMAT,
		               "no tier is called '%s'; there are %s",
		               o->tiers[0], buf_str(&names));
	else
		rc = error_set(err, ERR_FORMAT,
		               "no tier looks like speech by its name, of %s; "
		               "--tier NAME would take one",
		               buf_str(&names));
	buf_release(&names);
	return rc;
}

static int
compare_labels(const void *a, const void *b)
{
	const struct tier *const *x = a, *const *y = b;

	return strcmp((*x)->label, (*y)->label);
}

/* Which tiers are of one voice, and where the utterances of each stand. */
static void
find_voices(struct tiers *ts)
{
	struct tier *tiers = ts->tiers.items;
	struct tier **sorted = mem_array(ts->tiers.n, sizeof(struct tier *));
	size_t i, first = 0, voice = 0;

	for (i = 0; i < ts->tiers.n; i++) {
		tiers[i].first = first;
		first += tiers[i].n;
		sorted[i] = &tiers[i];
	}
	if (ts->tiers.n > 0)
		qsort(sorted, ts->tiers.n, sizeof(*sorted), compare_labels);
	for (i = 0; i < ts->tiers.n; i++) {
		voice += i > 0 && compare_labels(&sorted[i - 1], &sorted[i]);
		sorted[i]->voice = voice;
	}
	for (i = 0; i < ts->tiers.n; i++)
		gather_add(&ts->voices, tiers[i].voice, i);
	gather_sort(&ts->voices);
	free(sorted);
}

static int
choose(struct tiers *ts, const struct import_options *o, struct error *err)
{
	size_t i, n = 0;

	find_voices(ts);
	for (i = 0; i < ts->tiers.n && o->n_tiers > 0; i++) {
		struct tier *t = &ts->tiers.items[i];

		t->speech = t->n > 0 && is_asked_for(t->name, o);
		n += t->speech;
	}
	if (o->n_tiers == 0)
		n = choose_among(ts, TIER_FREE, TIER_WORDS);
	if (n == 0 && o->n_tiers == 0)
		n = choose_among(ts, TIER_REFERS, TIER_SPEECH);
	return n > 0 ? 0 : no_speech(ts, o, err);
}

/* --- in order of time ----------------------------------------------------- */

static int
compare_in_tier(const void *a, const void *b)
{
	const struct utterance *x = a, *y = b;

	if (x->tier != y->tier)
		return x->tier < y->tier ? -1 : 1;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

/* Utterances of a tier that are said as one. */
struct run {
	const struct utterance *first;
	size_t n;
};

struct runs {
	struct run *items;
	size_t n, cap;
};

static int
compare_runs(const void *a, const void *b)
{
	const struct run *x = a, *y = b;

	if (x->first->from != y->first->from)
		return x->first->from < y->first->from ? -1 : 1;
	return x->first < y->first ? -1 : x->first > y->first;
}

/* Does B, behind A in the same tier, go on with what A begins? */
static bool
goes_on(const struct tiers *ts, const struct utterance *a,
        const struct utterance *b)
{
	if (a->tier != b->tier)
		return false;
	if (ts->pieces)
		return a->to == b->from;
	return ts->tiers.items[a->tier].level == TIER_WORDS &&
	       b->from - a->to <= WORDS_GAP_MS;
}

static void
find_runs(const struct tiers *ts, struct runs *runs)
{
	const struct utterance *u = ts->utterances.items;
	size_t i, n;

	for (i = 0; i < ts->utterances.n; i += n) {
		struct run run = { u + i, 1 };

		for (n = 1; i + n < ts->utterances.n &&
		            goes_on(ts, &u[i + n - 1], &u[i + n]);)
			n++;
		run.n = n;
		if (ts->tiers.items[u[i].tier].speech)
			vec_push(runs, run);
	}
	if (runs->n > 0)
		qsort(runs->items, runs->n, sizeof(*runs->items), compare_runs);
}

static void
say_run(const struct tiers *ts, const struct run *run, struct talk *k)
{
	const struct tier *tier = &ts->tiers.items[run->first->tier];
	const struct utterance *last = run->first + run->n - 1, *u;
	struct buf b = { 0 };

	for (u = run->first; u <= last; u++) {
		if (b.len > 0 && !(ts->pieces && tier->spaced))
			buf_addc(&b, ' ');
		buf_add(&b, buf_str(&ts->text) + u->text, u->len);
	}
	talk_say(k, tier->label, run->first->start_ms, last->end_ms,
	         buf_str(&b), b.len);
	buf_release(&b);
}

int
tiers_compose(struct tiers *ts, const struct import_options *o,
              struct transcript *t, struct error *err)
{
	struct talk k = { .composer = { .t = t, .options = o } };
	struct runs runs = { 0 };
	struct buf names = { 0 };
	size_t i;
	int rc;

	if (ts->utterances.n > 0)
		qsort(ts->utterances.items, ts->utterances.n,
		      sizeof(*ts->utterances.items), compare_in_tier);
	rc = choose(ts, o, err);
	if (rc < 0)
		return rc;
	find_runs(ts, &runs);
	for (i = 0; i < runs.n; i++)
		say_run(ts, &runs.items[i], &k);
	vec_release(&runs);
	add_names(ts, false, &names);
	if (names.len > 0)
		buf_addf(&t->left_out, "tiers %s", buf_str(&names));
	buf_release(&names);
	return talk_end(&k, err);
}
