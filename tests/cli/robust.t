#!/bin/sh
# What the world can do: bad input, two writers, kill -9, full disks, other
# people's files.
# shellcheck disable=SC2016 # for the shell that runs it
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 82

interviews base.emic
quietly emic codebook -p base.emic load "$SMALL/codebook.yaml"
cp base.emic untagged
quietly emic tag -p base.emic
cp base.emic tagged
mkdir here
cp tagged here/study.emic
EMIC_PROJECT=$PWD/here/study.emic
export EMIC_PROJECT

query() { # FILE SQL: what was killed may take a moment to be gone
	sqlite3 -cmd '.timeout 9000' "$1" "$2"
}
sound() { # FILE: it is whole, and a command opens it
	emic speakers -p "$1" >log 2>&1
	[ "$(query "$1" 'PRAGMA integrity_check')" = ok ] &&
		[ -z "$(query "$1" 'PRAGMA foreign_key_check')" ]
}

# --- bad input: status 2, one clear line, no more than a hint behind it --------
one_line() { # COMMAND…
	_rc=0
	"$@" >out 2>said || _rc=$?
	[ "$_rc" -eq 2 ] && [ ! -s out ] && [ "$(wc -l <said)" -le 2 ] &&
		head -n 1 said | grep -qE '^emic(-[a-z]+)?: [^ ]' &&
		! grep -qiE 'assert|abort|segmentation|sqlite' said
}
bad=$(printf 'a\377b')
ok 'an unknown option' one_line emic themes --thorough
ok 'an unknown letter' one_line emic tag -Z
ok 'an option without its value' one_line emic quotes -c
ok 'a flag with a value' one_line emic quotes --question=no
ok 'a number that is none' one_line emic quotes -n 1x
ok 'a number that is too large' one_line emic quotes -n 99999999999999999999
ok 'an empty name of a case' one_line emic cases set ''
ok 'an empty name of a document' one_line emic import --name '' \
	"$SMALL/home.txt"
ok 'an empty code' one_line emic quotes -c ''
fails 2 'an empty expression' emic grep ''
for command in "speakers -d $bad" "speakers role $bad other" \
	"speakers move FG1#1 $bad" "cases show $bad" "cases set $bad" \
	"cases set P01 $bad=1" "cases set P01 x=$bad" "tag -c $bad" \
	"grep -r $bad x" "quotes -c $bad" "themes --case $bad" \
	"count -b $bad" "codebook show $bad" "quotes --speaker $bad" \
	"themes -w $bad=1"; do
	# shellcheck disable=SC2086 # words on purpose
	ok "a word that is not UTF-8: $(echo "$command" | tr '\377' '?')" \
		one_line emic $command
done
ok 'a time that is none' one_line env SOURCE_DATE_EPOCH=soon emic themes
ok 'a time beyond the year 9999' \
	one_line env SOURCE_DATE_EPOCH=999999999999 emic themes
fails 2 'a coder whose name is not UTF-8' \
	env EMIC_CODER="$bad" emic cases set P01
many() { # a very long command line
	emic cases set P01 "note=$(head -c 100000 /dev/zero | tr '\0' x)" >log
}
ok 'a long value is a value' many
ok 'bad input has harmed nothing' sound here/study.emic

