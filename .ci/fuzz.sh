#!/bin/sh
# fuzz.sh FUZZER…: run each for FUZZ_SECONDS; behind `make fuzz`.
#
# fuzz_NAME begins with tests/fuzz/seeds/NAME and with what earlier runs
# kept in $O/fuzz/corpus/NAME.  An input that fails is left in $O/fuzz.
set -u
: "${O:?}" "${FUZZ_SECONDS:?}"
ASAN_OPTIONS=
UBSAN_OPTIONS=print_stacktrace=1
export ASAN_OPTIONS UBSAN_OPTIONS

passed=0
failed=0
for fuzzer; do
	name=${fuzzer##*/fuzz_}
	corpus=$O/fuzz/corpus/$name
	seeds=tests/fuzz/seeds/$name
	log=$O/fuzz/$name.log
	mkdir -p "$corpus"
	if [ -d "$seeds" ] &&
		"$fuzzer" -max_total_time="$FUZZ_SECONDS" -timeout=10 \
			-rss_limit_mb=2048 -print_final_stats=1 \
			-artifact_prefix="$O/fuzz/$name-" \
			"$corpus" "$seeds" </dev/null >"$log" 2>&1; then
		passed=$((passed + 1))
		runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
		echo "ok - $name: ${runs:-?} inputs in $FUZZ_SECONDS s"
	else
		failed=$((failed + 1))
		echo "not ok - $name"
		[ -d "$seeds" ] || echo "    there is no $seeds"
		[ ! -e "$log" ] || tail -n 40 "$log" | sed 's/^/    /'
	fi
done
[ $# -gt 0 ] || echo "there are no fuzz targets"
echo "$passed passed, $failed failed"
[ "$passed" -gt 0 ] && [ "$failed" -eq 0 ]
