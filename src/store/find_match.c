/* A tree of terms, and what restricts it, as a query in the language of FTS5. */
#include "find_inner.h"

#include <stdlib.h>
#include <string.h>

/*
 * FTS5's parser keeps what is begun and not ended on a stack of 100 entries. A part in brackets
 * that is written first needs one for its bracket, one that is written behind another part three;
 * so the part that needs most is written first, and queries are nested as deep as may be.
 */
enum {
	STACK_ROOM = 90, /* the scope and the passes put brackets around a query */
	BRACKET = 1,
	BEHIND = 2
};

static int larger(int a, int b)
{
	return a > b ? a : b;
}

/* Which items of a node are written together. */
enum part { WITHOUT_NOT, ONLY_NOT, ALL_ITEMS };

/* The item as it is written in that part; NULL when it does not belong there. */
static const yd_find_node *item_in(const yd_find_node *node, size_t i, enum part part)
{
	const yd_find_node *item = &node->items[i];
	if (part == ALL_ITEMS)
		return item;
	if ((item->kind == YD_FIND_NOT) != (part == ONLY_NOT))
		return NULL;
	return part == ONLY_NOT ? &item->items[0] : item;
}

static int stack_need(const yd_find_node *node);

/* What a part needs; *first is the item to write first. */
static int part_need(const yd_find_node *node, enum part part, size_t *first)
{
	int most = 0, second = 0;
	*first = 0;
	for (size_t i = 0; i < node->count; i++) {
		const yd_find_node *item = item_in(node, i, part);
		int need = item ? stack_need(item) : 0;
		second = larger(second, need < most ? need : most);
		if (need > most) {
			most = need;
			*first = i;
		}
	}
	return larger(most, second + BEHIND);
}

static int stack_need(const yd_find_node *node)
{
	size_t first;
	switch (node->kind) {
	case YD_FIND_NOT:
		return BRACKET + BEHIND + stack_need(&node->items[0]);
	case YD_FIND_ALL:
		return larger(2 * BRACKET + part_need(node, WITHOUT_NOT, &first),
			2 * BRACKET + BEHIND + part_need(node, ONLY_NOT, &first));
	case YD_FIND_ANY:
		return BRACKET + part_need(node, ALL_ITEMS, &first);
	case YD_FIND_REGION:
	case YD_FIND_YEARS: /* several words in brackets */
		return BRACKET + BEHIND + 2;
	default:
		return 2;
	}
}

static bool is_sound(const yd_find_node *node, int depth)
{
	if (depth == 0 || (node->kind == YD_FIND_TERM && node->fold.len == 0) ||
		(node->kind == YD_FIND_NOT && node->count != 1))
		return false;
	for (size_t i = 0; node->kind != YD_FIND_TERM && i < node->count; i++)
		if (!is_sound(&node->items[i], depth - 1))
			return false;
	return true;
}

bool find_is_sound(const yd_find_node *node)
{
	return is_sound(node, STACK_ROOM) && stack_need(node) <= STACK_ROOM;
}

/* ---- terms ---- */

/* `bytes` as a string of FTS5; a NUL as the tokenizer writes it. */
static void add_string(const char *mark, yd_str bytes, yd_buf *out)
{
	yd_buf_putc(out, '"');
	yd_buf_puts(out, mark);
	for (size_t i = 0; i < bytes.len; i++) {
		if (bytes.ptr[i] == '\0')
			yd_buf_puts(out, "\xC0\x80");
		else
			yd_buf_putc(out, bytes.ptr[i]);
		if (bytes.ptr[i] == '"')
			yd_buf_putc(out, '"');
	}
	yd_buf_putc(out, '"');
}

static void add_word(const char *word, int64_t number, yd_buf *out)
{
	yd_buf_printf(out, "\"%s%lld\"", word, (long long)number);
}

static const char everything[] = "\"" SCOPE_UNIT "\"", nothing[] = "\"" SCOPE_NEVER "\"";

/* ---- where a unit stands ---- */

/* Whole decades by their own word: at most some 1,000 words for all years there can be. How many
 * there are. */
static int add_years(int from, int to, yd_buf *out)
{
	const char *join = "";
	int words = 0;
	if (from < 1)
		from = 1;
	if (to < 1 || to >= YEAR_MAX)
		to = 9999;
	yd_buf_putc(out, '(');
	if (from > to)
		yd_buf_puts(out, nothing);
	for (int year = from; year <= to; join = " OR ") {
		bool decade = year % 10 == 0 && year + 9 <= to;
		yd_buf_puts(out, join);
		if (decade)
			add_word(SCOPE_DECADE, year / 10, out);
		else
			add_word(SCOPE_YEAR, year, out);
		year += decade ? 10 : 1;
		words++;
	}
	yd_buf_putc(out, ')');
	return words ? words : 1;
}

