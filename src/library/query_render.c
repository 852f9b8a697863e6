/* Trees back into the query language. */
#include "query_internal.h"
#include "query_lex.h"

#include <yaodian/kind.h>
#include <yaodian/text.h>
#include <yaodian/theme.h>

/* ---- text ---- */

/* White space, brackets or quotation marks, which the language has a use for. */
static bool has_syntax(yd_str text)
{
	size_t len;
	uint32_t cp;
	for (size_t at = 0; cp = query_peek(text, at, &len), len; at += len)
		if (yd_cp_is_space(cp) || query_is_bracket(cp, true) ||
			query_is_bracket(cp, false) || query_is_mark(cp))
			return true;
	return text.len == 0;
}

static bool looks_like_syntax(yd_str text)
{
	size_t len, value;
	return has_syntax(text) || query_is_minus(query_peek(text, 0, &len)) || query_is_or(text) ||
	       query_field_named(text, &value) != YD_QUERY_ALL;
}

static bool has_char(yd_str text, const char *character)
{
	return yd_str_find(text, yd_str_of(character), 0) != SIZE_MAX;
}

/* In marks that it does not hold itself; when it holds them all, its straight marks become
 * apostrophes, which fold to the same. */
static void add_quoted(yd_str text, yd_buf *out)
{
	if (!has_char(text, "\"") && !has_char(text, "＂")) {
		yd_buf_putc(out, '"');
		yd_buf_add_str(out, text);
		yd_buf_putc(out, '"');
		return;
	}
	if (!has_char(text, "”")) {
		yd_buf_puts(out, "“");
		yd_buf_add_str(out, text);
		yd_buf_puts(out, "”");
		return;
	}
	yd_buf_putc(out, '"');
	size_t len;
	uint32_t cp;
	for (size_t at = 0; cp = query_peek(text, at, &len), len; at += len)
		if (query_closing_mark(cp) == '"')
			yd_buf_putc(out, '\'');
		else
			yd_buf_add(out, text.ptr + at, len);
	yd_buf_putc(out, '"');
}

static void add_text(yd_str text, bool quoted, yd_buf *out)
{
	if (quoted)
		add_quoted(text, out);
	else
		yd_buf_add_str(out, text);
}

/* ---- nodes ---- */

static void add_years(const yd_query_node *node, yd_buf *out)
{
	enum { FIRST = 1000, LAST = 9999 };
	yd_buf_puts(out, "year:");
	if (node->year_from == node->year_to) {
		yd_buf_printf(out, "%d", node->year_from);
		return;
	}
	bool whole = node->year_from == FIRST && node->year_to == LAST;
	if (node->year_from != FIRST || whole)
		yd_buf_printf(out, "%d", node->year_from);
	yd_buf_puts(out, "..");
	if (node->year_to != LAST || whole)
		yd_buf_printf(out, "%d", node->year_to);
}

static void add_region(const yd_query_node *node, yd_buf *out)
{
	yd_str name = yd_buf_str(&node->text);
	if (node->path_count == 1 && node->paths[0][0])
		name = yd_str_of(node->paths[0]);
	yd_buf_puts(out, "region:");
	add_text(name, has_syntax(name), out);
}

static void add_leaf(const yd_query_node *node, yd_buf *out)
{
	switch (node->kind) {
	case YD_QUERY_TERM:
		add_text(yd_buf_str(&node->text), looks_like_syntax(yd_buf_str(&node->text)), out);
		break;
	case YD_QUERY_THEME:
		yd_buf_printf(out, "theme:%s%s", yd_theme_name((unsigned)node->theme),
			node->primary ? "!" : "");
		break;
	case YD_QUERY_REGION:
		add_region(node, out);
		break;
	case YD_QUERY_YEAR:
		add_years(node, out);
		break;
	case YD_QUERY_KIND_OF:
		yd_buf_printf(out, "kind:%s", yd_kind_name(node->doc_kind));
		break;
	case YD_QUERY_BY:
		yd_buf_puts(out, "by:");
		add_text(yd_buf_str(&node->text), has_syntax(yd_buf_str(&node->text)), out);
		break;
	case YD_QUERY_IN_TITLE:
		yd_buf_puts(out, "in:title");
		break;
	case YD_QUERY_IN_HERE:
		yd_buf_puts(out, "in:here");
		break;
	case YD_QUERY_TAG:
	case YD_QUERY_NOTE: {
		yd_str value = yd_buf_str(&node->text);
		yd_buf_puts(out, node->kind == YD_QUERY_TAG ? "tag:" : "note:");
		add_text(value, has_syntax(value), out);
		break;
	}
	default:
		yd_buf_puts(out, "is:bookmarked");
		break;
	}
}

static bool is_list(const yd_query_node *node)
{
	return node->kind == YD_QUERY_ALL || node->kind == YD_QUERY_ANY;
}

static unsigned height_of(const yd_query_node *node)
{
	unsigned height = 0;
	for (size_t i = 0; i < node->count; i++) {
		unsigned below = height_of(&node->children[i]);
		height = below > height ? below : height;
	}
	return height + is_list(node);
}

/* `plain`: without the brackets around what a space joins beside OR; they only help the eye, and
 * the depth of brackets has a limit. */
static void add_node(
	const yd_query_node *node, const yd_query_node *parent, bool plain, yd_buf *out)
{
	if (node->negated)
		yd_buf_putc(out, '-');
	if (!is_list(node)) {
		add_leaf(node, out);
		return;
	}
	bool bracketed = node->negated || (parent && !(plain && parent->kind == YD_QUERY_ANY));
	if (bracketed)
		yd_buf_putc(out, '(');
	for (size_t i = 0; i < node->count; i++) {
		if (i)
			yd_buf_puts(out, node->kind == YD_QUERY_ANY ? " OR " : " ");
		add_node(&node->children[i], node, plain, out);
	}
	if (bracketed)
		yd_buf_putc(out, ')');
}

void yd_query_render(const yd_query *query, yd_buf *out)
{
	add_node(&query->root, NULL, height_of(&query->root) > YD_QUERY_DEPTH / 2, out);
}

/* ---- what was taken otherwise than it looks ---- */

/* Does `text` stand in the line right behind a quotation mark? */
static bool is_quoted(yd_str line, yd_str text)
{
	for (size_t at = 0; (at = yd_str_find(line, text, at)) != SIZE_MAX; at++) {
		size_t before = at, len;
		while (before && ((unsigned char)line.ptr[--before] & 0xC0) == 0x80)
			;
		if (at && query_is_mark(query_peek(line, before, &len)))
			return true;
	}
	return false;
}

/* Signs that other languages of queries have a use for. */
static bool looks_like_other_syntax(yd_str text)
{
	static const char *const signs[] = {"*", "^", "NEAR(", "AND", "NOT", "or", ":"};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		yd_str sign = yd_str_of(signs[i]);
		bool word = sign.ptr[0] >= 'A';
		if (word && sign.ptr[sign.len - 1] != '(' ? yd_str_equal(text, sign)
							  : has_char(text, signs[i]))
			return true;
	}
	return false;
}

static bool node_is_literal(const yd_query_node *node, yd_str line)
{
	yd_str text = yd_buf_str(&node->text);
	for (size_t i = 0; i < node->count; i++)
		if (node_is_literal(&node->children[i], line))
			return true;
	return node->kind == YD_QUERY_TERM &&
	       (looks_like_syntax(text) || looks_like_other_syntax(text)) && !is_quoted(line, text);
}

bool yd_query_may_surprise(const yd_query *query, yd_str line)
{
	return query->unclosed || node_is_literal(&query->root, line);
}
