/*
 * outline.h: the outline of a document: its pieces and its nodes, as spans of the decoded source.
 *
 * The decoded source is valid UTF-8 of at most 4 GiB - 1. An outline owns no text: every piece is a
 * byte span in that source, and titles and texts are read out of it with the calls below, so text is
 * stored once. Rules: the contract's "Outline rules"; numbering after GB/T 9704-2012.
 *
 * Conservation: pieces are disjoint, in the order of the source, do not begin or end with white
 * space, and cover every character that is not white space.
 *
 * A paragraph may be several pieces: lines of a hard-wrapped text, the parts of a number cut in two (2016 / 年),
 * the characters of a letter-spaced line. All but the first have `same_para`. What stands between them in the
 * source, line ends, blanks, and pieces of furniture (page numbers, running heads), is not in the text that the calls
 * below give: so search, bookmarks, tags and JSON see whole paragraphs. Two words that the line end parted get a
 * blank between them.
 */
#ifndef YAODIAN_OUTLINE_H
#define YAODIAN_OUTLINE_H

#include <yaodian/base.h>

typedef enum yd_piece_kind {
	YD_FRONT_MATTER,
	YD_FURNITURE, /* of the page: menus, page numbers, running heads, a table of contents */
	YD_TITLE,
	YD_DOC_NO,
	YD_PREAMBLE,
	YD_MARK,    /* the numbering of a node as printed, with its punctuation: （五） 12. 一是 */
	YD_HEADING, /* heading of a section; a broken heading is several pieces */
	YD_TEXT,    /* own text of a node: a clause's paragraphs, or what stands below a section's heading */
	YD_CLOSING,
} yd_piece_kind;

#define YD_NO_NODE UINT32_MAX

typedef struct yd_piece {
	uint32_t start, end; /* bytes in the decoded source, end exclusive */
	yd_piece_kind kind;
	uint32_t node;  /* index of the node it belongs to (MARK, HEADING, TEXT), else YD_NO_NODE */
	bool same_para; /* goes on in the paragraph (line, mark) of the piece of its kind before */
} yd_piece;

typedef struct yd_node {
	uint32_t parent;  /* index, or YD_NO_NODE for a top-level node */
	uint32_t next;    /* index of the node after this one's whole subtree (preorder): i + 1 for a clause */
	uint32_t ordinal; /* from 1 among its siblings */
	uint32_t level;   /* from 1 */
	/* Its MARK, HEADING and TEXT pieces, from the first to the last; FURNITURE may stand between them. */
	uint32_t first_piece, piece_count;
	/* Something speaks against it: its number skips or repeats one, only its neighbours tell that it is a number, another
	 * line could be the heading. Known of an outline that was just read; not stored. */
	bool unsure;
} yd_node;

typedef struct yd_outline {
	yd_piece *pieces;
	size_t piece_count, piece_cap;
	yd_node *nodes; /* preorder: a node stands before its children */
	size_t node_count, node_cap;
	bool unnumbered; /* no numbering was recognised: one clause per paragraph */
} yd_outline;

/* How a paragraph looks in the file it came in. */
enum {
	YD_LOOK_BOLD = 1,
	YD_LOOK_CENTRED = 2,
	YD_LOOK_RIGHT = 4,
	YD_LOOK_HEI = 8,   /* 黑体 */
	YD_LOOK_KAI = 16,  /* 楷体 */
	YD_LOOK_SONG = 32, /* 小标宋 */
	YD_LOOK_ROW = 64,  /* a row of a table; tabs part its cells */
};

typedef struct yd_look {
	uint32_t start;      /* byte of the source where the paragraph begins */
	uint32_t number_len; /* bytes of its automatic number, which it begins with */
	uint8_t look;        /* YD_LOOK_… */
	uint8_t heading;     /* 1 to 9; 0: none */
	uint8_t number_level; /* of the automatic number in its list, 1 to 9; 0: not told */
} yd_look;

/* Reads the outline of `source` (decoded, may be empty, borrowed for the call). Never fails: what has no
 * numbering becomes one clause per paragraph and `unnumbered` is set. */
void yd_outline_read(yd_str source, yd_outline *out);
/*
 * The same for the text of a file that knows how its paragraphs look: `looks` are in the order of the source, one for each
 * of its lines. They are evidence beside the rules, never against them: what the file marks as a heading (by level, 黑体,
 * 楷体, bold) and is short, alone on its line and above a text is a section without a number; the lines of a title in one
 * look are one title; automatic numbers are labels whatever they look like; rows of tables are never headings without a number.
 */
void yd_outline_read_looks(yd_str source, const yd_look *looks, size_t look_count, yd_outline *out);

