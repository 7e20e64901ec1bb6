#!/bin/sh
# emic report: what stands in it, who is named, and what is refused.
. "$(dirname "$0")/lib.sh"
plan 59

# --- a study of four talks ---------------------------------------------------
cat >Asha.txt <<'END'
Interviewer: What was it like to be listened to?

Asha: She really listened, you know [pause], she gave me her whole afternoon and never once looked at the clock on the wall.

It was the first time. Nobody listened to me at the other place, not in all the months that I was sent there to talk.

Interviewer: And now?

Asha: Now I listen. I listen to people who come in with nothing to say, and I wait, because I remember what it was like to wait.
END
cat >Bo.txt <<'END'
Interviewer: Tell me about trust.

Bo: Trust grows slowly, and it grows in small things: a cup of tea, a name that is remembered, a promise that somebody kept.

Interviewer: Did anyone listen?

Bo: He listened when I told him about my brother, and he did not tell me what to do about it, he only sat there with me.
END
cat >group.txt <<'END'
Moderator: Who wants to begin?

Cal: They listened to us for once, all five of us around that table, and they wrote down what we said in our own words.

Dee: We listened to each other as well, which is more than I can say for the meetings that we used to have before this.

Cal: I listened.

Dee: You did.

Eli: You can trust people who listen and who then do what they said they would do, and there are not that many of them around.

Cal: True.

Eli: It is.
END
cat >cases.csv <<'END'
case,document,speaker,role,years,site
P1,Asha,Asha,worker,2,North
P2,Bo,Bo,worker,4,North
P3,group,Dee,worker,9,South
P4,group,Eli,lead,1,South
END
cat >book.yaml <<'END'
codebook: Small study
lists:
  neg: nobody, no one
codes:
  - name: Being with
    kind: theme
    definition: What people do for each other by being there.
    codes:
      - name: Listening
        definition: Giving someone time and attention.
        include: told from either side
        exclude: the radio
        match: |
          listen*
        against: |
          $neg BEFORE/2 listen*
        examples: |
          + She listened.
          ! Nobody listened.
      - name: Trust
        match: trust*
  - name: Laughing
    definition: Nobody laughs in this study.
    match: laugh*
  - name: By hand
END
emic init -t 'A small study' s.emic >/dev/null
emic import -p s.emic Asha.txt Bo.txt group.txt >import.log 2>&1
emic speakers -p s.emic role Moderator interviewer >speakers.log 2>&1
emic cases -p s.emic load cases.csv >cases.log 2>&1
emic codebook -p s.emic load book.yaml >codebook.log 2>&1
emic tag -p s.emic >tag.log 2>&1
EMIC_PROJECT=$PWD/s.emic
export EMIC_PROJECT

# --- what stands in it --------------------------------------------------------
# Versions and hashes are those of the machine and of the matcher.
masked() {
	emic report "$@" | sed -E -e 's/[0-9a-f]{64}/HASH/' \
		-e 's/^(\| (emic|Engine|PCRE2|Unicode) \|).*/\1 VERSION |/'
}
golden report-md masked
golden report-file emic report -o report.html
ok 'the page says that nobody has read what was found' \
	grep -q 'Found by rule, not read' report.html
emic report -o again.html >/dev/null 2>&1
ok 'the same project gives the same page' cmp report.html again.html
emic report -o again.md >/dev/null 2>&1
emic report >stdout.md 2>/dev/null
ok 'the same text goes to a file and to standard output' \
	cmp again.md stdout.md
emic report -o - >dash.md 2>/dev/null
ok 'a dash is standard output' cmp dash.md stdout.md
emic report -o upper.HTML >/dev/null 2>&1
ok 'the ending of the file says the format' cmp upper.HTML report.html

# The four counts of each code, and those against, as `emic themes` has them.
emic themes --format tsv 2>/dev/null | awk -F'\t' '
NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
{ print $at["name"], $at["unread_cases"] " of " $at["of_cases"],
	$at["unread_passages"],
	$at["against_unread_cases"] " of " $at["of_cases"] }' >themes.txt
awk -F' *[|] *' '/^[|] Theme/ { on = 1; getline; next } !/^[|]/ { on = 0 }
on { gsub("\302\240", "", $2); print $2, $3, $4, $5 }' stdout.md >table.txt
ok 'its counts are those of emic themes' cmp themes.txt table.txt
ok 'and there are some to compare' grep -q 'Listening 4 of 4' table.txt

