/* What stands at the path of a store, looked at before SQLite opens it. */
#include "database.h"

#include <yaodian/intl.h>

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool file_has_beside(const char *path, const char *ending)
{
	struct stat st;
	char *beside = yd_format("%s%s", path, ending);
	bool has = stat(beside, &st) == 0 && st.st_size > 0;
	free(beside);
	return has;
}

static bool can_write_folder_of(const char *path)
{
	char *copy = yd_strdup(path);
	bool can = access(dirname(copy), W_OK | X_OK) == 0;
	free(copy);
	return can;
}

static yd_status look_at_link(const char *path, enum file_state *state, yd_error *err)
{
	char target[512];
	ssize_t len = readlink(path, target, sizeof target - 1);
	if (len < 0) {
		*state = FILE_MISSING;
		return YD_OK;
	}
	target[len] = '\0';
	return yd_fail(err, YD_NOT_FOUND, path,
		"is a link to %s, which is not there; bring that back or remove the link", target);
}

/*
 * Rights and size only. Nothing in this program may open a store but SQLite: POSIX locks belong to
 * the process, and closing a descriptor of one's own would drop those of every connection the
 * process has to that file. Another process would then take its -wal away under it. What is no
 * SQLite file, SQLite tells at the first read.
 */
static yd_status look_at_rights(const struct store_kind *kind, const char *path,
	const struct stat *about, enum file_state *state, yd_error *err)
{
	if (access(path, R_OK) != 0)
		return yd_fail(err, YD_SYSTEM, path,
			"cannot be read: %s; change its rights or give another file with %s",
			strerror(errno), yd_tr(kind->other_file));
	if (about->st_size == 0)
		*state = FILE_EMPTY;
	else
		*state = access(path, W_OK) == 0 && can_write_folder_of(path) ? FILE_WRITABLE
									      : FILE_READABLE;
	return YD_OK;
}

yd_status file_look(
	const struct store_kind *kind, const char *path, enum file_state *state, yd_error *err)
{
	struct stat st;
	if (!path || !*path)
		return yd_fail(err, YD_INVALID, yd_tr(kind->what),
			"no file name given; give one with %s", yd_tr(kind->other_file));
	if (stat(path, &st) != 0) {
		if (errno == ENOENT)
			return look_at_link(path, state, err);
		return yd_fail(err, YD_SYSTEM, path,
			"cannot be reached: %s; give another file with %s", strerror(errno),
			yd_tr(kind->other_file));
	}
	if (!S_ISREG(st.st_mode))
		return yd_fail(err, YD_SYSTEM, path,
			"is %s, not a file; give the name of a file with %s",
			S_ISDIR(st.st_mode) ? _("a folder") : _("a device or pipe"),
			yd_tr(kind->other_file));
	return look_at_rights(kind, path, &st, state, err);
}

static yd_status make_folders(const struct store_kind *kind, char *folder, yd_error *err)
{
	struct stat st;
	if (stat(folder, &st) == 0)
		return YD_OK; /* whatever it is, making the file tells */
	char *parent = yd_strdup(folder);
	yd_status status = YD_OK;
	char *name = dirname(parent);
	if (strcmp(name, folder) != 0)
		status = make_folders(kind, name, err);
	if (status == YD_OK && mkdir(folder, 0700) != 0 && errno != EEXIST)
		status = yd_fail(err, YD_SYSTEM, folder,
			"the folder cannot be made: %s; give another file with %s", strerror(errno),
			yd_tr(kind->other_file));
	free(parent);
	return status;
}

yd_status file_make(const struct store_kind *kind, const char *path, yd_error *err)
{
	char *copy = yd_strdup(path);
	yd_status status = make_folders(kind, dirname(copy), err);
	free(copy);
	if (status != YD_OK)
		return status;
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0 && errno == EEXIST)
		return YD_OK; /* another was faster, and may have opened it: see above */
	if (fd < 0)
		return yd_fail(err, YD_SYSTEM, path,
			"cannot be made: %s; give another file with %s", strerror(errno),
			yd_tr(kind->other_file));
	close(fd);
	return YD_OK;
}

struct file_mark file_mark(const char *path)
{
	struct stat st;
	if (stat(path, &st) != 0)
		return (struct file_mark){0};
	return (struct file_mark){(uint64_t)st.st_dev, (uint64_t)st.st_ino, (uint64_t)st.st_size,
		(int64_t)st.st_mtim.tv_sec, (int64_t)st.st_mtim.tv_nsec};
}
