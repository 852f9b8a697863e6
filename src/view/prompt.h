/* prompt.h: one line being typed: editing, history, and the window over a line that is too long. */
#ifndef VIEW_PROMPT_H
#define VIEW_PROMPT_H

#include <yaodian/view.h>

typedef struct yd_prompt_history {
	char **lines; /* oldest first, owned */
	size_t count, cap;
	const size_t *limit; /* borrowed; lines kept at most; NULL: 100 */
} yd_prompt_history;

/* Remembers a line; the same line twice is kept once, at the end; the oldest go when there are too many. */
void yd_prompt_remember(yd_prompt_history *history, yd_str line);
void yd_prompt_history_free(yd_prompt_history *history);

typedef struct yd_prompt {
	char sign;   /* what is being typed: ':', '/', '>' a name, '|', '#' tags, 'e' a note; 0: nothing */
	const char *label; /* stands before the line instead of the sign; static, NULL: the sign */
	yd_buf text; /* what was typed, UTF-8 */
	size_t at;   /* byte of the insertion point */
	yd_prompt_history *history; /* borrowed */
	size_t history_at;          /* its count: the line being typed */
	char *draft;                /* that line, while an earlier one is shown; owned */
	size_t scroll;              /* byte where the shown part starts */
} yd_prompt;

typedef enum yd_typed { YD_TYPING, YD_TYPED, YD_TYPING_CANCELLED, YD_TYPING_COMPLETE } yd_typed;

void yd_prompt_begin(yd_prompt *prompt, char sign, yd_prompt_history *history);
/* Ends it; memory is given back. */
void yd_prompt_end(yd_prompt *prompt);
/* Text at the insertion point; controls become spaces, and what is too long is left out. */
void yd_prompt_insert(yd_prompt *prompt, yd_str text);
/* One key. YD_TYPED: Enter, the text is the answer; YD_TYPING_COMPLETE: Tab (1) asks for completion. */
yd_typed yd_prompt_key(yd_prompt *prompt, yd_key key);
/* Replaces the bytes from `start` to the insertion point. */
void yd_prompt_replace(yd_prompt *prompt, size_t start, yd_str with);
/* The line as shown, at most `width` columns; *cursor gets the insertion point's column. */
void yd_prompt_row(yd_prompt *prompt, size_t width, yd_row *out, size_t *cursor);

#endif
