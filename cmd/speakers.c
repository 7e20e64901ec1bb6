/* emic-speakers - who speaks in which document, in what role, as what case. */
#include "base/mem.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "model/case.h"
#include "model/document.h"
#include "shared/address.h"
#include "shared/command.h"

#include <stdlib.h>
#include <string.h>

static struct string_list opt_documents;
static bool opt_labels;

static const struct option_spec options[] = {
	{ OPT_LIST, 'd', "document", &opt_documents, "DOC",
	  "only this document (may be repeated)" },
	{ OPT_FLAG, 'l', "labels", &opt_labels, NULL,
	  "one line a label, over all documents" },
	{ OPT_END },
};

/* Turns and words of one speaker, or of one label over all documents. */
struct line {
	char *document; /* NULL with --labels */
	char *label, *folded;
	enum speaker_role role;
	bool several_roles;
	int64_t case_id;
	size_t documents, turns, words;
};

struct lines {
	struct line *items;
	size_t n, cap;
};

/* --- list ---------------------------------------------------------------- */

static struct line *
line_for(struct lines *lines, const char *document, const char *label,
         enum speaker_role role)
{
	char *folded = unicode_fold(label);
	struct line fresh = { .role = role };
	size_t i;

	for (i = 0; opt_labels && i < lines->n; i++) {
		struct line *l = &lines->items[i];

		if (strcmp(l->folded, folded) != 0)
			continue;
		l->several_roles = l->several_roles || l->role != role;
		free(folded);
		return l;
	}
	fresh.document = opt_labels ? NULL : mem_str(document);
	fresh.label = mem_str(label);
	fresh.folded = folded;
	vec_push(lines, fresh);
	return &lines->items[lines->n - 1];
}

/* Add one document's speakers, in the order in which they first speak. */
static void
add_document(struct lines *lines, const struct transcript_view *v)
{
	size_t *at = mem_array(v->n_speakers, sizeof(*at)), i, k;
	size_t nobody = SIZE_MAX;

	for (i = 0; i < v->n_speakers; i++)
		at[i] = SIZE_MAX;
	for (i = 0; i < v->n_turns; i++) {
		const struct turn *t = &v->turns[i];
		struct line *l;

		for (k = 0; k < t->speakers; k++) {
			size_t who = v->turn_speakers[t->first_speaker + k];
			const struct speaker *s = &v->speakers[who];

			if (at[who] == SIZE_MAX) {
				l = line_for(lines, v->document.name, s->label,
				             s->role);
				l->case_id = s->case_id;
				l->documents++;
				at[who] = (size_t)(l - lines->items);
			}
			lines->items[at[who]].turns++;
			lines->items[at[who]].words += t->words;
		}
		if (t->speakers > 0)
			continue;
		if (nobody == SIZE_MAX) {
			l = line_for(lines, v->document.name, "", ROLE_OTHER);
			l->documents++;
			nobody = (size_t)(l - lines->items);
		}
		lines->items[nobody].turns++;
		lines->items[nobody].words += t->words;
	}
	free(at);
}

static int
read_lines(struct project *p, struct lines *out, struct error *err)
{
	struct document_list list = { 0 };
	struct transcript_view *v;
	size_t i, k;
	int64_t id;
	int rc = 0;

	if (opt_documents.n == 0)
		rc = document_list(p, &list, err);
	for (k = 0; rc == 0 && k < opt_documents.n; k++) {
		struct document d = { 0 };

		rc = document_find(p, opt_documents.items[k], &id, err);
		d.id = id;
		for (i = 0; rc == 0 && i < list.n; i++)
			if (list.items[i].id == id)
				break;
		if (rc == 0 && i == list.n)
			vec_push(&list, d);
	}
	for (i = 0; rc == 0 && i < list.n; i++) {
		rc = document_open(p, list.items[i].id, &v, err);
		if (rc < 0)
			break;
		add_document(out, v);
		document_close(v);
	}
	document_list_release(&list);
	return rc;
}

static const char *
case_name(const struct case_list *cases, int64_t id)
{
	size_t i;

	for (i = 0; i < cases->n; i++)
		if (cases->items[i].id == id)
			return cases->items[i].name;
	return NULL;
}

static int
by_documents(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	if (x->documents != y->documents)
		return x->documents > y->documents ? -1 : 1;
	if (x->words != y->words)
		return x->words > y->words ? -1 : 1;
	return strcmp(x->folded, y->folded);
}

