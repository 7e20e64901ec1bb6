#include "model/attribution.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/unicode.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Case (or document) ID counts as the case at INDEX. */
struct link {
	int64_t id;
	size_t index;
};

struct links {
	struct link *items;
	size_t n, cap;
};

struct attribution {
	struct case_list cases; /* of the kind */
	struct links by_id;     /* case.id of each to its index */
	struct links lifted;    /* case.id to counted case; by id, index */
	struct links documents; /* document.id to counted case, as a whole */
	struct attribute_list attributes;
	struct attribute_values values; /* by attribute, case, document */
};

static int
compare_links(const void *a, const void *b)
{
	const struct link *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

/* The first link of ID in the sorted LINKS. */
static size_t
first_link(const struct links *links, int64_t id)
{
	size_t lo = 0, hi = links->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (links->items[mid].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void
add_index(struct case_indexes *out, size_t index)
{
	size_t at = out->n;

	while (at > 0 && out->items[at - 1] > index)
		at--;
	if (at > 0 && out->items[at - 1] == index)
		return;
	vec_reserve(out, 1);
	memmove(&out->items[at + 1], &out->items[at],
	        (out->n - at) * sizeof(*out->items));
	out->items[at] = index;
	out->n++;
}

static void
add_links(const struct links *links, int64_t id, struct case_indexes *out)
{
	size_t i;

	for (i = first_link(links, id); i < links->n; i++) {
		if (links->items[i].id != id)
			break;
		add_index(out, links->items[i].index);
	}
}

/* --- reading ------------------------------------------------------------- */

static size_t
index_of(const struct attribution *a, int64_t case_id)
{
	size_t i = first_link(&a->by_id, case_id);

	return i < a->by_id.n && a->by_id.items[i].id == case_id
	           ? a->by_id.items[i].index
	           : SIZE_MAX;
}

/* Append what SQL gives: an id, and the counted case it stands for. */
static int
read_links(struct project *p, const struct attribution *a, const char *sql,
           enum case_kind kind, struct links *out, struct error *err)
{
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc == 0)
		db_bind_text(st, ":kind", case_kind_name(kind));
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct link l = { db_int(st, 0), index_of(a, db_int(st, 1)) };

		vec_push(out, l);
	}
	db_finish(st);
	if (out->n > 0)
		qsort(out->items, out->n, sizeof(*out->items), compare_links);
	return rc;
}

#define LIFT_SQL                                                           \
	"WITH RECURSIVE up(id, whole) AS (SELECT id, id FROM [case] UNION" \
	" SELECT up.id, m.[case] FROM up JOIN case_member m"               \
	" ON m.member = up.whole) "

int
attribution_load(struct project *p, enum case_kind kind,
                 struct attribution **out, struct error *err)
{
	static const char lift[] =
	    LIFT_SQL "SELECT up.id, c.id FROM up JOIN [case] c"
	             " ON c.id = up.whole WHERE c.kind = :kind";
	static const char whole[] =
	    LIFT_SQL "SELECT DISTINCT d.document, c.id FROM document_case d"
	             " JOIN up ON up.id = d.[case] JOIN [case] c"
	             " ON c.id = up.whole WHERE c.kind = :kind";
	struct attribution *a = mem_zero(sizeof(*a));
	struct case_list all = { 0 };
	size_t i;
	int rc;

	*out = NULL;
	rc = case_list(p, &all, err);
	for (i = 0; i < all.n; i++) {
		if (all.items[i].kind != kind)
			continue;
		vec_push(&a->by_id,
		         ((struct link){ all.items[i].id, a->cases.n }));
		vec_push(&a->cases, all.items[i]);
		all.items[i].name = NULL; /* handed over */
	}
	if (a->by_id.n > 0)
		qsort(a->by_id.items, a->by_id.n, sizeof(*a->by_id.items),
		      compare_links);
	if (rc == 0)
		rc = read_links(p, a, lift, kind, &a->lifted, err);
	if (rc == 0)
		rc = read_links(p, a, whole, kind, &a->documents, err);
	if (rc == 0)
		rc = attribute_list(p, &a->attributes, err);
	if (rc == 0)
		rc = attribute_values(p, &a->values, err);
	if (rc == 0) {
		*out = a;
		a = NULL;
	}
	case_list_release(&all);
	attribution_free(a);
	return rc;
}

void
attribution_free(struct attribution *a)
{
	if (!a)
		return;
	case_list_release(&a->cases);
	vec_release(&a->by_id);
	vec_release(&a->lifted);
	vec_release(&a->documents);
	attribute_list_release(&a->attributes);
	attribute_values_release(&a->values);
	free(a);
}

size_t
attribution_cases(const struct attribution *a)
{
	return a->cases.n;
}

const struct study_case *
attribution_case(const struct attribution *a, size_t i)
{
	return &a->cases.items[i];
}

size_t
attribution_find(const struct attribution *a, const char *name)
{
	char *wanted = unicode_fold(name);
	size_t i, found = SIZE_MAX;

	for (i = 0; i < a->cases.n && found == SIZE_MAX; i++) {
		char *folded = unicode_fold(a->cases.items[i].name);

		if (strcmp(folded, wanted) == 0)
			found = i;
		free(folded);
	}
	free(wanted);
	return found;
}

const struct attribute_list *
attribution_attributes(const struct attribution *a)
{
	return &a->attributes;
}

/* --- whose turn ---------------------------------------------------------- */

/* The document's case, if it has just one; ALL: its speakers' count too. */
static void
add_only_case(const struct attribution *a, const struct transcript_view *v,
              bool all, struct case_indexes *out)
{
	struct case_indexes found = { 0 };
	size_t i;

	add_links(&a->documents, v->document.id, &found);
	for (i = 0; all && i < v->n_speakers; i++)
		add_links(&a->lifted, v->speakers[i].case_id, &found);
	if (found.n == 1)
		add_index(out, found.items[0]);
	vec_release(&found);
}

void
attribution_turn(const struct attribution *a, const struct transcript_view *v,
                 const struct turn *t, struct case_indexes *out)
{
	size_t i, participants = 0, linked = 0;

	for (i = 0; i < t->speakers; i++) {
		const struct speaker *s = document_speaker(v, t, i);

		if (s->role == ROLE_INTERVIEWER || s->role == ROLE_INTERPRETER)
			continue;
		participants += s->role == ROLE_PARTICIPANT;
		if (s->case_id == 0)
			continue;
		add_links(&a->lifted, s->case_id, out);
		linked++;
	}
	if (t->speakers == 0)
		add_only_case(a, v, true, out);
	else if (linked == 0 && participants > 0)
		add_only_case(a, v, false, out);
}

/* --- values -------------------------------------------------------------- */

static bool
same_wave(const char *a, const char *b)
{
	if (!a || !b)
		return a == b;
	return strcmp(a, b) == 0;
}

/* The order of attribute_values(): attribute, case, document. */
static int
compare_key(const struct attribute_value *v, int64_t attribute, int64_t case_id,
            int64_t document)
{
	if (v->attribute != attribute)
		return v->attribute < attribute ? -1 : 1;
	if (v->case_id != case_id)
		return v->case_id < case_id ? -1 : 1;
	if (v->document != document)
		return v->document < document ? -1 : 1;
	return 0;
}

static const char *
value_of(const struct attribution *a, int64_t attribute, int64_t case_id,
         int64_t document, const char *wave)
{
	size_t lo = 0, hi = a->values.n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (compare_key(&a->values.items[mid], attribute, case_id,
		                document) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < a->values.n; lo++) {
		const struct attribute_value *v = &a->values.items[lo];

		if (compare_key(v, attribute, case_id, document) != 0)
			break;
		if (same_wave(v->wave, wave))
			return v->value;
	}
	return NULL;
}

static bool
is_date(const char *name)
{
	return strcasecmp(name, "date") == 0;
}

bool
attribution_knows(const struct attribution *a, const char *name)
{
	return is_date(name) || attribute_list_find(&a->attributes, name);
}

const char *
attribution_value(const struct attribution *a, const char *name, size_t i,
                  const struct document *d)
{
	const struct attribute *attr =
	    attribute_list_find(&a->attributes, name);
	const struct attribute *wave_attr =
	    attribute_list_find(&a->attributes, "wave");
	const char *value = NULL, *wave = NULL;
	int64_t case_id;

	if (attr && d)
		value = value_of(a, attr->id, 0, d->id, NULL);
	if (!value && d && d->date && is_date(name))
		value = d->date;
	if (value || !attr || i == SIZE_MAX)
		return value;
	case_id = a->cases.items[i].id;
	if (wave_attr && d)
		wave = value_of(a, wave_attr->id, 0, d->id, NULL);
	if (wave)
		value = value_of(a, attr->id, case_id, 0, wave);
	if (!value)
		value = value_of(a, attr->id, case_id, 0, NULL);
	return value;
}

int
attribution_check_value(const struct attribution *a, const char *name,
                        const char *value, struct error *err)
{
	const struct attribute *attr =
	    attribute_list_find(&a->attributes, name);
	char *wanted = unicode_fold(value);
	struct nearest near = { 0 };
	bool found = !attr; /* a date that came with the text: not listed */
	size_t i;
	int rc = 0;

	nearest_start(&near, value);
	for (i = 0; i < a->values.n && !found; i++) {
		char *folded;

		if (a->values.items[i].attribute != attr->id)
			continue;
		folded = unicode_fold(a->values.items[i].value);
		found = strcmp(folded, wanted) == 0;
		free(folded);
		nearest_offer(&near, a->values.items[i].value);
	}
	if (!found && strcmp(attr->name, "date") != 0)
		rc = error_set(err, ERR_NOTFOUND, "nothing has %s '%s'%s",
		               attr->name, value, nearest_hint(&near));
	nearest_release(&near);
	free(wanted);
	return rc;
}
