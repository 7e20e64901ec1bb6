#include "model/attribute.h"

#include "base/error.h"
#include "fixture.h"
#include "model/case.h"

#include <criterion/criterion.h>

static struct project *p;
static struct error err;
static int64_t age, ana;

static void
setup(void)
{
	p = fixture_project();
	ana = fixture_case(p, "Ana", "participant");
	cr_assert_eq(attribute_ensure(p, "age", ATTRIBUTE_NUMBER, &age, &err),
	             0);
}

static void
teardown(void)
{
	project_close(p);
}
TestSuite(attribute, .init = setup, .fini = teardown);

/* Does Ana's age at WAVE become VALUE, and was it another? */
static bool
changes(const char *wave, const char *value)
{
	bool changed = false;

	cr_assert_eq(attribute_set(p, age, ana, 0, wave, value, &changed, &err),
	             0, "%s", err.msg);
	return changed;
}

static int64_t
count(const char *sql)
{
	int64_t n = 0;

	cr_assert_eq(db_query_int(&p->db, sql, &n, &err), 0, "%s", err.msg);
	return n;
}

Test(attribute, a_value_is_set_changed_and_cleared)
{
	cr_expect(changes("", "41"));
	cr_expect(changes("2", "42"));
	cr_expect(changes("", "40"));
	cr_expect_eq(count("SELECT count(*) FROM attribute_value"), 2);
	cr_expect_eq(count("SELECT value FROM attribute_value"
	                   " WHERE wave IS NULL"),
	             40);
	cr_expect(changes("", ""));
	cr_expect_not(changes("", ""));
	cr_expect_eq(count("SELECT value FROM attribute_value"), 42);
}

Test(attribute, the_same_value_again_changes_nothing_and_takes_no_number)
{
	static const char last[] = "SELECT seq FROM sqlite_sequence"
	                           " WHERE name = 'attribute_value'";

	cr_expect(changes("", "41"));
	cr_expect_not(changes("", "41"));
	cr_expect(changes("", "42"));
	cr_expect_eq(count(last), 1);
}

Test(attribute, a_document_is_a_case_once_and_takes_one_number)
{
	static const char last[] = "SELECT seq FROM sqlite_sequence"
	                           " WHERE name = 'document_case'";
	int64_t d = fixture_document(p, "P01", "A: I left.\n");

	cr_assert_eq(case_add_document(p, ana, d, &err), 0);
	cr_assert_eq(case_add_document(p, ana, d, &err), 0);
	cr_expect_eq(count("SELECT count(*) FROM document_case"), 1);
	cr_expect_eq(count(last), 1);
}
