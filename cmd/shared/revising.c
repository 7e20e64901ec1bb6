#include "shared/revising.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/vec.h"
#include "import/again.h"

#include <stdlib.h>
#include <string.h>

/* --- what files say
 * -----------------------------------------------------------
 */

/*
 * The turns of TEXT, as a file of the format of T would give them if it was
 * read as O says and it was known who speaks in V.
 */
static bool
read_text(const char *text, size_t len, const struct transcript *t,
          const struct transcript_view *v, const struct import_options *o,
          struct transcript *out)
{
	struct import_options again = *o;
	struct string_list known = { 0 };
	struct buf bytes = { 0 };
	struct error err;
	size_t i;
	bool same;

	for (i = 0; i < v->n_speakers; i++)
		vec_push(&known, v->speakers[i].label);
	again.known = known.items;
	again.n_known = known.n;
	again.format = t->format;
	again.encoding = "UTF-8";
	again.doubts = NULL;
	memset(out, 0, sizeof(*out));
	buf_add(&bytes, text, len);
	same = import_bytes("-", &bytes, &again, out, &err) == 0 &&
	       out->text.len == len &&
	       memcmp(buf_str(&out->text), text, len) == 0;
	buf_release(&bytes);
	vec_release(&known);
	if (!same)
		transcript_release(out);
	return same;
}

/*
 * If T is its file, read it and the old text in the same way, so that only
 * what was changed in it is taken for a change: the format of the document
 * may be another one.  False: it is not, or how to read it is said.
 */
static bool
read_alike(const struct transcript_view *v, struct transcript *t,
           const struct import_options *o, struct transcript *base)
{
	const struct importer *format = import_format_find(t->format);
	struct transcript again;

	memset(base, 0, sizeof(*base));
	if (!format || !format->as_it_is || o->turns || o->n_speakers > 0)
		return false;
	if (!read_text(buf_str(&t->text), t->text.len, t, v, o, &again))
		return false;
	if (read_text(v->text, v->len, t, v, o, base))
		transcript_exchange(t, &again);
	transcript_release(&again);
	return base->format != NULL;
}

/* Is the revision in force of the format that T has? */
static int
has_format(struct project *p, const struct transcript_view *v,
           const struct transcript *t, bool *out, struct error *err)
{
	struct revision_list list = { 0 };
	size_t i;
	int rc;

	*out = false;
	rc = revision_list(p, v->document.id, &list, err);
	for (i = 0; i < list.n; i++)
		*out = *out || (list.items[i].in_force &&
		                strcmp(list.items[i].format, t->format) == 0);
	revision_list_release(&list);
	return rc;
}

/* The layout of T; its text is T's still. */
static void
copy_layout(const struct transcript *t, struct transcript *out)
{
	size_t i;

	memset(out, 0, sizeof(*out));
	out->text = t->text;
	for (i = 0; i < t->speakers.n; i++) {
		struct transcript_speaker s = t->speakers.items[i];

		s.label = mem_str(s.label);
		vec_push(&out->speakers, s);
	}
	for (i = 0; i < t->turns.n; i++)
		vec_push(&out->turns, t->turns.items[i]);
	for (i = 0; i < t->turn_speakers.n; i++)
		vec_push(&out->turn_speakers, t->turn_speakers.items[i]);
	for (i = 0; i < t->sections.n; i++)
		vec_push(&out->sections, t->sections.items[i]);
}

/*
 * T gets its turns.  FILES, unless it is NULL, shows the old text without
 * what was done by hand: the same is done with it, for the next time.
 */
static void
carry_both(const struct transcript_view *files, const struct transcript *base,
           bool alike, struct transcript *t, struct revising *r)
{
	struct alignment al = { 0 };
	struct carry unused;

	align_texts(r->v->text, r->v->len, buf_str(&t->text), t->text.len, &al);
	if (files) {
		copy_layout(t, &r->imported);
		carry_turns(files, base, alike, &al, &r->imported, &unused);
		carry_release(&unused);
		memset(&r->imported.text, 0, sizeof(r->imported.text));
		r->has_imported = true;
	}
	carry_turns(r->v, base, alike, &al, t, &r->carry);
	align_release(&al);
}

static int
carry(struct project *p, struct transcript *t, const struct import_options *o,
      struct revising *r, struct error *err)
{
	struct transcript_view *files = NULL;
	struct transcript base = { 0 };
	bool has_base, alike = true;
	int rc;

	rc = document_imported(p, r->v, &files, err);
	if (rc < 0)
		goto out;
	rc = 0;
	has_base = read_alike(r->v, t, o, &base);
	if (!has_base) {
		rc = has_format(p, r->v, t, &alike, err);
		if (files)
			document_turns(files, &base);
		has_base = files != NULL;
	}
	if (rc == 0)
		carry_both(files, has_base ? &base : NULL, alike, t, r);
out:
	document_close(files);
	transcript_release(&base);
	return rc;
}

