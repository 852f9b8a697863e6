/* PDFs: reading order, paragraphs of broken lines, running heads and page numbers. */
#include "support.h"

#include <stdlib.h>
#include <string.h>

#define BODY "SimSun"

static void lines_are_joined_to_paragraphs(void **state)
{
	(void)state;
	/* The text is 20 characters of 20 points wide, from x = 90 on; paragraphs are indented by
	 * two. */
	static const pdf_text texts[] = {
		{1, 190, 760, 24, "SimHei", "霁川市教育局工作要点"},
		{1, 130, 700, 20, BODY, "二〇二四年，全市教育工作以立德树人为根本"},
		{1, 90, 670, 20, BODY, "任务，推动高质量发展，办好人民满意的教育，让"},
		{1, 90, 640, 20, BODY, "孩子健康成长。"},
		{1, 130, 610, 20, "SimHei", "一、加强党的建设"},
		{1, 130, 580, 20, BODY, "（一）学习贯彻。组织学习班十期，覆盖全体"},
		{1, 90, 550, 20, BODY, "党员，并邀请专家讲课，每月安排一次交流，全年"},
		{1, 90, 520, 20, BODY, "不少于十次，结果公开。"},
	};
	yd_buf file = pdf_of(texts, COUNT_OF(texts));
	expect_paragraphs(yd_buf_str(&file),
		"c hei|霁川市教育局工作要点\n"
		"|二〇二四年，全市教育工作以立德树人为根本任务，推动高质量发展，办好人民满意的"
		"教育，让孩子健康成长。\n"
		"hei|一、加强党的建设\n"
		"|（一）学习贯彻。组织学习班十期，覆盖全体党员，并邀请专家讲课，每月安排一次交流，"
		"全年不少于十次，结果公开。\n");
	yd_buf_free(&file);
}

static void heads_and_page_numbers_go_and_paragraphs_run_over_pages(void **state)
{
	(void)state;
	static const pdf_text texts[] = {
		{1, 90, 800, 10, BODY, "霁川市教育局文件汇编"},
		{1, 130, 700, 20, BODY, "一、完善校车台账，每月检查车辆和驾驶人员，及时"},
		{1, 90, 670, 20, BODY, "排除安全隐患，公开检查结果，请家长代表一起参加"},
		{1, 280, 40, 12, BODY, "— 1 —"},
		{2, 90, 800, 10, BODY, "霁川市教育局文件汇编"},
		{2, 90, 700, 20, BODY, "并签字。"},
		{2, 130, 670, 20, BODY, "二、落实食堂陪餐制度，公开结果。"},
		{2, 280, 40, 12, BODY, "— 2 —"},
		{3, 90, 800, 10, BODY, "霁川市教育局文件汇编"},
		{3, 130, 700, 20, BODY, "三、全年任务2024"},
		{3, 280, 40, 12, BODY, "— 3 —"},
	};
	yd_buf file = pdf_of(texts, COUNT_OF(texts));
	expect_paragraphs(yd_buf_str(&file), "|一、完善校车台账，每月检查车辆和驾驶人员，及时排除安"
					     "全隐患，公开检查结果，请家长代表一起参加并签字。\n"
					     "|二、落实食堂陪餐制度，公开结果。\n"
					     "|三、全年任务2024\n");
	yd_buf_free(&file);
}

static void the_first_cell_of_a_row_keeps_its_place(void **state)
{
	(void)state;
	static const pdf_text texts[] = {
		{1, 72, 536, 11, BODY,
			"一、完善校车台账，每月检查车辆和驾驶人员，及时检查车辆和驾驶"},
		{1, 72, 523, 11, BODY, "排除安全隐患，公开检查结果，请家长代表一起参加。"},
		{1, 72, 510, 11, BODY, "序号"},
		{1, 228, 510, 11, BODY, "任务"},
		{1, 384, 510, 11, BODY, "科室"},
		{1, 72, 496, 11, BODY, "1"},
		{1, 228, 497, 11, BODY, "建园"},
		{1, 384, 497, 11, BODY, "基教科"},
		{1, 72, 483, 11, BODY, "2"},
		{1, 228, 484, 11, BODY, "食堂"},
		{1, 384, 484, 11, BODY, "财务科"},
		{1, 72, 471, 11, BODY,
			"三、完善校车台账，每月检查车辆和驾驶人员，及时检查车辆和驾驶。"},
	};
	yd_buf file = pdf_of(texts, COUNT_OF(texts));
	expect_paragraphs(yd_buf_str(&file),
		"|一、完善校车台账，每月检查车辆和驾驶人员，及时检查车辆和驾驶排除安全隐患，公开检"
		"查结果，"
		"请家长代表一起参加。\nrow|序号\t任务\t科室\nrow|1\t建园\t基教科\nrow|"
		"2\t食堂\t财务科\n"
		"|三、完善校车台账，每月检查车辆和驾驶人员，及时检查车辆和驾驶。\n");
	yd_buf_free(&file);
}

