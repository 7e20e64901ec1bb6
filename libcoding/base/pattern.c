#include "base/pattern.h"

#include "base/error.h"
#include "base/mem.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum {
	SOURCE_MAX = 65536,    /* bytes of a pattern */
	MACHINE_AFTER = 16384, /* bytes of text seen */
	MACHINE_START = 64,    /* bytes that count for one start */
	JIT_STACK_MIN = 65536, /* bytes; the rest is only reserved */
	JIT_STACK_MAX = 32 << 20,
	HEAP_MAX = 64 << 10, /* kibibytes, for the interpreter */
	STEPS = 1 << 19,     /* at one start, and STEPS_BYTE for each byte */
	STEPS_BYTE = 2,
	STEPS_SLOW = 2,       /* the interpreter counts finer steps */
	SLICE_MIN = 128,      /* starts tried between looks at the clock */
	SLICE_WORK = 1 << 27, /* starts times bytes in one slice */
	TIME_MAX = 250000000, /* ns of this thread for one subject, and */
	TIME_BYTE = 50,       /* for each of its bytes */
	TIMED_FROM = 65536,   /* bytes: single starts are timed, too */
};

/*
 * PCRE2's limit on steps holds for one start, and the machine code does not
 * count the characters that `.*` gives back.  So a pattern that is merely
 * quadratic keeps within it and still takes hours on a megabyte: long
 * subjects are searched in slices of starts, with a look at the clock
 * between them.  The slices change no match: only where it may start is
 * limited, the whole subject stays in sight.
 */
struct pattern {
	pcre2_code *code;
	uint32_t groups;
	bool anchored;              /* can match at one start only */
	atomic_size_t searched;     /* bytes, before there was machine code */
	pthread_mutex_t lock;       /* held while it is made */
	_Atomic(pcre2_code *) fast; /* a copy with machine code, or NULL */
	atomic_bool tried;          /* to make it */
};

struct pattern_scratch {
	pcre2_match_data *data;
	uint32_t pairs; /* room in data */
	pcre2_match_context *fast, *slow;
	pcre2_jit_stack *stack;
	const struct pattern *last; /* what `spent` is about */
	const char *text;
	size_t at;     /* the last start, if there was one only */
	int64_t spent; /* ns */
};

static void
error_pcre2(struct error *err, int code)
{
	PCRE2_UCHAR text[256];

	if (pcre2_get_error_message(code, text, sizeof(text)) < 0)
		snprintf((char *)text, sizeof(text), "PCRE2 error %d", code);
	error_set(err, ERR_FORMAT, "%s", (const char *)text);
}

/* What no option of a single call can say; NULL on want of memory. */
static pcre2_compile_context *
new_context(void)
{
	pcre2_compile_context *ctx = pcre2_compile_context_create(NULL);

	if (!ctx)
		return NULL;
	pcre2_set_newline(ctx, PCRE2_NEWLINE_LF);
	pcre2_set_bsr(ctx, PCRE2_BSR_UNICODE);
	pcre2_set_max_pattern_length(ctx, SOURCE_MAX);
	return ctx;
}

int
pattern_new(const char *source, size_t len, int flags, struct pattern **out,
            size_t *column_out, struct error *err)
{
	uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C |
	                   PCRE2_USE_OFFSET_LIMIT;
	pcre2_compile_context *ctx = new_context();
	struct pattern *p = NULL;
	uint32_t all = 0;
	PCRE2_SIZE column = 0;
	pcre2_code *code = NULL;
	int rc, reason = 0;

	*out = NULL;
	if (column_out)
		*column_out = 0;
	if (!(flags & PATTERN_EXACT))
		options |= PCRE2_CASELESS;
	if (flags & PATTERN_ANCHORED)
		options |= PCRE2_ANCHORED;
	if (flags & PATTERN_MULTILINE)
		options |= PCRE2_MULTILINE;
	code = pcre2_compile((PCRE2_SPTR)source, len, options, &reason, &column,
	                     ctx);
	if (!code) {
		error_pcre2(err, reason);
		if (column_out)
			*column_out = column < len ? column : len;
		rc = ERR_FORMAT;
		goto out;
	}
	p = mem_zero(sizeof(*p));
	p->code = code;
	pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &p->groups);
	pcre2_pattern_info(code, PCRE2_INFO_ALLOPTIONS, &all);
	p->anchored = all & PCRE2_ANCHORED;
	pthread_mutex_init(&p->lock, NULL);
	atomic_init(&p->searched, 0);
	atomic_init(&p->fast, NULL);
	atomic_init(&p->tried, false);
	*out = p;
	rc = 0;
