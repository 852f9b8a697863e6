/*
 * Shapes: what one line looks like by itself. Words stand here in folded form (simplified, no white
 * space) and are looked for in the fold of the line, so both scripts match.
 */
#include "paragraphs.h"

#include <stdlib.h>
#include <string.h>
#include <yaodian/text.h>

/* Lines longer than this (bytes) are running text whatever they hold; nothing here folds them. */
#define LONGEST_LINE 1200u

static bool holds_any(yd_str fold, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (yd_str_find(fold, yd_str_of(words[i]), 0) != SIZE_MAX)
			return true;
	return false;
}

static bool ends_with_any(yd_str text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (yd_str_ends(text, yd_str_of(words[i])))
			return true;
	return false;
}

static size_t count_words(yd_str fold, const char *const *words, size_t count)
{
	size_t found = 0;
	for (size_t i = 0; i < count; i++)
		found += yd_str_find(fold, yd_str_of(words[i]), 0) != SIZE_MAX;
	return found;
}

#define LENGTH(array)	   (sizeof(array) / sizeof *(array))
#define HOLDS(fold, words) holds_any(fold, words, LENGTH(words))
#define ENDS(text, words)  ends_with_any(text, words, LENGTH(words))

static size_t count_chars(yd_str text)
{
	size_t chars = 0;
	uint32_t cp;
	for (size_t at = 0; at < text.len;) {
		at += yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		chars += !yd_cp_is_space(cp);
	}
	return chars;
}

static const char *const sentence_ends[] = {"。", "！", "？", "!", "?"};

/* `text` without closing quotes and brackets at its end. */
static yd_str strip_closers(yd_str text)
{
	static const char *const closers[] = {"”", "’", "」", "』", "）", ")", "》", "】", "\""};
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < LENGTH(closers); i++)
			if (yd_str_ends(text, yd_str_of(closers[i]))) {
				text.len -= strlen(closers[i]);
				again = true;
			}
	}
	return text;
}

bool yd_shape_ends_sentence(yd_str text)
{
	return ENDS(text, sentence_ends) || ENDS(strip_closers(text), sentence_ends);
}

bool yd_shape_is_sentence(yd_str text)
{
	static const char *const semicolons[] = {"；", ";"};
	return text.len > LONGEST_LINE || yd_str_find(text, YD_STR("。"), 0) != SIZE_MAX ||
	       yd_shape_ends_sentence(text) || ENDS(text, semicolons);
}

bool yd_shape_has_inner_sentence(yd_str text)
{
	for (size_t i = 0; i < LENGTH(sentence_ends); i++) {
		yd_str mark = yd_str_of(sentence_ends[i]);
		size_t at = yd_str_find(text, mark, 0);
		if (at != SIZE_MAX && strip_closers(text).len > at + mark.len)
			return true;
	}
	return false;
}

bool yd_shape_ends_open(yd_str text)
{
	static const char *const open[] = {"，", ",", "、", "：", ":", "——", "—", "；", ";"};
	return ENDS(text, open);
}

bool yd_shape_announces_list(yd_str text)
{
	static const char *const colons[] = {"：", ":"};
	return ENDS(text, colons) || yd_str_find(text, YD_STR("如下"), 0) != SIZE_MAX ||
	       yd_str_find(text, YD_STR("以下"), 0) != SIZE_MAX;
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
	"english", "icp"};
/* Words that a page says before a colon, and a plan may say anywhere. */
static const char *const page_labels[] = {"来源", "作者", "时间", "日期", "编辑", "审核", "审核人",
	"点击", "浏览", "阅读", "标题", "名称", "发文机关", "发文机构", "发文日期", "生成日期",
	"文号", "发文字号", "有效性", "关键词", "分类", "分享", "撰稿", "供稿", "发布人", "发布者",
	"录入", "信息员", "语种", "体裁", "公开范围", "下载", "信息公开", "主办单位", "承办单位",
	"地址", "邮编", "电话"};

static size_t count_page_labels(yd_str fold)
{
	size_t found = 0;
	for (size_t i = 0; i < LENGTH(page_labels); i++) {
		yd_str word = yd_str_of(page_labels[i]);
		size_t at = yd_str_find(fold, word, 0);
		if (at != SIZE_MAX && at + word.len < fold.len && fold.ptr[at + word.len] == ':')
			found += at == 0 ? 2 : 1;
	}
	return found;
}

