#include "shim.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct shim shim;

/* A write that no sync has made safe yet: what it wrote, and what was there. */
struct unsafe {
	sqlite3_int64 offset, size_before;
	int len, old_len;
	char *bytes, *old;
};

struct shim_file {
	sqlite3_file base;
	sqlite3_file *real;
	struct shim_file *next; /* all open files, for the end */
	char *path;
	struct unsafe *unsafe;
	size_t count, cap;
};

static sqlite3_vfs *real_vfs;
static struct shim_file *files;

static struct shim_file *of(sqlite3_file *file)
{
	return (struct shim_file *)file;
}

/* ---- the end ---- */

static void forget_unsafe(struct shim_file *file)
{
	for (size_t i = 0; i < file->count; i++) {
		free(file->unsafe[i].bytes);
		free(file->unsafe[i].old);
	}
	file->count = 0;
}

static void note_unsafe(struct shim_file *file, const void *bytes, int len, sqlite3_int64 offset)
{
	if (shim.end != SHIM_POWER_OFF || !shim.end_at)
		return;
	if (file->count == file->cap) {
		file->cap = file->cap ? 2 * file->cap : 16;
		file->unsafe = realloc(file->unsafe, file->cap * sizeof *file->unsafe);
	}
	struct unsafe *unsafe = &file->unsafe[file->count++];
	*unsafe = (struct unsafe){.offset = offset,
		.len = len,
		.bytes = malloc((size_t)len),
		.old = calloc(1, (size_t)len)};
	memcpy(unsafe->bytes, bytes, (size_t)len);
	file->real->pMethods->xFileSize(file->real, &unsafe->size_before);
	if (offset < unsafe->size_before) {
		sqlite3_int64 there = unsafe->size_before - offset;
		unsafe->old_len = there < len ? (int)there : len;
		file->real->pMethods->xRead(file->real, unsafe->old, unsafe->old_len, offset);
	}
}

static bool coin(void)
{
	shim.seed = shim.seed * 1103515245u + 12345u;
	return shim.seed >> 16 & 1;
}

/* Puts the file back to what was safe, then writes what chance let reach the disk. */
static void lose_writes(struct shim_file *file)
{
	const sqlite3_io_methods *real = file->real->pMethods;
	for (size_t i = file->count; i-- > 0;) {
		struct unsafe *unsafe = &file->unsafe[i];
		real->xWrite(file->real, unsafe->old, unsafe->old_len, unsafe->offset);
		real->xTruncate(file->real, unsafe->size_before);
	}
	for (size_t i = 0; i < file->count; i++)
		if (coin())
			real->xWrite(file->real, file->unsafe[i].bytes, file->unsafe[i].len,
				file->unsafe[i].offset);
}

static void end_process(void)
{
	if (shim.end == SHIM_POWER_OFF) {
		for (struct shim_file *file = files; file; file = file->next) {
			lose_writes(file);
			if (!file->path)
				continue;
			/* Shared memory does not outlive the machine. */
			char shm[4096];
			sqlite3_snprintf((int)sizeof shm, shm, "%s-shm", file->path);
			unlink(shm);
		}
	}
	_exit(SHIM_EXIT);
}

/* Counts an operation; true when the process is to end with it. */
static bool is_the_end(void)
{
	shim.count++;
	return shim.end_at && shim.count == shim.end_at;
}

/* ---- files ---- */

static int file_close(sqlite3_file *file)
{
	struct shim_file *mine = of(file);
	for (struct shim_file **at = &files; *at; at = &(*at)->next)
		if (*at == mine) {
			*at = mine->next;
			break;
		}
	forget_unsafe(mine);
	free(mine->unsafe);
	free(mine->path);
	return mine->real->pMethods->xClose(mine->real);
}

static int file_read(sqlite3_file *file, void *bytes, int len, sqlite3_int64 offset)
{
	return of(file)->real->pMethods->xRead(of(file)->real, bytes, len, offset);
}

