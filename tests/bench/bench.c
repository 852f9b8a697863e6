/*
 * Measures the browser beside less, on the same text, on the same machine, in the same run: first
 * frame, time from a key to the last byte of its answer, memory. Both run on a pseudo-terminal of
 * 120x40 with TERM=xterm-256color, by turns, so that what else the machine does meets both. Prints
 * a table; fails only when it could not measure.
 *
 * First frame: from fork() to the last byte before the program comes to rest, median of RUNS
 * starts, files warm. Key: from write() to the last byte of the answer; keys that change nothing,
 * and so answer nothing, do not count. Bytes: what a key is answered with, and a line scrolled with
 * the text alone on the screen; keys without an answer count here. Memory: of the process at the
 * end of the session, from /proc.
 */
#include "sandbox.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 120, ROWS = 40, RUNS = 21, ROUNDS = 12, LINES = 60 };

typedef struct samples {
	double *values;
	size_t count, cap;
} samples;

typedef struct figures {
	samples frames, keys;
	double bytes;	       /* that answer a key */
	double rss, peak, pss; /* MB */
} figures;

static void add(samples *list, double value)
{
	YD_GROW(list->values, list->count, list->cap);
	list->values[list->count++] = value;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double quantile(samples *list, double q)
{
	if (list->count == 0)
		return 0;
	qsort(list->values, list->count, sizeof *list->values, by_value);
	return list->values[(size_t)(q * (double)(list->count - 1) + 0.5)];
}

static void die(const char *about, const char *what)
{
	fprintf(stderr, "bench: %s: %s\n", about, what);
	exit(1);
}

/* Reads what the program writes until it rests: all input read, all threads asleep, nothing new for
 * 30 ms. */
static void rest(term *t)
{
	double since = term_now();
	while (term_now() - since < 30) {
		if (!term_running(t))
			die("the program", "ended early");
		if (term_pump(t, 2) || !term_idle(t))
			since = term_now();
	}
}

/* The same for a start, without looking at the process meanwhile, which would hold it up: until
 * nothing new came for 60 ms after the first byte. */
static void start_rest(term *t)
{
	while (!term_pump(t, 1000))
		if (!term_running(t))
			die("the program", "ended early");
	while (term_pump(t, 60))
		continue;
}

static double kilobytes_in(pid_t pid, const char *file, const char *field)
{
	char path[64], line[256];
	snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, file);
	FILE *in = fopen(path, "r");
	double value = 0;
	while (in && fgets(line, sizeof line, in))
		if (strncmp(line, field, strlen(field)) == 0)
			value = strtod(line + strlen(field), NULL);
	if (in)
		fclose(in);
	return value;
}

/* Leaves as a user does: a program that is killed would leave work to the next start. */
static void leave(term *t)
{
	while (term_running(t)) {
		term_type(t, "q");
		while (term_pump(t, 20))
			continue;
	}
	term_free(t);
}

static void start_once(sandbox *box, const char *const *argv, samples *frames)
{
	double began = term_now();
	term *t = sandbox_start_blind(box, COLUMNS, ROWS, argv);
	start_rest(t);
	if (frames)
		add(frames, term_last_byte(t) - began);
	leave(t);
}

enum { ANSWER_WITHIN = 30 /* milliseconds; a later answer is waited for too */ };

/* Presses a key; returns how many bytes answered it. */
static double press(term *t, const char *key, samples *times)
{
	size_t before, after;
	term_raw(t, &before);
	double began = term_now();
	term_type(t, key);
	/* To look at the process while it works would hold up both: that comes after the answer. */
	while (term_pump(t, ANSWER_WITHIN))
		continue;
	rest(t);
	if (times && term_last_byte(t) > began)
		add(times, term_last_byte(t) - began);
	term_raw(t, &after);
	return (double)(after - before);
}

/* Bytes that answer a line down, on a text that goes on; `first` is typed before. */
static double scroll_lines(sandbox *box, const char *const *argv, const char *first, int columns)
{
	double bytes = 0;
	term *t = sandbox_start_blind(box, columns, ROWS, argv);
	rest(t);
	press(t, first, NULL);
	for (int i = 0; i < LINES; i++)
		bytes += press(t, "j", NULL);
	leave(t);
	return bytes / LINES;
}

/* The line that opens the first document at its title, all of it as one text, alone on the screen.
 */
static char *zoomed_document(sandbox *box)
{
	yd_buf list = {0};
	if (sandbox_run(box, &list, NULL, "list", NULL) != 0 || !list.len)
		die("yaodian list", "failed");
	char *line = yd_format(":go %.*s#0\rz", (int)strcspn(list.ptr, "\t"), list.ptr);
	yd_buf_free(&list);
	return line;
}

