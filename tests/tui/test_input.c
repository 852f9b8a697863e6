/* What the terminal sends, whole and in pieces: keys, pastes, the mouse, answers. */
#include "../../src/tui/input.h"
#include "../text/random_text.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { ESC_TIME = 25, SECOND = 1000 };

static void begin(yd_input *input)
{
	*input = (yd_input){0};
	yd_input_set_escape_time(input, ESC_TIME);
}

/* The terminal was asked; the cursor stood in row 39. */
static void begin_awaiting(yd_input *input, int64_t patient_until)
{
	begin(input);
	yd_input_await(input, true, 39, patient_until);
}

static void feed(yd_input *input, const char *bytes, int64_t now)
{
	yd_input_feed(input, yd_str_of(bytes), now);
}

/* The keys among what comes of bytes, when nothing follows. */
static void check_keys(const char *bytes, const yd_key *keys, size_t count)
{
	yd_input input;
	begin(&input);
	feed(&input, bytes, 0);
	for (size_t i = 0; i < count; i++) {
		yd_input_event event = yd_input_next(&input, 60 * SECOND);
		assert_int_equal(event.kind, YD_INPUT_KEY);
		assert_int_equal(event.key, keys[i]);
	}
	assert_int_equal(yd_input_next(&input, 60 * SECOND).kind, YD_INPUT_NONE);
	yd_input_free(&input);
}
#define check_key(bytes, ...)                                                                      \
	check_keys(bytes, (yd_key[]){__VA_ARGS__}, sizeof((yd_key[]){__VA_ARGS__}) / sizeof(yd_key))

static void keys_are_read(void **state)
{
	(void)state;
	check_key("j", 'j');
	check_key("要点", 0x8981, 0x70B9);
	check_key("\r\n", YD_KEY_ENTER, YD_KEY_ENTER);
	check_key("\b\177", YD_KEY_BACKSPACE, YD_KEY_BACKSPACE);
	check_key("\033[A\033OB\033[1;5C\033OD", YD_KEY_UP, YD_KEY_DOWN, YD_KEY_RIGHT, YD_KEY_LEFT);
	check_key("\033[H\033OF\033[1~\033[4~\033[7~\033[8~", YD_KEY_HOME, YD_KEY_END, YD_KEY_HOME,
		YD_KEY_END, YD_KEY_HOME, YD_KEY_END);
	check_key("\033[5~\033[6~\033[3~\033[Z", YD_KEY_PGUP, YD_KEY_PGDN, YD_KEY_DELETE,
		YD_KEY_SHIFT_TAB);
	check_key("\033", YD_KEY_ESC);
	check_key("\033j", YD_KEY_ESC, 'j');
	check_key("\033\033", YD_KEY_ESC, YD_KEY_ESC);
}

static void what_is_not_known_is_no_key(void **state)
{
	(void)state;
	check_key("\033[15~j", 'j');
	check_key("\033[[Aj", 'j');
	check_key("\033OPj", 'j');
	check_key("\033[?1;2cj", 'j');
	check_key("\033]11;rgb:0000/0000/0000\033\\j", 'j');
	check_key("\033]0;title\aj", 'j');
	check_key("\033P>|xterm(390)\033\\j", 'j');
	check_key("\033[Ij\033[O", 'j');
	/* Broken off in the middle: the beginning is dropped, what stands behind holds. */
	check_key("\033[1;3育j", 0x80B2, 'j');
	check_key("\033[1;\033[Aj", YD_KEY_UP, 'j');
	check_key("\033[?20\nj", YD_KEY_ENTER, 'j');
}

static void a_character_waits_for_its_rest(void **state)
{
	(void)state;
	yd_input input;
	begin(&input);
	feed(&input, "\350", 0);
	assert_int_equal(yd_input_next(&input, 1).kind, YD_INPUT_NONE);
	feed(&input, "\246\201", 100);
	assert_int_equal(yd_input_next(&input, 101).key, 0x8981);
	feed(&input, "\350", 200);
	assert_true(yd_input_deadline(&input) < 60 * SECOND);
	assert_int_equal(yd_input_next(&input, 60 * SECOND).key, 0xFFFD);
	yd_input_free(&input);
}

static void a_lone_esc_waits_only_the_escape_time(void **state)
{
	(void)state;
	yd_input input;
	begin(&input);
	feed(&input, "\033", 1000);
	assert_int_equal(yd_input_deadline(&input), 1000 + ESC_TIME);
	assert_int_equal(yd_input_next(&input, 1000 + ESC_TIME - 1).kind, YD_INPUT_NONE);
	assert_int_equal(yd_input_next(&input, 1000 + ESC_TIME).key, YD_KEY_ESC);
	assert_int_equal(yd_input_deadline(&input), INT64_MAX);
	yd_input_free(&input);
}