static int
check_loss(const struct revising *r, struct error *err)
{
	static const char advice[] = "correct a copy of the file that it was "
	                             "imported from, or say "
	                             "'emic revise --lose'";

	if (r->carry.has_lost_times)
		return error_set(
		    err, ERR_CONFLICT,
		    "the turns of %s have times, and in this file there is "
		    "nothing that would have one: %s",
		    r->v->document.name, advice);
	if (r->carry.lost)
		return error_set(err, ERR_CONFLICT,
		                 "%s speaks in %s, and not in this file, so "
		                 "that the words would be others': %s",
		                 r->carry.lost, r->v->document.name, advice);
	return 0;
}

/* Was the text of T in force before the one that is now? */
static int
find_again(struct project *p, const struct transcript *t, struct revising *r,
           struct error *err)
{
	struct revision_list list = { 0 };
	char sha256[HASH_SIZE];
	size_t i;
	int rc;

	hash_bytes(buf_str(&t->text), t->text.len, sha256);
	rc = revision_list(p, r->v->document.id, &list, err);
	for (i = list.n; rc == 0 && i-- > 0 && !r->again;)
		if (strcmp(list.items[i].sha256, sha256) == 0)
			r->again = list.items[i].same_as;
	revision_list_release(&list);
	return rc;
}

int
revising_plan(struct project *p, int64_t id, struct transcript *t,
              const struct import_options *o, bool lose, struct revising *out,
              struct error *err)
{
	int rc;

	memset(out, 0, sizeof(*out));
	rc = document_open(p, id, &out->v, err);
	if (rc < 0)
		return rc;
	out->has_text =
	    out->v->len == t->text.len &&
	    memcmp(out->v->text, buf_str(&t->text), t->text.len) == 0;
	if (!lose)
		rc = carry(p, t, o, out, err);
	if (rc == 0 && !lose)
		rc = check_loss(out, err);
	out->is_same = out->has_text &&
	               (lose ? !again_differs(out->v, t) : !out->carry.differs);
	if (rc == 0 && !out->has_text)
		rc = find_again(p, t, out, err);
	if (rc == 0 && !out->is_same)
		rc = revise_plan(p, id, buf_str(&t->text), t->text.len,
		                 &out->plan, err);
	return rc;
}

void
revising_release(struct revising *r)
{
	document_close(r->v);
	carry_release(&r->carry);
	transcript_release(&r->imported);
	revise_plan_release(&r->plan);
	memset(r, 0, sizeof(*r));
}

int
revising_store(struct project *p, const struct revising *r,
               const struct transcript *t, struct error *err)
{
	return revise_store(p, r->v->document.id, t,
	                    r->has_imported ? &r->imported : NULL, &r->carry,
	                    &r->plan, err);
}

/* --- labels of old texts ---------------------------------------------------
 */

/* The only speaker's label of the turn of T at START, from turn *I on. */
static const char *
label_at(const struct transcript *t, size_t start, size_t *i)
{
	const struct transcript_turn *turn;

	while (*i < t->turns.n && t->turns.items[*i].start < start)
		++*i;
	turn = *i < t->turns.n ? &t->turns.items[*i] : NULL;
	if (!turn || turn->start != start || turn->speakers != 1)
		return NULL;
	return t->speakers.items[t->turn_speakers.items[turn->first_speaker]]
	    .label;
}

/* What speaker S of THEN is called in its text; NULL if there are several. */
static const char *
label_in_text(const struct transcript_view *then, const struct transcript *t,
              size_t s)
{
	const char *label = NULL, *other;
	size_t i, k = 0;

	for (i = 0; i < then->n_turns; i++) {
		const struct turn *turn = &then->turns[i];

		if (turn->speakers != 1 ||
		    then->turn_speakers[turn->first_speaker] != s)
			continue;
		other = label_at(t, turn->start, &k);
		if (label && other && strcmp(label, other) != 0)
			return NULL;
		label = other ? other : label;
	}
	return label;
}

static bool
is_taken(const struct carry *c, const char *label)
{
	size_t i;

	for (i = 0; i < c->renames.n; i++)
		if (strcmp(c->renames.items[i].now, label) == 0)
			return true;
	return false;
}

void
revising_old_labels(const struct transcript_view *then, struct carry *out)
{
	struct import_options o = { 0 };
	struct transcript as = { .format = "text" }, t;
	size_t s;

	memset(out, 0, sizeof(*out));
	/* labels look alike in all formats whose texts have some */
	if (!read_text(then->text, then->len, &as, then, &o, &t))
		return;
	for (s = 0; s < then->n_speakers; s++) {
		const char *label = label_in_text(then, &t, s);
		struct carry_rename r = { .speaker = then->speakers[s].id };

		/* who has that label by now is somebody else */
		if (!label || again_speaker(then, label) ||
		    is_taken(out, label))
			continue;
		r.was = mem_str(then->speakers[s].label);
		r.now = mem_str(label);
		vec_push(&out->renames, r);
	}
	transcript_release(&t);
}

/* --- roles ---------------------------------------------------------------- */

