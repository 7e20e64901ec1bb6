#!/bin/sh
# emic revise: a corrected text, what became of the codings, older revisions.
# shellcheck disable=SC2016 # for the shell that runs it
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 69

cat >talk.txt <<'END'
Int: How did it begin?

P07: I lost my job in spring. To be honest, I was very tyred of it all. Nobody listened to me.

Int: And then?

P07: Then I met Rosa. She gave me time and realy listened. I don't know what I would have done.

Int: Anything else?

P07: I don't know.
END
sed 's/tyred/tired/; s/realy/really/; s/ Nobody listened to me\.//
	s/^P07: I don.t know\./P07: No. I don'\''t know. Thanks./' \
	talk.txt >better.txt
study() { # FILE: coded and tagged
	quietly emic init "$1"
	quietly emic import -p "$1" talk.txt
	quietly emic codebook -p "$1" load "$SMALL/codebook.yaml"
	quietly emic tag -p "$1"
	quietly emic cases -p "$1" set P07
	quietly emic speakers -p "$1" case P07 P07
	judge "$1" change talk ana for 'lost my job'
	judge "$1" change talk ana for 'very tyred of it'
	judge "$1" help talk ana for 'Nobody listened'
	judge "$1" help talk ben for 'She gave me time and realy listened'
	judge "$1" help talk ben rejected 'Then I met Rosa'
}
EMIC_PROJECT=$PWD/study.emic
export EMIC_PROJECT
sound() { # FILE: nothing is wrong but orphans
	[ "$(emic check -p "$1" 2>/dev/null | tail -n +2 |
		grep -vc '^orphaned')" -eq 0 ]
}
study study.emic
cp study.emic before

# --- what would happen --------------------------------------------------------
golden revise-dry-run emic revise -n talk better.txt --format table
ok 'a dry run changes nothing' cmp study.emic before

# --- what happens ---------------------------------------------------------------
golden revise emic revise talk better.txt
golden revise-same emic revise talk better.txt
ok 'all is sound' sound study.emic
ok 'the hits are gone' holds study.emic 'SELECT count(*) FROM hit' 0
fails 2 'and the counts know it' emic themes --strict
ok 'tag makes them anew' emic tag
ok 'and then the counts are up to date' emic themes --strict
ok 'hits stand on the new text' sh -c \
	'emic grep listened | grep -q "really listened"'
ok 'the speaker kept the case' holds study.emic \
	'SELECT count(*) FROM speaker WHERE [case] IS NOT NULL' 1
golden revise-check emic check
golden revise-log emic revise --log talk --format table
golden revise-show emic revise --show talk --format table
golden revise-show-jsonl emic revise -s --from 2 --to 1 talk --format jsonl
fails 1 'a revision does not differ from itself' \
	emic revise -s --from 1 --to 1 talk
text_is() { # N FILE
	emic revise --text "$1" talk | cmp - "$2"
}
ok 'the text of revision 1' text_is 1 talk.txt
ok 'the text of revision 2' text_is 2 better.txt
ok 'the text in force' text_is 0 better.txt

# --- by hand ------------------------------------------------------------------
cp study.emic unattached
golden revise-attach-dry-run emic revise -n --attach coding:3 talk:33-41
golden revise-attach-space emic revise -n --attach coding:3 talk:4-5
ok 'that attaches nothing' cmp study.emic unattached
golden revise-attach emic revise --attach coding:3 talk:33-41
golden revise-attach-taken emic revise --attach coding:2 talk:31-42
ok 'nothing is orphaned now' emic check
golden revise-attach-item emic revise --attach codings:3 talk:31-41
golden revise-attach-none emic revise --attach verdict:77 talk:31-41
golden revise-attach-place emic revise --attach coding:3 'talk#2'
golden revise-attach-empty emic revise --attach coding:3 talk:31-31
golden revise-attach-beyond emic revise --attach coding:3 talk:31-4100

# --- and back -------------------------------------------------------------------
cp before study.emic
quietly emic revise talk better.txt
golden revise-restore emic revise --restore 1 talk --format table
golden revise-restore-again emic revise --restore 3 talk
golden revise-restore-none emic revise --restore 9 talk
fails 2 'there is no revision 0' emic revise --restore 0 talk
golden revise-restore-log emic revise -l talk
ok 'all codings have their words again' emic check
ok 'each act is in the history' holds study.emic \
	"SELECT count(*) FROM history WHERE command LIKE 'emic revise%'" 2

# What a correction is encoded in is said when it is a guess.
cp before aside.emic
printf 'Int: Where?\n\nP07: In the caf\351.\n' >guess.txt
quietly emic import -p aside.emic guess.txt
sed 's/the/that/' guess.txt >guessed.txt
golden revise-guess emic revise -p aside.emic -n guess guessed.txt
mv guessed.txt guess.txt
golden revise-guess-folder emic import -p aside.emic --revise guess.txt

