#include "base/queue.h"

#include "base/mem.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct thread {
	struct queue *queue;
	size_t number;
	pthread_t id;
};

/*
 * Jobs from `taken` to `put` are inside, counted from the start, and those
 * from `begun` on have nobody yet.
 */
struct queue {
	void (*run)(void *context, size_t slot, size_t thread);
	void *context;
	size_t slots;
	size_t taken, begun, put;
	bool *done;             /* by slot */
	struct thread *threads; /* those beside the caller's */
	size_t n_threads;
	pthread_mutex_t lock; /* held to look at or change what the threads
	                         share: `begun`, `put`, `done`, `stop` */
	pthread_cond_t more;  /* a job was put, or it is time to stop */
	pthread_cond_t less;  /* a job was done */
	bool stop;
};

size_t
queue_cores(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1                   ? 1
	       : n > QUEUE_THREADS_MAX ? QUEUE_THREADS_MAX
	                               : (size_t)n;
}

/* Do the next job.  The lock is held, but not meanwhile. */
static void
do_next(struct queue *q, size_t thread)
{
	size_t slot = q->begun++ % q->slots;

	pthread_mutex_unlock(&q->lock);
	q->run(q->context, slot, thread);
	pthread_mutex_lock(&q->lock);
	q->done[slot] = true;
	pthread_cond_signal(&q->less);
}

static void *
work(void *thread)
{
	const struct thread *t = thread;
	struct queue *q = t->queue;

	pthread_mutex_lock(&q->lock);
	while (!q->stop) {
		if (q->begun < q->put)
			do_next(q, t->number);
		else
			pthread_cond_wait(&q->more, &q->lock);
	}
	pthread_mutex_unlock(&q->lock);
	return NULL;
}

static bool
start(struct queue *q)
{
	struct thread *t = &q->threads[q->n_threads];

	t->queue = q;
	t->number = q->n_threads + 1;
	return pthread_create(&t->id, NULL, work, t) == 0;
}

struct queue *
queue_new(size_t threads, size_t slots,
          void (*run)(void *context, size_t slot, size_t thread), void *context)
{
	struct queue *q = mem_zero(sizeof(*q));
	size_t n = threads < QUEUE_THREADS_MAX ? threads : QUEUE_THREADS_MAX;

	assert(slots > 0);
	q->run = run;
	q->context = context;
	q->slots = slots;
	q->done = mem_array(slots, sizeof(*q->done));
	q->threads = mem_array(n, sizeof(*q->threads));
	pthread_mutex_init(&q->lock, NULL);
	pthread_cond_init(&q->more, NULL);
	pthread_cond_init(&q->less, NULL);
	while (q->n_threads + 1 < n && start(q))
		q->n_threads++;
	return q;
}

void
queue_free(struct queue *q)
{
	size_t i;

	if (!q)
		return;
	pthread_mutex_lock(&q->lock);
	q->stop = true;
	pthread_cond_broadcast(&q->more);
	pthread_mutex_unlock(&q->lock);
	for (i = 0; i < q->n_threads; i++)
		pthread_join(q->threads[i].id, NULL);
	pthread_mutex_destroy(&q->lock);
	pthread_cond_destroy(&q->more);
	pthread_cond_destroy(&q->less);
	free(q->threads);
	free(q->done);
	free(q);
}

/* Only the caller's thread changes `put` and `taken`. */
size_t
queue_inside(const struct queue *q)
{
	return q->put - q->taken;
}

bool
queue_free_slot(const struct queue *q, size_t *slot_out)
{
	*slot_out = q->put % q->slots;
	return queue_inside(q) < q->slots;
}

void
queue_put(struct queue *q)
{
	assert(queue_inside(q) < q->slots);
	pthread_mutex_lock(&q->lock);
	q->done[q->put++ % q->slots] = false;
	pthread_cond_signal(&q->more);
	pthread_mutex_unlock(&q->lock);
}

bool
queue_next_slot(const struct queue *q, size_t *slot_out)
{
	*slot_out = q->taken % q->slots;
	return queue_inside(q) > 0;
}

bool
queue_take(struct queue *q, size_t *slot_out)
{
	if (!queue_next_slot(q, slot_out))
		return false;
	pthread_mutex_lock(&q->lock);
	while (!q->done[*slot_out]) {
		if (q->begun < q->put)
			do_next(q, 0);
		else
			pthread_cond_wait(&q->less, &q->lock);
	}
	pthread_mutex_unlock(&q->lock);
	q->taken++;
	return true;
}
