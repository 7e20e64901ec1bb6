#!/bin/sh
# study.sh FOLDER BOOK: a small study from transcripts to report, as
# study.emic and study.html in this folder.
set -eu
emic init study.emic
emic import -p study.emic "$1"
emic codebook -p study.emic load "$2"
emic tag -p study.emic
emic themes -p study.emic
emic report -p study.emic -o study.html
