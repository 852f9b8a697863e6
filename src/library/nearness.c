/* How near two documents are by their references. */
#include "internal.h"

#include <string.h>

int reference_nearness(const char *a, const char *b)
{
	size_t len = strcspn(a, ".");
	if (len == strcspn(b, ".") && strncmp(a, b, len) == 0)
		return 3;
	int parts = 0;
	for (; *a && *a == *b && parts < 2; a++, b++)
		parts += *a == '-';
	return parts;
}
