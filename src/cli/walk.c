#include "walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A name stands in `names` behind its kind and with a NUL behind it. */
enum { KIND_FILE = 'f', KIND_FOLDER = 'd', KIND_ASK = '?' };

/* A folder that is being gone through. */
struct level {
	yd_buf names;
	uint32_t *order; /* where each name stands in `names`, sorted */
	size_t count, cap, next;
	size_t path_len; /* of the folder, with '/' */
	dev_t device;
	ino_t inode;
};

struct file_walk {
	yd_buf path;
	struct level *levels; /* the innermost is the last */
	size_t depth, cap;
	bool begun;
	walk_entered *entered; /* NULL: nobody wants to hear */
	void *context;
};

file_walk *walk_open(const char *path)
{
	file_walk *walk = yd_alloc(sizeof *walk);
	yd_buf_puts(&walk->path, path);
	return walk;
}

void walk_tell(file_walk *walk, walk_entered *entered, void *context)
{
	walk->entered = entered;
	walk->context = context;
}

static void pop(file_walk *walk)
{
	struct level *level = &walk->levels[--walk->depth];
	yd_buf_free(&level->names);
	free(level->order);
}

void walk_close(file_walk *walk)
{
	if (!walk)
		return;
	while (walk->depth)
		pop(walk);
	free(walk->levels);
	yd_buf_free(&walk->path);
	free(walk);
}

static int by_bytes(const void *a, const void *b, void *names)
{
	const char *base = names;
	return strcmp(base + *(const uint32_t *)a + 1, base + *(const uint32_t *)b + 1);
}

static char kind_of(const struct dirent *entry)
{
	switch (entry->d_type) {
	case DT_REG:
		return KIND_FILE;
	case DT_DIR:
		return KIND_FOLDER;
	case DT_UNKNOWN: /* file systems that do not say */
		return KIND_ASK;
	default:
		return 0;
	}
}

/* False with errno when not all names could be read. */
static bool read_names(DIR *folder, struct level *level)
{
	struct dirent *entry;
	errno = 0;
	while ((entry = readdir(folder))) {
		char kind = kind_of(entry);
		if (entry->d_name[0] == '.' || !kind)
			continue;
		if (level->names.len > UINT32_MAX / 2)
			break;
		YD_GROW(level->order, level->count, level->cap);
		level->order[level->count++] = (uint32_t)level->names.len;
		yd_buf_putc(&level->names, kind);
		yd_buf_add(&level->names, entry->d_name, strlen(entry->d_name) + 1);
		errno = 0;
	}
	if (level->count)
		qsort_r(level->order, level->count, sizeof *level->order, by_bytes,
			level->names.ptr);
	return !entry && errno == 0;
}

static bool is_open_already(const file_walk *walk, const struct stat *st)
{
	for (size_t i = 0; i < walk->depth; i++)
		if (walk->levels[i].device == st->st_dev && walk->levels[i].inode == st->st_ino)
			return true;
	return false;
}

/* Enters the folder at walk->path. False: it cannot be read. */
static bool push(file_walk *walk, bool follow)
{
	struct stat st;
	int fd = open(
		walk->path.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC | (follow ? 0 : O_NOFOLLOW));
	DIR *folder = fd >= 0 && fstat(fd, &st) == 0 ? fdopendir(fd) : NULL;
	if (!folder) {
		if (fd >= 0)
			close(fd);
		return false;
	}
	if (walk->entered)
		walk->entered(walk->context, walk->path.ptr);
	struct level level = {.device = st.st_dev, .inode = st.st_ino};
	bool fine = is_open_already(walk, &st) || read_names(folder, &level);
	closedir(folder);
	if (walk->path.ptr[walk->path.len - 1] != '/')
		yd_buf_putc(&walk->path, '/');
	level.path_len = walk->path.len;
	YD_GROW(walk->levels, walk->depth, walk->cap);
	walk->levels[walk->depth++] = level;
	return fine;
}

static char ask_kind(const char *path)
{
	struct stat st;
	if (lstat(path, &st) != 0 || S_ISREG(st.st_mode))
		return KIND_FILE;
	return S_ISDIR(st.st_mode) ? KIND_FOLDER : 0;
}

static bool is_folder(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The next name of the innermost folder; NULL where it cannot be given to anybody. */
static const char *take_name(file_walk *walk, struct level *level)
{
	const char *name = level->names.ptr + level->order[level->next++];
	char kind = name[0];
	walk->path.len = level->path_len;
	yd_buf_puts(&walk->path, name + 1);
	if (kind == KIND_ASK)
		kind = ask_kind(walk->path.ptr);
	if (kind == KIND_FILE)
		return walk->path.ptr;
	if (kind != KIND_FOLDER || push(walk, false))
		return NULL;
	return walk->path.ptr;
}

const char *walk_next(file_walk *walk)
{
	if (!walk->begun) {
		walk->begun = true;
		if (!walk->path.len || !is_folder(walk->path.ptr) || !push(walk, true))
			return walk->path.ptr ? walk->path.ptr : "";
	}
	while (walk->depth) {
		struct level *level = &walk->levels[walk->depth - 1];
		if (level->next == level->count) {
			pop(walk);
			continue;
		}
		const char *path = take_name(walk, level);
		if (path)
			return path;
	}
	return NULL;
}
