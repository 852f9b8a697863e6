/* The tree of a web page to blocks of text. */
#include "html.h"

#include "numbers.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yaodian/text.h>

/* What is open around the place the walk has come to; `undo` is what leaving the element takes
 * back. */
typedef struct open_element {
	xmlNode *node;
	size_t element; /* index in html->elements */
	bool block, link, bold, row, cell, lines, list;
	unsigned hints;
	unsigned heading;
	bool plain; /* font-weight: normal inside bold */
} open_element;

struct walk {
	struct html *out;
	open_element *open;
	size_t open_count, open_cap;
	unsigned links, rows, lines, lists; /* how many of them are open */
	size_t start;			    /* of the block at hand, in the text */
	size_t chars, link_chars, bold_chars;
	size_t font_chars[3]; /* in 黑体, 楷体, 小标宋 */
	size_t number_len;
	unsigned number_level;
	bool blank, blank_broke; /* white space waits to be written; it held a line break of the
				    source */
	bool cell_waits;	 /* the next text begins a new cell */
};

yd_str html_block_text(const struct html *html, const struct block *block)
{
	return (yd_str){html->text.ptr + block->start, block->len};
}

bool html_is_linked(const struct block *block)
{
	return block->link_chars * 2 > block->chars;
}

void html_free(struct html *html)
{
	yd_buf_free(&html->text);
	free(html->elements);
	free(html->blocks);
}

/* ---- elements by name ---- */

static const char never_shown[] =
	"script style noscript template head title meta link iframe object embed applet svg math "
	"select option "
	"button input canvas audio video map rt rp colgroup col datalist del";
static const char block_level[] =
	"address article aside blockquote body caption center dd details "
	"dialog dir div dl dt fieldset figcaption "
	"figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr "
	"html legend li main menu nav noframes ol p "
	"pre section summary table tbody td textarea tfoot th thead tr ul";

/* ---- blocks ---- */

static void add_block(struct walk *walk, size_t start, size_t len, unsigned hints, unsigned heading)
{
	struct html *out = walk->out;
	yd_str text = yd_text_trim((yd_str){out->text.ptr + start, len});
	if (!text.len)
		return;
	struct block added = {.start = (size_t)(text.ptr - out->text.ptr), .len = text.len};
	for (size_t at = 0, step; at < text.len; at += step) {
		uint32_t cp;
		step = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		added.chars += !yd_cp_is_space(cp);
	}
	/* A paragraph parted by <br> shares its links and its bold face evenly. */
	added.link_chars = walk->chars ? added.chars * walk->link_chars / walk->chars : 0;
	added.hints = hints;
	added.heading = heading;
	added.element = walk->open[walk->open_count - 1].element;
	for (size_t i = walk->open_count; i-- > 0;)
		if (walk->open[i].block || i == 0) {
			added.element = walk->open[i].element;
			break;
		}
	YD_GROW(out->blocks, out->block_count, out->block_cap);
	out->blocks[out->block_count++] = added;
}

static void block_hints(const struct walk *walk, unsigned *hints, unsigned *heading)
{
	static const unsigned fonts[] = {HINT_HEI, HINT_KAI, HINT_SONG};
	unsigned place = 0;
	*hints = 0;
	*heading = 0;
	for (size_t i = walk->open_count; i-- > 0;) {
		if (!place)
			place = walk->open[i].hints & (HINT_CENTRED | HINT_RIGHT);
		if (!*heading)
			*heading = walk->open[i].heading;
	}
	*hints = place;
	if (walk->chars && walk->bold_chars * 10 >= walk->chars * 9)
		*hints |= HINT_BOLD;
	for (size_t i = 0; i < 3; i++)
		if (walk->chars && walk->font_chars[i] * 10 >= walk->chars * 9)
			*hints |= fonts[i];
}

/* Where an indent begins behind a text, and how many bytes of blanks it has; 0: nowhere. */
static size_t next_indent(yd_str text, size_t *at)
{
	enum { LEAST = 4 }; /* columns: two ideographic spaces, or four &nbsp; */
	size_t columns = 0, from = *at;
	for (size_t i = *at, step; i < text.len; i += step) {
		uint32_t cp;
		step = yd_utf8_decode((yd_str){text.ptr + i, text.len - i}, &cp, NULL);
		if (!yd_cp_is_space(cp) && columns >= LEAST && from > 0) {
			*at = from;
			return i - from;
		}
		from = yd_cp_is_space(cp) && cp != '\n' ? from : i + step;
		columns = from == i + step ? 0 : columns + (cp == 0x3000 ? 2 : 1);
	}
	return 0;
}

