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
			size_t from = next_role(fold, state->at);
			if (from == SIZE_MAX)
				return false;
			state->at = state->end = from;
			while (!ends_names((yd_str){fold.ptr + state->end, fold.len - state->end}))
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
