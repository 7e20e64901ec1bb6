/*
 * select.h - the options that say which part of the corpus is looked at,
 * the same in every command that counts or quotes.
 */
#ifndef EMIC_CMD_SELECT_H
#define EMIC_CMD_SELECT_H

#include "model/corpus.h"
#include "shared/command.h"

struct select_options {
	struct string_list documents, cases, where, speakers;
	const char *kind;
};

/* Rows of an option table that fill O. */
#define SELECT_OPTIONS(o)                                                     \
	{ OPT_LIST,       'd',   "document",                                  \
	  &(o).documents, "DOC", "only this document (may be repeated)" },    \
	    { OPT_LIST,   0,      "case",                                     \
	      &(o).cases, "CASE", "only this case (may be repeated)" },       \
	    { OPT_LIST,     'w',                                              \
	      "where",      &(o).where,                                       \
	      "ATTR=VALUE", "only where the attribute is so (all of them)" }, \
	    { OPT_LIST,  0,                                                   \
	      "speaker", &(o).speakers,                                       \
	      "LABEL",   "only this speaker's turns (may be repeated)" },     \
	{                                                                     \
		OPT_STRING, 0, "kind", &(o).kind, "KIND",                     \
		    "count cases of this kind (participant)"                  \
	}

/* What O asks for, as a selection that borrows from it. */
int select_read(const struct select_options *o, struct selection *out,
                struct error *err);

/*
 * Which codes of B are asked for: each of NAMED with all below it, without
 * any NAMED all.  Retired codes never.  *OUT, one bool a code, is the
 * caller's.
 */
int select_codes(const struct string_list *named, const struct codebook *b,
                 bool **out, struct error *err);

/*
 * "4 of 12", with a percentage if N is at least 20 or PERCENT asks; "4" when
 * no cases are counted at all.
 */
void select_share(struct buf *out, size_t count, size_t n, bool percent);

/* Are there cases of KIND, which are to be counted?  If not, say so. */
bool select_has_cases(const struct corpus *c, enum case_kind kind);

/* Say, once, what a project without cases or with loose words lacks. */
void select_notes(const struct corpus *c, enum case_kind kind);

#endif