# --- who is named -------------------------------------------------------------
not() {
	if "$@"; then return 1; fi
}
ok 'no speaker is called as in the transcript' \
	not grep -Eq 'Asha|Cal|Dee|Eli|Moderator' report.html stdout.md
ok 'documents are numbered, not named' \
	not grep -Eq 'document (Asha|Bo|group)' report.html stdout.md
ok 'who has no case is a participant without a case' \
	grep -q '> .* Participant without a case .* document 3' stdout.md
emic report --labels -o labels.md >/dev/null 2>&1
ok 'but is named when asked for' grep -q '^> . Cal ' labels.md
ok 'and who has a case still is not' not grep -Eq 'Asha|Dee|Eli' labels.md
emic report --documents -o documents.md >/dev/null 2>&1
ok 'documents are named when asked for' \
	grep -q 'Participant without a case . group, turn 2' documents.md

# --- words, and values that change ------------------------------------------------
cat >waves.csv <<'END'
case,document,speaker,wave,pain
P9,Asha,Asha,1,3
P9,Bo,Bo,2,8
END
emic init -t Waves waves.emic >/dev/null
{
	emic import -p waves.emic Asha.txt Bo.txt
	emic cases -p waves.emic load waves.csv
	emic codebook -p waves.emic load book.yaml
	emic report -p waves.emic -o waves.md
} >waves.log 2>&1
ok 'the words of participants are told apart' \
	grep -q '^2 documents; 121 words by 1 participant, ' waves.md
ok 'a median of values says that a case has several' \
	grep -q '^| Values (a case has several) | 2, of 1 case |$' waves.md
ok 'what was never tagged or coded says so at the top' sh -c \
	'sed 8q waves.md | grep -q "Nothing has been tagged or coded yet"'
ok 'and has no counts' not grep -Eq 'Found by rule|at a glance' waves.md

# --- attributes ---------------------------------------------------------------
echo 'the old report' >safe.html
golden report-unique emic report -a role -o safe.html
ok 'and the old report is as it was' grep -qx 'the old report' safe.html
fails 2 'values spread over two options are one combination' \
	emic report -a role -a site -o safe.html
golden report-unique-both emic report -a role,site -o safe.html
ok 'whoever insists gets it' \
	emic report -a role,site --allow-unique -o unique.md
ok 'the values stand beside the case' \
	grep -q '^> .* P1, worker, North .* document 1' unique.md
ok 'three cases that share their values may be shown' \
	emic report -a role -w role=worker -o workers.md
fails 2 'an attribute must exist' emic report -a rank -o safe.html

# --- which quotations -----------------------------------------------------------
quoted() {
	emic report "$@" 2>/dev/null | sed -n 's/^> . \([^ ]* .*\) . found.*/\1/p'
}
quoted -c listening -n 20 --seed 1 >seed1
quoted -c listening -n 20 --seed 2 >seed2
ok 'another seed, another order' not cmp -s seed1 seed2
sort seed1 >sort1
sort seed2 >sort2
ok 'of the same passages, when all are quoted' cmp sort1 sort2
quoted -c listening -n 1 >one
ok 'no more than asked for' test "$(wc -l <one)" -eq 2
quoted -n 0 >none
ok 'none at all, if so' test ! -s none
emic report --min-words 1 --max-words 20 >short.md 2>/dev/null
ok 'what is too long for the limits is counted, not cut' \
	grep -q 'too long, over 20 words: ' short.md
ok 'what is short is not' grep -q '^> I listened\.$' short.md

# --- what is shown around a short one ---------------------------------------------
emic report -c listening -n 20 --min-words 22 >grown.md 2>/dev/null
ok 'a short passage is bold, after the sentence before it' \
	grep -q '^> It was the first time\. \*\*Nobody .* to talk\.\*\*$' grown.md
ok 'a longer one is not' grep -q '^> He listened .* with me\.$' grown.md
emic report -c listening -n 20 --min-words 22 --max-words 24 >tight.md 2>/dev/null
ok 'nothing is added that would make it too long' \
	grep -q '^> Nobody .* to talk\.$' tight.md
ok 'another turn is never added' grep -q '^> I listened\.$' grown.md
emic report -c listening >five.md 2>/dev/null
ok 'what stays too short gives way to others' not grep -q '> I list' five.md

# --- parts of the study ---------------------------------------------------------
emic report -c trust -o trust.md >/dev/null 2>&1
ok 'one code alone stands at the top' grep -qx '## Trust' trust.md
ok 'and no other is there' not grep -Eq 'Listening|Laughing' trust.md
emic report --case P1 -o p1.md >/dev/null 2>&1
ok 'a part of the corpus is said to be one' \
	grep -q 'Only a part of the project is reported: cases P1' p1.md
