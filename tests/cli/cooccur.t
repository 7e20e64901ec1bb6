#!/bin/sh
# emic cooccur: codes found together in a turn, passage, document or case.
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 39

mkdir big
tagged_interviews big/study.emic
big() {
	EMIC_PROJECT=big/study.emic
	export EMIC_PROJECT
	"$@"
}
golden cooccur-samples big emic cooccur --format table
golden cooccur-samples-jaccard big emic cooccur -m jaccard -c components \
	--format table
golden cooccur-samples-case big emic cooccur -i case -c what-it-brings \
	--format md
golden cooccur-samples-long big emic cooccur -l -c what-it-brings

# The hits alone answer where all documents do, one by one, with their text.
same_by_document() { # OPTIONS
	emic cooccur "$@" >fast
	sqlite3 "$EMIC_PROJECT" 'SELECT name FROM document' |
		sed 's/^/-d /' >documents
	# shellcheck disable=SC2046 # names without spaces
	emic cooccur "$@" $(cat documents) >slow
	cmp fast slow
}
for options in '' '--own' '-i document' '-i document --own' \
	'--stance against' '--basis both' '-l -c components'; do
	# shellcheck disable=SC2086 # a list of options
	ok "the hits alone say the same: cooccur $options" \
		big same_by_document $options
done

# Symmetric, and as many documents as themes says.
symmetric() {
	emic cooccur -c components | awk -F '\t' 'NR > 1 { n++
			for (i = 6; i <= NF; i++) cell[n, i - 5] = $i }
		END { for (i = 1; i <= n; i++) for (k = 1; k <= n; k++)
			if (cell[i, k] != cell[k, i]) exit 1
			exit n != 9 }'
}
ok 'the matrix is symmetric' big symmetric
same_documents() {
	emic cooccur -i document | awk -F '\t' \
		'NR > 1 { print $1 "\t" $(NR + 4) }' >counted
	emic themes | awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++)
			if ($i == "unread_documents") column = i }
		NR > 1 { print $1 "\t" $column }' >told
	cmp counted told
}
ok 'a code meets itself in as many documents as themes says' \
	big same_documents

small_study study.emic
golden cooccur emic cooccur
golden cooccur-table emic cooccur --format table
golden cooccur-passage emic cooccur -i passage --format table
golden cooccur-document emic cooccur -i document --format table
golden cooccur-dyad emic cooccur -i case --kind dyad --format table
golden cooccur-where emic cooccur -i case -w role=peer --format table
golden cooccur-speaker emic cooccur --speaker May --format table
golden cooccur-own emic cooccur --own -l --format csv
golden cooccur-overlap emic cooccur -m overlap --format jsonl
golden cooccur-against emic cooccur --stance against --format table
golden cooccur-one emic cooccur -c help --format table

# --- turns that have changed since the hits were found ---------------------
mkdir turns
cp study.emic turns/study.emic
joined() {
	EMIC_PROJECT=turns/study.emic
	export EMIC_PROJECT
	"$@"
}
quietly emic speakers -p turns/study.emic join 'home#2'
golden cooccur-stale joined emic cooccur --format table
ok 'hits that are out of date do not answer alone' joined same_by_document
golden cooccur-strict joined emic cooccur --strict

# --- a coding over question and answers ------------------------------------
judge study.emic change home ana for 'changed things between you?

May: It changed me. I wait now.

Tom: She has changed'
judge study.emic help home ben for 'I wait now'
golden cooccur-judged emic cooccur --format table
golden cooccur-judged-passage emic cooccur -i passage -l
golden cooccur-both emic cooccur --basis both -l
golden cooccur-disputed emic cooccur --basis disputed --format table

# --- mistakes ---------------------------------------------------------------
golden cooccur-bad-in emic cooccur --in sentence
golden cooccur-bad-measure emic cooccur -m kappa
golden cooccur-bad-long emic cooccur -l -m jaccard
golden cooccur-bad-basis emic cooccur --basis none
golden cooccur-bad-stance emic cooccur --stance mixed
golden cooccur-operand emic cooccur help
mkdir empty
quietly emic init empty/study.emic
golden cooccur-empty emic cooccur -p empty/study.emic --format table
golden cooccur-no-cases emic cooccur -p empty/study.emic -i case
