#include "base/package.h"

#include "base/error.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define CHUNK ((size_t)64 << 10)

struct package {
	zip_t *zip;
	size_t len; /* of the whole file */
};

bool
package_sniff(const char *data, size_t len)
{
	return len >= 4 && memcmp(data, "PK\x03\x04", 4) == 0;
}

/* What libzip says of a file that it cannot open. */
static int
cannot_open(zip_error_t *e, struct error *err)
{
	int code = zip_error_code_zip(e);

	if (code == ZIP_ER_NOZIP || code == ZIP_ER_INCONS || code == ZIP_ER_EOF)
		return error_set(err, ERR_FORMAT,
		                 "the zip file that it should be is damaged, "
		                 "or not whole; copy or download it again");
	return error_set(err, ERR_FORMAT, "the zip file cannot be opened: %s",
	                 zip_error_strerror(e));
}

int
package_open(const char *data, size_t len, struct package **out,
             struct error *err)
{
	zip_source_t *source = NULL;
	zip_t *zip = NULL;
	zip_error_t e;
	int rc = 0;

	*out = NULL;
	zip_error_init(&e);
	if (len == 0) { /* which libzip would take for an empty one */
		zip_error_set(&e, ZIP_ER_NOZIP, 0);
		rc = cannot_open(&e, err);
		goto out;
	}
	source = zip_source_buffer_create(data, len, 0, &e);
	if (source)
		zip = zip_open_from_source(source, ZIP_RDONLY, &e);
	if (!zip) {
		zip_source_free(source);
		rc = cannot_open(&e, err);
		goto out;
	}
	*out = mem_zero(sizeof(**out));
	(*out)->zip = zip;
	(*out)->len = len;
out:
	zip_error_fini(&e);
	return rc;
}

void
package_close(struct package *p)
{
	if (!p)
		return;
	zip_discard(p->zip);
	free(p);
}

size_t
package_count(const struct package *p)
{
	zip_int64_t n = zip_get_num_entries(p->zip, 0);

	return n < 0 ? 0 : (size_t)n;
}

const char *
package_name(const struct package *p, size_t n)
{
	return n < package_count(p) ? zip_get_name(p->zip, n, 0) : NULL;
}

bool
package_has(const struct package *p, const char *name)
{
	return zip_name_locate(p->zip, name, 0) >= 0;
}

/* --- reading -------------------------------------------------------------- */

static int
damaged(const char *name, const char *why, struct error *err)
{
	return error_set(err, ERR_FORMAT,
	                 "'%s' inside cannot be read (%s); copy or download "
	                 "the file again",
	                 name, why);
}

/* The entry cannot be opened: is it encrypted, or packed in an odd way? */
static int
cannot_read(const struct package *p, const char *name, struct error *err)
{
	zip_error_t *e = zip_get_error(p->zip);

	switch (zip_error_code_zip(e)) {
	case ZIP_ER_NOPASSWD:
	case ZIP_ER_WRONGPASSWD:
	case ZIP_ER_ENCRNOTSUPP:
		return error_set(err, ERR_FORMAT,
		                 "'%s' inside is encrypted; save the file "
		                 "without a password",
		                 name);
	case ZIP_ER_COMPNOTSUPP:
		return error_set(err, ERR_FORMAT,
		                 "'%s' inside is packed by a method that emic "
		                 "cannot undo; open the file in the program "
		                 "it is from and save it again",
		                 name);
	default:
		return damaged(name, zip_error_strerror(e), err);
	}
}

/*
 * How far an entry of PACKED bytes may grow.  What it says of itself may be
 * a lie, but it cannot be longer than the file that holds it.
 */
static size_t
bound(const struct package *p, zip_uint64_t packed)
{
	size_t n = packed < p->len ? (size_t)packed : p->len;

	if (n > PACKAGE_ENTRY_MAX / PACKAGE_RATIO)
		return PACKAGE_ENTRY_MAX;
	n *= PACKAGE_RATIO;
	return n > PACKAGE_FREE ? n : PACKAGE_FREE;
}

static int
too_large(const char *name, size_t max, struct error *err)
{
	if (max == PACKAGE_ENTRY_MAX)
		return error_set(err, ERR_LIMIT,
		                 "'%s' inside is larger than %zu MB", name,
		                 max >> 20);
	return error_set(err, ERR_LIMIT,
	                 "'%s' inside grows to more than %d times its size, "
	                 "as no document does",
	                 name, PACKAGE_RATIO);
}

int
package_read(const struct package *p, const char *name, struct buf *out,
             struct error *err)
{
	size_t before = out->len, max;
	zip_file_t *f = NULL;
	zip_stat_t st;
	zip_int64_t i, n;
	int rc = 0;

	i = zip_name_locate(p->zip, name, 0);
	if (i < 0 || zip_stat_index(p->zip, (zip_uint64_t)i, 0, &st) < 0)
		return error_set(err, ERR_NOTFOUND, "there is no '%s' inside",
		                 name);
	max = bound(p, st.valid & ZIP_STAT_COMP_SIZE ? st.comp_size : p->len);
	f = zip_fopen_index(p->zip, (zip_uint64_t)i, 0);
	if (!f)
		return cannot_read(p, name, err);
	do {
		n = zip_fread(f, buf_room(out, CHUNK), CHUNK);
		if (n < 0)
			rc = damaged(name, zip_file_strerror(f), err);
		else
			out->len += (size_t)n;
		if (out->len - before > max)
			rc = too_large(name, max, err);
	} while (rc == 0 && n > 0);
	if (rc < 0)
		out->len = before;
	if (out->data)
		out->data[out->len] = '\0';
	zip_fclose(f);
	return rc;
}
