/*
 * Megabytes per second of what runs over every text: tests/text/bench_text FILE…
 * Each file is taken as one long paragraph per line and repeated to 32 MB.
 */
#include <yaodian/text.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define TARGET (32u << 20)

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void read_file(const char *path, yd_buf *out)
{
	FILE *file = fopen(path, "rb");
	if (!file) {
		perror(path);
		exit(2);
	}
	char chunk[65536];
	for (size_t len; (len = fread(chunk, 1, sizeof chunk, file)) > 0;)
		yd_buf_add(out, chunk, len);
	fclose(file);
}

static void run_fold(yd_str line, yd_buf *out)
{
	yd_buf_clear(out);
	yd_fold(line, out);
}

static void run_fold_map(yd_str line, yd_buf *out)
{
	uint32_t *map;
	yd_buf_clear(out);
	yd_fold_map(line, out, &map);
	free(map);
}

static void run_sanitize(yd_str line, yd_buf *out)
{
	yd_buf_clear(out);
	yd_text_sanitize(line, 0, out);
}

static void run_repair(yd_str line, yd_buf *out)
{
	yd_buf_clear(out);
	yd_utf8_repair(line, out);
}

static void run_break(yd_str line, yd_buf *out)
{
	yd_lines lines = {0};
	(void)out;
	yd_text_break(line, 84, 4, &lines);
	yd_lines_free(&lines);
}

static void run_columns(yd_str line, yd_buf *out)
{
	static volatile size_t total;
	(void)out;
	total += yd_text_columns(line);
}

static void measure(const char *name, void (*run)(yd_str, yd_buf *), yd_str text)
{
	yd_buf out = {0};
	double start = now();
	for (size_t at = 0; at < text.len;) {
		size_t end = yd_str_find(text, YD_STR("\n"), at);
		if (end == SIZE_MAX)
			end = text.len;
		run((yd_str){text.ptr + at, end - at}, &out);
		at = end + 1;
	}
	printf("%-10s %8.1f MB/s\n", name, (double)text.len / 1e6 / (now() - start));
	yd_buf_free(&out);
}

int main(int argc, char **argv)
{
	yd_buf once = {0}, text = {0};
	for (int i = 1; i < argc; i++)
		read_file(argv[i], &once);
	if (once.len == 0) {
		fprintf(stderr, "usage: %s FILE…\n", argv[0]);
		return 2;
	}
	while (text.len < TARGET)
		yd_buf_add_str(&text, yd_buf_str(&once));
	measure("repair", run_repair, yd_buf_str(&text));
	measure("sanitize", run_sanitize, yd_buf_str(&text));
	measure("columns", run_columns, yd_buf_str(&text));
	measure("fold", run_fold, yd_buf_str(&text));
	measure("fold map", run_fold_map, yd_buf_str(&text));
	measure("break", run_break, yd_buf_str(&text));
	yd_buf_free(&once);
	yd_buf_free(&text);
	return 0;
}
