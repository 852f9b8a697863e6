/*
 * edit.h: what a user typed as corrections, understood; private to src/library.
 */
#ifndef YAODIAN_LIBRARY_EDIT_H
#define YAODIAN_LIBRARY_EDIT_H

#include "corrections.h"

/* An edit while it is understood. */
typedef struct edit_work {
	yd_library *library;
	const yd_open_doc *doc;
	size_t unit; /* SIZE_MAX: the document */
	prepared read;                /* the document, read again */
	const yd_outline_para *paras; /* its paragraphs: read's */
	size_t para_count;
	yd_said said;
	yd_correction *add, *drop; /* words owned */
	size_t add_count, add_cap, drop_count, drop_cap;
} edit_work;

/* YD_INVALID with the way out when it is an earlier version. */
yd_status edit_is_current(const yd_open_doc *doc, yd_error *err);
/* Reads the document again for the names of its paragraphs. YD_INVALID: today's rules make another outline of it. */
yd_status edit_name_paragraphs(edit_work *work, yd_error *err);
void edit_end(edit_work *work);

/* ---- edit_check.c: one value each; what is wrong is said in one line ---- */

yd_status edit_region(edit_work *work, const char *typed, yd_error *err);
yd_status edit_year(edit_work *work, const char *typed, yd_error *err);
yd_status edit_title(edit_work *work, const char *typed, yd_error *err);
yd_status edit_kind(edit_work *work, const char *typed, yd_error *err);

#endif
