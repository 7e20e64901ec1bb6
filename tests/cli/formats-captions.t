#!/bin/sh
# Real captions, where they lie beside the checkout: as many cues as outside
# tools count, or as many as emic-import.1 says why.
. "$(dirname "$0")/lib.sh"

real=$ROOT/../shared/real
if ! [ -d "$real/transcripts/vtt" ]; then
	plan 1
	ok 'there are no real captions beside the checkout' true
	exit 0
fi
plan 7

# file <tab> cues, "-" if it cannot be imported
sqlite3 -separator '	' :memory: "SELECT
	substr(value ->> 'file', length('transcripts/') + 1),
	CASE WHEN value ->> 'cues' > 0 THEN value ->> 'cues' ELSE '-' END
	FROM json_each(CAST(readfile('$real/expected-parse.json') AS TEXT))
	WHERE value ->> 'file' GLOB 'transcripts/srt/*'
	OR value ->> 'file' GLOB 'transcripts/vtt*'" >tools
# Times without fractions are times; a malformed cue is left out and the rest
# read; without WEBVTT it may still be SubRip.
sed 's|^\(srt/invalid.srt	\).*|\11|
	s|^\(vtt_webvttpy/invalid.vtt	\).*|\17|
	s|^\(vtt_webvttpy/invalid_timeframe.vtt	\).*|\16|
	s|^\(vtt_webvttpy/missing_timeframe.vtt	\).*|\16|' tools >expected
# What no tool was asked about: lines with times, as grep counts them.
cat >>expected <<'END'
vtt/example.json	5
vtt_webvttpy/invalid_format.sbv	-
vtt_webvttpy/invalid_format1.srt	-
vtt_webvttpy/invalid_format2.srt	-
vtt_webvttpy/invalid_format3.srt	-
vtt_webvttpy/invalid_format4.srt	-
vtt_webvttpy/invalid_timeframe.sbv	4
vtt_webvttpy/invalid_timeframe.srt	5
vtt_webvttpy/missing_caption_text.sbv	5
vtt_webvttpy/missing_caption_text.srt	5
vtt_webvttpy/missing_timeframe.sbv	4
vtt_webvttpy/missing_timeframe.srt	4
vtt_webvttpy/one_caption.srt	1
vtt_webvttpy/sample.sbv	5
vtt_webvttpy/sample.srt	5
vtt_webvttpy/two_captions.sbv	2
END
LC_ALL=C sort -o expected expected

emic init study.emic >log 2>&1
(cd "$real/transcripts" && find srt vtt vtt_webvttpy -type f) |
	LC_ALL=C sort >files
while read -r file; do
	emic import --format tsv --name "$file" "$real/transcripts/$file" \
		</dev/null >out 2>log || : >out
	awk -F '	' -v file="$file" '
	NR == 2 { split($6, words, " "); n = words[1] }
	END { print file "\t" (n == "" ? "-" : n) }' out
done <files >found
ok 'all are listed' test "$(wc -l <expected)" -ge 47
ok 'the cues are as many as outside tools count' diff expected found

turns() { # WHAT FILE: of its turns
	sqlite3 study.emic "SELECT $1 FROM document
		JOIN revision ON revision.document = document.id
		JOIN turn USING (layout) WHERE name = '$2'"
}
is() { test "$1" = "$2"; }
ok 'a turn lasts from its first cue to its last' \
	is "$(turns 'min(start_ms), max(end_ms)' srt/example.srt)" '179|754769'
# its lines that begin with a name and a colon; two in a row are one turn's
ok 'every name in the text begins a turn' \
	is "$(turns 'count(*)' srt/example.srt)" 10
ok 'voices are speakers' is "$(turns 'count(*)' vtt/example.vtt)" 2
ok 'what is said of a recogniser is who said it' \
	is "$(turns 'count(*)' vtt/example.json)" 2
# dashes and >> at the start of a cue
ok 'a mark of another speaker begins a turn' \
	test "$(turns 'count(*)' \
	vtt/358-understanding-pandas-visually-with-pandastutor.vtt)" \
	-ge "$(grep -cE '^(- |>> )' "$real/transcripts/vtt/"358-*.vtt)"
