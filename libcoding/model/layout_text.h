/*
 * layout_text.h - how the parts of a layout are written in the project file.
 *
 * Arrays of JSON, one item each, without blanks, so that a layout is a few
 * values and not a row for each turn, which SQLite can still take apart: the
 * views turn, turn_speaker, aside and section do.
 *
 *	turns     [[start,end,start_ms,end_ms,words,speaker,...],...]
 *	asides    [[start,end],...]
 *	sections  [[start,end,level,"kind"],...]
 *
 * Places are bytes, a time that is not known is null, and a speaker is
 * speaker.id: none, one, or several at once, each once, the lowest first.
 */
#ifndef EMIC_MODEL_LAYOUT_TEXT_H
#define EMIC_MODEL_LAYOUT_TEXT_H

#include "model/document.h"

/* Turn I is INDEXES[first_speaker ...]'s, of which IDS are the speaker.id. */
void layout_text_turns(struct buf *out, const struct turn *turns, size_t n,
                       const size_t *indexes, const int64_t *ids);
void layout_text_asides(struct buf *out, const struct span *asides, size_t n);
void layout_text_sections(struct buf *out,
                          const struct transcript_section *sections, size_t n);

/*
 * The way back, into V, which has its speakers; who is none of them is left
 * out.  False: TEXT is not what was written here.  V's arrays are filled so
 * far, and document_close() frees them.
 */
bool layout_text_read_turns(const char *text, struct transcript_view *v);
bool layout_text_read_asides(const char *text, struct transcript_view *v);
bool layout_text_read_sections(const char *text, struct transcript_view *v);

#endif
