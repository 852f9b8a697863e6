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

size_t yd_outline_unsure_count(const yd_outline *outline)
{
	size_t count = 0;
	for (size_t i = 0; i < outline->node_count; i++)
		count += outline->nodes[i].unsure;
	return count;
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

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A piece behind those that are in `out` from `began` on; where a line was broken between two
 * words, the blank again. */
static void add_text(yd_buf *out, size_t began, const yd_piece *piece, yd_str source)
{
	yd_str text = piece_text(piece, source);
	if (piece->same_para && out->len > began && is_letter(out->ptr[out->len - 1]) &&
		is_letter(*text.ptr) && source.ptr[piece->start - 1] != out->ptr[out->len - 1])
		yd_buf_putc(out, ' ');
	yd_buf_add_str(out, text);
}

/* All of the node's pieces of a kind, the first paragraph of them only or joined by nothing. */
static void add_kind(const yd_outline *outline, yd_str source, size_t node, yd_piece_kind kind,
	bool one_paragraph, yd_buf *out)
{
	const yd_node *n = &outline->nodes[node];
	size_t began = out->len;
	for (uint32_t i = 0; i < n->piece_count; i++) {
		const yd_piece *piece = &outline->pieces[n->first_piece + i];
		if (piece->kind != kind)
			continue;
		if (one_paragraph && !piece->same_para && out->len > began)
			break;
		add_text(out, began, piece, source);
	}
}

void yd_outline_mark(const yd_outline *outline, yd_str source, size_t node, yd_buf *out)
{
	add_kind(outline, source, node, YD_MARK, true, out);
}

/* Does the piece go on behind blanks in its line, as the characters of a letter-spaced line do? */
static bool is_letter_spaced(const yd_outline *outline, yd_str source, size_t piece)
{
	if (piece + 1 >= outline->piece_count || !outline->pieces[piece + 1].same_para)
		return false;
	uint32_t start = outline->pieces[piece].end, end = outline->pieces[piece + 1].start;
	bool line_ends = false;
	for (uint32_t i = start; i < end; i++)
		line_ends |=
			source.ptr[i] == '\n' || source.ptr[i] == '\r' || source.ptr[i] == '\f';
	return end > start && !line_ends;
}

/* White space between a node's mark and what follows it: nothing, or one space of the kind that is
 * printed. */
static yd_str gap_after_mark(const yd_outline *outline, yd_str source, size_t node)
{
	const yd_node *n = &outline->nodes[node];
	const yd_piece *mark = NULL;
	for (uint32_t i = 0; i < n->piece_count; i++) {
		const yd_piece *piece = &outline->pieces[n->first_piece + i];
		if (piece->kind == YD_MARK) {
			mark = piece;
		} else if (mark) {
			if (is_letter_spaced(outline, source, n->first_piece + i))
				return YD_STR("");
			yd_str between = {source.ptr + mark->end, piece->start - mark->end};
			if (yd_str_starts(between, YD_STR("　")))
				return YD_STR("　");
			return between.len ? YD_STR(" ") : YD_STR("");
		}
	}
	return YD_STR("");
}

void yd_outline_mark_with_gap(const yd_outline *outline, yd_str source, size_t node, yd_buf *out)
{
	yd_outline_mark(outline, source, node, out);
	yd_buf_add_str(out, gap_after_mark(outline, source, node));
}

void yd_outline_label(const yd_outline *outline, yd_str source, size_t node, yd_buf *out)
{
	yd_buf mark = {0};
	yd_outline_mark(outline, source, node, &mark);
	yd_buf_add_str(out, yd_label_of_mark(yd_buf_str(&mark)));
	yd_buf_free(&mark);
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
	yd_buf mark = {0};
	yd_outline_mark(outline, source, node, &mark);
	yd_str text = yd_buf_str(&mark);
	bool article = yd_str_starts(text, YD_STR("第")) &&
		       (yd_str_ends(text, YD_STR("条")) || yd_str_ends(text, YD_STR("條")));
	yd_buf_free(&mark);
	return article;
}

/* The inside of a text that begins and ends with a bracket. */
static yd_str inside_brackets(yd_str text)
{
	uint32_t cp;
	size_t open = yd_utf8_decode(text, &cp, NULL), close = text.len;
	while (close > open && ((unsigned char)text.ptr[close - 1] & 0xC0) == 0x80)
		close--;
	close -= close > open;
	return (yd_str){text.ptr + open, close - open};
}

/* An article has a title only in brackets, or alone on its line above its text. */
static bool article_title(yd_str first, bool text_below, yd_str *title)
{
	size_t end = yd_bracket_title(first);
	if (end) {
		*title = strip_closing_punctuation(inside_brackets((yd_str){first.ptr, end}));
		return title->len > 0;
	}
	return text_below && !yd_shape_is_sentence(first) && !yd_shape_ends_open(first) &&
	       first_sentence_title(first, title);
}

static bool section_title(const yd_outline *outline, yd_str source, size_t node, yd_buf *out)
{
	yd_buf joined = {0};
	add_kind(outline, source, node, YD_HEADING, false, &joined);
	yd_str title = strip_closing_punctuation(yd_buf_str(&joined));
	size_t bracket = is_article(outline, source, node) ? yd_bracket_title(title) : 0;
	if (bracket == title.len && bracket)
		title = inside_brackets(title);
	yd_buf_add_str(out, title);
	bool has = title.len > 0;
	yd_buf_free(&joined);
	return has;
}

/* Does the node's text have a second paragraph? */
static bool has_more_text(const yd_outline *outline, size_t node)
{
	const yd_node *n = &outline->nodes[node];
	size_t paragraphs = 0;
	for (uint32_t i = 0; i < n->piece_count; i++) {
		const yd_piece *piece = &outline->pieces[n->first_piece + i];
		paragraphs += piece->kind == YD_TEXT && !piece->same_para;
	}
	return paragraphs > 1;
}

/* The first paragraph of a clause; in *joined when it is several pieces, else as it stands in the
 * source. */
static yd_str first_paragraph(const yd_outline *outline, yd_str source, size_t node,
	const yd_piece *first, yd_buf *joined)
{
	const yd_node *n = &outline->nodes[node];
	const yd_piece *end = outline->pieces + n->first_piece + n->piece_count;
	if (first + 1 == end || (first[1].kind == YD_TEXT && !first[1].same_para))
		return piece_text(first, source);
	add_kind(outline, source, node, YD_TEXT, true, joined);
	return yd_buf_str(joined);
}

bool yd_outline_title(const yd_outline *outline, yd_str source, size_t node, yd_buf *out)
{
	if (find_piece(outline, node, YD_HEADING))
		return section_title(outline, source, node, out);
	const yd_piece *text = find_piece(outline, node, YD_TEXT);
	if (!text || !yd_outline_is_clause(outline, node))
		return false;
	yd_buf joined = {0};
	yd_str first = first_paragraph(outline, source, node, text, &joined), title;
	bool has = is_article(outline, source, node)
			   ? article_title(first, has_more_text(outline, node), &title)
			   : first_sentence_title(first, &title);
	if (has)
		yd_buf_add_str(out, title);
	yd_buf_free(&joined);
	return has;
}

/* ---- texts ---- */

static void add_paragraph(
	yd_buf *out, size_t began, const yd_piece *piece, yd_str source, const char *join)
{
	if (out->len > began && !piece->same_para)
		yd_buf_puts(out, join);
	add_text(out, began, piece, source);
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
