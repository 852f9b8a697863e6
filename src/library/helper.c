/* Running yaodian-extract: finding, starting, asking, ending. */
#include "helper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <yaodian/extract.h>
#include <yaodian/limits.h>

extern char **environ;

/* What a library keeps of each document is given back when the helper ends: after so many. */
enum { DOCUMENTS_EACH = 500, READ_STEP = 1 << 16, ENDED_LOOK_MS = 5 };

struct helper {
	pthread_mutex_t lock;
	pid_t process; /* 0: not running */
	int socket;
	unsigned documents;
};

/* ---- finding it ---- */

static char *in_folder_of_program(const char *below, const char *name)
{
	char path[4096];
	ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
	char *slash;
	if (len <= 0)
		return NULL;
	path[len] = '\0';
	slash = strrchr(path, '/');
	if (!slash)
		return NULL;
	slash[1] = '\0';
	return yd_format("%s%s%s", path, below, name);
}

/* What YAODIAN_EXTRACT says; the other helper stands beside that one. NULL: nothing. */
static char *told_helper(const char *name)
{
	const char *told = getenv("YAODIAN_EXTRACT"), *slash = told ? strrchr(told, '/') : NULL;
	if (!told || !*told || strcmp(name, YD_EXTRACT_PROGRAM) == 0)
		return told && *told ? yd_strdup(told) : NULL;
	return slash ? yd_format("%.*s/%s", (int)(slash - told), told, name) : yd_strdup(name);
}

/* Beside the program (a build), where an installation moved as a whole has it, where it was
 * installed. Owned. */
static char *find_helper(const char *name)
{
	char *told = told_helper(name);
	if (told)
		return told;
	char *places[] = {in_folder_of_program("", name), in_folder_of_program("../libexec/", name),
		yd_format("%s/%s", YD_LIBEXECDIR, name)};
	char *found = NULL;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		if (!found && places[i] && access(places[i], X_OK) == 0)
			found = places[i];
		else
			free(places[i]);
	}
	return found;
}

/* ---- starting and ending ---- */

struct helper *helper_new(void)
{
	struct helper *out = yd_alloc(sizeof *out);
	pthread_mutex_init(&out->lock, NULL);
	return out;
}

static void stop(struct helper *helper)
{
	if (!helper->process)
		return;
	close(helper->socket);
	kill(helper->process, SIGKILL);
	while (waitpid(helper->process, NULL, 0) < 0 && errno == EINTR)
		;
	helper->process = 0;
}

void helper_free(struct helper *helper)
{
	if (!helper)
		return;
	stop(helper);
	pthread_mutex_destroy(&helper->lock);
	free(helper);
}

/* In a process group of its own, so that Ctrl-C reaches the program alone, which ends it. What
 * libraries complain about on standard error would land on the screen. */
static int spawn(
	const char *program, const char *name, const char *argument, int end, pid_t *process)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none, all;
	char *arguments[] = {(char *)(uintptr_t)name, (char *)(uintptr_t)argument, NULL};
	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, end, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&files, end, STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes,
		POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setpgroup(&attributes, 0);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &all);
	int failed = posix_spawn(process, program, &files, &attributes, arguments, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&files);
	return failed;
}

int helper_launch(const char *name, const char *argument, int *end, pid_t *process, char **program)
{
	int ends[2];
	*program = find_helper(name);
	if (!*program)
		return ENOENT;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return errno;
	int failed = spawn(*program, name, argument, ends[1], process);
	close(ends[1]);
	if (failed)
		close(ends[0]);
	else
		*end = ends[0];
	return failed;
}

static yd_status start(struct helper *helper, const char *name, const char *argument, yd_error *err)
{
	char *program;
	int failed = helper_launch(
		YD_EXTRACT_PROGRAM, argument, &helper->socket, &helper->process, &program);
	helper->documents = 0;
	if (failed)
		helper->process = 0;
	if (!program)
		return yd_fail(err, YD_INVALID, name,
			"this is no plain UTF-8 text, and yaodian-extract, which reads other "
			"formats, is not installed");
	if (failed)
		yd_fail(err, YD_INVALID, name,
			"this is no plain UTF-8 text, and %s, which reads other formats, cannot be "
			"started: %s",
			program, strerror(failed));
	free(program);
	return failed ? YD_INVALID : YD_OK;
}

/* ---- asking ---- */

/* One exchange: what is still to be written, what was read, and when it must be done. */
struct exchange {
	yd_str head, bytes;
	yd_buf answer;
	unsigned seconds;
	long long deadline; /* milliseconds of the monotonic clock */
};

static long long now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool write_some(struct helper *helper, yd_str *from)
{
	ssize_t done = send(helper->socket, from->ptr, from->len, MSG_NOSIGNAL | MSG_DONTWAIT);
	if (done < 0)
		return errno == EAGAIN || errno == EINTR;
	from->ptr += done;
	from->len -= (size_t)done;
	return true;
}

static bool read_some(struct helper *helper, yd_buf *to)
{
	yd_buf_reserve(to, READ_STEP);
	ssize_t got = recv(helper->socket, to->ptr + to->len, READ_STEP, MSG_DONTWAIT);
	if (got < 0)
		return errno == EAGAIN || errno == EINTR;
	to->len += (size_t)got;
	to->ptr[to->len] = '\0';
	return got > 0;
}

/* The last line that was read is "end N": only paragraphs begin otherwise, and they begin with "p
 * ". */
static bool is_complete(const yd_buf *answer)
{
	if (!answer->len || answer->ptr[answer->len - 1] != '\n')
		return false;
	const char *before = memrchr(answer->ptr, '\n', answer->len - 1);
	const char *line = before ? before + 1 : answer->ptr;
	return strncmp(line, "end ", 4) == 0;
}

