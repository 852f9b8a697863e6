#include "pen.h"

#include "terminfo.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

bool yd_paint_equal(yd_paint a, yd_paint b)
{
	return a.attributes == b.attributes && a.fg == b.fg && a.bg == b.bg;
}

bool yd_paint_same_ground(yd_paint a, yd_paint b)
{
	unsigned seen = YD_ATTR_UNDERLINE | YD_ATTR_REVERSE;
	if ((a.attributes & seen) != (b.attributes & seen) || a.bg != b.bg)
		return false;
	/* What shows its foreground on a blank must have the same. */
	return !(a.attributes & seen) || yd_paint_equal(a, b);
}

void yd_pen_forget(yd_pen *pen, size_t columns, size_t rows)
{
	pen->columns = columns;
	pen->rows = rows;
	pen->x = pen->y = SIZE_MAX;
	pen->look_known = false;
	if (pen->caps->csr)
		yd_buf_puts(&pen->out, "\033[r");
	pen->top = 0;
	pen->bottom = SIZE_MAX;
}

void yd_pen_clear(yd_pen *pen)
{
	pen->look_known = false;
	yd_pen_set_look(pen, YD_PLAIN);
	yd_buf_puts(&pen->out, pen->caps->clear ? pen->caps->clear : "");
	pen->x = pen->y = pen->caps->clear ? 0 : SIZE_MAX;
}

/* ---- the cursor ---- */

static void put_number(yd_buf *out, size_t number)
{
	char digits[24];
	size_t at = sizeof digits;
	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	yd_buf_add(out, digits + at, sizeof digits - at);
}

/* `\033[` A `;` B final, without what is 1 anyway. */
static void put_csi(yd_buf *out, size_t a, size_t b, char final)
{
	yd_buf_add(out, "\033[", 2);
	if (a > 1)
		put_number(out, a);
	if (b > 1) {
		yd_buf_putc(out, ';');
		put_number(out, b);
	}
	yd_buf_putc(out, final);
}

/* A relative or horizontal movement, where it is shorter than naming row and column. */
static bool move_near(yd_pen *pen, size_t y, size_t x)
{
	bool column_known = pen->x < pen->columns;
	if (pen->y == SIZE_MAX || pen->x == SIZE_MAX)
		return false;
	/* At the region's last row a line feed scrolls. */
	bool down = y == pen->y + 1 && pen->y != pen->bottom && y < pen->rows;
	if (y != pen->y && !down)
		return false;
	if (x == 0) {
		if (pen->x != 0)
			yd_buf_putc(&pen->out, '\r');
	} else if (!column_known) {
		return false;
	} else if (x < pen->x && pen->x - x <= 3) {
		yd_buf_add(&pen->out, "\b\b\b", pen->x - x);
	} else if (x > pen->x && pen->caps->cuf) {
		put_csi(&pen->out, x - pen->x, 0, 'C');
	} else if (x < pen->x && pen->caps->hpa) {
		put_csi(&pen->out, x + 1, 0, 'G');
	} else if (x != pen->x) {
		return false;
	}
	if (down)
		yd_buf_putc(&pen->out, '\n');
	return true;
}

void yd_pen_move(yd_pen *pen, size_t y, size_t x)
{
	const yd_caps *caps = pen->caps;
	if (pen->y == y && pen->x == x)
		return;
	if (!caps->moves_in_style)
		yd_pen_set_look(pen, YD_PLAIN);
	if (caps->ansi && !caps->wraps_at_once && move_near(pen, y, x))
		;
	else if (caps->ansi && pen->y == y && caps->hpa)
		put_csi(&pen->out, x + 1, 0, 'G');
	else if (caps->ansi)
		put_csi(&pen->out, y + 1, x + 1, 'H');
	else
		yd_buf_puts(&pen->out, yd_terminfo_with(caps->cup, y, x));
	pen->y = y;
	pen->x = x;
}

/* ---- the look ---- */

/* `8;2;R;G;B;`, `8;5;N;`, `N;`: each part with a semicolon behind it. */
static void put_colour(yd_buf *out, int colour, bool back)
{
	int base = back ? 40 : 30, parts[5], count = 0;
	if (colour >= YD_COLOUR_RGB) {
		parts[count++] = base + 8;
		parts[count++] = 2;
		for (int shift = 16; shift >= 0; shift -= 8)
			parts[count++] = colour >> shift & 255;
	} else if (colour >= 16) {
		parts[count++] = base + 8;
		parts[count++] = 5;
		parts[count++] = colour;
	} else if (colour >= 0) {
		parts[count++] = colour < 8 ? base + colour : base + 60 + colour - 8;
	}
	for (int i = 0; i < count; i++) {
		put_number(out, (size_t)parts[i]);
		yd_buf_putc(out, ';');
	}
}

static void put_look_ansi(yd_pen *pen, yd_paint add, bool reset)
{
	static const char codes[YD_ATTRIBUTES] = {'1', '2', '4', '7'};
	yd_buf *out = &pen->out;
	yd_buf_puts(out, reset ? "\033[;" : "\033[");
	for (unsigned i = 0; i < YD_ATTRIBUTES; i++)
		if (add.attributes >> i & 1) {
			yd_buf_putc(out, codes[i]);
			yd_buf_putc(out, ';');
		}
	put_colour(out, add.fg, false);
	put_colour(out, add.bg, true);
	out->ptr[out->len - 1] = 'm';
}

