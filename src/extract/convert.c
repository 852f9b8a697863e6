/* Old Word and WPS files, through the first converter that is installed. */
#include "page.h"
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <md5.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <yaodian/text.h>

#include "config.h"

/* Best first: what LibreOffice writes keeps automatic numbers and headings, the others give lines
 * of text. In arguments, IN is the file, DIR the folder it is in. `result` NULL: standard output.
 */
struct converter {
	const char *name;
	const char *result;
	const char *arguments[9];
};

static const struct converter converters[] = {
#if defined HAVE_LIBXML2 && defined HAVE_LIBARCHIVE
	/* What it gives is a .docx, which has to be read in turn. */
	{"soffice", "old.docx",
		{"soffice", "--headless", "--norestore", "-env:UserInstallation=file://DIR/profile",
			"--convert-to", "docx", "--outdir", "DIR", "IN"}},
#endif
	{"antiword", NULL, {"antiword", "-w", "0", "-m", "UTF-8.txt", "IN"}},
	{"catdoc", NULL, {"catdoc", "-w", "-d", "utf-8", "IN"}},
	{"wvText", "old.txt", {"wvText", "IN", "DIR/old.txt"}},
};

/* The program on the PATH, owned; NULL: not there. */
static char *find_program(const char *name)
{
	const char *path = getenv("PATH");
	for (const char *at = path ? path : "/usr/bin:/bin"; *at;) {
		size_t len = strcspn(at, ":");
		char *file = yd_format("%.*s/%s", (int)len, at, name);
		if (len && at[0] == '/' && access(file, X_OK) == 0)
			return file;
		free(file);
		at += len + (at[len] == ':');
	}
	return NULL;
}

static const struct converter *find_converter(char **program)
{
	for (size_t i = 0; i < sizeof converters / sizeof *converters; i++)
		if ((*program = find_program(converters[i].name)))
			return &converters[i];
	return NULL;
}

const char *convert_name(void)
{
	char *program = NULL;
	const struct converter *found = find_converter(&program);
	free(program);
	return found ? found->name : NULL;
}

/* ---- a folder of its own ---- */

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *place)
{
	(void)st;
	(void)kind;
	(void)place;
	remove(path);
	return 0;
}

static char *make_folder(void)
{
	const char *temporary = getenv("TMPDIR");
	char *folder = yd_format(
		"%s/yaodian-XXXXXX", temporary && temporary[0] == '/' ? temporary : "/tmp");
	if (mkdtemp(folder))
		return folder;
	free(folder);
	return NULL;
}

static bool write_file(const char *path, yd_str bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	bool done = true;
	while (bytes.len && done) {
		ssize_t wrote = write(fd, bytes.ptr, bytes.len);
		done = wrote > 0 || (wrote < 0 && errno == EINTR);
		if (wrote > 0)
			bytes = (yd_str){bytes.ptr + wrote, bytes.len - (size_t)wrote};
	}
	return close(fd) == 0 && done;
}

static bool read_file(const char *path, size_t most, yd_buf *out)
{
	enum { STEP = 1 << 16 };
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	ssize_t got = fd < 0 ? -1 : 1;
	while (got > 0 && out->len <= most) {
		yd_buf_reserve(out, STEP);
		got = read(fd, out->ptr + out->len, STEP);
		out->len += got > 0 ? (size_t)got : 0;
	}
	if (fd >= 0)
		close(fd);
	return got >= 0 && out->len <= most;
}

/* ---- running it ---- */

/* An argument with IN and DIR filled in, owned. */
static char *fill_in(const char *argument, const char *folder, const char *in)
{
	yd_buf out = {0};
	for (const char *at = argument; *at;) {
		if (strncmp(at, "DIR", 3) == 0) {
			yd_buf_puts(&out, folder);
			at += 3;
		} else if (strcmp(at, "IN") == 0) {
			yd_buf_puts(&out, in);
			at += 2;
		} else {
			yd_buf_putc(&out, *at++);
		}
	}
	return yd_buf_take(&out);
}

/*
 * LibreOffice does not start without a socket of its own in /tmp. It may make one there, but remove
 * nothing; so it is removed here, by the name that LibreOffice gives it: the MD5 of the address of
 * its profile, in UTF-16, each byte in hexadecimal without a leading zero.
 */
static void remove_socket(const char *folder)
{
	char *address = yd_format("file://%s/profile", folder);
	uint8_t digest[MD5_DIGEST_LENGTH];
	MD5_CTX state;
	yd_buf path = {0};
	MD5Init(&state);
	for (const char *at = address; *at; at++)
		MD5Update(&state, (const uint8_t[]){(uint8_t)*at, 0}, 2);
	MD5Final(digest, &state);
	yd_buf_printf(&path, "/tmp/OSL_PIPE_%u_SingleOfficeIPC_", (unsigned)getuid());
	for (size_t i = 0; i < sizeof digest; i++)
		yd_buf_printf(&path, "%x", digest[i]);
	unlink(path.ptr);
	free(address);
	yd_buf_free(&path);
}

static long long now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What takes too long is ended with all that it started, before this helper is: the folder has to
 * go. */