/*
 * What a user says of a paragraph, which is known by its text: the `nth` of those in the document whose text has that hash
 * (yd_outline_hash(), of the whole paragraph with its mark). One that is not there changes nothing. Its level:
 * YD_LEVEL_TEXT: it begins no node, and is text of the node before it (or of the preamble); what stood below it stays on
 * its level. 1 to YD_LEVEL_MAX: it begins a node of that level; what stands behind it on a lower one is below it, and its own
 * children go down with it. YD_LEVEL_HEADING: it heads what follows: it begins a node on the level of the node it stands in,
 * and the clauses behind it on that level, up to the next section or corrected paragraph, stand below it.
 */
typedef struct yd_outline_fix {
	uint64_t text_hash;
	uint32_t nth; /* from 1 */
	int level;
} yd_outline_fix;

enum { YD_LEVEL_TEXT = 0, YD_LEVEL_MAX = 8, YD_LEVEL_HEADING = 100 };

/* What is known beside the text. Borrowed; zeroed: nothing. */
typedef struct yd_outline_given {
	const yd_look *looks;
	size_t look_count;
	const yd_outline_fix *fixes; /* of two of one paragraph the last counts */
	size_t fix_count;
} yd_outline_given;

/* yd_outline_read() with all that is known. Returns how many paragraphs a fix was found for. */
size_t yd_outline_read_given(yd_str source, const yd_outline_given *given, yd_outline *out);
/* Of the folded text; never 0 for a text that is not empty. */
uint64_t yd_outline_hash(yd_str text);

/* A paragraph that a fix can name: of a node, of the preamble or of the closing. */
typedef struct yd_outline_para {
	uint32_t unit;    /* that it stands in */
	uint32_t number;  /* among the paragraphs of its unit, from 1 */
	uint64_t text_hash;
	uint32_t nth;
	bool begins;      /* it begins the unit, which is a node */
	char *text;       /* as printed, mark included; owned */
} yd_outline_para;

/* All of them, in order, as yd_outline_read_given() reads the same: owned array, yd_outline_paras_free(). */
size_t yd_outline_paras(yd_str source, const yd_outline_given *given, yd_outline_para **out);
void yd_outline_paras_free(yd_outline_para *paras, size_t count);
void yd_outline_free(yd_outline *outline);

/* A node without children is a clause, with children a section. */
bool yd_outline_is_clause(const yd_outline *outline, size_t node);
size_t yd_outline_section_count(const yd_outline *outline);
size_t yd_outline_unsure_count(const yd_outline *outline);
size_t yd_outline_clause_count(const yd_outline *outline);

/* ---- reading text out; all append to a yd_buf, text as printed (not sanitised) ---- */

void yd_outline_mark(const yd_outline *outline, yd_str source, size_t node, yd_buf *out);
/* The mark and one space when white space parts it from what follows it (第一条　为了…). */
void yd_outline_mark_with_gap(const yd_outline *outline, yd_str source, size_t node, yd_buf *out);
/* The mark without its punctuation and brackets; nothing when the node has no mark. */
void yd_outline_label(const yd_outline *outline, yd_str source, size_t node, yd_buf *out);
/* Appends the title; returns false, and appends nothing, when the node has none. */
bool yd_outline_title(const yd_outline *outline, yd_str source, size_t node, yd_buf *out);
/* The node's own text, paragraphs joined by '\n'. A clause's begins with its title as printed. */
void yd_outline_text(const yd_outline *outline, yd_str source, size_t node, yd_buf *out);
/* All pieces of a kind that belongs to no node (PREAMBLE, CLOSING, TITLE, DOC_NO, FURNITURE, FRONT_MATTER):
 * paragraphs joined by '\n', the lines of a broken TITLE joined by nothing. */
void yd_outline_kind_text(const yd_outline *outline, yd_str source, yd_piece_kind kind, yd_buf *out);

/* ---- units: what can be read, searched, tagged, bookmarked and cited ---- */

/*
 * Units are numbered in reading order: 0 title and preamble, i + 1 node i, node_count + 1 the closing.
 * Their addresses are the part of a reference behind `#`: "0", "2.1", "end".
 */
size_t yd_unit_count(const yd_outline *outline);
void yd_unit_address(const yd_outline *outline, size_t unit, yd_buf *out);
/* The unit with that address, or SIZE_MAX. */
size_t yd_unit_find(const yd_outline *outline, yd_str address);

/* ---- storing ---- */

/* Appends a compact, versioned form (about 4 bytes a piece). */
void yd_outline_encode(const yd_outline *outline, yd_buf *out);
/* Reads it back. YD_DAMAGED when it is not such a form or does not fit a source of `source_len` bytes:
 * every span and index of a decoded outline is safe to use. */
yd_status yd_outline_decode(yd_str bytes, size_t source_len, yd_outline *out);
/* Changes whenever the rules change; part of the cache's fingerprint. */
extern const char yd_outline_version[];

#endif
