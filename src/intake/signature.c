#include "signature.h"

#include "plain.h"
#include "when.h"
#include "words.h"

#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>

/* What the names of organs end with. */
static const char organ_ends[] =
	"局 厅 部 委 会 院 处 室 组 府 党组 党委 工委 总支 支部 中心 学校 中学 小学 幼儿园 高中 "
	"大学 附中 附小 一中 二中 三中 四中 五中 办 司";
/* Lines that end like an organ and are none. */
static const char organ_unlike[] =
	"各 此件 抄送 抄报 主送 报送 分送 联系 附件 附: 印发 地址 电话 责任编辑 编辑 审核 来源";
enum { ORGAN_CHARS_MIN = 3, ORGAN_CHARS_MAX = 32, LINES_ABOVE_DATE = 3 };

static yd_str without_brackets(yd_str text)
{
	static const char *const edges[] = {"(", ")", "（", "）"};
	for (bool cut = true; cut;) {
		cut = false;
		text = yd_text_trim(text);
		for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
			yd_str edge = yd_str_of(edges[i]);
			if (yd_str_starts(text, edge))
				text.ptr += edge.len, text.len -= edge.len, cut = true;
			if (yd_str_ends(text, edge))
				text.len -= edge.len, cut = true;
		}
	}
	return text;
}

static bool is_organ(yd_str text)
{
	size_t chars = yd_count_chars(text, ORGAN_CHARS_MAX + 1);
	if (chars < ORGAN_CHARS_MIN || chars > ORGAN_CHARS_MAX)
		return false;
	yd_buf plain = {0};
	plain_text(text, &plain);
	yd_str name = yd_str_trim_ascii(yd_buf_str(&plain));
	bool organ = plain_ends_any(name, organ_ends) && !plain_starts_any(name, organ_unlike);
	for (size_t i = 0; organ && i < name.len; i++)
		organ = (unsigned char)name.ptr[i] >= 0x80 || name.ptr[i] == ' ';
	static const char *const sentence[] = {"。", "、", "?", "!", "关于", "在全"};
	for (size_t i = 0; organ && i < sizeof sentence / sizeof *sentence; i++)
		organ = !plain_has(name, sentence[i]);
	yd_buf_free(&plain);
	return organ;
}

/* 长春市教育局　长春市财政局: the first of several that sign in one line; a letter-spaced name
 * whole. */
static yd_str first_organ(yd_str line)
{
	for (size_t at = 0; at < line.len;) {
		uint32_t cp;
		size_t len = yd_utf8_decode((yd_str){line.ptr + at, line.len - at}, &cp, NULL);
		yd_str head = {line.ptr, at}, rest = {line.ptr + at + len, line.len - at - len};
		if (yd_cp_is_space(cp) && is_organ(head) && is_organ(yd_text_trim(rest)))
			return head;
		at += len;
	}
	return line;
}

/* 附件:某某要点 某市教育局 2015年3月10日: the organ that stands last before a date in the line. */
static yd_str last_organ(yd_str head)
{
	size_t best = SIZE_MAX;
	/* An organ's name is short: what stands further from the date need not be read. */
	if (head.len > ORGAN_CHARS_MAX * 4) {
		head.ptr += head.len - ORGAN_CHARS_MAX * 4;
		head.len = ORGAN_CHARS_MAX * 4;
	}
	for (size_t at = 0; at < head.len;) {
		uint32_t cp;
		size_t len = yd_utf8_decode((yd_str){head.ptr + at, head.len - at}, &cp, NULL);
		at += len;
		if (yd_cp_is_space(cp) &&
			is_organ(yd_text_trim((yd_str){head.ptr + at, head.len - at})))
			best = at;
	}
	if (best == SIZE_MAX)
		return (yd_str){0};
	return yd_text_trim((yd_str){head.ptr + best, head.len - best});
}

/* The last date of a line that ends with it. */
static bool ends_with_date(yd_str line, when_date *date)
{
	bool found = false;
	when_date next;
	for (size_t at = 0; when_next_date(line, at, &next); at = next.end) {
		*date = next;
		found = true;
	}
	if (!found)
		return false;
	yd_str rest = without_brackets((yd_str){line.ptr + date->end, line.len - date->end});
	return rest.len == 0 || yd_str_equal(rest, YD_STR("印"));
}

