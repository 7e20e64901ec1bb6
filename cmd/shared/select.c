#include "shared/select.h"

#include "base/mem.h"

#include <stdlib.h>

int
select_read(const struct select_options *o, struct selection *out,
            struct error *err)
{
	int kind = o->kind ? case_kind_find(o->kind) : CASE_PARTICIPANT;

	if (kind < 0)
		return error_set(err, ERR_USAGE,
		                 "--kind takes participant, dyad, group, "
		                 "organisation or site, not '%s'",
		                 o->kind);
	out->documents = o->documents.items;
	out->n_documents = o->documents.n;
	out->cases = o->cases.items;
	out->n_cases = o->cases.n;
	out->where = o->where.items;
	out->n_where = o->where.n;
	out->speakers = o->speakers.items;
	out->n_speakers = o->speakers.n;
	out->kind = (enum case_kind)kind;
	return 0;
}

int
select_codes(const struct string_list *named, const struct codebook *b,
             bool **out, struct error *err)
{
	bool *asked = mem_array(b->n_codes, sizeof(*asked));
	size_t i, k;

	*out = NULL;
	for (i = 0; i < b->n_codes; i++)
		asked[i] = named->n == 0 && !b->codes[i]->retired;
	for (k = 0; k < named->n; k++) {
		struct code *c;
		int rc = codebook_find(b, named->items[k], &c, err);

		if (rc < 0) {
			free(asked);
			return rc;
		}
		for (i = 0; i < b->n_codes; i++)
			if (code_covers(c, b->codes[i]))
				asked[i] = !b->codes[i]->retired;
	}
	*out = asked;
	return 0;
}

void
select_share(struct buf *out, size_t count, size_t n, bool percent)
{
	buf_clear(out);
	if (n == 0)
		return;
	buf_addf(out, "%zu of %zu", count, n);
	if (percent || n >= 20)
		buf_addf(out, " (%.0f%%)", 100.0 * (double)count / (double)n);
}

/* How cases of KIND are made. */
static const char *
remedy(enum case_kind kind)
{
	return kind == CASE_PARTICIPANT ? "'emic cases load' or 'emic cases "
	                                  "from-speakers' makes them"
	                                : "'emic cases load' or 'emic cases "
	                                  "set --kind' makes them";
}

bool
select_has_cases(const struct corpus *c, enum case_kind kind)
{
	if (attribution_cases(corpus_attribution(c)) > 0)
		return true;
	command_note("there are no cases of kind %s to count: %s",
	             case_kind_name(kind), remedy(kind));
	return false;
}

void
select_notes(const struct corpus *c, enum case_kind kind)
{
	size_t loose = corpus_unattributed_words(c);
	const char *name = case_kind_name(kind);

	if (attribution_cases(corpus_attribution(c)) == 0)
		command_note("no cases of kind %s yet: documents and passages "
		             "are counted, cases are not; %s",
		             name, remedy(kind));
	else if (loose > 0)
		command_note("%zu words are no %s's%s", loose, name,
		             kind == CASE_PARTICIPANT
		                 ? ": 'emic speakers' shows whose they could "
		                   "be"
		                 : "");
}
