/*
 * signature.h: who issued a document and when; private to src/intake. All results as printed.
 */
#ifndef YD_INTAKE_SIGNATURE_H
#define YD_INTAKE_SIGNATURE_H

#include <yaodian/base.h>

typedef struct signature {
	yd_str issuer; /* borrowed from the text it was read in; empty when there is none */
	int year, month, day; /* 0 when there is no date */
} signature;

/* The signature in the closing: an organ's line and a date. Lines of a distribution list (抄送, 印发) do not sign. */
signature signature_read(yd_str closing);
/* The signature of a cover notice, inside a preamble: a line that is nothing but a date, and the organ before it. */
signature signature_read_cover(yd_str preamble);

/* The organ a title begins with: 长春市教育局2019年工作要点, 教育部关于…; empty when it begins otherwise. */
yd_str title_issuer(yd_str title);
/* The organ whose office printed the document: 某县教育局办公室 2008年2月20日印发. */
yd_str printer_issuer(yd_str closing);
/* The education bureau that a page names as its source: 来源：某县教育局. */
yd_str source_issuer(yd_str head);
/* The organ of a letterhead among the lines above a title: 吉林省教育厅文件. */
yd_str letterhead_issuer(yd_str head);

#endif