# --- files that are no project --------------------------------------------------
echo 'some text, and more than sixteen bytes of it' >text.emic
: >empty.emic
head -c 5000 /dev/urandom >random.emic
cp tagged other.emic
query other.emic 'PRAGMA application_id = 1'
cp tagged newer.emic
query newer.emic 'PRAGMA user_version = 99'
head -c 30000 tagged >cut.emic
mkdir folder.emic
golden robust-text emic themes -p text.emic
golden robust-empty emic themes -p empty.emic
ok 'random bytes' one_line emic themes -p random.emic
golden robust-other emic tag -p other.emic
golden robust-newer emic themes -p newer.emic
golden robust-newer-write emic cases -p newer.emic set X
golden robust-missing emic themes -p missing.emic
golden robust-folder emic themes -p folder.emic
ok 'a file that was cut off' one_line emic themes -p cut.emic
rm -rf ./*.emic
none() { # in a folder without a project
	unset EMIC_PROJECT
	cd /tmp && emic themes
}
several() {
	unset EMIC_PROJECT
	cp tagged one.emic
	cp tagged two.emic
	emic themes
}
ok 'several projects in one folder' one_line several
ok 'and it says how to choose' grep -q 'name one with -p FILE' said
rm one.emic two.emic
from_below() {
	unset EMIC_PROJECT
	mkdir -p here/a/b
	cd here/a/b && emic themes >/dev/null
}
ok 'a project above is found' from_below

# --- output that cannot be written ---------------------------------------------
full() { # COMMAND…
	"$@" >/dev/full
}
golden robust-full full emic themes -c change
golden robust-full-help full emic themes --help
golden robust-full-done full emic cases set Q1
ok 'what was done is kept' emic cases show Q1
closed() {
	emic themes >&-
}
fails 2 'standard output is closed' closed
ok 'head -1 does not undo the work' sh -c '
	emic cases set Q2 note=x | head -c 1 >log; emic cases show Q2 >log'
ok 'standard input may be closed' sh -c 'emic themes <&- >log 2>&1'

# --- two at once ------------------------------------------------------------------
# Another program holds the project; a writer waits for it, a reader does not.
two_writers() {
	mkfifo orders answers
	sqlite3 -cmd '.timeout 9000' "$EMIC_PROJECT" <orders >answers &
	exec 3>orders 4<answers
	echo 'BEGIN IMMEDIATE; UPDATE project SET title = title; SELECT 1;' >&3
	read -r _ <&4
	emic cases set Waited >waited 2>&1 &
	_writer=$!
	emic themes >seen 2>&1 || return
	emic speakers >seen 2>&1 || return
	kill -0 "$_writer" || return
	echo 'COMMIT;' >&3
	exec 3>&- 4<&-
	wait "$_writer"
}
ok 'the second writer waits, and readers read' two_writers
ok 'and its work is done' emic cases show Waited
crowd() { # six writers at once
	for _i in 1 2 3 4 5 6; do
		emic cases set "Crowd $_i" >>log 2>&1 &
		_all="${_all:-} $!"
	done
	for _i in $_all; do
		wait "$_i" || return
	done
	[ "$(query "$EMIC_PROJECT" "SELECT count(*) FROM [case]
		WHERE name LIKE 'Crowd%'")" -eq 6 ]
}
ok 'six writers at once all succeed' crowd
ok 'each is an act' holds "$EMIC_PROJECT" \
	"SELECT count(*) FROM history WHERE command LIKE '%Crowd%'" 6
ok 'nothing was harmed' sound "$EMIC_PROJECT"

# --- killed at any moment ------------------------------------------------------------
# killed STEP COMMAND…: kill it ever later, by STEP tenths of a millisecond;
# all of its work is there, or none.
killed() {
	_step=$1
	_times=0
	shift
	while [ "$_times" -lt 24 ]; do
		_times=$((_times + 1))
		rm -f k.emic k.emic-journal
		cp "$_from" k.emic
		timeout -s KILL "$(printf '0.%04d' $((_times * _step)))" \
			"$@" >log 2>&1
		_state=$(query k.emic "$_asked")
		case $_state in
		"$_none" | "$_all") ;;
		*)
			echo "killed at $((_times * _step)): $_state"
			return 1
			;;
		esac
		sound k.emic || return
	done
}
quietly emic init none.emic
cp none.emic nothing
_from=nothing _none='0|0|0' _all='13|13|1'
_asked='SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM text),
	(SELECT count(*) FROM history)'
ok 'import is all or nothing' \
	killed 5 emic import -p k.emic "$ROOT/samples/interviews"
_from=untagged
_asked='SELECT (SELECT count(*) FROM hit), (SELECT count(*) FROM run)'
_none='0|0'
_all="$(query tagged 'SELECT count(*) FROM hit')|1"
ok 'tag is all or nothing' killed 15 emic tag -p k.emic
_from=tagged
_none=$_all
_all="${_all%|*}|2"
ok 'and so is tagging again' killed 15 emic tag -a -p k.emic
_from=tagged
_asked='SELECT count(*) FROM attribute_value'
_none=68
_all=85
sed 's/$/,x/; 1s/,x$/,seen/' "$ROOT/samples/cases.csv" >seen.csv
ok 'and so is loading cases' killed 3 emic cases -p k.emic load seen.csv

# --- a full disk -------------------------------------------------------------------
limited() { # BLOCKS COMMAND…
	ulimit -f "$1"
	shift
	"$@"
}
cp nothing d.emic
golden robust-disk-import limited 900 \
	emic import -p d.emic "$ROOT/samples/interviews"
ok 'nothing was imported' test "$(query d.emic \
	'SELECT count(*) FROM document')" = 0
ok 'the project is unharmed' sound d.emic
ok 'and works when there is room' \
	emic import -p d.emic "$ROOT/samples/interviews"
cp untagged d.emic
ok 'tagging on a full disk fails' one_line limited 8 emic tag -p d.emic
ok 'no hit was stored' test "$(query d.emic 'SELECT count(*) FROM hit')" = 0
ok 'the project is unharmed' sound d.emic
golden robust-disk-init limited 8 emic init small.emic
ok 'and no half-made project is left' test ! -e small.emic

# --- a file that something else has written to --------------------------------------
mkdir odd
quietly emic init odd/a.emic
printf 'Ann: I said [so] and left.\n\nBob: He did.\n' >odd/talk.txt
quietly emic import -p odd/a.emic odd/talk.txt
damage() { # SQL: a copy that it was done to
	cp odd/a.emic odd/b.emic
	sqlite3 odd/b.emic "$1"
}
damage "UPDATE layout SET turns = json_set(turns, '\$[0][1]', 99999999)"
golden robust-turn-beyond emic grep -p odd/b.emic said
damage "UPDATE layout SET turns = json_set(turns, '\$[1]',
	json_extract(turns, '\$[0]'))"
golden robust-turns-mixed emic speakers -p odd/b.emic
damage 'UPDATE layout SET n_turns = 5'
golden robust-turns-miscounted emic speakers -p odd/b.emic
damage "UPDATE layout SET asides = '[[0,1],[2]]'"
golden robust-asides-odd emic speakers -p odd/b.emic
damage "UPDATE layout SET asides = '[[11,15],[12,14]]'"
golden robust-asides-mixed emic grep -p odd/b.emic said
damage "UPDATE layout SET turns = json_set(turns, '\$[0][4]', 99999999)"
golden robust-turn-words emic speakers -p odd/b.emic
damage "UPDATE text SET body = replace(body, 'Bo', 'é');
	UPDATE layout SET turns = json_set(turns, '\$[1][0]',
	json_extract(turns, '\$[1][0]') + 1)"
golden robust-turn-cut emic grep -p odd/b.emic did
damage 'DELETE FROM layout'
golden robust-layout-gone emic speakers -p odd/b.emic
damage "UPDATE text SET body = CAST(x'fffe41ff' AS TEXT)"
golden robust-text-invalid emic grep -p odd/b.emic said
damage 'PRAGMA user_version = -1'
golden robust-schema-negative emic themes -p odd/b.emic
fails 2 'a turn is not split inside an aside' \
	emic speakers -p odd/a.emic split talk:13
fails 2 'who acts has a name without line breaks' \
	env EMIC_CODER="$(printf 'a\nb')" emic speakers -p odd/a.emic role Ann other
ok 'no message can steer a terminal' sh -c \
	'emic grep -p odd/a.emic -d "$(printf "\\033[31mX")" x 2>&1 |
		grep -q "x1b\[31mX"'
ok 'names that begin alike are all printed' sh -c \
	'emic speakers -p odd/a.emic move "talk#1" "Ann Bell + Bell" >log &&
	emic grep -p odd/a.emic -u turn said | grep -q "Ann Bell + Bell"'
ok 'a private report stays private' sh -c \
	'emic report -p odd/a.emic -o odd/r.md >log; chmod 600 odd/r.md
	emic report -p odd/a.emic -o odd/r.md >log
	test "$(stat -c %a odd/r.md)" = 600'
