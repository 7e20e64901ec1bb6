/*
 * carry_fixture.h - layouts of a text written down, for tests.
 *
 * A text with its layout in it: "{Ana 1 3|So how was it?}" is a turn of Ana
 * from second 1 to 3, without times "{Ana|...}", of several "{Ana + Ben|...}",
 * of nobody "{|...}"; "<h|...>", "<q|...>", "<n|...>" are a heading, a
 * question and a note.  What stands outside of them is no speech.
 */
#ifndef EMIC_TEST_CARRY_FIXTURE_H
#define EMIC_TEST_CARRY_FIXTURE_H

#include "model/carry.h"

/* T is the caller's to release. */
void carry_fixture_read(const char *marked, struct transcript *t);

/* The other way round; the caller frees it. */
char *carry_fixture_print(const struct transcript *t);

/* T as a document; T must live as long.  Release it with the next. */
void carry_fixture_view(const struct transcript *t, struct transcript_view *v);
void carry_fixture_forget(struct transcript_view *v);

#endif
