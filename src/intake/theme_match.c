/*
 * Finding terms. Most places of a text begin no term at all, which one look into a hash table over
 * the next two characters tells; where some do, they stand sorted in one row, so a place costs at
 * most the length of that row and the time is linear in the text. At each place the longest term of
 * a theme wins.
 */
#include "theme_rules.h"

#include <stdlib.h>
#include <string.h>

/* The open hit of each theme: the one a later hit may still overlap. */
typedef struct open_hits {
	yd_theme_hit of[YD_THEME_COUNT];
	uint32_t set; /* bit i: theme i has one */
} open_hits;

static uint32_t hit_len(const yd_theme_hit *hit)
{
	return hit->end - hit->start;
}

static void close_hit(yd_theme_scan *scan, open_hits *open, unsigned theme)
{
	if (!(open->set >> theme & 1))
		return;
	open->set &= ~(UINT32_C(1) << theme);
	if (open->of[theme].role == YD_TERM_NOT)
		return;
	yd_theme_hits *hits = &scan->of[theme];
	YD_GROW(hits->items, hits->count, hits->cap);
	hits->items[hits->count++] = open->of[theme];
}

/*
 * Takes in the longest hit of a place. What lies inside an earlier hit is part of it. Of two that
 * overlap, an exclusion hides the shorter term, and a longer (or equally long) term stands against
 * it; two terms are one hit.
 */
static void take_hit(yd_theme_scan *scan, open_hits *open, unsigned theme, const yd_theme_hit *hit)
{
	yd_theme_hit *before = &open->of[theme];
	if (!(open->set >> theme & 1) || before->end <= hit->start) {
		close_hit(scan, open, theme);
	} else if (hit->end <= before->end) {
		return;
	} else if (before->role == YD_TERM_NOT) {
		if (hit->role != YD_TERM_NOT && hit_len(hit) < hit_len(before))
			return;
	} else if (hit->role == YD_TERM_NOT) {
		if (hit_len(hit) <= hit_len(before))
			return;
	} else {
		before->end = hit->end;
		if (hit->role > before->role) {
			before->role = hit->role;
			before->term = hit->term;
		}
		return;
	}
	*before = *hit;
	open->set |= UINT32_C(1) << theme;
}

/* Terms that begin at `at`; `third` is the third character from there. */
static void take_terms(const yd_theme_rules *rules, const yd_theme_slot *slot, yd_str text,
	size_t at, uint32_t third, uint32_t item, yd_theme_scan *scan, open_hits *open)
{
	yd_str rest = {text.ptr + at, text.len - at};
	uint32_t longest[YD_THEME_COUNT], found = 0;
	/* Sorted by bytes: of two that fit here the longer comes later. */
	for (uint32_t i = slot->first; i < slot->first + slot->count; i++) {
		const yd_theme_term *term = &rules->terms[i];
		if (term->third && (term->third != third ||
					   !yd_str_starts(rest, yd_theme_term_text(rules, term))))
			continue;
		longest[term->theme] = i;
		found |= UINT32_C(1) << term->theme;
	}
	for (; found; found &= found - 1) {
		unsigned theme = (unsigned)__builtin_ctz(found);
		const yd_theme_term *term = &rules->terms[longest[theme]];
		take_hit(scan, open, theme,
			&(yd_theme_hit){(uint32_t)at, (uint32_t)(at + term->len), longest[theme],
				item, term->role});
	}
}

static void begin_item(yd_theme_scan *scan, size_t start, bool new_segment)
{
	if (new_segment) {
		YD_GROW(scan->item_counts, scan->segment_count, scan->segment_cap);
		scan->item_counts[scan->segment_count++] = 0;
	}
	YD_GROW(scan->items, scan->item_count, scan->item_cap);
	scan->items[scan->item_count++] = (yd_theme_item){
		.start = (uint32_t)start, .segment = (uint32_t)scan->segment_count - 1};
	scan->item_counts[scan->segment_count - 1]++;
}

/* As yd_theme_char() gives them: 、 and 。 */
enum { LIST_COMMA = 0x8180E3, FULL_STOP = 0x8280E3 };

static bool ends_segment(uint32_t c)
{
	switch (c) {
	case ',':
	case ';':
	case ':':
	case '!':
	case '?':
	case '\n':
	case 0: /* a NUL ends it too */
	case FULL_STOP:
		return true;
	default:
		return false;
	}
}

void yd_theme_find_terms(const yd_theme_rules *rules, yd_str folded, yd_theme_scan *scan)
{
	open_hits open = {.set = 0};
	size_t len, next_len, last_len;
	uint32_t next, c = yd_theme_char(folded, &len);
	memset(scan, 0, sizeof *scan);
	begin_item(scan, 0, true);
	for (size_t at = 0; at < folded.len; at += len, c = next, len = next_len) {
		yd_str rest = {folded.ptr + at + len, folded.len - at - len};
		next = yd_theme_char(rest, &next_len);
		const yd_theme_slot *slot = yd_theme_slot_of(rules, c, next);
		if (slot) {
			rest = (yd_str){rest.ptr + next_len, rest.len - next_len};
			take_terms(rules, slot, folded, at, yd_theme_char(rest, &last_len),
				(uint32_t)scan->item_count - 1, scan, &open);
		}
		bool segment = ends_segment(c);
		if (segment || c == LIST_COMMA) {
			scan->items[scan->item_count - 1].end = (uint32_t)at;
			begin_item(scan, at + len, segment);
		}
		scan->characters++;
	}
	scan->items[scan->item_count - 1].end = (uint32_t)folded.len;
	for (unsigned theme = 0; theme < YD_THEME_COUNT; theme++)
		close_hit(scan, &open, theme);
}

void yd_theme_scan_free(yd_theme_scan *scan)
{
	for (unsigned theme = 0; theme < YD_THEME_COUNT; theme++)
		free(scan->of[theme].items);
	free(scan->items);
	free(scan->item_counts);
	memset(scan, 0, sizeof *scan);
}
