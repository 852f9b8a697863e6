/*
 * Shapes of the head: document numbers and titles. Words stand here in folded form, as in shapes.c.
 */
#include "paragraphs.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>
#include <yaodian/text.h>

/* ---- document number ---- */

/* 白洮教〔2025〕1号 at the start of a folded text; returns its length in the fold, or 0. */
static size_t doc_no_length(yd_str fold)
{
	/* The name of the issuing body, then the year in brackets of any kind, then a number. */
	size_t bracket = yd_str_find(fold, YD_STR("("), 0);
	if (bracket == SIZE_MAX || bracket < 3 || bracket > 60)
		return 0;
	yd_str name = {fold.ptr, bracket};
	static const char *const never[] = {":", ",", "、", "。", ";", "《", "》", "年", "关于"};
	if (YD_HOLDS(name, never))
		return 0;
	yd_str rest = {fold.ptr + bracket + 1, fold.len - bracket - 1};
	for (int i = 0; i < 4; i++, rest.ptr++, rest.len--)
		if (!rest.len || rest.ptr[0] < '0' || rest.ptr[0] > '9')
			return 0;
	yd_take_word(&rest, "年");
	if (!yd_take_word(&rest, ")"))
		return 0;
	yd_take_word(&rest, "第");
	size_t digits = 0;
	while (rest.len && rest.ptr[0] >= '0' && rest.ptr[0] <= '9')
		rest.ptr++, rest.len--, digits++;
	if (!digits || digits > 5 || !yd_take_word(&rest, "号"))
		return 0;
	return fold.len - rest.len;
}

bool yd_shape_is_doc_no(yd_str text)
{
	if (text.len > 150)
		return false;
	yd_buf buf = {0};
	yd_fold(text, &buf);
	yd_str fold = yd_strip_brackets(yd_buf_str(&buf));
	size_t len = doc_no_length(fold);
	bool whole = len && len == fold.len;
	yd_buf_free(&buf);
	return whole;
}

static yd_str doc_no_at_start(yd_str text)
{
	yd_buf fold = {0};
	uint32_t *map = NULL;
	yd_fold_map(text, &fold, &map);
	size_t len = doc_no_length(yd_buf_str(&fold));
	yd_str found = len ? yd_text_trim((yd_str){text.ptr, map[len]}) : (yd_str){0};
	free(map);
	yd_buf_free(&fold);
	return found;
}

yd_str yd_shape_labelled_doc_no(yd_str text)
{
	static const char *const labels[] = {
		"文号", "发文字号", "文 号", "文　号", "發文字號", "文號", "字号"};
	if (text.len > YD_LONGEST_LINE)
		return (yd_str){0};
	for (size_t i = 0; i < YD_LENGTH(labels); i++) {
		size_t at = yd_str_find(text, yd_str_of(labels[i]), 0);
		if (at == SIZE_MAX)
			continue;
		yd_str rest = {
			text.ptr + at + strlen(labels[i]), text.len - at - strlen(labels[i])};
		rest = yd_text_trim(rest);
		if (!yd_take_word(&rest, "：") && !yd_take_word(&rest, ":") &&
			!yd_take_word(&rest, "】") && !yd_take_word(&rest, "]"))
			continue;
		yd_str found = doc_no_at_start(yd_text_trim(rest));
		if (found.len)
			return found;
	}
	/* 示教〔2024〕3号　签发人：张三 */
	yd_str found = doc_no_at_start(text);
	yd_str rest = {text.ptr + found.len, text.len - found.len};
	return found.len && yd_text_trim(rest).ptr > rest.ptr ? found : (yd_str){0};
}

yd_str yd_shape_bracketed_doc_no(yd_str title)
{
	static const char *const opens[] = {"（", "("};
	if (title.len > YD_LONGEST_LINE)
		return (yd_str){0};
	for (size_t i = 0; i < YD_LENGTH(opens); i++) {
		size_t len = strlen(opens[i]), at = 0;
		for (; (at = yd_str_find(title, yd_str_of(opens[i]), at)) != SIZE_MAX; at += len) {
			yd_str number = doc_no_at_start(
				(yd_str){title.ptr + at + len, title.len - at - len});
			size_t end = at + len + number.len;
			yd_str close = yd_text_trim((yd_str){title.ptr + end, title.len - end});
			if (number.len && (yd_str_equal(close, YD_STR("）")) ||
						  yd_str_equal(close, YD_STR(")"))))
				return number;
		}
	}
	return (yd_str){0};
}

