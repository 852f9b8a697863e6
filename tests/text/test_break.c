#include <yaodian/text.h>

#include <glob.h>
#include <regex.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <unilbrk.h>

#include "random_text.h"

static const char *broken_into(const char *text, size_t width, size_t indent)
{
	static yd_buf result;
	yd_lines lines = {0};
	yd_text_break(yd_str_of(text), width, indent, &lines);
	yd_buf_clear(&result);
	for (size_t i = 0; i < lines.count; i++)
		yd_buf_printf(&result, "%.*s|", (int)(lines.items[i].end - lines.items[i].start),
			text + lines.items[i].start);
	yd_lines_free(&lines);
	return result.ptr;
}

static void an_empty_paragraph_is_one_empty_line(void **state)
{
	(void)state;
	assert_string_equal(broken_into("", 10, 0), "|");
	assert_string_equal(broken_into("", 0, 5), "|");
}

static void chinese_breaks_between_characters(void **state)
{
	(void)state;
	assert_string_equal(broken_into("推进教育公平", 4, 0), "推进|教育|公平|");
	assert_string_equal(broken_into("推进教育公平", 5, 0), "推进|教育|公平|");
	assert_string_equal(broken_into("推进教育公平", 8, 4), "推进|教育公平|");
	assert_string_equal(broken_into("推进教育公平", 100, 4), "推进教育公平|");
}

static void no_line_begins_or_ends_with_what_must_not(void **state)
{
	(void)state;
	assert_string_equal(broken_into("推进教育，促进公平。", 8, 0), "推进教|育，促进|公平。|");
	assert_string_equal(broken_into("落实《教育法》规定", 6, 0), "落实|《教育|法》|规定|");
	assert_string_equal(broken_into("提高到95%以上", 8, 0), "提高到|95%以上|");
	assert_string_equal(broken_into("公平——质量", 5, 0), "公|平——|质量|");
	assert_string_equal(broken_into("公平等……质量", 8, 0), "公平等……|质量|");
	assert_string_equal(broken_into("甲乙［丙］丁｛戊｝己", 6, 0), "甲乙|［丙］|丁|｛戊｝|己|");
	assert_string_equal(broken_into("甲乙～丙", 4, 0), "甲|乙～|丙|");
	assert_string_equal(broken_into("甲乙·丙丁", 4, 0), "甲|乙·|丙丁|");
	assert_string_equal(broken_into("甲乙／丙丁", 4, 0), "甲|乙／|丙丁|");
	assert_string_equal(broken_into("二十‰的", 4, 0), "二|十‰|的|");
	assert_string_equal(broken_into("二十℃的", 4, 0), "二|十℃|的|");
	assert_string_equal(broken_into("甲￥一百", 4, 0), "甲|￥一|百|");
	assert_string_equal(broken_into("甲乙§四", 5, 0), "甲乙|§四|");
}

static void every_listed_character_is_listed(void **state)
{
	(void)state;
	static const char first[] = "，。、；：！？）〕】》〉］｝」』”’…—～·／‰℃,.;:!?)]}%";
	static const char last[] = "（〔【《〈［｛「『“‘￥§([{";
	size_t firsts = 0, lasts = 0;
	for (uint32_t cp = 1; cp < 0x110000; cp++) {
		char bytes[5] = "";
		bytes[yd_utf8_encode(cp, bytes)] = '\0';
		bool surrogate = cp >= 0xD800 && cp < 0xE000;
		assert_int_equal(
			!yd_cp_may_begin_line(cp), !surrogate && strstr(first, bytes) != NULL);
		assert_int_equal(
			!yd_cp_may_end_line(cp), !surrogate && strstr(last, bytes) != NULL);
		firsts += !yd_cp_may_begin_line(cp);
		lasts += !yd_cp_may_end_line(cp);
	}
	assert_int_equal(firsts, yd_utf8_count(yd_str_of(first)));
	assert_int_equal(lasts, yd_utf8_count(yd_str_of(last)));
}

