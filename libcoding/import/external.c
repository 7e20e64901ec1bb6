#include "import/external.h"

#include "base/error.h"
#include "base/program.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "import/decode.h"
#include "import/detect.h"
#include "import/page.h"

#include <string.h>

enum {
	SECONDS = 120,
	OUTPUT_MAX = 256 << 20, /* bytes of text */
};

static const size_t memory_max = (size_t)4 << 30;

/* --- running -------------------------------------------------------------- */

/* Pandoc keeps its own bounds, because its run-time reserves a terabyte. */
static int
run(const char *const argv[], const char *package, size_t memory,
    struct buf *bytes, struct error *err)
{
	const struct program_limits limits = { SECONDS, OUTPUT_MAX, memory };
	struct buf out = { 0 };
	int rc;

	if (!program_is_there(argv[0]))
		return error_set(err, ERR_FORMAT,
		                 "it is read by %s, which is not installed: "
		                 "apt-get install %s, or save it as plain "
		                 "text or Word .docx",
		                 argv[0], package);
	rc = program_run(argv, bytes, &limits, &out, err);
	buf_release(bytes);
	*bytes = out;
	return rc;
}

/* BYTES are the program's output by now. */
static int
read_output(struct buf *bytes, const struct import_options *o,
            struct transcript *t, struct error *err)
{
	struct span_list cuts = { 0 };
	size_t bad;
	int rc;

	if (!utf8_valid(buf_str(bytes), bytes->len, &bad))
		return error_set(err, ERR_FORMAT,
		                 "the program that reads it wrote byte 0x%02X, "
		                 "which is not UTF-8; save it as plain text or "
		                 "Word .docx",
		                 (unsigned)(unsigned char)bytes->data[bad]);
	rc = decode_text(bytes, "UTF-8", t, err);
	if (rc == 0)
		rc = detect_turns(t, &cuts, o, err);
	vec_release(&cuts);
	return rc;
}

static int
run_pandoc(const char *format, struct buf *bytes,
           const struct import_options *o, struct transcript *t,
           struct error *err)
{
	const char *const argv[] = { "pandoc",      "--sandbox", "-f",
		                     format,        "-t",        "plain",
		                     "--wrap=none", "+RTS",      "-M1G",
		                     "-RTS",        NULL };
	int rc = run(argv, "pandoc", 0, bytes, err);

	return rc < 0 ? rc : read_output(bytes, o, t, err);
}

static int
parse_rtf(struct buf *bytes, const struct import_options *o,
          struct transcript *t, struct error *err)
{
	return run_pandoc("rtf", bytes, o, t, err);
}

static int
parse_epub(struct buf *bytes, const struct import_options *o,
           struct transcript *t, struct error *err)
{
	return run_pandoc("epub", bytes, o, t, err);
}

static int
parse_org(struct buf *bytes, const struct import_options *o,
          struct transcript *t, struct error *err)
{
	return run_pandoc("org", bytes, o, t, err);
}

static int
parse_rst(struct buf *bytes, const struct import_options *o,
          struct transcript *t, struct error *err)
{
	return run_pandoc("rst", bytes, o, t, err);
}

static int
parse_latex(struct buf *bytes, const struct import_options *o,
            struct transcript *t, struct error *err)
{
	return run_pandoc("latex", bytes, o, t, err);
}

static int
parse_doc(struct buf *bytes, const struct import_options *o,
          struct transcript *t, struct error *err)
{
	static const char *const argv[] = { "antiword", "-m", "UTF-8.txt", "-w",
		                            "0",        "-",  NULL };
	int rc = run(argv, "antiword", memory_max, bytes, err);

	return rc < 0 ? rc : read_output(bytes, o, t, err);
}

/* --- PDF ------------------------------------------------------------------ */

static int
parse_pdf(struct buf *bytes, const struct import_options *o,
          struct transcript *t, struct error *err)
{
	static const char *const argv[] = { "pdftotext", "-enc", "UTF-8",
		                            "-",         "-",    NULL };
	bool numbers;
	int rc;

	rc = run(argv, "poppler-utils", memory_max, bytes, err);
	if (rc < 0)
		return rc;
	numbers =
	    utf8_valid(buf_str(bytes), bytes->len, NULL) && page_clean(bytes);
	rc = read_output(bytes, o, t, err);
	if (rc == 0 && t->turns.n == 0)
		return error_set(err, ERR_FORMAT,
		                 "there is no text in it, only pictures: it "
		                 "needs text recognition first (ocrmypdf does "
		                 "it)");
	if (numbers)
		transcript_changed(t, "line numbers");
	return rc;
}

/* --- the table's rows ------------------------------------------------------
 */

static enum import_fit
begins(const char *data, size_t len, const char *s)
{
	size_t n = strlen(s);

	return len >= n && memcmp(data, s, n) == 0 ? IMPORT_SURE : IMPORT_NO;
}

static enum import_fit
sniff_pdf(const char *data, size_t len)
{
	return begins(data, len, "%PDF-");
}

static enum import_fit
sniff_rtf(const char *data, size_t len)
{
	return begins(data, len, "{\\rtf");
}

const struct importer external_pdf = {
	.name = "pdf",
	.extensions = "pdf",
	.description = "PDF, read by pdftotext; line numbers are no speech",
	.sniff = sniff_pdf,
	.parse = parse_pdf,
};

const struct importer external_rtf = {
	.name = "rtf",
	.extensions = "rtf",
	.description = "Rich Text, read by pandoc",
	.sniff = sniff_rtf,
	.parse = parse_rtf,
};

const struct importer external_epub = {
	.name = "epub",
	.extensions = "epub",
	.description = "electronic books, read by pandoc",
	.parse = parse_epub,
};

const struct importer external_org = {
	.name = "org",
	.extensions = "org",
	.description = "Org mode, read by pandoc",
	.parse = parse_org,
};

const struct importer external_rst = {
	.name = "rst",
	.extensions = "rst",
	.description = "reStructuredText, read by pandoc",
	.parse = parse_rst,
};

const struct importer external_latex = {
	.name = "latex",
	.extensions = "tex latex",
	.description = "LaTeX, read by pandoc",
	.parse = parse_latex,
};

const struct importer external_doc = {
	.name = "doc",
	.extensions = "doc",
	.description = "Word before 2007, read by antiword",
	.parse = parse_doc,
};
