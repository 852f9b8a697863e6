#include "sandbox.h"

#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config.h"

#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif
#ifdef HAVE_LINUX_LANDLOCK_H
#include <linux/landlock.h>
#endif
#ifdef HAVE_SECCOMP
#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#endif

/* Neither Landlock nor seccomp takes away what is already open. */
void sandbox_close_inherited(void)
{
#ifdef HAVE_CLOSEFROM
	closefrom(STDERR_FILENO + 1);
#else
	long most = sysconf(_SC_OPEN_MAX);
	for (int fd = STDERR_FILENO + 1; fd < most; fd++)
		close(fd);
#endif
}

static void limit(int resource, rlim_t most)
{
	struct rlimit now;
	if (getrlimit(resource, &now) != 0)
		return;
	if (now.rlim_max != RLIM_INFINITY && now.rlim_max < most)
		most = now.rlim_max;
	now.rlim_cur = now.rlim_max = most;
	setrlimit(resource, &now);
}

void sandbox_limit(const struct limits *limits)
{
/* AddressSanitizer keeps its shadow in terabytes of address space. */
#if !defined __SANITIZE_ADDRESS__
	limit(RLIMIT_AS, limits->memory);
#else
	(void)limits;
#endif
	limit(RLIMIT_CORE, 0);
}

void sandbox_limit_time(unsigned seconds)
{
	struct rusage used;
	struct rlimit now;
	if (getrusage(RUSAGE_SELF, &used) != 0 || getrlimit(RLIMIT_CPU, &now) != 0)
		return;
	rlim_t until = (rlim_t)used.ru_utime.tv_sec + (rlim_t)used.ru_stime.tv_sec + seconds + 1;
	if (now.rlim_max == RLIM_INFINITY || until <= now.rlim_max) {
		now.rlim_cur = until;
		setrlimit(RLIMIT_CPU, &now);
	}
}

/* ---- files: Landlock ---- */

#ifdef HAVE_LINUX_LANDLOCK_H
/* Numbers of rights by version of the kernel's interface; headers may be older than the kernel. */
static uint64_t file_rights(long version)
{
	uint64_t rights = (1ull << 13) - 1;
	if (version >= 2)
		rights |= 1ull << 13; /* REFER */
	if (version >= 3)
		rights |= 1ull << 14; /* TRUNCATE */
	if (version >= 5)
		rights |= 1ull << 15; /* IOCTL_DEV */
	return rights;
}

static void allow_below(int rules, const char *path, uint64_t rights)
{
	struct landlock_path_beneath_attr rule = {.allowed_access = rights};
	rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (rule.parent_fd < 0)
		return;
	syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
}

/* What finding names and trusting certificates takes, on the distributions that are known. */
static const char *const for_network[] = {"/etc/resolv.conf", "/etc/hosts", "/etc/host.conf",
	"/etc/nsswitch.conf", "/etc/gai.conf", "/etc/services", "/etc/protocols",
	"/etc/ld.so.cache", "/etc/localtime", "/etc/ssl", "/etc/pki", "/etc/pkcs11",
	"/etc/ca-certificates", "/etc/gnutls", "/etc/crypto-policies", "/usr/share/ca-certificates",
	"/usr/share/pki", "/usr/local/share/ca-certificates", "/usr/share/p11-kit",
	"/usr/share/zoneinfo", "/run/systemd/resolve", "/run/resolvconf", "/run/NetworkManager",
	"/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/dev/urandom"};

/* Where may be read: nowhere but for the character maps; everywhere, with one folder to write to
 * and sockets made in /tmp; or for_network. */
enum reach { REACH_MAPS, REACH_CONVERTER, REACH_NETWORK };

static void allow_network_files(int rules)
{
	enum { READ_FILE = 4, READ_DIR = 8 };
	for (size_t i = 0; i < sizeof for_network / sizeof *for_network; i++) {
		struct stat about;
		if (stat(for_network[i], &about) == 0)
			allow_below(rules, for_network[i],
				READ_FILE | (S_ISDIR(about.st_mode) ? READ_DIR : 0));
	}
}

