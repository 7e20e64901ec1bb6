/*
 * fuzz_captions - any bytes as captions of every format, and as what a
 * recogniser writes: what is read must be a transcript, and what is refused
 * must be refused in words that are text.
 */
#include "base/buf.h"
#include "base/error.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "import/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
fail(const char *what, const struct transcript *t)
{
	fprintf(stderr, "%s\n%s\n", what, buf_str(&t->text));
	abort();
}

static void
check_speakers(const struct transcript *t, const struct transcript_turn *turn)
{
	size_t i;

	if (turn->first_speaker + turn->speakers > t->turn_speakers.n)
		fail("a turn has speakers who are not there", t);
	for (i = 0; i < turn->speakers; i++)
		if (t->turn_speakers.items[turn->first_speaker + i] >=
		    t->speakers.n)
			fail("a speaker is not there", t);
}

/* What transcript.h promises. */
static void
check(const struct transcript *t)
{
	const char *text = buf_str(&t->text);
	struct buf nfc = { 0 };
	size_t i, at = 0, a, b;

	if (!utf8_valid(text, t->text.len, NULL) || strlen(text) != t->text.len)
		fail("not text", t);
	if (unicode_nfc(&nfc, text, t->text.len))
		fail("not in normal form C", t);
	buf_release(&nfc);
	for (i = 0; i < t->turns.n; i++) {
		const struct transcript_turn *turn = &t->turns.items[i];

		if (turn->start < at || turn->end <= turn->start ||
		    turn->end > t->text.len)
			fail("a turn is out of order", t);
		a = turn->start;
		b = turn->end;
		if (unicode_is_space(utf8_next(text, t->text.len, &a)) ||
		    unicode_is_space(utf8_prev(text, &b)))
			fail("a turn is not trimmed", t);
		if (turn->start_ms != TURN_NO_TIME &&
		    turn->end_ms != TURN_NO_TIME &&
		    turn->end_ms < turn->start_ms)
			fail("a turn ends before it starts", t);
		check_speakers(t, turn);
		at = turn->end;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const formats[] = { "vtt", "srt", "sbv", "json" };
	size_t i;

	for (i = 0; i < sizeof(formats) / sizeof(*formats); i++) {
		struct import_options o = { .format = formats[i] };
		struct transcript t = { 0 };
		struct buf bytes = { 0 };
		struct error err = { 0 };

		buf_add(&bytes, data, size);
		if (import_bytes("fuzz", &bytes, &o, &t, &err) == 0)
			check(&t);
		else if (!utf8_valid(err.msg, strlen(err.msg), NULL))
			fail("not a message", &t);
		buf_release(&bytes);
		transcript_release(&t);
	}
	return 0;
}
