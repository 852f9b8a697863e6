/* Reading titles, texts and units out of an outline. */
#include "paragraphs.h"
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <yaodian/text.h>

void yd_outline_free(yd_outline *outline)
{
	free(outline->pieces);
	free(outline->nodes);
	*outline = (yd_outline){0};
}

bool yd_outline_is_clause(const yd_outline *outline, size_t node)
{
	return outline->nodes[node].next == node + 1;
}

size_t yd_outline_clause_count(const yd_outline *outline)
{
	size_t clauses = 0;
	for (size_t i = 0; i < outline->node_count; i++)
		clauses += yd_outline_is_clause(outline, i);
	return clauses;
}

size_t yd_outline_section_count(const yd_outline *outline)
{
	return outline->node_count - yd_outline_clause_count(outline);
}

static yd_str piece_text(const yd_piece *piece, yd_str source)
{
	return (yd_str){source.ptr + piece->start, piece->end - piece->start};
}

/* The node's first piece of a kind, or NULL. */
static const yd_piece *find_piece(const yd_outline *outline, size_t node, yd_piece_kind kind)
{
	const yd_node *n = &outline->nodes[node];
	for (uint32_t i = 0; i < n->piece_count; i++)
		if (outline->pieces[n->first_piece + i].kind == kind)
			return &outline->pieces[n->first_piece + i];
	return NULL;
}

void yd_outline_mark(const yd_outline *outline, yd_str source, size_t node, yd_buf *out)
{
	const yd_piece *mark = find_piece(outline, node, YD_MARK);
	if (mark)
		yd_buf_add_str(out, piece_text(mark, source));
}

void yd_outline_label(const yd_outline *outline, yd_str source, size_t node, yd_buf *out)
{
	const yd_piece *mark = find_piece(outline, node, YD_MARK);
	if (mark)
		yd_buf_add_str(out, yd_label_of_mark(piece_text(mark, source)));
}

/* ---- titles ---- */

static bool ends_title(uint32_t cp)
{
	return cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F || cp == '!' || cp == '?';
}

/* `text` without the punctuation that may close a heading, and white space. */
static yd_str strip_closing_punctuation(yd_str text)
{
	static const char *const marks[] = {
		"。", "．", "，", "、", "；", "：", "！", "？", ".", ",", ";", ":", "!", "?"};
	for (bool again = true; again;) {
		again = false;
		text = yd_text_trim(text);
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
			if (yd_str_ends(text, yd_str_of(marks[i]))) {
				text.len -= yd_str_of(marks[i]).len;
				again = true;
			}
	}
	return text;
}

/* Up to the first 。！？ or the end; false when that has more than YD_TITLE_CHARS characters. */
static bool first_sentence_title(yd_str text, yd_str *title)
{
	uint32_t cp;
	size_t chars = 0, end = text.len;
	for (size_t at = 0, len; at < text.len; at += len) {
		len = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		if (ends_title(cp)) {
			end = at;
			break;
		}
		chars += !yd_cp_is_space(cp);
		if (chars > YD_TITLE_CHARS + 2)
			return false;
	}
	*title = strip_closing_punctuation((yd_str){text.ptr, end});
	chars = yd_count_chars(*title, YD_PARA_LONG);
	return chars > 0 && chars <= YD_TITLE_CHARS;
}

static bool is_article(const yd_outline *outline, yd_str source, size_t node)
{
	const yd_piece *mark = find_piece(outline, node, YD_MARK);
	if (!mark)
		return false;
	yd_str text = piece_text(mark, source);
	return yd_str_starts(text, YD_STR("第")) &&
	       (yd_str_ends(text, YD_STR("条")) || yd_str_ends(text, YD_STR("條")));
}

/* An article has a title only in brackets, or alone on its line above its text. */
static bool article_title(
	const yd_outline *outline, yd_str source, size_t node, const yd_piece *text, yd_str *title)
{
	yd_str first = piece_text(text, source);
	size_t end = yd_bracket_title(first);
	if (end) {
		uint32_t cp;
		size_t open = yd_utf8_decode(first, &cp, NULL);
		yd_str inner = {first.ptr + open, end - open};
		/* The closing bracket is the last character. */
		while (inner.len && ((unsigned char)inner.ptr[inner.len - 1] & 0xC0) == 0x80)
			inner.len--;
		inner.len -= inner.len > 0;
		*title = strip_closing_punctuation(inner);
		return title->len > 0;
	}
	const yd_node *n = &outline->nodes[node];
	bool text_below = text + 1 < outline->pieces + n->first_piece + n->piece_count;
	return text_below && !yd_shape_is_sentence(first) && !yd_shape_ends_open(first) &&
	       first_sentence_title(first, title);
}

