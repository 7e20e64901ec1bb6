# shellcheck shell=sh disable=SC2086,SC2154
# lint-code.sh - rules about the C sources; read by lint.

STRIPPED=$O/lint.stripped
mkdir -p "$O"
awk -f .ci/strip.awk $C_FILES >"$STRIPPED"

formatted() {
	"$CLANG_FORMAT" --dry-run $C_FILES 2>&1 |
		sed -n 's/:.*-Wclang-format-violations.*/ wants clang-format -i/p' |
		sort -u
}
rule "the code is formatted as .clang-format says" formatted

# build NAME CC TARGET FLAGS: warnings are errors, nothing is linked.
build() {
	"$MAKE" -s -k O="$O/lint-$1" CC="$2" WERROR=1 SAN= \
		CFLAGS="-O2 -g $4" "$3" 2>&1 ||
		echo "make $3 ended with status $?"
}
with_gcc() {
	build gcc gcc objects ''
}
with_clang() {
	# `{ OPT_END }` ends a table; gcc knows that this is no mistake.
	build clang "$CLANG" objects -Wno-missing-field-initializers
}
headers_alone() {
	build gcc gcc headers ''
}
rule "gcc has no warning" with_gcc
rule "clang has no warning" with_clang
rule "every header compiles alone" headers_alone

