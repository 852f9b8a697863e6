/*
 * ask.h: what the terminal is asked, once and never waited for: the columns that “ ─ █ ① take there (CPR), and whether it has
 * synchronized output (DECRQM).
 *
 * Each character is written in the last row at a place of its own, and the terminal asked where its cursor is then: the place
 * tells which answer is whose, in whatever order and however late they come, and from anything else that looks alike. The row
 * is drawn again in the same write.
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
} yd_ask;

/* Writes the questions behind a frame that stands, if there is room and they were not asked before. `widths`: ask for columns
 * too. True when something was written. */
bool yd_ask_write(yd_ask *ask, yd_pen *pen, yd_shown *shown, bool widths, int64_t now);
/* Takes an answer; `widths_changed` gets whether characters are counted otherwise now. `sync` is set when the terminal has it. */
void yd_ask_answered(yd_ask *ask, const yd_input_event *event, bool *widths_changed, bool *sync);

#endif
