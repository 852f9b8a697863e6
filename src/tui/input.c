#include "input.h"

#include <stdio.h>
#include <string.h>

/* Milliseconds that what may be the beginning of more is held back. */
enum {
	ANSWER_DELAY = 150,  /* … over a slow link, while an answer is awaited */
	REST_DELAY = 10000,  /* of an answer of which a part has come */
	PASTE_DELAY = 10000, /* a paste whose end never comes */
	PASTE_MOST = 65536,  /* bytes kept of a paste; far more than a line takes */
	STRING_MOST = 4096,  /* of a string that nobody asked for, before it is taken for keys */
};

/* ---- keys that send sequences ---- */

static struct {
	char bytes[12];
	size_t len;
	yd_key key;
} learnt[24];
static size_t learnt_count;

void yd_input_learn(const char *sequence, yd_key key)
{
	size_t len = sequence ? strlen(sequence) : 0;
	if (len < 2 || len >= sizeof learnt->bytes || *sequence != '\033' ||
		learnt_count == sizeof learnt / sizeof *learnt)
		return;
	memcpy(learnt[learnt_count].bytes, sequence, len);
	learnt[learnt_count].len = len;
	learnt[learnt_count++].key = key;
}

static yd_key find_learnt(yd_str sequence)
{
	for (size_t i = 0; i < learnt_count; i++)
		if (yd_str_equal(sequence, (yd_str){learnt[i].bytes, learnt[i].len}))
			return learnt[i].key;
	return YD_KEY_NONE;
}

static yd_key key_of_letter(char final)
{
	static const char letters[] = "ABCDHFMZ";
	static const yd_key keys[] = {YD_KEY_UP, YD_KEY_DOWN, YD_KEY_RIGHT, YD_KEY_LEFT,
		YD_KEY_HOME, YD_KEY_END, YD_KEY_ENTER, YD_KEY_SHIFT_TAB};
	const char *found = final ? strchr(letters, final) : NULL;
	return found ? keys[found - letters] : YD_KEY_NONE;
}

static yd_key key_of_number(unsigned number)
{
	static const yd_key keys[] = {YD_KEY_NONE, YD_KEY_HOME, YD_KEY_NONE, YD_KEY_DELETE,
		YD_KEY_END, YD_KEY_PGUP, YD_KEY_PGDN, YD_KEY_HOME, YD_KEY_END};
	return number < sizeof keys / sizeof *keys ? keys[number] : YD_KEY_NONE;
}

/* ---- sequences ---- */

static yd_str rest_of(const yd_input *input)
{
	return (yd_str){input->bytes.ptr + input->at, input->bytes.len - input->at};
}

/* A control sequence, taken apart. */
typedef struct csi {
	char private, middle, final; /* `<` or `?`; `$`; the last character; 0 none */
	unsigned numbers[4];
	size_t count, len;
} csi;

/* The control sequence at the start of `text`, its parameters beginning at `from`. `len` 0: it goes
 * on; `final` 0 with a length: it is none. */
static csi read_csi(yd_str text, size_t from)
{
	csi out = {0};
	size_t at = from;
	if (at < text.len && strchr("<=>?", text.ptr[at]) && text.ptr[at])
		out.private = text.ptr[at++];
	for (; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= ';'; at++) {
		if (out.count == 0)
			out.count = 1;
		unsigned *number = &out.numbers[out.count - 1];
		if (text.ptr[at] >= ';')
			out.count += out.count < 4;
		else if (text.ptr[at] <= '9' && *number < 100000)
			*number = *number * 10 + (unsigned)(text.ptr[at] - '0');
	}
	for (; at < text.len && text.ptr[at] >= ' ' && text.ptr[at] <= '/'; at++)
		out.middle = text.ptr[at];
	if (at == text.len)
		return (csi){0};
	out.len = at;
	if (text.ptr[at] >= '@' && text.ptr[at] <= '~') {
		out.final = text.ptr[at];
		out.len = at + 1;
	}
	return out;
}

static yd_input_event mouse_event(const csi *sequence)
{
	const unsigned *n = sequence->numbers;
	if (sequence->count < 3 || n[1] == 0 || n[2] == 0)
		return (yd_input_event){0};
	return (yd_input_event){.kind = YD_INPUT_MOUSE,
		.button = n[0],
		.column = n[1] - 1,
		.row = n[2] - 1,
		.released = sequence->final == 'm'};
}

