#!/bin/sh
# Hits that are older than rules, text or roles: who says so, and how.
# shellcheck disable=SC2016 # for the shell that runs it
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 22

quietly emic init study.emic
quietly emic import "$SMALL/home.txt" "$SMALL/focus.txt"
quietly emic cases from-speakers
quietly emic codebook load "$SMALL/codebook.yaml"
golden freshness-never emic themes --format table
golden freshness-never-strict emic themes --strict
golden freshness-never-count emic count --strict
golden freshness-never-quotes emic quotes --strict
quietly emic tag
fresh() { # COMMAND…: it has nothing to say
	"$@" >out 2>said && [ ! -s said ]
}
ok 'after tagging there is nothing to say' fresh emic themes --strict
ok 'nor for quotes' fresh emic quotes --strict
ok 'nor for count' fresh emic count --strict
ok 'grep reads the text itself and never says a word' fresh emic grep changed

sed 's/chang\*/changes/' "$SMALL/codebook.yaml" >other.yaml
quietly emic codebook load other.yaml
golden freshness-rules emic themes -c change --format table
golden freshness-rules-strict emic count --strict
golden freshness-rules-quotes emic quotes -c change
fails 2 'quotes, strictly' emic quotes --strict
quietly emic codebook load "$SMALL/codebook.yaml"
ok 'a rule that comes back is fresh again' fresh emic themes --strict

quietly emic speakers role Tom interviewer
golden freshness-roles emic themes -b unread --format table
quietly emic speakers role Tom participant
ok 'so is a role' fresh emic themes --strict

quietly emic import "$SMALL/kit-1.txt"
quietly emic cases from-speakers
golden freshness-document emic count --format table
quietly emic tag
ok 'one run is enough' sh -c 'emic themes --strict >out 2>&1'
quietly emic tag --all
ok 'and another changes nothing' sh -c 'emic themes 2>&1 | cmp - out'

cat >>other.yaml <<'END'
  - name: One
    match: one
  - name: Two
    match: two
  - name: Three
    match: three
  - name: Four
    match: four
END
quietly emic codebook load other.yaml
golden freshness-many emic themes --format table
quietly emic tag -c one -c two -c three -c four -c change
ok 'a run of some codes freshens those' sh -c 'emic themes --strict'
sed -i '/name: Help/,/nobody/d' other.yaml
quietly emic codebook load --prune other.yaml
golden freshness-retired emic quotes -c change
quietly emic tag
ok 'what a retired code had found is gone' fresh emic themes --strict
