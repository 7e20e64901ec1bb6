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

void
report_print(const struct report *r, const struct report_format *f,
             struct buf *out)
{
	struct report_page page = { .format = f };
	struct arena *a = &page.arena;
	size_t n = corpus_n(r->corpus), i;

	page.title = r->title;
	page.lead = arena_fmt(
	    a, "%s%s%s\n%s",
	    n > 0 ? report_many(a, n, case_kind_name(r->o.selection->kind))
	          : "",
	    n > 0 ? ", " : "",
	    arena_fmt(a, "%s, %s", report_many(a, r->n_documents, "document"),
	              report_many(a, r->n_words, "word")),
	    date_of(a, r->o.now));
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
