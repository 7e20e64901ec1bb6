/*
 * fuzz_changeset - any bytes as what an act changed: SQLite must be able to
 * read and invert what is taken for whole, and to come to its end.
 */
#include "store/changeset.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	sqlite3_changeset_iter *it = NULL;
	void *inverse = NULL;
	size_t at, rows = 0;
	int n = 0;

	if (changeset_fault(data, size, &at))
		return 0;
	if (sqlite3changeset_start(&it, (int)size, (void *)data) != SQLITE_OK)
		abort();
	while (sqlite3changeset_next(it) == SQLITE_ROW)
		if (++rows > size)
			abort();
	if (sqlite3changeset_finalize(it) != SQLITE_OK ||
	    sqlite3changeset_invert((int)size, data, &n, &inverse) !=
	        SQLITE_OK) {
		fprintf(stderr, "SQLite does not read it\n");
		abort();
	}
	sqlite3_free(inverse);
	return 0;
}
