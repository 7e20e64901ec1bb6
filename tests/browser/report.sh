#!/bin/sh
# report.sh - the HTML report in a browser: it is laid out on a phone and on
# paper, it runs nothing, and nothing in a study can become markup.
#
# Needs chromium; validity is checked as well where tidy is installed.
. "$(dirname "$0")/../cli/lib.sh"
total=21
command -v tidy >/dev/null && total=$((total + 2))
plan "$total"

browser() { # PAGE OPTION…
	page=file://$PWD/$1
	shift
	timeout 120 chromium --headless --no-sandbox --disable-gpu \
		--disable-quic --no-first-run --disable-background-networking \
		--disable-component-update --disable-sync --hide-scrollbars \
		--user-data-dir="$PWD/profile" "$@" "$page" 2>browser.log
}
not() {
	if "$@"; then return 1; fi
}
bigger() { # BYTES FILE
	test "$(wc -c <"$2")" -gt "$1"
}

# --- the sample study ---------------------------------------------------------
emic init -t 'Peer support in practice' sample.emic >/dev/null
{
	emic import -p sample.emic "$ROOT/samples/interviews"
	emic cases -p sample.emic load "$ROOT/samples/cases.csv"
	emic codebook -p sample.emic load "$ROOT/codebooks/peer-support.yaml"
	emic tag -p sample.emic
} >sample.log 2>&1
ok 'the sample study has a report' \
	emic report -p sample.emic -a role -o sample.html

# --- a study that would like to run something -----------------------------------
# Whatever of it runs leaves a word in the page that it does not hold itself.
mark='document.body.className=/PWN/.source+1'
evil="\"'><script>$mark</script><img src=x onerror=$mark>"
evil="$evil</style></title></p><svg onload=$mark>-->"
term="<script>$mark</script>" # in lists quotation marks have a meaning
turn='who says very many words here so that what is said is long enough'
{
	printf 'Q<b>x: Why?\n\n'
	printf 'Eve</b>y: I listen %s %s\n\n' "$turn" "$evil"
	printf 'Q<b>x: And now?\n\nEve</b>y: So do I, %s\n' "$evil"
} >talk.txt
csv() {
	printf '%s' "$1" | sed 's/"/""/g; s/^/"/; s/$/"/'
}
{
	printf 'case,document,speaker,%s\n' "$(csv "role $evil")"
	printf '%s,%s,Eve</b>y,%s\n' "$(csv "E $evil")" "$(csv "D $evil")" \
		"$(csv "boss $evil")"
} >cases.csv
{
	printf 'codebook: |-\n  %s\nlists:\n  l: |\n    %s\n' "B $evil" "$term"
	printf 'fillers: |\n  %s\ncodes:\n' "$term"
	for name in one two; do
		printf -- '  - name: |-\n      %s %s\n' "$name" "$evil"
		printf '    id: %s\n' "$name"
		for key in kind source definition include exclude; do
			printf '    %s: |-\n      %s\n' "$key" "$key $evil"
		done
		printf '    match: |\n      listen*\n'
		printf '      /%s/\n' "$(printf '%s' "$evil" |
			sed 's/[][(){}.*+?^$|\/\\]/\\&/g')"
		printf '    examples: |\n      + I listen. %s\n' "$evil"
	done
} >book.yaml
emic init -t "T $evil" evil.emic >/dev/null
{
	emic import -p evil.emic --name "D $evil" \
		--turns '^(Q<b>x|Eve</b>y): ' - <talk.txt
	emic speakers -p evil.emic role 'Q<b>x' interviewer
	emic cases -p evil.emic load cases.csv
	emic codebook -p evil.emic load book.yaml
	EMIC_CODER="C $evil" emic tag -p evil.emic
	sqlite3 evil.emic "INSERT INTO coder(guid, name, name_folded)
		VALUES ('c', CAST(readfile('talk.txt') AS TEXT), 'c');
	INSERT INTO coding(guid, code, document, revision, start, \"end\",
		coder, at, how, quotation)
	SELECT 'x', 1, 1, revision, 1, 400, 1, '2025', 'read', ''
		FROM document"
} >evil.log 2>&1
ok 'the evil study has a report' emic report -p evil.emic --documents \
	--labels --allow-unique --max-words 900 --min-words 1 \
	-a "role $evil" -o evil.html
ok 'its words are in it: definitions, names, rules, quotations' \
	test "$(grep -o 'onerror=document' evil.html | wc -l)" -gt 20
ok 'no script or picture is in it' \
	not grep -Eiq '<(script|img|a href=.?javascript)' evil.html
# The page's own policy would stop a script: without it, too, none may run.
sed '/Content-Security-Policy/d' evil.html >naked.html
printf '<p>%s' "$evil" >control.html
browser control.html --dump-dom >control.dom
ok 'such words do run where they are not escaped' grep -q PWN1 control.dom
browser naked.html --dump-dom >naked.dom
ok 'in the report nothing runs' not grep -q PWN1 naked.dom
ok 'nor is anything but text made of them' \
	not grep -Eiq '<(script|img|svg onload)' naked.dom
