/*
 * generate - the corpora and codebooks that the bench runs on.
 *
 *	generate corpus SEED MEGABYTES dense|sparse FOLDER
 *	generate book CODES with|without FILE.yaml PATTERNS PLAIN
 *
 * `book` writes a codebook of emic's, with or without the code that has a
 * backreference; the same as PCRE2 patterns, one a line in the order of the
 * codes; and those of them that an engine without look-around takes.
 */
#include "base/mem.h"
#include "corpus.h"
#include "terms.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of so many words one is of the codebook. */
#define RATE_DENSE  (1.0 / 17)
#define RATE_SPARSE (1.0 / 340)

static int
read_number(const char *text, uint64_t most, uint64_t *out)
{
	char *end;

	errno = 0;
	*out = strtoull(text, &end, 10);
	if (errno == 0 && *end == '\0' && end != text && *out <= most)
		return 0;
	fprintf(stderr, "generate: no number up to %" PRIu64 ": '%s'\n", most,
	        text);
	return -1;
}

static int
make_corpus(char **argv)
{
	struct terms *terms = mem_zero(sizeof(*terms));
	struct corpus_plan plan = { .terms = terms };
	struct corpus_size size;
	uint64_t mb;
	int rc;

	plan.rate = strcmp(argv[2], "dense") == 0 ? RATE_DENSE : RATE_SPARSE;
	rc = read_number(argv[0], UINT32_MAX, &plan.seed);
	if (rc == 0)
		rc = read_number(argv[1], 3000, &mb);
	if (rc < 0)
		goto out;
	plan.bytes = mb * 1000000;
	terms_make(terms, TERMS_MAX, 1);
	rc = corpus_write(&plan, argv[3], &size);
	if (rc == 0)
		printf("%" PRIu64 " documents, %" PRIu64 " turns (%" PRIu64
		       " beyond ASCII), %" PRIu64 " bytes\n",
		       size.documents, size.turns, size.turns_beyond_ascii,
		       size.bytes);
	terms_release(terms);
out:
	free(terms);
	return rc;
}

/* Ten codes a theme. */
static void
write_code(FILE *f, const struct term *t, size_t i)
{
	if (i % 10 == 0)
		fprintf(f,
		        "  - name: Theme %zu\n"
		        "    id: t%03zu\n"
		        "    kind: theme\n"
		        "    codes:\n",
		        i / 10 + 1, i / 10 + 1);
	fprintf(f,
	        "      - name: Code %zu (%s)\n"
	        "        id: c%04zu\n"
	        "        unit: match\n"
	        "        speakers: all\n"
	        "        match: |\n"
	        "          %s\n",
	        i + 1, term_kind_name(t->kind), i + 1, t->expression);
}

/* Beyond ASCII as bytes: rg --no-unicode takes them so. */
static void
write_plain(FILE *f, const char *pattern)
{
	for (; *pattern; pattern++) {
		unsigned char c = (unsigned char)*pattern;

		fprintf(f, c < 0x80 ? "%c" : "\\x%02X", c);
	}
	fputc('\n', f);
}

static int
close_file(FILE *f, const char *path)
{
	if (!ferror(f) && fclose(f) == 0)
		return 0;
	perror(path);
	return -1;
}

static int
make_book(char **argv)
{
	struct terms *terms = mem_zero(sizeof(*terms));
	size_t kinds[TERM_KINDS] = { 0 }, i;
	FILE *files[3] = { NULL };
	uint64_t n;
	int rc;

	rc = read_number(argv[0], TERMS_MAX, &n);
	if (rc < 0)
		goto out;
	for (i = 0; i < 3; i++) {
		files[i] = fopen(argv[2 + i], "wb");
		if (!files[i]) {
			perror(argv[2 + i]);
			rc = -1;
			goto out;
		}
	}
	terms_make(terms, n, strcmp(argv[1], "with") == 0);
	fprintf(files[0], "codebook: Bench\n"
	                  "fillers: um, uh, erm, you know\n"
	                  "codes:\n");
	for (i = 0; i < n; i++) {
		const struct term *t = &terms->items[i];

		kinds[t->kind]++;
		write_code(files[0], t, i);
		fprintf(files[1], "%s\n", t->pattern);
		if (t->kind != TERM_LOOK && t->kind != TERM_BACKREFERENCE)
			write_plain(files[2], t->pattern);
	}
	printf("%" PRIu64 " codes:", n);
	for (i = 0; i < TERM_KINDS; i++)
		printf(" %zu %s%s", kinds[i], term_kind_name((enum term_kind)i),
		       i + 1 < TERM_KINDS ? "," : "\n");
	terms_release(terms);
out:
	for (i = 0; i < 3; i++)
		if (files[i] && close_file(files[i], argv[2 + i]) < 0)
			rc = -1;
	free(terms);
	return rc;
}

int
main(int argc, char **argv)
{
	int rc = -1;

	if (argc == 6 && strcmp(argv[1], "corpus") == 0)
		rc = make_corpus(argv + 2);
	else if (argc == 7 && strcmp(argv[1], "book") == 0)
		rc = make_book(argv + 2);
	else
		fprintf(stderr, "usage: generate corpus SEED MEGABYTES "
		                "dense|sparse FOLDER\n"
		                "       generate book CODES with|without "
		                "YAML PATTERNS PLAIN\n");
	return rc < 0 || fflush(stdout) != 0 ? 2 : 0;
}
