/*
 * yaodian-extract: the helper of yaodian that reads file formats. extract.h has what it says and
 * hears.
 *
 *   yaodian-extract            answers requests until its input ends
 *   yaodian-extract --convert  answers one request, for an old Word or WPS file, by another program
 *   yaodian-extract --formats  which formats this build reads, and what it is confined by
 */
#include "page.h"
#include "sandbox.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct request {
	char charset[32];
	yd_buf bytes;
};

#ifdef __SANITIZE_ADDRESS__
/* Looking for leaks at the end takes rights that were given up; the tests look, in a process that
 * keeps them. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}
#endif

/* ---- input and output, through the descriptors alone ---- */

static bool read_exactly(char *to, size_t len)
{
	while (len) {
		ssize_t got = read(STDIN_FILENO, to, len);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		to += got;
		len -= (size_t)got;
	}
	return true;
}

static bool read_line(char *line, size_t size)
{
	for (size_t len = 0; len + 1 < size; len++) {
		if (!read_exactly(line + len, 1))
			return false;
		if (line[len] == '\n') {
			line[len] = '\0';
			return true;
		}
	}
	return false;
}

static bool write_all(yd_str bytes)
{
	while (bytes.len) {
		ssize_t done = write(STDOUT_FILENO, bytes.ptr, bytes.len);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		bytes.ptr += done;
		bytes.len -= (size_t)done;
	}
	return true;
}

/* False at the end of the input, and for anything that is no request. */
static bool read_request(const struct limits *limits, struct request *out)
{
	enum { LINE = 128 };
	char line[LINE];
	yd_buf_clear(&out->bytes);
	out->charset[0] = '\0';
	if (!read_line(line, sizeof line) || strcmp(line, YD_EXTRACT_GREETING) != 0)
		return false;
	while (read_line(line, sizeof line)) {
		if (strncmp(line, "charset ", 8) == 0) {
			snprintf(out->charset, sizeof out->charset, "%.31s", line + 8);
		} else if (strncmp(line, "bytes ", 6) == 0) {
			size_t len = strtoul(line + 6, NULL, 10);
			/* More than may be read at all is not taken in. */
			if (len > limits->input + limits->memory)
				return false;
			yd_buf_reserve(&out->bytes, len + 1);
			if (!read_exactly(out->bytes.ptr, len))
				return false;
			out->bytes.len = len;
			out->bytes.ptr[len] = '\0';
			return true;
		} else {
			return false;
		}
	}
	return false;
}

static bool greeted;

static void greet(void)
{
	if (!greeted)
		write_all(YD_STR(YD_EXTRACT_GREETING "\n"));
	greeted = true;
}

/* Memory may end while a request is still being read. */
static void out_of_memory(const char *message)
{
	static const char answer[] = "format unknown\nerror it needs more memory than the limit; "
				     "YAODIAN_EXTRACT_MEMORY raises it\nend 0\n";
	(void)message;
	greet();
	write_all((yd_str){answer, sizeof answer - 1});
}

static bool answer(const struct request *request, const struct limits *limits, bool may_convert)
{
	yd_buf converted = {0}, text = {0};
	struct page page = {.limits = *limits};
	yd_str bytes = yd_buf_str(&request->bytes);
	greet();
	if (may_convert && convert(bytes, &page, &converted))
		bytes = yd_buf_str(&converted);
	if (may_convert)
		sandbox_enter(&text);
	yd_buf_clear(&text);
	if (!page.error)
		extract(bytes, request->charset[0] ? request->charset : NULL, &page);
	answer_write(&page, &text);
	bool done = write_all(yd_buf_str(&text));
	greeted = false;
	page_free(&page);
	yd_buf_free(&converted);
	yd_buf_free(&text);
	return done;
}

static int print_formats(void)
{
	yd_buf out = {0};
	extract_formats(&out);
	sandbox_enter(&out);
	bool done = write_all(yd_buf_str(&out));
	yd_buf_free(&out);
	return done ? 0 : 1;
}

int main(int argc, char **argv)
{
	sandbox_close_inherited();
	struct limits limits = limits_read();
	bool converts = argc == 2 && strcmp(argv[1], "--convert") == 0;
	yd_buf what = {0};
	struct request request = {0};
	extract_warm_up();
	if (argc == 2 && strcmp(argv[1], "--formats") == 0)
		return print_formats();
	if (argc > 1 && !converts)
		return 2;
	signal(SIGPIPE, SIG_IGN);
	yd_fatal_handler(out_of_memory);
	sandbox_limit(&limits);
	if (!converts)
		sandbox_enter(&what);
	yd_buf_free(&what);
	while (read_request(&limits, &request)) {
		sandbox_limit_time(limits.seconds);
		if (!answer(&request, &limits, converts) || converts)
			break;
	}
	yd_buf_free(&request.bytes);
	return 0;
}
