#!/bin/sh
# Word and OpenDocument: the samples, files that are damaged, and the real
# ones, where they lie beside the checkout.
. "$(dirname "$0")/lib.sh"

plan 22

data=$ROOT/tests/data/import
cp "$data"/names.docx "$data"/table.docx .
cp "$data"/names.odt conversation.odt
cp "$data"/bomb.zip bomb.docx
golden documents-speakers emic import -n names.docx table.docx conversation.odt
emic init study.emic >log 2>&1
golden documents-import emic import names.docx table.docx conversation.odt
text() { # NAME: the text of a document
	sqlite3 study.emic "SELECT t.body FROM document d
		JOIN revision r ON r.id = d.revision
		JOIN text t ON t.sha256 = r.text WHERE d.name = '$1'"
}
golden documents-text-names text names
golden documents-text-table text table
golden documents-text-odt text conversation
golden documents-grep emic grep 'manager OR friend OR sister'
golden documents-sections sqlite3 study.emic 'SELECT d.name, s.kind, s.level,
	substr(CAST(t.body AS BLOB), s.start + 1, s.end - s.start)
	FROM section s JOIN revision r ON r.layout = s.layout
	JOIN document d ON d.revision = r.id JOIN text t ON t.sha256 = r.text
	ORDER BY 1, s.start'
golden documents-changes sqlite3 study.emic \
	'SELECT origin, changes FROM revision ORDER BY origin'

# --- as XML, and as a page with declarations -------------------------------------
ns=urn:oasis:names:tc:opendocument:xmlns
printf '<?xml version="1.0" encoding="UTF-16"?><o:document xmlns:o="%s:office:1.0"
	xmlns:t="%s:text:1.0"><o:body><o:text><t:p>Ana: Why?</t:p>
	<t:p>Ben: So.</t:p><t:p>Ana: And?</t:p><t:p>Ben: No.</t:p></o:text>
	</o:body></o:document>' "$ns" "$ns" | iconv -t UTF-16 >wide.fodt
golden documents-utf16 emic import -n wide.fodt
cat >declared.xhtml <<'X'
<?xml version="1.0"?>
<!DOCTYPE html [
<!ELEMENT talk (p)>
<!ATTLIST p who CDATA "Nobody said this">
]>
<html><body><p>Ana: Why?</p><p>Ben: So.</p><p>Ana: And?</p><p>Ben: No.</p>
</body></html>
X
golden documents-declared emic import -n declared.xhtml

# --- files that are not whole ---------------------------------------------------
head -c 1000 names.docx >cut.docx
head -c 1000 conversation.odt >cut.odt
printf 'no zip file\n' >text.docx
printf '\320\317\021\340\241\261\032\341' >locked.docx
: >empty.docx
golden documents-cut emic import -n cut.docx
golden documents-cut-odt emic import -n cut.odt
golden documents-no-zip emic import -n text.docx
golden documents-locked emic import -n locked.docx
golden documents-empty emic import -n empty.docx
golden documents-bomb emic import -n bomb.docx
golden documents-as-text emic import -n --as text names.docx
cut_all() { # FILE: cut at every 97th byte, each an error in one line
	_size=$(wc -c <"$1")
	_n=97
	while [ "$_n" -lt "$_size" ]; do
		head -c "$_n" "$1" >"part.${1##*.}"
		_rc=0
		emic import -n "part.${1##*.}" >log 2>&1 || _rc=$?
		[ "$_rc" -eq 2 ] || return 1
		[ "$(wc -l <log)" -eq 1 ] || return 1
		_n=$((_n + 97))
	done
}
for file in names.docx table.docx conversation.odt; do
	ok "$file cut anywhere is refused" cut_all "$file"
done

# --- real files, counted as pandoc's plain text is ------------------------------
real=$ROOT/../shared/real/transcripts
words() { # FILE WORDS
	if ! [ -e "$real/$1" ]; then
		echo "there is no $1 beside the checkout"
		return 0
	fi
	emic import "$real/$1" >log 2>&1 || return
	_name=${1##*/}
	[ "$(text "${_name%.*}" | wc -w)" -eq "$2" ]
}
ok 'a real .docx has all of its words' words docx/ID1.docx 117
ok 'a real .odt has all of its words' words odt/ID2.odt 68
