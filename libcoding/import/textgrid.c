#include "import/textgrid.h"

#include "base/error.h"
#include "import/compose.h"
#include "import/decode.h"
#include "import/tiers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- tokens --------------------------------------------------------------- */

struct grid {
	const char *text; /* a NUL stands behind it */
	size_t len, at;
	size_t line;
	struct buf string; /* the last one */
	struct tiers tiers;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static void
skip(struct grid *g, size_t n)
{
	for (; n > 0 && g->at < g->len; n--)
		g->line += g->text[g->at++] == '\n';
}

/* The token at hand; a string runs to its closing mark, "" is a mark in it. */
static size_t
token_length(const struct grid *g)
{
	const char *s = g->text + g->at;
	size_t left = g->len - g->at, n = 1;

	if (*s == '!')
		return strcspn(s, "\n");
	if (*s != '"') {
		while (n < left && !is_blank(s[n]))
			n++;
		return n;
	}
	for (; n < left; n++) {
		if (s[n] != '"')
			continue;
		if (n + 1 == left || s[n + 1] != '"')
			return n + 1;
		n++;
	}
	return left;
}

/* Move to the next token that is free-standing: "string", number or <flag>. */
static char
next_token(struct grid *g, size_t *n_out)
{
	const char *s;
	char *end;

	for (;; skip(g, *n_out)) {
		while (g->at < g->len && is_blank(g->text[g->at]))
			skip(g, 1);
		*n_out = 0;
		if (g->at == g->len)
			return '\0';
		s = g->text + g->at;
		*n_out = token_length(g);
		if (*s == '"' || *s == '<')
			return *s;
		if (!strchr("0123456789+-.", *s))
			continue;
		strtod(s, &end);
		if (end == s + *n_out)
			return '0';
	}
}

static int
missing(const struct grid *g, const char *what, struct error *err)
{
	return error_set(err, ERR_FORMAT,
	                 "line %zu: %s is missing; is the file whole?", g->line,
	                 what);
}

static int
read_number(struct grid *g, double *out, struct error *err)
{
	size_t n;

	if (next_token(g, &n) != '0')
		return missing(g, "a number", err);
	*out = strtod(g->text + g->at, NULL);
	skip(g, n);
	return 0;
}

/* Into g->string, without its marks. */
static int
read_string(struct grid *g, struct error *err)
{
	const char *s;
	size_t n, i;

	buf_clear(&g->string);
	if (next_token(g, &n) != '"')
		return missing(g, "a text in quotation marks", err);
	s = g->text + g->at;
	if (n < 2 || s[n - 1] != '"')
		return missing(g, "the closing mark of this quotation", err);
	for (i = 1; i + 1 < n; i++) {
		buf_addc(&g->string, s[i]);
		i += s[i] == '"';
	}
	skip(g, n);
	return 0;
}

/* --- tiers ---------------------------------------------------------------- */

static int
read_interval(struct grid *g, size_t tier, bool point, struct error *err)
{
	double from = 0, to = 0;
	int64_t start, end;
	int rc;

	rc = read_number(g, &from, err);
	to = from;
	if (rc == 0 && !point)
		rc = read_number(g, &to, err);
	if (rc == 0)
		rc = read_string(g, err);
	if (rc < 0)
		return rc;
	start = compose_ms(from);
	end = compose_ms(to);
	tiers_utterance(&g->tiers, tier, start == TURN_NO_TIME ? 0 : start,
	                end == TURN_NO_TIME ? 0 : end, start, end,
	                buf_str(&g->string), g->string.len);
	return 0;
}

static int
read_tier(struct grid *g, struct error *err)
{
	bool point = false;
	double n = 0;
	size_t tier;
	int rc;

	rc = read_string(g, err);
	if (rc == 0) {
		point = strcmp(buf_str(&g->string), "TextTier") == 0;
		if (!point && strcmp(buf_str(&g->string), "IntervalTier") != 0)
			return error_set(err, ERR_FORMAT,
			                 "line %zu: a tier is an IntervalTier "
			                 "or a TextTier",
			                 g->line);
		rc = read_string(g, err);
	}
	if (rc < 0)
		return rc;
	tier = tiers_add(&g->tiers, buf_str(&g->string), NULL,
	                 point ? TIER_POINTS : TIER_FREE,
	                 tier_name_level(buf_str(&g->string)));
	rc = read_number(g, &n, err); /* where the tier starts */
	if (rc == 0)
		rc = read_number(g, &n, err); /* and ends */
	if (rc == 0)
		rc = read_number(g, &n, err);
	for (; rc == 0 && n >= 1; n--)
		rc = read_interval(g, tier, point, err);
	return rc;
}

static int
read_grid(struct grid *g, struct error *err)
{
	double n = 0;
	size_t len;
	int rc;

	rc = read_string(g, err); /* "ooTextFile" */
	if (rc == 0)
		rc = read_string(g, err);
	if (rc == 0 && strcmp(buf_str(&g->string), "TextGrid") != 0)
		return error_set(err, ERR_FORMAT,
		                 "line %zu: of Praat's files only TextGrids "
		                 "are read",
		                 g->line);
	if (rc == 0)
		rc = read_number(g, &n, err);
	if (rc == 0)
		rc = read_number(g, &n, err);
	if (rc < 0)
		return rc;
	if (next_token(g, &len) != '<')
		return missing(g, "<exists>", err);
	if (len != 8 || memcmp(g->text + g->at, "<exists>", 8) != 0)
		return error_set(err, ERR_FORMAT, "there are no tiers in it");
	skip(g, len);
	rc = read_number(g, &n, err);
	for (; rc == 0 && n >= 1; n--)
		rc = read_tier(g, err);
	return rc;
}

static int
parse(struct buf *bytes, const struct import_options *o, struct transcript *t,
      struct error *err)
{
	struct grid g = { .line = 1 };
	struct buf text;
	int rc;

	if (bytes->len >= 12 && memcmp(bytes->data, "ooBinaryFile", 12) == 0)
		return error_set(err, ERR_FORMAT,
		                 "a binary TextGrid; in Praat, save it as a "
		                 "text file");
	rc = decode_text(bytes, o->encoding, t, err);
	if (rc < 0)
		return rc;
	text = t->text;
	memset(&t->text, 0, sizeof(t->text));
	g.text = buf_str(&text);
	g.len = text.len;
	rc = read_grid(&g, err);
	if (rc == 0)
		rc = tiers_compose(&g.tiers, o, t, err);
	tiers_release(&g.tiers);
	buf_release(&g.string);
	buf_release(&text);
	return rc;
}

/* "ooTextFile" and "TextGrid" in the first lines, of one byte a letter or two.
 */
static enum import_fit
sniff(const char *data, size_t len)
{
	char plain[200];
	size_t i, n = 0;

	if (len >= 12 && memcmp(data, "ooBinaryFile", 12) == 0)
		return IMPORT_SURE;
	for (i = 0; i < len && n + 1 < sizeof(plain); i++)
		if (data[i])
			plain[n++] = data[i];
	plain[n] = '\0';
	return strstr(plain, "\"ooTextFile") && strstr(plain, "\"TextGrid\"")
	           ? IMPORT_SURE
	           : IMPORT_NO;
}

const struct importer textgrid_importer = {
	.name = "textgrid",
	.extensions = "textgrid",
	.description = "Praat's TextGrid; interval tiers of speech, with times",
	.sniff = sniff,
	.parse = parse,
};
