#!/bin/sh
# Real files of linguists and of the web, where they lie beside the checkout:
# emic finds what other tools counted in them.  Each annotation, sync and main
# line stands on a line of its own, so lines of speech are what is counted.
. "$(dirname "$0")/lib.sh"

real=$ROOT/../shared/real
files=$real/transcripts
if ! [ -d "$files" ]; then
	plan 1
	ok 'there are no real files beside the checkout' true
	exit 0
fi
plan 21

quietly() { "$@" >log 2>&1 || { cat log; false; }; }
emic init study.emic >log

# Names keep their extensions, for some differ in nothing else.
import_all() {
	for file in "$files"/elan/*.eaf "$files"/exb/*.exb \
		"$files"/trs/*.trs "$files"/tei/*.xml "$files"/chat/*.cha \
		"$files"/html/*.html "$files"/textgrid/*.TextGrid; do
		case $file in
		*/bobby_phones*) continue ;;
		esac
		emic import --name "${file##*/}" "$file" || return
	done
}
ok 'all are imported' quietly import_all
fails 2 'a file of nothing but phones is refused' \
	emic import "$files/textgrid/bobby_phones.TextGrid"
ok 'and can be had all the same' \
	quietly emic import --tier phone "$files/textgrid/bobby_phones.TextGrid"

cat >views.sql <<'EOF'
CREATE TEMP VIEW spoken AS
SELECT d.name AS doc, y.ordinal,
	(SELECT group_concat(s.label, '+') FROM turn_speaker w
		JOIN speaker s ON s.id = w.speaker
		WHERE w.layout = y.layout AND w.ordinal = y.ordinal) AS who,
	replace(CAST(substr(CAST(t.body AS BLOB), y.start + 1,
		y."end" - y.start) AS TEXT), char(10, 10), char(10)) AS said
FROM document d JOIN revision r ON r.document = d.id
JOIN text t ON t.sha256 = r.text JOIN turn y ON y.layout = r.layout;
CREATE TEMP VIEW counted AS
SELECT doc, who, count(*) AS turns,
	sum(length(said) - length(replace(said, char(10), '')) + 1) AS lines
FROM spoken GROUP BY doc, who;
CREATE TEMP VIEW expected AS
SELECT replace(json_extract(value, '$.file'),
		rtrim(json_extract(value, '$.file'),
			replace(json_extract(value, '$.file'), '/', '')),
		'') AS doc, value AS facts
FROM json_each(readfile('EXPECTED'));
EOF
sed -i "s|EXPECTED|$real/expected-parse.json|" views.sql

query() { sqlite3 study.emic '.read views.sql' "$1"; }
same() { # QUERY QUERY: both print the same lines, and some
	query "$1" >a && query "$2" >b && test -s a && diff a b
}

# ELAN: each annotation of a tier of speech is a line.  One that is empty is
# none: test_utterance.eaf has 131 of the participant's, one of them empty.
ok 'ELAN: the annotations of the tiers of speech' same \
	"SELECT doc, sum(lines) FROM counted WHERE doc LIKE '%.eaf'
		GROUP BY doc ORDER BY doc" \
	"SELECT doc, sum(json_extract(value, '\$[2]'))
			- (doc = 'test_utterance.eaf')
		FROM expected, json_each(facts, '\$.tiers')
		WHERE doc LIKE '%.eaf' AND json_extract(value, '\$[0]') NOT IN
		('test_word-orthography', 'the-token-label', 'Noise',
		'comment', 'i - word', 'p - word')
		GROUP BY doc ORDER BY doc"
ok 'ELAN: a turn goes on until somebody else speaks' test "$(query \
	"SELECT group_concat(who || turns) FROM counted
		WHERE doc = 'test_utterance.eaf'")" = interviewer6,participant7
emic import -n "$files/elan/test_utterance_word.eaf" >out 2>err
ok 'ELAN: which tiers were left out is said' grep -q \
	"left out: tiers 'Noise', 'comment', 'i - word', 'p - word'" err
ok 'ELAN: times are milliseconds' test "$(sqlite3 study.emic \
	"SELECT min(y.start_ms) FROM document d JOIN revision r
	ON r.document = d.id JOIN turn y ON y.layout = r.layout
	WHERE d.name = 'test_utterance.eaf'")" = 4675

# Transcriber: each turn, and where several speak at once, one for each.  Of
# the 32 overlaps one is of three speakers.
ok 'Transcriber: turns, and those of several at once' same \
	"SELECT doc, sum(turns) FROM counted WHERE doc LIKE '%.trs'
		GROUP BY doc ORDER BY doc" \
	"SELECT doc, json_extract(facts, '\$.turns')
			+ json_extract(facts, '\$.overlap_turns')
			+ (doc = 'wol_4611.trs')
		FROM expected WHERE doc LIKE '%.trs' ORDER BY doc"
