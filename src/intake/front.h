/*
 * front.h: front matter, the lines between two `---` at the head of a file; private to src/intake.
 */
#ifndef YD_INTAKE_FRONT_H
#define YD_INTAKE_FRONT_H

#include <yaodian/base.h>

/* Values borrowed from the text, empty when not given. Unknown keys are passed over (front_next_unknown()). */
typedef struct front_matter {
	yd_str region, year, title, issuer, doc_no, date, url, kind, sample;
} front_matter;

front_matter front_read(yd_str text);
/* The next field that there is not: *name, borrowed from *rest, which begins as the text and shrinks. False behind the last. */
bool front_next_unknown(yd_str *rest, yd_str *name);
/* true, yes, 1, 是 */
bool front_is_true(yd_str value);

#endif
