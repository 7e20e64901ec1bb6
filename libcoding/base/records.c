#include "base/records.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The text being read; fields are unescaped in place. */
struct reader {
	const char *name; /* of the file, for messages */
	char *data;
	size_t len, at;
	size_t line;    /* 1-based, of AT */
	char separator; /* '\t' means TSV: no quotes, escapes */
	struct {
		const char **items;
		size_t n, cap;
	} fields;
	struct {
		size_t *items;
		size_t n, cap;
	} lines;
};

static size_t
line_of(const char *text, size_t at)
{
	size_t i, line = 1;

	for (i = 0; i < at; i++)
		line += text[i] == '\n';
	return line;
}

static int
check_text(const char *name, const char *text, size_t len, struct error *err)
{
	const char *nul = len ? memchr(text, '\0', len) : NULL;
	size_t bad;

	if (nul)
		return error_set(err, ERR_FORMAT, "%s:%zu: a NUL byte", name,
		                 line_of(text, (size_t)(nul - text)));
	if (!utf8_valid(text, len, &bad))
		return error_set(
		    err, ERR_FORMAT, "%s:%zu: byte 0x%02X is not UTF-8", name,
		    line_of(text, bad), (unsigned)(unsigned char)text[bad]);
	return 0;
}

/* What separates the fields: read off the header line, outside quotes. */
static char
find_separator(const char *text, size_t len)
{
	size_t i = 0, commas = 0, semicolons = 0;
	bool quoted = false;

	while (i < len && (text[i] == '\n' || text[i] == '\r'))
		i++;
	for (; i < len && text[i] != '\n'; i++) {
		if (text[i] == '\t')
			return '\t';
		if (text[i] == '"')
			quoted = !quoted;
		commas += !quoted && text[i] == ',';
		semicolons += !quoted && text[i] == ';';
	}
	return semicolons > commas ? ';' : ',';
}

/* Does the line end at AT?  The number of bytes that end it; 0: no. */
static size_t
line_end(const struct reader *r, size_t at)
{
	if (at < r->len && r->data[at] == '\n')
		return 1;
	if (at + 1 < r->len && r->data[at] == '\r' && r->data[at + 1] == '\n')
		return 2;
	return 0;
}

/* A field up to the separator or the line's end, \t \n \r \\ undone. */
static void
read_plain(struct reader *r)
{
	char *out = r->data + r->at;

	vec_push(&r->fields, out);
	while (r->at < r->len && r->data[r->at] != r->separator &&
	       !line_end(r, r->at)) {
		char c = r->data[r->at++];

		if (r->separator == '\t' && c == '\\' && r->at < r->len) {
			const char *escape = "t\tn\nr\r\\\\";
			size_t i;

			for (i = 0; i < 8 && escape[i] != r->data[r->at];)
				i += 2;
			if (i < 8) {
				c = escape[i + 1];
				r->at++;
			}
		}
		*out++ = c;
	}
	/* the separator or line end still has to be seen: NUL it later */
	if (out < r->data + r->at)
		*out = '\0';
}

/* A field in quotes; its text may hold separators and line breaks. */
static int
read_quoted(struct reader *r, struct error *err)
{
	char *out = r->data + r->at;
	size_t opened = r->line;

	vec_push(&r->fields, out);
	for (r->at++; r->at < r->len; r->at++) {
		char c = r->data[r->at];

		if (c == '"') {
			if (r->at + 1 >= r->len || r->data[r->at + 1] != '"')
				break;
			r->at++;
		} else if (c == '\n') {
			r->line++;
		} else if (line_end(r, r->at)) {
			continue; /* CRLF within quotes is a line break */
		}
		*out++ = c;
	}
	if (r->at >= r->len)
		return error_set(err, ERR_FORMAT,
		                 "%s:%zu: a quotation mark is opened here "
		                 "and never closed",
		                 r->name, opened);
	r->at++;
	*out = '\0';
	if (r->at < r->len && r->data[r->at] != r->separator &&
	    !line_end(r, r->at))
		return error_set(err, ERR_FORMAT,
		                 "%s:%zu: text behind a closing quotation "
		                 "mark; write \"\" for one within quotes",
		                 r->name, r->line);
	return 0;
}

