/* Keys in any order, floods of them, the terminal's own stop key, and lines that break where
 * Chinese text may. */
#include "browse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static unsigned next_random(unsigned *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

/* `q` is left out, and what may spell a command that leaves ends the session early, which is as
 * good. */
static const char *const keys[] = {"j", "k", "h", "l", "g", "G", "t", "T", "b", "B", "u", "d", "z",
	"]", "[", "n", "N", "?", " ", "\r", "\t", "\033", "\033[Z", "\033OA", "\033OB", "\033OC",
	"\033OD", "\033[5~", "\033[6~", "\033OH", "\033OF", "\004", "\025", "\006", "\002", "\014",
	"&", "!", "3", "12", "0", "/", "党", "安全", ":", "themes safety", "24", "go 1", "\177",
	"\001", "\033[3~", "~", "\033[200~x\033[201~", "\x80", "é", "😀"};

static void any_keys_in_any_order_do_no_harm(void **state)
{
	unsigned seed = 20261122;
	for (int session = 0; session < 5; session++) {
		term *t = open_browser(*state, 60 + (int)(next_random(&seed) % 80), 24);
		for (int round = 0; round < 40 && term_running(t); round++) {
			for (int i = 0; i < 12; i++)
				term_type(
					t, keys[next_random(&seed) % (sizeof keys / sizeof *keys)]);
			if (round % 8 == 7)
				term_resize(t, 1 + (int)(next_random(&seed) % 140),
					1 + (int)(next_random(&seed) % 40));
			term_settle(t);
			term_check_whole(t);
			term_check_harmless(t);
			term_raw_clear(t);
		}
		if (term_running(t)) {
			/* Out of whatever is open, and the screen is what it should be. */
			term_press(t, "\033");
			term_press(t, "\033");
			term_resize(t, 120, 40);
			term_settle(t);
			check_redraw_changes_nothing(t);
			leave_browser(t);
		} else {
			int status = term_await_exit(t);
			term_check(t, WIFEXITED(status) && WEXITSTATUS(status) == 0);
			term_free(t);
		}
	}
}

static void a_flood_of_keys_is_taken_in(void **state)
{
	term *t = open_browser(*state, 120, 40);
	yd_buf flood = {0};
	for (int i = 0; i < 20000; i++)
		yd_buf_putc(&flood, "jjk]j[\tG g"[i % 10]);
	term_type_bytes(t, flood.ptr, flood.len);
	term_settle(t);
	term_check_whole(t);
	/* The same into a line that is being typed. */
	term_type(t, "/");
	yd_buf_clear(&flood);
	for (int i = 0; i < 3000; i++)
		yd_buf_puts(&flood, "教育a");
	term_type_bytes(t, flood.ptr, flood.len);
	term_settle(t);
	term_check_whole(t);
	term_press(t, "\033");
	check_redraw_changes_nothing(t);
	yd_buf_free(&flood);
	leave_browser(t);
}

/* Under a shell with job control, as Ctrl-z needs one that takes the terminal over. */
static void stopped_and_continued_it_is_there_again(void **state)
{
	sandbox *box = *state;
	char *binary = realpath(getenv("YD_BINARY") ? getenv("YD_BINARY") : "./yaodian", NULL);
	const char *script =
		"set -m; \"$0\"; echo STOPPED; read line; fg >/dev/null; echo ENDED; stty -a";
	term *t = sandbox_start(box, 100, 30, (const char *[]){"bash", "-c", script, binary, NULL});
	term_await(t, "? help");
	/* While it draws, curses ignores Ctrl-z: wait until it has drawn. */
	term_settle(t);
	term_check(t, term_alternate_screen(t));
	term_type(t, "\032");
	term_await(t, "STOPPED");
	term_check(t, !term_alternate_screen(t));
	term_check(t, term_cursor_visible(t));
	term_type(t, "\n");
	term_await(t, "? help");
	term_check(t, term_alternate_screen(t));
	term_check_shows(t, "Regions");
	term_type(t, "l");
	term_await(t, "b bookmark");
	term_check_whole(t);
	term_type(t, "q");
	term_await(t, "ENDED");
	term_await(t, " icanon");
	free(binary);
	term_free(t);
}

static bool begins_with_any(const char *text, const char *const *list)
{
	for (; *list; list++)
		if (strncmp(text, *list, strlen(*list)) == 0)
			return true;
	return false;
}

static const char *const closers[] = {"，", "。", "、", "；", "：", "！", "？", "）", "〕", "】",
	"》", "〉", "」", "』", "”", "’", "…", "—", ",", ".", ";", ":", "!", "?", ")", "]", "}",
	"%", NULL};
static const char *const openers[] = {
	"（", "〔", "【", "《", "〈", "「", "『", "“", "‘", "(", "[", "{", NULL};

static void no_line_begins_or_ends_where_it_must_not(void **state)
{
	sandbox *box = *state;
	const int widths[] = {24, 33, 46, 61, 80, 97, 110};
	for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
		term *t = open_browser(box, widths[w], 50);
		focus_text(t);
		term_press(t, "z");
		for (int page = 0; page < 8; page++) {
			for (int row = 1; row < term_rows(t) - 1; row++) {
				const char *line = term_row(t, row);
				size_t lead = strspn(line, " ");
				if (strncmp(line, "▌", 3) == 0)
					lead = 3 + strspn(line + 3, " ");
				const char *start = line + lead;
				size_t len = strlen(start);
				/* A line of dots tells what is left out; it is no text. */
				if (strstr(start, "left out"))
					continue;
				term_check(t, !begins_with_any(start, closers));
				term_check(
					t, len < 3 || !begins_with_any(start + len - 3, openers));
				term_check(t, len == 0 || !strchr("([{", start[len - 1]));
			}
			term_press(t, " ");
		}
		leave_browser(t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_samples(any_keys_in_any_order_do_no_harm),
		with_samples(a_flood_of_keys_is_taken_in),
		with_samples(stopped_and_continued_it_is_there_again),
		with_samples(no_line_begins_or_ends_where_it_must_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
