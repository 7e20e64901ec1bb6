#include "model/case_load.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "model/case.h"
#include "model/document.h"

#include <stdlib.h>
#include <string.h>

/* What a column is for. */
enum use {
	USE_NAME,
	USE_DOCUMENT,
	USE_SPEAKER,
	USE_KIND,
	USE_MEMBER_OF,
	USE_WAVE,
	USE_OF_DOCUMENT, /* date, interviewer, mode, language */
	USE_ATTRIBUTE,
};

static const struct {
	const char *name;
	enum use use;
} known[] = {
	{ "document", USE_DOCUMENT },
	{ "speaker", USE_SPEAKER },
	{ "kind", USE_KIND },
	{ "member_of", USE_MEMBER_OF },
	{ "wave", USE_WAVE },
	{ "date", USE_OF_DOCUMENT },
	{ "interviewer", USE_OF_DOCUMENT },
	{ "mode", USE_OF_DOCUMENT },
	{ "language", USE_OF_DOCUMENT },
};

struct column {
	enum use use;
	int64_t attribute; /* attribute.id, for the last two uses and wave */
};

/* A value that a row gave, so that another row cannot contradict it. */
struct given {
	int64_t attribute, case_id, document;
	char *wave, *value;
	const char *column; /* its name; borrowed */
	size_t line;
};

/* In place of an attribute's id: what else a row says. */
#define GIVEN_KIND    (-1) /* of the case */
#define GIVEN_SPEAKER (-2) /* of the document, the label in `wave`: a case */

struct loader {
	struct project *p;
	const struct records *r;
	const char *file;
	struct column *columns;
	size_t key;
	struct {
		struct given *items;
		size_t n, cap;
	} given;
	struct case_load *out;
};

/* --- columns ------------------------------------------------------------- */

static size_t
column_of(const struct loader *l, enum use use)
{
	size_t i;

	for (i = 0; i < l->r->columns; i++)
		if (l->columns[i].use == use)
			return i;
	return SIZE_MAX;
}

/* The field of ROW in the column for USE; "" when there is none. */
static const char *
cell(const struct loader *l, size_t row, enum use use)
{
	size_t i = column_of(l, use);

	return i == SIZE_MAX ? "" : records_field(l->r, row, i);
}

/* Make the attribute of column I, typed by all that stands in it. */
static int
ensure_attribute(struct loader *l, size_t i, struct error *err)
{
	const char **values = mem_array(l->r->rows, sizeof(*values));
	enum attribute_type type;
	size_t row;
	int rc;

	for (row = 1; row < l->r->rows; row++)
		values[row - 1] = records_field(l->r, row, i);
	type = attribute_guess(values, l->r->rows - 1);
	rc = attribute_ensure(l->p, records_field(l->r, 0, i), type,
	                      &l->columns[i].attribute, err);
	/* an attribute that was a number may have become text, not back */
	if (rc == 0 && type == ATTRIBUTE_TEXT)
		rc = attribute_set_type(l->p, l->columns[i].attribute, type,
		                        err);
	free(values);
	return rc;
}

static int
read_columns(struct loader *l, const char *key, struct error *err)
{
	size_t i, k;
	int rc = 0, found = 0;

	if (key) {
		found = records_column(l->r, key);
		if (found < 0)
			return error_set(err, ERR_NOTFOUND,
			                 "%s:1: there is no column '%s'",
			                 l->file, key);
	}
	l->key = (size_t)found;
	for (i = 0; rc == 0 && i < l->r->columns; i++) {
		char *folded = unicode_fold(records_field(l->r, 0, i));

		l->columns[i].use = USE_ATTRIBUTE;
		for (k = 0; k < sizeof(known) / sizeof(*known); k++)
			if (strcmp(folded, known[k].name) == 0)
				l->columns[i].use = known[k].use;
		if (i == l->key)
			l->columns[i].use = USE_NAME;
		else if (!*folded)
			rc = error_set(err, ERR_FORMAT,
			               "%s:1: column %zu has no name", l->file,
			               i + 1);
		free(folded);
		if (rc == 0 && l->columns[i].use >= USE_WAVE)
			rc = ensure_attribute(l, i, err);
	}
	return rc;
}

/* --- what rows say ------------------------------------------------------- */

