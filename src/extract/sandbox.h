/*
 * sandbox.h: the helper gives up what it does not need, before it reads a byte of a document.
 */
#ifndef YAODIAN_EXTRACT_SANDBOX_H
#define YAODIAN_EXTRACT_SANDBOX_H

#include "page.h"

/* The first thing: what else the program that started us had open. */
void sandbox_close_inherited(void);
/* Memory, no core file, no file written. */
void sandbox_limit(const struct limits *limits);
/* Processor time from now on: the kernel ends a process that uses more. */
void sandbox_limit_time(unsigned seconds);
/*
 * On Linux: no new rights through exec; no file but the character maps of PDFs (Landlock), no network, no new process, no
 * tracing (seccomp: what is not listed fails with EPERM). Where the kernel or the build lacks one of them, the other still
 * holds. Appends what holds, one line.
 */
void sandbox_enter(yd_buf *what);
/*
 * For the process that fetches: it may ask for names and connect, be it by threads; but listen to nobody, start no process, and
 * read nothing but what says how names are found, which certificates are trusted, and the libraries that those two load.
 */
void sandbox_enter_network(yd_buf *what);
/* For the process that becomes a converter: files may be read, and written only below `folder`; no network. */
void sandbox_enter_converter(const char *folder);

#endif
