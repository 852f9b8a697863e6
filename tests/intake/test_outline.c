#include <yaodian/outline.h>

#include "generate.h"
#include "../../src/intake/paragraphs.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <yaodian/text.h>

/* ---- properties that hold for every source ---- */

static bool is_blank(yd_str text)
{
	return yd_text_trim(text).len == 0;
}

/* Conservation: disjoint, ordered, no white space at the ends, everything else covered. */
static void check_conservation(yd_str source, const yd_outline *outline)
{
	uint32_t end = 0;
	for (size_t i = 0; i < outline->piece_count; i++) {
		const yd_piece *piece = &outline->pieces[i];
		assert_true(piece->start >= end && piece->end > piece->start &&
			    piece->end <= source.len);
		assert_true(is_blank((yd_str){source.ptr + end, piece->start - end}));
		yd_str text = {source.ptr + piece->start, piece->end - piece->start};
		assert_int_equal(yd_text_trim(text).len, text.len);
		bool of_node = piece->kind == YD_MARK || piece->kind == YD_HEADING ||
			       piece->kind == YD_TEXT;
		assert_true(
			of_node ? piece->node < outline->node_count : piece->node == YD_NO_NODE);
		end = piece->end;
	}
	assert_true(is_blank((yd_str){source.ptr + end, source.len - end}));
}

static void check_tree(const yd_outline *outline)
{
	size_t pieces = 0;
	for (size_t i = 0; i < outline->node_count; i++) {
		const yd_node *node = &outline->nodes[i];
		assert_true(node->next > i && node->next <= outline->node_count);
		assert_true(node->ordinal >= 1 && node->piece_count >= 1);
		if (node->parent == YD_NO_NODE) {
			assert_int_equal(node->level, 1);
		} else {
			assert_true(node->parent < i && i < outline->nodes[node->parent].next);
			assert_int_equal(node->level, outline->nodes[node->parent].level + 1);
		}
		/* Page numbers may stand between the pieces of a node. */
		for (uint32_t p = 0; p < node->piece_count; p++) {
			const yd_piece *piece = &outline->pieces[node->first_piece + p];
			assert_true(piece->node == i || (piece->kind == YD_FURNITURE && p > 0 &&
								p + 1 < node->piece_count));
		}
		pieces += node->piece_count;
		yd_buf address = {0};
		yd_unit_address(outline, i + 1, &address);
		assert_int_equal(yd_unit_find(outline, yd_buf_str(&address)), i + 1);
		yd_buf_free(&address);
	}
	assert_true(pieces <= outline->piece_count);
}

static void check_codec(yd_str source, const yd_outline *outline)
{
	yd_buf bytes = {0};
	yd_outline back;
	yd_outline_encode(outline, &bytes);
	assert_int_equal(yd_outline_decode(yd_buf_str(&bytes), source.len, &back), YD_OK);
	assert_int_equal(back.node_count, outline->node_count);
	assert_int_equal(back.piece_count, outline->piece_count);
	assert_int_equal(back.unnumbered, outline->unnumbered);
	for (size_t i = 0; i < back.node_count; i++) {
		yd_node node = outline->nodes[i];
		node.unsure = false; /* is not stored */
		assert_memory_equal(&back.nodes[i], &node, sizeof node);
	}
	for (size_t i = 0; i < back.piece_count; i++) {
		const yd_piece *a = &back.pieces[i], *b = &outline->pieces[i];
		assert_true(a->start == b->start && a->end == b->end && a->kind == b->kind &&
			    a->node == b->node && a->same_para == b->same_para);
	}
	yd_outline_free(&back);
	yd_buf_free(&bytes);
}

static void read_and_check(yd_str source, yd_outline *outline)
{
	yd_outline_read(source, outline);
	check_conservation(source, outline);
	check_tree(outline);
	check_codec(source, outline);
}

/* ---- outlines made at random ---- */

