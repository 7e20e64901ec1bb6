#include "import/text.h"

#include "base/vec.h"
#include "import/decode.h"
#include "import/detect.h"

static int
parse(struct buf *bytes, const struct import_options *o, struct transcript *t,
      struct error *err)
{
	struct span_list cuts = { 0 };
	int rc;

	rc = decode_text(bytes, o->encoding, t, err);
	if (rc == 0)
		rc = detect_turns(t, &cuts, o, err);
	vec_release(&cuts);
	return rc;
}

const struct importer text_importer = {
	.name = "text",
	.extensions = "txt text",
	.description = "plain text",
	.as_it_is = true,
	.parse = parse,
};
