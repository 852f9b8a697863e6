/* OpenDocument texts (.odt; ISO/IEC 26300): paragraphs and headings, list numbers resolved, tables
 * as rows. */
#include "xml.h"

#include "lines.h"
#include "numbers.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yaodian/text.h>

enum { LEVELS = 10, DEEPEST_STYLES = 16 };

/* What a list's style says of a level. Strings borrowed from the trees. */
typedef struct list_level {
	bool there, bullet;
	const char *format, *prefix, *suffix, *bullet_text;
	int start, shown; /* shown: how many levels the number has */
} list_level;

typedef struct list_style {
	const char *name;
	list_level levels[LEVELS];
	int counters[LEVELS];
	bool counting[LEVELS];
} list_style;

struct look {
	const char *name, *parent, *list;
	unsigned hints;
	int bold; /* -1: not said */
	bool hidden;
};

typedef struct reader {
	struct page *page;
	list_style *lists;
	size_t list_count, list_cap;
	struct look *looks;
	size_t look_count, look_cap;
	list_style *list; /* the one that is open */
	int level;	  /* of lists that are open; 0: none */
	bool in_contents; /* of a table of contents, whose tabs lead to pages */
	bool item_begins; /* the next paragraph is the first of its item */
	yd_buf text;
	yd_buf *cell;
} reader;

/* ---- styles ---- */

static struct look read_look(const xmlNode *node)
{
	struct look out = {.name = xml_attr(node, "name"), .bold = -1};
	const xmlNode *text = xml_child(node, "text-properties");
	const char *place = xml_child_attr(node, "paragraph-properties", "text-align");
	const char *weight = NULL;
	out.parent = xml_attr(node, "parent-style-name");
	out.list = xml_attr(node, "list-style-name");
	if (place && strcmp(place, "center") == 0)
		out.hints |= HINT_CENTRED;
	if (place && (strcmp(place, "end") == 0 || strcmp(place, "right") == 0))
		out.hints |= HINT_RIGHT;
	for (xmlAttr *attr = text ? text->properties : NULL; attr; attr = attr->next) {
		const char *name = (const char *)attr->name;
		const char *value = attr->children ? (const char *)attr->children->content : NULL;
		if (value && (strcmp(name, "font-name-asian") == 0 ||
				     strcmp(name, "font-family-asian") == 0))
			out.hints |= page_font_hints(yd_str_of(value));
		if (value && strcmp(name, "font-weight-asian") == 0)
			weight = value;
		else if (value && !weight && strcmp(name, "font-weight") == 0)
			weight = value;
	}
	const char *display = xml_attr(text, "display");
	out.hidden = display && strcmp(display, "none") == 0;
	if (weight)
		out.bold = strcmp(weight, "bold") == 0 || atoi(weight) >= 600;
	return out;
}

/* The number formats of OpenDocument are samples: 1, 一, 壹, 甲, ①, a, I. */
static const char *format_of(const char *sample)
{
	static const char *const pairs[][2] = {
		{"1", "decimal"},
		{"a", "lowerLetter"},
		{"A", "upperLetter"},
		{"i", "lowerRoman"},
		{"I", "upperRoman"},
		{"壹", "chineseLegalSimplified"},
		{"甲", "ideographTraditional"},
		{"子", "ideographZodiac"},
		{"①", "decimalEnclosedCircle"},
		{"１", "decimalFullWidth"},
	};
	if (!sample || !*sample)
		return "none";
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (yd_str_starts(yd_str_of(sample), yd_str_of(pairs[i][0])))
			return pairs[i][1];
	return yd_str_starts(yd_str_of(sample), YD_STR("一")) ? "chineseCountingThousand"
							      : "decimal";
}