static int file_write(sqlite3_file *file, const void *bytes, int len, sqlite3_int64 offset)
{
	struct shim_file *mine = of(file);
	if (is_the_end()) {
		if (shim.end == SHIM_TORN)
			mine->real->pMethods->xWrite(mine->real, bytes, len / 2, offset);
		end_process();
	}
	if (shim.fail_from && shim.count >= shim.fail_from)
		return SQLITE_FULL;
	note_unsafe(mine, bytes, len, offset);
	return mine->real->pMethods->xWrite(mine->real, bytes, len, offset);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	if (is_the_end())
		end_process();
	return of(file)->real->pMethods->xTruncate(of(file)->real, size);
}

static int file_sync(sqlite3_file *file, int flags)
{
	if (is_the_end())
		end_process();
	int rc = of(file)->real->pMethods->xSync(of(file)->real, flags);
	forget_unsafe(of(file));
	return rc;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return of(file)->real->pMethods->xFileSize(of(file)->real, size);
}

static int file_lock(sqlite3_file *file, int lock)
{
	return of(file)->real->pMethods->xLock(of(file)->real, lock);
}

static int file_unlock(sqlite3_file *file, int lock)
{
	return of(file)->real->pMethods->xUnlock(of(file)->real, lock);
}

static int file_check_lock(sqlite3_file *file, int *result)
{
	return of(file)->real->pMethods->xCheckReservedLock(of(file)->real, result);
}

static int file_control(sqlite3_file *file, int op, void *arg)
{
	return of(file)->real->pMethods->xFileControl(of(file)->real, op, arg);
}

static int file_sector(sqlite3_file *file)
{
	return of(file)->real->pMethods->xSectorSize(of(file)->real);
}

static int file_traits(sqlite3_file *file)
{
	/* No promises: a write may be torn. */
	return of(file)->real->pMethods->xDeviceCharacteristics(of(file)->real) &
	       ~(SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_ATOMIC);
}

static int file_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
	if (shim.fail_from && shim.count >= shim.fail_from)
		return SQLITE_IOERR_SHMSIZE;
	if (shim.no_shared_memory)
		return SQLITE_IOERR_SHMMAP;
	return of(file)->real->pMethods->xShmMap(of(file)->real, page, size, extend, out);
}

static int file_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
	return of(file)->real->pMethods->xShmLock(of(file)->real, offset, n, flags);
}

static void file_shm_barrier(sqlite3_file *file)
{
	of(file)->real->pMethods->xShmBarrier(of(file)->real);
}

static int file_shm_unmap(sqlite3_file *file, int remove)
{
	return of(file)->real->pMethods->xShmUnmap(of(file)->real, remove);
}

static const sqlite3_io_methods methods = {2, file_close, file_read, file_write, file_truncate,
	file_sync, file_size, file_lock, file_unlock, file_check_lock, file_control, file_sector,
	file_traits, file_shm_map, file_shm_lock, file_shm_barrier, file_shm_unmap, NULL, NULL};

/* ---- the file system ---- */

static int vfs_open(
	sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
	(void)vfs;
	struct shim_file *mine = of(file);
	*mine = (struct shim_file){.real = (sqlite3_file *)(mine + 1)};
	int rc = real_vfs->xOpen(real_vfs, name, mine->real, flags, out_flags);
	if (!mine->real->pMethods)
		return rc;
	mine->base.pMethods = &methods;
	mine->path = name && flags & SQLITE_OPEN_MAIN_DB ? strdup(name) : NULL;
	mine->next = files;
	files = mine;
	return rc;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
	(void)vfs;
	if (is_the_end())
		end_process();
	return real_vfs->xDelete(real_vfs, name, sync_folder);
}

void shim_install(void)
{
	static sqlite3_vfs vfs;
	if (real_vfs)
		return;
	real_vfs = sqlite3_vfs_find(NULL);
	vfs = *real_vfs;
	vfs.szOsFile = (int)sizeof(struct shim_file) + real_vfs->szOsFile;
	vfs.zName = "shim";
	vfs.pNext = NULL;
	vfs.xOpen = vfs_open;
	vfs.xDelete = vfs_delete;
	sqlite3_vfs_register(&vfs, 1);
}
