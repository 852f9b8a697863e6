/*
 * Every count, list and order of the cache against a model that walks all documents, after random
 * sequences of putting, replacing, rereading and removing, some of them taken back.
 */
#include "support.h"

#include <yaodian/theme.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DOCS = 64 };
_Static_assert((int)YD_CORPUS_THEMES == (int)YD_THEME_COUNT, "store and intake count other themes");

struct model {
	struct made docs[MAX_DOCS];
	int64_t ids[MAX_DOCS];
	size_t count;
	struct random random;
	unsigned contents;
};

/* ---- the model's answers ---- */

static size_t passing(const struct made *made, const yd_filter *filter)
{
	size_t hits = 0;
	for (size_t i = 0; i < made->unit_count; i++)
		hits += made->units[i].clause &&
			yd_filter_passes(filter, made->units[i].any, made->units[i].primary);
	return hits;
}

static bool shown(const struct made *made, const yd_filter *filter)
{
	return !yd_filter_is_set(filter) || passing(made, filter) > 0;
}

static bool stands_in(const char *region, const char *upper)
{
	size_t len = strlen(upper);
	return strncmp(region, upper, len) == 0 &&
	       (region[len] == '\0' || (len && region[len] == '/'));
}

static int compare_regions(const struct made *a, const struct made *b)
{
	if (!a->region[0] || !b->region[0])
		return !a->region[0] - !b->region[0];
	const char *sa = a->sorts, *sb = b->sorts, *ra = a->region, *rb = b->region;
	while (*sa && *sb) {
		size_t la = strcspn(sa, "\n"), lb = strcspn(sb, "\n");
		int order = memcmp(sa, sb, la < lb ? la : lb);
		if (order == 0)
			order = (la > lb) - (la < lb);
		size_t na = strcspn(ra, "/"), nb = strcspn(rb, "/");
		if (order == 0)
			order = memcmp(ra, rb, na < nb ? na : nb);
		if (order == 0)
			order = (na > nb) - (na < nb);
		if (order)
			return order;
		sa += la + 1, sb += lb + 1, ra += na + (ra[na] == '/'), rb += nb + (rb[nb] == '/');
	}
	return (*sa != '\0') - (*sb != '\0');
}

static const struct model *sorting;

static int compare_docs(const void *a, const void *b)
{
	size_t i = *(const size_t *)a, j = *(const size_t *)b;
	const struct made *left = &sorting->docs[i], *right = &sorting->docs[j];
	int order = compare_regions(left, right);
	if (order == 0 && left->year != right->year)
		order = !left->year ? 1 : !right->year ? -1 : right->year - left->year;
	if (order == 0)
		order = strcmp(left->title, right->title);
	if (order == 0)
		order = sorting->ids[i] < sorting->ids[j] ? -1 : 1;
	return order;
}

/* Numbers of the documents in tree order. */
static void sort_model(const struct model *model, size_t *order)
{
	for (size_t i = 0; i < model->count; i++)
		order[i] = i;
	sorting = model;
	if (model->count)
		qsort(order, model->count, sizeof *order, compare_docs);
}

/* ---- comparing ---- */

static void compare_regions_under(yd_corpus *corpus, const struct model *model, int64_t parent,
	const char *path, const yd_filter *filter, size_t *seen_docs)
{
	yd_region_row *rows;
	size_t count;
	const char *before = NULL;
	assert_ok(yd_corpus_regions(corpus, parent, filter, &rows, &count, e));
	for (size_t i = 0; i < count; i++) {
		size_t docs = 0, hits = 0, own = 0;
		const char *here = rows[i].path ? rows[i].path : "";
		const struct made *first = NULL;
		for (size_t d = 0; d < model->count; d++) {
			const struct made *made = &model->docs[d];
			bool inside = rows[i].id ? made->region[0] && stands_in(made->region, here)
						 : !made->region[0];
			if (!inside || !shown(made, filter))
				continue;
			docs++;
			hits += passing(made, filter);
			own += strcmp(made->region, here) == 0;
			first = made;
		}
		assert_non_null(first);
		assert_int_equal(rows[i].docs, docs);
		assert_int_equal(rows[i].hits, hits);
		assert_int_equal(rows[i].has_docs, own > 0);
		assert_int_equal(rows[i].has_regions, docs > own);
		if (rows[i].id) {
			assert_int_equal(strncmp(here, path, strlen(path)), 0);
			assert_string_equal(here + strlen(path), rows[i].name);
			char *below = yd_format("%s/", here);
			compare_regions_under(corpus, model, rows[i].id, below, filter, seen_docs);
			free(below);
		} else {
			assert_int_equal(parent, 0);
			assert_int_equal(i, count - 1);
			assert_null(rows[i].name);
		}
		*seen_docs += own;
		assert_true(!before || strcmp(before, here) != 0);
		before = here;
	}
	yd_region_rows_free(rows, count);
}

