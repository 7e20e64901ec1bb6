#include "shared/preview.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "import/import.h"

#include <stdlib.h>

#define START_CP 60 /* of a turn */

/* What one speaker says; the last of a document's is nobody. */
struct part {
	size_t turns, words;
	struct span first; /* turn */
};

static void
add_part(struct part *part, const struct transcript_turn *turn)
{
	if (part->turns++ == 0)
		part->first = (struct span){ turn->start, turn->end };
	part->words += turn->words;
}

/* The start of a turn, enough to tell whether it is one. */
static void
print_start(struct writer *w, const char *s, size_t len)
{
	size_t cut = utf8_offset(s, len, START_CP);
	struct buf b = { 0 };

	buf_add(&b, s, cut);
	if (cut < len)
		buf_adds(&b, " ...");
	writer_text(w, buf_str(&b));
	buf_release(&b);
}

void
preview_print(struct writer *w, const char *name, const struct transcript *t)
{
	struct part *parts = mem_array(t->speakers.n + 1, sizeof(*parts));
	const char *text = buf_str(&t->text);
	size_t k, s;

	for (k = 0; k < t->turns.n; k++) {
		const struct transcript_turn *turn = &t->turns.items[k];
		const size_t *who = t->turn_speakers.items;

		for (s = 0; s < turn->speakers; s++)
			add_part(&parts[who[turn->first_speaker + s]], turn);
		if (turn->speakers == 0)
			add_part(&parts[t->speakers.n], turn);
	}
	for (s = 0; s <= t->speakers.n; s++) {
		if (parts[s].turns == 0)
			continue;
		writer_text(w, name);
		if (s == t->speakers.n) {
			writer_none(w);
			writer_none(w);
		} else {
			writer_text(w, t->speakers.items[s].label);
			writer_text(
			    w, speaker_role_name(t->speakers.items[s].role));
		}
		writer_int(w, (int64_t)parts[s].turns);
		writer_int(w, (int64_t)parts[s].words);
		print_start(w, text + parts[s].first.start,
		            parts[s].first.end - parts[s].first.start);
	}
	free(parts);
}

int
preview_formats(struct invocation *in)
{
	static const struct writer_column columns[] = {
		{ "format", NULL, 0 },
		{ "extensions", NULL, 0 },
		{ "description", NULL, 0 },
	};
	struct writer *w = command_writer(in, columns, 3);
	const struct importer *importer;
	size_t i;

	for (i = 0; (importer = import_format(i)) != NULL; i++) {
		writer_text(w, importer->name);
		writer_text(w, importer->extensions);
		writer_text(w, importer->description);
	}
	writer_finish(w);
	return 0;
}
