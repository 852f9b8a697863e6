#include "find_scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <yaodian/text.h>

#include "../bench/plans.h"
#include "../text/plain_fold.h"

enum { PLANS = 24 };

/* ---- everything that is searched, a second time ---- */

uint32_t scene_below(scene *s, uint32_t limit)
{
	s->random = s->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(s->random >> 33) % limit;
}

static char *unit_title(const yd_open_doc *doc, size_t number)
{
	yd_buf title = {0};
	size_t node = yd_open_doc_node(doc, number);
	if (number == 0 && doc->info.title)
		yd_buf_puts(&title, doc->info.title);
	else if (node != SIZE_MAX)
		yd_outline_title(&doc->outline, doc->source, node, &title);
	char *fold = fold_plainly(yd_buf_str(&title));
	yd_buf_free(&title);
	return fold;
}

static void model_add(model *all, const yd_open_doc *doc)
{
	yd_doc *info = all->docs[all->doc_count++] = yd_alloc(sizeof *info);
	*info = (yd_doc){.id = doc->info.id,
		.region = yd_strdup(doc->info.region),
		.own_region = yd_strdup(doc->info.own_region),
		.year = doc->info.year};
	for (size_t i = 0; i < doc->stored.unit_count; i++) {
		yd_buf text = {0};
		yd_open_doc_unit_text(doc, i, &text);
		YD_GROW(all->units, all->count, all->cap);
		all->units[all->count++] = (unit){
			.doc = doc->info.id,
			.number = (uint32_t)i,
			.fold = fold_plainly(yd_buf_str(&text)),
			.title = unit_title(doc, i),
			.row = doc->stored.units[i],
			.info = info,
		};
		all->units[all->count - 1].text = yd_buf_take(&text);
	}
}

static void model_clear(model *all)
{
	for (size_t i = 0; i < all->count; i++) {
		free(all->units[i].text);
		free(all->units[i].fold);
		free(all->units[i].title);
	}
	for (size_t i = 0; i < all->doc_count; i++) {
		yd_doc_free(all->docs[i]);
		free(all->docs[i]);
	}
	free(all->units);
	*all = (model){0};
}

/* Reads the whole cache by the walk over documents. */
void scene_read(scene *s)
{
	yd_list_query everything = {0};
	yd_walk *walk;
	yd_doc doc;
	model_clear(&s->all);
	assert_int_equal(
		yd_corpus_walk(yd_library_corpus(s->f.library), &everything, &walk, NULL), YD_OK);
	while (yd_walk_next(walk, &doc, NULL) == YD_OK) {
		yd_open_doc *open = doc_open(&s->f, doc.id);
		model_add(&s->all, open);
		yd_open_doc_free(open);
		yd_doc_free(&doc);
	}
	yd_walk_close(walk);
}

/* ---- the second opinion ---- */

static bool matches(const unit *u, const yd_find_node *node)
{
	bool any = false, all = true;
	if (node->kind == YD_FIND_TERM) {
		const char *in = node->in_title ? u->title : u->fold;
		return yd_str_find(yd_str_of(in), node->fold, 0) != SIZE_MAX;
	}
	for (size_t i = 0; i < node->count; i++) {
		bool one = matches(u, &node->items[i]);
		any |= one;
		all &= one;
	}
	return node->kind == YD_FIND_ALL ? all : node->kind == YD_FIND_ANY ? any : !any;
}

static bool in_region(const char *path, const char *region)
{
	size_t len = strlen(region);
	if (!path || !len)
		return !path && !len;
	return strncmp(path, region, len) == 0 && (path[len] == '\0' || path[len] == '/');
}

