/*
 * fixture.h - a small study in memory, for tests.
 *
 * Everything here asserts that it worked.  Documents, codes, cases and
 * coders are named; places are bytes, which fixture_find() gives for words.
 */
#ifndef EMIC_TEST_FIXTURE_H
#define EMIC_TEST_FIXTURE_H

#include "base/random.h"
#include "base/segment.h"
#include "model/codebook.h"
#include "model/corpus.h"
#include "store/project.h"

/* An empty study in memory; ana acts.  Close it with project_close(). */
struct project *fixture_project(void);

/*
 * Add a document.  Each line of SCRIPT is a turn, "LABEL: words"; several
 * labels are joined by " + ", none is ": words".  INT is an interviewer,
 * TR an interpreter.
 */
int64_t fixture_document(struct project *p, const char *name,
                         const char *script);

/* Open it; the view is the caller's to close. */
struct transcript_view *fixture_open(struct project *p, int64_t document);

/* Where WORDS stand for the first time. */
struct span fixture_find(struct project *p, int64_t document,
                         const char *words);

/* Add a code: "a" at the top, "a/b" below it. */
int64_t fixture_code(struct project *p, const char *path);

/* Add a rule to it. */
void fixture_rule(struct project *p, int64_t code, const char *expression);

/* Add a case; KIND is one of case_kind_name(). */
int64_t fixture_case(struct project *p, const char *name, const char *kind);

/* LABEL in DOCUMENT (0: in all) speaks for CASE. */
void fixture_speaks(struct project *p, int64_t document, const char *label,
                    int64_t case_id);

/* Set a value of a case (at WAVE, or NULL) or of a document. */
void fixture_value(struct project *p, const char *attribute, int64_t case_id,
                   int64_t document, const char *wave, const char *value);

/*
 * A hit on UNIT whose matched words are ANCHOR; false if there is one on
 * this unit already.
 */
bool fixture_hit(struct project *p, int64_t code, int64_t document,
                 struct span unit, struct span anchor, bool against);

/* Write down that all codes were looked for in all documents as they are. */
void fixture_tagged(struct project *p);

/*
 * A coding; STANCE is "for" ..., HOW is "read", "piped" or "imported".  0 if
 * this coder put this code there already.
 */
int64_t fixture_coding(struct project *p, int64_t code, int64_t document,
                       const char *coder, struct span s, const char *stance,
                       const char *how);

/* ANSWER is "accepted" or "rejected"; a second one of a coder is none. */
void fixture_verdict(struct project *p, int64_t code, int64_t document,
                     const char *coder, struct span s, const char *answer);

/* Run literal SQL; one integer from a literal query. */
void fixture_exec(struct project *p, const char *sql);
int64_t fixture_int(struct project *p, const char *sql);

/* Every row of every recorded table as text; the caller frees it. */
char *fixture_dump(struct project *p);

/*
 * Join the spans of V that overlap, or that only white space in one turn
 * keeps apart: any two, until no two are left.
 */
void fixture_slow_join(const struct transcript_view *v, struct span_list *s);

/* Valid UTF-8 without NUL, N code points; the caller frees it. */
char *fixture_random_text(struct random *r, size_t n);

#endif
