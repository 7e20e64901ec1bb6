#!/bin/sh
# emic tag: what is found, what is done anew, what is kept.
# shellcheck disable=SC2016 # for the shell that runs it
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 32

mkdir big
interviews big/study.emic
golden tag-no-codebook emic tag -p big/study.emic
quietly emic codebook -p big/study.emic load "$ROOT/codebooks/peer-support.yaml"
golden tag-samples emic tag -p big/study.emic --format table

# --- the small study, whose hits can be counted by eye -------------------------
small_study study.emic
hits() {
	sqlite3 study.emic "SELECT group_concat(h, '; ') FROM (SELECT c.slug
		|| ' ' || d.name || '#' || h.turn || ' ' || h.start || '-' ||
		(h.start + h.length) || CASE stance WHEN 1 THEN ' against' ELSE '' END
		AS h FROM hit h JOIN code c ON c.id = h.code
		JOIN document d ON d.id = h.document
		ORDER BY c.slug, d.name, h.start)" | tr ';' '\n'
}
golden tag-hits hits
hits >before
golden tag-again emic tag
ok 'nothing was done anew' holds study.emic \
	"SELECT count(*) FROM run" 1
golden tag-all emic tag --all
hits >after
ok 'and it finds the same' cmp before after
golden tag-dry-run emic tag -n --all
ok 'a dry run stores nothing' holds study.emic \
	"SELECT count(*) FROM run" 2
golden tag-code emic tag -a -c change --format jsonl
golden tag-code-tree emic tag -a -c what-happened --format csv
golden tag-code-none emic tag -c chagne
golden tag-operand emic tag change

# --- rules that change ---------------------------------------------------------
sed 's/chang\*/changed/' "$SMALL/codebook.yaml" >narrow.yaml
quietly emic codebook load narrow.yaml
golden tag-changed-dry emic tag -n
golden tag-changed emic tag
golden tag-changed-again emic tag
quietly emic codebook load "$SMALL/codebook.yaml"
quietly emic tag
hits >after
ok 'a rule that comes back finds what it found' cmp before after

# --- text and roles that change -------------------------------------------------
cp study.emic kept
quietly emic speakers role Interviewer participant home
golden tag-role emic tag
hits >after
ok 'a new participant is searched' grep -q 'home#1' after
quietly emic speakers role Interviewer interviewer home
quietly emic tag
hits >after
ok 'an interviewer is not' cmp before after
printf 'Zed: I changed.\n\nZed: I helped.\n' >new.txt
quietly emic import new.txt
golden tag-new-document emic tag

# --- a retired code -------------------------------------------------------------
sed '/- name: Help/,$d' "$SMALL/codebook.yaml" >pruned.yaml
quietly emic codebook load --prune pruned.yaml
golden tag-retired emic tag
ok 'the hits of a retired code are gone' holds study.emic \
	"SELECT count(*) FROM hit h JOIN code c ON c.id = h.code
	WHERE c.slug = 'help'" 0
mv kept study.emic

# --- rejected stays rejected ------------------------------------------------------
judge study.emic help focus ben rejected 'It helped that we laughed.'
help() { # its passages, own
	emic quotes -c help | cut -f 1,4,11
}
golden tag-rejected help
quietly emic tag --all
golden tag-rejected-again help

# --- an expression that is too much work ------------------------------------------
mkdir slow
quietly emic init slow/study.emic
{
	printf 'Ann: Yes.\n\nAnn: Yes, '
	printf 'aaaaaaaaaa%.0s' 1 2 3 4 5
	printf ' b d, and a bd.\n'
} >slow/long.txt
quietly emic import -p slow/study.emic slow/long.txt
cat >slow/book.yaml <<'END'
codes:
  - name: Slow
    match: |
      /(a+ ?)+bd/
  - name: Quick
    match: |
      yes
END
quietly emic codebook -p slow/study.emic load slow/book.yaml
golden tag-limit emic tag -p slow/study.emic
ok 'what it found until then is not stored' holds slow/study.emic \
	"SELECT count(*) FROM hit" 0
golden tag-limit-other emic tag -p slow/study.emic -c quick

# --- and no trace of it in the history ----------------------------------------------
ok 'hits are in no history' holds study.emic \
	"SELECT count(*) FROM history WHERE command LIKE 'emic tag%'" 0
trace() {
	EMIC_TRACE=tag emic tag --all 2>&1 >tagged | sed 's/^[ 0-9.]*ms *//' |
		grep -c hits
}
ok 'a trace says what was found where' test "$(trace)" = 7
ok 'an empty project has nothing to tag' sh -c '
	emic init slow/empty.emic >log && emic codebook -p slow/empty.emic \
	load slow/book.yaml && emic tag -p slow/empty.emic >log 2>&1'
ok 'integrity is kept' holds study.emic \
	"PRAGMA integrity_check" ok
