#!/bin/sh
# emic import: how much memory a file takes.  One endless line, and nothing
# but elements, in every format that emic reads itself: a document or one
# line that says why not, within ten times the file and what any file may
# take.  EMIC_TEST_MB=200 tries it with files of 200 MB.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"
plan 42

mb=${EMIC_TEST_MB:-8}
program=250  # MB of addresses that the program takes by itself
any_file=384 # and that any file may take
any_turns=1024 # and four million turns, which a document may have

# The sanitizers need more addresses than there is memory, and would write
# a report about that.
limited=$(
	unset ASAN_OPTIONS
	# shellcheck disable=SC3045 # dash and bash have it
	ulimit -v $((program * 1024)) && emic import --formats >log 2>&1 &&
		echo yes
)
[ -n "$limited" ] || echo '# without limits of memory: sanitizers need them all'

. "$ROOT/tests/cli/study.sh"
quietly emic init empty.emic

# within MB FILE: it is imported, or refused in one line, in so much memory.
within() {
	cp empty.emic p.emic
	_rc=0
	(
		# shellcheck disable=SC3045 # dash and bash have it
		[ -z "$limited" ] || ulimit -v $((($1 + program) * 1024))
		timeout 300 emic import -j 1 -p p.emic "$2" >out 2>said
	) || _rc=$?
	rm -f "$2"
	case $_rc in
	0) [ "$(wc -l <out)" -eq 2 ] ;;
	2) [ ! -s out ] && [ "$(wc -l <said)" -eq 1 ] &&
		grep -qE '^emic-import: [^ ]+: .*(MB|than is read|4000000)' said ;;
	*) false ;;
	esac
}
many() { # MB UNIT: the unit so often
	awk -v unit="$2" -v n=$(($1 << 20)) 'BEGIN {
		for (s = unit; length(s) < 65536;)
			s = s s
		for (; n > 0; n -= length(s))
			printf "%s", s
	}'
}
# file NAME BEFORE AFTER: standard input between the two, which are printf's
file() {
	# shellcheck disable=SC2059 # they are formats
	{
		printf "$2"
		cat
		printf "$3"
	} >"$1"
}
office='urn:oasis:names:tc:opendocument:xmlns'
content="<office:document-content xmlns:office=\"$office:office:1.0\"
	xmlns:text=\"$office:text:1.0\"><office:body><office:text>"
