/* What a command takes, read from its usage. */
#include "docgen.h"

#include <string.h>

word_kind kind_of_option(const yd_option *option)
{
	if (!option->value)
		return WORD_ANY;
	if (strcmp(option->value, "FILE") == 0)
		return WORD_FILE;
	return strcmp(option->name, "theme") == 0 ? WORD_THEME : WORD_ANY;
}

static yd_str next_line(yd_str *text)
{
	size_t end = yd_str_find(*text, YD_STR("\n"), 0);
	yd_str line = {text->ptr, end == SIZE_MAX ? text->len : end};
	size_t taken = line.len + (end != SIZE_MAX);
	*text = (yd_str){text->ptr + taken, text->len - taken};
	return line;
}

/* The first word of a line of usage that is neither an option nor a placeholder. */
static yd_str subcommand_of(yd_str line)
{
	while (line.len && line.ptr[0] == '[') {
		size_t end = yd_str_find(line, YD_STR("]"), 0);
		line = (yd_str){line.ptr + end + 1, line.len - end - 1};
		line = yd_str_trim_ascii(line);
	}
	yd_str word = yd_str_word(&line);
	bool is = word.len && word.ptr[0] >= 'a' && word.ptr[0] <= 'z';
	return is ? word : (yd_str){NULL, 0};
}

yd_str subcommand(const yd_command *command, size_t number)
{
	yd_str usage = yd_str_of(command->usage);
	while (usage.len) {
		yd_str sub = subcommand_of(next_line(&usage));
		if (sub.len && number-- == 0)
			return sub;
	}
	return (yd_str){NULL, 0};
}

word_kind kind_of_arguments(const yd_command *command, yd_str sub)
{
	yd_str usage = yd_str_of(command->usage);
	while (usage.len) {
		yd_str line = next_line(&usage);
		if (sub.len && !yd_str_equal(subcommand_of(line), sub))
			continue;
		if (yd_str_find(line, YD_STR("PATH"), 0) != SIZE_MAX)
			return WORD_FILE;
		if (yd_str_find(line, YD_STR("REF"), 0) != SIZE_MAX)
			return yd_str_equal(sub, YD_STR("remove")) ? WORD_BOOKMARK : WORD_REF;
	}
	return WORD_ANY;
}