static void
print_lines(struct invocation *in, struct lines *lines,
            const struct case_list *cases)
{
	static const struct writer_column documents[] = {
		{ "document", NULL, 0 },
		{ "label", NULL, 0 },
		{ "role", NULL, 0 },
		{ "case", NULL, 0 },
		{ "turns", NULL, WRITER_NUMBER },
		{ "words", NULL, WRITER_NUMBER },
	};
	static const struct writer_column labels[] = {
		{ "label", NULL, 0 },
		{ "role", NULL, 0 },
		{ "documents", NULL, WRITER_NUMBER },
		{ "turns", NULL, WRITER_NUMBER },
		{ "words", NULL, WRITER_NUMBER },
	};
	struct writer *w = command_writer(in, opt_labels ? labels : documents,
	                                  opt_labels ? 5 : 6);
	size_t i;

	if (opt_labels && lines->n > 0)
		qsort(lines->items, lines->n, sizeof(*lines->items),
		      by_documents);
	for (i = 0; i < lines->n; i++) {
		const struct line *l = &lines->items[i];
		const char *name = case_name(cases, l->case_id);

		if (!opt_labels)
			writer_text(w, l->document);
		writer_text(w, l->label[0] ? l->label : "(nobody known)");
		writer_text(w, l->several_roles ? "several"
		               : l->label[0]    ? speaker_role_name(l->role)
		                                : "");
		if (opt_labels)
			writer_int(w, (int64_t)l->documents);
		else if (name)
			writer_text(w, name);
		else
			writer_none(w);
		writer_int(w, (int64_t)l->turns);
		writer_int(w, (int64_t)l->words);
	}
	writer_finish(w);
}

static int
list(struct invocation *in, struct error *err)
{
	struct case_list cases = { 0 };
	struct lines lines = { 0 };
	size_t i;
	int rc;

	rc = case_list(in->project, &cases, err);
	if (rc == 0)
		rc = read_lines(in->project, &lines, err);
	if (rc == 0)
		print_lines(in, &lines, &cases);
	if (rc == 0 && lines.n == 0)
		rc = 1;
	for (i = 0; i < lines.n; i++) {
		free(lines.items[i].document);
		free(lines.items[i].label);
		free(lines.items[i].folded);
	}
	vec_release(&lines);
	case_list_release(&cases);
	return rc;
}

/* --- changes ------------------------------------------------------------- */

/* Set role or case of LABEL in the documents named, or in all. */
static int
set_label(struct invocation *in, const char *label, int role, int64_t case_id,
          struct error *err)
{
	struct project *p = in->project;
	size_t n, total = 0;
	int64_t id = 0;
	int i = 2, rc;

	do {
		if (++i < in->argc) {
			rc = document_find(p, in->argv[i], &id, err);
			if (rc < 0)
				return rc;
		}
		rc = role >= 0
		         ? document_set_role(p, id, label,
		                             (enum speaker_role)role, &n, err)
		         : document_set_case(p, id, label, case_id, &n, err);
		if (rc < 0)
			return in->argc > 3 ? error_wrap(err, "%s", in->argv[i])
			                    : rc;
		total += n;
	} while (i + 1 < in->argc);
	if (role >= 0)
		spool_addf(&in->out, "%s is %s", label,
		           speaker_role_name((enum speaker_role)role));
	else
		spool_addf(&in->out, "%s speaks for %s", label,
		           case_id ? in->argv[2] : "no case");
	spool_addf(&in->out, " in %zu document%s\n", total,
	           total == 1 ? "" : "s");
	return 0;
}

static int
set_role(struct invocation *in, struct error *err)
{
	int role = speaker_role_find(in->argv[2]);

	if (role < 0)
		return error_set(err, ERR_USAGE,
		                 "a role is participant, interviewer, "
		                 "interpreter or other, not '%s'",
		                 in->argv[2]);
	return set_label(in, in->argv[1], role, 0, err);
}

/* The case must exist: a typing error must not make a new one. */
static int
set_case(struct invocation *in, struct error *err)
{
	int64_t id = 0;
	int rc;

	if (strcmp(in->argv[2], "-") != 0) {
		rc = case_find(in->project, in->argv[2], &id, err);
		if (rc == ERR_NOTFOUND) {
			struct error why = *err;

			return error_set(err, rc,
			                 "%s ('emic cases set' makes one)",
			                 why.msg);
		}
		if (rc < 0)
			return rc;
	}
	return set_label(in, in->argv[1], -1, id, err);
}

/*
 * Give a turn away; a label that the document did not have is said, so that
 * a typing error does not go unseen.
 */
static int
move_turn(struct invocation *in, int64_t id, int turn, const char *label,
          struct error *err)
{
	struct transcript_view *before = NULL, *after = NULL;
	size_t i;
	int rc;

