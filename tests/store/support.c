#include "support.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

uint32_t random_below(struct random *random, uint32_t bound)
{
	random->state ^= random->state >> 12;
	random->state ^= random->state << 25;
	random->state ^= random->state >> 27;
	return (uint32_t)((random->state * UINT64_C(2685821657736338717)) >> 33) % bound;
}

uint32_t random_set(struct random *random, unsigned chance)
{
	uint32_t set = 0;
	for (unsigned bit = 0; bit < 31; bit++)
		if (random_below(random, chance) == 0)
			set |= UINT32_C(1) << bit;
	return set;
}

/* ---- folders ---- */

int folder_setup(void **state)
{
	char template[] = "/tmp/yaodian-store-XXXXXX";
	if (!mkdtemp(template))
		return -1;
	*state = yd_strdup(template);
	return 0;
}

static int remove_entry(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st, (void)kind, (void)ftw;
	return remove(path);
}

int folder_teardown(void **state)
{
	nftw(*state, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
	free(*state);
	return 0;
}

char *folder_path(void **state, const char *name)
{
	return yd_format("%s/%s", (const char *)*state, name);
}

int folder_count(void **state, const char *beginning)
{
	int count = 0;
	DIR *dir = opendir(*state);
	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));)
		count += strncmp(entry->d_name, beginning, strlen(beginning)) == 0;
	closedir(dir);
	return count;
}

/* ---- documents ---- */

/* Name and sort key of each level; keys out of the order of the names, one beginning with another.
 */
static const char *const places[][6] = {
	{"全国", "0"},
	{"甲省", "2"},
	{"甲省", "2", "子市", "29"},
	{"甲省", "2", "子市", "29", "东区", "291"},
	{"甲省", "2", "子市", "29", "西区", "2900"},
	{"甲省", "2", "丑市", "21"},
	{"甲省", "2", "丑市", "21", "东区", "211"},
	{"乙省", "10"},
	{"乙省", "10", "寅市", "10"},
	{"乙省", "10", "卯市", "100"},
	{"丙州", "~c"},
	{"丙州", "~c", "辰县", "~c"},
	{"丙州", "~c", "巳县", "~c"},
};
enum { PLACES = sizeof places / sizeof *places };

static void fill_region(struct made *made, struct random *random)
{
	size_t place = random_below(random, PLACES + 1);
	if (place == PLACES)
		return;
	for (int level = 0; level < 3 && places[place][2 * level]; level++) {
		if (level)
			strcat(made->region, "/");
		strcat(made->region, places[place][2 * level]);
		strcat(made->sorts, places[place][2 * level + 1]);
		strcat(made->sorts, "\n");
	}
}

static void fill_own_region(struct made *made, struct random *random)
{
	struct made other = {.year = 0};
	if (random_below(random, 3) || !made->region[0])
		return;
	fill_region(&other, random);
	if (strcmp(other.region, made->region) != 0)
		strcpy(made->own_region, other.region);
}

static void fill_units(struct made *made, struct random *random)
{
	made->unit_count = 2 + random_below(random, 22);
	for (size_t i = 0; i < made->unit_count; i++) {
		yd_unit_row *unit = &made->units[i];
		bool inner = i > 0 && i + 1 < made->unit_count;
		unit->clause = inner && random_below(random, 4) > 0;
		made->sections += inner && !unit->clause;
		made->clauses += unit->clause;
		unit->text_hash = random_below(random, 8) ? 1 + random_below(random, 200) : 0;
		if (random_below(random, 16) == 0)
			unit->text_hash |= UINT64_C(1) << 63;
		if (!unit->clause)
			continue;
		unit->any = random_below(random, 5) ? random_set(random, 12) : 0;
		unit->primary = unit->any & random_set(random, 2);
	}
}

void made_fill(struct made *made, struct random *random, unsigned content, unsigned place)
{
	static const char *const titles[] = {"", "工作要点", "工作要点二", "计划", "A"};
	memset(made, 0, sizeof *made);
	snprintf(made->reference, sizeof made->reference, "%06u-2024-%04x", random_below(random, 3),
		random_below(random, 3));
	fill_region(made, random);
	/* Of its own random numbers, so that all else stays as it was. */
	fill_own_region(made, &(struct random){content + 1});
	made->year = random_below(random, 4) ? 2019 + (int)random_below(random, 4) : 0;
	snprintf(made->title, sizeof made->title, "%s", titles[random_below(random, 5)]);
	if (place)
		snprintf(made->path, sizeof made->path, "/plans/%u.txt", place);
	made->sample = random_below(random, 5) == 0;
	snprintf(made->fingerprint, sizeof made->fingerprint, "rules %u", random_below(random, 2));
	fill_units(made, random);
	yd_buf text = {0};
	yd_buf_printf(&text, "第%u份。", content);
	for (unsigned i = 0; i < 20 + content % 50; i++)
		yd_buf_printf(&text, "%u、落实第%u项任务。\n", i, (i * 7 + content) % 90);
	made->source = yd_buf_take(&text);
	if (content % 3 == 0)
		made->original = yd_format("\xef\xbb\xbf%s", made->source);
	const char *bytes = made->original ? made->original : made->source;
	yd_sha256(bytes, strlen(bytes), made->sha256);
}

