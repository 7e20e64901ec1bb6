/*
 * fuzz_import.h - any bytes as a file of one format: what is read must be as
 * transcript.h promises, what is refused must be refused in words.
 */
#ifndef EMIC_TEST_FUZZ_IMPORT_H
#define EMIC_TEST_FUZZ_IMPORT_H

#include "base/error.h"
#include "import/import.h"
#include "transcript_fault.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
fuzz_import(const char *format, const uint8_t *data, size_t size)
{
	struct import_options o = { .format = format };
	struct transcript t = { 0 };
	struct buf bytes = { 0 };
	struct error err = { 0 };
	const char *fault = NULL;
	int rc;

	buf_add(&bytes, data, size);
	rc = import_bytes("fuzz", &bytes, &o, &t, &err);
	if (rc == 0)
		fault = transcript_fault(&t);
	else if (!utf8_valid(err.msg, strlen(err.msg), NULL) || !err.msg[0])
		fault = "not a message";
	if (fault) {
		fprintf(stderr, "%s\n%s\n%s\n", fault, err.msg,
		        buf_str(&t.text));
		abort();
	}
	transcript_release(&t);
	buf_release(&bytes);
}

#endif