static void read_list_style(reader *r, const xmlNode *node)
{
	list_style style = {.name = xml_attr(node, "name")};
	for (const xmlNode *child = node->children; child; child = child->next) {
		int index = xml_int(xml_attr(child, "level"), 0) - 1;
		bool number = xml_is(child, "list-level-style-number") ||
			      xml_is(child, "outline-level-style");
		if (index < 0 || index >= LEVELS ||
			(!number && !xml_is(child, "list-level-style-bullet")))
			continue;
		style.levels[index] = (list_level){.there = true,
			.bullet = !number,
			.format = format_of(xml_attr(child, "num-format")),
			.prefix = xml_attr(child, "num-prefix"),
			.suffix = xml_attr(child, "num-suffix"),
			.bullet_text = xml_attr(child, "bullet-char"),
			.start = xml_int(xml_attr(child, "start-value"), 1),
			.shown = xml_int(xml_attr(child, "display-levels"), 1)};
	}
	if (xml_is(node, "outline-style"))
		style.name = "";
	YD_GROW(r->lists, r->list_count, r->list_cap);
	r->lists[r->list_count++] = style;
}

static void read_styles(reader *r, const xmlNode *parent)
{
	for (const xmlNode *node = parent ? parent->children : NULL; node; node = node->next) {
		if (xml_is(node, "list-style") || xml_is(node, "outline-style"))
			read_list_style(r, node);
		else if (xml_is(node, "style") && xml_attr(node, "name")) {
			YD_GROW(r->looks, r->look_count, r->look_cap);
			r->looks[r->look_count++] = read_look(node);
		}
	}
}

static struct look look_of(const reader *r, const char *name)
{
	struct look out = {.bold = -1};
	for (int depth = 0; name && depth < DEEPEST_STYLES; depth++) {
		const struct look *found = NULL;
		for (size_t i = 0; i < r->look_count && !found; i++)
			if (strcmp(r->looks[i].name, name) == 0)
				found = &r->looks[i];
		if (!found)
			break;
		if (!(out.hints & (HINT_CENTRED | HINT_RIGHT)))
			out.hints |= found->hints & (HINT_CENTRED | HINT_RIGHT);
		if (!(out.hints & (HINT_HEI | HINT_KAI | HINT_SONG)))
			out.hints |= found->hints & (HINT_HEI | HINT_KAI | HINT_SONG);
		if (out.bold < 0)
			out.bold = found->bold;
		if (!out.list)
			out.list = found->list;
		out.hidden |= found->hidden;
		name = found->parent;
	}
	return out;
}

static list_style *find_list(reader *r, const char *name)
{
	for (size_t i = 0; name && i < r->list_count; i++)
		if (r->lists[i].name && strcmp(r->lists[i].name, name) == 0)
			return &r->lists[i];
	return NULL;
}

/* ---- numbers ---- */

static void add_number(list_style *list, int at, int start, yd_buf *out)
{
	const list_level *level = &list->levels[at];
	if (!level->there)
		return;
	if (start > 0)
		list->counters[at] = start;
	else
		list->counters[at] = list->counting[at] ? list->counters[at] + 1 : level->start;
	list->counting[at] = true;
	for (int below = at + 1; below < LEVELS; below++)
		list->counting[below] = false;
	size_t before = out->len;
	if (level->bullet) {
		if (level->bullet_text && strstr(level->bullet_text, "—"))
			yd_buf_puts(out, level->bullet_text);
		return;
	}
	yd_buf_puts(out, level->prefix ? level->prefix : "");
	int first = level->shown > 0 && level->shown <= at + 1 ? at + 1 - level->shown : at;
	for (int i = first; i <= at; i++) {
		if (i > first)
			yd_buf_putc(out, '.');
		number_format(list->counters[i],
			list->levels[i].there ? list->levels[i].format : "decimal", out);
	}
	bool shown = strcmp(level->format, "none") != 0;
	yd_buf_puts(out, level->suffix ? level->suffix : "");
	yd_str number = {out->ptr ? out->ptr + before : "", out->len - before};
	if (!shown && !yd_text_trim(number).len)
		out->len = before;
	else if (number_wants_blank(number))
		yd_buf_putc(out, ' ');
}

/* ---- text ---- */

static bool is_drawing(const xmlNode *node)
{
	return xml_is(node, "frame") || xml_is(node, "custom-shape");
}

