/* The outline reader: paragraphs, labels, nesting, head and tail, then pieces and nodes. */
#include "paragraphs.h"
#include "unwrap.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>
#include <yaodian/text.h>

/* Raise this whenever a rule of this folder's outline files changes what comes out. */
const char yd_outline_version[] = "outline-20";

/* A section's heading that is its whole paragraph may be longer than a title, but is no running
 * text. */
#define HEADING_CHARS 120u

/* ---- paragraphs ---- */

/* Length of the line end at `at`, or 0. */
static size_t line_end(yd_str source, size_t at)
{
	unsigned char c = (unsigned char)source.ptr[at];
	if (c == '\r')
		return at + 1 < source.len && source.ptr[at + 1] == '\n' ? 2 : 1;
	if (c == '\n' || c == '\f' || c == '\v')
		return 1;
	if (c == 0xE2 && at + 2 < source.len && (unsigned char)source.ptr[at + 1] == 0x80 &&
		((unsigned char)source.ptr[at + 2] == 0xA8 ||
			(unsigned char)source.ptr[at + 2] == 0xA9))
		return 3; /* U+2028, U+2029 */
	if (c == 0xC2 && at + 1 < source.len && (unsigned char)source.ptr[at + 1] == 0x85)
		return 2; /* U+0085 */
	return 0;
}

static void add_para(yd_plan *plan, yd_str line)
{
	line = yd_text_trim(line);
	if (!line.len)
		return;
	YD_GROW(plan->paras, plan->para_count, plan->para_cap);
	uint32_t start = (uint32_t)(line.ptr - plan->source.ptr);
	plan->paras[plan->para_count++] = (yd_para){
		.start = start,
		.end = start + (uint32_t)line.len,
		.chars = (uint32_t)yd_count_chars(line, YD_PARA_LONG),
		.role = YD_ROLE_BODY,
		.node = YD_NO_NODE,
	};
}

static void split_paragraphs(yd_plan *plan)
{
	yd_str source = plan->source;
	size_t start = 0;
	for (size_t at = 0; at < source.len;) {
		size_t end = line_end(source, at);
		if (end) {
			add_para(plan, (yd_str){source.ptr + start, at - start});
			start = at + end;
		}
		at += end ? end : 1;
	}
	add_para(plan, (yd_str){source.ptr + start, source.len - start});
}

/* Front matter: `---`, lines of `key: value`, `---`, at the very start. */
static void find_front_matter(yd_plan *plan)
{
	enum { MOST_LINES = 64 };
	yd_str rule = YD_STR("---");
	if (!plan->para_count || !yd_str_equal(yd_para_text(plan, 0), rule))
		return;
	for (size_t i = 1; i < plan->para_count && i < MOST_LINES; i++) {
		yd_str text = yd_para_text(plan, i);
		if (yd_str_equal(text, rule)) {
			for (size_t j = 0; j <= i; j++)
				plan->paras[j].role = YD_ROLE_FRONT;
			return;
		}
		if (yd_str_find(text, YD_STR(":"), 0) == SIZE_MAX &&
			yd_str_find(text, YD_STR("："), 0) == SIZE_MAX)
			return;
	}
}

/* A document without numbering: one clause for each paragraph that is not head or tail. */
static void make_clauses(yd_plan *plan)
{
	plan->first_body = plan->para_count;
	for (size_t i = plan->title_end; i < plan->para_count; i++) {
		if (plan->paras[i].role != YD_ROLE_PREAMBLE)
			continue;
		if (plan->first_body == plan->para_count)
			plan->first_body = i;
		YD_GROW(plan->nodes, plan->node_count, plan->node_cap);
		plan->paras[i].role = YD_ROLE_BODY;
		plan->paras[i].node = (uint32_t)plan->node_count;
		plan->nodes[plan->node_count++] = (yd_plan_node){
			.para = (uint32_t)i, .parent = YD_NO_NODE, .run = YD_NO_NODE};
	}
}

/* ---- pieces ---- */

typedef struct emitter {
	const yd_plan *plan;
	yd_outline *out;
	const yd_unwrapped
		*joined; /* where the plan's text stands in the source; NULL: it is the source */
	size_t stretch, skipped; /* the next of each */
	bool heading_open;	 /* the section's heading may go on in the next paragraph */
	bool heading_wanted; /* the section's mark stood alone: the next paragraph is its heading */
	uint32_t heading_chars;
} emitter;

