#include "term_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <utf8proc.h>

/* ---- libvterm ---- */

static int note_property(VTermProp property, VTermValue *value, void *user)
{
	term *t = user;
	if (property == VTERM_PROP_CURSORVISIBLE)
		t->cursor_visible = value->boolean;
	else if (property == VTERM_PROP_ALTSCREEN)
		t->alternate = value->boolean;
	return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = note_property};

/* libvterm writes a wide character of a program that has not heard of a window of one column yet
 * past the end of its row: its own grid keeps two. */
static int grid_columns(const term *t)
{
	return t->columns < 2 ? 2 : t->columns;
}

void term_screen_init(term *t)
{
	t->cursor_visible = true;
	t->vterm = vterm_new(t->rows, grid_columns(t));
	vterm_set_utf8(t->vterm, 1);
	t->screen = vterm_obtain_screen(t->vterm);
	vterm_screen_set_callbacks(t->screen, &callbacks, t);
	vterm_screen_enable_altscreen(t->screen, 1);
	vterm_screen_reset(t->screen, 1);
}

void term_screen_free(term *t)
{
	vterm_free(t->vterm);
	yd_buf_free(&t->unseen);
	for (size_t i = 0; i < sizeof t->rows_asked / sizeof *t->rows_asked; i++)
		yd_buf_free(&t->rows_asked[i]);
}

/* Bytes at the end that begin a character whose rest has not come. */
static size_t cut_at_end(const char *bytes, size_t len)
{
	for (size_t back = 1; back <= 3 && back <= len; back++) {
		unsigned char c = (unsigned char)bytes[len - back];
		if (c >= 0xC0)
			return (c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2) > back ? back : 0;
		if (c < 0x80)
			break;
	}
	return 0;
}

void term_screen_write(term *t, const char *bytes, size_t len)
{
	/* libvterm loses a character that is cut by the end of what it is given. */
	yd_buf_add(&t->unseen, bytes, len);
	size_t held = cut_at_end(t->unseen.ptr, t->unseen.len);
	vterm_input_write(t->vterm, t->unseen.ptr, t->unseen.len - held);
	memmove(t->unseen.ptr, t->unseen.ptr + t->unseen.len - held, held);
	t->unseen.len = held;
	/* A terminal answers when it is asked where its cursor is or what it is. */
	char answer[256];
	for (size_t n; (n = vterm_output_read(t->vterm, answer, sizeof answer)) > 0;)
		if (!t->mute && write(t->master, answer, n) < 0)
			return;
}

void term_screen_resize(term *t)
{
	vterm_set_size(t->vterm, t->rows, grid_columns(t));
}

/* ---- cells ---- */

int term_columns(const term *t)
{
	return t->columns;
}

int term_rows(const term *t)
{
	return t->rows;
}

static uint32_t rgb(const term *t, VTermColor colour, bool is_default)
{
	if (is_default)
		return TERM_DEFAULT;
	vterm_screen_convert_color_to_rgb(t->screen, &colour);
	return (uint32_t)colour.rgb.red << 16 | (uint32_t)colour.rgb.green << 8 | colour.rgb.blue;
}

term_cell term_cell_at(term *t, int row, int column)
{
	term_cell out = {.width = 1};
	VTermScreenCell cell;
	if (!vterm_screen_get_cell(t->screen, (VTermPos){.row = row, .col = column}, &cell))
		return out;
	if (cell.chars[0] == UINT32_MAX) {
		out.width = 0;
	} else {
		out.width = cell.width;
		size_t at = 0;
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
			at += (size_t)utf8proc_encode_char(
				(utf8proc_int32_t)cell.chars[i], (utf8proc_uint8_t *)out.text + at);
	}
	out.bold = cell.attrs.bold;
	out.reverse = cell.attrs.reverse;
	out.underline = cell.attrs.underline != 0;
	out.fg = rgb(t, cell.fg, VTERM_COLOR_IS_DEFAULT_FG(&cell.fg));
	out.bg = rgb(t, cell.bg, VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
	out.coloured = out.fg != TERM_DEFAULT || out.bg != TERM_DEFAULT;
	return out;
}

const char *term_slice(term *t, int row, int from, int to)
{
	yd_buf *out = &t->rows_asked[t->next_asked++ % 8];
	yd_buf_clear(out);
	yd_buf_puts(out, "");
	for (int column = from; column < to;) {
		term_cell cell = term_cell_at(t, row, column);
		if (cell.width == 0)
			yd_buf_putc(out, '<');
		else if (cell.width == 2 && column + 1 >= to)
			yd_buf_putc(out, '>');
		else
			yd_buf_puts(out, cell.text[0] ? cell.text : " ");
		column += cell.width == 2 ? 2 : 1;
	}
	return out->ptr;
}

const char *term_row(term *t, int row)
{
	const char *text = term_slice(t, row, 0, t->columns);
	yd_buf *out = &t->rows_asked[(t->next_asked - 1) % 8];
	while (out->len > 0 && out->ptr[out->len - 1] == ' ')
		out->ptr[--out->len] = '\0';
	return text;
}

/* The cell at which byte `offset` of the row's text stands. */
static int column_of_byte(term *t, int row, size_t offset)
{
	size_t bytes = 0;
	for (int column = 0; column < t->columns;) {
		if (bytes >= offset)
			return column;
		term_cell cell = term_cell_at(t, row, column);
		bytes += cell.width == 0 || !cell.text[0] ? 1 : strlen(cell.text);
		column += cell.width == 2 ? 2 : 1;
	}
	return t->columns - 1;
}

bool term_find(term *t, const char *text, int *row, int *column)
{
	for (int r = 0; r < t->rows; r++) {
		const char *line = term_row(t, r);
		const char *found = strstr(line, text);
		if (!found)
			continue;
		if (row)
			*row = r;
		if (column)
			*column = column_of_byte(t, r, (size_t)(found - line));
		return true;
	}
	return false;
}

bool term_shows(term *t, const char *text)
{
	return term_find(t, text, NULL, NULL);
}

void term_cursor(term *t, int *row, int *column)
{
	VTermPos at;
	vterm_state_get_cursorpos(vterm_obtain_state(t->vterm), &at);
	*row = at.row;
	*column = at.col;
}

bool term_cursor_visible(const term *t)
{
	return t->cursor_visible;
}

bool term_alternate_screen(const term *t)
{
	return t->alternate;
}

/* ---- checks ---- */

void term_dump(term *t, const char *why)
{
	int row, column;
	term_cursor(t, &row, &column);
	fprintf(stderr, "-- %s: %dx%d, cursor at row %d, column %d%s%s\n", why, t->columns, t->rows,
		row, column, t->cursor_visible ? "" : " (hidden)",
		t->exited ? ", program ended" : "");
	int last = t->rows - 1;
	while (last > 0 && !*term_row(t, last))
		last--;
	for (int r = 0; r <= last; r++)
		fprintf(stderr, "|%s|\n", term_slice(t, r, 0, t->columns));
	fprintf(stderr, "-- %d empty rows below\n", t->rows - 1 - last);
}

void term_fail(term *t, const char *file, int line, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char why[1024];
	vsnprintf(why, sizeof why, format, args);
	va_end(args);
	term_dump(t, why);
	_fail(file, line);
}

/* Columns of all code points in a cell; a blank takes one. */
static int cell_columns(const term_cell *cell)
{
	if (!cell->text[0])
		return 1;
	const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)cell->text;
	int columns = 0;
	utf8proc_int32_t cp;
	for (utf8proc_ssize_t step; *at && (step = utf8proc_iterate(at, -1, &cp)) > 0; at += step)
		columns += utf8proc_charwidth(cp);
	return columns;
}

