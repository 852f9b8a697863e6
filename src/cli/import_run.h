/*
 * import_run.h: inputs taken in one after the other: files, standard input, and pages as they come.
 */
#ifndef YAODIAN_CLI_IMPORT_RUN_H
#define YAODIAN_CLI_IMPORT_RUN_H

#include "fetching.h"
#include "pace.h"
#include "report.h"
#include "survey.h"

/* Zero-initialise; borrows what it points to. */
typedef struct import_run {
	yd_library *library;
	yd_given given;
	report how;
	fetching *pages;  /* NULL: no addresses */
	size_t counts[3]; /* by yd_put_outcome */
	size_t failed, taken, left;
	size_t addresses_taken; /* of them */
	size_t attached;	/* addresses that pages brought */
	bool attachments;	/* are they asked for? */
	bool hide_unchanged;	/* nothing is said of what was there already */
	/* How far it is. */
	file_survey *survey; /* NULL: nobody looks */
	work_pace pace;
	uint64_t bytes;	    /* taken in */
	uint64_t unsettled; /* of them in documents that are not in the index yet */
	size_t waiting;	    /* yd_corpus_index_queued() */
} import_run;

typedef enum import_step {
	STEP_TAKEN,
	STEP_STOPPED, /* Ctrl-C while it waited for input */
	STEP_BROKEN,  /* the store is to blame: going on makes no sense, and the error is filled */
} import_step;

/* Files in their order; with `ahead` some are read while those before them are stored. What is left is counted. */
import_step import_in_order(import_run *run, import_inputs *inputs, bool ahead, yd_error *err);
/* The same, and the pages of its addresses. */
import_step import_inputs_of(import_run *run, import_inputs *inputs, bool bulk, yd_error *err);
/* `name` is what is taken in now; NULL: all is. */
void import_show_progress(import_run *run, const char *name);

#endif
