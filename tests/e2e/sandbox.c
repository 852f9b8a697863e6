#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glob.h>
#include <grp.h>
#include <limits.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

enum { NOBODY = 65534, MAX_ENV = 64, MAX_ARGS = 32 };

struct sandbox {
	char root[PATH_MAX];
	char binary[PATH_MAX + 16];
	char *env[MAX_ENV];
	bool nobody;
	char *input; /* for standard input; NULL: /dev/null */
	yd_buf paths[8];
	unsigned next_path;
};

static const char *program_under_test(void)
{
	const char *binary = getenv("YD_BINARY");
	return binary ? binary : "./yaodian";
}

sandbox *sandbox_new(void)
{
	sandbox *box = yd_alloc(sizeof *box);
	const char *folder = getenv("TMPDIR");
	snprintf(box->root, sizeof box->root, "%s/yaodian-test-XXXXXX", folder ? folder : "/tmp");
	if (!mkdtemp(box->root))
		fail_msg("%s: %s", box->root, strerror(errno));
	if (!realpath(program_under_test(), box->binary))
		fail_msg("%s: %s; set YD_BINARY", program_under_test(), strerror(errno));
	const char *kept[] = {"PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TMPDIR",
		"LD_LIBRARY_PATH", "TERMINFO"};
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		sandbox_env(box, kept[i], getenv(kept[i]));
	sandbox_env(box, "HOME", sandbox_path(box, "home"));
	sandbox_env(box, "XDG_DATA_HOME", sandbox_path(box, "data"));
	sandbox_env(box, "XDG_CONFIG_HOME", sandbox_path(box, "config"));
	sandbox_env(box, "XDG_CACHE_HOME", sandbox_path(box, "cache"));
	sandbox_env(box, "LANG", "C.UTF-8");
	sandbox_env(box, "TERM", "xterm-256color");
	mkdir(sandbox_path(box, "home"), 0755);
	/* A clause that is read because the test takes long would be another screen. */
	sandbox_puts(box, "config/yaodian/config", "set read-after 0\n");
	return box;
}

static int remove_entry(const char *path, const struct stat *about, int type, struct FTW *where)
{
	(void)about, (void)type, (void)where;
	remove(path);
	return 0;
}

void sandbox_free(sandbox *box)
{
	if (!box)
		return;
	nftw(box->root, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	for (int i = 0; i < MAX_ENV; i++)
		free(box->env[i]);
	for (size_t i = 0; i < sizeof box->paths / sizeof *box->paths; i++)
		yd_buf_free(&box->paths[i]);
	free(box->input);
	free(box);
}

const char *sandbox_path(sandbox *box, const char *name)
{
	yd_buf *path = &box->paths[box->next_path++ % 8];
	yd_buf_clear(path);
	yd_buf_printf(path, "%s/%s", box->root, name);
	return path->ptr;
}

void sandbox_env(sandbox *box, const char *name, const char *value)
{
	size_t len = strlen(name);
	int at = 0;
	while (box->env[at] && !(strncmp(box->env[at], name, len) == 0 && box->env[at][len] == '='))
		at++;
	assert_true(at < MAX_ENV - 1);
	char *entry = value ? yd_format("%s=%s", name, value) : NULL;
	bool there = box->env[at] != NULL;
	free(box->env[at]);
	box->env[at] = entry;
	/* The list ends at the first NULL: the last entry closes a hole. */
	if (!entry && there) {
		int last = at;
		while (box->env[last + 1])
			last++;
		box->env[at] = box->env[last];
		box->env[last] = NULL;
	}
}

static int give_to_nobody(const char *path, const struct stat *about, int type, struct FTW *where)
{
	(void)about, (void)type, (void)where;
	return lchown(path, NOBODY, NOBODY);
}

bool sandbox_become_nobody(sandbox *box)
{
	if (geteuid() != 0)
		return false;
	/* The build may stand where only root looks: the program comes along. */
	char *copy = yd_format("%s/yaodian", box->root);
	if (strcmp(copy, box->binary) != 0) {
		char *command = yd_format("cp '%s' '%s'", box->binary, copy);
		assert_int_equal(system(command), 0);
		free(command);
		snprintf(box->binary, sizeof box->binary, "%s", copy);
	}
	free(copy);
	nftw(box->root, give_to_nobody, 16, FTW_PHYS);
	box->nobody = true;
	return true;
}

static void make_folders(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0755);
		*slash = '/';
	}
}

