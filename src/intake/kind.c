/* Kinds of documents and the periods they are for, by their titles. */
#include <yaodian/kind.h>

#include "plain.h"
#include "when.h"
#include "words.h"

#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>

static const char *const names[YD_KIND_COUNT] = {[YD_KIND_POINTS] = "要点",
	[YD_KIND_PLAN] = "计划",
	[YD_KIND_SUMMARY] = "总结",
	[YD_KIND_REPORT] = "报告",
	[YD_KIND_PROGRAMME] = "规划",
	[YD_KIND_SCHEME] = "方案",
	[YD_KIND_REGULATION] = "条例",
	[YD_KIND_NOTICE] = "通知",
	[YD_KIND_OTHER] = "其他"};

const char *yd_kind_name(int kind)
{
	return kind > YD_KIND_UNKNOWN && kind < YD_KIND_COUNT ? names[kind] : NULL;
}

int yd_kind_find(yd_str name)
{
	yd_buf fold = {0};
	yd_fold(name, &fold);
	int found = YD_KIND_UNKNOWN;
	for (int kind = 1; kind < YD_KIND_COUNT; kind++)
		if (yd_str_equal(yd_buf_str(&fold), yd_str_of(names[kind])))
			found = kind;
	yd_buf_free(&fold);
	return found;
}

/* ---- by the title ---- */

/* Words that name a kind, folded. What names none on purpose (讲话, 意见) keeps words before it
 * from doing so. */
static const struct kind_word {
	const char *word;
	yd_kind kind;
} kind_words[] = {{"要点", YD_KIND_POINTS}, {"工作重点", YD_KIND_POINTS},
	{"重点工作", YD_KIND_POINTS}, {"计划", YD_KIND_PLAN}, {"计画", YD_KIND_PLAN},
	{"工作安排", YD_KIND_PLAN}, {"思路", YD_KIND_PLAN}, {"打算", YD_KIND_PLAN},
	{"设想", YD_KIND_PLAN}, {"谋划", YD_KIND_PLAN}, {"总结", YD_KIND_SUMMARY},
	{"回顾", YD_KIND_SUMMARY}, {"完成情况", YD_KIND_SUMMARY}, {"报告", YD_KIND_REPORT},
	{"汇报", YD_KIND_REPORT}, {"规划", YD_KIND_PROGRAMME}, {"纲要", YD_KIND_PROGRAMME},
	{"方案", YD_KIND_SCHEME}, {"条例", YD_KIND_REGULATION}, {"办法", YD_KIND_REGULATION},
	{"规定", YD_KIND_REGULATION}, {"细则", YD_KIND_REGULATION}, {"章程", YD_KIND_REGULATION},
	{"规则", YD_KIND_REGULATION}, {"规程", YD_KIND_REGULATION}, {"准则", YD_KIND_REGULATION},
	{"通知", YD_KIND_NOTICE}, {"意见", YD_KIND_OTHER}, {"讲话", YD_KIND_OTHER},
	{"致辞", YD_KIND_OTHER}, {"发言", YD_KIND_OTHER}, {"通报", YD_KIND_OTHER},
	{"公告", YD_KIND_OTHER}, {"清单", YD_KIND_OTHER}, {"公报", YD_KIND_OTHER}};

/* The kind of the word that stands last in the fold; *at where it begins. */
static yd_kind last_word(yd_str fold, size_t *at)
{
	yd_kind kind = YD_KIND_OTHER;
	size_t best = 0;
	*at = 0;
	for (size_t i = 0; i < YD_LENGTH(kind_words); i++) {
		yd_str word = yd_str_of(kind_words[i].word);
		size_t from = 0, found;
		while ((found = yd_str_find(fold, word, from)) != SIZE_MAX) {
			if (found + word.len >= best) {
				best = found + word.len;
				kind = kind_words[i].kind;
				*at = found;
			}
			from = found + word.len;
		}
	}
	return kind;
}

/* Without what stands in brackets behind the name: (试行), (2018-2020年); but 《…》 keeps its
 * inside. */