static void quantities_and_document_numbers_stay_whole(void **state)
{
	(void)state;
	static const char *const whole[] = {"——", "……", "〔2025〕1号", "〔2025〕第12号",
		"[2025]3号", "（2024）5号", "〔２０２５〕１号", "95%", "95％", "3‰", "36.5℃",
		"2万个", "2018-2022", "2018—2022", "2018——2022年", "2018－2022年", "2018～2022年",
		"2018–2022", "5%～8%", "5%—8%", "2018年—2022年", "2万余名", "1.5亿元", "300平方米",
		"3,000人次", "45分钟", "3个百分点", "２０２５年", "8：30", "1：3"};
	for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
		size_t columns = yd_text_columns(yd_str_of(whole[i]));
		char *text = yd_format("教育%s局甲乙", whole[i]);
		for (size_t width = columns + 2; width < columns + 9; width++) {
			const char *lines = broken_into(text, width, 0);
			if (!strstr(lines, whole[i]))
				fail_msg("%zu: %s", width, lines);
		}
		free(text);
	}
}

static void what_is_too_wide_breaks_in_the_stated_order(void **state)
{
	(void)state;
	/* Inside what is kept whole, where UAX #14 and the lists agree, */
	assert_string_equal(broken_into("〔2025〕1号文", 8, 0), "〔2025〕|1号文|");
	assert_string_equal(broken_into("2018年—2022年", 8, 0), "2018年—|2022年|");
	/* then anywhere but for the lists, */
	assert_string_equal(broken_into("20182022，", 5, 0), "20182|022，|");
	/* then between graphemes. */
	assert_string_equal(broken_into("——教", 1, 0), "—|—|教|");
	assert_string_equal(broken_into("《《《教", 4, 0), "《《|《教|");
}

static void no_character_is_alone_on_the_last_line(void **state)
{
	(void)state;
	assert_string_equal(broken_into("推进教育公平吧", 12, 0), "推进教育公|平吧|");
	assert_string_equal(broken_into("推进教育公平吧。", 12, 0), "推进教育公|平吧。|");
	assert_string_equal(broken_into("推进教育“公平”吧", 14, 0), "推进教育“公|平”吧|");
	assert_string_equal(broken_into("推进教育，我", 10, 0), "推进教|育，我|");
	assert_string_equal(broken_into("新增学位2万个了", 14, 0), "新增学位|2万个了|");
	assert_string_equal(broken_into("推进教育 Wi", 8, 0), "推进教育 |Wi|");
	assert_string_equal(broken_into("推进教育公[ ]", 10, 0), "推进教|育公[ ]|");
	/* Nothing can be given: one word, or what is kept whole would not fit. */
	assert_string_equal(broken_into("STEAM教", 5, 0), "STEAM|教|");
	assert_string_equal(broken_into("2018-2022年教", 11, 0), "2018-2022年|教|");
	assert_string_equal(broken_into("教", 10, 0), "教|");
}

static void quotation_marks_open_and_close_in_chinese_text(void **state)
{
	(void)state;
	assert_string_equal(broken_into("落实“双减”政策", 4, 0), "落实|“双|减”|政策|");
	assert_string_equal(broken_into("落实“双减”政策", 6, 0), "落实|“双减”|政策|");
	assert_string_equal(broken_into("“双减”“双增”“双控”", 12, 0), "“双减”“双增”|“双控”|");
	assert_string_equal(broken_into("“双减”“双增”", 6, 0), "“双减”|“双增”|");
	assert_string_equal(broken_into("推进“AI+”行动", 9, 0), "推进“AI+”|行动|");
	assert_string_equal(broken_into("推进“AI+”行动", 6, 0), "推进|“AI+”|行动|");
	assert_string_equal(broken_into("the “end”, don’t", 6, 0), "the |“end”, |don’t|");
}

static void spaces_hang_past_the_end(void **state)
{
	(void)state;
	yd_lines lines = {0};
	yd_text_break(YD_STR("one   two\u3000\u3000three  "), 3, 0, &lines);
	assert_int_equal(lines.count, 4);
	assert_int_equal(lines.items[0].columns, 3);
	assert_int_equal(lines.items[0].end, 6);
	assert_int_equal(lines.items[1].columns, 3);
	assert_int_equal(lines.items[1].end, 15);
	assert_int_equal(lines.items[3].columns, 2);
	assert_int_equal(lines.items[3].end, 22);
	yd_lines_free(&lines);
	/* A space that carries a mark is a character to show. */
	yd_text_break(YD_STR("a \u0301"), 1, 0, &lines);
	assert_int_equal(lines.count, 2);
	assert_int_equal(lines.items[1].columns, 1);
	yd_lines_free(&lines);
}

