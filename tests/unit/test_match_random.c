/*
 * Random codes and texts: the rules must find what the reference finds.
 * EMIC_TEST_PAIRS sets how many are tried, EMIC_TEST_SEED which.
 */
#include "match_fixture.h"
#include "reference_match.h"

#include "base/error.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static const char *const words[] = {
	"listen", "listen*", "*ing", "*",      "li*en",      "don't", "n't",
	"don’t",  "'s",      "it",   "its",    "well-known", "well",  "known",
	"co-op*", "pre-",    "é*",   "café",   "kind",       "so",    "sos",
	"c++",    "#tag",    "um",   "you",    "know",       "uh",    "a",
	"b",      "A",       "Dr",   "dr",     "a-b-a",      "*a*",   "5",
	"k*",     "*'s",     "‘a",   "a’*",    "–",          "etc.",  "...",
	"n’*",    "lis*",    "*n*",  "laughs", "[laughs]",   "x-*",
};

static const char *const few[] = { "a", "b", "a*", "so", "*" };

static const char *const regexes[] = {
	"a+",
	"\\bso\\b",
	"list",
	"[.,]",
	"\\w+ing",
	"(?<=a )b",
	"n.t",
	"\\s+",
	"b?",
	"s",
	"^a",
	"\\w+\\W+\\w+",
	"k",
	"[^a-z ]+",
	"(a|so)\\s(b|um)",
	"\\[l",
	"list(en)?",
	"kn.w",
	"lis+te",
	"(?:you )?know",
	"know|so",
	"wel{2}",
	"don['’ʼ]t",
	"(?i)listen",
	"[^l]isten",
	"so\\b.",
	"s\\.",
};

static const char *const tokens[] = {
	"listen",    "Listening",  "LISTENED",   "lis\u00ADten",
	"list",      "relisten",   "don't",      "don’t",
	"donʼt",     "don‘t",      "it's",       "itʼs",
	"It",        "its",        "well-known", "well known",
	"wellknown", "well–known", "Well‑known", "well-\nknown",
	"well",      "known",      "coop",       "co-operate",
	"co op",     "pre-war",    "prewar",     "é",
	"É",         "cafe\u0301", "Café",       "kind",
	"\u212Aind", "\u017Fo",    "so",         "SO",
	"so\u017F",  "c++",        "C++11",      "#tag",
	"#tags",     "um",         "Um",         "uh",
	"you know",  "you",        "know",       "[pause]",
	"[um so]",   "((laughs))", "[laughs]",   "\\[a\\]",
	"[",         "]",          "a",          "b",
	"A",         "B",          "a-b-a",      "ab a",
	"aba",       "Dr.",        "Dr",         "dr.",
	"etc.",      "5",          "55",         "🙂",
	"…",         "...",        "..",         "x-a",
	"x",         "sing",       "re\u00ADa",  "'a",
	"‘a",        "–",          "-",          "—",
	"u\u00ADm",  "\u00AD",
};

static const char *const gaps[] = {
	" ",   " ",    " ",   " ",   " ",  " ",  " ",    " ",    ", ",
	". ",  "! ",   "? ",  "...", "… ", "\n", "\n\n", ".\n",  "",
	"?\"", ".\" ", " — ", "-",   "; ", ".)", " (",   " \n ", "  ",
};

static const char *const fillers[] = { "um", "uh", "you know", "you", "u*",
	                               "so", "'s", "x-a",      "well" };

static uint64_t state;

/* Only few words and little between them, so that NEAR has much to do. */
static bool dense;

/* Phrases of the code, of which its texts are made in part. */
static const struct ref_node *phrases[16];
static size_t n_phrases;

/* Below N; splitmix64. */
static size_t
pick(size_t n)
{
	uint64_t z = state += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return (size_t)((z ^ z >> 31) % n);
}

/* --- random expressions --------------------------------------------------- */

static struct ref_node *
random_phrase(struct arena *a)
{
	struct ref_node *e = arena_alloc(a, sizeof(*e));
	bool firm = false;

	e->kind = REF_PHRASE;
	e->n_words = pick(3) ? 1 : 2 + (int)pick(2);
	while (!firm) {
		int i;

		for (i = 0; i < e->n_words; i++) {
			e->words[i] = dense ? few[pick(COUNT(few))]
			                    : words[pick(COUNT(words))];
			firm = firm || strcmp(e->words[i], "*") != 0;
		}
	}
	if (n_phrases < COUNT(phrases))
		phrases[n_phrases++] = e;
	return e;
}