	rc = document_open(in->project, id, &before, err);
	if (rc == 0)
		rc = document_move_turn(in->project, id, turn, label, err);
	if (rc == 0)
		rc = document_open(in->project, id, &after, err);
	for (i = rc == 0 ? before->n_speakers : 0;
	     rc == 0 && i < after->n_speakers; i++)
		spool_addf(&in->out, "%s is new in %s, as participant\n",
		           after->speakers[i].label, after->document.name);
	document_close(before);
	document_close(after);
	return rc;
}

/* move P07#12 LABEL, split P07:1024, join P07#12 */
static int
change_turn(struct invocation *in, const char *verb, struct error *err)
{
	struct address a = { 0 };
	struct transcript_view *v = NULL;
	const struct turn *t;
	size_t byte;
	int64_t id;
	int rc;

	rc = address_parse(in->argv[1], &a, err);
	if (rc < 0)
		return rc;
	rc = document_find(in->project, a.document, &id, err);
	if (rc < 0)
		goto out;
	if (a.span != (strcmp(verb, "split") == 0)) {
		rc = error_set(err, ERR_USAGE,
		               a.span ? "%s takes DOCUMENT#TURN"
		                      : "%s takes DOCUMENT:POSITION",
		               verb);
	} else if (strcmp(verb, "move") == 0) {
		rc = move_turn(in, id, a.turn, in->argv[2], err);
	} else if (strcmp(verb, "join") == 0) {
		rc = document_join_turn(in->project, id, a.turn, err);
	} else {
		rc = document_open(in->project, id, &v, err);
		if (rc == 0)
			rc = document_byte(v, a.start, &byte, err);
		t = rc == 0 ? document_turn_at(v, byte) : NULL;
		if (rc == 0 && !t)
			rc = error_set(err, ERR_CONFLICT,
			               "position %zu of '%s' lies in no turn",
			               a.start, a.document);
		if (rc == 0)
			rc = document_split_turn(in->project, id, t->ordinal,
			                         byte, err);
	}
	if (rc == 0)
		spool_addf(&in->out, "%s: done\n", in->argv[1]);
out:
	document_close(v);
	address_release(&a);
	return rc;
}

static const struct verb {
	const char *name;
	int operands; /* at least, the verb included */
	bool more;    /* documents may follow */
} verbs[] = {
	{ "list", 1, false }, { "role", 3, true },   { "case", 3, true },
	{ "move", 3, false }, { "split", 2, false }, { "join", 2, false },
};

static const struct verb *
find_verb(int argc, char **argv)
{
	size_t i;

	if (argc == 0)
		return &verbs[0];
	for (i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		if (strcmp(verbs[i].name, argv[0]) == 0)
			return &verbs[i];
	return NULL;
}

static int
speakers(struct invocation *in, struct error *err)
{
	const struct verb *v = find_verb(in->argc, in->argv);

	if (!v)
		return error_set(err, ERR_USAGE, "no such verb '%s'",
		                 in->argv[0]);
	if (in->argc > 0 &&
	    (in->argc < v->operands || (in->argc > v->operands && !v->more)))
		return error_set(err, ERR_USAGE, "'%s' takes %s%d operand%s",
		                 v->name, v->more ? "at least " : "",
		                 v->operands - 1, v->operands == 2 ? "" : "s");
	if (strcmp(v->name, "list") == 0)
		return list(in, err);
	if (opt_documents.n > 0 || opt_labels)
		return error_set(err, ERR_USAGE,
		                 "-d and -l are for the list: documents follow "
		                 "as operands");
	if (strcmp(v->name, "role") == 0)
		return set_role(in, err);
	if (strcmp(v->name, "case") == 0)
		return set_case(in, err);
	return change_turn(in, v->name, err);
}

static int
speakers_mode(int argc, char **argv)
{
	const struct verb *v = find_verb(argc, argv);

	return !v || v == &verbs[0] ? PROJECT_READ : PROJECT_WRITE;
}

const struct command command = {
	.name = "emic-speakers",
	.operands = "[list]\n"
	            "role LABEL ROLE [DOCUMENT ...]\n"
	            "case LABEL CASE|- [DOCUMENT ...]\n"
	            "move DOCUMENT#TURN LABEL\n"
	            "split DOCUMENT:POSITION\n"
	            "join DOCUMENT#TURN",
	.summary = "who speaks: labels, roles, cases, turns",
	.options = options,
	.project = PROJECT_READ,
	.lists = true,
	.mode = speakers_mode,
	.run = speakers,
};