static void check_string(
	uint64_t seed, size_t node, const char *what, const char *expected, yd_buf *found)
{
	yd_buf_reserve(found, 0);
	if (!found->len)
		yd_buf_clear(found);
	found->ptr[found->len] = '\0';
	if (strcmp(expected, found->ptr) != 0)
		fail_msg("seed %llu, node %zu: %s is '%s', expected '%s'", (unsigned long long)seed,
			node, what, found->ptr, expected);
	yd_buf_clear(found);
}

/* Does `source` read as what was made? */
static void check_made(uint64_t seed, const made_document *made, yd_str source)
{
	yd_outline outline;
	read_and_check(source, &outline);
	if (outline.node_count != made->count)
		fail_msg("seed %llu: %zu nodes, expected %zu\n%.*s", (unsigned long long)seed,
			outline.node_count, made->count, (int)source.len, source.ptr);
	yd_buf found = {0};
	for (size_t i = 0; i < made->count; i++) {
		assert_int_equal(outline.nodes[i].level, made->nodes[i].level);
		yd_outline_mark(&outline, source, i, &found);
		check_string(seed, i, "mark", made->nodes[i].mark, &found);
		bool titled = yd_outline_title(&outline, source, i, &found);
		assert_int_equal(titled, made->nodes[i].title != NULL);
		if (titled)
			check_string(seed, i, "title", made->nodes[i].title, &found);
		yd_outline_text(&outline, source, i, &found);
		check_string(seed, i, "text", made->nodes[i].text, &found);
	}
	yd_outline_kind_text(&outline, source, YD_TITLE, &found);
	check_string(seed, 0, "document title", made->title, &found);
	yd_outline_kind_text(&outline, source, YD_PREAMBLE, &found);
	check_string(seed, 0, "preamble", made->preamble, &found);
	yd_outline_kind_text(&outline, source, YD_CLOSING, &found);
	check_string(seed, 0, "closing", made->closing, &found);
	yd_buf_free(&found);
	yd_outline_free(&outline);
}

static void made_outlines_come_out_as_made(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 1500; seed++) {
		made_document made;
		make_document(seed, &made);
		check_made(seed, &made, yd_buf_str(&made.source));
		made_document_free(&made);
	}
}

/* ---- the same documents with their lines broken ---- */

typedef struct wrapper {
	uint32_t columns;
	bool indented; /* the first line of each paragraph */
	unsigned page; /* lines between page numbers; 0: none */
	unsigned lines, pages;
	bool ambiguous; /* a paragraph ends on a full line: only an indent tells */
	size_t broken;	/* lines that go on */
	yd_buf out;
} wrapper;

static void end_line(wrapper *w)
{
	yd_buf_putc(&w->out, '\n');
	if (w->page && ++w->lines % w->page == 0)
		yd_buf_printf(&w->out, "- %u -\n", ++w->pages);
}

static void wrap_paragraph(wrapper *w, yd_str text)
{
	enum { NEARLY = 8 };
	uint32_t column = w->indented ? 4 : 0;
	yd_buf_puts(&w->out, w->indented ? "　　" : "");
	for (size_t at = 0, len; at < text.len; at += len) {
		uint32_t cp, width;
		len = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		width = len > 1 ? 2 : 1;
		if (column + width > w->columns) {
			end_line(w);
			w->broken++;
			column = 0;
		}
		yd_buf_add(&w->out, text.ptr + at, len);
		column += width;
	}
	w->ambiguous |= column + NEARLY >= w->columns;
	end_line(w);
}

static void wrap_source(wrapper *w, yd_str source)
{
	while (source.len) {
		const char *end = memchr(source.ptr, '\n', source.len);
		size_t len = end ? (size_t)(end - source.ptr) : source.len;
		yd_str line = yd_text_trim((yd_str){source.ptr, len});
		if (line.len)
			wrap_paragraph(w, line);
		len += end != NULL;
		source = (yd_str){source.ptr + len, source.len - len};
	}
}

