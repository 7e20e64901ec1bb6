#!/bin/sh
# loop.sh rg|grep THREADS PATTERNS FOLDER RESULTS: every pattern of the file
# PATTERNS, one after the other, over the files of FOLDER, as who has no
# other tool would do it.  The matches of the first go to RESULTS/0001.
set -eu

tool=$1
threads=$2
folder=$4
results=$5
mkdir -p "$results"

n=0
while IFS= read -r pattern; do
	n=$((n + 1))
	out=$results/$(printf '%04d' "$n")
	status=0
	case $tool in
	rg)
		rg --no-config -P -i -j "$threads" -o -b -N --no-heading \
			-e "$pattern" "$folder" >"$out" || status=$?
		;;
	grep)
		grep -P -i -r -o -b -e "$pattern" "$folder" >"$out" || status=$?
		;;
	esac
	# 1 is: not found
	[ "$status" -le 1 ] || exit "$status"
done <"$3"
