#include <yaodian/view.h>

#include <string.h>
#include <strings.h>

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

static bool equal_in_any_case(yd_str a, const char *b)
{
	return a.len == strlen(b) && strncasecmp(a.ptr, b, a.len) == 0;
}

/* What is written behind Ctrl-, C- or ^; an empty text when none of these stands there. */
static yd_str behind_control(yd_str name)
{
	static const char *const signs[] = {"Ctrl-", "C-", "^"};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		size_t len = strlen(signs[i]);
		if (name.len == len + 1 && strncasecmp(name.ptr, signs[i], len) == 0)
			return (yd_str){name.ptr + len, 1};
	}
	return YD_STR("");
}

static yd_key control_key(char letter)
{
	letter |= 0x20;
	/* These two are sent by keys with names. */
	if (letter == 'h')
		return YD_KEY_BACKSPACE;
	if (letter == 'j')
		return YD_KEY_ENTER;
	return letter >= 'a' && letter <= 'z' ? (yd_key)(letter - 'a' + 1) : YD_KEY_NONE;
}

yd_key yd_key_parse(yd_str name)
{
	/* <Enter> as tig and vim write it. */
	if (name.len > 2 && name.ptr[0] == '<' && name.ptr[name.len - 1] == '>')
		name = (yd_str){name.ptr + 1, name.len - 2};
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (equal_in_any_case(name, named[i].name))
			return named[i].key;
	yd_str letter = behind_control(name);
	if (letter.len)
		return control_key(letter.ptr[0]);
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