/* What is not printed, by itself or by its style. */
static bool is_hidden(const reader *r, const xmlNode *node)
{
	const char *style = xml_is(node, "span") ? xml_attr(node, "style-name") : NULL;
	return xml_is(node, "hidden-text") || xml_is(node, "hidden-paragraph") ||
	       (style && look_of(r, style).hidden);
}

static void add_inline(reader *r, const xmlNode *parent)
{
	for (const xmlNode *node = parent->children; node; node = node->next) {
		if (node->type == XML_TEXT_NODE && node->content) {
			/* White space of the file is one blank; more of them are <text:s>. */
			for (const char *at = (const char *)node->content; *at; at++) {
				bool blank = strchr(" \t\r\n", *at) != NULL;
				if (!blank)
					yd_buf_putc(&r->text, *at);
				else if (r->text.len && r->text.ptr[r->text.len - 1] != ' ')
					yd_buf_putc(&r->text, ' ');
			}
		} else if (xml_is(node, "tab") && r->in_contents) {
			yd_buf_puts(&r->text, "……");
		} else if (xml_is(node, "s") || xml_is(node, "tab")) {
			int count = xml_int(xml_attr(node, "c"), 1);
			for (int i = 0; i < count && i < 64; i++)
				yd_buf_puts(&r->text, " ");
		} else if (is_hidden(r, node)) {
			continue;
		} else if (xml_is(node, "note")) {
			r->page->notes++;
		} else if (xml_is(node, "line-break")) {
			yd_buf_putc(&r->text, '\n');
		} else if (node->type == XML_ELEMENT_NODE && !xml_is(node, "annotation") &&
			   !xml_is(node, "ruby-text") && !is_drawing(node)) {
			add_inline(r, node);
		}
	}
}

static void read_blocks(reader *r, const xmlNode *parent);

/* What stands in text boxes follows the paragraph that holds them. */
static void read_boxes(reader *r, const xmlNode *parent)
{
	for (const xmlNode *node = parent->children; node; node = node->next) {
		if (is_drawing(node))
			read_blocks(r, node);
		else if (node->type == XML_ELEMENT_NODE && !xml_is(node, "note") &&
			 !xml_is(node, "annotation"))
			read_boxes(r, node);
	}
}

static void read_paragraph(reader *r, const xmlNode *node)
{
	struct look look = look_of(r, xml_attr(node, "style-name"));
	if (look.hidden)
		return;
	struct paragraph hints = {.hints = look.hints | (look.bold == 1 ? HINT_BOLD : 0)};
	int outline = xml_int(xml_attr(node, "outline-level"), 0);
	if (xml_is(node, "h") && outline >= 1 && outline <= 9)
		hints.heading = (unsigned)outline;
	list_style *list = r->list;
	int level = r->level - 1, start = 0;
	bool numbered = list && r->level > 0 && r->item_begins;
	if (!r->level && hints.heading && look.list && *look.list) {
		list = find_list(r, look.list);
		level = outline - 1;
		numbered = list != NULL;
	} else if (!r->level && hints.heading && (list = find_list(r, ""))) {
		level = outline - 1;
		numbered = true;
	}
	if (numbered && level < LEVELS)
		add_number(list, level, start, &r->text);
	r->item_begins = false;
	hints.number_len = r->text.len;
	hints.number_level = level >= 0 && level < 9 ? (unsigned)level + 1 : 0;
	add_inline(r, node);
	yd_str text = yd_text_trim(yd_buf_str(&r->text));
	if (r->cell && text.len) {
		if (r->cell->len)
			yd_buf_putc(r->cell, ' ');
		yd_buf_add_str(r->cell, text);
	} else if (r->text.len > hints.number_len) {
		lines_add(r->page, yd_buf_str(&r->text), hints);
	}
	yd_buf_clear(&r->text);
	read_boxes(r, node);
}

