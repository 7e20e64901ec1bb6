/*
 * message_private.h - lines that begin as messages do, and whether they are.
 */
#ifndef EMIC_IMPORT_MESSAGE_PRIVATE_H
#define EMIC_IMPORT_MESSAGE_PRIVATE_H

#include "import/message.h"
#include "import/stamp.h"

/* A line that begins with a stamp. */
struct message {
	size_t line;
	size_t stop;             /* where the line ends */
	size_t label, label_end; /* equal: the program wrote it */
	size_t speech;
	struct stamp stamp;
	bool alone;   /* name and stamp have the line for themselves */
	bool undated; /* nothing but a time of day, and AM or PM */
	bool from;    /* "From Maria to Everyone", as only Zoom writes */
};

struct messages {
	struct message *items;
	size_t n, cap;
	size_t lines, paragraphs; /* of the text that they stand in */
};

/*
 * Is TEXT, outside CUTS, a chat, of which LIST has the messages?  Diaries and
 * field notes begin their entries with date and time, too, and interviews
 * quote chats.
 */
bool message_is_chat(const char *text, size_t len, const struct span_list *cuts,
                     const struct messages *list);

#endif