/* Who set it longer waits longer, also while an answer may begin. */
static void a_long_escape_time_is_not_cut_short(void **state)
{
	(void)state;
	yd_input input;
	begin_awaiting(&input, 10 * SECOND);
	feed(&input, "\033", 0);
	assert_true(yd_input_deadline(&input) > ESC_TIME);
	yd_input_set_escape_time(&input, 2 * SECOND);
	assert_int_equal(yd_input_deadline(&input), 2 * SECOND);
	yd_input_free(&input);
}

static const char *const answers[] = {"\033[40;2R", "\033[40;14R", "\033[?2026;2$y"};

/* Counts the keys that came, and the answers. */
static void drain(yd_input *input, int64_t now, int *keys, int *answered)
{
	for (;;) {
		yd_input_event event = yd_input_next(input, now);
		if (event.kind == YD_INPUT_NONE)
			return;
		if (event.kind == YD_INPUT_KEY && event.key != YD_KEY_ESC)
			++*keys;
		if (event.kind == YD_INPUT_CURSOR || event.kind == YD_INPUT_MODE)
			++*answered;
	}
}

static void an_answer_in_two_pieces_is_one(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		for (size_t cut = 1; cut < strlen(answers[i]); cut++) {
			yd_input input;
			int keys = 0, answered = 0;
			begin_awaiting(&input, 10 * SECOND);
			yd_input_feed(&input, (yd_str){answers[i], cut}, 2 * SECOND);
			drain(&input, 2 * SECOND, &keys, &answered);
			/* The rest comes late, but not as late as a hand would type. */
			drain(&input, 2 * SECOND + 140, &keys, &answered);
			feed(&input, answers[i] + cut, 2 * SECOND + 140);
			drain(&input, 2 * SECOND + 140, &keys, &answered);
			assert_int_equal(keys, 0);
			assert_int_equal(answered, 1);
			yd_input_free(&input);
		}
}

static void an_answer_byte_by_byte_is_never_a_key(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		for (int64_t pause = 1; pause <= 3 * SECOND; pause = pause * 3 + 7) {
			yd_input input;
			int keys = 0, answered = 0;
			int64_t now = 0;
			begin_awaiting(&input, 10 * SECOND);
			for (const char *byte = answers[i]; *byte; byte++) {
				yd_input_feed(&input, (yd_str){byte, 1}, now);
				drain(&input, now, &keys, &answered);
				/* Between `Esc` or `[` and the rest a hand may have typed. */
				bool begun = byte - answers[i] < 2;
				now += begun && pause >= 140 ? 140 : pause;
				drain(&input, now, &keys, &answered);
			}
			assert_int_equal(keys, 0);
			assert_int_equal(answered, 1);
			yd_input_free(&input);
		}
}

/* When its Esc went out already, the rest is known for what it is. */
static void the_rest_of_an_answer_is_no_key(void **state)
{
	(void)state;
	yd_input input;
	int keys = 0, answered = 0;
	begin_awaiting(&input, 10 * SECOND);
	feed(&input, "\033", 0);
	drain(&input, 5 * SECOND, &keys, &answered);
	feed(&input, "[40;", 5 * SECOND);
	drain(&input, 5 * SECOND, &keys, &answered);
	feed(&input, "3Rj", 5 * SECOND + 100);
	drain(&input, 6 * SECOND, &keys, &answered);
	assert_int_equal(keys, 1);
	/* And a bracket that is meant stays one. */
	feed(&input, "\033", 8 * SECOND);
	drain(&input, 9 * SECOND, &keys, &answered);
	feed(&input, "[", 9 * SECOND);
	drain(&input, 10 * SECOND, &keys, &answered);
	assert_int_equal(keys, 2);
	yd_input_free(&input);
}

