#!/bin/sh
# Transcripts and surveys that are tables.
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 25

emic init study.emic >log 2>&1
cat >talk.csv <<'T'
Start,End,Speaker,Text
0:00:01.5,0:00:04,Interviewer,How did it begin?
0:00:04.2,0:01:10,P01,"Slowly. I was, well, ""new"" here.
And nobody asked."
1:12,1:15,P01,
75.5,80,P01,It grew on me.
T
cat >survey.csv <<'T'
Respondent;Age;Site;What helped?;What was hard?
R1;34;North;Somebody listened to me.;The forms, mostly.
R2;51;South;;
R3;29;North;"My peer worker.

She had been there.";
T
survey() {
	emic import --id Respondent --text 'What helped?' \
		--text 'What was hard?' "$@"
}
golden tables-talk emic import talk.csv
printf 'Timespan\tContent\tSpeaker\n%s\tWhy?\tAna\n%s\tSo.\tP1\n' \
	'0:00.0 - 0:12.4' 'a while later' >nvivo.tsv
golden tables-times emic import -n nvivo.tsv
golden tables-talk-dry-run emic import -n talk.csv
golden tables-survey-dry-run survey -n survey.csv
golden tables-survey survey survey.csv
golden tables-survey-again survey survey.csv
golden tables-cases emic cases
golden tables-grep emic grep 'listen* OR peer'

golden tables-no-columns emic import survey.csv
golden tables-no-such-column emic import --text nope survey.csv
golden tables-id-alone emic import --id Respondent survey.csv
golden tables-speaker-and-id emic import --id a --speaker b survey.csv
printf 'Id,Text\nR8,So.\nr8,No.\n' >twice.csv
golden tables-twice emic import --id Id --text Text twice.csv
ok 'of a survey that fails nothing is stored' test "$(sqlite3 study.emic \
	"SELECT count(*) FROM document WHERE name LIKE 'R8'")" -eq 0

# --- the same people asked again ------------------------------------------------
sed 's/Site;/wave;/; s/;North;/;later;/; s/;South;/;later;/; s/34/35/
	s/Somebody/Nobody/' survey.csv >later.csv
golden tables-second-taken survey later.csv
golden tables-second survey --name 'wave 2' later.csv
golden tables-second-cases emic cases show R1
golden tables-second-piped survey --name 'wave 2' - <later.csv
mkdir a b
sed 's/^R\([0-9]\)/S\1/' survey.csv >a/answers.csv
sed 's/^R\([0-9]\)/T\1/' survey.csv >b/answers.csv
golden tables-two-surveys survey a b
# A survey that fails in the midst says nothing of its first rows.
printf 'Respondent;What helped?;What was hard?\nU1;A;B\nS1;C;D\n' >b/answers.csv
printf 'Respondent;What helped?;What was hard?\nV1;A;B\n' >a/answers.csv
golden tables-one-of-two survey a b
ok 'and none of it is stored' holds study.emic \
	"SELECT count(*) FROM document WHERE name LIKE 'U%'" 0

# --- as ELAN exports: no header, tier behind tier; times in three units ---------
printf '%s\t\t%s\t%s\t%s\n' Ana 00:00:00.100 00:00:05.900 'Is it ripe?' \
	Ana 00:00:12.000 00:00:13.250 'And now?' \
	Ana 00:00:20.000 00:00:21.000 'Why?' \
	Ben 00:00:07.250 00:00:11.000 'Not yet, it is green.' \
	Ben 00:00:14.250 00:00:15.000 'Soon.' >tiers.tsv
cp tiers.tsv tiers.txt
golden tables-tiers emic import tiers.tsv
golden tables-tiers-text emic import --name tiers-text tiers.txt
ok 'rows are in the order of their times' test "$(sqlite3 study.emic \
	"SELECT group_concat(start_ms) FROM document JOIN revision
	ON revision.document = document.id JOIN turn USING (layout)
	WHERE name = 'tiers'")" = 100,7250,12000,14250,20000
printf '%s,%s,%s,"%s"\n' Tier 'Begin Time - msec' 'End Time - msec' \
	Annotation Ana 100 5900 'Is it ripe?' Ben 7250 9000 No. >ms.csv
emic import ms.csv >log 2>&1
ok 'msec are milliseconds' test "$(sqlite3 study.emic \
	"SELECT group_concat(start_ms || '-' || end_ms) FROM document
	JOIN revision ON revision.document = document.id
	JOIN turn USING (layout) WHERE name = 'ms'")" = 100-5900,7250-9000
