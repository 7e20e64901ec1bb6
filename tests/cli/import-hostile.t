#!/bin/sh
# emic import: files that are cut off, random bytes under every extension,
# files that go away, and kill -9.  One line a failure, and the rest goes in.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 10

# Whatever the files are, each is a document or a line that says why not.
settled() { # FOLDER
	_rc=0
	timeout 200 emic import -n -r --folders "$1" >out 2>said || _rc=$?
	[ "$_rc" -eq 0 ] || [ "$_rc" -eq 2 ] || return
	grep -v '^emic-import: ' said && return 1
	_files=$(find "$1" -type f | wc -l)
	_in=$(tail -n +2 out | cut -f 1 | sort -u | wc -l)
	_not=$(sed -n 's/^emic-import: \([0-9]*\) of .*imported$/\1/p' said)
	echo "$_files files, $_in documents, ${_not:-0} failures"
	[ "$((_in + ${_not:-0}))" -eq "$_files" ] && [ "$_in" -gt 0 ] &&
		[ "${_not:-0}" -gt 0 ]
}

# --- cut at every 97th byte -------------------------------------------------------
# A file of every format; those of other programs are invented here, and short,
# for each cut is a run of the program.
mkdir whole cut
for file in "$ROOT"/tests/data/import/*.[!mz]* \
	"$ROOT"/tests/data/import/captions/*.[!m]*; do
	case $file in
	*.expected) ;;
	*) cp "$file" whole ;;
	esac
done
awk 'BEGIN {
	print "# A talk\n"
	for (i = 1; i < 40; i++)
		printf "**Ana:** It was **so** %d.\n\nBen: \"Yes\", naïve.\n\n", i
}' >whole/talk.md
cp "$ROOT/samples/interviews/P01.txt" whole
awk 'BEGIN {
	print "id,speaker,start,text"
	for (i = 1; i < 40; i++)
		printf "%d,Ana,00:%02d,\"So, \"\"%d\"\"\nit was.\"\n", i, i, i
}' >whole/talk.csv
tr , '\t' <whole/talk.csv >whole/talk.tsv
flat='urn:oasis:names:tc:opendocument:xmlns'
printf '<office:document xmlns:office="%s:office:1.0" xmlns:text="%s:text:1.0"
office:mimetype="application/vnd.oasis.opendocument.text"><office:body>
<office:text><text:p>Ana: I left.</text:p><text:p>Ben: <text:span>Did
you?</text:span></text:p></office:text></office:body></office:document>' \
	"$flat" "$flat" >whole/talk.fodt
printf '{"text":"<p><span class=\\"timestamp\\">0:01</span>%s"}\n' \
	'Ana: I left.</p><p>Ben: Did you go far?</p>' \
	>whole/talk.otr
printf '{\\rtf1\\ansi{\\fonttbl{\\f0 Times;}}\\f0 Ana: I left the house.\\par
Ben: {\\b Did} you go far, and what was there to be seen?\\par}\n' \
	>whole/talk.rtf
printf '* A talk\nAna: I left the /house/ in the morning.\n
Ben: Did you go far, and what was there to be seen?\n' >whole/talk.org
printf 'A talk\n======\n\nAna: I left the *house* in the morning.\n
Ben: Did you go far, and what was there to be seen?\n' >whole/talk.rst
printf '\\documentclass{article}\\begin{document}Ana: I left \\emph{home}.

Ben: Did you go far, and what was there?\\end{document}\n' >whole/talk.tex
printf '%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
trailer<</Root 1 0 R>>\n' >whole/talk.pdf
printf '\320\317\021\340\241\261\032\341%0300d' 0 >whole/talk.doc
printf 'PK\003\004%0300d' 0 >whole/talk.epub
for file in whole/*; do
	base=${file##*/}
	size=$(wc -c <"$file")
	mkdir "cut/$base"
	n=1
	while [ "$n" -lt "$size" ] && [ "$n" -lt 9700 ]; do
		head -c "$n" "$file" >"cut/$base/$n.${base##*.}"
		n=$((n + 97))
	done
done
# all DIR: a file of every format that emic reads is in it
all() {
	emic import --formats --format tsv | tail -n +2 | cut -f 1,2 |
		while read -r _format _extensions; do
			for _ext in $_extensions; do
				_like=$(find "$1" -type f -iname "*.$_ext" |
					head -n 1)
				[ -z "$_like" ] || break
			done
			[ -n "$_like" ] || echo "$_format"
		done >without
	cat without
	[ ! -s without ]
}
ok 'there is a file of every format' all whole
ok 'files that were cut off' settled cut