/* ---- title ---- */

/* What kinds of documents are called (cf. 党政机关公文处理工作条例, article 8, and what plans call
 * themselves). */
static const char *const kinds[] = {"要点", "计划", "总结", "报告", "规划", "方案", "条例", "通知",
	"意见", "办法", "规定", "纲要", "讲话", "安排", "思路", "细则", "规则", "决定", "打算",
	"举措", "措施", "行动", "清单", "致辞", "发言", "设想", "目标", "任务", "重点", "汇报",
	"部署", "通报", "公告", "预案", "制度", "章程", "守则", "规程", "准则", "要点汇编",
	"工作谋划", "台账"};

static const char *const year_words[] = {"年", "年度"};

static yd_str strip_title_tail(yd_str fold)
{
	while (yd_str_ends(fold, YD_STR(")"))) {
		size_t at = fold.len;
		while (at > 0 && fold.ptr[at - 1] != '(')
			at--;
		if (at <= 1)
			break;
		fold.len = at - 1;
	}
	return fold;
}

static bool holds_year(yd_str fold)
{
	static const char *const eras[] = {"二零", "一九", "学年"};
	if (YD_HOLDS(fold, eras))
		return true;
	for (size_t i = 0; i + 4 <= fold.len; i++)
		if ((fold.ptr[i] == '2' && fold.ptr[i + 1] == '0') ||
			(fold.ptr[i] == '1' && fold.ptr[i + 1] == '9'))
			return true;
	return false;
}

/* 关于…的通知, and other letters whose business is what they bring: 关于报送…要点的报告. */
static bool ends_as_notice(yd_str fold)
{
	static const char *const letters[] = {
		"公告", "通告", "公示", "报告", "函", "请示", "意见", "批复"};
	static const char *const hands_on[] = {"关于印发", "关于转发", "关于报送", "关于上报",
		"关于呈报", "关于报请", "关于公布", "关于发布", "关于下发", "关于批转", "公开征求"};
	if (yd_str_find(fold, YD_STR("关于"), 0) == SIZE_MAX)
		return false;
	return yd_str_ends(fold, YD_STR("通知")) ||
	       (YD_ENDS(fold, letters) && YD_HOLDS(fold, hands_on));
}

bool yd_shape_is_notice_title(yd_str text)
{
	if (text.len > YD_LONGEST_LINE)
		return false;
	yd_buf fold = {0};
	yd_fold(text, &fold);
	bool notice = ends_as_notice(strip_title_tail(yd_buf_str(&fold)));
	yd_buf_free(&fold);
	return notice;
}

bool yd_shape_is_title_tail(yd_str text)
{
	static const char *const stages[] = {
		"试行", "暂行", "草案", "修订", "征求意见稿", "送审稿", "讨论稿", "审议稿"};
	enum { LONGEST = 60 };
	if (text.len > LONGEST || yd_shape_is_date(text))
		return false;
	yd_buf buf = {0};
	yd_fold(text, &buf);
	yd_str fold = yd_buf_str(&buf), inner = yd_strip_brackets(fold), rest = inner;
	bool years = yd_take_numerals(&rest) >= 4 && YD_ENDS(inner, year_words);
	bool stage = YD_ENDS(inner, stages) && yd_str_find(inner, YD_STR(","), 0) == SIZE_MAX;
	bool tail = inner.len < fold.len && (years || stage);
	yd_buf_free(&buf);
	return tail;
}

unsigned yd_shape_title_score(yd_str text, bool *notice)
{
	*notice = false;
	size_t chars = yd_count_chars(text, YD_PARA_LONG);
	static const char *const colons[] = {"：", ":"};
	if (chars < 4 || chars > 80 || yd_shape_is_sentence(text) || YD_ENDS(text, colons) ||
		yd_count_separators(text) > 1)
		return 0;
	yd_buf buf = {0};
	yd_fold(text, &buf);
	yd_str fold = strip_title_tail(yd_buf_str(&buf));
	unsigned score = 0;
	bool kind = YD_ENDS(fold, kinds) ||
		    (yd_str_ends(fold, YD_STR(")")) && YD_ENDS(yd_strip_closers(fold), kinds));
	bool about = yd_str_starts(fold, YD_STR("关于")) ||
		     yd_str_find(fold, YD_STR("关于"), 0) != SIZE_MAX;
	bool year = holds_year(fold);
	*notice = ends_as_notice(fold);
	if (!kind && yd_begins_with_date(fold)) {
		yd_buf_free(&buf);
		return 0;
	}
	score += kind ? 4 : 0;
	score += about ? 2 : 0;
	score += year ? 2 : 0;
	score += yd_str_find(fold, YD_STR("教育"), 0) != SIZE_MAX;
	score += chars >= 8;
	if (kind && !about && !year && chars < 8)
		score = 3; /* 规划计划: the name of a column of the site as likely as a title */
	yd_buf_free(&buf);
	return score;
}

