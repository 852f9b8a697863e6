#include "patience.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static bool read_date(const char *text, int64_t *out)
{
	static const char *const forms[] = {
		"%a, %d %b %Y %H:%M:%S GMT", "%a, %d-%b-%y %H:%M:%S GMT", "%a %b %d %H:%M:%S %Y"};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct tm when = {0};
		const char *end = strptime(text, forms[i], &when);
		if (end && !*end) {
			*out = timegm(&when);
			return true;
		}
	}
	return false;
}

int64_t patience_seconds(const char *retry_after, const char *date, int64_t now)
{
	int64_t until, seconds;
	if (!retry_after || !*retry_after)
		return -1;
	if (strspn(retry_after, "0123456789") == strlen(retry_after)) {
		seconds = strlen(retry_after) > 9 ? INT64_MAX : atoll(retry_after);
	} else {
		if (!read_date(retry_after, &until))
			return -1;
		if (date)
			read_date(date, &now);
		seconds = until > now ? until - now : 0;
	}
	return seconds <= PATIENCE_MOST_S ? seconds : -1;
}