/* The region of today, or that of the document's own year: two words at most. */
static yd_status add_region(
	yd_corpus *corpus, const char *path, yd_buf *out, int *phrases, yd_error *err)
{
	sqlite3_stmt *stmt;
	++*phrases;
	if (!*path) {
		add_word(SCOPE_REGION, 0, out);
		return YD_OK;
	}
	yd_status status = database_first(&corpus->base, err, &stmt, FIND_REGION, "s", path);
	if (status != YD_OK && status != YD_END)
		return status;
	yd_buf_putc(out, '(');
	if (status == YD_OK) {
		add_word(SCOPE_REGION, sqlite3_column_int64(stmt, 0), out);
		yd_buf_puts(out, " OR ");
		++*phrases;
		database_done(stmt);
	}
	add_word(SCOPE_OWN, region_number(yd_str_of(path)), out);
	yd_buf_putc(out, ')');
	return YD_OK;
}

/* ---- trees ---- */

/* How a tree is written: as it is, or what of it is to be in the title. */
struct writing {
	yd_buf *out;
	bool titles; /* every term in the title; what is not to be there says nothing of titles */
	int phrases;
	yd_corpus *corpus;
	yd_status status; /* the first failure */
	yd_error *err;
};

static bool is_group(const yd_find_node *node)
{
	return node->kind == YD_FIND_ALL || node->kind == YD_FIND_ANY;
}

/* Has a tree anything that can stand in a title? */
static bool has_term(const yd_find_node *node)
{
	if (node->kind == YD_FIND_TERM)
		return true;
	for (size_t i = 0; is_group(node) && i < node->count; i++)
		if (has_term(&node->items[i]))
			return true;
	return false;
}

static bool is_left_out(const struct writing *writing, const yd_find_node *node)
{
	return writing->titles && !has_term(node);
}

static void write_node(struct writing *writing, const yd_find_node *node);

static void write_phrase(struct writing *writing, const char *phrase)
{
	yd_buf_puts(writing->out, phrase);
	writing->phrases++;
}

/* The items of a part, joined; false when there is none. */
static bool write_part(
	struct writing *writing, const yd_find_node *node, enum part part, const char *join)
{
	bool any = false;
	size_t first;
	part_need(node, part, &first);
	for (size_t i = 0; i < node->count; i++) {
		size_t next = i == 0 ? first : i <= first ? i - 1 : i;
		const yd_find_node *item = item_in(node, next, part);
		if (!item || is_left_out(writing, item))
			continue;
		if (any)
			yd_buf_puts(writing->out, join);
		write_node(writing, item);
		any = true;
	}
	return any;
}

static bool has_negative(const yd_find_node *node)
{
	for (size_t i = 0; i < node->count; i++)
		if (node->items[i].kind == YD_FIND_NOT)
			return true;
	return false;
}

static void write_all(struct writing *writing, const yd_find_node *node)
{
	bool negative = !writing->titles && has_negative(node);
	yd_buf_puts(writing->out, negative ? "((" : "(");
	if (!write_part(writing, node, WITHOUT_NOT, " AND "))
		write_phrase(writing, everything);
	if (negative) {
		yd_buf_puts(writing->out, ") NOT (");
		write_part(writing, node, ONLY_NOT, " OR ");
		yd_buf_puts(writing->out, ")");
	}
	yd_buf_puts(writing->out, ")");
}

static void write_any(struct writing *writing, const yd_find_node *node)
{
	yd_buf_putc(writing->out, '(');
	if (!write_part(writing, node, ALL_ITEMS, " OR "))
		write_phrase(writing, nothing);
	yd_buf_putc(writing->out, ')');
}

static void write_region(struct writing *writing, const char *path)
{
	if (writing->status == YD_OK)
		writing->status = add_region(
			writing->corpus, path, writing->out, &writing->phrases, writing->err);
}

static void write_node(struct writing *writing, const yd_find_node *node)
{
	switch (node->kind) {
	case YD_FIND_REGION:
		write_region(writing, node->region);
		break;
	case YD_FIND_YEARS:
		writing->phrases += add_years(node->year_from, node->year_to, writing->out);
		break;
	case YD_FIND_KIND:
		add_word(SCOPE_KIND, node->doc_kind, writing->out);
		writing->phrases++;
		break;
	case YD_FIND_DUTY:
		add_string(SCOPE_DUTY, node->fold, writing->out);
		yd_buf_puts(writing->out, " *");
		writing->phrases++;
		break;
	case YD_FIND_THEME:
		add_word(node->primary ? SCOPE_PRIMARY : SCOPE_THEME, node->theme, writing->out);
		writing->phrases++;
		break;
	case YD_FIND_TERM:
		add_string(
			writing->titles || node->in_title ? "\xFF" : "", node->fold, writing->out);
		writing->phrases++;
		break;
	case YD_FIND_ALL:
		write_all(writing, node);
		break;
	case YD_FIND_ANY:
		write_any(writing, node);
		break;
	case YD_FIND_NOT:
		yd_buf_puts(writing->out, "(");
		write_phrase(writing, everything);
		yd_buf_puts(writing->out, " NOT ");
		write_node(writing, &node->items[0]);
		yd_buf_puts(writing->out, ")");
		break;
	}
}

