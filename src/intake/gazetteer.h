/*
 * gazetteer.h: the compiled-in table of places; private to src/intake. Made by tools/make-places.py, sources
 * and licences in data/README.md.
 *
 * A row is a place under one name, parent and code for an unbroken run of years, so that a place that was
 * renamed, moved or numbered anew has several rows. Everything is const and without pointers: nothing is
 * built, allocated or relocated when the program starts.
 */
#ifndef YAODIAN_GAZETTEER_H
#define YAODIAN_GAZETTEER_H

#include <yaodian/base.h>

#define GAZ_NONE UINT16_MAX

enum gaz_flag {
	GAZ_ZONE = 1,  /* a functional zone (开发区 …): no division of GB/T 2260, no code */
	GAZ_FAR = 2,   /* a part of Hong Kong, Macau or Taiwan: counts only with its parent */
	GAZ_BOUND = 4, /* its full name is, or easily becomes, ordinary words (和县, 城区, 资源县, 平原县):
			  counts only where a place name must stand */
	GAZ_QUIET = 8, /* its short name is a word (光明, 同心): the short name never counts */
};

struct gaz_place {
	uint32_t code;       /* GB/T 2260, 0: none */
	uint16_t name;       /* offset in gaz_pool */
	uint16_t parent;     /* row, or GAZ_NONE */
	uint16_t today;      /* row of today that it became, or GAZ_NONE for a place of today */
	uint8_t since, until; /* first and last year known, less 1900; 0: open */
	uint8_t level;       /* 1 province, 2 prefecture, 3 county, whatever stands between */
	uint8_t flags;
};

enum gaz_kind { GAZ_FULL, GAZ_SHORT };

/* A folded name of a place; several keys with equal text stand side by side, full names first. */
struct gaz_key {
	uint16_t text; /* offset in gaz_pool */
	uint16_t place;
	uint8_t len; /* bytes */
	uint8_t kind;
};

/* How a stretch of a name is read: data/place-readings.tsv through tools/make-pinyin.js. */
struct gaz_reading {
	char text[16];    /* UTF-8 */
	char reading[32]; /* a syllable for each of its characters, parted by spaces */
};

extern const struct gaz_reading gaz_readings[]; /* by text, byte order */
extern const size_t gaz_reading_count;

extern const struct gaz_place gaz_places[];
extern const size_t gaz_place_count;
extern const struct gaz_key gaz_keys[]; /* by text, byte order */
extern const size_t gaz_key_count;
extern const char gaz_pool[];
extern const uint8_t gaz_pairs[8192]; /* bit set for each hash of the first two characters of a key */

/* Keys of equal text. */
struct gaz_match {
	size_t len; /* bytes of the text */
	size_t first, count;
};

enum { GAZ_MATCH_MAX = 8 };

const char *gaz_name(size_t place);
void gaz_path(size_t place, yd_buf *out); /* appends the names from the top, joined by '/' */
/* The code in six digits, or "". */
void gaz_code(size_t place, char code[7]);
/* The same names from the top? (Rows that differ in code or years only.) */
bool gaz_same_path(size_t a, size_t b);
bool gaz_is_under(size_t place, size_t above); /* strictly */
/* The keys whose text is exactly `folded`; count 0 when there is none. */
struct gaz_match gaz_find(yd_str folded);
/* The keys that `folded` begins with, longest first; returns how many of at most GAZ_MATCH_MAX. */
size_t gaz_match_start(yd_str folded, struct gaz_match out[GAZ_MATCH_MAX]);
/*
 * The rows among places[0..count) that a name means in `year` (0: today), moved to the front; returns how many.
 * Of rows of one place the nearest to the year stays; places that cannot have been there that year go, unless
 * none could.
 */
size_t gaz_pick_year(uint16_t *places, size_t count, int year);
/* The row whose path is exactly `path` (printed names), of today if there is one; GAZ_NONE when none. */
size_t gaz_find_path(const char *path);

#endif
