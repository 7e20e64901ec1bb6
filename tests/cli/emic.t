#!/bin/sh
# emic, the driver: finding commands, listing them, opening manuals.
# shellcheck disable=SC2016 # for the shell that runs it
. "$(dirname "$0")/lib.sh"
plan 16

# Only the commands that come with it, and what the system needs.
PATH=$BIN:/usr/bin:/bin

golden emic-list emic
ok '--help lists the same' sh -c 'emic >a && emic --help >b && cmp a b'
ok '-h too' sh -c 'emic >a && emic -h >b && cmp a b'
golden emic-version emic --version
golden emic-unknown emic themse
golden emic-unknown-far emic zzzzzz
fails 2 'a path is no command' emic ./x/../init
golden emic-init-here emic init here.emic
golden emic-command-usage emic init --titel x

# --- programs of one's own --------------------------------------------------
mkdir own
printf '#!/bin/sh\necho "own: $*"\nexit 7\n' >own/emic-foo
printf '#!/bin/sh\necho shadowed\n' >own/emic-init
chmod +x own/emic-foo own/emic-init
own() {
	PATH=$PWD/own:$PATH
	"$@"
}
golden emic-own own emic foo -x 'a b'
ok 'a foreign emic-init does not take the place of ours' \
	own sh -c 'emic init --help | grep -q "make a new project file"'
ok "one's own are listed" own sh -c 'emic | grep -q "^  foo"'

# --- manuals -----------------------------------------------------------------
# In the tree that it was built in, before anything is installed.
mkdir tree
ln -s "$ROOT/man" tree/man
mkdir tree/bin
cp "$BIN/emic" "$BIN/emic-init" tree/bin
manual() { # PATTERN COMMAND…
	_pattern=$1
	shift
	MANPAGER=cat PAGER=cat tree/bin/emic help "$@" >page
	tr -d '\010' <page | grep -aq "$_pattern"
}
ok 'help opens the manual of a command' manual 'is never overwritten' init
ok 'help alone opens the overview' manual 'for people who code interviews'
fails 2 'help for what is no command' emic help nothing
ok 'the list fails when it cannot be written' \
	sh -c 'emic >/dev/full 2>log; test $? -eq 2'