/*
 * Paragraphs that nothing but their indents part, in one element: each begins with two ideographic
 * spaces. They count when half of them or more follow a sentence or come before a number, as blanks
 * between names or in a signature do not. A line break takes the place of the first byte.
 */
static void part_at_indents(struct walk *walk)
{
	yd_str text = {walk->out->text.ptr + walk->start, walk->out->text.len - walk->start};
	size_t indents = 0, paragraphs = 0, len;
	for (size_t at = 0; (len = next_indent(text, &at)); at += len) {
		yd_str before = {text.ptr, at}, after = {text.ptr + at + len, text.len - at - len};
		indents++;
		paragraphs += line_ends_sentence(before) || line_is_numbered(after);
	}
	if (!indents || paragraphs * 2 < indents)
		return;
	for (size_t at = 0; (len = next_indent(text, &at)); at += len) {
		memset(walk->out->text.ptr + walk->start + at, ' ', len);
		walk->out->text.ptr[walk->start + at] = '\n';
	}
}

/* Ends the block at hand; its line breaks (from <br>) make it several, or go. */
static void flush(struct walk *walk)
{
	struct html *out = walk->out;
	size_t start = walk->start, end = out->text.len;
	unsigned hints = 0, heading = 0;
	/* Asking all open elements each time would take the square of their number. */
	if (end > start)
		block_hints(walk, &hints, &heading);
	if (end > start && !walk->rows && !walk->lines)
		part_at_indents(walk);
	size_t from = start, first_block = out->block_count;
	for (size_t at = start; at < end; at++) {
		if (out->text.ptr[at] != '\n')
			continue;
		size_t next = at + 1, stop = next;
		while (stop < end && out->text.ptr[stop] != '\n')
			stop++;
		yd_str before = {out->text.ptr + from, at - from};
		yd_str after = {out->text.ptr + next, stop - next};
		bool blank = !yd_text_trim(after).len;
		if (walk->lines || blank ||
			line_break_stands(before, after, hints & HINT_CENTRED)) {
			add_block(walk, from, at - from, hints, heading);
			from = next;
		} else {
			memmove(out->text.ptr + at, out->text.ptr + next, end - next);
			out->text.len = --end;
			at--;
		}
	}
	add_block(walk, from, end - from, hints, heading);
	if (out->block_count > first_block) {
		out->blocks[first_block].number_len = walk->number_len;
		out->blocks[first_block].number_level = walk->number_level;
	}
	walk->start = out->text.len;
	walk->chars = walk->link_chars = walk->bold_chars = walk->number_len = 0;
	walk->number_level = 0;
	memset(walk->font_chars, 0, sizeof walk->font_chars);
	walk->blank = walk->blank_broke = walk->cell_waits = false;
}

static void flush_row(struct walk *walk)
{
	size_t before = walk->out->block_count;
	flush(walk);
	for (size_t i = before; i < walk->out->block_count; i++)
		walk->out->blocks[i].hints |= HINT_ROW;
}

/* ---- text ---- */

static bool is_wide(uint32_t cp)
{
	return cp >= 0x2E80 || (cp >= 0x2018 && cp <= 0x2026);
}

static uint32_t last_char(yd_str text)
{
	size_t at = text.len;
	while (at && ((unsigned char)text.ptr[at - 1] & 0xC0) == 0x80)
		at--;
	at -= at > 0;
	uint32_t cp = 0;
	if (at < text.len)
		yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
	return cp;
}

/* White space of the source is one blank, but a line break between two Chinese characters is none
 * at all. */
static void write_blank(struct walk *walk, uint32_t next)
{
	yd_buf *text = &walk->out->text;
	bool begins = text->len == walk->start || text->ptr[text->len - 1] == '\n';
	uint32_t last = last_char((yd_str){text->ptr + walk->start, text->len - walk->start});
	if (walk->cell_waits && !begins)
		yd_buf_putc(text, '\t');
	else if (walk->blank && !begins && !(walk->blank_broke && is_wide(last) && is_wide(next)))
		yd_buf_putc(text, ' ');
	walk->blank = walk->blank_broke = walk->cell_waits = false;
}

