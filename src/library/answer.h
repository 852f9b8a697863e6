/*
 * answer.h: what the answers of both helpers are made of, read without believing it; private to src/library.
 */
#ifndef YAODIAN_LIBRARY_ANSWER_H
#define YAODIAN_LIBRARY_ANSWER_H

#include <yaodian/base.h>

/* One to nine ASCII digits and nothing else; *out is left alone when it is no such number. */
bool answer_number(yd_str text, size_t *out);
/* UTF-8 without control characters; `tabs`: but for tabs. */
bool answer_is_clean(yd_str text, bool tabs);

#endif