/* Does a unit match as soon as its title has the terms? */
static bool title_suffices(const yd_find_node *node)
{
	if (node->kind != YD_FIND_TERM && !is_group(node))
		return false;
	if (node->kind == YD_FIND_ANY && node->count == 0) /* left out of titles, but never holds */
		return false;
	for (size_t i = 0; node->kind != YD_FIND_TERM && i < node->count; i++)
		if (!title_suffices(&node->items[i]))
			return false;
	return true;
}

/* Are all terms to be in the title anyway? */
static bool only_titles(const yd_find_node *node)
{
	if (node->kind == YD_FIND_TERM)
		return node->in_title;
	for (size_t i = 0; i < node->count; i++)
		if (!only_titles(&node->items[i]))
			return false;
	return true;
}

/* ---- the scope ---- */

static void add_themes(const char *word, uint32_t set, const char *join, bool *any, yd_buf *out)
{
	for (; set; set &= set - 1) {
		if (*any)
			yd_buf_puts(out, join);
		add_word(word, __builtin_ctz(set), out);
		*any = true;
	}
}

static void add_filter(const yd_filter *filter, yd_buf *out)
{
	const char *join = filter->all ? " AND " : " OR ";
	bool any = false;
	yd_buf_puts(out, " AND (");
	add_themes(SCOPE_THEME, filter->themes, join, &any, out);
	add_themes(SCOPE_PRIMARY, filter->primary, join, &any, out);
	yd_buf_putc(out, ')');
}

static yd_status write_regions(
	yd_corpus *corpus, const yd_find_query *query, yd_buf *out, yd_error *err)
{
	yd_status status = YD_OK;
	int phrases = 0;
	for (size_t i = 0; status == YD_OK && i < query->region_count; i++) {
		yd_buf_puts(out, i ? " OR " : " AND (");
		status = add_region(corpus, query->regions[i], out, &phrases, err);
	}
	if (query->region_count)
		yd_buf_putc(out, ')');
	return status;
}

/* " AND …" for everything that restricts the search. */
static yd_status write_scope(
	yd_corpus *corpus, const yd_find_query *query, yd_buf *out, yd_error *err)
{
	if (query->year_from || query->year_to) {
		yd_buf_puts(out, " AND ");
		add_years(query->year_from, query->year_to, out);
	}
	if (yd_filter_is_set(query->filter))
		add_filter(query->filter, out);
	if (query->where) {
		struct writing writing = {.out = out, .corpus = corpus, .err = err};
		yd_buf_puts(out, " AND ");
		write_node(&writing, query->where);
		if (writing.status != YD_OK)
			return writing.status;
	}
	return write_regions(corpus, query, out, err);
}

/* ---- passes ---- */

static void join_parts(yd_buf *out, const yd_buf *first, const yd_buf *second, const yd_buf *scope)
{
	yd_buf_add_str(out, yd_buf_str(first));
	if (second) {
		yd_buf_puts(out, " AND ");
		yd_buf_add_str(out, yd_buf_str(second));
	}
	yd_buf_add_str(out, yd_buf_str(scope));
}

yd_status find_match(
	yd_corpus *corpus, const yd_find_query *query, struct find_plan *plan, yd_error *err)
{
	yd_buf whole = {0}, titles = {0}, scope = {0};
	struct writing writing = {.out = &whole, .corpus = corpus, .err = err};
	struct writing title = {.out = &titles, .titles = true, .corpus = corpus, .err = err};
	const yd_find_node *what = query->what;
	yd_status status = write_scope(corpus, query, &scope, err);
	if (status == YD_OK) {
		struct find_pass *first = &plan->passes[0], *rest = &plan->passes[1];
		bool suffices = title_suffices(what), ranked = query->order == YD_FIND_RANKED;
		write_node(&writing, what);
		status = writing.status;
		plan->phrases = writing.phrases;
		join_parts(&plan->all, &whole, NULL, &scope);
		if (has_term(what)) {
			write_node(&title, what);
			first->in_title = true;
			join_parts(&first->match, suffices && !ranked ? &titles : &whole,
				suffices && !ranked ? NULL : &titles, &scope);
		}
		if (!has_term(what)) {
			join_parts(&rest->match, &whole, NULL, &scope);
		} else if (!(suffices && only_titles(what))) {
			yd_buf_putc(&rest->match, '(');
			join_parts(&rest->match, &whole, NULL, &scope);
			yd_buf_puts(&rest->match, ") NOT ");
			yd_buf_add_str(&rest->match, yd_buf_str(&titles));
		}
	}
	yd_buf_free(&whole);
	yd_buf_free(&titles);
	yd_buf_free(&scope);
	return status;
}