static yd_str strip_notes(yd_str fold, yd_str printed)
{
	bool quoted = yd_str_ends(printed, YD_STR("》"));
	while (!quoted && yd_str_ends(fold, YD_STR(")"))) {
		size_t at = fold.len;
		while (at && fold.ptr[at - 1] != '(')
			at--;
		if (at <= 1)
			break;
		fold.len = at - 1;
	}
	return fold;
}

yd_kind yd_kind_of_title(const char *title, bool has_nodes)
{
	static const char *const hands_on[] = {"印发", "转发", "下发", "公布", "发布"};
	if (!title)
		return YD_KIND_OTHER;
	yd_buf buf = {0};
	size_t at;
	yd_fold(yd_str_of(title), &buf);
	yd_str fold = strip_notes(yd_buf_str(&buf), yd_str_of(title));
	/* 在…工作报告会上的讲话: what stands before 会上的 names the meeting. */
	size_t meeting = yd_str_find(fold, YD_STR("上的"), 0);
	if (meeting != SIZE_MAX)
		fold = (yd_str){fold.ptr + meeting, fold.len - meeting};
	yd_kind kind = last_word(fold, &at);
	if (kind == YD_KIND_NOTICE && has_nodes && YD_HOLDS(fold, hands_on)) {
		yd_kind inner = last_word((yd_str){fold.ptr, at}, &at);
		kind = inner == YD_KIND_OTHER ? kind : inner;
	}
	yd_buf_free(&buf);
	return kind;
}

/* ---- school years and terms ---- */

typedef struct term_word {
	const char *word;
	int later; /* years behind the first of its school year */
} term_word;

static const term_word terms[] = {{"第一学期", 0}, {"第1学期", 0}, {"第１学期", 0}, {"上学期", 0},
	{"秋季学期", 0}, {"秋学期", 0}, {"第二学期", 1}, {"第2学期", 1}, {"第２学期", 1},
	{"下学期", 1}, {"春季学期", 1}, {"春学期", 1}, {"第一學期", 0}, {"第二學期", 1},
	{"第1學期", 0}, {"第2學期", 1}, {"第１學期", 0}, {"第２學期", 1}, {"上學期", 0},
	{"下學期", 1}};
static const char *const seasons[] = {"春季学期", "秋季学期", "春学期", "秋学期", "春季", "秋季"};

static size_t skip_blanks(yd_str text, size_t at)
{
	yd_str rest = {text.ptr + at, text.len - at}, trimmed = yd_text_trim(rest);
	return trimmed.len ? (size_t)(trimmed.ptr - text.ptr) : text.len;
}

/* The term that stands at `at`, blanks aside; *end behind it. NULL: none. */
static const term_word *term_at(yd_str text, size_t at, size_t *end)
{
	at = skip_blanks(text, at);
	for (size_t i = 0; i < YD_LENGTH(terms); i++)
		if (yd_str_starts(
			    (yd_str){text.ptr + at, text.len - at}, yd_str_of(terms[i].word))) {
			*end = at + strlen(terms[i].word);
			return &terms[i];
		}
	return NULL;
}

static size_t season_at(yd_str text, size_t at)
{
	at = skip_blanks(text, at);
	for (size_t i = 0; i < YD_LENGTH(seasons); i++)
		if (yd_str_starts((yd_str){text.ptr + at, text.len - at}, yd_str_of(seasons[i])))
			return at + strlen(seasons[i]);
	return 0;
}

yd_period yd_period_find(yd_str title)
{
	yd_period found = {0};
	when_year y;
	for (size_t at = 0; when_next_year(title, at, &y); at = y.end) {
		yd_str printed = {title.ptr + y.start, y.end - y.start};
		bool school = y.kind == WHEN_SCHOOL &&
			      (plain_has(printed, "学年") || plain_has(printed, "學年"));
		size_t end = y.end, season;
		const term_word *term = school ? term_at(title, y.end, &end) : NULL;
		if (school) {
			found.text = (yd_str){title.ptr + y.start, end - y.start};
			found.year = y.year + (term ? term->later : 0);
		} else if (y.kind == WHEN_YEAR && (season = season_at(title, y.end))) {
			found.text = (yd_str){title.ptr + y.start, season - y.start};
			found.year = y.year;
		}
	}
	return found;
}
