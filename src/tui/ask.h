/*
 * ask.h: what the terminal is asked, once and never waited for: the columns that “ ─ █ ① take there (CPR), and whether it has
 * synchronized output (DECRQM).
 *
 * Each character is written in the last row at a place of its own, and the terminal asked where its cursor is then: the place
 * tells which answer is whose, in whatever order and however late they come, and from anything else that looks alike. The row
 * is drawn again in the same write.
 *
 * The answers hold together, so that all of them cause one redraw at most: when the last one came, or when nothing more came
 * for a while after one.
 */
#ifndef TUI_ASK_H
#define TUI_ASK_H

#include "draw.h"
#include "input.h"

typedef struct yd_ask {
	bool asked;
	size_t row;           /* of the questions */
	unsigned open;        /* set of the questions that are not answered: by class, and one bit for synchronized output */
	int64_t patient_until;
	int columns[YD_WIDTH_CLASSES]; /* answered, and not yet taken over; 0: nothing is */
	int64_t gathered_at;           /* when they are taken over, if any are there */
} yd_ask;

/* Writes the questions behind a frame that stands, if there is room and they were not asked before. `widths`: ask for columns
 * too. True when something was written. */
bool yd_ask_write(yd_ask *ask, yd_pen *pen, yd_shown *shown, bool widths, int64_t now);
/* Takes an answer that came at `now`. `sync` is set when the terminal has it. */
void yd_ask_answered(yd_ask *ask, const yd_input_event *event, bool *sync, int64_t now);
/* Takes over what was answered, if it is time to. Returns whether characters are counted otherwise now. */
bool yd_ask_settle(yd_ask *ask, int64_t now);
/* When that is to be called though nothing came; INT64_MAX: never. */
int64_t yd_ask_deadline(const yd_ask *ask);

#endif
