/* What a file says of the look of its paragraphs, beside the rules of the outline. */
#include <yaodian/outline.h>
#include <yaodian/text.h>

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define LONG_TEXT                                                                                                                           \
	"各校要把这项工作列入议事日程，明确分管负责人和具体责任人，按月检查进展，按季通报结果，" \
	"发现问题及时整改。"

enum {
	B = YD_LOOK_BOLD,
	C = YD_LOOK_CENTRED,
	HEI = YD_LOOK_HEI,
	KAI = YD_LOOK_KAI,
	SONG = YD_LOOK_SONG,
	ROW = YD_LOOK_ROW
};

/* A paragraph with its look; `number` is the automatic number that it begins with. */
typedef struct line {
	unsigned look, heading;
	const char *text, *number;
	unsigned number_level;
} line;

typedef struct made {
	yd_buf source;
	yd_look *looks;
	size_t count, cap;
	yd_outline outline;
} made;

static void read_lines(const line *lines, size_t count, made *out)
{
	*out = (made){0};
	for (size_t i = 0; i < count; i++) {
		YD_GROW(out->looks, out->count, out->cap);
		out->looks[out->count++] = (yd_look){.start = (uint32_t)out->source.len,
			.look = (uint8_t)lines[i].look,
			.heading = (uint8_t)lines[i].heading,
			.number_len = lines[i].number ? (uint32_t)strlen(lines[i].number) : 0,
			.number_level = (uint8_t)lines[i].number_level};
		yd_buf_printf(&out->source, "%s%s\n", lines[i].number ? lines[i].number : "",
			lines[i].text);
	}
	yd_outline_read_looks(yd_buf_str(&out->source), out->looks, out->count, &out->outline);
}

static void free_made(made *m)
{
	yd_outline_free(&m->outline);
	free(m->looks);
	yd_buf_free(&m->source);
}

/* A line for each node: dots for its depth, its mark, its title, = and the text of a section. */
static char *print_nodes(const made *m)
{
	yd_buf out = {0};
	yd_str source = yd_buf_str(&m->source);
	yd_buf_puts(&out, "");
	for (size_t i = 0; i < m->outline.node_count; i++) {
		yd_buf text = {0};
		for (uint32_t level = 1; level < m->outline.nodes[i].level; level++)
			yd_buf_putc(&out, '.');
		yd_outline_mark(&m->outline, source, i, &out);
		if (!yd_outline_title(&m->outline, source, i, &out))
			yd_buf_putc(&out, '-');
		yd_outline_text(&m->outline, source, i, &text);
		if (!yd_outline_is_clause(&m->outline, i) && text.len)
			yd_buf_printf(&out, " = %s", text.ptr);
		yd_buf_putc(&out, '\n');
		yd_buf_free(&text);
	}
	return yd_buf_take(&out);
}

static void expect_nodes(const line *lines, size_t count, const char *expected)
{
	made m;
	read_lines(lines, count, &m);
	char *nodes = print_nodes(&m);
	assert_string_equal(nodes, expected);
	free(nodes);
	free_made(&m);
}

static void expect_kind(const line *lines, size_t count, yd_piece_kind kind, const char *expected)
{
	made m;
	yd_buf text = {0};
	read_lines(lines, count, &m);
	yd_outline_kind_text(&m.outline, yd_buf_str(&m.source), kind, &text);
	yd_buf_puts(&text, "");
	assert_string_equal(text.ptr, expected);
	yd_buf_free(&text);
	free_made(&m);
}

#define COUNT(lines) (sizeof(lines) / sizeof *(lines))

static void headings_without_numbers_are_sections(void **state)
{
	(void)state;
	static const line lines[] = {{C | SONG, 0, "岚原区教育局2022年工作思路", NULL, 0},
		{HEI, 0, "总体要求", NULL, 0}, {0, 0, LONG_TEXT, NULL, 0},
		{HEI, 0, "主要措施", NULL, 0}, {KAI, 0, "加强党的领导", NULL, 0},
		{0, 0, LONG_TEXT, NULL, 0}, {KAI, 0, "完善保障机制", NULL, 0},
		{0, 0, LONG_TEXT, NULL, 0}, {HEI, 0, "组织实施", NULL, 0},
		{0, 0, LONG_TEXT, NULL, 0}};
	expect_nodes(lines, COUNT(lines),
		"总体要求\n主要措施\n.加强党的领导\n.完善保障机制\n组织实施\n");
}