fails 1 'where nothing is selected nothing is written' \
	emic report -w role=lead -w site=North -o nothing.md
ok 'not even an empty file' test ! -e nothing.md

# --- what people judged ---------------------------------------------------------
# coding CODE DOCUMENT FROM TO STANCE HOW: from the words FROM to the words TO
coding() {
	sqlite3 s.emic "
	INSERT OR IGNORE INTO coder(guid, name, name_folded)
	VALUES ('ana', 'Ana', 'ana');
	WITH t AS (SELECT d.id AS document, r.id AS revision,
	    CAST(x.body AS BLOB) AS body FROM document d
	    JOIN revision r ON r.id = d.revision
	    JOIN text x ON x.sha256 = r.text WHERE d.name = '$2')
	INSERT INTO coding(guid, code, document, revision, start, \"end\",
	    stance, coder, at, how, quotation)
	SELECT hex(randomblob(8)), (SELECT id FROM code WHERE slug = '$1'),
	    document, revision, instr(body, CAST('$3' AS BLOB)) - 1,
	    instr(body, CAST('$4' AS BLOB)) - 1 + length('$4'), '$5',
	    (SELECT id FROM coder), '2025-11-20T10:00:00Z', '$6', '' FROM t;"
}
coding listening Asha 'It was the' 'sent there to talk.' against read
coding trust group 'They listened' 'before this.' for read
coding by-hand Bo 'He listened' 'with me.' for piped
golden report-judged masked -c being-with -c by-hand
emic report --case P3 -c trust >p3.md 2>/dev/null
ok 'words of other cases are left out' not grep -q 'around that table' p3.md
ok 'and that they are is shown' grep -q '^> \\\[…\\\]$' p3.md

# --- out of date ----------------------------------------------------------------
sed 's/trust\*/trust* OR promise/' book.yaml >new.yaml
emic codebook load new.yaml >/dev/null 2>&1
ok 'hits that are out of date are said to be' sh -c \
	'emic report 2>/dev/null | grep -q "Out of date in 3 documents"'
fails 2 'and are an error when asked for' emic report --strict -o strict.md

# --- text is never markup ---------------------------------------------------------
{
	printf 'codebook: markup\ncodes:\n'
	n=0
	while read -r line; do
		n=$((n + 1))
		printf '  - name: "%s"\n    id: n%s\n    match: x\n' "N$n" "$n"
		printf '    definition: |-\n      %s\n' "$line"
	done <<-'END'
	# a heading
	- a list
	12) a list
	=== and --- and ***
	> a <b>tag</b> &amp; an entity
	[a](b) ![a](b) [^1] a@b.c
	http://a.b www.a.b :heart: 10:20:30
	| a | table | ~~~ ``` $x$ ^y^ {.z} \ @me
	: a definition (1) % a title
	END
} >markup.yaml
emic init markup.emic >/dev/null
emic import -p markup.emic Bo.txt >markup.log 2>&1
emic codebook -p markup.emic load markup.yaml >>markup.log 2>&1
definitions() {
	emic report -p markup.emic -o "$1" >/dev/null 2>&1
	sed -n "$2" "$1"
}
golden report-markup-md definitions markup.md \
	'/^## N/{n;n;p;}'
golden report-markup-html definitions markup.html \
	'/^<h2 id="code-n/{n;p;}'
ok 'a page needs no network: no address is a link in it' \
	not grep -Eq 'href="?[^#"]|src=' markup.html

# --- what is refused, and what stays whole --------------------------------------
golden report-ending emic report -o report.txt
fails 2 'limits must leave something' \
	emic report --min-words 30 --max-words 20
fails 2 'operands are not taken' emic report report.html
fails 2 'a code must exist' emic report -c nowhere -o nowhere.html
fails 2 'a folder must exist' emic report -o nowhere/report.html
fails 2 'a full disk is an error' \
	sh -c 'ulimit -f 1; exec emic report -o safe.html'
ok 'that leaves the old report and nothing else' \
	test "$(cat safe.html; echo safe*)" = 'the old report
safe.html'
ln -s safe.html link.html
emic report -o link.html >/dev/null 2>&1
ok 'through a link the file behind it is replaced' \
	test -L link.html -a "$(head -c 15 safe.html)" = '<!DOCTYPE html>'
