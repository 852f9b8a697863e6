/*
 * walk.h: the files below a folder, one after the other, in the order of `find … | LC_ALL=C sort` by parts of the path.
 *
 * Kept in memory are the names of the folders that are open at the moment, some 8 bytes more than each name has: a
 * million files in one folder take some 20 MB. No descriptor stays open between two files.
 */
#ifndef YAODIAN_CLI_WALK_H
#define YAODIAN_CLI_WALK_H

#include <yaodian/base.h>

typedef struct file_walk file_walk;

/*
 * Of a folder: every regular file in it and below, without hidden names and links; a link that is `path` itself is
 * followed. What cannot be looked at is given too: opening it tells why. Anything but a folder, missing or not, is
 * given as it is. A folder that stands in itself (a bind mount) is not entered again.
 */
file_walk *walk_open(const char *path);
/* `entered` hears of each folder, the first one too, before what is in it is looked at. */
typedef void walk_entered(void *context, const char *path);
void walk_tell(file_walk *walk, walk_entered *entered, void *context);
/* The next path, borrowed until the next call; NULL after the last. */
const char *walk_next(file_walk *walk);
void walk_close(file_walk *walk); /* NULL is fine */

#endif
