#!/bin/sh
# emic import: files made to be too much work.  What takes time in proportion
# to the square of the size would take minutes here; it ends in seconds.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"
plan 12

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