static void a_clause_keeps_the_heading_as_its_first_line(void **state)
{
	(void)state;
	static const line lines[] = {{C | SONG, 0, "岚原区教育局2022年工作思路", NULL, 0},
		{B, 0, "加快学前教育普及普惠发展，", NULL, 0}, {B, 0, "提高保教质量", NULL, 0},
		{0, 0, LONG_TEXT, NULL, 0}, {B, 0, "组织实施", NULL, 0},
		{0, 0, LONG_TEXT, NULL, 0}};
	made m;
	yd_buf text = {0};
	read_lines(lines, COUNT(lines), &m);
	assert_int_equal(m.outline.node_count, 2);
	yd_outline_text(&m.outline, yd_buf_str(&m.source), 0, &text);
	assert_string_equal(text.ptr, "加快学前教育普及普惠发展，提高保教质量\n" LONG_TEXT);
	assert_false(m.outline.unnumbered);
	yd_buf_free(&text);
	free_made(&m);
}

static void numbers_that_run_on_belong_to_the_headings_over_them(void **state)
{
	(void)state;
	static const line lines[] = {{C | SONG, 0, "松江湾新区2021年教育工作要点", NULL, 0},
		{0, 1, "重点工作", NULL, 0}, {0, 0, "1.甲项。" LONG_TEXT, NULL, 0},
		{0, 0, "2.乙项。" LONG_TEXT, NULL, 0}, {0, 1, "保障措施", NULL, 0},
		{0, 0, "3.丙项。" LONG_TEXT, NULL, 0}, {0, 0, "4.丁项。" LONG_TEXT, NULL, 0}};
	expect_nodes(
		lines, COUNT(lines), "重点工作\n.1.甲项\n.2.乙项\n保障措施\n.3.丙项\n.4.丁项\n");
}

static void headings_stand_by_their_rank_among_numbers(void **state)
{
	(void)state;
	static const line lines[] = {{C | SONG, 0, "云水市2024年教育工作要点", NULL, 0},
		{HEI, 0, "一、总体要求", NULL, 0}, {KAI, 0, "指导思想", NULL, 0},
		{0, 0, LONG_TEXT, NULL, 0}, {KAI, 0, "主要目标", NULL, 0},
		{0, 0, LONG_TEXT, NULL, 0}, {HEI, 0, "二、重点任务", NULL, 0},
		{0, 0, "（一）抓党建。" LONG_TEXT, NULL, 0},
		{0, 0, "（二）抓质量。" LONG_TEXT, NULL, 0}, {HEI, 0, "工作要求", NULL, 0},
		{0, 0, LONG_TEXT, NULL, 0}};
	expect_nodes(lines, COUNT(lines),
		"一、总体要求\n.指导思想\n.主要目标\n二、重点任务\n.（一）抓党建\n.（二）抓质量\n"
		"工作要求\n");
}

static void what_is_no_heading_stays_text(void **state)
{
	(void)state;
	static const char nodes[] = "一、党建\n二、质量\n";
	const line bold[] = {{C | SONG, 0, "云水市2024年教育工作要点", NULL, 0},
		{B, 0, "一、党建", NULL, 0}, {B, 0, LONG_TEXT LONG_TEXT, NULL, 0},
		{B, 0, "这一句是加粗的提示。", NULL, 0}, {B, 0, "责任单位：基教科", NULL, 0},
		{0, 0, LONG_TEXT, NULL, 0}, {0, 0, LONG_TEXT, NULL, 0}, {B, 0, "二、质量", NULL, 0},
		{0, 0, LONG_TEXT, NULL, 0}};
	const line list[] = {{C | SONG, 0, "云水市2024年教育工作要点", NULL, 0},
		{HEI, 0, "一、党建", NULL, 0}, {0, 0, LONG_TEXT, NULL, 0},
		{B, 0, "第一实验学校", NULL, 0}, {B, 0, "第二实验学校", NULL, 0},
		{B, 0, "第三实验学校", NULL, 0}, {0, 0, LONG_TEXT, NULL, 0},
		{HEI, 0, "二、质量", NULL, 0}, {0, 0, LONG_TEXT, NULL, 0}};
	const line alone[] = {{C | SONG, 0, "云水市2024年教育工作要点", NULL, 0},
		{HEI, 0, "一、党建", NULL, 0}, {0, 0, LONG_TEXT, NULL, 0},
		{B, 0, "一个加粗的词组", NULL, 0}, {0, 0, LONG_TEXT, NULL, 0},
		{HEI, 0, "二、质量", NULL, 0}, {0, 0, LONG_TEXT, NULL, 0}};
	expect_nodes(bold, COUNT(bold), nodes);
	expect_nodes(list, COUNT(list), nodes);
	expect_nodes(alone, COUNT(alone), nodes);
}