static void words_break_only_when_too_long(void **state)
{
	(void)state;
	assert_string_equal(broken_into("a STEAM lesson", 8, 0), "a STEAM |lesson|");
	assert_string_equal(broken_into("supercalifragilistic", 6, 0), "superc|alifra|gilist|ic|");
	assert_string_equal(broken_into("abcdef,", 6, 0), "abcde|f,|");
	assert_string_equal(broken_into("。。。。。", 4, 0), "。。|。。|。|");
}

static void graphemes_stay_whole(void **state)
{
	(void)state;
	assert_string_equal(broken_into("教育", 1, 0), "教|育|");
	assert_string_equal(broken_into("👩‍👩‍👧👩‍👩‍👧", 7, 0),
		"👩‍👩‍👧|👩‍👩‍👧|");
	/* But for those that no line has room for. */
	assert_string_equal(broken_into("教👩‍👩‍👧", 4, 0), "教|👩‍👩‍|👧|");
	assert_string_equal(broken_into("🇨🇳🇨🇳", 2, 0), "🇨🇳|🇨🇳|");
	assert_string_equal(broken_into("e\u0301e\u0301", 1, 0), "e\u0301|e\u0301|");
}

static void a_first_line_without_room_stays_empty(void **state)
{
	(void)state;
	assert_string_equal(broken_into("教育", 4, 3), "|教育|");
	assert_string_equal(broken_into("教育", 4, 4), "|教育|");
	assert_string_equal(broken_into("教育", 4, 9), "|教育|");
	/* Below, the lists can be kept. */
	assert_string_equal(broken_into("教，，育育", 6, 4), "|教，，|育育|");
	assert_string_equal(broken_into("教，，，育", 6, 4), "教|，，，|育|");
}

/* ---- properties: the rules told again, without the breaker's functions ---- */

typedef enum rank { NO_PLACE, GRAPHEME, LISTED, INSIDE, LEGAL } rank;

typedef struct paragraph {
	yd_str text;
	rank *ranks;  /* of a line's end before each byte */
	bool *quotes; /* a curly quotation mark is beside it: only its context tells */
} paragraph;

static yd_str part(const paragraph *p, size_t from, size_t to)
{
	return (yd_str){p->text.ptr + from, to - from};
}

static bool stands_in(const char *list, yd_str character)
{
	return character.len && yd_str_find(yd_str_of(list), character, 0) != SIZE_MAX;
}

/* Spans of what is kept whole, by regular expressions over bytes. */
static void mark_units(const paragraph *p, bool *inside)
{
#define DIGITS "([0-9]|０|１|２|３|４|５|６|７|８|９)"
#define HAN                                                                                        \
	"(〇|々|\xE2[\xBA-\xBF][\x80-\xBF]|\xE3[\x90-\xBF][\x80-\xBF]|[\xE4-\xE9][\x80-\xBF]["   \
	"\x80-\xBF]|\xF0[\xA0-\xB1]["                                                              \
	"\x80-\xBF]"                                                                               \
	"[\x80-\xBF])"
	static const char *const patterns[] = {"——", "……", "〔[0-9]{4}〕(第)?[0-9]+号",
		DIGITS "+(\\.[0-9]+)?(%|％|‰|℃)",
		DIGITS
		"(百|千|万|亿|萬|億|十)*(余|餘|多|来|來)?(周年|周岁|年级|年度|年代|学年度|学年|"
		"学期|"
		"小时|分钟|课时|学时|学分|平方米|平方公里|公里|人次|个月|个百分点|個百分點|个小时|"
		"個小時|個月|"
		"年級|學年度|學年|學期|小時|分鐘|課時|美元|千瓦|" HAN ")",
		DIGITS "([.,:/]|·|：|／|．)?" DIGITS,
		DIGITS "(%|％|‰|℃|年|月|万|亿|个|" HAN ")?(-|—|——|～|~|－|–)" DIGITS};
	char *copy = yd_strndup(p->text.ptr, p->text.len);
	for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
		regex_t regex;
		regmatch_t match;
		assert_int_equal(regcomp(&regex, patterns[i], REG_EXTENDED), 0);
		for (size_t at = 0; regexec(&regex, copy + at, 1, &match, 0) == 0;) {
			size_t from = at + (size_t)match.rm_so, to = at + (size_t)match.rm_eo;
			for (size_t byte = from + 1; byte < to; byte++)
				inside[byte] = true;
			at = from + 1;
		}
		regfree(&regex);
	}
	free(copy);
}