static void wrapped_outlines_are_the_same(void **state)
{
	(void)state;
	enum { FEWEST_BROKEN = 6 };
	unsigned compared = 0;
	for (uint64_t seed = 1; seed <= 1500; seed++) {
		made_document made;
		make_document(seed, &made);
		wrapper w = {.columns = 36 + 4 * (uint32_t)(seed % 8),
			.indented = seed % 3 != 0,
			.page = seed % 2 ? 20 + (unsigned)(seed % 9) : 0};
		wrap_source(&w, yd_buf_str(&made.source));
		if (w.broken >= FEWEST_BROKEN && (w.indented || !w.ambiguous)) {
			check_made(seed, &made, yd_buf_str(&w.out));
			compared++;
		}
		yd_buf_free(&w.out);
		made_document_free(&made);
	}
	print_message("%u documents with broken lines\n", compared);
	assert_true(compared > 600);
}

/* Lines of made documents and of bits that rules look for, in any order: nothing is lost, nothing
 * crashes. */
static void disorder_is_conserved(void **state)
{
	(void)state;
	static const char *const bits[] = {"●", "★ ", "一、", "二、", "（一）", "(二)", "1.", "2．",
		"3、", "（1）", "①", "②", "1)", "第一条", "第二章 ", "一是", "二是", "。", "，",
		"：", "附件：1.", "附件", "2025年3月1日", "云水市教育局", "（此件公开发布）",
		"谢谢大家！", "最后要求", "---", "key: value", "来源：", "【打印】", "首页 > 新闻",
		"关于印发《", "》的通知", "工作要点", "云教〔2025〕3号", "文号：云教〔2025〕3号",
		"1.5万个", "12.4宪法日", "一、二年级", "\r", "\f", "\xE2\x80\xA8", "\xC2\xA0",
		"\xE3\x80\x80", "\xEF\xBB\xBF", "\xEF\xBF\xBD", "😀", "⒈", "⑴", "㈠", "A、B", "—、",
		"1.1 ", "1.2 ", "2.1.1 ", "第一，", "首先，", "最后，", "附件1", "- 3 -", "第4页",
		"教 育 工 作 要 点", "目录", "……3"};
	for (uint64_t seed = 1; seed <= 3000; seed++) {
		uint64_t random = seed * 7919;
		yd_buf source = {0};
		for (unsigned i = 0, n = random_below(&random, 120); i < n; i++) {
			if (random_below(&random, 3))
				yd_buf_puts(&source,
					bits[random_below(&random, sizeof bits / sizeof *bits)]);
			if (random_below(&random, 3) == 0)
				random_han(&random, random_below(&random, 60), &source);
			if (random_below(&random, 2))
				yd_buf_puts(&source, "\n");
		}
		yd_outline outline;
		read_and_check(yd_buf_str(&source), &outline);
		yd_outline_free(&outline);
		yd_buf_free(&source);
	}
}

static void broken_stored_forms_are_refused(void **state)
{
	(void)state;
	made_document made;
	make_document(11, &made);
	yd_outline outline, back;
	yd_outline_read(yd_buf_str(&made.source), &outline);
	yd_buf bytes = {0};
	yd_outline_encode(&outline, &bytes);
	for (size_t len = 0; len < bytes.len; len++)
		assert_int_equal(
			yd_outline_decode((yd_str){bytes.ptr, len}, made.source.len, &back),
			YD_DAMAGED);
	assert_int_equal(
		yd_outline_decode(yd_buf_str(&bytes), made.source.len / 2, &back), YD_DAMAGED);
	uint64_t random = 5;
	for (int i = 0; i < 20000; i++) {
		size_t at = random_below(&random, (uint32_t)bytes.len);
		char was = bytes.ptr[at];
		bytes.ptr[at] = (char)random_below(&random, 256);
		if (yd_outline_decode(yd_buf_str(&bytes), made.source.len, &back) == YD_OK) {
			yd_buf text = {0};
			for (size_t n = 0; n < back.node_count; n++) {
				yd_outline_text(&back, yd_buf_str(&made.source), n, &text);
				yd_outline_title(&back, yd_buf_str(&made.source), n, &text);
				yd_unit_address(&back, n + 1, &text);
			}
			yd_buf_free(&text);
			yd_outline_free(&back);
		}
		bytes.ptr[at] = was;
	}
	yd_buf_free(&bytes);
	yd_outline_free(&outline);
	made_document_free(&made);
}

