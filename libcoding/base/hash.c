#include "base/hash.h"

#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
put_hex(const uint8_t *bytes, size_t n, char *out)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < n; i++) {
		*out++ = digits[bytes[i] >> 4];
		*out++ = digits[bytes[i] & 15];
	}
	*out = '\0';
}

void
hash_bytes(const void *data, size_t len, char out[HASH_SIZE])
{
	uint8_t digest[SHA256_DIGEST_SIZE];
	struct sha256_ctx ctx;

	sha256_init(&ctx);
	sha256_update(&ctx, len, data);
	sha256_digest(&ctx, sizeof(digest), digest);
	put_hex(digest, sizeof(digest), out);
}

/* 16 random bytes: getrandom is no POSIX, the device is everywhere. */
static void
random_bytes(uint8_t out[16])
{
	int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);

	if (fd < 0 || read(fd, out, 16) != 16) {
		fputs("emic: cannot read /dev/urandom\n", stderr);
		abort();
	}
	close(fd);
}

/*
 * The next one of those that begin with the same random bits: the last six
 * bytes count.  Their first bit is 0 at first, so that they never begin anew.
 */
static void
next_bytes(uint8_t out[16])
{
	static uint8_t last[16];
	static bool begun;
	int i = 15;

	if (!begun) {
		random_bytes(last);
		last[6] = (uint8_t)((last[6] & 0x0F) | 0x80); /* version */
		last[8] = (uint8_t)((last[8] & 0x3F) | 0x80); /* variant */
		last[10] &= 0x7F;
		begun = true;
	}
	while (++last[i] == 0)
		i--;
	memcpy(out, last, 16);
}

void
hash_guid(char out[GUID_SIZE])
{
	static const size_t parts[] = { 4, 2, 2, 2, 6 }; /* bytes */
	uint8_t b[16];
	size_t i, at = 0;

	next_bytes(b);
	for (i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		if (i > 0)
			*out++ = '-';
		put_hex(b + at, parts[i], out);
		at += parts[i];
		out += 2 * parts[i];
	}
}