static void a_face_that_the_text_has_says_nothing(void **state)
{
	(void)state;
	const line lines[] = {{C | SONG, 0, "云水市2024年教育工作要点", NULL, 0},
		{B, 0, "一、党建", NULL, 0}, {B, 0, LONG_TEXT, NULL, 0},
		{B, 0, "加强学习", NULL, 0}, {B, 0, LONG_TEXT, NULL, 0},
		{B, 0, "加强管理", NULL, 0}, {B, 0, LONG_TEXT, NULL, 0}};
	expect_nodes(lines, COUNT(lines), "一、党建\n");
}

static void the_end_and_the_speaker_are_no_headings(void **state)
{
	(void)state;
	const line lines[] = {{C | SONG, 0, "在全市教育工作会议上的讲话", NULL, 0},
		{C | KAI, 0, "局长　李明远", NULL, 0}, {0, 0, "同志们：", NULL, 0},
		{KAI, 0, "一、总结成绩", NULL, 0}, {0, 0, LONG_TEXT, NULL, 0},
		{KAI, 0, "二、部署工作", NULL, 0}, {0, 0, LONG_TEXT, NULL, 0},
		{KAI, 0, "云水市教育局", NULL, 0}, {KAI, 0, "2024年3月5日", NULL, 0}};
	expect_nodes(lines, COUNT(lines), "一、总结成绩\n二、部署工作\n");
	expect_kind(lines, COUNT(lines), YD_CLOSING, "云水市教育局\n2024年3月5日");
	const line bold[] = {{C | B, 1, "在全市教育工作会议上的讲话", NULL, 0},
		{C | B, 0, "李明远", NULL, 0}, {C, 3, "市教育局", NULL, 0},
		{0, 0, LONG_TEXT, NULL, 0}, {B, 0, "一、总结成绩", NULL, 0},
		{0, 0, LONG_TEXT, NULL, 0}, {B, 0, "二、部署工作", NULL, 0},
		{0, 0, LONG_TEXT, NULL, 0}};
	expect_nodes(bold, COUNT(bold), "一、总结成绩\n二、部署工作\n");
}

static void a_title_of_several_lines_is_one(void **state)
{
	(void)state;
	const line lines[] = {{C | SONG, 0, "云水市教育局文件", NULL, 0},
		{C, 0, "云教〔2024〕12号", NULL, 0}, {C | SONG, 0, "踔厉奋发　勇毅前行", NULL, 0},
		{C | SONG, 0, "以高质量发展办好人民满意的教育", NULL, 0},
		{0, 0, LONG_TEXT, NULL, 0}, {HEI, 0, "一、党建", NULL, 0},
		{0, 0, LONG_TEXT, NULL, 0}, {HEI, 0, "二、质量", NULL, 0},
		{0, 0, LONG_TEXT, NULL, 0}};
	const line kinds[] = {{C | SONG, 0, "云水市教育局二〇二四年立德树人", NULL, 0},
		{C | SONG, 0, "暨教育工作要点", NULL, 0}, {HEI, 0, "一、党建", NULL, 0},
		{0, 0, LONG_TEXT, NULL, 0}, {HEI, 0, "二、质量", NULL, 0},
		{0, 0, LONG_TEXT, NULL, 0}};
	expect_kind(
		lines, COUNT(lines), YD_TITLE, "踔厉奋发　勇毅前行以高质量发展办好人民满意的教育");
	expect_kind(kinds, COUNT(kinds), YD_TITLE, "云水市教育局二〇二四年立德树人暨教育工作要点");
}

