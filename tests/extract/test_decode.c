/* Encodings: declared, declared wrongly, not at all. */
#include "support.h"

#include "../../src/extract/decode.h"

#include "config.h"

#include <stdlib.h>
#include <string.h>

static const char simplified[] =
	"云水市教育局2024年工作要点\n一、加强党的建设。组织学习班十期，覆盖全体党员干部。\n"
	"二、完善校车管理台账，每月检查车辆和驾驶人员，及时排除安全隐患。\n";
static const char traditional[] =
	"雲水市教育局2024年工作要點\n一、加強學校安全。組織學習班十期，覆蓋全體教師。\n"
	"二、完善校車管理，每月檢查車輛和駕駛人員，及時排除安全隱患。\n";

static void expect_encoding(const char *text, const char *encoding, const char *said)
{
	yd_buf bytes = encoded(text, encoding), lines = {0};
	char *line = yd_format("encoding %s", said);
	expect_line(yd_buf_str(&bytes), line);
	free(line);
	for (const char *at = text; *at; at += strcspn(at, "\n") + 1)
		yd_buf_printf(&lines, "|%.*s\n", (int)strcspn(at, "\n"), at);
	expect_paragraphs(yd_buf_str(&bytes), lines.ptr);
	yd_buf_free(&lines);
	yd_buf_free(&bytes);
}

static void text_in_every_encoding_is_recognised(void **state)
{
	(void)state;
	expect_encoding(simplified, "UTF-8", "UTF-8");
	expect_encoding(simplified, "GB18030", "GB18030");
	expect_encoding(simplified, "GBK", "GB18030");
	expect_encoding(simplified, "GB2312", "GB18030");
	expect_encoding(traditional, "GB18030", "GB18030");
	expect_encoding(traditional, "BIG5", "BIG5-HKSCS");
	expect_encoding(simplified, "UTF-16LE", "UTF-16LE");
	expect_encoding(simplified, "UTF-16BE", "UTF-16BE");
}

static void short_text_is_recognised_too(void **state)
{
	(void)state;
	expect_encoding("教育局工作要点\n", "GB18030", "GB18030");
	expect_encoding("完善校車管理\n", "BIG5", "BIG5-HKSCS");
}

static void a_byte_order_mark_decides(void **state)
{
	(void)state;
	yd_buf bytes = {0}, text = encoded("要\n", "UTF-16LE");
	yd_buf_add(&bytes, "\xFF\xFE", 2);
	yd_buf_add_str(&bytes, yd_buf_str(&text));
	expect_paragraphs(yd_buf_str(&bytes), "|要\n");
	yd_buf_clear(&bytes);
	yd_buf_puts(&bytes, "\xEF\xBB\xBF要\r\n点\r末\n");
	expect_paragraphs(yd_buf_str(&bytes), "|要\n|点\n|末\n");
	/* Nothing behind it (found by fuzzing). */
	struct decoded nothing;
	decode(YD_STR("\xFF\xFE"), NULL, &nothing);
	assert_string_equal(nothing.encoding, "UTF-16LE");
	assert_int_equal(nothing.text.len, 0);
	decoded_free(&nothing);
	yd_buf_free(&bytes);
	yd_buf_free(&text);
}

#ifdef HAVE_LIBXML2
static void expect_declared(const char *declared, const char *encoding, const char *said)
{
	char *page = yd_format(
		"<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; "
		"charset=%s\"></head><body><p>云水市教育局，完善校车管理台账，每月检查车辆。</p>"
		"<p>一、加强党的建设，组织学习班十期，覆盖全体党员。</p></body></html>",
		declared);
	yd_buf bytes = encoded(page, encoding);
	char *line = yd_format("encoding %s", said);
	expect_line(yd_buf_str(&bytes), line);
	expect_paragraphs(yd_buf_str(&bytes),
		"|云水市教育局，完善校车管理台账，每月检查车辆。\n"
		"|一、加强党的建设，组织学习班十期，覆盖全体党员。\n");
	free(line);
	free(page);
	yd_buf_free(&bytes);
}

