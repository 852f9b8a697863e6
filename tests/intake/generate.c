#include "generate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint32_t random_below(uint64_t *state, uint32_t bound)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return (uint32_t)((*state * 2685821657736338717ull) >> 33) % bound;
}

void random_han(uint64_t *state, size_t chars, yd_buf *out)
{
	static const char *const words[] = {"山", "水", "林", "田", "湖", "草", "风", "云", "雨",
		"雪", "花", "鸟", "鱼", "石", "竹", "松", "梅", "兰", "菊", "琴", "棋", "书", "画",
		"诗", "歌", "舞", "茶", "米", "油", "盐"};
	for (size_t i = 0; i < chars; i++)
		yd_buf_puts(out, words[random_below(state, sizeof words / sizeof *words)]);
}

/* How a level of the made outline is numbered. */
typedef struct made_style {
	bool han;
	const char *before, *after;
	bool prose;
} made_style;

static const made_style made_styles[] = {
	{true, "", "、", false},
	{true, "（", "）", false},
	{true, "(", ")", false},
	{false, "", ".", false},
	{false, "", "．", false},
	{false, "（", "）", false},
	{false, "", "）", false},
	{true, "第", "章", false},
	{true, "", "是", true},
};
enum { MADE_STYLES = sizeof made_styles / sizeof *made_styles };

/* Styles that the reader takes for one; two of them never nest. */
static int family(size_t style)
{
	static const int families[MADE_STYLES] = {0, 1, 1, 2, 2, 3, 4, 5, 6};
	return families[style];
}

typedef struct maker {
	uint64_t seed;
	made_document *out;
	size_t styles[4];
	unsigned depth;
	unsigned running; /* level whose numbers run on across its sections, 0: none */
	unsigned counter;
} maker;

