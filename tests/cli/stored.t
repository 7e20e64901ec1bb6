#!/bin/sh
# What every importer stores is what emic-check says a project holds.
. "$(dirname "$0")/lib.sh"
plan 4

emic init study.emic >log 2>&1
n=0
for file in "$ROOT"/tests/data/import/* "$ROOT"/tests/data/import/captions/*; do
	case $file in
	*.md | *.zip | *.expected | */captions) continue ;;
	esac
	n=$((n + 1))
	if ! emic import --name "$n" "$file" >log 2>&1; then
		echo "# $file: $(cat log)"
		n=$((n - 1))
	fi
done
printf 'Speaker,Text\nP1,So it is.\nP2,It is.\n' >talk.csv
printf 'Id,Text\nR1,So it is.\nR2,It is.\n' >survey.csv
mkdir tools
printf '#!/bin/sh\nprintf "P1: So.\\n\\nP2: Yes.\\n\\nP1: No.\\n"\n' >tools/pdftotext
chmod +x tools/pdftotext
printf '%%PDF-1.4 invented, of some length\n' >talk.pdf
ok 'tables are imported' emic import talk.csv
ok 'surveys are imported' emic import --id Id --text Text survey.csv
PATH=$PWD/tools:$PATH
ok 'what programs read is imported' emic import --name talk-pdf talk.pdf
sound() {
	[ "$n" -ge 12 ] && emic check
}
ok 'all of it is sound' sound
