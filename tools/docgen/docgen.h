/*
 * docgen.h: prints manuals and completions from the program's own tables. Runs while the program is built, linked with
 * the rooms whose tables it reads; nothing of it is installed.
 */
#ifndef DOCGEN_H
#define DOCGEN_H

#include <yaodian/cli.h>
#include <yaodian/view.h>

/* Standard input with each line `.\" @NAME@` replaced by what the tables say; false when a name is unknown. */
bool print_manual(void);

void print_bash(void);
void print_zsh(void);
void print_fish(void);

/* All texts of the tables that are shown, as xgettext reads them. */
void print_texts(void);

/* ---- usage.c ---- */

/* What may stand where a word is expected. */
typedef enum word_kind { WORD_ANY, WORD_FILE, WORD_REF, WORD_BOOKMARK, WORD_THEME } word_kind;
word_kind kind_of_option(const yd_option *option);
/* Of a command's arguments, or those of its subcommand `sub`. */
word_kind kind_of_arguments(const yd_command *command, yd_str sub);
/* The `number`th subcommand that the usage names; empty past the last. */
yd_str subcommand(const yd_command *command, size_t number);

#endif