/* Read one row; how many fields it has in *N_OUT. */
static int
read_row(struct reader *r, size_t *n_out, struct error *err)
{
	size_t before = r->fields.n, ending;
	bool more = true;
	int rc;

	vec_push(&r->lines, r->line);
	while (more) {
		if (r->separator != '\t' && r->at < r->len &&
		    r->data[r->at] == '"') {
			rc = read_quoted(r, err);
			if (rc < 0)
				return rc;
		} else {
			read_plain(r);
		}
		if (r->fields.n - before > RECORDS_COLUMNS)
			return error_set(err, ERR_LIMIT,
			                 "%s:%zu: more than %d columns",
			                 r->name, r->line, RECORDS_COLUMNS);
		ending = line_end(r, r->at);
		more = r->at < r->len && ending == 0;
		if (ending > 0)
			r->line++;
		if (r->at < r->len)
			r->data[r->at] = '\0';
		r->at += ending ? ending : 1;
	}
	*n_out = r->fields.n - before;
	return 0;
}

/* A column's name, to be sorted. */
struct column {
	char *folded;
	const char *name;
};

static int
compare_columns(const void *a, const void *b)
{
	const struct column *x = a, *y = b;

	return strcmp(x->folded, y->folded);
}

static int
check_header(const struct reader *r, size_t n, struct error *err)
{
	struct column *columns = mem_array(n, sizeof(*columns));
	size_t i;
	int rc = 0;

	for (i = 0; i < n; i++) {
		columns[i].name = r->fields.items[i];
		columns[i].folded = unicode_fold(columns[i].name);
	}
	qsort(columns, n, sizeof(*columns), compare_columns);
	for (i = 1; rc == 0 && i < n; i++)
		/* R and pandas leave columns without a name: no matter */
		if (*columns[i].folded &&
		    strcmp(columns[i].folded, columns[i - 1].folded) == 0)
			rc = error_set(err, ERR_FORMAT,
			               "%s:%zu: there are two columns '%s'",
			               r->name, r->lines.items[0],
			               columns[i].name);
	for (i = 0; i < n; i++)
		free(columns[i].folded);
	free(columns);
	return rc;
}

static int
read_rows(struct reader *r, size_t *columns_out, struct error *err)
{
	size_t columns = 0, n = 0;
	int rc;

	while (r->at < r->len) {
		size_t ending = line_end(r, r->at);

		if (ending > 0) { /* an empty line is no row */
			r->at += ending;
			r->line++;
			continue;
		}
		rc = read_row(r, &n, err);
		if (rc == 0 && columns == 0) {
			columns = n;
			rc = check_header(r, columns, err);
		} else if (rc == 0 && n != columns) {
			rc = error_set(err, ERR_FORMAT,
			               "%s:%zu: %zu field%s, but the header "
			               "has %zu",
			               r->name, r->lines.items[r->lines.n - 1],
			               n, n == 1 ? "" : "s", columns);
		}
		if (rc < 0)
			return rc;
	}
	if (columns == 0)
		return error_set(err, ERR_FORMAT, "%s: there is no header line",
		                 r->name);
	*columns_out = columns;
	return 0;
}

int
records_parse(struct records *r, const char *name, const char *text, size_t len,
              struct error *err)
{
	struct reader in = { .name = name, .line = 1 };
	int rc;

	memset(r, 0, sizeof(*r));
	if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		text += 3;
		len -= 3;
	}
	rc = check_text(name, text, len, err);
	if (rc < 0)
		return rc;
	in.data = mem_strn(len ? text : "", len);
	in.len = len;
	/* a spreadsheet's "CSV (Macintosh)" ends lines with CR alone */
	if (!memchr(in.data, '\n', len))
		for (char *cr = in.data; (cr = strchr(cr, '\r')); cr++)
			*cr = '\n';
	in.separator = find_separator(in.data, len);
	rc = read_rows(&in, &r->columns, err);
	r->data = in.data;
	r->fields = in.fields.items;
	r->lines = in.lines.items;
	r->rows = in.lines.n;
	if (rc < 0)
		records_release(r);
	return rc;
}

void
records_release(struct records *r)
{
	free(r->data);
	free(r->fields);
	free(r->lines);
	memset(r, 0, sizeof(*r));
}

const char *
records_field(const struct records *r, size_t row, size_t column)
{
	return r->fields[row * r->columns + column];
}

int
records_column(const struct records *r, const char *name)
{
	char *folded = unicode_fold(name);
	size_t i;
	int found = -1;

	for (i = 0; found < 0 && i < r->columns; i++) {
		char *column = unicode_fold(r->fields[i]);

		if (strcmp(folded, column) == 0)
			found = (int)i;
		free(column);
	}
	free(folded);
	return found;
}
