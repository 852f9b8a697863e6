#include "fixture.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static void open_library(fixture *f, bool read_only)
{
	yd_library_options options = {f->cache, f->user, read_only};
	yd_buf warnings = {0};
	yd_error err;
	if (yd_library_open(&options, &f->library, &warnings, &err) != YD_OK)
		fail_msg("%s", err.text);
	assert_int_equal(warnings.len, 0);
	yd_buf_free(&warnings);
}

void fixture_open(fixture *f)
{
	*f = (fixture){0};
	snprintf(f->folder, sizeof f->folder, "/tmp/yaodian-library-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	setenv("XDG_CONFIG_HOME", f->folder, 1);
	f->cache = yd_format("%s/data/corpus.db", f->folder);
	f->user = yd_format("%s/data/user.db", f->folder);
	open_library(f, false);
}

void fixture_reopen(fixture *f, bool read_only)
{
	yd_library_close(f->library);
	open_library(f, read_only);
}

void fixture_lose_cache(fixture *f)
{
	yd_library_close(f->library);
	assert_int_equal(unlink(f->cache), 0);
	open_library(f, false);
}

static int remove_entry(const char *path, const struct stat *about, int type, struct FTW *where)
{
	(void)about, (void)type, (void)where;
	return remove(path);
}

void fixture_close(fixture *f)
{
	yd_library_close(f->library);
	nftw(f->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	free(f->cache);
	free(f->user);
}

static const char *const numbers[] = {
	"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"};

yd_imported file_import(fixture *f, const char *path)
{
	yd_buf bytes = {0};
	char *origin = NULL;
	yd_imported imported;
	yd_error err = {0};
	yd_status status = yd_library_read_file(path, &bytes, &origin, &err);
	if (status == YD_OK)
		status = yd_library_import(
			f->library, path, origin, yd_buf_str(&bytes), NULL, &imported, &err);
	if (status != YD_OK)
		fail_msg("%s", err.text);
	free(origin);
	yd_buf_free(&bytes);
	return imported;
}

char *plan_text(const char *title, const char *lines)
{
	yd_buf text = {0};
	size_t section = 0, clause = 0;
	yd_buf_printf(&text, "%s\n\n", title);
	while (*lines) {
		size_t len = strcspn(lines, "\n");
		if (lines[0] == '#') {
			yd_buf_printf(
				&text, "%s、%.*s\n", numbers[section++], (int)len - 2, lines + 2);
			clause = 0;
		} else if (len) {
			yd_buf_printf(&text, "（%s）%.*s\n", numbers[clause++], (int)len, lines);
		}
		lines += len + (lines[len] == '\n');
	}
	return yd_buf_take(&text);
}

yd_imported plan_import(fixture *f, const char *name, const char *title, const char *lines)
{
	char *text = plan_text(title, lines), *path = yd_format("%s/%s", f->folder, name);
	yd_imported imported;
	yd_error err;
	if (yd_library_import(f->library, name, path, yd_str_of(text), NULL, &imported, &err) !=
		YD_OK)
		fail_msg("%s", err.text);
	free(text);
	free(path);
	return imported;
}

int64_t plan_put(fixture *f, const char *name, const char *title, const char *lines)
{
	yd_imported imported = plan_import(f, name, title, lines);
	int64_t id = imported.doc.id;
	yd_imported_free(&imported);
	return id;
}

yd_open_doc *doc_open(fixture *f, int64_t id)
{
	yd_open_doc *doc;
	yd_error err;
	if (yd_library_open_doc(f->library, id, &doc, &err) != YD_OK)
		fail_msg("%s", err.text);
	return doc;
}

size_t unit_with(const yd_open_doc *doc, const char *words)
{
	size_t found = SIZE_MAX;
	for (size_t unit = 0; found == SIZE_MAX && unit < doc->stored.unit_count; unit++) {
		yd_buf text = {0};
		yd_open_doc_unit_text(doc, unit, &text);
		if (text.len && strstr(text.ptr, words))
			found = unit;
		yd_buf_free(&text);
	}
	return found;
}

void bookmark_at(fixture *f, int64_t id, const char *words)
{
	yd_open_doc *doc = doc_open(f, id);
	size_t unit = unit_with(doc, words);
	bool added;
	yd_error err;
	assert_true(unit != SIZE_MAX);
	if (yd_library_bookmark_add(f->library, doc, unit, &added, &err) != YD_OK)
		fail_msg("%s", err.text);
	assert_true(added);
	yd_open_doc_free(doc);
}

yd_bookmark only_bookmark(fixture *f)
{
	yd_bookmark *items = NULL, first;
	size_t count;
	assert_int_equal(
		yd_user_bookmarks(yd_library_user(f->library), 0, 10, &items, &count, NULL), YD_OK);
	assert_int_equal(count, 1);
	first = items[0];
	free(items);
	return first;
}

int fixture_begin(void **state)
{
	*state = yd_alloc(sizeof(fixture));
	fixture_open(*state);
	return 0;
}

int fixture_end(void **state)
{
	fixture_close(*state);
	free(*state);
	return 0;
}
