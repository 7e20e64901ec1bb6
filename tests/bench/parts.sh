# shellcheck shell=sh disable=SC2154
# parts.sh - the parts of the bench; read by bench.sh.

matching="emic tag --all --dry-run"

# compare HOW ...: a difference ends the bench.
compare() {
	if ! has python3; then
		say "python3 is not here: hits not compared"
		return
	fi
	status=0
	python3 "$here/compare.py" "$@" >compared || status=$?
	sed 's/^/- /' compared | tee -a "$REPORT"
	[ "$status" -eq 0 ] || die "the hits differ: $*"
}

# tag_copy FILE OPTIONS: tag a copy of untagged.emic as FILE.
tag_copy() {
	copy=$1
	shift
	cp untagged.emic "$copy"
	emic tag -p "$copy" --all "$@" >/dev/null 2>tag.err ||
		die "emic tag: $(cat tag.err)"
}

# same_hits FOLDER BOOK: by every way that this emic has.
same_hits() {
	project untagged.emic "$1" "$2"
	# shellcheck disable=SC2086 # a list of options
	tag_copy tagged.emic $one
	if [ -n "$exhaustive" ]; then
		say "$2 on $1, against --exhaustive:"
		tag_copy other.emic "$exhaustive"
		compare projects tagged.emic other.emic
	fi
	if [ -n "$two" ]; then
		say "$2 on $1, on two threads:"
		# shellcheck disable=SC2086 # a list of options
		tag_copy other.emic $two
		compare projects tagged.emic other.emic
	fi
	rm -f other.emic
}

# same_as_rg FOLDER BOOK: the hits of tagged.emic.
same_as_rg() {
	if ! has rg; then
		say "rg is not here: hits not compared with it"
		return
	fi
	say "$2 on $1, against rg -P:"
	rm -rf checked
	sh "$here/loop.sh" rg 2 "$2.patterns" "$1" checked
	compare pcre2 tagged.emic "$1" checked
}

part_hits() {
	say "## The same hits" ""
	for density in dense sparse; do
		corpus "check-$density" 2 "$density"
		same_hits "check-$density" 1000with
		same_as_rg "check-$density" 1000with
		same_hits "check-$density" peer-support
	done
	if [ "$MB" -le "$PEERS_MB" ]; then
		same_hits "dense-$MB" 200with
	fi
	say ""
}

# add_matching NAME BYTES PROJECT OPTIONS
add_matching() {
	name=$1
	bytes=$2
	file=$3
	shift 3
	add "$name" "$bytes" "$matching" -p "$file" "$@"
}

# add_emic BYTES PROJECT: emic, in every way that it has; sets base1 and
# base2.
# shellcheck disable=SC2086 # lists of options
add_emic() {
	base1="emic, matching"
	base2=
	[ -z "$one" ] || base1="emic, matching, 1 thread"
	add_matching "$base1" "$1" "$2" $one
	if [ -n "$two" ]; then
		base2="emic, matching, 2 threads"
		add_matching "$base2" "$1" "$2" $two
	fi
	before "cp $2 work.emic"
	add "emic tag, whole" "$1" "emic tag --all -p work.emic" $two
	[ -z "$exhaustive" ] ||
		add_matching "emic, plain engine" "$1" "$2" $exhaustive $one
}

add_loops() { # FOLDER BYTES BOOK
	loop="sh $here/loop.sh"
	if has rg; then
		add "rg -P, a loop" "$2" \
			"$loop rg 1 $3.patterns $1 found.rg"
		add "rg -P, a loop, 2 threads" "$2" \
			"$loop rg 2 $3.patterns $1 found.rg2"
	fi
	if grep -P x /dev/null 2>/dev/null || [ $? -eq 1 ]; then
		add "grep -P, a loop" "$2" \
			"$loop grep 1 $3.patterns $1 found.grep"
	fi
}

add_one_pass() { # FOLDER BYTES BOOK
	if has rg; then
		quick="rg --no-config --no-unicode -i -o -b -N --no-heading"
		add "rg --no-unicode -f" "$2" "$quick -j 1 -f $3.plain $1"
		add "rg --no-unicode -f, 2 threads" "$2" \
			"$quick -j 2 -f $3.plain $1"
	fi
}

