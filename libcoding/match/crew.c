#include "match/crew.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/vec.h"
#include "model/passage.h"

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
	struct rule_hits hits;
	struct {
		size_t *items;
		size_t n, cap;
	} words;
	int rc;
	struct error err;
};

struct worker {
	struct crew *crew;
	struct rules_scan *scan;
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
	size_t n_workers; /* 0: the caller does the work */
	struct rules_scan *own;
	size_t n_codes;
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

static void
run(struct job *j, struct rules_scan *scan)
{
	size_t i;

	j->hits.n = 0;
	j->words.n = 0;
	j->rc = rules_scan_document(scan, j->view, j->all ? NULL : j->wanted,
	                            NULL, 0, &j->hits, &j->err);
	for (i = 0; i < j->hits.n; i++) {
		const struct rule_hit *h = &j->hits.items[i];

		vec_push(&j->words, passage_words(j->view, h->start, h->end,
		                                  (size_t)h->turn - 1));
	}
}

static void *
work(void *arg)
{
	struct worker *w = arg;
	struct crew *c = w->crew;
	struct job *j;

	pthread_mutex_lock(&c->lock);
	for (;;) {
		while (c->begun == c->put && !c->stop)
			pthread_cond_wait(&c->more, &c->lock);
		if (c->stop)
			break;
		j = &c->jobs[c->begun++ % c->n_jobs];
		pthread_mutex_unlock(&c->lock);
		run(j, w->scan);
		pthread_mutex_lock(&c->lock);
		j->done = true;
		pthread_cond_signal(&c->less);
	}
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

/* --- the crew ------------------------------------------------------------- */

static void
start_workers(struct crew *c, const struct rules *r, size_t threads)
{
	size_t i;

	c->workers = mem_array(threads, sizeof(*c->workers));
	for (i = 0; i < threads; i++) {
		struct worker *w = &c->workers[i];

		w->crew = c;
		w->scan = rules_scan_new(r);
		if (pthread_create(&w->thread, NULL, work, w) != 0) {
			rules_scan_free(w->scan);
			return;
		}
		c->n_workers++;
	}
}

struct crew *
crew_new(const struct rules *r, size_t threads)
{
	struct crew *c = mem_zero(sizeof(*c));

	if (threads > THREADS_MAX)
		threads = THREADS_MAX;
	c->n_codes = rules_codes(r);
	c->n_jobs = threads > 1 ? threads * ROOM : 1;
	c->jobs = mem_array(c->n_jobs, sizeof(*c->jobs));
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->more, NULL);
	pthread_cond_init(&c->less, NULL);
	if (threads > 1)
		start_workers(c, r, threads);
	if (c->n_workers == 0)
		c->own = rules_scan_new(r);
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
		rules_scan_free(c->workers[i].scan);
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
		rule_hits_release(&c->jobs[i].hits);
		vec_release(&c->jobs[i].words);
	}
	rules_scan_free(c->own);
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
	size_t inside = c->put - c->taken, few = c->n_workers * FEW;

	return inside < c->n_jobs && (c->bytes < LARGE || inside < few);
}

void
crew_put(struct crew *c, struct transcript_view *v, const bool *wanted)
{
	struct job *j = &c->jobs[c->put % c->n_jobs];

	assert(crew_has_room(c));
	j->view = v;
	c->bytes += v->len;
	j->done = false;
	j->all = wanted == NULL;
	if (!j->wanted)
		j->wanted = mem_array(c->n_codes, sizeof(*j->wanted));
	if (wanted)
		memcpy(j->wanted, wanted, c->n_codes * sizeof(*wanted));
	pthread_mutex_lock(&c->lock);
	c->put++;
	pthread_cond_signal(&c->more);
	pthread_mutex_unlock(&c->lock);
}

static void
wait_for(struct crew *c, struct job *j)
{
	if (c->n_workers == 0) {
		run(j, c->own);
		c->begun++;
		return;
	}
	pthread_mutex_lock(&c->lock);
	while (!j->done)
		pthread_cond_wait(&c->less, &c->lock);
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
	out->words = j->words.items;
	out->n = j->hits.n;
	return 1;
}