static void compare_totals(yd_corpus *corpus, const struct model *model, const yd_filter *filter)
{
	size_t docs = 0, hits = 0, got_docs, got_hits;
	for (size_t i = 0; i < model->count; i++) {
		docs += shown(&model->docs[i], filter);
		hits += passing(&model->docs[i], filter);
	}
	assert_ok(yd_corpus_filter_totals(corpus, filter, &got_docs, &got_hits, e));
	assert_int_equal(got_docs, docs);
	assert_int_equal(got_hits, hits);
	size_t seen = 0;
	compare_regions_under(corpus, model, 0, "", filter, &seen);
	assert_int_equal(seen, docs);
}

static void compare_doc(const yd_doc *doc, const struct made *made, int64_t id, size_t hits)
{
	assert_int_equal(doc->id, id);
	assert_int_equal(strncmp(doc->ref, made->reference, strlen(made->reference)), 0);
	assert_string_equal(doc->region ? doc->region : "", made->region);
	assert_string_equal(doc->own_region ? doc->own_region : "", made->own_region);
	assert_int_equal(doc->year, made->year);
	assert_string_equal(doc->title ? doc->title : "", made->title);
	assert_string_equal(doc->source_path ? doc->source_path : "", made->path);
	assert_int_equal(doc->sample, made->sample);
	assert_int_equal(doc->clauses, made->clauses);
	assert_int_equal(doc->sections, made->sections);
	assert_int_equal(doc->hits, hits);
	assert_memory_equal(doc->sha256, made->sha256, YD_SHA256_SIZE);
}

static bool is_asked(const struct made *made, const yd_list_query *query)
{
	bool is = query->region_count == 0;
	for (size_t i = 0; i < query->region_count; i++) {
		const char *path = query->regions[i];
		is |= path[0] ? stands_in(made->region, path) || stands_in(made->own_region, path)
			      : !made->region[0];
	}
	return is;
}

/* Walks with random bounds, and steps forth and back through everything. */
static void compare_order(yd_corpus *corpus, struct model *model, const yd_filter *filter)
{
	static const char *const regions[] = {"", "甲省", "甲省/子市", "乙省", "丙州/巳县", "没有"};
	size_t order[MAX_DOCS], given = 0;
	const char *asked[3];
	for (size_t i = 0; i < 3; i++)
		asked[i] = regions[random_below(&model->random, 6)];
	yd_list_query query = {.regions = asked,
		.region_count = random_below(&model->random, 4),
		.filter = filter,
		.samples_only = random_below(&model->random, 4) == 0};
	if (random_below(&model->random, 2))
		query.year_from = 2018 + (int)random_below(&model->random, 4);
	if (random_below(&model->random, 2))
		query.year_to = 2019 + (int)random_below(&model->random, 4);
	sort_model(model, order);
	yd_walk *walk;
	assert_ok(yd_corpus_walk(corpus, &query, &walk, e));
	for (size_t i = 0; i < model->count; i++) {
		const struct made *made = &model->docs[order[i]];
		bool in = shown(made, filter) && (!query.samples_only || made->sample);
		in &= is_asked(made, &query);
		if (query.year_from || query.year_to)
			in &= made->year && made->year >= query.year_from &&
			      (!query.year_to || made->year <= query.year_to);
		if (!in)
			continue;
		yd_doc doc;
		assert_ok(yd_walk_next(walk, &doc, e));
		compare_doc(&doc, made, model->ids[order[i]], passing(made, filter));
		yd_doc_free(&doc);
		given++;
	}
	yd_doc none;
	assert_int_equal(yd_walk_next(walk, &none, NULL), YD_END);
	yd_walk_close(walk);
}

