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
	corrections held;
	prepared read;                /* the document, read again */
	const yd_outline_para *paras; /* its paragraphs: read's */
	size_t para_count;
	yd_said said;
	yd_correction *add, *drop; /* words owned */
	size_t add_count, add_cap, drop_count, drop_cap;
} edit_work;

/* Reads what is needed of the document. YD_INVALID: it was read by other rules than today's, and looks different. */
yd_status edit_begin(edit_work *work, yd_error *err);
void edit_end(edit_work *work);

/* ---- edit_check.c: one value each; what is wrong is said in one line ---- */

yd_status edit_region(edit_work *work, const char *typed, yd_error *err);
yd_status edit_year(edit_work *work, const char *typed, yd_error *err);
yd_status edit_title(edit_work *work, const char *typed, yd_error *err);
yd_status edit_kind(edit_work *work, const char *typed, yd_error *err);

#endif
