#include "import/json_chat.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "import/compose.h"
#include "import/json_value.h"
#include "import/stamp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAY_MS ((int64_t)86400000)

/* seconds since 1970, to 2128: an earlier "time" is one in a recording */
#define EPOCH_MIN 1e8
#define EPOCH_MAX 5e9

enum { LOOKED_AT = 50 }; /* messages, to see whether they are such */

/* A message; the first of those that were written at the same time. */
struct note {
	const json_t *x;
	int64_t ms; /* since 1970, where it was written if the file says */
	size_t i;
};

struct notes {
	struct note *items;
	size_t n, cap;
};

static json_t *
get(const json_t *object, const char *name)
{
	return json_object_get(object, name);
}

static const json_t *
list_of(const json_t *root)
{
	return json_is_array(root) ? root : get(root, "messages");
}

/* --- when ----------------------------------------------------------------- */

/* Seconds or milliseconds since 1970, as a number or in a string. */
static bool
read_epoch(const json_t *value, int64_t *out)
{
	const char *s = json_string_value(value);
	char *end = NULL;
	double n = json_number_value(value);

	if (s)
		n = strtod(s, &end);
	if (s && (end == s || *end))
		return false;
	if (n >= EPOCH_MIN * 1000 && n < EPOCH_MAX * 1000)
		n /= 1000;
	if (!(n >= EPOCH_MIN && n < EPOCH_MAX))
		return false;
	*out = (int64_t)(n * 1000 + 0.5);
	return true;
}

/* "2024-03-12T14:05:33+01:00": the time of day where it was written. */
static bool
read_date(const json_t *value, int64_t *out)
{
	const char *s = json_string_value(value);
	struct stamp stamp;

	if (!s || stamp_read(s, strlen(s), 0, &stamp) == 0 ||
	    stamp.order != STAMP_KNOWN || stamp.year < 1970)
		return false;
	*out = stamp_day(&stamp, true) * DAY_MS + stamp.ms;
	return true;
}

static bool
read_when(const json_t *x, int64_t *out)
{
	static const char *const keys[] = { "date",         "timestamp",
		                            "timestamp_ms", "ts",
		                            "created_at",   "createdDateTime" };
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (read_date(get(x, keys[i]), out) ||
		    read_epoch(get(x, keys[i]), out))
			return true;
	return false;
}

/* --- who ------------------------------------------------------------------ */

static const json_t *
author_of(const json_t *x)
{
	static const char *const keys[] = { "from",   "sender_name",  "author",
		                            "sender", "user_profile", "actor",
		                            "user",   "username",     "from_id",
		                            NULL };

	return json_value_first(x, keys);
}

/* The first of an author's names that is not empty. */
static const char *
name_of(const json_t *author)
{
	static const char *const keys[] = { "nickname",     "real_name",
		                            "display_name", "globalName",
		                            "name",         "username" };
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		const char *s = json_string_value(get(author, keys[i]));

		if (s && *s)
			return s;
	}
	return NULL;
}

static void
read_who(const json_t *profiles, const json_t *x, struct buf *out)
{
	const json_t *author = author_of(x);
	const char *name = name_of(author), *id = json_string_value(author);

	if (!name && id)
		name = name_of(get(profiles, id));
	if (name) {
		buf_clear(out);
		buf_adds(out, name);
	} else {
		json_value_who(author, NULL, out);
	}
}

/* Who Slack's ids are: what their messages say about those who wrote them. */
static json_t *
read_profiles(const json_t *list)
{
	json_t *out = json_object();
	size_t i, n = json_array_size(list);

	for (i = 0; i < n; i++) {
		const json_t *x = json_array_get(list, i);
		const char *id = json_string_value(get(x, "user"));

		if (id && get(x, "user_profile"))
			json_object_set(out, id, get(x, "user_profile"));
	}
	return out;
}

/* --- what ----------------------------------------------------------------- */

/*
 * Messenger writes each byte of UTF-8 as a character of its own: put them
 * together again, if all of S is such.
 */
