#!/bin/sh
# emic themes: the tree with its counts, by every basis.
# shellcheck disable=SC2016 # for the shell that runs it
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 31

mkdir big
tagged_interviews big/study.emic
big() {
	EMIC_PROJECT=big/study.emic
	export EMIC_PROJECT
	"$@"
}
golden themes-samples big emic themes --format table
golden themes-samples-managers big emic themes -w role=manager \
	-c components --format table --percent
golden themes-samples-recurring big emic themes -m 6 -c using-lived-experience \
	--format md
golden themes-samples-group big emic themes -d FG1 -c components --format table

small_study study.emic
golden themes emic themes --format table
golden themes-tsv emic themes
golden themes-jsonl emic themes --format jsonl -c help
golden themes-kind emic themes --kind dyad --format table
golden themes-kind-none emic themes --kind site --format table
golden themes-case emic themes --case F1 --format table
golden themes-speaker emic themes --speaker F1 --speaker F5 --format table
golden themes-percent emic themes --percent --format table

# --- as soon as somebody has read ---------------------------------------------------
judge study.emic change focus ana for 'I changed the locks'
golden themes-judged emic themes --format table
golden themes-judged-only emic themes -b judged --format table
golden themes-judged-both emic themes -b both --format table
both() {
	emic themes -b both 2>log
}
both >before
judge study.emic change focus ben for 'I changed the locks'
judge study.emic change focus cy for 'changed'
ok 'another coder inside it changes no count' sh -c \
	'emic themes -b both | cmp - before'
judge study.emic help focus ben for 'It helped that we laughed.'
judge study.emic help home ben for 'helped'
ok 'nor does a coding over a hit' sh -c 'emic themes -b both | cmp - before'
rolled() { # the roll-up of the tree's root
	emic themes -b both 2>log | sed -n 2p | cut -f 7-10
}
rolled >before
judge study.emic help focus cy for 'I slept'
judge study.emic help focus ben for 'locks, and then'
ok 'nor, above it, does a sub-code inside it' sh -c \
	'emic themes -b both | sed -n 2p | cut -f 7-10 | cmp - before'
judge study.emic change kit-2 ben rejected 'That changed it.'
judge study.emic change home ana against 'She has changed, she waits.'
judge study.emic change home ben mixed 'It changed me.'
judge study.emic change kit-1 ana for 'Nothing has changed yet'
judge study.emic change kit-1 ben rejected 'Nothing has changed yet'
golden themes-many emic themes --format table
golden themes-many-both emic themes -b both --format table
golden themes-many-disputed emic themes -b disputed --format table

# What speaks against and is no case's is in a column, too.
judge study.emic change rec-1 ana against 'What has changed?'
golden themes-loose-against emic themes -b judged --format table
golden themes-loose-against-jsonl emic themes -b judged -c change --format jsonl

# --- mistakes ---------------------------------------------------------------------
golden themes-bad-basis emic themes -b all
golden themes-bad-min emic themes -m many
golden themes-bad-code emic themes -c what-hapened
golden themes-bad-where emic themes -w role
golden themes-operand emic themes help
mkdir empty
quietly emic init empty/study.emic
golden themes-empty emic themes -p empty/study.emic
quietly emic codebook -p empty/study.emic load "$SMALL/codebook.yaml"
golden themes-no-documents emic themes -p empty/study.emic --format table
golden themes-bad-document emic themes -p empty/study.emic -d nothing
