/*
 * frame.h - what stands around the speech of a transcript and is none: its
 * title, keywords, who was there, and what the program that made it says.
 */
#ifndef EMIC_IMPORT_FRAME_H
#define EMIC_IMPORT_FRAME_H

#include "model/transcript.h"

/*
 * Paragraphs of T that only programs write ("Transcribed by https://...",
 * "Ana started transcription") become notes, and are added to CUTS.
 */
void frame_cut_notices(struct transcript *t, struct span_list *cuts);

/*
 * The same for the paragraphs that T begins with, before the first turn at
 * END, as long as they are no sentences; their date is T's, if it has none.
 */
void frame_cut_opening(struct transcript *t, struct span_list *cuts,
                       size_t end);

/* [START, END) of T is a note and no speech: it is added to CUTS, at their end.
 */
void frame_note(struct transcript *t, struct span_list *cuts, size_t start,
                size_t end);

/* The cuts that were added since there were N come into their order. */
void frame_sort_cuts(struct span_list *cuts, size_t n);

/* Is [START, END) a title: one line, of few words, no sentence? */
bool frame_is_title(const char *text, size_t start, size_t end);

#endif