static void read_list(reader *r, const xmlNode *node)
{
	list_style *before = r->list;
	const char *name = xml_attr(node, "style-name");
	const char *goes_on = xml_attr(node, "continue-numbering");
	const char *continued = xml_attr(node, "continue-list");
	if (name)
		r->list = find_list(r, name);
	if (!r->level && r->list && !continued && !(goes_on && strcmp(goes_on, "true") == 0))
		memset(r->list->counting, 0, sizeof r->list->counting);
	r->level++;
	for (const xmlNode *item = node->children; item; item = item->next) {
		int start = xml_int(xml_attr(item, "start-value"), 0);
		if (!xml_is(item, "list-item") && !xml_is(item, "list-header"))
			continue;
		r->item_begins = xml_is(item, "list-item");
		if (start > 0 && r->list && r->level <= LEVELS) {
			r->list->counters[r->level - 1] = start - 1;
			r->list->counting[r->level - 1] = true;
		}
		read_blocks(r, item);
	}
	r->level--;
	r->list = before;
}

static void read_row(reader *r, const xmlNode *row)
{
	yd_buf line = {0}, cell = {0};
	size_t cells = 0;
	for (const xmlNode *node = row->children; node; node = node->next)
		cells += xml_is(node, "table-cell");
	if (cells < 2 || r->cell) {
		read_blocks(r, row);
		return;
	}
	for (const xmlNode *node = row->children; node; node = node->next) {
		if (!xml_is(node, "table-cell"))
			continue;
		yd_buf_clear(&cell);
		r->cell = &cell;
		read_blocks(r, node);
		r->cell = NULL;
		if (line.len)
			yd_buf_putc(&line, '\t');
		yd_buf_add_str(&line, yd_buf_str(&cell));
	}
	page_add(r->page, yd_buf_str(&line), (struct paragraph){.hints = HINT_ROW});
	yd_buf_free(&line);
	yd_buf_free(&cell);
}

static void read_blocks(reader *r, const xmlNode *parent)
{
	static const char *const apart[] = {
		"tracked-changes", "forms", "sequence-decls", "annotation", "title", "desc"};
	for (const xmlNode *node = parent->children; node && !r->page->error; node = node->next) {
		bool skipped = node->type != XML_ELEMENT_NODE;
		for (size_t i = 0; i < sizeof apart / sizeof *apart && !skipped; i++)
			skipped = xml_is(node, apart[i]);
		if (skipped)
			continue;
		if (xml_is(node, "p") || xml_is(node, "h"))
			read_paragraph(r, node);
		else if (xml_is(node, "list"))
			read_list(r, node);
		else if (xml_is(node, "table-row"))
			read_row(r, node);
		else {
			bool before = r->in_contents;
			r->in_contents |= xml_is(node, "table-of-content");
			read_blocks(r, node);
			r->in_contents = before;
		}
	}
}

static xmlDoc *read_part(const zip_parts *parts, const char *name, struct page *page)
{
	const yd_buf *bytes = zip_find(parts, name);
	return bytes ? xml_read(bytes, name, page) : NULL;
}

bool odt_read(const zip_parts *parts, struct page *page)
{
	reader r = {.page = page};
	page->format = "odt";
	if (!zip_find(parts, "content.xml"))
		return page_fail(page, "its part content.xml, which holds the text, is missing");
	xmlDoc *styles = read_part(parts, "styles.xml", page);
	xmlDoc *content = read_part(parts, "content.xml", page);
	const xmlNode *root = content ? xmlDocGetRootElement(content) : NULL;
	const xmlNode *text = xml_child(xml_child(root, "body"), "text");
	if (root && !page->error && !text)
		page_fail(page, "this is an OpenDocument file without text (a table or slides?): "
				"give a document");
	if (text && !page->error) {
		const xmlNode *common = styles ? xmlDocGetRootElement(styles) : NULL;
		read_styles(&r, xml_child(root, "automatic-styles"));
		read_styles(&r, xml_child(common, "styles"));
		read_blocks(&r, text);
	}
	free(r.lists);
	free(r.looks);
	yd_buf_free(&r.text);
	if (styles)
		xmlFreeDoc(styles);
	if (content)
		xmlFreeDoc(content);
	return !page->error;
}
