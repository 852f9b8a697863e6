/* Whole screens without a terminal: every size, every pane, keys and sizes at random. */
#include "../../src/tui/compose.h"
#include "../view/session.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* The byte where column `column` of a row begins; SIZE_MAX when a wide character lies across it. */
static size_t byte_of_column(const yd_row *row, size_t column)
{
	yd_str text = yd_buf_str(&row->text);
	size_t used, len = yd_text_fit(text, column, &used);
	return used == column ? len : SIZE_MAX;
}

/* Every row is exactly as wide as the screen, borders stand straight, no character lies across one.
 */
static void check_frame(const yd_frame *frame)
{
	const yd_layout *layout = &frame->layout;
	yd_str border = yd_glyph_text(YD_GLYPH_BORDER);
	for (size_t y = 0; y < layout->rows; y++) {
		const yd_row *row = &frame->rows[y];
		assert_int_equal(row->columns, layout->columns);
		assert_int_equal(yd_text_columns(yd_buf_str(&row->text)), layout->columns);
		assert_int_equal(row->runs[row->count - 1].end, row->text.len);
	}
	for (size_t i = 1; i < layout->slot_count; i++)
		for (size_t y = 0; y < layout->title_rows + layout->body_rows; y++) {
			const yd_row *row = &frame->rows[y];
			size_t at = byte_of_column(row, layout->slots[i].x - 1);
			/* A message of several rows covers the borders below. */
			if (y + layout->rows / 2 >= layout->rows)
				break;
			assert_true(at != SIZE_MAX);
			yd_str rest = {row->text.ptr + at, row->text.len - at};
			assert_true(yd_str_starts(rest, border));
		}
	if (frame->cursor_x != SIZE_MAX) {
		assert_true(frame->cursor_x < layout->columns);
		assert_true(frame->cursor_y < layout->rows);
	}
}

static bool frame_shows(const yd_frame *frame, const char *text)
{
	for (size_t y = 0; y < frame->layout.rows; y++)
		if (strstr(frame->rows[y].text.ptr, text))
			return true;
	return false;
}

static void the_layout_fits_the_width(void **state)
{
	(void)state;
	for (size_t columns = 1; columns <= 300; columns++)
		for (size_t rows = 1; rows <= 60; rows += 7)
			for (int focus = 0; focus < YD_PANE_COUNT; focus++) {
				yd_layout layout;
				yd_pane main =
					focus <= YD_PANE_TEXT ? (yd_pane)focus : YD_PANE_REGIONS;
				yd_layout_make(columns, rows, (yd_pane)focus, main, false,
					(yd_wanted_widths){0}, &layout);
				size_t x = 0, panes = layout.slot_count;
				bool focus_shown = panes == 0;
				for (size_t i = 0; i < panes; i++) {
					assert_int_equal(layout.slots[i].x, x);
					assert_true(layout.slots[i].width >= 6);
					x += layout.slots[i].width + 1;
					focus_shown |= layout.slots[i].pane == (yd_pane)focus;
				}
				assert_true(focus_shown);
				assert_true(panes == 0 || x == columns + 1);
				if (panes && focus <= YD_PANE_TEXT)
					assert_int_equal(panes, columns >= 100	? 3
								: columns >= 60 ? 2
										: 1);
				if (panes)
					assert_int_equal(
						layout.title_rows + layout.body_rows + 1, rows);
			}
}

static void every_size_shows_whole_rows_in_every_pane(void **state)
{
	session *s = *state;
	yd_frame frame = {0};
	const char *views[] = {"", "<Tab>", "<Tab>", "z", "z?", "qt", "<Esc>B", "q:go", "<Esc>/校"};
	for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
		press(s, views[i]);
		for (size_t columns = 1; columns <= 130; columns++) {
			yd_frame_make(&frame, s->browser, columns, 1 + columns % 45);
			check_frame(&frame);
		}
	}
	yd_frame_free(&frame);
}

static void what_cannot_be_drawn_says_so(void **state)
{
	session *s = *state;
	yd_frame frame = {0};
	yd_frame_make(&frame, s->browser, 5, 3);
	assert_true(frame_shows(&frame, "wind…"));
	yd_frame_make(&frame, s->browser, 40, 1);
	assert_true(frame_shows(&frame, "window too small"));
	yd_frame_make(&frame, s->browser, 1, 1);
	assert_true(frame_shows(&frame, "…"));
	yd_frame_make(&frame, s->browser, 6, 2);
	assert_false(frame_shows(&frame, "w"));
	yd_frame_free(&frame);
}

