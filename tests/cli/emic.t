#!/bin/sh
# emic, the driver: finding commands, listing them, opening manuals.
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
pages() {
	MANPAGER=cat MANWIDTH=78 PAGER=cat emic help "$@"
}
ok 'help opens the manual of a command' \
	sh -c 'MANPAGER=cat PAGER=cat emic help init | grep -q "emic.init"'
ok 'help alone says what emic is' \
	sh -c 'MANPAGER=cat PAGER=cat emic help | grep -q emic'
fails 2 'help for what is no command' pages nothing
ok 'the list fails when it cannot be written' \
	sh -c 'emic >/dev/full; test $? -eq 2'
