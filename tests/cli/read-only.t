#!/bin/sh
# A project that may be read and not written: commands that read work, or say
# in one line what they need; commands that write say one line, and that is
# all that happens.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"

# Who may write everywhere is nobody for these tests.
if [ "$(id -u)" -ne 0 ]; then
	as_reader() {
		"$@"
	}
elif command -v setpriv >/dev/null &&
	setpriv --reuid=65534 --regid=65534 --clear-groups \
		"$BIN/emic" --help >log 2>&1; then
	as_reader() {
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	}
else
	plan 1
	echo '# root may write anywhere, and cannot become anybody else here'
	ok 'the program runs' "$BIN/emic" --help
	exit
fi
plan 34
chmod 711 .. . # the folder of the test is its own
umask 022

tagged_interviews base.emic
mkdir shelf folder wal log.d hot
cp base.emic shelf/s.emic
cp base.emic folder/s.emic
cp base.emic wal/s.emic
cp base.emic hot/s.emic
cp "$ROOT/samples/interviews/P01.txt" P01.txt
chmod 644 P01.txt

# --- the file is read-only, and so is its folder ---------------------------------
chmod 444 shelf/s.emic
chmod 555 shelf
before=$(cksum <shelf/s.emic)
reads() { # COMMAND …: it works, and has something to say
	_rc=0
	as_reader emic "$@" >out 2>said || _rc=$?
	[ "$_rc" -le 1 ] && [ -s out ]
}
for command in themes count cooccur 'quotes -c generous-listening' 'grep I' speakers cases \
	'codebook show' 'codebook export' report check 'import -n P01.txt' \
	'import -n --revise P01.txt'; do
	_name=${command%% *}
	# shellcheck disable=SC2046,SC2086 # words on purpose
	ok "it is read by $command" \
		reads $_name -p shelf/s.emic ${command#"$_name"}
done
writes() { # COMMAND …: one line says that it cannot
	_rc=0
	as_reader emic "$@" >out 2>said || _rc=$?
	[ "$_rc" -eq 2 ] && [ ! -s out ] && [ "$(wc -l <said)" -eq 1 ] &&
		grep -q "^emic-[a-z]*: cannot write '.*': Permission denied" said
}
for command in 'import P01.txt' 'import --revise P01.txt' tag 'tag -a' \
	'cases set P01 age=4' 'cases load cases.csv' \
	'speakers role P01 other' 'revise P01 P01.txt' \
	'codebook load book.yaml'; do
	_name=${command%% *}
	# shellcheck disable=SC2046,SC2086 # words on purpose
	ok "it is not written by $command" \
		writes $_name -p shelf/s.emic ${command#"$_name"}
done
fails 2 'nor is a project made beside it' as_reader emic init shelf/n.emic
same() {
	[ "$(cksum <shelf/s.emic)" = "$before" ] && [ "$(ls shelf)" = s.emic ]
}
ok 'and nothing has happened to it' same

# --- the folder is read-only, and the file is not -----------------------------------
chmod 666 folder/s.emic
chmod 555 folder
ok 'a file in a read-only folder is read' reads themes -p folder/s.emic
golden read-only-folder as_reader emic cases -p folder/s.emic set P01 age=4
golden read-only-folder-import as_reader emic import -p folder/s.emic --name N \
	P01.txt

# --- another program has made it keep a log ------------------------------------------
sqlite3 wal/s.emic 'PRAGMA journal_mode = WAL' >log
cp wal/s.emic log.d/s.emic
sqlite3 log.d/s.emic >log <<'SQL'
UPDATE project SET title = 'x';
.shell cp log.d/s.emic-wal log.d/kept
SQL
mv log.d/kept log.d/s.emic-wal
chmod 444 wal/s.emic log.d/s.emic*
chmod 555 wal log.d
golden read-only-wal as_reader emic themes -p wal/s.emic
golden read-only-wal-log as_reader emic themes -p log.d/s.emic
golden read-only-wal-write as_reader emic tag -p wal/s.emic

# --- a crash has left a journal behind ---------------------------------------------
sqlite3 hot/s.emic >log <<'SQL'
PRAGMA cache_size = 1;
BEGIN IMMEDIATE;
UPDATE text SET body = body || ' and more';
UPDATE document SET name = name || 'x';
.shell cp hot/s.emic hot/t.emic; cp hot/s.emic-journal hot/t.emic-journal
ROLLBACK;
SQL
mv hot/t.emic hot/s.emic
mv hot/t.emic-journal hot/s.emic-journal
mkdir hot.rw
cp hot/* hot.rw/
chmod 444 hot/*
chmod 555 hot
golden read-only-journal as_reader emic themes -p hot/s.emic
chmod 666 hot/*
golden read-only-journal-kept as_reader emic themes -p hot/s.emic
golden read-only-journal-write as_reader emic tag -p hot/s.emic
recovered() { # as the message says
	emic speakers -p hot.rw/s.emic >is 2>&1 &&
		emic speakers -p base.emic >was 2>&1 && cmp is was
}
ok 'copied with its journal it is what it was' recovered