/* Marks that part the items of a menu, a path or a line of facts. */
static size_t count_separators(yd_str text)
{
	static const char *const separators[] = {
		"|", "｜", ">", "＞", "»", "›", "→", "·", "•", "┊", "│", "/", "【", "["};
	size_t found = 0;
	for (size_t i = 0; i < LENGTH(separators); i++) {
		yd_str mark = yd_str_of(separators[i]);
		for (size_t at = 0; (at = yd_str_find(text, mark, at)) != SIZE_MAX; at += mark.len)
			found++;
	}
	return found;
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
	if (text.len > LONGEST_LINE)
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
	size_t chars = count_chars(text);
	size_t words = count_words(yd_buf_str(&fold), page_words, LENGTH(page_words));
	size_t labels = count_page_labels(yd_buf_str(&fold));
	yd_buf_free(&fold);
	size_t separators = count_separators(text);
	bool clauses = yd_str_find(text, YD_STR("。"), 0) != SIZE_MAX;
	bool commas = clauses || yd_str_find(text, YD_STR("，"), 0) != SIZE_MAX ||
		      yd_str_find(text, YD_STR("、"), 0) != SIZE_MAX;
	if (clauses)
		return words >= 2 && chars <= 120;
	if (words >= 2 || (words && (separators || labels || chars <= 16)))
		return true;
	if (labels >= 2)
		return chars <= 120;
	return !commas && separators >= 2 && separators * 12 >= chars;
}

/* ---- closing ---- */

static bool take(yd_str *text, const char *word)
{
	yd_str w = yd_str_of(word);
	if (!yd_str_starts(*text, w))
		return false;
	text->ptr += w.len;
	text->len -= w.len;
	return true;
}