static void rows_of_tables_are_no_headings(void **state)
{
	(void)state;
	const line lines[] = {{C | SONG, 0, "云水市2024年教育工作要点", NULL, 0},
		{HEI, 0, "一、任务", NULL, 0}, {0, 0, "1.开会。" LONG_TEXT, NULL, 0},
		{0, 0, "2.检查。" LONG_TEXT, NULL, 0}, {B | ROW, 2, "任务\t科室", NULL, 0},
		{0, 0, "1.评比。" LONG_TEXT, NULL, 0}, {0, 0, "2.表彰。" LONG_TEXT, NULL, 0}};
	expect_nodes(lines, COUNT(lines), "一、任务\n.1.开会\n.2.检查\n.1.评比\n.2.表彰\n");
}

static void rows_of_tables_are_no_signatures(void **state)
{
	(void)state;
	const line lines[] = {{0, 0, "云水市2024年教育工作要点", NULL, 0},
		{0, 0, "一、开会。", NULL, 0}, {0, 0, "二、检查。", NULL, 0},
		{ROW, 0, "任务\t科室", NULL, 0}, {ROW, 0, "建园\t基教科", NULL, 0},
		{ROW, 0, "时限\t2024年9月1日", NULL, 0}, {0, 0, "云水市教育局", NULL, 0},
		{0, 0, "2024年3月1日", NULL, 0}};
	expect_kind(lines, COUNT(lines), YD_CLOSING, "云水市教育局\n2024年3月1日");
}

static void automatic_numbers_are_labels(void **state)
{
	(void)state;
	const line letters[] = {{C | SONG, 0, "云水市2024年教育工作要点", NULL, 0},
		{0, 0, "教研", "1.", 1}, {0, 0, "甲项。" LONG_TEXT, "a) ", 2},
		{0, 0, "乙项。" LONG_TEXT, "b) ", 2}, {0, 0, "科研", "2.", 1},
		{0, 0, "丙项。" LONG_TEXT, "a) ", 2}};
	const line pairs[] = {{C | SONG, 0, "云水市2024年教育工作要点", NULL, 0},
		{0, 0, "二年级开设活动课。", "一、", 1}, {0, 0, "年级之间轮换。", "二、", 1}};
	const line late[] = {{C | SONG, 0, "云水市2024年教育工作要点", NULL, 0},
		{0, 0, "甲项。" LONG_TEXT, "7.", 1}, {0, 0, "乙项。" LONG_TEXT, "12.", 1}};
	const line levels[] = {{C | SONG, 0, "云水市2024年教育工作要点", NULL, 0},
		{0, 0, "教研", "1. ", 1}, {0, 0, "甲项。" LONG_TEXT, "1. ", 2},
		{0, 0, "乙项。" LONG_TEXT, "2. ", 2}, {0, 0, "科研", "2. ", 1},
		{0, 0, "丙项。" LONG_TEXT, "1. ", 2}};
	const line parts[] = {{C | SONG, 0, "云水市2024年教育工作要点", NULL, 0},
		{0, 0, "教研", "1 ", 1}, {0, 0, "甲项。" LONG_TEXT, "1.1 ", 2},
		{0, 0, "年度乙项。" LONG_TEXT, "1.2 ", 2}, {0, 0, "科研", "2 ", 1}};
	expect_nodes(letters, COUNT(letters), "1.教研\n.a)甲项\n.b)乙项\n2.科研\n.a)丙项\n");
	expect_nodes(pairs, COUNT(pairs), "一、二年级开设活动课\n二、年级之间轮换\n");
	expect_nodes(late, COUNT(late), "7.甲项\n12.乙项\n");
	expect_nodes(levels, COUNT(levels), "1.教研\n.1.甲项\n.2.乙项\n2.科研\n.1.丙项\n");
	expect_nodes(parts, COUNT(parts), "1教研\n.1.1甲项\n.1.2年度乙项\n2科研\n");
}

/* ---- over all texts of the folder of shapes ---- */

static bool read_file(const char *path, yd_buf *out)
{
	FILE *file = fopen(path, "rb");
	char block[65536];
	if (!file)
		return false;
	for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;)
		yd_buf_add(out, block, n);
	fclose(file);
	return true;
}

