/* Which nodes look back: what was done, what came of it, what is still wrong. By their titles. */
#include <yaodian/kind.h>

#include "words.h"

#include <yaodian/text.h>

#include <stdlib.h>

/* Folded. */
static const char *const looks_back[] = {"回顾", "取得的成效", "取得成效", "取得的成绩", "取得成绩",
	"取得的主要成绩", "取得的主要成效", "取得的进展", "取得的成果", "主要成效", "主要成绩",
	"主要成果", "工作成效", "工作成绩", "工作成果", "成效与问题", "成绩与问题", "成绩和问题",
	"存在问题", "存在的问题", "存在的主要问题", "存在的突出问题", "存在主要问题", "存在的不足",
	"存在不足", "存在的困难", "问题和不足", "问题与不足", "不足和问题", "困难和问题",
	"问题与挑战", "问题和挑战", "困难与挑战", "困难和挑战", "不足和短板", "短板和不足",
	"不足与短板", "短板与不足", "不足之处", "问题和困难", "问题与困难", "主要问题", "主要做法",
	"完成情况", "工作情况", "开展情况", "进展情况", "落实情况", "年工作总结", "年总结",
	"过去一年", "过去的一年", "过去五年", "一年来", "五年来", "工作亮点", "成绩单",
	"经验和体会", "主要经验", "肯定成绩", "总结成绩"};
/* What is still to be done, though it speaks of results or problems. */
static const char *const looks_ahead[] = {"下一步", "打算", "计划", "思路", "安排", "今后", "力争",
	"确保", "解决", "破解", "化解", "克服", "消除", "整改", "针对", "聚焦", "着力", "推动",
	"加强", "加快", "推进", "提升", "实现", "开展", "做好", "强化", "健全", "完善", "要点",
	"报送", "通报", "检查", "督查", "监测", "公开"};

/* A heading that is nothing but the word, or the year and it: 总结, 一年工作总结. */
static bool is_summary(yd_str fold)
{
	static const char *const ends[] = {
		"工作总结", "总结", "工作成效", "成效", "成绩", "发展基础", "发展成就", "主要成就"};
	enum { LONGEST = 45 }; /* bytes: 15 characters */
	static const char *const before[] = {
		"年", "度", "工作", "主要", "上半", "期", "及", "和", "与", "\"", "五"};
	for (size_t i = 0; i < YD_LENGTH(ends); i++) {
		if (!yd_str_ends(fold, yd_str_of(ends[i])) || fold.len > LONGEST)
			continue;
		yd_str rest = {fold.ptr, fold.len - yd_str_of(ends[i]).len};
		if (!rest.len || YD_ENDS(rest, before))
			return true;
	}
	return false;
}

static bool title_looks_back(yd_str title)
{
	yd_buf buf = {0};
	yd_fold(title, &buf);
	yd_str fold = yd_buf_str(&buf);
	static const char *const reviews[] = {"回顾", "存在问题", "存在的问题", "存在的主要问题",
		"存在的突出问题", "存在不足", "存在的不足", "存在困难", "存在的困难",
		"存在的主要困难", "存在的短板", "存在的差距", "存在的薄弱环节"};
	/* A heading that ends so is a review, whatever stands before it; but for what problems are
	 * to undergo. */
	static const char *const undergo[] = {
		"解决", "破解", "整改", "针对", "聚焦", "克服", "着力", "查摆", "化解"};
	bool named = YD_ENDS(fold, reviews) && !YD_HOLDS(fold, undergo);
	bool back = is_summary(fold) || named ||
		    (YD_HOLDS(fold, looks_back) && !YD_HOLDS(fold, looks_ahead));
	yd_buf_free(&buf);
	return back;
}

static bool title_looks_ahead(yd_str title)
{
	static const char *const ahead[] = {"下一步", "打算", "计划", "思路", "安排", "今后",
		"要点", "设想", "下一阶段", "努力方向"};
	yd_buf fold = {0};
	yd_fold(title, &fold);
	bool looks = YD_HOLDS(yd_buf_str(&fold), ahead);
	yd_buf_free(&fold);
	return looks;
}

/* Is there a title from the node up that looks ahead? */
static bool stands_ahead(const yd_outline *outline, yd_str source, size_t node)
{
	yd_buf title = {0};
	bool ahead = false;
	for (uint32_t at = (uint32_t)node; !ahead && at != YD_NO_NODE;
		at = outline->nodes[at].parent) {
		yd_buf_clear(&title);
		ahead = outline->nodes[at].level == 1 &&
			yd_outline_title(outline, source, at, &title) &&
			title_looks_ahead(yd_buf_str(&title));
	}
	yd_buf_free(&title);
	return ahead;
}

bool yd_outline_looks_back(const yd_outline *outline, yd_str source, int kind, size_t node)
{
	yd_buf title = {0};
	bool back = kind == YD_KIND_SUMMARY && !stands_ahead(outline, source, node);
	for (uint32_t at = (uint32_t)node; !back && at != YD_NO_NODE;
		at = outline->nodes[at].parent) {
		/* A clause deep in a plan may be called anything: 主要问题 counts on its upper
		 * levels. */
		if (yd_outline_is_clause(outline, at) && outline->nodes[at].level > 2)
			continue;
		yd_buf_clear(&title);
		back = yd_outline_title(outline, source, at, &title) &&
		       title_looks_back(yd_buf_str(&title));
	}
	yd_buf_free(&title);
	return back;
}
