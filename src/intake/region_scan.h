/*
 * region_scan.h: the places that are named in a text; private to src/intake.
 */
#ifndef YAODIAN_REGION_SCAN_H
#define YAODIAN_REGION_SCAN_H

#include "gazetteer.h"

enum scan_flag {
	SCAN_LABELS = 1, /* a title, an issuer, a page's source line: short names and bound ones may count */
	SCAN_TITLE = 2,  /* a title: short names count inside it too, and what it passes on (转发《…》) not at all */
};

/* How far a place that is named counts. */
enum mention_kind {
	MENTION_BARE,  /* a name without 市, 县, 区: tells homonyms apart, never stands for the document */
	MENTION_APART, /* in a list, or a partner: not the document's own, nor evidence for it */
	MENTION_OWN,
};

struct mention {
	size_t start, end; /* bytes in the scanned text */
	size_t head;       /* where the chain begins that it ends: 白城市洮北区 */
	struct gaz_match match;
	enum gaz_kind names; /* which keys of the match it stands for */
	enum mention_kind kind;
	bool chained; /* goes on the mention before it, to a lower level */
};

struct mentions {
	struct mention *items;
	size_t count, cap;
};

enum { SCAN_PLACES_MAX = 32 };

/* Finds the places named in `text` (plain.h). Free items. */
void scan_places(yd_str text, unsigned flags, struct mentions *out);
/* The rows a mention may mean, without regard to years; returns how many of at most SCAN_PLACES_MAX. */
size_t mention_places(const struct mention *mention, uint16_t out[SCAN_PLACES_MAX]);

/* region_zone.c: bytes of 科创|高新区 behind a city's name at the start of `rest`, where who speaks for a zone stands behind
 * it; 0: none. */
size_t zone_length(yd_str rest);

#endif