static void compare_steps(yd_corpus *corpus, const struct model *model, const yd_filter *filter)
{
	size_t order[MAX_DOCS];
	int64_t id = 0, before = 0;
	sort_model(model, order);
	yd_status status = yd_corpus_first(corpus, filter, &id, NULL);
	for (size_t i = 0; i < model->count; i++) {
		if (!shown(&model->docs[order[i]], filter)) {
			/* From one that does not pass, both neighbours that do. */
			int64_t next = 0, previous = 0;
			yd_status forth = yd_corpus_step(
				corpus, model->ids[order[i]], 1, filter, &next, NULL);
			assert_int_equal(forth, status);
			assert_true(forth != YD_OK || next == id);
			yd_status back = yd_corpus_step(
				corpus, model->ids[order[i]], -1, filter, &previous, NULL);
			assert_int_equal(back, before ? YD_OK : YD_END);
			assert_true(back != YD_OK || previous == before);
			continue;
		}
		int64_t previous = 0;
		assert_int_equal(status, YD_OK);
		assert_int_equal(id, model->ids[order[i]]);
		yd_status back = yd_corpus_step(corpus, id, -1, filter, &previous, NULL);
		assert_int_equal(back, before ? YD_OK : YD_END);
		assert_true(back != YD_OK || previous == before);
		before = id;
		status = yd_corpus_step(corpus, id, 1, filter, &id, NULL);
	}
	assert_int_equal(status, YD_END);
}

/* Several at once, forth from the first and back from the last. */
static void compare_many_steps(
	yd_corpus *corpus, const struct model *model, const yd_filter *filter)
{
	enum { LIMIT = 7 };
	size_t order[MAX_DOCS], all = 0;
	int64_t ids[MAX_DOCS];
	sort_model(model, order);
	for (size_t i = 0; i < model->count; i++)
		if (shown(&model->docs[order[i]], filter))
			ids[all++] = model->ids[order[i]];
	for (int step = -1; step <= 1 && all; step += 2) {
		size_t at = step > 0 ? 0 : all - 1, left = all - 1, count = LIMIT;
		while (count == LIMIT) {
			yd_doc docs[LIMIT];
			assert_int_equal(yd_corpus_steps(corpus, ids[at], step, filter, docs, LIMIT,
						 &count, NULL),
				YD_OK);
			assert_int_equal(count, left < LIMIT ? left : LIMIT);
			for (size_t i = 0; i < count; i++) {
				at = step > 0 ? at + 1 : at - 1;
				assert_int_equal(docs[i].id, ids[at]);
				yd_doc_free(&docs[i]);
			}
			left -= count;
		}
		assert_int_equal(left, 0);
	}
}

/* Years and documents of every region. */
static void compare_leaves(yd_corpus *corpus, const struct model *model, const yd_filter *filter)
{
	size_t order[MAX_DOCS];
	sort_model(model, order);
	for (size_t i = 0; i < model->count;) {
		const struct made *made = &model->docs[order[i]];
		yd_doc info;
		yd_year_row *years;
		size_t count, year = 0, j = i;
		assert_ok(yd_corpus_doc(corpus, model->ids[order[i]], &info, e));
		assert_ok(yd_corpus_years(corpus, info.region_id, filter, &years, &count, e));
		while (j < model->count &&
			strcmp(model->docs[order[j]].region, made->region) == 0) {
			int now = model->docs[order[j]].year;
			yd_doc *docs;
			size_t doc_count, docs_seen = 0, hits = 0;
			assert_ok(yd_corpus_docs(
				corpus, info.region_id, now, filter, 0, 100, &docs, &doc_count, e));
			for (; j < model->count && model->docs[order[j]].year == now &&
				strcmp(model->docs[order[j]].region, made->region) == 0;
				j++) {
				if (!shown(&model->docs[order[j]], filter))
					continue;
				assert_true(docs_seen < doc_count);
				size_t here = passing(&model->docs[order[j]], filter);
				compare_doc(&docs[docs_seen], &model->docs[order[j]],
					model->ids[order[j]], here);
				docs_seen++;
				hits += here;
			}
			assert_int_equal(docs_seen, doc_count);
			if (docs_seen) {
				assert_true(year < count);
				assert_int_equal(years[year].year, now);
				assert_int_equal(years[year].docs, docs_seen);
				assert_int_equal(years[year++].hits, hits);
				yd_doc *paged;
				size_t paged_count;
				assert_ok(yd_corpus_docs(corpus, info.region_id, now, filter, 1, 1,
					&paged, &paged_count, e));
				assert_int_equal(paged_count, docs_seen > 1);
				if (paged_count)
					assert_int_equal(paged[0].id, docs[1].id);
				yd_docs_free(paged, paged_count);
			}
			yd_docs_free(docs, doc_count);
		}
		assert_int_equal(year, count);
		free(years);
		yd_doc_free(&info);
		i = j;
	}
}

