/* The `:` line: commands are the actions of the table, a number or a mark goes to a clause. */
#include "browser.h"

#include <yaodian/intl.h>

/* A number or a mark begins with a digit or with what no command begins with: :24 :(五) :第三条
 * :12. */
static bool is_place(yd_str line)
{
	unsigned char c = (unsigned char)line.ptr[0];
	return c >= 0x80 || (c >= '0' && c <= '9') || c == '(' || c == '[';
}

static yd_str first_word(yd_str line)
{
	size_t end = yd_str_find(line, YD_STR(" "), 0);
	return (yd_str){line.ptr, end == SIZE_MAX ? line.len : end};
}

/* The digits that stand behind a command's name: :down 5. 0 when it is no number. */
static size_t count_in(yd_str argument)
{
	size_t count = 0;
	for (size_t i = 0; i < argument.len; i++) {
		if (argument.ptr[i] < '0' || argument.ptr[i] > '9' || count > 1000000)
			return 0;
		count = count * 10 + (size_t)(argument.ptr[i] - '0');
	}
	return count;
}

void yd_browser_command(yd_browser *browser, yd_str line)
{
	bool several;
	line = yd_str_trim_ascii(line);
	while (yd_str_starts(line, YD_STR(":")))
		line = yd_str_trim_ascii((yd_str){line.ptr + 1, line.len - 1});
	if (line.len == 0)
		return;
	if (is_place(line)) {
		yd_browser_do(browser, YD_DO_GO, 0, line);
		return;
	}
	yd_str name = first_word(line);
	yd_str argument = yd_str_trim_ascii((yd_str){line.ptr + name.len, line.len - name.len});
	yd_action action = yd_action_of_name(name, &several);
	const yd_action_row *row = yd_action_find(action);
	if (!row) {
		yd_browser_say(browser,
			several ? N_("%.*s begins several commands; Tab lists them.")
				: N_("There is no command %.*s; Tab completes names, {help} lists "
				     "them."),
			(int)name.len, name.ptr);
		return;
	}
	size_t count = row->argument ? 0 : count_in(argument);
	if (argument.len && !row->argument && !count) {
		yd_browser_say(browser, "%s takes no more words.", row->name);
		return;
	}
	/* The help has these keys for itself, but a command means the documents. */
	if (browser->overlay == YD_PANE_HELP &&
		(action == YD_DO_SEARCH || action == YD_DO_NEXT_HIT ||
			action == YD_DO_PREVIOUS_HIT))
		yd_browser_close_overlay(browser);
	yd_browser_do(browser, action, count, argument);
}
