/*
 * The index finds exactly the units whose folded text contains the folded query: compared with a
 * scan of all texts as printed, folded by a fold written apart from the program's.
 */
#include "find_scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <yaodian/text.h>

enum { QUERIES = 400 };

static void single_terms_are_found_exactly(void **state)
{
	scene *s = *state;
	size_t with_hits = 0;
	for (int i = 0; i < QUERIES; i++) {
		char *term = scene_term(s);
		yd_find_node node = scene_node(term, i % 7 == 0);
		yd_find_query query = {
			.what = &node, .order = i % 5 ? YD_FIND_STORED : YD_FIND_RANKED};
		with_hits += scene_check(s, &query) > 0;
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
			terms[j] = scene_term(s);
			if (scene_below(s, 2)) /* short ones meet more often */
				terms[j][yd_utf8_decode(
					yd_str_of(terms[j]), &(uint32_t){0}, NULL)] = '\0';
			leaf[j] = scene_node(terms[j], scene_below(s, 5) == 0);
		}
		inner[0] = (yd_find_node){.kind = scene_below(s, 2) ? YD_FIND_ALL : YD_FIND_ANY,
			.items = leaf,
			.count = scene_below(s, 4)};
		inner[1] = (yd_find_node){.kind = YD_FIND_NOT, .items = &leaf[3], .count = 1};
		inner[2] = (yd_find_node){.kind = YD_FIND_ANY, .items = &leaf[4], .count = 2};
		root = (yd_find_node){.kind = scene_below(s, 3) ? YD_FIND_ALL : YD_FIND_ANY,
			.items = inner,
			.count = 1 + scene_below(s, 3)};
		yd_find_query query = {
			.what = &root, .order = i % 5 ? YD_FIND_STORED : YD_FIND_RANKED};
		scene_check(s, &query);
		for (int j = 0; j < 6; j++)
			free(terms[j]);
	}
}

static void restricted_searches_are_exact(void **state)
{
	scene *s = *state;
	for (int i = 0; i < QUERIES; i++) {
		char *term = scene_term(s);
		const yd_doc *doc = s->all.docs[scene_below(s, (uint32_t)s->all.doc_count)];
		if (scene_below(s, 2))
			term[yd_utf8_decode(yd_str_of(term), &(uint32_t){0}, NULL)] = '\0';
		yd_find_node node = scene_node(term, false);
		yd_find_node every = {.kind = YD_FIND_ALL};
		yd_filter filter = {.themes = 1u << scene_below(s, 31) | 1u << scene_below(s, 31)};
		filter.primary = 1u << scene_below(s, 31) & ~filter.themes;
		filter.all = scene_below(s, 2);
		char *regions[2] = {scene_region(s), scene_region(s)};
		yd_find_query query = {.what = scene_below(s, 5) ? &node : &every};
		if (scene_below(s, 2)) {
			query.regions = (const char *const *)regions;
			query.region_count = 1 + scene_below(s, 2);
		}
		if (scene_below(s, 2))
			query.year_from = 2005 + (int)scene_below(s, 20),
			query.year_to = query.year_from + (int)scene_below(s, 15);
		if (scene_below(s, 3) == 0)
			query.year_to = 0;
		if (scene_below(s, 3) == 0)
			query.filter = &filter;
		if (scene_below(s, 6) == 0)
			query.doc = doc->id;
		scene_check(s, &query);
		free(regions[0]);
		free(regions[1]);
		free(term);
	}
}

static void listed_units_are_looked_at_alone(void **state)
{
	scene *s = *state;
	yd_corpus *corpus = yd_library_corpus(s->f.library);
	for (int i = 0; i < 40; i++) {
		char *term = scene_term(s);
		term[yd_utf8_decode(yd_str_of(term), &(uint32_t){0}, NULL)] = '\0';
		yd_find_node node = scene_node(term, false);
		yd_unit_id units[9];
		size_t expected = 0, hits = 0, counted;
		for (int j = 0; j < 8; j++) {
			const unit *u = &s->all.units[scene_below(s, (uint32_t)s->all.count)];
			units[j] = (yd_unit_id){u->doc, u->number};
		}
		units[8] = units[0]; /* twice is once */
		yd_find_query query = {.what = &node, .units = units, .unit_count = 9};
		for (size_t k = 0; k < s->all.count; k++) {
			bool listed = false;
			for (int j = 0; j < 8; j++)
				listed |= units[j].doc == s->all.units[k].doc &&
					  units[j].unit == s->all.units[k].number;
			expected += listed && scene_asks(&s->all.units[k], &query);
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

static void syntax_is_text(void **state)
{
	scene *s = *state;
	assert_true(scene_hits_of(s, "say \"NEAR(安全, 5)\"") > 0);
	assert_true(scene_hits_of(s, "\"NEAR(") > 0);
	assert_true(scene_hits_of(s, "find:* ^x' OR 1=1; --") > 0);
	assert_true(scene_hits_of(s, "*") > 0);
	scene_hits_of(s, "AND");
	scene_hits_of(s, "(");
	scene_hits_of(s, "unit:");
	scene_hits_of(s, "\x01\x02");
}

static void text_is_found_inside_words_in_both_scripts(void **state)
{
	scene *s = *state;
	assert_true(scene_hits_of(s, "黨建") > 0);
	assert_true(scene_hits_of(s, "党建引領") > 0);
	assert_true(scene_hits_of(s, "BCD") > 0);
	assert_true(scene_hits_of(s, "2345") > 0);
	assert_true(scene_hits_of(s, "😀") > 0);
	assert_true(scene_hits_of(s, "头😀尾") > 0);
	assert_true(scene_hits_of(s, "𠮷") > 0);
	assert_true(scene_hits_of(s, "末端。下段") > 0); /* across paragraphs of a clause */
}

static void long_and_broken_trees_are_answered(void **state)
{
	scene *s = *state;
	yd_corpus *corpus = yd_library_corpus(s->f.library);
	yd_buf text = {0};
	for (int i = 0; i < 10000; i++)
		yd_buf_puts(&text, i % 3 ? "教" : "育");
	assert_int_equal(scene_hits_of(s, text.ptr), 0);
	yd_buf_free(&text);

	yd_find_node *many = yd_alloc(3000 * sizeof *many);
	for (int i = 0; i < 3000; i++)
		many[i] = scene_node("育", false);
	yd_find_node root = {.kind = YD_FIND_ALL, .items = many, .count = 3000};
	scene_check(s, &(yd_find_query){.what = &root});
	root.kind = YD_FIND_ANY;
	scene_check(s, &(yd_find_query){.what = &root});

	yd_find *find;
	yd_error err;
	/* Each is the last item of the one around it, behind a term; in every `not`th place it is
	 * not to be there. */
	for (int not = 0; not < 4; not ++) {
		many[0] = scene_node("育", false);
		for (int i = 1; i < 100; i++) {
			yd_find_node *pair = &many[100 + 2 * i];
			pair[0] = scene_node("教", false);
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
				scene_check(s, &query);
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
	yd_find_node node = scene_node("育", false);
	yd_find_query query = {.what = &node};
	yd_find *find;
	yd_found_unit hit;
	assert_int_equal(yd_corpus_find_open(corpus, &query, &find, NULL), YD_OK);
	assert_int_equal(yd_find_next(find, &hit, NULL), YD_OK);
	yd_corpus_interrupt(corpus);
	assert_int_equal(yd_find_next(find, &hit, NULL), YD_INTERRUPTED);
	yd_find_close(find);
	assert_true(scene_hits_of(s, "育") > 0);
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
	};
	return cmocka_run_group_tests(tests, scene_begin, scene_end);
}
