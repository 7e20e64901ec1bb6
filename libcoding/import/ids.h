/*
 * ids.h - the identifiers of a file, each standing for a number: an index
 * into whatever its reader keeps.
 */
#ifndef EMIC_IMPORT_IDS_H
#define EMIC_IMPORT_IDS_H

#include <stdbool.h>
#include <stddef.h>

/* Hashed, so that adding and finding may take turns. */
struct ids {
	struct id {
		const char *id; /* borrowed; NULL: free */
		size_t value;
	} * items;
	size_t n, cap; /* cap is a power of two, or 0 */
};

/* ID, which must stay, stands for VALUE, unless it stands for one already. */
void ids_add(struct ids *ids, const char *id, size_t value);

/* What ID stands for; false if nobody said. */
bool ids_find(const struct ids *ids, const char *id, size_t *value_out);

void ids_release(struct ids *ids);

#endif