static void
mend(struct buf *s)
{
	struct buf bytes = { 0 };
	size_t at = 0;
	bool wide = false;

	while (at < s->len) {
		uint32_t cp = utf8_next(buf_str(s), s->len, &at);

		if (cp > 0xFF)
			break;
		wide |= cp >= 0x80;
		buf_addc(&bytes, (char)cp);
	}
	if (wide && at == s->len &&
	    utf8_valid(buf_str(&bytes), bytes.len, NULL)) {
		buf_clear(s);
		buf_add(s, buf_str(&bytes), bytes.len);
	}
	buf_release(&bytes);
}

/* <@U02>, <https://...|the words of the link> */
static size_t
add_reference(const char *s, const json_t *profiles, struct buf *out)
{
	size_t n = strcspn(s, ">"), bar = strcspn(s, "|>");
	char id[32];
	const char *name;

	if (s[n] != '>')
		return 0;
	if (s[1] != '@' || bar - 2 >= sizeof(id)) {
		s += bar < n ? bar + 1 : 1;
		buf_add(out, s, strcspn(s, ">"));
		return n + 1;
	}
	memcpy(id, s + 2, bar - 2);
	id[bar - 2] = '\0';
	name = name_of(get(profiles, id));
	buf_addf(out, "@%s", name ? name : id);
	return n + 1;
}

/* What Slack writes, for it marks what refers to others. */
static void
add_slack(const char *s, const json_t *profiles, struct buf *out)
{
	static const char *const entities[] = { "&amp;", "&lt;", "&gt;" };
	size_t n, i;

	while (*s) {
		n = *s == '<' ? add_reference(s, profiles, out) : 0;
		for (i = 0; n == 0 && i < 3; i++) {
			if (strncmp(s, entities[i], strlen(entities[i])) != 0)
				continue;
			buf_addc(out, "&<>"[i]);
			n = strlen(entities[i]);
		}
		if (n == 0) {
			buf_addc(out, *s);
			n = 1;
		}
		s += n;
	}
}

/* The text, or the pieces of it. */
static void
read_text(const json_t *x, const json_t *profiles, struct buf *out)
{
	static const char *const keys[] = { "text", "content", "body", NULL };
	const json_t *text = json_value_first(x, keys);
	size_t i, n = json_array_size(text);
	const char *s = json_string_value(text);

	buf_clear(out);
	if (s && get(x, "ts"))
		add_slack(s, profiles, out);
	else
		buf_adds(out, s ? s : "");
	for (i = 0; i < n; i++) {
		const json_t *piece = json_array_get(text, i);

		s = json_string_value(json_is_object(piece) ? get(piece, "text")
		                                            : piece);
		buf_adds(out, s ? s : "");
	}
	if (get(x, "sender_name"))
		mend(out);
}

/* Did the program write it: who came and went? */
static bool
is_service(const json_t *x)
{
	static const char *const said[] = { "message", "Default", "Reply",
		                            "Generic" };
	static const char *const sub[] = { "thread_broadcast", "me_message",
		                           "file_share", "bot_message" };
	const char *type = json_string_value(get(x, "type"));
	const char *subtype = json_string_value(get(x, "subtype"));
	bool service = type != NULL;
	size_t i;

	for (i = 0; i < 4; i++)
		service &= !type || strcmp(type, said[i]) != 0;
	if (service || !subtype)
		return service;
	for (i = 0; i < 4; i++)
		if (strcmp(subtype, sub[i]) == 0)
			return false;
	return true;
}

/* A message without words: what it had instead, as far as the file says. */
static const char *
instead(const json_t *x)
{
	static const char *const keys[] = {
		"photo",
		"photos",
		"videos",
		"audio_files",
		"gifs",
		"files",
		"attachments",
		"file",
		"sticker",
		"stickers",
		"poll",
		"location_information",
		"contact_information",
	};
	const char *s = json_string_value(get(x, "media_type"));
	size_t i;

	if (!s)
		s = json_string_value(get(x, "action"));
	for (i = 0; !s && i < sizeof(keys) / sizeof(*keys); i++)
		if (json_array_size(get(x, keys[i])) > 0 ||
		    json_is_string(get(x, keys[i])) ||
		    json_is_object(get(x, keys[i])))
			s = keys[i];
	return s ? s : "no text";
}

