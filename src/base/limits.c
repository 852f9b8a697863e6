/* Limits, and the variables that set them. */
#include <yaodian/limits.h>

#include <stdlib.h>
#include <yaodian/extract.h>

static const struct {
	const char *name;
	size_t usual, least, most;
} limits[] = {
	[YD_LIMIT_EXTRACT_SECONDS] = {"YAODIAN_EXTRACT_SECONDS", YD_EXTRACT_SECONDS, 1, 99999},
	[YD_LIMIT_EXTRACT_MEMORY] = {"YAODIAN_EXTRACT_MEMORY", YD_EXTRACT_MEMORY_MB, 1, 999999},
	[YD_LIMIT_EXTRACT_INPUT] = {"YAODIAN_EXTRACT_INPUT", YD_EXTRACT_INPUT_MB, 1, 999999},
	[YD_LIMIT_EXTRACT_UNPACKED] = {"YAODIAN_EXTRACT_UNPACKED", YD_EXTRACT_UNPACKED_MB, 1,
		999999},
	[YD_LIMIT_EXTRACT_TEXT] = {"YAODIAN_EXTRACT_TEXT", YD_EXTRACT_TEXT_MB, 1, 999999},
	[YD_LIMIT_EXTRACT_PARAGRAPHS] = {"YAODIAN_EXTRACT_PARAGRAPHS", YD_EXTRACT_PARAGRAPHS, 1,
		99999999},
	[YD_LIMIT_EXTRACT_PAGES] = {"YAODIAN_EXTRACT_PAGES", YD_EXTRACT_PAGES, 1, 999999},
	[YD_LIMIT_EXTRACT_PARTS] = {"YAODIAN_EXTRACT_PARTS", YD_EXTRACT_PARTS, 1, 65534},
	[YD_LIMIT_FETCH_SECONDS] = {"YAODIAN_FETCH_SECONDS", YD_FETCH_SECONDS, 1, 99999},
	[YD_LIMIT_FETCH_RETRY] = {"YAODIAN_FETCH_RETRY", YD_FETCH_RETRY_S, 0, 99999},
	[YD_LIMIT_FETCH_SIZE] = {"YAODIAN_FETCH_SIZE", YD_FETCH_SIZE_MB, 1, YD_FETCH_SIZE_MOST_MB},
	[YD_LIMIT_FETCH_PAUSE] = {"YAODIAN_FETCH_PAUSE", YD_FETCH_PAUSE_MS, 0, 999999},
	[YD_LIMIT_FETCH_REDIRECTS] = {"YAODIAN_FETCH_REDIRECTS", YD_FETCH_REDIRECTS, 0, 100},
	[YD_LIMIT_IMPORT_SIZE] = {"YAODIAN_IMPORT_SIZE", YD_IMPORT_SIZE_MB, 1, YD_IMPORT_SIZE_MB},
};

/* False: no number in its range. */
static bool read_limit(yd_limit limit, size_t *out)
{
	const char *value = getenv(limits[limit].name);
	char *end = NULL;
	*out = limits[limit].usual;
	if (!value || !*value)
		return true;
	unsigned long number = *value >= '0' && *value <= '9' ? strtoul(value, &end, 10) : 0;
	if (!end || *end || number < limits[limit].least || number > limits[limit].most)
		return false;
	*out = number;
	return true;
}

size_t yd_limit_of(yd_limit limit)
{
	size_t value;
	read_limit(limit, &value);
	return value;
}

yd_status yd_limits_check(yd_error *err)
{
	size_t value;
	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
		if (!read_limit((yd_limit)i, &value))
			return yd_fail(err, YD_INVALID, limits[i].name,
				"'%s' is no number from %zu to %zu: set one, or unset it (then it "
				"is %zu)",
				getenv(limits[i].name), limits[i].least, limits[i].most,
				limits[i].usual);
	return YD_OK;
}