static void a_declaration_is_believed_only_if_the_bytes_agree(void **state)
{
	(void)state;
	expect_declared("gb2312", "GB18030", "GB18030");
	expect_declared("GBK", "GB18030", "GB18030");
	expect_declared("utf-8", "GB18030", "GB18030");
	expect_declared("gb2312", "UTF-8", "UTF-8");
	expect_declared("big5", "GB18030", "GB18030");
	expect_declared("iso-8859-1", "GB18030", "GB18030");
	expect_declared("no-such-thing", "GB18030", "GB18030");
}

#endif

static void what_cannot_be_decoded_is_counted(void **state)
{
	(void)state;
	yd_buf bytes = encoded(simplified, "GB18030");
	yd_buf_add(&bytes, "\xFF\n\xFF\n", 4);
	expect_line(yd_buf_str(&bytes), "replaced 2");
	/* Cut in the middle of a character. */
	bytes.len -= 4;
	bytes.len -= 1;
	yd_buf_add(&bytes, "\xD4", 1);
	expect_line(yd_buf_str(&bytes), "replaced 1");
	yd_buf_free(&bytes);
}

#ifdef HAVE_LIBXML2
static void invisible_characters_go_and_private_ones_are_told(void **state)
{
	(void)state;
	const char text[] =
		"<html><body><p>一、加\u00AD强\u200B党的\uFEFF建设，\uF0B7组织\uE000学习。</p></"
		"body></html>";
	expect_paragraphs(yd_str_of(text), "|一、加强党的建设，•组织\uE000学习。\n");
	expect_line(yd_str_of(text),
		"warning private-use characters, which only their own font can show: 1");
}

#endif

/* Typists used A3 A0 of GB 2312, which stands for nothing there, as a full-width space. */
static void the_space_that_gb2312_leaves_free_is_one(void **state)
{
	(void)state;
	yd_buf bytes = encoded("一、加强党的建设。组织学习班十期，覆盖全体党员干部。\n", "GB18030");
	yd_buf whole = {0};
	yd_buf_add(&whole, "\xA3\xA0\xA3\xA0", 4);
	yd_buf_add_str(&whole, yd_buf_str(&bytes));
	expect_paragraphs(yd_buf_str(&whole),
		"|\u3000\u3000一、加强党的建设。组织学习班十期，覆盖全体党员干部。\n");
	expect_paragraphs(
		YD_STR("\uE5E5一、加强党的\uE5E5建设。"), "|\u3000一、加强党的\u3000建设。\n");
	yd_buf_free(&whole);
	yd_buf_free(&bytes);
}

/* The first 8 KB are looked at: a declaration that is cut off there is none. */
static void a_declaration_that_is_cut_off_is_none(void **state)
{
	(void)state;
	yd_buf bytes = {0};
	while (bytes.len + 7 < 8192)
		yd_buf_putc(&bytes, 'x');
	yd_buf_puts(&bytes, "charset=big5");
	expect_line(yd_buf_str(&bytes), "encoding UTF-8");
	yd_buf_free(&bytes);
}

static void binary_data_is_no_text(void **state)
{
	(void)state;
	char bytes[4096];
	uint32_t seed = 7;
	for (size_t i = 0; i < sizeof bytes; i++) {
		seed = seed * 1664525u + 1013904223u;
		bytes[i] = (char)(seed >> 24);
	}
	bytes[0] = 'x';
	expect_error((yd_str){bytes, sizeof bytes}, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_space_that_gb2312_leaves_free_is_one),
		cmocka_unit_test(text_in_every_encoding_is_recognised),
		cmocka_unit_test(short_text_is_recognised_too),
		cmocka_unit_test(a_byte_order_mark_decides),
#ifdef HAVE_LIBXML2
		cmocka_unit_test(a_declaration_is_believed_only_if_the_bytes_agree),
		cmocka_unit_test(invisible_characters_go_and_private_ones_are_told),
#endif
		cmocka_unit_test(what_cannot_be_decoded_is_counted),
		cmocka_unit_test(a_declaration_that_is_cut_off_is_none),
		cmocka_unit_test(binary_data_is_no_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
