#include "ask.h"

enum {
	STEP = 4, /* columns between questions: room for a wide character and a cell between */
	PATIENCE = 5000, /* milliseconds; who has not answered then most likely never will */
	GATHER = 3000, /* … who answers one question answers all, but some way may lose an answer */
	SYNC = 1u << YD_WIDTH_CLASSES,
	WIDTHS = SYNC - 1,
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

void yd_ask_answered(yd_ask *ask, const yd_input_event *event, bool *sync, int64_t now)
{
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
	ask->columns[i] = (int)columns;
	ask->gathered_at = ask->open & WIDTHS ? now + GATHER : now;
}

bool yd_ask_settle(yd_ask *ask, int64_t now)
{
	bool changed = false;
	if (now < yd_ask_deadline(ask))
		return false;
	for (size_t i = 0; i < YD_WIDTH_CLASSES; i++) {
		if (ask->columns[i])
			changed |= yd_width_set((yd_width_class)i, ask->columns[i]);
		ask->columns[i] = 0;
	}
	return changed;
}

int64_t yd_ask_deadline(const yd_ask *ask)
{
	for (size_t i = 0; i < YD_WIDTH_CLASSES; i++)
		if (ask->columns[i])
			return ask->gathered_at;
	return INT64_MAX;
}
