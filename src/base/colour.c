#include <yaodian/colour.h>

const char *const yd_colour_names[] = {"default", "black", "red", "green", "yellow", "blue",
	"magenta", "cyan", "white", "bright-black", "bright-red", "bright-green", "bright-yellow",
	"bright-blue", "bright-magenta", "bright-cyan", "bright-white", NULL};

const char *const yd_attribute_names[] = {"normal", "bold", "dim", "underline", "reverse", NULL};

static int digit_value(char c, int base)
{
	int value = c >= '0' && c <= '9'   ? c - '0'
		    : c >= 'a' && c <= 'f' ? c - 'a' + 10
		    : c >= 'A' && c <= 'F' ? c - 'A' + 10
					   : base;
	return value < base ? value : -1;
}

/* -1: no number of at most `most` digits. */
static int32_t number_of(yd_str text, int base, size_t most)
{
	int32_t number = 0;
	if (text.len == 0 || text.len > most)
		return -1;
	for (size_t i = 0; i < text.len; i++) {
		int digit = digit_value(text.ptr[i], base);
		if (digit < 0)
			return -1;
		number = number * base + digit;
	}
	return number;
}

bool yd_colour_parse(yd_str name, yd_colour *out)
{
	for (int i = 0; yd_colour_names[i]; i++)
		if (yd_str_equal(name, yd_str_of(yd_colour_names[i]))) {
			*out = i - 1;
			return true;
		}
	int32_t number;
	if (name.len == 7 && name.ptr[0] == '#') {
		number = number_of((yd_str){name.ptr + 1, 6}, 16, 6);
		*out = YD_COLOUR_RGB + number;
		return number >= 0;
	}
	if (yd_str_starts(name, YD_STR("color")))
		name = (yd_str){name.ptr + 5, name.len - 5};
	number = number_of(name, 10, 3);
	*out = number;
	return number >= 0 && number <= 255;
}

bool yd_attribute_parse(yd_str name, unsigned *out)
{
	for (int i = 0; yd_attribute_names[i]; i++)
		if (yd_str_equal(name, yd_str_of(yd_attribute_names[i]))) {
			*out = i ? 1u << (i - 1) : 0;
			return true;
		}
	return false;
}

yd_status yd_paint_parse(yd_str words, yd_paint *out, yd_error *err)
{
	yd_paint paint = {YD_COLOUR_DEFAULT, YD_COLOUR_DEFAULT, 0};
	size_t number = 0;
	for (yd_str word; (word = yd_str_word(&words)).len; number++) {
		unsigned attribute = 0;
		int shown = word.len < 40 ? (int)word.len : 40;
		if (number < 2 && !yd_colour_parse(word, number ? &paint.bg : &paint.fg))
			return yd_fail(err, YD_INVALID, NULL,
				"'%.*s' is no colour; there are default, black, red, green, "
				"yellow, blue, magenta, cyan, white, bright-…, color0 to color255 "
				"and #rrggbb",
				shown, word.ptr);
		if (number >= 2 && !yd_attribute_parse(word, &attribute))
			return yd_fail(err, YD_INVALID, NULL,
				"'%.*s' is no attribute; there are normal, bold, dim, underline "
				"and reverse",
				shown, word.ptr);
		paint.attributes |= attribute;
	}
	if (number < 2)
		return yd_fail(err, YD_INVALID, NULL,
			"a foreground and a background are needed; default is the terminal's own");
	*out = paint;
	return YD_OK;
}
