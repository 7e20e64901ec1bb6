/*
 * transcript_fault.h - what transcript.h promises, checked: for tests and
 * fuzzers of importers, which include it.
 */
#ifndef EMIC_TEST_TRANSCRIPT_FAULT_H
#define EMIC_TEST_TRANSCRIPT_FAULT_H

#include "base/unicode.h"
#include "base/utf8.h"
#include "model/transcript.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static bool
fault_is_space(const char *s, size_t len, size_t at)
{
	return unicode_is_space(utf8_next(s, len, &at));
}

static const char *
fault_of_text(const char *s, size_t len)
{
	struct buf nfc = { 0 };
	bool changed;
	size_t i;

	if (!utf8_valid(s, len, NULL))
		return "it is not UTF-8";
	for (i = 0; i < len; i++)
		if (((unsigned char)s[i] < ' ' && s[i] != '\n' &&
		     s[i] != '\t') ||
		    s[i] == 0x7F)
			return "it has control characters";
	changed = unicode_nfc(&nfc, s, len);
	buf_release(&nfc);
	return changed ? "it is not in NFC" : NULL;
}

static const char *
fault_of_turn(const struct transcript *t, const struct transcript_turn *turn)
{
	const char *s = buf_str(&t->text);
	size_t last = turn->end, i;

	if (turn->start >= turn->end || turn->end > t->text.len)
		return "a turn is no part of the text";
	utf8_prev(s, &last);
	if (fault_is_space(s, t->text.len, turn->start) ||
	    fault_is_space(s, t->text.len, last))
		return "a turn is not trimmed";
	if (turn->first_speaker + turn->speakers > t->turn_speakers.n)
		return "a turn has speakers that are not there";
	for (i = 0; i < turn->speakers; i++)
		if (t->turn_speakers.items[turn->first_speaker + i] >=
		    t->speakers.n)
			return "nobody is this speaker";
	return NULL;
}

/* What is wrong with T, or NULL. */
static const char *
transcript_fault(const struct transcript *t)
{
	const char *fault = fault_of_text(buf_str(&t->text), t->text.len);
	size_t i, behind = 0;

	for (i = 0; !fault && i < t->turns.n; i++) {
		const struct transcript_turn *turn = &t->turns.items[i];

		if (turn->start < behind)
			fault = "turns overlap";
		else
			fault = fault_of_turn(t, turn);
		behind = turn->end;
	}
	for (i = 0; !fault && i < t->speakers.n; i++) {
		const char *label = t->speakers.items[i].label;

		fault = !*label ? "a label is empty"
		                : fault_of_text(label, strlen(label));
	}
	for (i = 0; !fault && i < t->sections.n; i++)
		if (t->sections.items[i].start >= t->sections.items[i].end ||
		    t->sections.items[i].end > t->text.len)
			fault = "a section is no part of the text";
	for (i = 0; !fault && i < t->asides.n; i++)
		if (t->asides.items[i].start >= t->asides.items[i].end ||
		    t->asides.items[i].end > t->text.len)
			fault = "an aside is no part of the text";
	return fault;
}

#endif
