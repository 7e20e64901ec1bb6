/*
 * ytree.h - a YAML text as a tree of nodes, read strictly.
 *
 * Of YAML only what a codebook needs: one document of mappings, lists and
 * scalars.  Aliases, anchors, tags and directives are refused, and so is
 * whatever libyaml would take in silence and a person would not see: bad
 * bytes, control characters, invisible line breaks, depth beyond reason.
 * Every node knows where it stands: lines and columns count from 1, columns
 * in code points.
 */
#ifndef EMIC_MODEL_YTREE_H
#define EMIC_MODEL_YTREE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct error;

#define YTREE_MAX_BYTES (16u << 20)
#define YTREE_MAX_DEPTH 64
#define YTREE_MAX_NODES 1000000

enum ynode_kind {
	YNODE_PLAIN, /* the five styles of a scalar */
	YNODE_SINGLE,
	YNODE_DOUBLE,
	YNODE_LITERAL, /* | */
	YNODE_FOLDED,  /* > */
	YNODE_LIST,
	YNODE_MAP,
};

struct ynode {
	enum ynode_kind kind;
	bool flow;         /* [a, b] or {a: b} */
	int line, column;  /* where it begins */
	int end_line;      /* where it ends */
	size_t start, end; /* the same as bytes of ytree.text */
	const char *text;  /* of a scalar; NUL behind it, none in it */
	size_t len;
	struct ynode *first; /* children; in a map key, value, key, value */
	struct ynode *next;  /* sibling */
};

struct ytree {
	struct arena arena; /* owns all nodes */
	const char *file;   /* borrowed; for messages */
	const char *text;   /* borrowed; without the byte order mark */
	size_t len;
	const char *const *keys; /* known ones, for hints; NULL-terminated */
	size_t *lines;           /* where each line begins */
	size_t n_lines;
	struct ynode *root;
};

/* One line of block text, one item of a list, or one of "a, b, c". */
struct ytree_item {
	const char *text; /* NFC, trimmed, not empty */
	int line, column;
};

struct ytree_items {
	struct ytree_item *items;
	size_t n, cap;
};

enum {
	YTREE_COMMAS = 1 << 0, /* a one-line scalar is split at commas */
	YTREE_FLOW = 1 << 1,   /* [a, b] is allowed */
};

/*
 * Read LEN bytes of TEXT, which must outlive T.  T is zeroed but for
 * `keys`; it is to be released whatever happens.
 *
 * ERR_FORMAT: not YAML, or not of this strict kind.
 * ERR_LIMIT: more than YTREE_MAX_BYTES.
 */
int ytree_read(struct ytree *t, const char *file, const char *text, size_t len,
               struct error *err);
void ytree_release(struct ytree *t);

/* Is it the nothing that stands in "key:" without a value? */
bool ynode_is_null(const struct ynode *n);
bool ynode_is_scalar(const struct ynode *n);

/* "a list", "a mapping", "text": for messages. */
const char *ynode_kind_name(const struct ynode *n);

/*
 * Read VALUE, which stands behind the key KEY, as items into OUT: the lines
 * of a literal block (one that begins with "# " is a comment), a list of
 * plain or single-quoted one-line scalars, or one such scalar.  Whatever
 * YAML would change on the way is an error that says what to write.  Texts
 * live in A; OUT is the caller's to release with vec_release().
 */
int ytree_items(const struct ytree *t, const char *key,
                const struct ynode *value, int flags, struct arena *a,
                struct ytree_items *out, struct error *err);

/*
 * ERR_FORMAT if text behind the plain scalar N is about to be lost because
 * it begins with '#': always when STRICT, else unless white space follows
 * the '#', as in a comment.
 */
int ytree_check_comment(const struct ytree *t, const struct ynode *n,
                        bool strict, struct error *err);

/* Set ERR to a message about N, or about a place; returns ERR_FORMAT. */
int ytree_fail(const struct ytree *t, const struct ynode *n, struct error *err,
               const char *fmt, ...) __attribute__((format(printf, 4, 5)));
int ytree_fail_at(const struct ytree *t, int line, int column,
                  struct error *err, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

/*
 * Put "FILE:LINE:COLUMN: " before the message in ERR, and behind it the
 * line (a piece of it if it is long) and a caret under the column.
 */
int ytree_excerpt(const char *file, const char *text, size_t len, int line,
                  int column, struct error *err);

/* [S, S+LEN) in NFC, and with the white space at both ends left out. */
const char *ytree_nfc(struct arena *a, const char *s, size_t len);
const char *ytree_trimmed(struct arena *a, const char *s, size_t len);

/* --- between the ytree_*.c files ----------------------------------------- */

struct yaml_parser_s;

/* Check every byte of T and find its lines. */
int ytree_check(struct ytree *t, struct error *err);

/* Set ERR from what libyaml found wrong, in words that help. */
int ytree_explain(const struct ytree *t, const struct yaml_parser_s *parser,
                  struct error *err);

/* Line LINE (from 1) of T, without its line break. */
const char *ytree_line(const struct ytree *t, int line, size_t *len_out);

#endif
