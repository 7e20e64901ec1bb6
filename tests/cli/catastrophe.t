#!/bin/sh
# What is too much work: patterns that blow up, thousands of terms, endless
# turns.  Both engines end soon, with all hits or with an error that names the
# code and the place; never with fewer hits.
# shellcheck disable=SC2016 # for the shell that runs it
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 44

# A turn of one long word, one of 10,000 words, and one that many rules match.
{
	printf 'Ana: '
	head -c 30000 /dev/zero | tr '\0' a
	printf '!c\n\nBo: '
	yes 'no one listens to me' | head -n 2000 | tr '\n' ' '
	printf '\n\nAna: aaab\n\nBo: so so it is\n'
} >long.txt
quietly emic init empty.emic
quietly emic import -p empty.emic long.txt

limit="hard, match 1, '.*': the pattern needs more (work|memory) than allowed"
limit="$limit \\(long, turn [0-9]+\\)\$"

# --- patterns that blow up ----------------------------------------------------

# The rule PATTERN ends within a minute with HITS hits or a named error.
ends() { # PATTERN HITS OPTION…
	_hits=$2
	printf 'codes:\n  - name: Hard\n    unit: match\n    match: |\n' >book
	printf '      %s\n' "$1" >>book
	shift 2
	cp empty.emic hard.emic
	quietly emic codebook -p hard.emic load book
	_rc=0
	timeout 60 emic tag -p hard.emic "$@" >out 2>said || _rc=$?
	_stored=$(sqlite3 hard.emic 'SELECT count(*) FROM hit')
	case $_rc in
	0) [ "$_stored" -eq "$_hits" ] ;;
	2) [ "$_stored" -eq 0 ] && grep -qE "$limit" said &&
		[ "$(wc -l <said)" -eq 1 ] ;;
	*) false ;;
	esac
}
while read -r hits pattern; do
	ok "$pattern" ends "$pattern" "$hits"
	ok "$pattern, everywhere" ends "$pattern" "$hits" --exhaustive
done <<'PATTERNS'
0 /(a+)+$/
1 /(a|a)*b/
1 /(a|aa)+b/
1 /(a*)*(a*)*b/
0 /^(a?){50}a{50}$/
0 /(?:\w+\W+)*x/
0 /(.*)*x/
1 /(\w+\s?)*!c/
0 /(\w+\s?)*\?/
0 /.*.*.*.*x/
1 /a{1,30000}!c/
0 /(a{1,1000}){1,1000}d/
0 /(?:a?){200}a{200}d/
0 /(a(?1)?d)/
1 /\b(\w+) \1\b/
0 /(\w+)\1\1d/
PATTERNS

# --- patterns that are refused --------------------------------------------------
refused() { # PATTERN MESSAGE
	! timeout 60 emic grep -p empty.emic "$1" >out 2>said &&
		[ ! -s out ] && grep -q "$2" said
}
parens() { # N
	head -c "$1" /dev/zero | tr '\0' '('
	printf a
	head -c "$1" /dev/zero | tr '\0' ')'
}
ok 'a huge repeat' refused '/((a{100}){100}){100}/' 'too large'
ok 'a deep regex' refused "/$(parens 300)/" 'too deeply nested'
ok 'a deep expression' refused "$(parens 5000)" 'too deep'
ok 'a long row of NEAR' \
	refused "a$(yes ' NEAR/1000 a' | head -n 900 | tr -d '\n')" 'too deep'
ok 'a long expression' refused "a$(yes ' OR listens' | head -n 9000 |
	tr -d '\n')" 'longer than'

# --- thousands of terms ---------------------------------------------------------
awk 'BEGIN {
	print "lists:\n  many: |"
	for (i = 0; i < 10000; i++)
		printf "    w%dx%d\n", i, i * 7919 % 1000
	print "    listens\ncodes:\n  - name: Listed\n    unit: match"
	print "    match: $many\n  - name: Rules\n    unit: match\n    match: |"
	for (i = 0; i < 10000; i++)
		printf i % 2 ? "      r%dx\n" : "      /\\br%dx\\w*/\n", i
	print "      listens to"
}' >many.yaml
cp empty.emic many.emic
quietly timeout 60 emic codebook -p many.emic load many.yaml
hits() { # OPTION…: both codes have their 2,000 hits
	timeout 60 emic tag -p many.emic "$@" >out 2>said &&
		[ "$(cut -f 1,2 out | tr '\n\t' ';=')" = \
			'code=hits;listed=2000;rules=2000;' ]
}
ok 'ten thousand terms and ten thousand rules' hits
ok 'the same, everywhere' hits --all --exhaustive
awk 'BEGIN {
	print "codes:\n  - name: C0\n    unit: match\n    match: so"
	for (i = 1; i < 2000; i++)
		printf "  - name: C%d\n    unit: match\n    match: |\n" \
			"      {c%d}\n", i, i - 1
}' >chain.yaml
cp empty.emic chain.emic
quietly timeout 60 emic codebook -p chain.emic load chain.yaml
chained() {
	timeout 60 emic tag -p chain.emic >out 2>said &&
		[ "$(tail -n 1 out | cut -f 1,2)" = "$(printf 'c1999\t2')" ]
}
ok 'two thousand codes, each of which names the one before' chained

# --- an endless turn --------------------------------------------------------------
{
	printf 'Ana: '
	yes 'trust me and' | head -n 300000 | tr '\n' ' '
	echo
} >endless.txt
quietly emic init endless.emic
quietly timeout 60 emic import -p endless.emic endless.txt
near() { # EXPRESSION HITS
	[ "$(timeout 60 emic grep -p endless.emic -u match "$1" |
		tail -n +2 | wc -l)" -eq "$2" ]
}
ok 'NEAR in a turn of 900,000 words' near 'trust NEAR/1000 and' 299999
ok 'and BEFORE' near 'trust BEFORE/1000 and' 300000
ok 'and one in the other' near 'trust NEAR/1000 (me NEAR/1000 and)' 299999
ok 'and one that is never there' near '(trust NEAR/1000 never) NEAR/9 me' 0
