#include "shared/piped.h"

#include "base/vec.h"

#include <string.h>
#include <sys/stat.h>

static bool
is_stdin(const char *path)
{
	return strcmp(path, "-") == 0;
}

static struct piped_file *
find(const struct piped *p, const char *path)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (strcmp(p->items[i].path, path) == 0)
			return &p->items[i];
	return NULL;
}

void
piped_read(struct piped *p, const char *path, size_t max)
{
	struct piped_file f = { .path = path };
	struct stat st;

	if (find(p, path))
		return;
	if (!is_stdin(path) &&
	    (stat(path, &st) < 0 || S_ISREG(st.st_mode) || S_ISDIR(st.st_mode)))
		return;
	f.rc = buf_read_file(&f.bytes, path, max, &f.err);
	vec_push(p, f);
}

bool
piped_has(const struct piped *p, const char *path)
{
	return find(p, path) != NULL;
}

int
piped_take(struct piped *p, const char *path, size_t max, struct buf *out,
           struct error *err)
{
	struct piped_file *f = find(p, path);

	if (!f)
		return buf_read_file(out, path, max, err);
	if (f->rc < 0)
		*err = f->err;
	else
		buf_add(out, buf_str(&f->bytes), f->bytes.len);
	buf_release(&f->bytes);
	return f->rc;
}

void
piped_release(struct piped *p)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		buf_release(&p->items[i].bytes);
	vec_release(p);
}
