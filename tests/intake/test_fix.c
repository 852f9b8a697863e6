/* What a user says of paragraphs: headings, text, levels. Own sentences. */
#include <yaodian/intake.h>
#include <yaodian/text.h>

#include "generate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* ---- an outline in one line: "1甲[1.1子 1.2丑] 2乙" with its closing ---- */

static void print_outline(yd_str source, const yd_outline *outline, yd_buf *out)
{
	yd_outline_kind_text(outline, source, YD_PREAMBLE, out);
	for (size_t i = 0; i < outline->node_count; i++) {
		yd_buf_putc(out, '|');
		yd_unit_address(outline, i + 1, out);
		yd_buf_putc(out, ' ');
		yd_outline_mark(outline, source, i, out);
		if (!yd_outline_is_clause(outline, i)) {
			yd_outline_title(outline, source, i, out);
			yd_buf_putc(out, ':');
		}
		yd_outline_text(outline, source, i, out);
	}
	yd_buf_putc(out, '|');
	yd_outline_kind_text(outline, source, YD_CLOSING, out);
	for (size_t i = 0; i < out->len; i++)
		if (out->ptr[i] == '\n')
			out->ptr[i] = '/';
}

static size_t read_fixed(yd_str source, const yd_outline_fix *fixes, size_t count, yd_outline *out)
{
	return yd_outline_read_given(
		source, &(yd_outline_given){.fixes = fixes, .fix_count = count}, out);
}

static size_t list_paras(
	yd_str source, const yd_outline_fix *fixes, size_t count, yd_outline_para **out)
{
	return yd_outline_paras(
		source, &(yd_outline_given){.fixes = fixes, .fix_count = count}, out);
}

static void expect(const char *text, const yd_outline_fix *fixes, size_t count, size_t applied,
	const char *expected)
{
	yd_outline outline;
	yd_buf out = {0};
	assert_int_equal(read_fixed(yd_str_of(text), fixes, count, &outline), applied);
	print_outline(yd_str_of(text), &outline, &out);
	assert_string_equal(out.ptr, expected);
	yd_buf_free(&out);
	yd_outline_free(&outline);
}

static yd_outline_fix fix(const char *paragraph, uint32_t nth, int level)
{
	return (yd_outline_fix){yd_outline_hash(yd_str_of(paragraph)), nth, level};
}

#define EXPECT(text, applied, expected, ...)                                                       \
	do {                                                                                       \
		const yd_outline_fix list[] = {__VA_ARGS__};                                       \
		expect((text), list, sizeof list / sizeof *list, (applied), (expected));           \
	} while (0)

#define PLAN                                                                                                                  \
	"云水市教育局2024年工作要点\n导语在此。\n一、甲事\n（一）子事\n子文。\n（二）丑事\n" \
	"二、乙事\n乙文。\n补充说明\n补文。\n"

static void without_fixes_it_is_as_ever(void **state)
{
	(void)state;
	expect(PLAN, NULL, 0, 0,
		"导语在此。|1 一、甲事:|1.1 （一）子事/子文。|1.2 （二）丑事|2 "
		"二、乙事/乙文。/补充说明/"
		"补文。|");
}

static void what_was_taken_for_a_heading_is_text(void **state)
{
	(void)state;
	EXPECT(PLAN, 1,
		"导语在此。|1 一、甲事:|1.1 （一）子事/子文。/（二）丑事|2 "
		"二、乙事/乙文。/补充说明/补文。|",
		fix("（二）丑事", 1, YD_LEVEL_TEXT));
	/* What stood below it stays on its level. */
	EXPECT(PLAN, 1,
		"导语在此。/一、甲事|1 （一）子事/子文。|2 （二）丑事|3 "
		"二、乙事/乙文。/补充说明/补文。|",
		fix("一、甲事", 1, YD_LEVEL_TEXT));
	EXPECT(PLAN, 1,
		"导语在此。|1 一、甲事:|1.1 （一）子事/子文。|1.2 "
		"（二）丑事/二、乙事/乙文。/补充说明/补文。|",
		fix("二、 乙事", 1, YD_LEVEL_TEXT)); /* white space never counts */
}

