/* report_codebook.c - the appendix: every code as it is defined and found. */
#include "report/report_data.h"

#include "base/vec.h"
#include "report/report_page.h"

#include <string.h>

struct strings {
	const char **items;
	size_t n, cap;
};

/* What is unusual about how its rules are applied. */
static const char *
rules_line(struct report_page *page, const struct code *c)
{
	struct arena *a = &page->arena;
	struct buf b = { 0 };
	const char *out;

	buf_addf(&b, "%s, a hit is the %s", report_many(a, c->n_rules, "rule"),
	         c->unit == UNIT_MATCH ? "matched words"
	                               : code_unit_name(c->unit));
	if (strcmp(c->speakers, "participant") != 0)
		buf_addf(&b, ", words of: %s", c->speakers);
	if (c->exact)
		buf_adds(&b, ", letter case matters");
	if (c->match_asides)
		buf_adds(&b, ", asides are searched");
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

static void
write_rules(struct report_page *page, const struct code *c, bool against)
{
	struct strings lines = { 0 };
	size_t i;

	for (i = 0; i < c->n_rules; i++)
		if (c->rules[i].against == against)
			vec_push(&lines, c->rules[i].expression);
	if (lines.n > 0) {
		page->format->term(page, against ? "Rules against" : "Rules",
		                   report_many(&page->arena, lines.n, "line"));
		page->format->lines(page, lines.items, lines.n);
	}
	vec_release(&lines);
}

static void
write_examples(struct report_page *page, const struct code *c)
{
	static const struct {
		char sign;
		const char *label;
	} signs[] = { { '+', "Must be found" },
		      { '-', "Must not be found" },
		      { '!', "Must be found as against" } };
	size_t s, i;

	for (s = 0; s < 3; s++) {
		struct strings texts = { 0 };

		for (i = 0; i < c->n_examples; i++)
			if (c->examples[i].sign == signs[s].sign)
				vec_push(&texts, c->examples[i].text);
		if (texts.n > 0) {
			page->format->term(
			    page, signs[s].label,
			    report_many(&page->arena, texts.n, "example"));
			page->format->list(page, texts.items, texts.n);
		}
		vec_release(&texts);
	}
}

static void
write_entry(struct report_page *page, const struct code *c)
{
	struct report_heading h = {
		.level = 3,
		.id = report_code_id(&page->arena, "book-", c),
		.text = c->name,
		.kind = strcmp(c->kind, "code") == 0 ? NULL : c->kind,
	};

	page->format->heading(page, &h);
	page->format->term(page, "Path", c->path);
	if (*c->source)
		page->format->term(page, "Source", c->source);
	if (*c->definition)
		page->format->term(page, "Definition", c->definition);
	if (*c->include)
		page->format->term(page, "Includes", c->include);
	if (*c->exclude)
		page->format->term(page, "Excludes", c->exclude);
	page->format->term(page, "Found by",
	                   c->n_rules > 0 ? rules_line(page, c) : "no rules");
	write_rules(page, c, false);
	write_rules(page, c, true);
	write_examples(page, c);
}

/* What all rules share: they cannot be read without it. */
static void
write_lists(struct report_page *page, const struct codebook *b)
{
	struct report_heading h = { 3, "lists", "Lists and fillers", NULL,
		                    false };
	struct arena *a = &page->arena;
	size_t i, k;

	if (b->n_lists + b->n_fillers == 0)
		return;
	page->format->heading(page, &h);
	for (i = 0; i <= b->n_lists; i++) {
		bool fillers = i == b->n_lists;
		size_t n = fillers ? b->n_fillers : b->lists[i].n_terms;
		const char **terms = fillers ? b->fillers : b->lists[i].terms;
		struct buf line = { 0 };

		for (k = 0; k < n; k++)
			buf_addf(&line, "%s%s", k > 0 ? ", " : "", terms[k]);
		if (n > 0)
			page->format->term(
			    page,
			    fillers ? "Fillers"
			            : arena_fmt(a, "$%s", b->lists[i].name),
			    arena_str(a, buf_str(&line)));
		buf_release(&line);
	}
}

void
report_write_codebook(struct report_page *page, const struct report *r)
{
	const struct codebook *b = corpus_codebook(r->corpus);
	struct report_heading h = { 2, "codebook", "Codebook", NULL, true };
	size_t i, rules = 0;

	if (r->codes.n == 0)
		return;
	page->format->heading(page, &h);
	for (i = 0; i < r->codes.n; i++)
		rules += r->codes.items[i].code->n_rules;
	page->format->para(
	    page, REPORT_PLAIN,
	    arena_fmt(&page->arena, "%s%s%s with %s%s.",
	              b->name && *b->name ? b->name : "",
	              b->name && *b->name ? ": " : "",
	              report_many(&page->arena, r->codes.n, "code"),
	              report_many(&page->arena, rules, "rule"),
	              r->o.n_codes > 0 ? "; only those that are reported"
	                               : ""));
	write_lists(page, b);
	for (i = 0; i < r->codes.n; i++)
		write_entry(page, r->codes.items[i].code);
}
