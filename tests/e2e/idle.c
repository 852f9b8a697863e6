/*
 * Has a program come to rest? Not while it has input to read, a thread that runs, or a thread that
 * will go on by itself before long: a key that may be the beginning of a sequence, news that are
 * looked at a moment later, a lock that is asked for again. Linux tells in which system call a
 * thread waits, and for how long (proc(5), /proc/PID/syscall).
 */
#include "term_internal.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* Milliseconds. Who waits no longer than this has something to do yet; what is held back longer, a
 * test must wait for by name. */
enum { SOON = 200 };

static bool read_file(pid_t pid, const char *thread, const char *name, char *out, size_t size)
{
	char path[300];
	snprintf(path, sizeof path, "/proc/%d/task/%s/%s", (int)pid, thread, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, out, size - 1);
	if (fd >= 0)
		close(fd);
	out[n > 0 ? n : 0] = '\0';
	return n > 0;
}

/* One that could run but has no processor is 'R', and one that waits for a disk is 'D'. */
static bool sleeps(pid_t pid, const char *thread)
{
	char stat[512];
	read_file(pid, thread, "stat", stat, sizeof stat);
	/* "PID (NAME) STATE …", and a name may hold brackets. */
	const char *end = strrchr(stat, ')');
	return !end || (end[1] && !strchr("RD", end[2]));
}

/* The time at an address of the program, in milliseconds; LONG_MAX: it waits for ever, or cannot be
 * asked. */
static long time_at(pid_t pid, unsigned long address)
{
	struct timespec time = {0};
	struct iovec here = {&time, sizeof time}, there = {(void *)address, sizeof time};
	if (!address || process_vm_readv(pid, &here, 1, &there, 1, 0) != (ssize_t)sizeof time)
		return LONG_MAX;
	return (long)(time.tv_sec * 1000 + time.tv_nsec / 1000000);
}

/* How long a sleeping thread waits at most. */
static long waits_for(pid_t pid, const char *thread)
{
	char call[256];
	long number;
	unsigned long args[3];
	if (!read_file(pid, thread, "syscall", call, sizeof call) ||
		sscanf(call, "%ld %lx %lx %lx", &number, &args[0], &args[1], &args[2]) != 4)
		return LONG_MAX;
#ifdef SYS_poll
	if (number == SYS_poll)
		return (int)args[2] < 0 ? LONG_MAX : (int)args[2];
#endif
	if (number == SYS_ppoll || number == SYS_clock_nanosleep)
		return time_at(pid, args[2]);
	return number == SYS_nanosleep ? time_at(pid, args[0]) : LONG_MAX;
}

int term_unsure(const term *t)
{
	char call[8], thread[16];
	snprintf(thread, sizeof thread, "%d", (int)t->pid);
	return read_file(t->pid, thread, "syscall", call, sizeof call) ? 0 : SOON;
}

bool term_idle(term *t)
{
	int waiting = 0;
	if (ioctl(t->slave, FIONREAD, &waiting) == 0 && waiting > 0)
		return false;
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/task", (int)t->pid);
	DIR *threads = opendir(path);
	if (!threads)
		return true;
	bool idle = true;
	for (struct dirent *entry; idle && (entry = readdir(threads));)
		idle = entry->d_name[0] == '.' ||
		       (sleeps(t->pid, entry->d_name) && waits_for(t->pid, entry->d_name) > SOON);
	closedir(threads);
	return idle;
}
