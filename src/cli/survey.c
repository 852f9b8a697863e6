#include "survey.h"

#include "inputs.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>

struct file_survey {
	pthread_t thread;
	import_inputs *inputs;
	atomic_size_t files;
	atomic_ullong bytes;
	atomic_bool complete, stop;
};

static void *count_all(void *context)
{
	file_survey *survey = context;
	char *path;
	while (!atomic_load(&survey->stop) && inputs_next(survey->inputs, &path)) {
		struct stat st;
		if (path && stat(path, &st) == 0 && S_ISREG(st.st_mode))
			atomic_fetch_add(&survey->bytes, (unsigned long long)st.st_size);
		atomic_fetch_add(&survey->files, 1);
		free(path);
	}
	atomic_store(&survey->complete, true);
	return NULL;
}

file_survey *survey_begin(char **args, int count)
{
	file_survey *survey = yd_alloc(sizeof *survey);
	sigset_t all, before;
	survey->inputs = inputs_open(args, count);
	atomic_store(&survey->files, survey->inputs->address_count);
	/* Ctrl-C is for the thread that imports. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int failed = pthread_create(&survey->thread, NULL, count_all, survey);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!failed)
		return survey;
	inputs_close(survey->inputs);
	free(survey);
	return NULL;
}

survey_sum survey_read(const file_survey *survey)
{
	if (!survey)
		return (survey_sum){0};
	/* First: what was counted after it was read does no harm. */
	bool complete = atomic_load(&survey->complete);
	return (survey_sum){atomic_load(&survey->files), atomic_load(&survey->bytes), complete};
}

void survey_end(file_survey *survey)
{
	if (!survey)
		return;
	atomic_store(&survey->stop, true);
	pthread_join(survey->thread, NULL);
	inputs_close(survey->inputs);
	free(survey);
}
