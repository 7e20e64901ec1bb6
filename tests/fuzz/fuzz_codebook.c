/*
 * fuzz_codebook - any bytes as a codebook file.  What is read must be
 * written so that it reads back as the same; what is refused must be refused
 * in words that are text.
 */
#include "base/buf.h"
#include "base/error.h"
#include "base/utf8.h"
#include "model/codebook_yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
fail(const char *what, const char *text)
{
	fprintf(stderr, "%s\n%s\n", what, text);
	abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct codebook *b = NULL;
	struct buf once = { 0 }, twice = { 0 };
	struct error err = { 0 };
	int rc;

	rc = codebook_yaml_parse("fuzz.yaml", (const char *)data, size, &b,
	                         &err);
	if (rc < 0) {
		if (b || !utf8_valid(err.msg, strlen(err.msg), NULL))
			fail("not a message", err.msg);
		return 0;
	}
	codebook_yaml_write(b, &once);
	codebook_free(b);
	rc = codebook_yaml_parse("once.yaml", buf_str(&once), once.len, &b,
	                         &err);
	if (rc < 0)
		fail(err.msg, buf_str(&once));
	codebook_yaml_write(b, &twice);
	codebook_free(b);
	if (strcmp(buf_str(&once), buf_str(&twice)) != 0)
		fail(buf_str(&once), buf_str(&twice));
	buf_release(&once);
	buf_release(&twice);
	return 0;
}
