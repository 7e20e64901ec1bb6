#include "match/crew.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/vec.h"
#include "model/passage.h"
#include "model/tally.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	THREADS_MAX = 256,
	ROOM = 24,       /* documents inside for each thread, */
	LARGE = 8 << 20, /* but few when they have so many bytes together */
	FEW = 3,
};

/* A document inside. */
struct job {
	struct transcript_view *view;
	bool *wanted; /* of each code */
	bool all;     /* all are */
	bool done;
	/* what came out */
	struct hits hits;
	struct {
		struct crew_run *items;
		size_t n, cap;
	} runs;
	int rc;
	struct error err;
};

struct worker {
	struct crew *crew;
	struct rules_scan *scan;
	struct rule_hits found; /* in the document that is being scanned */
	pthread_t thread;
};

/*
 * Jobs are used one behind the other, and again from the first: those from
 * `taken` to `put` are inside, and those from `begun` on have no worker yet.
 */
struct crew {
	struct job *jobs;
	size_t n_jobs;
	size_t taken, begun, put; /* counted from the start */
	size_t bytes;             /* of the documents inside */
	struct worker *workers;
	size_t n_workers; /* beside the caller, who works when it must wait */
	struct worker own;
	const struct rules *rules;
	bool measure;
	pthread_mutex_t lock; /* held to look at or change the counts, `done`
	                         and `stop` */
	pthread_cond_t more;  /* a job was put, or it is time to stop */
	pthread_cond_t less;  /* a job was done */
	bool stop;
};

size_t
crew_cores(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : (size_t)n;
}

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
run(struct job *j, struct worker *w)
{
	w->found.n = 0;
	j->rc = rules_scan_document(w->scan, j->view, j->all ? NULL : j->wanted,
	                            NULL, 0, &w->found, &j->err);
	take(j, w->crew, &w->found);
}

/* Do the next job.  The lock is held, but not meanwhile. */
static void
do_next(struct crew *c, struct worker *w)
{
	struct job *j = &c->jobs[c->begun++ % c->n_jobs];

	pthread_mutex_unlock(&c->lock);
	run(j, w);
	pthread_mutex_lock(&c->lock);
	j->done = true;
	pthread_cond_signal(&c->less);
}

static void *
work(void *arg)
{
	struct worker *w = arg;
	struct crew *c = w->crew;

	pthread_mutex_lock(&c->lock);
	while (!c->stop) {
		if (c->begun < c->put)
			do_next(c, w);
		else
			pthread_cond_wait(&c->more, &c->lock);
	}
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

/* --- the crew ------------------------------------------------------------- */

static void
worker_init(struct worker *w, struct crew *c)
{
	w->crew = c;
	w->scan = rules_scan_new(c->rules);
}

static void
worker_release(struct worker *w)
{
	rules_scan_free(w->scan);
	rule_hits_release(&w->found);
}

static void
start_workers(struct crew *c, size_t threads)
{
	size_t i;

	c->workers = mem_array(threads, sizeof(*c->workers));
	for (i = 0; i < threads; i++) {
		struct worker *w = &c->workers[i];

		worker_init(w, c);
		if (pthread_create(&w->thread, NULL, work, w) != 0) {
			worker_release(w);
			return;
		}
		c->n_workers++;
	}
}

struct crew *
crew_new(const struct rules *r, size_t threads, bool measure)
{
	struct crew *c = mem_zero(sizeof(*c));

	if (threads > THREADS_MAX)
		threads = THREADS_MAX;
	c->rules = r;
	c->measure = measure;
	c->n_jobs = threads > 1 ? threads * ROOM : 1;
	c->jobs = mem_array(c->n_jobs, sizeof(*c->jobs));
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->more, NULL);
	pthread_cond_init(&c->less, NULL);
	worker_init(&c->own, c);
	if (threads > 1)
		start_workers(c, threads - 1);
	return c;
}

static void
stop_workers(struct crew *c)
{
	size_t i;

	pthread_mutex_lock(&c->lock);
	c->stop = true;
	pthread_cond_broadcast(&c->more);
	pthread_mutex_unlock(&c->lock);
	for (i = 0; i < c->n_workers; i++) {
		pthread_join(c->workers[i].thread, NULL);
		worker_release(&c->workers[i]);
	}
}

void
crew_free(struct crew *c)
{
	size_t i;

	if (!c)
		return;
	stop_workers(c);
	for (; c->taken < c->put; c->taken++)
		document_close(c->jobs[c->taken % c->n_jobs].view);
	for (i = 0; i < c->n_jobs; i++) {
		free(c->jobs[i].wanted);
		hits_release(&c->jobs[i].hits);
		vec_release(&c->jobs[i].runs);
	}
	worker_release(&c->own);
	pthread_mutex_destroy(&c->lock);
	pthread_cond_destroy(&c->more);
	pthread_cond_destroy(&c->less);
	free(c->workers);
	free(c->jobs);
	free(c);
}

bool
crew_has_room(const struct crew *c)
{
	/* only the caller changes these */
	size_t inside = c->put - c->taken, few = (c->n_workers + 1) * FEW;

	return inside < c->n_jobs && (c->bytes < LARGE || inside < few);
}

void
crew_put(struct crew *c, struct transcript_view *v, const bool *wanted)
{
	struct job *j = &c->jobs[c->put % c->n_jobs];
	size_t n = rules_codes(c->rules);

	assert(crew_has_room(c));
	j->view = v;
	c->bytes += v->len;
	j->done = false;
	j->all = wanted == NULL;
	if (!j->wanted)
		j->wanted = mem_array(n, sizeof(*j->wanted));
	if (wanted)
		memcpy(j->wanted, wanted, n * sizeof(*wanted));
	pthread_mutex_lock(&c->lock);
	c->put++;
	pthread_cond_signal(&c->more);
	pthread_mutex_unlock(&c->lock);
}

/* Wait for J, and do what is to be done until then. */
static void
wait_for(struct crew *c, struct job *j)
{
	pthread_mutex_lock(&c->lock);
	while (!j->done) {
		if (c->begun < c->put)
			do_next(c, &c->own);
		else
			pthread_cond_wait(&c->less, &c->lock);
	}
	pthread_mutex_unlock(&c->lock);
}

int
crew_take(struct crew *c, struct crew_result *out, struct error *err)
{
	struct job *j = &c->jobs[c->taken % c->n_jobs];

	*out = (struct crew_result){ 0 };
	if (c->taken == c->put)
		return 0;
	wait_for(c, j);
	c->taken++;
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
