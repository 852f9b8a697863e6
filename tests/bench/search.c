/*
 * Measures the index beside what a user would take instead, in one run: `rg -c -F` over one file of
 * the same text, and a bare program that inserts the same rows and terms (floor.c).
 *
 *     tests/bench/search [--import] [DOCUMENTS [FOLDER]]     1000 documents; 48000 is what it is
 * made for
 *
 * With --import it ends where the documents are in: nothing is asked. Some of the plans are
 * imported as web pages too, which yaodian-extract reads (YAODIAN_EXTRACT names it).
 *
 * The files are made in FOLDER (a new one under $TMPDIR) and deleted at the end. Queries of 1 to 12
 * characters are cut from the plans; each is asked three times, and the median counts; rg likewise.
 * Whether hits are right is asked of rg as well: over a file with one folded unit a line it must
 * count as many.
 */
#include <yaodian/library.h>
#include <yaodian/search.h>
#include <yaodian/text.h>

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "floor.h"
#include "taking.h"

enum {
	LONGEST = 12,
	OF_EACH = 6,
	TIMES = 3,
	FIRST = 50,
	FIXED = 12,
	ALL = LONGEST * OF_EACH + FIXED
};

typedef struct bench {
	const char *folder;
	char *cache, *user, *floor, *text, *units;
	size_t documents, bytes;
	plan_maker *plans;
	yd_library *library;
	double merge_s;
	bool has_rg;
} bench;

typedef struct asked {
	char *query;
	yd_buf fold;
	size_t chars, hits, rg_hits;
	double first, count, rg; /* ms */
} asked;

/* ---- importing ---- */

static void open_library(bench *b)
{
	yd_library_options options = {b->cache, b->user, false};
	yd_buf warnings = {0};
	yd_error err;
	bench_must(yd_library_open(&options, &b->library, &warnings, &err), &err);
	yd_buf_free(&warnings);
}

static taking import_plans(bench *b)
{
	FILE *out = fopen(b->text, "w");
	if (!out)
		bench_die(strerror(errno));
	taking sum = taking_plans(b->library, b->plans, b->documents, out);
	fclose(out);
	b->bytes = sum.bytes;
	return sum;
}

/* The first plans as web pages, into a cache of their own. */
static taking import_pages(const bench *b)
{
	enum { PAGES = 1000 };
	bench pages = {.cache = yd_format("%s/pages.db", b->folder),
		.user = yd_format("%s/pages-user.db", b->folder)};
	open_library(&pages);
	taking sum =
		taking_pages(pages.library, b->plans, b->documents < PAGES ? b->documents : PAGES);
	yd_library_close(pages.library);
	free(pages.cache);
	free(pages.user);
	return sum;
}

static void merge(bench *b)
{
	bool more = true;
	yd_error err;
	double start = bench_now();
	while (more)
		bench_must(yd_corpus_index_merge(yd_library_corpus(b->library), false, &more, &err),
			&err);
	b->merge_s = (bench_now() - start) / 1e3;
}

/* One folded unit a line. A folded text has no line ends: white space is dropped. */
static void write_units(bench *b)
{
	yd_corpus *corpus = yd_library_corpus(b->library);
	yd_list_query everything = {0};
	yd_walk *walk;
	yd_doc row;
	yd_buf text = {0}, fold = {0};
	FILE *out = fopen(b->units, "w");
	yd_error err;
	if (!out)
		bench_die(strerror(errno));
	bench_must(yd_corpus_walk(corpus, &everything, &walk, &err), &err);
	while (yd_walk_next(walk, &row, &err) == YD_OK) {
		yd_open_doc *doc;
		bench_must(yd_library_open_doc(b->library, row.id, &doc, &err), &err);
		for (size_t i = 0; i < doc->stored.unit_count; i++) {
			yd_buf_clear(&text);
			yd_buf_clear(&fold);
			yd_open_doc_unit_text(doc, i, &text);
			yd_fold(yd_buf_str(&text), &fold);
			yd_buf_putc(&fold, '\n');
			fwrite(fold.ptr, 1, fold.len, out);
		}
		yd_open_doc_free(doc);
		yd_doc_free(&row);
	}
	yd_walk_close(walk);
	fclose(out);
	yd_buf_free(&text);
	yd_buf_free(&fold);
}

