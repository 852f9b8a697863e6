/* Word files (.docx): the paragraphs of the main part, with their numbers; tables as rows. */
#include "docx.h"

#include "lines.h"

#include <stdlib.h>
#include <string.h>
#include <yaodian/text.h>

enum { MOST_BOXES = 64, DEEPEST_BOX = 24 };

typedef struct reader {
	struct page *page;
	docx_styles styles;
	yd_buf text; /* of the paragraph at hand */
	size_t chars, bold_chars, font_chars[3];
	size_t tab;	     /* behind the last tab in the text; 0: there is none */
	unsigned fields;     /* complex fields that are open */
	bool field_code[64]; /* of each, whether its instruction is read, not its result */
	docx_style style;
	bool number_lost;		  /* a paragraph is numbered by a part that is not there */
	yd_buf *cell;			  /* in a table of several columns: paragraphs go here */
	const xmlNode *boxes[MOST_BOXES]; /* text boxes that the paragraph at hand holds */
	size_t box_count;
} reader;

static const unsigned font_hints[3] = {HINT_HEI, HINT_KAI, HINT_SONG};

/* ---- runs ---- */

static void add_shown(reader *r, yd_str text, bool bold, unsigned hints)
{
	size_t chars = 0;
	for (size_t at = 0, step; at < text.len; at += step) {
		uint32_t cp;
		step = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		chars += !yd_cp_is_space(cp);
	}
	yd_buf_add_str(&r->text, text);
	r->chars += chars;
	r->bold_chars += bold ? chars : 0;
	for (size_t i = 0; i < 3; i++)
		r->font_chars[i] += hints & font_hints[i] ? chars : 0;
}

static bool in_field_code(const reader *r)
{
	return r->fields && r->fields <= 64 && r->field_code[r->fields - 1];
}

static void read_field_mark(reader *r, const char *type)
{
	enum { DEEPEST = 64 };
	if (!type)
		return;
	if (strcmp(type, "begin") == 0) {
		if (r->fields < DEEPEST)
			r->field_code[r->fields] = true;
		r->fields++;
	} else if (strcmp(type, "separate") == 0) {
		if (r->fields && r->fields <= DEEPEST)
			r->field_code[r->fields - 1] = false;
	} else if (r->fields) {
		r->fields--;
	}
}

/* w:sym names a glyph of a font; the usual ones are the bullets that page_add() knows. */
static void add_symbol(reader *r, const char *code, bool bold, unsigned hints)
{
	char bytes[4];
	uint32_t cp = code ? (uint32_t)strtoul(code, NULL, 16) : 0;
	if (cp)
		add_shown(r, (yd_str){bytes, yd_utf8_encode(cp, bytes)}, bold, hints);
}

/* Text boxes of a drawing; where there are two ways to draw it, those of the first that has any. */
static void find_boxes(reader *r, const xmlNode *parent, int depth)
{
	size_t before = r->box_count;
	for (const xmlNode *node = parent->children; node; node = node->next) {
		bool way = xml_is(node, "Choice") || xml_is(node, "Fallback");
		if (node->type != XML_ELEMENT_NODE || (way && r->box_count > before))
			continue;
		if (!xml_is(node, "txbxContent") && depth < DEEPEST_BOX)
			find_boxes(r, node, depth + 1);
		else if (xml_is(node, "txbxContent") && r->box_count < MOST_BOXES)
			r->boxes[r->box_count++] = node;
	}
}

static bool is_drawing(const xmlNode *node)
{
	return xml_is(node, "drawing") || xml_is(node, "pict") || xml_is(node, "AlternateContent");
}

