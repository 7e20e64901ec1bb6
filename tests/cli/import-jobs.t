#!/bin/sh
# emic import --jobs: the same from any number of threads.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"
plan 10

# What is in a project, but for guids.
dump() { # PROJECT
	sqlite3 "$1" "SELECT * FROM text;
		SELECT id, n_turns, turns, asides, sections FROM layout;
		SELECT * FROM voice;
		SELECT id, name, name_folded, language, date, revision
			FROM document;
		SELECT id, document, ordinal, text, layout, origin, format,
			encoding, guessed, changes, origin_sha256
			FROM revision;
		SELECT id, document, label, role, [case] FROM speaker;
		SELECT id, summary FROM history"
}

# All that the project's own data holds, good and bad, twice named or not.
everything() { # JOBS OPTIONS…
	jobs=$1
	shift
	emic init "p$jobs.emic" >log 2>&1 || return
	emic import -p "p$jobs.emic" --jobs "$jobs" --folders -r "$@" \
		"$ROOT/samples/interviews" "$ROOT/tests/data/import" \
		>"out$jobs" 2>"err$jobs"
	echo $? >"status$jobs"
	dump "p$jobs.emic" >"dump$jobs"
}
for jobs in 1 2 7; do
	everything "$jobs"
done
same() { # WHAT JOBS
	cmp "${1}1" "$1$2"
}
mixed() {
	grep -q docx out1 && grep -q vtt out1 && [ "$(cat status1)" -eq 2 ]
}
ok 'files were imported, and some not' mixed
ok 'two threads store the same' same dump 2
ok 'they print the same' same out 2
ok 'they complain of the same, in the same order' same err 2
ok 'seven threads store the same' same dump 7
ok 'they print and say the same' sh -c 'cmp out1 out7 && cmp err1 err7'
ok 'all is in order' emic check -p p7.emic

# --strict ends at the first file that cannot be read, whoever read it first.
strict() { # JOBS
	emic init "s$1.emic" >log 2>&1
	emic import -p "s$1.emic" --strict -j "$1" --folders -r \
		"$ROOT/samples/interviews" "$ROOT/tests/data/import" \
		>"sout$1" 2>"serr$1"
	[ $? -eq 2 ] && dump "s$1.emic" >"sdump$1"
}
ok 'strict is strict with one thread' strict 1
ok 'and with five' strict 5
none() {
	[ -s serr1 ] && cmp serr1 serr5 && cmp sdump1 sdump5 &&
		[ "$(sqlite3 s5.emic 'SELECT count(*) FROM document')" -eq 0 ]
}
ok 'it stores none, and says why in the same words' none