static bool
gives_and(const struct ref_node *e)
{
	int i, n = e->kind == REF_NOT ? 1 : e->n_args;

	for (i = 0; i < n; i++)
		if (gives_and(e->args[i]))
			return true;
	return e->kind == REF_AND;
}

static struct ref_node *
random_node(struct arena *a, int depth)
{
	struct ref_node *e;
	int i, least;

	if (depth == 0 || pick(3) == 0) {
		e = random_phrase(a);
		if (pick(6) == 0) {
			e->kind = REF_REGEX;
			e->words[0] = regexes[pick(COUNT(regexes))];
			e->n_words = 1;
		}
		return e;
	}
	e = arena_alloc(a, sizeof(*e));
	e->kind = (enum ref_kind)(REF_OR + pick(5));
	if (dense && e->kind != REF_OR)
		e->kind = pick(4) ? REF_NEAR : REF_BEFORE;
	least = 2;
	e->n_args = e->kind >= REF_NEAR ? least : least + (int)pick(2);
	e->distance = (int)pick(dense && pick(2) ? 30 : 5);
	for (i = 0; i < e->n_args;) {
		e->args[i] = random_node(a, depth - 1);
		/* the language has no AND in these places */
		i += e->kind != REF_AND && e->kind < REF_NEAR
		         ? 1
		         : !gives_and(e->args[i]) ||
		               (e->kind == REF_AND &&
		                e->args[i]->kind != REF_AND);
	}
	return e;
}

static void
print_words(struct buf *out, const struct ref_node *e)
{
	int i;

	buf_adds(out, "\"");
	for (i = 0; i < e->n_words; i++)
		buf_addf(out, "%s%s", i ? " " : "", e->words[i]);
	buf_adds(out, "\"");
}

static void
print_node(struct buf *out, const struct ref_node *e)
{
	static const char *const names[] = { "",    "",     "OR",    "AND",
		                             "NOT", "NEAR", "BEFORE" };
	int i;

	if (e->kind == REF_PHRASE) {
		print_words(out, e);
		return;
	}
	if (e->kind == REF_REGEX) {
		buf_addf(out, "/%s/", e->words[0]);
		return;
	}
	buf_adds(out, "(");
	for (i = 0; i < e->n_args; i++) {
		if (i > 0 && e->kind >= REF_NEAR)
			buf_addf(out, " %s/%d ", names[e->kind], e->distance);
		else if (i > 0)
			buf_addf(out, " %s ", names[e->kind]);
		print_node(out, e->args[i]);
	}
	buf_adds(out, ")");
}

/* --- random codes and texts ----------------------------------------------- */

/* Words that E may match: each star some letters, each hyphen any or none. */
static void
random_match(struct buf *out, const struct ref_node *e)
{
	static const char *const stars[] = { "", "", "a", "listen", "2_" };
	static const char *const hyphens[] = { "-", "", " ", "–", "-\n" };
	const char *w;
	int i;

	for (i = 0; i < e->n_words; i++) {
		if (i > 0)
			buf_adds(out, gaps[pick(8 + pick(COUNT(gaps) - 8))]);
		for (w = e->words[i]; *w; w++)
			if (*w == '*')
				buf_adds(out, stars[pick(COUNT(stars))]);
			else if (*w == '-')
				buf_adds(out, hyphens[pick(COUNT(hyphens))]);
			else
				buf_addc(out, *w);
	}
}

static void
random_text(struct buf *out)
{
	size_t n = 1 + pick(30), i;

	buf_clear(out);
	for (i = 0; dense && i < 3 * n; i++)
		buf_adds(out, i % 3 ? "x " : (pick(2) ? "a " : "so b "));
	for (i = 0; i < n; i++) {
		if (n_phrases > 0 && pick(2))
			random_match(out, phrases[pick(n_phrases)]);
		else
			buf_adds(out, tokens[pick(COUNT(tokens))]);
		buf_adds(out, gaps[pick(COUNT(gaps))]);
	}
}

