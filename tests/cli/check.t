#!/bin/sh
# emic check: what it finds in a project that was damaged by other means.
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 19

small_study base.emic
judge base.emic help home ana for 'It changed me' || exit 2
judge base.emic help home ben rejected 'I wait now' || exit 2
golden check emic check -p base.emic
golden check-operand emic check -p base.emic everything

# harm NAME SQL: in a copy, by other means.
harm() {
	cp base.emic "$1.emic"
	sqlite3 "$1.emic" "PRAGMA foreign_keys = OFF; $2"
	golden "check-$1" emic check -p "$1.emic"
}
harm quotation "UPDATE coding SET quotation = 'It change me'"
harm place 'UPDATE coding SET "end" = 100000'
harm character "UPDATE text SET body = replace(body, 'changed', 'änged')"
harm orphaned 'UPDATE verdict SET orphaned = 1'
harm stray 'UPDATE coding SET revision = 1'
harm reference 'UPDATE coding SET coder = 99'
harm force 'UPDATE document SET revision = NULL WHERE id = 1'
harm words "UPDATE layout SET turns = json_set(turns, '\$[1][4]', 1)
	WHERE id = 1"
harm turn "UPDATE layout SET turns = json_remove(turns, '\$[1]') WHERE id = 1"
harm order "UPDATE layout SET turns = json_set(turns, '\$[2][0]', 0,
	'\$[2][1]', 3) WHERE id = 1"
harm speaker "UPDATE layout SET turns = json_set(turns, '\$[0][5]',
	(SELECT max(id) FROM speaker)) WHERE id = 1"
harm json "UPDATE layout SET turns = turns || ' ' WHERE id = 1"
golden check-table emic check -p orphaned.emic --format table
fails 1 'quiet, the status says it' emic check -q -p orphaned.emic
said_nothing() {
	emic check -q -p orphaned.emic >out 2>&1
	[ ! -s out ]
}
ok 'and nothing is said' said_nothing

# An index that does not hold its rows: SQLite knows, and no more is asked.
cp base.emic broken.emic
sqlite3 broken.emic "PRAGMA writable_schema = ON; UPDATE sqlite_schema
	SET sql = 'CREATE INDEX code_slug ON code(definition)'
	WHERE name = 'code_slug'"
damaged() {
	emic check -p broken.emic >out 2>said
	[ $? -eq 1 ] && grep -q '^file' out
}
ok 'a damaged file is a problem, not a crash' damaged
ok 'what was looked at is as it was' sh -c 'emic check -p base.emic >log'