/* ---- asking ---- */

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double median(double *values, size_t count)
{
	qsort(values, count, sizeof *values, by_value);
	return count ? values[count / 2] : 0;
}

static double ask_first(bench *b, const yd_find_query *query)
{
	yd_find *find;
	yd_found_unit hit;
	yd_error err;
	double start = bench_now();
	bench_must(yd_corpus_find_open(yd_library_corpus(b->library), query, &find, &err), &err);
	for (int i = 0; i < FIRST && yd_find_next(find, &hit, &err) == YD_OK; i++)
		;
	yd_find_close(find);
	return bench_now() - start;
}

static double ask_count(bench *b, const yd_find_query *query, size_t *hits)
{
	yd_error err;
	double start = bench_now();
	bench_must(yd_corpus_find_count(yd_library_corpus(b->library), query, SIZE_MAX, hits, &err),
		&err);
	return bench_now() - start;
}

/* `rg -c -F`: milliseconds from start to end; *hits is what it counts. */
static double ask_rg(const char *query, const char *file, size_t *hits)
{
	char *const argv[] = {
		"rg", "-c", "-F", "--no-config", "-e", (char *)query, (char *)file, NULL};
	char answer[64] = "";
	int ends[2], status;
	pid_t pid;
	posix_spawn_file_actions_t actions;
	if (pipe(ends) != 0)
		bench_die(strerror(errno));
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
	posix_spawn_file_actions_addclose(&actions, ends[0]);
	double start = bench_now();
	if (posix_spawnp(&pid, "rg", &actions, NULL, argv, environ) != 0)
		bench_die("rg cannot be started");
	close(ends[1]);
	size_t len = 0;
	for (ssize_t got; len + 1 < sizeof answer &&
			  (got = read(ends[0], answer + len, sizeof answer - 1 - len)) > 0;)
		len += (size_t)got;
	waitpid(pid, &status, 0);
	double spent = bench_now() - start;
	close(ends[0]);
	posix_spawn_file_actions_destroy(&actions);
	*hits = strtoul(answer, NULL, 10);
	return spent;
}

static void ask(bench *b, asked *a)
{
	yd_find_node node = {.kind = YD_FIND_TERM, .fold = yd_buf_str(&a->fold)};
	yd_find_query query = {.what = &node};
	double first[TIMES], count[TIMES], rg[TIMES];
	size_t lines;
	for (int i = 0; i < TIMES; i++) {
		first[i] = ask_first(b, &query);
		count[i] = ask_count(b, &query, &a->hits);
		rg[i] = b->has_rg ? ask_rg(a->query, b->text, &lines) : 0;
	}
	a->first = median(first, TIMES);
	a->count = median(count, TIMES);
	a->rg = median(rg, TIMES);
	if (b->has_rg)
		ask_rg(a->fold.ptr, b->units, &a->rg_hits);
}

/* ---- queries ---- */

static const char *const fixed[FIXED] = {"的", "教育", "校园安全", "党建", "立德树人",
	"教育质量监测", "的工作和管理教育", "教育和教育的", "学校工作教育安全", "全面提高质量",
	"2019", "霁川市教育局"};

