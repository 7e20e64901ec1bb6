/*
 * reference_match.h - the expression language done slowly and plainly.
 *
 * What a code finds in one turn, by trying everything everywhere: no
 * literals, no PCRE2 but for regexes, no sharing between rules.  It has
 * nothing from match/ but the form of a hit; only asides, sentences and
 * paragraphs come from base/segment.
 */
#ifndef REFERENCE_MATCH_H
#define REFERENCE_MATCH_H

#include "match/rules.h"

enum { REF_ARGS = 4, REF_WORDS = 4 };

enum ref_kind {
	REF_PHRASE,
	REF_REGEX,
	REF_OR,
	REF_AND,
	REF_NOT,
	REF_NEAR,
	REF_BEFORE,
};

struct ref_node {
	enum ref_kind kind;
	const char *words[REF_WORDS]; /* of a phrase; of a regex the first */
	int n_words;
	int distance;
	struct ref_node *args[REF_ARGS];
	int n_args;
};

struct ref_rule {
	const struct ref_node *node;
	bool against;
	int position;
};

struct ref_code {
	enum code_unit unit;
	bool exact, asides;
	const char **fillers;
	size_t n_fillers;
	const struct ref_rule *rules;
	int n_rules;
};

/* Append the hits in TEXT, which is one turn, in order. */
void reference_scan(const struct ref_code *code, const char *text,
                    struct rule_hits *out);

#endif
