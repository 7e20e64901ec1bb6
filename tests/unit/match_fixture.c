#include "match_fixture.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
find_asides(struct transcript_view *v)
{
	struct span_list asides = { 0 };
	struct span aside;
	size_t i, at;

	for (i = 0; i < v->n_turns; i++)
		for (at = v->turns[i].start;
		     segment_next_aside(v->text, v->turns[i].end, at, &aside);
		     at = aside.end)
			vec_push(&asides, aside);
	v->asides = asides.items;
	v->n_asides = asides.n;
}

static struct transcript_view *
new_view(const char *text, size_t turns)
{
	struct transcript_view *v = mem_zero(sizeof(*v));

	v->document.name = mem_str("P01");
	v->text = mem_str(text);
	v->len = strlen(text);
	v->turns = mem_array(turns, sizeof(*v->turns));
	v->speakers = mem_array(turns, sizeof(*v->speakers));
	v->turn_speakers = mem_array(turns, sizeof(*v->turn_speakers));
	return v;
}

struct transcript_view *
match_fixture_view(const char *text)
{
	struct transcript_view *v = new_view(text, 1);

	v->turns[0].ordinal = 1;
	v->turns[0].end = v->len;
	v->n_turns = 1;
	find_asides(v);
	return v;
}

static size_t
add_speaker(struct transcript_view *v, const char *label, size_t len)
{
	size_t i;

	for (i = 0; i < v->n_speakers; i++)
		if (strlen(v->speakers[i].label) == len &&
		    memcmp(v->speakers[i].label, label, len) == 0)
			return i;
	v->speakers[i].label = mem_strn(label, len);
	v->speakers[i].role = ROLE_PARTICIPANT;
	if (len == 3 && memcmp(label, "Int", len) == 0)
		v->speakers[i].role = ROLE_INTERVIEWER;
	return v->n_speakers++;
}

struct transcript_view *
match_fixture_dialogue(const char *text)
{
	struct transcript_view *v = new_view(text, strlen(text));
	const char *at = text, *end, *colon;

	for (; *at; at = *end ? end + 1 : end) {
		struct turn *t = &v->turns[v->n_turns];

		end = at + strcspn(at, "\n");
		colon = strstr(at, ": ");
		t->ordinal = (int)v->n_turns + 1;
		t->start = (size_t)(at - text);
		t->end = (size_t)(end - text);
		if (colon && colon < end) {
			t->first_speaker = v->n_turn_speakers;
			t->speakers = 1;
			v->turn_speakers[v->n_turn_speakers++] =
			    add_speaker(v, at, (size_t)(colon - at));
			t->start = (size_t)(colon - text) + 2;
		}
		v->n_turns++;
	}
	find_asides(v);
	return v;
}

void
match_fixture_view_free(struct transcript_view *v)
{
	size_t i;

	for (i = 0; i < v->n_speakers; i++)
		free(v->speakers[i].label);
	free(v->document.name);
	free(v->text);
	free(v->turns);
	free(v->speakers);
	free(v->turn_speakers);
	free(v->asides);
	free(v);
}

/* --- codebooks ------------------------------------------------------------ */

const char **
match_fixture_terms(struct codebook *b, const char *text, size_t *n_out)
{
	const char **terms =
	    arena_alloc(&b->arena, (strlen(text) + 1) * sizeof(*terms));
	size_t n = 0;

	while (*text) {
		size_t len = strcspn(text, ",");

		terms[n++] = arena_strn(&b->arena, text, len);
		text += len;
		text += strspn(text, ", ");
	}
	*n_out = n;
	return terms;
}

static void
read_switch(struct codebook *b, struct code *c, const char *word)
{
	int unit = code_unit_find(word);

	if (unit >= 0)
		c->unit = (enum code_unit)unit;
	else if (strcmp(word, "exact") == 0)
		c->exact = true;
	else if (strcmp(word, "asides") == 0)
		c->match_asides = true;
	else if (strcmp(word, "retired") == 0)
		c->retired = true;
	else
		c->speakers = arena_str(&b->arena, word);
}

