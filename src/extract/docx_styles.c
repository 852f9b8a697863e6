/* styles.xml, and what paragraphs say over their style. */
#include "docx.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

int docx_on(const xmlNode *properties, const char *name)
{
	const xmlNode *node = xml_child(properties, name);
	const char *value = xml_attr(node, "val");
	if (!node)
		return -1;
	return !value || (strcmp(value, "0") != 0 && strcasecmp(value, "false") != 0 &&
				 strcasecmp(value, "none") != 0 && strcasecmp(value, "off") != 0);
}

unsigned docx_run_hints(const xmlNode *properties)
{
	const xmlNode *fonts = xml_child(properties, "rFonts");
	const char *name = xml_attr(fonts, "eastAsia");
	if (!name)
		name = xml_attr(fonts, "ascii");
	return name ? page_font_hints(yd_str_of(name)) : 0;
}

static unsigned place_hint(const char *value)
{
	if (!value)
		return 0;
	if (strcmp(value, "center") == 0)
		return HINT_CENTRED;
	return strcmp(value, "right") == 0 || strcmp(value, "end") == 0 ? HINT_RIGHT : 0;
}

void docx_apply_paragraph(const xmlNode *properties, docx_style *style)
{
	const xmlNode *numbering = xml_child(properties, "numPr");
	const char *place = xml_child_attr(properties, "jc", "val");
	const char *outline = xml_child_attr(properties, "outlineLvl", "val");
	if (numbering) {
		style->num_id = xml_int(xml_child_attr(numbering, "numId", "val"), style->num_id);
		style->level = xml_int(xml_child_attr(numbering, "ilvl", "val"), style->level);
	}
	if (outline)
		style->outline = xml_int(outline, -1);
	if (place)
		style->hints =
			(style->hints & ~(unsigned)(HINT_CENTRED | HINT_RIGHT)) | place_hint(place);
}

/* The styles that are built into Word by their names in English and Chinese: heading 1, 标题 1,
 * Title, 标题. */
static int outline_of_name(const char *name)
{
	static const char *const begins[] = {"heading ", "标题 ", "标题"};
	if (!name)
		return -1;
	if (strcasecmp(name, "title") == 0 || strcmp(name, "标题") == 0)
		return 0;
	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
		size_t len = strlen(begins[i]);
		if (strncasecmp(name, begins[i], len) == 0 && name[len] >= '1' &&
			name[len] <= '9' && !name[len + 1])
			return name[len] - '1';
	}
	return -1;
}

/* toc 1, TOC 1, 目录 1: the entries of a table of contents. */
static bool is_contents_name(const char *name)
{
	static const char *const begins[] = {"toc ", "目录 "};
	for (size_t i = 0; name && i < sizeof begins / sizeof *begins; i++) {
		size_t len = strlen(begins[i]);
		if (strncasecmp(name, begins[i], len) == 0 && name[len] >= '1' && name[len] <= '9')
			return true;
	}
	return false;
}

static void read_styles(docx_styles *out)
{
	const xmlNode *root = xmlDocGetRootElement(out->styles_doc);
	for (const xmlNode *node = root->children; node; node = node->next) {
		const char *id = xml_attr(node, "styleId");
		if (!xml_is(node, "style") || !id)
			continue;
		docx_style style = {.id = id, .num_id = -1, .level = -1, .outline = -1, .bold = -1};
		const xmlNode *run = xml_child(node, "rPr");
		style.based_on = xml_child_attr(node, "basedOn", "val");
		style.outline = outline_of_name(xml_child_attr(node, "name", "val"));
		style.contents = is_contents_name(xml_child_attr(node, "name", "val"));
		docx_apply_paragraph(xml_child(node, "pPr"), &style);
		style.bold = docx_on(run, "b");
		style.hints |= docx_run_hints(run);
		YD_GROW(out->styles, out->style_count, out->style_cap);
		out->styles[out->style_count++] = style;
	}
}

static const docx_style *find_style(const docx_styles *styles, const char *id)
{
	for (size_t i = 0; id && i < styles->style_count; i++)
		if (strcmp(styles->styles[i].id, id) == 0)
			return &styles->styles[i];
	return NULL;
}

