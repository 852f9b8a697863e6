/* Completions for the shells. */
#include "docgen.h"

#include <yaodian/theme.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Inside '…' of a shell, with a backslash before each character of `also`. */
static void put_quoted(const char *text, const char *also)
{
	for (; *text; text++) {
		if (*text == '\'')
			fputs("'\\''", stdout);
		else if (strchr(also, *text))
			printf("\\%c", *text);
		else
			putchar(*text);
	}
}

static void put_themes(const char *between)
{
	for (unsigned i = 0; i < YD_THEME_COUNT; i++)
		printf("%s%s", i ? between : "", yd_theme_key(i));
}

/* How a command is asked for what may stand there; every result is a line. */
static const char *lister(word_kind kind)
{
	return kind == WORD_BOOKMARK ? "yaodian bookmark list" : "yaodian list";
}

static void put_head(const char *shell)
{
	printf("# %s completion for yaodian, made from the tables of the program.\n", shell);
}

/* ---- bash ---- */

static void bash_words(word_kind kind)
{
	switch (kind) {
	case WORD_FILE:
		fputs("compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")",
			stdout);
		break;
	case WORD_THEME:
		fputs("mapfile -t COMPREPLY < <(compgen -W '", stdout);
		put_themes(" ");
		fputs("' -- \"$cur\")", stdout);
		break;
	case WORD_REF:
	case WORD_BOOKMARK:
		printf("mapfile -t COMPREPLY < <(compgen -W \"$(%s 2>/dev/null | cut -f 1)\" -- "
		       "\"$cur\")",
			lister(kind));
		break;
	default:
		putchar(':');
	}
}

static void bash_options(const yd_option *table)
{
	for (; table->name; table++) {
		printf(" --%s", table->name);
		if (table->letter)
			printf(" -%c", table->letter);
	}
}

static void bash_value_cases(const yd_option *table)
{
	for (; table->name; table++) {
		if (!table->value)
			continue;
		printf("\t--%s", table->name);
		if (table->letter)
			printf(" | -%c", table->letter);
		fputs(") ", stdout);
		bash_words(kind_of_option(table));
		fputs("; return ;;\n", stdout);
	}
}

static void bash_subcommands(const yd_command *command)
{
	fputs("\t\tcase $sub in\n\t\t'') mapfile -t COMPREPLY < <(compgen -W '", stdout);
	for (size_t i = 0; subcommand(command, i).len; i++)
		printf(" %.*s", (int)subcommand(command, i).len, subcommand(command, i).ptr);
	fputs("' -- \"$cur\") ;;\n", stdout);
	for (size_t i = 0; subcommand(command, i).len; i++) {
		yd_str sub = subcommand(command, i);
		if (kind_of_arguments(command, sub) == WORD_ANY)
			continue;
		printf("\t\t%.*s) ", (int)sub.len, sub.ptr);
		bash_words(kind_of_arguments(command, sub));
		fputs(" ;;\n", stdout);
	}
	fputs("\t\tesac ;;\n", stdout);
}

static void bash_command(const yd_command *command)
{
	printf("\t%s)\n\t\t[[ $cur == -* ]] && { mapfile -t COMPREPLY < <(compgen -W '",
		command->name);
	bash_options(command->options);
	bash_options(yd_global_options);
	fputs("' -- \"$cur\"); return; }\n", stdout);
	if (subcommand(command, 0).len) {
		bash_subcommands(command);
		return;
	}
	fputs("\t\t", stdout);
	bash_words(kind_of_arguments(command, (yd_str){NULL, 0}));
	fputs(" ;;\n", stdout);
}

