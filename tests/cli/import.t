#!/bin/sh
# emic import: what is stored, what is refused, and what is said.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"
plan 52

mkdir -p talks/later talks/.hidden
cat >talks/P01.txt <<'END'
Interviewer: How did you come to be here?

P01: By bus. [laughs] And then on foot.

Interviewer: And then?

P01: Then I stayed.
END
cat >talks/P02.md <<'END'
---
date: 2024-05-12
---
# Second talk

**Ana Ruiz:** Welcome.

**Ben Okoro:** Thanks.

**Break:** \[01:44\]

**Ana Ruiz:** So?
END
sed 's/Ben Okoro/Cleo Park/; s/Welcome/Hello/' talks/P02.md >talks/later/P03.md
echo 'P09: I am hidden.' >talks/.hidden/P09.txt
echo 'not for import' >talks/notes.xls
echo 'Nobody speaks here.' >note.txt
printf 'one\ntwo caf\351\n' >latin.txt
printf 'one\n\303\244 \303\266 \303\274 \303\237 \351\n' >damaged.txt

documents() { sqlite3 "$1" 'SELECT count(*) FROM document'; }
acts() { sqlite3 "$1" 'SELECT count(*) FROM history'; }
is() { test "$1" = "$2"; }

golden import-formats emic import --formats
golden import-dry-run emic import -n -r talks
golden import-no-project emic import talks

ok 'a project is made' emic init p.emic
golden import-folder emic import --format table talks
ok 'one import is one act' is "$(acts p.emic)" 1
golden import-again emic import -r talks
ok 'only what was new is an act' is "$(acts p.emic)" 2
emic import -r talks >/dev/null 2>&1
ok 'nothing new is no act' is "$(acts p.emic)" 2

cp talks/P01.txt twin.txt
golden import-twin emic import twin.txt
golden import-twin-again emic import twin.txt
golden import-again-otherwise emic import -t none talks/P01.txt
mkdir other
echo 'P01: Something else.' >other/P01.txt
golden import-name-taken emic import other/P01.txt
golden import-other-name emic import --name P01b other/P01.txt
golden import-two-of-a-name emic import talks/P01.txt other/P01.txt
golden import-name-for-two emic import --name x talks

before=$(documents p.emic)
golden import-strict emic import --strict note.txt damaged.txt
ok 'strict stores none' is "$(documents p.emic)" "$before"
golden import-some-fail emic import damaged.txt note.txt nowhere.txt
ok 'the good one is stored' is "$(documents p.emic)" "$((before + 1))"
golden import-guess emic import --name guessed latin.txt
golden import-guess-dry emic import -n latin.txt
printf 'id,said\n1,caf\351\n2,no\n' >latin.csv
golden import-guess-dry-survey emic import -n --id id --text said latin.csv
rm latin.csv
golden import-encoding emic import --encoding windows-1252 latin.txt
golden import-no-encoding emic import --encoding no-such latin.txt
golden import-as emic import --as markdown --name asked note.txt

golden import-stdin emic import --name piped - <<'END'
I: Well?
P1: Well.
I: And?
P1: And?
END
golden import-stdin-unnamed emic import - <talks/P01.txt
golden import-pattern emic import -t '^<([^>]+)>' -i ana --name angles - <<'END'
<Ana> Hello.
<Ben> Hello.
<ana> Bye.
END
golden import-bad-pattern emic import -t '(' note.txt
golden import-empty-folder emic import other/nothing other
mkdir nothing
golden import-nothing emic import nothing
mkdir -p outer/inner
cp talks/P01.txt outer/inner
golden import-nested emic import outer
golden import-no-file emic import
golden import-unknown-format emic import --as wordperfect note.txt
golden import-unknown-extension emic import talks/notes.xls

# --- a wrong import, mended -----------------------------------------------
mkdir groups
cat >groups/FG9.txt <<'END'
Moderator: Who would like to begin?

Ada: I would.

Because of the bus, mostly.

And because of the price.

And the weather.

priya: I walk.

It takes an hour.

Moderator: Thank you.

Ada: You are welcome.

Priscilla: I walk too.
END
echo 'not for import' >groups/notes.xlsx
echo 'not for import' >groups/old.wpd
echo 'not for import' >groups/.hidden.rtf
cat >walk.yaml <<'END'
codes:
  - name: Walk
    match: walk
END
label='^([A-Z]\w+|priya):'
golden import-doubts-dry-run emic import -n groups
golden import-doubts emic import groups
emic speakers role Ada other >/dev/null
emic codebook load walk.yaml >/dev/null 2>&1
emic tag >/dev/null 2>&1
ok 'tagging leaves nothing to say' emic count --strict
before=$(acts p.emic)
golden import-reread-hint emic import -t "$label" groups/FG9.txt
golden import-reread emic import --reread -t "$label" groups
golden import-reread-again emic import --reread -t "$label" groups/FG9.txt
golden import-reread-speakers emic speakers -d FG9
fails 2 'hits are out of date then' emic count --strict
golden import-reread-asked emic import --reread -t "$label" -i ada \
	groups/FG9.txt
ok 'who is named asks now' is interviewer "$(sqlite3 p.emic "SELECT role
	FROM speaker WHERE label = 'Ada' AND document = (SELECT id
		FROM document WHERE name = 'FG9')")"
ok 'reading again is one act' is "$(acts p.emic)" "$((before + 2))"
golden import-reread-back emic import --reread groups/FG9.txt
golden import-reread-left emic speakers -d FG9
printf 'Moderator: Else?\n' >>groups/FG9.txt
golden import-reread-other-text emic import --reread groups/FG9.txt

ok 'the date of the front matter is stored' is 2024-05-12 \
	"$(sqlite3 p.emic "SELECT date FROM document WHERE name = 'P02'")"
ok 'what was read is recorded' is 'latin.txt|text|windows-1252' \
	"$(sqlite3 p.emic "SELECT origin, format, encoding FROM revision
		WHERE encoding = 'windows-1252'")"