bool scene_asks(const unit *u, const yd_find_query *query)
{
	if (!u->fold[0] || !matches(u, query->what))
		return false;
	bool there = !query->region_count;
	for (size_t i = 0; i < query->region_count; i++)
		there |= in_region(u->info->region, query->regions[i]) ||
			 (u->info->own_region && in_region(u->info->own_region, query->regions[i]));
	if (!there)
		return false;
	if ((query->year_from || query->year_to) &&
		(!u->info->year || u->info->year < query->year_from ||
			(query->year_to && u->info->year > query->year_to)))
		return false;
	if (query->filter &&
		!(u->row.clause && yd_filter_passes(query->filter, u->row.any, u->row.primary)))
		return false;
	return !query->doc || query->doc == u->doc;
}

static unit *unit_of(scene *s, const yd_found_unit *hit)
{
	for (size_t i = 0; i < s->all.count; i++)
		if (s->all.units[i].doc == hit->doc && s->all.units[i].number == hit->unit)
			return &s->all.units[i];
	return NULL;
}

static void tell(const yd_find_query *query, const char *what)
{
	const yd_find_node *node = query->what;
	while (node->kind != YD_FIND_TERM && node->count)
		node = &node->items[0];
	fail_msg("%s; the first term is %.*s", what, (int)node->fold.len, node->fold.ptr);
}

/* Asks, and compares hits, their order and their number with what a scan says. Returns how many
 * there are. */
size_t scene_check(scene *s, const yd_find_query *query)
{
	yd_corpus *corpus = yd_library_corpus(s->f.library);
	yd_find *find;
	yd_error err = {0};
	yd_found_unit hit, before = {0};
	size_t expected = 0, hits = 0, counted = 0;
	bool *seen = yd_alloc(s->all.count + 1);
	for (size_t i = 0; i < s->all.count; i++)
		expected += scene_asks(&s->all.units[i], query);
	if (yd_corpus_find_open(corpus, query, &find, &err) != YD_OK)
		fail_msg("%s", err.text);
	yd_status status;
	for (; (status = yd_find_next(find, &hit, &err)) == YD_OK; before = hit, hits++) {
		unit *u = unit_of(s, &hit);
		if (!u || seen[u - s->all.units])
			tell(query, "a hit that is no unit, or comes twice");
		seen[u - s->all.units] = true;
		if (!scene_asks(u, query))
			tell(query, "a hit that does not match");
		if (hits && hit.in_title && !before.in_title)
			tell(query, "a title after the rest");
		if (hits && query->order == YD_FIND_STORED && hit.in_title == before.in_title &&
			hit.doc == before.doc && hit.unit <= before.unit)
			tell(query, "hits of a document out of order");
	}
	if (status != YD_END)
		fail_msg("%s", err.text);
	yd_find_close(find);
	if (hits != expected)
		tell(query, "hits are missing");
	assert_int_equal(yd_corpus_find_count(corpus, query, SIZE_MAX, &counted, NULL), YD_OK);
	assert_int_equal(counted, expected);
	assert_int_equal(yd_corpus_find_count(corpus, query, 3, &counted, NULL), YD_OK);
	assert_int_equal(counted, expected < 3 ? expected : 3);
	free(seen);
	return expected;
}

/* ---- queries ---- */

/* `chars` code points of a text as printed, from anywhere in it, folded. May come out shorter, or
 * empty. */
static char *cut(scene *s, const char *text, size_t chars)
{
	size_t count = yd_utf8_count(yd_str_of(text));
	size_t skip = count > chars ? scene_below(s, (uint32_t)(count - chars)) : 0;
	const char *start = text;
	for (; skip; skip--)
		start += yd_utf8_decode(yd_str_of(start), &(uint32_t){0}, NULL);
	const char *end = start;
	for (; chars && *end; chars--)
		end += yd_utf8_decode(yd_str_of(end), &(uint32_t){0}, NULL);
	return fold_plainly((yd_str){start, (size_t)(end - start)});
}

/* A term of 1 to 12 characters: cut from the corpus, two cuts glued, or from another text; owned,
 * never empty. */
