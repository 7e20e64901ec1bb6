#include "match/crew.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/queue.h"
#include "base/vec.h"
#include "model/passage.h"
#include "model/tally.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
	ROOM = 24,      /* documents inside for each thread, */
	FEW = 3,        /* or so few when they have so many bytes together: */
	NEAR = 1 << 19, /* as stay near the processor until they are read, */
	FAR = 8 << 20,  /* or as are read while the caller is busy */
};

/* A document inside. */
struct job {
	struct transcript_view *view;
	bool *wanted; /* of each code */
	bool all;     /* all are */
	/* what came out */
	struct hits hits;
	struct {
		struct crew_run *items;
		size_t n, cap;
	} runs;
	int rc;
	struct error err;
};

/* What a thread needs. */
struct worker {
	struct rules_scan *scan;
	struct rule_hits found; /* in the document that is being scanned */
};

struct crew {
	struct queue *queue;
	struct job *jobs; /* its slots */
	size_t n_jobs;
	struct worker *workers;
	size_t n_workers;
	size_t bytes; /* of the documents inside */
	const struct rules *rules;
	bool measure;
};

/* --- work ----------------------------------------------------------------- */

static struct hit
make_hit(const struct code *code, const struct transcript_view *v,
         const struct rule_hit *found)
{
	return (struct hit){
		.code = code->id,
		.document = v->document.id,
		.turn = found->turn,
		.start = (uint32_t)found->start,
		.end = (uint32_t)found->end,
		.anchor_start = (uint32_t)found->anchor_start,
		.anchor_end = (uint32_t)found->anchor_end,
		.against = found->against,
		.rule = found->rule,
	};
}

static void
measure(const struct transcript_view *v, struct hit *hits, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		hits[i].words = (int32_t)passage_words(
		    v, hits[i].start, hits[i].end, (size_t)hits[i].turn - 1);
	tally_measure(v, hits, n);
}

/* Take the hits that were FOUND, which come code by code. */
static void
take(struct job *j, const struct crew *c, const struct rule_hits *found)
{
	size_t i, k;

	j->hits.n = j->runs.n = 0;
	vec_reserve(&j->hits, found->n);
	for (i = 0; i < found->n; i = k) {
		struct crew_run run = { .code = found->items[i].code,
			                .first = i };
		const struct code *code = rules_code(c->rules, run.code);

		for (k = i; k < found->n && found->items[k].code == run.code;
		     k++) {
			vec_push(&j->hits,
			         make_hit(code, j->view, &found->items[k]));
			run.against += found->items[k].against;
		}
		run.n = k - i;
		if (c->measure)
			measure(j->view, j->hits.items + i, run.n);
		vec_push(&j->runs, run);
	}
}

static void
run(void *crew, size_t slot, size_t thread)
{
	struct crew *c = crew;
	struct job *j = &c->jobs[slot];
	struct worker *w = &c->workers[thread];

	w->found.n = 0;
	j->rc = rules_scan_document(w->scan, j->view, j->all ? NULL : j->wanted,
	                            NULL, 0, &w->found, &j->err);
	take(j, c, &w->found);
}

/* --- the crew ------------------------------------------------------------- */

struct crew *
crew_new(const struct rules *r, size_t threads, bool measure)
{
	struct crew *c = mem_zero(sizeof(*c));
	size_t i;

	if (threads < 1)
		threads = 1;
	if (threads > QUEUE_THREADS_MAX)
		threads = QUEUE_THREADS_MAX;
	c->rules = r;
	c->measure = measure;
	c->n_jobs = threads > 1 ? threads * ROOM : 1;
	c->jobs = mem_array(c->n_jobs, sizeof(*c->jobs));
	c->n_workers = threads;
	c->workers = mem_array(threads, sizeof(*c->workers));
	for (i = 0; i < threads; i++)
		c->workers[i].scan = rules_scan_new(r);
	c->queue = queue_new(threads, c->n_jobs, run, c);
	return c;
}

/* The queue first: then nobody is at work on a job any more. */
void
crew_free(struct crew *c)
{
	size_t i;

	if (!c)
		return;
	queue_free(c->queue);
	for (i = 0; i < c->n_jobs; i++) {
		document_close(c->jobs[i].view);
		free(c->jobs[i].wanted);
		hits_release(&c->jobs[i].hits);
		vec_release(&c->jobs[i].runs);
	}
	for (i = 0; i < c->n_workers; i++) {
		rules_scan_free(c->workers[i].scan);
		rule_hits_release(&c->workers[i].found);
	}
	free(c->workers);
	free(c->jobs);
	free(c);
}

bool
crew_has_room(const struct crew *c, bool busy)
{
	size_t inside = queue_inside(c->queue), few = c->n_workers * FEW, slot;

	return queue_free_slot(c->queue, &slot) &&
	       (c->bytes < (busy ? FAR : NEAR) || inside < few);
}

const struct transcript_view *
crew_next(const struct crew *c)
{
	size_t slot;

	return queue_next_slot(c->queue, &slot) ? c->jobs[slot].view : NULL;
}

void
crew_put(struct crew *c, struct transcript_view *v, const bool *wanted)
{
	size_t n = rules_codes(c->rules), slot;
	bool room = queue_free_slot(c->queue, &slot);
	struct job *j = &c->jobs[slot];

	assert(room);
	j->view = v;
	c->bytes += v->len;
	j->all = wanted == NULL;
	if (!j->wanted)
		j->wanted = mem_array(n, sizeof(*j->wanted));
	if (wanted)
		memcpy(j->wanted, wanted, n * sizeof(*wanted));
	queue_put(c->queue);
}

int
crew_take(struct crew *c, struct crew_result *out, struct error *err)
{
	struct job *j;
	size_t slot;

	*out = (struct crew_result){ 0 };
	if (!queue_take(c->queue, &slot))
		return 0;
	j = &c->jobs[slot];
	out->view = j->view;
	c->bytes -= j->view->len;
	j->view = NULL;
	if (j->rc < 0) {
		if (err)
			*err = j->err;
		return j->rc;
	}
	out->hits = j->hits.items;
	out->n = j->hits.n;
	out->runs = j->runs.items;
	out->n_runs = j->runs.n;
	return 1;
}
