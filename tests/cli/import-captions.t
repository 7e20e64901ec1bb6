#!/bin/sh
# emic import: captions and recognisers' output.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"
plan 14

data=$ROOT/tests/data/import/captions
mkdir captions
for file in voices.vtt dashes.vtt rolling.vtt broadcast.vtt names.srt odd.srt \
	plain.sbv whisper.json deepgram.json; do
	cp "$data/$file" captions
done

golden captions-dry-run emic import -n captions
ok 'a project is made' emic init p.emic
golden captions-import emic import captions
golden captions-again emic import captions/voices.vtt
golden captions-found emic grep 'accident OR beds OR sings'

sqlite3 p.emic "SELECT substr(CAST(body AS BLOB), start + 1, end - start)
	FROM document JOIN revision ON revision.document = document.id
	JOIN text ON sha256 = text JOIN turn USING (layout)
	WHERE name = 'rolling'" >rolling
ok 'what rolls is stored once' \
	test "$(cat rolling)" = 'the onions came up late this year'

golden captions-gap emic import --gap 6.5 --name gap captions/voices.vtt
paragraphs() { # NAME: of the turns of that document
	sqlite3 p.emic "SELECT CAST(substr(CAST(body AS BLOB), start + 1,
		end - start) AS TEXT) FROM document
		JOIN revision ON revision.document = document.id
		JOIN text ON sha256 = text JOIN turn USING (layout)
		WHERE name = '$1'" | grep -c '^$'
}
ok 'a pause over five seconds is one by default' \
	test "$(paragraphs voices)" -eq 1
ok 'and none if the gap is longer' test "$(paragraphs gap)" -eq 0
golden captions-gap-none emic import --gap soon captions/voices.vtt
golden captions-gap-negative emic import --gap -1 captions/voices.vtt

echo 'no captions' >bad.vtt
golden captions-bad-vtt emic import bad.vtt
printf '1\nno times\n' >bad.srt
golden captions-bad-srt emic import bad.srt
echo '{"segments": 3}' >bad.json
golden captions-bad-json emic import bad.json