/* What a control sequence means; kind YD_INPUT_NONE: nothing to us. */
static yd_input_event event_of_csi(yd_input *input, yd_str whole, const csi *sequence)
{
	const unsigned *n = sequence->numbers;
	yd_key key = find_learnt(whole);
	if (key == YD_KEY_NONE && !sequence->private && !sequence->middle) {
		if (sequence->final == '~' && n[0] == 200) {
			input->pasting = true;
			yd_buf_clear(&input->paste);
			return (yd_input_event){0};
		}
		if (sequence->final == 'R' && sequence->count == 2 && n[0] && n[1])
			return (yd_input_event){
				.kind = YD_INPUT_CURSOR, .row = n[0] - 1, .column = n[1] - 1};
		key = sequence->final == '~' ? key_of_number(n[0]) : key_of_letter(sequence->final);
	}
	if (key != YD_KEY_NONE)
		return (yd_input_event){.kind = YD_INPUT_KEY, .key = key};
	if (sequence->private == '<' && (sequence->final == 'M' || sequence->final == 'm'))
		return mouse_event(sequence);
	if (sequence->private == '?' && sequence->middle == '$' && sequence->final == 'y')
		return (yd_input_event){.kind = YD_INPUT_MODE, .mode = n[0], .value = n[1]};
	return (yd_input_event){0};
}

/* The length of a string sequence (OSC, DCS, APC, PM, SOS) with its end; 0: its end is not there.
 */
static size_t string_length(yd_str text)
{
	for (size_t at = 2; at < text.len; at++) {
		if (text.ptr[at] == '\a')
			return at + 1;
		if (text.ptr[at] == '\033' && at + 1 < text.len)
			return text.ptr[at + 1] == '\\' ? at + 2 : at;
	}
	return text.len > STRING_MOST ? text.len : 0;
}

typedef enum outcome { UNDERSTOOD, GOES_ON, NOTHING } outcome;

/* `text` begins with Esc. */
static outcome take_sequence(yd_input *input, yd_str text, yd_input_event *event)
{
	if (text.len == 1)
		return GOES_ON;
	if (text.ptr[1] == '[' || text.ptr[1] == 'O') {
		csi sequence = read_csi(text, 2);
		/* The function keys of the Linux console: one letter more. */
		if (sequence.len == 3 && sequence.final == '[')
			sequence.len = text.len > 3 ? 4 : 0;
		if (sequence.len == 0)
			return GOES_ON;
		if (!sequence.final && sequence.len == 2)
			return NOTHING;
		/* What breaks off among its numbers was no key either: what stands behind is taken
		 * up anew. */
		if (!sequence.final) {
			input->at += sequence.len;
			return UNDERSTOOD;
		}
		*event = event_of_csi(input, (yd_str){text.ptr, sequence.len}, &sequence);
		input->at += sequence.len;
		return UNDERSTOOD;
	}
	if (strchr("]P_^X", text.ptr[1]) && text.ptr[1]) {
		size_t len = string_length(text);
		input->at += len;
		return len ? UNDERSTOOD : GOES_ON;
	}
	return NOTHING;
}

/* After an Esc that went out alone: the rest of what would have been an answer. */
static outcome take_rest_of_answer(yd_input *input, yd_str text)
{
	if (*text.ptr != '[')
		return NOTHING;
	if (text.len == 1)
		return GOES_ON;
	csi sequence = read_csi(text, 1);
	if (sequence.len == 0)
		return text.ptr[1] == '?' || (text.ptr[1] >= '0' && text.ptr[1] <= '9') ? GOES_ON
											: NOTHING;
	bool answer = (sequence.final == 'R' && sequence.count == 2) ||
		      (sequence.private == '?' && sequence.final == 'y');
	if (!answer)
		return NOTHING;
	input->at += sequence.len;
	return UNDERSTOOD;
}

/* ---- what is typed into an answer ---- */

/* How many bytes of `text` fit an answer that is awaited, from its beginning: `head`, digits,
 * `tail`. *whole: all of it is there. */
