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

#define COLUMN(x, y, text)                                                                         \
	{                                                                                          \
		1, x, y, 12, BODY, text                                                            \
	}

static void columns_are_read_one_after_the_other(void **state)
{
	(void)state;
	/* Fifteen characters of 12 points a column; the lines of the right one stand between those
	 * of the left. */
	static const pdf_text texts[] = {
		{1, 150, 780, 24, "SimHei", "霁川市教育局工作要点"},
		COLUMN(84, 730, "二〇二四年，全市教育工作以"),
		COLUMN(324, 726, "（二）建强组织。每校配备一"),
		COLUMN(60, 710, "立德树人为根本任务，推动高质量"),
		COLUMN(300, 706, "名指导员，每月召开一次会议，并"),
		COLUMN(60, 690, "发展，办好人民满意的教育，让孩"),
		COLUMN(300, 686, "公开结果，接受师生的评议，及时"),
		COLUMN(60, 670, "子健康成长，让老师安心从教育人"),
		COLUMN(300, 666, "整改，年底前完成全部任务，并写"),
		COLUMN(60, 650, "。"),
		COLUMN(300, 646, "出总结。"),
		COLUMN(84, 630, "一、加强党的建设"),
		COLUMN(324, 626, "二、提高教育质量"),
		COLUMN(84, 610, "（一）学习贯彻。组织学习班"),
		COLUMN(324, 606, "（一）开齐课程。严格执行课"),
		COLUMN(60, 590, "十期，覆盖全体党员，并邀请专家"),
		COLUMN(300, 586, "程计划，开足体育课，开好美育课"),
		COLUMN(60, 570, "讲课，每月安排一次交流，全年不"),
		COLUMN(300, 566, "，落实劳动课，每天锻炼一个小时"),
		COLUMN(60, 550, "少于十次，结果公开，请大家监督"),
		COLUMN(300, 546, "，近视率下降一个百分点以上为宜"),
		COLUMN(60, 530, "。"),
		COLUMN(300, 526, "。"),
	};
	yd_buf file = pdf_of(texts, COUNT_OF(texts));
	expect_paragraphs(yd_buf_str(&file), "c hei|霁川市教育局工作要点\n"
					     "|二〇二四年，全市教育工作以立德树人为根本任务，推动高"
					     "质量发展，办好人民满意的教育，让孩子健康"
					     "成长，让老师安心从教育人。\n"
					     "|一、加强党的建设\n"
					     "|（一）学习贯彻。组织学习班十期，覆盖全体党员，并邀请"
					     "专家讲课，每月安排一次交流，全年不少于十"
					     "次，结果公开，请大家监督。\n"
					     "|（二）建强组织。每校配备一名指导员，每月召开一次会议"
					     "，并公开结果，接受师生的评议，及时整改，"
					     "年底前完成全部任务，并写出总结。\n"
					     "|二、提高教育质量\n"
					     "|（一）开齐课程。严格执行课程计划，开足体育课，开好美"
					     "育课，落实劳动课，每天锻炼一个小时，近视"
					     "率下降一个百分点以上为宜。\n");
	yd_buf_free(&file);
}

/* Cells that stand in the middle of their row (0), or begin with it (10). */
static void expect_rows(int up)
{
	const pdf_text texts[] = {
		{1, 84, 740, 14, BODY, "现将重点任务分解如下，请认真落实。"},
		{1, 64, 710, 14, BODY, "序号"},
		{1, 104, 710, 14, BODY, "重点任务"},
		{1, 344, 710, 14, BODY, "责任科室"},
		{1, 454, 710, 14, BODY, "时限"},
		{1, 64, 672 + up, 14, BODY, "1"},
		{1, 104, 682, 14, BODY, "新增公办园学位三百六十个，普惠性"},
		{1, 104, 662, 14, BODY, "幼儿园覆盖率达到百分之九十二"},
		{1, 344, 672 + up, 14, BODY, "幼教科"},
		{1, 454, 672 + up, 14, BODY, "9月底"},
		{1, 64, 634, 14, BODY, "2"},
		{1, 104, 634, 14, BODY, "改造农村学校三所"},
		{1, 344, 634, 14, BODY, "基教科、规划科"},
		{1, 454, 634, 14, BODY, "10月底"},
		{1, 64, 596 + up, 14, BODY, "3"},
		{1, 104, 606, 14, BODY, "与企业共建实训基地两个，订单培养"},
		{1, 104, 586, 14, BODY, "学生三百名以上"},
		{1, 344, 596 + up, 14, BODY, "职教科"},
		{1, 454, 596 + up, 14, BODY, "11月底"},
		{1, 84, 540, 14, BODY, "各科室要抓好落实。"},
	};
	yd_buf file = pdf_of(texts, COUNT_OF(texts));
	expect_paragraphs(yd_buf_str(&file),
		"|现将重点任务分解如下，请认真落实。\n"
		"row|序号\t重点任务\t责任科室\t时限\n"
		"row|"
		"1\t新增公办园学位三百六十个，普惠性幼儿园覆盖率达到百分之九十二\t幼教科\t9月底\n"
		"row|2\t改造农村学校三所\t基教科、规划科\t10月底\n"
		"row|3\t与企业共建实训基地两个，订单培养学生三百名以上\t职教科\t11月底\n"
		"|各科室要抓好落实。\n");
	yd_buf_free(&file);
}

static void cells_of_several_lines_stay_in_their_row(void **state)
{
	(void)state;
	expect_rows(0);
	expect_rows(10);
}

static void letters_set_apart_are_no_table(void **state)
{
	(void)state;
	pdf_text texts[40];
	static const char *const letters[] = {"各", "校", "要", "抓", "好", "落", "实", "，", "按",
		"期", "完", "成", "任", "务", "，"};
	size_t count = 0;
	for (int line = 0; line < 2; line++)
		for (int i = 0; i < 15; i++)
			texts[count++] =
				(pdf_text){1, 90 + i * 24, 700 - line * 30, 14, BODY, letters[i]};
	texts[count++] = (pdf_text){1, 90, 640, 14, BODY, "完"};
	texts[count++] = (pdf_text){1, 114, 640, 14, BODY, "成"};
	texts[count++] = (pdf_text){1, 138, 640, 14, BODY, "。"};
	yd_buf file = pdf_of(texts, count);
	expect_paragraphs(yd_buf_str(&file),
		"|各校要抓好落实，按期完成任务，各校要抓好落实，按期完成任务，完成。\n");
	yd_buf_free(&file);
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
		cmocka_unit_test(columns_are_read_one_after_the_other),
		cmocka_unit_test(cells_of_several_lines_stay_in_their_row),
		cmocka_unit_test(letters_set_apart_are_no_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