static void hostile_sizes_take_linear_time(void **state)
{
	(void)state;
	static const char *const lines[] = {"一、云\n", "1.云\n", "一是云\n", "（一）\n云\n",
		"短\n", "云水市教育局\n", "2025年3月1日\n", "附件：1.云\n2.云\n"};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		yd_buf source = {0};
		for (int n = 0; n < 60000; n++)
			yd_buf_puts(&source, lines[i]);
		yd_outline outline;
		yd_outline_read(yd_buf_str(&source), &outline);
		check_conservation(yd_buf_str(&source), &outline);
		yd_outline_free(&outline);
		yd_buf_free(&source);
	}
}

/* ---- labels ---- */

static void labels_are_told_from_text(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		yd_numbering style;
		unsigned value;
		const char *mark, *label;
	} cases[] = {
		{"一、云", YD_NUMBERING_HAN, 1, "一、", "一"},
		{"十二、云", YD_NUMBERING_HAN, 12, "十二、", "十二"},
		{"二十 、云", YD_NUMBERING_HAN, 20, "二十 、", "二十"},
		{"（三十五）云", YD_NUMBERING_HAN_PAREN, 35, "（三十五）", "三十五"},
		{"( 五 )云", YD_NUMBERING_HAN_PAREN, 5, "( 五 )", "五"},
		{"（六）、云", YD_NUMBERING_HAN_PAREN, 6, "（六）、", "六"},
		{"15. 云", YD_NUMBERING_DIGIT, 15, "15.", "15"},
		{"１２．云", YD_NUMBERING_DIGIT, 12, "１２．", "１２"},
		{"3、云", YD_NUMBERING_DIGIT, 3, "3、", "3"},
		{"1.2031年云", YD_NUMBERING_DIGIT, 1, "1.", "1"},
		{"⒉云", YD_NUMBERING_DIGIT, 2, "⒉", "⒉"},
		{"（4）云", YD_NUMBERING_DIGIT_PAREN, 4, "（4）", "4"},
		{"⑷云", YD_NUMBERING_DIGIT_PAREN, 4, "⑷", "⑷"},
		{"7)云", YD_NUMBERING_DIGIT_CLOSE, 7, "7)", "7"},
		{"③云", YD_NUMBERING_CIRCLED, 3, "③", "③"},
		{"㈤云", YD_NUMBERING_HAN_PAREN, 5, "㈤", "㈤"},
		{"第二条　云", YD_NUMBERING_ARTICLE, 2, "第二条", "第二条"},
		{"第十一章 云", YD_NUMBERING_CHAPTER, 11, "第十一章", "第十一章"},
		{"第3节", YD_NUMBERING_DIVISION, 3, "第3节", "第3节"},
		{"第一部分 云", YD_NUMBERING_PART, 1, "第一部分", "第一部分"},
		{"四是云", YD_NUMBERING_PROSE, 4, "四是", "四是"},
		{"●一、云", YD_NUMBERING_HAN, 1, "●一、", "一"},
		{"■（二）云", YD_NUMBERING_HAN_PAREN, 2, "■（二）", "二"},
		{"★　3. 云", YD_NUMBERING_DIGIT, 3, "★　3.", "3"},
		{"◆◆四是云", YD_NUMBERING_PROSE, 4, "◆◆四是", "四是"},
		{"●云", YD_NUMBERING_NONE, 0, "", ""},
		{"●一、二年级云", YD_NUMBERING_NONE, 0, "", ""},
		{"一、二年级云", YD_NUMBERING_NONE, 0, "", ""},
		{"1、2号楼", YD_NUMBERING_NONE, 0, "", ""},
		{"2031年云", YD_NUMBERING_NONE, 0, "", ""},
		{"2031.云", YD_NUMBERING_NONE, 0, "", ""},
		{"10所云", YD_NUMBERING_NONE, 0, "", ""},
		{"3月云", YD_NUMBERING_NONE, 0, "", ""},
		{"零、云", YD_NUMBERING_NONE, 0, "", ""},
		{"（云）", YD_NUMBERING_NONE, 0, "", ""},
		{"", YD_NUMBERING_NONE, 0, "", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		yd_str text = yd_str_of(cases[i].text);
		yd_label label = yd_label_read(text);
		if (label.style != cases[i].style || label.value != cases[i].value)
			fail_msg("'%s' is read as style %d, value %u", cases[i].text, label.style,
				label.value);
		if (label.style == YD_NUMBERING_NONE)
			continue;
		yd_str mark = {text.ptr, label.mark};
		assert_true(yd_str_equal(mark, yd_str_of(cases[i].mark)));
		assert_true(yd_str_equal(yd_label_of_mark(mark), yd_str_of(cases[i].label)));
	}
	assert_int_equal(yd_label_read(YD_STR("1.5万个云")).belief, YD_BELIEF_STRICT);
	assert_int_equal(yd_label_read(YD_STR("12.4宪法日")).belief, YD_BELIEF_STRICT);
	assert_int_equal(yd_label_read(YD_STR("第一节课")).belief, YD_BELIEF_RUN);
}