# Each source of libcoding includes its own header first: MODULE.h, or that
# of the module it was split off from (codebook_write.c: codebook_yaml.h).
own_header() { # SOURCE
	sed -nE '/^#include "/{s/^#include "(.*)"$/\1/p; q}' "$1"
}
headers_first() {
	for source in libcoding/*/*.c; do
		floor=${source%/*}
		floor=${floor##*/}
		case $(own_header "$source") in
		"$floor"/*) ;;
		*) echo "$source does not include its own header first" ;;
		esac
	done
}
rule "a source includes its own header first" headers_first

# What it exports begins with its own name, that of its header, or that of a
# struct or enum that this header defines; for an enum without a name, with
# the first word of its constants.
prefixes() { # SOURCE
	module=${1##*/}
	header=$(own_header "$1")
	echo "${module%.c}"
	for file in libcoding/$header cmd/$header; do
		[ -f "$file" ] || continue
		file_name=${header##*/}
		echo "${file_name%.h}"
		sed -nE 's/^(struct|enum) ([a-z0-9_]+) \{.*/\2/p' "$file"
		awk '/^enum \{/ { getline; split($1, word, "_")
			print tolower(word[1]) }' "$file"
	done
}
exported() { # OBJECT
	nm -g --defined-only "$1" | awk '{ print $3 }'
}
symbols() {
	for source in libcoding/*/*.c cmd/shared/*.c; do
		object=$O/lint-gcc/${source%.c}.o
		[ -e "$object" ] || continue
		may=$(prefixes "$source" | paste -sd '|' -)
		[ "$source" != cmd/shared/main.c ] || may="$may|main|command"
		exported "$object" | grep -vE "^($may)(_|\$)" |
			sed "s|^|$source exports |"
	done
	for source in cmd/*.c; do
		object=$O/lint-gcc/${source%.c}.o
		[ -e "$object" ] || continue
		may='command'
		[ "$source" != cmd/emic.c ] || may=main
		exported "$object" | grep -vx "$may" |
			sed "s|^|$source exports |"
	done
}
rule "what is exported begins with its module's name" symbols

# calls WHERE EXCEPT NAMES: calls of NAMES in files whose name matches WHERE
# and not EXCEPT.
calls() {
	grep -E "^($1)[^:]*:" "$STRIPPED" | grep -vE "^($2):" |
		grep -E "(^|[^A-Za-z0-9_])($3)[[:space:]]*\\("
}
# As calls, for any use of a word.
words() {
	grep -E "^($1)[^:]*:" "$STRIPPED" | grep -vE "^($2):" |
		grep -E ":.*(^|[^A-Za-z0-9_.])($3)([^A-Za-z0-9_]|\$)"
}
banned() {
	calls '' none 'strcpy|stpcpy|strcat|sprintf|vsprintf|strtok'
	calls '' none 'atoi|atol|atoll|atof|gets|scanf|sscanf|alloca|system'
	calls cmd/ 'cmd/emic.c|cmd/shared/main.c' 'exit|_exit|_Exit'
	# _exit ends a child process; mem and hash end one that cannot go on.
	calls libcoding/ none 'exit|_Exit|quick_exit|printf|puts|perror'
	calls libcoding/ 'libcoding/(store/project|base/program).c' _exit
	words libcoding/ 'libcoding/base/(trace|mem|hash).c' 'stdout|stderr'
	calls libcoding/ 'libcoding/base/(trace|program).c' 'getenv|setlocale'
	calls libcoding/ 'libcoding/base/(trace|progress|pattern|program).c' \
		'time|clock|gettimeofday|clock_gettime|localtime|localtime_r'
}
rule "no banned function is called" banned

# includes WHAT EXCEPT: files that include WHAT and do not match EXCEPT.
includes() {
	grep -nE "^#include [<\"]($1)" $C_FILES /dev/null |
		grep -vE "^($2):"
}
one_door() {
	includes pcre2 'libcoding/base/pattern.c'
	includes zip.h 'libcoding/base/package.c'
	# the slow reference of the matcher shares nothing with it
	includes utf8proc '(libcoding/base/(utf8|unicode)|tests/unit/(reference_phrase|test_unicode)).c'
	includes nettle 'libcoding/base/hash.c'
	includes jansson 'libcoding/import/(json[a-z_]*.[ch]|otr.c)'
	includes yaml.h 'libcoding/model/(codebook_yaml|ytree)[a-z_]*.c'
	includes libxml 'libcoding/(base/xml.[ch]|(import|exchange)/.*.c)'
	includes schema.h 'libcoding/store/project.c'
	calls '' 'libcoding/store/db.c|tests/bench/(floor|store).c' 'sqlite3_open(_v2)?'
	words libcoding/analysis/ none 'sqlite3[a-z0-9_]*|db_[a-z_]+'
}
rule "each library is seen by its one module only" one_door

# A file includes headers of its own floor or of floors below it.
floors() {
	grep -nE '^#include "' $C_FILES | awk -F'[:"]' '
	BEGIN {
		rank["base"] = 1; rank["store"] = 2; rank["model"] = 3
		rank["import"] = rank["match"] = rank["analysis"] = 4
		rank["exchange"] = 4
		rank["report"] = 5
	}
	$1 ~ /^libcoding\// {
		split($1, from, "/")
		n = split($4, to, "/")
		if (n == 1 && $4 == "schema.h")
			next
		if (!rank[from[2]])
			print $1 ": " from[2] " is no floor"
		else if (n != 2 || !rank[to[1]])
			print $1 ":" $2 ": \"" $4 "\" is not of libcoding"
		else if (rank[to[1]] > rank[from[2]] ||
		    (rank[to[1]] == rank[from[2]] && to[1] != from[2]))
			print $1 ":" $2 ": " from[2] " includes " $4
	}'
}
rule "no floor includes one beside or above it" floors

# Formatted code has a function's braces in the first column.
sizes() {
	awk 'FNR == 1 { inside = 0 }
	/^\{/ { inside = FNR }
	/^\}/ && inside {
		if (FNR - inside + 1 > 80)
			print FILENAME ":" inside ": a function of " \
			    FNR - inside + 1 " lines"
		inside = 0
	}' $C_FILES
	wc -l $C_FILES $SH_FILES .ci/*.awk |
		awk '$1 > 600 && $2 != "total" { print $2 ": " $1 " lines" }'
}
rule "no function over 80 lines, no file over 600" sizes
