/*
 * text.h: from bytes to characters that may be shown, compared, measured and broken into lines.
 *
 * Four counts are kept apart: bytes (offsets and lengths everywhere in this header), code points
 * (uint32_t, at most 0x10FFFF), grapheme clusters (what a reader calls a character; UAX #29,
 * extended) and columns (cells of a terminal: 0, 1 or 2 for each code point).
 *
 * Functions take any bytes; what is not UTF-8 counts as U+FFFD, one for each maximal subpart
 * (Unicode 15.0, section 3.9, "best practice"). None of them fails; memory running out ends the program.
 */
#ifndef YAODIAN_TEXT_H
#define YAODIAN_TEXT_H

#include <yaodian/base.h>

/* ---- UTF-8 ---- */

/* Decodes the code point at the start of `text`; returns the bytes it takes (0 only for an empty text).
 * Broken bytes give U+FFFD and the length of the maximal subpart. *valid (may be NULL) tells them apart
 * from a U+FFFD that really stands in the text. */
size_t yd_utf8_decode(yd_str text, uint32_t *cp, bool *valid);
/* Writes 1 to 4 bytes, returns how many; surrogates and values over 0x10FFFF are written as U+FFFD. */
size_t yd_utf8_encode(uint32_t cp, char out[4]);
/* Number of code points. */
size_t yd_utf8_count(yd_str text);
/* Appends `bytes` as valid UTF-8: a BOM at the start is dropped, each broken subpart becomes U+FFFD.
 * Returns how many were replaced. When it returns 0 the text is `bytes` (less the BOM), bit for bit. */
size_t yd_utf8_repair(yd_str bytes, yd_buf *out);

/* White space as the contract means it: Unicode White_Space, and U+200B, U+FEFF, U+00AD, which take
 * no room and carry no text. */
bool yd_cp_is_space(uint32_t cp);
/* `text` without white space (yd_cp_is_space) at either end. */
yd_str yd_text_trim(yd_str text);
/* CJK ideographs, radicals, 〇 and 々: Script=Han of Unicode 15.0. */
bool yd_cp_is_han(uint32_t cp);

/* ---- what files hold beside their text ---- */

/* Soft hyphens, zero-width spaces and joiners, bidirectional controls, byte order marks: they are no text, and part words
 * that are one. */
bool yd_cp_takes_no_room(uint32_t cp);
bool yd_cp_is_private(uint32_t cp);
/* What a private-use code point stands for where that is known (U+E5E5, which A3 A0 of GB 2312 becomes, is the full-width
 * space U+3000; bullets of Word; characters that came late to Unicode); any other code point as it is. */
uint32_t yd_cp_of_private(uint32_t cp);
/* Appends `text`, valid UTF-8, without what takes no room and with private-use characters as what they stand for. Returns
 * how many of these stay, since nobody knows what they mean. */
size_t yd_text_settle(yd_str text, yd_buf *out);

/* ---- what may reach a terminal ---- */

typedef enum yd_sanitize_flags {
	YD_KEEP_NEWLINE = 1, /* '\n' stays; otherwise it becomes a space like other line separators */
} yd_sanitize_flags;

/*
 * Appends `text` so that a terminal can do nothing but show it:
 * - C0 controls become their pictures (U+2400..), DEL U+2421; a tab, a line feed (see above; CR LF is
 *   one) and U+2028 and U+2029 a space;
 * - C1 controls, unassigned, private-use and noncharacters and broken bytes become U+FFFD;
 * - bidirectional controls, other format characters (Cf) and variation selectors are dropped, but ZWJ,
 *   VS15 and VS16 stay inside an emoji sequence (UTS #51);
 * - a mark that nothing stands before gets U+25CC (dotted circle), lest it land on what is left of the
 *   text on the screen. So sanitise a text as a whole, not in pieces.
 * The result is valid UTF-8, all its code points have a width of 0 to 2, and sanitising it again changes
 * nothing.
 */
void yd_text_sanitize(yd_str text, unsigned flags, yd_buf *out);

/* ---- columns and graphemes ---- */

/*
 * Characters whose East_Asian_Width is Ambiguous take one column or two, and terminals that agree on one kind differ on
 * another; so each kind has a sample that a terminal can be asked about. One column until it says otherwise.
 */
typedef enum yd_width_class {
	YD_WIDTH_QUOTE,    /* “ with all that is none of the next three: ‘ ’ ” … — · ★ § Greek … */
	YD_WIDTH_BOX,      /* ─ U+2500 to U+257F */
	YD_WIDTH_BLOCK,    /* █ U+2580 to U+259F */
	YD_WIDTH_ENCLOSED, /* ① enclosed numbers and letters */
	YD_WIDTH_CLASSES
} yd_width_class;
/* The sample of a kind: static. */
yd_str yd_width_sample(yd_width_class which);
/* Its columns now, 1 or 2, for the whole program. */
int yd_width_of(yd_width_class which);
/* Sets them; true when they were others. What was measured before is out of date then. */
bool yd_width_set(yd_width_class which, int columns);

/* Columns of a code point: 0 for combining and zero-width, 2 for East Asian Wide and Fullwidth, else 1;
 * -1 for controls, line separators, surrogates and what is over 0x10FFFF (sanitised text has none of them).
 * Ambiguous ones (“ — … ①) are as yd_width_set() says, unassigned and private-use ones 1, Hangul vowels and final consonants 0, and U+0000
 * is 0 as POSIX has it. Else the table is utf8proc's. */