static void read_run(reader *r, const xmlNode *run)
{
	const xmlNode *properties = xml_child(run, "rPr");
	int own_bold = docx_on(properties, "b");
	bool bold = own_bold >= 0 ? own_bold == 1 : r->style.bold == 1;
	unsigned hints = docx_run_hints(properties);
	bool hidden = docx_on(properties, "vanish") == 1;
	if (!hints)
		hints = r->style.hints & (HINT_HEI | HINT_KAI | HINT_SONG);
	for (const xmlNode *node = run->children; node; node = node->next) {
		if (xml_is(node, "fldChar"))
			read_field_mark(r, xml_attr(node, "fldCharType"));
		if (hidden || in_field_code(r))
			continue;
		if (xml_is(node, "t")) {
			for (const xmlNode *part = node->children; part; part = part->next)
				if (part->content)
					add_shown(r, yd_str_of((const char *)part->content), bold,
						hints);
		} else if (xml_is(node, "tab") || xml_is(node, "ptab")) {
			yd_buf_putc(&r->text, ' ');
			r->tab = r->text.len;
		} else if (xml_is(node, "br") || xml_is(node, "cr")) {
			yd_buf_putc(&r->text, '\n');
		} else if (xml_is(node, "noBreakHyphen")) {
			yd_buf_putc(&r->text, '-');
		} else if (is_drawing(node)) {
			find_boxes(r, node, 0);
		} else if (xml_is(node, "footnoteReference") || xml_is(node, "endnoteReference")) {
			r->page->notes++;
		} else if (xml_is(node, "sym")) {
			add_symbol(r, xml_attr(node, "char"), bold, hints);
		}
	}
}