static void text_becomes_a_heading_of_a_level(void **state)
{
	(void)state;
	EXPECT(PLAN, 1,
		"导语在此。|1 一、甲事:|1.1 （一）子事/子文。|1.2 （二）丑事|2 二、乙事/乙文。|3 "
		"补充说明/补文。|",
		fix("补充说明", 1, 1));
	EXPECT(PLAN, 1,
		"导语在此。|1 一、甲事:|1.1 （一）子事/子文。|1.2 （二）丑事|2 二、乙事:乙文。|2.1 "
		"补充说明/补文。|",
		fix("补充说明", 1, 2));
	/* Too deep a level is the next below. */
	EXPECT(PLAN, 1,
		"导语在此。|1 一、甲事:|1.1 （一）子事/子文。|1.2 （二）丑事|2 二、乙事:乙文。|2.1 "
		"补充说明/补文。|",
		fix("补充说明", 1, 8));
	/* From the preamble. */
	EXPECT(PLAN, 1,
		"|1 导语在此。|2 一、甲事:|2.1 （一）子事/子文。|2.2 （二）丑事|3 "
		"二、乙事/乙文。/补充说明/补文。|",
		fix("导语在此。", 1, 1));
}

static void a_node_goes_to_another_level(void **state)
{
	(void)state;
	EXPECT(PLAN, 1,
		"导语在此。|1 一、甲事:|1.1 （一）子事/子文。|2 （二）丑事|3 "
		"二、乙事/乙文。/补充说明/补文。|",
		fix("（二）丑事", 1, 1));
	/* Its children go down with it. */
	EXPECT("云水市教育局2024年工作要点\n一、甲\n文。\n二、乙\n（一）子\n文。\n（二）丑\n文。\n",
		1, "|1 一、甲:文。|1.1 二、乙:|1.1.1 （一）子/文。|1.1.2 （二）丑/文。|",
		fix("二、乙", 1, 2));
}

static void a_heading_takes_the_clauses_that_follow(void **state)
{
	(void)state;
	const char *plain =
		"云水市教育局工作要点\n抓好教学工作，落实常规。\n保障教师待遇，加强培训。\n"
		"重视校园安全，常查常改。\n改善办学条件，加大投入。\n";
	EXPECT(plain, 2,
		"|1 抓好教学工作，落实常规:|1.1 保障教师待遇，加强培训。|2 "
		"重视校园安全，常查常改:|2.1 "
		"改善办学条件，加大投入。|",
		fix("抓好教学工作，落实常规。", 1, YD_LEVEL_HEADING),
		fix("重视校园安全，常查常改。", 1, YD_LEVEL_HEADING));
	/* Up to the next section. */
	EXPECT("云水市教育局2024年工作要点\n一、甲\n文。\n二、乙\n文。\n三、丙\n（一）子\n文。\n（"
	       "二）丑\n文。\n",
		1, "|1 一、甲:文。|1.1 二、乙/文。|2 三、丙:|2.1 （一）子/文。|2.2 （二）丑/文。|",
		fix("一、甲", 1, YD_LEVEL_HEADING));
	/* A section heads what follows already. */
	EXPECT(PLAN, 1,
		"导语在此。|1 一、甲事:|1.1 （一）子事/子文。|1.2 （二）丑事|2 "
		"二、乙事/乙文。/补充说明/补文。|",
		fix("一、甲事", 1, YD_LEVEL_HEADING));
}

static void paragraphs_of_equal_text_are_told_apart(void **state)
{
	(void)state;
	const char *text =
		"云水市教育局2024年工作要点\n一、甲\n主要措施\n甲文。\n二、乙\n主要措施\n乙文。\n";
	EXPECT(text, 1, "|1 一、甲/主要措施/甲文。|2 二、乙:|2.1 主要措施/乙文。|",
		fix("主要措施", 2, 2));
	EXPECT(text, 0, "|1 一、甲/主要措施/甲文。|2 二、乙/主要措施/乙文。|",
		fix("主要措施", 3, 2), fix("主要措施", 0, 2), fix("没有这一段", 1, 1),
		fix("主要措施", 1, 50), fix("主要措施", 1, -7), fix("主要措施", UINT32_MAX, 2));
}

static void the_last_word_counts(void **state)
{
	(void)state;
	EXPECT(PLAN, 1,
		"导语在此。|1 一、甲事:|1.1 （一）子事/子文。|1.2 （二）丑事|2 "
		"二、乙事/乙文。/补充说明/补文。|",
		fix("（二）丑事", 1, YD_LEVEL_TEXT), fix("（二）丑事", 1, 2));
}

