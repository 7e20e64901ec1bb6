#!/bin/sh
# emic cases: tables loaded, values set, cases listed and shown.
# shellcheck disable=SC2016 # for the shell that runs it
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 51

quietly emic init study.emic
quietly emic import "$ROOT/samples/interviews"
golden cases-none emic cases
golden cases-load emic cases load "$ROOT/samples/cases.csv"
golden cases-load-again emic cases load "$ROOT/samples/cases.csv"
golden cases-list emic cases --format table
golden cases-show emic cases show p03
golden cases-show-near emic cases show P3

# --- the same in other forms --------------------------------------------------
shuffle() { # columns in another order, as TSV, by semicolons
	awk -F , -v OFS="$1" '{ print $8, $5, $4, $1, $3, $2, $7, $6 }' \
		"$ROOT/samples/cases.csv"
}
sorted() { # PROJECT: its cases, keys in one order
	emic cases -p "$1" --format jsonl | python3 -c 'import json, sys
for line in sys.stdin:
	print(json.dumps(json.loads(line), sort_keys=True))'
}
same_as_before() { # TABLE
	rm -rf other
	mkdir other
	emic init other/study.emic &&
		emic import -p other/study.emic "$ROOT/samples/interviews" &&
		emic cases -p other/study.emic load -k case "$1" &&
		sorted study.emic >a && sorted other/study.emic >b &&
		[ -s a ] && cmp a b
}
shuffle "$(printf '\t')" >cases.tsv
ok 'TSV with columns in another order is the same' same_as_before cases.tsv
shuffle ';' >cases.csv
ok 'so are semicolons' same_as_before cases.csv
{
	printf '\357\273\277'
	sed 's/$/\r/' "$ROOT/samples/cases.csv"
} >windows.csv
ok 'so are CRLF and a byte order mark' same_as_before windows.csv
ok 'so is standard input' sh -c '
	emic init other/in.emic && emic cases -p other/in.emic load - \
		<"$ROOT/samples/cases.csv" 2>log | grep -q "17 new cases"'

# --- mistakes -------------------------------------------------------------------
load() { # TABLE
	printf '%b' "$1" >table.csv
	emic cases load "${2:-table.csv}"
}
golden cases-bad-kind load 'case,kind\nX1,person\n'
golden cases-bad-speaker load 'case,document,speaker\nX1,P01,P09\n'
golden cases-bad-row load 'case,age\nX1,3,4\n'
golden cases-bad-name load 'case,age\n,3\n'
golden cases-bad-contradiction load 'case,age\nX1,3\nX2,5\nx1,4\n'
golden cases-bad-circle load 'case,member_of\nX1,X2\nX2,X1\n'
golden cases-bad-column load 'case,age,Age\nX1,3,4\n'
golden cases-bad-key emic cases load -k name "$ROOT/samples/cases.csv"
golden cases-bad-file emic cases load nowhere.csv
golden cases-bad-utf8 load 'case,age\nX\377,3\n'
golden cases-bad-empty load ''
ok 'none of these left a case behind' \
	sh -c '! emic cases | grep -q "^X"'
golden cases-missing load 'case,document\nX1,P01\nX2,P77\nX3,P78\n'
golden cases-missing-twice \
	load 'case,document\nX2,P78\nX3,P77\nX4,P01\nX5,P78\n'
golden cases-bad-twice load \
	'case,document,date\nX1,P01,2026-01-01\nX2,P01,2026-01-02\n'

# --- set, member, from-speakers -----------------------------------------------
golden cases-set emic cases set P01 role='peer manager' years_in_post=4
golden cases-set-new emic cases set --kind site North region=north
golden cases-set-kind emic cases set --kind organisation X1
golden cases-set-wave emic cases set --wave second P01 years_in_post=5
golden cases-set-document emic cases set -d P01 mode=telephone wave=second
golden cases-set-away emic cases set P02 role=
golden cases-set-show emic cases show P01
golden cases-set-not emic cases set P01 role
golden cases-set-utf8 emic cases set P01 "$(printf 'a=\377')"
golden cases-set-both emic cases set -d P01 --wave x mode=letter
golden cases-member emic cases member North X1
golden cases-member-circle emic cases member X1 North
golden cases-member-show emic cases show North
golden cases-kind emic cases --kind organisation
golden cases-kind-bad emic cases --kind firm
golden cases-verb emic cases unload
golden cases-operands emic cases show

mkdir labels
quietly emic init labels/labels.emic
quietly emic import -p labels/labels.emic "$SMALL"/rec-1.txt "$SMALL"/home.txt
golden cases-from-speakers emic cases -p labels/labels.emic from-speakers
golden cases-from-speakers-again emic cases -p labels/labels.emic from-speakers
golden cases-from-speakers-list emic cases -p labels/labels.emic --format table
ok 'foreign keys hold' holds study.emic \
	'PRAGMA foreign_key_check' ''
golden cases-set-reserved emic cases set Ann document=talk

printf 'case,kind\nTwo,dyad\nTwo,group\n' >two.csv
golden cases-load-two-kinds emic cases -p labels/labels.emic load two.csv
printf 'case,document,speaker\nTwo,home,May\nThree,home,May\n' >two.csv
golden cases-load-two-cases emic cases -p labels/labels.emic load two.csv
fails 2 'a case called by a space' emic cases -p labels/labels.emic set ' '
fails 2 'a case called by what stands for none' \
	emic cases -p labels/labels.emic set -
