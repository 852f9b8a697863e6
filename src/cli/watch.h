/*
 * watch.h: files that are in folders, and then those that appear there or change, until somebody ends it.
 *
 * Folders are gone through as import does: byte order, no hidden names, no links (one that is named itself is followed),
 * new folders with all below them. A file is taken once it was closed or moved there and then left alone for half a
 * second, and while nobody has it open for writing, where the system tells that (fcntl(2), F_SETLEASE); names that other
 * programs give to what they have not finished (.part, .crdownload, ~$plan.docx and the like) are left out. What goes away
 * is not told of.
 *
 * The system tells of changes by inotify. Where it cannot, on network file systems or when its watches are used up, that is
 * said, and the folders are gone through every so many seconds; a file is taken when it looks the same twice. Kept in
 * memory are the names of folders and of at most PENDING_MAX files; without inotify 16 bytes for each file.
 */
#ifndef YAODIAN_CLI_WATCH_H
#define YAODIAN_CLI_WATCH_H

#include <yaodian/base.h>

/* Takes files in, in their order. With `told` also what is unchanged is worth a line: somebody has just written it, or it
 * was there when the watch began. False ends the watch: with an error that was said, or because of Ctrl-C. */
typedef bool watch_take(void *context, char *const *paths, size_t count, bool told);

enum { WATCH_EVERY = 30 }; /* seconds, where the system does not tell and nothing else was asked for */

/* `every` 0: the system tells where it can; else never. Returns the exit status: YD_EXIT_DONE after Ctrl-C or SIGTERM,
 * YD_EXIT_USAGE when one of them is no folder, YD_EXIT_NOTHING when one is not there (any more), YD_EXIT_SYSTEM when
 * `take` ended it. progress_begin() is called. */
int watch_folders(char *const *folders, size_t count, unsigned every, watch_take *take, void *context);

#endif
