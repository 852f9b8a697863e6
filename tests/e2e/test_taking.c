/* What happens outside of the browser: editors that write, fail, are killed; the clipboard; pipes.
 * And reading that is kept through a restart. */
#include "browse.h"

#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static const char title[] = "桐垣县教育和科技局2019年工作要点";

static char *read_all(const char *path)
{
	yd_buf text = {0};
	char bytes[4096];
	size_t got;
	FILE *file = fopen(path, "rb");
	yd_buf_puts(&text, "");
	while (file && (got = fread(bytes, 1, sizeof bytes, file)) > 0)
		yd_buf_add(&text, bytes, got);
	if (file)
		fclose(file);
	return yd_buf_take(&text);
}

static void bookmarks_say(sandbox *box, const char *what)
{
	yd_buf lines = {0};
	sandbox_run(box, &lines, NULL, "bookmark", "--json", "list", NULL);
	if (!strstr(lines.ptr ? lines.ptr : "", what))
		fail_msg("%s: not in %s", what, lines.ptr);
	yd_buf_free(&lines);
}

/* ---- editors ---- */

static void an_editor_writes_a_note(void **state)
{
	sandbox *box = *state;
	/* The file is the last of the arguments. */
	sandbox_script(box, "bin/edit",
		"for f; do :; done\n"
		"stat -c '%a' \"$f\" \"$(dirname \"$f\")\" > \"$HOME/rights\"\n"
		"echo \"$*\" > \"$HOME/call\"; cat \"$f\" > \"$HOME/before\"\n"
		"printf '问一下预算\\n第二行\\n' > \"$f\"; echo x > \"$f~\"");
	char *editor = yd_format("%s --wait", sandbox_path(box, "bin/edit"));
	sandbox_env(box, "VISUAL", editor);
	sandbox_env(box, "EDITOR", "false");
	term *t = open_at(box, 200, 30, title, "6");
	term_press(t, "e");
	term_await(t, "The note is kept");
	term_check_shows(t, "✎ 问一下预算");
	term_check_shows(t, "第二行");
	check_redraw_changes_nothing(t);
	bookmarks_say(box, "\"note\":\"问一下预算\\n第二行\"");
	char *rights = read_all(sandbox_path(box, "home/rights"));
	assert_string_equal(rights, "600\n700\n");
	free(rights);
	char *call = read_all(sandbox_path(box, "home/call"));
	const char *path = strstr(call, "--wait ");
	assert_non_null(path);
	path += strlen("--wait ");
	call[strlen(call) - 1] = '\0';
	assert_int_equal(access(path, F_OK), -1);
	*strrchr(call, '/') = '\0';
	assert_int_equal(access(path, F_OK), -1);
	free(call);
	term_press(t, "e");
	term_await(t, "The note is as it was");
	char *before = read_all(sandbox_path(box, "home/before"));
	assert_string_equal(before, "问一下预算\n第二行\n");
	free(before);
	/* Emptied. */
	sandbox_script(box, "bin/edit", ": > \"$2\"");
	term_press(t, "e");
	term_await(t, "The note is removed");
	term_check_hides(t, "✎");
	term_press(t, "u");
	term_check_shows(t, "✎ 问一下预算");
	leave_browser(t);
	free(editor);
}

/* Whatever an editor does wrong, nothing is changed, and the browser says so. */
static void an_editor_that_goes_wrong_leaves_the_note(void **state)
{
	sandbox *box = *state;
	static const struct {
		const char *lines, *says;
		bool kept;
	} rows[] = {
		{"echo half > \"$1\"; exit 3", "ended with status 3", true},
		{"exit 1", "ended with status 1", false},
		{"echo half > \"$1\"; kill -9 $$", "was killed (Killed)", true},
		{"kill -TERM $$", "was killed (Terminated)", false},
		{"exec /nowhere/at/all", "was not found", false},
		{"rm \"$1\"", "the editor left no file", false},
		{"printf '\\261\\261' > \"$1\"", "is not UTF-8", true},
		{"printf 'a\\0b' > \"$1\"", "NUL bytes", true},
		{"head -c 2000000 /dev/zero | tr '\\0' a > \"$1\"", "longer than a note may be",
			true},
		{"rm \"$1\"; mkfifo \"$1\"", "no regular file", false},
	};
	sandbox_script(box, "bin/edit", "echo 原来的 > \"$1\"");
	sandbox_env(box, "EDITOR", sandbox_path(box, "bin/edit"));
	term *t = open_at(box, 200, 30, title, "6");
	term_press(t, "e");
	term_await(t, "The note is kept");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		sandbox_script(box, "bin/edit", rows[i].lines);
		term_press(t, "e");
		term_await(t, rows[i].says);
		term_check_shows(t, "othing was changed");
		assert_true(term_shows(t, "What was written is in") == rows[i].kept);
		term_check_shows(t, "✎ 原来的");
		term_press(t, "\033");
		check_redraw_changes_nothing(t);
	}
	leave_browser(t);
}

