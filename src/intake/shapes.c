/*
 * Shapes: what one line looks like by itself. Words stand here in folded form (simplified, no white
 * space) and are looked for in the fold of the line, so both scripts match.
 */
#include "paragraphs.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>
#include <yaodian/text.h>

static const char *const sentence_ends[] = {"。", "！", "？", "!", "?"};

bool yd_shape_ends_sentence(yd_str text)
{
	return YD_ENDS(text, sentence_ends) || YD_ENDS(yd_strip_closers(text), sentence_ends);
}

bool yd_shape_is_sentence(yd_str text)
{
	static const char *const semicolons[] = {"；", ";"};
	return text.len > YD_LONGEST_LINE || yd_str_find(text, YD_STR("。"), 0) != SIZE_MAX ||
	       yd_shape_ends_sentence(text) || YD_ENDS(text, semicolons);
}

bool yd_shape_has_inner_sentence(yd_str text)
{
	for (size_t i = 0; i < YD_LENGTH(sentence_ends); i++) {
		yd_str mark = yd_str_of(sentence_ends[i]);
		size_t at = yd_str_find(text, mark, 0);
		if (at != SIZE_MAX && yd_strip_closers(text).len > at + mark.len)
			return true;
	}
	return false;
}

bool yd_shape_ends_open(yd_str text)
{
	static const char *const open[] = {"，", ",", "、", "：", ":", "——", "—", "；", ";"};
	return YD_ENDS(text, open);
}

bool yd_shape_announces_list(yd_str text)
{
	static const char *const colons[] = {"：", ":"};
	return YD_ENDS(text, colons) || yd_str_find(text, YD_STR("如下"), 0) != SIZE_MAX ||
	       yd_str_find(text, YD_STR("以下"), 0) != SIZE_MAX;
}

/* ---- dates ---- */

/* 2025, 二〇二五; 民国114, 114 before 年: Taiwan counts from 1912. */
static bool take_date_year(yd_str *fold)
{
	bool era = yd_take_word(fold, "中华民国") || yd_take_word(fold, "民国");
	yd_str year = *fold;
	size_t numerals = yd_take_numerals(fold);
	if (era && yd_take_word(fold, "百"))
		numerals += yd_take_numerals(fold);
	bool now = numerals == 3 && year.ptr[0] == '1' && yd_str_starts(*fold, YD_STR("年"));
	return era ? numerals > 0 : numerals == 4 || now;
}

/* Takes 2025年2月26日, 二〇二五年二月二十六日 or 2025-2-26 from the start of a folded text. */
static bool take_date(yd_str *fold)
{
	yd_str t = *fold;
	if (!take_date_year(&t))
		return false;
	const char *sep =
		t.len && (t.ptr[0] == '-' || t.ptr[0] == '.' || t.ptr[0] == '/') ? t.ptr : NULL;
	if (sep ? !(t.ptr++, t.len--, true) : !yd_take_word(&t, "年"))
		return false;
	if (!yd_take_numerals(&t) && !yd_str_starts(t, YD_STR("月日")))
		return false;
	if (sep) {
		if (!t.len || *t.ptr != *sep)
			return false;
		t.ptr++, t.len--;
		if (!yd_take_numerals(&t))
			return false;
	} else {
		/* 2017年2月   日: the day is written in by hand. */
		bool month = yd_take_word(&t, "月");
		bool day = yd_take_numerals(&t) > 0;
		if (!month || (!yd_take_word(&t, "日") && !yd_take_word(&t, "号") && day))
			return false;
	}
	*fold = t;
	return true;
}

static bool is_printing(yd_str fold)
{
	return yd_str_equal(fold, YD_STR("印发")) || yd_str_equal(fold, YD_STR("印"));
}

bool yd_begins_with_date(yd_str fold)
{
	return take_date(&fold) && fold.len;
}

/* ---- page furniture ---- */

/* Words that only a page says. */
static const char *const page_words[] = {"当前位置", "现在的位置", "所在位置", "首页", "打印",
	"关闭窗口", "关闭本页", "字体", "字号", "二维码", "长按识别", "扫一扫", "上一篇", "下一篇",
	"上一条", "下一条", "浏览量", "浏览次数", "点击量", "点击数", "点击次数", "阅读次数",
	"阅读量", "访问量", "责任编辑", "版权所有", "备案", "公网安备", "返回顶部", "返回列表",
	"相关文件", "相关链接", "相关附件", "相关阅读", "相关文章", "相关新闻", "分享到", "分享至",
	"收藏本站", "无障碍", "无障碍浏览", "欢迎光临", "欢迎您", "欢迎访问", "联系我们",
	"网站地图", "用户中心", "智能问答", "技术支持", "网站标识码", "公众号", "保护视力",
	"发布时间", "发布日期", "信息来源", "文章来源", "稿件来源", "繁体版", "设为首页",
	"加入收藏", "微博", "用户登录", "更多精彩", "附件下载", "点击下载", "索引号", "主题分类",
	"成文日期", "公开方式", "公开时限", "信息分类", "发布机构", "阅读原文", "查看更多",
	"发表于", "原创", "往期回顾", "在看", "点击上方", "关注我们", "全文完", "政策解读",
	"文件解读", "相关解读", "english", "icp"};
