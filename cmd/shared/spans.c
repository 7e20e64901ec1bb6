#include "shared/spans.h"

#include "base/vec.h"

#include <string.h>

static const struct writer_column all_columns[] = {
	{ "document", NULL, 0 },
	{ "start", NULL, WRITER_NUMBER },
	{ "end", NULL, WRITER_NUMBER },
	{ "turn", NULL, WRITER_NUMBER },
	{ "speaker", NULL, 0 },
	{ "case", NULL, 0 },
	{ "code", NULL, 0 },
	{ "stance", NULL, 0 },
	{ "by", NULL, 0 },
	{ "basis", NULL, 0 },
};

struct writer *
spans_writer(struct invocation *in, int extra)
{
	struct writer_column columns[16];
	size_t n = sizeof(all_columns) / sizeof(*all_columns);

	memcpy(columns, all_columns, sizeof(all_columns));
	if (extra & SPANS_QUESTION)
		columns[n++] =
		    (struct writer_column){ "question", NULL, WRITER_WRAP };
	if (extra & SPANS_CONTEXT)
		columns[n++] =
		    (struct writer_column){ "left", NULL, WRITER_NUMBER };
	columns[n++] =
	    (struct writer_column){ "text", NULL,
		                    extra & SPANS_CONTEXT ? 0 : WRITER_WRAP };
	if (extra & SPANS_CONTEXT)
		columns[n++] = (struct writer_column){ "right", NULL, 0 };
	return command_writer(in, columns, n);
}

static void
add_name(struct buf *out, const char *name)
{
	size_t len = strlen(name);
	const char *at = buf_str(out);

	while ((at = strstr(at, name)) != NULL) {
		bool starts = at == out->data || at[-1] == ' ';

		if (starts &&
		    (at[len] == '\0' || strncmp(at + len, " + ", 3) == 0))
			return; /* named already */
		at++;
	}
	if (out->len > 0)
		buf_adds(out, " + ");
	buf_adds(out, name);
}

void
spans_speakers(const struct corpus_document *d, size_t start, size_t end,
               struct buf *out)
{
	const struct transcript_view *v = d->view;
	size_t i, k;

	for (i = document_turn_from(v, start);
	     i < v->n_turns && v->turns[i].start < end; i++)
		for (k = 0; k < v->turns[i].speakers; k++)
			add_name(out,
			         document_speaker(v, &v->turns[i], k)->label);
}

void
spans_cases(const struct corpus *c, const struct corpus_document *d,
            size_t start, size_t end, struct buf *out)
{
	struct case_indexes cases = { 0 };
	size_t i;

	corpus_cases(d, start, end, &cases);
	for (i = 0; i < cases.n; i++) {
		if (i > 0)
			buf_adds(out, " + ");
		buf_adds(out,
		         attribution_case(corpus_attribution(c), cases.items[i])
		             ->name);
	}
	vec_release(&cases);
}

void
spans_by(const struct marks *m, const struct passages *all,
         const struct passage *p, struct buf *out)
{
	size_t i;

	for (i = p->first_mark; i < p->last_mark; i++) {
		const struct mark *k = all->marks.items[i];

		add_name(out, k->coder == SIZE_MAX ? "rule"
		                                   : m->coders.items[k->coder]);
	}
}

const char *
spans_basis(const struct passages *all, const struct passage *p)
{
	unsigned basis = 0;
	size_t i;

	for (i = p->first_mark; i < p->last_mark; i++)
		basis |= all->marks.items[i]->basis;
	return basis_name(basis);
}

bool
spans_question(const struct corpus_document *d, size_t at, struct span *out)
{
	const struct transcript_view *v = d->view;
	size_t i = document_turn_from(v, at);

	while (i > 0) {
		i--;
		if (!d->interviewer[i])
			continue;
		out->start = v->turns[i].start;
		out->end = v->turns[i].end;
		return true;
	}
	return false;
}

/* Up to WORDS words to the left of byte AT, within its turn. */
static size_t
left_of(const struct transcript_view *v, const struct turn *t, size_t at,
        size_t words)
{
	struct span w;
	size_t from = t->start, n = 0, seek;

	for (seek = t->start; segment_next_word(v->text, at, seek, &w);
	     seek = w.end)
		n++;
	if (n <= words)
		return t->start;
	for (seek = t->start; n-- >= words; seek = w.end) {
		if (!segment_next_word(v->text, at, seek, &w))
			break;
		from = w.start;
	}
	return words > 0 ? from : at;
}

/* And to the right. */
static size_t
right_of(const struct transcript_view *v, const struct turn *t, size_t at,
         size_t words)
{
	struct span w = { at, at };
	size_t end = at;

	while (words-- > 0 && segment_next_word(v->text, t->end, w.end, &w))
		end = w.end;
	return end;
}

/* Context on one line: white space of any kind is one space. */
static void
write_line(struct writer *w, const char *text, size_t len)
{
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < len; i++) {
		bool space =
		    text[i] == '\n' || text[i] == '\t' || text[i] == ' ';

		if (!space)
			buf_addc(&b, text[i]);
		else if (b.len > 0 && b.data[b.len - 1] != ' ')
			buf_addc(&b, ' ');
	}
	while (b.len > 0 && b.data[b.len - 1] == ' ')
		b.data[--b.len] = '\0';
	writer_text(w, buf_str(&b));
	buf_release(&b);
}

void
spans_write(struct writer *w, const struct corpus *c,
            const struct corpus_document *d, const struct span_record *s,
            int extra)
{
	const struct transcript_view *v = d->view;
	size_t i = document_turn_from(v, s->start);
	const struct turn *t = i < v->n_turns ? &v->turns[i] : NULL;
	struct span question = { 0 };
	struct buf b = { 0 };

	writer_text(w, v->document.name);
	writer_int(w, (int64_t)document_cp(v, s->start));
	writer_int(w, (int64_t)document_cp(v, s->end));
	if (t)
		writer_int(w, t->ordinal);
	else
		writer_none(w);
	spans_speakers(d, s->start, s->end, &b);
	writer_text(w, buf_str(&b));
	buf_clear(&b);
	spans_cases(c, d, s->start, s->end, &b);
	writer_text(w, buf_str(&b));
	writer_text(w, s->code);
	writer_text(w, s->stance);
	writer_text(w, s->by);
	writer_text(w, s->basis);
	if (extra & SPANS_QUESTION) {
		if (spans_question(d, s->start, &question))
			writer_bytes(w, v->text + question.start,
			             question.end - question.start);
		else
			writer_none(w);
	}
	if ((extra & SPANS_CONTEXT) && t) {
		size_t from = left_of(v, t, s->start, s->words);
		size_t to = right_of(v, t, s->end, s->words);

		write_line(w, v->text + from, s->start - from);
		write_line(w, v->text + s->start, s->end - s->start);
		write_line(w, v->text + s->end, to > s->end ? to - s->end : 0);
	} else {
		writer_bytes(w, v->text + s->start, s->end - s->start);
	}
	buf_release(&b);
}