/* Of a grapheme that no line has room for, each code point that is shown has a place before it. */
static void rank_inside(paragraph *p, size_t at, size_t len)
{
	for (size_t next = 0, cp_len; next < len; next += cp_len) {
		uint32_t cp;
		cp_len = yd_utf8_decode(part(p, at + next, at + len), &cp, NULL);
		if (next && yd_cp_width(cp) > 0)
			p->ranks[at + next] = LISTED;
	}
}

static void rank_places(paragraph *p, const char *breaks, const bool *inside, size_t width)
{
	static const char never_first[] = "，。、；：！？）〕】》〉］｝」』”’…—～·／‰℃,.;:!?)]}%";
	static const char never_last[] = "（〔【《〈［｛「『“‘￥§([{";
	yd_str before = {0};
	for (size_t at = 0, len; at < p->text.len; at += len) {
		yd_str rest = {p->text.ptr + at, p->text.len - at};
		uint32_t cp;
		int columns;
		len = yd_grapheme_next(rest, &columns);
		if ((size_t)columns > width)
			rank_inside(p, at, len);
		yd_str whole = {rest.ptr, len}, first = {rest.ptr, yd_utf8_decode(rest, &cp, NULL)};
		bool hangs =
			yd_str_equal(whole, YD_STR(" ")) || yd_str_equal(whole, YD_STR("\u3000"));
		if (at && !hangs) {
			p->quotes[at] = stands_in("“”‘’", first) || stands_in("“”‘’", before);
			p->ranks[at] =
				stands_in(never_first, first) || stands_in(never_last, before)
					? GRAPHEME
				: breaks[at] != UC_BREAK_POSSIBLE ? LISTED
				: inside[at]			  ? INSIDE
								  : LEGAL;
		}
		if (!hangs)
			before = first;
	}
}

static paragraph study(yd_str text, size_t width)
{
	paragraph p = {text, yd_alloc((text.len + 1) * sizeof(rank)),
		yd_alloc((text.len + 1) * sizeof(bool))};
	char *breaks = yd_alloc(text.len + 1);
	bool *inside = yd_alloc((text.len + 1) * sizeof(bool));
	u8_possible_linebreaks((const uint8_t *)text.ptr, text.len, "UTF-8", breaks);
	mark_units(&p, inside);
	rank_places(&p, breaks, inside, width);
	free(breaks);
	free(inside);
	return p;
}

static void forget(paragraph *p)
{
	free(p->ranks);
	free(p->quotes);
}

static size_t shown_columns(yd_str line)
{
	for (;;) {
		if (yd_str_ends(line, YD_STR(" ")))
			line.len -= 1;
		else if (yd_str_ends(line, YD_STR("\u3000")))
			line.len -= 3;
		else
			return yd_text_columns(line);
	}
}

/* The last place of the best rank where a line from `start` could end in `room`. */
static size_t best_end(const paragraph *p, size_t start, size_t room)
{
	size_t found = start;
	for (size_t at = start + 1; at < p->text.len; at++) {
		if (p->ranks[at] == NO_PLACE)
			continue;
		if (shown_columns(part(p, start, at)) > room)
			break;
		if (found == start || p->ranks[at] >= p->ranks[found])
			found = at;
	}
	return found;
}

static bool is_lone(const paragraph *p, size_t start)
{
	size_t characters = 0;
	for (size_t at = start, len; at < p->text.len; at += len) {
		len = yd_grapheme_next(part(p, at, p->text.len), NULL);
		uint32_t cp;
		size_t first = yd_utf8_decode(part(p, at, p->text.len), &cp, NULL);
		bool space = stands_in(" \u3000", part(p, at, at + len));
		characters += !space && !stands_in("，。、；：！？）〕】》〉］｝」』”’…—～·／,.;:!?"
						   ")]}（〔【《〈［｛「『“‘([{",
						part(p, at, at + first));
	}
	return characters < 2;
}

static void report(const paragraph *p, yd_line line, size_t room, const char *what)
{
	fail_msg("%s: in %zu columns, line from %zu to %zu of: %.*s", what, room, line.start,
		line.end, (int)p->text.len, p->text.ptr);
}

