#!/bin/sh
# emic import: which files go in, and what becomes of the others.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 24

mkdir -p talks/later other
talk() { # NAME…: a short talk, each with words of its own
	for _name; do
		printf 'Interviewer: Why?\n\nP01: For %s.\n' "$_name" >"$_name"
	done
}
talk talks/P01.txt talks/P02.txt talks/later/P03.txt other/p01.txt other/P04.txt
quietly emic init p.emic
EMIC_PROJECT=$PWD/p.emic
export EMIC_PROJECT

# --- files of one name -----------------------------------------------------------
golden queue-names-strict emic import --strict -r talks other
ok 'strict stores none' holds p.emic 'SELECT count(*) FROM document' 0
golden queue-names-shown emic import -n -r talks other
golden queue-names emic import -r talks other
golden queue-named-twice emic import talks/P02.txt talks
golden queue-folders emic import --folders -r ./talks other
golden queue-folders-grep emic grep -d other/p01 'For'
golden queue-folders-and-name emic import --folders --name x talks/P01.txt

# --- pipes, devices, sockets -----------------------------------------------------
mkfifo pipe.txt talks/pipe.txt
golden queue-pipe-in-a-folder emic import -r talks/later talks
rm talks/pipe.txt
# A pipe that nobody writes to yet keeps nobody from working.
waits() { # COMMAND…: of pipe.txt
	"$@" >waited 2>&1 &
	_reader=$!
	# once it is open for writing, it is open for reading
	exec 3>pipe.txt
	emic cases set While >log 2>&1 || return
	printf 'Interviewer: Why?\n\nP01: A pipe. %s\n' "$2" >&3
	exec 3>&-
	wait "$_reader"
}
ok 'a pipe is read before the project is held' waits emic import pipe.txt
ok 'it is a document' holds p.emic \
	"SELECT count(*) FROM document WHERE name = 'pipe'" 1
ok 'and so is a corrected text' waits emic revise pipe pipe.txt
ok 'it is the second revision' holds p.emic "SELECT count(*) FROM revision
	JOIN document d ON d.id = document WHERE d.name = 'pipe'" 2
golden queue-device emic import --name zero /dev/zero
golden queue-device-revise emic revise pipe /dev/zero
golden queue-unnamed-pipe emic import /dev/stdin
piped() {
	sed 's/Why/How/' talks/P01.txt | emic import --name stdin /dev/stdin
}
golden queue-named-pipe piped

# --- links -----------------------------------------------------------------------
mkdir links
ln -s ../links links/loop
ln -s a.txt links/a.txt
ln -s ../talks/nowhere.txt links/b.txt
ln -s ../talks/P02.txt links/c.txt
golden queue-links emic import -r links

# --- what cannot be read ------------------------------------------------------------
# Root reads everything: a folder too deep is one that cannot be read.
mkdir deep
_path=deep
for _i in 1 2 3 4 5 6 7 8; do
	_path=$_path/1/2/3/4/5/6/7/8
done
mkdir -p "$_path"
talk "$_path/never.txt" deep/ever.txt
golden queue-deep emic import -r deep
golden queue-deep-alone emic import -r "$_path/.." nowhere
golden queue-nothing-there emic import nowhere

# --- names of files ------------------------------------------------------------------
mkdir names
cd names || exit 1
talk ./-.txt "$(printf 'new\nline.txt')" "$(printf 'esc\033[31m.txt')" \
	"$(printf 'bad\377.txt')" 'end .txt' "$(printf '\342\200\256.txt')" \
	'%s%n.txt' 'a:1-2.txt' ..txt "$(printf '%0251d' 0).txt" \
	"$(printf 'new\nline.xls')"
golden queue-odd-names emic import .
golden queue-odd-names-shown emic import -n .
ok 'a name may be given then' emic import --name fine -- -.txt
cd .. || exit 1