static void press_keys(sandbox *box, const char *const *argv, const char *const *keys, figures *out)
{
	term *t = sandbox_start_blind(box, COLUMNS, ROWS, argv);
	rest(t);
	for (int round = 0; round < ROUNDS; round++)
		for (size_t i = 0; keys[i]; i++)
			out->bytes += press(t, keys[i], &out->keys) / ROUNDS;
	size_t count = 0;
	while (keys[count])
		count++;
	out->bytes /= (double)count;
	out->rss = kilobytes_in(term_pid(t), "status", "VmRSS:") / 1024;
	out->peak = kilobytes_in(term_pid(t), "status", "VmHWM:") / 1024;
	out->pss = kilobytes_in(term_pid(t), "smaps_rollup", "Pss:") / 1024;
	leave(t);
}

/* ---- the text ---- */

static int is_text(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);
	return entry->d_name[0] != '.' && len > 4 && strcmp(entry->d_name + len - 4, ".txt") == 0;
}

static void read_file(const char *path, yd_buf *out)
{
	FILE *in = fopen(path, "rb");
	if (!in)
		die(path, strerror(errno));
	char bytes[65536];
	for (size_t n; (n = fread(bytes, 1, sizeof bytes, in)) > 0;)
		yd_buf_add(out, bytes, n);
	fclose(in);
}

/* Imports the first five documents of a folder, and writes the same text to one file for less. */
static void take_in(sandbox *box, const char *folder)
{
	struct dirent **names;
	int count = scandir(folder, &names, is_text, alphasort), taken = count < 5 ? count : 5;
	if (count <= 0)
		die(folder, "no documents there");
	yd_buf text = {0};
	for (int i = 0; i < count; i++) {
		char *path = yd_format("%s/%s", folder, names[i]->d_name);
		if (i < taken) {
			read_file(path, &text);
			if (sandbox_run(box, NULL, NULL, "import", path, NULL) != 0)
				die(path, "was not imported");
		}
		free(path);
		free(names[i]);
	}
	free(names);
	sandbox_write(box, "text", text.ptr, text.len);
	printf("%d documents of %s, %zu bytes; %dx%d; %d starts, %d rounds of keys\n", taken,
		folder, text.len, COLUMNS, ROWS, RUNS, ROUNDS);
	yd_buf_free(&text);
}

static void row(const char *name, double ours, double theirs, const char *aim)
{
	printf("%-22s %9.2f %9.2f %9.2f   %s\n", name, ours, theirs, theirs > 0 ? ours / theirs : 0,
		aim);
}

int main(void)
{
	sandbox *box = sandbox_new();
	const char *folder = corpus_folder();
	if (!folder)
		folder = samples_folder();
	if (!folder)
		die("data/samples", "not there");
	take_in(box, folder);
	char *text = yd_strdup(sandbox_path(box, "text"));
	const char *less[] = {"less", text, NULL};
	/* Moving by lines, pages and clauses, changing panes and back: what reading is made of. */
	const char *ours[] = {"\t", "j", "j", "k", "]", "]", "[", "\t", "j", " ", "j", "k", "\004",
		"\025", "]", "G", "g", "\t", "j", "k", NULL};
	const char *theirs[] = {"j", "j", "k", " ", "b", "\004", "\025", "G", "g", "j", "k", NULL};

	figures browser = {0}, pager = {0};
	start_once(box, NULL, NULL);
	start_once(box, less, NULL);
	for (int i = 0; i < RUNS; i++) {
		start_once(box, NULL, &browser.frames);
		start_once(box, less, &pager.frames);
	}
	press_keys(box, NULL, ours, &browser);
	press_keys(box, less, theirs, &pager);

	printf("%-22s %9s %9s %9s   %s\n", "", "yaodian", "less", "ratio", "aim");
	row("first frame, ms", quantile(&browser.frames, 0.5), quantile(&pager.frames, 0.5),
		"ratio at most 2");
	row("  the fastest, ms", quantile(&browser.frames, 0), quantile(&pager.frames, 0), "");
	row("key, median, ms", quantile(&browser.keys, 0.5), quantile(&pager.keys, 0.5),
		"at most 0.3 ms");
	row("key, 99 of 100, ms", quantile(&browser.keys, 0.99), quantile(&pager.keys, 0.99),
		"at most 2 ms");
	row("key, slowest, ms", quantile(&browser.keys, 1), quantile(&pager.keys, 1),
		"at most 5 ms");
	row("bytes a key", browser.bytes, pager.bytes, "");
	char *zoomed = zoomed_document(box);
	for (int columns = 120; columns >= 84; columns -= 36) {
		char name[40];
		snprintf(name, sizeof name, "  a line, %d columns", columns);
		row(name, scroll_lines(box, NULL, zoomed, columns),
			scroll_lines(box, less, "g", columns), "ratio at most 1.1");
	}
	row("resident memory, MB", browser.rss, pager.rss, "under 12 MB");
	row("  at its highest, MB", browser.peak, pager.peak, "");
	row("  without shared, MB", browser.pss, pager.pss, "");
	free(browser.frames.values), free(browser.keys.values);
	free(pager.frames.values), free(pager.keys.values);
	free(text);
	free(zoomed);
	sandbox_free(box);
	return 0;
}
