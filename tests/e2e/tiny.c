/* A curses program small enough to be right by reading: what the harness is tried on. */
#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

static void draw(const char *last_key)
{
	erase();
	box(stdscr, 0, 0);
	mvprintw(1, 2, "%dx%d", COLS, LINES);
	mvaddstr(2, 2, "教育工作要点");
	attron(A_REVERSE | COLOR_PAIR(1));
	mvaddstr(3, 2, "reverse");
	attroff(A_REVERSE | COLOR_PAIR(1));
	attron(A_BOLD);
	mvaddstr(3, 12, "bold");
	attroff(A_BOLD);
	mvprintw(4, 2, "key: %s", last_key);
	refresh();
}

int main(void)
{
	setlocale(LC_ALL, "");
	if (!initscr())
		return 3;
	noecho();
	cbreak();
	keypad(stdscr, TRUE);
	/* As long as the browser may hold one: longer than the harness would wait otherwise. */
	set_escdelay(150);
	if (has_colors()) {
		start_color();
		use_default_colors();
		init_pair(1, COLOR_RED, -1);
	}
	draw("none");
	for (int key; (key = getch()) != 'q';)
		draw(key == 27 ? "escape" : keyname(key));
	endwin();
	return 7;
}
