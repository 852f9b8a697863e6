/*
 * kind.h: what kind of document it is, the school year or term it is for, which of its nodes look back, and who is to do
 * what a clause says.
 */
#ifndef YAODIAN_KIND_H
#define YAODIAN_KIND_H

#include <yaodian/outline.h>

/* Stored as numbers: never renumber. 0: not read yet. */
typedef enum yd_kind {
	YD_KIND_UNKNOWN,
	YD_KIND_POINTS,     /* 要点 */
	YD_KIND_PLAN,       /* 计划, 安排, 思路, 打算 */
	YD_KIND_SUMMARY,    /* 总结 */
	YD_KIND_REPORT,     /* 报告, 汇报 */
	YD_KIND_PROGRAMME,  /* 规划, 纲要 */
	YD_KIND_SCHEME,     /* 方案 */
	YD_KIND_REGULATION, /* 条例, 办法, 规定, 细则 */
	YD_KIND_NOTICE,     /* 通知 */
	YD_KIND_OTHER,      /* 其他 */
	YD_KIND_COUNT
} yd_kind;

/* 要点, 计划 … as users and JSON call it; NULL for YD_KIND_UNKNOWN and what is none. */
const char *yd_kind_name(int kind);
/* The kind with that name (any script and width, yd_fold); YD_KIND_UNKNOWN: there is none. */
int yd_kind_find(yd_str name);

/*
 * By the last of its words in the title that names one: 2020年工作总结和2021年工作计划 is a plan. What stands in brackets
 * at the end does not count; a notice that hands on a plan (关于印发…工作要点的通知) and has the plan's nodes
 * (`has_nodes`) is of the plan's kind. `title` NULL: YD_KIND_OTHER.
 */
yd_kind yd_kind_of_title(const char *title, bool has_nodes);

/* A school year or term: 2023—2024学年第二学期, 2024年春季学期. */
typedef struct yd_period {
	yd_str text; /* as printed; empty: none */
	int year;    /* the first of a school year and of its first term, the second of its second term */
} yd_period;

/* The last one in a title. */
yd_period yd_period_find(yd_str title);

/*
 * Does the node look back, or stand below one that does: 工作回顾, 2020年工作总结, 取得的成效, 存在问题? In a summary (`kind`
 * of the document) all do but what is below a title that looks ahead: 下一步打算.
 */
bool yd_outline_looks_back(const yd_outline *outline, yd_str source, int kind, size_t node);

/*
 * Who is to do it: the next name behind byte *at of a unit's folded text, as (责任科室:基教科、人事科) gives them, one after
 * the other; false when there is none. *name borrows from `fold`. Start with *at = 0.
 */
typedef struct yd_duty {
	size_t at, end; /* where the names go on; 0, 0 at first */
} yd_duty;
bool yd_duty_next(yd_str fold, yd_duty *state, yd_str *name);

#endif
