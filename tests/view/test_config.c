/* The configuration file: what holds, what is wrong with a line, and what is no configuration. */
#include <yaodian/config.h>

#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static char folder[64];
static char *path;

static int make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/yaodian-config-XXXXXX");
	if (!mkdtemp(folder))
		return -1;
	path = yd_format("%s/config", folder);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	remove(path);
	remove(folder);
	free(path);
	return 0;
}

static void write_file(const void *bytes, size_t len)
{
	FILE *out = fopen(path, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(bytes, 1, len, out), len);
	fclose(out);
}

static void read_text(const char *text, yd_config *config)
{
	write_file(text, strlen(text));
	yd_config_init(config);
	yd_config_read(config, path);
}

/* One line is wrong; its number and `what` are told, by the file's name, and the line after it
 * holds. */
static void check_fault(const char *line, const char *what)
{
	yd_config config;
	char *text = yd_format("# comment\n%s\nset center no\n", line);
	char *place = yd_format("%s:2: ", path);
	read_text(text, &config);
	if (config.faults != 1)
		fail_msg("%zu faults in: %s\n%s", config.faults, line,
			config.report.ptr ? config.report.ptr : "");
	if (strncmp(config.report.ptr, place, strlen(place)) != 0 ||
		!strstr(config.report.ptr, what))
		fail_msg("for %s: %s", line, config.report.ptr);
	assert_false(config.settings.center);
	yd_config_free(&config);
	free(place);
	free(text);
}

static void lines_set_bind_and_color(void **state)
{
	yd_config config;
	yd_str words;
	(void)state;
	read_text("\xEF\xBB\xBF# settings\n\n  set text-width = 60  # columns\r\nset center=no\n"
		  "bind text,outline x zoom\n"
		  "bind all <C-k> down # a comment\n"
		  "bind text # bookmark\n"
		  "bind text S search 安全 # 一\n"
		  "bind main q none\n"
		  "color mark #ff0000 default bold\n",
		&config);
	if (config.faults)
		fail_msg("%s", config.report.ptr);
	assert_true(config.found);
	assert_int_equal(config.settings.text_width, 60);
	assert_false(config.settings.center);
	const yd_keymap *keys = &config.keymap;
	assert_int_equal(yd_keymap_action(keys, YD_PANE_TEXT, 'x', NULL), YD_DO_ZOOM);
	assert_int_equal(yd_keymap_action(keys, YD_PANE_OUTLINE, 'x', NULL), YD_DO_ZOOM);
	assert_int_equal(yd_keymap_action(keys, YD_PANE_REGIONS, 'x', NULL), YD_DO_NOTHING);
	assert_int_equal(yd_keymap_action(keys, YD_PANE_HELP, 11, NULL), YD_DO_DOWN);
	assert_int_equal(yd_keymap_action(keys, YD_PANE_TEXT, '#', NULL), YD_DO_BOOKMARK);
	assert_int_equal(yd_keymap_action(keys, YD_PANE_TEXT, 'S', &words), YD_DO_SEARCH);
	assert_true(yd_str_equal(words, YD_STR("安全")));
	assert_int_equal(yd_keymap_action(keys, YD_PANE_TEXT, 'q', NULL), YD_DO_NOTHING);
	assert_int_equal(yd_keymap_action(keys, YD_PANE_HELP, 'q', NULL), YD_DO_LEAVE);
	assert_true(config.paints.set[YD_STYLE_MARK]);
	assert_int_equal(config.paints.paint[YD_STYLE_MARK].fg, YD_COLOUR_RGB + 0xFF0000);
	assert_false(config.paints.set[YD_STYLE_TEXT]);
	yd_config_free(&config);
}

static void without_a_file_the_keys_are_those_of_the_table(void **state)
{
	yd_config config;
	(void)state;
	remove(path);
	yd_config_init(&config);
	yd_config_read(&config, path);
	assert_false(config.found);
	assert_int_equal(config.faults, 0);
	for (size_t i = 0; i < YD_DO_COUNT - 1; i++) {
		yd_buf keys = {0};
		yd_keymap_keys(&config.keymap, &yd_action_table[i], &keys);
		assert_true(yd_str_equal(yd_buf_str(&keys), yd_str_of(yd_action_table[i].keys)));
		yd_buf_free(&keys);
	}
	yd_config_free(&config);
}