bool yd_shape_may_be_title(yd_str text)
{
	static const char *const brackets[] = {"（", "(", "【", "["};
	size_t chars = yd_count_chars(text, YD_PARA_LONG);
	for (size_t i = 0; i < YD_LENGTH(brackets); i++)
		if (yd_str_starts(text, yd_str_of(brackets[i])))
			return false;
	return chars >= 4 && chars <= YD_TITLE_CHARS && !yd_shape_is_sentence(text) &&
	       !yd_shape_ends_open(text) && !yd_shape_is_date(text) &&
	       !yd_shape_is_signature(text) && !yd_shape_is_note(text) &&
	       !yd_shape_is_attachment(text);
}

static bool opens_quote(yd_str text)
{
	size_t open = 0, at = 0;
	while ((at = yd_str_find(text, YD_STR("《"), at)) != SIZE_MAX)
		open++, at += 3;
	for (at = 0; (at = yd_str_find(text, YD_STR("》"), at)) != SIZE_MAX && open; at += 3)
		open--;
	return open > 0;
}

bool yd_shape_is_whole_title(yd_str text, yd_str next)
{
	yd_buf a = {0}, b = {0};
	yd_fold(text, &a);
	yd_fold(next, &b);
	bool whole = YD_ENDS(strip_title_tail(yd_buf_str(&a)), kinds) &&
		     !yd_str_ends(yd_buf_str(&b), YD_STR("通知"));
	yd_buf_free(&a);
	yd_buf_free(&b);
	return whole;
}

bool yd_shape_may_open_title(yd_str text, yd_str next)
{
	static const char *const colons[] = {"：", ":"};
	static const char *const places[] = {
		"省", "市", "县", "区", "旗", "州", "年", "年度", "学年"};
	if (yd_count_chars(text, YD_PARA_LONG) > 40 || yd_shape_is_sentence(text) ||
		yd_shape_is_furniture(text) || YD_ENDS(text, colons) || yd_shape_is_date(text) ||
		yd_shape_is_doc_no(text) || yd_shape_is_attachment(text))
		return false;
	if (opens_quote(text))
		return true;
	yd_buf a = {0}, b = {0};
	yd_fold(text, &a);
	yd_fold(next, &b);
	yd_str first = yd_buf_str(&a), second = yd_buf_str(&b);
	bool about = yd_str_starts(first, YD_STR("关于")) ||
		     (yd_str_find(first, YD_STR("关于"), 0) != SIZE_MAX && !YD_ENDS(first, kinds));
	yd_str digits = second;
	bool next_is_rest =
		yd_take_numerals(&digits) >= 4 || yd_str_starts(second, YD_STR("关于")) ||
		yd_str_starts(second, YD_STR("转发")) || yd_str_starts(second, YD_STR("印发")) ||
		(yd_count_chars(next, YD_PARA_LONG) <= 8 &&
			YD_ENDS(strip_title_tail(second), kinds));
	/* 《…工作要点》的 / 通知 */
	static const char *const joints[] = {"的", "》", "工作", "教育"};
	bool kind_alone = yd_count_chars(next, YD_PARA_LONG) <= 4 && YD_ENDS(second, kinds);
	yd_str year = first;
	bool year_alone = yd_take_numerals(&year) == 4 &&
			  (yd_str_equal(year, YD_STR("年")) || yd_str_equal(year, YD_STR("年度")));
	bool may = about || year_alone || (kind_alone && YD_ENDS(text, joints)) ||
		   (next_is_rest && (yd_ends_with_body(first) || YD_ENDS(first, places)));
	yd_buf_free(&a);
	yd_buf_free(&b);
	return may;
}
