#include "base/progress.h"

#include <time.h>

static double
now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

void
progress_start(struct progress *p, const char *what, size_t total)
{
	p->what = what;
	p->total = total;
	p->started = p->drawn = p->out ? now() : 0;
}

void
progress_show(struct progress *p, size_t done)
{
	double t, rate;

	if (!p->out)
		return;
	t = now();
	if (t - p->drawn < 0.1)
		return;
	p->drawn = t;
	rate = (double)done / (t - p->started);
	fprintf(p->out, "\r\033[K%zu", done);
	if (p->total > 0)
		fprintf(p->out, " of %zu", p->total);
	fprintf(p->out, " %s, %.0f/s", p->what, rate);
	if (p->total > done && rate > 0)
		fprintf(p->out, ", %.0f s left",
		        (double)(p->total - done) / rate);
	fflush(p->out);
}

void
progress_end(struct progress *p)
{
	if (p->out && p->drawn > p->started) {
		fputs("\r\033[K", p->out);
		fflush(p->out);
	}
}
