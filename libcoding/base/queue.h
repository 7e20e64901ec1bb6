/*
 * queue.h - work that threads do, taken in the order in which it was put.
 *
 * The caller has an array of SLOTS jobs and uses one behind the other, and
 * again from the first; who does a job gets its slot.  However many threads
 * there are, jobs come out as they went in, so that nothing that is made of
 * them depends on it.  All but the work is one thread's, the caller's, which
 * also works while it waits.
 */
#ifndef EMIC_BASE_QUEUE_H
#define EMIC_BASE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

#define QUEUE_THREADS_MAX 256

struct queue;

/* How many threads this machine can run at once. */
size_t queue_cores(void);

/*
 * THREADS of them, the caller's among them, or as many as can be had, but no
 * more than QUEUE_THREADS_MAX.  They call RUN for each job, with CONTEXT, the
 * job's slot and the thread's number; the caller's is 0.
 */
struct queue *queue_new(size_t threads, size_t slots,
                        void (*run)(void *context, size_t slot, size_t thread),
                        void *context);

/* What was not begun is never done.  NULL is fine. */
void queue_free(struct queue *q);

/* How many jobs are inside: put, and not taken. */
size_t queue_inside(const struct queue *q);

/* The slot of the next job, if there is a free one: to be filled, then put. */
bool queue_free_slot(const struct queue *q, size_t *slot_out);
void queue_put(struct queue *q);

/* The slot of the job that is taken next, if any is inside. */
bool queue_next_slot(const struct queue *q, size_t *slot_out);

/*
 * Wait for the job that was put before all others inside, and take it;
 * false if none is inside.
 */
bool queue_take(struct queue *q, size_t *slot_out);

#endif
