#include "base/error.h"

#include "base/utf8.h"

#include <criterion/criterion.h>
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
