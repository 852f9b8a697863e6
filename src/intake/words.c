#include "words.h"

#include <string.h>
#include <yaodian/text.h>

bool yd_holds_any(yd_str fold, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (yd_str_find(fold, yd_str_of(words[i]), 0) != SIZE_MAX)
			return true;
	return false;
}

bool yd_begins_with_any(yd_str text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (yd_str_starts(text, yd_str_of(words[i])))
			return true;
	return false;
}

bool yd_ends_with_any(yd_str text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (yd_str_ends(text, yd_str_of(words[i])))
			return true;
	return false;
}

size_t yd_count_words(yd_str fold, const char *const *words, size_t count)
{
	size_t found = 0;
	for (size_t i = 0; i < count; i++)
		found += yd_str_find(fold, yd_str_of(words[i]), 0) != SIZE_MAX;
	return found;
}

size_t yd_count_chars(yd_str text, size_t most)
{
	size_t chars = 0;
	uint32_t cp;
	for (size_t at = 0; at < text.len && chars < most;) {
		at += yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		chars += !yd_cp_is_space(cp);
	}
	return chars;
}

yd_str yd_strip_closers(yd_str text)
{
	static const char *const closers[] = {"”", "’", "」", "』", "）", ")", "》", "】", "\""};
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < YD_LENGTH(closers); i++)
			if (yd_str_ends(text, yd_str_of(closers[i]))) {
				text.len -= strlen(closers[i]);
				again = true;
			}
	}
	return text;
}

size_t yd_count_separators(yd_str text)
{
	static const char *const separators[] = {
		"|", "｜", ">", "＞", "»", "›", "→", "·", "•", "┊", "│", "/", "【", "["};
	size_t found = 0;
	for (size_t i = 0; i < YD_LENGTH(separators); i++) {
		yd_str mark = yd_str_of(separators[i]);
		for (size_t at = 0; (at = yd_str_find(text, mark, at)) != SIZE_MAX; at += mark.len)
			/* ESC [ begins a control sequence. */
			found += at == 0 || text.ptr[at - 1] != 0x1B;
	}
	return found;
}

yd_str yd_strip_brackets(yd_str fold)
{
	if (fold.len >= 2 && yd_str_starts(fold, YD_STR("(")) && yd_str_ends(fold, YD_STR(")")))
		return (yd_str){fold.ptr + 1, fold.len - 2};
	return fold;
}

yd_str yd_strip_seal(yd_str text)
{
	static const char *const seals[] = {
		"(盖章)", "(印章)", "(公章)", "(章)", "（盖章）", "（印章）", "（公章）", "（章）"};
	for (size_t i = 0; i < YD_LENGTH(seals); i++)
		if (yd_str_ends(text, yd_str_of(seals[i])))
			text.len -= strlen(seals[i]);
	return text;
}

bool yd_take_word(yd_str *text, const char *word)
{
	yd_str w = yd_str_of(word);
	if (!yd_str_starts(*text, w))
		return false;
	text->ptr += w.len;
	text->len -= w.len;
	return true;
}

size_t yd_take_numerals(yd_str *fold)
{
	static const char *const han[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八",
		"九", "十", "元", "o", "ο"}; /* typed or recognised for 〇 */
	size_t count = 0;
	for (bool again = true; again;) {
		again = false;
		if (fold->len && fold->ptr[0] >= '0' && fold->ptr[0] <= '9') {
			fold->ptr++, fold->len--;
			again = true;
		}
		for (size_t i = 0; !again && i < YD_LENGTH(han); i++)
			again = yd_take_word(fold, han[i]);
		count += again;
	}
	return count;
}

static const char *const bodies[] = {"局", "厅", "委", "部", "委员会", "政府", "办公室", "办",
	"学校", "中学", "小学", "大学", "学院", "幼儿园", "中心", "领导小组", "工委", "党组",
	"党委", "教育组", "处", "科", "股", "集团", "协会", "室", "站", "室", "院", "站", "联盟"};

bool yd_ends_with_body(yd_str fold)
{
	return YD_ENDS(fold, bodies);
}
