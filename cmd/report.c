/* emic-report - the write-up: themes with counts and quotations. */
#include "report/report.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "shared/freshness.h"
#include "shared/select.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_QUOTES 1000

static struct select_options opt_select;
static struct string_list opt_codes, opt_attributes;
static const char *opt_output = "-", *opt_title;
static int opt_quotes = 5, opt_min_words = 15, opt_max_words = 120;
static int opt_seed = 1;
static bool opt_unique, opt_documents, opt_labels, opt_strict;

static const struct option_spec options[] = {
	{ OPT_STRING, 'o', "output", &opt_output, "FILE",
	  "write FILE.html or FILE.md (else Markdown to standard output)" },
	{ OPT_STRING, 't', "title", &opt_title, "TITLE",
	  "the report's title (else the study's)" },
	{ OPT_LIST, 'c', "code", &opt_codes, "CODE",
	  "only CODE and the codes below it (may be repeated)" },
	{ OPT_LIST, 'a', "attributes", &opt_attributes, "NAME,...",
	  "show these of the case beside each quotation" },
	{ OPT_FLAG, 0, "allow-unique", &opt_unique, NULL,
	  "even if fewer than three cases share their values" },
	{ OPT_FLAG, 0, "documents", &opt_documents, NULL,
	  "name the documents (else they are numbered)" },
	{ OPT_FLAG, 0, "labels", &opt_labels, NULL,
	  "name speakers who have no case as the transcript does" },
	{ OPT_INT, 'n', "quotes", &opt_quotes, "N",
	  "at most N quotations of each code (5), and N against it" },
	{ OPT_INT, 0, "min-words", &opt_min_words, "N",
	  "show one of fewer words with sentences around it (15)" },
	{ OPT_INT, 0, "max-words", &opt_max_words, "N",
	  "quote no passage of more words (120)" },
	{ OPT_INT, 0, "seed", &opt_seed, "N",
	  "draws the order of cases and passages (1)" },
	{ OPT_FLAG, 0, "strict", &opt_strict, NULL,
	  "hits that are out of date are an error" },
	SELECT_OPTIONS(opt_select),
	{ OPT_END },
};

/* --- options ------------------------------------------------------------- */

/* "role,organisation" may be given at once, or one after the other. */
static void
split_attributes(struct string_list *out)
{
	size_t i;

	for (i = 0; i < opt_attributes.n; i++) {
		const char *at = opt_attributes.items[i];

		while (*at) {
			size_t len = strcspn(at, ",");

			if (len > 0)
				vec_push(out, mem_strn(at, len));
			at += len + (at[len] == ',');
		}
	}
}

static void
free_attributes(struct string_list *list)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		free((char *)list->items[i]);
	vec_release(list);
}

static int
check_options(struct invocation *in, const struct report_format **format,
              struct error *err)
{
	bool to_stdout = strcmp(opt_output, "-") == 0;

	if (in->argc > 0)
		return error_set(err, ERR_USAGE,
		                 "no operands: name the file with -o FILE");
	if (opt_title && !utf8_valid(opt_title, strlen(opt_title), NULL))
		return error_set(err, ERR_USAGE, "the title is not UTF-8");
	if (opt_min_words > opt_max_words)
		return error_set(err, ERR_USAGE,
		                 "--min-words %d is more than --max-words %d",
		                 opt_min_words, opt_max_words);
	if (opt_quotes > MOST_QUOTES)
		return error_set(err, ERR_USAGE,
		                 "--quotes takes at most %d: 'emic quotes' "
		                 "lists all passages",
		                 MOST_QUOTES);
	*format = report_format_of(to_stdout ? "stdout.md" : opt_output);
	if (!*format)
		return error_set(err, ERR_USAGE,
		                 "'%s' must end in .html or .md: the ending "
		                 "says what is written",
		                 opt_output);
	return 0;
}

/* --- the file ------------------------------------------------------------ */

static int
write_all(int fd, const struct buf *b, const char *path, struct error *err)
{
	size_t done = 0;

	while (done < b->len) {
		ssize_t n = write(fd, b->data + done, b->len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_errno(err, ERR_IO, "cannot write '%s'",
			                   path);
		done += (size_t)n;
	}
	return 0;
}

/* A pipe or a device: there is nothing to replace. */
static int
write_through(const char *path, const struct buf *b, struct error *err)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), rc;

	if (fd < 0)
		return error_errno(err, ERR_IO, "cannot open '%s'", path);
	rc = write_all(fd, b, path, err);
	if (close(fd) < 0 && rc == 0)
		rc = error_errno(err, ERR_IO, "cannot write '%s'", path);
	return rc;
}

