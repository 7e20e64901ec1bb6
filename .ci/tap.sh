#!/bin/sh
# tap.sh FILE.t: run it for prove, and keep what it prints and its exit
# status in the folder $TAP for summary.awk.
name=$TAP/$(basename "$1" .t)
sh "$1" >"$name.tap" 2>&1
status=$?
echo "$status" >"$name.rc"
cat "$name.tap"
exit "$status"
