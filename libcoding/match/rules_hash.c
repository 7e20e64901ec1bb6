/* rules_hash.c - what the hits of a code depend on, as one number. */
#include "match/rules.h"

#include "base/buf.h"
#include "match/rules_private.h"

#include <string.h>

/* Each part ends in a NUL, which no text holds. */
static void
add(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s) + 1);
}

static void
hash_list(struct rules_list *l)
{
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < l->from->n_terms; i++)
		add(&b, l->from->terms[i]);
	hash_bytes(buf_str(&b), b.len, l->hash);
	buf_release(&b);
}

static void
hash_code(struct rules *r, struct ruleset *set)
{
	const struct code *c = set->code;
	struct buf b = { 0 };
	size_t i;

	add(&b, engine_name(ENGINE_LITERAL));
	add(&b, code_unit_name(c->unit));
	add(&b, c->speakers ? c->speakers : "");
	add(&b, c->exact ? "exact" : "fold");
	add(&b, c->match_asides ? "match" : "skip");
	for (i = 0; i < r->book->n_fillers; i++)
		add(&b, r->book->fillers[i]);
	for (i = 0; i < set->n; i++) {
		add(&b, set->items[i].from->against ? "against" : "for");
		add(&b, set->items[i].from->expression);
	}
	for (i = 0; i < set->n_lists; i++) {
		struct rules_list *l = &r->lists[set->lists[i]];

		if (!l->hash[0])
			hash_list(l);
		add(&b, l->from->name);
		add(&b, l->hash);
	}
	for (i = 0; i < set->n_marks && !r->query; i++) {
		add(&b, r->sets[set->marks[i]].code->path);
		add(&b, r->sets[set->marks[i]].hash);
	}
	hash_bytes(b.data, b.len, set->hash);
	buf_release(&b);
}

void
rules_make_hashes(struct rules *r)
{
	size_t i;

	/* in this order the codes that one names have their hash already */
	for (i = 0; i < r->n; i++)
		hash_code(r, &r->sets[r->order[i]]);
}

void
rules_hash(const struct rules *r, size_t code, char out[65])
{
	memcpy(out, r->sets[code].hash, sizeof(r->sets[code].hash));
}

void
rules_hash_all(const struct rules *r, char out[65])
{
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < r->n; i++) {
		if (r->sets[i].code->retired)
			continue;
		add(&b, r->sets[i].code->path);
		add(&b, r->sets[i].hash);
	}
	hash_bytes(buf_str(&b), b.len, out);
	buf_release(&b);
}
