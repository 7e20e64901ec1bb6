#include "explain.h"

#include "base/buf.h"

static void
print_term(struct writer *w, const struct code *c, const struct rules_term *t)
{
	static const char *const how[] = {
		[RULES_TERM_START] = "start",
		[RULES_TERM_PART] = "part",
		[RULES_TERM_EVERYWHERE] = "everywhere",
		[RULES_TERM_MARK] = "marks",
	};
	struct buf text = { 0 };

	buf_addf(&text,
	         t->regex                    ? "/%s/"
	         : t->how == RULES_TERM_MARK ? "{%s}"
	                                     : "%s",
	         t->text);
	writer_text(w, c->path);
	writer_text(w, buf_str(&text));
	writer_text(w, how[t->how]);
	writer_text(w, t->by);
	buf_release(&text);
}

void
explain_terms(struct invocation *in, const struct codebook *b,
              const struct rules *r)
{
	static const struct writer_column columns[] = {
		{ "code", NULL, 0 },
		{ "term", NULL, WRITER_WRAP },
		{ "search", NULL, 0 },
		{ "by", NULL, WRITER_WRAP },
	};
	struct writer *w = command_writer(in, columns, 4);
	struct rules_explainer *x = rules_explainer_new(r);
	struct buf slow = { 0 };
	struct rules_term t;
	size_t i, n, codes = 0;

	for (i = 0; i < b->n_codes; i++) {
		bool everywhere = false;

		for (n = 0; rules_explain(x, i, n, &t); n++) {
			print_term(w, b->codes[i], &t);
			everywhere =
			    everywhere || t.how == RULES_TERM_EVERYWHERE;
		}
		if (!everywhere)
			continue;
		buf_addf(&slow, "%s%s", codes++ ? ", " : "", b->codes[i]->path);
	}
	writer_finish(w);
	if (codes > 0)
		command_note(
		    "%zu code%s look%s at every turn for a term, which "
		    "takes its time in a large corpus: %s",
		    codes, codes == 1 ? "" : "s", codes == 1 ? "s" : "",
		    buf_str(&slow));
	rules_explainer_free(x);
	buf_release(&slow);
}