docx_style docx_style_of(const docx_styles *styles, const char *id)
{
	enum { DEEPEST = 16 }; /* a file may say that styles are based on each other in a circle */
	docx_style out = {.id = id, .num_id = -1, .level = -1, .outline = -1, .bold = -1};
	const docx_style *style = find_style(styles, id);
	for (int i = 0; style && i < DEEPEST; i++) {
		out.contents |= style->contents;
		if (out.num_id < 0)
			out.num_id = style->num_id;
		if (out.level < 0)
			out.level = style->level;
		if (out.outline < 0)
			out.outline = style->outline;
		if (out.bold < 0)
			out.bold = style->bold;
		if (!(out.hints & (HINT_CENTRED | HINT_RIGHT)))
			out.hints |= style->hints & (HINT_CENTRED | HINT_RIGHT);
		if (!(out.hints & (HINT_HEI | HINT_KAI | HINT_SONG)))
			out.hints |= style->hints & (HINT_HEI | HINT_KAI | HINT_SONG);
		style = find_style(styles, style->based_on);
	}
	return out;
}

/* ---- numbering.xml ---- */

static docx_level read_level(const xmlNode *node)
{
	docx_level level = {.there = true};
	level.start = xml_int(xml_child_attr(node, "start", "val"), 1);
	level.restart = xml_int(xml_child_attr(node, "lvlRestart", "val"), -1);
	level.format = xml_child_attr(node, "numFmt", "val");
	level.text = xml_child_attr(node, "lvlText", "val");
	level.style = xml_child_attr(node, "pStyle", "val");
	level.legal = docx_on(node, "isLgl") == 1;
	/* Word 2010 writes newer formats into a choice, with the plain one as the fallback. */
	const xmlNode *choice = xml_child(node, "AlternateContent");
	if (!level.format)
		level.format = xml_child_attr(xml_child(choice, "Fallback"), "numFmt", "val");
	if (!level.format)
		level.format = xml_child_attr(xml_child(choice, "Choice"), "numFmt", "val");
	if (!level.format)
		level.format = "decimal";
	return level;
}

static void read_levels(const xmlNode *node, docx_level levels[DOCX_LEVELS])
{
	for (const xmlNode *child = node->children; child; child = child->next) {
		int index = xml_int(xml_attr(child, "ilvl"), -1);
		if (xml_is(child, "lvl") && index >= 0 && index < DOCX_LEVELS)
			levels[index] = read_level(child);
	}
}

static void read_abstract(const xmlNode *node, docx_styles *out)
{
	docx_abstract abstract = {.id = xml_int(xml_attr(node, "abstractNumId"), -1)};
	abstract.style_link = xml_child_attr(node, "numStyleLink", "val");
	read_levels(node, abstract.levels);
	YD_GROW(out->abstracts, out->abstract_count, out->abstract_cap);
	out->abstracts[out->abstract_count++] = abstract;
}

static void read_number(const xmlNode *node, docx_styles *out)
{
	docx_number number = {.id = xml_int(xml_attr(node, "numId"), -1)};
	number.abstract_id = xml_int(xml_child_attr(node, "abstractNumId", "val"), -1);
	for (const xmlNode *child = node->children; child; child = child->next) {
		int index = xml_int(xml_attr(child, "ilvl"), -1);
		if (!xml_is(child, "lvlOverride") || index < 0 || index >= DOCX_LEVELS)
			continue;
		read_levels(child, number.levels);
		const char *start = xml_child_attr(child, "startOverride", "val");
		number.overridden[index] = start != NULL;
		number.start[index] = xml_int(start, 1);
	}
	YD_GROW(out->numbers, out->number_count, out->number_cap);
	out->numbers[out->number_count++] = number;
}

static void read_numbering(docx_styles *out)
{
	const xmlNode *root = xmlDocGetRootElement(out->numbering_doc);
	for (const xmlNode *node = root->children; node; node = node->next) {
		if (xml_is(node, "abstractNum"))
			read_abstract(node, out);
		else if (xml_is(node, "num"))
			read_number(node, out);
	}
}

static bool read_part(const zip_parts *parts, const char *folder, const char *name,
	struct page *page, xmlDoc **out)
{
	char *path = yd_format("%s%s", folder, name);
	const yd_buf *bytes = zip_find(parts, path);
	*out = bytes ? xml_read(bytes, path, page) : NULL;
	free(path);
	return !bytes || *out;
}

bool docx_styles_read(
	const zip_parts *parts, const char *folder, struct page *page, docx_styles *out)
{
	*out = (docx_styles){0};
	if (!read_part(parts, folder, "styles.xml", page, &out->styles_doc) ||
		!read_part(parts, folder, "numbering.xml", page, &out->numbering_doc))
		return false;
	if (out->styles_doc)
		read_styles(out);
	if (out->numbering_doc)
		read_numbering(out);
	return true;
}

void docx_styles_free(docx_styles *styles)
{
	free(styles->styles);
	free(styles->abstracts);
	free(styles->numbers);
	if (styles->styles_doc)
		xmlFreeDoc(styles->styles_doc);
	if (styles->numbering_doc)
		xmlFreeDoc(styles->numbering_doc);
	*styles = (docx_styles){0};
}
