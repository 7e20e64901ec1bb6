#include "shared/freshness.h"

#include "base/buf.h"
#include "model/freshness.h"
#include "shared/command.h"

#define NAMED 3 /* codes named in the line */

/* How many codes and documents are concerned; the first ones by path. */
static size_t
count_stale(const struct freshness *f, size_t *documents_out, struct buf *names)
{
	size_t i, d, codes = 0;

	*documents_out = 0;
	for (i = 0; i < f->codebook->n_codes; i++) {
		if (freshness_stale_documents(f, i) == 0)
			continue;
		if (codes++ < NAMED)
			buf_addf(names, "%s%s", names->len ? ", " : "",
			         f->codebook->codes[i]->path);
	}
	if (codes > NAMED)
		buf_addf(names, " and %zu more", codes - NAMED);
	for (d = 0; d < f->documents.n; d++) {
		for (i = 0; i < f->codebook->n_codes; i++)
			if (freshness_stale(f, i, d))
				break;
		*documents_out += i < f->codebook->n_codes;
	}
	return codes;
}

int
freshness_check(struct project *p, const struct codebook *b, bool strict,
                struct error *err)
{
	bool stale;

	return freshness_check_stale(p, b, strict, &stale, err);
}

int
freshness_check_stale(struct project *p, const struct codebook *b, bool strict,
                      bool *stale_out, struct error *err)
{
	struct freshness f = { 0 };
	struct buf names = { 0 };
	struct error what = { 0 };
	size_t codes, documents;
	int rc;

	*stale_out = false;
	rc = freshness_read(p, b, &f, err);
	if (rc < 0)
		return rc;
	codes = count_stale(&f, &documents, &names);
	*stale_out = codes > 0;
	if (codes == 0)
		goto out;
	if (!f.tagged)
		error_set(&what, ERR_CONFLICT,
		          "nothing has been tagged yet: run 'emic tag'");
	else
		error_set(&what, ERR_CONFLICT,
		          "%zu code%s out of date in %zu document%s (rules, "
		          "text or roles are newer than the hits): %s; run "
		          "'emic tag'",
		          codes, codes == 1 ? " is" : "s are", documents,
		          documents == 1 ? "" : "s", buf_str(&names));
	if (strict)
		rc = error_set(err, what.code, "%s", what.msg);
	else
		command_note("%s", what.msg);
out:
	buf_release(&names);
	freshness_release(&f);
	return rc;
}
