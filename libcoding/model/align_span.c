/* Where a span stands in the corrected text. */
#include "model/align.h"

#include "base/unicode.h"
#include "base/utf8.h"

#include <string.h>

#define STRONG 3 /* words that are the same in a row */

/* The runs of one block that lie in the span. */
struct pieces {
	size_t first, last; /* indexes of runs */
	size_t same;        /* letters */
	bool strong;        /* one lies among STRONG words or more */
	size_t words;       /* of those that do so, in the span */
};

/*
 * Letters of word characters in [start, end); with MARKS, all that is no
 * white space.
 */
static size_t
count(const char *text, size_t start, size_t end, bool marks)
{
	size_t n = 0;

	while (start < end) {
		uint32_t cp = utf8_next(text, end, &start);

		n += marks ? !unicode_is_space(cp) : unicode_is_word(cp);
	}
	return n;
}

static size_t
run_end(const struct align_run *r)
{
	return r->old + r->len;
}

/* The first run that ends behind byte AT. */
static size_t
first_behind(const struct alignment *al, size_t at)
{
	size_t lo = 0, hi = al->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (run_end(&al->items[mid]) <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* How many words begin in [start, end). */
static size_t
count_words(const char *text, size_t start, size_t end)
{
	struct span word = { start, start };
	size_t n = 0;

	while (segment_next_word(text, end, word.end, &word))
		n++;
	return n;
}

static void
add_piece(struct pieces *p, const struct alignment *al, size_t i,
          const char *old, struct span s, bool marks)
{
	const struct align_run *r = &al->items[i];
	size_t from = r->old > s.start ? r->old : s.start;
	size_t to = run_end(r) < s.end ? run_end(r) : s.end;
	size_t n = count(old, from, to, marks);

	if (n == 0)
		return;
	if (p->same == 0)
		p->first = i;
	p->last = i;
	p->same += n;
	if (r->words >= STRONG) {
		p->strong = true;
		p->words += count_words(old, from, to);
	}
}

/*
 * The pieces of the block that holds most of S.  A moved block's runs stand
 * side by side; those of block 0 may have moved ones between them.
 */
static struct pieces
find_pieces(const struct alignment *al, const char *old, struct span s,
            bool marks)
{
	struct pieces stays = { 0 }, best = { 0 }, moved = { 0 };
	uint32_t block = 0;
	size_t i;

	for (i = first_behind(al, s.start);
	     i < al->n && al->items[i].old < s.end; i++) {
		if (al->items[i].block == 0) {
			add_piece(&stays, al, i, old, s, marks);
			continue;
		}
		if (al->items[i].block != block)
			moved = (struct pieces){ 0 };
		block = al->items[i].block;
		add_piece(&moved, al, i, old, s, marks);
		if (moved.same > best.same)
			best = moved;
	}
	return best.same > stays.same ? best : stays;
}

/* The run of the same block before, or behind, run I; NULL if none. */
static const struct align_run *
neighbour(const struct alignment *al, size_t i, bool behind)
{
	uint32_t block = al->items[i].block;

	while (behind ? ++i < al->n : i-- > 0) {
		if (al->items[i].block == block)
			return &al->items[i];
		if (block != 0)
			break;
	}
	return NULL;
}

static bool
only_space(const char *text, size_t from, size_t to)
{
	while (from < to)
		if (!unicode_is_space(utf8_next(text, to, &from)))
			return false;
	return true;
}

/*
 * The first piece begins within S: what stood before it, from the start of
 * S, gave way to something else or to nothing.  If that is all that changed
 * there, what came instead belongs to the span, but only from its own line.
 */
static size_t
find_start(const struct alignment *al, const char *old, const char *new,
           struct span s, size_t i)
{
	const struct align_run *r = &al->items[i];
	const struct align_run *before = neighbour(al, i, false);
	size_t from = before ? run_end(before) : 0, start, k;

	if (r->old <= s.start)
		return r->new + (s.start - r->old);
	if (only_space(old, s.start, r->old))
		return r->new;
	if ((!before && r->block != 0) || from > s.start ||
	    !only_space(old, from, s.start))
		return r->new;
	start = before ? before->new + before->len : 0;
	for (k = start; k < r->new; k++)
		if (new[k] == '\n' && !memchr(old + from, '\n', r->old - from))
			start = k + 1;
	return start;
}

static size_t
find_end(const struct alignment *al, const char *old, const char *new,
         size_t new_len, struct span s, size_t i)
{
	const struct align_run *r = &al->items[i];
	const struct align_run *behind = neighbour(al, i, true);
	size_t to, end;
	const char *line;

	if (run_end(r) >= s.end)
		return r->new + (s.end - r->old);
	if (only_space(old, run_end(r), s.end))
		return r->new + r->len;
	to = behind ? behind->old : s.end + strlen(old + s.end);
	if (to < s.end || !only_space(old, s.end, to) ||
	    (!behind && r->block != 0))
		return r->new + r->len;
	end = behind ? behind->new : new_len;
	line = memchr(new + r->new + r->len, '\n', end - r->new - r->len);
	if (line && !memchr(old + run_end(r), '\n', to - run_end(r)))
		end = (size_t)(line - new);
	return end;
}

/*
 * The words of S end, or begin, where its old words do.  Where a word was
 * put in or taken out that stands beside it too, the change can as well be
 * said to stand outside S: of "no [no way]", "no way" leaves the whole.
 */
static void
keep_whole(const char *old, const char *new, size_t new_len, struct span s,
           struct span *out)
{
	size_t len = s.end - s.start;

	if (out->end >= len &&
	    memcmp(new + out->end - len, old + s.start, len) == 0)
		out->start = out->end - len;
	else if (out->start + len <= new_len &&
	         memcmp(new + out->start, old + s.start, len) == 0)
		out->end = out->start + len;
}

/* White space at an edge that had none is not of the span. */
static void
trim(const char *old, const char *new, struct span s, struct span *out)
{
	size_t at = s.start, end = s.end, next;
	bool head = unicode_is_space(utf8_next(old, s.end, &at));
	bool tail = unicode_is_space(utf8_prev(old, &end));

	while (out->start < out->end && !head) {
		next = out->start;
		if (!unicode_is_space(utf8_next(new, out->end, &next)))
			break;
		out->start = next;
	}
	while (out->end > out->start && !tail) {
		next = out->end;
		if (!unicode_is_space(utf8_prev(new, &next)))
			break;
		out->end = next;
	}
}

/* Is AT within a word of [0, len): true with the word. */
static bool
in_word(const char *text, size_t len, size_t at, struct span *word_out)
{
	size_t from = at, before = at;

	while (before > 0 && !unicode_is_space(utf8_prev(text, &before)))
		from = before;
	while (segment_next_word(text, len, from, word_out) &&
	       word_out->start < at) {
		if (word_out->end > at)
			return true;
		from = word_out->end;
	}
	return false;
}

/*
 * No edge comes to stand within a word where it did not before: of "and
 * hope", which is "Hope" now, the whole word is left and not its "ope".
 */
static void
whole_words(const char *old, const char *new, size_t new_len, struct span s,
            struct span *out)
{
	struct span word, was;

	if (in_word(new, new_len, out->start, &word) &&
	    !in_word(old, s.end, s.start, &was))
		out->start = word.start;
	if (in_word(new, new_len, out->end, &word) &&
	    !in_word(old, s.end + strlen(old + s.end), s.end, &was))
		out->end = word.end;
}

/*
 * Less than half of the letters, ALL of them, stayed: is it the same passage
 * still?  It is if so many of its words stay that they are no accident, or
 * if one does and others came instead of those that went.
 */
static bool
is_there_still(const struct pieces *p, size_t all, const char *new,
               struct span out)
{
	if (2 * p->same >= all || p->words >= STRONG)
		return true;
	return p->strong && 2 * count(new, out.start, out.end, false) >= all;
}

bool
align_span(const struct alignment *al, const char *old, const char *new,
           size_t new_len, struct span s, struct span *out)
{
	size_t all = count(old, s.start, s.end, false);
	bool marks = all == 0;
	struct pieces p = find_pieces(al, old, s, marks);

	if (marks)
		all = count(old, s.start, s.end, true);
	if (p.same == 0 || (!p.strong && 2 * p.same < all))
		return false;
	out->start = find_start(al, old, new, s, p.first);
	out->end = find_end(al, old, new, new_len, s, p.last);
	trim(old, new, s, out);
	if (!is_there_still(&p, all, new, *out))
		return false;
	whole_words(old, new, new_len, s, out);
	keep_whole(old, new, new_len, s, out);
	return out->start < out->end;
}
