#!/bin/sh
# The harness itself: what is wrong must fail, or no other test means much.
. "$(dirname "$0")/lib.sh"
plan 33

# mini BODY: run BODY as a test of its own, golden files in this folder.
mini() (
	{
		# shellcheck disable=SC2016 # for the shell that runs it
		echo '. "$EMIC_TEST_ROOT/tests/cli/lib.sh"'
		echo "$1"
	} >mini.t
	unset GOLDEN GOLDEN_USED
	EMIC_TEST_ROOT=$ROOT GOLDEN_DIR=$PWD sh ./mini.t 2>&1
)
says() { # PATTERN CMD…
	_pattern=$1
	shift
	"$@" | grep -q -e "$_pattern"
}

# --- what is right passes ---------------------------------------------------
printf '$ echo hello\nhello\n= 0\n' >hello
ok 'a golden file that matches passes' \
	mini 'plan 1; golden hello echo hello'
ok 'a command that ends with 0 passes ok' \
	mini 'plan 1; ok "yes" true'
ok 'a command that ends as told passes fails' \
	mini 'plan 1; fails 3 "three" sh -c "exit 3"'
ok 'a test at the end of a pipe is counted' \
	mini 'plan 2; echo a | ok "one" grep a; ok "two" true'

# --- what is wrong fails ----------------------------------------------------
fails 1 'other output than the golden file fails' \
	mini 'plan 1; golden hello echo "hello "'
fails 1 'another status than in the golden file fails' \
	mini 'plan 1; golden hello sh -c "echo hello; exit 1"'
fails 1 'a line on standard error that the golden file lacks fails' \
	mini 'plan 1; golden hello sh -c "echo hello; echo oh >&2"'
ok 'the difference is shown' says '^# +hello there' \
	mini 'plan 1; golden hello echo "hello there"'
fails 1 'a golden file that does not exist fails' \
	mini 'plan 1; golden nowhere true'
fails 1 'a command that fails fails ok' mini 'plan 1; ok "no" false'
fails 1 'another status than told fails' \
	mini 'plan 1; fails 2 "two" sh -c "exit 3"'
fails 1 'success fails where a failure was told' \
	mini 'plan 1; fails 2 "two" true'
fails 1 'a failed test at the end of a pipe fails' \
	mini 'plan 1; echo a | ok "one" grep b'
fails 1 'a missing plan fails' mini 'ok "yes" true'
fails 1 'fewer tests than planned fail' mini 'plan 2; ok "yes" true'
fails 1 'more tests than planned fail' \
	mini 'plan 1; ok "yes" true; ok "yes" true'
fails 1 'a test that ends early fails' \
	mini 'plan 2; ok "yes" true; exit 0; ok "yes" true'
fails 7 'its own exit status is kept' \
	mini 'plan 1; ok "yes" true; exit 7'
echo 'echo 1..1; echo not ok 1' >bad.t
fails 1 'prove takes a failure for one' prove -Q -e sh bad.t
echo 'echo ok 1' >bad.t
fails 1 'prove takes a missing plan for a failure' prove -Q -e sh bad.t

# --- what is recorded -------------------------------------------------------
# shellcheck disable=SC2016 # for the shell that runs it
mini 'plan 1
GOLDEN=write
golden all sh -c '\''
pwd; echo "$ROOT/samples/x $ROOT"; echo "$BIN/emic"
printf "half a line"; echo "in $PWD/x" >&2; exit 4'\'' "it'\''s" a/b.c ""' \
	>log 2>&1
golden harness-record cat all
ok 'what was written matches afterwards' test -s all
# shellcheck disable=SC2016 # for the shell that runs it
ok 'a test starts in an empty folder' mini 'plan 1; ok "" test -z "$(ls -A)"'
# shellcheck disable=SC2016 # for the shell that runs it
mini 'plan 1; echo "$PWD" >"$GOLDEN_DIR/where"; mkdir -m 0 shut
ok "" true' >log 2>&1
ok 'and the folder is gone in the end' test ! -e "$(cat where)"
ok 'the time is fixed' test "$SOURCE_DATE_EPOCH" = 1764000000

# --- what summary.awk counts ------------------------------------------------
# sums EXPECTED TAP [STATUS]: the last line for this TAP.
sums() {
	printf '%b' "$2" >t.tap
	echo "${3:-0}" >t.rc
	awk -f "$ROOT/.ci/summary.awk" t.tap >sum
	test "$(tail -n 1 sum)" = "$1"
}
ok 'passed tests are counted' \
	sums '2 passed, 0 failed' '1..2\nok 1 - a\nok - b (0.1s)\n'
ok 'failed tests are counted' \
	sums '1 passed, 1 failed' '1..2\nok 1 - a\nnot ok 2 - b\n' 1
ok 'a skipped test has failed' \
	sums '1 passed, 1 failed' '1..2\nok 1\nok - b  # SKIP no reason\n'
ok 'a missing plan has failed' sums '1 passed, 1 failed' 'ok 1\n'
ok 'each planned test that did not run has failed' \
	sums '1 passed, 2 failed' '1..3\nok 1\n'
ok 'a program that printed nothing has failed' \
	sums '0 passed, 1 failed' '' 139
ok 'a status that no test explains has failed' \
	sums '1 passed, 1 failed' '1..1\nok 1\n' 139
ok 'a test about \# is not a directive' \
	sums '1 passed, 0 failed' '1..1\nok 1 - a \\\\# SKIP is text\n'