static bool confine_files(enum reach reach, const char *write_below)
{
	enum { EXECUTE = 1, WRITE_FILE = 2, READ_FILE = 4, READ_DIR = 8, MAKE_SOCK = 1 << 9 };
	enum { BIND = 1, CONNECT = 2 };
	/* The kernel's structure grew; it takes the first fields alone. */
	struct {
		uint64_t files, network;
	} attr;
	long version =
		syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	if (version < 1)
		return false;
	attr.files = file_rights(version);
	attr.network = reach == REACH_NETWORK ? BIND : BIND | CONNECT; /* by TCP */
	int rules =
		(int)syscall(SYS_landlock_create_ruleset, &attr, version >= 4 ? sizeof attr : 8, 0);
	if (rules < 0)
		return false;
	if (reach == REACH_CONVERTER) {
		allow_below(rules, "/", EXECUTE | READ_FILE | READ_DIR);
		allow_below(rules, write_below, attr.files);
		allow_below(rules, "/dev/null", READ_FILE | WRITE_FILE);
		allow_below(rules, "/tmp", MAKE_SOCK);
	} else if (reach == REACH_NETWORK) {
		allow_network_files(rules);
	} else {
		allow_below(rules, YD_POPPLER_DATA, READ_FILE | READ_DIR);
	}
	bool done = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	close(rules);
	return done;
}
#else
enum reach { REACH_MAPS, REACH_CONVERTER, REACH_NETWORK };

static bool confine_files(enum reach reach, const char *write_below)
{
	(void)reach, (void)write_below;
	return false;
}
#endif

/* ---- system calls: seccomp ---- */

#ifdef HAVE_SECCOMP
/* What memory, the open descriptors and the C library need. Opening is there only where Landlock
 * says what. */
static const char *const allowed[] = {"read", "readv", "pread64", "write", "writev", "close",
	"lseek", "_llseek", "fstat", "fstat64", "newfstatat", "statx", "brk", "mmap", "mmap2",
	"munmap", "mremap", "mprotect", "madvise", "futex", "futex_time64", "rt_sigreturn",
	"sigreturn", "rt_sigaction", "rt_sigprocmask", "sigaltstack", "clock_gettime",
	"clock_gettime64", "gettimeofday", "time", "getpid", "gettid", "tgkill", "getrandom",
	"getrlimit", "setrlimit", "ugetrlimit", "prlimit64", "getrusage", "sched_yield",
	"sched_getaffinity", "poll", "ppoll", "recvfrom", "recvmsg", "sendto", "exit", "exit_group",
	"restart_syscall", "rseq", "set_robust_list", "fcntl", "fcntl64"};
static const char *const reading[] = {"openat", "open", "getdents64", "getdents", "access",
	"faccessat", "faccessat2", "readlink", "readlinkat", "stat", "lstat"};
static const char *const networking[] = {"socket", "connect", "getsockopt", "setsockopt",
	"getsockname", "getpeername", "sendmsg", "sendmmsg", "recvmmsg", "shutdown", "socketpair",
	"pipe", "pipe2", "eventfd2", "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait",
	"uname", "sysinfo", "getuid", "geteuid", "getgid", "getegid", "getppid", "membarrier",
	"set_tid_address", "clock_nanosleep", "clock_nanosleep_time64", "nanosleep", "ppoll_time64",
	"pselect6", "select", "statfs", "fstatfs"};

static bool allow(scmp_filter_ctx filter, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int number = seccomp_syscall_resolve_name(names[i]);
		/* A name that this processor has no call for is no loss. */
		if (number != __NR_SCMP_ERROR)
			seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 0);
	}
	return true;
}

/* Names are asked for by threads. What clone3() is told cannot be looked at: where it is not there,
 * the C library does with clone(), of which only threads are allowed. */
static void allow_threads(scmp_filter_ctx filter)
{
	seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
	seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
		SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
	seccomp_rule_add(
		filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, SCMP_A1(SCMP_CMP_EQ, FIONREAD, 0));
}

static bool confine_calls(bool files_confined, enum reach reach)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	if (!filter)
		return false;
	allow(filter, allowed, sizeof allowed / sizeof *allowed);
	if (files_confined || reach == REACH_NETWORK)
		allow(filter, reading, sizeof reading / sizeof *reading);
	if (reach == REACH_NETWORK) {
		allow(filter, networking, sizeof networking / sizeof *networking);
		allow_threads(filter);
	}
	bool done = seccomp_load(filter) == 0;
	seccomp_release(filter);
	return done;
}
#else
static bool confine_calls(bool files_confined, enum reach reach)
{
	(void)files_confined, (void)reach;
	return false;
}
#endif

static void no_new_rights(void)
{
#ifdef __linux__
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
#endif
}

static void enter(enum reach reach, yd_buf *what)
{
	no_new_rights();
	bool files = confine_files(reach, NULL);
	bool calls = confine_calls(files, reach);
	yd_buf_printf(what, "confined by%s%s%s\n", files ? " landlock" : "",
		calls ? " seccomp" : "", files || calls ? "" : " its limits alone");
}

void sandbox_enter(yd_buf *what)
{
	enter(REACH_MAPS, what);
}

void sandbox_enter_network(yd_buf *what)
{
	enter(REACH_NETWORK, what);
}

void sandbox_enter_converter(const char *folder)
{
	no_new_rights();
	confine_files(REACH_CONVERTER, folder);
}
