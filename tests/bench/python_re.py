#!/usr/bin/env python3
"""python_re.py PATTERNS FOLDER BYTES - the first BYTES of the files of
FOLDER, a line at a time, for each pattern of the file PATTERNS: what a
script of a few lines would do.  Prints bytes and matches."""
import os
import re
import sys


def main():
    patterns_path, folder, most = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with open(patterns_path, encoding="utf-8") as lines:
        patterns = [re.compile(line[:-1], re.I) for line in lines]
    size = matches = 0
    for name in sorted(os.listdir(folder)):
        if size >= most:
            break
        path = os.path.join(folder, name)
        size += os.path.getsize(path)
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                for pattern in patterns:
                    for _ in pattern.finditer(line):
                        matches += 1
    print(size, matches)


main()
