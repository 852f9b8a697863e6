/*
 * found.h: where intake found what it says of a document, and how sure that is.
 *
 * Sure is what the document says of itself in the place for it (a title that names its kind, the year in the title, the
 * body that signs), or what a user gave. Likely is what stands beside it: a letterhead, the page's source line, one of
 * several places of a name that the rest tells apart. A guess is worked out: the year of the date, a region that the text
 * names most.
 */
#ifndef YAODIAN_FOUND_H
#define YAODIAN_FOUND_H

#include <yaodian/base.h>

typedef enum yd_field {
	YD_FIELD_REGION,
	YD_FIELD_YEAR,
	YD_FIELD_TITLE,
	YD_FIELD_KIND,
	YD_FIELD_PERIOD,
	YD_FIELD_ISSUER,
	YD_FIELD_OUTLINE,
	YD_FIELD_COUNT
} yd_field;

/* Stored as numbers, as the next: never renumber. */
typedef enum yd_sure { YD_SURE_NOT, YD_SURE_GUESS, YD_SURE_LIKELY, YD_SURE_YES, YD_SURE_COUNT } yd_sure;

typedef enum yd_from {
	YD_FROM_NOWHERE,
	YD_FROM_USER,
	YD_FROM_FRONT_MATTER,
	YD_FROM_TITLE,
	YD_FROM_NOTICE,     /* the title of a cover notice */
	YD_FROM_SIGNATURE,
	YD_FROM_COVER,      /* the signature of a cover notice */
	YD_FROM_LETTERHEAD,
	YD_FROM_PAGE,       /* source line, breadcrumbs, names of the site */
	YD_FROM_FILE,       /* what the file says of itself outside its text */
	YD_FROM_DOC_NO,
	YD_FROM_ADOPTION,   /* the line below a regulation's title */
	YD_FROM_TEXT,
	YD_FROM_DATE,       /* of signature or page */
	YD_FROM_PLACE,      /* the line that stands where a title stands */
	YD_FROM_NUMBERING,
	YD_FROM_PARAGRAPHS, /* an outline without numbering */
	YD_FROM_HEADINGS,   /* headings that the file marks, without any number */
	YD_FROM_COUNT
} yd_from;

/* Zeroed: nothing was found. */
typedef struct yd_found_how {
	uint8_t from; /* yd_from */
	uint8_t sure; /* yd_sure */
} yd_found_how;

typedef struct yd_findings {
	yd_found_how fields[YD_FIELD_COUNT];
	uint32_t unsure;   /* nodes of the outline whose role or level something speaks against */
	uint32_t replaced; /* characters that could not be decoded and became U+FFFD */
	bool known;        /* false: of a document that was read before this was kept */
} yd_findings;

/* As JSON calls them: "region"; "front-matter"; "likely", NULL for YD_SURE_NOT and YD_FROM_NOWHERE. Static. */
const char *yd_field_key(yd_field field);
const char *yd_from_key(unsigned from);
const char *yd_sure_key(unsigned sure);
/* For readers, in their language: "the signature", "likely". Static. */
const char *yd_from_text(unsigned from);
const char *yd_sure_text(unsigned sure);

/* Is it worth a look: a guess, or nothing where every document has something (a period it need not have)? */
bool yd_found_is_doubtful(const yd_findings *found, yd_field field);

/* As the cache keeps it: a short ASCII string, appended; and back: anything else gives `known` false. */
void yd_findings_encode(const yd_findings *found, yd_buf *out);
void yd_findings_decode(const char *text, yd_findings *out);

#endif
