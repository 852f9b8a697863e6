/*
 * progress.h: long work on a terminal: one line on standard error, drawn again in place; and Ctrl-C, which ends the
 * work after the document at hand. A second Ctrl-C ends the program at once.
 */
#ifndef YAODIAN_CLI_PROGRESS_H
#define YAODIAN_CLI_PROGRESS_H

#include <yaodian/base.h>

void progress_begin(void); /* from now on Ctrl-C is noted instead of ending the program */
bool progress_is_interrupted(void);
/* "12/300 NAME"; at most ten times a second; nothing when standard error is no terminal. */
void progress_show(size_t done, size_t total, const char *name);
/* Wipes the line before something else is written. */
void progress_clear(void);

#endif