/* "PATH: words" */
static void
add_code(struct codebook *b, char *line)
{
	struct code *c = arena_alloc(&b->arena, sizeof(*c));
	char *colon = strchr(line, ':'), *slash, *word, *rest;
	size_t i;

	*colon = '\0';
	slash = strrchr(line, '/');
	c->path = arena_str(&b->arena, line);
	c->slug = c->name = arena_str(&b->arena, slash ? slash + 1 : line);
	c->kind = "code";
	c->speakers = "participant";
	c->definition = c->include = c->exclude = c->source = "";
	c->index = b->n_codes;
	for (i = 0; i < b->n_codes && slash; i++)
		if (strncmp(b->codes[i]->path, line, (size_t)(slash - line)) ==
		        0 &&
		    strlen(b->codes[i]->path) == (size_t)(slash - line))
			c->parent = b->codes[i];
	for (word = strtok_r(colon + 1, " ", &rest); word;
	     word = strtok_r(NULL, " ", &rest))
		read_switch(b, c, word);
	b->codes[b->n_codes++] = c;
}

static void
add_rule(struct codebook *b, const char *line)
{
	struct code *c = b->codes[b->n_codes - 1];
	struct code_rule *rules =
	    arena_alloc(&b->arena, (c->n_rules + 1) * sizeof(*rules));
	size_t i;

	if (c->n_rules)
		memcpy(rules, c->rules, c->n_rules * sizeof(*rules));
	c->rules = rules;
	rules += c->n_rules++;
	rules->expression = arena_str(&b->arena, line + 2);
	rules->against = line[0] == '!';
	rules->position = 1;
	for (i = 0; i + 1 < c->n_rules; i++)
		rules->position += c->rules[i].against == rules->against;
}

static void
add_list(struct codebook *b, char *line)
{
	struct code_list *l = &b->lists[b->n_lists++];
	char *colon = strchr(line, ':');

	*colon = '\0';
	l->name = arena_str(&b->arena, line);
	l->terms = match_fixture_terms(b, colon + 2, &l->n_terms);
}

struct codebook *
match_fixture_codebook(const char *lines)
{
	struct codebook *b = mem_zero(sizeof(*b));
	char *copy = mem_str(lines), *line = copy, *end;

	b->name = "test";
	b->codes =
	    arena_alloc(&b->arena, strlen(lines) * sizeof(*b->codes) + 1);
	b->lists =
	    arena_alloc(&b->arena, strlen(lines) * sizeof(*b->lists) + 1);
	for (; *line; line = end) {
		end = line + strcspn(line, "\n");
		if (*end)
			*end++ = '\0';
		if (strncmp(line, "fillers: ", 9) == 0)
			b->fillers =
			    match_fixture_terms(b, line + 9, &b->n_fillers);
		else if (strncmp(line, "list ", 5) == 0)
			add_list(b, line + 5);
		else if (strncmp(line, "code ", 5) == 0)
			add_code(b, line + 5);
		else if (*line == '+' || *line == '!')
			add_rule(b, line);
	}
	free(copy);
	return b;
}

/* --- texts ---------------------------------------------------------------- */

char *
match_fixture_unescape(const char *text)
{
	struct buf b = { 0 };
	char utf8[4], hex[5] = "";

	for (; *text; text++) {
		if (*text != '\\') {
			buf_addc(&b, *text);
		} else if (*++text == 'n') {
			buf_addc(&b, '\n');
		} else if (*text == 't') {
			buf_addc(&b, '\t');
		} else if (*text == 'u' && strlen(text) > 4) {
			memcpy(hex, text + 1, 4);
			buf_add(
			    &b, utf8,
			    utf8_put((uint32_t)strtoul(hex, NULL, 16), utf8));
			text += 4;
		} else {
			buf_addc(&b, *text);
		}
	}
	return buf_take(&b);
}

void
match_fixture_unmark(char *text, struct span_list *spans)
{
	struct span span = { 0 };
	char *to = text, *from = text;

	while (*from) {
		if (memcmp(from, "\xE2\x80\xB9", 3) == 0) {
			span.start = (size_t)(to - text);
			from += 3;
		} else if (memcmp(from, "\xE2\x80\xBA", 3) == 0) {
			span.end = (size_t)(to - text);
			vec_push(spans, span);
			from += 3;
		} else {
			*to++ = *from++;
		}
	}
	*to = '\0';
}
