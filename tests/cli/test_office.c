/* Files as office programs write them and pages as sites make them: each of tests/extract/office
 * has the outline that NAME.outline there says. */
#include "run.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static char *folder_path(void)
{
	const char *source = getenv("YD_SOURCE");
	return yd_format("%s/tests/extract/office", source ? source : "../..");
}

static void add_json(yd_buf *out, const char *key, const char *text)
{
	if (strcmp(text, "-") == 0)
		yd_buf_printf(out, "\"%s\":null", key);
	else
		yd_buf_printf(out, "\"%s\":\"%s\"", key, text);
}

static size_t count_nodes(const char *json)
{
	size_t count = 0;
	for (const char *at = json; (at = strstr(at, "\"level\":")); at++)
		count++;
	return count;
}

/* A line is ADDRESS, mark and title, parted by tabs; - for none. */
static void expect_node(run *r, const char *ref, const char *line)
{
	char address[64], mark[64], title[512];
	yd_buf found = {0};
	assert_int_equal(sscanf(line, "%63[^\t]\t%63[^\t]\t%511[^\n]", address, mark, title), 3);
	unsigned level = 1;
	for (const char *at = address; *at; at++)
		level += *at == '.';
	yd_buf_printf(&found, "{\"ref\":\"%s#%s\",\"level\":%u,", ref, address, level);
	add_json(&found, "mark", mark);
	EXPECT_OUT(r, found.ptr);
	const char *at = strstr(r->out.ptr, found.ptr);
	yd_buf_clear(&found);
	add_json(&found, "title", title);
	/* Its title comes before its text and the next node. */
	const char *there = strstr(at, found.ptr), *text = strstr(at, "\"text\":");
	if (!there || !text || there > text)
		fail_msg("#%s has another title than %s:\n%.300s", address, title, at);
	yd_buf_free(&found);
}

static void expect_outline(run *r, const char *path)
{
	char line[1024], title[1024];
	size_t nodes = 0;
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	char *ref = yd_strdup(run_ref(r));
	RUN(r, "show", "--json", ref);
	assert_non_null(fgets(line, sizeof line, file));
	snprintf(title, sizeof title, "\"title\":\"%.*s\"", (int)strcspn(line, "\n"), line);
	EXPECT_OUT(r, title);
	for (; fgets(line, sizeof line, file); nodes++)
		expect_node(r, ref, line);
	assert_int_equal(count_nodes(r->out.ptr), nodes);
	fclose(file);
	RUN(r, "remove", ref);
	free(ref);
}

/* Other converters than LibreOffice lose what the outline needs. */
static bool can_be_read(const char *name)
{
	if (!strstr(name, ".doc") || strstr(name, ".docx"))
		return true;
	if (system("command -v soffice >/dev/null 2>&1") == 0)
		return true;
	print_message("%s: left out, since LibreOffice is not installed\n", name);
	return false;
}

static void files_of_office_programs_have_their_outline(void **state)
{
	run *r = *state;
	char *folder = folder_path();
	DIR *dir = opendir(folder);
	unsigned files = 0;
	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));) {
		const char *dot = strrchr(entry->d_name, '.');
		if (entry->d_name[0] == '.' || strcmp(dot, ".outline") == 0 ||
			!can_be_read(entry->d_name))
			continue;
		char *path = yd_format("%s/%s", folder, entry->d_name);
		/* web-spans.html and web-tables.html are the plan of web.outline. */
		char *outline = yd_format("%s/%.*s.outline", folder,
			(int)strcspn(entry->d_name, "-."), entry->d_name);
		print_message("%s\n", entry->d_name);
		RUN(r, "import", path);
		EXPECT_STATUS(r, 0);
		expect_outline(r, outline);
		free(path);
		free(outline);
		files++;
	}
	assert_true(files >= 25);
	closedir(dir);
	free(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			files_of_office_programs_have_their_outline, run_begin, run_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
