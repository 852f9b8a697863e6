/* Which of several years a document is for. */
#include "when.h"

#include "plain.h"

/* What follows the year of a plan, and of a look back. */
static const char *const plan_words[] = {
	"要点", "计划", "思路", "安排", "打算", "重点", "目标", "意见", "方案", "任务", "部署"};
static const char *const review_words[] = {"总结", "回顾", "完成情况", "工作情况", "成绩", "述职"};

static bool has_any(yd_str text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (plain_has(text, words[i]))
			return true;
	return false;
}

#define HAS_ANY(text, words) has_any((text), (words), sizeof(words) / sizeof *(words))

/* Directly before the year of an aim far off: 教育现代化2035. */
static const char aim_before[] = "现代化 面向 迈向 到";

int when_title_year(yd_str title)
{
	int best = 0, best_score = 0;
	when_year y, next;
	for (size_t at = 0; when_next_year(title, at, &y); at = y.end) {
		size_t end = when_next_year(title, y.end, &next) ? next.start : title.len;
		yd_str behind = {title.ptr + y.end, end - y.end};
		if (y.kind == WHEN_RANGE || plain_starts_any(behind, "远景") ||
			plain_ends_any((yd_str){title.ptr, y.start}, aim_before))
			continue;
		int score = y.kind == WHEN_DATE ? 5 : y.kind == WHEN_BARE ? 6 : 8;
		if (HAS_ANY(behind, plan_words))
			score += 4;
		else if (HAS_ANY(behind, review_words))
			score -= 4;
		if (score >= best_score) {
			best = y.year;
			best_score = score;
		}
	}
	return best;
}

int when_programme_year(yd_str title)
{
	/* Of the plans for five years, the longer names first: 十五五 is not 十五. */
	static const struct {
		const char *name;
		int first;
	} plans[] = {{"十五五", 2026}, {"十四五", 2021}, {"十三五", 2016}, {"十二五", 2011},
		{"十一五", 2006}, {"“十五”", 2001}};
	when_year year;
	for (size_t at = 0; when_next_year(title, at, &year); at = year.end)
		if (year.kind == WHEN_RANGE)
			return year.year;
	for (size_t i = 0; i < sizeof plans / sizeof *plans; i++)
		if (yd_str_find(title, yd_str_of(plans[i].name), 0) != SIZE_MAX)
			return plans[i].first;
	return 0;
}

/* What the sentence of a plan's own year says of it. */
static const char *const own_words[] = {"总体思路", "总体要求", "工作思路", "工作要点", "指导思想",
	"工作目标", "工作重点", "工作的总", "之年", "一年", "开局", "起步", "收官", "教育工作",
	"教育系统", "教体工作", "将以", "要以", "全市", "全县", "全区", "全省", "全州", "全旗",
	"我市", "我县", "我区", "我省", "我局", "我校", "学校"};
static const char *const past_words[] = {
	"取得", "完成了", "成绩", "成效显著", "回顾", "过去", "荣获", "被评为", "圆满"};
/* Directly before the year: until then, since then. */
static const char past_before[] =
	"截至 截止 到 至 自 从 于 比 较 过去的 届 贯彻 落实 学习 根据 按照 (";
static const char past_behind[] = "底 末 以来 以前 前 起 秋季 春季 版 修订 全国 级 届";

static int score_lead_year(yd_str lead, const when_year *y, bool first_sentence)
{
	yd_str rest = {lead.ptr + y->end, lead.len - y->end};
	if (y->kind == WHEN_RANGE || y->kind == WHEN_DATE || y->kind == WHEN_BARE)
		return 0;
	if (plain_ends_any((yd_str){lead.ptr, y->start}, past_before) ||
		plain_starts_any(rest, past_behind))
		return 0;
	size_t stop = yd_str_find(rest, YD_STR("。"), 0);
	size_t line = yd_str_find(rest, YD_STR("\n"), 0);
	stop = stop < line ? stop : line;
	if (stop < rest.len)
		rest.len = stop;
	int score = first_sentence ? 2 : 0;
	if (HAS_ANY(rest, own_words))
		score += 4;
	if (HAS_ANY(rest, past_words))
		score -= 3;
	return score;
}

int when_lead_year(yd_str lead, int near)
{
	size_t sentence = yd_str_find(lead, YD_STR("。"), 0);
	int best = 0, best_score = 0;
	when_year y;
	for (size_t at = 0; when_next_year(lead, at, &y); at = y.end) {
		if (near && (y.year < near - 1 || y.year > near + 1))
			continue;
		int score = score_lead_year(lead, &y, y.start < sentence);
		if (near && y.year < near)
			score--;
		if (score > best_score) {
			best = y.year;
			best_score = score;
		}
	}
	return best;
}

int when_effect_year(yd_str text)
{
	enum { REACH = 12 }; /* bytes: 日起正式 */
	static const char *const effects[] = {"施行", "实施", "执行", "试行", "生效"};
	int year = 0;
	when_date date;
	for (size_t at = 0; when_next_date(text, at, &date); at = date.end) {
		yd_str behind = {text.ptr + date.end, text.len - date.end};
		size_t effect = SIZE_MAX;
		for (size_t i = 0; i < sizeof effects / sizeof *effects; i++) {
			size_t found = yd_str_find(behind, yd_str_of(effects[i]), 0);
			effect = found < effect ? found : effect;
		}
		bool from = plain_ends_any((yd_str){text.ptr, date.start}, "自 从 由");
		if (from && effect <= REACH)
			year = date.year;
	}
	return year;
}