static void put_han_number(unsigned value, yd_buf *out)
{
	static const char *const digits[] = {
		"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
	if (value >= 20)
		yd_buf_puts(out, digits[value / 10]);
	if (value >= 10)
		yd_buf_puts(out, "十");
	yd_buf_puts(out, digits[value % 10]);
}

static char *make_mark(const made_style *style, unsigned value)
{
	yd_buf mark = {0};
	yd_buf_puts(&mark, style->before);
	if (style->han)
		put_han_number(value, &mark);
	else
		yd_buf_printf(&mark, "%u", value);
	yd_buf_puts(&mark, style->after);
	return yd_buf_take(&mark);
}

static void end_paragraph(maker *m, yd_buf *source)
{
	static const char *const ends[] = {"\n", "\n\n", "\r\n", "\n　　", "\n    ", " \n\t"};
	yd_buf_puts(source, ends[random_below(&m->seed, sizeof ends / sizeof *ends)]);
}

static char *make_sentence(maker *m, size_t least, size_t most)
{
	yd_buf text = {0};
	random_han(&m->seed, least + random_below(&m->seed, (uint32_t)(most - least)), &text);
	yd_buf_puts(&text, "。");
	return yd_buf_take(&text);
}

static made_node *add_made(maker *m, unsigned level, char *mark)
{
	made_document *d = m->out;
	YD_GROW(d->nodes, d->count, d->cap);
	d->nodes[d->count] = (made_node){.level = level, .mark = mark, .text = yd_strdup("")};
	return &d->nodes[d->count++];
}

static void begin_node(maker *m, const made_node *node, const made_style *style)
{
	yd_buf *source = &m->out->source;
	yd_buf_puts(source, node->mark);
	if (style->before[0] == '\0' ? random_below(&m->seed, 4) == 0
				     : random_below(&m->seed, 6) == 0)
		yd_buf_puts(source, style->prose ? "" : " ");
	else if (!strcmp(style->after, "章"))
		yd_buf_puts(source, "　");
}

/* A clause: a title and its sentence, one long sentence without a title, or a title alone and text
 * below. */
static void make_clause(maker *m, unsigned level, unsigned value)
{
	const made_style *style = &made_styles[m->styles[level - 1]];
	made_node *node = add_made(m, level, make_mark(style, value));
	yd_buf *source = &m->out->source, text = {0};
	begin_node(m, node, style);
	unsigned shape = random_below(&m->seed, style->prose ? 2 : 3);
	if (shape != 1) {
		char *title = make_sentence(m, 4, 40);
		title[strlen(title) - strlen("。")] = '\0';
		node->title = title;
		yd_buf_printf(&text, "%s%s", title, shape == 0 ? "。" : "\n");
	}
	char *body = make_sentence(m, 60, 200);
	yd_buf_puts(&text, body);
	free(body);
	for (unsigned more = style->prose ? 0 : random_below(&m->seed, 3); more-- > 0;) {
		body = make_sentence(m, 50, 120);
		yd_buf_printf(&text, "\n%s", body);
		free(body);
	}
	free(node->text);
	node->text = yd_buf_take(&text);
	for (const char *at = node->text; *at;) {
		size_t len = strcspn(at, "\n");
		yd_buf_add(source, at, len);
		end_paragraph(m, source);
		at += len + (at[len] == '\n');
	}
}

static void make_level(maker *m, unsigned level);

static void make_section(maker *m, unsigned level, unsigned value)
{
	const made_style *style = &made_styles[m->styles[level - 1]];
	made_node *node = add_made(m, level, make_mark(style, value));
	yd_buf *source = &m->out->source;
	begin_node(m, node, style);
	yd_buf title = {0};
	random_han(&m->seed, 4 + random_below(&m->seed, 36), &title);
	node->title = yd_buf_take(&title);
	yd_buf_puts(source, node->title);
	if (random_below(&m->seed, 3) == 0)
		yd_buf_puts(source, "。");
	end_paragraph(m, source);
	if (random_below(&m->seed, 3) == 0) {
		free(node->text);
		node->text = make_sentence(m, 50, 120);
		yd_buf_puts(source, node->text);
		end_paragraph(m, source);
	}
	make_level(m, level + 1);
}

static void make_level(maker *m, unsigned level)
{
	unsigned count = 1 + random_below(&m->seed, level == 1 ? 9 : 6);
	bool runs_on = m->running == level;
	for (unsigned i = 1; i <= count; i++) {
		unsigned value = runs_on ? ++m->counter : i;
		bool leaf = level == m->depth || (level > 1 && random_below(&m->seed, 4) == 0);
		if (leaf)
			make_clause(m, level, value);
		else
			make_section(m, level, value);
	}
}

static void choose_styles(maker *m)
{
	m->depth = 1 + random_below(&m->seed, 4);
	for (unsigned i = 0; i < m->depth; i++) {
		bool fresh;
		do {
			m->styles[i] = random_below(&m->seed, MADE_STYLES);
			fresh = !made_styles[m->styles[i]].prose || (i + 1 == m->depth && i > 0);
			for (unsigned j = 0; j < i; j++)
				fresh = fresh && family(m->styles[j]) != family(m->styles[i]);
		} while (!fresh);
	}
	/* Clauses of the lowest level may be numbered through the document. */
	if (m->depth == 2 && !made_styles[m->styles[1]].prose && random_below(&m->seed, 2))
		m->running = 2;
}

void make_document(uint64_t seed, made_document *out)
{
	*out = (made_document){0};
	maker m = {.seed = seed * 0x9E3779B97F4A7C15ull + 1, .out = out};
	choose_styles(&m);
	out->title = yd_strdup(random_below(&m.seed, 5) ? "云水市教育局2031年工作要点" : "");
	out->preamble = random_below(&m.seed, 3) ? make_sentence(&m, 60, 150) : yd_strdup("");
	out->closing = yd_strdup(random_below(&m.seed, 2) ? "云水市教育局\n2031年3月1日" : "");
	if (*out->title) {
		yd_buf_puts(&out->source, out->title);
		end_paragraph(&m, &out->source);
	}
	if (*out->preamble) {
		yd_buf_puts(&out->source, out->preamble);
		end_paragraph(&m, &out->source);
	}
	make_level(&m, 1);
	yd_buf_puts(&out->source, out->closing);
}

void made_document_free(made_document *made)
{
	for (size_t i = 0; i < made->count; i++) {
		free(made->nodes[i].mark);
		free(made->nodes[i].title);
		free(made->nodes[i].text);
	}
	free(made->nodes);
	free(made->title);
	free(made->preamble);
	free(made->closing);
	yd_buf_free(&made->source);
}
