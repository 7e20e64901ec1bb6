/*
 * segment.h - where words, asides, sentences and paragraphs are.
 *
 * The one rule of each kind; everything that counts or grows uses these.
 * All spans are half-open byte offsets into the whole text; all functions
 * look at [start, end) of it only.
 *
 * word       \w+(?:['’ʼ]\w+)* where \w is unicode_is_word().  "don't" is
 *            one word, "well-known" two.  Words inside asides do not count.
 * aside      [ ... ] or (( ... )) within one line, at most 200 bytes long:
 *            [pause], [organisation], ((laughs)); also the Markdown form
 *            \[ ... \], and times in the midst of speech: (12:33),
 *            #00:12:33-4#.  Shown, but no words.
 * paragraph  a run of lines up to a blank line.
 * sentence   ends after . ! ? or … and the closing marks behind it, before
 *            white space - unless the word before is an initial or on the
 *            list of abbreviations, or "..." or … goes on in lower case, or
 *            a closing quote is followed by lower case.  A line break ends
 *            it.  In a paragraph of over 40 words without any sentence
 *            mark, windows of 40 words stand for sentences.
 */
#ifndef EMIC_BASE_SEGMENT_H
#define EMIC_BASE_SEGMENT_H

#include <stdbool.h>
#include <stddef.h>

struct span {
	size_t start, end; /* bytes, half-open */
};

struct span_list {
	struct span *items;
	size_t n, cap;
};

/*
 * Find the next word at or after byte AT, before END: true with its span.
 * Asides are not skipped: use segment_count_words() to count.
 */
bool segment_next_word(const char *text, size_t end, size_t at,
                       struct span *word_out);

/* Find the next aside at or after AT, before END. */
bool segment_next_aside(const char *text, size_t end, size_t at,
                        struct span *aside_out);

/* The end of the aside that starts at byte AT, before END; AT if none does. */
size_t segment_skip_aside(const char *text, size_t end, size_t at);

/* How many words [start, end) has, those inside asides left out. */
size_t segment_count_words(const char *text, size_t start, size_t end);

/* Append the sentences of [start, end): trimmed, in order, no overlap. */
void segment_sentences(const char *text, size_t start, size_t end,
                       struct span_list *out);

/* Append the paragraphs of [start, end): trimmed, in order. */
void segment_paragraphs(const char *text, size_t start, size_t end,
                        struct span_list *out);

/*
 * True if segment_sentences() falls back to windows somewhere in
 * [start, end): import says so.
 */
bool segment_has_windows(const char *text, size_t start, size_t end);

#endif
