#include "match/audience.h"

#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

struct audience
audience_read(struct arena *a, const char *speakers)
{
	char *label = unicode_fold(speakers ? speakers : "participant");
	struct audience audience = { AUDIENCE_PARTICIPANT, NULL };

	if (strcmp(label, "interviewer") == 0) {
		audience.kind = AUDIENCE_INTERVIEWER;
	} else if (strcmp(label, "all") == 0) {
		audience.kind = AUDIENCE_ALL;
	} else if (strcmp(label, "participant") != 0) {
		audience.kind = AUDIENCE_LABEL;
		audience.label = arena_str(a, label);
	}
	free(label);
	return audience;
}

bool
audience_equal(const struct audience *a, const struct audience *b)
{
	return a->kind == b->kind &&
	       (a->kind != AUDIENCE_LABEL || strcmp(a->label, b->label) == 0);
}

bool
audience_fits(const struct audience *a, const struct transcript_view *v,
              const struct turn *t, char *const *labels)
{
	size_t i;

	if (a->kind == AUDIENCE_ALL)
		return true;
	for (i = 0; i < t->speakers; i++) {
		size_t k = v->turn_speakers[t->first_speaker + i];
		enum speaker_role role = v->speakers[k].role;

		if (a->kind == AUDIENCE_LABEL
		        ? strcmp(labels[k], a->label) == 0
		        : (a->kind == AUDIENCE_INTERVIEWER
		               ? role == ROLE_INTERVIEWER
		               : role != ROLE_INTERVIEWER &&
		                     role != ROLE_INTERPRETER))
			return true;
	}
	return t->speakers == 0 && a->kind == AUDIENCE_PARTICIPANT;
}
