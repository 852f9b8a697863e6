#include "terminfo.h"

#include <string.h>
#include <unistd.h>

#include <ncurses.h>
#include <term.h>

bool yd_terminfo_open(const char *term)
{
	int found;
	return setupterm(term, STDOUT_FILENO, &found) == OK;
}

void yd_terminfo_close(void)
{
	if (cur_term)
		del_curterm(cur_term);
}

char *yd_terminfo_string(const char *name)
{
	const char *sequence = tigetstr((char *)name);
	if (!sequence || sequence == (const char *)-1)
		return NULL;
	yd_buf plain = {0};
	while (*sequence) {
		const char *padding = strstr(sequence, "$<");
		const char *end = padding ? strchr(padding, '>') : NULL;
		size_t len = end ? (size_t)(padding - sequence) : strlen(sequence);
		yd_buf_add(&plain, sequence, len);
		sequence = end ? end + 1 : sequence + len;
	}
	return yd_buf_take(&plain);
}

bool yd_terminfo_flag(const char *name)
{
	return tigetflag((char *)name) == 1;
}

int yd_terminfo_number(const char *name)
{
	int value = tigetnum((char *)name);
	return value > 0 ? value : 0;
}

const char *yd_terminfo_with(const char *sequence, size_t a, size_t b)
{
	const char *text = tparm((char *)sequence, (long)a, (long)b, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
	return text ? text : "";
}
