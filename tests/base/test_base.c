#include <yaodian/base.h>
#include <yaodian/extract.h>
#include <yaodian/limits.h>

#include <errno.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void buffer_grows_and_stays_terminated(void **state)
{
	(void)state;
	yd_buf buf = {0};
	for (int i = 0; i < 1000; i++)
		yd_buf_printf(&buf, "%d,", i % 10);
	assert_int_equal(buf.len, 2000);
	assert_int_equal(strlen(buf.ptr), 2000);
	yd_buf_clear(&buf);
	assert_int_equal(strlen(buf.ptr), 0);
	yd_buf_add_str(&buf, YD_STR("要点"));
	char *text = yd_buf_take(&buf);
	assert_string_equal(text, "要点");
	assert_null(buf.ptr);
	free(text);
	text = yd_buf_take(&buf);
	assert_string_equal(text, "");
	free(text);
}

static void strings_find_and_trim(void **state)
{
	(void)state;
	yd_str text = YD_STR("abcabc");
	assert_int_equal(yd_str_find(text, YD_STR("bc"), 0), 1);
	assert_int_equal(yd_str_find(text, YD_STR("bc"), 2), 4);
	assert_true(yd_str_find(text, YD_STR("bc"), 5) == SIZE_MAX);
	assert_true(yd_str_find(text, YD_STR("x"), 99) == SIZE_MAX);
	assert_int_equal(yd_str_find(text, YD_STR(""), 6), 6);
	assert_true(yd_str_starts(text, YD_STR("abc")) && yd_str_ends(text, YD_STR("cabc")));
	assert_false(yd_str_starts(YD_STR("a"), YD_STR("ab")));
	assert_true(yd_str_equal(yd_str_trim_ascii(YD_STR(" \t x y\r\n")), YD_STR("x y")));
	assert_int_equal(yd_str_of(NULL).len, 0);
}

static void long_errors_are_cut_between_characters(void **state)
{
	(void)state;
	yd_error err = {0};
	char about[3001] = "";
	for (int i = 0; i < 1000; i++)
		memcpy(about + 3 * i, "教", 3);
	assert_int_equal(yd_fail(&err, YD_INVALID, about, "is %s", about), YD_INVALID);
	size_t len = strlen(err.text);
	assert_true(len < sizeof err.text && len > sizeof err.text - 8);
	assert_non_null(strstr(err.text, ": is 教"));
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)err.text[i] >= 0x80) {
			assert_memory_equal(err.text + i, "教", 3);
			i += 2;
		}
	assert_int_equal(yd_fail(NULL, YD_BUSY, NULL, "x"), YD_BUSY);
	assert_int_equal(yd_fail_errno(&err, ENOENT, "f", "open"), YD_NOT_FOUND);
	assert_int_equal(yd_fail_errno(&err, EACCES, "f", "open"), YD_SYSTEM);
}

static void sha256_of_abc(void **state)
{
	(void)state;
	uint8_t digest[YD_SHA256_SIZE];
	char hex[2 * YD_SHA256_SIZE + 1];
	yd_sha256("abc", 3, digest);
	yd_sha256_hex(digest, hex);
	assert_string_equal(
		hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/* A word where a number is due must not pass for the usual limit in silence. */
static void limits_that_are_no_numbers_are_refused(void **state)
{
	static const char *const bad[] = {
		"abc", "0", "-5", "+5", " 5", "5 ", "5x", "1e3", "99999999999999999999"};
	yd_error err;
	(void)state;
	unsetenv("YAODIAN_EXTRACT_SECONDS");
	assert_int_equal(yd_limit_of(YD_LIMIT_EXTRACT_SECONDS), YD_EXTRACT_SECONDS);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		setenv("YAODIAN_EXTRACT_SECONDS", bad[i], 1);
		assert_int_equal(yd_limits_check(&err), YD_INVALID);
		assert_non_null(strstr(err.text, "is no number from 1 to"));
		assert_int_equal(yd_limit_of(YD_LIMIT_EXTRACT_SECONDS), YD_EXTRACT_SECONDS);
	}
	setenv("YAODIAN_EXTRACT_SECONDS", "7", 1);
	assert_int_equal(yd_limits_check(&err), YD_OK);
	assert_int_equal(yd_limit_of(YD_LIMIT_EXTRACT_SECONDS), 7);
	setenv("YAODIAN_EXTRACT_SECONDS", "", 1);
	assert_int_equal(yd_limits_check(&err), YD_OK);
	unsetenv("YAODIAN_EXTRACT_SECONDS");
	setenv("YAODIAN_FETCH_PAUSE", "0", 1);
	assert_int_equal(yd_limits_check(&err), YD_OK);
	assert_int_equal(yd_limit_of(YD_LIMIT_FETCH_PAUSE), 0);
	unsetenv("YAODIAN_FETCH_PAUSE");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(buffer_grows_and_stays_terminated),
		cmocka_unit_test(strings_find_and_trim),
		cmocka_unit_test(long_errors_are_cut_between_characters),
		cmocka_unit_test(sha256_of_abc),
		cmocka_unit_test(limits_that_are_no_numbers_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
