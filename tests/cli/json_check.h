/*
 * json_check.h: is it JSON (RFC 8259)?
 */
#ifndef TESTS_CLI_JSON_CHECK_H
#define TESTS_CLI_JSON_CHECK_H

#include <yaodian/base.h>

/* Is `text` one JSON value in valid UTF-8, without control characters, and nothing after it? */
bool json_is_valid(yd_str text);

#endif
