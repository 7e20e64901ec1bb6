#include "analysis/frequency.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const measures[] = { "cases", "documents", "passages",
	                                "words" };

void
frequency_add(struct frequency *f, size_t document, const size_t *cases,
              size_t n_cases, size_t all_cases, size_t words)
{
	size_t i;

	if (n_cases > 0 && !f->seen)
		f->seen = mem_array(all_cases, sizeof(*f->seen));
	for (i = 0; i < n_cases; i++) {
		f->cases += !f->seen[cases[i]];
		f->seen[cases[i]] = true;
	}
	f->documents += f->next_document != document + 1;
	f->next_document = document + 1;
	f->passages++;
	f->words += words;
}

void
frequency_add_apart(struct frequency *f)
{
	f->unattributed++;
}

void
frequency_release(struct frequency *f)
{
	free(f->seen);
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
