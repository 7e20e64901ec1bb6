#include "import/cue_line.h"

#include "import/line.h"

/*
 * "[00:01:02] - Ana Ruiz" with the speech below it: a short line behind a
 * time is a name if something is said before the next time.
 */
static bool
is_name_line(const char *text, const struct cue *cue, size_t stop, size_t end)
{
	size_t at = stop + 1, next;
	struct cue below;

	if (cue->kind != CUE_ALONE || cue->led == 0 || at >= end)
		return false;
	next = line_end(text, at, end);
	return !line_is_blank(text, at, next) &&
	       !(cue_read(text, at, next, &below) && below.led > 0);
}

/*
 * A name and a time, each alone on its line, in either order, open a
 * paragraph, and something is said below them: CUE, read from the line that
 * ends at STOP, becomes that of both.  Where the second line ends, or STOP.
 */
static size_t
join_lines(const char *text, struct cue *cue, size_t stop, size_t end)
{
	size_t at = stop + 1, next, below;
	struct cue other;
	bool first;

	if (!cue->paragraph || at >= end)
		return stop;
	next = line_end(text, at, end);
	below = next + 1;
	if (below >= end ||
	    line_is_blank(text, below, line_end(text, below, end)) ||
	    !cue_read(text, at, next, &other))
		return stop;
	first =
	    cue->kind == CUE_ALONE && cue->led == 0 && other.kind == CUE_TIME;
	if (first ? !line_is_blank(text, other.led, next)
	          : cue->kind != CUE_TIME || other.kind != CUE_ALONE ||
	                other.led > 0 || !line_is_blank(text, cue->led, stop))
		return stop;
	if (first) {
		cue->start_ms = other.led_ms;
		cue->end_ms = other.led_end_ms;
	} else {
		cue->label = other.label;
		cue->label_end = other.label_end;
	}
	cue->kind = CUE_SPACED;
	cue->speech = next;
	/* if that is no name, the time below it still counts by itself */
	return first ? stop : next;
}

bool
cue_line_read(const char *text, size_t start, size_t *stop, size_t end,
              bool paragraph, struct cue *out)
{
	if (!cue_read(text, start, *stop, out))
		return false;
	out->paragraph = paragraph;
	if (is_name_line(text, out, *stop, end))
		out->kind = CUE_SPACED;
	*stop = join_lines(text, out, *stop, end);
	return true;
}