out:
	pcre2_compile_context_free(ctx);
	return rc;
}

void
pattern_free(struct pattern *p)
{
	if (!p)
		return;
	pcre2_code_free(p->code);
	pcre2_code_free(atomic_load(&p->fast));
	pthread_mutex_destroy(&p->lock);
	free(p);
}

struct pattern_scratch *
pattern_scratch_new(void)
{
	struct pattern_scratch *s = mem_zero(sizeof(*s));

	s->fast = pcre2_match_context_create(NULL);
	s->slow = pcre2_match_context_create(NULL);
	if (!s->fast || !s->slow)
		abort(); /* as in mem.c: there is no memory */
	pcre2_set_heap_limit(s->fast, HEAP_MAX);
	pcre2_set_heap_limit(s->slow, HEAP_MAX);
	/* NULL (no machine code on this machine) is fine: then none is run */
	s->stack = pcre2_jit_stack_create(JIT_STACK_MIN, JIT_STACK_MAX, NULL);
	pcre2_jit_stack_assign(s->fast, NULL, s->stack);
	return s;
}

void
pattern_scratch_free(struct pattern_scratch *s)
{
	if (!s)
		return;
	pcre2_match_data_free(s->data);
	pcre2_match_context_free(s->fast);
	pcre2_match_context_free(s->slow);
	pcre2_jit_stack_free(s->stack);
	free(s);
}

/*
 * Machine code takes ten times as long to make as the pattern itself, and
 * most patterns of a large codebook see little text or none, so it is made
 * when a pattern has seen some.  It is made on a copy: another thread may be
 * reading the pattern.  Where it cannot be made PCRE2 interprets.
 */
static const pcre2_code *
machine_code(struct pattern *p, size_t len)
{
	pcre2_code *fast = atomic_load(&p->fast);

	if (fast || atomic_load(&p->tried) ||
	    atomic_fetch_add(&p->searched, len) + len < MACHINE_AFTER)
		return fast;
	pthread_mutex_lock(&p->lock);
	if (!atomic_load(&p->tried)) {
		fast = pcre2_code_copy(p->code);
		if (fast && pcre2_jit_compile(fast, PCRE2_JIT_COMPLETE) != 0) {
			pcre2_code_free(fast);
			fast = NULL;
		}
		atomic_store(&p->fast, fast);
		atomic_store(&p->tried, true);
	}
	pthread_mutex_unlock(&p->lock);
	return atomic_load(&p->fast);
}

static void
make_room(struct pattern_scratch *s, uint32_t groups)
{
	if (s->data && s->pairs > groups)
		return;
	pcre2_match_data_free(s->data);
	s->pairs = groups < 7 ? 8 : groups + 1;
	s->data = pcre2_match_data_create(s->pairs, NULL);
	if (!s->data)
		abort();
}

static int64_t
now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Search with machine code for a match that starts in [AT, LAST]. */
static int
search_fast(const pcre2_code *code, struct pattern_scratch *s, const char *text,
            size_t len, size_t at, size_t last, uint32_t steps)
{
	pcre2_set_match_limit(s->fast, steps);
	pcre2_set_offset_limit(s->fast, last);
	return pcre2_match(code, (PCRE2_SPTR)text, len, at, PCRE2_NO_UTF_CHECK,
	                   s->data, s->fast);
}

/*
 * Search for a match that starts in [AT, LAST]; PCRE2's own result.  A limit
 * is not to hang on whether there was machine code already: it counts only
 * when that has reached it.
 */
static int
search_slice(const struct pattern *p, struct pattern_scratch *s,
             const char *text, size_t len, size_t at, size_t last)
{
	uint64_t steps = STEPS + (uint64_t)len * STEPS_BYTE;
	const pcre2_code *fast = machine_code(
	    (struct pattern *)p, p->anchored ? MACHINE_START : len - at);
	int rc = PCRE2_ERROR_JIT_STACKLIMIT;

	if (steps > UINT32_MAX / STEPS_SLOW)
		steps = UINT32_MAX / STEPS_SLOW;
	if (fast)
		rc = search_fast(fast, s, text, len, at, last, (uint32_t)steps);
	if (rc != PCRE2_ERROR_JIT_STACKLIMIT)
		return rc;
	/* the interpreter keeps its frames on the heap, which is larger */
	pcre2_set_match_limit(s->slow, (uint32_t)steps * STEPS_SLOW);
	pcre2_set_offset_limit(s->slow, last);
	rc = pcre2_match(p->code, (PCRE2_SPTR)text, len, at,
	                 PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, s->data, s->slow);
	if (rc >= PCRE2_ERROR_NOMATCH || fast)
		return rc;
	fast = machine_code((struct pattern *)p, MACHINE_AFTER);
	return fast ? search_fast(fast, s, text, len, at, last, (uint32_t)steps)
	            : rc;
}