/* Words that a page says before a colon, and a plan may say anywhere. */
static const char *const page_labels[] = {"来源", "作者", "时间", "日期", "编辑", "审核", "审核人",
	"点击", "浏览", "阅读", "标题", "名称", "发文机关", "发文机构", "发文日期", "生成日期",
	"文号", "发文字号", "有效性", "关键词", "分类", "分享", "撰稿", "供稿", "发布人", "发布者",
	"录入", "信息员", "语种", "体裁", "公开范围", "下载", "信息公开", "主办单位", "承办单位",
	"地址", "邮编", "电话"};

static size_t count_page_labels(yd_str fold)
{
	size_t found = 0;
	for (size_t i = 0; i < YD_LENGTH(page_labels); i++) {
		yd_str word = yd_str_of(page_labels[i]);
		size_t at = yd_str_find(fold, word, 0);
		if (at != SIZE_MAX && at + word.len < fold.len && fold.ptr[at + word.len] == ':')
			found += at == 0 ? 2 : 1;
	}
	return found;
}

/* 上一篇：…, 责任编辑：…: a page's word and a colon, whatever follows. */
static bool begins_with_page_word(yd_str fold)
{
	for (size_t i = 0; i < YD_LENGTH(page_words); i++) {
		yd_str rest = fold;
		if (yd_take_word(&rest, page_words[i]) && rest.len && rest.ptr[0] == ':')
			return true;
	}
	return false;
}

/* 来源丨办公室, 编辑 | 小玉 */
static bool begins_with_barred_label(yd_str fold)
{
	static const char *const bars[] = {"丨", "|", "｜", "│"};
	for (size_t i = 0; i < YD_LENGTH(page_labels); i++)
		for (size_t j = 0; j < YD_LENGTH(bars); j++) {
			yd_str rest = fold;
			if (yd_take_word(&rest, page_labels[i]) && yd_take_word(&rest, bars[j]))
				return true;
		}
	return false;
}

/* 浏览 128, 点击:35次 */
static bool is_counter(yd_str fold)
{
	static const char *const counters[] = {"浏览", "阅读", "点击", "访问"};
	bool counter = false;
	for (size_t i = 0; i < YD_LENGTH(counters) && !counter; i++)
		counter = yd_take_word(&fold, counters[i]);
	if (!counter)
		return false;
	yd_take_word(&fold, ":");
	return yd_take_numerals(&fold) && (!fold.len || yd_str_equal(fold, YD_STR("次")));
}

/* 第1页 共5页 */
static bool is_page_number(yd_str fold)
{
	return yd_take_word(&fold, "第") && yd_take_numerals(&fold) && yd_take_word(&fold, "页") &&
	       (!fold.len || yd_str_starts(fold, YD_STR("共")) ||
		       yd_str_starts(fold, YD_STR(",共")));
}

/* 【关闭】, [返回]: a button. */
static bool is_button(yd_str text)
{
	static const char *const opens[] = {"【", "[", "［"}, *const closes[] = {"】", "]", "］"};
	static const char *const acts[] = {
		"关闭", "關閉", "打印", "返回", "收藏", "纠错", "顶部", "分享"};
	enum { LONGEST = 36 };
	if (text.len > LONGEST || !YD_HOLDS(text, acts))
		return false;
	for (size_t i = 0; i < YD_LENGTH(opens); i++)
		if (yd_str_starts(text, yd_str_of(opens[i])) &&
			yd_str_ends(text, yd_str_of(closes[i])))
			return true;
	return false;
}

/* No letter and no Han: rules made of dashes, page numbers, a lone time. */
static bool has_no_words(yd_str text)
{
	uint32_t cp;
	for (size_t at = 0; at < text.len;) {
		at += yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		if (yd_cp_is_han(cp) || ((cp | 32) >= 'a' && (cp | 32) <= 'z'))
			return false;
	}
	return true;
}

