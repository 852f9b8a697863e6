/*
 * words.h: looking for words in one line. Private to src/intake.
 */
#ifndef YD_INTAKE_WORDS_H
#define YD_INTAKE_WORDS_H

#include <yaodian/base.h>

#define YD_LENGTH(array) (sizeof(array) / sizeof *(array))
/* With an array of words: is one of them in the text, does the text end or begin with one of them? */
#define YD_HOLDS(text, words) yd_holds_any(text, words, YD_LENGTH(words))
#define YD_ENDS(text, words) yd_ends_with_any(text, words, YD_LENGTH(words))

#define YD_BEGINS(text, words) yd_begins_with_any(text, words, YD_LENGTH(words))

bool yd_begins_with_any(yd_str text, const char *const *words, size_t count);
bool yd_holds_any(yd_str text, const char *const *words, size_t count);
bool yd_ends_with_any(yd_str text, const char *const *words, size_t count);
/* How many of the words are in the text. */
size_t yd_count_words(yd_str text, const char *const *words, size_t count);
/* Lines longer than this (bytes) are running text whatever they hold; nothing folds them. */
#define YD_LONGEST_LINE 1200u

/* Code points that are not white space, counted up to `most`. */
size_t yd_count_chars(yd_str text, size_t most);
/* Marks that part the items of a menu, a path or a line of facts. */
size_t yd_count_separators(yd_str text);
/* `text` without closing quotes and brackets at its end. */
yd_str yd_strip_closers(yd_str text);

/* ---- of a folded text ---- */

/* The inside of a text that stands wholly in brackets, else the text. */
yd_str yd_strip_brackets(yd_str fold);
/* `text`, folded or not, without the word for the seal at its end: （盖章）. */
yd_str yd_strip_seal(yd_str text);
/* Takes `word`, or digits and Chinese numerals (how many), from the start. */
bool yd_take_word(yd_str *fold, const char *word);
size_t yd_take_numerals(yd_str *fold);
/* Does it end as names of bodies do: 局, 委员会, 中学 …? */
bool yd_ends_with_body(yd_str fold);

#endif
