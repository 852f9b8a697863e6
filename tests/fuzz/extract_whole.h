/* What every target of the helper does with a page it got. */
#ifndef TESTS_FUZZ_EXTRACT_WHOLE_H
#define TESTS_FUZZ_EXTRACT_WHOLE_H

#include "../../src/extract/page.h"

/* Writes the answer, and ends the program when it is not of the stated form. */
void check_answer(const struct page *page);

#endif