static int
by_key(const void *a, const void *b)
{
	const struct given *x = a, *y = b;
	int order;

	if (x->attribute != y->attribute)
		return x->attribute < y->attribute ? -1 : 1;
	if (x->case_id != y->case_id)
		return x->case_id < y->case_id ? -1 : 1;
	if (x->document != y->document)
		return x->document < y->document ? -1 : 1;
	order = strcmp(x->wave, y->wave);
	if (order != 0)
		return order;
	return x->line < y->line ? -1 : x->line > y->line;
}

static bool
same_key(const struct given *a, const struct given *b)
{
	return a->attribute == b->attribute && a->case_id == b->case_id &&
	       a->document == b->document && strcmp(a->wave, b->wave) == 0;
}

/* Two rows must not say different things of one case, document, wave. */
static int
check_given(struct loader *l, struct error *err)
{
	size_t i;

	if (l->given.n == 0)
		return 0;
	qsort(l->given.items, l->given.n, sizeof(*l->given.items), by_key);
	for (i = 1; i < l->given.n; i++) {
		const struct given *a = &l->given.items[i - 1];
		const struct given *b = &l->given.items[i];

		if (!same_key(a, b) || strcmp(a->value, b->value) == 0)
			continue;
		return error_set(
		    err, ERR_CONFLICT,
		    "%s:%zu: %s is '%s' here and '%s' in line "
		    "%zu%s",
		    l->file, b->line, b->column, b->value, a->value, a->line,
		    b->attribute > 0 ? ": give the rows different values of "
		                       "'wave', or one value"
		                     : "");
	}
	return 0;
}

/* Remember what a row said. */
static void
give(struct loader *l, size_t row, size_t column, struct given g,
     const char *wave, const char *value)
{
	g.line = l->r->lines[row];
	g.column = records_field(l->r, 0, column);
	g.wave = mem_str(wave);
	g.value = mem_str(value);
	vec_push(&l->given, g);
}

/* --- rows ---------------------------------------------------------------- */

/* First of all rows: the cases themselves, so that any may name any. */
static int
make_case(struct loader *l, size_t row, int64_t *id_out, struct error *err)
{
	const char *name = records_field(l->r, row, l->key);
	const char *kind_name = cell(l, row, USE_KIND);
	int kind = *kind_name ? case_kind_find(kind_name) : CASE_PARTICIPANT;
	bool made;
	int rc;

	if (!*name)
		return error_set(err, ERR_FORMAT,
		                 "%s:%zu: the case has no "
		                 "name",
		                 l->file, l->r->lines[row]);
	if (kind < 0)
		return error_set(err, ERR_FORMAT,
		                 "%s:%zu: kind is participant, dyad, group, "
		                 "organisation or site, not '%s'",
		                 l->file, l->r->lines[row], kind_name);
	rc = case_ensure(l->p, name, (enum case_kind)kind, id_out, &made, err);
	if (rc == 0 && *kind_name)
		give(l, row, column_of(l, USE_KIND),
		     (struct given){ .attribute = GIVEN_KIND,
		                     .case_id = *id_out },
		     "", kind_name);
	if (rc == 0 && !made && *kind_name)
		rc = case_set_kind(l->p, *id_out, (enum case_kind)kind, err);
	if (rc == 0)
		l->out->cases_new += made;
	return rc;
}

static int
add_member(struct loader *l, size_t row, int64_t id, struct error *err)
{
	const char *whole = cell(l, row, USE_MEMBER_OF);
	int64_t whole_id;
	bool made;
	int rc;

	if (!*whole)
		return 0;
	rc = case_ensure(l->p, whole, CASE_ORGANISATION, &whole_id, &made, err);
	if (rc == 0) {
		l->out->cases_new += made;
		rc = case_add_member(l->p, whole_id, id, err);
	}
	return rc < 0 ? error_wrap(err, "%s:%zu", l->file, l->r->lines[row])
	              : 0;
}

/* Remember a document that is not there yet, once. */
static void
note_missing(struct loader *l, const char *name)
{
	size_t i;

	for (i = 0; i < l->out->missing.n; i++)
		if (strcmp(l->out->missing.items[i], name) == 0)
			return;
	vec_push(&l->out->missing, mem_str(name));
}

