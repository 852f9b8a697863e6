/*
 * Headings without a number that the file marks: by a level, or by a face that its text is not set
 * in. GB/T 9704-2012 (7.3.3) has 黑体 for the first level, 楷体 for the second, bold below them.
 *
 * Such a line is believed when its words allow a heading, a text follows it, and it is not alone:
 * the file gives it a level, or sets another such line, or a numbered heading, in the same look.
 * Where it stands in the outline its rank tells beside the numbers around it, which are never
 * changed: a run that goes on below it goes on, and belongs to it when the heading stands directly
 * over it.
 */
#include "paragraphs.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

enum { FACES = YD_LOOK_BOLD | YD_LOOK_HEI | YD_LOOK_KAI };
/* Ranks: ten times the level that the file says; faces stand between them. 0: none. */
enum { RANK_APPENDIX = 1, RANK_HEI = 15, RANK_KAI = 25, RANK_BOLD = 35 };

typedef struct marks {
	yd_plan *plan;
	bool *marked;	  /* of each paragraph */
	unsigned telling; /* faces that the text is not set in */
	bool levels_tell; /* the text has no heading's level */
} marks;

static unsigned rank_of_para(const marks *m, size_t para)
{
	const yd_para *p = &m->plan->paras[para];
	unsigned face = p->look & m->telling;
	if (p->label.style == YD_NUMBERING_APPENDIX)
		return RANK_APPENDIX;
	if (p->chars > YD_TITLE_CHARS || (p->look & YD_LOOK_ROW))
		return 0;
	if (p->heading && m->levels_tell)
		return p->heading * 10u;
	if (face & YD_LOOK_HEI)
		return RANK_HEI;
	if (face & YD_LOOK_KAI)
		return RANK_KAI;
	return face & YD_LOOK_BOLD ? RANK_BOLD : 0;
}

/* A face or a level that the long paragraphs have says nothing. */
static void find_what_tells(marks *m)
{
	static const unsigned faces[] = {YD_LOOK_BOLD, YD_LOOK_HEI, YD_LOOK_KAI};
	size_t texts = 0, with[3] = {0}, headings = 0;
	for (size_t i = m->plan->title_end; i < m->plan->para_count; i++) {
		const yd_para *p = &m->plan->paras[i];
		if (p->chars <= YD_TITLE_CHARS || (p->look & YD_LOOK_ROW))
			continue;
		texts++;
		headings += p->heading > 0;
		for (size_t k = 0; k < 3; k++)
			with[k] += (p->look & faces[k]) != 0;
	}
	for (size_t k = 0; k < 3; k++)
		if (with[k] * 3 <= texts)
			m->telling |= faces[k];
	m->levels_tell = headings * 3 <= texts;
}

/* 责任单位：基教科 is a fact, 总体要求： a heading. */
static bool holds_colon(yd_str text)
{
	static const char *const colons[] = {"：", ":"};
	for (size_t i = 0; i < YD_LENGTH(colons); i++) {
		size_t at = yd_str_find(text, yd_str_of(colons[i]), 0);
		if (at != SIZE_MAX && at + strlen(colons[i]) < text.len)
			return true;
	}
	return false;
}

/* May the words be a heading's? The end of the document is none, nor a speaker's name below the
 * title. */
static bool may_be_marked(const marks *m, size_t para)
{
	static const char *const brackets[] = {"（", "(", "【", "[", "〔", "——", "*", "※", "●"};
	const yd_plan *plan = m->plan;
	const yd_para *p = &plan->paras[para];
	yd_str text = yd_para_text(plan, para);
	if (!rank_of_para(m, para) || !yd_may_head(plan, para, plan->title_end) ||
		yd_shape_is_sentence(text) || yd_shape_is_signature(text) ||
		yd_shape_is_attachment(text) || yd_shape_is_doc_no(text) ||
		yd_shape_is_farewell(text) || (p->look & YD_LOOK_RIGHT) || p->chars < 2 ||
		(para >= plan->contents && para < plan->contents_end))
		return false;
	for (size_t i = 0; i < YD_LENGTH(brackets); i++)
		if (yd_str_starts(text, yd_str_of(brackets[i])))
			return false;
	if (p->heading && m->levels_tell)
		return true;
	bool name =
		para < plan->first_body && (p->look & YD_LOOK_CENTRED) && (p->look & YD_LOOK_KAI);
	return !name && !holds_colon(text);
}