/* A code for the reference, and the same as a codebook for the rules. */
static struct codebook *
random_code(struct arena *a, struct ref_code *code, struct ref_rule *rules)
{
	const char **list = arena_alloc(a, 3 * sizeof(*list));
	struct buf lines = { 0 };
	struct codebook *b;
	int i, n[2] = { 0, 0 };

	code->unit = (enum code_unit)pick(4);
	code->exact = pick(4) == 0;
	code->asides = pick(4) == 0;
	code->n_fillers = pick(2) ? pick(4) : 0;
	code->fillers = list;
	code->rules = rules;
	code->n_rules = 1 + (int)pick(3);
	if (code->n_fillers)
		buf_adds(&lines, "fillers:");
	for (i = 0; i < (int)code->n_fillers; i++) {
		list[i] = fillers[pick(COUNT(fillers))];
		buf_addf(&lines, "%s%s", i ? ", " : " ", list[i]);
	}
	buf_addf(&lines, "\ncode c: %s%s%s\n", code_unit_name(code->unit),
	         code->exact ? " exact" : "", code->asides ? " asides" : "");
	for (i = 0; i < code->n_rules; i++) {
		rules[i].node = random_node(a, (int)pick(4));
		rules[i].against = pick(4) == 0;
		rules[i].position = ++n[rules[i].against];
		buf_adds(&lines, rules[i].against ? "! " : "+ ");
		print_node(&lines, rules[i].node);
		buf_adds(&lines, "\n");
	}
	b = match_fixture_codebook(buf_str(&lines));
	b->source_text = arena_str(&b->arena, buf_str(&lines));
	buf_release(&lines);
	return b;
}

static void
show(struct buf *out, const struct rule_hits *h)
{
	size_t i;

	for (i = 0; i < h->n; i++) {
		const struct rule_hit *x = &h->items[i];

		buf_addf(out, "[%zu,%zu) anchor [%zu,%zu) %s %d; ", x->start,
		         x->end, x->anchor_start, x->anchor_end,
		         x->against ? "against" : "for", x->rule);
	}
}

/* How many hits the pair had. */
static size_t
check_text(const struct ref_code *code, const struct codebook *b,
           struct rules_scan *scan, const char *text, unsigned long seed)
{
	struct transcript_view *v = match_fixture_view(text);
	struct rule_hits hits = { 0 }, want = { 0 };
	struct buf got_text = { 0 }, want_text = { 0 };
	struct error err = { 0 };
	size_t n;

	cr_assert_eq(rules_scan_document(scan, v, NULL, NULL, 0, &hits, &err),
	             0, "seed %lu: %s", seed, err.msg);
	reference_scan(code, text, &want);
	show(&got_text, &hits);
	show(&want_text, &want);
	cr_assert_str_eq(buf_str(&got_text), buf_str(&want_text),
	                 "seed %lu\n%s\ntext: %s\nrules:     %s\nreference: %s",
	                 seed, b->source_text, text, buf_str(&got_text),
	                 buf_str(&want_text));
	n = hits.n;
	rule_hits_release(&hits);
	rule_hits_release(&want);
	buf_release(&got_text);
	buf_release(&want_text);
	match_fixture_view_free(v);
	return n;
}

static size_t
check_code(unsigned long seed, int texts)
{
	struct ref_rule rules[4] = { 0 };
	struct ref_code code = { 0 };
	struct arena arena = { 0 };
	struct buf text = { 0 };
	struct rules_scan *scan;
	struct error err = { 0 };
	struct codebook *b;
	struct rules *r;
	size_t n = 0;

	state = seed;
	n_phrases = 0;
	b = random_code(&arena, &code, rules);
	cr_assert_eq(rules_compile(b, &r, &err), 0, "seed %lu: %s\n%s", seed,
	             err.msg, b->source_text);
	scan = rules_scan_new(r);
	while (texts-- > 0) {
		random_text(&text);
		n += check_text(&code, b, scan, buf_str(&text), seed);
	}
	rules_scan_free(scan);
	rules_free(r);
	codebook_free(b);
	buf_release(&text);
	arena_release(&arena);
	return n;
}

static void
check_codes(void)
{
	const char *pairs = getenv("EMIC_TEST_PAIRS");
	const char *first = getenv("EMIC_TEST_SEED");
	unsigned long seed = first ? strtoul(first, NULL, 10) : 1;
	unsigned long n = pairs ? strtoul(pairs, NULL, 10) : 4000, i;
	size_t hits = 0;

	for (i = 0; i < n / 4; i++)
		hits += check_code(seed + i, 4);
	/* not all of it about nothing */
	cr_expect(n < 100 || hits > 2 * n, "only %zu hits", hits);
}

Test(match_random, rules_find_what_the_reference_finds)
{
	check_codes();
}

Test(match_random, so_does_near_where_words_stand_close)
{
	dense = true;
	check_codes();
}