static void a_broken_line_is_told_by_file_and_line_and_the_rest_holds(void **state)
{
	(void)state;
	check_fault("sett center no", "'sett' is none of set, bind and color");
	check_fault("set", "there is no setting ''");
	check_fault("set nonsense 1", "there is no setting 'nonsense'");
	check_fault("set text-width", "a value is missing");
	check_fault("set text-width wide", "'wide' is no number from 0 to 1000");
	check_fault("set script 繁体", "'繁体' is none of: published simplified traditional");
	check_fault("set mouse perhaps", "neither yes nor no");
	check_fault("bind", "bind text x zoom");
	check_fault("bind text x", "bind text x zoom");
	check_fault("bind nowhere x zoom", "there is no pane 'nowhere'");
	check_fault("bind text, x zoom", "there is no pane ''");
	check_fault("bind text Hyper-x zoom", "'Hyper-x' is no key");
	check_fault("bind text 5 zoom", "digits before a key count");
	check_fault("bind text Ctrl-z zoom", "the terminal keeps Ctrl-z");
	check_fault("bind text x fly", "there is no action 'fly'");
	check_fault("bind text x zoo", "there is no action 'zoo'");
	check_fault("bind text x zoom twice", "zoom takes no more words");
	check_fault("bind text x remove", "only in: bookmarks");
	check_fault("color", "there is no style ''");
	check_fault("color sky red blue", "there is no style 'sky'");
	check_fault("color mark", "a foreground and a background");
	check_fault("color mark purple default", "'purple' is no colour");
	check_fault("color mark red default italic", "'italic' is no attribute");
}

static void a_key_bound_twice_is_told_and_the_last_line_holds(void **state)
{
	yd_config config;
	(void)state;
	read_text("bind text x zoom\nbind outline x fold\nbind main x bookmark\n", &config);
	assert_int_equal(config.faults, 1);
	assert_non_null(strstr(config.report.ptr, "config:3: line 2 binds x already"));
	assert_int_equal(yd_keymap_action(&config.keymap, YD_PANE_TEXT, 'x', NULL), YD_DO_BOOKMARK);
	assert_int_equal(
		yd_keymap_action(&config.keymap, YD_PANE_OUTLINE, 'x', NULL), YD_DO_BOOKMARK);
	yd_config_free(&config);
	/* In different panes, or over a default, it is no fault. */
	read_text("bind text x zoom\nbind outline x fold\nbind text j up\n", &config);
	assert_int_equal(config.faults, 0);
	yd_config_free(&config);
}

static void keys_are_told_with_the_panes_they_were_bound_in(void **state)
{
	yd_config config;
	yd_buf keys = {0};
	(void)state;
	read_text("bind main Z zoom\nbind text x,y zoom\nbind text x zoom\nbind outline z none\n",
		&config);
	yd_keymap_keys(&config.keymap, yd_action_find(YD_DO_ZOOM), &keys);
	assert_string_equal(keys.ptr, "z(regions,text) Z x(text)");
	assert_int_equal(yd_keymap_key(&config.keymap, YD_PANE_OUTLINE, YD_DO_ZOOM), 'Z');
	assert_int_equal(yd_keymap_key(&config.keymap, YD_PANE_BOOKMARKS, YD_DO_ZOOM), YD_KEY_NONE);
	yd_buf_free(&keys);
	yd_config_free(&config);
}

/* Nothing of such a file holds, and the report has one line, which says `what`. */
static void check_refused(yd_config *config, const char *what)
{
	assert_int_equal(config->faults, 1);
	assert_true(config->found);
	if (!strstr(config->report.ptr, what) || !strstr(config->report.ptr, path))
		fail_msg("%s", config->report.ptr);
	assert_true(config->settings.center);
	yd_config_free(config);
}

static void a_folder_is_no_configuration(void **state)
{
	yd_config config;
	(void)state;
	remove(path);
	assert_int_equal(mkdir(path, 0755), 0);
	yd_config_init(&config);
	yd_config_read(&config, path);
	check_refused(&config, "is a folder");
}

static void a_pipe_is_not_waited_for(void **state)
{
	yd_config config;
	(void)state;
	remove(path);
	assert_int_equal(mkfifo(path, 0644), 0);
	yd_config_init(&config);
	yd_config_read(&config, path);
	check_refused(&config, "is not a file");
}