void print_bash(void)
{
	put_head("bash");
	fputs("_yaodian() {\n"
	      "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= "
	      "sub= i\n"
	      "\tCOMPREPLY=()\n"
	      "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	      "\t\tcase ${COMP_WORDS[i]} in\n"
	      "\t\t--cache | --user) ((i++)) ;;\n"
	      "\t\t-*) ;;\n"
	      "\t\t*) if [[ -z $command ]]; then command=${COMP_WORDS[i]}\n"
	      "\t\t\telif [[ -z $sub ]]; then sub=${COMP_WORDS[i]}; fi ;;\n"
	      "\t\tesac\n"
	      "\tdone\n"
	      "\tcase $prev in\n",
		stdout);
	bash_value_cases(yd_global_options);
	fputs("\tesac\n\tcase $command/$prev in\n", stdout);
	for (size_t i = 0; yd_commands[i]; i++)
		for (const yd_option *option = yd_commands[i]->options; option->name; option++) {
			if (!option->value)
				continue;
			printf("\t%s/--%s", yd_commands[i]->name, option->name);
			if (option->letter)
				printf(" | %s/-%c", yd_commands[i]->name, option->letter);
			fputs(") ", stdout);
			bash_words(kind_of_option(option));
			fputs("; return ;;\n", stdout);
		}
	fputs("\tesac\n\tcase $command in\n\t'') mapfile -t COMPREPLY < <(compgen -W '", stdout);
	for (size_t i = 0; yd_commands[i]; i++)
		printf("%s%s", i ? " " : "", yd_commands[i]->name);
	bash_options(yd_global_options);
	fputs("' -- \"$cur\") ;;\n", stdout);
	for (size_t i = 0; yd_commands[i]; i++)
		bash_command(yd_commands[i]);
	fputs("\tesac\n}\ncomplete -F _yaodian yaodian\n", stdout);
}

/* ---- zsh ---- */

static void zsh_action(word_kind kind)
{
	switch (kind) {
	case WORD_FILE:
		fputs("_files", stdout);
		break;
	case WORD_THEME:
		fputs("(", stdout);
		put_themes(" ");
		fputs(")", stdout);
		break;
	case WORD_REF:
	case WORD_BOOKMARK:
		printf("{compadd -- ${${(f)\"$(%s 2>/dev/null)\"}%%%%$'\\''\\t'\\''*}}",
			lister(kind));
		break;
	default:
		putchar(' ');
	}
}

static void zsh_option(const yd_option *option, const char *dashes, const char *name)
{
	printf(" \\\n\t\t'%s%s", dashes, name);
	if (option->value)
		putchar(strlen(dashes) == 2 ? '=' : '+');
	putchar('[');
	put_quoted(option->help, "[]:\\");
	putchar(']');
	if (option->value) {
		printf(":%s:", option->value);
		zsh_action(kind_of_option(option));
	}
	putchar('\'');
}

static void zsh_options(const yd_option *table)
{
	for (; table->name; table++) {
		char letter[2] = {table->letter, '\0'};
		zsh_option(table, "--", table->name);
		if (table->letter)
			zsh_option(table, "-", letter);
	}
}

static void zsh_command(const yd_command *command)
{
	printf("\t%s)\n\t\t_arguments", command->name);
	zsh_options(command->options);
	zsh_options(yd_global_options);
	if (subcommand(command, 0).len) {
		fputs(" \\\n\t\t'1: :(", stdout);
		for (size_t i = 0; subcommand(command, i).len; i++)
			printf("%s%.*s", i ? " " : "", (int)subcommand(command, i).len,
				subcommand(command, i).ptr);
		fputs(")'", stdout);
	}
	word_kind kind = kind_of_arguments(command, (yd_str){NULL, 0});
	if (kind != WORD_ANY) {
		fputs(" \\\n\t\t'*: :", stdout);
		zsh_action(kind);
		putchar('\'');
	}
	fputs(" ;;\n", stdout);
}

void print_zsh(void)
{
	fputs("#compdef yaodian\n", stdout);
	put_head("zsh");
	fputs("local context state state_descr line\ntypeset -A opt_args\nlocal -a commands\n"
	      "commands=(\n",
		stdout);
	for (size_t i = 0; yd_commands[i]; i++) {
		printf("\t'%s:", yd_commands[i]->name);
		put_quoted(yd_commands[i]->summary, "");
		fputs("'\n", stdout);
	}
	fputs(")\n_arguments -C", stdout);
	zsh_options(yd_global_options);
	fputs(" \\\n\t\t'1: :->command' \\\n\t\t'*:: :->arguments'\n"
	      "case $state in\n"
	      "command) _describe command commands ;;\n"
	      "arguments)\n"
	      "\tcase $words[1] in\n",
		stdout);
	for (size_t i = 0; yd_commands[i]; i++)
		zsh_command(yd_commands[i]);
	fputs("\tesac ;;\nesac\n", stdout);
}

