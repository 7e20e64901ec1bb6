#include "import/page.h"

#include <criterion/criterion.h>

Test(page, printed_pages_become_text_again)
{
	static const struct {
		const char *page, *text;
		bool numbers;
	} cases[] = {
		{ "", "", false },
		{ "one\n", "one\n", false },
		/* numbers of lines, and one of a page */
		{ "1\n\nAnn: So.\n\n2\n\nBen: Yes.\n\n3\n\nAnn: Why?\n\n4\n\n"
		  "Ben: It is.\n\n5\n\nAnn: Oh.\n\f1\n\nBen: Done.\n",
		  "Ann: So.\n\nBen: Yes.\n\nAnn: Why?\n\nBen: It is.\n\n"
		  "Ann: Oh.\n\nBen: Done.\n",
		  true },
		/* two are an accident, and so are five in no order */
		{ "1\n\nso\n\n2\n\nno\n", "1\n\nso\n\n2\n\nno\n", false },
		{ "7\n\n3\n\n9\n\n4\n\n6\n", "7\n\n3\n\n9\n\n4\n\n6\n", false },
		/* full lines are joined, others and labels are not */
		{ "Ann: It was a long day for all of us, and\nnobody came in "
		  "from the rain until noon.\nBen: And so it went on and on, "
		  "up to the\nend.\n",
		  "Ann: It was a long day for all of us, and nobody came in "
		  "from the rain until noon.\nBen: And so it went on and on, "
		  "up to the end.\n",
		  false },
		{ "It was a long day for all of the well-\nknown people of "
		  "this small old town in\nthe north.\n",
		  "It was a long day for all of the well-known people of this "
		  "small old town in the north.\n",
		  false },
		{ "Short lines,\nas in a poem,\nand one that is much longer\n"
		  "stay.\n",
		  "Short lines,\nas in a poem,\nand one that is much longer "
		  "stay.\n",
		  false },
		{ "so\n\nit was\n\f\ngone\n", "so\n\nit was\n\ngone\n", false },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf b = { 0 };

		buf_adds(&b, cases[i].page);
		cr_expect_eq(page_clean(&b), cases[i].numbers, "case %zu", i);
		cr_expect_str_eq(buf_str(&b), cases[i].text, "case %zu: %s", i,
		                 buf_str(&b));
		buf_release(&b);
	}
}
