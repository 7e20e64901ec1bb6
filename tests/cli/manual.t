#!/bin/sh
# The manual's examples: each line after "$ " prints what stands below it.
# shellcheck disable=SC2016 # for the shell that runs it
. "$(dirname "$0")/lib.sh"
. "$ROOT/tests/cli/study.sh"
plan 14

# A page's literal displays as text, its commands run by sh; "..." at the end
# of a line stands for the rest of it.
cat >examples.py <<'END'
import re, subprocess, sys

def displays(source):
    for text in re.findall(r'^\.Bd -literal.*?\n(.*?)^\.Ed', source, re.M | re.S):
        yield [re.sub(r'^\\&', '', line).replace('\\e', '\\')
               for line in text.splitlines()]

def examples(lines):
    """Pairs of a command, with the lines it goes on in, and its output."""
    command, output = None, []
    for line in lines:
        if line.startswith('$ '):
            if command:
                yield command, output
            command, output = line[2:], []
        elif command and re.search(r'[|\\]$', command):
            command += '\n' + line
        elif command:
            output.append(line)
    if command:
        yield command, output

def same(expected, printed):
    if expected.endswith('...'):
        return printed.startswith(expected[:-3].rstrip())
    return expected == printed

wrong = 0
for lines in displays(open(sys.argv[1]).read()):
    for command, output in examples(lines):
        run = subprocess.run(['sh', '-c', command], text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        printed = run.stdout.rstrip('\n').splitlines()
        if not output and 'emic themes' not in command:
            continue
        if len(output) != len(printed) or not all(map(same, output, printed)):
            print('$', command)
            print(*(printed or ['(nothing)']), sep='\n')
            wrong += 1
sys.exit(wrong > 0)
END

mkdir tagged
tagged_interviews tagged/study.emic
page() { # PAGE: in a folder of its own, with the sample study in it
	mkdir "$1.d"
	cd "$1.d" || return
	ln -s "$ROOT/samples" "$ROOT/codebooks" .
	if [ "$1" != emic.7 ]; then
		cp ../tagged/study.emic .
		EMIC_PROJECT=$PWD/study.emic
		export EMIC_PROJECT
	fi
	python3 ../examples.py "$ROOT/man/$1"
}
for name in emic.1 emic.7 emic-project.5 emic-init.1 emic-speakers.1 \
	emic-cases.1 emic-tag.1 emic-grep.1 emic-quotes.1 emic-themes.1 \
	emic-count.1 emic-cooccur.1 emic-revise.1 emic-check.1; do
	ok "the examples of $name" page "$name"
done
