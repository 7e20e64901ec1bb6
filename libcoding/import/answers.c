#include "import/answers.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "import/compose.h"
#include "import/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- reading ------------------------------------------------------------- */

static int
find_columns(struct answers *a, const struct import_options *o,
             struct error *err)
{
	size_t i;
	int rc;

	rc = table_column(&a->records, o->id, &a->id, err);
	if (rc == 0 && o->n_texts == 0)
		rc = error_set(err, ERR_USAGE,
		               "--id is for a survey: --text COLUMN says where "
		               "the answers are");
	a->texts = mem_array(o->n_texts, sizeof(*a->texts));
	for (i = 0; rc == 0 && i < o->n_texts; i++) {
		rc = table_column(&a->records, o->texts[i], &a->texts[i], err);
		if (rc == 0 && a->texts[i] == a->id)
			rc = error_set(err, ERR_USAGE,
			               "the column '%s' cannot be both --id "
			               "and --text",
			               o->id);
	}
	a->n_texts = o->n_texts;
	return rc;
}

/* An id and the line that it stands on. */
struct place {
	char *folded;
	size_t line;
};

static int
compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int order = strcmp(x->folded, y->folded);

	return order ? order : (x->line > y->line) - (x->line < y->line);
}

/* Every row needs a name, and no two the same. */
static int
check_ids(const struct answers *a, struct error *err)
{
	size_t n = a->records.rows - 1, i, made = 0;
	struct place *places = mem_array(n, sizeof(*places));
	int rc = 0;

	for (i = 0; rc == 0 && i < n; i++) {
		const char *id = answers_id(a, i + 1);

		if (table_is_empty(id))
			rc = error_set(err, ERR_FORMAT,
			               "line %zu: there is no %s",
			               a->records.lines[i + 1],
			               records_field(&a->records, 0, a->id));
		else
			places[made++] =
			    (struct place){ unicode_fold(id),
				            a->records.lines[i + 1] };
	}
	qsort(places, made, sizeof(*places), compare_places);
	for (i = 1; rc == 0 && i < n; i++)
		if (strcmp(places[i - 1].folded, places[i].folded) == 0)
			rc = error_set(err, ERR_FORMAT,
			               "line %zu: the %s is that of line %zu",
			               places[i].line,
			               records_field(&a->records, 0, a->id),
			               places[i - 1].line);
	while (made > 0)
		free(places[--made].folded);
	free(places);
	return rc;
}

int
answers_read(struct answers *a, const char *path, struct buf *bytes,
             const struct import_options *o, struct error *err)
{
	const char *slash = strrchr(path, '/');
	int rc;

	snprintf(a->read.origin, sizeof(a->read.origin), "%s",
	         slash ? slash + 1 : path);
	a->prefix = o->prefix;
	rc = table_read(bytes, o, &a->read, &a->records, err);
	if (rc == 0)
		rc = find_columns(a, o, err);
	if (rc == 0 && a->records.rows < 2)
		rc = error_set(err, ERR_FORMAT, "there is no row in it");
	return rc < 0 ? rc : check_ids(a, err);
}

void
answers_release(struct answers *a)
{
	records_release(&a->records);
	free(a->texts);
	arena_release(&a->names);
	transcript_release(&a->read);
	memset(a, 0, sizeof(*a));
}

/* --- rows ---------------------------------------------------------------- */

const char *
answers_id(const struct answers *a, size_t row)
{
	return records_field(&a->records, row, a->id);
}

const char *
answers_name(struct answers *a, size_t row)
{
	const char *id = answers_id(a, row);
	size_t len = a->prefix ? strlen(a->prefix) : 0;

	if (!a->prefix)
		return id;
	return arena_fmt(&a->names, "%s%s%s", a->prefix,
	                 len > 0 && a->prefix[len - 1] == '/' ? "" : "/", id);
}

int
answers_row(const struct answers *a, size_t row, const struct import_options *o,
            struct transcript *t, struct error *err)
{
	struct composer c = { .t = t, .options = o };
	size_t i;
	int rc;

