# shellcheck shell=sh
# measure.sh - contenders take turns, and a table says what came out; read
# by bench.sh, which sets TOOLS (where stopwatch is) and REPORT.
#
#	begin
#	before 'cp a.emic b.emic'	# not timed; for the next one only
#	add NAME BYTES COMMAND ...
#	run ROUNDS
#	table NAME [NAME]

# A line each.
say() {
	printf '%s\n' "$@" | tee -a "$REPORT"
}

die() {
	echo "bench: $*" >&2
	exit 2
}

has() { # COMMAND
	command -v "$1" >/dev/null 2>&1
}

begin() {
	: >contenders
	: >results
	setup=
}

before() { # SHELL-COMMAND
	setup=$1
}

# No argument may have a space in it.
add() { # NAME BYTES COMMAND ...
	name=$1
	bytes=$2
	shift 2
	printf '%s|%s|%s|%s\n' "$name" "$bytes" "$setup" "$*" >>contenders
	setup=
}

run_one() { # NAME SETUP COMMAND
	eval "$2" || die "before $1: $2"
	# shellcheck disable=SC2086 # words on purpose
	"$TOOLS/stopwatch" results "$1" $3 || {
		cat results.err >&2
		die "$1: $3"
	}
}

# Every contender once a round, so that a busy minute is everybody's.
run() { # ROUNDS
	round=0
	while [ "$round" -lt "$1" ]; do
		round=$((round + 1))
		while IFS='|' read -r name bytes setup command <&3; do
			run_one "$name" "$setup" "$command"
		done 3<contenders
	done
}

# The median of one of the columns: 2 seconds, 3 of processor, 4 kB.
median() { # NAME COLUMN
	awk -F'\t' -v name="$1" -v column="$2" \
		'$1 == name { print $column }' results | sort -n |
		awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

# A Markdown table of medians.  Columns A and B say how many times as long
# as A and B each takes, byte for byte.
table() { # A [B]
	[ $# -eq 0 ] || say "A: $1${2:+; B: $2}." ""
	while IFS='|' read -r name bytes setup command; do
		printf '%s|%s|%s|%s|%s|%s\n' "$name" "$bytes" \
			"$(median "$name" 2)" "$(median "$name" 3)" \
			"$(median "$name" 4)" "$(spread "$name")"
	done <contenders | awk -F'|' -v first="${1:-}" -v second="${2:-}" "$table" |
		tee -a "$REPORT"
	say ""
}

spread() { # NAME
	awk -F'\t' -v name="$1" '$1 == name {
		if (!n++ || $2 < least) least = $2
		if ($2 > most) most = $2
	} END { printf "%.4f-%.4f", least, most }' results
}

# shellcheck disable=SC2016 # awk's own
table='
function cost(seconds, bytes) {
	return bytes == 0 ? seconds : seconds / bytes
}
function speed(bytes, seconds) {
	if (bytes == 0) return ""
	return sprintf("%.2f", bytes / 1e6 / seconds)
}
function times(i, base) {
	return sprintf("%.2f", cost(seconds[i], bytes[i]) / base)
}
{
	name[NR] = $1; bytes[NR] = $2; seconds[NR] = $3
	cpu[NR] = $4; kb[NR] = $5; range[NR] = $6
	if ($1 == first) base1 = cost($3, $2)
	if ($1 == second) base2 = cost($3, $2)
	if (length($1) > width) width = length($1)
}
END {
	format = "| %-" width "s | %9s | %17s | %8s | %8s | %7s |"
	printf format, "", "seconds", "from-to", "CPU s", "MB/s", "peak MB"
	if (base1) printf " %6s |", "A"
	if (base2) printf " %6s |", "B"
	printf "\n|---|--:|--:|--:|--:|--:|"
	if (base1) printf "--:|"
	if (base2) printf "--:|"
	printf "\n"
	for (i = 1; i <= NR; i++) {
		printf format, name[i], sprintf("%.4f", seconds[i]), range[i],
		    sprintf("%.3f", cpu[i]),
		    speed(bytes[i], seconds[i]),
		    sprintf("%.1f", kb[i] / 1024)
		if (base1) printf " %6s |", times(i, base1)
		if (base2) printf " %6s |", times(i, base2)
		printf "\n"
	}
}'
