#!/bin/sh
# emic import: files that are cut off, random bytes under every extension,
# files that go away, and kill -9.  One line a failure, and the rest goes in.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 7

# Whatever the files are, each is a document or a line that says why not.
settled() { # FOLDER
	_rc=0
	timeout 100 emic import -n -r --folders "$1" >out 2>said || _rc=$?
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
mkdir cut
for file in "$ROOT"/tests/data/import/*.[!m]* \
	"$ROOT"/tests/data/import/captions/*.[a-z][a-z][a-z]; do
	base=${file##*/}
	size=$(wc -c <"$file")
	mkdir "cut/$base"
	n=1
	while [ "$n" -lt "$size" ] && [ "$n" -lt 9700 ]; do
		head -c "$n" "$file" >"cut/$base/$n.${base##*.}"
		n=$((n + 97))
	done
done
rm -r cut/*.zip
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
for ext in txt text md vtt srt sbv json csv tsv docx odt fodt eaf exb trs cha \
	TextGrid xml tei html xhtml; do
	for start in '' 'PK\003\004' '<?xml version="1.0"?><a>' '<html><p>' \
		'WEBVTT\n\n00:01.000 --> 00:02.000\n' '{"segments":[' \
		'@UTF8\n@Begin\n*A:\t' '\377\376' '\357\273\277A: a\n\n' \
		'File type = "ooTextFile"\nObject class = "TextGrid"\n' \
		'1\n00:00:01,000 --> 00:00:02,000\n'; do
		seed=$((seed + 1))
		# shellcheck disable=SC2059 # it is a format
		{
			printf "$start"
			noise "$seed" "$((seed % 7 * 100 + 3))"
		} >"random/$ext$seed.$ext"
	done
done
ok 'random bytes under every extension' settled random

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
