/*
 * What a user says of paragraphs: headings that were not seen, and text that was taken for one.
 *
 * It is done to the nodes that the rules made: each has a level, a fix gives a level or takes the
 * node away, and parents follow from the levels again. So a fix changes what it is about, and not
 * how the numbers of other paragraphs are understood.
 */
#include "paragraphs.h"

#include <stdlib.h>
#include <string.h>
#include <yaodian/text.h>

uint64_t yd_outline_hash(yd_str text)
{
	uint8_t digest[YD_SHA256_SIZE];
	uint64_t hash = 0;
	yd_buf fold = {0};
	yd_fold(text, &fold);
	yd_sha256(fold.len ? fold.ptr : "", fold.len, digest);
	for (size_t i = 0; i < sizeof hash; i++)
		hash = hash << 8 | digest[i];
	hash = fold.len ? hash + (hash == 0) : 0;
	yd_buf_free(&fold);
	return hash;
}

/* ---- which paragraph ---- */

typedef struct hashed {
	uint64_t hash;
	uint32_t para;
} hashed;

static int by_hash(const void *a, const void *b)
{
	const hashed *x = a, *y = b;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->para < y->para ? -1 : x->para > y->para;
}

/* The hashes of all paragraphs, whatever their roles, sorted: which is the nth does not depend on
 * how the document is read. */
static hashed *hash_paras(const yd_plan *plan)
{
	hashed *list = yd_alloc((plan->para_count + 1) * sizeof *list);
	for (size_t i = 0; i < plan->para_count; i++)
		list[i] = (hashed){yd_outline_hash(yd_para_text(plan, i)), (uint32_t)i};
	qsort(list, plan->para_count, sizeof *list, by_hash);
	return list;
}

static bool may_fix(const yd_para *para)
{
	return para->role == YD_ROLE_BODY || para->role == YD_ROLE_HEADING ||
	       para->role == YD_ROLE_PREAMBLE || para->role == YD_ROLE_CLOSING;
}

static size_t find_para(const hashed *list, size_t count, const yd_outline_fix *fix)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (list[middle].hash < fix->text_hash)
			low = middle + 1;
		else
			high = middle;
	}
	if (!fix->nth || fix->nth > count || low > count - fix->nth)
		return SIZE_MAX;
	low += fix->nth - 1;
	return list[low].hash == fix->text_hash ? list[low].para : SIZE_MAX;
}

enum { NOT_FIXED = -1 };

/* The level said of each paragraph. */
static int *find_wishes(
	const yd_plan *plan, const yd_outline_fix *fixes, size_t count, size_t *applied)
{
	hashed *list = hash_paras(plan);
	int *wishes = yd_alloc((plan->para_count + 1) * sizeof *wishes);
	for (size_t i = 0; i < plan->para_count; i++)
		wishes[i] = NOT_FIXED;
	for (size_t i = 0; i < count; i++) {
		size_t para = find_para(list, plan->para_count, &fixes[i]);
		bool level = fixes[i].level >= YD_LEVEL_TEXT &&
			     (fixes[i].level <= YD_LEVEL_MAX || fixes[i].level == YD_LEVEL_HEADING);
		if (para == SIZE_MAX || !level || !may_fix(&plan->paras[para]))
			continue;
		*applied += wishes[para] == NOT_FIXED;
		wishes[para] = fixes[i].level;
	}
	free(list);
	return wishes;
}

/* ---- levels ---- */

typedef struct row {
	yd_plan_node node;
	int level;
	bool fixed, heads;
} row;

typedef struct fixing {
	yd_plan *plan;
	const int *wishes;
	int *levels, *deeper; /* of the nodes that the rules made; by how much they went down */
	row *rows;
	size_t count, cap;
} fixing;

static int level_under(const fixing *f, const yd_plan_node *node)
{
	return node->parent == YD_NO_NODE ? 1 : f->levels[node->parent] + 1;
}