bool yd_shape_is_furniture(yd_str text)
{
	if (text.len > YD_LONGEST_LINE)
		return false;
	if (has_no_words(text))
		return true;
	bool address = yd_str_starts(text, YD_STR("http://")) ||
		       yd_str_starts(text, YD_STR("https://")) ||
		       yd_str_starts(text, YD_STR("www."));
	if (address && yd_str_find(text, YD_STR(" "), 0) == SIZE_MAX)
		return true;
	yd_buf fold = {0};
	yd_fold(text, &fold);
	size_t chars = yd_count_chars(text, YD_PARA_LONG);
	size_t words = yd_count_words(yd_buf_str(&fold), page_words, YD_LENGTH(page_words));
	size_t labels = count_page_labels(yd_buf_str(&fold));
	bool page = begins_with_page_word(yd_buf_str(&fold)) || is_counter(yd_buf_str(&fold)) ||
		    begins_with_barred_label(yd_buf_str(&fold)) || is_button(text) ||
		    is_page_number(yd_buf_str(&fold)) ||
		    (labels && yd_begins_with_date(yd_buf_str(&fold)));
	yd_buf_free(&fold);
	size_t separators = yd_count_separators(text);
	bool clauses = yd_str_find(text, YD_STR("。"), 0) != SIZE_MAX;
	bool commas = clauses || yd_str_find(text, YD_STR("，"), 0) != SIZE_MAX ||
		      yd_str_find(text, YD_STR("、"), 0) != SIZE_MAX;
	if (clauses)
		return words >= 2 && chars <= 120;
	if (page || words >= 2 || (words && (separators || labels || chars <= 16)))
		return true;
	if (labels >= 2)
		return chars <= 120;
	return !commas && separators >= 2 && separators * 12 >= chars;
}

/* ---- closing ---- */

bool yd_shape_is_date(yd_str text)
{
	if (text.len > 96)
		return false;
	yd_buf buf = {0};
	yd_fold(text, &buf);
	yd_str fold = yd_strip_brackets(yd_buf_str(&buf));
	bool date = take_date(&fold) && (!fold.len || is_printing(fold));
	yd_buf_free(&buf);
	return date;
}

bool yd_shape_is_signature(yd_str text)
{
	if (text.len > 180 || yd_count_chars(text, YD_PARA_LONG) > 50)
		return false;
	yd_buf buf = {0};
	yd_fold(text, &buf);
	yd_str fold = yd_strip_brackets(yd_buf_str(&buf));
	static const char *const punctuation[] = {",", "、", ":", ";", "。", "!", "?"};
	bool words_only = !YD_HOLDS(fold, punctuation);
	/* A date behind the name is taken off: find where it may begin. */
	for (size_t at = 0; words_only && at < fold.len; at++) {
		yd_str rest = {fold.ptr + at, fold.len - at};
		if (take_date(&rest) && (!rest.len || is_printing(rest))) {
			fold.len = at;
			break;
		}
	}
	fold = yd_strip_seal(fold);
	bool signature = words_only && fold.len && yd_ends_with_body(yd_strip_brackets(fold));
	yd_buf_free(&buf);
	return signature;
}

bool yd_shape_is_attachment(yd_str text)
{
	if (text.len > YD_LONGEST_LINE)
		return false;
	static const char *const starts[] = {
		"附件：", "附件:", "附：", "附:", "附件1：", "附件1:", "附表：", "附表:"};
	for (size_t i = 0; i < YD_LENGTH(starts); i++)
		if (yd_str_starts(text, yd_str_of(starts[i])))
			return true;
	yd_str rest = text;
	if (!yd_take_word(&rest, "附件"))
		return false;
	uint32_t cp;
	while (rest.len) {
		size_t len = yd_utf8_decode(rest, &cp, NULL);
		if (!yd_cp_is_space(cp) && !(cp >= '0' && cp <= '9') &&
			!(cp >= 0xFF10 && cp <= 0xFF19))
			return cp == ':' || cp == 0xFF1A;
		rest.ptr += len, rest.len -= len;
	}
	return true;
}

bool yd_shape_is_page_attachment(yd_str text)
{
	static const char *const starts[] = {"相关附件", "附件下载", "附件列表"};
	for (size_t i = 0; i < YD_LENGTH(starts); i++)
		if (yd_str_starts(text, yd_str_of(starts[i])))
			return true;
	return false;
}

