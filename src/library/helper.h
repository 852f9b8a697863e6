/*
 * helper.h: yaodian-extract as this library runs it: started with the first file that needs it, asked for one document
 * after the other, ended when it takes too long or answers anything but what extract.h says.
 */
#ifndef YAODIAN_LIBRARY_HELPER_H
#define YAODIAN_LIBRARY_HELPER_H

#include <sys/types.h>
#include <yaodian/intake.h>

struct helper;

/* Starts nothing yet. Threads may share it: one document is asked for at a time. */
struct helper *helper_new(void);
void helper_free(struct helper *helper); /* NULL is fine; ends the process */
/* yd_extractor's function; `context` is a helper. */
yd_status helper_extract(void *context, const char *name, yd_str bytes, const char *charset, yd_extracted *out,
	yd_error *err);
/*
 * Starts one of the helpers, by the name of its program, with an argument (NULL: none); *end is our end of the socket that is
 * its standard input and output. 0, or the errno, with *program (owned) what was to be started; NULL: it is not installed.
 */
int helper_launch(const char *name, const char *argument, int *end, pid_t *process, char **program);

/* ---- extracted.c ---- */

/* Reads the lines of an answer, all but the greeting, up to and with "end N". Nothing it holds is believed: YD_DAMAGED for
 * what extract.h does not allow (err says what), YD_INVALID with the helper's own reason for an "error": then *out has links only
 * and is still to be freed. */
yd_status extracted_read(const char *name, yd_str answer, yd_extracted *out, yd_error *err);

#endif
