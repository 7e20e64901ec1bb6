#include "import/web_blocks.h"

#include "base/vec.h"
#include "import/compose.h"
#include "import/cue_time.h"
#include "import/line.h"

#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 200 /* below that, text is text */
#define LABEL_MAX 80  /* bytes: more names nobody */

static const char left_out[] =
    " script style noscript template nav header footer aside form button "
    "select option textarea input svg math iframe object canvas audio video "
    "head title menu dialog ";
static const char left_roles[] =
    " navigation banner contentinfo search complementary menu ";
static const char blocks[] =
    " p div section article main body html blockquote pre ul ol li dl dt dd "
    "table caption thead tbody tfoot tr td th hr address figure figcaption "
    "details summary fieldset center h1 h2 h3 h4 h5 h6 ";
static const char strong[] = " b strong i em ";
static const char headings[] = " h1 h2 h3 h4 h5 h6 ";

/* The page, while it is read. */
struct page {
	struct web_blocks *out;
	struct buf text;    /* of the block at hand */
	int pre;            /* inside how many <pre> */
	int strong;         /* inside how many that look different */
	size_t loud, quiet; /* bytes of the block inside them and outside */
};

static bool
is_word(const char *list, const char *word)
{
	size_t len = strlen(word);
	const char *at;

	if (len == 0)
		return false;
	for (at = list; (at = strstr(at, word)) != NULL; at++)
		if (at > list && at[-1] == ' ' && at[len] == ' ')
			return true;
	return false;
}

static bool
is_any(const xmlNode *n, const char *list)
{
	return n->type == XML_ELEMENT_NODE &&
	       is_word(list, (const char *)n->name);
}

static bool
is_left_out(const xmlNode *n)
{
	const char *style = xml_attribute(n, "style");
	const xmlAttr *a;

	for (a = n->properties; a; a = a->next)
		if (strcmp((const char *)a->name, "hidden") == 0)
			return true;
	return is_any(n, left_out) ||
	       is_word(left_roles, xml_attribute(n, "role")) ||
	       strcmp(xml_attribute(n, "aria-hidden"), "true") == 0 ||
	       strstr(style, "display:none") || strstr(style, "display: none");
}

/* Is one of the classes of N called so, or does its name end so? */
static bool
has_class(const xmlNode *n, const char *name)
{
	const char *class = xml_attribute(n, "class"), *at = class;
	size_t len = strlen(name);

	while ((at = strstr(at, name)) != NULL) {
		if ((at == class || strchr(" -_", at[-1])) &&
		    (at[len] == '\0' || strchr(" \t\n", at[len])))
			return true;
		at++;
	}
	return false;
}

/* --- blocks --------------------------------------------------------------- */

/* Append S with white space single; LF is one that was meant. */
static void
add_flow(struct buf *out, const char *s, size_t len)
{
	size_t first = out->len, i;

	for (i = 0; i < len; i++) {
		char c = s[i], last;

		last = out->len > first ? out->data[out->len - 1] : '\n';
		if (c == '\n') {
			while (out->len > first &&
			       out->data[out->len - 1] == ' ')
				out->len--;
			buf_addc(out, '\n');
		} else if ((unsigned char)c > ' ' || c == '\t') {
			buf_addc(out, c);
		} else if (c == ' ' && last != ' ' && last != '\n') {
			buf_addc(out, ' ');
		}
	}
}

static void
push(struct page *p, enum web_kind kind, int level, int64_t ms, const char *s,
     size_t len)
{
	struct web_block b = { .kind = kind, .level = level, .ms = ms };
	size_t start = 0, end = len;

	line_trim(s, &start, &end);
	if (start == end)
		return;
	b.at = p->out->text.len;
	add_flow(&p->out->text, s + start, end - start);
	b.len = p->out->text.len - b.at;
	b.strong = kind == WEB_TEXT && p->loud > 0 && p->quiet == 0;
	vec_push(p->out, b);
}

/* The block at hand ends here. */
static void
flush(struct page *p, enum web_kind kind, int level)
{
	push(p, kind, level, TURN_NO_TIME, buf_str(&p->text), p->text.len);
	buf_clear(&p->text);
	p->loud = p->quiet = 0;
}

static void
add_text(struct page *p, const char *s)
{
	for (; *s; s++) {
		bool blank = *s == ' ' || *s == '\t' || *s == '\n' ||
		             *s == '\r' || *s == '\f';

		p->loud += !blank && p->strong > 0;
		p->quiet += !blank && p->strong == 0;
		if (blank && p->pre > 0)
			buf_addc(&p->text, *s == '\r' ? ' ' : *s);
		else
			buf_addc(&p->text, blank ? ' ' : *s);
	}
}

/* --- who and when --------------------------------------------------------- */

static bool
is_blank(const struct buf *b)
{
	return line_is_blank(buf_str(b), 0, b->len);
}

