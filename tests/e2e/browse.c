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

char *screen_image(term *t)
{
	yd_buf out = {0};
	for (int row = 0; row < term_rows(t); row++) {
		yd_buf_puts(&out, term_row(t, row));
		yd_buf_putc(&out, '|');
		for (int column = 0; column < term_columns(t); column++) {
			term_cell cell = term_cell_at(t, row, column);
			yd_buf_putc(&out, (char)('a' + cell.reverse + 2 * cell.bold +
						  4 * cell.underline + 8 * cell.coloured));
		}
		yd_buf_putc(&out, '\n');
	}
	return yd_buf_take(&out);
}

void check_redraw_changes_nothing(term *t)
{
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

void press_until(term *t, const char *key, const char *text, int times)
{
	for (int i = 0; i < times && !term_shows(t, text); i++)
		term_press(t, key);
	term_check_shows(t, text);
}
