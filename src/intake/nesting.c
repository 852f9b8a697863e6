/* Nesting: which labels count, how they nest, where headings without a number stand, whose text is
 * whose. */
#include "paragraphs.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

/* "At most two skipped or repeated" (outline rule 2). */
#define MOST_SKIPPED  2u
#define MOST_REPEATED 2u

/* Styles, each on the levels of a list that a file may tell, or on none. */
enum { DEEPEST = YD_NUMBERING_COUNT * 10 };

typedef struct level {
	yd_numbering style;
	uint8_t list_level;  /* of an automatic number; 0: not told */
	unsigned value;	     /* of the last label accepted here */
	unsigned broken_off; /* value at which the run before the last restart stopped, or 0 */
	uint32_t node;
	uint32_t run;
} level;

typedef struct nesting {
	yd_plan *plan;
	level stack[DEEPEST]; /* a style stands in it once, with each level that its lists tell */
	size_t depth;
	unsigned last_of[YD_NUMBERING_COUNT]; /* last value accepted of each style, wherever it
						 stood */
	unsigned *next_same; /* for each paragraph: value of the next label of its style, or 0 */
	uint32_t runs;
} nesting;

static bool goes_on(unsigned last, unsigned value)
{
	return value + MOST_REPEATED > last && value <= last + 1 + MOST_SKIPPED;
}

/* Where the style is open; n->depth: nowhere. In lists whose levels are told, one may count as the
 * level above it does: 1. below 1. begins a level of its own. */
static size_t find_level(const nesting *n, const yd_label *label)
{
	size_t found = n->depth;
	for (size_t i = 0; i < n->depth; i++) {
		const level *at = &n->stack[i];
		if (at->style != label->style)
			continue;
		if (at->list_level == label->list_level)
			return i;
		bool deeper =
			label->list_level > at->list_level && at->list_level && label->value == 1;
		if (!deeper)
			found = i;
	}
	return found;
}

/* A style that is not open may begin with 1, run on across sections, or begin late when its run
 * follows: in an excerpt, or where the first labels are lost. Brackets need no such witness. */
static bool may_open(const nesting *n, size_t para, const yd_label *label)
{
	if (label->value == 1 || label->style == YD_NUMBERING_APPENDIX)
		return true;
	unsigned last = n->last_of[label->style];
	if (last && label->value >= last && goes_on(last, label->value))
		return true;
	bool never_text =
		label->style == YD_NUMBERING_HAN_PAREN || label->style == YD_NUMBERING_DIGIT_PAREN;
	if (never_text && label->value <= 1 + MOST_SKIPPED)
		return true;
	unsigned next = n->next_same[para];
	bool early = !last || label->value <= 1 + MOST_SKIPPED;
	return !yd_numbering_is_prose(label->style) && early && next > label->value &&
	       goes_on(label->value, next);
}

static uint32_t add_node(yd_plan *plan, yd_plan_node node)
{
	YD_GROW(plan->nodes, plan->node_count, plan->node_cap);
	plan->nodes[plan->node_count] = node;
	return (uint32_t)plan->node_count++;
}

/* A short list typed in the same style may stand between 5. and 6.: both count (`resumes`). */
static bool accept_label(nesting *n, size_t para, const yd_label *label)
{
	if (label->style == YD_NUMBERING_APPENDIX) {
		/* It stands on top, and all runs begin anew below it. */
		n->depth = 0;
		memset(n->last_of, 0, sizeof n->last_of);
	}
	size_t at = find_level(n, label);
	bool open = at < n->depth;
	bool restart = open && label->value == 1;
	bool resumes = open && label->value == n->stack[at].broken_off + 1;
	if (!label->automatic &&
		(open ? !restart && !resumes && !goes_on(n->stack[at].value, label->value)
		      : !may_open(n, para, label)))
		return false;
	if (!open)
		at = n->depth;
	level *here = &n->stack[at];
	uint32_t parent = at ? n->stack[at - 1].node : YD_NO_NODE;
	bool follows = open && !restart
			       ? resumes || label->value == here->value + 1
			       : label->value == 1 || label->style == YD_NUMBERING_APPENDIX ||
					 label->value == n->last_of[label->style] + 1;
	if (!open || restart)
		here->run = n->runs++;
	here->broken_off = restart ? here->value : open && !resumes ? here->broken_off : 0;
	here->style = label->style;
	here->list_level = label->list_level;
	here->value = label->value;
	here->node =
		add_node(n->plan, (yd_plan_node){.para = (uint32_t)para,
					  .parent = parent,
					  .run = here->run,
					  .style = label->style,
					  .unsure = !follows || label->belief != YD_BELIEF_PLAIN});
	n->depth = at + 1;
	n->last_of[label->style] = label->value;
	return true;
}

