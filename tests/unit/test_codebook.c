#include "base/error.h"
#include "model/codebook.h"
#include "model/codebook_yaml.h"

#include <criterion/criterion.h>
#include <string.h>

static struct codebook *book;
static struct error err;

static void
teardown(void)
{
	codebook_free(book);
}

TestSuite(codebook, .fini = teardown);

static void
parse(const char *text)
{
	int rc =
	    codebook_yaml_parse("test.yaml", text, strlen(text), &book, &err);

	cr_assert_eq(rc, 0, "%s", err.msg);
}

static const char find_text[] = "codes:\n"
                                "  - name: Components\n"
                                "    codes:\n"
                                "      - name: Generous listening\n"
                                "        id: listening\n"
                                "      - name: Trust\n"
                                "        id: trusting\n"
                                "  - name: Benefits\n"
                                "    codes:\n"
                                "      - {name: Trust, id: trust-gained}\n"
                                "      - {name: Listening}\n"
                                "  - name: Listening\n"
                                "    codes:\n"
                                "      - {name: Hope}\n";

static void
expect_found(const char *wanted, const char *path)
{
	struct code *c;
	int rc = codebook_find(book, wanted, &c, &err);

	cr_assert_eq(rc, 0, "%s: %s", wanted, err.msg);
	cr_expect_str_eq(c->path, path);
}

static void
expect_not_found(const char *wanted, int code, const char *message)
{
	struct code *c;

	cr_expect_eq(codebook_find(book, wanted, &c, &err), code);
	cr_expect_null(c);
	cr_expect_str_eq(err.msg, message);
}

Test(codebook, a_code_is_found_by_path_by_its_tail_or_by_name)
{
	parse(find_text);
	expect_found("components/listening", "components/listening");
	expect_found("Components/LISTENING", "components/listening");
	expect_found("generous listening", "components/listening");
	expect_found("trusting", "components/trusting");
	expect_found("hope", "listening/hope");
	expect_found("listening/hope", "listening/hope");
	/* a whole path wins over tails */
	expect_found("listening", "listening");
}

Test(codebook, a_name_that_fits_several_codes_lists_them)
{
	parse(find_text);
	expect_not_found("Trust", ERR_CONFLICT,
	                 "2 codes are called 'Trust': components/trusting, "
	                 "benefits/trust-gained");
}

Test(codebook, a_name_that_fits_none_shows_near_ones)
{
	parse(find_text);
	expect_not_found("benefit", ERR_NOTFOUND,
	                 "no code 'benefit': did you mean 'benefits', "
	                 "'benefits/listening' or "
	                 "'benefits/trust-gained'?");
	expect_not_found("rust", ERR_NOTFOUND,
	                 "no code 'rust': did you mean 'Trust'?");
	expect_not_found("xyzzy", ERR_NOTFOUND, "no code 'xyzzy'");
	expect_not_found("gained", ERR_NOTFOUND,
	                 "no code 'gained': did you mean "
	                 "'benefits/trust-gained'?");
	expect_not_found("", ERR_NOTFOUND, "no code ''");
	expect_not_found("stening/hope", ERR_NOTFOUND,
	                 "no code 'stening/hope': did you mean "
	                 "'listening/hope'?");
}

Test(codebook, a_retired_code_is_found_only_if_no_other_is_called_so)
{
	parse("codes:\n  - {name: A, codes: [{name: Hope}]}\n"
	      "  - {name: B, codes: [{name: Hope}, {name: C}]}\n");
	book->codes[3]->retired = book->codes[4]->retired = true;
	expect_found("hope", "a/hope");
	expect_found("c", "b/c");
}

Test(codebook, a_code_covers_itself_and_what_is_below_it)
{
	parse(find_text);
	cr_expect(code_covers(book->codes[0], book->codes[0]));
	cr_expect(code_covers(book->codes[0], book->codes[1]));
	cr_expect_not(code_covers(book->codes[1], book->codes[0]));
	cr_expect_not(code_covers(book->codes[0], book->codes[4]));
	book->codes[3]->id = 77;
	cr_expect_eq(codebook_by_id(book, 77), book->codes[3]);
	cr_expect_null(codebook_by_id(book, 999));
}

Test(codebook, units_have_names)
{
	int unit;

	for (unit = UNIT_SENTENCE; unit <= UNIT_TURN; unit++)
		cr_expect_eq(
		    code_unit_find(code_unit_name((enum code_unit)unit)), unit);
	cr_expect_eq(code_unit_find("word"), -1);
}