/* Does the user call somebody an interviewer who is none in V? */
bool
revising_changes_roles(const struct transcript_view *v,
                       const struct string_list *labels)
{
	const struct speaker *s;
	size_t i;

	for (i = 0; i < labels->n; i++) {
		s = again_speaker(v, labels->items[i]);
		if (s && s->role != ROLE_INTERVIEWER)
			return true;
	}
	return false;
}

/* Who the user says asks does, whatever role the project had. */
int
revising_interviewers(struct project *p, const struct transcript_view *v,
                      const struct string_list *labels, struct error *err)
{
	size_t i, n;
	int rc = 0;

	for (i = 0; rc == 0 && i < labels->n; i++) {
		const struct speaker *s = again_speaker(v, labels->items[i]);

		if (s && s->role != ROLE_INTERVIEWER)
			rc = document_set_role(p, v->document.id, s->label,
			                       ROLE_INTERVIEWER, &n, err);
	}
	return rc;
}

/* --- in words --------------------------------------------------------------
 */

void
revising_count(const struct revise_plan *plan, struct buf *out)
{
	size_t before = out->len;
	int i;

	for (i = REVISE_OUTCOMES; i-- > 0;)
		if (plan->counts[i] > 0)
			buf_addf(out, "%s%zu %s", out->len > before ? ", " : "",
			         plan->counts[i],
			         revise_outcome_name((enum revise_outcome)i));
	if (plan->returned > 0)
		buf_addf(out, " (%zu no longer orphaned)", plan->returned);
	if (plan->n == 0)
		buf_adds(out, "no coding, verdict or memo stood on it");
}

/* Who went by another label until now? */
static bool
is_renamed(const struct revising *r, const char *label)
{
	size_t i;

	for (i = 0; i < r->carry.renames.n; i++)
		if (strcmp(r->carry.renames.items[i].now, label) == 0 ||
		    strcmp(r->carry.renames.items[i].was, label) == 0)
			return true;
	return false;
}

/* Who is new, and who has no turn any more: a label may be misspelt. */
static void
tell_speakers(const struct revising *r, const struct transcript *t,
              struct buf *lines)
{
	const struct transcript_view *v = r->v;
	bool *speaks = mem_array(v->n_speakers, sizeof(*speaks));
	const struct speaker *s;
	size_t i;

	for (i = 0; i < r->carry.renames.n; i++)
		buf_addf(lines,
		         "%s of %s is called %s now, with role and case\n",
		         r->carry.renames.items[i].was, v->document.name,
		         r->carry.renames.items[i].now);
	for (i = 0; i < t->speakers.n; i++) {
		const char *label = t->speakers.items[i].label;

		s = again_speaker(v, label);
		if (s)
			speaks[s - v->speakers] = true;
		else if (!is_renamed(r, label))
			buf_addf(lines, "%s is new in %s, as %s\n", label,
			         v->document.name,
			         speaker_role_name(t->speakers.items[i].role));
	}
	for (i = 0; i < v->n_turn_speakers; i++) {
		s = &v->speakers[v->turn_speakers[i]];
		if (!speaks[s - v->speakers] && !is_renamed(r, s->label))
			buf_addf(lines,
			         "%s speaks no longer in %s; role and case "
			         "are kept\n",
			         s->label, v->document.name);
		speaks[s - v->speakers] = true;
	}
	free(speaks);
}

/* "3 turns", or "all 3 turns" of N. */
static void
add_turns(size_t n, size_t of, struct buf *lines)
{
	buf_addf(lines, "%s%zu turn%s", n == of && n > 1 ? "all " : "", n,
	         n == 1 ? "" : "s");
}

static void
tell_turns(const struct revising *r, const struct transcript *t,
           struct buf *lines)
{
	const struct carry *c = &r->carry;
	const char *name = r->v->document.name;

	if (c->kept > 0) {
		buf_addf(lines, "%s: ", name);
		add_turns(c->kept, t->turns.n, lines);
		buf_addf(lines,
		         " keep%s speakers, times or limits that this file "
		         "does not give\n",
		         c->kept == 1 ? "s" : "");
	}
	if (c->taken > 0) {
		buf_addf(lines, "%s: ", name);
		add_turns(c->taken, t->turns.n, lines);
		buf_addf(lines,
		         " %s other speakers, times or limits in this file\n",
		         c->taken == 1 ? "has" : "have");
	}
	if (c->overruled > 0)
		buf_addf(lines,
		         "%s: %zu of them, first turn %d, had been given to "
		         "somebody else by hand\n",
		         name, c->overruled, c->first_overruled);
}

void
revising_tell(const struct revising *r, const struct transcript *t,
              struct buf *lines)
{
	if (r->is_same)
		return;
	if (r->again)
		buf_addf(lines,
		         "%s: the text is that of revision %d again, without "
		         "what was corrected since\n",
		         r->v->document.name, r->again);
	tell_speakers(r, t, lines);
	tell_turns(r, t, lines);
	if (r->plan.bounded)
		buf_addf(lines,
		         "%s: the texts differ too much to be compared word by "
		         "word everywhere\n",
		         r->v->document.name);
}
