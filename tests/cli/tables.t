#!/bin/sh
# Transcripts and surveys that are tables.
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 21

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