/* ---- the real plans ---- */

static bool read_file(const char *path, yd_buf *out)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		return false;
	char block[65536];
	for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;)
		yd_buf_add(out, block, n);
	fclose(file);
	return true;
}

static void real_plans_are_conserved(void **state)
{
	(void)state;
	const char *shared = getenv("YD_SHARED");
	char *folder = yd_format("%s/corpus", shared ? shared : SRCDIR "/../shared");
	DIR *dir = opendir(folder);
	if (!dir) {
		print_message("%s is not here\n", folder);
		free(folder);
		skip();
	}
	for (struct dirent *entry; (entry = readdir(dir));) {
		if (!strstr(entry->d_name, ".txt"))
			continue;
		char *path = yd_format("%s/%s", folder, entry->d_name);
		yd_buf source = {0};
		assert_true(read_file(path, &source));
		yd_outline outline;
		read_and_check(yd_buf_str(&source), &outline);
		assert_true(outline.node_count > 20 && !outline.unnumbered);
		yd_outline_free(&outline);
		yd_buf_free(&source);
		free(path);
	}
	closedir(dir);
	free(folder);
}

static char *printed_mark(const char *text)
{
	yd_outline outline;
	yd_buf mark = {0};
	yd_outline_read(yd_str_of(text), &outline);
	assert_true(outline.node_count > 0);
	yd_outline_mark_with_gap(&outline, yd_str_of(text), 0, &mark);
	yd_outline_free(&outline);
	return yd_buf_take(&mark);
}

static void marks_of_letter_spaced_lines_are_printed_without_blanks(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{"云 溪 市 教 育 局 工 作 要 点\n1 . 强 化 思 想 引 领\n2 . 强 化 质 量 意 识\n",
			"1."},
		{"云 溪 市 教 育 局 工 作 要 点\n（ 一 ）  强 化 思 想 引 领\n（ 二 ）  强 化 质 "
		 "量 意 识\n",
			"（一）"},
		{"云溪市教育局工作要点\n1. 强化思想引领\n2. 强化质量意识\n", "1. "},
		{"云溪市教育局工作办法\n第一条　为了工作。\n第二条　本法施行。\n", "第一条　"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *mark = printed_mark(rows[i][0]);
		assert_string_equal(mark, rows[i][1]);
		free(mark);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_are_told_from_text),
		cmocka_unit_test(marks_of_letter_spaced_lines_are_printed_without_blanks),
		cmocka_unit_test(made_outlines_come_out_as_made),
		cmocka_unit_test(wrapped_outlines_are_the_same),
		cmocka_unit_test(disorder_is_conserved),
		cmocka_unit_test(broken_stored_forms_are_refused),
		cmocka_unit_test(hostile_sizes_take_linear_time),
		cmocka_unit_test(real_plans_are_conserved),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