static void compare_themes(yd_corpus *corpus, const struct model *model)
{
	size_t any[YD_CORPUS_THEMES], primary[YD_CORPUS_THEMES];
	yd_totals totals, sum = {0};
	assert_ok(yd_corpus_theme_totals(corpus, any, primary, e));
	for (unsigned theme = 0; theme < YD_CORPUS_THEMES; theme++) {
		yd_filter f = {.themes = UINT32_C(1) << theme},
			  p = {.primary = UINT32_C(1) << theme};
		size_t has = 0, about = 0;
		for (size_t i = 0; i < model->count; i++) {
			has += passing(&model->docs[i], &f);
			about += passing(&model->docs[i], &p);
		}
		assert_int_equal(any[theme], has);
		assert_int_equal(primary[theme], about);
	}
	for (size_t i = 0; i < model->count; i++) {
		const struct made *made = &model->docs[i];
		sum.sections += made->sections;
		sum.clauses += made->clauses;
		sum.samples += made->sample;
		sum.bytes += strlen(made->original ? made->original : made->source);
	}
	assert_ok(yd_corpus_totals(corpus, &totals, e));
	assert_int_equal(totals.docs, model->count);
	assert_int_equal(totals.clauses, sum.clauses);
	assert_int_equal(totals.sections, sum.sections);
	assert_int_equal(totals.samples, sum.samples);
	assert_int_equal(totals.bytes, sum.bytes);
}

static void compare_hashes(yd_corpus *corpus, struct model *model)
{
	uint64_t hash = 1 + random_below(&model->random, 200);
	yd_unit_id *units;
	size_t count, expected = 0;
	assert_ok(yd_corpus_units_with_hash(corpus, hash, 1000, &units, &count, e));
	for (size_t i = 0; i < model->count; i++)
		for (size_t u = 0; u < model->docs[i].unit_count; u++)
			expected += model->docs[i].units[u].text_hash == hash;
	assert_int_equal(count, expected);
	for (size_t i = 0; i < count; i++)
		for (size_t d = 0; d < model->count; d++)
			if (model->ids[d] == units[i].doc)
				assert_int_equal(
					model->docs[d].units[units[i].unit].text_hash, hash);
	free(units);
}

static void compare_references(yd_corpus *corpus, const struct model *model)
{
	for (size_t i = 0; i < model->count; i++) {
		int n = 1;
		int64_t id = 0;
		for (size_t j = 0; j < model->count; j++)
			n += strcmp(model->docs[i].reference, model->docs[j].reference) == 0 &&
			     memcmp(model->docs[j].sha256, model->docs[i].sha256, YD_SHA256_SIZE) <
				     0;
		char *ref = n > 1 ? yd_format("%s.%d", model->docs[i].reference, n)
				  : yd_strdup(model->docs[i].reference);
		assert_ok(yd_corpus_find(corpus, yd_str_of(ref), &id, e));
		assert_int_equal(id, model->ids[i]);
		free(ref);
	}
}

static yd_filter random_filter(struct model *model)
{
	yd_filter filter = {.all = random_below(&model->random, 2)};
	unsigned themes = 1 + random_below(&model->random, 3);
	for (unsigned i = 0; i < themes; i++) {
		uint32_t bit = UINT32_C(1) << random_below(&model->random, 31);
		if (random_below(&model->random, 3))
			filter.themes |= bit;
		else
			filter.primary |= bit;
	}
	return filter;
}

static void compare_all(yd_corpus *corpus, struct model *model)
{
	compare_themes(corpus, model);
	compare_references(corpus, model);
	compare_hashes(corpus, model);
	for (int i = 0; i < 3; i++) {
		yd_filter filter = random_filter(model);
		const yd_filter *asked = i ? &filter : NULL;
		compare_totals(corpus, model, asked);
		compare_order(corpus, model, asked);
		compare_steps(corpus, model, asked);
		compare_many_steps(corpus, model, asked);
		compare_leaves(corpus, model, asked);
	}
}

/* ---- changing ---- */

static size_t with_bytes(const struct model *model, const struct made *made)
{
	size_t i = 0;
	while (i < model->count && memcmp(model->docs[i].sha256, made->sha256, YD_SHA256_SIZE) != 0)
		i++;
	return i;
}

