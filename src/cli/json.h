/*
 * json.h: writing JSON (RFC 8259). Always valid UTF-8: broken bytes become U+FFFD; control characters (C0, DEL, C1),
 * line separators and bidirectional controls are escaped, so that a terminal can do nothing but show the line.
 *
 * Commas are put in where they belong. Usage: json_open(out, '{'); json_key(out, "ref"); json_text(out, …);
 * json_close(out, '}').
 */
#ifndef YAODIAN_CLI_JSON_H
#define YAODIAN_CLI_JSON_H

#include <yaodian/base.h>

void json_open(yd_buf *out, char bracket);  /* '{' or '[' */
void json_close(yd_buf *out, char bracket); /* '}' or ']' */
void json_key(yd_buf *out, const char *ascii);
void json_str(yd_buf *out, yd_str text);
void json_text(yd_buf *out, const char *text); /* NULL: null */
void json_number(yd_buf *out, long long value);
void json_bool(yd_buf *out, bool value);
void json_null(yd_buf *out);

#endif