/* Whatever is typed between two pieces of an answer acts, and the answer is whole. */
static void what_is_typed_into_an_answer_is_a_key(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		yd_key key;
	} typed[] = {{"j", 'j'}, {"G", 'G'}, {" ", ' '}, {"/", '/'}, {"要", 0x8981},
		{"\r", YD_KEY_ENTER}, {"\t", YD_KEY_TAB}, {"\004", 4}, {"\033[A", YD_KEY_UP},
		{"\033[6~", YD_KEY_PGDN}};
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		for (size_t k = 0; k < sizeof typed / sizeof *typed; k++)
			for (size_t cut = 2; cut < strlen(answers[i]); cut++) {
				yd_input input;
				bool letter = typed[k].key >= 'A' && typed[k].key <= 'Z';
				/* `Esc [ G` is a sequence. */
				if (cut == 2 && letter)
					continue;
				begin_awaiting(&input, 10 * SECOND);
				yd_input_feed(&input, (yd_str){answers[i], cut}, 0);
				assert_int_equal(yd_input_next(&input, 10).kind, YD_INPUT_NONE);
				feed(&input, typed[k].bytes, 100);
				yd_input_event event = yd_input_next(&input, 100);
				assert_int_equal(event.kind, YD_INPUT_KEY);
				assert_int_equal(event.key, typed[k].key);
				assert_int_equal(yd_input_next(&input, 110).kind, YD_INPUT_NONE);
				/* Nothing waits for the clock meanwhile. */
				assert_int_equal(yd_input_deadline(&input), INT64_MAX);
				feed(&input, "j", 150);
				assert_int_equal(yd_input_next(&input, 150).key, 'j');
				feed(&input, answers[i] + cut, 200);
				event = yd_input_next(&input, 200);
				assert_true(event.kind == YD_INPUT_CURSOR ||
					    event.kind == YD_INPUT_MODE);
				assert_int_equal(
					yd_input_next(&input, 60 * SECOND).kind, YD_INPUT_NONE);
				yd_input_free(&input);
			}
}

/* When the rest never comes, digits are keys again. */
static void an_answer_without_an_end_is_forgotten(void **state)
{
	(void)state;
	yd_input input;
	begin_awaiting(&input, 60 * SECOND);
	feed(&input, "\033[40;", 0);
	assert_int_equal(yd_input_next(&input, 0).kind, YD_INPUT_NONE);
	feed(&input, "j", 100);
	assert_int_equal(yd_input_next(&input, 100).key, 'j');
	feed(&input, "3j", 30 * SECOND);
	assert_int_equal(yd_input_next(&input, 30 * SECOND).key, '3');
	assert_int_equal(yd_input_next(&input, 30 * SECOND).key, 'j');
	/* An answer that comes whole behind one that broke off is taken too. */
	feed(&input, "\033[40;", 31 * SECOND);
	assert_int_equal(yd_input_next(&input, 31 * SECOND).kind, YD_INPUT_NONE);
	feed(&input, "\033[40;14Rj", 31 * SECOND);
	assert_int_equal(yd_input_next(&input, 31 * SECOND).kind, YD_INPUT_CURSOR);
	assert_int_equal(yd_input_next(&input, 31 * SECOND).key, 'j');
	yd_input_free(&input);
}

/* Esc went out, then something was typed, then the rest comes. */
static void a_key_behind_an_esc_that_began_an_answer(void **state)
{
	(void)state;
	yd_input input;
	int keys = 0, answered = 0;
	begin_awaiting(&input, 10 * SECOND);
	feed(&input, "\033", 0);
	drain(&input, 0, &keys, &answered);
	feed(&input, "j", 50);
	drain(&input, 50, &keys, &answered);
	assert_int_equal(keys, 1);
	feed(&input, "[40;3R", 60);
	drain(&input, 60 * SECOND, &keys, &answered);
	assert_int_equal(keys, 1);
	yd_input_free(&input);
}

/* Keys that begin as an answer does stay what they are. */
static void keys_like_answers_are_keys(void **state)
{
	(void)state;
	yd_input input;
	begin(&input);
	/* The cursor in row 24, and Shift-F12, Ctrl-Up, PgDn, Delete in pieces. */
	yd_input_await(&input, true, 23, 10 * SECOND);
	feed(&input, "\033[24;2~\033[1;5A\033[6~", 0);
	assert_int_equal(yd_input_next(&input, 0).key, YD_KEY_UP);
	assert_int_equal(yd_input_next(&input, 0).key, YD_KEY_PGDN);
	feed(&input, "\033[2", 10);
	assert_int_equal(yd_input_next(&input, 10).kind, YD_INPUT_NONE);
	feed(&input, "~\033[", 20);
	assert_int_equal(yd_input_next(&input, 20).kind, YD_INPUT_NONE);
	feed(&input, "3~\033[", 30);
	assert_int_equal(yd_input_next(&input, 30).key, YD_KEY_DELETE);
	feed(&input, "B", 40);
	assert_int_equal(yd_input_next(&input, 40).key, YD_KEY_DOWN);
	assert_int_equal(yd_input_next(&input, 60 * SECOND).kind, YD_INPUT_NONE);
	yd_input_free(&input);
}

static void who_never_answers_gets_a_quick_esc_again(void **state)
{
	(void)state;
	yd_input input;
	begin_awaiting(&input, 10 * SECOND);
	feed(&input, "\033", 11 * SECOND);
	assert_int_equal(yd_input_deadline(&input), 11 * SECOND + ESC_TIME);
	yd_input_free(&input);
}