static unsigned *next_of_same_style(const yd_plan *plan)
{
	unsigned seen[YD_NUMBERING_COUNT] = {0};
	unsigned *next = yd_alloc(plan->para_count * sizeof *next);
	for (size_t i = plan->para_count; i-- > 0;) {
		const yd_label *label = &plan->paras[i].label;
		next[i] = seen[label->style];
		seen[label->style] = label->value;
	}
	return next;
}

void yd_nest_labels(yd_plan *plan)
{
	yd_attachments_find(plan);
	nesting n = {.plan = plan, .next_same = next_of_same_style(plan)};
	plan->first_body = plan->para_count;
	for (size_t i = 0; i < plan->para_count; i++) {
		yd_label *label = &plan->paras[i].label;
		if (label->style == YD_NUMBERING_NONE)
			continue;
		if (plan->paras[i].role == YD_ROLE_FRONT || !accept_label(&n, i, label))
			*label = (yd_label){0};
		else if (plan->first_body == plan->para_count)
			plan->first_body = i;
	}
	free(n.next_same);
}

/* ---- headings without a number (outline rule 3) ---- */

typedef struct heading {
	size_t first, count; /* paragraphs; count 0: none */
	bool unsure;	     /* another line could be it */
} heading;

/* The line below 附件1 alone is what it is called. */
static bool is_appendix_title(const yd_plan *plan, size_t para)
{
	const yd_para *above = para ? &plan->paras[para - 1] : NULL;
	return above && above->label.style == YD_NUMBERING_APPENDIX &&
	       above->label.rest == above->end - above->start;
}

static bool is_free(const yd_plan *plan, size_t para, size_t low)
{
	const yd_para *p = &plan->paras[para];
	return para >= low && !is_appendix_title(plan, para) &&
	       p->label.style == YD_NUMBERING_NONE && !(p->look & YD_LOOK_ROW) &&
	       (p->role == YD_ROLE_PREAMBLE || p->role == YD_ROLE_BODY);
}

/* A line that can be a heading or a part of one: short, and one sentence at most. */
bool yd_may_head(const yd_plan *plan, size_t para, size_t low)
{
	if (!is_free(plan, para, low) || plan->paras[para].chars > YD_TITLE_CHARS)
		return false;
	yd_str text = yd_para_text(plan, para);
	return !yd_shape_is_furniture(text) && !yd_shape_is_date(text) &&
	       !yd_shape_is_addressee(text) && !yd_shape_is_note(text) &&
	       !yd_shape_has_inner_sentence(text);
}

static bool may_head_together(const yd_plan *plan, size_t first, size_t low)
{
	return yd_may_head(plan, first, low) && yd_may_head(plan, first + 1, low) &&
	       plan->paras[first].chars + plan->paras[first + 1].chars <= YD_TITLE_CHARS;
}

static bool ends_open(const yd_plan *plan, size_t para)
{
	return yd_shape_ends_open(yd_para_text(plan, para));
}

static bool ends_sentence(const yd_plan *plan, size_t para)
{
	return yd_shape_ends_sentence(yd_para_text(plan, para));
}

/* A paragraph that announces the run below it, and does not name it: 重点抓好以下工作： but
 * 九月份：
 */
bool yd_is_lead(const yd_plan *plan, size_t para)
{
	static const char *const verbs[] = {"做到", "包括", "要求", "即", "是", "为", "有", "如下",
		"以下", "下列", "做好", "抓好", "落实", "开展"};
	enum { LONGEST_NAME = 9 };
	yd_str text = yd_para_text(plan, para);
	if (!yd_shape_announces_list(text))
		return false;
	return plan->paras[para].chars > LONGEST_NAME || YD_HOLDS(text, verbs);
}

/* The heading whose last line is `last`, which may head: that line, or it and the broken line
 * before. */
static heading heading_ending_at(const yd_plan *plan, size_t last, size_t low)
{
	if (last > low && may_head_together(plan, last - 1, low)) {
		bool broken = ends_open(plan, last - 1) ||
			      (!ends_sentence(plan, last - 1) && !ends_sentence(plan, last));
		if (broken)
			return (heading){last - 1, 2, !ends_open(plan, last - 1)};
	}
	return (heading){last, 1, false};
}

