#!/bin/sh
# Formats of linguists and of the web: what becomes of a sample of each.
. "$(dirname "$0")/lib.sh"
plan 16

data=$ROOT/tests/data/import
emic init study.emic >log

# show FILE: import it, then print its text and turns as they are stored.
show() {
	cp "$data/$1" .
	emic import --name "$1" "$1" || return
	sqlite3 study.emic "
		SELECT t.body FROM document d JOIN revision r
			ON r.document = d.id JOIN text t ON t.sha256 = r.text
			WHERE d.name = '$1';
		SELECT '';
		SELECT y.ordinal, ifnull((SELECT group_concat(s.label, ' + ')
				FROM turn_speaker w JOIN speaker s
				ON s.id = w.speaker WHERE w.layout = y.layout
				AND w.ordinal = y.ordinal), '-'),
			ifnull(y.start_ms, '?'), ifnull(y.end_ms, '?'),
			y.words
			FROM document d JOIN revision r ON r.document = d.id
			JOIN turn y ON y.layout = r.layout
			WHERE d.name = '$1' ORDER BY y.ordinal"
}
golden import-elan show garden.eaf
golden import-exmaralda show garden.exb
golden import-transcriber show garden.trs
golden import-textgrid show garden.TextGrid
golden import-textgrid-short show short.TextGrid
golden import-chat show garden.cha
golden import-tei show garden.xml
golden import-tei-drama show play.xml
golden import-html show garden.html

# What a tier is for is for the user to say.
golden import-tier emic import -n --tier 'Oona - translation' garden.eaf
golden import-tier-words emic import -n --tier 'Oona - word' \
	--tier 'Interviewer - utterance' garden.TextGrid
golden import-tier-none emic import -n --tier Maria garden.eaf

# What a file is, it says itself.
cp garden.eaf plain.txt
cp garden.cha notes
golden import-by-content emic import -n plain.txt notes
printf '<plist><dict/></plist>' >odd.xml
golden import-other-xml emic import -n odd.xml

# A page whose sections are headings, and who asks in CHAT and TEI.
ok 'headings are sections' test "$(sqlite3 study.emic \
	"SELECT count(*) FROM section WHERE kind = 'heading'")" -eq 6
ok 'who asks is an interviewer' test "$(sqlite3 study.emic \
	"SELECT count(*) FROM speaker WHERE role = 'interviewer'")" -eq 7