void sandbox_write(sandbox *box, const char *name, const void *bytes, size_t len)
{
	char *path = yd_strdup(sandbox_path(box, name));
	make_folders(path);
	FILE *file = fopen(path, "wb");
	if (!file || fwrite(bytes, 1, len, file) != len || fclose(file) != 0)
		fail_msg("%s: %s", path, strerror(errno));
	free(path);
}

void sandbox_puts(sandbox *box, const char *name, const char *text)
{
	sandbox_write(box, name, text, strlen(text));
}

const char *sandbox_script(sandbox *box, const char *name, const char *lines)
{
	char *text = yd_format("#!/bin/sh\n%s\n", lines);
	sandbox_puts(box, name, text);
	free(text);
	const char *path = sandbox_path(box, name);
	chmod(path, 0755);
	return path;
}

static term *start(sandbox *box, int columns, int rows, const char *const *argv, bool blind)
{
	term_options options = {
		.argv = argv,
		.env = (const char *const *)box->env,
		.directory = sandbox_path(box, "home"),
		.columns = columns,
		.rows = rows,
		.blind = blind,
		.as_nobody = box->nobody,
	};
	return term_start(&options);
}

term *sandbox_start(sandbox *box, int columns, int rows, const char *const *argv)
{
	return start(box, columns, rows, argv, false);
}

term *sandbox_start_blind(sandbox *box, int columns, int rows, const char *const *argv)
{
	return start(box, columns, rows, argv ? argv : (const char *[]){box->binary, NULL}, true);
}

term *sandbox_browse(sandbox *box, int columns, int rows, const char *const *argv)
{
	const char *all[MAX_ARGS] = {box->binary};
	for (int i = 0; argv && argv[i] && i < MAX_ARGS - 2; i++)
		all[i + 1] = argv[i];
	return sandbox_start(box, columns, rows, all);
}

void sandbox_input(sandbox *box, const char *name)
{
	free(box->input);
	box->input = name ? yd_strdup(sandbox_path(box, name)) : NULL;
}

