#!/bin/sh
# emic codebook: what load, show, check and export say and do.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"
plan 29

cat >one.yaml <<'END'
codebook: Peer support
fillers: um, uh
lists:
  neg: not, never, n't, nobody
codes:
  - name: Components
    kind: theme
    codes:
      - name: Generous listening
        definition: Giving someone time and full attention.
        match: |
          listen* NOT (radio OR music)
          giv* NEAR/8 time
        against: |
          $neg BEFORE/3 listen*
        examples: |
          + She gave me time, she really listened.
          - I was listening to the radio.
          ! Nobody ever listened to me there.
      - name: Trust
        match: |
          trust*
  - name: Hope
    unit: turn
    colour: '#0a0'
END

sed -e 's/name: Trust/name: Trusting/; s/  - name: Hope/  - name: Future/' \
	-e 's/Giving someone/Giving somebody/' one.yaml >two.yaml
cat >>two.yaml <<'END'
    was: hope
  - name: Worth
END

rows() { sqlite3 "$1" 'SELECT total(id) FROM history'; }

ok 'a project is made' emic init p.emic
golden codebook-show-empty emic codebook show
golden codebook-check-file emic codebook check one.yaml
golden codebook-dry-run emic codebook load --dry-run one.yaml
ok 'a dry run stores nothing' test "$(rows p.emic)" = 0.0
golden codebook-load emic codebook load one.yaml
golden codebook-load-again emic codebook load one.yaml
ok 'loading again is no act' test "$(rows p.emic)" = 1.0
golden codebook-check emic codebook check
golden codebook-show emic codebook
golden codebook-show-table emic codebook show --format table
golden codebook-show-code emic codebook show LISTENING
golden codebook-show-name emic codebook show 'generous listening'
golden codebook-export emic codebook export
golden codebook-load-changed emic codebook load two.yaml --format table
golden codebook-load-pruned \
	emic codebook load one.yaml --prune --format table
golden codebook-show-all emic codebook show -a --format md

emic codebook export >three.yaml 2>/dev/null
again() { emic codebook load - <three.yaml 2>&1 | grep -q 'nothing to change'; }
ok 'an export, loaded again, changes nothing' again
ok 'an export can be written to a file' emic codebook export -o four.yaml
ok 'which is the same' cmp three.yaml four.yaml
golden codebook-export-exists emic codebook export -o four.yaml

cat >failing.yaml <<'END'
codes:
  - name: Hope
    match: |
      hope*
    examples: |
      + I hope so.
      + There is a future.
      - We had no hope.
  - name: Plans
    match: plan*
END
golden codebook-check-failing emic codebook check failing.yaml
golden codebook-load-failing emic codebook load -n failing.yaml

cat >broken.yaml <<'END'
codes:
  - name: Hope
    match: |
      hope* AND
END
golden codebook-load-broken emic codebook load broken.yaml
golden codebook-load-none emic codebook load none.yaml
golden codebook-usage emic codebook load
golden codebook-verb emic codebook lode one.yaml

# The manual's first example is a codebook that passes its own examples.
awk '/^\.Bd/ { on = 1; next } /^\.Ed/ { exit } on' \
	"$ROOT/man/emic-codebook.5" >manual.yaml
golden codebook-manual emic codebook check manual.yaml
fails 2 'a full disk is an error' sh -c 'emic codebook export >/dev/full'
