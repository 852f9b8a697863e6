/*
 * when.h: dates and years as documents write them; private to src/intake. Works on text as printed and on
 * plain text: digits of either width, Chinese numerals (二〇二五年二月二十六日, also with ○, 零 and O).
 */
#ifndef YD_INTAKE_WHEN_H
#define YD_INTAKE_WHEN_H

#include <yaodian/base.h>

typedef struct when_date {
	int year, month, day;
	size_t start, end; /* bytes of the text */
} when_date;

/* The first date at or after `from` that the calendar has: 2025年2月26日, 2025-02-26, 2025.2.26, 2025/2/26;
 * 民國114年2月26日 and 114年2月26日, which is as far as years of the Republic of 100 to 150 go without their era. */
bool when_next_date(yd_str text, size_t from, when_date *out);

typedef enum when_kind {
	WHEN_YEAR,   /* 2019年, 2019年度 */
	WHEN_SCHOOL, /* 2024-2025学年, 2023学年, 2020-2021年度: the first year; 112學年度 is 2023 */
	WHEN_RANGE,  /* 2018-2022, 2021-2025年, 2018年至2020年: years of a programme */
	WHEN_DATE,   /* the year of a month or day */
	WHEN_BARE,   /* 2020 with nothing behind it */
} when_kind;

typedef struct when_year {
	int year;
	when_kind kind;
	size_t start, end; /* bytes, with 年, 年度, 学年 */
} when_year;

/* The first year at or after `from`. */
bool when_next_year(yd_str text, size_t from, when_year *out);

/* The year a document is for, by its title; 0: it does not say. */
int when_title_year(yd_str title);
/* The first year of a plan for several, by its title: （2021—2025年）, “十四五”规划; 0: it is none. */
int when_programme_year(yd_str title);
/* The year a regulation takes effect in (自2018年5月1日起施行), in plain text; the last that is told, or 0. */
int when_effect_year(yd_str text);
/*
 * The same by its first words, `lead` (plain text). `near` is the year of its date, or 0: a year more than one away
 * is not the document's.
 */
int when_lead_year(yd_str lead, int near);

#endif
