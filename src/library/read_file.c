/* Files of the disk and standard input, up to the size that a document may have. */
#include "internal.h"

#include <yaodian/address.h>
#include <yaodian/intl.h>
#include <yaodian/limits.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_STEP = 1 << 16 };

static size_t most_bytes(void)
{
	return yd_limit_of(YD_LIMIT_IMPORT_SIZE) << 20;
}

static yd_status fail_too_large(const char *name, yd_error *err)
{
	return yd_fail(err, YD_INVALID, name,
		"is larger than %zu MB (YAODIAN_IMPORT_SIZE), which no document is; import the "
		"document itself",
		yd_limit_of(YD_LIMIT_IMPORT_SIZE));
}

/* Only what waits for somebody (a pipe, a terminal) is interrupted; going on would make Ctrl-C
 * useless there. */
static yd_status fail_interrupted(const char *name, yd_error *err)
{
	return yd_fail(err, YD_INTERRUPTED, name, "stopped while waiting for it");
}

static yd_status fail_open(int errno_value, const char *path, yd_error *err)
{
	if (errno_value == EINTR)
		return fail_interrupted(path, err);
	if ((errno_value == ENOENT || errno_value == ENOTDIR) && yd_address_may_be(path))
		return yd_fail(err, YD_NOT_FOUND, path,
			"there is no such file; check the name, or begin an address with http:// "
			"or https://");
	if (errno_value == ENOENT || errno_value == ENOTDIR)
		return yd_fail(err, YD_NOT_FOUND, path, "there is no such file; check the name");
	if (errno_value == EACCES || errno_value == EPERM)
		return yd_fail(err, YD_SYSTEM, path,
			"may not be read; change its permissions (chmod) or its folder's");
	return yd_fail_errno(err, errno_value, path, "cannot be opened");
}

static yd_status read_all(int fd, const char *name, yd_buf *out, yd_error *err)
{
	size_t begin = out->len;
	for (;;) {
		yd_buf_reserve(out, READ_STEP);
		ssize_t got = read(fd, out->ptr + out->len, READ_STEP);
		if (got < 0 && errno == EINTR)
			return fail_interrupted(name, err);
		if (got < 0)
			return yd_fail_errno(err, errno, name, "cannot be read");
		if (got == 0)
			return YD_OK;
		out->len += (size_t)got;
		out->ptr[out->len] = '\0';
		if (out->len - begin > most_bytes())
			return fail_too_large(name, err);
	}
}

/* Opening a folder, a socket or a disk would fail late or never end: look first. */
static yd_status check_kind(int fd, const char *name, bool *regular, size_t *size, yd_error *err)
{
	struct stat st;
	if (fstat(fd, &st) != 0)
		return yd_fail_errno(err, errno, name, "cannot be read");
	if (S_ISDIR(st.st_mode))
		return yd_fail(err, YD_INVALID, name, "is a folder; name the files in it");
	if (!S_ISREG(st.st_mode) && !S_ISFIFO(st.st_mode) && !S_ISCHR(st.st_mode))
		return yd_fail(err, YD_INVALID, name, "is not a file; name a file or a folder");
	*regular = S_ISREG(st.st_mode);
	*size = *regular ? (size_t)st.st_size : 0;
	return *size > most_bytes() ? fail_too_large(name, err) : YD_OK;
}

yd_status yd_library_read_file(const char *path, yd_buf *out, char **origin, yd_error *err)
{
	const char *name = path ? path : _("standard input");
	*origin = NULL;
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY) : STDIN_FILENO;
	if (fd < 0)
		return fail_open(errno, path, err);
	bool regular = false;
	size_t size = 0;
	yd_status status = check_kind(fd, name, &regular, &size, err);
	if (status == YD_OK) {
		yd_buf_reserve(out, size + READ_STEP);
		status = read_all(fd, name, out, err);
	}
	if (path)
		close(fd);
	if (status == YD_OK && path && regular)
		*origin = path_absolute(path);
	return status;
}
