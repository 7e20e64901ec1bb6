#include "base/program.h"

#include "base/error.h"

#include <criterion/criterion.h>
#include <string.h>

static struct buf in, out;
static struct error err;

static void
teardown(void)
{
	buf_release(&in);
	buf_release(&out);
}

TestSuite(program, .fini = teardown);

/* Run the shell's SCRIPT on INPUT for at most a SECOND or so. */
static int
run(const char *script, const char *input, size_t output_max)
{
	const char *const argv[] = { "sh", "-c", script, NULL };
	const struct program_limits limits = { 1, output_max, 0 };

	buf_clear(&in);
	buf_clear(&out);
	buf_adds(&in, input);
	return program_run(argv, &in, &limits, &out, &err);
}

Test(program, what_it_prints_comes_back)
{
	cr_assert_eq(run("cat; printf ' %s' \"$LC_ALL\"", "so", 100), 0, "%s",
	             err.msg);
	cr_expect_str_eq(buf_str(&out), "so C.UTF-8");
}

Test(program, its_first_words_of_complaint_are_the_message)
{
	cr_expect_eq(
	    run("echo half; echo >&2; echo no such page >&2; exit 3", "", 100),
	    ERR_FORMAT);
	cr_expect_str_eq(err.msg, "sh cannot read it: no such page");
	cr_expect_eq(run("kill -9 $$", "", 100), ERR_LIMIT);
	cr_expect_str_eq(err.msg, "sh was stopped by signal 9");
}

Test(program, time_and_room_are_bounded)
{
	cr_expect_eq(run("sleep 60 & wait", "", 100), ERR_LIMIT);
	cr_expect_str_eq(err.msg, "sh took more than 1 seconds");
	cr_expect_eq(run("cat /dev/zero", "", 1 << 20), ERR_LIMIT);
	cr_expect_str_eq(err.msg, "sh made more than 1 MB of it");
}

Test(program, a_second_is_a_whole_one)
{
	int i;

	/* one of these is sure to see the clock's next second begin */
	for (i = 0; i < 4; i++)
		cr_assert_eq(run("sleep 0.3", "", 100), 0, "%s", err.msg);
}

Test(program, what_is_not_there_is_said_to_be_not_there)
{
	const char *const argv[] = { "no-such-program", NULL };
	const struct program_limits limits = { 1, 100, 0 };

	cr_expect(program_is_there("sh"));
	cr_expect_not(program_is_there("no-such-program"));
	cr_expect_eq(program_run(argv, &in, &limits, &out, &err), ERR_IO);
	cr_expect_str_eq(err.msg, "no-such-program cannot be started");
}