static size_t from_path(const struct model *model, const struct made *made)
{
	size_t i = 0;
	while (i < model->count && (!made->path[0] || strcmp(model->docs[i].path, made->path) != 0))
		i++;
	return i;
}

static void drop(struct model *model, size_t at)
{
	made_free(&model->docs[at]);
	model->count--;
	if (at < model->count) {
		model->docs[at] = model->docs[model->count];
		model->ids[at] = model->ids[model->count];
	}
}

/* Puts into the model what was put into the cache. */
static void put_model(struct model *model, struct made *made, int64_t id)
{
	size_t same = with_bytes(model, made), place = from_path(model, made), at = model->count;
	if (same < model->count) {
		at = same;
		if (!made->path[0])
			strcpy(made->path, model->docs[same].path);
		if (place < model->count && place != same) {
			int64_t kept = model->ids[same];
			drop(model, place);
			for (at = 0; model->ids[at] != kept;)
				at++;
		}
	} else if (place < model->count) {
		at = place;
	}
	if (at < model->count) {
		assert_int_equal(id, model->ids[at]);
		made_free(&model->docs[at]);
	} else {
		model->count++;
	}
	model->docs[at] = *made;
	model->ids[at] = id;
}

static void put_random(yd_corpus *corpus, struct model *model)
{
	struct made made;
	int64_t id;
	unsigned content = random_below(&model->random, 3)
				   ? ++model->contents
				   : random_below(&model->random, model->contents + 1);
	made_fill(&made, &model->random, content, random_below(&model->random, 30));
	made_put(corpus, &made, &id);
	put_model(model, &made, id);
}

static void reread_random(yd_corpus *corpus, struct model *model)
{
	if (model->count == 0)
		return;
	size_t at = random_below(&model->random, (uint32_t)model->count);
	struct made old = model->docs[at], made;
	made_fill(&made, &model->random, 1, 0);
	made_free(&made);
	made.source = old.source;
	made.original = old.original;
	memcpy(made.sha256, old.sha256, sizeof made.sha256);
	yd_doc_row row = made_row(&made);
	assert_ok(yd_corpus_reread(corpus, model->ids[at], &row, e));
	strcpy(made.path, old.path);
	model->docs[at] = made;
}

static void remove_random(yd_corpus *corpus, struct model *model)
{
	if (model->count == 0)
		return;
	size_t at = random_below(&model->random, (uint32_t)model->count);
	assert_ok(yd_corpus_remove(corpus, model->ids[at], e));
	assert_int_equal(yd_corpus_remove(corpus, model->ids[at], NULL), YD_NOT_FOUND);
	drop(model, at);
}

static void change_random(yd_corpus *corpus, struct model *model)
{
	switch (random_below(&model->random, 8)) {
	case 0:
		remove_random(corpus, model);
		break;
	case 1:
	case 2:
		reread_random(corpus, model);
		break;
	default:
		if (model->count < MAX_DOCS - 1)
			put_random(corpus, model);
		else
			remove_random(corpus, model);
	}
}

static void run_model(void **state, uint64_t seed, int rounds)
{
	struct model model = {.random = {seed * UINT64_C(0x9E3779B97F4A7C15) + 1}};
	char *path = folder_path(state, "corpus.db");
	yd_corpus *corpus = corpus_at(path, YD_OPEN_WRITE);
	for (int i = 0; i < rounds; i++) {
		for (uint32_t j = random_below(&model.random, 6); j > 0; j--)
			change_random(corpus, &model);
		compare_all(corpus, &model);
	}
	assert_sound(corpus);
	/* And what was kept is what would be counted. */
	assert_ok(yd_corpus_repair_totals(corpus, e));
	compare_all(corpus, &model);
	while (model.count)
		remove_random(corpus, &model);
	compare_all(corpus, &model);
	assert_sound(corpus);
	yd_corpus_close(corpus);
	free(path);
}

static void counts_equal_a_walk_over_all_documents(void **state)
{
	run_model(state, 1, 60);
}

static void counts_equal_a_walk_over_all_documents_again(void **state)
{
	run_model(state, 77, 60);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			counts_equal_a_walk_over_all_documents, folder_setup, folder_teardown),
		cmocka_unit_test_setup_teardown(counts_equal_a_walk_over_all_documents_again,
			folder_setup, folder_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
