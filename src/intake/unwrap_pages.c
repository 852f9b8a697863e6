/* Page numbers and running heads between the lines of a text. */
#include "unwrap.h"
#include "words.h"

#include <stdlib.h>
#include <yaodian/text.h>

/* ---- what a page number looks like ---- */

static void skip_blanks(yd_str *text)
{
	*text = yd_text_trim(*text);
}

static size_t take_dashes(yd_str *text)
{
	static const char *const dashes[] = {
		"-", "—", "–", "－", "―", "─", "·", "•", "~", "～", "－"};
	size_t found = 0;
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < YD_LENGTH(dashes) && !again; i++)
			again = yd_take_word(text, dashes[i]);
		found += again;
	}
	return found;
}

static bool take_page_digits(yd_str *text, unsigned *value)
{
	enum { MOST_PAGES = 9999 };
	size_t digits = 0;
	*value = 0;
	while (text->len) {
		uint32_t cp;
		size_t len = yd_utf8_decode(*text, &cp, NULL);
		if (cp >= 0xFF10 && cp <= 0xFF19)
			cp = cp - 0xFF10 + '0';
		if (cp < '0' || cp > '9')
			break;
		*value = *value * 10 + cp - '0';
		if (*value > MOST_PAGES)
			return false;
		text->ptr += len, text->len -= len;
		digits++;
	}
	skip_blanks(text);
	return digits > 0;
}

/* 第3页, 第 3 页 共 9 页, 第3页/共9页 */
static bool is_counted_page(yd_str text, unsigned *value)
{
	unsigned all;
	if (!yd_take_word(&text, "第"))
		return false;
	skip_blanks(&text);
	if (!take_page_digits(&text, value) || !yd_take_word(&text, "页"))
		return false;
	skip_blanks(&text);
	yd_take_word(&text, "/");
	yd_take_word(&text, "，");
	skip_blanks(&text);
	if (!yd_take_word(&text, "共"))
		return text.len == 0;
	skip_blanks(&text);
	return take_page_digits(&text, &all) && yd_take_word(&text, "页") && !text.len;
}

bool yd_line_is_page_number(yd_str text, bool bare, unsigned *value)
{
	enum { LONGEST = 48 };
	unsigned all;
	if (!text.len || text.len > LONGEST)
		return false;
	if (is_counted_page(text, value))
		return true;
	bool word = yd_take_word(&text, "Page ") || yd_take_word(&text, "P.");
	size_t before = take_dashes(&text);
	skip_blanks(&text);
	if (!take_page_digits(&text, value) || !*value)
		return false;
	if (word || bare) {
		if (yd_take_word(&text, "/") || yd_take_word(&text, "of ")) {
			skip_blanks(&text);
			return take_page_digits(&text, &all) && !text.len && *value <= all;
		}
		if (!text.len && !before)
			return true;
	}
	return before && take_dashes(&text) && !text.len;
}

/* ---- numbers that follow one another, and what stands beside them ---- */

static size_t line_below(const yd_wrapping *w, size_t i)
{
	return yd_line_below(w->lines, w->count, i);
}

static bool is_repeated_at_page(
	const yd_wrapping *w, size_t at, int side, const size_t *pages, size_t count)
{
	for (size_t p = 0; p < count; p++) {
		size_t other = pages[p] + (size_t)side;
		if (other != at && other < w->count &&
			yd_str_equal(w->lines[other].text, w->lines[at].text))
			return true;
	}
	return false;
}

static bool is_running_text(yd_str text)
{
	static const char *const marks[] = {"，", "。", "；"};
	return YD_HOLDS(text, marks);
}

static void skip_running_heads(yd_wrapping *w, const size_t *pages, size_t count)
{
	enum { MOST = 200, SHORTEST = 4 }; /* pages looked at for each of them; characters */
	for (size_t p = 0; p < count; p++)
		for (int side = -1; side <= 1; side += 2) {
			size_t at = pages[p] + (size_t)side;
			if (at >= w->count || w->lines[at].label || w->lines[at].skipped ||
				is_running_text(w->lines[at].text) ||
				w->plan->paras[at].chars > YD_TITLE_CHARS ||
				w->plan->paras[at].chars < SHORTEST)
				continue;
			/* The head of the first page stands above no page number. */
			if (side > 0 && yd_str_equal(w->lines[0].text, w->lines[at].text))
				w->lines[at].skipped = true;
			size_t first = p > MOST / 2 ? p - MOST / 2 : 0;
			size_t many = count - first < MOST ? count - first : MOST;
			if (is_repeated_at_page(w, at, side, pages + first, many))
				w->lines[at].skipped = true;
		}
}

/* Numbers that go up by one from page to page; alone on their line only when lines are wrapped. */
void yd_wrapping_skip_pages(yd_wrapping *w)
{
	size_t *pages = yd_alloc((w->count + 1) * sizeof *pages), count = 0, at_last = 0;
	unsigned value, last = 0;
	for (size_t i = 0; i < w->count; i++) {
		bool shaped = yd_line_is_page_number(w->lines[i].text, false, &value);
		bool bare = !shaped && w->width &&
			    yd_line_is_page_number(w->lines[i].text, true, &value);
		if (w->lines[i].apart || !(shaped || bare))
			continue;
		enum { SHORTEST_PAGE = 4 };
		if (bare && last && value != last + 1)
			continue;
		if (bare && i < at_last + SHORTEST_PAGE)
			continue;
		last = value;
		at_last = i;
		pages[count++] = i;
		w->lines[i].skipped = true;
	}
	skip_running_heads(w, pages, count);
	for (size_t p = 0; p < count; p++) {
		size_t below = line_below(w, pages[p]);
		if (below < w->count)
			w->lines[below].page_above = true;
	}
	/* At the very end they are furniture by their place. */
	for (size_t i = w->count; i-- > 0 && w->lines[i].skipped;)
		w->lines[i].skipped = false;
	free(pages);
}
