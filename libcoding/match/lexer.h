/*
 * lexer.h - the tokens of an expression (expr.h).
 */
#ifndef EMIC_MATCH_LEXER_H
#define EMIC_MATCH_LEXER_H

#include <stddef.h>

struct error;

enum token_kind {
	TOKEN_END,
	TOKEN_WORD,   /* a bare word */
	TOKEN_QUOTED, /* the inside of double quotes */
	TOKEN_REGEX,  /* between the slashes, as written */
	TOKEN_LIST,   /* behind the $ */
	TOKEN_CODE,   /* inside the braces, trimmed */
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_OR,
	TOKEN_AND,
	TOKEN_NOT,
	TOKEN_NEAR,
	TOKEN_BEFORE,
};

struct token {
	enum token_kind kind;
	size_t at;         /* where it begins, with its mark */
	size_t start, end; /* what it holds */
	int distance;      /* of NEAR and BEFORE */
};

struct lexer {
	const char *text;
	size_t len;
	size_t at;  /* where the next token may begin */
	size_t bad; /* on an error: where */
};

/* Read the next token.  ERR_FORMAT: it is not well formed. */
int lexer_next(struct lexer *l, struct token *t, struct error *err);

/* The bytes of the hyphen or dash at AT, before LEN; 0 if none. */
size_t lexer_hyphen(const char *text, size_t len, size_t at);

/* The bytes of the apostrophe at AT, straight or curly; 0 if none. */
size_t lexer_apostrophe(const char *text, size_t len, size_t at);

/* The bytes of white space, or of what nobody sees, at AT; 0 if none. */
size_t lexer_space(const char *text, size_t len, size_t at);

#endif