/* The text behind N in its parent, up to the next element. */
static bool
colon_follows(const xmlNode *n)
{
	const char *s;

	if (!n->next || n->next->type != XML_TEXT_NODE || !n->next->content)
		return false;
	s = (const char *)n->next->content;
	return s[strspn(s, " \t\r\n")] == ':';
}

/* <cite>Maria:</cite> before her words, or beside them in a block. */
static bool
marks_speaker(const struct page *p, const xmlNode *n, const char *label,
              size_t len)
{
	if (len == 0 || len > LABEL_MAX || !is_blank(&p->text))
		return false;
	if (xml_is(n, "dt") || has_class(n, "speaker"))
		return true;
	if (!xml_is(n, "cite"))
		return false;
	return label[len - 1] == ':' || colon_follows(n) ||
	       is_any(n->parent, " body div section article main li td ");
}

/* Is all of N a time?  [0:53] is one too. */
static bool
read_time(const xmlNode *n, const char *s, size_t len, int64_t *ms)
{
	size_t at;

	if (!xml_is(n, "time") && !has_class(n, "timestamp") &&
	    !has_class(n, "time") && !is_any(n, " td th "))
		return false;
	at = len > 0 && (s[0] == '[' || s[0] == '(');
	at = cue_time_read(s, len, at, ms);
	at += at > 0 && at < len && (s[at] == ']' || s[at] == ')');
	return at > 0 && at == len;
}

/* A row of a table: who, in two or three cells of which the last is speech. */
static bool
is_who_cell(const xmlNode *n)
{
	const xmlNode *cell;
	size_t before = 0, behind = 0;

	if (!xml_is(n, "td") || !n->parent || !xml_is(n->parent, "tr"))
		return false;
	for (cell = n->prev; cell && before <= 1; cell = cell->prev)
		before += is_any(cell, " td th ");
	for (cell = n->next; cell && behind <= 2; cell = cell->next)
		behind += is_any(cell, " td th ");
	return before <= 1 && behind >= 1 && before + behind <= 2;
}

/* If N says who speaks or when, say so: true, and N is done with. */
static bool
read_mark(struct page *p, const xmlNode *n)
{
	struct buf text = { 0 }, flow = { 0 };
	size_t start = 0, end;
	int64_t ms = TURN_NO_TIME;
	bool done = true;
	const char *s;

	if (!is_any(n, " cite dt time td th ") && !*xml_attribute(n, "class"))
		return false;
	if (xml_is(n, "body") || xml_is(n, "html"))
		return false;
	xml_text(n, &text);
	end = text.len;
	line_trim(buf_str(&text), &start, &end);
	for (; start < end; start++)
		buf_addc(&flow,
		         text.data[start] == '\n' ? ' ' : text.data[start]);
	s = buf_str(&flow);
	if (read_time(n, s, flow.len, &ms) && xml_is(n, "span") &&
	    !is_blank(&p->text))
		buf_addf(&p->text, "[%s]", s); /* what is said goes on */
	else if (ms != TURN_NO_TIME)
		push(p, WEB_TIME, 0, ms, s, flow.len);
	else if (marks_speaker(p, n, s, flow.len) ||
	         (is_who_cell(n) && flow.len > 0 && flow.len <= LABEL_MAX))
		push(p, WEB_SPEAKER, 0, ms, s, flow.len);
	else
		done = false;
	buf_release(&text);
	buf_release(&flow);
	return done;
}

/* --- walking -------------------------------------------------------------- */

static void read_children(struct page *p, const xmlNode *parent, int depth);

static void
read_element(struct page *p, const xmlNode *n, int depth)
{
	bool block = is_any(n, blocks);
	int level = is_any(n, headings) ? n->name[1] - '0' : 0;

	if (is_left_out(n))
		return;
	if (xml_is(n, "br")) {
		buf_addc(&p->text, '\n');
		return;
	}
	if (block)
		flush(p, WEB_TEXT, 0);
	if (level == 0 && read_mark(p, n))
		return;
	p->pre += xml_is(n, "pre");
	p->strong += is_any(n, strong);
	if (depth < DEPTH_MAX)
		read_children(p, n, depth + 1);
	else
		xml_text(n, &p->text);
	p->pre -= xml_is(n, "pre");
	p->strong -= is_any(n, strong);
	if (block)
		flush(p, level > 0 ? WEB_HEADING : WEB_TEXT, level);
}

static void
read_children(struct page *p, const xmlNode *parent, int depth)
{
	const xmlNode *n;

	for (n = parent->children; n; n = n->next) {
		if ((n->type == XML_TEXT_NODE ||
		     n->type == XML_CDATA_SECTION_NODE) &&
		    n->content)
			add_text(p, (const char *)n->content);
		else if (n->type == XML_ELEMENT_NODE)
			read_element(p, n, depth);
	}
}

void
web_blocks_read(const xmlNode *root, struct web_blocks *out)
{
	struct page p = { .out = out };

	read_element(&p, root, 0);
	flush(&p, WEB_TEXT, 0);
	buf_release(&p.text);
}

void
web_blocks_release(struct web_blocks *b)
{
	vec_release(b);
	buf_release(&b->text);
}