const char *term_broken(term *t)
{
	for (int row = 0; row < t->rows; row++)
		for (int column = 0; column < t->columns;) {
			term_cell cell = term_cell_at(t, row, column);
			const char *what = NULL;
			if (cell.width == 0)
				what = "a right half without its left one";
			else if (cell_columns(&cell) != cell.width)
				what = cell.width == 2 ? "stands before a right half"
						       : "lacks its right half";
			if (what) {
				snprintf(t->verdict, sizeof t->verdict, "row %d, column %d: %s %s",
					row, column, cell.text, what);
				return t->verdict;
			}
			column += cell.width;
		}
	return NULL;
}

/* The length of a control sequence that only draws, at `bytes`; 0 when it is anything else. */
static size_t harmless_sequence(const char *bytes, size_t len)
{
	if (len < 2)
		return 0;
	if (strchr("78=>cMDE", bytes[1]))
		return 2;
	if (strchr("()*+", bytes[1]))
		return len >= 3 ? 3 : 0;
	/* What terminfo itself has for xterm: keep and restore the title (smcup, rmcup), the
	 * colours as they were (oc); and the two questions that the browser asks. */
	static const char *const known[] = {"\033[22;0;0t", "\033[23;0;0t", "\033]104\007",
		"\033]R", "\033[?0c", "\033[?1c", "\033[?8c", "\033[6n", "\033[?2026$p"};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (len >= strlen(known[i]) && memcmp(bytes, known[i], strlen(known[i])) == 0)
			return strlen(known[i]);
	if (bytes[1] != '[')
		return 0;
	size_t at = 2;
	while (at < len && strchr("0123456789;?>!", bytes[at]))
		at++;
	/* Cursor, erase, insert, delete, scroll, colours, modes, scroll region, repeat, soft reset.
	 */
	return at < len && strchr("ABCDEFGHIJKLMPSTXZ@`abdefghlmprsu", bytes[at]) ? at + 1 : 0;
}

/* What is wrong with the character at `bytes`, with its length in *step; NULL when it may be
 * written. */
static const char *harm_of_character(const unsigned char *bytes, size_t len, size_t *step)
{
	unsigned char c = bytes[0];
	*step = 1;
	if (c == 0x1B) {
		*step = harmless_sequence((const char *)bytes, len);
		return *step == 0 ? "an escape sequence that does not draw" : NULL;
	}
	if (c < 0x20)
		return c == 0 || !strchr("\b\t\n\r\016\017", c) ? "a control character" : NULL;
	if (c < 0x7F)
		return NULL;
	utf8proc_int32_t cp;
	utf8proc_ssize_t n = utf8proc_iterate(bytes, (utf8proc_ssize_t)len, &cp);
	if (n <= 0)
		return "not UTF-8";
	*step = (size_t)n;
	if (cp < 0xA0)
		return "a control character";
	bool bidi = cp == 0x061C || cp == 0x200E || cp == 0x200F ||
		    (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
	return bidi ? "a bidirectional control" : NULL;
}

const char *term_harm(term *t)
{
	const unsigned char *bytes = (const unsigned char *)t->raw.ptr;
	for (size_t at = 0, step; at < t->raw.len; at += step) {
		const char *what = harm_of_character(bytes + at, t->raw.len - at, &step);
		if (!what)
			continue;
		int used =
			snprintf(t->verdict, sizeof t->verdict, "byte %zu written, %s:", at, what);
		for (size_t i = at; i < t->raw.len && i < at + 16; i++)
			used += snprintf(t->verdict + used, sizeof t->verdict - (size_t)used,
				" %02X", bytes[i]);
		return t->verdict;
	}
	return NULL;
}