/*
 * The heading that stands directly before the run beginning at `run`, or before one lead paragraph
 * and the run. `low` is the first paragraph it may take.
 */
static heading heading_before(const yd_plan *plan, size_t run, size_t low)
{
	if (run <= low || !is_free(plan, run - 1, low))
		return (heading){0};
	size_t last = run - 1;
	bool lead_first = last > low && yd_may_head(plan, last - 1, low);
	bool last_may = yd_may_head(plan, last, low) && !yd_is_lead(plan, last);
	if (!last_may)
		return lead_first ? heading_ending_at(plan, last - 1, low) : (heading){0};
	if (!lead_first)
		return (heading){last, 1, false};
	if (ends_open(plan, last - 1) && may_head_together(plan, last - 1, low))
		return (heading){last - 1, 2, false};
	bool broken_before = last - 1 > low && ends_open(plan, last - 2) &&
			     may_head_together(plan, last - 2, low);
	bool title_then_sentence = !ends_sentence(plan, last - 1) && ends_sentence(plan, last);
	heading chosen = heading_ending_at(
		plan, broken_before || title_then_sentence ? last - 1 : last, low);
	chosen.unsure = true;
	return chosen;
}

typedef struct run_row {
	uint32_t parent;
	yd_numbering style;
	uint32_t para; /* where it begins */
	uint32_t
		group; /* the first of the runs that restart one after the other under one parent */
	heading head;
	uint32_t head_node;
} run_row;

static run_row *list_runs(const yd_plan *plan, size_t *count)
{
	*count = 0;
	for (size_t i = 0; i < plan->node_count; i++)
		if (plan->nodes[i].run >= *count)
			*count = plan->nodes[i].run + 1;
	run_row *runs = yd_alloc(*count * sizeof *runs);
	for (size_t i = plan->node_count; i-- > 0;) {
		const yd_plan_node *node = &plan->nodes[i];
		runs[node->run] =
			(run_row){.parent = node->parent, .style = node->style, .para = node->para};
	}
	/* While a run is open no other of its style is, so the run before of the same style tells.
	 */
	uint32_t last_of[YD_NUMBERING_COUNT];
	for (size_t s = 0; s < YD_NUMBERING_COUNT; s++)
		last_of[s] = YD_NO_NODE;
	for (uint32_t r = 0; r < *count; r++) {
		uint32_t before = last_of[runs[r].style];
		bool restart = before != YD_NO_NODE && runs[before].parent == runs[r].parent;
		runs[r].group = restart ? runs[before].group : r;
		last_of[runs[r].style] = r;
	}
	return runs;
}

static size_t first_free_before(const yd_plan *plan, size_t para)
{
	size_t low = para;
	while (low > plan->title_end && is_free(plan, low - 1, 0))
		low--;
	return low;
}

static int by_paragraph(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return x[0] < y[0] ? -1 : x[0] > y[0];
}

/* Puts nodes in the order of their paragraphs and follows their parents there. */
void yd_sort_nodes(yd_plan *plan)
{
	size_t n = plan->node_count;
	uint32_t(*order)[2] = yd_realloc(NULL, n, sizeof *order);
	uint32_t *place = yd_realloc(NULL, n, sizeof *place);
	yd_plan_node *sorted = yd_realloc(NULL, n, sizeof *sorted);
	for (size_t i = 0; i < n; i++)
		order[i][0] = plan->nodes[i].para, order[i][1] = (uint32_t)i;
	qsort(order, n, sizeof *order, by_paragraph);
	for (size_t i = 0; i < n; i++)
		place[order[i][1]] = (uint32_t)i;
	for (size_t i = 0; i < n; i++) {
		sorted[i] = plan->nodes[order[i][1]];
		if (sorted[i].parent != YD_NO_NODE)
			sorted[i].parent = place[sorted[i].parent];
	}
	free(order);
	free(place);
	free(plan->nodes);
	plan->nodes = sorted;
	plan->node_cap = plan->node_count;
}

/* Headings of all runs that restart; that of a group's first run counts only when a later one has
 * one. */
static void find_headings(const yd_plan *plan, run_row *runs, size_t count)
{
	bool *headed = yd_alloc(count * sizeof *headed);
	for (size_t r = count; r-- > 0;) {
		run_row *run = &runs[r];
		/* What stands before an appendix is the end of the document. */
		if (run->style == YD_NUMBERING_APPENDIX || (run->group == r && !headed[r]))
			continue;
		run->head = heading_before(plan, run->para, first_free_before(plan, run->para));
		headed[run->group] |= run->head.count > 0;
	}
	free(headed);
}

