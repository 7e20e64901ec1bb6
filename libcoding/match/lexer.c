#include "match/lexer.h"

#include "base/error.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "match/expr.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* --- characters ----------------------------------------------------------- */

size_t
lexer_hyphen(const char *text, size_t len, size_t at)
{
	size_t next = at;
	uint32_t cp = utf8_next(text, len, &next);

	/* the dashes of Unicode's class Pd, and the minus sign */
	if (cp == '-' || cp == 0x58A || cp == 0x5BE ||
	    (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212 || cp == 0x2E3A ||
	    cp == 0x2E3B || cp == 0xFE58 || cp == 0xFE63 || cp == 0xFF0D)
		return next - at;
	return 0;
}

size_t
lexer_apostrophe(const char *text, size_t len, size_t at)
{
	size_t next = at;
	uint32_t cp = utf8_next(text, len, &next);

	return cp == '\'' || cp == 0x2018 || cp == 0x2019 || cp == 0x2BC
	           ? next - at
	           : 0;
}

size_t
lexer_space(const char *text, size_t len, size_t at)
{
	size_t next = at;
	uint32_t cp = utf8_next(text, len, &next);

	return unicode_is_space(cp) || cp == 0x200B || cp == 0xFEFF ? next - at
	                                                            : 0;
}

/* The bytes of the double quotation mark at AT; 0 if none. */
static size_t
quote(const char *text, size_t len, size_t at)
{
	size_t next = at;
	uint32_t cp = utf8_next(text, len, &next);

	return cp == '"' || (cp >= 0x201C && cp <= 0x201F) || cp == 0xAB ||
	               cp == 0xBB
	           ? next - at
	           : 0;
}

static bool
word_at(const char *text, size_t len, size_t at)
{
	return at < len && unicode_is_word(utf8_next(text, len, &at));
}

static int __attribute__((format(printf, 4, 5)))
fail(struct lexer *l, size_t at, struct error *err, const char *fmt, ...)
{
	char msg[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(msg, sizeof(msg), fmt, ap);
	va_end(ap);
	l->bad = at;
	return error_set(err, ERR_FORMAT, "%s", msg);
}

/* --- tokens with a mark --------------------------------------------------- */

static int
read_quoted(struct lexer *l, struct token *t, struct error *err)
{
	size_t n = quote(l->text, l->len, l->at);

	t->kind = TOKEN_QUOTED;
	t->start = l->at + n;
	for (l->at = t->start; l->at < l->len;) {
		n = quote(l->text, l->len, l->at);
		if (n > 0) {
			t->end = l->at;
			l->at += n;
			return 0;
		}
		utf8_next(l->text, l->len, &l->at);
	}
	return fail(l, t->at, err, "the quotation mark is not closed");
}

static int
read_regex(struct lexer *l, struct token *t, struct error *err)
{
	size_t i = l->at + 1;

	t->kind = TOKEN_REGEX;
	t->start = i;
	while (i < l->len && l->text[i] != '/')
		i += l->text[i] == '\\' && i + 1 < l->len ? 2 : 1;
	if (i >= l->len)
		return fail(l, t->at, err,
		            "the regex is not closed: its second / is missing");
	t->end = i;
	l->at = i + 1;
	if (t->end == t->start)
		return fail(l, t->at, err, "the regex is empty");
	if (l->at < l->len && l->text[l->at] != ')' &&
	    !lexer_space(l->text, l->len, l->at))
		return fail(l, l->at, err,
		            "nothing can follow the / that ends a regex; a "
		            "slash inside it is written \\/");
	return 0;
}

static int
read_list(struct lexer *l, struct token *t, struct error *err)
{
	size_t i = l->at + 1;

	t->kind = TOKEN_LIST;
	t->start = i;
	while (word_at(l->text, l->len, i) || (i < l->len && l->text[i] == '-'))
		utf8_next(l->text, l->len, &i);
	t->end = l->at = i;
	if (t->end == t->start)
		return fail(l, t->at, err,
		            "the name of a list is missing behind $ "
		            "(to look for it, put it in double quotes)");
	return 0;
}

static int
read_code(struct lexer *l, struct token *t, struct error *err)
{
	const char *end = memchr(l->text + l->at, '}', l->len - l->at);
	size_t n;

	t->kind = TOKEN_CODE;
	if (!end)
		return fail(l, t->at, err, "'{' is not closed");
	t->start = l->at + 1;
	t->end = (size_t)(end - l->text);
	l->at = t->end + 1;
	while (t->start < t->end &&
	       (n = lexer_space(l->text, l->len, t->start)) > 0)
		t->start += n;
	while (t->end > t->start && l->text[t->end - 1] == ' ')
		t->end--;
	if (t->start == t->end)
		return fail(l, t->at, err, "the braces name no code");
	return 0;
}

/* --- bare words ----------------------------------------------------------- */

static bool
is_all(const char *word, size_t len, const char *upper)
{
	return strlen(upper) == len && memcmp(word, upper, len) == 0;
}

/* Does WORD begin with NAME, in any case, with no letter behind it? */
static bool
begins(const char *word, size_t len, const char *name)
{
	size_t n = strlen(name), i;

	if (len < n)
		return false;
	for (i = 0; i < n; i++)
		if ((word[i] & ~0x20) != name[i])
			return false;
	return len == n || !word_at(word, len, n) ||
	       (word[n] >= '0' && word[n] <= '9');
}

/* NEAR/8 or BEFORE/8; 1 if it is one, 0 if it is a word like another. */
static int
read_distance(struct lexer *l, struct token *t, const char *name,
              struct error *err)
{
	const char *word = l->text + t->start;
	size_t len = t->end - t->start, n = strlen(name), i;
	bool upper = len >= n && memcmp(word, name, n) == 0;
	int distance = 0;

	if (!begins(word, len, name))
		return 0;
	if (len == n && !upper)
		return 0; /* "near" is a word */
	if (len == n || word[n] != '/')
		return upper ? fail(l, t->at, err,
		                    "how many words may stand between? write "
		                    "%s/8",
		                    name)
		             : 0;
	if (!upper)
		return fail(l, t->at, err,
		            "operators are written in capitals: %s%.*s", name,
		            (int)(len - n < 8 ? len - n : 8), word + n);
	for (i = n + 1; i < len && word[i] >= '0' && word[i] <= '9'; i++)
		if (distance <= EXPR_DISTANCE_MAX)
			distance = distance * 10 + (word[i] - '0');
	if (i < len || len == n + 1 || distance > EXPR_DISTANCE_MAX)
		return fail(l, t->at + n, err,
		            "%s/ takes a number from 0 to %d", name,
		            EXPR_DISTANCE_MAX);
	t->distance = distance;
	return 1;
}

/* Is the byte at AT inside a word, with word characters on both sides? */
static bool
is_inside(const char *text, size_t start, size_t end, size_t at)
{
	size_t before = at;

	if (at == start || !word_at(text, end, at + 1))
		return false;
	return unicode_is_word(utf8_prev(text, &before)) || text[at - 1] == '*';
}

/* Refuse what was surely meant as something else: see expr.h. */
static int
check_word(struct lexer *l, const struct token *t, struct error *err)
{
	const char *s = l->text;
	size_t i;

	for (i = t->start; i < t->end; i++) {
		char c = s[i];

		if (c == '\\' || c == '|' || c == '^' ||
		    (c == '?' && is_inside(s, t->start, t->end, i)) ||
		    (c == '[' && is_inside(s, t->start, t->end, i)) ||
		    (c == '.' && i + 1 < t->end && s[i + 1] == '*'))
			return fail(l, i, err,
			            "'%c' stands for itself in a word: write a "
			            "regex between slashes%s, or put it in "
			            "double quotes",
			            c, c == '|' ? " or OR" : "");
	}
	i = t->end - 1;
	if (i > t->start && (s[i] == ',' || s[i] == ';'))
		return fail(l, i, err,
		            "'%c' stands for itself in a word: write OR "
		            "between words of which any will do, or put the "
		            "phrase in double quotes",
		            s[i]);
	i = t->start;
	if ((s[i] == '-' || s[i] == '!') && word_at(s, t->end, i + 1))
		return fail(l, i, err,
		            "'%c' stands for itself in a word: write `a NOT b`"
		            " to leave out b, or put it in double quotes",
		            s[i]);
	return 0;
}

static int
read_word(struct lexer *l, struct token *t, struct error *err)
{
	static const struct {
		const char *name;
		enum token_kind kind;
	} operators[] = {
		{ "OR", TOKEN_OR },
		{ "AND", TOKEN_AND },
		{ "NOT", TOKEN_NOT },
	};
	const char *s = l->text;
	size_t i;
	int rc;

	t->start = l->at;
	while (l->at < l->len && s[l->at] != '(' && s[l->at] != ')' &&
	       !lexer_space(s, l->len, l->at) && !quote(s, l->len, l->at))
		utf8_next(s, l->len, &l->at);
	t->end = l->at;
	for (i = 0; i < sizeof(operators) / sizeof(*operators); i++) {
		if (!is_all(s + t->start, t->end - t->start, operators[i].name))
			continue;
		t->kind = operators[i].kind;
		return 0;
	}
	t->kind = TOKEN_NEAR;
	rc = read_distance(l, t, "NEAR", err);
	if (rc == 0) {
		t->kind = TOKEN_BEFORE;
		rc = read_distance(l, t, "BEFORE", err);
	}
	if (rc != 0)
		return rc < 0 ? rc : 0;
	t->kind = TOKEN_WORD;
	return check_word(l, t, err);
}

int
lexer_next(struct lexer *l, struct token *t, struct error *err)
{
	size_t n;

	while (l->at < l->len && (n = lexer_space(l->text, l->len, l->at)) > 0)
		l->at += n;
	*t = (struct token){ .at = l->at, .start = l->at, .end = l->at };
	if (l->at == l->len)
		return 0;
	if (quote(l->text, l->len, l->at))
		return read_quoted(l, t, err);
	switch (l->text[l->at]) {
	case '(':
	case ')':
		t->kind = l->text[l->at] == '(' ? TOKEN_OPEN : TOKEN_CLOSE;
		l->at++;
		return 0;
	case '/':
		return read_regex(l, t, err);
	case '$':
		return read_list(l, t, err);
	case '{':
		return read_code(l, t, err);
	default:
		return read_word(l, t, err);
	}
}
