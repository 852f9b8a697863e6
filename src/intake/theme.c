/*
 * What a clause is about: how what was found is weighed. data/themes tells the method to users; the
 * two must agree.
 */
#include "theme_rules.h"

#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>

/* ---- weighing: in twelfths of one strong term in running text ---- */

enum {
	POINTS_STRONG = 12,
	POINTS_WEAK = 4,
	TITLE_TIMES = 4,   /* a title counts this many times running text */
	POINTS_TITLE = 24, /* in the title: the clause is about it, at any length */
	POINTS_SECTION =
		12, /* at most from the section's title, and never more than the clause's own */
	POINTS_ENOUGH = 24, /* tag a clause of up to PLAIN_LENGTH characters … */
	PLAIN_LENGTH = 250,
	MORE_PER_HUNDRED = 7,	      /* … and this much more for every hundred beyond */
	TIMES_ABOUT = 2,	      /* so many times enough: about it … */
	TIMES_ABOUT_BESIDE_TITLE = 3, /* … when the title names no theme; when it does */
};

static unsigned points_of(const yd_theme_hit *hit, bool heading)
{
	switch (hit->role) {
	case YD_TERM_STRONG:
		return POINTS_STRONG;
	case YD_TERM_TITLE:
		return heading ? POINTS_STRONG : POINTS_WEAK;
	default:
		return POINTS_WEAK;
	}
}

/*
 * In 幼儿园收费、师资、膳食 the first item begins with what the whole list is about: the term does
 * not reach the end of its item, and what comes after the next 、 is short and has no subject of
 * its own.
 */
static bool leads_list(const yd_theme_scan *scan, const yd_theme_hit *hit)
{
	const yd_theme_item *item = &scan->items[hit->item], *next = item + 1;
	bool is_first = hit->item == 0 || item[-1].segment != item->segment;
	bool is_list = hit->item + 1 < scan->item_count && next->segment == item->segment;
	return is_first && is_list && hit->end + strlen("收费") <= item->end &&
	       next->end - next->start <= strlen("联防联控");
}

/* In twelfths: how much a run of hits in one segment counts for standing in its list. */
static unsigned share_of(const yd_theme_scan *scan, const yd_theme_hit *hits, size_t count)
{
	unsigned items = 1, all = scan->item_counts[scan->items[hits->item].segment];
	if (leads_list(scan, hits))
		return 12;
	for (size_t i = 1; i < count; i++)
		items += hits[i].item != hits[i - 1].item;
	return 12 * items / all;
}

static bool is_named(const yd_theme_hits *hits, bool heading)
{
	for (size_t i = 0; i < hits->count; i++)
		if (points_of(&hits->items[i], heading) > POINTS_WEAK)
			return true;
	return false;
}

/*
 * Points of one theme in a scanned text. In a list A、B、C a theme counts by the share of the items
 * that name it. A term said again counts half, then a quarter; `seen` counts, per term, how often
 * it came.
 */
static unsigned weigh_hits(
	const yd_theme_scan *scan, const yd_theme_hits *hits, bool heading, uint8_t *seen)
{
	unsigned sum = 0;
	size_t end;
	for (size_t first = 0; first < hits->count; first = end) {
		uint32_t segment = scan->items[hits->items[first].item].segment;
		unsigned points = 0;
		for (end = first; end < hits->count; end++) {
			const yd_theme_hit *hit = &hits->items[end];
			if (scan->items[hit->item].segment != segment)
				break;
			points += points_of(hit, heading) >> seen[hit->term];
			seen[hit->term] += seen[hit->term] < 2;
		}
		sum += points * share_of(scan, hits->items + first, end - first) / 12;
	}
	return sum;
}

typedef struct weights {
	unsigned points[YD_THEME_COUNT];
	unsigned hits[YD_THEME_COUNT];
	uint32_t named; /* themes with a hit that is more than weak evidence here */
	size_t characters;
} weights;

static void weigh(const yd_theme_rules *rules, yd_str folded, bool heading, weights *out)
{
	memset(out, 0, sizeof *out);
	if (folded.len == 0)
		return;
	yd_theme_scan scan;
	uint8_t *seen = yd_alloc(rules->count);
	yd_theme_find_terms(rules, folded, &scan);
	for (unsigned theme = 0; theme < YD_THEME_COUNT; theme++) {
		out->points[theme] = weigh_hits(&scan, &scan.of[theme], heading, seen);
		out->hits[theme] = (unsigned)scan.of[theme].count;
		out->named |= (uint32_t)is_named(&scan.of[theme], heading) << theme;
	}
	out->characters = scan.characters;
	yd_theme_scan_free(&scan);
	free(seen);
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Points that tag a clause of that many characters. */
static unsigned points_enough(size_t characters)
{
	size_t beyond = characters > PLAIN_LENGTH ? characters - PLAIN_LENGTH : 0;
	return POINTS_ENOUGH + (unsigned)(beyond * MORE_PER_HUNDRED / 100);
}

static yd_theme_tags judge(const weights *title, const weights *section, const weights *text)
{
	yd_theme_tags tags = {0, 0};
	uint32_t in_title = 0, passing = 0, led = section->named | text->named;
	for (unsigned theme = 0; theme < YD_THEME_COUNT; theme++) {
		in_title |= (uint32_t)(title->points[theme] * TITLE_TIMES >= POINTS_TITLE) << theme;
		passing |= (uint32_t)(title->hits[theme] + text->hits[theme] < 2) << theme;
		led |= (uint32_t)(title->hits[theme] > 0) << theme;
	}
	/* Weak words alone say nothing, however many, where no title and no strong term leads. */
	passing |= ~led;
	unsigned enough = points_enough(text->characters);
	unsigned about = enough * (in_title ? TIMES_ABOUT_BESIDE_TITLE : TIMES_ABOUT);
	for (unsigned theme = 0; theme < YD_THEME_COUNT; theme++) {
		unsigned own = title->points[theme] * TITLE_TIMES + text->points[theme];
		unsigned all = own + least(section->points[theme], least(own, POINTS_SECTION));
		tags.any |= (uint32_t)(all >= enough) << theme;
		tags.primary |= (uint32_t)(all >= about) << theme;
	}
	tags.any = (tags.any & ~passing) | in_title;
	tags.primary = (tags.primary & ~passing) | in_title;
	return tags;
}

yd_theme_tags yd_theme_tag(const yd_theme_rules *rules, yd_str title, yd_str section, yd_str text)
{
	yd_buf folded[3] = {{0}, {0}, {0}};
	weights in_title, in_section, in_text;
	yd_fold(title, &folded[0]);
	yd_fold(section, &folded[1]);
	yd_fold(text, &folded[2]);
	yd_str body = yd_buf_str(&folded[2]);
	if (yd_str_starts(body, yd_buf_str(&folded[0])))
		body = (yd_str){body.ptr + folded[0].len, body.len - folded[0].len};
	weigh(rules, yd_buf_str(&folded[0]), true, &in_title);
	weigh(rules, yd_buf_str(&folded[1]), true, &in_section);
	weigh(rules, body, false, &in_text);
	for (size_t i = 0; i < 3; i++)
		yd_buf_free(&folded[i]);
	return judge(&in_title, &in_section, &in_text);
}