char *scene_term(scene *s)
{
	for (;;) {
		const unit *u = &s->all.units[scene_below(s, (uint32_t)s->all.count)];
		char *term = cut(s, scene_below(s, 4) ? u->text : u->title, 1 + scene_below(s, 12));
		if (scene_below(s, 6) == 0) {
			const unit *v = &s->all.units[scene_below(s, (uint32_t)s->all.count)];
			char *more = cut(s, v->text, 1 + scene_below(s, 3));
			char *both = yd_format("%s%s", term, more);
			free(term);
			free(more);
			term = both;
		}
		if (*term)
			return term;
		free(term);
	}
}

char *scene_region(scene *s)
{
	/* Of those that have two paths half of the time: they are few. */
	uint32_t count = (uint32_t)s->all.doc_count;
	const yd_doc *doc = s->all.docs[scene_below(s, count)];
	for (uint32_t tries = scene_below(s, 2) * count; tries && !doc->own_region; tries--)
		doc = s->all.docs[scene_below(s, count)];
	const char *path = doc->own_region && scene_below(s, 2) ? doc->own_region : doc->region;
	char *region = yd_strdup(path ? path : "");
	if (scene_below(s, 2) && strchr(region, '/'))
		*strrchr(region, '/') = '\0';
	return region;
}

yd_find_node scene_node(const char *term, bool in_title)
{
	return (yd_find_node){.kind = YD_FIND_TERM, .fold = yd_str_of(term), .in_title = in_title};
}

size_t scene_hits_of(scene *s, const char *text)
{
	yd_buf fold = {0};
	yd_fold(yd_str_of(text), &fold);
	yd_find_node node = {.kind = YD_FIND_TERM, .fold = yd_buf_str(&fold)};
	size_t hits = scene_check(s, &(yd_find_query){.what = &node});
	yd_buf_free(&fold);
	return hits;
}

void scene_import(scene *s, const char *name, const char *text)
{
	yd_imported imported;
	yd_error err;
	char *path = yd_format("%s/%s", s->f.folder, name);
	if (yd_library_import(s->f.library, name, path, yd_str_of(text), NULL, &imported, &err) !=
		YD_OK)
		fail_msg("%s", err.text);
	yd_imported_free(&imported);
	free(path);
}

int scene_begin(void **state)
{
	scene *s = *state = yd_alloc(sizeof *s);
	const char *source = getenv("YD_SOURCE");
	plan_maker *plans = plans_new(source ? source : YD_SOURCE_DIR);
	yd_buf text = {0};
	s->random = 42;
	fixture_open(&s->f);
	for (size_t i = 0; i < PLANS; i++) {
		char *name = yd_format("%zu.txt", i);
		plans_make(plans, i * 37, &text);
		scene_import(s, name, text.ptr);
		free(name);
	}
	scene_import(s, "odd.txt",
		"霁川市教育局2019年工作要点\n一、黨建引領，ＡＢＣＤ行动\n（一）第12345号。say "
		"\"NEAR(安全, 5)\" 到此末端。\n"
		"下段 另起，头😀尾，𠮷野家，find:* ^x' OR 1=1; --。\n（二）幹部教育。〇一二。\n");
	/* Of places that are under another name, or under another city, today. */
	scene_import(s, "moved.txt",
		"公主岭市教育局2018年工作要点\n一、安全\n（一）校园安全。\n（二）校车。\n");
	scene_import(s, "renamed.txt", "九台市教育局2012年工作要点\n一、安全\n（一）党建。\n");
	scene_import(s, "parted.txt", "庐江县教育局2009年工作要点\n一、安全\n（一）党建。\n");
	scene_import(s, "neighbour.txt", "四平市教育局2018年工作要点\n一、安全\n（一）党建。\n");
	scene_import(s, "short.txt", "教\n");
	scene_import(s, "unknown.txt", "工作要点\n一、安全\n（一）校园。\n");
	plans_free(plans);
	yd_buf_free(&text);
	scene_read(s);
	return 0;
}

int scene_end(void **state)
{
	scene *s = *state;
	model_clear(&s->all);
	fixture_close(&s->f);
	free(s);
	return 0;
}