/* --- all of it ------------------------------------------------------------ */

bool
json_chat_is(const json_t *root)
{
	const json_t *list = list_of(root);
	size_t n = json_array_size(list), looked, i, found = 0;
	int64_t ms;

	looked = n < LOOKED_AT ? n : LOOKED_AT;
	for (i = 0; i < looked; i++) {
		const json_t *x = json_array_get(list, i);

		found += author_of(x) && read_when(x, &ms);
	}
	return 2 * found > looked;
}

static int
compare_notes(const void *a, const void *b)
{
	const struct note *x = a, *y = b;

	if (x->ms != y->ms)
		return x->ms < y->ms ? -1 : 1;
	return x->i < y->i ? -1 : x->i > y->i;
}

/* The messages in order; one without a time is where the one before is. */
static void
sort_notes(const json_t *list, struct notes *out)
{
	size_t i, n = json_array_size(list);
	int64_t last = 0;

	for (i = 0; i < n; i++) {
		struct note note = { json_array_get(list, i), last, i };

		if (read_when(note.x, &note.ms))
			last = note.ms;
		vec_push(out, note);
	}
	if (n > 0)
		qsort(out->items, n, sizeof(*out->items), compare_notes);
}

static void
add_note(struct composer *c, const struct note *note, int64_t midnight,
         const json_t *profiles, struct buf *who, struct buf *text)
{
	struct buf line = { 0 };
	const char *s;

	read_who(profiles, note->x, who);
	if (get(note->x, "sender_name"))
		mend(who);
	read_text(note->x, profiles, text);
	s = buf_str(text);
	if (s[strspn(s, " \t\r\n")] && !is_service(note->x)) {
		compose_turn(c, note->ms - midnight, TURN_NO_TIME);
		compose_speaker(c, buf_str(who), who->len);
		compose_text(c, s, text->len);
		return;
	}
	buf_addf(&line, "%s: %s", buf_str(who), *s ? s : instead(note->x));
	compose_section(c, SECTION_NOTE, 1, buf_str(&line), line.len);
	buf_release(&line);
}

/* The day of MS as T's date. */
static void
set_date(struct transcript *t, int64_t ms)
{
	struct stamp s = { .order = STAMP_KNOWN,
		           .year = 1970 + (int)(ms / DAY_MS / 365),
		           .first = 12,
		           .second = 31 };
	int64_t day = ms / DAY_MS;

	while (s.year > 1970 && (s.year--, stamp_day(&s, true) >= day))
		;
	s.year++;
	for (s.second = 1; s.first > 1 && stamp_day(&s, true) > day;)
		s.first--;
	s.second += (int)(day - stamp_day(&s, true));
	stamp_date(&s, true, t->date);
}

int
json_chat_read(const json_t *root, struct transcript *t,
               const struct import_options *o, struct error *err)
{
	struct composer c = { .t = t, .options = o };
	const json_t *list = list_of(root);
	json_t *profiles = read_profiles(list);
	struct buf who = { 0 }, text = { 0 };
	struct notes notes = { 0 };
	int64_t midnight = 0;
	size_t i;

	sort_notes(list, &notes);
	if (notes.n > 0) {
		set_date(t, notes.items[0].ms);
		midnight = notes.items[0].ms / DAY_MS * DAY_MS;
	}
	for (i = 0; i < notes.n; i++)
		add_note(&c, &notes.items[i], midnight, profiles, &who, &text);
	snprintf(t->counted, sizeof(t->counted), "%zu message%s", notes.n,
	         notes.n == 1 ? "" : "s");
	json_decref(profiles);
	vec_release(&notes);
	buf_release(&who);
	buf_release(&text);
	return compose_end(&c, err);
}