static void an_editor_that_is_not_there_is_told(void **state)
{
	sandbox *box = *state;
	sandbox_env(box, "EDITOR", "no-such-editor-anywhere");
	term *t = open_at(box, 200, 30, title, "6");
	term_press(t, "e");
	term_await(t, "was not found");
	leave_browser(t);
}

/* An end by signal meanwhile reaches the editor, and the terminal is given back. */
static void ending_the_program_ends_the_editor(void **state)
{
	sandbox *box = *state;
	sandbox_script(box, "bin/edit",
		"trap 'echo gone > \"$HOME/gone\"; exit 1' TERM\n"
		"echo up > \"$HOME/up\"; while :; do sleep 0.05; done");
	sandbox_env(box, "EDITOR", sandbox_path(box, "bin/edit"));
	term *t = open_at(box, 200, 30, title, "6");
	term_type(t, "e");
	double until = term_now() + TERM_PATIENCE;
	while (access(sandbox_path(box, "home/up"), F_OK) != 0 && term_now() < until)
		term_pump(t, 10);
	term_signal(t, SIGTERM);
	term_await_exit(t);
	assert_int_equal(access(sandbox_path(box, "home/gone"), F_OK), 0);
	assert_false(term_alternate_screen(t));
	term_free(t);
}

/* ---- the clipboard ---- */

static int digit_of(char c)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c ? strchr(digits, c) : NULL;
	return at ? (int)(at - digits) : -1;
}

/* What the program gave to the clipboard by OSC 52 since term_raw_clear(); owned, NULL: nothing. */
static char *clipboard_of(term *t)
{
	size_t len;
	const char *raw = term_raw(t, &len);
	const char *start = strstr(raw, "\033]52;c;");
	if (!start)
		return NULL;
	yd_buf text = {0};
	unsigned bits = 0, count = 0;
	for (start += strlen("\033]52;c;"); *start && *start != '='; start++) {
		int digit = digit_of(*start);
		if (digit < 0)
			break;
		bits = bits << 6 | (unsigned)digit;
		count += 6;
		if (count >= 8) {
			count -= 8;
			yd_buf_putc(&text, (char)(bits >> count & 0xFF));
		}
	}
	while (*start == '=')
		start++;
	assert_int_equal(*start, '\a');
	return yd_buf_take(&text);
}

