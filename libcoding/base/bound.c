#include "base/bound.h"

#include "base/error.h"

/*
 * What jansson takes, as measured: an object has a table of eight chains, an
 * array room for eight values.
 */
enum {
	JSON_OBJECT = 272,
	JSON_ARRAY = 144,
	JSON_MEMBER = 96, /* of an object: its name */
	JSON_VALUE = 48,  /* a text, a number */
};

int
bound_tree(size_t n, size_t bytes, size_t len, struct error *err)
{
	if (bytes <= BOUND_FREE || bytes / BOUND_TIMES <= len)
		return 0;
	return error_set(err, ERR_LIMIT,
	                 "it has %zu elements and values in %zu MB, which "
	                 "would take %zu MB of memory, and no more than %d "
	                 "times its size, or %zu MB, is given to a file; "
	                 "divide it, or save it as plain text",
	                 n, (len + (1 << 20) - 1) >> 20, bytes >> 20,
	                 BOUND_TIMES, BOUND_FREE >> 20);
}

int
bound_json(const char *data, size_t len, struct error *err)
{
	size_t n = 0, bytes = len, i;

	for (i = 0; i < len; i++) {
		switch (data[i]) {
		case '"': /* to its end: nothing in it counts */
			for (i++; i < len && data[i] != '"'; i++)
				i += data[i] == '\\';
			break;
		case '{':
			bytes += JSON_OBJECT;
			n++;
			break;
		case '[':
			bytes += JSON_ARRAY;
			n++;
			break;
		case ':':
			bytes += JSON_MEMBER;
			break;
		case ',':
			bytes += JSON_VALUE;
			n++;
			break;
		default:
			break;
		}
	}
	return bound_tree(n, bytes, len, err);
}