static void put_piece(yd_outline *out, yd_piece piece)
{
	YD_GROW(out->pieces, out->piece_count, out->piece_cap);
	out->pieces[out->piece_count++] = piece;
}

/* Page numbers and running heads up to `until` in the source. */
static void emit_skipped(emitter *e, uint32_t until)
{
	for (; e->skipped < e->joined->skipped_count; e->skipped++) {
		const struct yd_skipped *s = &e->joined->skipped[e->skipped];
		if (s->start >= until)
			break;
		put_piece(e->out, (yd_piece){s->start, s->end, YD_FURNITURE, YD_NO_NODE, false});
	}
}

/* A piece of the joined text: one for each stretch of the source, with what was skipped between
 * them. */
static void add_stretches(emitter *e, yd_piece piece)
{
	const yd_unwrapped *joined = e->joined;
	bool first = true;
	while (e->stretch < joined->count) {
		const yd_stretch *s = &joined->items[e->stretch];
		uint32_t from = s->at > piece.start ? s->at : piece.start;
		uint32_t end = s->at + s->len < piece.end ? s->at + s->len : piece.end;
		if (from < end) {
			uint32_t start = s->start + (from - s->at);
			emit_skipped(e, start);
			put_piece(e->out, (yd_piece){start, start + (end - from), piece.kind,
						  piece.node, piece.same_para || !first});
			first = false;
		}
		if (s->at + s->len > piece.end)
			return;
		e->stretch++;
	}
}

static void add_piece(emitter *e, yd_str text, yd_piece_kind kind, uint32_t node, bool same_para)
{
	text = yd_text_trim(text);
	if (!text.len)
		return;
	uint32_t start = (uint32_t)(text.ptr - e->plan->source.ptr);
	yd_piece piece = {start, start + (uint32_t)text.len, kind, node, same_para};
	if (e->joined)
		add_stretches(e, piece);
	else
		put_piece(e->out, piece);
}

/* Bytes up to and with the first 。！？ in `text`, or text.len when there is none. */
static size_t first_sentence(yd_str text)
{
	uint32_t cp;
	for (size_t at = 0; at < text.len;) {
		at += yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		if (cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F || cp == '!' || cp == '?')
			return at;
	}
	return text.len;
}

static bool is_article(const yd_plan *plan, const yd_para *para)
{
	return para->label.style == YD_NUMBERING_ARTICLE && para->node != YD_NO_NODE &&
	       plan->nodes[para->node].style == YD_NUMBERING_ARTICLE;
}

/* A section's own paragraph: its heading, then text where a sentence follows the heading. */
static void emit_heading(emitter *e, const yd_para *para, yd_str rest)
{
	size_t end = is_article(e->plan, para) ? yd_bracket_title(rest) : first_sentence(rest);
	yd_str head = {rest.ptr, end}, text = {rest.ptr + end, rest.len - end};
	uint32_t most = text.len ? YD_TITLE_CHARS : HEADING_CHARS;
	if (yd_shape_ends_sentence(head))
		most++; /* the full stop is not the title's */
	if (yd_count_chars(head, YD_PARA_LONG) > most)
		head.len = 0, text = rest;
	add_piece(e, head, YD_HEADING, para->node, false);
	add_piece(e, text, YD_TEXT, para->node, false);
	e->heading_wanted = false;
	e->heading_chars = (uint32_t)yd_count_chars(head, YD_PARA_LONG);
	e->heading_open =
		head.len && !text.len && yd_shape_ends_open(head) && !yd_shape_announces_list(head);
}

static void emit_node_start(emitter *e, const yd_para *para, bool section)
{
	yd_str source = e->plan->source;
	yd_str text = {source.ptr + para->start, para->end - para->start};
	if (para->label.style != YD_NUMBERING_NONE)
		add_piece(e, (yd_str){text.ptr, para->label.mark}, YD_MARK, para->node, false);
	yd_str rest = {text.ptr + para->label.rest, text.len - para->label.rest};
	e->heading_open = e->heading_wanted = false;
	if (!section)
		add_piece(e, rest, YD_TEXT, para->node, false);
	else if (yd_text_trim(rest).len)
		emit_heading(e, para, rest);
	else
		e->heading_wanted = true;
}