static void count_char(struct walk *walk)
{
	static const unsigned fonts[] = {HINT_HEI, HINT_KAI, HINT_SONG};
	unsigned hints = 0;
	bool bold = false, bold_known = false;
	for (size_t i = walk->open_count; i-- > 0;) {
		const open_element *open = &walk->open[i];
		if (!bold_known && (open->bold || open->plain)) {
			bold = open->bold;
			bold_known = true;
		}
		if (!hints)
			hints = open->hints & (HINT_HEI | HINT_KAI | HINT_SONG);
		if (open->block && bold_known && hints)
			break;
	}
	walk->chars++;
	walk->link_chars += walk->links > 0;
	walk->bold_chars += bold;
	for (size_t i = 0; i < 3; i++)
		walk->font_chars[i] += (hints & fonts[i]) != 0;
}

static void add_text(struct walk *walk, yd_str content)
{
	size_t chars = walk->chars, step;
	size_t links = walk->link_chars, bold = walk->bold_chars;
	size_t fonts[3] = {walk->font_chars[0], walk->font_chars[1], walk->font_chars[2]};
	/* All characters of one text have the same look: it is found once. */
	count_char(walk);
	bool is_bold = walk->bold_chars > bold, is_link = walk->link_chars > links;
	bool is_font[3];
	for (size_t i = 0; i < 3; i++)
		is_font[i] = walk->font_chars[i] > fonts[i];
	walk->chars = chars;
	walk->link_chars = links;
	walk->bold_chars = bold;
	memcpy(walk->font_chars, fonts, sizeof fonts);
	for (size_t at = 0; at < content.len; at += step) {
		uint32_t cp;
		step = yd_utf8_decode((yd_str){content.ptr + at, content.len - at}, &cp, NULL);
		if (cp == ' ' || cp == '\t' || cp == '\n' || cp == '\r' || cp == '\f') {
			if (walk->lines && cp == '\n') {
				yd_buf_putc(&walk->out->text, '\n');
				continue;
			}
			walk->blank = true;
			walk->blank_broke |= cp == '\n' || cp == '\r';
			continue;
		}
		write_blank(walk, cp);
		yd_buf_add(&walk->out->text, content.ptr + at, step);
		if (yd_cp_is_space(cp))
			continue;
		walk->chars++;
		walk->link_chars += is_link;
		walk->bold_chars += is_bold;
		for (size_t i = 0; i < 3; i++)
			walk->font_chars[i] += is_font[i];
	}
}

/* ---- entering and leaving ---- */

/* A number that waits for the text of its item, which may stand in an element of its own. */
static bool number_waits(const struct walk *walk)
{
	return walk->number_len && walk->out->text.len - walk->start == walk->number_len;
}

static void begin_item(struct walk *walk, xmlNode *item)
{
	xmlNode *list = item->parent;
	const char *format =
		list && strcmp((const char *)list->name, "ol") == 0 ? html_list_format(list) : NULL;
	if (!format)
		return;
	/* The tree keeps the number of the last item. */
	intptr_t number = (intptr_t)list->_private + 1;
	if (number == 1 && *html_attribute(list, "start"))
		number = atoi(html_attribute(list, "start"));
	if (*html_attribute(item, "value"))
		number = atoi(html_attribute(item, "value"));
	list->_private = (void *)number;
	if (number_waits(walk))
		walk->out->text.len = walk->start;
	walk->number_len = walk->number_level = 0;
	/* What has its own number needs no second one. */
	xmlChar *content = xmlNodeGetContent(item);
	if (content && !line_is_numbered(yd_text_trim(yd_str_of((char *)content)))) {
		size_t before = walk->out->text.len;
		bool han = strncmp(format, "chinese", 7) == 0 || strncmp(format, "ideo", 4) == 0;
		number_format((int)number, format, &walk->out->text);
		yd_buf_puts(&walk->out->text, han ? "、" : ". ");
		walk->number_len = walk->out->text.len - before;
		walk->number_level = walk->lists < 10 ? walk->lists : 9;
	}
	xmlFree(content);
}

/* The raised number of a footnote, which leads to it: in a link, or around one. */
static bool is_note_mark(const xmlNode *node)
{
	static const char marks[] = "0123456789[]()*";
	if (strcmp((const char *)node->name, "sup") != 0)
		return false;
	const xmlNode *parent = node->parent, *child = node->children;
	while (child && child->type != XML_ELEMENT_NODE)
		child = child->next;
	bool linked = (parent && strcmp((const char *)parent->name, "a") == 0) ||
		      (child && strcmp((const char *)child->name, "a") == 0);
	xmlChar *content = linked ? xmlNodeGetContent(node) : NULL;
	yd_str text = yd_text_trim(yd_str_of(content ? (char *)content : ""));
	bool mark = text.len > 0;
	for (size_t i = 0; i < text.len; i++)
		mark &= strchr(marks, text.ptr[i]) != NULL;
	xmlFree(content);
	return mark;
}

