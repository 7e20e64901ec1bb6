#include "format_fixture.h"

#include "../fuzz/transcript_fault.h"
#include "base/error.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static const struct import_options none;

static void
add_time(struct buf *out, const char *before, int64_t ms)
{
	if (ms == TURN_NO_TIME)
		buf_addf(out, "%s?", before);
	else
		buf_addf(out, "%s%lld", before, (long long)ms);
}

static void
add_lines(struct buf *out, const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (s[i] != '\n')
			buf_addc(out, s[i]);
		else if (s[i + 1] == '\n')
			buf_adds(out, " /");
		else
			buf_adds(out, s[i - 1] == '\n' ? "/ " : " / ");
	}
}

static void
add_turn(const struct transcript *t, size_t i, struct buf *out)
{
	const struct transcript_turn *turn = &t->turns.items[i];
	size_t j;

	for (j = 0; j < turn->speakers; j++) {
		size_t s = t->turn_speakers.items[turn->first_speaker + j];

		buf_addf(out, "%s%s", j ? "+" : "", t->speakers.items[s].label);
	}
	if (turn->start_ms != TURN_NO_TIME || turn->end_ms != TURN_NO_TIME) {
		add_time(out, turn->speakers ? " " : "", turn->start_ms);
		add_time(out, "-", turn->end_ms);
	}
	buf_adds(out, ": ");
	add_lines(out, buf_str(&t->text) + turn->start,
	          turn->end - turn->start);
	buf_addc(out, '\n');
}

void
format_describe(const struct transcript *t, struct buf *out)
{
	size_t i = 0, k = 0;

	while (i < t->turns.n || k < t->sections.n) {
		const struct transcript_section *s;

		if (k == t->sections.n ||
		    (i < t->turns.n &&
		     t->turns.items[i].start < t->sections.items[k].start)) {
			add_turn(t, i++, out);
			continue;
		}
		s = &t->sections.items[k];
		buf_adds(out, s->kind == SECTION_HEADING ? "# " : "! ");
		add_lines(out, buf_str(&t->text) + s->start, s->end - s->start);
		buf_addc(out, '\n');
		k++;
	}
}

void
format_import(const char *path, const char *data,
              const struct import_options *o, struct transcript *t)
{
	struct buf bytes = { 0 };
	struct error err = { 0 };
	const char *fault;

	buf_adds(&bytes, data);
	cr_assert_eq(import_bytes(path, &bytes, o, t, &err), 0, "%s: %s", path,
	             err.msg);
	fault = transcript_fault(t);
	cr_expect_null(fault, "%s", fault);
	buf_release(&bytes);
}

void
format_expect(const char *path, const char *data, const char *expected)
{
	struct transcript t = { 0 };
	struct buf out = { 0 };

	format_import(path, data, &none, &t);
	format_describe(&t, &out);
	cr_expect_str_eq(buf_str(&out), expected, "%s", buf_str(&out));
	buf_release(&out);
	transcript_release(&t);
}

void
format_refuse(const char *path, const char *data, const char *expected)
{
	struct transcript t = { 0 };
	struct buf bytes = { 0 };
	struct error err = { 0 };
	int rc;

	buf_adds(&bytes, data);
	rc = import_bytes(path, &bytes, &none, &t, &err);
	cr_expect_eq(rc, ERR_FORMAT, "%s", err.msg);
	cr_expect(strstr(err.msg, expected), "%s", err.msg);
	buf_release(&bytes);
	transcript_release(&t);
}

void
format_truncate(const char *path)
{
	struct buf whole = { 0 }, name = { 0 };
	struct error err = { 0 };
	const char *fault;
	size_t len;

	buf_addf(&name, "tests/data/import/%s", path);
	cr_assert_eq(buf_read_file(&whole, buf_str(&name), IMPORT_MAX, &err), 0,
	             "%s", err.msg);
	for (len = 0; len <= whole.len; len += len < 3000 ? 1 : 97) {
		struct transcript t = { 0 };
		struct buf bytes = { 0 };

		buf_add(&bytes, whole.data, len);
		if (import_bytes(path, &bytes, &none, &t, &err) == 0) {
			fault = transcript_fault(&t);
			cr_expect_null(fault, "%s cut at %zu: %s", path, len,
			               fault);
		}
		transcript_release(&t);
		buf_release(&bytes);
	}
	buf_release(&whole);
	buf_release(&name);
}
