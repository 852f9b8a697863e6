/*
 * region_evidence.h: what a document says of its place, and which of several places of one name it means;
 * private to src/intake.
 */
#ifndef YAODIAN_REGION_EVIDENCE_H
#define YAODIAN_REGION_EVIDENCE_H

#include "region_scan.h"

#include <yaodian/place.h>

enum zone_name {
	ZONE_ISSUER,
	ZONE_TITLE,
	ZONE_SIGNATURE,
	ZONE_SOURCE,
	ZONE_PREAMBLE,
	ZONE_BODY,
	ZONE_COUNT
};

struct zone {
	yd_buf text;
	struct mentions mentions;
};

/* For each row of the table, what its mentions weigh, by names with and without 市, 县, 区. */
struct named {
	uint16_t *weight[GAZ_SHORT + 1];
	bool text; /* preamble and body are in it */
};

struct finder {
	const yd_region_evidence *evidence;
	struct zone zones[ZONE_COUNT];
	yd_buf doc_no;
	bool read_text; /* preamble and body are scanned */
	struct named named;
	unsigned levels[6]; /* how often the text says 全市, 我县 …: see level_words */
	yd_region_by by;    /* what named the place */
	bool several;	    /* the last place was one of several with its name */
};

/* Scans all but preamble and body. Owned by `f`, which begins zeroed but for its evidence. */
void evidence_read(struct finder *f);
/* The text is read only when the strong evidence does not settle it. */
void evidence_read_text(struct finder *f);
void evidence_free(struct finder *f);

/* The place that item `at` of a zone means, told from others of its name by what stands near; GAZ_NONE: unclear. */
size_t resolve_mention(struct finder *f, const struct mentions *all, size_t at);
bool mention_means(const struct mention *mention, size_t place);
/* Does the text call its own place so, clearly more often than otherwise? 1 yes, -1 something else, 0 not clear. */
int level_says(const struct finder *f, size_t place);

#endif
