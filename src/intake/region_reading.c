/* How the names of places are read. */
#include <yaodian/place.h>

#include "gazetteer.h"

#include <yaodian/pinyin.h>
#include <yaodian/text.h>

#include <string.h>

/* The longest stretch with a reading of its own that `name` begins with, or NULL. */
static const struct gaz_reading *find_stretch(const char *name)
{
	const struct gaz_reading *best = NULL;
	size_t low = 0, high = gaz_reading_count;
	/* The first row that is not below the name's first character ... */
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (strncmp(gaz_readings[middle].text, name, 3) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	/* ... and of those that begin with it the last that fits, since a longer one sorts behind
	 * its beginning. */
	for (; low < gaz_reading_count && strncmp(gaz_readings[low].text, name, 3) == 0; low++)
		if (strncmp(name, gaz_readings[low].text, strlen(gaz_readings[low].text)) == 0)
			best = &gaz_readings[low];
	return best;
}

/* Appends the usual reading of the character at the beginning of `name`; returns its bytes. */
static size_t add_usual(const char *name, yd_buf *out)
{
	uint32_t cp;
	const char *readings[YD_PINYIN_READINGS];
	size_t len = yd_utf8_decode(yd_str_of(name), &cp, NULL);
	yd_buf_puts(out, yd_pinyin_readings(cp, readings) ? readings[0] : "?");
	return len;
}

bool yd_region_reading(const char *path, yd_buf *out)
{
	if (gaz_find_path(path) == GAZ_NONE)
		return false;
	const char *slash = strrchr(path, '/');
	for (const char *name = slash ? slash + 1 : path, *at = name; *at;) {
		const struct gaz_reading *stretch = find_stretch(at);
		if (at > name)
			yd_buf_putc(out, ' ');
		if (stretch) {
			yd_buf_puts(out, stretch->reading);
			at += strlen(stretch->text);
		} else {
			at += add_usual(at, out);
		}
	}
	return true;
}
