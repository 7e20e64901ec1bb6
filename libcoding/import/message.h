/*
 * message.h - chats as text: a message begins with a date and a time, as
 * WhatsApp, Signal, Skype, Teams, Slack, Telegram and Discord write it.
 *
 *	12/03/2024, 14:05 - Maria: ...        Maria  [2:05 PM]
 *	[12/03/2024, 14:05:33] Maria: ...     ...
 *	2024-03-12 14:05:33 From Maria to Everyone: ...
 *	[12-Mar-24 02:05 PM] Maria            Maria, [12.03.2024 14:05]
 *	...                                   ...
 */
#ifndef EMIC_IMPORT_MESSAGE_H
#define EMIC_IMPORT_MESSAGE_H

#include "import/cast.h"
#include "import/cue.h"
#include "model/transcript.h"

/*
 * Is T, outside CUTS, a chat?  Then OUT has its messages, CAST who wrote
 * them, and all that the program itself wrote (who joined, what was deleted,
 * where a picture was) is a note of T and in CUTS, which stay in order.
 * Times count from the midnight before the earliest message, whose day is T's
 * date if it is beyond doubt.
 */
bool message_find(struct transcript *t, struct span_list *cuts,
                  struct cast *cast, struct cue_list *out);

#endif
