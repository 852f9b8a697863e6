/*
 * output.h: what commands write. See cli.h for what is sanitised.
 */
#ifndef YAODIAN_CLI_OUTPUT_H
#define YAODIAN_CLI_OUTPUT_H

#include <yaodian/cli.h>

/* Is standard output a terminal, and how many columns has it (80 when it does not say)? */
bool out_is_terminal(void);
size_t out_columns(void);

/* Bytes as they are. */
void out_bytes(yd_str bytes);
void out_puts(const char *ascii);
/* Text of several lines. */
void out_text(yd_str text);
/* A value within one line, always UTF-8: what of it is none (names of files may be anything) is written as U+FFFD, as on
 * standard error and in JSON. NULL writes `absent`. */
void out_field(yd_str text);
void out_value(const char *text, const char *absent);
/* Appends what out_field() would write. */
void out_add_field(yd_str text, yd_buf *line);

typedef enum out_style { OUT_PLAIN, OUT_STRONG, OUT_FAINT, OUT_MATCH } out_style;
/* Switches the look on a terminal that can; nothing elsewhere. */
void out_set_style(out_style style);

void out_flush(void);
/* Nobody reads standard output any more: stop quietly. */
bool out_is_closed(void);
/* Writes what is left; `status`, or YD_EXIT_SYSTEM with a message when something could not be written. */
int out_finish(int status);

/* "yaodian: …" on standard error, one line, sanitised; the format in the reader's language. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Says what went wrong and returns the exit status that belongs to it. */
int say_error(const yd_error *err);
/* Says how the command is called wrongly; returns YD_EXIT_USAGE. */
int say_usage(const yd_call *call, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* YD_EXIT_DONE; with --read-only, for what changes the files, YD_EXIT_USAGE after saying so. */
int check_may_change(const yd_call *call);
/* Opens the library of the call; `reads` when documents will be read, by its theme rules and within the limits of the
 * environment: complaints about the user's themes file are said then, and limits that are none refused. YD_EXIT_DONE, or the
 * status after saying what is wrong. */
int open_library(const yd_call *call, bool reads, yd_library **out);

#endif