static _Noreturn void run_quietly(
	sandbox *box, const char *const *argv, const int output[2], const int errors[2])
{
	setsid();
	int input = open(box->input ? box->input : "/dev/null", O_RDONLY);
	dup2(input, 0);
	dup2(output[1], 1);
	dup2(errors[1], 2);
	for (int fd = 3; fd < 256; fd++)
		close(fd);
	if (chdir(sandbox_path(box, "home")) != 0)
		_exit(126);
	if (box->nobody && (setgroups(0, NULL) != 0 || setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
		_exit(126);
	environ = box->env;
	execv(argv[0], (char *const *)argv);
	_exit(127);
}

/* Reads both pipes to their ends. */
static bool collect(int output, int errors, yd_buf *out, yd_buf *err)
{
	struct pollfd ends[2] = {{output, POLLIN, 0}, {errors, POLLIN, 0}};
	yd_buf *bufs[2] = {out, err};
	double limit = term_now() + TERM_PATIENCE;
	while (ends[0].fd >= 0 || ends[1].fd >= 0) {
		if (term_now() > limit)
			return false;
		poll(ends, 2, 100);
		for (int i = 0; i < 2; i++) {
			char bytes[65536];
			if (ends[i].fd < 0 || !(ends[i].revents & (POLLIN | POLLHUP)))
				continue;
			ssize_t n = read(ends[i].fd, bytes, sizeof bytes);
			if (n > 0 && bufs[i])
				yd_buf_add(bufs[i], bytes, (size_t)n);
			if (n <= 0)
				ends[i].fd = -1;
		}
	}
	return true;
}

int sandbox_run_list(sandbox *box, yd_buf *out, yd_buf *err, const char *const *args)
{
	const char *argv[MAX_ARGS] = {box->binary};
	for (int n = 0; args[n]; n++) {
		assert_true(n < MAX_ARGS - 2);
		argv[n + 1] = args[n];
	}
	int output[2], errors[2];
	if (pipe2(output, O_CLOEXEC) != 0 || pipe2(errors, O_CLOEXEC) != 0)
		fail_msg("pipe: %s", strerror(errno));
	pid_t pid = fork();
	if (pid == 0)
		run_quietly(box, argv, output, errors);
	close(output[1]);
	close(errors[1]);
	bool ended = collect(output[0], errors[0], out, err);
	close(output[0]);
	close(errors[0]);
	if (!ended)
		kill(pid, SIGKILL);
	int status = 0;
	waitpid(pid, &status, 0);
	if (!ended)
		fail_msg("%s %s does not end", argv[0], argv[1] ? argv[1] : "");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* The arguments of a call that ends with NULL, in `list`. */
static void gather(va_list args, const char *list[MAX_ARGS])
{
	for (int n = 0; n < MAX_ARGS - 1 && (list[n] = va_arg(args, const char *)); n++)
		continue;
}

int sandbox_run(sandbox *box, yd_buf *output, yd_buf *errors, ...)
{
	const char *list[MAX_ARGS] = {NULL};
	va_list args;
	va_start(args, errors);
	gather(args, list);
	va_end(args);
	return sandbox_run_list(box, output, errors, list);
}

void sandbox_must(sandbox *box, ...)
{
	const char *list[MAX_ARGS] = {NULL};
	va_list args;
	va_start(args, box);
	gather(args, list);
	va_end(args);
	sandbox_must_list(box, list);
}

void sandbox_must_list(sandbox *box, const char *const *args)
{
	yd_buf err = {0};
	int status = sandbox_run_list(box, NULL, &err, args);
	if (status != 0)
		print_error("%s", err.ptr ? err.ptr : "");
	yd_buf_free(&err);
	assert_int_equal(status, 0);
}

void sandbox_import(sandbox *box, const char *folder)
{
	char *pattern = yd_format("%s/*.txt", folder);
	glob_t files;
	assert_int_equal(glob(pattern, 0, NULL, &files), 0);
	free(pattern);
	const char *args[MAX_ARGS] = {"import"};
	assert_true(files.gl_pathc < MAX_ARGS - 2);
	for (size_t i = 0; i < files.gl_pathc; i++)
		args[i + 1] = files.gl_pathv[i];
	sandbox_must_list(box, args);
	globfree(&files);
}

/* ---- material ---- */

static const char *folder_below(const char *base, const char *name, char out[PATH_MAX])
{
	struct stat about;
	snprintf(out, PATH_MAX, "%s/%s", base, name);
	return stat(out, &about) == 0 && S_ISDIR(about.st_mode) ? out : NULL;
}

static const char *source_folder(void)
{
	const char *source = getenv("YD_SOURCE");
	return source ? source : ".";
}

const char *samples_folder(void)
{
	static char path[PATH_MAX];
	return folder_below(source_folder(), "data/samples", path);
}

const char *corpus_folder(void)
{
	static char path[PATH_MAX];
	const char *given = getenv("YD_SHARED");
	char *shared = given ? yd_strdup(given) : yd_format("%s/../shared", source_folder());
	const char *found = folder_below(shared, "corpus", path);
	if (!found)
		print_message("skipped: %s/corpus is not there\n", shared);
	free(shared);
	return found;
}

bool is_sanitized(void)
{
	const char *value = getenv("YD_SANITIZED");
	return value && *value;
}
