#!/bin/sh
# emic tag: the two engines and any number of threads find the same; and how
# terms are looked for.
# shellcheck disable=SC2016 # for the shell that runs it
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 9

mkdir big
interviews big/study.emic
quietly emic codebook -p big/study.emic load "$ROOT/codebooks/peer-support.yaml"
hits() {
	sqlite3 big/study.emic 'SELECT * FROM hit ORDER BY 1, 2, 3, 4, 5' >"$1"
	sqlite3 big/study.emic 'SELECT code, block, hex(cells) FROM tally
		ORDER BY code, block' >>"$1"
}
quietly emic tag -p big/study.emic
hits literal
ok 'there is something to compare' test "$(wc -l <literal)" -gt 100
for jobs in 1 2 5; do
	quietly emic tag -p big/study.emic --all --jobs "$jobs"
	hits other
	ok "$jobs documents at once give the same" cmp literal other
done
quietly emic tag -p big/study.emic --all --exhaustive
hits other
ok 'searching everywhere finds the same' cmp literal other
ok 'the run says that it did' holds big/study.emic \
	"SELECT engine = 'plain 1' FROM run ORDER BY id DESC LIMIT 1" 1
quietly emic tag -p big/study.emic
ok 'and what it found is up to date' holds big/study.emic \
	'SELECT count(*) FROM run' 5

cat >terms.yaml <<'END'
codebook: Terms
fillers: um
codes:
  - name: Quick
    match: |
      listen* NEAR/3 "in hospital"
      /feel(s|ing)? heard/
      *hood
      été
  - name: Slow
    match: |
      don't
      /\b(\w+) \1\b/
      /(\w+) \1\b/
      /(?x) a b/
  - name: Named
    match: |
      {Quick} AND trust*
      {Slow}
  - name: Only named
    match: |
      {Named} OR {Quick}
END
golden engine-explain emic codebook check --explain terms.yaml --format table
golden engine-explain-usage \
	emic codebook -p big/study.emic show --explain
