/* What shows in hard-wrapped text where paragraphs begin: indents, empty lines, remarks, headings
 * alone on their lines. */
#include "unwrap.h"
#include "words.h"

#include <stdlib.h>
#include <yaodian/text.h>

static bool counts(const yd_wrapping *w, size_t i)
{
	return yd_line_counts(&w->lines[i]);
}

static size_t line_below(const yd_wrapping *w, size_t i)
{
	return yd_line_below(w->lines, w->count, i);
}

bool yd_wrapping_is_full(const yd_wrapping *w, size_t i, uint32_t slack)
{
	return w->lines[i].width + slack >= w->width;
}

static int by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

/* Where a remark in brackets stands that is not on the line below a full one, which would tell
 * nothing. */
static void find_remarks(yd_wrapping *w)
{
	size_t inside = 0, own = 0;
	for (size_t i = 0; i < w->count; i++) {
		inside += counts(w, i) && yd_line_holds_remark(w->lines[i].text);
		own += i && counts(w, i) && yd_line_is_remark(w->lines[i].text) &&
		       !yd_wrapping_is_full(w, i - 1, YD_WIDTH_LOOSE);
	}
	w->remarks_follow = inside > own;
}

/* Columns of what cannot be parted from the first character of a line: an opening bracket before
 * it, marks behind it that begin no line. */
static uint32_t first_unit(yd_str text)
{
	static const char *const opens[] = {"（", "《", "“", "‘", "【", "〔", "「"};
	uint32_t columns = yd_line_first_token(text);
	if (YD_BEGINS(text, opens))
		columns += 2;
	size_t at = 0;
	for (uint32_t passed = 0; passed < columns && at < text.len;) {
		uint32_t cp;
		size_t len = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		passed += len > 1 ? 2 : 1;
		at += len;
	}
	while (at + 3 <= text.len && yd_line_begins_closed((yd_str){text.ptr + at, text.len - at}))
		columns += 2, at += 3;
	return columns;
}

static bool has_room(const yd_wrapping *w, size_t above, size_t at)
{
	return w->lines[above].width + first_unit(w->lines[at].text) <= w->limit;
}

/* The margin is that of most lines which go on; blank lines and indents tell where those do
 * without. */
static void find_indents(yd_wrapping *w)
{
	uint32_t *indents = yd_alloc((w->count + 1) * sizeof *indents);
	size_t going_on = 0, behind_blank = 0, indented = 0, running = 0, tight = 0;
	for (size_t i = 0; i < w->count; i++) {
		size_t below = line_below(w, i);
		if (!counts(w, i) || below >= w->count ||
			!yd_wrapping_is_full(w, i, YD_WIDTH_SLACK) ||
			yd_line_ends_sentence(w->lines[i].text) || w->lines[below].label)
			continue;
		behind_blank += w->lines[below].blank > 0 && !w->lines[below].page_above;
		indents[going_on++] = w->lines[below].indent;
		if (yd_str_find(w->lines[i].text, YD_STR("，"), 0) == SIZE_MAX)
			continue;
		running++;
		tight += !has_room(w, i, below);
	}
	w->tight = running >= 2 && tight * 10 >= running * 9;
	qsort(indents, going_on, sizeof *indents, by_number);
	w->margin = going_on ? indents[going_on / 2] : 0;
	size_t labels = 0, labels_indented = 0;
	for (size_t i = 0; i < w->count; i++) {
		bool moved = counts(w, i) && w->lines[i].indent != w->margin;
		indented += moved;
		/* Behind a full line one may stand in the middle of a sentence. */
		bool begins = moved || !i || w->lines[i].blank ||
			      !yd_wrapping_is_full(w, i - 1, YD_WIDTH_LOOSE);
		labels += counts(w, i) && w->lines[i].label && begins;
		labels_indented += moved && w->lines[i].label;
	}
	w->blanks_part = behind_blank * 2 < going_on;
	w->indents_begin = indented >= 2;
	w->labels_indented = labels_indented >= 3 && labels_indented * 5 >= labels * 4;
	free(indents);
}

/* A mark and a few words, no part of a sentence: a heading, or the first line of one. */
static bool may_be_heading(yd_str text)
{
	return !yd_line_ends_sentence(text) && !yd_shape_has_inner_sentence(text) &&
	       !yd_shape_ends_open(text) &&
	       yd_count_chars(text, YD_TITLE_CHARS + 1) <= YD_TITLE_CHARS;
}

/* Styles whose headings stand alone wherever the width of the line shows it; few are as wide as a
 * line. */
static void find_heads(yd_wrapping *w)
{
	enum { FEWEST = 2 };
	size_t alone[YD_NUMBERING_COUNT] = {0}, running[YD_NUMBERING_COUNT] = {0},
	       full[YD_NUMBERING_COUNT] = {0};
	for (size_t i = 0; i < w->count; i++) {
		if (!counts(w, i) || !w->lines[i].label)
			continue;
		yd_label label = yd_label_read(w->lines[i].text);
		if (label.belief != YD_BELIEF_PLAIN)
			continue;
		if (!may_be_heading(w->lines[i].text))
			running[label.style]++;
		else if (!yd_wrapping_is_full(w, i, YD_WIDTH_LOOSE))
			alone[label.style]++;
		else
			full[label.style]++;
	}
	for (size_t s = 0; s < YD_NUMBERING_COUNT; s++)
		w->heads_alone[s] = alone[s] >= FEWEST && alone[s] > full[s] && !running[s];
}

bool yd_wrapping_is_ended_heading(const yd_wrapping *w, size_t above, size_t at)
{
	yd_str over = w->lines[above].text;
	return w->tight && w->lines[above].label && !yd_shape_has_inner_sentence(over) &&
	       !yd_shape_ends_open(over) && has_room(w, above, at);
}

/* A heading that is as wide as a full line, with a text below it, which ends as a sentence; the
 * rest of a heading does not. */
bool yd_wrapping_is_full_heading(const yd_wrapping *w, size_t above, size_t at)
{
	if (w->indents_begin || !w->lines[above].label || !may_be_heading(w->lines[above].text))
		return false;
	yd_label label = yd_label_read(w->lines[above].text);
	if (label.belief != YD_BELIEF_PLAIN || !w->heads_alone[label.style])
		return false;
	size_t last = at;
	while (yd_wrapping_is_full(w, last, YD_WIDTH_LOOSE) && line_below(w, last) < w->count &&
		!w->lines[line_below(w, last)].label && !yd_line_ends_sentence(w->lines[last].text))
		last = line_below(w, last);
	return last > at && yd_line_ends_sentence(w->lines[last].text);
}

void yd_wrapping_find_signs(yd_wrapping *w)
{
	find_indents(w);
	find_remarks(w);
	find_heads(w);
}
