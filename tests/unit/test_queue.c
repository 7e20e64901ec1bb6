#include "base/queue.h"

#include <criterion/criterion.h>
#include <stdint.h>

enum { SLOTS = 7, JOBS = 500, THREADS = 5 };

/* A job is a number; the result is what it costs and who did it. */
static uint32_t numbers[SLOTS], results[SLOTS];
static size_t done_by[THREADS][SLOTS];

/* The later jobs are the shorter, so that they would be done first. */
static void
run(void *context, size_t slot, size_t thread)
{
	uint32_t x = numbers[slot], n = (JOBS - numbers[slot]) * 20;

	cr_assert_eq(context, numbers);
	cr_assert_lt(thread, THREADS);
	while (n-- > 0)
		x = x * 1664525 + 1013904223;
	results[slot] = x;
	done_by[thread][slot]++;
}

static uint32_t
expected(uint32_t number)
{
	uint32_t x = number, n = (JOBS - number) * 20;

	while (n-- > 0)
		x = x * 1664525 + 1013904223;
	return x;
}

Test(queue, jobs_come_out_as_they_went_in_for_any_number_of_threads)
{
	size_t threads, slot, i, k;

	for (threads = 0; threads <= THREADS; threads++) {
		struct queue *q = queue_new(threads, SLOTS, run, numbers);
		size_t in = 0, out = 0, done = 0;

		while (out < JOBS) {
			while (in < JOBS && queue_free_slot(q, &slot)) {
				numbers[slot] = (uint32_t)in++;
				queue_put(q);
			}
			cr_expect_eq(queue_inside(q), in - out);
			cr_assert(queue_take(q, &slot));
			cr_expect_eq(results[slot], expected((uint32_t)out),
			             "%zu threads, job %zu", threads, out);
			out++;
		}
		cr_expect_not(queue_take(q, &slot));
		queue_free(q);
		for (i = 0; i < THREADS; i++) {
			for (k = 0; k < SLOTS; k++) {
				done += done_by[i][k];
				done_by[i][k] = 0;
			}
		}
		cr_expect_eq(done, JOBS, "each is done once");
	}
}

Test(queue, one_thread_is_the_caller_s)
{
	struct queue *q = queue_new(1, SLOTS, run, numbers);
	size_t slot;

	cr_assert(queue_free_slot(q, &slot));
	numbers[slot] = JOBS;
	queue_put(q);
	cr_assert(queue_take(q, &slot));
	cr_expect_eq(done_by[0][slot], 1);
	queue_free(q);
}

Test(queue, there_are_no_more_jobs_inside_than_slots)
{
	struct queue *q = queue_new(2, 2, run, numbers);
	size_t slot;

	cr_assert(queue_free_slot(q, &slot));
	queue_put(q);
	cr_assert(queue_free_slot(q, &slot));
	queue_put(q);
	cr_expect_not(queue_free_slot(q, &slot));
	cr_assert(queue_take(q, &slot));
	cr_expect_eq(slot, 0);
	cr_expect(queue_free_slot(q, &slot));
	/* one is still inside: it goes with the queue */
	queue_free(q);
	queue_free(NULL);
	cr_expect_geq(queue_cores(), 1);
}
