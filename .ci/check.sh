#!/bin/sh
# check.sh: run the unit tests and tests/cli/*.t; behind `make check`.
#
# O is the build folder, BIN that of the programs, UNIT the sources of the
# unit tests.  Everything ends up as TAP in $O/tap, what the tests cannot
# know of themselves as well (harness checks), and summary.awk counts it.
set -u
: "${O:?}" "${BIN:?}" "${UNIT:?}"
TAP=$O/tap
rm -rf "$TAP"
rm -f "$O"/san.*
mkdir -p "$TAP"
GOLDEN_USED=$(cd "$TAP" && pwd)/golden.used
: >"$GOLDEN_USED"
export BIN TAP GOLDEN_USED
unset GOLDEN EMIC_TEST_ROOT GOLDEN_DIR

# Criterion writes its report when all tests are done; a log of its own
# shows what happened if it never comes to that.
echo "unit tests"
timeout 900 "$O/unit" --tap="$TAP/unit.tap" \
	</dev/null >"$TAP/unit.log" 2>&1
unit=$?
echo "$unit" >"$TAP/unit.rc"
if [ ! -s "$TAP/unit.tap" ]; then
	echo "Bail out! the unit tests ended with status $unit" \
		>"$TAP/unit.tap"
	tail -n 20 "$TAP/unit.log"
fi

echo "command tests"
prove -j2 -Q -e 'sh .ci/tap.sh' tests/cli/*.t >"$TAP/prove.log" 2>&1
prove=$?

# What is left to check is a test too.
n=0
harness() { # status description
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
	fi
}

all_ran() {
	# shellcheck disable=SC2086 # words on purpose
	written=$(cat $UNIT | grep -c '^Test(')
	ran=$(grep -cE '^(not )?ok ' "$TAP/unit.tap")
	[ "$written" -eq "$ran" ]
	harness $? "every unit test that is written is run"
	echo "# $written are written, $ran were run"
}

golden_used() {
	unused=$(for f in tests/cli/golden/*; do
		grep -qxF "${f##*/}" "$GOLDEN_USED" || echo "$f"
	done)
	[ -z "$unused" ]
	harness $? "every golden file is used by a test"
	[ -z "$unused" ] || echo "$unused" | sed 's/^/# /'
}

# UBSan does not write to files where ASan is linked in as well.
no_report() {
	reports=$(
		find "$O" -maxdepth 1 -name 'san.*'
		cat "$O"/san.* "$TAP/unit.log" 2>/dev/null |
			grep -E 'ERROR: .*Sanitizer|runtime error:|^    #[0-9] '
	)
	[ -z "$reports" ]
	harness $? "no sanitizer had anything to report"
	[ -z "$reports" ] || echo "$reports" | head -n 30 | sed 's/^/# /'
}

prove_agrees() {
	failed=$(cat "$TAP"/*.tap | grep -c '^not ok')
	[ "$prove" -eq 0 ] || [ "$failed" -gt 0 ]
	harness $? "prove is content when all tests passed"
	[ "$prove" -eq 0 ] || sed 's/^/# /' "$TAP/prove.log"
}

{
	echo 1..4
	all_ran
	golden_used
	no_report
	prove_agrees
} >"$TAP/harness-checks.out"
mv "$TAP/harness-checks.out" "$TAP/harness-checks.tap"
echo 0 >"$TAP/harness-checks.rc"

awk -f .ci/summary.awk "$TAP"/*.tap
