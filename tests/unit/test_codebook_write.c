#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "model/codebook_yaml.h"

#include <criterion/criterion.h>
#include <string.h>

static struct error err;
static struct codebook *book;

static void
teardown(void)
{
	codebook_free(book);
}

TestSuite(codebook_write, .fini = teardown);

static int
parse(const char *text)
{
	codebook_free(book);
	return codebook_yaml_parse("test.yaml", text, strlen(text), &book,
	                           &err);
}

static uint32_t state = 1;

static unsigned
draw(unsigned n)
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state % n;
}

/* Text made of what hurts; with LINES of several lines, else NFC, trimmed. */
static const char *
nasty(struct arena *a, bool lines)
{
	static const char *const pieces[] = {
		": ", ":", " #", "#", "# ", " ", "  ", "'", "''", "\"", "\\",
		"\\n", "- ", "-", "! ", "!", "*", "&a", "{", "}", "[", "]", ",",
		", ", "|", ">", "%", "@", "`", "?", "? ", "---", "...", "yes",
		"null", "~", "1.5", "0x1F", "<<", "=", "word", "listen*",
		"\xC3\xA9", "\xF0\x9F\x99\x82", "\xC2\xA0", "\xE2\x80\x99",
		"$neg", "/a b/", "\t", "\xE4\xBF\xA1", "Trust", "codes:",
		/* only where lines are */
		"\n", "\n\n", "\n ", " \n", "\n\t", "\xE2\x80\xA8",
		"\xEF\xBB\xBF", "\n# ", "\n- ", "\nname: x\n"
	};
	unsigned n = sizeof(pieces) / sizeof(*pieces), k = 1 + draw(8);
	struct buf raw = { 0 }, out = { 0 };
	const char *s;
	size_t start = 0;

	while (k-- > 0)
		buf_adds(&raw, pieces[draw(lines ? n : n - 10)]);
	unicode_nfc(&out, buf_str(&raw), raw.len);
	while (!lines && out.len > 0 &&
	       (strchr(" \t", out.data[out.len - 1]) ||
	        (out.len > 1 && out.data[out.len - 1] == '\xA0')))
		out.data[out.len -= out.data[out.len - 1] == '\xA0' ? 2 : 1] =
		    '\0';
	while (!lines && start < out.len &&
	       (strchr(" \t", out.data[start]) || out.data[start] == '\xC2'))
		start += out.data[start] == '\xC2' ? 2 : 1;
	s = arena_str(a, buf_str(&out) + start);
	buf_release(&raw);
	buf_release(&out);
	return lines || *s ? s : "x";
}

/* The same for a value of one line, without tabs. */
static const char *
nasty_line(struct arena *a)
{
	const char *s;

	do
		s = nasty(a, false);
	while (strchr(s, '\t'));
	return s;
}

static const char **
nasty_terms(struct arena *a, size_t n)
{
	const char **terms = arena_alloc(a, (n + 1) * sizeof(*terms));
	size_t i;

	for (i = 0; i < n; i++)
		terms[i] = nasty(a, false);
	return terms;
}

static void
fill_rules(struct codebook *b, struct code *c)
{
	size_t i, match = draw(4), against = draw(3);

	c->n_rules = match + against;
	c->rules = arena_alloc(&b->arena, c->n_rules * sizeof(*c->rules));
	for (i = 0; i < c->n_rules; i++) {
		c->rules[i].expression = nasty(&b->arena, false);
		c->rules[i].against = i >= match;
		c->rules[i].position = (int)(i < match ? i : i - match) + 1;
	}
	c->n_examples = draw(4);
	c->examples =
	    arena_alloc(&b->arena, c->n_examples * sizeof(*c->examples));
	for (i = 0; i < c->n_examples; i++) {
		c->examples[i].sign = "+-!"[draw(3)];
		c->examples[i].text = nasty(&b->arena, false);
	}
}

static struct code *
random_code(struct codebook *b, size_t index, struct code *parent)
{
	struct arena *a = &b->arena;
	struct code *c = arena_alloc(a, sizeof(*c));

	c->index = index;
	c->parent = parent;
	c->depth = parent ? parent->depth + 1 : 0;
	c->slug = arena_fmt(a, "c%zu", index);
	c->path =
	    parent ? arena_fmt(a, "%s/%s", parent->path, c->slug) : c->slug;
	c->name = arena_fmt(a, "%s %zu", nasty_line(a), index);
	c->kind = draw(2) ? "code" : nasty_line(a);
	c->source = draw(2) ? "" : nasty_line(a);
	c->speakers = draw(2) ? "all" : nasty_line(a);
	c->definition = nasty(a, true);
	c->include = nasty(a, true);
	c->exclude = draw(2) ? "" : nasty(a, true);
	c->colour = draw(2) ? NULL : "#0099ff";
	c->unit = (enum code_unit)draw(4);
	c->exact = draw(2);
	c->match_asides = draw(2);
	c->was = arena_alloc(a, 3 * sizeof(*c->was));
	if (draw(2))
		c->was[0] = "old/path";
	fill_rules(b, c);
	return c;
}