static size_t fit_answer(const char *head, const char *tail, yd_str text, bool *whole)
{
	size_t at = 0, digits = 0;
	for (; *head && at < text.len && text.ptr[at] == *head; head++)
		at++;
	if (*head)
		return at;
	for (; digits < 4 && at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9'; digits++)
		at++;
	for (; digits && *tail && at < text.len && text.ptr[at] == *tail; tail++)
		at++;
	*whole = !*tail;
	return at;
}

static size_t fit_answers(const yd_input *input, yd_str text, bool *whole)
{
	char cursor[16];
	snprintf(cursor, sizeof cursor, "\033[%zu;", (input->answer_row + 1) % 1000000);
	*whole = false;
	size_t a = fit_answer(cursor, "R", text, whole);
	size_t b = *whole ? 0 : fit_answer("\033[?2026;", "$y", text, whole);
	return a > b ? a : b;
}

/* Does what is typed behind `fit` bytes of an answer, `c`, belong to no sequence that begins so? */
static bool is_typed_into(const yd_input *input, size_t fit, unsigned char c)
{
	/* No key of any terminal goes on otherwise behind the first digit of the row … */
	if (fit > 3 || (fit == 3 && input->seen == fit))
		return c < '$' || (c > '$' && c < '0') ||
		       (c > '?' && c != 'R' && c != '^' && c != '~') || c >= 0x80;
	/* … behind `Esc [` some do, so that only what came later is believed. */
	return fit == 2 && input->seen == fit && (c < '0' || c > 'z' || (c >= 'f' && c != 'z'));
}

/* Lays aside the beginning of an answer that breaks off at what was typed. */
static bool lay_aside(yd_input *input, yd_str text)
{
	bool whole;
	size_t fit = input->awaiting ? fit_answers(input, text, &whole) : 0;
	if (fit < 2 || fit >= text.len || fit > sizeof input->begun || whole ||
		!is_typed_into(input, fit, (unsigned char)text.ptr[fit]))
		return false;
	memcpy(input->begun, text.ptr, fit);
	input->begun_len = fit;
	input->begun_until = input->came_at + REST_DELAY;
	input->at += fit;
	return true;
}

/* Is what comes the rest of the answer that was laid aside? Then it is taken, as far as it goes. */
static bool take_up(yd_input *input, yd_str text, yd_input_event *event)
{
	bool whole;
	char bytes[sizeof input->begun + 12];
	size_t len = input->begun_len, more = sizeof bytes - len;
	more = text.len < more ? text.len : more;
	memcpy(bytes, input->begun, len);
	memcpy(bytes + len, text.ptr, more);
	size_t fit = fit_answers(input, (yd_str){bytes, len + more}, &whole);
	if (fit <= len || (!whole && fit > sizeof input->begun))
		return false;
	input->at += fit - len;
	input->begun_len = whole ? 0 : fit;
	memcpy(input->begun, bytes, input->begun_len);
	if (!whole)
		return true;
	csi sequence = read_csi((yd_str){bytes, fit}, 2);
	*event = event_of_csi(input, (yd_str){bytes, fit}, &sequence);
	return true;
}

/* ---- pastes ---- */

static bool take_paste(yd_input *input, bool late, yd_input_event *event)
{
	static const yd_str end = {"\033[201~", 6};
	yd_str text = rest_of(input);
	size_t found = yd_str_find(text, end, 0), take = found;
	if (found == SIZE_MAX) {
		/* All but what may be the beginning of its end. */
		take = text.len;
		for (size_t n = 1; n < end.len && n <= text.len && !late; n++)
			if (memcmp(text.ptr + text.len - n, end.ptr, n) == 0)
				take = text.len - n;
	}
	if (input->paste.len < PASTE_MOST)
		yd_buf_add(&input->paste, text.ptr, take);
	input->at += take;
	if (found == SIZE_MAX && !late)
		return false;
	input->at += found == SIZE_MAX ? 0 : end.len;
	input->pasting = false;
	*event = (yd_input_event){.kind = YD_INPUT_PASTE, .text = yd_buf_str(&input->paste)};
	return true;
}

/* ---- plain keys ---- */

static yd_key plain_key(uint32_t cp)
{
	return cp == '\n' ? YD_KEY_ENTER : cp == '\b' ? YD_KEY_BACKSPACE : cp;
}

/* Is `text` the beginning of a character whose rest has not come? */
static bool is_cut_character(yd_str text)
{
	unsigned char c = (unsigned char)*text.ptr;
	size_t need = c >= 0xF0 && c <= 0xF4 ? 4 : c >= 0xE0 ? 3 : c >= 0xC2 ? 2 : 1;
	if (c > 0xF4 || text.len >= need)
		return false;
	for (size_t i = 1; i < text.len; i++)
		if (((unsigned char)text.ptr[i] & 0xC0) != 0x80)
			return false;
	return need > 1;
}

static yd_input_event take_key(yd_input *input, yd_str text)
{
	uint32_t cp;
	input->at += yd_utf8_decode(text, &cp, NULL);
	return (yd_input_event){.kind = YD_INPUT_KEY, .key = plain_key(cp)};
}

/* ---- the way through ---- */

/* Is what waits more of an answer than anybody types? */
static bool is_part_of_answer(const yd_input *input)
{
	yd_str text = rest_of(input);
	if (text.len && *text.ptr == '\033')
		text = (yd_str){text.ptr + 1, text.len - 1};
	return input->awaiting && text.len >= 2 && text.ptr[0] == '[' &&
	       (text.ptr[1] == '?' || (text.ptr[1] >= '0' && text.ptr[1] <= '9'));
}

static int64_t delay_of(const yd_input *input)
{
	if (input->pasting)
		return PASTE_DELAY;
	if (is_part_of_answer(input))
		return REST_DELAY;
	bool patient = input->awaiting && input->came_at < input->patient_until;
	bool short_time = input->escape_time < ANSWER_DELAY;
	if (*rest_of(input).ptr != '\033' || (patient && short_time))
		return ANSWER_DELAY;
	return input->escape_time;
}

void yd_input_feed(yd_input *input, yd_str bytes, int64_t now)
{
	input->seen = input->bytes.len - input->at;
	if (input->at == input->bytes.len) {
		yd_buf_clear(&input->bytes);
		input->at = 0;
	}
	yd_buf_add_str(&input->bytes, bytes);
	input->came_at = now;
}

void yd_input_set_escape_time(yd_input *input, size_t milliseconds)
{
	input->escape_time = (int64_t)milliseconds;
}

void yd_input_await(yd_input *input, bool awaiting, size_t row, int64_t patient_until)
{
	input->awaiting = awaiting;
	input->answer_row = row;
	input->patient_until = patient_until;
}

int64_t yd_input_deadline(const yd_input *input)
{
	bool waits = input->at < input->bytes.len || input->pasting;
	return waits ? input->came_at + delay_of(input) : INT64_MAX;
}

/* An Esc that went out as a key: what comes next, or behind what is typed, may be the answer that
 * it began. */
static void note_esc(yd_input *input, yd_str text, outcome now)
{
	if (*text.ptr == '\033')
		input->esc_gone = input->awaiting && now != UNDERSTOOD;
	else if (*text.ptr == '[' || now == UNDERSTOOD || !input->awaiting)
		input->esc_gone = false;
}

/* One step. False when nothing can be taken yet. */
static bool step(yd_input *input, bool late, yd_input_event *event)
{
	if (input->pasting)
		return take_paste(input, late, event);
	yd_str text = rest_of(input);
	if (text.len == 0)
		return false;
	if (input->begun_len && take_up(input, text, event))
		return true;
	if (!input->begun_len && lay_aside(input, text))
		return true;
	outcome now = NOTHING;
	if (*text.ptr == '\033')
		now = take_sequence(input, text, event);
	else if (input->esc_gone)
		now = take_rest_of_answer(input, text);
	else if (is_cut_character(text))
		now = GOES_ON;
	if (now == GOES_ON && !late)
		return false;
	if (now == GOES_ON && is_part_of_answer(input))
		input->at = input->bytes.len;
	else if (now != UNDERSTOOD)
		*event = take_key(input, text);
	note_esc(input, text, now);
	return true;
}

yd_input_event yd_input_next(yd_input *input, int64_t now)
{
	yd_input_event event = {0};
	bool late = now >= yd_input_deadline(input);
	if (input->begun_len && (now >= input->begun_until || !input->awaiting))
		input->begun_len = 0;
	while (event.kind == YD_INPUT_NONE && step(input, late, &event))
		input->seen = 0;
	return event;
}

void yd_input_free(yd_input *input)
{
	yd_buf_free(&input->bytes);
	yd_buf_free(&input->paste);
	*input = (yd_input){0};
}
