/*
 * name.h - what may be a name in a study: of a document, case, speaker or
 * attribute.
 */
#ifndef EMIC_MODEL_NAME_H
#define EMIC_MODEL_NAME_H

struct error;

#define NAME_MAX_CP 200 /* code points */

/*
 * May NAME be the name of WHAT ("a document")?  Valid UTF-8, 1 to
 * NAME_MAX_CP code points, no control or invisible characters, no white
 * space at either end, and not "-", which stands for none.
 *
 * ERR_FORMAT: it may not; the message says why.
 */
int name_check(const char *what, const char *name, struct error *err);

#endif