static bool look_alike(const marks *m, size_t a, size_t b)
{
	const yd_para *x = &m->plan->paras[a], *y = &m->plan->paras[b];
	unsigned seen = (FACES & m->telling) | YD_LOOK_CENTRED;
	return x->heading == y->heading && ((x->look ^ y->look) & seen) == 0;
}

/* How many paragraphs that look like this one stand from here on, one below the other. */
static size_t count_alike(const marks *m, size_t para)
{
	size_t end = para + 1;
	while (end < m->plan->para_count && m->marked[end] && look_alike(m, para, end))
		end++;
	return end - para;
}

static bool is_broken(const marks *m, size_t para)
{
	const yd_para *a = &m->plan->paras[para], *b = a + 1;
	return a->chars + b->chars <= YD_TITLE_CHARS &&
	       (!a->heading || yd_shape_ends_open(yd_para_text(m->plan, para)));
}

/* Lists set in a heading's face are none; of two lines one heading was broken. */
static void drop_lists(marks *m)
{
	for (size_t i = m->plan->title_end, many; i < m->plan->para_count; i += many) {
		many = m->marked[i] ? count_alike(m, i) : 1;
		if (!m->marked[i] || many == 1)
			continue;
		bool broken = many == 2 && is_broken(m, i);
		if (broken) {
			m->plan->paras[i + 1].goes_on = true;
			m->marked[i + 1] = false;
		} else if (!m->plan->paras[i].heading) {
			for (size_t k = i; k < i + many; k++)
				m->marked[k] = false;
		}
	}
}

static size_t end_of(const marks *m, size_t para)
{
	return para + (para + 1 < m->plan->para_count && m->plan->paras[para + 1].goes_on ? 2 : 1);
}

/* A text, a numbered paragraph or a deeper heading stands below it. */
static bool has_text_below(const marks *m, size_t para)
{
	size_t below = end_of(m, para);
	if (below >= m->plan->para_count)
		return false;
	yd_str text = yd_para_text(m->plan, below);
	return !yd_shape_is_furniture(text) && !yd_shape_is_date(text) &&
	       !yd_shape_is_signature(text) && !yd_shape_is_note(text);
}

/* Looks of headings: by level, faces and place. */
enum { LOOKS = 160 };

static size_t look_index(const marks *m, size_t para)
{
	const yd_para *p = &m->plan->paras[para];
	unsigned face = p->look & m->telling;
	size_t faces = (face & YD_LOOK_BOLD ? 1 : 0) | (face & YD_LOOK_HEI ? 2 : 0) |
		       (face & YD_LOOK_KAI ? 4 : 0);
	return (p->heading % 10) * 16u + (p->look & YD_LOOK_CENTRED ? 8 : 0) + faces;
}

/* Leaves those that stand alone: without another like them or a numbered heading of their look.
 * What has a level needs none where there are numbers. */
static void drop_lonely(marks *m, size_t end)
{
	yd_plan *plan = m->plan;
	size_t like[LOOKS] = {0};
	for (size_t i = plan->title_end; i < plan->para_count; i++)
		if (m->marked[i] || (plan->paras[i].label.style != YD_NUMBERING_NONE &&
					    rank_of_para(m, i) > RANK_APPENDIX))
			like[look_index(m, i)]++;
	for (size_t i = plan->title_end; i < end; i++) {
		const yd_para *p = &plan->paras[i];
		bool alone = p->heading && plan->node_count && !(p->look & YD_LOOK_CENTRED);
		if (like[look_index(m, i)] < 2 && !alone)
			m->marked[i] = false;
	}
}

/* The last paragraph that may be a heading stands before the document's end: signature, date. */
static size_t end_of_body(const yd_plan *plan)
{
	size_t i = plan->title_end;
	if (plan->node_count)
		i = plan->nodes[plan->node_count - 1].para + 1;
	while (i < plan->para_count && !yd_shape_is_attachment(yd_para_text(plan, i)) &&
		!(plan->node_count && yd_shape_is_date(yd_para_text(plan, i))))
		i++;
	return i;
}