# A label that the revision renamed is in the old text what it was.
sed 's/^P07:/Pat:/' talk.txt >renamed.txt
cp before study.emic
quietly emic revise talk renamed.txt
called() { # LABEL: so is who has the case
	holds study.emic "SELECT group_concat(label) FROM speaker
		WHERE [case] IS NOT NULL" "$1"
}
ok 'a revision renames who speaks' called Pat
golden revise-restore-label emic revise --restore 1 talk
ok 'going back takes that back' called P07
quietly emic revise --restore 2 talk
ok 'and going forth gives it again' called Pat
cp before study.emic
quietly emic revise talk better.txt
quietly emic revise --restore 1 talk

# A revision shrinks one coding and orphans it; going back lays it over all its
# words again.
cp study.emic aside.emic
cat >job.txt <<'END'
Int: How did it begin?

P07: I lost my job in spring. Then I met Rosa.
END
quietly emic import job.txt
judge study.emic change job ana for 'lost my job in spring'
sed 's/ in spring//' job.txt >less.txt
sed 's/I lost my job in spring. //' job.txt >none.txt
golden revise-past-less emic revise job less.txt
golden revise-past-none emic revise job none.txt
golden revise-past-restored emic revise --restore 1 job
# The file that a text came from, once more: what was corrected since is undone,
# so that it is said.
quietly emic revise job less.txt
golden revise-past-again emic revise -n job job.txt
golden revise-past-again-folder emic import -n --revise job.txt
quietly emic revise job job.txt
ok 'nothing is orphaned then' sh -c '! emic check | grep -q "job"'
cp aside.emic study.emic

# --- other ways in ---------------------------------------------------------------
revise_from_pipe() {
	sed 's/^P07:/Pat:/' talk.txt | emic revise talk -
}
golden revise-label revise_from_pipe
printf 'Int: Wholly other words here.\n\nP07: None of them is the same.\n' \
	>other.txt
golden revise-loss emic revise talk other.txt
golden revise-other emic revise --lose talk other.txt
cat >timed.vtt <<'END'
WEBVTT

00:01.000 --> 00:02.000
<v Ruiz, Ana>So how was it?

00:03.000 --> 00:04.000
<v Ben>Long and dark.
END
quietly emic import timed.vtt
fails 2 'a text of which nothing had a time does not replace captions' \
	emic revise timed talk.txt
sed 's/dark/bright/' timed.vtt >bright.vtt
ok 'corrected captions do' emic revise timed bright.vtt
ok 'and keep who spoke when' holds study.emic "SELECT count(*) FROM document d
	JOIN revision r ON r.id = d.revision JOIN turn t ON t.layout = r.layout
	JOIN turn_speaker s ON s.layout = t.layout AND s.ordinal = t.ordinal
	WHERE d.name = 'timed' AND start_ms IN (1000, 3000)" 2
: >empty.txt
golden revise-empty emic revise talk empty.txt
quietly emic revise --restore 1 talk
ok 'all have their words again' emic check

# --- folders --------------------------------------------------------------------
cp before study.emic
mkdir files
cp better.txt files/talk.txt
cp other.txt files/new.txt
golden import-revise emic import --revise files
golden import-revise-again emic import --revise files
ok 'that is sound too' sound study.emic

# --- mistakes -------------------------------------------------------------------
golden revise-document emic revise tlak better.txt
golden revise-file emic revise talk nowhere.txt
golden revise-operands emic revise talk
golden revise-verbs emic revise --log --show talk
golden revise-from emic revise --from 1 talk better.txt
golden revise-show-first emic revise --show new
fails 2 'a dry run shows nothing' emic revise -n --log talk

# --- much -----------------------------------------------------------------------
# A document of 40,000 words, each coded five times; one word more at its
# start moves them all.
awk 'BEGIN { printf "P07: start"; for (i = 0; i < 40000; i++)
	printf "%sw%d", i % 20 ? " " : ".\n\nP07: ", i % 9973
	print "." }' >long.txt
sed '1s/start/the start/' long.txt >longer.txt
quietly emic init long.emic
quietly emic import -p long.emic --name long long.txt
sqlite3 long.emic <<'END'
INSERT INTO code(guid, slug, name, name_folded, position)
VALUES ('c', 'c', 'c', 'c', 1);
INSERT INTO coder(guid, name, name_folded) VALUES ('a', 'ana', 'ana');
CREATE TEMP TABLE bytes AS SELECT CAST(body AS BLOB) AS b FROM text;
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n
    WHERE i < 199999)
INSERT INTO coding(guid, code, document, revision, start, "end", coder, at,
    how, quotation)
SELECT i, 1, 1, 1, 5 + i, 9 + i, 1, '', 'read',
    CAST(substr(b, 6 + i, 4) AS TEXT) FROM n, bytes;
END
much() {
	emic revise -p long.emic long longer.txt >out 2>said &&
		grep -q ': 200000 moved' said
}
ok '200,000 codings move' much
ok 'each stands on its words' sound long.emic
