#!/bin/sh
# Real conversations, where they lie beside the checkout: who speaks in them
# is what their bold labels say, and both engines find the same.
. "$(dirname "$0")/lib.sh"

real=$ROOT/../shared/real/corpus-founderstalk
if ! [ -d "$real" ]; then
	plan 1
	ok 'there are no real conversations beside the checkout' true
	exit 0
fi
plan 5

quietly() { "$@" >log 2>&1; }
quietly emic init study.emic
ok 'all are imported' quietly emic import "$real"

# document <tab> label, as the files have it; breaks are nobody's speech
(cd "$real" && grep -oE '^\*\*[^*]+:\*\*' ./*.md) |
	sed -E 's|^\./(.*)\.md:\*\*(.*):\*\*$|\1\t\2|' |
	grep -vE '	(Break|Outro)$' | sort -u >labels
emic speakers | tail -n +2 | cut -f 1,2 | sort -u >found
ok 'the speakers are those who speak' diff labels found
ok 'no break is lost' test "$(sqlite3 study.emic \
	"SELECT count(*) FROM section WHERE kind = 'note'")" -ge 72

# the plain engine takes its time: a fifth of them
mkdir some
find "$real" -name '*.md' | sort | awk 'NR % 5 == 1' |
	xargs -d '\n' -I FILE cp FILE some
quietly emic init some.emic
quietly emic import -p some.emic some
quietly emic codebook -p some.emic load "$ROOT/codebooks/peer-support.yaml"
hits() { # OPTION...
	quietly emic tag -p some.emic --all "$@" &&
		sqlite3 some.emic 'SELECT * FROM hit; SELECT * FROM tally'
}
hits --jobs 2 >literal
hits --exhaustive >plain
ok 'there are hits' test -s literal
ok 'both engines find the same' cmp literal plain
