/*
 * docx_fixture.h - Word documents made in a test of the few elements that a
 * case is about.
 */
#ifndef EMIC_TESTS_DOCX_FIXTURE_H
#define EMIC_TESTS_DOCX_FIXTURE_H

#include "base/buf.h"
#include "base/error.h"
#include "import/import.h"
#include "zip_fixture.h"

/* clang-format off */
#define W "xmlns:w='http://schemas.openxmlformats.org/" \
	"wordprocessingml/2006/main'"
#define RELS "http://schemas.openxmlformats.org/officeDocument/2006/" \
	"relationships"

/* A paragraph, a run, one with properties, a bold one. */
#define P(runs) "<w:p>" runs "</w:p>"
#define R(text) "<w:r><w:t xml:space='preserve'>" text "</w:t></w:r>"
#define F(props, text) "<w:r><w:rPr>" props "</w:rPr>" \
	"<w:t xml:space='preserve'>" text "</w:t></w:r>"
#define B(text) F("<w:b/>", text)

/* A paragraph with a style; a table, its rows and cells. */
#define S(style, text) "<w:p><w:pPr><w:pStyle w:val='" style "'/></w:pPr>" \
	R(text) "</w:p>"
#define TBL(rows) "<w:tbl>" rows "</w:tbl>"
#define TR(cells) "<w:tr>" cells "</w:tr>"
#define TC(text) "<w:tc>" P(R(text)) "</w:tc>"
/* clang-format on */

extern struct zip_fixture docx_zip; /* the document being made */
extern struct transcript docx_t;    /* what became of it */
extern struct buf docx_out;         /* the same, as a dump */
extern struct error docx_error;

/* Add a part; or word/document.xml with BODY in it. */
void docx_fixture_part(const char *name, const char *xml);
void docx_fixture_body(const char *body);

/* Import what was added, as a file of that NAME; O may be NULL. */
int docx_fixture_import(const char *name, const struct import_options *o);

/* Import a document of BODY and what was added; it must become WANT. */
void docx_fixture_expect(const char *body, const char *want);

void docx_fixture_teardown(void);

#endif