bool yd_outline_title(const yd_outline *outline, yd_str source, size_t node, yd_buf *out)
{
	if (find_piece(outline, node, YD_HEADING)) {
		yd_buf joined = {0};
		const yd_node *n = &outline->nodes[node];
		for (uint32_t i = 0; i < n->piece_count; i++) {
			const yd_piece *piece = &outline->pieces[n->first_piece + i];
			if (piece->kind == YD_HEADING)
				yd_buf_add_str(&joined, piece_text(piece, source));
		}
		yd_str title = strip_closing_punctuation(yd_buf_str(&joined));
		size_t bracket = is_article(outline, source, node) ? yd_bracket_title(title) : 0;
		if (bracket == title.len && bracket) {
			uint32_t cp;
			size_t open = yd_utf8_decode(title, &cp, NULL);
			title = (yd_str){title.ptr + open, title.len - 2 * open};
		}
		yd_buf_add_str(out, title);
		bool has = title.len > 0;
		yd_buf_free(&joined);
		return has;
	}
	const yd_piece *text = find_piece(outline, node, YD_TEXT);
	yd_str title;
	if (!text || !yd_outline_is_clause(outline, node))
		return false;
	bool has = is_article(outline, source, node)
			   ? article_title(outline, source, node, text, &title)
			   : first_sentence_title(piece_text(text, source), &title);
	if (has)
		yd_buf_add_str(out, title);
	return has;
}

/* ---- texts ---- */

static void add_paragraph(
	yd_buf *out, size_t began, const yd_piece *piece, yd_str source, const char *join)
{
	if (out->len > began && !piece->same_para)
		yd_buf_puts(out, join);
	yd_buf_add_str(out, piece_text(piece, source));
}

void yd_outline_text(const yd_outline *outline, yd_str source, size_t node, yd_buf *out)
{
	const yd_node *n = &outline->nodes[node];
	size_t began = out->len;
	for (uint32_t i = 0; i < n->piece_count; i++) {
		const yd_piece *piece = &outline->pieces[n->first_piece + i];
		if (piece->kind == YD_TEXT)
			add_paragraph(out, began, piece, source, "\n");
	}
}

void yd_outline_kind_text(const yd_outline *outline, yd_str source, yd_piece_kind kind, yd_buf *out)
{
	size_t began = out->len;
	for (size_t i = 0; i < outline->piece_count; i++)
		if (outline->pieces[i].kind == kind)
			add_paragraph(out, began, &outline->pieces[i], source,
				kind == YD_TITLE ? "" : "\n");
}

/* ---- units ---- */

static bool has_closing(const yd_outline *outline)
{
	for (size_t i = outline->piece_count; i-- > 0;)
		if (outline->pieces[i].kind == YD_CLOSING)
			return true;
	return false;
}

size_t yd_unit_count(const yd_outline *outline)
{
	return 1 + outline->node_count + has_closing(outline);
}

void yd_unit_address(const yd_outline *outline, size_t unit, yd_buf *out)
{
	if (unit == 0) {
		yd_buf_putc(out, '0');
		return;
	}
	if (unit > outline->node_count) {
		yd_buf_puts(out, "end");
		return;
	}
	uint32_t path[YD_NUMBERING_COUNT * 2 + 2];
	size_t depth = 0;
	for (uint32_t node = (uint32_t)unit - 1;
		node != YD_NO_NODE && depth < sizeof path / sizeof *path;
		node = outline->nodes[node].parent)
		path[depth++] = outline->nodes[node].ordinal;
	while (depth-- > 0)
		yd_buf_printf(out, depth ? "%u." : "%u", path[depth]);
}

/* The `ordinal`-th child of `parent` (YD_NO_NODE: of the document), or SIZE_MAX. */
static size_t find_child(const yd_outline *outline, uint32_t parent, unsigned long ordinal)
{
	size_t end = parent == YD_NO_NODE ? outline->node_count : outline->nodes[parent].next;
	for (size_t i = parent == YD_NO_NODE ? 0 : parent + 1; i < end; i = outline->nodes[i].next)
		if (outline->nodes[i].ordinal == ordinal)
			return i;
	return SIZE_MAX;
}

size_t yd_unit_find(const yd_outline *outline, yd_str address)
{
	if (yd_str_equal(address, YD_STR("0")))
		return 0;
	if (yd_str_equal(address, YD_STR("end")))
		return has_closing(outline) ? outline->node_count + 1 : SIZE_MAX;
	uint32_t node = YD_NO_NODE;
	for (size_t at = 0; at <= address.len; at++) {
		unsigned long ordinal = 0;
		size_t digits = 0;
		for (; at < address.len && address.ptr[at] >= '0' && address.ptr[at] <= '9' &&
			digits < 9;
			at++, digits++)
			ordinal = ordinal * 10 + (unsigned long)(address.ptr[at] - '0');
		if (!digits || (at < address.len && address.ptr[at] != '.'))
			return SIZE_MAX;
		size_t child = find_child(outline, node, ordinal);
		if (child == SIZE_MAX)
			return SIZE_MAX;
		node = (uint32_t)child;
	}
	return (size_t)node + 1;
}