/* A form that shows a document has its text in one; what a visitor may write is empty, or asks. */
static bool is_empty_form(const xmlNode *node)
{
	enum { LEAST = 200 }; /* bytes */
	xmlChar *content =
		strcmp((const char *)node->name, "textarea") == 0 ? xmlNodeGetContent(node) : NULL;
	bool empty = content && (strlen((char *)content) < LEAST || !strstr((char *)content, "。"));
	xmlFree(content);
	return empty;
}

static bool enter(struct walk *walk, xmlNode *node)
{
	const char *name = (const char *)node->name;
	struct html *out = walk->out;
	if (html_is_one_of(name, never_shown) || is_note_mark(node) || is_empty_form(node))
		return false;
	if (strcmp(name, "br") == 0) {
		if (walk->rows)
			walk->blank = true;
		else if (out->text.len > walk->start)
			yd_buf_putc(&out->text, '\n');
		walk->blank &= walk->rows > 0;
		return false;
	}
	html_style style = html_style_of(node);
	if (style.hidden)
		return false;
	open_element open = {.node = node, .hints = style.hints, .plain = style.not_bold};
	open.block = html_is_one_of(name, block_level) || style.block;
	/* One without an address is a script's, unless it is a place that others lead to. */
	open.link = strcmp(name, "a") == 0 &&
		    (*html_attribute(node, "href") ||
			    (!*html_attribute(node, "name") && !*html_attribute(node, "id")));
	open.bold = style.bold || html_is_one_of(name, "b strong");
	open.lines = style.keeps_lines || html_is_one_of(name, "pre textarea");
	open.list = strcmp(name, "ol") == 0;
	if (strcmp(name, "center") == 0)
		open.hints |= HINT_CENTRED;
	if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && !name[2])
		open.heading = (unsigned)(name[1] - '0');
	open.cell = walk->rows && html_is_one_of(name, "td th");
	if (open.block && !walk->rows && number_waits(walk))
		walk->blank = false;
	else if (open.block && !walk->rows)
		flush(walk);
	else if (open.cell)
		walk->cell_waits = true;
	else if (open.block)
		walk->blank = true;
	open.row = !walk->rows && strcmp(name, "tr") == 0 && html_is_data_row(node);
	struct element added = {
		.parent = walk->open_count ? walk->open[walk->open_count - 1].element : 0};
	added.first_block = out->block_count;
	added.part = html_is_one_of(name, "ol ul li dl dd dt p pre h1 h2 h3 h4 h5 h6");
	added.title = html_is_called_title(node) ||
		      (walk->open_count && !open.block && out->elements[added.parent].title);
	added.factor =
		html_factor_of(node) * (walk->open_count ? out->elements[added.parent].factor : 1);
	YD_GROW(out->elements, out->element_count, out->element_cap);
	open.element = out->element_count;
	out->elements[out->element_count++] = added;
	walk->links += open.link;
	walk->rows += open.row;
	walk->lines += open.lines;
	walk->lists += open.list;
	YD_GROW(walk->open, walk->open_count, walk->open_cap);
	walk->open[walk->open_count++] = open;
	if (strcmp(name, "li") == 0 && !walk->rows)
		begin_item(walk, node);
	return true;
}

static void leave(struct walk *walk)
{
	open_element *open = &walk->open[walk->open_count - 1];
	if (open->row)
		flush_row(walk);
	else if (open->block && !walk->rows)
		flush(walk);
	else if (open->block)
		walk->blank = true;
	walk->links -= open->link;
	walk->rows -= open->row;
	walk->lines -= open->lines;
	walk->lists -= open->list;
	walk->out->elements[open->element].end_block = walk->out->block_count;
	walk->open_count--;
}

void html_walk(xmlNode *root, struct html *out)
{
	struct walk walk = {.out = out};
	yd_buf_reserve(&out->text, 64);
	for (xmlNode *node = root; node;) {
		bool inside = false;
		if (node->type == XML_ELEMENT_NODE)
			inside = enter(&walk, node);
		else if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) &&
			 node->content && walk.open_count)
			add_text(&walk, yd_str_of((const char *)node->content));
		if (inside && node->children) {
			node = node->children;
			continue;
		}
		if (inside)
			leave(&walk);
		while (node && node != root && !node->next) {
			node = node->parent;
			if (walk.open_count)
				leave(&walk);
		}
		node = !node || node == root ? NULL : node->next;
	}
	free(walk.open);
}