	for (i = 0; i < a->n_texts; i++) {
		const char *s = records_field(&a->records, row, a->texts[i]);
		const char *question =
		    records_field(&a->records, 0, a->texts[i]);

		if (table_is_empty(s))
			continue;
		if (a->n_texts > 1)
			compose_section(&c, SECTION_QUESTION, 1, question,
			                strlen(question));
		compose_turn(&c, TURN_NO_TIME, TURN_NO_TIME);
		compose_text(&c, s, strlen(s));
	}
	memcpy(t->origin, a->read.origin, sizeof(t->origin));
	memcpy(t->encoding, a->read.encoding, sizeof(t->encoding));
	memcpy(t->changes, a->read.changes, sizeof(t->changes));
	t->guessed = a->read.guessed;
	t->format = table_importer.name;
	rc = compose_end(&c, err);
	/* the row is the file, so that the same answers are known again */
	hash_bytes(buf_str(&t->text), t->text.len, t->origin_sha256);
	return rc;
}

/* Is ID all of NAME, or all behind a slash in it? */
static bool
is_about(const char *id, const char *name)
{
	char *a = unicode_fold(id), *b = unicode_fold(name);
	size_t n = strlen(a), m = strlen(b);
	bool about = n <= m && n > 0 && strcmp(b + m - n, a) == 0 &&
	             (n == m || b[m - n - 1] == '/');

	free(a);
	free(b);
	return about;
}

int
answers_find(const char *path, struct buf *bytes, const char *name,
             const struct import_options *o, struct transcript *t,
             struct error *err)
{
	struct answers a = { 0 };
	size_t row, found = 0, longest = 0;
	int rc;

	rc = answers_read(&a, path, bytes, o, err);
	for (row = 1; rc == 0 && row < a.records.rows; row++) {
		size_t len = strlen(answers_id(&a, row));

		if (len <= longest || !is_about(answers_id(&a, row), name))
			continue;
		longest = len;
		found = row;
	}
	if (rc == 0 && found == 0)
		rc = error_set(err, ERR_NOTFOUND,
		               "no %s is '%s'; 'emic import --revise' takes "
		               "all rows, each for the document of its id",
		               records_field(&a.records, 0, a.id), name);
	if (rc == 0)
		rc = answers_row(&a, found, o, t, err);
	if (rc == 0 && t->turns.n == 0)
		rc = error_set(err, ERR_NOTFOUND,
		               "line %zu: there is no answer of '%s'",
		               a.records.lines[found], answers_id(&a, found));
	answers_release(&a);
	return rc;
}

/* --- cases --------------------------------------------------------------- */

static bool
is_answer(const struct answers *a, size_t column)
{
	size_t i;

	for (i = 0; i < a->n_texts; i++)
		if (a->texts[i] == column)
			return true;
	return false;
}

static bool
has_answer(const struct answers *a, size_t row)
{
	size_t i;

	for (i = 0; i < a->n_texts; i++)
		if (!table_is_empty(
		        records_field(&a->records, row, a->texts[i])))
			return true;
	return false;
}

/* The row ROW of the survey as the next one of OUT. */
static void
add_row(struct answers *a, size_t row, struct records *out)
{
	const char **to = out->fields + out->rows * out->columns;
	size_t i;

	*to++ = answers_id(a, row);
	*to++ = row == 0 ? "document" : answers_name(a, row);
	for (i = 0; i < a->records.columns; i++)
		if (i != a->id && !is_answer(a, i))
			*to++ = records_field(&a->records, row, i);
	out->lines[out->rows++] = a->records.lines[row];
}

int
answers_cases(struct answers *a, struct records *out, struct error *err)
{
	size_t row, i;

	if (records_column(&a->records, "document") >= 0 &&
	    (size_t)records_column(&a->records, "document") != a->id)
		return error_set(err, ERR_FORMAT,
		                 "the column 'document' has another meaning "
		                 "in emic (emic-cases(1)): rename it");
	out->columns = 2;
	for (i = 0; i < a->records.columns; i++)
		out->columns += i != a->id && !is_answer(a, i);
	out->fields =
	    mem_array(a->records.rows * out->columns, sizeof(*out->fields));
	out->lines = mem_array(a->records.rows, sizeof(*out->lines));
	add_row(a, 0, out);
	for (row = 1; row < a->records.rows; row++)
		if (has_answer(a, row))
			add_row(a, row, out);
	return 0;
}
