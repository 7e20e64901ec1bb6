#!/bin/sh
# emic import: files made to be too much work.  What takes time in proportion
# to the square of the size would take minutes here; it ends in seconds.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"
plan 17

seconds=10 # of processor time; each takes less than one

# many UNIT N: the unit so many times.
many() {
	awk -v unit="$1" -v n="$2" 'BEGIN {
		for (s = unit; length(s) < 60000; n /= 2)
			s = s s
		while (n-- > 0)
			printf "%s", s
	}'
}
soon() { # TURNS FILE: it is imported, as so many turns of all speakers
	(
		# shellcheck disable=SC3045 # dash and bash have it
		ulimit -t "$seconds"
		emic import -n "$2" >out 2>said
	) && [ "$(awk -F '\t' 'NR > 1 { n += $4 } END { print n }' out)" = "$1" ]
}

# --- CHAT: brackets that are never closed, codes without a word --------------------
chat() { # UNIT
	printf '@UTF8\n@Begin\n@Participants:\tPAR Participant\n*PAR:\ta '
	many "$1" 2000000
	printf ' word .\n@End\n'
}
for unit in '[' '&' '<[' '[=! ' '[% so ' 'x(' '&=' '+' '(1' '@'; do
	chat "$unit" >run.cha
	ok "a line of CHAT full of $unit" soon 1 run.cha
done

# --- tiers: a hundred thousand ------------------------------------------------------
awk 'BEGIN {
	print "<ANNOTATION_DOCUMENT><TIME_ORDER>"
	for (i = 0; i <= 100000; i++)
		printf "<TIME_SLOT TIME_SLOT_ID=\"t%d\" TIME_VALUE=\"%d\"/>\n",
			i, i * 10
	print "</TIME_ORDER>"
	for (i = 0; i < 100000; i++)
		printf "<TIER TIER_ID=\"u%d\" PARTICIPANT=\"Ana\"><ANNOTATION>" \
			"<ALIGNABLE_ANNOTATION ANNOTATION_ID=\"a%d\" " \
			"TIME_SLOT_REF1=\"t%d\" TIME_SLOT_REF2=\"t%d\">" \
			"<ANNOTATION_VALUE>so.</ANNOTATION_VALUE>" \
			"</ALIGNABLE_ANNOTATION></ANNOTATION></TIER>\n",
			i, i, i, i + 1
	print "</ANNOTATION_DOCUMENT>"
}' >tiers.eaf
ok 'ELAN with a hundred thousand tiers' soon 1 tiers.eaf
awk 'BEGIN {
	print "<basic-transcription><head><speakertable><speaker id=\"A\">" \
		"<abbreviation>Ana</abbreviation></speaker></speakertable>" \
		"</head><basic-body><common-timeline>"
	for (i = 0; i <= 100000; i++)
		printf "<tli id=\"t%d\" time=\"%d\"/>\n", i, i
	print "</common-timeline>"
	for (i = 0; i < 100000; i++)
		printf "<tier id=\"u%d\" speaker=\"A\" category=\"v\" type=\"t\">" \
			"<event start=\"t%d\" end=\"t%d\">so. </event>" \
			"</tier>\n", i, i, i + 1
	print "</basic-body></basic-transcription>"
}' >tiers.exb
ok 'EXMARaLDA with a hundred thousand tiers' soon 1 tiers.exb

# --- pages and XML -------------------------------------------------------------------
awk 'BEGIN {
	print "<table><tr>"
	for (i = 0; i < 200000; i++)
		printf "<td>a"
}' >cells.html
ok 'a row of two hundred thousand cells' soon 200000 cells.html
awk 'BEGIN {
	print "<TEI><text><body><timeline><when xml:id=\"t0\"/>"
	for (i = 1; i < 50000; i++)
		printf "<when xml:id=\"t%d\" interval=\"1\" since=\"t%d\"/>\n",
			i, i - 1
	print "</timeline><u who=\"a\" start=\"t49999\">Late.</u>"
	print "</body></text></TEI>"
}' >chain.xml
ok 'fifty thousand times, each since the one before' soon 1 chain.xml
{
	printf '<TEI '
	awk 'BEGIN { for (i = 0; i < 100000; i++) printf "a%d=\"\" ", i }'
	printf '><text><body><u>Hi.</u></body></text></TEI>'
} >attributes.xml
golden work-attributes emic import -n attributes.xml
sed 's/<TEI/<html><p/; s/<text>.*/<p>Hi./' attributes.xml >attributes.html
golden work-attributes-html emic import -n attributes.html

# --- a survey ------------------------------------------------------------------------
# Twenty thousand rows with eight values each; then the same file again.
awk 'BEGIN {
	print "id,age,region,site,income,q1,q2,score,comment"
	for (i = 1; i <= 20000; i++)
		printf "R%d,%d,r%d,s%d,%d,%d,%d,%d,It is row %d.\n", i,
			18 + i % 70, i % 16, i % 40, i, i % 5, i % 7, i, i
}' >survey.csv
answered() { # NOTE: each row has it
	(
		# shellcheck disable=SC3045 # dash and bash have it
		ulimit -t 30
		emic import -p survey.emic --id id --text comment \
			survey.csv >out 2>said
	) && [ "$(cut -f 6 out | grep -c "^$1\$")" -eq 20000 ]
}
surveyed() {
	emic init survey.emic >log 2>&1
	answered '' && cp survey.emic before.emic && answered unchanged &&
		cmp survey.emic before.emic
}
ok 'a survey of 160,000 values, and that again is no change' surveyed
