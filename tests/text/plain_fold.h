/* plain_fold.h: the fold of text.h written a second time, slowly and by its definition, to compare with. */
#ifndef TESTS_TEXT_PLAIN_FOLD_H
#define TESTS_TEXT_PLAIN_FOLD_H

#include <yaodian/base.h>

/* Owned. Pairs are read from data/fold.tsv of $YD_SOURCE, else of the source folder. */
char *fold_plainly(yd_str text);

/* What each code point counts as by that file; 0: itself. Kept until the program ends. */
const uint32_t *plain_pairs(void);

#endif