static void numbers_that_a_line_breaks_are_whole(void **state)
{
	(void)state;
	static const pdf_text texts[] = {
		{1, 130, 700, 20, BODY, "一、完善校车台账，新增公办幼儿园园位一年共20"},
		{1, 90, 670, 20, BODY, "24个，公开检查结果，请家长代表参加Annual"},
		{1, 90, 640, 20, BODY, "Report并公开。"},
	};
	yd_buf file = pdf_of(texts, COUNT_OF(texts));
	expect_paragraphs(yd_buf_str(&file), "|一、完善校车台账，新增公办幼儿园园位一年共2024个，公"
					     "开检查结果，请家长代表参加"
					     "Annual Report并公开。\n");
	yd_buf_free(&file);
}

static void notes_and_heads_of_two_pages_are_left_out_and_told(void **state)
{
	(void)state;
	static const pdf_text texts[] = {
		{1, 90, 800, 10, BODY, "内部资料"},
		{1, 130, 700, 20, BODY, "一、完善校车台账，每月检查车辆和驾驶人员，及时"},
		{1, 90, 670, 20, BODY, "排除安全隐患"},
		{1, 210, 680, 9, BODY, "1"},
		{1, 220, 670, 20, BODY, "，公开检查结果，请家长代表参加"},
		{1, 90, 90, 10, BODY, "1参见上年度的说明。"},
		{1, 280, 40, 12, BODY, "— 1 —"},
		{1, 400, 130, 20, BODY, "教育局"},
		{2, 90, 800, 10, BODY, "内部资料"},
		{2, 130, 700, 20, BODY, "二、落实食堂陪餐制度，公开结果。"},
		{2, 280, 40, 12, BODY, "— 2 —"},
	};
	yd_buf file = pdf_of(texts, COUNT_OF(texts));
	expect_line(yd_buf_str(&file), "warning footnotes were left out: 1");
	expect_paragraphs(yd_buf_str(&file), "|一、完善校车台账，每月检查车辆和驾驶人员，及时排除安"
					     "全隐患，公开检查结果，请家长代表参加\n"
					     "r|教育局\n"
					     "|二、落实食堂陪餐制度，公开结果。\n");
	yd_buf_free(&file);
}

static void a_password_is_named(void **state)
{
	(void)state;
	yd_buf file = pdf_locked();
	expect_error(yd_buf_str(&file), "password");
	yd_buf_free(&file);
}

static void a_pdf_of_images_says_so(void **state)
{
	(void)state;
	static const pdf_text nothing[] = {{1, 0, 0, 10, "none", ""}};
	yd_buf file = pdf_of(nothing, 1);
	expect_error(yd_buf_str(&file), "OCR");
	yd_buf_free(&file);
	expect_error(YD_STR("%PDF-1.4\nnothing of it\n"), "damaged");
	/* Pages that lead to themselves are none. */
	expect_error(YD_STR("%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
			    "2 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 1>>\nendobj\n"
			    "trailer\n<</Size 3/Root 1 0 R>>\n%%EOF\n"),
		"damaged");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_joined_to_paragraphs),
		cmocka_unit_test(heads_and_page_numbers_go_and_paragraphs_run_over_pages),
		cmocka_unit_test(the_first_cell_of_a_row_keeps_its_place),
		cmocka_unit_test(numbers_that_a_line_breaks_are_whole),
		cmocka_unit_test(notes_and_heads_of_two_pages_are_left_out_and_told),
		cmocka_unit_test(a_password_is_named),
		cmocka_unit_test(a_pdf_of_images_says_so),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
