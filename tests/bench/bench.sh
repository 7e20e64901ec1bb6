#!/bin/sh
# bench.sh - how fast emic is, and whether it finds what it should; behind
# `make bench`.  README.md says how to read what it prints.
#
#	O		build folder; everything is made under $O/bench
#	BENCH_MB	size of the corpora in megabytes (10)
#	BENCH_RUNS	how often each contender runs (5)
#	BENCH_PEERS_MB	most that the slow tools get (100)
#	BENCH_PYTHON_MB	what Python gets (1)
#	BENCH_PARTS	some of: hits peers books tag import mixed read start
# shellcheck disable=SC2034 # measure.sh and parts.sh stand beside it
set -eu

O=${O:-build}
MB=${BENCH_MB:-10}
RUNS=${BENCH_RUNS:-5}
PEERS_MB=${BENCH_PEERS_MB:-100}
PYTHON_MB=${BENCH_PYTHON_MB:-1}
PARTS=${BENCH_PARTS:-hits peers books tag import mixed read start}
SEED=1
[ "$PEERS_MB" -le "$MB" ] || PEERS_MB=$MB
LC_ALL=C.UTF-8
export LC_ALL
unset EMIC_PROJECT EMIC_TRACE || :

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
mkdir -p "$O/bench"
B=$(cd "$O/bench" && pwd)
TOOLS=$B/tools
REPORT=$B/report.md
. "$here/measure.sh"

wanted() { # PART
	case " $PARTS " in
	*" $1 "*) return 0 ;;
	*) return 1 ;;
	esac
}

# --- what is needed --------------------------------------------------------
# An emic of its own, as `make` builds it for users.
build() {
	"${MAKE:-make}" -s -C "$root" O="$B/build" CFLAGS='-O2 -g' SAN= \
		WERROR= all "$B/build/libcoding.a" >"$B/build.log" 2>&1 || {
		cat "$B/build.log" >&2
		die "emic does not build"
	}
	mkdir -p "$TOOLS"
	for tool in generate floor store stopwatch; do
		sources=$here/$tool.c
		[ "$tool" != generate ] || sources="$sources $here/corpus.c
			$here/terms.c $here/coded.c $here/vocabulary.c"
		# shellcheck disable=SC2046,SC2086 # lists of words
		"${CC:-cc}" -std=c11 -D_POSIX_C_SOURCE=200809L \
			-D_XOPEN_SOURCE=700 -O2 -Wall -Wextra \
			-I"$here" -I"$root/libcoding" -Wl,--as-needed \
			-o "$TOOLS/$tool" $sources "$B/build/libcoding.a" \
			$(pkg-config --libs libutf8proc sqlite3 libzip)
	done
	PATH=$B/build/bin:$PATH
	export PATH
}

# corpus FOLDER MB dense|sparse: made once, and again when the generator
# has changed.  size FOLDER: its bytes.
corpus() {
	made=$(cksum <"$TOOLS/generate")
	[ "$(cat "$1.made" 2>/dev/null)" = "$made" ] && return
	rm -rf "$1" "$1.made"
	mkdir "$1"
	"$TOOLS/generate" corpus "$SEED" "$2" "$3" "$1" >"$1.size" ||
		die "no corpus"
	echo "$made" >"$1.made"
}
size() {
	sed 's/.*, \([0-9]*\) bytes/\1/' "$1.size"
}

books() {
	for n in 50 200 1000; do
		for with in with without; do
			"$TOOLS/generate" book "$n" "$with" "$n$with.yaml" \
				"$n$with.patterns" "$n$with.plain" \
				>"$n$with.kinds" || die "no codebook"
		done
	done
	# one code changed
	awk '{ print }
		/id: c0002$/ { here = 1 }
		here && /match: \|/ { print "          benchmark*"; here = 0 }' \
		200with.yaml >changed.yaml
	# three terms a code: its own and those of the next two
	awk 'NR == FNR { if (here) term[++n] = $0
			here = /match: \|$/; next }
		{ print }
		/match: \|$/ { k++
			print term[k % n + 1]
			print term[(k + 1) % n + 1] }' \
		1000with.yaml 1000with.yaml >1000three.yaml
	cp "$root/codebooks/peer-support.yaml" peer-support.yaml
}

# project FILE FOLDER BOOK: with the corpus and the codebook, not tagged.
# The corpus is imported once.
project() {
	made="$(cat "$2.made") $(cat "$B/build/bin/emic-import" \
		"$B/build/bin/emic-init" | cksum)"
	if [ "$(cat "$2.imported" 2>/dev/null)" != "$made" ]; then
		rm -f "$2.emic" "$2.imported"
		emic init "$2.emic" >/dev/null 2>&1 || die "emic init"
		emic import -p "$2.emic" "$2" >/dev/null 2>import.err ||
			die "emic import: $(cat import.err)"
		echo "$made" >"$2.imported"
	fi
	cp "$2.emic" "$1"
	emic codebook -p "$1" load "$3.yaml" >/dev/null 2>load.err ||
		die "emic codebook load: $(cat load.err)"
}

# What this emic can be told.
options() {
	one=''
	two=''
	exhaustive=''
	help=$(emic tag --help)
	case $help in
	*--jobs*)
		one="--jobs 1"
		two="--jobs 2"
		;;
	esac
	case $help in
	*--exhaustive*) exhaustive=--exhaustive ;;
	esac
	import1=''
	import2=''
	case $(emic import --help) in
	*--jobs*)
		import1="--jobs 1"
		import2="--jobs 2"
		;;
	esac
}

about() {
	: >"$REPORT"
	say "# make bench" ""
	say "$(date -u +%Y-%m-%d), $(uname -sm), $(getconf \
		_NPROCESSORS_ONLN) cores; $(emic --version | sed -n 1p), PCRE2 $(
		pkg-config --modversion libpcre2-8), SQLite $(
		pkg-config --modversion sqlite3)"
	for tool in rg grep python3; do
		if has "$tool"; then
			say "$tool: $("$tool" --version | sed -n 1p)"
		else
			say "$tool: not here, left out"
		fi
	done
	say "Medians of $RUNS runs in turn; load when it began: $(
		cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo unknown)."
	[ -n "$one" ] || say "This emic has no --jobs: one thread only."
	[ -n "$exhaustive" ] ||
		say "This emic has no --exhaustive: one engine only."
	say ""
}

. "$here/parts.sh"

build
cd "$B"
options
about
corpus "dense-$MB" "$MB" dense
corpus "sparse-$MB" "$MB" sparse
books
say "Dense: $(cat "dense-$MB.size").  Sparse: $(cat "sparse-$MB.size")." \
	"$(cat 200with.kinds)." ""
for part in hits peers books tag import mixed read start; do
	if wanted "$part"; then
		"part_$part"
	fi
done
say "Kept in $B/report.md."
