/*
 * fields.h - the keys of the codebook file and the values behind them.
 *
 * A mapping of the file is sorted into a struct fields once; then each
 * value is asked for by its key, in whatever order the file has them.
 */
#ifndef EMIC_MODEL_FIELDS_H
#define EMIC_MODEL_FIELDS_H

#include "base/error.h"
#include "model/codebook.h"
#include "model/ytree.h"

#define FIELDS_NAME_MAX 200 /* code points of a name */

enum {
	KEY_CODEBOOK,
	KEY_FILLERS,
	KEY_LISTS,
	KEY_CODES, /* top level ends here: the rest is of codes */
	KEY_NAME,
	KEY_ID,
	KEY_KIND,
	KEY_DEFINITION,
	KEY_INCLUDE,
	KEY_EXCLUDE,
	KEY_COLOUR,
	KEY_SOURCE,
	KEY_UNIT,
	KEY_SPEAKERS,
	KEY_CASE,
	KEY_ASIDES,
	KEY_WAS,
	KEY_MATCH,
	KEY_AGAINST,
	KEY_EXAMPLES,
	KEY_COUNT,
};

/* Their names; NULL-terminated. */
extern const char *const fields_keys[];

/* One mapping, its values by key; NULL: not there, or nothing behind it. */
struct fields {
	const struct ynode *map;
	const struct ynode *key[KEY_COUNT];
	const struct ynode *value[KEY_COUNT];
};

struct fields_reader {
	struct ytree *tree;
	struct codebook *book;
	struct arena *arena; /* the codebook's */
	struct {
		struct code **items;
		size_t n, cap;
	} codes;
	struct error *err;
};

/*
 * Sort the mapping MAP (of the top level, or of a code) into F.  Unknown
 * keys and keys that stand there twice are errors.
 */
int fields_read(struct fields_reader *r, const struct ynode *map, bool top,
                struct fields *f);

/*
 * The text of key KEY into *OUT, which stays as it is if there is none.
 * What stands in a block loses its last line breaks, which are YAML's.
 */
int fields_text(struct fields_reader *r, const struct fields *f, int key,
                const char **out);

/* The same for a value that is one short line: trimmed, not empty. */
int fields_line(struct fields_reader *r, const struct fields *f, int key,
                const char **out);

/* kind, definition, colour, unit ...: all of C that is one value. */
int fields_code(struct fields_reader *r, const struct fields *f,
                struct code *c);

/* The items of key KEY; FLAGS as for ytree_items(). */
int fields_items(struct fields_reader *r, const struct fields *f, int key,
                 int flags, struct ytree_items *out);

/* Rules, examples and former paths of C. */
int fields_rules(struct fields_reader *r, const struct fields *f,
                 struct code *c);
int fields_examples(struct fields_reader *r, const struct fields *f,
                    struct code *c);
int fields_was(struct fields_reader *r, const struct fields *f, struct code *c);

/* Message about a node. */
#define fields_fail(r, n, ...) ytree_fail((r)->tree, n, (r)->err, __VA_ARGS__)

#endif
