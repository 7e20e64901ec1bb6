#!/bin/sh
# The session in README.md is what these commands print.
. "$(dirname "$0")/lib.sh"
plan 2

ln -s "$ROOT/samples" samples
ln -s "$ROOT/codebooks" codebooks

# shellcheck disable=SC2016 # the backquotes are Markdown's
# The block between the fences, and the commands in it.
sed -n '/^```$/,/^```$/p' "$ROOT/README.md" | sed '/^```$/d' >expected
sed -n 's/^\$ //p' expected >commands
while IFS= read -r line; do
	echo "\$ $line"
	sh -c "$line" 2>&1
done <commands >printed

ok "the README shows a session" test -s commands
ok "its commands print what it shows" diff expected printed
