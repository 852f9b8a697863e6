/* Pinyin, or the other form of a character, in brackets behind it: 學(xué)校(xiào), 學(学). */
#include "page.h"

#include <string.h>
#include <yaodian/text.h>

/* Fewer are no pattern: a text may explain a rare character or two. */
enum { FEWEST = 5 };

struct bracket {
	size_t start,
		end;  /* of the brackets with what is in them; end 0: there is none at this place */
	bool reading; /* they hold pinyin or another form of the character before */
};

static size_t open_length(yd_str text)
{
	if (yd_str_starts(text, YD_STR("(")))
		return 1;
	return yd_str_starts(text, YD_STR("（")) ? 3 : 0;
}

static size_t close_length(yd_str text)
{
	if (yd_str_starts(text, YD_STR(")")))
		return 1;
	return yd_str_starts(text, YD_STR("）")) ? 3 : 0;
}

/* Letters of one syllable of pinyin, with tone marks or a tone's digit at the end. */
static bool is_pinyin(yd_str text)
{
	enum { LONGEST = 7 };
	size_t letters = 0;
	bool vowel = false;
	for (size_t at = 0, step; at < text.len; at += step) {
		uint32_t cp;
		step = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		if (cp >= '1' && cp <= '5' && letters && at + step == text.len)
			break;
		bool plain = (cp >= 'a' && cp <= 'z');
		bool marked = (cp >= 0xE0 && cp <= 0xFC) || (cp >= 0x101 && cp <= 0x16B) ||
			      (cp >= 0x1CE && cp <= 0x1DC) || (cp >= 0x300 && cp <= 0x30C);
		if (!plain && !marked)
			return false;
		vowel |= marked || strchr("aeiouvn", (int)cp) != NULL;
		letters++;
	}
	return letters > 0 && letters <= LONGEST && vowel;
}

/* Another form of `before`: one character that folds to the same, or at least is one character
 * alone. */
static bool is_other_form(yd_str text, uint32_t before)
{
	uint32_t cp;
	char bytes[4];
	size_t len = yd_utf8_decode(text, &cp, NULL);
	if (len != text.len || !yd_cp_is_han(cp))
		return false;
	yd_buf one = {0}, two = {0};
	yd_fold(text, &one);
	yd_fold((yd_str){bytes, yd_utf8_encode(before, bytes)}, &two);
	bool same = yd_str_equal(yd_buf_str(&one), yd_buf_str(&two));
	yd_buf_free(&one);
	yd_buf_free(&two);
	return same;
}

/* The brackets at `at`, behind the character `before`, when they hold no more than a syllable. */
static struct bracket bracket_at(yd_str text, size_t at, uint32_t before)
{
	enum { MOST_BYTES = 24 };
	struct bracket found = {0};
	yd_str rest = {text.ptr + at, text.len - at};
	size_t open = open_length(rest);
	if (!open || !yd_cp_is_han(before))
		return found;
	for (size_t end = at + open; end < text.len && end - at - open <= MOST_BYTES; end++) {
		size_t close = close_length((yd_str){text.ptr + end, text.len - end});
		if (!close)
			continue;
		yd_str inside = yd_text_trim((yd_str){text.ptr + at + open, end - at - open});
		found.start = at;
		found.end = end + close;
		found.reading = is_pinyin(inside) || is_other_form(inside, before);
		break;
	}
	return found;
}

static struct bracket next_bracket(yd_str text, size_t *at, uint32_t *before)
{
	while (*at < text.len) {
		struct bracket found = bracket_at(text, *at, *before);
		uint32_t cp;
		size_t step = yd_utf8_decode((yd_str){text.ptr + *at, text.len - *at}, &cp, NULL);
		*before = cp;
		*at += step;
		if (found.end) {
			*at = found.end;
			return found;
		}
	}
	return (struct bracket){0};
}

static void clean_paragraph(struct page *page, struct paragraph *paragraph)
{
	char *text = page->text.ptr + paragraph->start;
	yd_str whole = {text, paragraph->len};
	size_t at = 0, kept = 0, from = 0;
	uint32_t before = 0;
	for (struct bracket found; (found = next_bracket(whole, &at, &before)).end;) {
		if (!found.reading)
			continue;
		memmove(text + kept, text + from, found.start - from);
		kept += found.start - from;
		from = found.end;
	}
	memmove(text + kept, text + from, paragraph->len - from);
	paragraph->len = kept + paragraph->len - from;
}

void brackets_clean(struct page *page)
{
	size_t readings = 0, others = 0;
	for (size_t i = 0; i < page->count; i++) {
		yd_str text = page_text(page, &page->items[i]);
		size_t at = 0;
		uint32_t before = 0;
		for (struct bracket found; (found = next_bracket(text, &at, &before)).end;) {
			readings += found.reading;
			others += !found.reading;
		}
	}
	if (readings < FEWEST || readings <= others)
		return;
	for (size_t i = 0; i < page->count; i++)
		clean_paragraph(page, &page->items[i]);
	page_warn(page, "%zu readings or second forms in brackets behind characters were left out",
		readings);
}
