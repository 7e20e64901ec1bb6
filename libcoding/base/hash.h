/*
 * hash.h - SHA-256 (nettle) as 64 lower-case hexadecimal digits, and guids.
 */
#ifndef EMIC_BASE_HASH_H
#define EMIC_BASE_HASH_H

#include <stddef.h>

#define HASH_SIZE 65 /* with the NUL */
#define GUID_SIZE 37 /* with the NUL */

/* The hash of LEN bytes. */
void hash_bytes(const void *data, size_t len, char out[HASH_SIZE]);

/*
 * A new guid, lower case: what names a row in every copy of a project.  The
 * guids of a process (RFC 9562, version 8) begin with the same 74 random bits
 * and go on with a count from a random number, so that they come in order:
 * an index takes a million of them several times as fast as random ones.
 */
void hash_guid(char out[GUID_SIZE]);

#endif