content_end='</office:text></office:body></office:document-content>'
word='<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
word_end='</w:body></w:document>'
relations='<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
# shellcheck disable=SC2034 # read by name below
{
	elan='<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="0"/><TIME_SLOT TIME_SLOT_ID="b" TIME_VALUE="9"/></TIME_ORDER><TIER TIER_ID="Ana">'
	one_value='<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="x" TIME_SLOT_REF1="a" TIME_SLOT_REF2="b"><ANNOTATION_VALUE>'
	one_value_end='</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>'
	elan_end='</TIER></ANNOTATION_DOCUMENT>'
	exb='<basic-transcription><head/><basic-body><common-timeline><tli id="a" time="0"/><tli id="b" time="1"/></common-timeline><tier id="t" speaker="S" category="v" type="t" display-name="Ana">'
	exb_end='</tier></basic-body></basic-transcription>'
	trs='<Trans><Speakers><Speaker id="s" name="Ana"/></Speakers><Episode><Section>'
	trs_end='</Section></Episode></Trans>'
	grid='File type = "ooTextFile"\nObject class = "TextGrid"\n\n0\n1\n<exists>\n1\n"IntervalTier"\n"Ana"\n0\n1\n1\n0\n1\n"'
}
# zipped ZIP NAME FILE ...: the files in it under those names
zipped() {
	_zip=$1
	shift
	while [ $# -gt 0 ]; do
		echo "INSERT INTO f VALUES ('$1', readfile('$2'));"
		shift 2
	done | { # the zip files of sqlite3, for there may be no zip
		echo 'CREATE TABLE f(name, data);'
		cat
		echo "SELECT writefile('$_zip', zipfile(name, NULL, 0, data, 8))
			FROM f;"
	} | sqlite3 :memory: >log
}
odt() { # NAME: standard input is the text
	file content.xml "$content" "$content_end"
	zipped "$1" content.xml content.xml
	rm content.xml
}
docx() {
	echo "$relations" >rels
	echo '<Types/>' >types
	file document.xml "$word" "$word_end"
	zipped "$1" '[Content_Types].xml' types _rels/.rels rels \
		word/document.xml document.xml
	rm document.xml
}

# --- one line ---------------------------------------------------------------------
line() { # MB
	many "$1" 'one and another word '
}
line "$mb" | file x.txt 'Ana: ' '\n'
line "$mb" | file x.md '**Ana:** ' '\n'
line "$mb" | file x.csv 'speaker,text\nAna,"' '"\n'
line "$mb" | file x.tsv 'speaker\ttext\nAna\t' '\n'
line "$mb" | file x.vtt 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>' '\n'
line "$mb" | file x.srt '1\n00:00:01,000 --> 00:00:02,000\nAna: ' '\n'
line "$mb" | file x.sbv '0:00:01.000,0:00:02.000\nAna: ' '\n'
line "$mb" | file x.json '{"segments":[{"start":0,"end":1,"text":"' '"}]}'
line "$mb" | file x.html '<html><body><p>' '</p></body></html>'
line "$mb" | file x.tei.xml '<TEI><text><body><u>' '</u></body></text></TEI>'
line "$mb" | file x.eaf "$elan$one_value" "$one_value_end$elan_end"
line "$mb" | file x.exb "$exb<event start=\"a\" end=\"b\">" "</event>$exb_end"
line "$mb" | file x.trs "$trs<Turn speaker=\"s\">" "</Turn>$trs_end"
line "$mb" | file x.TextGrid "$grid" '"\n'
line "$mb" | file x.cha '@UTF8\n@Begin\n@Participants:\tANA Ana Adult\n*ANA:\t' \
	' .\n@End\n'
{
	echo '<text:p>'
	line "$mb"
	echo '</text:p>'
} | odt x.odt
{
	echo '<w:p><w:r><w:t>'
	line "$mb"
	echo '</w:t></w:r></w:p>'
} | docx x.docx
many "$mb" a | file words.txt 'Ana: ' '\n'
many "$mb" a | file words.vtt 'WEBVTT\n\n00:01.000 --> 00:02.000\n' '\n'
for name in x.txt x.md x.csv x.tsv x.vtt x.srt x.sbv x.json x.html x.tei.xml \
	x.eaf x.exb x.trs x.TextGrid x.cha x.odt x.docx words.txt words.vtt; do
	ok "one line: $name" within $((mb * 10)) "$name"
done

# --- nothing but elements ------------------------------------------------------------
dense=$((mb * 3))
many $dense '<u>a</u>' | file u.xml '<TEI><text><body>' '</body></text></TEI>'
many $dense '<w>a</w>' |
	file w.xml '<TEI><text><body><u>' '</u></body></text></TEI>'
many $dense '<p>a' | file p.html '<html><body>' '</body></html>'
many $dense '<b>a</b>' | file b.html '<html><body><p>' '</p></body></html>'
many $dense '<br>' | file br.html '<html><body><p>a' '</p></body></html>'
many $dense "${one_value}a$one_value_end" | file v.eaf "$elan" "$elan_end"
many $dense '<a/>' | file a.eaf "$elan" "$elan_end"
many $dense '<event start="a" end="b">a</event>' | file e.exb "$exb" "$exb_end"
many $dense '<Turn speaker="s">a</Turn>' | file t.trs "$trs" "$trs_end"
many $dense '<Sync/>' |
	file s.trs "$trs<Turn speaker=\"s\">a" "</Turn>$trs_end"
many $dense '{"text":"a"},' | file s.json '{"segments":[' '{"text":"a"}]}'
many $dense '1,' | file n.json '{"segments":[{"text":"a","n":[' '1]}]}'
many $dense '[],' | file l.json '{"segments":[{"text":"a","n":[' '1]}]}'
many $dense '<text:p>a</text:p>' | odt p.odt
{
	echo '<text:p>a'
	many $dense '<text:s/>'
	echo '</text:p>'
} | odt s.odt
many $dense '<w:p><w:r><w:t>a</w:t></w:r></w:p>' | docx p.docx
{
	echo '<w:p><w:r><w:t>a</w:t>'
	many $dense '<w:br/>'
	echo '</w:r></w:p>'
} | docx br.docx
many $dense 'A: a

' | file a.txt '' ''
many $dense '# a

a

' | file a.md '' ''
many $dense 'A,a
' | file a.csv 'speaker,text\n' ''
many $dense '00:01.000 --> 00:02.000
a

' | file a.vtt 'WEBVTT\n\n' ''
many $dense '*ANA:	a .
' | file a.cha '@UTF8\n@Begin\n@Participants:\tANA Ana Adult\n' '@End\n'
for name in u.xml w.xml p.html b.html br.html v.eaf a.eaf e.exb t.trs s.trs \
	s.json n.json l.json p.odt s.odt p.docx br.docx a.vtt a.cha; do
	ok "nothing but elements: $name" \
		within $((dense * 10 + any_file)) "$name"
done
for name in a.txt a.md a.csv; do
	ok "nothing but turns: $name" \
		within $((dense * 10 + any_turns)) "$name"
done
golden memory-elements sh -c \
	'yes "<u>a</u>" | head -n 2000000 >u; { echo "<TEI><text><body>"
	cat u; echo "</body></text></TEI>"; } >u.xml; emic import -n u.xml'
