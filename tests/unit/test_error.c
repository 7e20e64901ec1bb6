#include "base/error.h"

#include "base/utf8.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <string.h>

Test(error, a_message_is_text_whatever_it_quotes)
{
	struct error err;
	char text[3000];

	error_set(&err, ERR_FORMAT, "near '%s'", "{\"jo\xFF\xFF~");
	cr_expect_str_eq(err.msg, "near '{\"jo??~'");
	/* a character of two bytes over the end */
	memset(text, 'x', sizeof(text));
	memcpy(text + sizeof(err.msg) - 2, "\xC3\xA9", 3);
	error_set(&err, ERR_FORMAT, "%s", text);
	cr_expect(utf8_valid(err.msg, strlen(err.msg), NULL));
	cr_expect_eq(strlen(err.msg), sizeof(err.msg) - 2);
}

Test(error, a_long_name_does_not_hide_the_reason)
{
	struct error err;
	char name[5000];
	const char *end;

	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	errno = ENOENT;
	error_errno(&err, ERR_IO, "cannot open '%s'", name);
	end = strstr(err.msg, "x...': No such file or directory");
	cr_assert_not_null(end, "%s", err.msg + 1900);
	cr_expect_eq(strlen(err.msg), sizeof(err.msg) - 1);
	error_set(&err, ERR_FORMAT, "line 3: no speaker");
	error_wrap(&err, "importing '%s'", name);
	cr_expect_not_null(strstr(err.msg, "x...': line 3: no speaker"), "%s",
	                   err.msg + 1900);
	error_set(&err, ERR_FORMAT, "line 3: no speaker");
	error_wrap(&err, "importing 'x'");
	cr_expect_str_eq(err.msg, "importing 'x': line 3: no speaker");
}
