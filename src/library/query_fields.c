/* The fields of the query language: the one table of them. */
#include <yaodian/intl.h>
#include <yaodian/query.h>

const yd_query_field yd_query_fields[] = {
	{"theme:", "主题 · a theme", YD_QUERY_THEME,
		{{"theme:safety", N_("clauses on the theme, by key or name")},
			{"theme:党建!", N_("clauses mainly about it")}}},
	{"region:", "地区 · a region and below", YD_QUERY_REGION,
		{{"region:吉林", N_("the region and all below it")},
			{"region:吉林省/吉林市", N_("the place at the end of a path")},
			{"region:全国", N_("national documents only")}}},
	{"year:", "年份 · 2019, 2017..2020", YD_QUERY_YEAR,
		{{"year:2019", N_("for that year")},
			{"year:2017..2020", N_("for these years; 2017.. and ..2020 too")}}},
	{"kind:", "文种 · 要点, 计划, 总结 …", YD_QUERY_KIND_OF,
		{{"kind:要点", N_("of that kind: 要点 计划 总结 报告 规划 方案 条例 通知 其他")}}},
	{"by:", "责任单位 · who is to do it", YD_QUERY_BY,
		{{"by:基教科", N_("what an office is to do: (责任科室:基教科)")}}},
	{"in:", "title, here", YD_QUERY_IN_TITLE,
		{{"in:title", N_("the words stand in the title")},
			{"in:here", N_("in the open document")}}},
	{"is:", "bookmarked", YD_QUERY_BOOKMARKED, {{"is:bookmarked", N_("with a bookmark")}}},
	{"tag:", "标签 · of a bookmark", YD_QUERY_TAG, {{"tag:校车", N_("with that tag, whole")}}},
	{"note:", "笔记 · words of a note", YD_QUERY_NOTE,
		{{"note:预算", N_("with a note that has this text")}}},
	{.kind = YD_QUERY_ALL},
};
