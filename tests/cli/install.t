#!/bin/sh
# make install and uninstall: what stands where, and that it runs there.
. "$(dirname "$0")/lib.sh"
plan 9

# The make that runs this test must not lend its job server or its options.
unset MAKEFLAGS MFLAGS MAKELEVEL
build() {
	make -s -C "$ROOT" O="${BIN%/bin}" DESTDIR="$HOME/dest" PREFIX=/usr "$1"
}
installed() { # CMD…: with no program of the build folder in reach
	PATH=$HOME/dest/usr/bin:/usr/bin:/bin
	"$@"
}

ok 'make install' build install
ok 'the driver is in bin' test -x dest/usr/bin/emic
ok 'the commands are in libexec' test -x dest/usr/libexec/emic/emic-init
ok 'the pages are in share/man' test -e dest/usr/share/man/man1/emic-init.1
ok 'the codebooks are in share/emic' \
	test -r dest/usr/share/emic/codebooks/peer-support.yaml
ok 'the samples are in share/emic' \
	test -r dest/usr/share/emic/samples/cases.csv
ok 'the installed driver finds the installed commands' \
	installed emic init study.emic
ok 'make uninstall' build uninstall
nothing_left() {
	[ -d dest/usr/bin ] && [ -z "$(find dest -type f)" ]
}
ok 'and no file is left' nothing_left