static void check_line(const paragraph *p, yd_line line, size_t room, bool above_last)
{
	yd_str shown = part(p, line.start, line.end);
	if (line.columns != shown_columns(shown))
		report(p, line, room, "columns are wrong");
	if (line.columns > room) {
		/* Only one character, wider than any line, can be. */
		assert_int_equal(room, 1);
		assert_true(shown_columns(shown) == 2);
	}
	if (line.end == p->text.len || line.end == line.start)
		return;
	assert_true(p->ranks[line.end] != NO_PLACE);
	size_t best = best_end(p, line.start, room);
	if (best == line.start)
		return;
	bool by_context = p->quotes[line.end] && p->ranks[line.end] >= LISTED;
	if (p->ranks[line.end] < p->ranks[best] && !by_context)
		report(p, line, room, "ends where it must not");
	if (line.end < best && p->ranks[best] == LEGAL && !(above_last && is_lone(p, best)) &&
		!(above_last && by_context))
		report(p, line, room, "ends early");
}

/* No lone last character where the line above could have ended earlier. */
static void check_company(const paragraph *p, yd_line above, yd_line last, size_t width)
{
	if (above.start == above.end || !is_lone(p, last.start))
		return;
	for (size_t at = above.start + 1; at < above.end; at++)
		if (p->ranks[at] == LEGAL && shown_columns(part(p, at, p->text.len)) <= width &&
			!is_lone(p, at))
			report(p, last, width, "a lone last character");
}

static void check_lines(yd_str text, size_t width, size_t indent)
{
	yd_lines lines = {0};
	paragraph p = study(text, width);
	yd_text_break(text, width, indent, &lines);
	assert_true(lines.count > 0);
	size_t at = 0;
	for (size_t i = 0; i < lines.count; i++) {
		assert_int_equal(lines.items[i].start, at);
		assert_true(lines.items[i].end > at || (i == 0 && (indent > 0 || text.len == 0)));
		at = lines.items[i].end;
		check_line(&p, lines.items[i],
			i		 ? width
			: indent < width ? width - indent
					 : 1,
			i + 2 == lines.count);
	}
	assert_int_equal(at, text.len);
	if (lines.count > 1)
		check_company(
			&p, lines.items[lines.count - 2], lines.items[lines.count - 1], width);
	forget(&p);
	yd_lines_free(&lines);
}

/* Both scripts, quotation marks, dashes, digits, Latin words, combining marks, emoji. */
static void add_mixed(random_source *random, size_t pieces, yd_buf *out)
{
	static const char *const mixed[] = {"，", "。", "、", "；", "：", "？", "（", "）", "《",
		"》", "“", "”", "‘", "’", "“双减”", "“雙減”", "「黨建」", "——", "……", "—", "2025年",
		"95%", "2万个", "2萬個", "2018-2022", "2018—2022年", "〔2025〕1号", "〔2025〕第3号",
		"3.5", "12‰", "36℃", "￥100", "§3", "～", "·", "／", " ", " ", "STEAM", "Wi-Fi",
		"school", "don’t", "http://www.edu.cn/a?b=c", ",", ".", "(", ")", "[1]", "%",
		"e\u0301", "教\u0301", "👩‍👩‍👧", "👍🏽", "😀", "🇨🇳", "1️⃣",
		"か\u3099", "教育公平", "義務教育", "學", "校", "𠮷", "\u00A0", "［", "］", "｛",
		"｝", "％", "５０％"};
	for (size_t i = 0; i < pieces; i++) {
		char bytes[4];
		if (random_below(random, 3) == 0)
			yd_buf_add(out, bytes,
				yd_utf8_encode(
					0x4E00 + (uint32_t)random_below(random, 0x5000), bytes));
		else
			yd_buf_puts(
				out, mixed[random_below(random, sizeof mixed / sizeof mixed[0])]);
	}
}