static void place_heading(yd_plan *plan, run_row *run)
{
	run->head_node = add_node(plan, (yd_plan_node){.para = (uint32_t)run->head.first,
						.parent = run->parent,
						.run = YD_NO_NODE,
						.unsure = run->head.unsure});
	for (size_t i = 0; i < run->head.count; i++)
		plan->paras[run->head.first + i].role = YD_ROLE_HEADING;
	if (run->head.first < plan->first_body)
		plan->first_body = run->head.first;
}

void yd_nest_headings(yd_plan *plan)
{
	size_t count, numbered = plan->node_count;
	run_row *runs = list_runs(plan, &count);
	find_headings(plan, runs, count);
	for (size_t r = 0; r < count; r++)
		if (runs[r].head.count)
			place_heading(plan, &runs[r]);
	for (size_t i = 0; i < numbered; i++) {
		const run_row *run = &runs[plan->nodes[i].run];
		if (run->head.count)
			plan->nodes[i].parent = run->head_node;
	}
	free(runs);
	yd_sort_nodes(plan);
}

/* ---- whose text is whose (outline rule 4) ---- */

/* A heading alone on its line with a sentence below it. */
static bool is_head_with_text(const yd_plan *plan, size_t item)
{
	return item + 1 < plan->para_count && plan->paras[item].chars <= YD_TITLE_CHARS &&
	       !ends_sentence(plan, item) && !ends_open(plan, item) &&
	       !yd_para_has_label(plan, item + 1) && ends_sentence(plan, item + 1);
}

/* Is `other` the neighbour of `item` in its run, with that number, and does it look the same? */
static bool is_alike(const yd_plan *plan, size_t item, size_t other, unsigned value)
{
	const yd_label *label = &plan->paras[item].label;
	return other < plan->para_count && plan->paras[other].label.style == label->style &&
	       plan->paras[other].label.value == value && is_head_with_text(plan, other);
}

bool yd_prose_goes_on(const yd_plan *plan, size_t item, size_t para)
{
	const yd_para *head = &plan->paras[item];
	if (para != item + 1 || head->chars > YD_TITLE_CHARS || ends_sentence(plan, item) ||
		!ends_sentence(plan, para))
		return false;
	if (plan->paras[para].chars > YD_TITLE_CHARS)
		return true;
	return is_head_with_text(plan, item) &&
	       (is_alike(plan, item, item + 2, head->label.value + 1) ||
		       (item >= 2 && is_alike(plan, item, item - 2, head->label.value - 1)));
}

/* An item of a prose enumeration with nothing below it is one paragraph. */
static bool takes_no_more(const yd_plan *plan, uint32_t node, size_t para)
{
	bool has_children = node + 1 < plan->node_count && plan->nodes[node + 1].parent == node;
	return yd_numbering_is_prose(plan->nodes[node].style) && !has_children &&
	       !yd_prose_goes_on(plan, plan->nodes[node].para, para);
}

void yd_nest_texts(yd_plan *plan)
{
	size_t next = 0, known = plan->node_count;
	uint32_t current = YD_NO_NODE;
	bool closed = false; /* the current node takes no further paragraph */
	for (size_t i = plan->first_body; i < plan->para_count; i++) {
		yd_para *para = &plan->paras[i];
		if (para->role != YD_ROLE_BODY && para->role != YD_ROLE_HEADING)
			continue;
		if (next < known && plan->nodes[next].para == i) {
			current = (uint32_t)next++;
			closed = false;
		} else if (closed || takes_no_more(plan, current, i)) {
			/* What follows it is a clause of its own, without a mark. */
			if (!closed)
				current = add_node(
					plan, (yd_plan_node){.para = (uint32_t)i,
						      .parent = plan->nodes[current].parent,
						      .run = YD_NO_NODE,
						      .unsure = true});
			closed = true;
		}
		para->node = current;
	}
	if (plan->node_count == known)
		return;
	yd_sort_nodes(plan);
	uint32_t node = 0;
	for (size_t i = plan->first_body; i < plan->para_count; i++) {
		while (node + 1 < plan->node_count && plan->nodes[node + 1].para <= i)
			node++;
		if (plan->paras[i].node != YD_NO_NODE)
			plan->paras[i].node = node;
	}
}
