/*
 * zip_fixture.h - zip files made in a test, entries stored as they are; for
 * unit tests and fuzz targets.
 *
 *	struct zip_fixture z = { 0 };
 *	zip_fixture_add(&z, "word/document.xml", xml, strlen(xml), 0);
 *	zip_fixture_end(&z);       z.file is the zip file
 *	zip_fixture_release(&z);
 */
#ifndef EMIC_TESTS_ZIP_FIXTURE_H
#define EMIC_TESTS_ZIP_FIXTURE_H

#include "base/buf.h"

#include <stdint.h>
#include <string.h>

enum { ZIP_FIXTURE_ENCRYPTED = 1 }; /* says so, and is not */

struct zip_fixture {
	struct buf file;
	struct buf directory;
	unsigned n;
};

static inline void
zip_fixture_number(struct buf *b, uint32_t value, int bytes)
{
	for (; bytes > 0; bytes--, value >>= 8)
		buf_addc(b, (char)(value & 0xFF));
}

static inline uint32_t
zip_fixture_crc(const char *data, size_t len)
{
	uint32_t crc = 0xFFFFFFFF;
	size_t i;
	int bit;

	for (i = 0; i < len; i++) {
		crc ^= (unsigned char)data[i];
		for (bit = 0; bit < 8; bit++)
			crc = crc & 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
	}
	return ~crc;
}

/* What an entry's own header and its row of the directory share. */
static inline void
zip_fixture_entry(struct buf *b, const char *name, const char *data,
                  uint32_t len, unsigned flags)
{
	zip_fixture_number(b, 20, 2); /* version needed */
	zip_fixture_number(b, flags, 2);
	zip_fixture_number(b, 0, 2);          /* stored */
	zip_fixture_number(b, 0x58210000, 4); /* 2024-01-01 */
	zip_fixture_number(b, zip_fixture_crc(data, len), 4);
	zip_fixture_number(b, len, 4);
	zip_fixture_number(b, len, 4);
	zip_fixture_number(b, (uint32_t)strlen(name), 2);
	zip_fixture_number(b, 0, 2); /* no extra field */
}

static inline void
zip_fixture_add(struct zip_fixture *z, const char *name, const char *data,
                size_t len, unsigned flags)
{
	uint32_t at = (uint32_t)z->file.len;
	struct buf *d = &z->directory;

	buf_adds(&z->file, "PK\x03\x04");
	zip_fixture_entry(&z->file, name, data, (uint32_t)len, flags);
	buf_adds(&z->file, name);
	buf_add(&z->file, data, len);

	buf_adds(d, "PK\x01\x02");
	zip_fixture_number(d, 20, 2); /* version made by */
	zip_fixture_entry(d, name, data, (uint32_t)len, flags);
	zip_fixture_number(d, 0, 2); /* no comment */
	zip_fixture_number(d, 0, 2); /* disk */
	zip_fixture_number(d, 0, 2); /* attributes */
	zip_fixture_number(d, 0, 4);
	zip_fixture_number(d, at, 4);
	buf_adds(d, name);
	z->n++;
}

static inline void
zip_fixture_end(struct zip_fixture *z)
{
	uint32_t at = (uint32_t)z->file.len;

	buf_add(&z->file, buf_str(&z->directory), z->directory.len);
	buf_adds(&z->file, "PK\x05\x06");
	zip_fixture_number(&z->file, 0, 4); /* disks */
	zip_fixture_number(&z->file, z->n, 2);
	zip_fixture_number(&z->file, z->n, 2);
	zip_fixture_number(&z->file, (uint32_t)z->directory.len, 4);
	zip_fixture_number(&z->file, at, 4);
	zip_fixture_number(&z->file, 0, 2); /* no comment */
}

static inline void
zip_fixture_release(struct zip_fixture *z)
{
	buf_release(&z->file);
	buf_release(&z->directory);
	z->n = 0;
}

#endif
