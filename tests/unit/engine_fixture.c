#include "engine_fixture.h"

#include <string.h>

#define COUNT(a)   (sizeof(a) / sizeof(*(a)))
#define PICK(list) ((list)[engine_fixture_pick(COUNT(list))])

static uint64_t state;

void
engine_fixture_seed(uint64_t seed)
{
	state = seed;
}

size_t
engine_fixture_pick(size_t n)
{
	uint64_t z = state += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return (size_t)((z ^ z >> 31) % n);
}

/*
 * What both patterns and texts are made of, so that they meet: letters whose
 * case is no matter of ASCII, and all that stands between words.
 */
static const char *const words[] = {
	"list",      "listen",      "trust",     "so",        "sos",
	"kiss",      "skis",        "it",        "is",        "a",
	"ab",        "aba",         "x",         "5",         "a_b",
	"don't",     "don’t",       "don‘t",     "it's",      "well",
	"known",     "straße",      "STRASSE",   "été",       "Été",
	"ÉTÉ",       "дом",         "Дом",       "ДОМ",       "σοφός",
	"ΣΟΦΟΣ",     "σοφόσ",       "İstanbul",  "istanbul",  "ılık",
	"ILIK",      "日本",        "日",        "שלום",      "مرحبا",
	"e\u0301",   "🙂",        "Listen",    "LISTEN",    "TRUST",
	"SO",        "K",           "k",         "\u212A",    "\u017F",
	"ki\u017Fs", "\u212Aiss",   "li\u017Ft", "Å",         "\u212B",
	"µ",         "μ",           "ǆ",         "ǅ",         "Ǆ",
	"ﬁ",         "ẞ",           "Ω",         "\u2126",    "ϴ",
	"θ",         "lis\u00ADt",  "u\u00ADm",  "um",        "uh",
	"you",       "know",        "donʼt",     "Dr",        "etc",
	"c++",       "#tag",        "in",        "dependent", "ing",
	"listening", "mistrusting",
};

static const char *const gaps[] = {
	" ",
	" ",
	" ",
	" ",
	" ",
	", ",
	". ",
	"! ",
	"? ",
	"",
	"-",
	"–",
	"‑",
	"\u2212",
	"\n",
	"\n\n",
	"'",
	"’",
	"\u00A0",
	"\u200D",
	"…",
	"...",
	" — ",
	"\u00AD",
	"\t",
	"; ",
	" [pause] ",
	" [um] ",
	" ((laughs)) ",
	".\" ",
	"?) ",
	"_",
	"/",
	"(",
	")",
	"[",
	"]",
	":",
	" um, ",
};

/* --- regexes -------------------------------------------------------------- */

static void regex(struct buf *out, int depth);

static void
escaped(struct buf *out, const char *s)
{
	for (; *s; s++) {
		if (strchr("\\^$.[]|()?*+{}/#-", *s))
			buf_addc(out, '\\');
		buf_addc(out, *s);
	}
}

static void class(struct buf *out)
{
	static const char *const items[] = {
		"a", "s",   "k",         "t",          "é",   "a-c", "r-t",
		"K", "х-ш", "[:alpha:]", "[:^space:]", "\\w", "\\d", "\\s",
		" ", "’",   "'",         "\\-",        "-",   "ß",   "\\p{Lu}",
		"ς", "\\]", "\\x{131}",  "\\b",        "0-9", "\\n", "sſ",
	};
	size_t n = 1 + engine_fixture_pick(3);

	buf_adds(out, engine_fixture_pick(5) ? "[" : "[^");
	if (engine_fixture_pick(12) == 0)
		buf_adds(out, "]");
	while (n-- > 0)
		buf_adds(out, PICK(items));
	buf_adds(out, "]");
}

static void
group(struct buf *out, int depth)
{
	static const char *const openings[] = {
		"(",     "(",    "(?:",    "(?:",     "(?:",
		"(?>",   "(?=",  "(?!",    "(?<=",    "(?<!",
		"(?|",   "(?i:", "(?-i:",  "(?<n>",   "(?P<m>",
		"(?'o'", "(?s:", "(?m-i:", "(?i)(?:", "(?^:",
	};

	buf_adds(out, PICK(openings));
	regex(out, depth - 1);
	buf_adds(out, ")");
}

static void
atom(struct buf *out, int depth)
{
	static const char *const others[] = {
		"\\b",
		"\\b",
		"\\B",
		"^",
		"$",
		".",
		"\\w",
		"\\w+",
		"\\W",
		"\\W+",
		"\\d",
		"\\s",
		"\\s+",
		"\\S*",
		"\\A",
		"\\z",
		"\\Z",
		"\\R",
		"\\X",
		"\\N",
		"\\h",
		"\\p{L}",
		"\\p{Lu}",
		"\\PL",
		"\\x41",
		"\\x{e9}",
		"\\x{17f}",
		"\\o{163}",
		"\\163",
		"\\t",
		"\\1",
		"\\g{1}",
		"\\g{-1}",
		"(?1)",
		"(?R)?",
		"\\k<n>",
		"(?(1)a|s)",
		"(?#c)",
		"\\Qs.k\\E",
		"\\Q\\E",
		"(?i)",
		"(?-i)",
		"(?x)",
		"(?s)",
		"(?m)",
		"(a)",
		"(?&n)",
		"\\E",
		"(?:\\w+\\W+){0,3}",
		"[[:<:]]",
		"\\N{U+73}",
		"{",
		"}",
		"]",
		"\\pL",
		"\\'",
		"\\_",
		"(?=s)*",
		"",
		"\\012",
	};
	size_t kind = engine_fixture_pick(20);

	if (kind < 9)
		escaped(out, PICK(words));
	else if (kind < 11)
		escaped(out, PICK(gaps));
	else if (kind < 13)
		class(out);
	else if (kind < 16 && depth > 0)
		group(out, depth);
	else
		buf_adds(out, PICK(others));
}

