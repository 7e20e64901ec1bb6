#!/bin/sh
# emic grep: the rules' language on the command line.
# shellcheck disable=SC2016 # for the shell that runs it
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 38

mkdir big
interviews big/study.emic
golden grep-samples emic grep -p big/study.emic \
	'(giv* OR gave) NEAR/6 time' --format table
golden grep-concordance emic grep -p big/study.emic -C 5 'human*' \
	--format table
golden grep-where emic grep -p big/study.emic -C 3 -w role='peer manager' \
	-w organisation_type=user-led 'team*'
golden grep-where-some emic grep -p big/study.emic -C 3 \
	-w role='peer manager' 'brave OR bravery OR brilliant'
golden grep-count emic grep -p big/study.emic -n 'listen*'

small_study study.emic
golden grep emic grep 'chang*'
golden grep-several emic grep slept laughing
golden grep-code emic grep '{change} AND {help}' --unit turn
golden grep-code-not emic grep 'helped NOT {help}' --format jsonl
golden grep-unit-match emic grep -u match 'chang*' -d home
golden grep-unit-turn emic grep -u turn 'room' --format csv
golden grep-role emic grep -r interviewer '/\bwhat\b|\bhow\b/'
golden grep-role-all emic grep -r all -n 'chang*'
golden grep-role-label emic grep -r Tom 'she OR I'
golden grep-exact emic grep -x 'nobody' Things
golden grep-case emic grep --case F1 --case May 'help*' 'chang*'
golden grep-kind emic grep --kind dyad 'chang*' -d home
golden grep-speaker emic grep --speaker 'speaker 1' 'chang*'
golden grep-context emic grep -C 2 'changed' -d focus
golden grep-context-zero emic grep -C 0 'helped' -d home
golden grep-md emic grep -d home 'changed' --format md

# --- nothing, and mistakes ---------------------------------------------------
golden grep-none emic grep xyzzy
golden grep-none-count emic grep -n xyzzy
golden grep-bad-expression emic grep 'listen* AND'
golden grep-bad-regex emic grep '/(a|b/'
golden grep-bad-second emic grep fine 'NEAR/x b'
golden grep-bad-code emic grep '{chnge}'
golden grep-bad-list emic grep '$neg AND x'
golden grep-bad-role emic grep -r participants x
golden grep-bad-speaker emic grep --speaker 'Speaker 3' x
golden grep-bad-unit emic grep -u word x
golden grep-bad-context emic grep -C some x
golden grep-nothing emic grep
fails 2 'an expression that is not UTF-8' emic grep "$(printf 'a\377')"
golden grep-bad-where emic grep -w rolle=peer x
golden grep-small-operator emic grep 'change* and xyzzy'
golden grep-bad-value emic grep -w wave=autum x
golden grep-code-against emic grep -n '{help}'