/* ---- fish ---- */

static void fish_arguments(word_kind kind)
{
	switch (kind) {
	case WORD_FILE:
		fputs(" -F", stdout);
		break;
	case WORD_THEME:
		fputs(" -a '", stdout);
		put_themes(" ");
		putchar('\'');
		break;
	case WORD_REF:
	case WORD_BOOKMARK:
		printf(" -a '(%s 2>/dev/null | cut -f 1)'", lister(kind));
		break;
	default:
		break;
	}
}

static void fish_options(const yd_option *table, const char *condition)
{
	for (; table->name; table++) {
		printf("complete -c yaodian%s -l %s", condition, table->name);
		if (table->letter)
			printf(" -s %c", table->letter);
		if (table->value)
			fputs(kind_of_option(table) == WORD_FILE ? " -r" : " -x", stdout);
		fish_arguments(kind_of_option(table));
		fputs(" -d '", stdout);
		put_quoted(table->help, "\\");
		fputs("'\n", stdout);
	}
}

/* fish_arguments() for what follows these words. */
static void fish_words(const char *command, yd_str sub, word_kind kind)
{
	if (kind == WORD_ANY)
		return;
	printf("complete -c yaodian -n '__yaodian_after %s%s%.*s'", command, sub.len ? " " : "",
		(int)sub.len, sub.len ? sub.ptr : "");
	fish_arguments(kind);
	putchar('\n');
}

static void fish_command(const yd_command *command)
{
	char *condition = yd_format(" -n '__yaodian_after %s'", command->name);
	fish_options(command->options, condition);
	free(condition);
	for (size_t i = 0; subcommand(command, i).len; i++) {
		yd_str sub = subcommand(command, i);
		printf("complete -c yaodian -n '__yaodian_at %s' -a %.*s\n", command->name,
			(int)sub.len, sub.ptr);
		fish_words(command->name, sub, kind_of_arguments(command, sub));
	}
	if (!subcommand(command, 0).len)
		fish_words(command->name, (yd_str){NULL, 0},
			kind_of_arguments(command, (yd_str){NULL, 0}));
}

/* What stands on the line so far, without options and their files. */
static const char fish_functions[] =
	"function __yaodian_words\n"
	"\tset -l words (commandline -opc)\n"
	"\tset -e words[1]\n"
	"\twhile set -q words[1]\n"
	"\t\tswitch $words[1]\n"
	"\t\t\tcase --cache --user\n"
	"\t\t\t\tset -e words[1]\n"
	"\t\t\tcase '-*'\n"
	"\t\t\tcase '*'\n"
	"\t\t\t\techo -- $words[1]\n"
	"\t\tend\n"
	"\t\tset -e words[1]\n"
	"\tend\n"
	"end\n"
	"function __yaodian_at\n"
	"\ttest (string join ' ' (__yaodian_words) '') = (string join ' ' $argv '')\n"
	"end\n"
	"function __yaodian_after\n"
	"\tstring match -q -- (string join ' ' $argv '')'*' (string join ' ' (__yaodian_words) "
	"'')\n"
	"end\n";

void print_fish(void)
{
	put_head("fish");
	fputs(fish_functions, stdout);
	fputs("complete -c yaodian -f\n", stdout);
	fish_options(yd_global_options, "");
	for (size_t i = 0; yd_commands[i]; i++) {
		printf("complete -c yaodian -n __yaodian_at -a %s -d '", yd_commands[i]->name);
		put_quoted(yd_commands[i]->summary, "\\");
		fputs("'\n", stdout);
	}
	for (size_t i = 0; yd_commands[i]; i++)
		fish_command(yd_commands[i]);
}