static bool wait_for(pid_t child, long long deadline)
{
	static const struct timespec moment = {0, 10000000};
	int status = 0;
	for (;;) {
		pid_t ended = waitpid(child, &status, WNOHANG);
		if (ended == child)
			return WIFEXITED(status) && WEXITSTATUS(status) == 0;
		if (ended < 0 && errno != EINTR)
			return false;
		if (now_ms() >= deadline)
			break;
		nanosleep(&moment, NULL);
	}
	kill(-child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return false;
}

/* In the child: never returns. */
static void become(const char *program, char **arguments, const char *folder, const char *output,
	unsigned seconds)
{
	setpgid(0, 0);
	int null = open("/dev/null", O_RDWR);
	int out = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	dup2(null, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(null, STDERR_FILENO);
	setenv("HOME", folder, 1);
	setenv("TMPDIR", folder, 1);
	signal(SIGPIPE, SIG_DFL);
	sandbox_limit_time(seconds);
	sandbox_enter_converter(folder);
	execv(program, arguments);
	_exit(127);
}

/* In milliseconds. The one who asked waits no longer than these seconds: a tenth of them, or two
 * seconds where that is less than half, is left to end the converter, tidy up and answer. */
static long long time_for_converting(unsigned seconds)
{
	long long all = (long long)seconds * 1000, tidying = all / 10 > 2000 ? all / 10 : 2000;
	return all - (tidying < all / 2 ? tidying : all / 2);
}

/* Whether it ended well, and before `deadline`. */
static bool run_once(const char *program, char **arguments, const char *folder, unsigned seconds,
	long long deadline)
{
	char *output = yd_format("%s/output", folder);
	pid_t child = fork();
	if (child == 0)
		become(program, arguments, folder, output, seconds);
	bool done = false;
	if (child > 0) {
		setpgid(child, child);
		done = wait_for(child, deadline);
	}
	free(output);
	remove_socket(folder);
	return done;
}

static bool run_converter(const struct converter *found, const char *program, const char *folder,
	const char *in, struct page *page)
{
	char *arguments[10] = {0};
	long long deadline = now_ms() + time_for_converting(page->limits.seconds);
	for (size_t i = 0; i < 9 && found->arguments[i]; i++)
		arguments[i] = fill_in(found->arguments[i], folder, in);
	bool done = run_once(program, arguments, folder, page->limits.seconds, deadline);
	/* With a new profile LibreOffice starts itself anew, which the old socket hinders. */
	if (!done && strcmp(found->name, "soffice") == 0 && now_ms() < deadline)
		done = run_once(program, arguments, folder, page->limits.seconds, deadline);
	for (size_t i = 0; i < 9; i++)
		free(arguments[i]);
	return done || page_fail(page, "%s, which reads old Word files, failed on it", found->name);
}

static bool convert_in(const char *folder, const struct converter *found, const char *program,
	yd_str bytes, struct page *page, yd_buf *out)
{
	char *in = yd_format("%s/old.doc", folder);
	char *result = yd_format("%s/%s", folder, found->result ? found->result : "output");
	bool done = write_file(in, bytes) ? run_converter(found, program, folder, in, page)
					  : page_fail(page, "%s: no room to convert it", folder);
	if (done && (!read_file(result, page->limits.input, out) || !out->len))
		done = page_fail(
			page, "%s, which reads old Word files, gave nothing for it", found->name);
	free(in);
	free(result);
	return done;
}

/* antiword draws tables: |cell   |cell   |. Rows get tabs, as in every other format. */
static void part_cells(yd_buf *text)
{
	yd_buf out = {0};
	for (size_t at = 0; at < text->len;) {
		const char *stop = memchr(text->ptr + at, '\n', text->len - at);
		size_t end = stop ? (size_t)(stop - text->ptr) : text->len;
		yd_str line = yd_text_trim((yd_str){text->ptr + at, end - at});
		bool row = line.len > 2 && line.ptr[0] == '|' && line.ptr[line.len - 1] == '|';
		if (!row)
			yd_buf_add(&out, text->ptr + at, end - at);
		for (size_t from = 1, cells = 0; row && from < line.len; cells++) {
			const char *bar = memchr(line.ptr + from, '|', line.len - from);
			size_t to = (size_t)(bar - line.ptr);
			if (cells)
				yd_buf_putc(&out, '\t');
			yd_buf_add_str(&out, yd_text_trim((yd_str){line.ptr + from, to - from}));
			from = to + 1;
		}
		yd_buf_putc(&out, '\n');
		at = end + 1;
	}
	yd_buf_free(text);
	*text = out;
}

bool convert(yd_str bytes, struct page *page, yd_buf *out)
{
	char *program = NULL;
	const struct converter *found = find_converter(&program);
	page->format = "doc";
	if (!ole_check(bytes, page)) {
		free(program);
		return false;
	}
	if (!found)
		return page_fail(page,
			"this is an old Word or WPS file, which only a converter reads: "
			"install LibreOffice (soffice), antiword, catdoc or wv, or "
			"save it as .docx");
	char *folder = make_folder();
	bool done = folder ? convert_in(folder, found, program, bytes, page, out)
			   : page_fail(page, "there is no folder to convert it in; set TMPDIR");
	if (done && strcmp(found->name, "antiword") == 0)
		part_cells(out);
	if (done && strcmp(found->name, "soffice") != 0)
		page_warn(page, "read through %s, which may lose automatic numbers", found->name);
	if (folder)
		nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(folder);
	free(program);
	return done;
}