# --- random bytes, alone and behind what a format begins with ----------------------
mkdir random
noise() { # SEED N
	LC_ALL=C awk -v seed="$1" -v n="$2" 'BEGIN {
		srand(seed)
		while (n-- > 0)
			printf "%c", 1 + int(rand() * 255)
	}'
}
seed=0
# junk EXTENSION BEGINNING: some behind it, of some length
junk() {
	seed=$((seed + 1))
	# shellcheck disable=SC2059 # it is a format
	{
		printf "$2"
		noise "$seed" "$((seed % 7 * 100 + 3))"
	} >"random/$1$seed.$1"
}
emic import --formats --format tsv | tail -n +2 | cut -f 1,2 >formats
while read -r format extensions; do
	for ext in $extensions; do
		case $format in
		pdf | rtf | epub | org | rst | latex | doc) # a program each
			junk "$ext" ''
			continue
			;;
		esac
		for start in '' 'PK\003\004' '<?xml version="1.0"?><a>' \
			'<html><p>' '{"segments":[' '@UTF8\n@Begin\n*A:\t' \
			'WEBVTT\n\n00:01.000 --> 00:02.000\n' '\377\376' \
			'\357\273\277A: a\n\n' '%%PDF-1.4\n' '{\\rtf1 ' \
			'File type = "ooTextFile"\nObject class = "TextGrid"\n' \
			'1\n00:00:01,000 --> 00:00:02,000\n'; do
			junk "$ext" "$start"
		done
	done
done <formats
ok 'there is junk under the name of every format' all random
ok 'random bytes under every extension' settled random

# --- a folder that changes while it is read ------------------------------------------
mkdir busy
changing() { # it is told, or it is in; and nothing else
	(
		n=0
		while [ ! -e stop ]; do
			n=$((n + 1))
			rm -rf busy/new
			mkdir busy/new
			for k in 1 2 3 4 5 6 7 8; do
				echo "Ana: $n" >"busy/new/N$k.txt"
				mv "busy/new/N$k.txt" "busy/M$k.txt"
			done
			rm -f busy/M[1357].txt
		done
	) >log 2>&1 &
	_writer=$!
	_bad=0
	for _i in 1 2 3 4 5 6 7 8 9 10 11 12; do
		_rc=0
		emic import -n -r busy >out 2>said || _rc=$?
		[ "$_rc" -eq 0 ] || [ "$_rc" -eq 2 ] || _bad=$_rc
		[ "$_rc" -eq 0 ] || [ -s said ] || _bad=silent
		grep -vE '^emic-import: ' said && _bad=odd
	done
	: >stop
	wait "$_writer"
	[ "$_bad" = 0 ]
}
ok 'a folder that changes while it is read' changing

# --- hundreds of files, and a sudden end --------------------------------------------
mkdir many
n=0
while [ "$n" -lt 300 ]; do
	n=$((n + 1))
	printf 'Interviewer: Why %d?\n\nP%d: Because.\n' "$n" "$n" \
		>"many/P$n.txt"
done
quietly emic init empty.emic
killed() {
	_ms=4
	while [ "$_ms" -lt 100 ]; do
		cp empty.emic k.emic
		timeout -s KILL "$(printf '0.%03d' "$_ms")" \
			emic import -p k.emic -r many >log 2>&1
		_n=$(sqlite3 -cmd '.timeout 9000' k.emic 'SELECT count(*)
			FROM document; PRAGMA integrity_check' | tr '\n' ' ')
		case $_n in
		'0 ok ' | '300 ok ') ;;
		*)
			echo "killed after $_ms ms: $_n"
			return 1
			;;
		esac
		rm -f k.emic k.emic-journal
		_ms=$((_ms + 12))
	done
}
ok 'of hundreds all are in or none' killed

# --- what is in the way -------------------------------------------------------------
mkdir odd
cp many/P1.txt odd/P1.txt
mkdir odd/P2.txt odd/.git
cp many/P3.txt odd/P2.txt/inside.txt
cp many/P4.txt odd/.git/P4.txt
: >odd/P5.txt
ln -s /dev/zero odd/P6.txt
ln -s /nowhere odd/P7.txt
golden hostile-odd emic import -p empty.emic -r odd
fails 2 'a folder where a project should be' emic import -p odd many/P1.txt
fails 2 'a project in a folder that is not there' \
	emic import -p nowhere/x.emic many/P1.txt
mkdir -p long
( cd long && while [ "$(pwd | wc -c)" -lt 3000 ]; do
	mkdir "$(printf '%0100d' 0)"
	cd "$(printf '%0100d' 0)" || exit
done )
deep() { # paths of three thousand bytes
	emic import -p empty.emic --name x -r long 2>said
	[ $? -eq 2 ] && [ "$(wc -l <said)" -eq 1 ] &&
		grep -q 'no file in' said
}
ok 'very long paths' deep
