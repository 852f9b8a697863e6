/* Tokens into a tree. */
#include "query_internal.h"
#include "query_lex.h"

#include <yaodian/text.h>

#include <stdlib.h>

/* Tokens with the brackets that are text joined to the words beside them. */
typedef struct parser {
	yd_str text;
	tokens list;
	size_t at;
} parser;

static bool is_grouping(const token *item, token_kind kind)
{
	return item->kind == kind && item->grouping;
}

/* ---- brackets that are text ---- */

/* A bracket that does not group makes text of the word or field right beside it, but not of a
 * phrase. */
static bool joins(const token *left, const token *right)
{
	bool brackets = (left->kind >= TOKEN_OPEN && !left->grouping) ||
			(right->kind >= TOKEN_OPEN && !right->grouping);
	return brackets && left->end == right->start && left->kind != TOKEN_PHRASE &&
	       right->kind != TOKEN_PHRASE && !left->grouping && !right->grouping;
}

static void join_brackets(tokens *list)
{
	size_t kept = 0;
	for (size_t from = 0, to; from < list->count; from = to) {
		token item = list->items[from];
		for (to = from + 1; to < list->count; to++)
			if (!joins(&list->items[to - 1], &list->items[to]))
				break;
		if (to - from > 1 || (item.kind >= TOKEN_OPEN && !item.grouping)) {
			item.kind = TOKEN_WORD;
			item.end = list->items[to - 1].end;
		}
		list->items[kept++] = item;
	}
	list->count = kept;
}

/* ---- nodes ---- */

static void add_child(yd_query_node *parent, yd_query_node child)
{
	YD_GROW(parent->children, parent->count, parent->cap);
	parent->children[parent->count++] = child;
}

/* The children of `from` go to `to`. */
static void splice(yd_query_node *to, yd_query_node *from)
{
	for (size_t i = 0; i < from->count; i++)
		add_child(to, from->children[i]);
	from->count = 0;
	query_node_free(from);
}

static void set_in_title(yd_query_node *node)
{
	node->in_title = node->kind == YD_QUERY_TERM;
	for (size_t i = 0; i < node->count; i++)
		set_in_title(&node->children[i]);
}

/* A list of one is that one; one that says nothing else than in:title stays when it is negated. */
static yd_query_node unwrap(yd_query_node list, bool negated)
{
	if (list.count != 1 || (negated && list.children[0].kind == YD_QUERY_IN_TITLE)) {
		list.negated = negated;
		return list;
	}
	yd_query_node only = list.children[0];
	only.negated ^= negated;
	list.count = 0;
	query_node_free(&list);
	return only;
}

static yd_query_node make_text(yd_str text, bool negated)
{
	yd_query_node node = {.kind = YD_QUERY_TERM, .negated = negated};
	yd_buf_add_str(&node.text, text);
	yd_fold(text, &node.fold);
	return node;
}

static yd_query_node make_field(const token *item)
{
	yd_query_node node = {.kind = item->field.kind,
		.negated = item->negated,
		.theme = item->field.theme,
		.primary = item->field.primary,
		.year_from = item->field.year_from,
		.year_to = item->field.year_to,
		.doc_kind = item->field.doc_kind};
	if (node.kind == YD_QUERY_REGION || node.kind == YD_QUERY_BY || node.kind == YD_QUERY_TAG ||
		node.kind == YD_QUERY_NOTE) {
		yd_buf_add_str(&node.text, item->content);
		yd_fold(item->content, &node.fold);
	}
	return node;
}

/* ---- grammar ---- */

static yd_query_node parse_any(parser *in);

static const token *peek_token(const parser *in, size_t ahead)
{
	size_t at = in->at + ahead;
	return at < in->list.count ? &in->list.items[at] : NULL;
}

/* Is there something at a place ahead that OR can join? */
static bool is_operand(const parser *in, size_t ahead)
{
	const token *item = peek_token(in, ahead);
	return item && !is_grouping(item, TOKEN_CLOSE);
}

static yd_query_node parse_group(parser *in)
{
	bool negated = in->list.items[in->at++].negated;
	yd_query_node node = parse_any(in);
	in->at++;
	if (node.negated || (node.kind != YD_QUERY_ALL && node.kind != YD_QUERY_ANY)) {
		yd_query_node list = {.kind = YD_QUERY_ALL};
		add_child(&list, node);
		return unwrap(list, negated);
	}
	node.negated = negated && node.count > 0;
	return node;
}

static yd_query_node parse_one(parser *in)
{
	const token *item = &in->list.items[in->at];
	if (is_grouping(item, TOKEN_OPEN))
		return parse_group(in);
	in->at++;
	if (item->kind == TOKEN_FIELD)
		return make_field(item);
	if (item->kind == TOKEN_PHRASE)
		return make_text(item->content, item->negated);
	return make_text(
		(yd_str){in->text.ptr + item->body, item->end - item->body}, item->negated);
}

/* Leaves out what says nothing, opens groups that only say `and` again. */
static void add_to_all(yd_query_node *all, yd_query_node child)
{
	bool nothing = child.kind == YD_QUERY_TERM	 ? child.fold.len == 0
		       : child.kind == YD_QUERY_ALL	 ? child.count == 0
		       : child.kind == YD_QUERY_IN_TITLE ? query_node_has_scope(all)
							 : false;
	if (nothing)
		query_node_free(&child);
	else if (child.kind == YD_QUERY_ALL && !child.negated && !query_node_has_scope(&child))
		splice(all, &child);
	else
		add_child(all, child);
}

static yd_query_node parse_all(parser *in)
{
	yd_query_node all = {.kind = YD_QUERY_ALL};
	bool first = true;
	while (is_operand(in, 0)) {
		bool is_or = peek_token(in, 0)->kind == TOKEN_OR;
		if (is_or && !first && is_operand(in, 1))
			break;
		add_to_all(&all, parse_one(in));
		first = false;
	}
	if (query_node_has_scope(&all))
		set_in_title(&all);
	return unwrap(all, false);
}

static yd_query_node parse_any(parser *in)
{
	yd_query_node any = {.kind = YD_QUERY_ANY};
	for (;;) {
		yd_query_node all = parse_all(in);
		if (all.kind == YD_QUERY_ALL && all.count == 0)
			query_node_free(&all);
		else if (all.kind == YD_QUERY_ANY && !all.negated)
			splice(&any, &all);
		else
			add_child(&any, all);
		if (!is_operand(in, 0))
			break;
		in->at++;
	}
	if (any.count == 0)
		any.kind = YD_QUERY_ALL;
	return unwrap(any, false);
}

void yd_query_parse(yd_str text, yd_query *out)
{
	yd_buf repaired = {0};
	yd_utf8_repair(text, &repaired);
	parser in = {.text = yd_buf_str(&repaired)};
	query_lex(in.text, &in.list);
	query_match_brackets(&in.list);
	join_brackets(&in.list);
	out->unclosed = false;
	for (size_t i = 0; i < in.list.count; i++)
		out->unclosed |= in.list.items[i].kind < TOKEN_OPEN && in.list.items[i].quoted &&
				 in.list.items[i].unclosed;
	out->root = parse_any(&in);
	free(in.list.items);
	yd_buf_free(&repaired);
}
