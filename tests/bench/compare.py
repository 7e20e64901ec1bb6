#!/usr/bin/env python3
"""compare - are the hits the same?

    compare.py projects PROJECT PROJECT
        every hit of one project is in the other
    compare.py pcre2 PROJECT FOLDER RESULTS
        the hits of PROJECT are those that `rg -P -o -b` found in the files
        of FOLDER: RESULTS/0001 holds the matches of the first pattern, ...

Exit 0: the same, or they differ where they should; 1: not; 2: cannot say.
"""
import collections
import os
import re
import sqlite3
import sys

HITS = """
SELECT code.id, code.slug, hit.document, hit.start, hit.start + hit.length,
       hit.*
FROM hit JOIN code ON code.id = hit.code
ORDER BY hit.code, hit.document, hit.turn, hit.start, hit.length
"""

ASIDE = re.compile(rb"\[[^\]\n]*\]|\(\([^)\n]*\)\)")
FILLER = re.compile(rb"\b(um|uh|erm|you know)\b", re.I)
# A mark of a sentence's end, unless dots in a row, and what may close it.
SENTENCE_END = re.compile(
    rb"(?<!\.)[.!?](?!\.)(?=[\s\"')\]}*]|\xe2\x80[\x98\x99\x9c\x9d])")


def open_project(path):
    if not os.path.exists(path):
        sys.exit(f"compare: no such file: {path}")
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def projects(first, second):
    """Both have the same codes and documents: they are copies."""
    a = open_project(first).execute(HITS)
    b = open_project(second).execute(HITS)
    n = 0
    while True:
        x, y = a.fetchmany(10000), b.fetchmany(10000)
        n += len(x)
        if x != y:
            for one, other in zip(x, y):
                if one != other:
                    print(f"differ: {one} {other}")
                    return 1
            print("differ: one has more hits")
            return 1
        if not x:
            print(f"{n} hits, all the same")
            return 0


def read_project(path):
    """The hits of each code as a set of (file, start, end); its rule."""
    db = open_project(path)
    names = {document: name.encode()
             for document, name in db.execute("SELECT id, name FROM document")}
    rules = dict(db.execute(
        "SELECT code.slug, rule.expression FROM rule JOIN code"
        " ON code.id = rule.code"))
    hits = collections.defaultdict(set)
    for row in db.execute(HITS):
        hits[row[1]].add((names[row[2]], row[3], row[4]))
    return hits, rules


def read_results(path):
    """The lines FILE:OFFSET:MATCH as a set of (file, start, end)."""
    found = set()
    with open(path, "rb") as lines:
        for line in lines:
            name, start, text = line[:-1].split(b":", 2)
            name = os.path.splitext(os.path.basename(name))[0]
            found.add((name, int(start), int(start) + len(text)))
    return found


class Texts:
    """The files of a folder, read when first asked for."""

    def __init__(self, folder):
        self.folder = folder
        self.known = {}

    def get(self, name):
        if name not in self.known:
            path = os.path.join(os.fsencode(self.folder), name + b".txt")
            with open(path, "rb") as file:
                data = file.read()
            asides = [m.span() for m in ASIDE.finditer(data)]
            self.known[name] = (data, asides)
        return self.known[name]


def why_only_emic(texts, hit, phrase):
    name, start, end = hit
    data, _ = texts.get(name)
    text = data[start:end]
    if phrase and (FILLER.search(text) or ASIDE.search(text)):
        return "a phrase across a filler or an aside"
    return None


def why_only_pcre2(texts, hit, phrase):
    name, start, end = hit
    data, asides = texts.get(name)
    if any(a <= start < b for a, b in asides):
        return "begins inside an aside"
    if phrase and SENTENCE_END.search(data[start:end]):
        return "a phrase across the end of a sentence"
    return None


def pcre2(project, folder, results):
    hits, rules = read_project(project)
    texts = Texts(folder)
    same = 0
    reasons = collections.Counter()
    unexplained = []
    for number in sorted(os.listdir(results)):
        code = "c" + number
        mine, theirs = hits[code], read_results(os.path.join(results, number))
        phrase = rules[code][0] != "/" and " " in rules[code]
        same += len(mine & theirs)
        for who, why_only, some in (("emic", why_only_emic, mine - theirs),
                                    ("rg", why_only_pcre2, theirs - mine)):
            for hit in some:
                why = why_only(texts, hit, phrase)
                if why:
                    reasons[f"only {who}: {why}"] += 1
                else:
                    unexplained.append((who, code, rules[code], hit))
    print(f"{same} hits, the same by code and place")
    for reason, n in sorted(reasons.items()):
        print(f"{n} {reason}")
    for who, code, rule, hit in sorted(unexplained)[:20]:
        name, start, end = hit
        data, _ = texts.get(name)
        print(f"only {who}, and should not be: {code} {rule} "
              f"{name.decode()} {start}-{end} "
              f"{data[start:end].decode(errors='replace')!r}")
    if unexplained:
        print(f"{len(unexplained)} hits differ without a reason")
    return 1 if unexplained or not same else 0


def main():
    if len(sys.argv) == 4 and sys.argv[1] == "projects":
        return projects(*sys.argv[2:])
    if len(sys.argv) == 5 and sys.argv[1] == "pcre2":
        return pcre2(*sys.argv[2:])
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
