#!/bin/sh
# emic revise, emic import --revise: killed, on a full disk, beside others.
# All codings stand on the old text, or all on the new one.
# shellcheck disable=SC2016 # for the shell that runs it
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 15

# A document of 400 turns with 4,000 codings, and a corrected text.
awk 'BEGIN { for (i = 0; i < 400; i++) {
	printf "%s: start%d", i % 2 ? "P07" : "Int", i
	for (k = 0; k < 40; k++) printf " w%d", (i * 7 + k * 13) % 997
	print ".\n" } }' >long.txt
mkdir folder
sed 's/: start/: well, start/; s/ w13 / v13 /; 9d' long.txt >folder/long.txt
quietly emic init base.emic
quietly emic import -p base.emic long.txt
quietly emic speakers -p base.emic move 'long#5' P07
quietly emic speakers -p base.emic join 'long#7'
sqlite3 base.emic <<'END_SQL' || exit 2
INSERT INTO code(guid, slug, name, name_folded, position)
VALUES ('c', 'c', 'c', 'c', 1);
INSERT OR IGNORE INTO coder(guid, name, name_folded) VALUES ('a', 'ana', 'ana');
CREATE TEMP TABLE bytes AS SELECT CAST(body AS BLOB) AS b FROM text;
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n
    WHERE i < 3999)
INSERT INTO coding(guid, code, document, revision, start, "end", coder, at,
    how, quotation)
SELECT i, 1, 1, 1, 5 + 15 * i, 25 + 15 * i, 1, '', 'read',
    CAST(substr(b, 6 + 15 * i, 20) AS TEXT) FROM n, bytes;
END_SQL

state() { # FILE: where all that is human stands
	sqlite3 "$1" "SELECT 'r', id, text, layout, imported FROM revision;
		SELECT 'l', id, turns FROM layout;
		SELECT 'c', id, revision, start, \"end\", orphaned, quotation
		FROM coding ORDER BY id; SELECT 'h', count(*) FROM history;
		SELECT 's', label, role FROM speaker" | cksum
}
# No problem but orphans.
sound() {
	emic check -p "$1" >problems 2>log
	[ $? -le 1 ] && [ "$(tail -n +2 problems | grep -vc ^orphaned)" -eq 0 ]
}
before=$(state base.emic)

# killed STEP COMMAND…: kill it ever later, by STEP tenths of a millisecond.
killed() {
	_step=$1
	_times=0
	shift
	cp base.emic done.emic
	"$@" -p done.emic >log 2>&1 || return
	_after=$(state done.emic)
	[ "$_after" != "$before" ] || return
	while [ "$_times" -lt 40 ]; do
		_times=$((_times + 1))
		rm -f k.emic k.emic-journal
		cp base.emic k.emic
		timeout -s KILL "$(printf '0.%04d' $((_times * _step)))" \
			"$@" -p k.emic >log 2>&1
		sound k.emic || return
		_state=$(state k.emic)
		case $_state in
		"$before" | "$_after") ;;
		*)
			echo "killed at $((_times * _step)): $_state"
			return 1
			;;
		esac
	done
}
ok 'a revision is all or nothing' killed 25 emic revise long folder/long.txt
ok 'and so is a revised folder' killed 25 emic import --revise folder
cp base.emic twice.emic
quietly emic revise -p twice.emic long folder/long.txt
cp base.emic once.emic
cp twice.emic base.emic
before=$(state base.emic)
ok 'and so is going back' killed 25 emic revise --restore 1 long
cp once.emic base.emic
before=$(state base.emic)

# --- a full disk ----------------------------------------------------------------
limited() { # BLOCKS COMMAND…
	ulimit -f "$1"
	shift
	"$@"
}
# refused COMMAND…: one line, exit 2, and all is as it was.
refused() {
	"$@" >out 2>said
	[ $? -eq 2 ] && [ ! -s out ] && [ "$(wc -l <said)" -eq 1 ] &&
		[ "$(state base.emic)" = "$before" ] && sound base.emic
}
size=$(($(wc -c <base.emic) / 512))
ok 'a full disk is an error, and nothing is said to be done' refused limited "$size" \
	emic revise -p base.emic long folder/long.txt
ok 'also for its journal' refused limited 16 \
	emic revise -p base.emic long folder/long.txt
ok 'also for a folder' refused limited "$size" \
	emic import -p base.emic --revise folder
output_full() {
	emic revise -p base.emic long folder/long.txt >/dev/full 2>said
	[ $? -eq 2 ]
}
cp base.emic kept
ok 'standard output on a full disk is an error' output_full
cp kept base.emic

# --- beside others ----------------------------------------------------------------
# Somebody writes: a revision waits, and is made of what is there then.
waits() {
	mkfifo orders answers
	sqlite3 base.emic <orders >answers &
	exec 3>orders 4<answers
	echo "BEGIN IMMEDIATE; UPDATE coding SET stance = 'against'
		WHERE id = 1; SELECT 1;" >&3
	read -r _ <&4
	emic revise -p base.emic long folder/long.txt >out 2>said &
	_reviser=$!
	kill -0 "$_reviser" || return
	echo 'COMMIT;' >&3
	exec 3>&- 4<&-
	wait "$_reviser"
}
ok 'a revision waits for another writer' waits
ok 'and nothing is lost' sound base.emic
ok "the other's work neither" holds base.emic \
	"SELECT count(*) FROM coding WHERE id = 1 AND stance = 'against'
	AND revision = 2" 1
cp kept base.emic
two() { # at once, with other texts
	sed 's/start1 /begin1 /' long.txt >other.txt
	emic revise -p base.emic long folder/long.txt >log 2>&1 &
	_one=$!
	emic revise -p base.emic long other.txt >log2 2>&1 &
	_two=$!
	wait "$_one" && wait "$_two"
}
ok 'two at once are one after the other' two
ok 'with all codings in place' sound base.emic
ok 'both texts are there' holds base.emic 'SELECT count(*) FROM revision' 3

# --- a project that cannot be written to ----------------------------------------------
cp kept base.emic
mkdir locked
cp base.emic locked/p.emic
sqlite3 locked/p.emic 'PRAGMA user_version = 99'
ok 'a newer project is not touched' sh -c \
	'emic revise -p locked/p.emic long folder/long.txt >out 2>said
	test $? -eq 2 && test ! -s out && test "$(wc -l <said)" -eq 1'
ok 'a dry run needs no place to write' sh -c \
	'emic revise -n -p base.emic long folder/long.txt >out 2>said &&
	cmp -s base.emic kept'
