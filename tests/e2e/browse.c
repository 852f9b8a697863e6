#include "browse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

int open_sandbox(void **state)
{
	*state = sandbox_new();
	return 0;
}

int open_samples(void **state)
{
	sandbox *box = sandbox_new();
	*state = box;
	const char *samples = samples_folder();
	assert_non_null(samples);
	sandbox_import(box, samples);
	return 0;
}

int close_sandbox(void **state)
{
	sandbox_free(*state);
	return 0;
}

void make_locale(sandbox *box, const char *name)
{
	char *file = yd_format("%s.UTF-8", name);
	char *command = yd_format(
		"localedef -i %s -f UTF-8 '%s' 2>/dev/null", name, sandbox_path(box, file));
	int made = system(command);
	free(command);
	free(file);
	if (made != 0) {
		print_message("skipped: localedef cannot make %s.UTF-8 (package locales)\n", name);
		assert_null(getenv("CI"));
		skip();
	}
	sandbox_env(box, "LOCPATH", sandbox_path(box, ""));
}

term *open_browser(sandbox *box, int columns, int rows)
{
	term *t = sandbox_browse(box, columns, rows, NULL);
	term_settle(t);
	if (!term_running(t))
		term_fail(t, __FILE__, __LINE__, "the browser ended by itself");
	return t;
}

void leave_browser(term *t)
{
	for (int i = 0; i < 10 && term_running(t); i++)
		term_press(t, "q");
	int status = term_await_exit(t);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		term_fail(t, __FILE__, __LINE__, "left with status 0x%04x", (unsigned)status);
	term_free(t);
}

int borders(term *t, int first, int last, int columns[8])
{
	int count = 0;
	for (int column = 0; column < term_columns(t) && count < 8; column++) {
		int row = first;
		while (row <= last && strcmp(term_cell_at(t, row, column).text, "│") == 0)
			row++;
		if (row > last)
			columns[count++] = column;
	}
	return count;
}

int status_row(term *t)
{
	int row = term_rows(t) - 1;
	while (row > 0 && !*term_row(t, row))
		row--;
	return row;
}

char *screen_text(term *t)
{
	yd_buf out = {0};
	for (int row = 0; row < term_rows(t); row++) {
		yd_buf_puts(&out, term_row(t, row));
		yd_buf_putc(&out, '\n');
	}
	return yd_buf_take(&out);
}

/* A letter for what the eye sees of a cell's attributes: of a blank neither weight nor colour, of a
 * right half nothing beyond its left one. */
static char look_of(term_cell cell)
{
	if (cell.width == 0)
		return '-';
	bool blank = !cell.text[0] || strcmp(cell.text, " ") == 0;
	bool ink = !blank && (cell.bold || cell.fg != TERM_DEFAULT);
	bool ground = cell.reverse || cell.bg != TERM_DEFAULT;
	return (char)('a' + ground + 2 * ink + 4 * cell.underline + 8 * (!blank && cell.bold));
}

char *screen_image(term *t)
{
	yd_buf out = {0};
	for (int row = 0; row < term_rows(t); row++) {
		yd_buf_puts(&out, term_row(t, row));
		yd_buf_putc(&out, '|');
		for (int column = 0; column < term_columns(t); column++)
			yd_buf_putc(&out, look_of(term_cell_at(t, row, column)));
		yd_buf_putc(&out, '\n');
	}
	return yd_buf_take(&out);
}

void check_redraw_changes_nothing(term *t)
{
	/* A lone Esc is held back for a moment, which is long on a loaded machine; with another
	 * behind it the first acts at once. */
	term_press(t, "\033\033");
	char *before = screen_image(t);
	term_press(t, "\014");
	char *after = screen_image(t);
	if (strcmp(before, after) != 0) {
		fprintf(stderr, "before the redraw:\n%s\nafter:\n%s\n", before, after);
		term_fail(t, __FILE__, __LINE__, "a redraw changed the screen");
	}
	free(before);
	free(after);
}

const char *status_text(term *t)
{
	return term_row(t, term_rows(t) - 1);
}

void focus_text(term *t)
{
	term_press(t, "lll");
}

void run_command(term *t, const char *line)
{
	term_type(t, ":");
	term_type(t, line);
	term_press(t, "\r");
}

void go_to(term *t, const char *ref)
{
	term_type(t, ":go ");
	term_type(t, ref);
	term_press(t, "\r");
}

void press_times(term *t, const char *key, int times)
{
	for (int i = 0; i < times; i++)
		term_type(t, key);
	term_settle(t);
}

bool json_field(const yd_buf *lines, const char *with, const char *name, char *out, size_t size)
{
	char *key = yd_format("\"%s\":", name);
	bool found = false;
	for (const char *line = lines->ptr; line && *line && !found;) {
		size_t len = strcspn(line, "\n");
		char *copy = yd_strndup(line, len);
		const char *value = strstr(copy, with) ? strstr(copy, key) : NULL;
		if (value) {
			value += strlen(key);
			bool quoted = *value == '"';
			size_t end = strcspn(value + quoted, quoted ? "\"" : ",}");
			snprintf(out, size, "%.*s", (int)end, value + quoted);
			found = true;
		}
		free(copy);
		line += len + (line[len] == '\n');
	}
	free(key);
	return found;
}

void ref_of(sandbox *box, const char *title, char out[32])
{
	yd_buf lines = {0};
	assert_int_equal(sandbox_run(box, &lines, NULL, "list", "--json", NULL), 0);
	if (!json_field(&lines, title, "ref", out, 32))
		fail_msg("no document %s", title);
	yd_buf_free(&lines);
}

void press_until(term *t, const char *key, const char *text, int times)
{
	for (int i = 0; i < times && !term_shows(t, text); i++)
		term_press(t, key);
	term_check_shows(t, text);
}

term *open_at(sandbox *box, int columns, int rows, const char *title, const char *number)
{
	char ref[32];
	ref_of(box, title, ref);
	term *t = open_browser(box, columns, rows);
	go_to(t, ref);
	focus_text(t);
	run_command(t, number);
	return t;
}
