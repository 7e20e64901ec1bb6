/* report_method.c - how the report was made: so that it can be made again. */
#include "report/report_data.h"

#include "report/report_page.h"

#include <inttypes.h>
#include <string.h>

static void
write_counting(struct report_page *page, const struct report *r)
{
	struct report_heading h = { 3, "counting", "What is counted", NULL,
		                    false };

	page->format->heading(page, &h);
	page->format->para(
	    page, REPORT_PLAIN,
	    arena_fmt(&page->arena,
	              "First cases, of kind %s; then documents, passages, "
	              "words. A passage is what remains when marks of one "
	              "code (for a theme: of it and all codes below it) that "
	              "overlap or touch are joined, so that a second coder or "
	              "a second rule on the same words changes no count. "
	              "Words are those of the passages, without labels, asides "
	              "such as [pause], and what an interviewer says in "
	              "between. An interviewer's words belong to no case. "
	              "Where there are cases, passages of no case are counted "
	              "apart.",
	              case_kind_name(r->o.selection->kind)));
	page->format->para(
	    page, REPORT_PLAIN,
	    "Judged: coded by a person who read it, here or in the project it "
	    "was imported from. Unread: found by a rule, or piped in, and "
	    "answered by nobody. Disputed: accepted by one coder, rejected by "
	    "another. Passages against an idea are counted apart and are never "
	    "evidence for it.");
}

static void
write_choosing(struct report_page *page, const struct report *r)
{
	struct report_heading h = { 3, "quotations",
		                    "How quotations were chosen", NULL, false };
	const struct quotation_rule *rule = &r->o.quotations;
	struct arena *a = &page->arena;

	page->format->heading(page, &h);
	page->format->para(
	    page, REPORT_PLAIN,
	    arena_fmt(a,
	              "Of each code at most %zu passages are quoted, and as "
	              "many against it. Only passages of at most %zu words "
	              "are eligible; none is cut, and each code says how many "
	              "were too long. A passage of fewer than %zu words, "
	              "within one turn, is shown with sentences of the same "
	              "turn around it: a sentence that it is part of is made "
	              "whole, then the next sentence after and the next one "
	              "before are added in turns until there are %zu words, "
	              "and none that would make more than %zu. The passage "
	              "itself is %s. One that has fewer than %zu words even "
	              "so is quoted only where fewer quotations than asked "
	              "for were found otherwise. Judged passages come before "
	              "unread ones. Within these, one passage of each case "
	              "comes before a second one of any: the cases in an order "
	              "drawn with the seed %" PRIu64 ", and of each case the "
	              "passage that is drawn. Passages that are no case's take "
	              "turns by document. A passage that overlaps what is "
	              "shown of one quoted before it is passed over.",
	              rule->wanted, rule->max_words, rule->min_words,
	              rule->min_words, rule->max_words, page->format->passage,
	              rule->min_words, rule->seed));
	page->format->para(
	    page, REPORT_PLAIN,
	    arena_fmt(a,
	              "Quotations show the words of the transcript, with "
	              "asides in brackets. Speakers are shown by the label of "
	              "their case, never by their name in the transcript%s. "
	              "%s [\xE2\x80\xA6] stands for a turn that is not in the "
	              "selection.",
	              r->o.labels ? "; those without a case as they are "
	                            "called there"
	                          : "",
	              r->o.documents
	                  ? "Documents are called by their names."
	                  : "Documents are numbered in the order of their "
	                    "names."));
}

static void
add_fact(struct report_table *t, const char *what, const char *value)
{
	report_row(t, 0, NULL, what);
	report_cell(t, value ? value : "-");
}

static void
write_versions(struct report_page *page, const struct report *r)
{
	struct arena *a = &page->arena;
	const struct freshness *f = &r->freshness;
	struct report_heading h = { 3, "versions", "Versions", NULL, false };
	struct report_table t = {
		.plain = true,
		.caption = "Versions",
		.columns = { { "What", false }, { "Value", false } },
		.n_columns = 2,
	};
	char hash[HASH_SIZE];

	freshness_codebook_hash(corpus_codebook(r->corpus), hash);
	page->format->heading(page, &h);
	add_fact(&t, "Report written", r->o.now);
	add_fact(&t, "emic", r->o.version);
	add_fact(&t, "Basis",
	         report_is_blank(r)     ? "nothing is tagged or coded yet"
	         : r->themes.any_judged ? "judged and unread, side by side"
	                                : "found by rule, not read");
	add_fact(&t, "Seed", arena_fmt(a, "%" PRIu64, r->o.quotations.seed));
	add_fact(&t, "Hash of the rules", hash);
	if (f->tagged) {
		if (strcmp(hash, r->run_hash) != 0)
			add_fact(&t, "Hash of the rules when last applied",
			         r->run_hash);
		add_fact(&t, "Rules last applied", f->at);
		add_fact(&t, "Engine", f->engine);
		add_fact(&t, "PCRE2", f->pcre2);
		add_fact(&t, "Unicode", f->unicode);
	} else {
		add_fact(&t, "Rules last applied", "never");
	}
	add_fact(&t, "Codes out of date",
	         arena_fmt(a, "%zu of %zu", r->n_stale, r->codes.n));
	page->format->table(page, &t);
	report_table_release(&t);
}

static void
write_coders(struct report_page *page, const struct report *r)
{
	struct report_heading h = { 3, "coders", "Coders", NULL, false };
	struct report_table t = {
		.plain = true,
		.caption = "Work of each coder in the whole project",
		.columns = { { "Coder", false },
		             { "Codings", true },
		             { "Verdicts on hits", true },
		             { "Finished readings", true } },
		.n_columns = 4,
	};
	struct arena *a = &page->arena;
	size_t i;

	page->format->heading(page, &h);
	if (r->coders.n == 0) {
		page->format->para(page, REPORT_PLAIN,
		                   "Nobody has coded, answered a hit or "
		                   "finished a reading in this project.");
		return;
	}
	page->format->para(page, REPORT_PLAIN,
	                   "In the whole project; a finished reading is one "
	                   "document read for one code.");
	for (i = 0; i < r->coders.n; i++) {
		const struct report_coder *c = &r->coders.items[i];

		report_row(&t, 0, NULL, c->name);
		report_cell(&t, report_number(a, (size_t)c->codings));
		report_cell(&t, report_number(a, (size_t)c->verdicts));
		report_cell(&t, report_number(a, (size_t)c->readings));
	}
	page->format->table(page, &t);
	report_table_release(&t);
}

void
report_write_origin(struct report_page *page, const struct report *r)
{
	struct report_heading h = { 2, "method", "How this report was made",
		                    NULL, true };

	page->format->heading(page, &h);
	write_counting(page, r);
	write_choosing(page, r);
	write_versions(page, r);
	write_coders(page, r);
}
