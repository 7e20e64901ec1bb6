/*
 * package.h - zip files read from memory (libzip): the containers of Word,
 * OpenDocument and REFI-QDA.
 *
 * Nothing is ever written to disk, so that an entry called "../x" is a name
 * like any other.  What a few bytes may grow to is bounded.
 */
#ifndef EMIC_BASE_PACKAGE_H
#define EMIC_BASE_PACKAGE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct error;
struct package;

#define PACKAGE_ENTRY_MAX ((size_t)300 << 20) /* bytes of an entry, read */
#define PACKAGE_FREE      ((size_t)10 << 20)  /* beyond these an entry ... */
#define PACKAGE_RATIO     1000 /* ... is no more than this times its size */

/* Do these bytes begin as a zip file does? */
bool package_sniff(const char *data, size_t len);

/*
 * Open the zip file DATA, which must stay until package_close().
 *
 * ERR_FORMAT: it is none, or its end is missing.
 */
int package_open(const char *data, size_t len, struct package **out,
                 struct error *err);
void package_close(struct package *p); /* NULL is fine */

/* How many entries there are, folders among them. */
size_t package_count(const struct package *p);

/*
 * The name of entry N, with folders, as UTF-8; NULL behind the last and for
 * an entry without one.  Borrowed.
 */
const char *package_name(const struct package *p, size_t n);

/* Is there an entry of exactly this name? */
bool package_has(const struct package *p, const char *name);

/*
 * Append what the entry of exactly this name holds to OUT.
 *
 * ERR_NOTFOUND: there is none.  ERR_FORMAT: it is encrypted, damaged, or
 * packed by a method that libzip does not know.  ERR_LIMIT: it is larger
 * than PACKAGE_ENTRY_MAX, or grows too much.  OUT is as it was then.
 */
int package_read(const struct package *p, const char *name, struct buf *out,
                 struct error *err);

#endif