static void set_date(signature *out, const when_date *date)
{
	out->year = date->year;
	out->month = date->month;
	out->day = date->day;
}

typedef struct lines {
	yd_str *items;
	size_t count, cap;
} lines;

static void split_lines(yd_str text, lines *out)
{
	yd_str line;
	while (plain_next_line(&text, &line)) {
		line = yd_text_trim(yd_strip_seal(yd_text_trim(line)));
		if (!line.len)
			continue;
		YD_GROW(out->items, out->count, out->cap);
		out->items[out->count++] = line;
	}
}

/* The organ that signs above line `at`: of several lines, the first. */
static yd_str organ_above(const lines *all, size_t at)
{
	yd_str organ = {0};
	for (size_t i = 0; i < LINES_ABOVE_DATE && i < at; i++) {
		yd_str line = without_brackets(all->items[at - 1 - i]);
		if (!is_organ(line))
			break;
		organ = line;
	}
	return organ.len ? first_organ(organ) : organ;
}

signature signature_read(yd_str closing)
{
	signature out = {0};
	lines all = {0};
	split_lines(closing, &all);
	for (size_t i = all.count; i-- > 0 && !out.year;) {
		when_date date;
		if (!ends_with_date(all.items[i], &date))
			continue;
		set_date(&out, &date);
		yd_str head = without_brackets((yd_str){all.items[i].ptr, date.start});
		out.issuer = is_organ(head) ? first_organ(head) : last_organ(head);
		if (!out.issuer.len)
			out.issuer = organ_above(&all, i);
	}
	for (size_t i = all.count; i-- > 0 && !out.issuer.len;)
		if (is_organ(all.items[i]))
			out.issuer = first_organ(all.items[i]);
	/* 2025年2月26日印发 tells the day when nothing else does. */
	for (size_t i = all.count; i-- > 0 && !out.year;) {
		when_date date;
		if (when_next_date(all.items[i], 0, &date) &&
			yd_str_ends(all.items[i], YD_STR("印发")))
			set_date(&out, &date);
	}
	free(all.items);
	return out;
}

signature signature_read_cover(yd_str preamble)
{
	enum { MOST_NAME_CHARS = 4 };
	signature out = {0};
	lines all = {0};
	split_lines(preamble, &all);
	for (size_t i = 0; i < all.count && !out.year; i++) {
		when_date date;
		if (!ends_with_date(all.items[i], &date))
			continue;
		yd_str head = without_brackets((yd_str){all.items[i].ptr, date.start});
		yd_str organ = is_organ(head) ? first_organ(head) : last_organ(head);
		/* ——2022年1月20日, 李明 2022年1月20日 */
		if (!organ.len && yd_count_chars(head, MOST_NAME_CHARS + 1) > MOST_NAME_CHARS)
			continue;
		set_date(&out, &date);
		out.issuer = organ.len ? organ : organ_above(&all, i);
	}
	free(all.items);
	return out;
}

/* ---- titles ---- */

static size_t find_first(yd_str text, const char *const *words, size_t count)
{
	size_t first = SIZE_MAX;
	for (size_t i = 0; i < count; i++) {
		size_t at = yd_str_find(text, yd_str_of(words[i]), 0);
		if (at < first)
			first = at;
	}
	return first;
}

/* 某县教育局规范作业管理工作安排: the bureau that a title begins with, whatever it goes on to say.
 */
static yd_str leading_bureau(yd_str title)
{
	static const char *const bureaus[] = {"教育局", "教育厅", "教育廳", "教体局", "教體局",
		"教育体育局", "教育體育局", "教育和体育局", "教育和體育局", "教育科技局",
		"教育和科技局", "教科局", "教育委员会", "教育委員會", "教委"};
	yd_str best = {0};
	for (size_t i = 0; i < sizeof bureaus / sizeof *bureaus; i++) {
		size_t at = yd_str_find(title, yd_str_of(bureaus[i]), 0);
		if (at == SIZE_MAX || at == 0)
			continue;
		size_t end = at + strlen(bureaus[i]);
		yd_str head = {title.ptr, end}, rest = {title.ptr + end, title.len - end};
		/* 教育局局长, 教育局长, 教育局系统, 教育局召开 */
		if (plain_starts_any(rest,
			    "局 长 長 系 机关 機關 召开 召開 举行 举办 党 黨 办公 辦公 、 和 与"))
			continue;
		if (is_organ(head) && !plain_has(head, "在") && (!best.len || head.len < best.len))
			best = head;
	}
	return best;
}

