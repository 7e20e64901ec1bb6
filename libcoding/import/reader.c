#include "import/reader.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/queue.h"
#include "base/xml.h"

#include <assert.h>
#include <stdlib.h>
#include <sys/stat.h>

enum {
	ROOM = 16,        /* files inside for each thread, */
	LARGE = 16 << 20, /* while they have no more bytes than this together */
};

/* A file inside. */
struct job {
	const char *path;
	size_t size;
	/* what came out */
	struct reader_result result;
	struct error err;
	int rc;
};

struct reader {
	const struct import_options *options;
	struct job *jobs;
	size_t slots;
	size_t bytes; /* of the files inside */
	struct queue *queue;
};

static void
run(void *reader, size_t slot, size_t thread)
{
	struct reader *r = reader;
	struct job *j = &r->jobs[slot];
	struct import_options o = *r->options;

	(void)thread;
	if (o.doubts)
		o.doubts = &j->result.doubts;
	j->rc = import_file(j->path, &o, &j->result.transcript, &j->err);
}

struct reader *
reader_new(const struct import_options *o, size_t threads)
{
	struct reader *r = mem_zero(sizeof(*r));

	xml_prepare();
	r->options = o;
	r->slots = threads > 1 ? threads * ROOM : 1;
	r->jobs = mem_array(r->slots, sizeof(*r->jobs));
	r->queue = queue_new(threads, r->slots, run, r);
	return r;
}

void
reader_result_release(struct reader_result *result)
{
	transcript_release(&result->transcript);
	import_doubts_release(&result->doubts);
}

/* The queue first: then nobody is at work on a job any more. */
void
reader_free(struct reader *r)
{
	size_t i;

	if (!r)
		return;
	queue_free(r->queue);
	for (i = 0; i < r->slots; i++)
		reader_result_release(&r->jobs[i].result);
	free(r->jobs);
	free(r);
}

/* 0 if that cannot be known: then it cannot be read either. */
static size_t
size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) < 0 || st.st_size < 0 ? 0 : (size_t)st.st_size;
}

bool
reader_has_room(const struct reader *r, const char *path)
{
	size_t slot;

	return queue_inside(r->queue) == 0 ||
	       (queue_free_slot(r->queue, &slot) &&
	        r->bytes + size_of(path) <= LARGE);
}

void
reader_put(struct reader *r, const char *path)
{
	size_t slot;
	bool room = queue_free_slot(r->queue, &slot);
	struct job *j = &r->jobs[slot];

	assert(room);
	*j = (struct job){ .path = path, .size = size_of(path) };
	r->bytes += j->size;
	queue_put(r->queue);
}

int
reader_take(struct reader *r, struct reader_result *out, struct error *err)
{
	struct job *j;
	size_t slot;

	*out = (struct reader_result){ 0 };
	if (!queue_take(r->queue, &slot))
		return 0;
	j = &r->jobs[slot];
	r->bytes -= j->size;
	*out = j->result;
	j->result = (struct reader_result){ 0 };
	if (j->rc < 0 && err)
		*err = j->err;
	return j->rc < 0 ? j->rc : 1;
}
