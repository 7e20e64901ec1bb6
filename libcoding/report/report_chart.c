/*
 * report_chart.c - bars as SVG that is as wide as its place.
 *
 * Widths are percentages and heights pixels, without a viewBox: letters keep
 * their size on a phone.  A name stands above its bars.
 */
#include "report/report_page.h"

#include "base/utf8.h"
#include "report/html.h"

#include <string.h>

#define NAME_CHARS 46 /* that fit beside the numbers on a phone */
#define TOP        14 /* base line of the name, from the row's top */
#define BAR        7  /* height */

/* NAME, cut where the numbers would be drawn over it. */
static void
add_name(struct buf *out, const char *name, size_t room)
{
	struct buf b = { 0 };

	html_clean(&b, name);
	if (utf8_count(buf_str(&b), b.len) > room) {
		b.len = utf8_offset(b.data, b.len, room - 1);
		b.data[b.len] = '\0';
		buf_adds(&b, "\xE2\x80\xA6");
	}
	html_text(out, buf_str(&b));
	buf_release(&b);
}

static void
add_numbers(struct buf *out, const struct report_chart *c,
            const struct report_bar *bar)
{
	if (c->n_series == 2)
		buf_addf(out, "%zu judged, %zu unread", bar->counts[0],
		         bar->counts[1]);
	else
		buf_addf(out, "%zu", bar->counts[0]);
}

static void
add_bar(struct buf *out, const struct report_chart *c,
        const struct report_bar *bar, size_t y)
{
	size_t room = c->n_series == 2 ? NAME_CHARS - 14 : NAME_CHARS;
	size_t s;

	buf_addf(out, "<text class=\"%s\" x=\"%d\" y=\"%zu\">",
	         bar->depth == 0 ? "top" : "below",
	         bar->depth > 4 ? 48 : bar->depth * 12, y + TOP);
	add_name(out, bar->name,
	         room - 2 * (size_t)(bar->depth > 4 ? 4 : bar->depth));
	buf_addf(out, "</text><text class=\"count\" x=\"100%%\" y=\"%zu\">",
	         y + TOP);
	add_numbers(out, c, bar);
	buf_adds(out, "</text>\n");
	for (s = 0; s < c->n_series; s++) {
		size_t top = y + TOP + 5 + s * (BAR + 2);

		buf_addf(out,
		         "<rect class=\"track\" y=\"%zu\" width=\"100%%\""
		         " height=\"%d\"/><rect class=\"%s\" y=\"%zu\""
		         " width=\"%.2f%%\" height=\"%d\"/>\n",
		         top, BAR,
		         c->n_series == 2 && s == 0 ? "judged" : "unread", top,
		         100.0 * (double)bar->counts[s] / (double)c->of, BAR);
	}
}

void
report_chart_svg(struct buf *out, const struct report_chart *c)
{
	size_t row = TOP + 5 + c->n_series * (BAR + 2) + 5, i;

	buf_addf(out, "<svg role=\"img\" width=\"100%%\" height=\"%zu\"",
	         row * c->bars.n);
	buf_adds(out, " aria-label=\"");
	html_text(out, c->title);
	buf_adds(out, ". ");
	html_text(out, c->description);
	buf_adds(out, "\">\n");
	html_element(out, "title", c->title);
	html_element(out, "desc", c->description);
	buf_addc(out, '\n');
	for (i = 0; i < c->bars.n; i++)
		add_bar(out, c, &c->bars.items[i], i * row);
	buf_adds(out, "</svg>\n");
}