static void the_third_pane_slides_in_with_the_focus(void **state)
{
	session *s = *state;
	yd_frame frame = {0};
	yd_frame_make(&frame, s->browser, 80, 24);
	assert_true(frame_shows(&frame, "Regions") && frame_shows(&frame, "Outline"));
	press(s, "l");
	yd_frame_make(&frame, s->browser, 80, 24);
	assert_true(frame_shows(&frame, "Outline") && !frame_shows(&frame, "Regions"));
	assert_true(frame_shows(&frame, "开展支部书记述职"));
	press(s, "lh");
	press(s, "h");
	yd_frame_make(&frame, s->browser, 80, 24);
	assert_true(frame_shows(&frame, "Regions"));
	yd_frame_make(&frame, s->browser, 50, 15);
	assert_true(frame_shows(&frame, "Regions") && !frame_shows(&frame, "Outline"));
	yd_frame_free(&frame);
}

/* What a key leaves on the screen is what a browser of that state draws from nothing: no row is
 * kept that would be made otherwise now. */
static void check_same_from_scratch(session *s, const yd_frame *frame)
{
	yd_frame again = {0};
	yd_kept_rows kept[YD_PANE_COUNT];
	memcpy(kept, s->browser->kept, sizeof kept);
	memset(s->browser->kept, 0, sizeof kept);
	yd_frame_make(&again, s->browser, frame->layout.columns, frame->layout.rows);
	assert_int_equal(again.layout.rows, frame->layout.rows);
	for (size_t y = 0; y < frame->layout.rows; y++)
		if (!yd_row_equal(&again.rows[y], &frame->rows[y]))
			fail_msg("row %zu is kept as\n%s|\nand made as\n%s|", y,
				frame->rows[y].text.ptr, again.rows[y].text.ptr);
	for (int pane = 0; pane < YD_PANE_COUNT; pane++)
		yd_kept_free(&s->browser->kept[pane]);
	memcpy(s->browser->kept, kept, sizeof kept);
	yd_frame_free(&again);
}

static void check_session(session *s)
{
	const yd_browser *browser = s->browser;
	const yd_reader *reader = &browser->reader;
	if (!reader->doc)
		return;
	assert_true(reader->unit < reader->unit_count);
	assert_true(reader->shown[reader->unit]);
	assert_true(reader->unit >= reader->scope);
	assert_true(reader->unit < yd_reader_scope_end(reader, reader->scope));
	assert_int_equal(browser->text.cur.unit, reader->unit);
	size_t row = yd_outline_view_unit(&browser->outline);
	assert_true(
		row <= reader->unit && reader->unit < yd_reader_scope_end(reader, row ? row : 0));
}

static const char *const monkey_keys[] = {"j", "k", "j", "<Down>", "<Up>", "<Ctrl-d>", "<Ctrl-u>",
	"<Ctrl-f>", "<Ctrl-b>", "<PgDn>", "<PgUp>", "g", "G", "<Home>", "<End>", "3", "0", "7",
	"<Tab>", "<Shift-Tab>", "h", "l", "<Left>", "<Right>", "<Enter>", "<Space>", "<Enter>",
	"<Space>", "/", "n", "N", "t", "T", "b", "B", "z", "]", "[", "]", "[", "u", ":", "?",
	"<Ctrl-l>", "<Esc>", "&", "!", "d", "校", "安", "全", "1", "(", "一", "<Backspace>",
	"<Delete>", "s", "~", ":2<Enter>", ":themes safety<Enter>", "/安全<Enter>", "q", "p", "r",
	"}", "{", ")", "<", ">", "ma", "'a", "f", "a", "fan", "fj", "f校", "T", "H", "o", "n",
	":note 记住<Enter>", ":tag 重要 急<Enter>", ":set text-width 30<Enter>",
	":set text-width 84<Enter>", ":set center no<Enter>", ":set center yes<Enter>",
	":set script traditional<Enter>", ":set color-theme mono<Enter>",
	":set regions-width 30<Enter>", ":set regions-width 0<Enter>",
	":set outline-width 24<Enter>", ":color text red<Enter>", ":themes party or safety<Enter>",
	"V", "VjV<Enter>", "r"};

/* As the screen does it: frames are drawn in ASCII where they would be wide. */
static void choose_glyphs(void)
{
	bool ascii = false;
	for (int i = 0; i < YD_WIDTH_CLASSES; i++)
		ascii |= yd_width_of((yd_width_class)i) > 1;
	yd_glyphs_use_ascii(ascii);
}

