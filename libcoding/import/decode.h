/*
 * decode.h - the bytes of a text file as emic keeps text: valid UTF-8, NFC,
 * LF, no BOM, no NUL, no control characters but tabs.
 */
#ifndef EMIC_IMPORT_DECODE_H
#define EMIC_IMPORT_DECODE_H

#include "base/buf.h"
#include "model/transcript.h"

struct error;

/*
 * Put the text of BYTES into T, with its encoding and what was changed; T
 * says whether it is BYTES verbatim, so nobody may change it afterwards.
 * BYTES may be taken over.  ENCODING is iconv's name, or NULL: by BOM, else
 * UTF-8 if it is that, else guessed (guess.h), which T then says.
 *
 * ERR_FORMAT: the bytes are no text in that encoding: the message has the
 *             line.  ERR_USAGE: there is no such encoding.
 */
int decode_text(struct buf *bytes, const char *encoding, struct transcript *t,
                struct error *err);

/* The same, but the control character KEPT stays where it is. */
int decode_text_with(struct buf *bytes, const char *encoding, char kept,
                     struct transcript *t, struct error *err);

/*
 * The same for a format that composes the text of T from its file: what is
 * decoded replaces OUT, which is the caller's, and T has no text yet.
 */
int decode_apart(struct buf *bytes, const char *encoding, struct transcript *t,
                 struct buf *out, struct error *err);

#endif
