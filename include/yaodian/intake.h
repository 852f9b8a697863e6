/*
 * intake.h: the bytes of a file to a document: decoded text, outline, metadata, tags, reference.
 */
#ifndef YAODIAN_INTAKE_H
#define YAODIAN_INTAKE_H

#include <yaodian/extract.h>
#include <yaodian/found.h>
#include <yaodian/kind.h>
#include <yaodian/outline.h>
#include <yaodian/place.h>
#include <yaodian/theme.h>

/* A document larger than this is refused with YD_INVALID (the largest real plans are under 1 MB). */
#define YD_INTAKE_MAX_BYTES (YD_IMPORT_SIZE_MB << 20)

/* A file that a page links to: its address as the page writes it, and what the link is called (NULL: nothing). */
typedef struct yd_link {
	char *href, *name;
} yd_link;

/* A file that is not plain UTF-8 text, made into it (by the helper, extract.h). Everything owned; zeroed: nothing. */
typedef struct yd_extracted {
	yd_buf text; /* valid UTF-8, a line for each paragraph */
	yd_look *looks; /* of each paragraph, in order */
	size_t look_count, look_cap;
	char *format, *encoding;         /* "html" …; NULL: not told */
	char *title, *source;            /* what the file says of itself outside its text; NULL: nothing */
	char date[11];                   /* "2025-02-26" or "" */
	size_t replaced;                 /* characters that became U+FFFD */
	char **warnings;
	size_t warning_count, warning_cap;
	yd_link *links;
	size_t link_count, link_cap;
} yd_extracted;

void yd_extracted_free(yd_extracted *extracted);

/* Who makes it: fills *out (zeroed; yd_extracted_free(), whatever is returned), or fails with YD_INVALID and what the bytes are
 * (links may be filled all the same), YD_INTERRUPTED, YD_SYSTEM. */
typedef struct yd_extractor {
	/* `charset`: what yd_given says of it. */
	yd_status (*extract)(void *context, const char *name, yd_str bytes, const char *charset, yd_extracted *out,
		yd_error *err);
	void *context;
} yd_extractor;

/* Is the extractor asked for these bytes, whatever comes of reading them as plain text? */
bool yd_intake_is_extracted(yd_str bytes);

/* What a user said about a document; it wins over what is found. Zero or NULL: nothing said. Borrowed. */
typedef struct yd_given {
	const char *region; /* as typed; "" unknown, whatever the document seems to say */
	int year;           /* YD_YEAR_NONE: unknown */
	const char *title;
	const char *url, *charset; /* not the user but the server it came from: address, and encoding if it is no UTF-8 text */
	int kind;                      /* as kind.h numbers them */
	const yd_outline_fix *fixes;   /* what begins a node and what does not (outline.h) */
	size_t fix_count;
	bool name_paras;               /* the paragraphs that fixes may name are asked for */
	const yd_extracted *extracted; /* not the user but the file: its own title, date and source fill what is not found */
	const uint8_t *sha256; /* of the bytes, where it is known already */
	bool keeps_plan;       /* import: what reads like no plan does not replace one (a server's word of its maintenance) */
} yd_given;

/* What stands in the document about itself. Strings owned, NULL when not found. */
typedef struct yd_metadata {
	yd_region region;
	int year;      /* 0: unknown */
	char *title;   /* one line, as printed */
	char *issuer;
	char *doc_no;
	char date[11]; /* "2025-02-26" or "" */
	char *url;
	yd_kind kind;
	char *period; /* the school year or term, as printed: 2023—2024学年第二学期 */
	bool sample; /* front matter says so */
	yd_findings found; /* where all that was found, and how sure it is */
} yd_metadata;

typedef struct yd_document {
	char *source;      /* decoded text, owned, NUL-terminated */
	size_t source_len; /* bytes */
	size_t original_len;
	bool source_is_original; /* decoding changed no byte: the original need not be kept apart */
	uint8_t sha256[YD_SHA256_SIZE]; /* of the original bytes */
	yd_outline outline;
	yd_metadata meta;
	yd_theme_tags *tags; /* yd_unit_count() of them; zero for all but clauses */
	char reference[17];  /* CODE-YEAR-KEY without .N: "220802-2025-9c1e", "xa1b2-0000-77aa" */
	yd_outline_para *paras; /* given->name_paras: yd_outline_paras() */
	size_t para_count;
	char **warnings;     /* what a user should know: replaced bytes, no numbering, unknown region or year … */
	size_t warning_count, warning_cap;
} yd_document;

/*
 * Reads `bytes` (borrowed). `rules` tags clauses. YD_INVALID when the bytes are empty, only white space, a
 * binary (NUL bytes, or the magic number of a known format, or mostly undecodable), or larger than
 * YD_INTAKE_MAX_BYTES; when given->region is ambiguous; the error says which and what to do, about `name`.
 * On success *out is owned: yd_document_free().
 */
yd_status yd_intake_read(const char *name, yd_str bytes, const yd_given *given, const yd_theme_rules *rules,
	yd_document *out, yd_error *err);
/* The same for a file of any format: what is not plain UTF-8 text goes through `extractor` (NULL: is refused). */
yd_status yd_intake_read_any(const char *name, yd_str bytes, const yd_given *given, const yd_extractor *extractor,
	const yd_theme_rules *rules, yd_document *out, yd_error *err);
void yd_document_free(yd_document *document);

/* Metadata of a decoded source with its outline; exposed for tests. `out` is zeroed first. */
yd_status yd_metadata_read(yd_str source, const yd_outline *outline, const yd_given *given,
	yd_metadata *out, yd_error *err);
void yd_metadata_free(yd_metadata *meta);

/*
 * CODE-YEAR-KEY, by the contract's "References". `code` "" and `path` NULL allowed; `start` is the beginning
 * of the decoded source, used where both title and doc_no are missing.
 */
void yd_reference_make(const char *code, const char *path, int year, const char *title, const char *doc_no,
	yd_str start, char out[17]);

/* One string for everything that decides how a document is read: outline rules, fold, gazetteer and themes.
 * When it differs from the one a document was read with, the document is read again. Appends. */
void yd_intake_fingerprint(const yd_theme_rules *rules, yd_buf *out);

#endif
