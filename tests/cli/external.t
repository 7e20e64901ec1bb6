#!/bin/sh
# Formats that other programs read.  Most tests bring their own pdftotext, so
# that they do not hang on what is installed.
# shellcheck disable=SC2016 # for the shell that runs it
. "$(dirname "$0")/lib.sh"
plan 14

emic init study.emic >log 2>&1
mkdir tools
program() { # NAME: from standard input
	printf '#!/bin/sh\n%s\n' "$(cat)" >"tools/$1"
	chmod +x "tools/$1"
}
PATH=$PWD/tools:$PATH
printf '%%PDF-1.4 invented' >talk.pdf
printf '{\\rtf1 invented}' >talk.rtf
printf '%%PDF-1.4 invented too' >'-x $(touch hacked).pdf'

program pdftotext <<'P'
cat >seen
printf '1\n\nInterviewer: How was it?\n\n2\n\nP01: It was a long and rainy day in\n'
printf 'spring.\n\n3\n\nInterviewer: And?\n\n4\n\nP01: Fine.\n\n5\n\nInterviewer: So.\n\f'
P
golden external-pdf emic import talk.pdf
golden external-pdf-turns emic import -n talk.pdf
ok 'the program gets the file' cmp seen talk.pdf
ok 'line numbers were taken out, and that is recorded' \
	test "$(sqlite3 study.emic "SELECT changes FROM revision")" = 'line numbers'
fails 0 'no file name is a command or an option' \
	emic import --name odd -- '-x $(touch hacked).pdf'
ok 'nothing ran' test ! -e hacked

program pdftotext <<'P'
echo 'Syntax Error: Document stream is empty' >&2
exit 1
P
golden external-fails emic import --name x talk.pdf
# a sanitizer would report what asks for memory under the program's limit
mkdir many
for i in $(seq 40); do
	cp talk.pdf "many/$i.pdf"
done
emic import --jobs 3 -r many >log 2>&1
ok 'of many at once each says what it was' \
	test "$(grep -c 'Document stream is empty' log)" -eq 40
program pdftotext <<'P'
printf '\f\f'
P
golden external-pictures emic import --name x talk.pdf
program pdftotext <<'P'
printf 'caf\351\n'
P
golden external-not-utf8 emic import --name x talk.pdf
printf 'P01: So.\n' >q1.txt
golden external-others-go-in emic import --format tsv talk.pdf q1.txt

without() { # nothing but what emic and the shell need
	PATH=$BIN emic import "$@"
}
golden external-not-installed without --name x talk.rtf

# what is installed, on what lies beside the checkout
rm tools/pdftotext
real=$ROOT/../shared/real/transcripts/pdf
words() { # FILE: that are not numbers on lines of their own
	pdftotext -enc UTF-8 "$1" - | tr -d '\f' | grep -vE '^[0-9]+$' | wc -w
}
stored() { # DOCUMENT
	sqlite3 study.emic "SELECT t.body FROM document d JOIN revision r
		ON r.id = d.revision JOIN text t ON t.sha256 = r.text
		WHERE d.name = '$1'" | wc -w
}
if [ -d "$real" ] && command -v pdftotext >/dev/null; then
	emic import "$real"/*.pdf >log 2>&1
	ok 'P1 has all its words' test "$(words "$real/P1.pdf")" -eq "$(stored P1)"
	ok 'P4 has all its words' test "$(words "$real/P4.pdf")" -eq "$(stored P4)"
else
	ok 'there are no PDF files beside the checkout' true
	ok 'or no pdftotext to read them' true
fi