static void put_look_by_caps(yd_pen *pen, yd_paint add, bool reset)
{
	const yd_caps *caps = pen->caps;
	if (reset) {
		yd_buf_puts(&pen->out, caps->sgr0);
		yd_buf_puts(&pen->out, caps->op ? caps->op : "");
	}
	for (unsigned i = 0; i < YD_ATTRIBUTES; i++)
		if (add.attributes >> i & 1 && caps->on[i])
			yd_buf_puts(&pen->out, caps->on[i]);
	if (add.fg >= 0)
		yd_buf_puts(&pen->out, yd_terminfo_with(caps->setaf, (size_t)add.fg, 0));
	if (add.bg >= 0)
		yd_buf_puts(&pen->out, yd_terminfo_with(caps->setab, (size_t)add.bg, 0));
}

/* Can `to` be reached from `from` without taking anything away? */
static bool only_adds(yd_paint from, yd_paint to)
{
	return (from.attributes & ~to.attributes) == 0 &&
	       (from.fg == YD_COLOUR_DEFAULT || from.fg == to.fg) &&
	       (from.bg == YD_COLOUR_DEFAULT || from.bg == to.bg);
}

void yd_pen_set_look(yd_pen *pen, yd_paint look)
{
	if ((pen->look_known && yd_paint_equal(pen->look, look)) || !pen->caps->sgr0)
		return;
	bool reset = !pen->look_known || !only_adds(pen->look, look);
	yd_paint add = look;
	if (!reset) {
		add.attributes &= ~pen->look.attributes;
		if (add.fg == pen->look.fg)
			add.fg = YD_COLOUR_DEFAULT;
		if (add.bg == pen->look.bg)
			add.bg = YD_COLOUR_DEFAULT;
	}
	if (pen->caps->ansi && yd_paint_equal(add, YD_PLAIN))
		yd_buf_puts(&pen->out, "\033[m");
	else if (pen->caps->ansi)
		put_look_ansi(pen, add, reset);
	else
		put_look_by_caps(pen, add, reset);
	pen->look = look;
	pen->look_known = true;
}

/* ---- text ---- */

static void advance(yd_pen *pen, size_t columns, bool sure)
{
	size_t x = pen->x + columns;
	/* Past the last column the cursor waits there, or is in the next row already. */
	pen->x = sure ? x : SIZE_MAX;
	if (x + !sure >= pen->columns && (!sure || pen->caps->wraps_at_once))
		pen->x = pen->y = SIZE_MAX;
}

void yd_pen_text(yd_pen *pen, yd_str text, size_t columns, bool sure)
{
	yd_buf_add_str(&pen->out, text);
	advance(pen, columns, sure);
}

void yd_pen_spaces(yd_pen *pen, size_t count)
{
	yd_buf_reserve(&pen->out, count);
	memset(pen->out.ptr + pen->out.len, ' ', count);
	pen->out.len += count;
	pen->out.ptr[pen->out.len] = '\0';
	advance(pen, count, true);
}

/* What is erased takes the background of the moment, in some terminals. */
static void set_plain_ground(yd_pen *pen)
{
	if (!pen->look_known || !yd_paint_same_ground(pen->look, YD_PLAIN))
		yd_pen_set_look(pen, YD_PLAIN);
}

void yd_pen_erase_rest(yd_pen *pen)
{
	set_plain_ground(pen);
	yd_buf_puts(&pen->out, pen->caps->el);
}

void yd_pen_erase(yd_pen *pen, size_t count)
{
	set_plain_ground(pen);
	put_csi(&pen->out, count, 0, 'X');
}

/* ---- scrolling ---- */

bool yd_pen_can_scroll(const yd_pen *pen)
{
	return pen->caps->csr != NULL;
}

/* The region stays set: while one scrolls on through a text it is the same each time. */
static void set_region(yd_pen *pen, size_t top, size_t bottom)
{
	if (pen->top == top && pen->bottom == bottom)
		return;
	put_csi(&pen->out, top + 1, bottom + 1, 'r');
	pen->top = top;
	pen->bottom = bottom;
	pen->x = pen->y = 0;
}

void yd_pen_scroll(yd_pen *pen, size_t top, size_t bottom, int by)
{
	size_t count = (size_t)(by < 0 ? -by : by);
	set_plain_ground(pen);
	set_region(pen, top, bottom);
	if (by > 0 && count > 3 && pen->caps->indn) {
		put_csi(&pen->out, count, 0, 'S');
	} else if (by > 0) {
		if (pen->y != bottom)
			yd_pen_move(pen, bottom, 0);
		for (size_t i = 0; i < count; i++)
			yd_buf_putc(&pen->out, '\n');
	} else if (count > 2 && pen->caps->rin) {
		put_csi(&pen->out, count, 0, 'T');
	} else {
		if (pen->y != top)
			yd_pen_move(pen, top, 0);
		for (size_t i = 0; i < count; i++)
			yd_buf_puts(&pen->out, "\033M");
	}
}

void yd_pen_show_cursor(yd_pen *pen, bool show)
{
	if (pen->cursor_shown == show || !pen->caps->hide)
		return;
	yd_buf_puts(&pen->out, show ? pen->caps->show : pen->caps->hide);
	pen->cursor_shown = show;
}

void yd_pen_flush(yd_pen *pen)
{
	for (size_t done = 0; done < pen->out.len;) {
		ssize_t n = write(STDOUT_FILENO, pen->out.ptr + done, pen->out.len - done);
		if (n > 0) {
			done += (size_t)n;
		} else if (n < 0 && errno == EAGAIN) {
			struct pollfd ready = {.fd = STDOUT_FILENO, .events = POLLOUT};
			poll(&ready, 1, -1);
		} else if (n < 0 && errno != EINTR) {
			break;
		}
	}
	yd_buf_clear(&pen->out);
}
