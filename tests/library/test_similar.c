#include "../../src/library/internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static double similarity(const char *a, const char *b)
{
	text_pairs x, y;
	text_pairs_make(yd_str_of(a), &x);
	text_pairs_make(yd_str_of(b), &y);
	double likeness = text_pairs_similarity(&x, &y);
	assert_true(likeness <= text_pairs_bound(x.count, y.count) + 1e-9);
	text_pairs_free(&x);
	text_pairs_free(&y);
	return likeness;
}

static void equal_texts_are_one_and_strange_ones_nought(void **state)
{
	(void)state;
	assert_true(similarity("校园", "校园") == 1);
	assert_true(similarity("校", "校") == 1);
	assert_true(similarity("校", "园") == 0);
	assert_true(similarity("", "") == 0);
	assert_true(similarity("", "校园") == 0);
	assert_true(similarity("甲乙丙丁", "戊己庚辛") == 0);
}

static void pairs_count_as_often_as_they_occur(void **state)
{
	(void)state;
	/* ^a aa aa aa a$ and ^a aa a$: 3 shared of 8 */
	assert_true(similarity("aaaa", "aa") == 2.0 * 3 / 8);
}

static void order_of_sentences_hardly_matters(void **state)
{
	(void)state;
	assert_true(similarity("修订校车运行办法。开展秋季安全检查。",
			    "开展秋季安全检查。修订校车运行办法。") > 0.85);
}

static void a_small_edit_stays_above_the_bar_and_another_clause_below(void **state)
{
	(void)state;
	const char *clause = "完善校车管理台账，每月检查车辆和驾驶人员，及时排除安全隐患。";
	assert_true(similarity(clause,
			    "完善校车管理台账，每季检查车辆和驾驶人员，及时消除安全隐患。") >=
		    YD_BOOKMARK_SIMILAR);
	assert_true(similarity(clause, "加强校园食品安全管理，落实陪餐制度，及时公开检查结果。") <
		    YD_BOOKMARK_SIMILAR);
}

static void similarity_is_symmetric_and_bounded(void **state)
{
	(void)state;
	srand(20);
	for (int i = 0; i < 500; i++) {
		char a[12] = "", b[12] = "";
		for (int k = rand() % 11; k > 0; k--)
			a[k - 1] = (char)('a' + rand() % 3);
		for (int k = rand() % 11; k > 0; k--)
			b[k - 1] = (char)('a' + rand() % 3);
		double there = similarity(a, b), back = similarity(b, a);
		assert_true(there == back && there >= 0 && there <= 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_texts_are_one_and_strange_ones_nought),
		cmocka_unit_test(pairs_count_as_often_as_they_occur),
		cmocka_unit_test(order_of_sentences_hardly_matters),
		cmocka_unit_test(a_small_edit_stays_above_the_bar_and_another_clause_below),
		cmocka_unit_test(similarity_is_symmetric_and_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
