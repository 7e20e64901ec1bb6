/* align_fixture.h - what tests of the alignment share. */
#ifndef EMIC_TEST_ALIGN_FIXTURE_H
#define EMIC_TEST_ALIGN_FIXTURE_H

#include "model/align.h"

/* Runs are equal bytes, in order in the old text; a block's in both. */
void align_fixture_sound(const struct alignment *al, const char *old,
                         const char *new);

#endif