/* A node's level as the rules have it, then as it is said; what is below it goes down with it. */
static void settle_levels(fixing *f)
{
	const yd_plan *plan = f->plan;
	f->levels = yd_alloc((plan->node_count + 1) * sizeof *f->levels);
	f->deeper = yd_alloc((plan->node_count + 1) * sizeof *f->deeper);
	for (size_t i = 0; i < plan->node_count; i++)
		f->levels[i] = level_under(f, &plan->nodes[i]);
	for (size_t i = 0; i < plan->node_count; i++) {
		const yd_plan_node *node = &plan->nodes[i];
		int wish = f->wishes[node->para];
		f->deeper[i] = node->parent == YD_NO_NODE ? 0 : f->deeper[node->parent];
		if (wish > YD_LEVEL_TEXT && wish <= YD_LEVEL_MAX)
			f->deeper[i] = wish > f->levels[i] ? wish - f->levels[i] : 0;
	}
	for (size_t i = 0; i < plan->node_count; i++) {
		int wish = f->wishes[plan->nodes[i].para];
		bool said = wish > YD_LEVEL_TEXT && wish <= YD_LEVEL_MAX;
		f->levels[i] = said ? wish : f->levels[i] + f->deeper[i];
	}
}

static void add_row(fixing *f, yd_plan_node node, int level, int wish)
{
	YD_GROW(f->rows, f->count, f->cap);
	node.unsure &= wish == NOT_FIXED;
	f->rows[f->count++] = (row){node, level, wish != NOT_FIXED, wish == YD_LEVEL_HEADING};
}

/* A label that the rules did not take for one is one now. */
static void take_label(const yd_plan *plan, size_t i)
{
	yd_para *para = &plan->paras[i];
	if (para->label.style != YD_NUMBERING_NONE)
		return;
	yd_label label = yd_label_read(yd_para_text(plan, i));
	if (label.belief == YD_BELIEF_PLAIN)
		para->label = label;
}

static void begin_node(fixing *f, size_t i, int wish)
{
	const yd_para *para = &f->plan->paras[i];
	int level = para->node == YD_NO_NODE ? 1 : f->levels[para->node];
	take_label(f->plan, i);
	add_row(f,
		(yd_plan_node){.para = (uint32_t)i, .run = YD_NO_NODE, .style = para->label.style},
		wish == YD_LEVEL_HEADING ? level : wish, wish);
}

/* Nodes that stay and nodes that are new, in the order of their paragraphs. */
static void list_rows(fixing *f)
{
	const yd_plan *plan = f->plan;
	size_t next = 0;
	for (size_t i = 0; i < plan->para_count; i++) {
		int wish = f->wishes[i];
		bool begins = next < plan->node_count && plan->nodes[next].para == i;
		if (begins && wish != YD_LEVEL_TEXT)
			add_row(f, plan->nodes[next], f->levels[next], wish);
		else if (!begins && wish > YD_LEVEL_TEXT)
			begin_node(f, i, wish);
		if (begins && wish == YD_LEVEL_TEXT)
			plan->paras[i].label = (yd_label){0};
		next += begins;
	}
}

static bool is_section(const fixing *f, size_t i)
{
	return i + 1 < f->count && f->rows[i + 1].level > f->rows[i].level;
}

/* What heads what follows takes the clauses behind it. */
static void take_followers(fixing *f, size_t heading)
{
	int level = f->rows[heading].level;
	if (is_section(f, heading))
		return;
	for (size_t i = heading + 1; i < f->count && f->rows[i].level == level; i++) {
		if (f->rows[i].fixed || is_section(f, i))
			return;
		f->rows[i].level++;
	}
}

/* A node's parent is the last before it on a higher level. */
static void set_parents(fixing *f)
{
	for (size_t i = 0; i < f->count; i++) {
		uint32_t above = i ? (uint32_t)i - 1 : YD_NO_NODE;
		while (above != YD_NO_NODE && f->rows[above].level >= f->rows[i].level)
			above = f->rows[above].node.parent;
		f->rows[i].node.parent = above;
	}
}

/* ---- back into the plan ---- */

/* Is it a line of the heading that the node was, and still is? */
static bool is_heading_line(const fixing *f, size_t i, uint32_t node)
{
	const yd_plan *plan = f->plan;
	const yd_para *para = &plan->paras[i];
	return para->role == YD_ROLE_HEADING && node != YD_NO_NODE &&
	       f->rows[node].node.style == YD_NUMBERING_NONE && is_section(f, node) &&
	       f->wishes[i] != YD_LEVEL_TEXT && para->node != YD_NO_NODE &&
	       plan->nodes[para->node].para == f->rows[node].node.para;
}

/* The pieces of a node stand together: what was closing between them is its text. */
static void close_up(fixing *f, const uint32_t *current)
{
	yd_plan *plan = f->plan;
	bool goes_on = false;
	for (size_t i = plan->para_count; i-- > 0;) {
		yd_para *para = &plan->paras[i];
		bool body = para->role == YD_ROLE_BODY || para->role == YD_ROLE_HEADING;
		if (para->role == YD_ROLE_CLOSING && goes_on) {
			para->role = YD_ROLE_BODY;
			para->node = current[i];
		} else if (body) {
			goes_on = f->rows[para->node].node.para != i;
		}
	}
}