static void emit_body(emitter *e, size_t i, const bool *is_section)
{
	const yd_plan *plan = e->plan;
	const yd_para *para = &plan->paras[i];
	yd_str text = yd_para_text(plan, i);
	if (para->role == YD_ROLE_HEADING) {
		add_piece(e, text, YD_HEADING, para->node, false);
		e->heading_open = e->heading_wanted = false;
	} else if (plan->nodes[para->node].para == i) {
		emit_node_start(e, para, is_section[para->node]);
	} else if (e->heading_wanted) {
		emit_heading(e, para, text);
	} else {
		bool joins =
			e->heading_open && para->chars + e->heading_chars <= YD_TITLE_CHARS + 15;
		add_piece(e, text, joins ? YD_HEADING : YD_TEXT, para->node, para->goes_on);
		e->heading_open = false;
	}
}

static void emit_furniture(emitter *e, const yd_para *para)
{
	yd_str source = e->plan->source;
	if (!para->doc_no_end) {
		add_piece(e, (yd_str){source.ptr + para->start, para->end - para->start},
			YD_FURNITURE, YD_NO_NODE, false);
		return;
	}
	const uint32_t cuts[] = {para->start, para->doc_no_start, para->doc_no_end, para->end};
	for (int k = 0; k < 3; k++)
		add_piece(e, (yd_str){source.ptr + cuts[k], cuts[k + 1] - cuts[k]},
			k == 1 ? YD_DOC_NO : YD_FURNITURE, YD_NO_NODE, k > 0);
}

static void emit_pieces(emitter *e, const bool *is_section)
{
	static const yd_piece_kind kinds[] = {
		[YD_ROLE_FRONT] = YD_FRONT_MATTER,
		[YD_ROLE_TITLE] = YD_TITLE,
		[YD_ROLE_DOC_NO] = YD_DOC_NO,
		[YD_ROLE_PREAMBLE] = YD_PREAMBLE,
		[YD_ROLE_CLOSING] = YD_CLOSING,
	};
	for (size_t i = 0; i < e->plan->para_count; i++) {
		const yd_para *para = &e->plan->paras[i];
		if (para->role == YD_ROLE_BODY || para->role == YD_ROLE_HEADING)
			emit_body(e, i, is_section);
		else if (para->role == YD_ROLE_FURNITURE)
			emit_furniture(e, para);
		else
			add_piece(
				e, yd_para_text(e->plan, i), kinds[para->role], YD_NO_NODE, false);
	}
}

/* ---- nodes ---- */

static bool *find_sections(const yd_plan *plan)
{
	bool *is_section = yd_alloc(plan->node_count * sizeof *is_section);
	for (size_t i = 0; i < plan->node_count; i++)
		if (plan->nodes[i].parent != YD_NO_NODE)
			is_section[plan->nodes[i].parent] = true;
	return is_section;
}

static void make_nodes(const yd_plan *plan, yd_outline *out)
{
	size_t n = plan->node_count;
	out->nodes = yd_alloc(n * sizeof *out->nodes);
	out->node_count = out->node_cap = n;
	uint32_t *children = yd_alloc(
		(n + 1) * sizeof *children); /* so far, of each node; [n] the top level's */
	for (size_t i = 0; i < n; i++) {
		yd_node *node = &out->nodes[i];
		node->parent = plan->nodes[i].parent;
		bool top = node->parent == YD_NO_NODE;
		node->level = top ? 1 : out->nodes[node->parent].level + 1;
		node->ordinal = ++children[top ? n : node->parent];
		node->next = (uint32_t)i + 1;
		node->unsure = plan->nodes[i].unsure;
	}
	/* A child's subtree is done before its parent's: from the back, each passes its end up. */
	for (size_t i = n; i-- > 0;) {
		uint32_t parent = out->nodes[i].parent;
		if (parent != YD_NO_NODE && out->nodes[parent].next < out->nodes[i].next)
			out->nodes[parent].next = out->nodes[i].next;
	}
	free(children);
}

static void count_pieces(yd_outline *out)
{
	for (size_t i = 0; i < out->piece_count; i++) {
		uint32_t node = out->pieces[i].node;
		if (node == YD_NO_NODE)
			continue;
		if (!out->nodes[node].piece_count)
			out->nodes[node].first_piece = (uint32_t)i;
		out->nodes[node].piece_count = (uint32_t)i + 1 - out->nodes[node].first_piece;
	}
}

