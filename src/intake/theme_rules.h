/*
 * theme_rules.h: between the files of the themes only: rules as terms that can be looked up, and what they find.
 *
 * theme_parse.c reads rule files into terms, theme_rules.c settles them and builds the index, theme_match.c finds
 * them in a folded text, theme.c weighs what was found. The method and every threshold are told in data/themes.
 */
#ifndef YAODIAN_INTAKE_THEME_RULES_H
#define YAODIAN_INTAKE_THEME_RULES_H

#include <yaodian/theme.h>

/* The lines of data/themes, without line ends; made from it by the build. */
extern const char *const yd_theme_builtin[];
extern const size_t yd_theme_builtin_count;

typedef enum yd_theme_role {
	YD_TERM_WEAK,   /* evidence only */
	YD_TERM_TITLE,  /* names the theme in titles, evidence in running text */
	YD_TERM_STRONG, /* names the theme */
	YD_TERM_NOT,    /* an exclusion: hides the shorter terms it overlaps */
	YD_TERM_DROP,   /* only while rules are read: takes a term of an earlier file away */
} yd_theme_role;

typedef struct yd_theme_term {
	uint32_t start; /* in the pool */
	uint16_t len;   /* bytes */
	uint8_t theme;
	uint8_t role;
	uint32_t third; /* the bytes of its third character; 0 when it has two */
	uint32_t line;  /* where it stands, counted from 1 */
	bool user;      /* in the user's file */
} yd_theme_term;

/* Terms that begin with the same two characters stand one after the other. */
typedef struct yd_theme_slot {
	uint64_t pair;         /* the bytes of both */
	uint32_t first, count; /* count 0: empty */
} yd_theme_slot;

typedef struct yd_theme_warning {
	uint32_t line;
	char *text; /* owned */
} yd_theme_warning;

struct yd_theme_rules {
	yd_buf pool;          /* folded terms */
	yd_theme_term *terms; /* sorted by bytes, then theme, once settled */
	size_t count, cap;
	yd_theme_slot *slots; /* a hash table of slot_mask + 1 places */
	size_t slot_mask;
	uint64_t begins[1024]; /* a bit for each hash of a pair that a term begins with: most pairs begin none */
	char fingerprint[17];
};

/* What reading a file gathers beside terms. */
typedef struct yd_theme_reader {
	struct yd_theme_rules *rules;
	bool user;     /* reading the user's file */
	int theme;     /* of the last `theme` line; -1 before one, or when it was broken */
	uint32_t line; /* the one being read */
	bool replaced[YD_THEME_COUNT]; /* the user's file replaces the built-in rules */
	yd_theme_warning *warnings;
	size_t warning_count, warning_cap;
	yd_buf scratch;
} yd_theme_reader;

/* Longest term, in characters of the fold; the shortest has two. */
enum { YD_THEME_TERM_MAX = 32 };

void yd_theme_warn(yd_theme_reader *reader, uint32_t line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Reads one line (without its end); a broken one is left out and warned about. */
void yd_theme_parse_line(yd_theme_reader *reader, yd_str line);

/* ---- finding ---- */

/* A term found in a folded text, after exclusions. */
typedef struct yd_theme_hit {
	uint32_t start, end; /* bytes in the folded text */
	uint32_t term;       /* index */
	uint32_t item;       /* index of the list item it begins in */
	uint8_t role;        /* never NOT */
} yd_theme_hit;

/* What stands between two 、, or between one and the end of its segment, which commas and stops part. */
typedef struct yd_theme_item {
	uint32_t start, end; /* bytes in the folded text */
	uint32_t segment;
} yd_theme_item;

typedef struct yd_theme_hits {
	yd_theme_hit *items;
	size_t count, cap;
} yd_theme_hits;

/* Everything found in one folded text. */
typedef struct yd_theme_scan {
	yd_theme_hits of[YD_THEME_COUNT];
	yd_theme_item *items; /* of lists; text without 、 between two commas or stops is one item */
	size_t item_count, item_cap;
	uint32_t *item_counts; /* for every segment, how many items it has */
	size_t segment_count, segment_cap;
	size_t characters;
} yd_theme_scan;

/* `folded` is borrowed for the call; *scan is zeroed first. */
void yd_theme_find_terms(const yd_theme_rules *rules, yd_str folded, yd_theme_scan *scan);
void yd_theme_scan_free(yd_theme_scan *scan);

/* The bytes of the character at the start of `text` as a number, the first the lowest, and how many; 0 when it is empty. */
static inline uint32_t yd_theme_char(yd_str text, size_t *len)
{
	*len = 0;
	if (!text.len)
		return 0;
	const unsigned char *c = (const unsigned char *)text.ptr;
	size_t most = c[0] < 0xC0 ? 1 : c[0] < 0xE0 ? 2 : c[0] < 0xF0 ? 3 : 4;
	uint32_t bytes = c[0];
	*len = most < text.len ? most : text.len;
	for (size_t i = 1; i < *len; i++)
		bytes |= (uint32_t)c[i] << 8 * i;
	return bytes;
}

/* The terms that begin with two characters; NULL when none do. */
const yd_theme_slot *yd_theme_slot_of(const yd_theme_rules *rules, uint32_t first, uint32_t second);
yd_str yd_theme_term_text(const yd_theme_rules *rules, const yd_theme_term *term);

#endif
