/* Which files a watch is for, and whether somebody is at them. */
#include "watch_inner.h"

#include <fcntl.h>
#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* What browsers, office programs and editors call a file while they are at it. */
bool watch_wants(const char *name)
{
	static const char *const endings[] = {
		".part", ".partial", ".crdownload", ".download", ".tmp", ".swp", "~"};
	yd_str all = yd_str_of(name);
	if (name[0] == '.' || strncmp(name, "~$", 2) == 0)
		return false;
	if (all.len > 1 && name[0] == '#' && name[all.len - 1] == '#')
		return false;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (yd_str_ends(all, yd_str_of(endings[i])))
			return false;
	return true;
}

/* A read lease is given when nobody has the file open for writing, and given back at once. */
writing watch_writing(const char *path)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC);
	writing result = WRITTEN_UNKNOWN;
	if (fd < 0)
		return result;
	if (fcntl(fd, F_SETLEASE, F_RDLCK) == 0) {
		fcntl(fd, F_SETLEASE, F_UNLCK);
		result = NOT_WRITTEN;
	} else if (errno == EAGAIN) {
		result = WRITTEN;
	}
	close(fd);
	return result;
}

bool watch_is_recent(const struct stat *st)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	int64_t age = ((int64_t)now.tv_sec - st->st_mtim.tv_sec) * 1000 +
		      (now.tv_nsec - st->st_mtim.tv_nsec) / 1000000;
	return age >= 0 && age < QUIET_MS;
}

/* A path that the walk gives and that is no file could not be gone through; what has gone by now
 * is nothing. */
static bool visit_path(const char *path, watch_visit *visit, void *context)
{
	struct stat st;
	const char *slash = strrchr(path, '/');
	if (lstat(path, &st) != 0)
		return true;
	if (!S_ISREG(st.st_mode))
		return visit(context, path, NULL);
	return !watch_wants(slash ? slash + 1 : path) || visit(context, path, &st);
}

void watch_walk(const char *path, walk_entered *entered, watch_visit *visit, void *context)
{
	file_walk *walk = walk_open(path);
	const char *found;
	walk_tell(walk, entered, context);
	while ((found = walk_next(walk)) && visit_path(found, visit, context))
		;
	walk_close(walk);
}
