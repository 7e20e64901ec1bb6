"""mixed.py FROM TO: a folder of plain text as a mixture of formats.

Of the transcripts in FROM, one a line "Label: speech", every third becomes
WebVTT and every third Word; the others are copied.  The same bytes each time.
"""
import os
import sys
import zipfile
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def turns(path):
    with open(path, encoding="utf-8") as f:
        for line in f:
            label, colon, speech = line.strip().partition(": ")
            if colon:
                yield label, speech


def clock(seconds):
    return "%02d:%02d:%02d.000" % (seconds // 3600, seconds // 60 % 60, seconds % 60)


def write_vtt(path, out):
    at = 0
    with open(out, "w", encoding="utf-8") as f:
        f.write("WEBVTT\n\n")
        for label, speech in turns(path):
            end = at + 1 + len(speech) // 15
            f.write("%s --> %s\n" % (clock(at), clock(end)))
            f.write("<v %s>%s\n\n" % (label, escape(speech)))
            at = end


def write_docx(path, out):
    parts = ['<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="%s"><w:body>' % WORD]
    for label, speech in turns(path):
        parts.append(
            '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">%s: </w:t></w:r>'
            "<w:r><w:t>%s</w:t></w:r></w:p>" % (escape(label), escape(speech))
        )
    parts.append("</w:body></w:document>")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in (("[Content_Types].xml", TYPES), ("word/document.xml", "".join(parts))):
            z.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


def main(source, target):
    os.makedirs(target)
    for i, name in enumerate(sorted(os.listdir(source))):
        path = os.path.join(source, name)
        stem = os.path.join(target, os.path.splitext(name)[0])
        if i % 3 == 0:
            write_vtt(path, stem + ".vtt")
        elif i % 3 == 1:
            write_docx(path, stem + ".docx")
        else:
            with open(path, "rb") as f, open(stem + ".txt", "wb") as g:
                g.write(f.read())


main(sys.argv[1], sys.argv[2])
