/* What the lines of a page are, by their shape. */
#include "lines.h"

#include <string.h>
#include <yaodian/text.h>

static bool begins_with_any(yd_str line, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (yd_str_starts(line, yd_str_of(words[i])))
			return true;
	return false;
}

static bool has(yd_str line, const char *word)
{
	return yd_str_find(line, yd_str_of(word), 0) != SIZE_MAX;
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Without the brackets, bars and blanks that such lines are decorated with. */
static yd_str bare(yd_str line)
{
	static const char *const decoration[] = {
		"【", "[", "［", "(", "（", "|", "｜", "·", "•", "»", ">", "＞", "-", "—"};
	for (;;) {
		yd_str before = line = yd_text_trim(line);
		for (size_t i = 0; i < COUNT(decoration); i++)
			if (yd_str_starts(line, yd_str_of(decoration[i]))) {
				size_t len = strlen(decoration[i]);
				line = (yd_str){line.ptr + len, line.len - len};
			}
		if (line.len == before.len)
			return line;
	}
}

bool line_is_info(yd_str line)
{
	static const char *const labels[] = {"发布时间", "发布日期", "来源", "信息来源", "文章来源",
		"稿件来源", "发布机构", "发文机关", "成文日期", "日期", "时间", "作者", "發布時間",
		"來源", "发文字号", "文号", "索引号"};
	enum { LONGEST = 120 };
	char date[11];
	if (yd_utf8_count(line) > LONGEST)
		return false;
	for (size_t i = 0; i < COUNT(labels); i++)
		if (has(line, labels[i]))
			return true;
	yd_str text = bare(line);
	return yd_utf8_count(text) <= 24 && page_date(text, date);
}

/*
 * What stands around a text on pages of every make: ways to other pages, what a visitor can do, who
 * runs the site. Short lines that begin with such a word; a line with a date or a source is kept,
 * since it tells about the document.
 */
bool line_is_furniture(yd_str line)
{
	static const char *const begins[] = {"上一篇", "下一篇", "上一条", "下一条", "上一頁",
		"下一頁", "上一页", "下一页", "分享到", "分享至", "分享：", "扫一扫", "扫码",
		"掃一掃", "打印", "列印", "关闭", "關閉", "返回顶部", "返回首页", "返回列表",
		"您现在的位置", "您当前的位置", "当前位置", "您的位置", "您所在的位置", "所在位置",
		"现在位置", "點擊數", "点击数", "点击次数", "点击量", "点击：", "浏览次数",
		"浏览量", "浏览：", "瀏覽次數", "阅读次数", "阅读量", "阅读：", "访问量",
		"访问次数", "您是第", "字体", "字號", "字号", "字體", "我要纠错", "相关链接",
		"相关阅读", "相关新闻", "相关文章", "相关信息", "推荐阅读", "热点推荐", "友情链接",
		"责任编辑", "網站地圖", "网站地图", "联系我们", "关于我们", "手机版", "无障碍",
		"收藏本", "加入收藏", "设为首页", "Copyright", "copyright", "COPYRIGHT", "©",
		"技术支持", "网站标识码", "您的浏览器", "建议使用", "微信", "微博", "QQ空间",
		"阅读原文", "长按识别", "点击上方", "瀏覽人次", "瀏覽人數", "點閱", "分享到",
		"回上一頁", "回首頁", "友善列印"};
	static const char *const holds[] = {"ICP备", "ICP備", "公网安备", "版权所有", "版權所有",
		"网站标识码", "All Rights Reserved", "All rights reserved", "最佳分辨率"};
	enum { LONGEST = 100, SHORT = 40 };
	size_t chars = yd_utf8_count(line);
	if (chars > LONGEST || has(line, "。"))
		return false;
	for (size_t i = 0; i < COUNT(holds); i++)
		if (has(line, holds[i]))
			return true;
	if (has(line, "上一页") && has(line, "下一页") && chars <= SHORT)
		return true;
	char date[11];
	yd_str text = bare(line);
	if (!text.len)
		return true;
	if (chars > SHORT && !yd_str_starts(text, YD_STR("上一")) &&
		!yd_str_starts(text, YD_STR("下一")))
		return false;
	return begins_with_any(text, begins, COUNT(begins)) && !has(line, "来源") &&
	       !page_date(line, date);
}

bool line_has_punctuation(yd_str line)
{
	static const char *const marks[] = {"。", "；", "，", "！", "？"};
	for (size_t i = 0; i < COUNT(marks); i++)
		if (has(line, marks[i]))
			return true;
	return false;
}

bool line_begins_aside(yd_str line)
{
	static const char *const begins[] = {"相关阅读", "相关新闻", "相关文章", "相关链接",
		"相关信息", "相关稿件", "相关推荐", "相关资讯", "推荐阅读", "推荐文章", "热点推荐",
		"热门推荐", "热门文章", "热门新闻", "热点文章", "最新文章", "最新资讯", "近期文章",
		"往期推荐", "往期回顾", "延伸阅读", "猜你喜欢", "网友评论", "最新评论", "用户评论",
		"发表评论", "评论列表", "全部评论", "精彩评论", "網友評論", "相關閱讀", "相關新聞",
		"延伸閱讀"};
	enum { LONGEST = 14 };
	return yd_utf8_count(line) <= LONGEST && begins_with_any(bare(line), begins, COUNT(begins));
}

bool line_owner(yd_str line, yd_buf *out)
{
	static const char *const labels[] = {
		"主办单位", "主办", "主辦單位", "主辦", "版权所有", "版權所有"};
	for (size_t i = 0; i < COUNT(labels); i++) {
		size_t at = yd_str_find(line, yd_str_of(labels[i]), 0);
		if (at == SIZE_MAX)
			continue;
		at += strlen(labels[i]);
		yd_str rest = {line.ptr + at, line.len - at};
		rest = yd_text_trim(rest);
		if (yd_str_starts(rest, YD_STR("：")))
			rest = (yd_str){rest.ptr + 3, rest.len - 3};
		else if (yd_str_starts(rest, YD_STR(":")))
			rest = (yd_str){rest.ptr + 1, rest.len - 1};
		else
			continue;
		rest = yd_text_trim(rest);
		size_t end = 0, step;
		for (; end < rest.len; end += step) {
			uint32_t cp;
			step = yd_utf8_decode((yd_str){rest.ptr + end, rest.len - end}, &cp, NULL);
			if (!yd_cp_is_han(cp))
				break;
		}
		if (end >= 12) {
			yd_buf_add(out, rest.ptr, end);
			return true;
		}
	}
	return false;
}

/* ---- numbers ---- */

static bool is_number_char(uint32_t cp)
{
	static const char numerals[] = "一二三四五六七八九十百零〇两壹贰叁肆伍陆柒捌玖拾";
	char bytes[5] = {0};
	if ((cp >= '0' && cp <= '9') || (cp >= 0xFF10 && cp <= 0xFF19))
		return true;
	yd_utf8_encode(cp, bytes);
	return cp >= 0x80 && strstr(numerals, bytes) != NULL;
}

static size_t numeral_length(yd_str text)
{
	size_t at = 0, step, count = 0;
	for (; at < text.len && count < 5; at += step, count++) {
		uint32_t cp;
		step = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		if (!is_number_char(cp))
			break;
	}
	return at;
}

bool line_is_numbered(yd_str line)
{
	static const char *const open[] = {"（", "(", "第", "〔", "〈"};
	static const char *const close[] = {
		"）", ")", "、", ".", "．", "章", "节", "条", "编", "是", "，", "〕", "〉"};
	uint32_t cp = 0;
	bool opened = false;
	yd_utf8_decode(line, &cp, NULL);
	/* ① ⑴ ⒈ ㈠ ❶ */
	if ((cp >= 0x2460 && cp <= 0x24FF) || (cp >= 0x3220 && cp <= 0x3229) ||
		(cp >= 0x2776 && cp <= 0x2793))
		return true;
	for (size_t i = 0; i < COUNT(open) && !opened; i++)
		if (yd_str_starts(line, yd_str_of(open[i]))) {
			size_t len = strlen(open[i]);
			line = (yd_str){line.ptr + len, line.len - len};
			opened = true;
		}
	size_t len = numeral_length(line);
	return len &&
	       begins_with_any((yd_str){line.ptr + len, line.len - len}, close, COUNT(close));
}

/* ---- line breaks ---- */

bool line_ends_sentence(yd_str text)
{
	static const char *const ends[] = {"。", "！", "？", "；", "：", "”", "）", "…", ".", "!",
		"?", ";", ":", ")", "》", "】"};
	text = yd_text_trim(text);
	for (size_t i = 0; i < COUNT(ends); i++)
		if (yd_str_ends(text, yd_str_of(ends[i])))
			return true;
	return false;
}

/* Two blanks of any kind or an ideographic space, as paragraphs begin with. */
static bool is_indented(yd_str text)
{
	size_t blanks = 0;
	for (size_t at = 0, len; at < text.len; at += len) {
		uint32_t cp;
		len = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		if (!yd_cp_is_space(cp))
			break;
		blanks += cp == 0x3000 ? 2 : 1;
	}
	return blanks >= 2;
}

bool line_ends_title(yd_str line)
{
	static const char *const ends[] = {"要点", "要點", "计划", "計劃", "通知", "意见", "意見",
		"方案", "总结", "總結", "报告", "報告", "规划", "規劃", "思路", "安排", "条例",
		"條例", "办法", "辦法", "讲话"};
	enum { LONGEST = 45 };
	for (size_t i = 0; i < COUNT(ends); i++)
		if (yd_str_ends(line, yd_str_of(ends[i])))
			return yd_utf8_count(line) <= LONGEST;
	return false;
}

/*
 * Whether a <br> between two lines ends a paragraph. It does not where a sentence goes on: the line
 * before is no short one, has no closing punctuation, is neither a title nor a heading with a
 * number, and the next one has no indent, no number, and is no line of date and source.
 */
bool line_break_stands(yd_str before, yd_str after, bool centred)
{
	enum { SHORT = 16, LONGEST_HEADING = 30, LONGEST_WITHOUT = 60 }; /* characters */
	if (centred || line_ends_sentence(before) || is_indented(after))
		return true;
	yd_str left = yd_text_trim(before), right = yd_text_trim(after);
	size_t chars = yd_utf8_count(left);
	if (line_is_numbered(right) || chars <= SHORT || line_ends_title(left))
		return true;
	/* What goes on over a line is a sentence, with commas in it; titles and ways to pages have
	 * none. */
	if (chars <= LONGEST_WITHOUT && !has(left, "，") && !has(left, "、") && !has(left, "。"))
		return true;
	if (line_is_info(right) && !has(right, "，") && !has(right, "。"))
		return true;
	return line_is_numbered(left) && chars <= LONGEST_HEADING && !has(left, "。");
}

void lines_add(struct page *page, yd_str text, struct paragraph hints)
{
	yd_buf line = {0};
	for (size_t at = 0; at <= text.len;) {
		const char *stop = text.len ? memchr(text.ptr + at, '\n', text.len - at) : NULL;
		size_t end = stop ? (size_t)(stop - text.ptr) : text.len;
		yd_str next = {text.ptr + at, end - at};
		if (line.len && yd_text_trim(next).len &&
			line_break_stands(yd_buf_str(&line), next, hints.hints & HINT_CENTRED)) {
			page_add(page, yd_buf_str(&line), hints);
			hints.number_len = hints.number_level = 0;
			yd_buf_clear(&line);
		}
		yd_buf_add_str(&line, next);
		at = end + 1;
	}
	page_add(page, yd_buf_str(&line), hints);
	yd_buf_free(&line);
}

bool line_is_page_number(yd_str text)
{
	static const char *const around[] = {"-", "—", "－", "–", "·", "/", "第", "页", "頁", "共",
		"Page", "page", "of", "~", "～", ",", "，", ".", "．", "(", ")", "（", "）", "〔",
		"〕", " "};
	size_t digits = 0, other = 0;
	for (size_t at = 0; at < text.len;) {
		uint32_t cp;
		yd_str rest = {text.ptr + at, text.len - at};
		size_t step = yd_utf8_decode(rest, &cp, NULL);
		bool known = yd_cp_is_space(cp);
		for (size_t i = 0; i < sizeof around / sizeof *around && !known; i++)
			if (yd_str_starts(rest, yd_str_of(around[i]))) {
				known = true;
				step = strlen(around[i]);
			}
		bool digit = (cp >= '0' && cp <= '9') || (cp >= 0xFF10 && cp <= 0xFF19);
		digits += digit;
		other += !known && !digit;
		at += step;
	}
	return digits > 0 && digits <= 8 && !other;
}

void line_head_key(yd_str text, yd_buf *out)
{
	yd_buf_clear(out);
	for (size_t at = 0, step; at < text.len; at += step) {
		uint32_t cp;
		step = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		if (!yd_cp_is_space(cp) && !(cp >= '0' && cp <= '9'))
			yd_buf_add(out, text.ptr + at, step);
	}
}