static size_t take_numerals(yd_str *fold)
{
	static const char *const han[] = {
		"零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "元"};
	size_t count = 0;
	for (bool again = true; again;) {
		again = false;
		if (fold->len && fold->ptr[0] >= '0' && fold->ptr[0] <= '9') {
			fold->ptr++, fold->len--;
			again = true;
		}
		for (size_t i = 0; !again && i < LENGTH(han); i++)
			again = take(fold, han[i]);
		count += again;
	}
	return count;
}

/* Takes 2025年2月26日, 二〇二五年二月二十六日 or 2025-2-26 from the start of a folded text. */
static bool take_date(yd_str *fold)
{
	yd_str t = *fold;
	if (take_numerals(&t) != 4)
		return false;
	const char *sep =
		t.len && (t.ptr[0] == '-' || t.ptr[0] == '.' || t.ptr[0] == '/') ? t.ptr : NULL;
	if (sep ? !(t.ptr++, t.len--, true) : !take(&t, "年"))
		return false;
	if (!take_numerals(&t))
		return false;
	if (sep) {
		if (!t.len || *t.ptr != *sep)
			return false;
		t.ptr++, t.len--;
		if (!take_numerals(&t))
			return false;
	} else {
		if (!take(&t, "月"))
			return false;
		if (take_numerals(&t) && !take(&t, "日") && !take(&t, "号"))
			return false;
	}
	*fold = t;
	return true;
}

static yd_str strip_brackets(yd_str fold)
{
	if (fold.len >= 2 && yd_str_starts(fold, YD_STR("(")) && yd_str_ends(fold, YD_STR(")")))
		return (yd_str){fold.ptr + 1, fold.len - 2};
	return fold;
}

bool yd_shape_is_date(yd_str text)
{
	if (text.len > 96)
		return false;
	yd_buf buf = {0};
	yd_fold(text, &buf);
	yd_str fold = strip_brackets(yd_buf_str(&buf));
	bool date = take_date(&fold) && (!fold.len || yd_str_equal(fold, YD_STR("印发")));
	yd_buf_free(&buf);
	return date;
}

static const char *const bodies[] = {"局", "厅", "委", "部", "委员会", "政府", "办公室", "办",
	"学校", "中学", "小学", "大学", "学院", "幼儿园", "中心", "领导小组", "工委", "党组",
	"党委", "教育组", "处", "科", "股", "集团", "协会"};

bool yd_shape_is_signature(yd_str text)
{
	if (text.len > 180 || count_chars(text) > 50)
		return false;
	yd_buf buf = {0};
	yd_fold(text, &buf);
	yd_str fold = yd_buf_str(&buf);
	/* A date behind the name is taken off: find where it may begin. */
	for (size_t at = 0; at < fold.len; at++) {
		yd_str rest = {fold.ptr + at, fold.len - at};
		if (take_date(&rest) && (!rest.len || yd_str_equal(rest, YD_STR("印发")))) {
			fold.len = at;
			break;
		}
	}
	static const char *const punctuation[] = {",", "、", ":", ";", "。", "!", "?"};
	bool signature =
		fold.len && !HOLDS(fold, punctuation) && ENDS(strip_brackets(fold), bodies);
	yd_buf_free(&buf);
	return signature;
}

bool yd_shape_is_attachment(yd_str text)
{
	if (text.len > LONGEST_LINE)
		return false;
	static const char *const starts[] = {
		"附件：", "附件:", "附：", "附:", "附件1：", "附件1:", "附表：", "附表:"};
	for (size_t i = 0; i < LENGTH(starts); i++)
		if (yd_str_starts(text, yd_str_of(starts[i])))
			return true;
	yd_str rest = text;
	if (!take(&rest, "附件"))
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

bool yd_shape_is_farewell(yd_str text)
{
	static const char *const thanks[] = {"谢谢", "感谢大家", "感谢聆听"};
	static const char *const reports[] = {
		"最后要求", "最后强调", "最后指出", "最后希望", "最后表示", "最后号召"};
	/* Said at the start of the paragraph: by whom, then that it is the end. */
	yd_buf buf = {0};
	yd_fold((yd_str){text.ptr, text.len < 120 ? text.len : 120}, &buf);
	yd_str fold = yd_buf_str(&buf);
	bool farewell = (count_chars(text) <= 16 && HOLDS(fold, thanks));
	for (size_t i = 0; !farewell && i < LENGTH(reports); i++)
		farewell = yd_str_find(fold, yd_str_of(reports[i]), 0) <= 60;
	yd_buf_free(&buf);
	return farewell;
}

bool yd_shape_is_note(yd_str text)
{
	if (text.len > LONGEST_LINE)
		return false;
	static const char *const starts[] = {"(此件", "(本文", "(信息公开", "(公开形式",
		"(公开属性", "(联系人", "(联系电话", "抄送:", "主送:", "主题词:", "抄报:", "分送:",
		"联系人:", "联系电话:", "公开方式:", "此件公开", "此件主动公开", "此件依申请",
		"此件不公开"};
	yd_buf buf = {0};
	yd_fold(text, &buf);
	bool note = false;
	for (size_t i = 0; !note && i < LENGTH(starts); i++)
		note = yd_str_starts(yd_buf_str(&buf), yd_str_of(starts[i]));
	yd_buf_free(&buf);
	return note;
}

bool yd_shape_is_addressee(yd_str text)
{
	static const char *const colons[] = {"：", ":"};
	static const char *const receivers[] = {"局", "校", "学校", "单位", "科室", "室", "中心",
		"委", "厅", "园", "政府", "办", "部门", "院", "会", "组", "区", "县", "同志们",
		"们", "朋友"};
	if (text.len > 600 || !ENDS(text, colons))
		return false;
	yd_buf buf = {0};
	yd_fold(text, &buf);
	yd_str fold = yd_buf_str(&buf);
	fold.len--; /* the colon */
	bool addressee = ENDS(strip_closers(fold), receivers) && !yd_shape_has_inner_sentence(text);
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
		if (at != SIZE_MAX && count_chars((yd_str){text.ptr, at}) <= YD_TITLE_CHARS)
			return at + close.len;
	}
	return 0;
}

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
	if (HOLDS(name, never))
		return 0;
	yd_str rest = {fold.ptr + bracket + 1, fold.len - bracket - 1};
	for (int i = 0; i < 4; i++, rest.ptr++, rest.len--)
		if (!rest.len || rest.ptr[0] < '0' || rest.ptr[0] > '9')
			return 0;
	take(&rest, "年");
	if (!take(&rest, ")"))
		return 0;
	take(&rest, "第");
	size_t digits = 0;
	while (rest.len && rest.ptr[0] >= '0' && rest.ptr[0] <= '9')
		rest.ptr++, rest.len--, digits++;
	if (!digits || digits > 5 || !take(&rest, "号"))
		return 0;
	return fold.len - rest.len;
}

