#include "message.h"

#include <string.h>

const char *message_without_name(const char *message, const char *name)
{
	size_t len = strlen(name);
	return strncmp(message, name, len) == 0 && strncmp(message + len, ": ", 2) == 0
		       ? message + len + 2
		       : message;
}

const char *message_short_name(const char *name)
{
	enum { ROOM = 200 };
	size_t len = strlen(name);
	if (len <= ROOM)
		return name;
	const char *tail = name + len - ROOM;
	while (((unsigned char)*tail & 0xC0) == 0x80)
		tail++;
	return tail;
}