/*
 * Write beside PATH first, then put it in its place: whoever reads PATH
 * finds the old report or the new one, never half of one.
 */
static int
replace(const char *path, const struct buf *b, struct error *err)
{
	mode_t mask = umask(0), mode = 0666 & ~mask;
	struct buf name = { 0 };
	struct stat old;
	int fd, rc;

	umask(mask);
	/* who made a report private keeps it so */
	if (stat(path, &old) == 0)
		mode = old.st_mode & 0777;
	buf_addf(&name, "%s.XXXXXX", path);
	fd = mkstemp(name.data);
	if (fd < 0) {
		rc = error_errno(err, ERR_IO, "cannot write '%s'", path);
		goto out;
	}
	rc = write_all(fd, b, path, err);
	if (rc == 0 && (fchmod(fd, mode) < 0 || fsync(fd) < 0))
		rc = error_errno(err, ERR_IO, "cannot write '%s'", path);
	if (close(fd) < 0 && rc == 0)
		rc = error_errno(err, ERR_IO, "cannot write '%s'", path);
	if (rc == 0 && rename(name.data, path) < 0)
		rc = error_errno(err, ERR_IO, "cannot replace '%s'", path);
	if (rc < 0)
		unlink(name.data);
out:
	buf_release(&name);
	return rc;
}

/* Through a symbolic link the file that it names is replaced. */
static int
write_file(const char *path, const struct buf *b, struct error *err)
{
	char *real = realpath(path, NULL);
	struct stat st;
	int rc;

	if (real && stat(real, &st) == 0 && S_ISDIR(st.st_mode))
		rc = error_set(err, ERR_IO, "'%s' is a folder", path);
	else if (real && !S_ISREG(st.st_mode))
		rc = write_through(path, b, err);
	else
		rc = replace(real ? real : path, b, err);
	free(real);
	return rc;
}

static int
print_report(struct invocation *in, const struct report *r,
             const struct report_format *format, struct error *err)
{
	struct buf out = { 0 };
	int rc = 0;

	report_print(r, format, &out);
	if (strcmp(opt_output, "-") == 0) {
		spool_add(&in->out, buf_str(&out), out.len);
	} else {
		rc = write_file(opt_output, &out, err);
		if (rc == 0)
			spool_addf(&in->out,
			           "%s: %zu codes, %zu quotations, from %zu "
			           "documents\n",
			           opt_output, report_codes(r),
			           report_quotations(r), report_documents(r));
	}
	buf_release(&out);
	return rc;
}

static int
report_run(struct invocation *in, struct error *err)
{
	const struct report_format *format = NULL;
	struct string_list attributes = { 0 };
	struct selection selection = { 0 };
	struct report *r = NULL;
	struct report_options o = {
		.selection = &selection,
		.title = opt_title,
		.codes = opt_codes.items,
		.n_codes = opt_codes.n,
		.allow_unique = opt_unique,
		.documents = opt_documents,
		.labels = opt_labels,
		.quotations = { (size_t)opt_quotes, (size_t)opt_min_words,
		                (size_t)opt_max_words, (uint64_t)opt_seed },
		.version = EMIC_VERSION,
		.now = in->now,
	};
	int rc;

	split_attributes(&attributes);
	o.attributes = attributes.items;
	o.n_attributes = attributes.n;
	rc = check_options(in, &format, err);
	if (rc == 0)
		rc = select_read(&opt_select, &selection, err);
	if (rc == 0)
		rc = report_read(in->project, &o, &r, err);
	if (rc == 0)
		rc = freshness_check(in->project,
		                     corpus_codebook(report_corpus(r)),
		                     opt_strict, err);
	if (rc < 0)
		goto out;
	if (report_documents(r) == 0) {
		command_note("nothing is selected: no report is written");
		rc = 1;
		goto out;
	}
	select_notes(report_corpus(r), selection.kind);
	rc = print_report(in, r, format, err);
out:
	report_free(r);
	free_attributes(&attributes);
	return rc;
}

const struct command command = {
	.name = "emic-report",
	.operands = "",
	.summary = "the write-up: corpus, themes with quotations, codebook",
	.options = options,
	.project = PROJECT_READ,
	.run = report_run,
};