static size_t find_marks(marks *m)
{
	yd_plan *plan = m->plan;
	size_t end = end_of_body(plan), found = 0;
	for (size_t i = plan->title_end; i < end; i++)
		m->marked[i] = plan->paras[i].role != YD_ROLE_HEADING && may_be_marked(m, i);
	drop_lists(m);
	for (size_t i = plan->title_end; i < end; i++)
		if (m->marked[i] && !has_text_below(m, i))
			m->marked[i] = false;
	drop_lonely(m, end);
	for (size_t i = plan->title_end; i < end; i++)
		found += m->marked[i];
	return found;
}

/* ---- their place in the outline ---- */

/*
 * Nodes are gone through in their order; known are those that have a parent by their numbers. A
 * heading closes what is open below its own parent, and stands in for it: what would have hung
 * there hangs below the heading. Where it adopts, so does what follows under its own parent.
 */
typedef struct placing {
	marks *m;
	yd_plan_node *nodes;
	uint32_t count;
	uint32_t *closed_by; /* of each node: the heading that closed it, or YD_NO_NODE */
	uint32_t *adopter;   /* of each node, and of the top level: the heading that takes its
				children */
	uint32_t *next;	     /* of each node: the next known one, or YD_NO_NODE */
	uint32_t *texts;     /* before each paragraph: those that are neither headings nor leads */
	uint32_t *leads;     /* and those that announce what is below them */
} placing;

static unsigned rank_of(const placing *p, uint32_t node)
{
	return rank_of_para(p->m, p->nodes[node].para);
}

static bool is_marked(const placing *p, uint32_t node)
{
	return p->m->marked[p->nodes[node].para];
}

/* What stands in for a node now. */
static uint32_t open_for(placing *p, uint32_t node)
{
	uint32_t open = node;
	while (open != YD_NO_NODE && p->closed_by[open] != YD_NO_NODE)
		open = p->closed_by[open];
	for (uint32_t up; node != open; node = up) {
		up = p->closed_by[node];
		p->closed_by[node] = open;
	}
	return open;
}

static uint32_t *adopter_of(placing *p, uint32_t parent)
{
	return &p->adopter[parent == YD_NO_NODE ? p->count : parent];
}

/* The parent of a known node, by all headings so far. */
static uint32_t parent_now(placing *p, uint32_t node)
{
	uint32_t parent = open_for(p, p->nodes[node].parent);
	uint32_t heading = open_for(p, *adopter_of(p, parent));
	unsigned rank = rank_of(p, node);
	bool higher = heading != YD_NO_NODE && rank && rank <= rank_of(p, heading);
	return heading != YD_NO_NODE && !higher ? heading : parent;
}

/* Does the node stand directly below the heading, or below one line that announces it? */
static bool stands_below(const placing *p, uint32_t heading, uint32_t node)
{
	size_t from = end_of(p->m, p->nodes[heading].para), to = p->nodes[node].para;
	return p->texts[to] == p->texts[from] && p->leads[to] <= p->leads[from] + 1;
}

/* Is `node` on the way up from `below`, or that itself? The top level is on every way. */
static bool is_over(const placing *p, uint32_t node, uint32_t below)
{
	while (below != node && below != YD_NO_NODE)
		below = p->nodes[below].parent;
	return below == node;
}

/* The node on the way up from `node` that hangs below `parent`. */
static uint32_t child_on_way(const placing *p, uint32_t node, uint32_t parent)
{
	while (node != YD_NO_NODE && p->nodes[node].parent != parent)
		node = p->nodes[node].parent;
	return node;
}

/* The parent of a heading, by its rank among those that are open; where their ranks do not tell, by
 * the next number: the heading over a run has the run's parent, one with a text below it is inside
 * what the run goes on from. */
static uint32_t find_parent(placing *p, uint32_t heading, bool *adopts)
{
	unsigned rank = rank_of(p, heading);
	uint32_t before = heading ? heading - 1 : YD_NO_NODE, next = p->next[heading];
	uint32_t over = before;
	while (over != YD_NO_NODE && (!rank_of(p, over) || rank_of(p, over) > rank))
		over = p->nodes[over].parent;
	uint32_t run = next == YD_NO_NODE ? YD_NO_NODE : parent_now(p, next);
	*adopts = false;
	if (over != YD_NO_NODE && rank_of(p, over) == rank)
		return p->nodes[over].parent;
	if (next == YD_NO_NODE || !is_over(p, over, run))
		return over;
	*adopts = stands_below(p, heading, next);
	uint32_t sibling = *adopts ? YD_NO_NODE : child_on_way(p, before, run);
	return sibling == YD_NO_NODE ? run : sibling;
}

