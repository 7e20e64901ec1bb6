/*
 * fuzz_page - any text as printed pages: nothing but numbers, white space
 * and page breaks is lost.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "import/page.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The letters of ASCII in B. */
static size_t
letters(const struct buf *b)
{
	size_t i, n = 0;

	for (i = 0; i < b->len; i++)
		n += (b->data[i] | 0x20) >= 'a' && (b->data[i] | 0x20) <= 'z';
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf b = { 0 };
	size_t before;

	if (memchr(data, 0, size) ||
	    !utf8_valid((const char *)data, size, NULL))
		return -1;
	buf_add(&b, data, size);
	before = letters(&b);
	page_clean(&b);
	if (letters(&b) != before || !utf8_valid(buf_str(&b), b.len, NULL))
		abort();
	buf_release(&b);
	return 0;
}
