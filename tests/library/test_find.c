/*
 * The index finds exactly the units whose folded text contains the folded query: compared with a
 * scan of all texts as printed, folded by a fold written apart from the program's.
 */
#include "fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <yaodian/search.h>
#include <yaodian/text.h>

#include "../../src/store/find_inner.h"
#include "../bench/plans.h"
#include "../text/plain_fold.h"

enum { PLANS = 24, QUERIES = 400 };

/* ---- everything that is searched, a second time ---- */

typedef struct unit {
	int64_t doc;
	uint32_t number;
	char *text, *fold, *title; /* as printed; folded plainly */
	yd_unit_row row;
	const yd_doc *info; /* of docs */
} unit;

typedef struct model {
	unit *units;
	size_t count, cap;
	yd_doc *docs[256];
	size_t doc_count;
} model;

typedef struct scene {
	fixture f;
	model all;
	uint64_t random;
} scene;

static uint32_t below(scene *s, uint32_t limit)
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
	*info = (yd_doc){
		.id = doc->info.id, .region = yd_strdup(doc->info.region), .year = doc->info.year};
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
static void model_fill(scene *s)
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

static bool is_asked_for(const unit *u, const yd_find_query *query)
{
	if (!u->fold[0] || !matches(u, query->what))
		return false;
	if (query->region && !in_region(u->info->region, query->region))
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
static size_t check(scene *s, const yd_find_query *query)
{
	yd_corpus *corpus = yd_library_corpus(s->f.library);
	yd_find *find;
	yd_error err = {0};
	yd_found_unit hit, before = {0};
	size_t expected = 0, hits = 0, counted = 0;
	bool *seen = yd_alloc(s->all.count + 1);
	for (size_t i = 0; i < s->all.count; i++)
		expected += is_asked_for(&s->all.units[i], query);
	if (yd_corpus_find_open(corpus, query, &find, &err) != YD_OK)
		fail_msg("%s", err.text);
	yd_status status;
	for (; (status = yd_find_next(find, &hit, &err)) == YD_OK; before = hit, hits++) {
		unit *u = unit_of(s, &hit);
		if (!u || seen[u - s->all.units])
			tell(query, "a hit that is no unit, or comes twice");
		seen[u - s->all.units] = true;
		if (!is_asked_for(u, query))
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
	size_t skip = count > chars ? below(s, (uint32_t)(count - chars)) : 0;
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
static char *random_term(scene *s)
{
	for (;;) {
		const unit *u = &s->all.units[below(s, (uint32_t)s->all.count)];
		char *term = cut(s, below(s, 4) ? u->text : u->title, 1 + below(s, 12));
		if (below(s, 6) == 0) {
			const unit *v = &s->all.units[below(s, (uint32_t)s->all.count)];
			char *more = cut(s, v->text, 1 + below(s, 3));
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

static yd_find_node term_node(const char *term, bool in_title)
{
	return (yd_find_node){.kind = YD_FIND_TERM, .fold = yd_str_of(term), .in_title = in_title};
}

static void single_terms_are_found_exactly(void **state)
{
	scene *s = *state;
	size_t with_hits = 0;
	for (int i = 0; i < QUERIES; i++) {
		char *term = random_term(s);
		yd_find_node node = term_node(term, i % 7 == 0);
		yd_find_query query = {
			.what = &node, .order = i % 5 ? YD_FIND_STORED : YD_FIND_RANKED};
		with_hits += check(s, &query) > 0;
		free(term);
	}
	assert_true(with_hits > QUERIES / 2); /* else this tests little */
}

static void joined_terms_are_found_exactly(void **state)
{
	scene *s = *state;
	for (int i = 0; i < QUERIES; i++) {
		char *terms[6];
		yd_find_node leaf[6], inner[3], root;
		for (int j = 0; j < 6; j++) {
			terms[j] = random_term(s);
			if (below(s, 2)) /* short ones meet more often */
				terms[j][yd_utf8_decode(
					yd_str_of(terms[j]), &(uint32_t){0}, NULL)] = '\0';
			leaf[j] = term_node(terms[j], below(s, 5) == 0);
		}
		inner[0] = (yd_find_node){.kind = below(s, 2) ? YD_FIND_ALL : YD_FIND_ANY,
			.items = leaf,
			.count = below(s, 4)};
		inner[1] = (yd_find_node){.kind = YD_FIND_NOT, .items = &leaf[3], .count = 1};
		inner[2] = (yd_find_node){.kind = YD_FIND_ANY, .items = &leaf[4], .count = 2};
		root = (yd_find_node){.kind = below(s, 3) ? YD_FIND_ALL : YD_FIND_ANY,
			.items = inner,
			.count = 1 + below(s, 3)};
		yd_find_query query = {
			.what = &root, .order = i % 5 ? YD_FIND_STORED : YD_FIND_RANKED};
		check(s, &query);
		for (int j = 0; j < 6; j++)
			free(terms[j]);
	}
}

static void restricted_searches_are_exact(void **state)
{
	scene *s = *state;
	for (int i = 0; i < QUERIES; i++) {
		char *term = random_term(s);
		const yd_doc *doc = s->all.docs[below(s, (uint32_t)s->all.doc_count)];
		if (below(s, 2))
			term[yd_utf8_decode(yd_str_of(term), &(uint32_t){0}, NULL)] = '\0';
		yd_find_node node = term_node(term, false);
		yd_find_node every = {.kind = YD_FIND_ALL};
		yd_filter filter = {.themes = 1u << below(s, 31) | 1u << below(s, 31)};
		filter.primary = 1u << below(s, 31) & ~filter.themes;
		filter.all = below(s, 2);
		char *region = yd_strdup(doc->region ? doc->region : "");
		if (below(s, 2) && strchr(region, '/'))
			*strrchr(region, '/') = '\0';
		yd_find_query query = {.what = below(s, 5) ? &node : &every};
		if (below(s, 2))
			query.region = region;
		if (below(s, 2))
			query.year_from = 2005 + (int)below(s, 20),
			query.year_to = query.year_from + (int)below(s, 15);
		if (below(s, 3) == 0)
			query.year_to = 0;
		if (below(s, 3) == 0)
			query.filter = &filter;
		if (below(s, 6) == 0)
			query.doc = doc->id;
		check(s, &query);
		free(region);
		free(term);
	}
}

static void listed_units_are_looked_at_alone(void **state)
{
	scene *s = *state;
	yd_corpus *corpus = yd_library_corpus(s->f.library);
	for (int i = 0; i < 40; i++) {
		char *term = random_term(s);
		term[yd_utf8_decode(yd_str_of(term), &(uint32_t){0}, NULL)] = '\0';
		yd_find_node node = term_node(term, false);
		yd_unit_id units[9];
		size_t expected = 0, hits = 0, counted;
		for (int j = 0; j < 8; j++) {
			const unit *u = &s->all.units[below(s, (uint32_t)s->all.count)];
			units[j] = (yd_unit_id){u->doc, u->number};
		}
		units[8] = units[0]; /* twice is once */
		yd_find_query query = {.what = &node, .units = units, .unit_count = 9};
		for (size_t k = 0; k < s->all.count; k++) {
			bool listed = false;
			for (int j = 0; j < 8; j++)
				listed |= units[j].doc == s->all.units[k].doc &&
					  units[j].unit == s->all.units[k].number;
			expected += listed && is_asked_for(&s->all.units[k], &query);
		}
		yd_find *find;
		yd_found_unit hit;
		assert_int_equal(yd_corpus_find_open(corpus, &query, &find, NULL), YD_OK);
		while (yd_find_next(find, &hit, NULL) == YD_OK)
			hits++;
		yd_find_close(find);
		assert_int_equal(hits, expected);
		assert_int_equal(
			yd_corpus_find_count(corpus, &query, SIZE_MAX, &counted, NULL), YD_OK);
		assert_int_equal(counted, expected);
		free(term);
	}
}

/* ---- what is said to be difficult ---- */

static size_t hits_of(scene *s, const char *text)
{
	yd_buf fold = {0};
	yd_fold(yd_str_of(text), &fold);
	yd_find_node node = {.kind = YD_FIND_TERM, .fold = yd_buf_str(&fold)};
	size_t hits = check(s, &(yd_find_query){.what = &node});
	yd_buf_free(&fold);
	return hits;
}

static void syntax_is_text(void **state)
{
	scene *s = *state;
	assert_true(hits_of(s, "say \"NEAR(安全, 5)\"") > 0);
	assert_true(hits_of(s, "\"NEAR(") > 0);
	assert_true(hits_of(s, "find:* ^x' OR 1=1; --") > 0);
	assert_true(hits_of(s, "*") > 0);
	hits_of(s, "AND");
	hits_of(s, "(");
	hits_of(s, "unit:");
	hits_of(s, "\x01\x02");
}

static void text_is_found_inside_words_in_both_scripts(void **state)
{
	scene *s = *state;
	assert_true(hits_of(s, "黨建") > 0);
	assert_true(hits_of(s, "党建引領") > 0);
	assert_true(hits_of(s, "BCD") > 0);
	assert_true(hits_of(s, "2345") > 0);
	assert_true(hits_of(s, "😀") > 0);
	assert_true(hits_of(s, "头😀尾") > 0);
	assert_true(hits_of(s, "𠮷") > 0);
	assert_true(hits_of(s, "末端。下段") > 0); /* across paragraphs of a clause */
}

static void long_and_broken_trees_are_answered(void **state)
{
	scene *s = *state;
	yd_corpus *corpus = yd_library_corpus(s->f.library);
	yd_buf text = {0};
	for (int i = 0; i < 10000; i++)
		yd_buf_puts(&text, i % 3 ? "教" : "育");
	assert_int_equal(hits_of(s, text.ptr), 0);
	yd_buf_free(&text);

	yd_find_node *many = yd_alloc(3000 * sizeof *many);
	for (int i = 0; i < 3000; i++)
		many[i] = term_node("育", false);
	yd_find_node root = {.kind = YD_FIND_ALL, .items = many, .count = 3000};
	check(s, &(yd_find_query){.what = &root});
	root.kind = YD_FIND_ANY;
	check(s, &(yd_find_query){.what = &root});

	yd_find *find;
	yd_error err;
	/* Each is the last item of the one around it, behind a term; in every `not`th place it is
	 * not to be there. */
	for (int not = 0; not < 4; not ++) {
		many[0] = term_node("育", false);
		for (int i = 1; i < 100; i++) {
			yd_find_node *pair = &many[100 + 2 * i];
			pair[0] = term_node("教", false);
			pair[1] = many[i - 1];
			many[i] = (yd_find_node){.kind = i % 2 ? YD_FIND_ALL : YD_FIND_ANY,
				.items = pair,
				.count = 2};
			if (not &&i % (not +1) == 0)
				many[i] = (yd_find_node){
					.kind = YD_FIND_NOT, .items = &pair[1], .count = 1};
		}
		for (int i = 0; i < 100; i++) {
			yd_find_query query = {.what = &many[i]};
			yd_status status = yd_corpus_find_open(corpus, &query, &find, &err);
			assert_true(status == YD_OK || (i >= 20 && status == YD_INVALID));
			yd_find_close(find);
			if (status == YD_OK)
				check(s, &query);
		}
	}
	many[0].fold.len = 0;
	assert_int_equal(yd_corpus_find_open(corpus, &(yd_find_query){.what = many}, &find, &err),
		YD_INVALID);
	free(many);
}

static void an_interrupt_ends_a_search(void **state)
{
	scene *s = *state;
	yd_corpus *corpus = yd_library_corpus(s->f.library);
	yd_find_node node = term_node("育", false);
	yd_find_query query = {.what = &node};
	yd_find *find;
	yd_found_unit hit;
	assert_int_equal(yd_corpus_find_open(corpus, &query, &find, NULL), YD_OK);
	assert_int_equal(yd_find_next(find, &hit, NULL), YD_OK);
	yd_corpus_interrupt(corpus);
	assert_int_equal(yd_find_next(find, &hit, NULL), YD_INTERRUPTED);
	yd_find_close(find);
	assert_true(hits_of(s, "育") > 0);
}

/* ---- the index through changes ---- */

static void check_some(scene *s)
{
	for (int i = 0; i < 60; i++) {
		char *term = random_term(s);
		yd_find_node node = term_node(term, false);
		check(s, &(yd_find_query){.what = &node});
		free(term);
	}
}

static void import_text(scene *s, const char *name, const char *text)
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

static size_t waiting(scene *s)
{
	size_t docs;
	assert_int_equal(
		yd_corpus_index_waiting(yd_library_corpus(s->f.library), &docs, NULL), YD_OK);
	return docs;
}

static void replaced_and_removed_texts_are_gone(void **state)
{
	scene *s = *state;
	yd_corpus *corpus = yd_library_corpus(s->f.library);
	for (int round = 0; round < 4; round++) {
		bool more = true, bulk = round % 2;
		if (bulk)
			assert_int_equal(yd_corpus_bulk(corpus, true, NULL), YD_OK);
		import_text(s, "a.txt",
			round % 2 ? "甲市教育局2020年工作要点\n一、旧词甲\n（一）换掉的话。\n（二）"
				    "留下的话。\n"
				  : "甲市教育局2020年工作要点\n一、新词乙\n（一）换来的话。\n（二）"
				    "留下的话。\n（三）多的话。\n");
		import_text(s, "b.txt",
			round % 2 ? "乙县教育局2021年工作要点\n一、安全\n（一）晨检。\n"
				  : "乙县教育局2022年工作要点\n一、安全\n（一）晨检。\n");
		if (bulk && round == 3) /* replaced while it is queued */
			import_text(s, "a.txt",
				"甲市教育局2020年工作要点\n一、第三种\n（一）又换了。\n");
		if (bulk)
			assert_int_equal(yd_corpus_bulk(corpus, false, NULL), YD_OK);
		assert_int_equal(waiting(s), 0);
		model_fill(s);
		check_some(s);
		hits_of(s, "换掉");
		hits_of(s, "换来");
		hits_of(s, "又换");
		hits_of(s, "新词乙");
		while (more)
			assert_int_equal(yd_corpus_index_merge(corpus, &more, NULL), YD_OK);
		check_some(s);
	}
	assert_int_equal(yd_library_remove(s->f.library, s->all.docs[3]->id, NULL), YD_OK);
	model_fill(s);
	check_some(s);
	assert_int_equal(waiting(s), 0);
}

static void what_is_read_anew_keeps_its_place(void **state)
{
	scene *s = *state;
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(yd_library_reread(s->f.library, s->all.docs[i]->id, NULL), YD_OK);
	assert_int_equal(waiting(s), 0);
	check_some(s);
}

static void fold_as_it_is_stored(const char *title, yd_str source, yd_unit_texts *out)
{
	(void)title;
	yd_buf_add_str(&out->folds, source);
}

/* Another version of the rules: each document is one unit too few. */
static yd_status other_texts(void *context, const char *title, yd_str source, yd_str outline,
	yd_unit_texts *out, yd_error *err)
{
	(void)context, (void)outline, (void)err;
	fold_as_it_is_stored(title, source, out);
	return YD_DAMAGED;
}

static void an_index_by_other_rules_is_made_again(void **state)
{
	scene *s = *state;
	yd_corpus *corpus = yd_library_corpus(s->f.library);
	yd_index_rules other = {.version = "other", .texts = other_texts};
	size_t left = 1, steps = 0;
	yd_corpus_index_by(corpus, &other);
	assert_int_equal(waiting(s), s->all.doc_count);
	assert_int_equal(yd_corpus_index_more(corpus, &left, NULL), YD_OK);
	fixture_reopen(&s->f, false);
	corpus = yd_library_corpus(s->f.library);
	assert_int_equal(waiting(s), s->all.doc_count);
	for (left = 1; left && steps < 1000; steps++) {
		if (steps == 0) { /* one that is stopped before it begins leaves all as it was */
			yd_corpus_interrupt(corpus);
			assert_int_equal(yd_corpus_index_more(corpus, &left, NULL), YD_INTERRUPTED);
			assert_int_equal(waiting(s), s->all.doc_count);
			left = 1;
			continue;
		}
		assert_int_equal(yd_corpus_index_more(corpus, &left, NULL), YD_OK);
	}
	assert_int_equal(waiting(s), 0);
	check_some(s);
}

static void run_sql(const char *path, const char *sql)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(find_register(db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(db));
	sqlite3_close(db);
}

/* The cache as it was before there was an index. */
static const char without_index[] =
	"DROP TABLE find; DROP TABLE indexed; DROP TABLE index_version; PRAGMA user_version=1";

static size_t hits_found(scene *s)
{
	yd_find_node every = {.kind = YD_FIND_ALL};
	yd_find_query query = {.what = &every};
	size_t hits;
	assert_int_equal(yd_corpus_find_count(
				 yd_library_corpus(s->f.library), &query, SIZE_MAX, &hits, NULL),
		YD_OK);
	return hits;
}

static void a_cache_without_index_gets_one(void **state)
{
	scene *s = *state;
	size_t left = 1, before = s->all.doc_count;
	yd_library_close(s->f.library);
	s->f.library = NULL;
	run_sql(s->f.cache, without_index);
	fixture_reopen(&s->f, false);
	assert_int_equal(hits_found(s), 0); /* nothing is found yet, and nothing is wrong */
	assert_int_equal(waiting(s), before);
	while (left = 0,
		yd_corpus_index_more(yd_library_corpus(s->f.library), &left, NULL) == YD_OK &&
			left) {
		assert_true(left < before);
		before = left;
		fixture_reopen(&s->f, false); /* each part in another session */
	}
	assert_int_equal(waiting(s), 0);
	check_some(s);
}

static void assert_faults(scene *s, bool expected)
{
	yd_buf report = {0};
	size_t faults = 0;
	assert_int_equal(
		yd_corpus_check(yd_library_corpus(s->f.library), &report, &faults, NULL), YD_OK);
	if (expected != (faults > 0))
		fail_msg("faults: %zu %s", faults, report.ptr ? report.ptr : "");
	yd_buf_free(&report);
}

static void doctor_sees_a_wrong_index_and_a_reset_mends_it(void **state)
{
	scene *s = *state;
	size_t left = 1;
	assert_faults(s, false);
	run_sql(s->f.cache,
		"UPDATE indexed SET hash=hash+1 WHERE doc=(SELECT min(doc) FROM indexed)");
	assert_faults(s, true);
	assert_int_equal(yd_corpus_index_reset(yd_library_corpus(s->f.library), NULL), YD_OK);
	while (left)
		assert_int_equal(
			yd_corpus_index_more(yd_library_corpus(s->f.library), &left, NULL), YD_OK);
	assert_faults(s, false);
	run_sql(s->f.cache, "DELETE FROM find_docsize WHERE id=5");
	assert_faults(s, true);
	assert_int_equal(yd_corpus_index_reset(yd_library_corpus(s->f.library), NULL), YD_OK);
	/* Read anew, documents come into it as well. */
	for (size_t i = 0; i < s->all.doc_count; i++)
		assert_int_equal(yd_library_reread(s->f.library, s->all.docs[i]->id, NULL), YD_OK);
	assert_int_equal(waiting(s), 0);
	assert_faults(s, false);
	check_some(s);
}

static void a_reader_searches_too(void **state)
{
	scene *s = *state;
	fixture_reopen(&s->f, true);
	assert_int_equal(waiting(s), 0);
	check_some(s);
	fixture_reopen(&s->f, false);
}

/* ---- */

static int begin(void **state)
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
		import_text(s, name, text.ptr);
		free(name);
	}
	import_text(s, "odd.txt",
		"霁川市教育局2019年工作要点\n一、黨建引領，ＡＢＣＤ行动\n（一）第12345号。say "
		"\"NEAR(安全, 5)\" 到此末端。\n"
		"下段 另起，头😀尾，𠮷野家，find:* ^x' OR 1=1; --。\n（二）幹部教育。〇一二。\n");
	import_text(s, "short.txt", "教\n");
	import_text(s, "unknown.txt", "工作要点\n一、安全\n（一）校园。\n");
	plans_free(plans);
	yd_buf_free(&text);
	model_fill(s);
	return 0;
}

static int end(void **state)
{
	scene *s = *state;
	model_clear(&s->all);
	fixture_close(&s->f);
	free(s);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(single_terms_are_found_exactly),
		cmocka_unit_test(joined_terms_are_found_exactly),
		cmocka_unit_test(restricted_searches_are_exact),
		cmocka_unit_test(listed_units_are_looked_at_alone),
		cmocka_unit_test(syntax_is_text),
		cmocka_unit_test(text_is_found_inside_words_in_both_scripts),
		cmocka_unit_test(long_and_broken_trees_are_answered),
		cmocka_unit_test(an_interrupt_ends_a_search),
		cmocka_unit_test(replaced_and_removed_texts_are_gone),
		cmocka_unit_test(what_is_read_anew_keeps_its_place),
		cmocka_unit_test(an_index_by_other_rules_is_made_again),
		cmocka_unit_test(a_cache_without_index_gets_one),
		cmocka_unit_test(doctor_sees_a_wrong_index_and_a_reset_mends_it),
		cmocka_unit_test(a_reader_searches_too),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