static void a_closing_can_be_text(void **state)
{
	(void)state;
	const char *text = "云水市教育局2024年工作要点\n一、甲\n文。\n二、乙\n文。\n云水市教育局\n2"
			   "024年1月1日\n";
	EXPECT(text, 0, "|1 一、甲/文。|2 二、乙/文。|云水市教育局/2024年1月1日", fix("无", 1, 1));
	/* A node's text has no closing inside it. */
	EXPECT(text, 1, "|1 一、甲/文。|2 二、乙/文。/云水市教育局/2024年1月1日|",
		fix("2024年1月1日", 1, YD_LEVEL_TEXT));
	EXPECT(text, 1, "|1 一、甲/文。|2 二、乙/文。|3 云水市教育局|2024年1月1日",
		fix("云水市教育局", 1, 1));
}

/* A heading in a cover notice ends at the plan's own title at the latest. */
static void a_heading_before_the_title_ends_there(void **state)
{
	(void)state;
	const char *text =
		"云水市教育局关于印发《云水市教育局2024年工作要点》的通知\n现印发给你们。\n"
		"请认真执行。\n云水市教育局2024年工作要点\n导语在此。\n一、甲\n二、乙\n";
	EXPECT(text, 1,
		"云水市教育局关于印发《云水市教育局2024年工作要点》的通知/导语在此。|1 "
		"现印发给你们。/请认真执行。|2 一、甲|3 二、乙|",
		fix("现印发给你们。", 1, 1));
}

static void lines_that_were_broken_are_one_paragraph(void **state)
{
	(void)state;
	const char *text = "云水市教育局2024年工作要点\n一、甲\n文。\n二、乙\n到2\n025年完成全部任"
			   "务。\n三、丙\n文。\n";
	yd_outline outline, same;
	yd_outline_para *paras;
	yd_outline_read(yd_str_of(text), &outline);
	size_t count = list_paras(yd_str_of(text), NULL, 0, &paras);
	for (size_t i = 0; i < count; i++) {
		yd_outline_fix one = {paras[i].text_hash, paras[i].nth, YD_LEVEL_TEXT};
		size_t applied = read_fixed(yd_str_of(text), &one, 1, &same);
		assert_int_equal(applied, 1);
		yd_outline_free(&same);
	}
	yd_outline_paras_free(paras, count);
	yd_outline_free(&outline);
}

/* ---- properties ---- */

static bool is_blank(yd_str text)
{
	return yd_text_trim(text).len == 0;
}

/* Every character that is not white space lies in one piece, in order; nodes have their pieces
 * together, and are stored and read back. */
static void check_outline(yd_str source, const yd_outline *outline)
{
	uint32_t end = 0;
	for (size_t i = 0; i < outline->piece_count; i++) {
		const yd_piece *piece = &outline->pieces[i];
		assert_true(piece->start >= end && piece->end > piece->start &&
			    piece->end <= source.len);
		assert_true(is_blank((yd_str){source.ptr + end, piece->start - end}));
		end = piece->end;
	}
	assert_true(is_blank((yd_str){source.ptr + end, source.len - end}));
	for (size_t i = 0; i < outline->node_count; i++) {
		const yd_node *node = &outline->nodes[i];
		assert_true(node->piece_count >= 1);
		for (uint32_t p = 0; p < node->piece_count; p++) {
			const yd_piece *piece = &outline->pieces[node->first_piece + p];
			assert_true(piece->node == i || piece->kind == YD_FURNITURE);
		}
		yd_buf address = {0};
		yd_unit_address(outline, i + 1, &address);
		assert_int_equal(yd_unit_find(outline, yd_buf_str(&address)), i + 1);
		yd_buf_free(&address);
	}
	yd_buf bytes = {0};
	yd_outline back;
	yd_outline_encode(outline, &bytes);
	assert_int_equal(yd_outline_decode(yd_buf_str(&bytes), source.len, &back), YD_OK);
	yd_buf_free(&bytes);
	yd_outline_free(&back);
}

static void random_fixes_conserve_the_text_and_are_found_again(void **state)
{
	(void)state;
	enum { DOCUMENTS = 400, FIXES = 6 };
	for (uint64_t seed = 1; seed <= DOCUMENTS; seed++) {
		made_document made;
		uint64_t random = seed * 7919 + 1;
		make_document(seed, &made);
		yd_str source = yd_buf_str(&made.source);
		yd_outline plain, fixed, again;
		yd_buf before = {0}, after = {0};
		yd_outline_read(source, &plain);
		print_outline(source, &plain, &before);
		yd_outline_fix fixes[FIXES];
		size_t count = 0;
		while (count < FIXES) {
			yd_outline_para *paras;
			/* Each is chosen from the outline that those before have made. */
			size_t all = list_paras(source, fixes, count, &paras);
			if (!all) {
				yd_outline_paras_free(paras, all);
				break;
			}
			const yd_outline_para *one = &paras[random_below(&random, (uint32_t)all)];
			int level = (int)random_below(&random, 7);
			fixes[count++] = (yd_outline_fix){
				one->text_hash, one->nth, level == 6 ? YD_LEVEL_HEADING : level};
			yd_outline_paras_free(paras, all);
			read_fixed(source, fixes, count, &fixed);
			check_outline(source, &fixed);
			yd_outline_free(&fixed);
		}
		/* Without them it is what it was. */
		read_fixed(source, fixes, 0, &again);
		print_outline(source, &again, &after);
		assert_string_equal(before.ptr, after.ptr);
		yd_outline_free(&again);
		yd_outline_free(&plain);
		yd_buf_free(&before);
		yd_buf_free(&after);
		made_document_free(&made);
	}
}

