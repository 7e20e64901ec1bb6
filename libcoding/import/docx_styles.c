#include "import/docx_styles.h"

#include "base/mem.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

static bool
is_off(const xmlNode *n)
{
	const char *value = xml_attribute(n, "val");

	return strcmp(value, "0") == 0 || strcmp(value, "false") == 0 ||
	       strcmp(value, "off") == 0 || strcmp(value, "none") == 0;
}

void
docx_styles_format(const xmlNode *properties, struct look_format *to)
{
	static const struct {
		const char *name;
		unsigned flag;
	} toggles[] = {
		{ "b", LOOK_BOLD },
		{ "i", LOOK_ITALIC },
		{ "u", LOOK_UNDERLINE },
		{ "vanish", LOOK_HIDDEN },
	};
	const xmlNode *n;
	size_t i;

	for (n = properties ? properties->children : NULL; n; n = n->next) {
		if (xml_is(n, "color"))
			look_format_colour(to, xml_attribute(n, "val"));
		for (i = 0; i < sizeof(toggles) / sizeof(*toggles); i++)
			if (xml_is(n, toggles[i].name))
				look_format_set(to, toggles[i].flag,
				                !is_off(n));
	}
}

int
docx_styles_level(const char *outline)
{
	if (outline[0] < '0' || outline[0] > '8' || outline[1])
		return 0;
	return outline[0] < '5' ? outline[0] - '0' + 1 : 6;
}

/* Is NAME the words of WORD, in any case and without blanks, and a digit? */
static int
numbered(const char *name, const char *word)
{
	size_t i;

	for (i = 0; word[i]; i++)
		if ((name[i] | 0x20) != word[i])
			return 0;
	name += i + (name[i] == ' ');
	return name[0] >= '1' && name[0] <= '9' && !name[1] ? name[0] - '0' : 0;
}

/* Word's own names of styles are English in every language. */
static void
read_name(struct look_style *s, const char *name)
{
	int level = numbered(name, "heading");

	if (level > 0)
		s->level = level < 6 ? level : 6;
	else if (strcmp(name, "Title") == 0 || strcmp(name, "title") == 0)
		s->level = 1;
	else if (strcmp(name, "Subtitle") == 0)
		s->level = 2;
	else if (numbered(name, "toc") > 0)
		s->contents = true;
}

static void
read_style(struct look_styles *styles, const xmlNode *n)
{
	const char *id = xml_attribute(n, "styleId");
	const xmlNode *child, *outline, *properties;
	struct look_style s = { .level = -1 };

	s.id = mem_str(id);
	child = xml_child(n, "basedOn");
	if (child)
		s.base = mem_str(xml_attribute(child, "val"));
	docx_styles_format(xml_child(n, "rPr"), &s.format);
	properties = xml_child(n, "pPr");
	outline = properties ? xml_child(properties, "outlineLvl") : NULL;
	if (outline)
		s.level = docx_styles_level(xml_attribute(outline, "val"));
	child = xml_child(n, "name");
	if (child)
		read_name(&s, xml_attribute(child, "val"));
	vec_push(styles, s);
}

void
docx_styles_read(struct look_styles *styles, const xmlNode *root)
{
	const xmlNode *n;

	for (n = root->children; n; n = n->next)
		if (xml_is(n, "style"))
			read_style(styles, n);
	look_styles_settle(styles);
}

const struct look_style *
docx_styles_find(const struct look_styles *styles, const char *id)
{
	static const struct look_style headings[] = {
		{ .level = 1 }, { .level = 2 }, { .level = 3 },
		{ .level = 4 }, { .level = 5 }, { .level = 6 },
	};
	const struct look_style *s = look_styles_find(styles, id);
	int level;

	if (s)
		return s;
	level = strcmp(id, "Title") == 0 ? 1 : numbered(id, "heading");
	if (level == 0)
		return NULL;
	return &headings[(level < 6 ? level : 6) - 1];
}
