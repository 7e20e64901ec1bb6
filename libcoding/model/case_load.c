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
	int64_t *cases, *documents; /* of each row; 0: none */
	bool *shared; /* is a row's case or document another row's, too? */
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

/*
 * Remember what a row said, if another row could say something else: of a
 * survey's hundred thousand rows with their columns none has to be kept.
 */
static void
give(struct loader *l, size_t row, size_t column, struct given g,
     const char *wave, const char *value)
{
	if (!l->shared[row])
		return;
	g.line = l->r->lines[row];
	g.column = records_field(l->r, 0, column);
	g.wave = mem_str(wave);
	g.value = mem_str(value);
	vec_push(&l->given, g);
}

/* --- rows ---------------------------------------------------------------- */

static int
case_kind(const struct loader *l, size_t row)
{
	const char *name = cell(l, row, USE_KIND);

	return *name ? case_kind_find(name) : CASE_PARTICIPANT;
}

/* First of all rows: the cases themselves, so that any may name any. */
static int
make_case(struct loader *l, size_t row, struct error *err)
{
	const char *name = records_field(l->r, row, l->key);
	const char *kind_name = cell(l, row, USE_KIND);
	int kind = case_kind(l, row);
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
	rc = case_ensure(l->p, name, (enum case_kind)kind, &l->cases[row],
	                 &made, err);
	if (rc == 0 && !made && *kind_name)
		rc = case_set_kind(l->p, l->cases[row], (enum case_kind)kind,
		                   err);
	if (rc == 0)
		l->out->cases_new += made;
	return rc;
}

/* A row, and the case or the document that it is about. */
struct owner {
	int64_t id;
	size_t row;
};

static int
by_id(const void *a, const void *b)
{
	const struct owner *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* Mark the rows whose id is another row's as well; 0 is nobody's. */
static void
mark_shared(struct loader *l, const int64_t *ids)
{
	size_t n = l->r->rows, i;
	struct owner *owners = mem_array(n, sizeof(*owners));

	for (i = 0; i < n; i++)
		owners[i] = (struct owner){ ids[i], i };
	qsort(owners, n, sizeof(*owners), by_id);
	for (i = 1; i < n; i++) {
		if (!owners[i].id || owners[i].id != owners[i - 1].id)
			continue;
		l->shared[owners[i].row] = true;
		l->shared[owners[i - 1].row] = true;
	}
	free(owners);
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

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Documents that are not there yet: each once, in the order of the rows. */
static void
note_missing(struct loader *l)
{
	size_t n = l->r->rows, i, all = 0, kept = 0;
	const char **names = mem_array(n, sizeof(*names));
	bool *noted = mem_array(n, sizeof(*noted));

	for (i = 1; i < n; i++)
		if (!l->documents[i] && *cell(l, i, USE_DOCUMENT))
			names[all++] = cell(l, i, USE_DOCUMENT);
	if (all > 0)
		qsort(names, all, sizeof(*names), compare_texts);
	for (i = 0; i < all; i++)
		if (kept == 0 || strcmp(names[kept - 1], names[i]) != 0)
			names[kept++] = names[i];
	for (i = 1; kept > 0 && i < n; i++) {
		const char *name = cell(l, i, USE_DOCUMENT);
		const char **at;

		if (l->documents[i] || !*name)
			continue;
		at = bsearch(&name, names, kept, sizeof(*names), compare_texts);
		if (!noted[at - names])
			vec_push(&l->out->missing, mem_str(name));
		noted[at - names] = true;
	}
	free(noted);
	free(names);
}

static int
find_documents(struct loader *l, struct error *err)
{
	size_t row;
	int rc = 0;

	for (row = 1; rc == 0 && row < l->r->rows; row++) {
		const char *name = cell(l, row, USE_DOCUMENT);

		if (*name)
			rc = document_by_name(l->p, name, &l->documents[row],
			                      err);
	}
	if (rc == 0)
		note_missing(l);
	return rc;
}

/* Link the row's speaker, or its document as a whole, to the case. */
static int
link_row(struct loader *l, size_t row, struct error *err)
{
	const char *speaker = cell(l, row, USE_SPEAKER);
	int64_t id = l->cases[row], document = l->documents[row];
	struct error why = { 0 };
	size_t n = 0;
	int rc = 0;

	if (!document && *cell(l, row, USE_DOCUMENT))
		return 0;
	if (*speaker)
		rc = document_set_case(l->p, document, speaker, id, &n, &why);
	else if (document)
		rc = case_add_document(l->p, id, document, &why);
	if (rc < 0)
		return error_set(err, rc, "%s:%zu: %s", l->file,
		                 l->r->lines[row], why.msg);
	l->out->links += *speaker ? n : document != 0;
	if (*speaker) {
		char *folded = unicode_fold(speaker);
		char *name = unicode_fold(records_field(l->r, row, l->key));

		give(l, row, l->key,
		     (struct given){ .attribute = GIVEN_SPEAKER,
		                     .document = document },
		     folded, name);
		free(name);
		free(folded);
	}
	return 0;
}

static int
set_values(struct loader *l, size_t row, struct error *err)
{
	const char *wave = cell(l, row, USE_WAVE);
	int64_t id = l->cases[row], document = l->documents[row];
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

/* A speaker without a document is one in all of them. */
static void
find_shared(struct loader *l)
{
	size_t row;

	mark_shared(l, l->cases);
	mark_shared(l, l->documents);
	for (row = 1; row < l->r->rows; row++)
		if (!l->documents[row] && *cell(l, row, USE_SPEAKER))
			l->shared[row] = true;
}

static int
load_rows(struct loader *l, struct error *err)
{
	size_t row;
	int rc = 0;

	for (row = 1; rc == 0 && row < l->r->rows; row++)
		rc = make_case(l, row, err);
	if (rc == 0)
		rc = find_documents(l, err);
	if (rc == 0)
		find_shared(l);
	for (row = 1; rc == 0 && row < l->r->rows; row++) {
		const char *kind = cell(l, row, USE_KIND);

		if (*kind)
			give(l, row, column_of(l, USE_KIND),
			     (struct given){ .attribute = GIVEN_KIND,
			                     .case_id = l->cases[row] },
			     "", kind);
		rc = add_member(l, row, l->cases[row], err);
		if (rc == 0)
			rc = link_row(l, row, err);
		if (rc == 0)
			rc = set_values(l, row, err);
		l->out->rows++;
	}
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
	l.cases = mem_array(r->rows, sizeof(*l.cases));
	l.documents = mem_array(r->rows, sizeof(*l.documents));
	l.shared = mem_array(r->rows, sizeof(*l.shared));
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
	free(l.shared);
	free(l.documents);
	free(l.cases);
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
