#include "match/expr.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "match/lexer.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct parser {
	struct arena *arena;
	struct lexer lexer;
	struct token token; /* the one to be looked at */
	int open;           /* parentheses around it */
	struct error *err;
};

struct words {
	const char **items;
	size_t n, cap;
};

struct args {
	struct expr **items;
	size_t n, cap;
};

static int parse_level(struct parser *p, enum expr_kind kind,
                       struct expr **out);

static int __attribute__((format(printf, 4, 5)))
fail(struct parser *p, int code, size_t at, const char *fmt, ...)
{
	char msg[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(msg, sizeof(msg), fmt, ap);
	va_end(ap);
	p->lexer.bad = at;
	return error_set(p->err, code, "%s", msg);
}

static int
advance(struct parser *p)
{
	return lexer_next(&p->lexer, &p->token, p->err);
}

static struct expr *
new_node(struct parser *p, enum expr_kind kind, size_t at)
{
	struct expr *e = arena_alloc(p->arena, sizeof(*e));

	e->kind = kind;
	e->source = p->lexer.text;
	e->at = at;
	e->depth = 1;
	return e;
}

/* --- phrases -------------------------------------------------------------- */

/*
 * Does WORD hold a character that must be there?  A star and a hyphen with
 * something on both sides may match nothing.
 */
static bool
is_firm(const char *word)
{
	size_t len = strlen(word), i = 0, n;

	while (i < len) {
		n = lexer_hyphen(word, len, i);
		if (n > 0 && (i == 0 || i + n == len))
			return true;
		if (n == 0 && word[i] != '*')
			return true;
		i += n > 0 ? n : 1;
	}
	return false;
}

static bool
is_stars(const char *word)
{
	return word[strspn(word, "*")] == '\0';
}

/* Add the words of [START, END), which stand between white space. */
static void
add_words(struct parser *p, struct words *words, size_t start, size_t end)
{
	const char *text = p->lexer.text;
	struct buf b = { 0 };
	size_t i, n;

	for (i = start; i <= end; i += n) {
		n = i < end ? lexer_space(text, end, i) : 1;
		if (i == end || n > 0) {
			if (b.len > 0)
				vec_push(words,
				         arena_str(p->arena, buf_str(&b)));
			buf_clear(&b);
			continue;
		}
		n = i;
		if (utf8_next(text, end, &n) != 0xAD) /* a soft hyphen */
			buf_add(&b, text + i, n - i);
		n -= i;
	}
	buf_release(&b);
}

/* 'words' in single quotes would ask for the apostrophes. */
static bool
is_single_quoted(const struct parser *p, size_t start, size_t end)
{
	const char *s = p->lexer.text;
	size_t n = lexer_apostrophe(s, end, start), last = end;

	if (n == 0 || start + n >= end)
		return false;
	utf8_prev(s, &last);
	start += n;
	return last >= start && lexer_apostrophe(s, end, last) > 0 &&
	       unicode_is_word(utf8_next(s, end, &start));
}

static int
check_phrase(struct parser *p, const struct words *words, size_t at)
{
	size_t i, firm = 0;

	if (words->n == 0)
		return fail(p, ERR_FORMAT, at,
		            "there is no word between the quotation marks");
	if (words->n > EXPR_WORDS_MAX)
		return fail(p, ERR_LIMIT, at,
		            "a phrase of %zu words is too long (at most %d)",
		            words->n, EXPR_WORDS_MAX);
	for (i = 0; i < words->n; i++) {
		if (is_firm(words->items[i]))
			firm++;
		else if (!is_stars(words->items[i]))
			return fail(p, ERR_FORMAT, at,
			            "'%s' would match any word",
			            words->items[i]);
	}
	if (firm == 0)
		return fail(p, ERR_FORMAT, at,
		            "'*' alone would match every word");
	return 0;
}

/* Bare words and quoted ones in a row. */
static int
parse_phrase(struct parser *p, struct expr **out)
{
	struct expr *e = new_node(p, EXPR_PHRASE, p->token.at);
	struct words words = { 0 };
	size_t bare_start = p->token.at, bare_end = bare_start;
	bool bare = true;
	int rc = 0;

	while (rc == 0 &&
	       (p->token.kind == TOKEN_WORD || p->token.kind == TOKEN_QUOTED)) {
		bare = bare && p->token.kind == TOKEN_WORD;
		bare_end = p->token.end;
		add_words(p, &words, p->token.start, p->token.end);
		rc = advance(p);
	}
	if (rc == 0 && bare && is_single_quoted(p, bare_start, bare_end))
		rc = fail(p, ERR_FORMAT, e->at,
		          "a phrase stands in double quotes, not single ones");
	if (rc == 0)
		rc = check_phrase(p, &words, e->at);
	e->n_words = words.n;
	e->words = arena_alloc(p->arena, (words.n + 1) * sizeof(*e->words));
	if (words.n)
		memcpy(e->words, words.items, words.n * sizeof(*e->words));
	vec_release(&words);
	*out = e;
	return rc;
}

/* --- other atoms ---------------------------------------------------------- */

/* The regex between the slashes with its `\/` made `/`. */
static const char *
unescape(struct parser *p, size_t start, size_t end)
{
	char *out = arena_alloc(p->arena, end - start + 1);
	const char *s = p->lexer.text;
	size_t i, n = 0;

	for (i = start; i < end; i++) {
		if (s[i] == '\\' && i + 1 < end) {
			i++;
			if (s[i] != '/')
				out[n++] = '\\';
		}
		out[n++] = s[i];
	}
	return out;
}

static int
parse_named(struct parser *p, enum expr_kind kind, struct expr **out)
{
	const struct token *t = &p->token;
	struct expr *e = new_node(p, kind, t->at);

	if (kind == EXPR_REGEX)
		e->text = unescape(p, t->start, t->end);
	else
		e->text = arena_strn(p->arena, p->lexer.text + t->start,
		                     t->end - t->start);
	*out = e;
	return advance(p);
}

static int
parse_group(struct parser *p, struct expr **out)
{
	size_t at = p->token.at;
	int rc;

	if (p->open == EXPR_DEPTH_MAX)
		return fail(p, ERR_LIMIT, at,
		            "the parentheses are too deep (at most %d)",
		            EXPR_DEPTH_MAX);
	p->open++;
	rc = advance(p);
	if (rc == 0)
		rc = parse_level(p, EXPR_OR, out);
	if (rc == 0 && p->token.kind != TOKEN_CLOSE)
		rc = p->token.kind == TOKEN_END
		         ? fail(p, ERR_FORMAT, at, "'(' is not closed")
		         : fail(p, ERR_FORMAT, p->token.at,
		                "an operator is missing here: OR, AND, NOT, "
		                "NEAR/8 or BEFORE/8");
	if (rc == 0)
		rc = advance(p);
	p->open--;
	return rc;
}

static const char *
operator_name(enum token_kind kind)
{
	return kind == TOKEN_OR     ? "OR"
	       : kind == TOKEN_AND  ? "AND"
	       : kind == TOKEN_NOT  ? "NOT"
	       : kind == TOKEN_NEAR ? "NEAR"
	                            : "BEFORE";
}

/* BEHIND is the operator that was just read, or TOKEN_END. */
static int
parse_atom(struct parser *p, enum token_kind behind, struct expr **out)
{
	switch (p->token.kind) {
	case TOKEN_WORD:
	case TOKEN_QUOTED:
		return parse_phrase(p, out);
	case TOKEN_REGEX:
		return parse_named(p, EXPR_REGEX, out);
	case TOKEN_LIST:
		return parse_named(p, EXPR_LIST, out);
	case TOKEN_CODE:
		return parse_named(p, EXPR_CODE, out);
	case TOKEN_OPEN:
		return parse_group(p, out);
	case TOKEN_NOT:
		return fail(p, ERR_FORMAT, p->token.at,
		            "NOT stands between two terms, without another "
		            "operator: a NOT b");
	case TOKEN_CLOSE:
	case TOKEN_END:
		if (behind != TOKEN_END)
			return fail(p, ERR_FORMAT, p->token.at,
			            "something is missing behind %s",
			            operator_name(behind));
		return fail(p, ERR_FORMAT, p->token.at,
		            p->open ? "there is nothing between the parentheses"
		            : p->token.kind == TOKEN_CLOSE
		                ? "')' without '('"
		                : "there is nothing to look for");
	default:
		return fail(p, ERR_FORMAT, p->token.at,
		            "something is missing before %s",
		            operator_name(p->token.kind));
	}
}

/* --- operators ------------------------------------------------------------ */

/* Give E its ARGS; those of its own kind are taken apart. */
static int
take_args(struct parser *p, struct expr *e, const struct args *args)
{
	bool flat = e->kind == EXPR_OR || e->kind == EXPR_AND;
	size_t i, n = 0;

	for (i = 0; i < args->n; i++)
		n += flat && args->items[i]->kind == e->kind
		         ? args->items[i]->n_args
		         : 1;
	e->args = arena_alloc(p->arena, n * sizeof(*e->args));
	for (i = 0; i < args->n; i++) {
		struct expr *a = args->items[i];

		if (e->depth <= a->depth)
			e->depth = a->depth + 1;
		if (flat && a->kind == e->kind) {
			memcpy(e->args + e->n_args, a->args,
			       a->n_args * sizeof(*e->args));
			e->n_args += a->n_args;
		} else {
			e->args[e->n_args++] = a;
		}
	}
	if (e->depth > EXPR_DEPTH_MAX)
		return fail(p, ERR_LIMIT, e->at,
		            "the expression is too deep (at most %d operators "
		            "one upon another)",
		            EXPR_DEPTH_MAX);
	return 0;
}

/* Do anchors of E come from an AND? */
static bool
gives_and(const struct expr *e)
{
	size_t i, n = e->kind == EXPR_NOT ? 1 : e->n_args;

	if (e->kind == EXPR_AND)
		return true;
	for (i = 0; i < n; i++)
		if (gives_and(e->args[i]))
			return true;
	return false;
}

/* a NEAR/8 b BEFORE/8 c: two at a time, from the left. */
static int
parse_near(struct parser *p, struct expr **out)
{
	struct expr *pair[2] = { NULL, NULL };
	struct args args = { pair, 2, 2 };
	int rc;

	rc = parse_atom(p, TOKEN_END, &pair[0]);
	while (rc == 0 &&
	       (p->token.kind == TOKEN_NEAR || p->token.kind == TOKEN_BEFORE)) {
		struct token t = p->token;
		struct expr *e;

		e = new_node(p, t.kind == TOKEN_NEAR ? EXPR_NEAR : EXPR_BEFORE,
		             t.at);
		e->distance = t.distance;
		rc = advance(p);
		if (rc == 0)
			rc = parse_atom(p, t.kind, &pair[1]);
		if (rc == 0 && (gives_and(pair[0]) || gives_and(pair[1])))
			rc = fail(p, ERR_FORMAT, t.at,
			          "%s does not take an AND on either side: "
			          "write a %s/%d b AND c",
			          operator_name(t.kind), operator_name(t.kind),
			          t.distance);
		if (rc == 0)
			rc = take_args(p, e, &args);
		pair[0] = e;
	}
	*out = pair[0];
	return rc;
}

static enum token_kind
level_token(enum expr_kind kind)
{
	return kind == EXPR_OR    ? TOKEN_OR
	       : kind == EXPR_AND ? TOKEN_AND
	                          : TOKEN_NOT;
}

/* What stands behind an operator must not be the next operator or the end. */
static int
check_operand(struct parser *p, enum token_kind behind)
{
	struct expr *none;

	if (p->token.kind == TOKEN_END || p->token.kind == TOKEN_CLOSE)
		return parse_atom(p, behind, &none); /* which says so */
	return 0;
}

/* A chain of KIND (OR, AND, NOT), whose parts are chains of the next. */
static int
parse_level(struct parser *p, enum expr_kind kind, struct expr **out)
{
	enum token_kind token = level_token(kind);
	struct args args = { 0 };
	struct expr *part = NULL;
	size_t at;
	int rc;

	if (kind > EXPR_NOT)
		return parse_near(p, out);
	rc = parse_level(p, kind + 1, &part);
	if (rc < 0 || p->token.kind != token) {
		*out = part;
		return rc;
	}
	at = p->token.at;
	vec_push(&args, part);
	while (rc == 0 && p->token.kind == token) {
		rc = advance(p);
		if (rc == 0)
			rc = check_operand(p, token);
		if (rc == 0)
			rc = parse_level(p, kind + 1, &part);
		vec_push(&args, part);
	}
	if (rc == 0) {
		*out = new_node(p, kind, at);
		rc = take_args(p, *out, &args);
	}
	vec_release(&args);
	return rc;
}

/* --- the whole ------------------------------------------------------------ */

static int
parse_all(struct parser *p, struct expr **out)
{
	int rc = advance(p);

	if (rc == 0)
		rc = parse_level(p, EXPR_OR, out);
	if (rc < 0 || p->token.kind == TOKEN_END)
		return rc;
	return fail(p, ERR_FORMAT, p->token.at,
	            p->token.kind == TOKEN_CLOSE
	                ? "')' without '('"
	                : "an operator is missing here: OR, AND, NOT, NEAR/8 "
	                  "or BEFORE/8");
}

int
expr_parse(struct arena *a, const char *text, struct expr **out,
           size_t *column_out, struct error *err)
{
	size_t len = strlen(text), bad = 0;
	struct parser p = { .arena = a, .err = err };
	struct buf nfc = { 0 };
	int rc;

	*out = NULL;
	*column_out = 0;
	if (len > EXPR_LENGTH_MAX)
		return error_set(err, ERR_LIMIT,
		                 "the expression is longer than %d KB",
		                 EXPR_LENGTH_MAX / 1024);
	if (!utf8_valid(text, len, &bad)) {
		*column_out = utf8_count(text, bad);
		return error_set(err, ERR_FORMAT,
		                 "the expression is not valid UTF-8");
	}
	unicode_nfc(&nfc, text, len);
	p.lexer.text = arena_str(a, buf_str(&nfc));
	p.lexer.len = nfc.len;
	buf_release(&nfc);
	rc = parse_all(&p, out);
	if (rc < 0) {
		*column_out = utf8_count(p.lexer.text, p.lexer.bad);
		*out = NULL;
	}
	return rc;
}

int
expr_parse_term(struct arena *a, const char *text, struct expr **out,
                size_t *column_out, struct error *err)
{
	int rc = expr_parse(a, text, out, column_out, err);

	if (rc < 0 || (*out)->kind == EXPR_PHRASE || (*out)->kind == EXPR_REGEX)
		return rc;
	*column_out = expr_column(*out);
	*out = NULL;
	return error_set(err, ERR_FORMAT,
	                 "here only a word, a phrase or a regex can stand");
}

size_t
expr_column(const struct expr *e)
{
	return utf8_count(e->source, e->at);
}

size_t
expr_text_column(const struct expr *e, size_t offset)
{
	const char *s = e->source + e->at + 1;

	/* each byte of the text is one of the source, but for `\/` */
	for (; offset > 0 && *s; offset--, s++) {
		if (s[0] != '\\' || !s[1])
			continue;
		s++;
		if (s[0] != '/' && --offset == 0)
			break;
	}
	return utf8_count(e->source, (size_t)(s - e->source));
}