/* Another session imports a document, or another text of it, which leaves an earlier version. */
static void put_other(session *s, random_source *random)
{
	size_t number = random_below(random, 9);
	char *text =
		yd_format("云水市教育局20%zu年工作要点\n\n一、安全\n（一）一会儿才来，第%zu回。\n"
			  "（二）又走了。\n",
			10 + number, random_below(random, 5));
	session_put(s, "later.txt", random_below(random, 2) ? "示例省 云水市" : NULL,
		2010 + (int)number, text);
	free(text);
}

/* What happens without a key: time passes, documents come and go, the terminal tells how wide it
 * draws. */
static void let_happen(session *s, random_source *random, int64_t *now)
{
	switch (random_below(random, 12)) {
	case 0:
		*now += 4000;
		break;
	case 1:
		yd_width_set((yd_width_class)random_below(random, YD_WIDTH_CLASSES),
			1 + (int)random_below(random, 2));
		choose_glyphs();
		yd_browser_measure(s->browser);
		break;
	case 2:
		put_other(s, random);
		*now += 2000;
		break;
	default:
		*now += 40;
	}
	yd_browser_tick(s->browser, *now);
}

static void put_widths_back(void)
{
	for (int i = 0; i < YD_WIDTH_CLASSES; i++)
		yd_width_set((yd_width_class)i, 1);
	choose_glyphs();
}

static void press_at_random(session *s, random_source *random, int presses)
{
	yd_frame frame = {0};
	size_t columns = 120, rows = 40;
	int64_t now = 1;
	for (int i = 0; i < presses; i++) {
		size_t key = random_below(random, sizeof monkey_keys / sizeof *monkey_keys);
		/* Leaving the program is another test's business; a key that waits for a hit acts
		 * when the list is no longer there. */
		bool waits = s->browser->held_count || s->browser->search.pending;
		bool top = !s->browser->prompt.sign && s->browser->overlay == YD_PANE_NONE &&
			   !s->browser->zoomed;
		bool typed = s->browser->prompt.sign == ':'; /* :q */
		bool leaves = strcmp(monkey_keys[key], "q") == 0 && (top || waits || typed);
		if (!leaves)
			press(s, monkey_keys[key]);
		if (random_below(random, 15) == 0) {
			columns = 1 + random_below(random, 130);
			rows = 1 + random_below(random, 45);
		}
		if (random_below(random, 8) == 0)
			let_happen(s, random, &now);
		yd_frame_make(&frame, s->browser, columns, rows);
		check_frame(&frame);
		check_session(s);
		check_same_from_scratch(s, &frame);
	}
	put_widths_back();
	yd_frame_free(&frame);
}

static void keys_and_sizes_at_random_leave_whole_screens(void **state)
{
	session *s = *state;
	for (uint64_t seed = 1; seed <= 6; seed++) {
		random_source random = {seed};
		press_at_random(s, &random, 700);
		assert_false(yd_browser_done(s->browser));
	}
}

static void random_documents_under_random_keys_leave_whole_screens(void **state)
{
	session s;
	random_source random = {77};
	(void)state;
	session_open(&s);
	for (size_t i = 1; i <= 12; i++)
		session_put_random(&s, &random, i);
	session_begin(&s);
	press_at_random(&s, &random, 2500);
	session_close(&s);
}

static void long_messages_take_several_rows_and_go_with_the_next_key(void **state)
{
	session *s = *state;
	yd_frame frame = {0};
	press(s, ":themes "
		 "nonsense-that-is-long-enough-to-need-more-than-one-row-of-the-window<Enter>");
	yd_frame_make(&frame, s->browser, 40, 12);
	check_frame(&frame);
	assert_true(frame_shows(&frame, "There is no theme"));
	assert_true(frame_shows(&frame, "lists them all."));
	press(s, "<Esc>");
	yd_frame_make(&frame, s->browser, 40, 12);
	assert_false(frame_shows(&frame, "lists them all."));
	yd_frame_free(&frame);
}

#define with_six(test) cmocka_unit_test_setup_teardown(test, set_up_six, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_layout_fits_the_width),
		with_six(every_size_shows_whole_rows_in_every_pane),
		with_six(what_cannot_be_drawn_says_so),
		with_six(the_third_pane_slides_in_with_the_focus),
		with_six(keys_and_sizes_at_random_leave_whole_screens),
		cmocka_unit_test(random_documents_under_random_keys_leave_whole_screens),
		with_six(long_messages_take_several_rows_and_go_with_the_next_key),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
