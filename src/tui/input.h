/*
 * input.h: from the bytes that the terminal sends to keys, pastes, what the mouse did, and answers. Reads nothing itself.
 *
 * What it does not know but is shaped as a sequence is swallowed, never taken for keys. An answer to a question is
 * recognised whenever it comes, also in pieces: while one is awaited, an Esc that may begin it is held back longer. What is
 * typed between two pieces is taken out of it: the key acts at once, and the answer is whole when its rest comes.
 */
#ifndef TUI_INPUT_H
#define TUI_INPUT_H

#include <yaodian/view.h>

typedef enum yd_input_kind {
	YD_INPUT_NONE, /* nothing more for now */
	YD_INPUT_KEY,
	YD_INPUT_PASTE,  /* the whole of it */
	YD_INPUT_MOUSE,
	YD_INPUT_CURSOR, /* the answer where the cursor is (CPR) */
	YD_INPUT_MODE,   /* the answer whether a mode is there (DECRPM) */
} yd_input_kind;

typedef struct yd_input_event {
	yd_input_kind kind;
	yd_key key;
	yd_str text;       /* pasted; borrowed until the next call */
	size_t row, column; /* of the mouse or the cursor, from 0 */
	unsigned button;   /* of the mouse, as SGR 1006 has it: 0 to 2, +32 moved, 64 and 65 the wheel */
	bool released;
	unsigned mode, value;
} yd_input_event;

/* Zero-initialise. */
typedef struct yd_input {
	yd_buf bytes; /* not yet understood */
	size_t at;
	yd_buf paste;
	bool pasting, awaiting;
	size_t answer_row;     /* of the cursor in answers about it, from 0 */
	size_t seen;           /* bytes that were there already when the last ones came, from `at` on */
	char begun[24];        /* of an answer, before what was typed into it */
	size_t begun_len;
	int64_t begun_until;   /* how long its rest is waited for */
	int64_t patient_until; /* as long as that an Esc may begin an answer */
	bool esc_gone;   /* the Esc of what may be an answer went out as a key */
	int64_t came_at; /* when the last byte came */
	int64_t escape_time;
} yd_input;

/* The sequence that a special key sends, from the terminal's description. */
void yd_input_learn(const char *sequence, yd_key key);
/* How long an Esc may be the beginning of a sequence, in milliseconds. */
void yd_input_set_escape_time(yd_input *input, size_t milliseconds);
/* Bytes that came at `now` (milliseconds of any steady clock). */
void yd_input_feed(yd_input *input, yd_str bytes, int64_t now);
/* Whether answers are awaited, those about the cursor with it in row `row`; until `patient_until` what may begin one is held
 * back longer. */
void yd_input_await(yd_input *input, bool awaiting, size_t row, int64_t patient_until);
/* The next event; kind YD_INPUT_NONE when there is none, or what there is may still go on. */
yd_input_event yd_input_next(yd_input *input, int64_t now);
/* When what waits will be given out as it is; INT64_MAX: nothing waits. */
int64_t yd_input_deadline(const yd_input *input);
void yd_input_free(yd_input *input);

#endif
