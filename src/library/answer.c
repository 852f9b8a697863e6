#include "answer.h"

#include <yaodian/text.h>

bool answer_number(yd_str text, size_t *out)
{
	size_t value = 0;
	if (!text.len || text.len > 9)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
		value = value * 10 + (size_t)(text.ptr[i] - '0');
	}
	*out = value;
	return true;
}

bool answer_is_clean(yd_str text, bool tabs)
{
	for (size_t at = 0, step; at < text.len; at += step) {
		uint32_t cp;
		bool valid;
		step = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, &valid);
		bool control = cp < 0x20 || (cp >= 0x7F && cp < 0xA0);
		if (!valid || (control && !(tabs && cp == '\t')))
			return false;
	}
	return true;
}