/* Link the row's speaker, or its document as a whole, to the case. */
static int
link_row(struct loader *l, size_t row, int64_t id, int64_t *document_out,
         struct error *err)
{
	const char *document = cell(l, row, USE_DOCUMENT);
	const char *speaker = cell(l, row, USE_SPEAKER);
	struct error why = { 0 };
	size_t n = 0;
	int rc = 0;

	*document_out = 0;
	if (*document) {
		rc = document_find(l->p, document, document_out, &why);
		if (rc == ERR_NOTFOUND) {
			note_missing(l, document);
			return 0;
		}
	}
	if (rc == 0 && *speaker)
		rc = document_set_case(l->p, *document_out, speaker, id, &n,
		                       &why);
	else if (rc == 0 && *document_out)
		rc = case_add_document(l->p, id, *document_out, &why);
	if (rc < 0)
		return error_set(err, rc, "%s:%zu: %s", l->file,
		                 l->r->lines[row], why.msg);
	l->out->links += *speaker ? n : *document_out != 0;
	if (*speaker) {
		char *folded = unicode_fold(speaker);
		char *name = unicode_fold(records_field(l->r, row, l->key));

		give(l, row, l->key,
		     (struct given){ .attribute = GIVEN_SPEAKER,
		                     .document = *document_out },
		     folded, name);
		free(name);
		free(folded);
	}
	return 0;
}

static int
set_values(struct loader *l, size_t row, int64_t id, int64_t document,
           struct error *err)
{
	const char *wave = cell(l, row, USE_WAVE);
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < l->r->columns; i++) {
		const char *value = records_field(l->r, row, i);
		enum use use = l->columns[i].use;
		bool of_document = use == USE_WAVE || use == USE_OF_DOCUMENT;
		struct given g = { .attribute = l->columns[i].attribute };
		bool changed = false;

		if (use < USE_WAVE || !*value || (use == USE_WAVE && !document))
			continue;
		of_document = of_document && document != 0;
		g.case_id = of_document ? 0 : id;
		g.document = of_document ? document : 0;
		give(l, row, i, g, of_document ? "" : wave, value);
		rc = attribute_set(l->p, g.attribute, g.case_id, g.document,
		                   of_document ? "" : wave, value, &changed,
		                   err);
		l->out->values_changed += changed;
	}
	return rc;
}

static int
load_rows(struct loader *l, struct error *err)
{
	int64_t *ids = mem_array(l->r->rows, sizeof(*ids)), document;
	size_t row;
	int rc = 0;

	for (row = 1; rc == 0 && row < l->r->rows; row++)
		rc = make_case(l, row, &ids[row], err);
	for (row = 1; rc == 0 && row < l->r->rows; row++) {
		rc = add_member(l, row, ids[row], err);
		if (rc == 0)
			rc = link_row(l, row, ids[row], &document, err);
		if (rc == 0)
			rc = set_values(l, row, ids[row], document, err);
		l->out->rows++;
	}
	free(ids);
	return rc < 0 ? rc : check_given(l, err);
}

int
case_load(struct project *p, const struct records *r, const char *file,
          const char *key, struct case_load *out, struct error *err)
{
	struct loader l = { .p = p, .r = r, .file = file, .out = out };
	size_t i;
	int rc;

	l.columns = mem_array(r->columns, sizeof(*l.columns));
	rc = read_columns(&l, key, err);
	if (rc == 0)
		rc = load_rows(&l, err);
	if (rc == 0)
		rc = case_link_labels(p, &out->by_label, err);
	out->links += out->by_label;
	for (i = 0; i < l.given.n; i++) {
		free(l.given.items[i].wave);
		free(l.given.items[i].value);
	}
	vec_release(&l.given);
	free(l.columns);
	return rc;
}

void
case_load_release(struct case_load *l)
{
	size_t i;

	for (i = 0; i < l->missing.n; i++)
		free(l->missing.items[i]);
	vec_release(&l->missing);
}

bool
case_load_reserved(const char *name)
{
	char *folded = unicode_fold(name);
	bool reserved = strcmp(folded, "case") == 0;
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (known[i].use < USE_WAVE &&
		    strcmp(folded, known[i].name) == 0)
			reserved = true;
	free(folded);
	return reserved;
}
