/*
 * fuzz_carry - a text, what is done to its turns by hand, and another text:
 * the turns that come of it must be as transcript.h promises, and be the same
 * again when nothing changes any more.
 *
 * The first four bytes say what is done by hand, each to one turn; the texts
 * stand behind them with a NUL in between, and are read as plain text.
 */
#include "base/error.h"
#include "import/import.h"
#include "model/carry.h"
#include "transcript_fault.h"
#include "transcript_view.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
read_text(const char *text, size_t len, struct transcript *t)
{
	struct import_options o = { .format = "text" };
	struct buf bytes = { 0 };
	struct error err;
	bool ok;

	buf_add(&bytes, text, len);
	ok = import_bytes("fuzz", &bytes, &o, t, &err) == 0;
	buf_release(&bytes);
	return ok;
}

/* Split turn I at its first blank, if there are words on both sides. */
static void
split(struct transcript_view *v, size_t i)
{
	struct turn *t = &v->turns[i];
	const char *blank = memchr(v->text + t->start, ' ', t->end - t->start);
	size_t at = blank ? (size_t)(blank - v->text) : 0;

	if (!blank || v->text[at + 1] <= ' ' || v->text[at - 1] <= ' ' ||
	    (unsigned char)v->text[at + 1] >= 0x80 ||
	    (unsigned char)v->text[at - 1] >= 0x80)
		return;
	memmove(t + 2, t + 1, (v->n_turns - i - 1) * sizeof(*t));
	t[1] = *t;
	t[0].end = at;
	t[0].end_ms = TURN_NO_TIME;
	t[1].start = at + 1;
	t[1].start_ms = TURN_NO_TIME;
	v->n_turns++;
}

static void
change(struct transcript_view *v, uint8_t what)
{
	size_t i = v->n_turns > 0 ? (what >> 2) % v->n_turns : 0;

	if (v->n_turns == 0)
		return;
	switch (what & 3) {
	case 0:
		v->turns[i].speakers = 0;
		break;
	case 1:
		v->turns[i].first_speaker = 0;
		v->turns[i].speakers = v->n_turn_speakers > 0;
		break;
	case 2:
		split(v, i);
		break;
	default:
		if (i + 1 == v->n_turns)
			break;
		v->turns[i].end = v->turns[i + 1].end;
		v->turns[i].end_ms = v->turns[i + 1].end_ms;
		memmove(&v->turns[i + 1], &v->turns[i + 2],
		        (v->n_turns - i - 2) * sizeof(*v->turns));
		v->n_turns--;
	}
}

static void
check(const uint8_t *by_hand, const struct transcript *old,
      struct transcript *t, struct transcript *again)
{
	struct transcript_view v, made;
	struct transcript file = { 0 };
	struct alignment al;
	struct carry c;
	const char *fault;
	size_t i;

	/* each change by hand may split one */
	transcript_view(old, 4, &v);
	for (i = 0; i < 4; i++)
		change(&v, by_hand[i]);
	align_texts(v.text, v.len, buf_str(&t->text), t->text.len, &al);
	carry_turns(&v, old, true, &al, t, &c);
	align_release(&al);
	carry_release(&c);
	transcript_view_forget(&v);
	fault = transcript_fault(t);
	/* the same file once more, unless that is refused as it was stored */
	transcript_view(t, 0, &made);
	align_texts(made.text, made.len, made.text, made.len, &al);
	if (!fault && read_text(made.text, made.len, &file)) {
		carry_turns(&made, &file, true, &al, again, &c);
		if (c.differs)
			fault = "it is not the same again";
		carry_release(&c);
	}
	if (fault) {
		fprintf(stderr, "%s\n", fault);
		abort();
	}
	align_release(&al);
	transcript_view_forget(&made);
	transcript_release(&file);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct transcript old = { 0 }, t = { 0 }, again = { 0 };
	const char *text = (const char *)data + 4, *end;
	size_t len;

	if (size < 6)
		return 0;
	end = memchr(text, '\0', size - 4);
	len = end ? (size_t)(end - text) : size - 4;
	if (end && read_text(text, len, &old) &&
	    read_text(end + 1, size - 5 - len, &t) &&
	    read_text(end + 1, size - 5 - len, &again))
		check(data, &old, &t, &again);
	transcript_release(&old);
	transcript_release(&t);
	transcript_release(&again);
	return 0;
}