/* Word keeps what was deleted, and what a reader does not see, beside the text. */
static bool is_apart(const xmlNode *node)
{
	static const char *const names[] = {"del", "moveFrom", "pPr", "rPr", "instrText", "sdtPr",
		"sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "proofErr",
		"bookmarkStart", "bookmarkEnd", "drawing", "pict", "object", "AlternateContent",
		"annotationRef", "customXmlPr", "rt"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (xml_is(node, names[i]))
			return true;
	return false;
}

static void read_inline(reader *r, const xmlNode *parent)
{
	for (const xmlNode *node = parent->children; node; node = node->next) {
		if (node->type != XML_ELEMENT_NODE || is_apart(node))
			continue;
		if (xml_is(node, "r"))
			read_run(r, node);
		if (!xml_is(node, "r") || xml_child(node, "ruby"))
			read_inline(r, node);
	}
}

/* ---- paragraphs ---- */

static unsigned paragraph_hints(const reader *r)
{
	unsigned hints = r->style.hints & (HINT_CENTRED | HINT_RIGHT);
	if (r->chars && r->bold_chars * 10 >= r->chars * 9)
		hints |= HINT_BOLD;
	for (size_t i = 0; i < 3; i++)
		if (r->chars && r->font_chars[i] * 10 >= r->chars * 9)
			hints |= font_hints[i];
	return hints;
}

/* In a table of contents a tab with dots leads to the page's number, and tells what the line is. */
static void put_leader(reader *r)
{
	yd_str page = {r->text.ptr + r->tab, r->text.len - r->tab};
	char digits[8];
	if (!r->style.contents || !r->tab || !page.len || page.len >= sizeof digits)
		return;
	for (size_t i = 0; i < page.len; i++)
		if (page.ptr[i] < '0' || page.ptr[i] > '9')
			return;
	memcpy(digits, page.ptr, page.len);
	r->text.len = r->tab - 1;
	yd_buf_puts(&r->text, "……");
	yd_buf_add(&r->text, digits, page.len);
}

static void end_paragraph(reader *r, size_t number_len, unsigned number_level)
{
	put_leader(r);
	struct paragraph hints = {.hints = paragraph_hints(r),
		.number_len = number_len,
		.number_level = number_level};
	if (r->style.outline >= 0 && r->style.outline < 9)
		hints.heading = (unsigned)r->style.outline + 1;
	/* A number without a text is a paragraph that stands empty. */
	if (r->text.len > number_len &&
		yd_text_trim((yd_str){r->text.ptr + number_len, r->text.len - number_len}).len) {
		if (r->cell && r->cell->len)
			yd_buf_putc(r->cell, ' ');
		if (r->cell)
			yd_buf_add_str(r->cell, yd_text_trim(yd_buf_str(&r->text)));
		else
			lines_add(r->page, yd_buf_str(&r->text), hints);
	}
	yd_buf_clear(&r->text);
	r->chars = r->bold_chars = r->tab = 0;
	memset(r->font_chars, 0, sizeof r->font_chars);
}

static void read_blocks(reader *r, const xmlNode *parent);

/* What stands in text boxes follows the paragraph that holds them. */
static void read_boxes(reader *r)
{
	const xmlNode *boxes[MOST_BOXES];
	size_t count = r->box_count;
	memcpy(boxes, r->boxes, sizeof boxes);
	r->box_count = 0;
	for (size_t i = 0; i < count; i++)
		read_blocks(r, boxes[i]);
}

static void read_paragraph(reader *r, const xmlNode *node)
{
	const xmlNode *properties = xml_child(node, "pPr");
	const char *style = xml_child_attr(properties, "pStyle", "val");
	r->style = docx_style_of(&r->styles, style);
	docx_apply_paragraph(properties, &r->style);
	yd_buf number = {0};
	r->number_lost |= r->style.num_id > 0 && !r->styles.numbering_doc;
	unsigned level =
		docx_number_next(&r->styles, r->style.num_id, r->style.level, style, &number);
	/* Word 2003 writes the number as it printed it beside its list. */
	const char *printed = xml_child_attr(xml_child(properties, "listPr"), "t", "val");
	if (!level && printed && *printed)
		yd_buf_puts(&number, printed);
	r->number_lost |= !printed && xml_child(properties, "listPr");
	yd_buf_add_str(&r->text, yd_buf_str(&number));
	read_inline(r, node);
	end_paragraph(r, number.len, level);
	yd_buf_free(&number);
	read_boxes(r);
}

/* ---- tables ---- */

static size_t count_children(const xmlNode *node, const char *name)
{
	size_t count = 0;
	for (const xmlNode *child = node->children; child; child = child->next)
		count += xml_is(child, name);
	return count;
}

/* Cells of a row in one line; a row of one cell, and cells with more text than a table's, as
 * paragraphs. */
static void read_row(reader *r, const xmlNode *row)
{
	enum { LONG_CELL = 900 }; /* bytes */
	if (count_children(row, "tc") < 2 || r->cell) {
		read_blocks(r, row);
		return;
	}
	yd_buf line = {0}, cell = {0};
	bool in_lines = true;
	for (const xmlNode *node = row->children; node; node = node->next) {
		if (!xml_is(node, "tc") && !xml_is(node, "sdt"))
			continue;
		yd_buf_clear(&cell);
		r->cell = &cell;
		read_blocks(r, node);
		r->cell = NULL;
		in_lines &= cell.len <= LONG_CELL;
		if (line.len)
			yd_buf_putc(&line, in_lines ? '\t' : '\n');
		yd_buf_add_str(&line, yd_buf_str(&cell));
	}
	for (char *at = line.ptr, *end; at && *at; at = end + (*end != '\0')) {
		end = in_lines ? at + strlen(at) : at + strcspn(at, "\t\n");
		page_add(r->page, (yd_str){at, (size_t)(end - at)},
			(struct paragraph){.hints = in_lines ? HINT_ROW : 0});
	}
	yd_buf_free(&line);
	yd_buf_free(&cell);
}

static void read_blocks(reader *r, const xmlNode *parent)
{
	for (const xmlNode *node = parent->children; node && !r->page->error; node = node->next) {
		if (node->type != XML_ELEMENT_NODE || is_apart(node))
			continue;
		if (xml_is(node, "p"))
			read_paragraph(r, node);
		else if (xml_is(node, "tr"))
			read_row(r, node);
		else
			read_blocks(r, node);
	}
}

bool docx_read(const zip_parts *parts, const char *main_part, struct page *page)
{
	reader r = {.page = page};
	const char *slash = strrchr(main_part, '/');
	char *folder = yd_strndup(main_part, slash ? (size_t)(slash - main_part) + 1 : 0);
	xmlDoc *doc = xml_read(zip_find(parts, main_part), main_part, page);
	const xmlNode *body = doc ? xml_child(xmlDocGetRootElement(doc), "body") : NULL;
	page->format = "docx";
	if (doc && !body)
		page_fail(page, "its part %s has no text body", main_part);
	if (body && docx_styles_read(parts, folder, page, &r.styles))
		read_blocks(&r, body);
	if (r.number_lost && !page->error)
		page_warn(
			page, "its automatic numbers are lost: %snumbering.xml is missing", folder);
	docx_styles_free(&r.styles);
	yd_buf_free(&r.text);
	free(folder);
	if (doc)
		xmlFreeDoc(doc);
	return !page->error;
}