bool yd_shape_is_doc_no(yd_str text)
{
	if (text.len > 150)
		return false;
	yd_buf buf = {0};
	yd_fold(text, &buf);
	yd_str fold = strip_brackets(yd_buf_str(&buf));
	size_t len = doc_no_length(fold);
	bool whole = len && len == fold.len;
	yd_buf_free(&buf);
	return whole;
}

yd_str yd_shape_labelled_doc_no(yd_str text)
{
	static const char *const labels[] = {
		"文号", "发文字号", "文 号", "文　号", "發文字號", "文號", "字号"};
	if (text.len > LONGEST_LINE)
		return (yd_str){0};
	for (size_t i = 0; i < LENGTH(labels); i++) {
		size_t at = yd_str_find(text, yd_str_of(labels[i]), 0);
		if (at == SIZE_MAX)
			continue;
		yd_str rest = {
			text.ptr + at + strlen(labels[i]), text.len - at - strlen(labels[i])};
		rest = yd_text_trim(rest);
		if (!take(&rest, "：") && !take(&rest, ":") && !take(&rest, "】") &&
			!take(&rest, "]"))
			continue;
		rest = yd_text_trim(rest);
		yd_buf fold = {0};
		uint32_t *map = NULL;
		yd_fold_map(rest, &fold, &map);
		size_t len = doc_no_length(yd_buf_str(&fold));
		yd_str found = len ? (yd_str){rest.ptr, map[len]} : (yd_str){0};
		free(map);
		yd_buf_free(&fold);
		if (found.len)
			return yd_text_trim(found);
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
	if (HOLDS(fold, eras))
		return true;
	for (size_t i = 0; i + 4 <= fold.len; i++)
		if ((fold.ptr[i] == '2' && fold.ptr[i + 1] == '0') ||
			(fold.ptr[i] == '1' && fold.ptr[i + 1] == '9'))
			return true;
	return false;
}

unsigned yd_shape_title_score(yd_str text, bool *notice)
{
	*notice = false;
	size_t chars = count_chars(text);
	static const char *const colons[] = {"：", ":"};
	if (chars < 4 || chars > 80 || yd_shape_is_sentence(text) || ENDS(text, colons) ||
		count_separators(text) > 1)
		return 0;
	yd_buf buf = {0};
	yd_fold(text, &buf);
	yd_str fold = strip_title_tail(yd_buf_str(&buf));
	unsigned score = 0;
	bool kind = ENDS(fold, kinds) ||
		    (yd_str_ends(fold, YD_STR(")")) && ENDS(strip_closers(fold), kinds));
	bool about = yd_str_starts(fold, YD_STR("关于")) ||
		     yd_str_find(fold, YD_STR("关于"), 0) != SIZE_MAX;
	bool year = holds_year(fold);
	*notice = yd_str_ends(fold, YD_STR("通知")) && about;
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
	size_t chars = count_chars(text);
	for (size_t i = 0; i < LENGTH(brackets); i++)
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

bool yd_shape_may_open_title(yd_str text, yd_str next)
{
	static const char *const colons[] = {"：", ":"};
	static const char *const places[] = {
		"省", "市", "县", "区", "旗", "州", "年", "年度", "学年"};
	if (count_chars(text) > 40 || yd_shape_is_sentence(text) || yd_shape_is_furniture(text) ||
		ENDS(text, colons) || yd_shape_is_date(text) || yd_shape_is_doc_no(text) ||
		yd_shape_is_attachment(text))
		return false;
	if (opens_quote(text))
		return true;
	yd_buf a = {0}, b = {0};
	yd_fold(text, &a);
	yd_fold(next, &b);
	yd_str first = yd_buf_str(&a), second = yd_buf_str(&b);
	bool about = yd_str_starts(first, YD_STR("关于")) ||
		     (yd_str_find(first, YD_STR("关于"), 0) != SIZE_MAX && !ENDS(first, kinds));
	yd_str digits = second;
	bool next_is_rest = take_numerals(&digits) >= 4 || yd_str_starts(second, YD_STR("关于")) ||
			    (count_chars(next) <= 8 && ENDS(strip_title_tail(second), kinds));
	bool may = about || (next_is_rest && (ENDS(first, bodies) || ENDS(first, places)));
	yd_buf_free(&a);
	yd_buf_free(&b);
	return may;
}
