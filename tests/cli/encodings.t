#!/bin/sh
# Texts in the encodings of many countries, where they lie beside the
# checkout, each named after what it is in.
. "$(dirname "$0")/lib.sh"

real=$ROOT/../shared/real/encodings/test
if ! [ -d "$real" ]; then
	plan 1
	ok 'there are no encodings beside the checkout' true
	exit 0
fi
plan 3

# The right answer is iconv's.  smi is a caption format, not text.
mkdir in
for file in "$real"/*/*.txt "$real"/*/*.smi; do
	case $file in
	*/utf-16.le | */utf-16le*) encoding=UTF-16LE ;;
	*/utf-16be*) encoding=UTF-16BE ;;
	*/uhc*) encoding=CP949 ;;
	*) encoding=$(basename "${file%.*}") ;;
	esac
	name=$(basename "$(dirname "$file")")-$encoding
	cp "$file" "in/$name.txt"
	iconv -f "$encoding" -t UTF-8 "$file" 2>/dev/null | tr -d '\r' |
		sed '1s/^\xEF\xBB\xBF//' >"$name.want"
done
emic init study.emic >log 2>&1
ok 'all are imported' sh -c 'emic import in >log 2>&1 || { cat log; false; }'
same=0
guessed=0
for want in *.want; do
	name=${want%.want}
	got=$(sqlite3 study.emic "SELECT t.body FROM document d
		JOIN revision r ON r.id = d.revision
		JOIN text t ON t.sha256 = r.text
		WHERE d.name = '$name'")
	[ "$got" = "$(cat "$want")" ] && same=$((same + 1))
done
guessed=$(sqlite3 study.emic 'SELECT sum(guessed) FROM revision')
ok "most are read as what they are: $same" test "$same" -ge 110
ok "most had to be guessed: $guessed" test "$guessed" -ge 80