void made_free(struct made *made)
{
	free(made->source);
	free(made->original);
	made->source = made->original = NULL;
}

static const char *if_any(const char *text)
{
	return *text ? text : NULL;
}

yd_doc_row made_row(const struct made *made)
{
	yd_doc_row row = {.reference = made->reference,
		.region = if_any(made->region),
		.own_region = if_any(made->own_region),
		.region_code = made->region[0] ? "220000" : "",
		.region_sort = yd_str_of(made->sorts),
		.year = made->year,
		.title = if_any(made->title),
		.issuer = made->year ? "教育局" : NULL,
		.url = if_any(made->url),
		.source_path = if_any(made->path),
		.sample = made->sample,
		.original_len = strlen(made->original ? made->original : made->source),
		.original = made->original,
		.source = yd_str_of(made->source),
		.outline = YD_STR("outline\0\1\2"),
		.units = made->units,
		.unit_count = made->unit_count,
		.section_count = made->sections,
		.clause_count = made->clauses,
		.fingerprint = made->fingerprint};
	memcpy(row.sha256, made->sha256, sizeof row.sha256);
	return row;
}

yd_put_outcome made_put(yd_corpus *corpus, const struct made *made, int64_t *id)
{
	yd_doc_row row = made_row(made);
	yd_put_outcome outcome = YD_PUT_UNCHANGED;
	int64_t at = 0;
	char *ref = NULL;
	assert_ok(yd_corpus_put(corpus, &row, &outcome, &at, &ref, e));
	assert_true(at > 0);
	assert_int_equal(strncmp(ref, made->reference, strlen(made->reference)), 0);
	free(ref);
	if (id)
		*id = at;
	return outcome;
}

yd_corpus *corpus_at(const char *path, yd_open_mode mode)
{
	yd_corpus *corpus = NULL;
	assert_ok(yd_corpus_open(path, mode, &corpus, e));
	return corpus;
}

yd_user *user_at(const char *path, yd_open_mode mode)
{
	yd_user *user = NULL;
	assert_ok(yd_user_open(path, mode, &user, e));
	return user;
}

void assert_sound(yd_corpus *corpus)
{
	yd_buf report = {0};
	size_t faults = 0;
	assert_ok(yd_corpus_check(corpus, &report, &faults, e));
	if (faults)
		print_error("%s", report.ptr);
	assert_int_equal(faults, 0);
	yd_buf_free(&report);
}

/* ---- files ---- */

void file_write(const char *path, const void *bytes, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, len), (ssize_t)len);
	close(fd);
}

void file_read(const char *path, yd_buf *out)
{
	char bytes[65536];
	ssize_t got;
	int fd = open(path, O_RDONLY);
	assert_true(fd >= 0);
	while ((got = read(fd, bytes, sizeof bytes)) > 0)
		yd_buf_add(out, bytes, (size_t)got);
	close(fd);
	yd_buf_puts(out, "");
}

void corpus_fill(const char *path, unsigned docs)
{
	struct random random = {5};
	yd_corpus *corpus = corpus_at(path, YD_OPEN_WRITE);
	for (unsigned i = 1; i <= docs; i++) {
		struct made made;
		made_fill(&made, &random, i, i);
		made_put(corpus, &made, NULL);
		made_free(&made);
	}
	yd_corpus_close(corpus);
}

yd_status corpus_put_one(yd_corpus *corpus, unsigned content, yd_error *err)
{
	struct random random = {content};
	struct made made;
	made_fill(&made, &random, content, content);
	yd_doc_row row = made_row(&made);
	yd_put_outcome outcome;
	int64_t id;
	char *ref;
	yd_status status = yd_corpus_put(corpus, &row, &outcome, &id, &ref, err);
	free(ref);
	made_free(&made);
	return status;
}

size_t corpus_count(yd_corpus *corpus)
{
	yd_totals totals;
	assert_ok(yd_corpus_totals(corpus, &totals, e));
	return totals.docs;
}

void sql_run(const char *path, const char *sql)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	char *why = NULL;
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	sqlite3_close(db);
}

void assert_sql(const char *path, const char *sql, const char *expected)
{
	sqlite3 *db;
	sqlite3_stmt *stmt;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(stmt, 0), expected);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
}
