/*
 * shim.h: a layer between SQLite and the files, that fails or ends the process where a test wants it.
 *
 * After shim_install() every database opened in this process goes through it.
 */
#ifndef TESTS_STORE_SHIM_H
#define TESTS_STORE_SHIM_H

#include <stdbool.h>
#include <stddef.h>

enum shim_end {
	SHIM_KILLED,    /* the process ends; what was written stays */
	SHIM_TORN,      /* the last write is half done, too */
	SHIM_POWER_OFF, /* of the writes since each file's last sync, some are lost: which, is random */
};

struct shim {
	bool no_shared_memory; /* like a network file system */
	long end_at;           /* end the process at this write, sync, truncation or deletion; 0 never */
	enum shim_end end;
	unsigned seed;
	long fail_from; /* from this write on the disk is full; 0 never */
	long count;     /* such operations so far */
};

extern struct shim shim;

enum { SHIM_EXIT = 77 }; /* exit status of a process that was ended */

void shim_install(void);

#endif
