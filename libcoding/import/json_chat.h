/*
 * json_chat.h - chats as Telegram, Slack, Discord and Messenger write them
 * in JSON: a list of messages, each with a date, who wrote it, and a text.
 */
#ifndef EMIC_IMPORT_JSON_CHAT_H
#define EMIC_IMPORT_JSON_CHAT_H

#include "import/import.h"

#include <jansson.h>
#include <stdbool.h>

/* Are most items of the list in ROOT messages, with dates? */
bool json_chat_is(const json_t *root);

/*
 * Fill T, whose text is empty, from such a ROOT: a turn a message, in order
 * of their times, which count from the midnight before the first.  What the
 * program wrote, and messages without words, are notes.
 *
 * ERR_LIMIT: more text or turns than a document may have.
 */
int json_chat_read(const json_t *root, struct transcript *t,
                   const struct import_options *o, struct error *err);

#endif
