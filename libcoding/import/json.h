/*
 * json.h - what speech recognisers write: segments of text with times and,
 * if they tell voices apart, speakers.
 *
 * Read by their shapes, not by their names: Whisper, WhisperX and
 * faster-whisper ("segments"), whisper.cpp ("transcription"), podcast
 * transcripts ("segments" with "body"), AssemblyAI and Deepgram
 * ("utterances"; without them Deepgram's words), Amazon Transcribe (words
 * and marks in "items"), and a plain list of segments.
 */
#ifndef EMIC_IMPORT_JSON_H
#define EMIC_IMPORT_JSON_H

#include "import/import.h"

extern const struct importer json_importer;

#endif