bool yd_shape_is_farewell(yd_str text)
{
	static const char *const thanks[] = {"谢谢", "感谢大家", "感谢聆听"};
	static const char *const reports[] = {
		"最后要求", "最后强调", "最后指出", "最后希望", "最后表示", "最后号召"};
	static const char *const heard[] = {"批评指正", "指正", "请审议", "请审阅", "敬请批评"};
	static const char *const wishes[] = {"祝您", "祝大家", "祝各位", "祝同志们", "祝你们",
		"祝愿", "预祝", "恭祝", "敬祝", "顺祝"};
	enum { WISH = 30, LAST_WORDS = 40 };
	/* Said at the start of the paragraph: by whom, then that it is the end. */
	yd_buf buf = {0};
	yd_fold((yd_str){text.ptr, text.len < 120 ? text.len : 120}, &buf);
	yd_str fold = yd_buf_str(&buf);
	bool farewell = yd_count_chars(text, YD_PARA_LONG) <= 16 &&
			(YD_HOLDS(fold, thanks) || yd_str_starts(fold, YD_STR("特此")));
	farewell |= yd_count_chars(text, YD_PARA_LONG) <= LAST_WORDS &&
		    yd_str_starts(fold, YD_STR("以上")) && YD_HOLDS(fold, heard);
	bool wish = yd_count_chars(text, YD_PARA_LONG) <= WISH && yd_shape_ends_sentence(text);
	for (size_t i = 0; wish && !farewell && i < YD_LENGTH(wishes); i++)
		farewell = yd_str_starts(fold, yd_str_of(wishes[i]));
	for (size_t i = 0; !farewell && i < YD_LENGTH(reports); i++)
		farewell = yd_str_find(fold, yd_str_of(reports[i]), 0) <= 60;
	yd_buf_free(&buf);
	return farewell;
}

bool yd_shape_is_note(yd_str text)
{
	if (text.len > YD_LONGEST_LINE)
		return false;
	static const char *const starts[] = {"(此件", "(本文", "(信息公开", "(公开形式",
		"(公开属性", "(联系人", "(联系电话",
		"抄送:", "主送:", "主题词:", "抄报:", "分送:", "联系人:", "联系电话:", "咨询电话:",
		"监督电话:", "举报电话:", "公开方式:", "此件公开", "此件主动公开", "此件依申请",
		"此件不公开"};
	yd_buf buf = {0};
	yd_fold(text, &buf);
	bool note = false;
	for (size_t i = 0; !note && i < YD_LENGTH(starts); i++)
		note = yd_str_starts(yd_buf_str(&buf), yd_str_of(starts[i]));
	yd_buf_free(&buf);
	return note;
}

bool yd_shape_heads_notes(yd_str text)
{
	static const char *const heads[] = {"注释", "注", "脚注", "尾注", "备注"};
	enum { LONGEST = 24 };
	if (text.len > LONGEST)
		return false;
	yd_buf buf = {0};
	yd_fold(text, &buf);
	yd_str fold = yd_buf_str(&buf);
	fold.len -= yd_str_ends(fold, YD_STR(":"));
	bool heads_notes = false;
	for (size_t i = 0; i < YD_LENGTH(heads) && !heads_notes; i++)
		heads_notes = yd_str_equal(fold, yd_str_of(heads[i]));
	yd_buf_free(&buf);
	return heads_notes;
}

bool yd_shape_is_addressee(yd_str text)
{
	static const char *const colons[] = {"：", ":"};
	static const char *const receivers[] = {"局", "校", "学校", "单位", "科室", "室", "中心",
		"委", "厅", "园", "政府", "办", "部门", "院", "会", "组", "区", "县", "同志们",
		"们", "朋友"};
	if (text.len > 600 || !YD_ENDS(text, colons))
		return false;
	yd_buf buf = {0};
	yd_fold(text, &buf);
	yd_str fold = yd_buf_str(&buf);
	fold.len--; /* the colon */
	bool addressee =
		YD_ENDS(yd_strip_closers(fold), receivers) && !yd_shape_has_inner_sentence(text);
	yd_buf_free(&buf);
	return addressee;
}

size_t yd_bracket_title(yd_str text)
{
	static const char *const brackets[][2] = {
		{"【", "】"}, {"（", "）"}, {"(", ")"}, {"〔", "〕"}, {"［", "］"}};
	for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
		yd_str close = yd_str_of(brackets[i][1]);
		if (!yd_str_starts(text, yd_str_of(brackets[i][0])))
			continue;
		size_t at = yd_str_find(text, close, 0);
		if (at != SIZE_MAX &&
			yd_count_chars((yd_str){text.ptr, at}, YD_PARA_LONG) <= YD_TITLE_CHARS)
			return at + close.len;
	}
	return 0;
}