static void an_unreadable_file_is_told(void **state)
{
	yd_config config;
	(void)state;
	if (geteuid() == 0) {
		/* Root reads everything; a loop of links is unreadable to it too. */
		remove(path);
		assert_int_equal(symlink(path, path), 0);
	} else {
		write_file("set center no\n", 14);
		chmod(path, 0);
	}
	yd_config_init(&config);
	yd_config_read(&config, path);
	check_refused(&config, strerror(geteuid() == 0 ? ELOOP : EACCES));
}

/* GBK in a comment or a value, a NUL, half a character: the line is left out and told, as any that
 * is wrong, and the others hold. */
static void a_line_that_is_no_text_is_left_out(void **state)
{
	static const char lines[] = "set center no\n# \xD6\xD0\xCE\xC4\nset mouse no\n"
				    "set editor \xD6\xD0\nbind text x zoom\0\n"
				    "set read-after 7\nset full-width-punctuation no \xE6\xA0";
	yd_config config;
	(void)state;
	write_file(lines, sizeof lines - 1);
	yd_config_init(&config);
	yd_config_read(&config, path);
	assert_int_equal(config.faults, 4);
	assert_non_null(strstr(config.report.ptr, ":2: this is not UTF-8 text; the line is left"));
	assert_non_null(strstr(config.report.ptr, ":4: this is not UTF-8 text"));
	assert_non_null(strstr(config.report.ptr, ":5: this is not UTF-8 text"));
	assert_non_null(strstr(config.report.ptr, ":7: this is not UTF-8 text"));
	assert_non_null(strstr(config.report.ptr, path));
	assert_false(config.settings.center);
	assert_false(config.settings.mouse);
	assert_int_equal(config.settings.read_after, 7);
	assert_true(config.settings.full_width_punctuation);
	assert_int_equal(config.keymap.count, 0);
	yd_config_free(&config);
	/* A file that is none at all: told up to the limit, and nothing holds. */
	char binary[4096];
	for (size_t i = 0; i < sizeof binary; i++)
		binary[i] = (char)(i * 37 % 256);
	write_file(binary, sizeof binary);
	yd_config_init(&config);
	yd_config_read(&config, path);
	assert_true(config.faults >= 16);
	assert_true(config.report.len < 8192);
	yd_config_free(&config);
}

static char *repeated(const char *text, size_t bytes)
{
	yd_buf out = {0};
	while (out.len + strlen(text) <= bytes)
		yd_buf_puts(&out, text);
	return yd_buf_take(&out);
}

static void a_line_of_nearly_a_megabyte_is_one_fault(void **state)
{
	yd_config config;
	char *word = repeated("云", 1000000);
	char *text = yd_format("set %s 1\nset mouse no\n", word);
	(void)state;
	read_text(text, &config);
	assert_int_equal(config.faults, 1);
	assert_true(config.report.len < 1000);
	assert_false(config.settings.mouse);
	yd_config_free(&config);
	free(text);
	free(word);
}

static void more_than_a_megabyte_is_no_configuration(void **state)
{
	yd_config config;
	char *text = repeated("set center no\n", YD_CONFIG_BYTES_MAX + 100);
	(void)state;
	read_text(text, &config);
	check_refused(&config, "larger than 1 MB");
	free(text);
}

static void a_file_of_faults_gives_a_short_report(void **state)
{
	yd_config config;
	char *text = repeated("nonsense\n", 90000);
	(void)state;
	read_text(text, &config);
	assert_int_equal(config.faults, 10000);
	size_t lines = 0;
	for (size_t i = 0; i < config.report.len; i++)
		lines += config.report.ptr[i] == '\n';
	assert_int_equal(lines, YD_CONFIG_REPORT_MAX);
	yd_config_free(&config);
	free(text);
}

int main(void)
{
#define test(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)
	const struct CMUnitTest tests[] = {
		test(lines_set_bind_and_color),
		test(without_a_file_the_keys_are_those_of_the_table),
		test(a_broken_line_is_told_by_file_and_line_and_the_rest_holds),
		test(a_key_bound_twice_is_told_and_the_last_line_holds),
		test(keys_are_told_with_the_panes_they_were_bound_in),
		test(a_folder_is_no_configuration),
		test(a_pipe_is_not_waited_for),
		test(an_unreadable_file_is_told),
		test(a_line_that_is_no_text_is_left_out),
		test(a_line_of_nearly_a_megabyte_is_one_fault),
		test(more_than_a_megabyte_is_no_configuration),
		test(a_file_of_faults_gives_a_short_report),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
