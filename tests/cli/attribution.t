#!/bin/sh
# Whose words are whose: groups, couples, waves, and labels that say little.
# shellcheck disable=SC2016 # for the shell that runs it
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 27

small_study study.emic

# --- a focus group of five ---------------------------------------------------
golden attribution-group emic themes -d focus --format table
golden attribution-group-cases emic count -d focus -b case -c help \
	-c change --format table
golden attribution-group-words emic count -d focus -b case -m words -l -c help
ok 'the moderator asks of change and help and is no case' sh -c '
	emic grep -r interviewer -d focus "help* OR chang*" | tail -n +2 |
	cut -f 5,6 | sort -u | grep -qx "Moderator	"'
ok 'N is five, whoever speaks of it' sh -c '
	test "$(emic themes -d focus --format jsonl -c change |
	grep -o "\"of_cases\":[0-9]*")" = "\"of_cases\":5"'

# --- a couple interviewed together --------------------------------------------
golden attribution-couple emic themes -d home --format table
golden attribution-couple-dyad emic themes -d home --kind dyad --format table
golden attribution-couple-case emic count -d home -b case -m words
golden attribution-couple-case-dyad emic count -d home -b case -m words \
	--kind dyad
# "You waited, we both did": said together, so it is both's, and once the dyad's.
quietly emic speakers move 'home#5' 'May + Tom'
quietly emic tag
judge study.emic change home ana for 'I did not do much.'
golden attribution-together emic quotes -d home -c change -b judged
golden attribution-together-case emic count -d home -b case -c change \
	--basis judged -m cases --format table
golden attribution-together-dyad emic count -d home -b case -c change \
	--basis judged --kind dyad -m words --format table

# --- one person in three waves ------------------------------------------------
golden attribution-waves emic cases show Kit
golden attribution-waves-count emic count -b housing -d kit-1 -d kit-2 -d kit-3 \
	--basis unread --format table
golden attribution-waves-wave emic count -b wave -d kit-1 -d kit-2 -d kit-3 \
	--basis unread -m cases --format table
golden attribution-waves-where emic quotes -w wave=autumn
golden attribution-waves-themes emic themes --case Kit -b unread --format table
ok 'three interviews are one case' sh -c '
	emic themes --case Kit -b unread --format jsonl | head -n 1 |
	grep -q "\"of_cases\":1,.*\"unread_cases\":1,\"unread_documents\":2"'
quietly emic cases set --wave autumn Kit housing=shared
golden attribution-waves-changed emic count -b housing -d kit-2 \
	--basis unread -c help

# --- two recordings that both say "Speaker 1" -----------------------------------
unattributed() {
	emic count -b case -d rec-1 -d rec-2 --basis unread --format table
}
golden attribution-recordings unattributed
golden attribution-recordings-quotes emic quotes -d rec-1 -d rec-2 -c change
quietly emic cases set Abe
quietly emic cases set Bea
quietly emic speakers case 'Speaker 2' Abe rec-1
quietly emic speakers case 'Speaker 1' Bea rec-2
golden attribution-recordings-two unattributed
quietly emic speakers case 'Speaker 1' Bea
golden attribution-recordings-linked unattributed
quietly emic speakers role 'Speaker 1' interviewer rec-1
quietly emic speakers role 'Speaker 2' interviewer rec-2
quietly emic tag
golden attribution-recordings-asked unattributed

# --- organisations ----------------------------------------------------------------
golden attribution-organisation emic themes --kind organisation --basis unread \
	--format table
golden attribution-organisation-case emic count --kind organisation -b case \
	--basis unread -c help
quietly emic cases set --kind site North
quietly emic cases member North Drop-in
golden attribution-site emic count --kind site -b case --basis unread -c help
