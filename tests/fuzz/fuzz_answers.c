/* fuzz_answers - any bytes as a survey whose columns are id, a and b. */
#include "base/error.h"
#include "import/answers.h"
#include "transcript_fault.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
read_rows(const struct answers *a, const struct import_options *o)
{
	struct records cases = { 0 };
	struct error err;
	size_t row;

	for (row = 1; row < a->records.rows; row++) {
		struct transcript t = { 0 };
		const char *fault;

		if (answers_row(a, row, o, &t, &err) == 0) {
			fault = transcript_fault(&t);
			if (fault) {
				fprintf(stderr, "%s\n", fault);
				abort();
			}
		}
		transcript_release(&t);
	}
	answers_cases(a, &cases, &err);
	records_release(&cases);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *texts[] = { "a", "b" };
	struct import_options o = { .id = "id", .texts = texts, .n_texts = 2 };
	struct answers a = { 0 };
	struct buf bytes = { 0 };
	struct error err;

	buf_add(&bytes, data, size);
	if (answers_read(&a, "x.csv", &bytes, &o, &err) == 0)
		read_rows(&a, &o);
	answers_release(&a);
	buf_release(&bytes);
	return 0;
}