/* YD_END: it ended or closed its side; YD_BUSY: the time is over; YD_DAMAGED: its answer has no
 * end. */
static yd_status talk(struct helper *helper, struct exchange *exchange)
{
	while (!is_complete(&exchange->answer)) {
		yd_str *out = exchange->head.len ? &exchange->head : &exchange->bytes;
		long long left = exchange->deadline - now_ms();
		struct pollfd poll_for = {helper->socket, POLLIN, 0};
		if (out->len)
			poll_for.events |= POLLOUT;
		if (left <= 0)
			return YD_BUSY;
		/* A signal that the program catches does not stop this: Ctrl-C stops an import
		 * behind the document at hand, and the time for one is limited. */
		if (poll(&poll_for, 1, left < 60000 ? (int)left : 60000) <= 0)
			continue;
		if (poll_for.revents & POLLOUT && out->len && !write_some(helper, out))
			out->len = 0;
		if (poll_for.revents & (POLLIN | POLLHUP | POLLERR) &&
			!read_some(helper, &exchange->answer))
			return YD_END;
		if (exchange->answer.len > 2 * (size_t)YD_INTAKE_MAX_BYTES)
			return YD_DAMAGED;
	}
	return YD_OK;
}

/* It said no more. Has it ended by itself, before the time is over? *status is that of waitpid().
 */
static bool has_ended(struct helper *helper, long long deadline, int *status)
{
	pid_t got;
	*status = 0;
	while ((got = waitpid(helper->process, status, WNOHANG)) == 0 && now_ms() < deadline)
		poll(NULL, 0, ENDED_LOOK_MS);
	if (got == 0)
		return false;
	close(helper->socket);
	helper->process = 0;
	return true;
}

static yd_status fail_slow(const char *name, unsigned seconds, yd_error *err)
{
	return yd_fail(err, YD_INVALID, name,
		"reading it takes more than %u s; YAODIAN_EXTRACT_SECONDS allows "
		"more",
		seconds);
}

static yd_status fail_ended(const char *name, int status, unsigned seconds, yd_error *err)
{
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
		return fail_slow(name, seconds, err);
	if (WIFSIGNALED(status))
		return yd_fail(err, YD_INVALID, name,
			"reading it ended yaodian-extract by signal %d: it is damaged, or needs "
			"more memory than YAODIAN_EXTRACT_MEMORY allows",
			WTERMSIG(status));
	return yd_fail(err, YD_INVALID, name,
		"reading it ended yaodian-extract with status %d: it is damaged, or needs more "
		"memory than YAODIAN_EXTRACT_MEMORY allows",
		WEXITSTATUS(status));
}

static yd_status understand(const char *name, yd_str answer, yd_extracted *out, yd_error *err)
{
	yd_str greeting = YD_STR(YD_EXTRACT_GREETING "\n");
	if (!yd_str_starts(answer, greeting))
		return yd_fail(err, YD_DAMAGED, name,
			"yaodian-extract is another version's: install both from one build");
	return extracted_read(
		name, (yd_str){answer.ptr + greeting.len, answer.len - greeting.len}, out, err);
}

static yd_status ask(struct helper *helper, const char *name, yd_str bytes, const char *charset,
	yd_extracted *out, yd_error *err)
{
	yd_buf head = {0};
	yd_buf_puts(&head, YD_EXTRACT_GREETING "\n");
	if (charset)
		yd_buf_printf(&head, "charset %s\n", charset);
	yd_buf_printf(&head, "bytes %zu\n", bytes.len);
	struct exchange exchange = {.head = yd_buf_str(&head),
		.bytes = bytes,
		.seconds = (unsigned)yd_limit_of(YD_LIMIT_EXTRACT_SECONDS)};
	exchange.deadline = now_ms() + (long long)exchange.seconds * 1000;
	int ended;
	yd_status status = talk(helper, &exchange);
	if (status == YD_END && has_ended(helper, exchange.deadline, &ended)) {
		status = fail_ended(name, ended, exchange.seconds, err);
	} else if (status == YD_BUSY || status == YD_END) {
		stop(helper);
		status = fail_slow(name, exchange.seconds, err);
	} else if (status == YD_OK) {
		status = understand(name, yd_buf_str(&exchange.answer), out, err);
	} else {
		status = yd_fail(err, YD_DAMAGED, name,
			"yaodian-extract gave more text than a document can have");
	}
	/* What answers anything else is not asked again. */
	if (status == YD_DAMAGED) {
		stop(helper);
		status = YD_INVALID;
		if (err)
			err->status = status;
	}
	yd_buf_free(&head);
	yd_buf_free(&exchange.answer);
	return status;
}

/* Old Word files are read through another program, which the helper that stays may not start: each
 * has one of its own. */
static bool needs_converter(yd_str bytes)
{
	return yd_str_starts(bytes, YD_STR("\320\317\021\340\241\261\032\341"));
}

yd_status helper_extract(void *context, const char *name, yd_str bytes, const char *charset,
	yd_extracted *out, yd_error *err)
{
	struct helper *shared = context, once = {0};
	yd_status status = YD_OK;
	if (needs_converter(bytes)) {
		status = start(&once, name, "--convert", err);
		if (status == YD_OK)
			status = ask(&once, name, bytes, charset, out, err);
		stop(&once);
		return status;
	}
	pthread_mutex_lock(&shared->lock);
	if (shared->process && shared->documents >= DOCUMENTS_EACH)
		stop(shared);
	if (!shared->process)
		status = start(shared, name, NULL, err);
	if (status == YD_OK)
		status = ask(shared, name, bytes, charset, out, err);
	shared->documents++;
	pthread_mutex_unlock(&shared->lock);
	return status;
}
