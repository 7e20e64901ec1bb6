#include "analysis/frequency.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const measures[] = { "cases", "documents", "passages",
	                                "words" };

/*
 * Most counts are of one case or none: half a million cells of a matrix
 * cannot each afford a place for every case.
 */
static void
see(struct frequency *f, size_t i, size_t all_cases)
{
	if (f->cases == 0) {
		f->which.only = i;
		f->cases = 1;
		return;
	}
	if (f->cases == 1) {
		size_t first = f->which.only;

		if (i == first)
			return;
		f->which.seen = mem_array(all_cases, sizeof(bool));
		f->which.seen[first] = true;
	}
	f->cases += !f->which.seen[i];
	f->which.seen[i] = true;
}

void
frequency_add_several(struct frequency *f, size_t document, const size_t *cases,
                      size_t n_cases, size_t all_cases, size_t passages,
                      size_t words)
{
	size_t i;

	if (passages == 0)
		return;
	for (i = 0; i < n_cases; i++)
		see(f, cases[i], all_cases);
	f->documents += f->next_document != document + 1;
	f->next_document = (uint32_t)document + 1;
	f->passages += (uint32_t)passages;
	f->words += (uint32_t)words;
}

void
frequency_add(struct frequency *f, size_t document, const size_t *cases,
              size_t n_cases, size_t all_cases, size_t words)
{
	frequency_add_several(f, document, cases, n_cases, all_cases, 1, words);
}

void
frequency_add_apart(struct frequency *f, size_t passages)
{
	f->unattributed += (uint32_t)passages;
}

void
frequency_release(struct frequency *f)
{
	if (f->cases > 1)
		free(f->which.seen);
	memset(f, 0, sizeof(*f));
}

size_t
frequency_of(const struct frequency *f, enum frequency_measure m)
{
	switch (m) {
	case FREQUENCY_CASES:
		return f->cases;
	case FREQUENCY_DOCUMENTS:
		return f->documents;
	case FREQUENCY_PASSAGES:
		return f->passages;
	default:
		return f->words;
	}
}

const char *
frequency_measure_name(enum frequency_measure m)
{
	return measures[m];
}

int
frequency_measure_find(const char *name)
{
	int i;

	for (i = 0; i < 4; i++)
		if (strcmp(measures[i], name) == 0)
			return i;
	return -1;
}

double
frequency_rate(size_t count, size_t words, size_t base)
{
	if (words == 0)
		return NAN;
	return (double)count / (double)words * (double)base;
}