static void place(placing *p, uint32_t heading)
{
	bool adopts;
	uint32_t parent = find_parent(p, heading, &adopts);
	for (uint32_t i = heading ? heading - 1 : YD_NO_NODE; i != YD_NO_NODE && i != parent;
		i = p->nodes[i].parent)
		p->closed_by[i] = heading;
	p->nodes[heading].parent = parent;
	if (adopts)
		*adopter_of(p, parent) = heading;
}

static void place_known(placing *p, uint32_t node)
{
	uint32_t parent = open_for(p, p->nodes[node].parent);
	p->nodes[node].parent = parent_now(p, node);
	if (p->nodes[node].parent == parent)
		*adopter_of(p, parent) = YD_NO_NODE;
}

static uint32_t *make_row(size_t count, uint32_t value)
{
	uint32_t *row = yd_alloc((count + 1) * sizeof *row);
	for (size_t i = 0; i <= count; i++)
		row[i] = value;
	return row;
}

static void place_all(marks *m)
{
	yd_plan *plan = m->plan;
	placing p = {.m = m, .nodes = plan->nodes, .count = (uint32_t)plan->node_count};
	p.closed_by = make_row(p.count, YD_NO_NODE);
	p.adopter = make_row(p.count, YD_NO_NODE);
	p.next = make_row(p.count, YD_NO_NODE);
	p.texts = make_row(plan->para_count, 0);
	p.leads = make_row(plan->para_count, 0);
	for (size_t i = 0; i < plan->para_count; i++) {
		bool heading = m->marked[i] || plan->paras[i].goes_on;
		bool lead = !heading && i >= plan->title_end && yd_is_lead(plan, i);
		p.texts[i + 1] = p.texts[i] + (!heading && !lead);
		p.leads[i + 1] = p.leads[i] + lead;
	}
	for (uint32_t i = p.count; i-- > 1;)
		p.next[i - 1] = is_marked(&p, i) ? p.next[i] : i;
	for (uint32_t i = 0; i < p.count; i++)
		if (is_marked(&p, i))
			place(&p, i);
		else
			place_known(&p, i);
	free(p.closed_by);
	free(p.adopter);
	free(p.next);
	free(p.texts);
	free(p.leads);
}

static void add_nodes(marks *m)
{
	yd_plan *plan = m->plan;
	for (size_t i = plan->title_end; i < plan->para_count; i++) {
		if (!m->marked[i])
			continue;
		YD_GROW(plan->nodes, plan->node_count, plan->node_cap);
		plan->nodes[plan->node_count++] = (yd_plan_node){
			.para = (uint32_t)i, .parent = YD_NO_NODE, .run = YD_NO_NODE};
		if (i < plan->first_body)
			plan->first_body = i;
	}
	for (size_t i = plan->first_body; i < plan->para_count; i++)
		if (plan->paras[i].role == YD_ROLE_PREAMBLE)
			plan->paras[i].role = YD_ROLE_BODY;
	yd_sort_nodes(plan);
}

/* The heading of a section is no text; that of a clause is its first line. */
static void set_roles(marks *m)
{
	yd_plan *plan = m->plan;
	for (uint32_t i = 0; i < plan->node_count; i++) {
		uint32_t parent = plan->nodes[i].parent;
		if (parent == YD_NO_NODE || !m->marked[plan->nodes[parent].para])
			continue;
		size_t first = plan->nodes[parent].para;
		for (size_t k = first; k < end_of(m, first); k++)
			plan->paras[k].role = YD_ROLE_HEADING;
	}
}

void yd_nest_marked(yd_plan *plan)
{
	if (!plan->look_count)
		return;
	marks m = {.plan = plan};
	m.marked = yd_alloc((plan->para_count + 1) * sizeof *m.marked);
	find_what_tells(&m);
	if (find_marks(&m)) {
		add_nodes(&m);
		place_all(&m);
		set_roles(&m);
	}
	free(m.marked);
}
