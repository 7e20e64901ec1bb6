#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
die(size_t size)
{
	fprintf(stderr, "emic: no memory for %zu bytes\n", size);
	abort();
}

void *
mem_zero(size_t size)
{
	void *p = calloc(1, size ? size : 1);

	if (!p)
		die(size);
	return p;
}

void *
mem_array(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size);

	if (!p)
		die(n);
	return p;
}

void *
mem_resize(void *ptr, size_t n, size_t size)
{
	void *p;

	if (size && n > SIZE_MAX / size)
		die(n);
	n *= size;
	p = realloc(ptr, n > 0 ? n : 1);
	if (!p)
		die(n);
	return p;
}

char *
mem_str(const char *s)
{
	return s ? mem_strn(s, strlen(s)) : NULL;
}

char *
mem_strn(const char *s, size_t len)
{
	char *p = mem_resize(NULL, len + 1, 1);

	if (len)
		memcpy(p, s, len);
	p[len] = '\0';
	return p;
}
