/* Documents far larger than any plan: one line of 10 MB, and 10 MB of short lines. */
#include "browse.h"

#include <stdlib.h>
#include <string.h>

enum { LARGE = 10 << 20 };

static void read_through(term *t)
{
	const char *keys[] = {"\t", "\t", " ", "\004", "G", "g", "]", "z", "j", "z"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		term_press(t, keys[i]);
		term_check_whole(t);
	}
	term_resize(t, 61, 20);
	term_settle(t);
	term_check_whole(t);
	term_check_harmless(t);
}

static void take_in(sandbox *box, const yd_buf *text)
{
	sandbox_write(box, "large.txt", text->ptr, text->len);
	char *path = yd_strdup(sandbox_path(box, "large.txt"));
	sandbox_must(box, "import", "--region", "示例省", "--year", "2024", path, NULL);
	free(path);
}

static void a_line_of_ten_megabytes_can_be_read(void **state)
{
	yd_buf text = {0};
	yd_buf_puts(&text, "云水市2024年教育工作要点\n一、总则\n1.");
	while (text.len < LARGE)
		yd_buf_puts(&text, "加强校园安全管理，落实各项责任；");
	yd_buf_puts(&text, "完。\n2.下一条。结束。\n");
	take_in(*state, &text);
	yd_buf_free(&text);
	term *t = open_browser(*state, 120, 40);
	term_check_shows(t, "教育工作要点");
	read_through(t);
	leave_browser(t);
}

static void ten_megabytes_without_a_space_or_a_stop_can_be_read(void **state)
{
	yd_buf text = {0};
	while (text.len < LARGE)
		yd_buf_puts(&text, "abcdefghij");
	yd_buf_putc(&text, '\n');
	take_in(*state, &text);
	yd_buf_free(&text);
	term *t = open_browser(*state, 120, 40);
	read_through(t);
	leave_browser(t);
}

static void a_hundred_thousand_clauses_can_be_read(void **state)
{
	yd_buf text = {0};
	yd_buf_puts(&text, "云水市2024年教育工作要点\n");
	for (int i = 1; i <= 100000; i++)
		yd_buf_printf(&text, "%d.做好第%d项工作。抓好校园安全工作，按时完成。\n", i, i);
	take_in(*state, &text);
	yd_buf_free(&text);
	term *t = open_browser(*state, 120, 40);
	term_check_shows(t, "教育工作要点");
	read_through(t);
	leave_browser(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_sandbox(a_line_of_ten_megabytes_can_be_read),
		with_sandbox(ten_megabytes_without_a_space_or_a_stop_can_be_read),
		with_sandbox(a_hundred_thousand_clauses_can_be_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
