/*
 * How fast the cache is at the size it is made for. Not part of make check.
 *
 *     tests/store/bench_store [DOCUMENTS [BYTES]]     1000 documents of 8000 bytes; 48000 is the
 * target
 *
 * Documents have 24 clauses in 6 sections, stand in 31 provinces, 310 cities and 3,100 counties
 * over 20 years.
 */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { UNITS = 32 };

static double now(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

static double processor(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

struct plan {
	char reference[32], region[96], sorts[96], title[64], path[64];
	yd_unit_row units[UNITS];
	yd_buf source;
	uint8_t sha256[YD_SHA256_SIZE];
};

static void fill_region(struct plan *plan, unsigned county)
{
	unsigned province = county / 100, city = county / 10;
	snprintf(plan->region, sizeof plan->region, "第%u省/第%u市/第%u县", province, city, county);
	snprintf(plan->sorts, sizeof plan->sorts, "1%02u0000\n1%02u%02u00\n1%02u%02u%02u\n",
		province, province, city % 10 + 1, province, city % 10 + 1, county % 10 + 1);
}

static void fill_source(struct plan *plan, struct random *random, size_t bytes)
{
	static const char *const words[] = {"落实", "推进", "学校", "教育", "教师", "安全", "管理",
		"提升", "质量", "建设", "工作", "开展", "活动", "加强", "发展", "学生", "课程",
		"改革", "制度", "责任", "督导", "服务", "水平", "体系", "完善", "机制", "农村",
		"城区", "幼儿园", "高中", "，", "。", "、", "\n"};
	yd_buf_clear(&plan->source);
	while (plan->source.len < bytes) {
		/* Frequent words come often: the lower of two numbers. */
		uint32_t a = random_below(random, 34), b = random_below(random, 34);
		yd_buf_puts(&plan->source, words[a < b ? a : b]);
		if (random_below(random, 6) == 0) { /* and some characters of any kind */
			char han[4] = {(char)(0xE4 + random_below(random, 6)),
				(char)(0x80 + random_below(random, 64)),
				(char)(0x80 + random_below(random, 64)), 0};
			yd_buf_puts(&plan->source, han);
		}
	}
}

static void fill_plan(struct plan *plan, struct random *random, unsigned number, size_t bytes)
{
	unsigned county = number * 7919u % 3100, year = 2000 + number / 3100 % 25;
	fill_region(plan, county);
	snprintf(plan->reference, sizeof plan->reference, "1%05u-%u-%04x", county, year,
		random_below(random, 65536));
	snprintf(plan->title, sizeof plan->title, "第%u县教育局%u年工作要点", county, year);
	snprintf(plan->path, sizeof plan->path, "/plans/%u.txt", number);
	memset(plan->units, 0, sizeof plan->units);
	for (int i = 0; i < UNITS; i++) {
		yd_unit_row *unit = &plan->units[i];
		unit->clause = i > 0 && i < UNITS - 1 && i % 5 != 1;
		unit->text_hash = (uint64_t)random_below(random, 1u << 30) << 33 |
				  random_below(random, 1u << 30);
		if (unit->clause)
			unit->any = random_set(random, 20);
		unit->primary = unit->any & random_set(random, 2);
	}
	fill_source(plan, random, bytes);
	yd_sha256(plan->source.ptr, plan->source.len, plan->sha256);
}

static void put_plan(yd_corpus *corpus, struct plan *plan, unsigned year)
{
	yd_doc_row row = {.reference = plan->reference,
		.region = plan->region,
		.region_code = "100000",
		.region_sort = yd_str_of(plan->sorts),
		.year = (int)year,
		.title = plan->title,
		.issuer = "教育局",
		.source_path = plan->path,
		.original_len = plan->source.len,
		.source = yd_buf_str(&plan->source),
		.outline = {plan->source.ptr, 300},
		.units = plan->units,
		.unit_count = UNITS,
		.section_count = 6,
		.fingerprint = "outline 1 fold 1 places 1 themes 0123456789abcdef"};
	yd_put_outcome outcome;
	yd_error err;
	int64_t id;
	char *ref;
	memcpy(row.sha256, plan->sha256, sizeof row.sha256);
	if (yd_corpus_put(corpus, &row, &outcome, &id, &ref, &err) != YD_OK) {
		fprintf(stderr, "%s\n", err.text);
		exit(3);
	}
	free(ref);
}

static void fill_cache(yd_corpus *corpus, unsigned count, size_t bytes)
{
	struct random random = {42};
	struct plan plan = {0};
	double making = 0, all = now(), used = processor();
	yd_corpus_bulk(corpus, true, NULL);
	for (unsigned i = 0; i < count; i++) {
		double start = now();
		fill_plan(&plan, &random, i, bytes);
		making += now() - start;
		put_plan(corpus, &plan, 2000 + i / 3100 % 25);
	}
	yd_corpus_bulk(corpus, false, NULL);
	yd_corpus_tidy(corpus, NULL);
	all = now() - all - making;
	used = processor() - used - making;
	printf("put              %8.0f documents/s, %6.1f MB/s, %.3f ms of processor each\n",
		count / all * 1e3, (double)count * (double)bytes / all / 1e3, used / count);
	yd_buf_free(&plan.source);
}

/* ---- asking ---- */

static void say(const char *what, const char *filter, double first, double again, size_t rows)
{
	printf("%-16s %-12s first %8.3f ms, again %8.3f ms (%zu)\n", what, filter, first, again,
		rows);
}

static void ask_tree(yd_corpus *corpus, const char *name, const yd_filter *filter)
{
	double first = 0, again = 0;
	size_t count = 0, docs = 0, clauses = 0;
	int64_t province = 0, id = 0;
	yd_region_row *regions;
	for (int i = 0; i < 2; i++) {
		double start = now();
		yd_corpus_regions(corpus, 0, filter, &regions, &count, NULL);
		*(i ? &again : &first) = now() - start;
		if (count)
			province = regions[0].id;
		yd_region_rows_free(regions, count);
	}
	say("regions (top)", name, first, again, count);
	for (int i = 0; i < 2; i++) {
		double start = now();
		yd_corpus_regions(corpus, province, filter, &regions, &count, NULL);
		*(i ? &again : &first) = now() - start;
		yd_region_rows_free(regions, count);
	}
	say("regions (below)", name, first, again, count);
	for (int i = 0; i < 2; i++) {
		double start = now();
		yd_corpus_filter_totals(corpus, filter, &docs, &clauses, NULL);
		*(i ? &again : &first) = now() - start;
	}
	say("totals", name, first, again, clauses);
	double start = now();
	if (yd_corpus_first(corpus, filter, &id, NULL) != YD_OK)
		return;
	first = now() - start;
	start = now();
	for (count = 0; count < 1000 && yd_corpus_step(corpus, id, 1, filter, &id, NULL) == YD_OK;)
		count++;
	again = (now() - start) / (double)(count ? count : 1);
	say("first, step", name, first, again, count);
}

static void ask_leaves(yd_corpus *corpus, const char *name, const yd_filter *filter)
{
	double times[4] = {0};
	size_t count;
	int64_t id = 0;
	yd_doc doc;
	if (yd_corpus_first(corpus, filter, &id, NULL) != YD_OK)
		return;
	yd_corpus_doc(corpus, id, &doc, NULL);
	for (int i = 0; i < 2; i++) {
		yd_year_row *years;
		yd_doc *docs;
		double start = now();
		yd_corpus_years(corpus, doc.region_id, filter, &years, &count, NULL);
		times[i] = now() - start;
		free(years);
		start = now();
		yd_corpus_docs(
			corpus, doc.region_id, doc.year, filter, 0, 100, &docs, &count, NULL);
		times[2 + i] = now() - start;
		yd_docs_free(docs, count);
	}
	yd_doc_free(&doc);
	say("years", name, times[0], times[1], 0);
	say("docs", name, times[2], times[3], count);
}

static void ask_all(yd_corpus *corpus)
{
	static const struct {
		const char *name;
		yd_filter filter;
	} filters[] = {{"none", {0}}, {"one", {.themes = 1}}, {"one!", {.primary = 2}},
		{"any of 3", {.themes = 0x7}}, {"all of 3", {.themes = 0x7, .all = true}},
		{"any of 31", {.themes = 0x7fffffff}}};
	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
		ask_tree(corpus, filters[i].name, &filters[i].filter);
		ask_leaves(corpus, filters[i].name, &filters[i].filter);
	}
	yd_list_query query = {0};
	yd_walk *walk;
	yd_doc doc;
	size_t count = 0;
	double start = now();
	yd_corpus_walk(corpus, &query, &walk, NULL);
	for (; yd_walk_next(walk, &doc, NULL) == YD_OK; count++)
		yd_doc_free(&doc);
	yd_walk_close(walk);
	printf("walk over all    %8.1f ms (%zu)\n", now() - start, count);
}

static void ask_text(yd_corpus *corpus, unsigned count)
{
	double slowest = 0, all = 0;
	unsigned asked = 0;
	for (int64_t id = 1; id <= count; id += 1 + count / 1000, asked++) {
		yd_doc_text text;
		double start = now();
		yd_corpus_text(corpus, id, &text, NULL);
		double took = now() - start;
		all += took;
		slowest = took > slowest ? took : slowest;
		yd_doc_text_free(&text);
	}
	printf("text             mean %8.3f ms, slowest %.3f ms\n", all / asked, slowest);
}

static void ask_hashes(yd_corpus *corpus)
{
	struct random random = {5};
	size_t count;
	double start = now();
	for (int i = 0; i < 100; i++) {
		yd_unit_id *units;
		yd_corpus_units_with_hash(
			corpus, random_below(&random, 1u << 30), 10, &units, &count, NULL);
		free(units);
	}
	printf("units by hash    mean %8.3f ms\n", (now() - start) / 100);
}

static long resident(void)
{
	long pages = 0, shown = 0;
	FILE *file = fopen("/proc/self/statm", "r");
	if (file && fscanf(file, "%ld %ld", &pages, &shown) != 2)
		shown = 0;
	if (file)
		fclose(file);
	return shown * sysconf(_SC_PAGESIZE) / 1024;
}

static void ask_cold(const char *path)
{
	yd_corpus *corpus;
	yd_error err;
	long before = resident();
	double start = now();
	if (yd_corpus_open(path, YD_OPEN_WRITE, &corpus, &err) != YD_OK)
		exit(3);
	printf("open             %8.3f ms\n", now() - start);
	ask_all(corpus);
	ask_hashes(corpus);
	printf("memory           %ld KiB more than before opening\n", resident() - before);
	yd_corpus_close(corpus);
}

int main(int argc, char **argv)
{
	unsigned count = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 1000;
	size_t bytes = argc > 2 ? strtoul(argv[2], NULL, 10) : 8000;
	void *folder;
	struct stat st;
	if (argc > 1 && strchr(argv[1], '/')) {
		ask_cold(argv[1]);
		return 0;
	}
	if (folder_setup(&folder) != 0)
		return 3;
	char *path = folder_path(&folder, "corpus.db");
	yd_corpus *corpus;
	yd_error err;
	if (yd_corpus_open(path, YD_OPEN_WRITE, &corpus, &err) != YD_OK)
		return 3;
	fill_cache(corpus, count, bytes);
	ask_text(corpus, count);
	yd_corpus_close(corpus);
	if (stat(path, &st) == 0)
		printf("file             %8.1f MB, %.2f of the text\n", (double)st.st_size / 1e6,
			(double)st.st_size / ((double)count * (double)bytes));
	ask_cold(path);
	if (!getenv("KEEP"))
		folder_teardown(&folder);
	else
		printf("kept             %s\n", path);
	free(path);
	return 0;
}
