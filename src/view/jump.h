/*
 * jump.h: which row is meant by what is typed after `f`: names by their characters or by pinyin (pinyin.h), regions by
 * their right readings. Pure: the panes offer their rows, one is chosen.
 *
 * Names that begin with what was typed come before names that have it inside; rows that are to be seen before those
 * folded away; then the first at or after where the reader began, else the first of all.
 */
#ifndef VIEW_JUMP_H
#define VIEW_JUMP_H

#include <yaodian/pinyin.h>
#include <yaodian/view.h>

typedef enum yd_jump_fit { YD_JUMP_NOT, YD_JUMP_INSIDE, YD_JUMP_BEGINS } yd_jump_fit;

/* `path`: of the region whose name it is; NULL for other names, which take any reading of their characters. */
yd_jump_fit yd_jump_name(yd_str typed, yd_str name, const char *path);
/* What of the name was typed; false when it does not fit. */
bool yd_jump_span(yd_str typed, yd_str name, const char *path, yd_pinyin_match_at *at);

typedef struct yd_jump_place {
	void *item; /* borrowed */
	size_t number;
} yd_jump_place;

/* Zero-initialise. */
typedef struct yd_jump {
	bool found[8];
	yd_jump_place places[8];
} yd_jump;

/* To be called for the rows in their order. `ahead`: the row stands at or after the place where the reader began. */
void yd_jump_offer(yd_jump *jump, yd_jump_fit fit, bool folded, bool ahead, yd_jump_place place);
/* NULL: nothing that was offered fits. */
const yd_jump_place *yd_jump_choice(const yd_jump *jump);
/* Would no other row be chosen, if only folded ones were still to be offered? */
bool yd_jump_is_settled(const yd_jump *jump);

#endif
