/* report_body.c - the report from its title to its end. */
#include "report/report.h"

#include "report/report_page.h"

#include <stdlib.h>

/* "24 November 2025", of "2025-11-24T16:00:00Z". */
static const char *
date_of(struct arena *a, const char *now)
{
	static const char *const months[] = {
		"January",   "February", "March",    "April",
		"May",       "June",     "July",     "August",
		"September", "October",  "November", "December"
	};
	long month = strtol(now + 5, NULL, 10);

	if (month < 1 || month > 12)
		return now;
	return arena_fmt(a, "%ld\xC2\xA0%s\xC2\xA0%.4s",
	                 strtol(now + 8, NULL, 10), months[month - 1], now);
}

/* "16,776 words by 17 participants, 9,206 by interviewers". */
static const char *
words_by(struct arena *a, const struct report *r)
{
	size_t n = corpus_n(r->corpus);
	size_t loose = corpus_unattributed_words(r->corpus);
	size_t told = r->n_words - r->n_asked - loose;
	struct buf b = { 0 };
	const char *out;

	if (n > 0)
		buf_addf(
		    &b, "%s by %s", report_many(a, told, "word"),
		    report_many(a, n, case_kind_name(r->o.selection->kind)));
	if (loose > 0 || n == 0)
		buf_addf(&b, n > 0 ? ", %s by others" : "%s by speakers",
		         n > 0 ? report_number(a, loose)
		               : report_many(a, loose, "word"));
	if (r->n_asked > 0)
		buf_addf(&b, ", %s by interviewers",
		         report_number(a, r->n_asked));
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

bool
report_is_blank(const struct report *r)
{
	return !r->freshness.tagged && r->coders.n == 0;
}

void
report_print(const struct report *r, const struct report_format *f,
             struct buf *out)
{
	struct report_page page = { .format = f };
	struct arena *a = &page.arena;
	size_t i;

	page.title = r->title;
	page.lead = arena_fmt(a, "%s; %s\n%s",
	                      report_many(a, r->n_documents, "document"),
	                      words_by(a, r), date_of(a, r->o.now));
	page.scope = report_scope(a, r);
	if (report_is_blank(r))
		f->para(&page, REPORT_CAUTION,
		        "Nothing has been tagged or coded yet: the report "
		        "has the material and the codebook, but no counts "
		        "and no quotations.");
	report_write_sample(&page, r);
	report_write_overview(&page, r);
	for (i = 0; i < r->codes.n; i++)
		report_write_code(&page, r, &r->codes.items[i]);
	report_write_codebook(&page, r);
	report_write_origin(&page, r);
	f->finish(&page, out);
	buf_release(&page.body);
	buf_release(&page.contents);
	arena_release(&page.arena);
}
