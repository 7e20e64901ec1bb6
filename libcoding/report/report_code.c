/* report_code.c - the section of one theme or code. */
#include "report/report_data.h"

#include "report/report_page.h"

#include <string.h>

/* --- counts -------------------------------------------------------------- */

static void
add_counts(struct report_page *page, struct report_table *t, const char *head,
           const struct frequency *f, size_t n)
{
	struct arena *a = &page->arena;

	report_row(t, 0, NULL, head);
	report_cell(t, report_share(a, f->cases, n));
	report_cell(t, report_number(a, f->documents));
	report_cell(t, report_number(a, f->passages));
	report_cell(t, report_number(a, f->words));
}

static bool
differ(const struct frequency *a, const struct frequency *b)
{
	return a->cases != b->cases || a->documents != b->documents ||
	       a->passages != b->passages || a->words != b->words;
}

/* The rows of one basis; OWN is NULL where only the rolled-up is known. */
static void
add_basis(struct report_page *page, struct report_table *t, const char *basis,
          const struct frequency *own, const struct frequency *rolled,
          bool has_below, size_t n)
{
	struct arena *a = &page->arena;

	if (!has_below || (own && !differ(own, rolled))) {
		add_counts(page, t, basis, rolled, n);
		return;
	}
	if (own && own->passages > 0)
		add_counts(page, t, arena_fmt(a, "%s; this code alone", basis),
		           own, n);
	add_counts(page, t, arena_fmt(a, "%s; with the codes below it", basis),
	           rolled, n);
}

static bool
anything(const struct frequency *f)
{
	int b;

	for (b = THEME_JUDGED; b <= THEME_DISPUTED; b++)
		if (f[b].passages + f[b].unattributed > 0)
			return true;
	return false;
}

/* All bases of one stance: judged and unread always, side by side. */
static void
add_stance(struct report_page *page, struct report_table *t,
           const struct report *r, const struct report_code *c,
           enum report_stance stance, const char *const names[3])
{
	const struct frequency *rolled =
	    stance == REPORT_FOR ? c->theme->rolled : c->theme->against;
	int b;

	for (b = THEME_JUDGED; b <= THEME_DISPUTED; b++) {
		if (b == THEME_JUDGED && !r->themes.any_judged)
			continue;
		if (b == THEME_DISPUTED &&
		    rolled[b].passages + rolled[b].unattributed == 0)
			continue;
		add_basis(page, t, names[b],
		          stance == REPORT_FOR ? &c->theme->own[b] : NULL,
		          &rolled[b], c->has_below, corpus_n(r->corpus));
	}
}

/* A theme's counts against it need a passage of its own for a section. */
static bool
is_against_inline(const struct report_code *c)
{
	return c->has_below && c->sides[REPORT_AGAINST].candidates.n == 0 &&
	       anything(c->theme->against);
}

static size_t
unattributed(const struct frequency *f)
{
	return f[THEME_JUDGED].unattributed + f[THEME_UNREAD].unattributed +
	       f[THEME_DISPUTED].unattributed;
}

static void
write_counts(struct report_page *page, const struct report *r,
             const struct report_code *c, enum report_stance stance)
{
	const char *names[] = { "Judged", "Unread", "Disputed" };
	const char *against[] = { "Against: judged", "Against: unread",
		                  "Against: disputed" };
	struct report_table t = {
		.plain = true,
		.columns = { { "Basis", false },
		             { "Cases", true },
		             { "Documents", true },
		             { "Passages", true },
		             { "Words", true } },
		.n_columns = 5,
	};
	struct arena *a = &page->arena;
	size_t loose = unattributed(stance == REPORT_FOR ? c->theme->rolled
	                                                 : c->theme->against);

	if (!r->themes.any_judged) {
		names[THEME_UNREAD] = "Found by rule, not read";
		against[THEME_UNREAD] = "Against: found by rule, not read";
	}
	t.caption =
	    arena_fmt(a, "Counts %s \xE2\x80\x9C%s\xE2\x80\x9D",
	              stance == REPORT_FOR ? "of" : "against", c->code->name);
	if (stance == REPORT_AGAINST || anything(c->theme->rolled))
		add_stance(page, &t, r, c, stance, names);
	if (stance == REPORT_FOR && is_against_inline(c))
		add_stance(page, &t, r, c, REPORT_AGAINST, against);
	page->format->table(page, &t);
	report_table_release(&t);
	if (loose > 0 && corpus_n(r->corpus) > 0)
		page->format->para(page, REPORT_NOTE,
		                   arena_fmt(a, "And %s of no case.",
		                             report_many(a, loose, "passage")));
}

