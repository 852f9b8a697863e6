#include <yaodian/view.h>

#include <string.h>

static const struct {
	const char *name;
	yd_key key;
} named[] = {
	{"Tab", YD_KEY_TAB},
	{"Enter", YD_KEY_ENTER},
	{"Esc", YD_KEY_ESC},
	{"Space", YD_KEY_SPACE},
	{"Backspace", YD_KEY_BACKSPACE},
	{"Up", YD_KEY_UP},
	{"Down", YD_KEY_DOWN},
	{"Left", YD_KEY_LEFT},
	{"Right", YD_KEY_RIGHT},
	{"Home", YD_KEY_HOME},
	{"End", YD_KEY_END},
	{"PgUp", YD_KEY_PGUP},
	{"PgDn", YD_KEY_PGDN},
	{"Shift-Tab", YD_KEY_SHIFT_TAB},
	{"Delete", YD_KEY_DELETE},
};

yd_key yd_key_parse(yd_str name)
{
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (yd_str_equal(name, yd_str_of(named[i].name)))
			return named[i].key;
	if (name.len == 6 && yd_str_starts(name, YD_STR("Ctrl-")) && name.ptr[5] >= 'a' &&
		name.ptr[5] <= 'z')
		return (yd_key)(name.ptr[5] - 'a' + 1);
	uint32_t cp = 0;
	if (name.len && yd_utf8_decode(name, &cp, NULL) == name.len && cp > ' ')
		return cp;
	return YD_KEY_NONE;
}

void yd_key_name(yd_key key, yd_buf *out)
{
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (named[i].key == key) {
			yd_buf_puts(out, named[i].name);
			return;
		}
	if (key < ' ') {
		yd_buf_printf(out, "Ctrl-%c", (char)('a' + key - 1));
		return;
	}
	char bytes[4];
	yd_buf_add(out, bytes, yd_utf8_encode(key, bytes));
}
