#!/bin/sh
# emic count: codes by document, case, speaker or attribute.
# shellcheck disable=SC2016 # for the shell that runs it
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 37

mkdir big
tagged_interviews big/study.emic
big() {
	EMIC_PROJECT=big/study.emic
	export EMIC_PROJECT
	"$@"
}
golden count-samples big emic count -b role -m cases --format table
golden count-samples-rate big emic count -b organisation_type \
	--per 1000-words -c components --format table
golden count-samples-years big emic count -b years_in_post -c hope-for-the-future
golden count-samples-against big emic count -b role --stance against \
	--own -c components --format md

small_study study.emic
golden count emic count
golden count-table emic count --format table
golden count-case emic count -b case --format table
golden count-speaker emic count -b speaker --format table
golden count-role emic count -b role --format table
golden count-role-cases emic count -b role -m cases --format table
golden count-role-words emic count -b role -m words --format table
golden count-role-documents emic count -b ROLE -m documents
golden count-long emic count -b role -l
golden count-long-rate emic count -b role -l -m words --per 100-words -c help
golden count-rate emic count -b case -d home --per 10-words -m words
golden count-jsonl emic count -b role --format jsonl -c change
golden count-own emic count --own -c what-happened -d focus
golden count-date emic count -b date

# Words of a group are the words spoken in it: they add up.
spoken() {
	emic count -b case -l -c help 2>log | awk -F '\t' 'NR > 1 { n += $5 }
		END { print n }'
}
told() {
	sqlite3 study.emic "SELECT sum(words) FROM turn t WHERE NOT EXISTS
		(SELECT 1 FROM turn_speaker s JOIN speaker k ON k.id = s.speaker
		WHERE s.layout = t.layout AND s.ordinal = t.ordinal
		AND k.role = 'interviewer')"
}
ok 'the words of all cases are the words that were told' \
	test "$(spoken)" = "$(told)"

# --- a coding over question and answers ------------------------------------------------
judge study.emic change home ana for 'changed things between you?

May: It changed me. I wait now.

Tom: She has changed'
golden count-judged emic count -c change --format table
golden count-judged-case emic count -c change -b case -m words --format table
golden count-judged-speaker emic count -c change -b speaker -m words -d home \
	--per 100-words -l
golden count-both emic count -c change -b case --basis both --format table
golden count-unread emic count -c change -b case --basis unread --format csv

# --- mistakes -----------------------------------------------------------------------
golden count-bad-by emic count -b rolle
golden count-bad-measure emic count -m marks
golden count-bad-per emic count --per words
golden count-bad-stance emic count --stance mixed
golden count-bad-basis emic count --basis none
golden count-operand emic count role
mkdir empty
quietly emic init empty/study.emic
golden count-empty emic count -p empty/study.emic
golden count-twice emic count -b case -b speaker
golden count-per-cases emic count -m cases --per 1000-words

# --- no cases --------------------------------------------------------------------
quietly emic init empty/none.emic
quietly emic import -p empty/none.emic --name P01 - <<'END'
I: Who?
P01: The role.
END
quietly emic codebook -p empty/none.emic load "$SMALL/codebook.yaml"
quietly emic tag -p empty/none.emic
golden count-no-cases emic count -p empty/none.emic -b speaker -m cases
golden count-no-cases-kind emic count -p empty/none.emic --kind group -m cases -l
golden count-no-cases-passages emic count -p empty/none.emic -b speaker
quietly emic cases -p empty/none.emic from-speakers
golden count-cases-made emic count -p empty/none.emic -b speaker -m cases