/* --- quotations ---------------------------------------------------------- */

static void
write_quotes(struct report_page *page, const struct report *r,
             const struct report_side *side)
{
	size_t all = side->candidates.n, grown = 0, i;
	const struct quotation_rule *rule = &r->o.quotations;
	struct arena *a = &page->arena;
	struct buf b = { 0 };

	for (i = 0; i < side->choice.n; i++) {
		page->format->quote(page, &side->quotes[i]);
		grown += side->quotes[i].grown;
	}
	if (all == 0)
		return;
	buf_addf(&b, "Quoted: %s of %s", report_number(a, side->choice.n),
	         report_many(a, all, "passage"));
	if (grown > 0)
		buf_addf(&b,
		         "; under %zu words and shown with the sentences "
		         "around them: %s",
		         rule->min_words, report_number(a, grown));
	if (side->choice.too_long > 0)
		buf_addf(&b, "; too long, over %zu words: %s", rule->max_words,
		         report_number(a, side->choice.too_long));
	buf_addc(&b, '.');
	page->format->para(page, REPORT_NOTE, arena_str(a, buf_str(&b)));
	buf_release(&b);
}

/* --- the section --------------------------------------------------------- */

/* What has no passage for it says why. */
static const char *
nothing_found(const struct report *r, const struct report_code *c)
{
	if (c->has_below)
		return "No passage was found, neither for this theme nor for "
		       "the codes below it.";
	if (c->code->n_rules == 0)
		return r->themes.any_judged
		           ? "No passage: it has no rules, and nobody has "
		             "coded one by hand."
		           : "No passage: it has no rules, and nothing was "
		             "coded by hand.";
	return "No passage was found.";
}

static bool
has_rules_against(const struct report *r, const struct report_code *c)
{
	size_t i, k;

	for (i = 0; i < r->codes.n; i++) {
		const struct code *below = r->codes.items[i].code;

		if (!code_covers(c->code, below))
			continue;
		for (k = 0; k < below->n_rules; k++)
			if (below->rules[k].against)
				return true;
	}
	return false;
}

static void
write_against(struct report_page *page, const struct report *r,
              const struct report_code *c)
{
	struct report_heading h = { c->depth + 3, NULL, "Against", NULL,
		                    false };

	if (!anything(c->theme->against)) {
		page->format->para(
		    page, REPORT_NOTE,
		    has_rules_against(r, c)
		        ? "Against it: no passage, though rules look for some."
		        : "Against it: no passage, and no rule looks for any.");
		return;
	}
	if (is_against_inline(c))
		return;
	page->format->heading(page, &h);
	write_counts(page, r, c, REPORT_AGAINST);
	write_quotes(page, r, &c->sides[REPORT_AGAINST]);
}

void
report_write_code(struct report_page *page, const struct report *r,
                  const struct report_code *c)
{
	const struct code *code = c->code;
	struct report_heading h = {
		.level = c->depth + 2,
		.id = report_code_id(&page->arena, "code-", code),
		.text = code->name,
		.kind = strcmp(code->kind, "code") == 0 ? NULL : code->kind,
		.listed = true,
	};

	page->format->heading(page, &h);
	page->format->para(page, REPORT_PLAIN,
	                   *code->definition ? code->definition
	                                     : "It has no definition.");
	if (*code->include)
		page->format->term(page, "Includes", code->include);
	if (*code->exclude)
		page->format->term(page, "Excludes", code->exclude);
	if (c->stale > 0 && r->freshness.tagged)
		page->format->para(
		    page, REPORT_CAUTION,
		    arena_fmt(&page->arena,
		              "Out of date in %s: its rules, or the text, "
		              "have changed since they were applied.",
		              report_many(&page->arena, c->stale, "document")));
	if (report_is_blank(r))
		return;
	if (!anything(c->theme->rolled))
		page->format->para(page, REPORT_PLAIN, nothing_found(r, c));
	if (anything(c->theme->rolled) || is_against_inline(c))
		write_counts(page, r, c, REPORT_FOR);
	write_quotes(page, r, &c->sides[REPORT_FOR]);
	write_against(page, r, c);
}