static size_t char_len(const char *c)
{
	unsigned char first = (unsigned char)*c;
	return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/* `chars` characters of one line of a plan. */
static char *cut(bench *b, size_t number, size_t chars)
{
	yd_buf text = {0};
	uint64_t seed = number * UINT64_C(0x9E3779B97F4A7C15) + 7;
	char *query = NULL;
	plans_make(b->plans, seed % b->documents, &text);
	for (size_t at = seed / 7 % (text.len / 2); !query; at++) {
		size_t end = at;
		if (((unsigned char)text.ptr[at] & 0xC0) == 0x80)
			continue;
		for (size_t i = 0; i < chars && text.ptr[end] != '\n'; i++)
			end += char_len(text.ptr + end);
		if (yd_utf8_count((yd_str){text.ptr + at, end - at}) == chars)
			query = yd_strndup(text.ptr + at, end - at);
	}
	yd_buf_free(&text);
	return query;
}

static void make_queries(bench *b, asked *all)
{
	for (size_t i = 0; i < ALL; i++) {
		asked *a = &all[i];
		a->query = i < FIXED ? yd_strdup(fixed[i])
				     : cut(b, i - FIXED, 1 + (i - FIXED) / OF_EACH);
		a->chars = yd_utf8_count(yd_str_of(a->query));
		yd_fold(yd_str_of(a->query), &a->fold);
	}
}

/* ---- telling ---- */

static void tell_query(const asked *a)
{
	printf("%8.3f %9.2f %9.2f %9.4f %9.3f %9zu%s %s\n", a->first, a->count, a->rg,
		a->rg > 0 ? a->first / a->rg : 0, a->rg > 0 ? a->count / a->rg : 0, a->hits,
		a->rg > 0 && a->hits != a->rg_hits ? " WRONG" : "", a->query);
}

static void tell_row(const char *name, double value, const char *aim)
{
	printf("%-58s %9.4f   %s\n", name, value, aim);
}

static void tell_ratios(const asked *all)
{
	double first[ALL], count[ALL], hit = 0, none = 0, worst = 0;
	size_t right = 0;
	for (size_t i = 0; i < ALL; i++) {
		first[i] = all[i].first / all[i].rg;
		count[i] = all[i].count / all[i].rg;
		right += all[i].hits == all[i].rg_hits;
		if (all[i].hits && first[i] > hit)
			hit = first[i];
		if (!all[i].hits && first[i] > none)
			none = first[i];
		if (count[i] > worst)
			worst = count[i];
	}
	tell_row("first 50 hits / rg, median", median(first, ALL), "at most 1/20 = 0.05");
	tell_row("first 50 hits / rg, slowest with hits", hit, "at most 1/3 = 0.33");
	tell_row("first 50 hits / rg, slowest without hits", none, "at most 1");
	tell_row("count / rg, median", median(count, ALL), "at most 1/2 = 0.5");
	tell_row("count / rg, slowest", worst, "at most 1");
	printf("counts as rg over one folded unit a line: %zu of %d\n", right, (int)ALL);
}

static double file_ratio(const bench *b, const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 ? (double)st.st_size / (double)b->bytes : 0;
}

static int remove_entry(const char *path, const struct stat *about, int type, struct FTW *where)
{
	(void)about, (void)type, (void)where;
	return remove(path);
}

static bool is_there(const char *program)
{
	char *line = yd_format("command -v %s >/dev/null 2>&1", program);
	bool there = system(line) == 0;
	free(line);
	return there;
}

static void set_paths(bench *b, const char *folder)
{
	b->folder = folder;
	b->cache = yd_format("%s/corpus.db", folder);
	b->user = yd_format("%s/user.db", folder);
	b->floor = yd_format("%s/floor.db", folder);
	b->text = yd_format("%s/plans.txt", folder);
	b->units = yd_format("%s/units.txt", folder);
	b->has_rg = is_there("rg");
}

static void tell_speed(const char *name, size_t bytes, double seconds, const char *more)
{
	printf("%-58s %9.1f   MB/s, %.2f s%s\n", name, (double)bytes / seconds / 1e6, seconds,
		more);
}

static void measure_pages(const bench *b)
{
	taking pages = import_pages(b);
	if (!pages.documents) {
		printf("web pages: yaodian-extract reads none; YAODIAN_EXTRACT names the one to "
		       "run\n");
		return;
	}
	char *name = yd_format("import of %zu of them as web pages", pages.documents);
	char *more = yd_format(", %.0f pages/s; the storing thread took %.2f s of processor",
		(double)pages.documents / pages.seconds, pages.storing);
	tell_speed(name, pages.bytes, pages.seconds, more);
	free(name);
	free(more);
}

/* What import has to reach: it may take as long as the slower of the two. */
static void tell_aim(const taking *import, double floor)
{
	enum { AIM = 25000000 };
	double at_aim = (double)import->bytes / AIM, beside = 1.25 * floor;
	tell_row("import / bare inserts", import->seconds / floor,
		"at most 1.25, or 25 MB/s where that is slower");
	printf("%-58s %9s   import may take %.2f s\n", "is that reached?",
		import->seconds <= (at_aim > beside ? at_aim : beside) ? "yes" : "no",
		at_aim > beside ? at_aim : beside);
}

static void measure_import(bench *b)
{
	open_library(b);
	taking import = import_plans(b);
	printf("%zu made-up plans, %.1f MB\n", b->documents, (double)b->bytes / 1e6);
	floor_time floor = floor_run(yd_library_corpus(b->library), b->floor);
	remove(b->floor);
	char *more = yd_format("; the storing thread took %.2f s of processor", import.storing);
	tell_speed("import, with index", b->bytes, import.seconds, more);
	free(more);
	tell_speed("bare inserts of the same rows and terms", b->bytes, floor.seconds, "");
	tell_aim(&import, floor.seconds);
	tell_row("the same in processor time, whatever else the machine does",
		import.storing / floor.processor, "storing thread / bare inserts");
	printf("%-58s %9.1f   MB/s, goes on beside storing\n",
		"reading alone (outline, metadata, tags)",
		taking_reading(b->library, b->plans, b->documents) / 1e6);
	measure_pages(b);
	fflush(stdout);
}

static void measure_queries(bench *b)
{
	asked *all = yd_alloc(ALL * sizeof *all);
	make_queries(b, all);
	merge(b);
	printf("merging the index's parts: %.2f s\n", b->merge_s);
	yd_library_close(b->library);
	tell_row("cache file / text", file_ratio(b, b->cache), "at most 2.9");
	open_library(b);
	if (b->has_rg)
		write_units(b);
	else
		printf("rg is not installed: nothing to compare with\n");
	printf("%8s %9s %9s %9s %9s %9s\n", "first 50", "count", "rg, ms", "first/rg", "count/rg",
		"hits");
	for (size_t i = 0; i < ALL; i++) {
		ask(b, &all[i]);
		tell_query(&all[i]);
	}
	if (b->has_rg)
		tell_ratios(all);
	for (size_t i = 0; i < ALL; i++) {
		free(all[i].query);
		yd_buf_free(&all[i].fold);
	}
	free(all);
}

int main(int argc, char **argv)
{
	const char *source = getenv("YD_SOURCE"), *tmp = getenv("TMPDIR");
	bool import_only = argc > 1 && strcmp(argv[1], "--import") == 0;
	argc -= import_only;
	argv += import_only;
	bench b = {.documents = argc > 1 ? strtoul(argv[1], NULL, 10) : PLANS_DEFAULT};
	char *folder =
		argc > 2 ? argv[2] : yd_format("%s/yaodian-bench-XXXXXX", tmp ? tmp : "/tmp");
	if (b.documents == 0 || (argc > 2 ? mkdir(folder, 0700) != 0 : !mkdtemp(folder)))
		bench_die("say how many documents, and where a new folder can be made");
	set_paths(&b, folder);
	b.plans = plans_new(source ? source : YD_SOURCE_DIR);
	measure_import(&b);
	if (!import_only)
		measure_queries(&b);
	yd_library_close(b.library);
	plans_free(b.plans);
	nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	return 0;
}