/* The same of a file whose paragraphs look like anything. */
static void check_with_looks(
	yd_str source, const yd_outline_fix *fixes, size_t count, uint64_t *random)
{
	enum { LINES = 32 };
	yd_look looks[LINES];
	yd_outline outline;
	size_t lines = 0;
	for (size_t at = 0; at < source.len && lines < LINES;) {
		looks[lines++] = (yd_look){.start = (uint32_t)at,
			.look = (uint8_t)random_below(random, 128),
			.heading = (uint8_t)(random_below(random, 2) * random_below(random, 5))};
		at = yd_str_find(source, YD_STR("\n"), at) + 1;
	}
	const yd_outline_given given = {
		.looks = looks, .look_count = lines, .fixes = fixes, .fix_count = count};
	yd_outline_read_given(source, &given, &outline);
	check_outline(source, &outline);
	yd_outline_free(&outline);
}

/* Also where nothing is in order: paragraphs drawn from a bag of shapes. */
static void disorder_with_fixes_is_conserved(void **state)
{
	(void)state;
	static const char *const bag[] = {"一、甲事", "二、乙事", "（一）子事", "（二）丑事",
		"1.寅", "2.卯", "一是抓好。", "二是办好。", "主要措施", "主要措施", "某市教育局",
		"2024年1月1日", "附件：1.表", "附件1", "重点工作",
		"这一段说的是一件事，说得很清楚，没有编号。", "目录", "第一章 总则",
		"第一条 为了办好教育，制定本条例。", "打印本页 关闭窗口", "（此件公开发布）",
		"某市教育局关于印发《某市2024年教育工作要点》的通知", "某市2024年教育工作要点",
		"某教〔2024〕3号", "各中心学校：", "文号：某教〔2024〕5号　来源：某市教育局"};
	uint64_t random = 20260731;
	for (int round = 0; round < 1500; round++) {
		yd_buf text = {0};
		uint32_t lines = 1 + random_below(&random, 24);
		for (uint32_t i = 0; i < lines; i++) {
			yd_buf_puts(&text, bag[random_below(&random, sizeof bag / sizeof *bag)]);
			yd_buf_putc(&text, '\n');
		}
		yd_str source = yd_buf_str(&text);
		yd_outline_para *paras;
		yd_outline_fix fixes[8];
		size_t count = 1 + random_below(&random, 8);
		size_t all = list_paras(source, NULL, 0, &paras);
		for (size_t i = 0; i < count; i++) {
			uint32_t which = all ? random_below(&random, (uint32_t)all) : 0;
			int level = (int)random_below(&random, 10);
			fixes[i] = (yd_outline_fix){all ? paras[which].text_hash : 5,
				all ? paras[which].nth : 1, level == 9 ? YD_LEVEL_HEADING : level};
		}
		yd_outline outline;
		read_fixed(source, fixes, count, &outline);
		check_outline(source, &outline);
		yd_outline_free(&outline);
		check_with_looks(source, fixes, count, &random);
		yd_outline_paras_free(paras, all);
		yd_buf_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_fixes_it_is_as_ever),
		cmocka_unit_test(what_was_taken_for_a_heading_is_text),
		cmocka_unit_test(text_becomes_a_heading_of_a_level),
		cmocka_unit_test(a_node_goes_to_another_level),
		cmocka_unit_test(a_heading_takes_the_clauses_that_follow),
		cmocka_unit_test(paragraphs_of_equal_text_are_told_apart),
		cmocka_unit_test(the_last_word_counts),
		cmocka_unit_test(a_closing_can_be_text),
		cmocka_unit_test(a_heading_before_the_title_ends_there),
		cmocka_unit_test(lines_that_were_broken_are_one_paragraph),
		cmocka_unit_test(random_fixes_conserve_the_text_and_are_found_again),
		cmocka_unit_test(disorder_with_fixes_is_conserved),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
