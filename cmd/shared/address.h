/*
 * address.h - a place on the command line: "P07:1024-1090" or "P07#12".
 *
 * Read from the right, for a document's name may hold ':' and '#'.
 */
#ifndef EMIC_CMD_ADDRESS_H
#define EMIC_CMD_ADDRESS_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct address {
	char *document;    /* the caller frees it: address_release() */
	int turn;          /* after '#': from 1; 0: none */
	size_t start, end; /* after ':': code points; end = start for "P07:5" */
	bool span;         /* it had a ':' */
};

/* Parse S.  ERR_USAGE: neither form. */
int address_parse(const char *s, struct address *out, struct error *err);
void address_release(struct address *a);

#endif
