/* A filter in words: as it is told, and as it is kept and typed. */
#include "browser.h"

#include <yaodian/intl.h>
#include <yaodian/theme.h>

#include <string.h>

void yd_filter_describe(const yd_filter *filter, yd_buf *out)
{
	const char *between = "";
	for (unsigned i = 0; i < YD_THEME_COUNT; i++) {
		bool primary = filter->primary >> i & 1;
		if (!primary && !(filter->themes >> i & 1))
			continue;
		yd_buf_printf(out, "%s%s%s", between, yd_theme_name(i), primary ? "!" : "");
		between = filter->all ? _(" and ") : _(" or ");
	}
}

void yd_filter_write(const yd_filter *filter, yd_buf *out)
{
	if (filter->all)
		yd_buf_putc(out, '&');
	const char *between = "";
	for (unsigned i = 0; i < YD_THEME_COUNT; i++) {
		bool primary = filter->primary >> i & 1;
		if (!primary && !(filter->themes >> i & 1))
			continue;
		yd_buf_printf(out, "%s%s%s", between, yd_theme_key(i), primary ? "!" : "");
		between = ",";
	}
}

bool yd_filter_parse(yd_str text, yd_filter *out, yd_str *bad)
{
	*out = (yd_filter){0};
	while (text.len) {
		size_t len = 0;
		while (len < text.len && !strchr(" ,&", text.ptr[len]))
			len++;
		yd_str name = {text.ptr, len};
		if (len < text.len && text.ptr[len] == '&')
			out->all = true;
		text = (yd_str){
			text.ptr + len + (len < text.len), text.len - len - (len < text.len)};
		if (name.len == 0)
			continue;
		bool primary = yd_str_ends(name, YD_STR("!"));
		int theme = yd_theme_find((yd_str){name.ptr, name.len - primary});
		if (theme < 0) {
			*bad = name;
			return false;
		}
		uint32_t bit = UINT32_C(1) << theme;
		*(primary ? &out->primary : &out->themes) |= bit;
	}
	out->themes &= ~out->primary;
	return true;
}
