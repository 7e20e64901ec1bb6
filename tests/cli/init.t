#!/bin/sh
# emic init: a new project file, and what is never overwritten.
# shellcheck disable=SC2016 # for the shell that runs it
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 16

title_of() {
	sqlite3 "$1" 'SELECT title FROM project'
}
title() {
	[ "$(title_of "$1")" = "$2" ]
}
mode() {
	[ "$(stat -c %a "$1")" = "$2" ]
}

golden init emic init
ok 'the title is the name of the file' title study.emic study
golden init-again emic init
golden init-title emic init -t 'Peer support: a study' peers.emic
ok 'or what was told' title peers.emic 'Peer support: a study'
golden init-extension emic init peers.sqlite
golden init-two emic init a.emic b.emic
golden init-nowhere emic init nowhere/study.emic
ok 'only the owner can read it' mode study.emic 600
umask 000
ok 'whatever the umask' sh -c 'emic init open.emic'
ok 'it is still so' mode open.emic 600
echo 'not a project' >text.emic
fails 2 'another file is not overwritten' emic init text.emic
ok 'it is as it was' grep -qx 'not a project' text.emic
mkdir folder.emic
fails 2 'nor is a folder' emic init folder.emic
ok 'it knows its own kind' holds study.emic \
	"PRAGMA application_id" 1701669219
fails 2 'a title that is not UTF-8 is refused' \
	emic init -t "$(printf 'a\377b')" bad.emic
