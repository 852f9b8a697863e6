/*
 * survey.h: how much there is to import, counted on a thread of its own while the import runs already.
 */
#ifndef YAODIAN_CLI_SURVEY_H
#define YAODIAN_CLI_SURVEY_H

#include <yaodian/base.h>

typedef struct file_survey file_survey;

typedef struct survey_sum {
	size_t files;
	uint64_t bytes; /* standard input and pages count none */
	bool complete;  /* else at least so much */
} survey_sum;

/* `args` as for inputs_open(). NULL when there is no thread to be had. */
file_survey *survey_begin(char **args, int count);
/* What was counted so far; nothing for NULL. */
survey_sum survey_read(const file_survey *survey);
/* Stops counting. NULL is fine. */
void survey_end(file_survey *survey);

#endif
