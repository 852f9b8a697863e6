/* References of documents: from the document alone, always the same. */
#include <yaodian/intake.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void references_come_from_the_document_alone(void **state)
{
	(void)state;
	char a[17], b[17];
	yd_reference_make("220802", "吉林省/白城市/洮北区", 2025, "洮北区教育局2025年工作要点",
		"白洮教〔2025〕1号", YD_STR("x"), a);
	assert_int_equal(strlen(a), 16);
	assert_memory_equal(a, "220802-2025-", 12);
	/* Script, brackets, blanks and what stands in the text do not matter where a title is
	 * known. */
	yd_reference_make("220802", "吉林省/白城市/洮北区", 2025, "洮北區教育局 2025年工作要點",
		"白洮教[2025]1號", YD_STR("y"), b);
	assert_string_equal(a, b);
	yd_reference_make("220802", "吉林省/白城市/洮北区", 2025, "洮北区教育局2025年工作要点",
		NULL, YD_STR("x"), b);
	assert_string_not_equal(a, b);

	yd_reference_make("", NULL, 0, NULL, NULL, YD_STR("甲乙"), a);
	assert_memory_equal(a, "x-0000-", 7);
	yd_reference_make("000000", YD_NATIONAL, 2022, "t", NULL, YD_STR(""), a);
	assert_memory_equal(a, "000000-2022-", 12);
	yd_reference_make("", "示例省/云水市", 2024, "t", NULL, YD_STR(""), a);
	assert_int_equal(strlen(a), 15);
	assert_memory_equal(a + 5, "-2024-", 6);

	/* The key is the beginning of SHA-256 of the folded title: here of "abc". */
	yd_reference_make("220000", "吉林省", 2020, "ABC", NULL, YD_STR(""), a);
	assert_string_equal(a, "220000-2020-ba78");
	yd_reference_make("220000", "吉林省", 2020, NULL, "ＡＢＣ", YD_STR(""), a);
	assert_string_equal(a, "220000-2020-ba78");
	yd_reference_make("", "abc", 2020, "ABC", NULL, YD_STR(""), a);
	assert_string_equal(a, "xba78-2020-ba78");
}

static void untitled_documents_are_told_by_their_first_words(void **state)
{
	(void)state;
	yd_buf one = {0}, two = {0};
	for (int i = 0; i < 200; i++) {
		yd_buf_puts(&one, "教");
		yd_buf_puts(&two, i == 199 ? "育" : "教");
	}
	char a[17], b[17];
	yd_reference_make("", NULL, 0, NULL, NULL, yd_buf_str(&one), a);
	yd_reference_make("", NULL, 0, NULL, NULL, yd_buf_str(&two), b);
	assert_string_not_equal(a, b);
	/* What stands behind the 200th character does not count. */
	yd_buf_puts(&one, "后");
	yd_reference_make("", NULL, 0, NULL, NULL, yd_buf_str(&one), b);
	assert_string_equal(a, b);
	yd_buf_free(&one);
	yd_buf_free(&two);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(references_come_from_the_document_alone),
		cmocka_unit_test(untitled_documents_are_told_by_their_first_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
