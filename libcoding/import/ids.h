/*
 * ids.h - the identifiers of a file, each standing for a number: an index
 * into whatever its reader keeps.
 */
#ifndef EMIC_IMPORT_IDS_H
#define EMIC_IMPORT_IDS_H

#include <stdbool.h>
#include <stddef.h>

struct ids {
	struct id {
		const char *id; /* borrowed */
		size_t value;
	} * items;
	size_t n, cap;
	bool sorted;
};

/* ID, which must stay, stands for VALUE; if it is said twice, for the least. */
void ids_add(struct ids *ids, const char *id, size_t value);

/* What ID stands for; false if nobody said. */
bool ids_find(struct ids *ids, const char *id, size_t *value_out);

void ids_release(struct ids *ids);

#endif