/* The title and the document number are pieces of their own: no node goes on behind them. */
static bool parts_nodes(const yd_para *para)
{
	return para->role == YD_ROLE_TITLE || para->role == YD_ROLE_DOC_NO || para->doc_no_end;
}

/* Whose text each paragraph is. What stands before the first node is preamble, and behind a title
 * between nodes. */
static void give_texts(fixing *f)
{
	yd_plan *plan = f->plan;
	uint32_t node = YD_NO_NODE;
	uint32_t *current = yd_alloc((plan->para_count + 1) * sizeof *current);
	size_t next = 0;
	for (size_t i = 0; i < plan->para_count; i++) {
		yd_para *para = &plan->paras[i];
		bool begins = next < f->count && f->rows[next].node.para == i;
		if (begins)
			node = (uint32_t)next++;
		if (parts_nodes(para))
			node = YD_NO_NODE;
		current[i] = node;
		if (!may_fix(para) ||
			(para->role == YD_ROLE_CLOSING && !begins && f->wishes[i] != YD_LEVEL_TEXT))
			continue;
		bool heading = is_heading_line(f, i, node);
		para->role = node == YD_NO_NODE ? YD_ROLE_PREAMBLE
			     : heading		? YD_ROLE_HEADING
						: YD_ROLE_BODY;
		para->node = node;
	}
	close_up(f, current);
	free(current);
}

static void put_rows(fixing *f)
{
	yd_plan *plan = f->plan;
	plan->node_count = 0;
	plan->first_body = f->count ? f->rows[0].node.para : plan->para_count;
	for (size_t i = 0; i < f->count; i++) {
		YD_GROW(plan->nodes, plan->node_count, plan->node_cap);
		plan->nodes[plan->node_count++] = f->rows[i].node;
	}
}

size_t yd_plan_fix(yd_plan *plan, const yd_outline_fix *fixes, size_t count)
{
	size_t applied = 0;
	if (!count)
		return 0;
	int *wishes = find_wishes(plan, fixes, count, &applied);
	if (applied) {
		fixing f = {.plan = plan, .wishes = wishes};
		settle_levels(&f);
		list_rows(&f);
		for (size_t i = 0; i < f.count; i++)
			if (f.rows[i].heads)
				take_followers(&f, i);
		set_parents(&f);
		give_texts(&f);
		put_rows(&f);
		free(f.rows);
		free(f.levels);
		free(f.deeper);
	}
	free(wishes);
	return applied;
}

/* ---- paragraphs that can be named ---- */

static size_t unit_of(const yd_plan *plan, const yd_para *para)
{
	if (para->role == YD_ROLE_PREAMBLE)
		return 0;
	return para->role == YD_ROLE_CLOSING ? plan->node_count + 1 : (size_t)para->node + 1;
}

size_t yd_plan_paras(const yd_plan *plan, yd_outline_para **out)
{
	hashed *list = hash_paras(plan);
	yd_outline_para *all = yd_alloc((plan->para_count + 1) * sizeof *all);
	uint32_t *numbers = yd_alloc((plan->node_count + 2) * sizeof *numbers);
	size_t count = 0;
	for (size_t i = 0; i < plan->para_count; i++) {
		uint32_t nth =
			i && list[i - 1].hash == list[i].hash ? all[list[i - 1].para].nth + 1 : 1;
		all[list[i].para] = (yd_outline_para){.text_hash = list[i].hash, .nth = nth};
	}
	for (size_t i = 0; i < plan->para_count; i++) {
		const yd_para *para = &plan->paras[i];
		if (!may_fix(para))
			continue;
		yd_outline_para named = all[i];
		yd_str text = yd_para_text(plan, i);
		size_t unit = unit_of(plan, para);
		named.unit = (uint32_t)unit;
		named.number = ++numbers[unit];
		named.begins = para->node != YD_NO_NODE && plan->nodes[para->node].para == i;
		named.text = yd_strndup(text.ptr, text.len);
		all[count++] = named;
	}
	free(numbers);
	free(list);
	*out = all;
	return count;
}

void yd_outline_paras_free(yd_outline_para *paras, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(paras[i].text);
	free(paras);
}