/* 2022—2023学年第二学期学校工作计划: behind the year the term, which nobody is called. */
static yd_str behind_term(yd_str title)
{
	/* In the order in which they follow one another. */
	static const char *const terms[] = {"年度", "学年度", "學年度", "学年", "學年", "第一学期",
		"第一學期", "第二学期", "第二學期", "上学期", "上學期", "下学期", "下學期",
		"上半年", "下半年", "春季", "秋季", "学期", "學期"};
	for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
		size_t len = strlen(terms[i]);
		if (yd_str_starts(title, yd_str_of(terms[i])))
			title = yd_text_trim((yd_str){title.ptr + len, title.len - len});
	}
	return title;
}

/* 学校工作计划 names no school. */
static bool is_any_school(yd_str head)
{
	return yd_str_equal(head, YD_STR("学校")) || yd_str_equal(head, YD_STR("學校"));
}

yd_str title_issuer(yd_str title)
{
	static const char *const about[] = {"关于", "關於", "關于", "印发", "印發"};
	static const char *const plan[] = {
		"工作要点", "工作要點", "工作计划", "工作計劃", "工作总结", "工作總結"};
	when_year year = {0};
	title = yd_text_trim(title);
	bool has_year = when_next_year(title, 0, &year);
	if (has_year && year.start == 0) {
		title.ptr += year.end, title.len -= year.end;
		has_year = false;
		title = behind_term(yd_text_trim(title));
	}
	size_t cut = has_year ? year.start : SIZE_MAX;
	size_t at = find_first(title, about, sizeof about / sizeof *about);
	if (at < cut)
		cut = at;
	if (cut == SIZE_MAX)
		cut = find_first(title, plan, sizeof plan / sizeof *plan);
	yd_str head = yd_text_trim((yd_str){title.ptr, cut == SIZE_MAX ? 0 : cut});
	if (is_any_school(head))
		return (yd_str){0};
	return is_organ(head) ? first_organ(head) : leading_bureau(title);
}

yd_str letterhead_issuer(yd_str head)
{
	yd_str line;
	while (plain_next_line(&head, &line)) {
		line = yd_text_trim(line);
		if (!yd_str_ends(line, YD_STR("文件")))
			continue;
		line = yd_text_trim((yd_str){line.ptr, line.len - strlen("文件")});
		if (is_organ(line))
			return first_organ(line);
	}
	return (yd_str){0};
}

yd_str printer_issuer(yd_str closing)
{
	static const char *const offices[] = {"办公室", "辦公室"};
	yd_str line;
	while (plain_next_line(&closing, &line)) {
		when_date date;
		line = yd_text_trim(line);
		if (!yd_str_ends(line, YD_STR("印发")) || !when_next_date(line, 0, &date))
			continue;
		yd_str name = yd_text_trim((yd_str){line.ptr, date.start});
		for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
			if (yd_str_ends(name, yd_str_of(offices[i])))
				name.len -= strlen(offices[i]);
		if (is_organ(name) && plain_has(name, "教"))
			return first_organ(name);
	}
	return (yd_str){0};
}

yd_str source_issuer(yd_str head)
{
	static const char *const labels[] = {"来源", "來源", "发布机构", "發布機構"};
	/* 市教育局, 本局: whose, the page tells its own readers. */
	static const char incomplete[] = "市教 县教 區教 区教 省教 州教 旗教 本 我 教";
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		size_t at = yd_str_find(head, yd_str_of(labels[i]), 0);
		if (at == SIZE_MAX)
			continue;
		yd_str rest = {
			head.ptr + at + strlen(labels[i]), head.len - at - strlen(labels[i])};
		if (!yd_take_word(&rest, "：") && !yd_take_word(&rest, ":"))
			continue;
		rest = yd_text_trim(rest);
		size_t end = 0;
		while (end < rest.len && !strchr(" \t\n|", rest.ptr[end]) &&
			!yd_str_starts((yd_str){rest.ptr + end, rest.len - end}, YD_STR("　")))
			end++;
		rest.len = end;
		if (is_organ(rest) && leading_bureau(rest).len == rest.len &&
			!plain_starts_any(rest, incomplete))
			return rest;
	}
	return (yd_str){0};
}
