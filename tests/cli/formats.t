#!/bin/sh
# The same project, the same bytes: every list in every format, twice, in any
# language of the machine.
# shellcheck disable=SC2016 # for the shell that runs it
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 57

small_study study.emic
judge study.emic change home ana for 'It changed me.'
quietly emic cases set 'Zoë | "Q", \o/' 'note=a	tab, a "quote" and a \ back'
printf 'Åsa: Tab\there, \\ back, "quoted", | bar, = 1+1, <b>.\n\nÅsa: Ok.\n' \
	>'odd name, "x".txt'
quietly emic import 'odd name, "x".txt'

lists() { # NUMBER FORMAT: the list of that number
	_format=$2
	case $1 in
	1) set -- speakers ;;
	2) set -- speakers -l ;;
	3) set -- cases ;;
	4) set -- cases show Kit ;;
	5) set -- grep 'chang* OR back' ;;
	6) set -- grep -C 3 'chang* OR back' ;;
	7) set -- quotes -q ;;
	8) set -- themes -m 2 ;;
	9) set -- count -b role ;;
	10) set -- count -b case -l --per 100-words ;;
	11) set -- tag -n --all ;;
	esac
	emic "$@" --format "$_format"
}
twice() { # NUMBER FORMAT: in two languages of the machine, and two zones
	lists "$1" "$2" >a 2>&1
	LC_ALL=C TZ=Asia/Kolkata COLUMNS=30 lists "$1" "$2" >b 2>&1
	[ -s a ] && cmp a b
}
list() {
	sed -n "/^lists/,/^}/s/^	$1) set -- \\(.*\\) ;;/\\1/p" "$ROOT/tests/cli/formats.t"
}
for n in 1 2 3 4 5 6 7 8 9 10 11; do
	for format in table tsv csv jsonl; do
		ok "$(list "$n") as $format is the same twice" \
			twice "$n" "$format"
	done
done

# --- in the words of the manual ------------------------------------------------
odd() {
	emic grep -d 'odd name, "x"' tab "$@"
}
golden formats-tsv odd --format tsv
golden formats-csv odd --format csv
golden formats-jsonl odd --format jsonl
golden formats-md odd --format md
golden formats-table odd --format table
golden formats-bad odd --format html
ok 'a pipe gets TSV' sh -c 'emic cases >a && emic cases --format tsv | cmp - a'

# What other programs read: every record has every field.
ok 'TSV has as many fields in each line' sh -c '
	emic quotes | awk -F "\t" "NF != 11 { exit 1 }"'
ok 'JSON is JSON' sh -c '
	emic cases --format jsonl | python3 -c "import json, sys
for line in sys.stdin: json.loads(line)"'
ok 'CSV is CSV, with the same text' sh -c '
	emic grep tab --format csv | python3 -c "import csv, sys
rows = list(csv.DictReader(sys.stdin))
assert rows[0][\"text\"].startswith(\"Tab\there, \\\\ back\"), rows"'
ok 'and TSV once its escapes are undone' sh -c '
	emic grep tab --format tsv | python3 -c "import sys
head, row = [l.rstrip(\"\n\").split(\"\t\") for l in sys.stdin]
text = row[head.index(\"text\")]
assert text.startswith(r\"Tab\there, \\\\ back\"), text"'

# --- from a copy on another day --------------------------------------------------
later() {
	cp study.emic copy.emic
	SOURCE_DATE_EPOCH=1900000000 emic themes -p copy.emic >b 2>/dev/null
	emic themes -p study.emic 2>/dev/null | cmp - b
}
ok 'a copy on another day says the same' later
rm -f copy.emic
whole() { # a study made from nothing, and all that it prints
	mkdir again
	cp "$SMALL"/*.txt again
	cd again || exit
	small_study study.emic >log
	for n in 1 3 5 7 8 9 10; do
		lists "$n" tsv
	done
	cd ..
	rm -r again
}
whole >a 2>&1
whole >b 2>&1
ok 'and so does a study made again from nothing' sh -c 'test -s a && cmp a b'
