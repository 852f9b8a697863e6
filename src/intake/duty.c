/* Who is to do what a clause says: (责任科室:基教科、人事科;配合单位:各学校), in folded text. */
#include <yaodian/kind.h>

#include "words.h"

#include <yaodian/text.h>

#include <string.h>

static const char *const roles[] = {
	"责任", "牵头", "配合", "承办", "主办", "协办", "负责", "落实", "实施", "参与", "主责"};
static const char *const bodies[] = {"科室", "单位", "部门", "处室", "股室", "领导", "科(室)",
	"处(室)", "人", "股", "科", "室", "校", "园"};
enum { LONGEST_NAME = 90 }; /* bytes: 30 characters */

/* Behind the colon of a role at `at`: 责任科室:, 牵头:; 0: none stands there. */
static size_t role_at(yd_str fold, size_t at)
{
	yd_str rest = {fold.ptr + at, fold.len - at};
	bool role = false;
	for (size_t i = 0; i < YD_LENGTH(roles) && !role; i++)
		role = yd_take_word(&rest, roles[i]);
	for (size_t i = 0; role && i < YD_LENGTH(bodies); i++)
		if (yd_take_word(&rest, bodies[i]))
			break;
	if (!role || !yd_take_word(&rest, ":"))
		return 0;
	return fold.len - rest.len;
}

/* The first role at or behind `at`, each begins with one of few characters: looked for by its
 * colon. */
static size_t next_role(yd_str fold, size_t at)
{
	enum { FURTHEST = 15 }; /* bytes from a role's beginning to its colon */
	while (at < fold.len) {
		const char *colon = memchr(fold.ptr + at, ':', fold.len - at);
		if (!colon)
			return SIZE_MAX;
		size_t end = (size_t)(colon - fold.ptr);
		size_t from = end > FURTHEST + at ? end - FURTHEST : at;
		for (size_t i = from; i < end; i++)
			if (((unsigned char)fold.ptr[i] & 0xC0) != 0x80 &&
				role_at(fold, i) == end + 1)
				return end + 1;
		at = end + 1;
	}
	return SIZE_MAX;
}

static bool begins_with(yd_str rest, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (yd_str_starts(rest, yd_str_of(words[i])))
			return true;
	return false;
}

/* Where the part of a bracket begins that ends at `end`: behind its bracket, comma or semicolon;
 * SIZE_MAX: in none. */
static size_t part_of_bracket(yd_str fold, size_t end)
{
	static const char *const starts[] = {"(", ",", ";"};
	static const char *const outside[] = {")", "。", "!", "?", ":"};
	static const char *const by[] = {"具体由", "由"};
	size_t start = SIZE_MAX;
	for (size_t at = end; at-- > 0 && end - at <= 2 * LONGEST_NAME;) {
		yd_str rest = {fold.ptr + at, fold.len - at};
		if (begins_with(rest, outside, YD_LENGTH(outside)))
			return SIZE_MAX;
		if (start == SIZE_MAX && begins_with(rest, starts, YD_LENGTH(starts)))
			start = at + 1;
		if (rest.ptr[0] != '(')
			continue;
		yd_str name = {fold.ptr + start, end - start};
		for (size_t i = 0; i < YD_LENGTH(by); i++)
			if (yd_take_word(&name, by[i]))
				break;
		return (size_t)(name.ptr - fold.ptr);
	}
	return SIZE_MAX;
}

/* (基教科负责), (办公室牵头,各科室配合): the first names from `at` to `limit` with their role
 * behind them. */
static size_t next_in_bracket(yd_str fold, size_t at, size_t limit, size_t *end)
{
	static const char *const acts[] = {"负责", "牵头", "配合", "承办", "落实", "主办", "协办"};
	static const char *const ends[] = {")", ",", ";"};
	static const char *const desks[] = {"科", "室", "股", "处", "办", "局", "部", "校", "园",
		"组", "院", "会", "队", "站", "所", "中心", "部门", "单位", "学校", "政府", "镇",
		"委"};
	for (size_t here = at; here < fold.len && here < limit; here++) {
		if (!begins_with((yd_str){fold.ptr + here, fold.len - here}, ends, YD_LENGTH(ends)))
			continue;
		for (size_t i = 0; i < YD_LENGTH(acts); i++) {
			yd_str act = yd_str_of(acts[i]);
			if (!yd_str_ends((yd_str){fold.ptr + at, here - at}, act))
				continue;
			size_t start = part_of_bracket(fold, here - act.len);
			if (start == SIZE_MAX || start < at || start >= here - act.len)
				continue;
			/* …,抓好落实: no name stands before it. */
			if (!YD_ENDS(((yd_str){fold.ptr, here - act.len}), desks))
				continue;
			*end = here - act.len;
			return start;
		}
	}
	return SIZE_MAX;
}

/* How long the separator of two names at the start of `rest` is. */
static size_t separator(yd_str rest)
{
	static const char *const marks[] = {"、", ",", "/", "和", "及"};
	for (size_t i = 0; i < 3; i++)
		if (yd_str_starts(rest, yd_str_of(marks[i])))
			return strlen(marks[i]);
	return 0;
}

static bool ends_names(yd_str rest)
{
	static const char *const marks[] = {")", "]", ";", "。", "(", "!", "?"};
	for (size_t i = 0; i < YD_LENGTH(marks); i++)
		if (yd_str_starts(rest, yd_str_of(marks[i])))
			return true;
	return !rest.len;
}

bool yd_duty_next(yd_str fold, yd_duty *state, yd_str *name)
{
	for (;;) {
		if (state->at >= state->end) {
			size_t end = 0, from = next_role(fold, state->at);
			size_t inside = next_in_bracket(fold, state->at, from, &end);
			if (from == SIZE_MAX && inside == SIZE_MAX)
				return false;
			bool bracket = inside < from;
			state->at = bracket ? inside : from;
			state->end = bracket ? end : from;
			while (!bracket &&
				!ends_names((yd_str){fold.ptr + state->end, fold.len - state->end}))
				state->end++;
		}
		size_t start = state->at, at = start, skip = 0;
		while (at < state->end &&
			!(skip = separator((yd_str){fold.ptr + at, state->end - at})))
			at++;
		state->at = at + skip;
		/* Another role without a bracket between. */
		size_t inner = start < at ? role_at(fold, start) : 0;
		if (inner && inner <= at)
			start = inner;
		*name = (yd_str){fold.ptr + start, at - start};
		if (name->len && name->len <= LONGEST_NAME)
			return true;
		if (at >= state->end)
			state->at = state->end;
	}
}