static void random_paragraphs_break_where_they_may(void **state)
{
	(void)state;
	random_source random = {42};
	for (int round = 0; round < 120; round++) {
		yd_buf text = {0}, clean = {0};
		if (round % 2)
			add_mixed(&random, random_below(&random, 60), &text);
		else
			random_text(&random, RANDOM_CLEAN, random_below(&random, 60), &text);
		yd_text_sanitize(yd_buf_str(&text), 0, &clean);
		for (size_t width = 1; width <= 120; width++)
			check_lines(yd_buf_str(&clean), width, round % 3 ? 0 : 4);
		yd_buf_free(&text);
		yd_buf_free(&clean);
	}
}

static void check_document(const char *path)
{
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t room = 0;
	if (!file)
		fail_msg("cannot read %s", path);
	for (ssize_t len; (len = getline(&line, &room, file)) > 0;) {
		yd_buf clean = {0};
		yd_text_sanitize(yd_text_trim((yd_str){line, (size_t)len}), 0, &clean);
		for (size_t width = 1; width <= 120; width += width < 24 ? 1 : 8)
			check_lines(yd_buf_str(&clean), width, width < 20 ? 0 : 4);
		yd_buf_free(&clean);
	}
	free(line);
	fclose(file);
}

static void published_plans_break_where_they_may(void **state)
{
	(void)state;
	const char *shared = getenv("YD_SHARED");
	char *pattern = yd_format("%s/corpus/*.txt", shared ? shared : YD_SOURCE_DIR "/../shared");
	glob_t found;
	bool none = glob(pattern, 0, NULL, &found) != 0;
	free(pattern);
	if (none) {
		print_message("skipped: the shared corpus is not there\n");
		skip();
	}
	for (size_t i = 0; i < found.gl_pathc; i++)
		check_document(found.gl_pathv[i]);
	globfree(&found);
}

static void any_bytes_break_into_lines(void **state)
{
	(void)state;
	random_source random = {42};
	for (int round = 0; round < 3000; round++) {
		yd_buf text = {0};
		random_text(&random, RANDOM_BYTES, random_below(&random, 80), &text);
		yd_lines lines = {0};
		yd_text_break(yd_buf_str(&text), random_below(&random, 30),
			random_below(&random, 9), &lines);
		size_t at = 0;
		for (size_t i = 0; i < lines.count; i++) {
			assert_int_equal(lines.items[i].start, at);
			at = lines.items[i].end;
		}
		assert_int_equal(at, text.len);
		yd_lines_free(&lines);
		yd_buf_free(&text);
	}
}

static void break_repeated(const char *piece, size_t times)
{
	yd_buf text = {0};
	yd_lines lines = {0};
	for (size_t i = 0; i < times; i++)
		yd_buf_puts(&text, piece);
	yd_text_break(yd_buf_str(&text), 80, 4, &lines);
	assert_int_equal(lines.items[lines.count - 1].end, text.len);
	yd_lines_free(&lines);
	yd_buf_free(&text);
}

/* Looking back for a better break again and again would not come to an end here. */
static void long_runs_of_one_kind_break(void **state)
{
	(void)state;
	static const char *const pieces[] = {"。", "“", "”", "”“", "教", "a", " ", "\u3000", "—",
		"（", "\u0301", "\u1161", "👩‍", "🇨", "a\u0301", "教，", "“双减”", "a-", "1,",
		"\u00A0", "ab ", "，a", "1", "1-", "2018-", "〔2025〕", "〔", "1万", "5%～"};
	for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++)
		break_repeated(pieces[i], 300000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_paragraph_is_one_empty_line),
		cmocka_unit_test(chinese_breaks_between_characters),
		cmocka_unit_test(no_line_begins_or_ends_with_what_must_not),
		cmocka_unit_test(every_listed_character_is_listed),
		cmocka_unit_test(quantities_and_document_numbers_stay_whole),
		cmocka_unit_test(what_is_too_wide_breaks_in_the_stated_order),
		cmocka_unit_test(no_character_is_alone_on_the_last_line),
		cmocka_unit_test(quotation_marks_open_and_close_in_chinese_text),
		cmocka_unit_test(spaces_hang_past_the_end),
		cmocka_unit_test(words_break_only_when_too_long),
		cmocka_unit_test(graphemes_stay_whole),
		cmocka_unit_test(a_first_line_without_room_stays_empty),
		cmocka_unit_test(random_paragraphs_break_where_they_may),
		cmocka_unit_test(published_plans_break_where_they_may),
		cmocka_unit_test(any_bytes_break_into_lines),
		cmocka_unit_test(long_runs_of_one_kind_break),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
