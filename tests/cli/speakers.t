#!/bin/sh
# emic speakers: who speaks, as what, for whom; turns moved, split, joined.
# shellcheck disable=SC2016 # for the shell that runs it
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 43

interviews study.emic
golden speakers emic speakers --format table
golden speakers-labels emic speakers -l --format table
golden speakers-document emic speakers -d fg1 -d P03 -d FG1
golden speakers-jsonl emic speakers -d P03 --format jsonl

# --- roles and cases ---------------------------------------------------------
golden speakers-role emic speakers role interviewer other P01 P02
golden speakers-role-all emic speakers role Interviewer interviewer
golden speakers-role-none emic speakers role Intervewer interviewer
golden speakers-role-bad emic speakers role P01 boss
golden speakers-role-document emic speakers role P01 other P99
golden speakers-case emic speakers case Answer P04
golden speakers-case-none emic speakers case Answer -
golden speakers-case-new emic speakers case Answer P44
ok 'the answer has no case now' \
	sh -c 'emic cases show P03 | grep -c "speaks as" | grep -qx 0'
golden speakers-role-missing emic speakers role P01
golden speakers-verb emic speakers rename P01 P02
golden speakers-options emic speakers -d P01 role P01 other

# --- turns -------------------------------------------------------------------
turns() { # DOCUMENT: each turn's number, speaker and first words
	emic grep -d "$1" --role all --unit turn '/\S+/' |
		awk -F '\t' -v OFS='\t' 'NR > 1 { print $4, $5,
			substr($11, 1, 24) }' | head -n "${2:-5}"
}
printf '%s\n\n' 'Ann: One two.' 'Bob: Three. Four five.' 'Ann: Six.' \
	'Bob: Seven.' >talk.txt
quietly emic import talk.txt
quietly emic cases set Cy
golden speakers-before turns talk
golden speakers-move emic speakers move 'talk#2' ann
golden speakers-move-new emic speakers move 'talk#3' 'Cy + Dee'
golden speakers-move-nobody emic speakers move 'talk#1' ''
golden speakers-moved turns talk
golden speakers-moved-list emic speakers -d talk
golden speakers-split emic speakers split talk:31
golden speakers-join emic speakers join 'talk#1'
golden speakers-changed turns talk
fails 2 'there is no turn 9' emic speakers move 'talk#9' Ann
fails 2 'the last turn has none to be joined with' \
	emic speakers join 'talk#4'
golden speakers-split-outside emic speakers split talk:0
golden speakers-split-beyond emic speakers split talk:1000
golden speakers-split-start emic speakers split talk:5
golden speakers-place emic speakers move talk Ann
golden speakers-place-kind emic speakers split 'talk#2'
golden speakers-place-document emic speakers join 'tlak#2'
golden speakers-label-control emic speakers move 'talk#1' "$(printf 'a\tb')"
fails 2 'a label that is not UTF-8' \
	emic speakers move 'talk#1' "$(printf '\377')"
fails 2 'a move that failed left nothing behind' sh -c \
	'emic speakers move "talk#1" "New one + $(printf "\t")"'
ok 'not even a label' sh -c '! emic speakers | grep -q "New one"'

# --- history -----------------------------------------------------------------
acts() {
	sqlite3 study.emic "SELECT coder || ': ' || command FROM history
		WHERE command LIKE 'emic speakers%' ORDER BY id"
}
golden speakers-history acts
ok 'nothing of it touched the text' holds study.emic \
	"SELECT count(*) FROM text" 14
ok 'foreign keys hold' holds study.emic \
	'PRAGMA foreign_key_check' ''

emic init empty.emic >log
golden speakers-empty emic speakers -p empty.emic
golden speakers-format emic speakers -p empty.emic --format xml
golden speakers-split-word emic speakers -p study.emic split talk:10