static void a_copy_goes_to_the_terminal_and_a_file(void **state)
{
	sandbox *box = *state;
	sandbox_env(box, "XDG_STATE_HOME", sandbox_path(box, "state"));
	term *t = open_at(box, 200, 30, title, "6");
	term_raw_clear(t);
	term_press(t, "y");
	term_check_shows(t, "Copied the text to the clipboard");
	char *copied = clipboard_of(t);
	assert_non_null(copied);
	assert_non_null(strstr(copied, "6.建设书香校园"));
	char *kept = read_all(sandbox_path(box, "state/yaodian/copied.txt"));
	assert_string_equal(kept, copied);
	struct stat info;
	assert_int_equal(stat(sandbox_path(box, "state/yaodian/copied.txt"), &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	free(copied);
	free(kept);
	term_raw_clear(t);
	term_press(t, "Y");
	copied = clipboard_of(t);
	assert_non_null(copied);
	assert_non_null(strstr(copied, title));
	assert_non_null(strstr(copied, "#"));
	kept = read_all(sandbox_path(box, "state/yaodian/copied.txt"));
	assert_string_equal(kept, copied);
	free(copied);
	free(kept);
	check_redraw_changes_nothing(t);
	leave_browser(t);
}

static void what_is_too_long_is_in_the_file(void **state)
{
	sandbox *box = *state;
	yd_buf plan = {0};
	yd_buf_puts(&plan, "长条市教育局2024年工作要点\n一、只有一部分\n（一）很长的一条。");
	while (plan.len < 60000)
		yd_buf_puts(&plan, "为了不让终端的剪贴板装得下而写的很长很长的话，");
	yd_buf_puts(&plan, "完。\n（二）第二条在这里。写得很短。\n");
	sandbox_write(box, "long.txt", plan.ptr, plan.len);
	sandbox_must(box, "import", sandbox_path(box, "long.txt"), NULL);
	term *t = open_browser(box, 200, 30);
	focus_text(t);
	run_command(t, "(一)");
	term_raw_clear(t);
	term_press(t, "y");
	term_check_shows(t, "too long for the terminal's clipboard");
	term_check_shows(t, "copied.txt");
	assert_null(clipboard_of(t));
	/* Without XDG_STATE_HOME it stands in ~/.local/state. */
	char *kept = read_all(sandbox_path(box, "home/.local/state/yaodian/copied.txt"));
	assert_true(strlen(kept) > 60000 - 200);
	free(kept);
	leave_browser(t);
	yd_buf_free(&plan);
}

static void inside_tmux_its_buffer_is_loaded(void **state)
{
	sandbox *box = *state;
	sandbox_script(box, "bin/tmux",
		"echo \"$*\" > \"$HOME/args\"; cat > \"$HOME/buffer\"; echo noise");
	char *path = yd_format("%s:%s", sandbox_path(box, "bin"), getenv("PATH"));
	sandbox_env(box, "PATH", path);
	sandbox_env(box, "TMUX", "/tmp/tmux-0/default,1,0");
	term *t = open_at(box, 200, 30, title, "6");
	term_raw_clear(t);
	term_press(t, "y");
	term_await(t, "Copied the text to tmux and the clipboard");
	assert_null(clipboard_of(t));
	char *args = read_all(sandbox_path(box, "home/args"));
	assert_string_equal(args, "load-buffer -w -\n");
	free(args);
	char *buffer = read_all(sandbox_path(box, "home/buffer"));
	assert_non_null(strstr(buffer, "6.建设书香校园"));
	free(buffer);
	term_check_hides(t, "noise");
	check_redraw_changes_nothing(t);
	/* One that fails, and one that does not read. */
	sandbox_script(box, "bin/tmux", "exit 1");
	term_press(t, "y");
	term_await(t, "tmux did not take the text: it ended with status 1");
	term_check_shows(t, "copied.txt");
	leave_browser(t);
	free(path);
}

static void a_file_that_cannot_be_written_is_told(void **state)
{
	sandbox *box = *state;
	sandbox_puts(box, "state", "no folder");
	sandbox_env(box, "XDG_STATE_HOME", sandbox_path(box, "state"));
	term *t = open_at(box, 200, 30, title, "6");
	term_raw_clear(t);
	term_press(t, "y");
	term_check_shows(t, "could not be written");
	char *copied = clipboard_of(t);
	assert_non_null(copied);
	free(copied);
	leave_browser(t);
}

/* ---- pipes ---- */

static void a_command_gets_the_text(void **state)
{
	sandbox *box = *state;
	term *t = open_at(box, 200, 30, title, "6");
	term_press(t, "|");
	term_press(t, "cat > \"$HOME/got\"; echo 输出在此\r");
	term_await(t, "press a key to go back");
	term_check_shows(t, "输出在此");
	assert_false(term_alternate_screen(t));
	term_press(t, "x");
	term_check_shows(t, ": done.");
	assert_true(term_alternate_screen(t));
	char *got = read_all(sandbox_path(box, "home/got"));
	assert_non_null(strstr(got, "6.建设书香校园"));
	free(got);
	check_redraw_changes_nothing(t);
	leave_browser(t);
}

static void commands_that_fail_or_do_not_read_are_told(void **state)
{
	sandbox *box = *state;
	static const char *const rows[][2] = {
		{"exit 7", "ended with status 7"},
		{"kill -9 $$", "was killed (Killed)"},
		{"no-such-command-anywhere", "was not found"},
		{"exec <&-; true", "done"},
		{"true", "done"},
	};
	term *t = open_at(box, 200, 30, title, "6");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *line = yd_format("%s\r", rows[i][0]);
		term_press(t, "|");
		term_press(t, line);
		term_await(t, "press a key to go back");
		term_press(t, "\033[A");
		term_check_shows(t, rows[i][1]);
		assert_true(term_running(t));
		check_redraw_changes_nothing(t);
		free(line);
	}
	leave_browser(t);
}

static void interrupting_a_command_leaves_the_browser(void **state)
{
	sandbox *box = *state;
	term *t = open_at(box, 200, 30, title, "6");
	term_press(t, "|");
	term_type(t, "echo u''p; exec sleep 600\r");
	term_await(t, "up");
	term_type(t, "\003");
	term_await(t, "press a key to go back");
	term_press(t, "q");
	term_check_shows(t, "was killed (Interrupt)");
	assert_true(term_running(t));
	leave_browser(t);
}

/* ---- reading ---- */

static void reading_is_kept_through_a_restart(void **state)
{
	sandbox *box = *state;
	term *t = open_at(box, 200, 30, title, "6");
	term_press(t, "]");
	term_press(t, "]");
	term_check_shows(t, "✓");
	term_press(t, "jjz");
	char *before = screen_text(t);
	leave_browser(t);
	t = open_browser(box, 200, 30);
	term_press(t, "z");
	const char *line = before;
	for (int row = 0; row < term_rows(t); row++) {
		size_t len = strcspn(line, "\n");
		if (strlen(term_row(t, row)) != len || memcmp(term_row(t, row), line, len) != 0)
			term_fail(t, __FILE__, __LINE__, "row %d was %.*s", row, (int)len, line);
		line += len + 1;
	}
	free(before);
	leave_browser(t);
	/* Killed, only what was not written yet is lost. */
	t = open_browser(box, 200, 30);
	kill(term_pid(t), SIGKILL);
	term_await_exit(t);
	term_free(t);
	t = open_browser(box, 200, 30);
	term_check_shows(t, "✓");
	leave_browser(t);
}

static void nothing_is_kept_read_only(void **state)
{
	sandbox *box = *state;
	leave_browser(open_at(box, 200, 30, title, "6"));
	char *before = read_all(sandbox_path(box, "data/yaodian/user.db"));
	free(before);
	struct stat then, now;
	assert_int_equal(stat(sandbox_path(box, "data/yaodian/user.db"), &then), 0);
	static const char *const argv[] = {"--read-only", NULL};
	term *t = sandbox_browse(box, 200, 30, argv);
	term_settle(t);
	term_press(t, "]]]e");
	term_check_shows(t, "read-only");
	term_press(t, "r");
	term_check_shows(t, "read");
	term_press(t, "ma");
	term_press(t, "\033:quit\r");
	term_await_exit(t);
	term_free(t);
	assert_int_equal(stat(sandbox_path(box, "data/yaodian/user.db"), &now), 0);
	assert_int_equal(then.st_mtim.tv_sec, now.st_mtim.tv_sec);
	assert_int_equal(then.st_mtim.tv_nsec, now.st_mtim.tv_nsec);
	assert_int_equal(then.st_size, now.st_size);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_samples(an_editor_writes_a_note),
		with_samples(an_editor_that_goes_wrong_leaves_the_note),
		with_samples(an_editor_that_is_not_there_is_told),
		with_samples(ending_the_program_ends_the_editor),
		with_samples(a_copy_goes_to_the_terminal_and_a_file),
		with_sandbox(what_is_too_long_is_in_the_file),
		with_samples(inside_tmux_its_buffer_is_loaded),
		with_samples(a_file_that_cannot_be_written_is_told),
		with_samples(a_command_gets_the_text),
		with_samples(commands_that_fail_or_do_not_read_are_told),
		with_samples(interrupting_a_command_leaves_the_browser),
		with_samples(reading_is_kept_through_a_restart),
		with_samples(nothing_is_kept_read_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