/* All that is decided of the paragraphs. */
static void read_plan(yd_plan *plan, bool *unnumbered)
{
	yd_labels_scan(plan);
	yd_contents_find(plan);
	yd_nest_labels(plan);
	yd_head_read(plan);
	yd_nest_headings(plan);
	yd_nest_marked(plan);
	*unnumbered = plan->node_count == 0;
	yd_tail_read(plan);
	if (*unnumbered)
		make_clauses(plan);
	else
		yd_nest_texts(plan);
}

static void make_outline(const yd_plan *plan, const yd_unwrapped *joined, yd_outline *out)
{
	make_nodes(plan, out);
	bool *is_section = find_sections(plan);
	emitter e = {.plan = plan, .out = out, .joined = joined};
	emit_pieces(&e, is_section);
	if (joined)
		emit_skipped(&e, UINT32_MAX);
	count_pieces(out);
	free(is_section);
}

/* ---- looks ---- */

/* Where the byte `at` of the joined text stands in the source. */
static uint32_t source_of(const yd_unwrapped *joined, uint32_t at, size_t *stretch)
{
	while (*stretch + 1 < joined->count && joined->items[*stretch + 1].at <= at)
		++*stretch;
	const yd_stretch *s = &joined->items[*stretch];
	return s->start + (at - s->at);
}

static void give_looks(yd_plan *plan, const yd_unwrapped *joined)
{
	size_t at = 0, stretch = 0;
	for (size_t i = 0; plan->look_count && i < plan->para_count; i++) {
		yd_para *para = &plan->paras[i];
		uint32_t start = joined ? source_of(joined, para->start, &stretch) : para->start;
		while (at + 1 < plan->look_count && plan->looks[at + 1].start <= start)
			at++;
		const yd_look *look = &plan->looks[at];
		uint32_t blanks = start > look->start ? start - look->start : 0;
		para->look = look->look;
		para->heading = look->heading;
		para->number = look->number_len > blanks ? look->number_len - blanks : 0;
		if (para->number > para->end - para->start)
			para->number = 0;
		para->number_level = para->number ? look->number_level : 0;
	}
}

/* ---- all of it ---- */

/* A plan from its source to what a user said of it; with the joined text it is of, if there is
 * one. */
static size_t begin_plan(yd_str source, const yd_outline_given *given, yd_plan *plan,
	yd_unwrapped *joined, bool *unnumbered)
{
	*plan = (yd_plan){.source = source, .looks = given->looks, .look_count = given->look_count};
	split_paragraphs(plan);
	find_front_matter(plan);
	give_looks(plan, NULL);
	if (yd_unwrap(plan, joined)) {
		plan->source = yd_buf_str(&joined->text);
		plan->para_count = 0;
		split_paragraphs(plan);
		find_front_matter(plan);
		give_looks(plan, joined);
	}
	read_plan(plan, unnumbered);
	return yd_plan_fix(plan, given->fixes, given->fix_count);
}

static void end_plan(yd_plan *plan, yd_unwrapped *joined)
{
	yd_unwrapped_free(joined);
	free(plan->paras);
	free(plan->nodes);
}

size_t yd_outline_read_given(yd_str source, const yd_outline_given *given, yd_outline *out)
{
	yd_plan plan;
	yd_unwrapped joined;
	*out = (yd_outline){0};
	size_t applied = begin_plan(source, given, &plan, &joined, &out->unnumbered);
	make_outline(&plan, joined.count ? &joined : NULL, out);
	end_plan(&plan, &joined);
	return applied;
}

void yd_outline_read(yd_str source, yd_outline *out)
{
	yd_outline_read_given(source, &(yd_outline_given){0}, out);
}

void yd_outline_read_looks(yd_str source, const yd_look *looks, size_t look_count, yd_outline *out)
{
	const yd_outline_given given = {.looks = looks, .look_count = look_count};
	yd_outline_read_given(source, &given, out);
}

size_t yd_outline_paras(yd_str source, const yd_outline_given *given, yd_outline_para **out)
{
	yd_plan plan;
	yd_unwrapped joined;
	bool unnumbered;
	begin_plan(source, given, &plan, &joined, &unnumbered);
	size_t found = yd_plan_paras(&plan, out);
	end_plan(&plan, &joined);
	return found;
}
