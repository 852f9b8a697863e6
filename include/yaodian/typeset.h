/*
 * typeset.h: how a sanitised paragraph is shown: its ASCII punctuation full width, its characters in the other script.
 *
 * This is display only: what is searched, copied, exported and kept is the source. So the shown text comes with a map
 * to the bytes it was made of, like that of yd_fold_map(). Nothing here fails but yd_script_open(). A yd_typesetter and
 * what it borrows belong to one thread.
 */
#ifndef YAODIAN_TYPESET_H
#define YAODIAN_TYPESET_H

#include <yaodian/settings.h>
#include <yaodian/text.h>

/* ---- the other script ---- */

typedef struct yd_script_converter yd_script_converter;

/*
 * A converter to a script (not YD_SCRIPT_PUBLISHED) by OpenCC: t2s for simplified; for traditional s2tw, s2hk or s2t, as
 * the locale (LC_CTYPE) is zh_TW, zh_HK or another. The library is loaded now, and only now. What was converted
 * last is kept, since rows are drawn again and again. YD_NOT_FOUND: it, or its data, is not installed; the message names the package.
 * yd_script_close() gives it back; NULL is fine.
 */
yd_status yd_script_open(yd_script script, yd_script_converter **out, yd_error *err);
void yd_script_close(yd_script_converter *converter);

/* ---- shown text ---- */

/* Zero-initialised: as published. */
typedef struct yd_typesetter {
	bool full_width;                   /* yd_typeset_full_width() */
	yd_script_converter *script;       /* borrowed; NULL: as published */
} yd_typesetter;

/* From bytes of shown text to bytes of its source. Zero-initialise; yd_shown_map_free(). */
typedef struct yd_shown_map {
	/* NULL: they are the same. Else, for every byte of the shown text, the byte of the source where the code point,
	 * or the phrase converted as one, begins that it came from; the last is the source's length. Never backwards. */
	uint32_t *at;
	size_t shown, source; /* bytes of both */
} yd_shown_map;

/* Appends what `how` (NULL: as published) makes of a sanitised paragraph. *map (may be NULL) is filled, its offsets
 * counted from where the appending began; at most 4 GiB. */
void yd_typeset(const yd_typesetter *how, yd_str paragraph, yd_buf *out, yd_shown_map *map);
void yd_shown_map_free(yd_shown_map *map);
/* The byte of the source that a shown byte (at most map->shown) came from. */
size_t yd_shown_source(const yd_shown_map *map, size_t shown);
/* The shown bytes that came from the source's bytes `start` to `end`: with what was converted as one, whole. */
void yd_shown_span(const yd_shown_map *map, size_t start, size_t end, size_t *from, size_t *to);

/* ---- the two steps, also for tests ---- */

/*
 * Appends `text` with ASCII , : ; ? ! ( ) " ' between Chinese characters as ，：；？！（）“”‘’. Chinese characters are
 * Han, CJK punctuation and full-width signs; white space, quotation marks, dashes and the signs themselves are looked
 * past; at the end of the paragraph it is enough that one stands before the sign.
 *
 * Brackets and quotation marks change in pairs or not at all, and stand between what is around the pair:
 * 教育(2018-2022)规划. Brackets that begin the paragraph stay, since they are most often its number, which is shown
 * as printed: (一)加强; quotation marks there change when they hold Chinese text. （ and ) are a pair too. Nothing changes in addresses (from a scheme's :// or www. up to white space or Chinese
 * punctuation), nor, since digits and letters are no Chinese characters, in numbers, times and words.
 */
void yd_typeset_full_width(yd_str text, yd_buf *out, yd_shown_map *map);
/* Appends `text` in the converter's script. Where that has another number of code points, those that stayed tell
 * which belong together. */
void yd_typeset_script(yd_script_converter *converter, yd_str text, yd_buf *out, yd_shown_map *map);
/* The map of `converted`, made of `source` one code point for each but for some phrases. */
void yd_shown_map_align(yd_str source, yd_str converted, yd_shown_map *map);

#endif
