#include "jump.h"

#include <yaodian/place.h>

bool yd_jump_span(yd_str typed, yd_str name, const char *path, yd_pinyin_match_at *at)
{
	yd_buf reading = {0};
	/* Any reading first: most names do not fit, and looking up a place costs more than
	 * matching. */
	bool fits = yd_pinyin_match(typed, name, NULL, at);
	if (fits && path && yd_region_reading(path, &reading))
		fits = yd_pinyin_match(typed, name, reading.ptr, at);
	yd_buf_free(&reading);
	return fits;
}

yd_jump_fit yd_jump_name(yd_str typed, yd_str name, const char *path)
{
	yd_pinyin_match_at at;
	if (!yd_jump_span(typed, name, path, &at))
		return YD_JUMP_NOT;
	return at.start == 0 ? YD_JUMP_BEGINS : YD_JUMP_INSIDE;
}

/* The lower the better. */
static size_t rank_of(yd_jump_fit fit, bool folded, bool ahead)
{
	return 4u * (fit != YD_JUMP_BEGINS) + 2u * folded + !ahead;
}

void yd_jump_offer(yd_jump *jump, yd_jump_fit fit, bool folded, bool ahead, yd_jump_place place)
{
	size_t rank = rank_of(fit, folded, ahead);
	if (fit == YD_JUMP_NOT || jump->found[rank])
		return;
	jump->found[rank] = true;
	jump->places[rank] = place;
}

const yd_jump_place *yd_jump_choice(const yd_jump *jump)
{
	for (size_t rank = 0; rank < sizeof jump->found / sizeof *jump->found; rank++)
		if (jump->found[rank])
			return &jump->places[rank];
	return NULL;
}

bool yd_jump_is_settled(const yd_jump *jump)
{
	size_t folded = rank_of(YD_JUMP_BEGINS, true, true);
	for (size_t rank = 0; rank < folded; rank++)
		if (jump->found[rank])
			return true;
	return false;
}