ok 'Transcriber: the speakers' same \
	"SELECT doc, who FROM counted WHERE doc LIKE '%.trs' ORDER BY 1, 2" \
	"SELECT doc, value FROM expected, json_each(facts, '\$.speakers')
		WHERE doc LIKE '%.trs' ORDER BY 1, 2"
ok 'Transcriber: the syncs of one long turn' same \
	"SELECT lines FROM counted WHERE doc = 'fuc_31411.trs'" \
	"SELECT json_extract(facts, '\$.syncs') FROM expected
		WHERE doc = 'fuc_31411.trs'"

# EXMARaLDA: events are pieces of utterances, so letters are counted: those
# of the tiers of type t.  Without speakers, one of them is the speech.
letters() { # FILE: of its tiers of type t
	awk '/<tier / { on = /type="t"/ }
		on { gsub(/<[^>]*>/, ""); gsub(/[ \t\r]/, ""); printf "%s", $0 }
		/<\/tier>/ { if (!/<tier /) on = 0 }' "$1" | wc -m
}
for file in "$files"/exb/[Ee]xample*.exb; do
	echo "${file##*/}|$(letters "$file")"
done | sort >a
query "SELECT doc, sum(length(replace(replace(said, ' ', ''), char(10), '')))
	FROM spoken WHERE doc LIKE '_xample%.exb' GROUP BY doc ORDER BY doc" >b
ok 'EXMARaLDA: every letter of every speaker' diff a b
ok 'EXMARaLDA: of tiers without speakers that of words' test "$(query \
	"SELECT length(said) - length(replace(said, ' ', '')) + 1
		FROM spoken WHERE doc = 'doc1.exb'")" -eq 10

# CHAT: each main line is a line; those of nothing but 0 have no word.  In
# expected_test-mor.cha 9 main lines have none, one of them a broken one.
ok 'CHAT: the main lines of each speaker' same \
	"SELECT doc, who, lines FROM counted
		WHERE doc LIKE '%.cha' ORDER BY 1, 2" \
	"SELECT doc, key, value - (doc = 'expected_test-mor.cha'
			AND key = 'NIC')
		FROM expected, json_each(facts, '\$.by_speaker')
		WHERE doc LIKE '%.cha' AND NOT (doc = 'expected_test-mor.cha'
			AND key IN ('APP', 'PAU')) ORDER BY 1, 2"
ok 'CHAT: no code is left in the speech' test "$(query \
	"SELECT count(*) FROM spoken WHERE doc LIKE '%.cha'
		AND (said GLOB '*[<>&↗⌈⌊]*' OR said LIKE '%[/]%'
		OR said LIKE '%[//]%' OR said LIKE '%\%%' ESCAPE '\\')")" -eq 0

# TEI: utterances, postings, or a turn a paragraph.  lxml refuses
# test-scone.xml for the id "Ms Smith", which is nothing to emic.
ok 'TEI: the utterances' same \
	"SELECT sum(lines), count(*) FROM counted
		WHERE doc = 'test-speech.xml'" \
	"SELECT json_extract(facts, '\$.utterances'),
			json_array_length(facts, '\$.speakers')
		FROM expected WHERE doc = 'test-speech.xml'"
ok 'TEI: postings have their authors' test "$(query \
	"SELECT count(*) FROM counted WHERE doc = 'test-cmc.xml'")" -eq 3
ok 'TEI: a letter is text of nobody' test "$(query \
	"SELECT turns || coalesce(who, '') FROM counted
		WHERE doc = 'test-scone.xml'")" = 1

# Praat: each interval with text, of those who speak.
for code in latin1 utf-16 utf-8; do
	query "SELECT * FROM spoken WHERE doc =
		'test_utterance_$code.TextGrid'" | sed 's/^[^|]*|//' >"$code"
done
ok 'Praat: in whatever encoding, it is the same' \
	sh -c 'cmp latin1 utf-8 && cmp utf-16 utf-8 && test -s utf-8'
ok 'Praat: the intervals with text' test "$(query \
	"SELECT sum(lines) FROM counted
		WHERE doc = 'test_utterance_utf-8.TextGrid'")" -eq \
	"$(grep -c 'text = "[^"]' "$files/textgrid/test_utterance_utf-8.TextGrid")"
query "SELECT who, said FROM spoken
	WHERE doc = 'textgrid_to_merge.TextGrid'" >short
query "SELECT who, said FROM spoken
	WHERE doc = 'textgrid_to_merge_longfile.TextGrid'" >long
ok 'Praat: long and short are the same' sh -c 'cmp short long && test -s long'

# HTML: who is cited speaks.
page=$files/html/example.html
query "SELECT who || ':' FROM spoken WHERE doc = 'example.html'
	ORDER BY ordinal" >a
sed -n 's|.*<cite>\(.*\)</cite>.*|\1|p' "$page" >b
ok 'HTML: the speakers, in their order' sh -c 'diff a b && test -s b'
