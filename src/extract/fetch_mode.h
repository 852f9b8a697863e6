/* fetch_mode.h: what yaodian-fetch does, with libcurl or without (fetch.h needs it). */
#ifndef YAODIAN_EXTRACT_FETCH_MODE_H
#define YAODIAN_EXTRACT_FETCH_MODE_H

/* Answers requests until the input ends; the exit status. */
int fetch_run(void);

#endif