static void give_looks(made *m, uint32_t *seed)
{
	for (size_t at = 0; at < m->source.len;) {
		YD_GROW(m->looks, m->count, m->cap);
		m->looks[m->count] = (yd_look){.start = (uint32_t)at};
		if (seed) {
			*seed = *seed * 1664525u + 1013904223u;
			m->looks[m->count].look = (uint8_t)(*seed >> 24 & 0x7F);
			m->looks[m->count].heading = *seed >> 16 & 4 ? *seed >> 18 & 7 : 0;
			m->looks[m->count].number_len = *seed >> 9 & 8 ? *seed >> 13 & 7 : 0;
			m->looks[m->count].number_level = *seed >> 21 & 3;
		}
		m->count++;
		at += strcspn(m->source.ptr + at, "\n") + 1;
	}
}

static void check_conserved(const made *m)
{
	size_t at = 0;
	for (size_t i = 0; i <= m->outline.piece_count; i++) {
		bool last = i == m->outline.piece_count;
		size_t start = last ? m->source.len : m->outline.pieces[i].start;
		assert_true(start >= at);
		assert_int_equal(yd_text_trim((yd_str){m->source.ptr + at, start - at}).len, 0);
		at = last ? start : m->outline.pieces[i].end;
	}
	for (size_t i = 0; i < m->outline.node_count; i++)
		assert_true(m->outline.nodes[i].piece_count > 0);
	/* What is read back is checked: nodes stand in the order of a tree. */
	yd_buf coded = {0};
	yd_outline again;
	yd_outline_encode(&m->outline, &coded);
	assert_int_equal(yd_outline_decode(yd_buf_str(&coded), m->source.len, &again), YD_OK);
	assert_int_equal(again.node_count, m->outline.node_count);
	yd_outline_free(&again);
	yd_buf_free(&coded);
}

static unsigned over_all_shapes(void (*check)(const char *path))
{
	const char *folder = SRCDIR "/tests/intake/shapes";
	DIR *dir = opendir(folder);
	unsigned count = 0;
	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));) {
		if (!strstr(entry->d_name, ".txt"))
			continue;
		char *path = yd_format("%s/%s", folder, entry->d_name);
		check(path);
		count++;
		free(path);
	}
	closedir(dir);
	return count;
}

static void check_without_looks(const char *path)
{
	made m = {0};
	yd_outline plain;
	yd_buf a = {0}, b = {0};
	assert_true(read_file(path, &m.source));
	give_looks(&m, NULL);
	yd_outline_read(yd_buf_str(&m.source), &plain);
	yd_outline_read_looks(yd_buf_str(&m.source), m.looks, m.count, &m.outline);
	yd_outline_encode(&plain, &a);
	yd_outline_encode(&m.outline, &b);
	if (!yd_str_equal(yd_buf_str(&a), yd_buf_str(&b)))
		fail_msg("%s reads otherwise", path);
	yd_buf_free(&a);
	yd_buf_free(&b);
	yd_outline_free(&plain);
	free_made(&m);
}

static void without_looks_nothing_changes(void **state)
{
	(void)state;
	assert_true(over_all_shapes(check_without_looks) >= 40);
}

static void check_with_any_looks(const char *path)
{
	for (uint32_t seed = 1; seed <= 20; seed++) {
		made m = {0};
		uint32_t state = seed;
		assert_true(read_file(path, &m.source));
		give_looks(&m, &state);
		yd_outline_read_looks(yd_buf_str(&m.source), m.looks, m.count, &m.outline);
		check_conserved(&m);
		free_made(&m);
	}
}

static void nothing_is_lost_whatever_the_looks(void **state)
{
	(void)state;
	assert_true(over_all_shapes(check_with_any_looks) >= 40);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headings_without_numbers_are_sections),
		cmocka_unit_test(a_clause_keeps_the_heading_as_its_first_line),
		cmocka_unit_test(numbers_that_run_on_belong_to_the_headings_over_them),
		cmocka_unit_test(headings_stand_by_their_rank_among_numbers),
		cmocka_unit_test(what_is_no_heading_stays_text),
		cmocka_unit_test(a_face_that_the_text_has_says_nothing),
		cmocka_unit_test(the_end_and_the_speaker_are_no_headings),
		cmocka_unit_test(a_title_of_several_lines_is_one),
		cmocka_unit_test(rows_of_tables_are_no_headings),
		cmocka_unit_test(rows_of_tables_are_no_signatures),
		cmocka_unit_test(automatic_numbers_are_labels),
		cmocka_unit_test(without_looks_nothing_changes),
		cmocka_unit_test(nothing_is_lost_whatever_the_looks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
