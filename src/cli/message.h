/*
 * message.h: names in messages that begin with what they are about.
 */
#ifndef YAODIAN_CLI_MESSAGE_H
#define YAODIAN_CLI_MESSAGE_H

/* A message without the name that it begins with. */
const char *message_without_name(const char *message, const char *name);
/* What an error may call it: its text has no room for a name of any length, of which the end is taken then. */
const char *message_short_name(const char *name);

#endif