static yd_input_event paste_of(yd_input *input, int64_t now)
{
	yd_input_event event = yd_input_next(input, now);
	assert_int_equal(event.kind, YD_INPUT_PASTE);
	return event;
}

static void a_paste_comes_whole(void **state)
{
	(void)state;
	const char *bytes = "\033[200~q\r\n\033[Aq!\0331\033[201~j";
	for (size_t cut = 0; cut <= strlen(bytes) - 1; cut++) {
		yd_input input;
		begin(&input);
		yd_input_feed(&input, (yd_str){bytes, cut}, 0);
		yd_input_event event = yd_input_next(&input, 1);
		if (event.kind == YD_INPUT_NONE) {
			feed(&input, bytes + cut, 10);
			event = paste_of(&input, 11);
		}
		assert_int_equal(event.kind, YD_INPUT_PASTE);
		assert_int_equal(event.text.len, 10);
		assert_memory_equal(event.text.ptr, "q\r\n\033[Aq!\0331", 10);
		if (cut == strlen(bytes) - 1)
			feed(&input, "j", 12);
		assert_int_equal(yd_input_next(&input, 13).key, 'j');
		yd_input_free(&input);
	}
}

static void a_paste_without_an_end_ends_some_time(void **state)
{
	(void)state;
	yd_input input;
	begin(&input);
	feed(&input, "\033[200~text", 0);
	assert_int_equal(yd_input_next(&input, 1).kind, YD_INPUT_NONE);
	yd_input_event event = paste_of(&input, yd_input_deadline(&input));
	assert_true(yd_str_equal(event.text, YD_STR("text")));
	feed(&input, "j", 60 * SECOND);
	assert_int_equal(yd_input_next(&input, 60 * SECOND).key, 'j');
	yd_input_free(&input);
}

static void the_mouse_is_read(void **state)
{
	(void)state;
	yd_input input;
	begin(&input);
	feed(&input, "\033[<0;12;3M\033[<0;12;3m\033[<65;1;1M\033[<0;0;0M", 0);
	yd_input_event event = yd_input_next(&input, 1);
	assert_int_equal(event.kind, YD_INPUT_MOUSE);
	assert_int_equal(event.column, 11);
	assert_int_equal(event.row, 2);
	assert_false(event.released);
	assert_true(yd_input_next(&input, 1).released);
	assert_int_equal(yd_input_next(&input, 1).button, 65);
	assert_int_equal(yd_input_next(&input, 1).kind, YD_INPUT_NONE);
	yd_input_free(&input);
}

/* Whatever comes is understood or given out in the end, and nothing is left waiting. */
static void garbage_ends(void **state)
{
	(void)state;
	static const char pieces[] = "\033\033\033[[[O]P<?;;019RMmy$~ABj\a\r\302\350\246\377\0";
	random_source random = {11};
	for (int round = 0; round < 3000; round++) {
		yd_input input;
		int64_t now = 0;
		begin(&input);
		yd_input_await(&input, round % 2, 39, 10 * SECOND);
		for (int i = 0; i < 40; i++) {
			char byte = pieces[random_below(&random, sizeof pieces)];
			yd_input_feed(&input, (yd_str){&byte, 1}, now);
			now += (int64_t)random_below(&random, 60);
			for (int most = 0; yd_input_next(&input, now).kind; most++)
				assert_true(most < 200);
		}
		for (int most = 0; yd_input_deadline(&input) != INT64_MAX; most++) {
			assert_true(most < 200);
			now = yd_input_deadline(&input);
			yd_input_next(&input, now);
		}
		yd_input_free(&input);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_read),
		cmocka_unit_test(what_is_not_known_is_no_key),
		cmocka_unit_test(a_character_waits_for_its_rest),
		cmocka_unit_test(a_lone_esc_waits_only_the_escape_time),
		cmocka_unit_test(a_long_escape_time_is_not_cut_short),
		cmocka_unit_test(an_answer_in_two_pieces_is_one),
		cmocka_unit_test(an_answer_byte_by_byte_is_never_a_key),
		cmocka_unit_test(the_rest_of_an_answer_is_no_key),
		cmocka_unit_test(what_is_typed_into_an_answer_is_a_key),
		cmocka_unit_test(an_answer_without_an_end_is_forgotten),
		cmocka_unit_test(a_key_behind_an_esc_that_began_an_answer),
		cmocka_unit_test(keys_like_answers_are_keys),
		cmocka_unit_test(who_never_answers_gets_a_quick_esc_again),
		cmocka_unit_test(a_paste_comes_whole),
		cmocka_unit_test(a_paste_without_an_end_ends_some_time),
		cmocka_unit_test(the_mouse_is_read),
		cmocka_unit_test(garbage_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
