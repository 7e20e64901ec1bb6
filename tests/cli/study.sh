# shellcheck shell=sh
# study.sh - the studies that several tests look at; read after lib.sh.
#
# Each makes the project FILE, and says nothing unless something fails.
# SMALL is the folder of the small one: a focus group of five, a couple, one
# person in three waves, and two recordings that both say "Speaker 1".
SMALL=$ROOT/tests/data/attribution

quietly() {
	"$@" >"$HOME/study.log" 2>&1 || {
		sed 's/^/# /' "$HOME/study.log" >&2
		echo "Bail out! $*"
		exit 2
	}
	rm -f "$HOME/study.log"
}

# holds FILE SQL VALUE: that is what the project FILE answers.
holds() {
	[ "$(sqlite3 "$1" "$2")" = "$3" ]
}

# interviews FILE: the sample interviews and their cases.
interviews() {
	quietly emic init "$1"
	quietly emic import -p "$1" "$ROOT/samples/interviews"
	quietly emic cases -p "$1" load "$ROOT/samples/cases.csv"
}

# tagged_interviews FILE: with the sample codebook, and what it finds.
tagged_interviews() {
	interviews "$1"
	quietly emic codebook -p "$1" load \
		"$ROOT/codebooks/peer-support.yaml"
	quietly emic tag -p "$1"
}

# small_study FILE: the small one, with cases, codebook and hits.
small_study() {
	quietly emic init "$1"
	quietly emic import -p "$1" "$SMALL"/*.txt
	for table in couples cases waves; do
		quietly emic cases -p "$1" load "$SMALL/$table.csv"
	done
	quietly emic codebook -p "$1" load "$SMALL/codebook.yaml"
	quietly emic tag -p "$1"
}

# judge FILE CODE DOCUMENT CODER STANCE WORDS: CODER reads WORDS (found by
# their first place) and codes them; STANCE "rejected" is a verdict instead.
judge() {
	sqlite3 "$1" <<-END || exit 2
		INSERT OR IGNORE INTO coder(guid, name, name_folded)
		VALUES ('coder-$4', '$4', '$4');
		CREATE TEMP TABLE place AS SELECT c.id AS code, d.id AS document,
		    d.revision AS revision, k.id AS coder, '$6' AS words,
		    length(CAST(substr(t.body, 1, instr(t.body, '$6') - 1)
		        AS BLOB)) AS start
		FROM code c, document d, coder k
		JOIN revision r ON r.id = d.revision
		JOIN text t ON t.sha256 = r.text
		WHERE c.slug = '$2' AND d.name = '$3' AND k.name = '$4'
		    AND instr(t.body, '$6') > 0;
		$(if [ "$5" = rejected ]; then
			echo "INSERT INTO verdict(answer, at, guid, code,
			    document, revision, start, \"end\", coder,
			    quotation) SELECT 'rejected', '2026-01-01'"
		else
			echo "INSERT INTO coding(stance, how, at, guid, code,
			    document, revision, start, \"end\", coder,
			    quotation) SELECT '$5', 'read', '2026-01-01'"
		fi), lower(hex(randomblob(16))), code, document, revision,
		    start, start + length(CAST(words AS BLOB)), coder, words
		FROM place;
		SELECT 'not found: $6' WHERE changes() <> 1;
	END
}
