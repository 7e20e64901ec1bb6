#!/bin/sh
# emic revise: turns, speakers and times that the new file does not give.
# shellcheck disable=SC2016 # for the shell that runs it
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 54

EMIC_PROJECT=$PWD/study.emic
export EMIC_PROJECT
quietly emic init study.emic
quietly emic codebook load "$SMALL/codebook.yaml"

# The turns in force of document DOC, and what they say.
turns() {
	sqlite3 -separator ' ' study.emic "SELECT t.ordinal,
		coalesce((SELECT group_concat(k.label, '+') FROM turn_speaker s
			JOIN speaker k ON k.id = s.speaker
			WHERE s.layout = t.layout AND s.ordinal = t.ordinal), '-'),
		ifnull(t.start_ms, '-'), ifnull(t.end_ms, '-'),
		'\"' || replace(CAST(substr(CAST(x.body AS BLOB), t.start + 1,
			t.\"end\" - t.start) AS TEXT), char(10), '/') || '\"'
		FROM document d JOIN revision r ON r.id = d.revision
		JOIN text x ON x.sha256 = r.text
		JOIN turn t ON t.layout = r.layout
		WHERE d.name = '$1' ORDER BY t.ordinal"
}
correct() { # DOC SED: as in an editor
	emic revise --text 0 "$1" >"$1.corrected"
	sed "$2" "$1.corrected" >"$1.txt"
	emic revise "$1" "$1.txt" >rows
}

# --- what was done by hand -------------------------------------------------------
cat >talk.txt <<'END_TALK'
Int: How did it begin?

P07: I lost my job in spring. Nobody listened to me. And what about you?

P07: Then I met Rosa.

Int: And then?

P07: She gave me time and realy listened.
END_TALK
quietly emic import talk.txt
quietly emic speakers move 'talk#4' P07
quietly emic speakers split talk:77
quietly emic speakers move 'talk#3' Int
quietly emic speakers join 'talk#4'
quietly emic cases set P07
quietly emic speakers case P07 P07
judge study.emic change talk ana for 'lost my job'
golden revise-turns-by-hand turns talk
golden revise-turns correct talk 's/realy/really/; s/spring/the spring/'
golden revise-turns-after turns talk
golden revise-turns-again emic revise talk talk.txt
quietly emic import --revise talk.txt
golden revise-turns-same turns talk
ok 'the old turns come back with their text' sh -c \
	'emic revise --restore 1 talk >rows'
golden revise-turns-restored turns talk
ok 'all is sound' emic check

# --- what the file says now ---------------------------------------------------------
sed 's/^Int: And then/Ben: And then/' talk.txt >ben.txt
golden revise-turns-overruled sh -c 'emic revise talk ben.txt >rows'
golden revise-turns-file turns talk
sed 's/^P07:/Pat:/' ben.txt >pat.txt
golden revise-turns-renamed sh -c 'emic revise talk pat.txt >rows'
ok 'who was renamed keeps the case' holds study.emic "SELECT count(*)
	FROM speaker s JOIN [case] c ON c.id = s.[case]
	WHERE s.label = 'Pat' AND c.name = 'P07'" 1
sed '/^Ben/d; s/^Pat: Then/Then/' pat.txt >fewer.txt
golden revise-turns-fewer sh -c 'emic revise -n talk fewer.txt >rows'

# --- a speaker who would be lost -----------------------------------------------------
cat >pair.txt <<'END_PAIR'
Ana: Hello there.

Ben: What a day it was.

Ana: So it was.

Ben: And what a night.
END_PAIR
quietly emic import pair.txt
sed 's/^Ben: //' pair.txt >unsaid.txt
golden revise-turns-loss emic revise pair unsaid.txt
cp study.emic before
quietly emic revise --lose pair unsaid.txt
golden revise-turns-lost turns pair
cp before study.emic
sed '/^Ben: And/d' pair.txt >once.txt
ok 'who speaks once now is still a speaker' sh -c \
	'emic revise pair once.txt >rows'
golden revise-turns-once turns pair

# Words put behind another's in one line, without the label, are theirs now.
printf '%s\n\n' 'Ana: Hello there. What a day it was.' \
	'Ana: So it was. And what a night.' >joined.txt
cp study.emic before2
quietly emic revise pair pair.txt
quietly emic speakers role Ben interviewer pair
golden revise-turns-joined emic revise pair joined.txt
golden revise-turns-joined-after turns pair
golden revise-turns-parted emic revise pair pair.txt
ok 'who spoke no longer kept the role' holds study.emic "SELECT s.role
	FROM speaker s JOIN document d ON d.id = s.document
	WHERE d.name = 'pair' AND s.label = 'Ben'" interviewer
cp before2 study.emic

# --- captions ---------------------------------------------------------------------------
cat >film.vtt <<'END_FILM'
WEBVTT

00:01.000 --> 00:02.000
<v Ana>So how was it?

00:03.000 --> 00:04.000
<v Ben>Yeah

00:05.000 --> 00:06.000
<v Ana>Long and dark it was.
END_FILM
quietly emic import film.vtt
golden revise-turns-text correct film 's/dark/wide/; s/Yeah/Nope/'
golden revise-turns-text-after turns film
judge study.emic change film ana for 'Long and wide'
sed 's/dark/wide/; s/Yeah/Nope/; s/00:06/00:07/' film.vtt >later.vtt
golden revise-turns-times emic revise film later.vtt
golden revise-turns-times-after turns film
ok 'the coding stands on its words' emic check
golden revise-turns-log emic revise --log film --format table
printf 'one\n\ntwo\n\nthree\n' >bare.txt
golden revise-turns-bare emic revise film bare.txt

# --- how it was read at first -----------------------------------------------------------
printf 'P1: One it is.\n\nP2: Two it is.\n\nP1: Three.\n' >plain.txt
quietly emic import -t none plain.txt
quietly correct plain 's/Two/The two/'
golden revise-turns-none turns plain
golden revise-turns-found emic revise -t '^(P\d):' plain plain.txt
golden revise-turns-found-after turns plain

# --- a folder ------------------------------------------------------------------------------
mkdir folder
sed 's/hree/our/' plain.txt >folder/plain.txt
cp talk.txt folder/new.txt
sed 's/day/night/' once.txt >folder/pair.txt
cp study.emic before
golden import-revise-dry-run emic import -n --revise folder
ok 'which stores nothing' cmp study.emic before
golden import-revise-folder emic import --revise folder
ok 'all is whole' sh -c 'emic check | tail -n +2 | grep -vc ^orphaned | grep -qx 0'

# --- a survey ----------------------------------------------------------------------------
cat >survey.csv <<'END_SURVEY'
Id,Site,Years,Text
R1,Harbour,3,It was all very new to me.
R2,Mill,4,They listened.
END_SURVEY
quietly emic import --id Id --text Text survey.csv
sed 's/Harbour/Hill/; s/They/They all/' survey.csv >second.csv
cp study.emic before
golden import-survey-dry-run \
	emic import -n --revise --id Id --text Text second.csv
ok 'which stores nothing at all' cmp study.emic before
golden import-survey-revise emic import --revise --id Id --text Text second.csv
golden import-survey-same emic import --revise --id Id --text Text second.csv

# An answer that was deleted: its document stays, and is named.
{
	cat second.csv
	for i in 3 4 5 6 7; do echo "R$i,Mill,1,Word $i."; done
} >more.csv
quietly emic import --id Id --text Text more.csv
sed 's/,[^,]*$/,/' more.csv >none.csv
sed 1d none.csv | tail -2 >two.rows
{
	sed '$d' more.csv | sed '$d'
	cat two.rows
} >two.csv
sed -i 's/^Id,.*/Id,Site,Years,Text/' none.csv
golden import-survey-unanswered emic import --revise --id Id --text Text two.csv
golden import-survey-all-unanswered emic import --revise --id Id --text Text none.csv
ok 'and nothing is lost' holds study.emic "SELECT count(*) FROM document d
	JOIN revision r ON r.id = d.revision JOIN text t ON t.sha256 = r.text
	WHERE d.name GLOB 'R[1-7]' AND t.body <> ''" 7

# One row of it, for one document.
sed 's/They listened/They all listened to me/; s/new to/old for/' survey.csv \
	>one.csv
golden revise-survey emic revise R2 one.csv --id Id --text Text
ok 'only that one is revised' holds study.emic "SELECT
	group_concat(d.name || ' ' || r.ordinal, ', ') FROM document d
	JOIN revision r ON r.id = d.revision WHERE d.name GLOB 'R[12]'" \
	'R1 1, R2 3'
golden revise-survey-same emic revise r2 one.csv --id Id --text Text
golden revise-survey-none emic revise talk one.csv --id Id --text Text
golden revise-survey-column emic revise R2 one.csv --id Id --text Answer
golden revise-survey-no-id emic revise R2 one.csv --text Text
golden revise-survey-no-text emic revise R2 one.csv --id Id
golden revise-survey-verb emic revise --id Id --text 1 --show R2
printf 'Id,Text\nR2,\n' >empty.csv
golden revise-survey-empty emic revise R2 empty.csv --id Id --text Text
golden revise-text-number emic revise --text one R2
quietly emic import --name 'wave 2' --id Id --text Text second.csv
ok 'a slash behind the name of a wave is the one before a row' sh -c '
	emic import --name "wave 2/" --id Id --text Text second.csv |
	cut -f 1,6 | grep -q "^wave 2/R1	unchanged"'
ok 'a document of a second wave has its row' \
	emic revise 'wave 2/R1' one.csv --id Id --text Text