/*
 * The same for a match that starts at AT or nowhere.  Nobody asks for one
 * start of a long text only, so that they are timed together.
 */
static int
search_start(const struct pattern *p, struct pattern_scratch *s,
             const char *text, size_t len, size_t at)
{
	int64_t before;
	int rc;

	if (len < TIMED_FROM)
		return search_slice(p, s, text, len, at, len);
	if (s->last != p || s->text != text || at <= s->at)
		s->spent = 0;
	s->last = p;
	s->text = text;
	s->at = at;
	if (s->spent > TIME_MAX + (int64_t)len * TIME_BYTE)
		return PCRE2_ERROR_MATCHLIMIT;
	before = now_ns();
	rc = search_slice(p, s, text, len, at, len);
	s->spent += now_ns() - before;
	return rc;
}

/* The same in slices; PCRE2_ERROR_MATCHLIMIT when the time is over. */
static int
search_long(const struct pattern *p, struct pattern_scratch *s,
            const char *text, size_t len, size_t at, size_t slice)
{
	int64_t before = now_ns(), now;
	int64_t most = TIME_MAX + (int64_t)len * TIME_BYTE;
	size_t last;
	int rc;

	if (at == 0 || s->last != p || s->text != text)
		s->spent = 0;
	s->last = p;
	s->text = text;
	for (;;) {
		last = len - at > slice ? at + slice : len;
		while (last < len && ((unsigned char)text[last] & 0xC0) == 0x80)
			last++;
		rc = search_slice(p, s, text, len, at, last);
		now = now_ns();
		s->spent += now - before;
		before = now;
		if (rc != PCRE2_ERROR_NOMATCH || last == len)
			return rc;
		if (s->spent > most)
			return PCRE2_ERROR_MATCHLIMIT;
		at = last;
	}
}

static int
limit_error(int rc, struct error *err)
{
	switch (rc) {
	case PCRE2_ERROR_HEAPLIMIT:
	case PCRE2_ERROR_NOMEMORY:
	case PCRE2_ERROR_JIT_STACKLIMIT:
		return error_set(err, ERR_LIMIT,
		                 "the pattern needs more memory than allowed");
	case PCRE2_ERROR_MATCHLIMIT:
	case PCRE2_ERROR_DEPTHLIMIT:
		return error_set(err, ERR_LIMIT,
		                 "the pattern needs more work than allowed");
	default:
		error_pcre2(err, rc);
		if (err)
			err->code = ERR_LIMIT;
		return ERR_LIMIT;
	}
}

int
pattern_search(const struct pattern *p, struct pattern_scratch *s,
               const char *text, size_t len, size_t at, size_t *start_out,
               size_t *end_out, struct error *err)
{
	const PCRE2_SIZE *pair;
	size_t slice = SLICE_WORK / (len + 1);
	int rc;

	if (slice < SLICE_MIN)
		slice = SLICE_MIN;
	make_room(s, p->groups);
	if (p->anchored)
		rc = search_start(p, s, text, len, at);
	else if (len - at > slice)
		rc = search_long(p, s, text, len, at, slice);
	else
		rc = search_slice(p, s, text, len, at, len);
	if (rc == PCRE2_ERROR_NOMATCH)
		return 0;
	if (rc < 0)
		return limit_error(rc, err);
	pair = pcre2_get_ovector_pointer(s->data);
	*start_out = pair[0];
	*end_out = pair[1];
	return 1;
}

bool
pattern_group(const struct pattern_scratch *s, unsigned n, size_t *start_out,
              size_t *end_out)
{
	const PCRE2_SIZE *pair = pcre2_get_ovector_pointer(s->data);

	if (n >= pcre2_get_ovector_count(s->data) || pair[2 * n] == PCRE2_UNSET)
		return false;
	*start_out = pair[2 * n];
	*end_out = pair[2 * n + 1];
	return true;
}

const char *
pattern_version(void)
{
	static _Thread_local char version[16];
	int n = pcre2_config(PCRE2_CONFIG_VERSION, NULL);
	char text[64] = "";

	if (n > 0 && (size_t)n <= sizeof(text))
		pcre2_config(PCRE2_CONFIG_VERSION, text);
	text[strcspn(text, " ")] = '\0'; /* the date comes behind a blank */
	snprintf(version, sizeof(version), "%.15s", text);
	return version;
}
