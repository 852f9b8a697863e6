/*
 * progress.h: long work on a terminal: one line on standard error, drawn again in place; and Ctrl-C, which ends the
 * work after the document at hand. A second Ctrl-C ends the program at once.
 */
#ifndef YAODIAN_CLI_PROGRESS_H
#define YAODIAN_CLI_PROGRESS_H

#include "pace.h"
#include "survey.h"

void progress_begin(void); /* from now on Ctrl-C is noted instead of ending the program */
bool progress_is_interrupted(void);
/* "12/300 NAME"; at most ten times a second; nothing when standard error is no terminal, or while an import is shown. */
void progress_show(size_t done, size_t total, const char *name);

/* How far an import is. Borrowed during the call, but for `survey`, until progress_end(). */
typedef struct progress_work {
	size_t files;   /* that were taken in */
	uint64_t bytes; /* of them */
	const file_survey *survey; /* counts what there is; NULL: nobody does */
	const work_pace *pace;
	const char *name; /* of what is taken in now; NULL: all is, and the index is brought to its end */
} progress_work;

/*
 * "1234 of 48000 files, 31 of 1205 MB, 9.1 MB/s, about 2 min left  NAME"; "of at least 5000 files" while they are being
 * counted. A narrow window has less: the name goes first, then the rate, then the MB. Drawn by a thread of its own, ten
 * times a second, so that time passes on the screen also while one document, or the index, takes long. Nothing when
 * standard error is no terminal.
 */
void progress_import(const progress_work *work);
/* Is standard error a terminal: is anything shown? */
bool progress_is_shown(void);
/* Milliseconds, as progress_work.pace has them. */
long long progress_clock(void);

/* Wipes the line before something else is written there; say() does that itself. */
void progress_clear(void);
/* Draws what was wiped again; so does the next call that shows something. */
void progress_restore(void);
/* Wipes it for good. */
void progress_end(void);

#endif
