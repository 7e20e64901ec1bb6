#!/bin/sh
# emic quotes: passages, each once, with what they rest on.
# shellcheck disable=SC2016 # for the shell that runs it
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 33

mkdir big
tagged_interviews big/study.emic
big() {
	EMIC_PROJECT=big/study.emic
	export EMIC_PROJECT
	"$@"
}
golden quotes-samples big emic quotes -c generous-listening -q --format table
golden quotes-samples-against big emic quotes -c what-it-brings \
	--stance against
ok 'a limit is a beginning' big sh -c 'emic quotes >all &&
	emic quotes -n 5 >five && head -n 6 all | cmp - five'
golden quotes-limit-zero big emic quotes -n 0
golden quotes-sample big emic quotes -c components --sample 3 --format table
ok 'a sample is the same for the same seed' big sh -c '
	emic quotes --sample 9 --seed 3 >a && emic quotes --sample 9 --seed 3 >b &&
	cmp a b && test "$(wc -l <a)" = 10'
ok 'and another for another seed' big sh -c '
	emic quotes --sample 9 --seed 4 >b && ! cmp -s a b'
ok 'its quotations stand in their order' big sh -c '
	emic quotes >all && grep -Fxf a all | cmp - a'
ok 'a sample of more than there are is all' big sh -c '
	emic quotes >all && emic quotes --sample 100000 | cmp - all'

# --- what they rest on -----------------------------------------------------------
small_study study.emic
golden quotes emic quotes
golden quotes-case emic quotes --case F1 --case May
golden quotes-where emic quotes -w role=worker -c change
golden quotes-kind emic quotes --kind organisation --case Drop-in
golden quotes-group emic quotes -c change -d home --kind dyad
golden quotes-basis-none emic quotes -b judged
judge study.emic change focus ana for 'I changed the locks'
judge study.emic change home ana for 'She has changed, she waits.'
judge study.emic change home ben for 'It changed me. I wait now.'
judge study.emic help focus ben rejected 'It helped that we laughed.'
judge study.emic help home ana mixed 'And he helped.'
judge study.emic change kit-2 ana for 'That changed it.'
judge study.emic change kit-2 ben rejected 'That changed it.'
golden quotes-judged emic quotes --format table
golden quotes-basis-judged emic quotes -b judged
golden quotes-basis-unread emic quotes -b unread -c help
golden quotes-basis-disputed emic quotes -b disputed
golden quotes-basis-both emic quotes -b both -c change -d focus
golden quotes-mixed emic quotes --stance mixed
golden quotes-tree emic quotes -c what-happened -d home
golden quotes-question emic quotes -d home -q --format jsonl
golden quotes-md emic quotes -d home --format md

# --- mistakes -----------------------------------------------------------------------
golden quotes-bad-basis emic quotes -b read
golden quotes-bad-stance emic quotes --stance neutral
golden quotes-bad-code emic quotes -c hlep
golden quotes-bad-sample emic quotes --sample -3
golden quotes-bad-document emic quotes -d hoem
golden quotes-operand emic quotes help
golden quotes-bad-kind emic quotes --kind firm
golden quotes-other-kind emic quotes --case 'May and Tom'
mkdir empty
quietly emic init empty/study.emic
golden quotes-empty emic quotes -p empty/study.emic