ok 'the browser has read it to its end' \
	grep -q 'How this report was made</h2>' naked.dom
browser evil.html --dump-dom >evil.dom
ok 'nor with its policy' not grep -q PWN1 evil.dom

# --- what it needs ----------------------------------------------------------------
ok 'the report asks for nothing from anywhere' \
	not grep -Eiq '(src|srcset|action|data|poster)=|url\(|@import|https?:' \
	sample.html
ok 'it has no script' not grep -iq '<script' sample.html
if command -v tidy >/dev/null; then
	ok 'it is valid HTML' tidy -q -e sample.html
	ok 'the evil one as well' tidy -q -e evil.html
fi

# --- how it is built ----------------------------------------------------------------
# A copy looks at itself and tells the page around it what is wrong.
cat >look.js <<'END'
<script>
function look() {
	const bad = [], all = s => Array.from(document.querySelectorAll(s));
	const root = document.documentElement;
	if (root.scrollWidth > root.clientWidth)
		bad.push('sideways: ' + root.scrollWidth);
	let last = 0;
	all('h1,h2,h3,h4,h5,h6').forEach(h => {
		const level = +h.tagName[1];
		if (level > last + 1) bad.push('skipped: ' + h.textContent);
		last = level;
	});
	if (all('h1').length != 1) bad.push('h1');
	const ids = all('[id]').map(e => e.id);
	if (new Set(ids).size != ids.length) bad.push('ids');
	all('a').forEach(a => {
		if (!document.getElementById(a.getAttribute('href').slice(1)))
			bad.push('link: ' + a.getAttribute('href'));
	});
	all('table').forEach(t => {
		if (!t.caption || !t.caption.textContent) bad.push('caption');
	});
	if (all('th:not([scope])').length) bad.push('scope');
	if (all('svg:not([role=img]),svg:not(:has(title,desc))').length)
		bad.push('svg');
	if (!root.lang || !document.title) bad.push('lang');
	if (!all('figure.quote').length) bad.push('no quotations');
	const rgb = c => c.match(/[\d.]+/g).map(Number);
	const light = c => {
		const [r, g, b] = rgb(c).map(v => (v /= 255) <= .04045 ?
			v / 12.92 : ((v + .055) / 1.055) ** 2.4);
		return .2126 * r + .7152 * g + .0722 * b;
	};
	const under = e => {
		for (; e; e = e.parentElement) {
			const c = getComputedStyle(e).backgroundColor;
			if (rgb(c).length == 3) return c;
		}
		return 'rgb(255,255,255)';
	};
	all('body :not(title,desc)').forEach(e => {
		if (![...e.childNodes].some(n => n.nodeType == 3 &&
		    n.data.trim())) return;
		const s = getComputedStyle(e);
		const ink = e.ownerSVGElement ? s.fill : s.color;
		const a = light(ink), b = light(under(e));
		const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
		if (ratio < 4.5)
			bad.push('contrast ' + ratio.toFixed(1) + ': ' +
			    e.textContent.slice(0, 20));
	});
	parent.postMessage(innerWidth + ' wide, ' + getComputedStyle(
	    document.body).backgroundColor + ': ' +
	    (bad.join('; ') || 'nothing is wrong'), '*');
}
addEventListener('load', look);
</script>
END
around() { # PAGE WIDTH: writes around.html, with a copy of PAGE inside
	sed '/Content-Security-Policy/d' "$1" | cat - look.js >copy.html
	cat >around.html <<-END
	<!DOCTYPE html><title>around</title><body style="margin:0"><script>
	addEventListener('message', e => {
		const p = document.createElement('pre');
		p.textContent = 'says: ' + e.data;
		document.body.append(p);
	});
	</script><iframe src="copy.html" width="$2" height="700"
	style="border:0"></iframe>
	END
}
looks() { # PAGE WIDTH OPTION…
	around "$1" "$2"
	shift 2
	browser around.html "$@" --window-size=1400,900 \
		--virtual-time-budget=20000 --dump-dom | sed -n 's/.*<pre>says: /# /p' >said
	cat said
	grep -q 'nothing is wrong' said
}
for width in 320 360 768 1300; do
	ok "at $width px nothing is wrong with it" looks sample.html "$width"
done
ok 'the evil one fits on a phone as well' looks evil.html 360
in_the_dark() {
	looks sample.html 360 --blink-settings=preferredColorScheme=0 &&
		grep -q 'rgb(24, 23, 21)' said
}
ok 'in the dark it is dark, and as easy to read' in_the_dark

# --- on paper and on a screen ---------------------------------------------------
browser sample.html --no-pdf-header-footer --print-to-pdf="$PWD/sample.pdf"
ok 'it can be printed' bigger 50000 sample.pdf
ok 'as a PDF' grep -aq '^%PDF' sample.pdf
browser sample.html --window-size=1300,1600 --screenshot="$PWD/wide.png"
ok 'it can be seen on a screen' bigger 50000 wide.png
around sample.html 360
browser around.html --window-size=500,900 --screenshot="$PWD/phone.png"
ok 'and on a phone' bigger 10000 phone.png