part_peers() {
	folder=dense-$PEERS_MB
	sample=python-$PYTHON_MB
	corpus "$folder" "$PEERS_MB" dense
	corpus "$sample" "$PYTHON_MB" dense
	for book in 200with 200without; do
		say "## Matching $PEERS_MB MB (dense) by the book $book" ""
		project "$book.emic" "$folder" "$book"
		rm -rf found.*
		bytes=$(size "$folder")
		begin
		add_emic "$bytes" "$book.emic"
		if [ "$book" = 200with ]; then
			add_loops "$folder" "$bytes" "$book"
		fi
		add_one_pass "$folder" "$bytes" "$book"
		if [ "$book" = 200with ] && has python3; then
			add "Python re, $PYTHON_MB MB" "$(size "$sample")" \
				"python3 $here/python_re.py $book.patterns" \
				"$sample $(size "$sample")"
		fi
		run "$RUNS"
		table "$base1" "$base2"
		compare_found "$folder" "$book"
	done
}

# What the timed runs found is what is compared.
compare_found() { # FOLDER BOOK
	[ -d found.rg ] || return 0
	cp "$2.emic" untagged.emic
	tag_copy tagged.emic
	compare pcre2 tagged.emic "$1" found.rg
	if [ -d found.grep ]; then
		say "- grep -P, where \\w is ASCII: $(cat found.grep/* |
			wc -l) matches, rg -P: $(cat found.rg/* | wc -l)"
	fi
	if has python3; then
		# it ran last, so this is its output
		rm -rf checked
		sh "$here/loop.sh" rg 2 "$2.patterns" "$sample" checked
		say "- Python re: $(cut -d' ' -f2 results.out) matches in $PYTHON_MB MB,
  rg -P: $(cat checked/* | wc -l)"
	fi
	say ""
}

# add_books CORPUS BOOK ...
# shellcheck disable=SC2086 # lists of options
add_books() {
	folder=$1
	shift
	for book; do
		file=$folder-$book.emic
		project "$file" "$folder" "$book"
		add_matching "$book, $folder" "$(size "$folder")" "$file" $one
	done
}

# add_plain CORPUS BOOK ...: the plain engine, on projects that are there
# shellcheck disable=SC2086 # lists of options
add_plain() {
	folder=$1
	shift
	for book; do
		[ -z "$exhaustive" ] ||
			add_matching "plain engine, $book, $folder" \
				"$(size "$folder")" "$folder-$book.emic" \
				$exhaustive $one
	done
}

# shellcheck disable=SC2086 # lists of options
part_books() {
	say "## Books and corpora: matching, one thread unless it says two" ""
	tenth=dense-$((MB / 10))
	begin
	add_books "dense-$MB" 200with
	if [ "$MB" -le 100 ]; then
		add_books "dense-$MB" 50with 1000with 200without peer-support
		add_books "sparse-$MB" 50with 1000with 200without
		add_plain "dense-$MB" 200with 200without
	fi
	add_books "sparse-$MB" 200with
	if [ "$MB" -ge 10 ]; then
		corpus "$tenth" "$((MB / 10))" dense
		add_books "$tenth" 200with
	fi
	if [ -n "$two" ]; then
		add_matching "200with, dense-$MB, 2 threads" \
			"$(size "dense-$MB")" "dense-$MB-200with.emic" $two
	fi
	run "$RUNS"
	if [ "$MB" -le 100 ]; then
		table "200with, dense-$MB" "200without, dense-$MB"
	else
		table "200with, dense-$MB"
	fi
	rm -f "dense-$MB-"*.emic "sparse-$MB-"*.emic
	compile_books
}

# A project of one short document: what is left is compiling.
compile_books() {
	say "## Compiling the book: matching a document of one turn" ""
	mkdir -p one-turn
	echo "P1: Nobody asked." >one-turn/d00001.txt
	: >one-turn.made
	begin
	for book in 50with 200with 1000with peer-support; do
		project "one-$book.emic" one-turn "$book"
		add "$book" 0 "$matching" -p "one-$book.emic"
	done
	run $((RUNS * 3))
	table
}

table_size() { # TABLE
	sqlite3 tagged.emic \
		"SELECT sum(pgsize) FROM dbstat WHERE name = '$1'"
}

# What was stored, and what that took: TAG and MATCHING are names of rows.
# shellcheck disable=SC2086 # a list of options
storage() { # TAG MATCHING
	tag_copy tagged.emic $two
	hits=$(sqlite3 tagged.emic 'SELECT count(*) FROM hit')
	awk -v hits="$hits" -v bytes="$(table_size packed_hit)" \
		-v tally="$(table_size tally)" -v tag="$(median "$1" 2)" \
		-v matching="$(median "$2" 2)" 'BEGIN {
		printf "- %d hits; on disk %.1f bytes a hit, and %.1f of tally\n",
		    hits, bytes / hits, tally / hits
		printf "- tag takes %.2f times as long as matching\n",
		    tag / matching
		storing = tag - matching
		if (storing > 0)
			printf "- what is not matching: %.2f M hits/s\n",
			    hits / storing / 1e6
	}' | tee -a "$REPORT"
	say ""
}

change_code() { # FROM TO
	cp "$1" "$2"
	emic codebook -p "$2" load changed.yaml >/dev/null 2>&1
}

# shellcheck disable=SC2086 # lists of options
part_tag() {
	say "## emic tag: $MB MB, dense, 200 codes, every core" ""
	project untagged.emic "dense-$MB" 200with
	tag_copy tagged.emic $two
	bytes=$(size "dense-$MB")
	begin
	add_matching "matching alone" "$bytes" untagged.emic $two
	before "cp untagged.emic work.emic"
	add "tag, the first time" "$bytes" emic tag -p work.emic $two
	before "cp tagged.emic work.emic"
	add "tag --all, once more" "$bytes" emic tag -p work.emic --all $two
	before "change_code tagged.emic work.emic"
	add "one code changed" "$bytes" emic tag -p work.emic $two
	add "nothing changed" "$bytes" emic tag -p tagged.emic $two
	run "$RUNS"
	table "matching alone"
	if has sqlite3; then
		storage "tag, the first time" "matching alone"
	fi
	rm -f work.emic
}

# shellcheck disable=SC2086 # lists of options
part_import() {
	say "## emic import: $MB MB, dense" ""
	bytes=$(size "dense-$MB")
	fresh="rm -f work.emic && emic init work.emic >/dev/null 2>&1"
	begin
	before "$fresh"
	add "emic import" "$bytes" emic import -p work.emic $import1 "dense-$MB"
	if [ -n "$import2" ]; then
		before "$fresh"
		add "emic import, 2 threads" "$bytes" \
			emic import -p work.emic $import2 "dense-$MB"
	fi
	add "read, UTF-8 checked" "$bytes" "$TOOLS/floor" "dense-$MB"
	add "cat" "$bytes" find "dense-$MB" -name '*.txt' -exec cat '{}' +
	if has iconv; then
		add "iconv" "$bytes" find "dense-$MB" -name '*.txt' \
			-exec iconv -f UTF-8 -t UTF-8 '{}' +
	fi
	run "$RUNS"
	table "emic import"
	rm -f work.emic
}

# add_formats NAME EMIC-FOLDER FOLDER ...: emic, the pipeline that it is
# measured by, and the same work in one process.
# shellcheck disable=SC2086 # lists of options
add_formats() {
	format=$1
	from=$2
	shift 2
	sh "$here/pipeline.sh" sizes "$@" >"$from.sizes"
	bytes=$(awk '{ n += $1 } END { print n }' "$from.sizes")
	fresh="rm -f work.emic && emic init work.emic >/dev/null 2>&1"
	before "$fresh"
	add "emic, $format" "$bytes" emic import -p work.emic $import1 "$from"
	if [ -n "$import2" ]; then
		before "$fresh"
		add "emic, 2 threads, $format" "$bytes" \
			emic import -p work.emic $import2 "$from"
	fi
	before "rm -f work.db"
	add "pipeline, $format" "$bytes" sh "$here/pipeline.sh" store \
		"$TOOLS/store" work.db "$from.sizes" "$@"
	before "rm -f work.db"
	add "one process, $format" "$bytes" "$TOOLS/floor" "$from" work.db
}

# ratio NAME: how many times as long as the pipeline emic takes.
ratio() {
	for emic in "emic, $1" "emic, 2 threads, $1"; do
		[ -n "$(median "$emic" 2)" ] || continue
		awk -v name="$emic" -v a="$(median "$emic" 2)" \
			-v b="$(median "pipeline, $1" 2)" \
			-v c="$(median "$emic" 3)" \
			-v d="$(median "pipeline, $1" 3)" 'BEGIN {
			printf "- %s: %.2f times as long as the pipeline, "\
			    "%.2f times the processor time\n",
			    name, a / b, c / d }' | tee -a "$REPORT"
	done
}

# A third each of WebVTT, Word and plain text, as folders are.
part_mixed() {
	for tool in python3 unzip iconv; do
		if ! has "$tool"; then
			say "$tool is not here: no mixture of formats" ""
			return
		fi
	done
	say "## emic import: a mixture of formats made of $MB MB" ""
	rm -rf mixed mixed-*
	python3 "$here/mixed.py" "dense-$MB" mixed
	for kind in vtt docx txt; do
		mkdir "mixed-$kind"
		ln "mixed/"*".$kind" "mixed-$kind"
	done
	begin
	add_formats "mixture" mixed mixed-vtt mixed-docx mixed-txt
	for kind in vtt docx txt; do
		add_formats "$kind" "mixed-$kind" "mixed-$kind"
	done
	run "$RUNS"
	table "pipeline, mixture"
	for kind in mixture vtt docx txt; do
		ratio "$kind"
	done
	say ""
	rm -rf mixed mixed-* mixed.sizes work.emic work.db
}

part_read() {
	say "## Reading: $MB MB, dense, 200 codes, tagged" ""
	project untagged.emic "dense-$MB" 200with
	tag_copy tagged.emic
	begin
	add "themes" 0 emic themes -p tagged.emic
	add "count --by document" 0 emic count -p tagged.emic --by document
	add "count --by case" 0 emic count -p tagged.emic --by case
	add "count --by document --own" 0 \
		emic count -p tagged.emic --by document --own
	add "count --by case --own" 0 \
		emic count -p tagged.emic --by case --own
	add "quotes, one code" 0 emic quotes -p tagged.emic -c c0002
	add "grep, one word" 0 emic grep -p tagged.emic -n listen
	add "cooccur" 0 emic cooccur -p tagged.emic
	add "cooccur --in passage" 0 emic cooccur -p tagged.emic -i passage
	before "rm -f report.html"
	add "report" 0 emic report -p tagged.emic -o report.html
	run "$RUNS"
	table
	part_read_crowded
}

# Many hits in a turn: 50,000 a MB.
part_read_crowded() {
	say "## Reading: $MB MB, dense, 1000 codes of three terms, tagged" ""
	project untagged.emic "dense-$MB" 1000three
	tag_copy crowded.emic
	begin
	add "cooccur" 0 emic cooccur -p crowded.emic
	add "cooccur --in document" 0 emic cooccur -p crowded.emic -i document
	add "count --by document" 0 emic count -p crowded.emic --by document
	run "$RUNS"
	table
	rm -f crowded.emic
}

# A study of the usual size: 36 interviews, about 192,400 words.
part_start() {
	say "## Start-up, and a study of 36 interviews (1.05 MB)" ""
	rm -f sample.emic study.emic
	emic init sample.emic >/dev/null 2>&1
	emic import -p sample.emic "$root/samples/interviews" >/dev/null 2>&1 ||
		die "the samples do not import"
	emic codebook -p sample.emic load peer-support.yaml >/dev/null 2>&1 ||
		die "the codebook does not load"
	emic tag -p sample.emic >/dev/null 2>&1 || die "the samples"
	rm -rf study
	mkdir study
	# half a file each, and so twice as many
	"$TOOLS/generate" corpus 2 2 dense study >/dev/null
	for file in study/*.txt; do
		head -c 28000 "$file" >"$file.half"
		mv "$file.half" "$file"
	done
	find study -type f | sort | sed 1,36d | xargs rm -f
	begin
	add "emic --version" 0 emic --version
	add "themes, the samples" 0 emic themes -p sample.emic
	add "grep, the samples" 0 emic grep -p sample.emic -n listen
	before "rm -f study.emic study.html"
	add "import, tag, themes, report" 0 sh "$here/study.sh" study \
		peer-support.yaml
	run $((RUNS * 3))
	table
}