static void
regex(struct buf *out, int depth)
{
	static const char *const repeats[] = {
		"?",  "*",   "+",     "??",   "*?",  "+?",     "?+",   "*+",
		"++", "{2}", "{0,1}", "{1,}", "{0}", "{1,3}?", "{,2}", "{1}",
	};
	size_t branches =
	           engine_fixture_pick(4) ? 1 : 1 + engine_fixture_pick(3),
	       n;

	while (branches-- > 0) {
		for (n = 1 + engine_fixture_pick(3); n > 0; n--) {
			atom(out, depth);
			if (engine_fixture_pick(5) == 0)
				buf_adds(out, PICK(repeats));
		}
		if (branches > 0)
			buf_adds(out, "|");
	}
}

/* What asks for a word twice: the engine knows some of these forms. */
static void
doubled(struct buf *out)
{
	static const char *const letters[] = {
		"\\w+",  "\\w+?", "\\w{2,}", "[a-z]+", "\\w*",
		"\\pL+", "\\S+",  "\\w",     ".+",     "\\w*\\d?",
	};
	static const char *const between[] = {
		" ",    "\\s+",  "\\W+", "[ ,.-]+", ",? ", " ?",
		"(?: ", "(\\s+", "\\W*", "[^s]",    "...", " (?=\\w)",
	};
	static const char *const behind[] = {
		"", "\\b", "+", "*", "\\w*", "|so", " \\1", "{2}", "?",
	};
	const char *gap = PICK(between);

	buf_addf(out, "%s(%s)%s%s%s", engine_fixture_pick(6) ? "\\b" : "",
	         PICK(letters), gap, engine_fixture_pick(8) ? "\\1" : "\\g{1}",
	         PICK(behind));
	if (gap[0] == '(')
		buf_addf(out, ")%s", PICK(behind));
}

/* What begins with any letters, and a literal behind them. */
static void
lettered(struct buf *out)
{
	static const char *const letters[] = {
		"\\w+",     "\\w*",      "\\d*\\w", "\\w{1,3}", "\\w{0,2}",
		"\\w+\\d?", "\\w{0}\\w", "\\w??",   "\\w{2}",   "\\w{,2}",
	};
	static const char *const behind[] = { "", "\\b", "\\w*", "|so", "?" };

	buf_addf(out, "\\b%s", PICK(letters));
	if (engine_fixture_pick(3) == 0)
		escaped(out, PICK(gaps));
	escaped(out, PICK(words));
	buf_adds(out, PICK(behind));
}

void
engine_fixture_regex(struct buf *out)
{
	size_t kind = engine_fixture_pick(16);

	buf_adds(out, "/");
	if (kind < 2)
		doubled(out);
	else if (kind < 4)
		lettered(out);
	else
		regex(out, (int)engine_fixture_pick(4));
	buf_adds(out, "/");
}

/* --- phrases -------------------------------------------------------------- */

void
engine_fixture_phrase(struct buf *out)
{
	static const char *const odd[] = {
		"*",      "*ing",       "li*en", "s*",   "*a*",  "n't",   "n’t",
		"'s",     "*'s",        "–",     "pre-", "-x",   "a-b-a", "e*",
		"é*",     "*é",         "д*",    "*日*", "so-*", "k*",    "*s",
		"in*ent", "well-known", "c++",   "#tag", "Dr",   "dr.",   "*-*",
	};
	size_t n = engine_fixture_pick(3) ? 1 : 2 + engine_fixture_pick(2);

	buf_adds(out, "\"");
	for (; n > 0; n--) {
		buf_adds(out, engine_fixture_pick(3) ? PICK(words) : PICK(odd));
		if (engine_fixture_pick(6) == 0)
			buf_adds(out, "*");
		if (n > 1)
			buf_adds(out, " ");
	}
	buf_adds(out, "\"");
}

void
engine_fixture_fillers(struct buf *out)
{
	static const char *const fillers[] = {
		"um", "uh",  "you know", "you", "u*",   "so",
		"'s", "x-a", "a b",      "сам", "well", "*m",
	};
	size_t n = engine_fixture_pick(2) ? engine_fixture_pick(4) : 0;

	for (; n > 0; n--)
		buf_addf(out, "%s%s", PICK(fillers), n > 1 ? ", " : "");
}

/* --- texts ---------------------------------------------------------------- */

void
engine_fixture_text(struct buf *out)
{
	size_t n = 1 + engine_fixture_pick(40);
	bool odd = engine_fixture_pick(4) == 0;

	/* long enough for machine code, now and then */
	if (engine_fixture_pick(100) == 0)
		n *= 100;
	for (; n > 0; n--) {
		const char *word = PICK(words);

		/* half of the texts go the odd way; most should not */
		if (!odd && (strstr(word, "\u017F") || strstr(word, "\u212A")))
			word = "list";
		buf_adds(out, word);
		buf_adds(out, engine_fixture_pick(2) ? " " : PICK(gaps));
		/* people say a word twice */
		if (engine_fixture_pick(12) == 0)
			buf_addf(out, "%s%s", word, PICK(gaps));
	}
}

void
engine_fixture_show(struct buf *out, const struct term_matches *m)
{
	size_t i;

	for (i = 0; i < m->n; i++) {
		const struct term_match *x = &m->items[i];

		buf_addf(out, "%u.%u[%zu,%zu)%s ", (unsigned)x->turn,
		         (unsigned)x->term, x->start, x->end,
		         x->aside ? "a" : "");
	}
}
