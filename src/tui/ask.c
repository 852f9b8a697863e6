#include "ask.h"

#include <string.h>

enum {
	STEP = 4, /* columns between questions: room for a wide character and a cell between */
	PATIENCE = 5000, /* milliseconds; who has not answered then most likely never will */
	SYNC = 1u << YD_WIDTH_CLASSES,
	SYNC_MODE = 2026,
};

bool yd_ask_write(yd_ask *ask, yd_pen *pen, yd_shown *shown, bool widths, int64_t now)
{
	size_t room = STEP * YD_WIDTH_CLASSES;
	if (ask->asked || !pen->caps->asks || pen->rows < 2 || pen->columns <= room)
		return false;
	ask->asked = true;
	ask->row = pen->rows - 1;
	ask->patient_until = now + PATIENCE;
	for (size_t i = 0; widths && i < YD_WIDTH_CLASSES; i++) {
		yd_pen_move(pen, ask->row, STEP * i);
		yd_pen_text(pen, yd_width_sample((yd_width_class)i), 1, false);
		yd_buf_puts(&pen->out, "\033[6n");
		ask->open |= 1u << i;
	}
	if (!pen->caps->sync) {
		/* Some show the end of a question that they do not know: here too it is drawn over.
		 */
		yd_pen_move(pen, ask->row, 0);
		yd_buf_printf(&pen->out, "\033[?%d$p", SYNC_MODE);
		pen->x = SIZE_MAX;
		ask->open |= SYNC;
	}
	if (!ask->open)
		return false;
	yd_draw_again(shown, pen, ask->row, room);
	return true;
}

void yd_ask_answered(yd_ask *ask, const yd_input_event *event, bool *widths_changed, bool *sync)
{
	*widths_changed = false;
	if (event->kind == YD_INPUT_MODE && event->mode == SYNC_MODE) {
		ask->open &= ~(unsigned)SYNC;
		/* 1 and 2: set and not set; 0 and 4: never. */
		*sync = *sync || event->value == 1 || event->value == 2;
		return;
	}
	size_t i = event->column / STEP, columns = event->column % STEP;
	bool fits = event->kind == YD_INPUT_CURSOR && event->row == ask->row && columns >= 1 &&
		    columns <= 2 && i < YD_WIDTH_CLASSES && (ask->open >> i & 1);
	if (!fits)
		return;
	ask->open &= ~(1u << i);
	*widths_changed = yd_width_set((yd_width_class)i, (int)columns);
}