static struct codebook *
random_codebook(void)
{
	struct codebook *b = mem_zero(sizeof(*b));
	size_t i;

	b->name = draw(8) ? nasty_line(&b->arena) : "";
	b->n_fillers = draw(4);
	b->fillers = nasty_terms(&b->arena, b->n_fillers);
	b->n_lists = draw(3);
	b->lists = arena_alloc(&b->arena, b->n_lists * sizeof(*b->lists));
	for (i = 0; i < b->n_lists; i++) {
		b->lists[i].name = arena_fmt(&b->arena, "l%zu", i);
		b->lists[i].n_terms = 1 + draw(4);
		b->lists[i].terms = nasty_terms(&b->arena, b->lists[i].n_terms);
	}
	b->n_codes = draw(6);
	b->codes = arena_alloc(&b->arena, b->n_codes * sizeof(*b->codes));
	for (i = 0; i < b->n_codes; i++) {
		/* below the last one, beside it, or at the top */
		struct code *last = i ? b->codes[i - 1] : NULL;
		unsigned where = draw(3);

		if (last && where == 1)
			last = last->parent;
		else if (where == 2)
			last = NULL;
		b->codes[i] = random_code(b, i, last);
	}
	return b;
}

static void
same_terms(const char **a, size_t n, const char **b, size_t m)
{
	size_t i;

	cr_assert_eq(n, m);
	for (i = 0; i < n; i++)
		cr_assert_str_eq(a[i], b[i]);
}

static void
same_code(const struct code *a, const struct code *b)
{
	size_t i;

	cr_assert_str_eq(a->path, b->path);
	cr_assert_str_eq(a->name, b->name);
	cr_assert_str_eq(a->kind, b->kind);
	cr_assert_str_eq(a->source, b->source);
	cr_assert_str_eq(a->speakers, b->speakers);
	cr_assert_str_eq(a->definition, b->definition);
	cr_assert_str_eq(a->include, b->include);
	cr_assert_str_eq(a->exclude, b->exclude);
	cr_assert_str_eq(a->colour ? a->colour : "",
	                 b->colour ? b->colour : "");
	cr_assert_eq(a->unit, b->unit);
	cr_assert_eq(a->exact, b->exact);
	cr_assert_eq(a->match_asides, b->match_asides);
	cr_assert_eq(a->n_rules, b->n_rules);
	for (i = 0; i < a->n_rules; i++) {
		cr_assert_str_eq(a->rules[i].expression,
		                 b->rules[i].expression);
		cr_assert_eq(a->rules[i].against, b->rules[i].against);
		cr_assert_eq(a->rules[i].position, b->rules[i].position);
	}
	cr_assert_eq(a->n_examples, b->n_examples);
	for (i = 0; i < a->n_examples; i++) {
		cr_assert_eq(a->examples[i].sign, b->examples[i].sign);
		cr_assert_str_eq(a->examples[i].text, b->examples[i].text);
	}
}

Test(codebook_write, any_codebook_reads_back_as_it_was_written)
{
	struct buf once = { 0 }, twice = { 0 };
	struct codebook *b;
	size_t i;
	int k;

	for (k = 0; k < 3000; k++) {
		b = random_codebook();
		buf_clear(&once);
		codebook_yaml_write(b, &once);
		cr_assert_eq(parse(buf_str(&once)), 0, "%s\n%s", err.msg,
		             buf_str(&once));
		cr_assert_str_eq(book->name, b->name);
		if (b->n_fillers > 0)
			same_terms(book->fillers, book->n_fillers, b->fillers,
			           b->n_fillers);
		cr_assert_eq(book->n_lists, b->n_lists);
		for (i = 0; i < b->n_lists; i++)
			same_terms(book->lists[i].terms, book->lists[i].n_terms,
			           b->lists[i].terms, b->lists[i].n_terms);
		cr_assert_eq(book->n_codes, b->n_codes);
		for (i = 0; i < b->n_codes; i++)
			same_code(book->codes[i], b->codes[i]);
		buf_clear(&twice);
		codebook_yaml_write(book, &twice);
		cr_assert_str_eq(buf_str(&twice), buf_str(&once));
		codebook_free(b);
	}
	buf_release(&once);
	buf_release(&twice);
}

Test(codebook_write, retired_codes_are_not_written_nor_what_is_below_them)
{
	struct buf out = { 0 };

	cr_assert_eq(parse("codes:\n  - name: A\n    codes:\n      - name: B\n"
	                   "        codes:\n          - name: C\n"
	                   "      - name: D\n"),
	             0);
	book->codes[1]->retired = true;
	codebook_yaml_write(book, &out);
	cr_expect_str_eq(buf_str(&out),
	                 "codebook: ''\ncodes:\n  - name: A\n    id: a\n"
	                 "    codes:\n      - name: D\n        id: d\n");
	buf_release(&out);
}
