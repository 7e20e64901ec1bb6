# shellcheck shell=sh
# lib.sh - what every tests/cli/*.t does the same way.
#
#	#!/bin/sh
#	. "$(dirname "$0")/lib.sh"
#	plan 3
#	golden quotes-none emic quotes -p p.emic -c pets
#	ok 'the report is written' test -s report.html
#	fails 2 'a missing file is an error' emic import nowhere.txt
#
# plan N            how many tests follow; comes first and must be true
# golden NAME CMD…  CMD's output is what tests/cli/golden/NAME holds: the
#                   command line after "$ ", standard output, standard error
#                   after "! ", the exit status after "= "
# ok DESC CMD…      CMD exits 0
# fails N DESC CMD… CMD exits with status N
#
# A test starts in an empty folder, which is removed in the end, with
# standard input empty; give a command its own with <, <<, or |.  CMD runs
# in a subshell: its `cd` and variables do not reach the next one.  There is
# no way to skip.  GOLDEN=write (make golden) writes the golden files.
#
# ROOT is the repository, BIN the folder of the programs, which leads PATH.
# In golden files the test's folder is called SCRATCH, the others BIN, ROOT.

set -u
ROOT=${EMIC_TEST_ROOT:-$(cd "$(dirname "$0")/../.." && pwd -P)}
BIN=${BIN:-build/bin}
case $BIN in
/*) ;;
*) BIN=$ROOT/$BIN ;;
esac
GOLDEN_DIR=${GOLDEN_DIR:-$ROOT/tests/cli/golden}

_top=$(cd "$(mktemp -d)" && pwd -P) || exit 2
_number=$_top/number
_failed=$_top/failed
_plan=$_top/plan
echo 0 >"$_number"
mkdir "$_top/scratch"
cd "$_top/scratch" || exit 2

# Numbers are kept in files because a test may stand at the end of a pipe.
_end() {
	_exit=$?
	trap - EXIT
	read -r _ran <"$_number"
	if [ ! -e "$_plan" ]; then
		echo "# no plan" >&2
		_exit=1
	elif read -r _planned <"$_plan" && [ "$_planned" -ne "$_ran" ]; then
		echo "# planned $_planned tests but ran $_ran" >&2
		_exit=1
	elif [ -e "$_failed" ]; then
		_exit=1
	fi
	cd /
	chmod -R u+rwX "$_top"
	rm -rf "$_top"
	exit "$_exit"
}
trap _end EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

LC_ALL=C.UTF-8
TZ=UTC
SOURCE_DATE_EPOCH=1764000000
EMIC_CODER=ana
HOME=$_top/scratch
PATH=$BIN:$PATH
TERM=dumb
export ROOT BIN LC_ALL TZ SOURCE_DATE_EPOCH EMIC_CODER HOME PATH TERM
unset EMIC_PROJECT EMIC_TRACE COLUMNS PAGER MANPAGER
exec </dev/null

plan() {
	echo "$1" >"$_plan"
	echo "1..$1"
}

# _result STATUS DESC: a line of TAP; "#" would begin a directive.
_result() {
	read -r _n <"$_number"
	_n=$((_n + 1))
	echo "$_n" >"$_number"
	_desc=$(printf '%s' "$2" | tr '\n' ' ' | sed 's/#/\\#/g')
	if [ "$1" -eq 0 ]; then
		echo "ok $_n - $_desc"
	else
		echo "not ok $_n - $_desc"
		: >"$_failed"
	fi
}

# _run CMD…: sets _status, fills $_top/out and $_top/err.
_run() {
	_status=0
	("$@") >"$_top/out" 2>"$_top/err" || _status=$?
}

# The command line, such that a shell would read it back.
_quote() {
	_line=
	for _word; do
		case $_word in
		'' | *[!A-Za-z0-9_./:=,@%+-]*)
			_word=$(printf '%s\n' "$_word" |
				sed "s/'/'\\\\''/g; 1s/^/'/; \$s/\$/'/")
			;;
		esac
		_line="$_line $_word"
	done
	printf '$%s\n' "$_line"
}

# _lines PREFIX FILE: its lines; a missing last line end is made visible.
_lines() {
	[ -s "$2" ] || return 0
	sed "s/^/$1/" "$2"
	if [ -n "$(tail -c 1 "$2" | tr '\0' x)" ]; then
		printf '\n%s\\ no line end\n' "$1"
	fi
}

# Give the folders of this machine names that are the same on every one.
_rename() {
	_scratch=$_top/scratch _bin=$BIN _root=$ROOT awk '
	function rename(line, path, name,    out, i, after) {
		out = ""
		while ((i = index(line, path)) > 0) {
			out = out substr(line, 1, i - 1)
			after = substr(line, i + length(path), 1)
			if (after ~ /[A-Za-z0-9_-]/ || out ~ /[A-Za-z0-9_.-]$/)
				out = out path
			else
				out = out name
			line = substr(line, i + length(path))
		}
		return out line
	}
	{
		line = rename($0, ENVIRON["_scratch"], "SCRATCH")
		line = rename(line, ENVIRON["_bin"], "BIN")
		print rename(line, ENVIRON["_root"], "ROOT")
	}'
}

# Why a test failed, for the person who reads the log.
_explain() {
	{
		_quote "$@"
		echo "= $_status"
		_lines '' "$_top/out" | head -n 40
		_lines '! ' "$_top/err" | head -n 40
	} | sed 's/^/# /' >&2
}

golden() {
	_name=$1
	shift
	_file=$GOLDEN_DIR/$_name
	_run "$@"
	{
		_quote "$@"
		_lines '' "$_top/out"
		_lines '! ' "$_top/err"
		echo "= $_status"
	} | _rename >"$_top/record"
	[ -z "${GOLDEN_USED:-}" ] || echo "$_name" >>"$GOLDEN_USED"
	if [ "${GOLDEN:-}" = write ]; then
		_status=0
		cp "$_top/record" "$_file" || _status=1
		_result "$_status" "$_name (written)"
	elif [ ! -f "$_file" ]; then
		_result 1 "$_name"
		echo "# there is no golden/$_name: make golden writes it" >&2
		sed 's/^/# /' "$_top/record" >&2
	elif cmp -s "$_file" "$_top/record"; then
		_result 0 "$_name"
	else
		_result 1 "$_name"
		diff -u -L "golden/$_name" -L 'as it is now' \
			"$_file" "$_top/record" | sed 's/^/# /' >&2
	fi
}

ok() {
	_what=$1
	shift
	_run "$@"
	_result "$_status" "$_what"
	[ "$_status" -eq 0 ] || _explain "$@"
}

fails() {
	_want=$1
	_what=$2
	shift 2
	_run "$@"
	if [ "$_status" -eq "$_want" ]; then
		_result 0 "$_what"
	else
		_result 1 "$_what"
		echo "# status $_status instead of $_want" >&2
		_explain "$@"
	fi
}