int yd_cp_width(uint32_t cp);
/* Bytes of the first extended grapheme cluster (UAX #29); 0 for an empty text. *columns (may be NULL)
 * gets its width: the sum of its code points' widths (controls 0), since that is what terminals
 * without grapheme support advance. So an emoji family is 6, and there is no upper bound. */
size_t yd_grapheme_next(yd_str text, int *columns);

typedef struct yd_grapheme {
	size_t len, columns;
} yd_grapheme;

/* The first `most` of them at once, which is quicker; returns how many there are. */
size_t yd_graphemes(yd_str text, yd_grapheme *out, size_t most);
/* Columns of the whole text; controls count 0. */
size_t yd_text_columns(yd_str text);
/* Bytes of the longest beginning of `text` made of whole graphemes that fits `columns`;
 * *used (may be NULL) gets the columns it takes. */
size_t yd_text_fit(yd_str text, size_t columns, size_t *used);
/* Appends `text` cut to `columns` with `…` at its end when it was cut, filled with spaces when `pad`. */
void yd_text_ellipsis(yd_str text, size_t columns, bool pad, yd_buf *out);

/* ---- lines ---- */

typedef struct yd_line {
	size_t start, end; /* bytes of the paragraph shown on this line */
	size_t columns;    /* columns they take, without indent and without the space dropped at the end */
} yd_line;

typedef struct yd_lines {
	yd_line *items;
	size_t count, cap;
} yd_lines;

/*
 * Breaks one paragraph (no '\n' in it, sanitised) into lines of at most `width` columns (at least 1),
 * the first after `indent` columns. Appends to *out; an empty paragraph gives one empty line. The time is
 * proportional to the bytes, whatever they are.
 *
 * Breaks are legal where UAX #14 (libunistring) has them and where the Chinese rules of GB/T 15834 and
 * clreq agree:
 * - no line begins with or ends with a character of the two lists below, so that —— and …… stay whole too;
 * - before “ ‘ and after ” ’ with an East Asian character outside them, and between ” and “ there, a line may
 *   break, though UAX #14 before Unicode 16 glues them to both sides (LB19a, which also looks at the character
 *   inside; in Chinese text it is the one outside that tells);
 * - document numbers (〔2025〕1号), numbers with their unit, percentages and ranges (95%, 2万个, 2018-2022) stay
 *   whole; what counts as one is told in src/text/break.h.
 *
 * A line ends at the last legal break that fits; what does not fit is pulled down, never squeezed or hung. When none
 * fits, it ends at the last place that is best of these: inside what is kept whole, where UAX #14 and the lists
 * allow; between graphemes where the lists allow; between graphemes. A grapheme wider than `width` is broken between
 * its code points; one of these that is wider stands alone on its line. When only the indent leaves no room for the first grapheme, or for what the lists keep together,
 * the first line is empty. When the last line has but one character (marks beside it apart), the line above ends at
 * an earlier legal break, if there is one and the last line still fits.
 *
 * Spaces at a break (those that UAX #14 breaks after, U+3000 too) hang past the end: they belong to the line but
 * not to `columns`, so that the lines joined are the paragraph, byte for byte.
 */
void yd_text_break(yd_str paragraph, size_t width, size_t indent, yd_lines *out);
void yd_lines_free(yd_lines *lines);
/* Not at the beginning: ，。、；：！？）〕】》〉］｝」』”’…—～·／‰℃,.;:!?)]}%
 * Not at the end: （〔【《〈［｛「『“‘￥§([{ */
bool yd_cp_may_begin_line(uint32_t cp);
bool yd_cp_may_end_line(uint32_t cp);

/* ---- folding: when two texts count as equal in search and matching ---- */

/*
 * Appends the fold of `text`: NFKC, default case folding, CJK radicals to characters (Unicode's
 * Equivalent_Unified_Ideograph), traditional to simplified (OpenCC TSCharacters, first candidate; and
 * 著→着 衞→卫 瞭→了 〇○→零), white space and format characters (Cf)
 * dropped; “”‘’「」『』"' become ", —–－-~～ become -, （(〔[【《〈 become ( and ）)〕]】》〉 ).
 * Other punctuation stays. Every pair is in data/fold.tsv.
 *
 * fold(fold(x)) is fold(x): a pair that leads to another one is followed (薴→苧→苎), and marks that come
 * to stand behind a letter when a space between goes join it. Text that is cut where no mark follows folds
 * to the pieces' folds, joined. The fold does not depend on the locale, nor on the version of utf8proc
 * for characters that both versions know.
 */
void yd_fold(yd_str text, yd_buf *out);
/*
 * The same, and for every byte of the fold the byte offset in `text` of the code point it came from:
 * *map gets out->len - (its length before) + 1 entries, the last text.len. They never go backwards; what
 * several code points joined to points to the first. Owned: free(). At most 4 GiB. Used, with
 * yd_fold_span(), to mark a match found in the fold in the text as printed.
 */
void yd_fold_map(yd_str text, yd_buf *out, uint32_t **map);
/*
 * Where in `text` the bytes `from` to `to` of its fold (counted from the fold's own beginning, at most its
 * length) stand: *start to *end are whole code points, with the marks that joined them and without white
 * space at the end. A match that ends within `㈠` or `…`, which fold to several characters, takes it whole.
 */
void yd_fold_span(yd_str text, const uint32_t *map, size_t from, size_t to, size_t *start, size_t *end);
/* Changes whenever the table or the rules of the fold change; part of the cache's fingerprint. */
extern const char yd_fold_version[];

#endif
