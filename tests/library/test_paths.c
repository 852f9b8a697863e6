#include "../../src/library/internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static void check_cache_path(const char *option, const char *expected)
{
	yd_library_options options = {.cache_path = option};
	char *cache, *user;
	assert_int_equal(yd_library_paths(&options, &cache, &user, NULL), YD_OK);
	assert_string_equal(cache, expected);
	free(cache);
	free(user);
}

static int clean_environment(void **state)
{
	(void)state;
	unsetenv("YAODIAN_CACHE");
	unsetenv("YAODIAN_USER");
	unsetenv("XDG_DATA_HOME");
	unsetenv("XDG_CONFIG_HOME");
	setenv("HOME", "/nowhere/home", 1);
	return 0;
}

static void files_stand_in_the_data_folder(void **state)
{
	(void)state;
	check_cache_path(NULL, "/nowhere/home/.local/share/yaodian/corpus.db");
	setenv("XDG_DATA_HOME", "/nowhere/data", 1);
	check_cache_path(NULL, "/nowhere/data/yaodian/corpus.db");
	setenv("YAODIAN_CACHE", "/nowhere/else.db", 1);
	check_cache_path(NULL, "/nowhere/else.db");
	check_cache_path("/nowhere/option.db", "/nowhere/option.db");
}

static void empty_variables_are_unset_and_relative_folders_ignored(void **state)
{
	(void)state;
	setenv("YAODIAN_CACHE", "", 1);
	setenv("XDG_DATA_HOME", "", 1);
	check_cache_path(NULL, "/nowhere/home/.local/share/yaodian/corpus.db");
	setenv("XDG_DATA_HOME", "data", 1);
	check_cache_path(NULL, "/nowhere/home/.local/share/yaodian/corpus.db");
	setenv("XDG_CONFIG_HOME", "./config", 1);
	char *themes = yd_library_themes_path();
	assert_string_equal(themes, "/nowhere/home/.config/yaodian/themes");
	free(themes);
	char *config = yd_library_config_path();
	assert_string_equal(config, "/nowhere/home/.config/yaodian/config");
	free(config);
}

static void an_empty_option_is_refused(void **state)
{
	(void)state;
	yd_library_options options = {.user_path = ""};
	char *cache, *user;
	yd_error err;
	assert_int_equal(yd_library_paths(&options, &cache, &user, &err), YD_INVALID);
	assert_non_null(strstr(err.text, "--user"));
	assert_null(cache);
	assert_null(user);
}

static void relative_options_are_made_absolute(void **state)
{
	(void)state;
	char *here = getcwd(NULL, 0);
	char *expected = yd_format("%s/no/such.db", here);
	check_cache_path("./no//x/../such.db", expected);
	free(expected);
	free(here);
	check_cache_path("/../..//a/./b/../c/", "/a/c");
	check_cache_path("/no/../..", "/");
}

static void links_are_followed(void **state)
{
	(void)state;
	char folder[] = "/tmp/yaodian-paths-XXXXXX";
	assert_non_null(mkdtemp(folder));
	char *link = yd_format("%s/link", folder), *through = yd_format("%s/link/passwd", folder);
	assert_int_equal(symlink("/etc", link), 0);
	char *path = path_absolute(through);
	assert_string_equal(path, "/etc/passwd");
	unlink(link);
	rmdir(folder);
	free(path);
	free(link);
	free(through);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(files_stand_in_the_data_folder, clean_environment),
		cmocka_unit_test_setup(
			empty_variables_are_unset_and_relative_folders_ignored, clean_environment),
		cmocka_unit_test_setup(an_empty_option_is_refused, clean_environment),
		cmocka_unit_test_setup(relative_options_are_made_absolute, clean_environment),
		cmocka_unit_test_setup(links_are_followed, clean_environment),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
