#include "base/error.h"

#include "base/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/*
 * A message that was too long ends with a whole character, and what a
 * library quotes of a file is text.
 */
static void
end_whole(char *msg, size_t size)
{
	size_t len = strlen(msg), lead = len, bad;

	while (len + 1 >= size && lead > 0 && (msg[lead - 1] & 0xC0) == 0x80)
		lead--;
	if (len + 1 >= size && lead > 0 && (msg[lead - 1] & 0x80))
		msg[lead - 1] = '\0';
	while (!utf8_valid(msg, strlen(msg), &bad))
		msg[bad] = '?';
}

/* Of a name of thousands of bytes the start will do: SIZE with the NUL. */
static void
shorten(char *msg, size_t size)
{
	if (strlen(msg) < size)
		return;
	memcpy(msg + size - strlen("...'") - 1, "...'", sizeof("...'"));
}

__attribute__((format(printf, 3, 0))) static int
set(struct error *err, int code, const char *fmt, va_list ap)
{
	if (!err)
		return code;
	err->code = code;
	vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
	end_whole(err->msg, sizeof(err->msg));
	return code;
}

int
error_set(struct error *err, int code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	set(err, code, fmt, ap);
	va_end(ap);
	return code;
}

int
error_errno(struct error *err, int code, const char *fmt, ...)
{
	const char *why = strerror(errno);
	va_list ap;
	size_t len;

	va_start(ap, fmt);
	set(err, code, fmt, ap);
	va_end(ap);
	if (!err)
		return code;
	shorten(err->msg, sizeof(err->msg) - strlen(why) - strlen(": "));
	len = strlen(err->msg);
	snprintf(err->msg + len, sizeof(err->msg) - len, ": %s", why);
	end_whole(err->msg, sizeof(err->msg));
	return code;
}

int
error_wrap(struct error *err, const char *fmt, ...)
{
	char old[sizeof(err->msg)];
	va_list ap;
	size_t len, room;

	if (!err)
		return ERR_IO;
	memcpy(old, err->msg, sizeof(old));
	va_start(ap, fmt);
	vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
	va_end(ap);
	room = sizeof(old) - strlen(old) - strlen(": ");
	shorten(err->msg, room > sizeof(old) / 2 ? room : sizeof(old) / 2);
	len = strlen(err->msg);
	snprintf(err->msg + len, sizeof(err->msg) - len, ": %s", old);
	end_whole(err->msg, sizeof(err->msg));
	return err->code;
}
