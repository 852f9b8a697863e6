/*
 * query.h: the query language, the same on the `/` line of the browser and on the command line.
 *
 *     党建 学前            both, anywhere in one unit, in any order
 *     "校园 安全"          the phrase; white space never counts, so this finds 校园安全 too
 *     党建 OR 党的建设     either; OR in capitals, with something on both sides
 *     -职业教育            units that do not have it; also -"…", -theme:…, -( … )
 *     theme:safety         clauses on the theme, by key or name; theme:party! those mainly about it
 *     region:吉林          the highest level of that name with everything below it, today or in the document's own
 *                          year (region:四平 has what 公主岭 wrote in 2018); region:吉林省/吉林市 a path;
 *                          region:全国 national documents only
 *     year:2019            year:2017..2020, year:2017.., year:..2020
 *     kind:要点            documents of that kind (kind.h): 要点 计划 总结 报告 规划 方案 条例 通知 其他
 *     by:基教科            what one is to do whose name has this in it, as (责任科室:基教科) says
 *     in:title             the words beside it must stand in the unit's title
 *     in:here              in the document that is open
 *     is:bookmarked
 *     tag:安全             bookmarked with that tag, whole, in any way of writing it (yd_fold)
 *     note:再看            with a note that has this text; note:"a b" with a space
 *     ( … )                groups where there is a space or a quotation mark in it: theme:safety (校车 OR 消防)
 *
 * Binding, as in notmuch, GitHub and FTS5: `-` binds closest, then the space (and), then OR; so `a b OR c` is
 * (a b) OR c. in:title counts for what it stands beside and for the groups there, not beyond an OR.
 *
 * Quotation marks “” ＂ 「」 『』, colons ：, minus － and −, brackets （） and white space (yd_cp_is_space) may be
 * full-width; OR and field names too. Any case for field names, keys and names of themes (yd_fold).
 *
 * No input is an error. What does not parse is text and is looked for as such:
 * - OR without something on both sides, a second OR after an OR, `or`, AND, NOT, NEAR(…), `*`, `^`, `col:`, `--`;
 * - a minus alone or followed by another one;
 * - a field with an unknown name, without a value, or with a value that is none (theme:nosuch, year:20, in:body,
 *   -in:title);
 * - a quotation mark inside a word, or one that is closed and goes straight on with text, as in what is copied
 *   from a plan: “双减”政策; then all up to the next space is one word. Straight marks close straight ones, “ is
 *   closed by ”, 「 by 」. A mark that is never closed is taken as closed at the end, since it is being typed. A
 *   phrase of nothing is text;
 * - a bracket without its partner, around a single word ((五)), or inside a word; groups deeper than
 *   YD_QUERY_DEPTH.
 * Broken UTF-8 counts as U+FFFD, a BOM is dropped, controls are text.
 *
 * A query is a tree. Terms are kept as typed and folded; a term whose fold is empty is left out. A query with
 * nothing in it is empty: yd_query_is_empty().
 */
#ifndef YAODIAN_QUERY_H
#define YAODIAN_QUERY_H

#include <yaodian/base.h>

enum { YD_QUERY_DEPTH = 16 };

/* A year of four digits, ASCII or full width, 1000 to 9999; 0: it is none. */
int yd_year_parse(yd_str text);
/* The same or several: "2017..2020", "2017..", "..2020", also with … or - between them; an open end is 1000 or 9999. False: they
 * are none. */
bool yd_years_parse(yd_str text, int *from, int *to);

typedef enum yd_query_kind {
	YD_QUERY_ALL, /* every child matches; without children it matches everything */
	YD_QUERY_ANY, /* at least one child matches; two children or more */
	YD_QUERY_TERM,
	YD_QUERY_THEME,
	YD_QUERY_REGION,
	YD_QUERY_YEAR,
	YD_QUERY_KIND_OF, /* the document is of that kind */
	YD_QUERY_BY,
	YD_QUERY_IN_TITLE, /* the unit has a title; the terms it counts for have in_title set */
	YD_QUERY_IN_HERE,
	YD_QUERY_BOOKMARKED,
	YD_QUERY_TAG,
	YD_QUERY_NOTE,
} yd_query_kind;

/* A field in one of its forms, and what that finds; from these are made `search --help`, the manual and the examples of an
 * empty search. */
typedef struct yd_query_form {
	const char *written; /* "theme:safety!" */
	const char *finds;   /* looked up by gettext */
} yd_query_form;

enum { YD_QUERY_FORMS = 4 };
typedef struct yd_query_field {
	const char *name; /* "theme:"; NULL behind the last */
	const char *help; /* a word on it for the menu of completion, in both languages */
	yd_query_kind kind; /* IN_TITLE stands for in:, BOOKMARKED for is: */
	yd_query_form forms[YD_QUERY_FORMS]; /* ended by one without `written` */
} yd_query_field;
extern const yd_query_field yd_query_fields[]; /* in the order of the manual */

typedef struct yd_query_node yd_query_node;
struct yd_query_node {
	yd_query_kind kind;
	bool negated; /* matches where it would not; never set for YD_QUERY_IN_TITLE */

	/* ALL, ANY: owned array. A child of ALL is ANY, or a leaf, or negated, or an ALL that has an IN_TITLE of its
	 * own; a child of ANY is ALL or a leaf, or negated. */
	yd_query_node *children;
	size_t count, cap;

	/* TERM: as typed, without the marks of a phrase, valid UTF-8; and its fold, never empty. Its bytes stand in the
	 * folded text of a unit wherever it matches. May hold NUL. REGION, BY, TAG, NOTE: the value as typed, and its
	 * fold. */
	yd_buf text, fold;
	bool in_title; /* TERM: only in the title */

	int theme; /* THEME: index as in theme.h */
	bool primary;
	int year_from, year_to; /* YEAR: 1000 to 9999, from <= to; an open end is 1000 or 9999 */
	int doc_kind;           /* KIND_OF: as in kind.h */

	/* REGION: the paths it stands for once yd_query_resolve() was called; each with everything below it, today or in
	 * the document's own year. "" is the branch of unknown regions. Owned. Before, and when no region has the name, there are none. */
	char **paths;
	size_t path_count;
};

typedef struct yd_query {
	yd_query_node root; /* ALL when there are several things or nothing; else the one thing itself */
	bool unclosed;      /* a phrase ran to the end of the line, since nothing closed it */
} yd_query;

/* Never fails. *out is owned: yd_query_free(). Takes time about linear in the text. */
void yd_query_parse(yd_str text, yd_query *out);
void yd_query_free(yd_query *query); /* zeroes */
bool yd_query_is_empty(const yd_query *query);

/*
 * Appends the query as it was understood, in its own language, one way of writing for each tree: words that were
 * taken as text though they look like something else stand in quotation marks ("theme:nosuch"), themes have
 * their names, groups their brackets, a region that was resolved to one path that path. Parsed again it gives an
 * equal tree (before resolving). Not sanitised.
 */
void yd_query_render(const yd_query *query, yd_buf *out);

/*
 * Was something in the line taken as text though it looks like a part of the language and does not stand in quotation
 * marks, or was a phrase closed that is not? Then a user should be shown yd_query_render(). `line` is what the query was
 * parsed from.
 */
bool yd_query_may_surprise(const yd_query *query, yd_str line);

/* Gives the regions that stand under a name, as yd_library_regions_named() does: owned array of owned paths. */
typedef yd_status yd_query_regions_fn(void *context, yd_str name, char ***paths, size_t *count, yd_error *err);
/* Looks up the paths of every region: field, again when it was done before. Stops at the first failure; YD_INVALID
 * from `regions` counts as a name that no region has. */
yd_status yd_query_resolve(yd_query *query, yd_query_regions_fn *regions, void *context, yd_error *err);
/* The first region: field that has no paths, or NULL: what a user should be told after yd_query_resolve(). */
const yd_query_node *yd_query_missing_region(const yd_query *query);

/* ---- matching ---- */

/* What a query is asked of. Borrowed. */
typedef struct yd_query_unit {
	yd_str text;           /* folded text of the unit (yd_open_doc_unit_text()) */
	yd_str title;          /* folded title of the unit, with the brackets around it; empty when it has none */
	const char *region;    /* path of its document, of today; NULL unknown */
	const char *own_region; /* path in the document's own year; NULL: the same */
	int year;              /* 0 unknown */
	int kind;              /* of its document, 0 unknown */
	uint32_t any, primary; /* its themes */
	bool here, bookmarked; /* where no document is open, `here` is for the caller to say */
	yd_str tags; /* folds of its tags, a line feed before and behind each; empty none */
	yd_str note; /* fold of its note */
} yd_query_unit;

/* An unknown year lies in no range; an unknown region in none but "". */
bool yd_query_matches(const yd_query *query, const yd_query_unit *unit);

typedef struct yd_query_span {
	size_t start, end; /* bytes of the fold */
} yd_query_span;

/* Zero-initialise; free(items). */
typedef struct yd_query_spans {
	yd_query_span *items;
	size_t count, cap;
} yd_query_spans;

/* Every place in a folded text where a term stands that the query asks for (not one it excludes), also those of
 * in:title: appended in order, those that overlap or touch joined. For marking matches in a text. */
void yd_query_mark(const yd_query *query, yd_str fold, yd_query_spans *out);

/* ---- for an index of terms ---- */

typedef struct yd_query_literal {
	const yd_query_node *node; /* borrowed from the query */
	bool inverse;              /* it must not match; besides what the node's own `negated` says */
} yd_query_literal;

typedef struct yd_query_literals {
	yd_query_literal *items;
	size_t count, cap;
} yd_query_literals;

/* One search: units match when all of this holds. */
typedef struct yd_query_part {
	yd_query_literals terms;   /* trees of terms only: what an index of texts and titles answers */
	const char **regions;      /* owned array of borrowed paths: in or below every one of them, today or in the document's own
				    * year; "" unknown ones */
	size_t region_count, region_cap; /* 0: everywhere */
	int year_from, year_to;    /* 0, 0: all */
	uint32_t themes, primary;  /* all of these tags, and all of these as primary tags; disjoint */
	bool here, bookmarked;     /* only such units */
	yd_query_literals checks;  /* fields only, what the rest cannot say: to be asked of each unit found */
} yd_query_part;

typedef struct yd_query_plan {
	yd_query_part *items;
	size_t count, cap;
} yd_query_plan;

enum { YD_QUERY_PARTS = 64 };

/*
 * A query, resolved, as searches whose hits together are its matches; a unit may be found by several of them. Mostly it
 * is one: there are more where fields stand beside OR, or a region has several paths. None: nothing can match. False when it
 * would take more than YD_QUERY_PARTS: then every unit has to be asked. *out is owned: yd_query_plan_free(); it
 * borrows from the query.
 */
bool yd_query_make_plan(const yd_query *query, yd_query_plan *out);
void yd_query_plan_free(yd_query_plan *plan);

/* ---- completion ---- */

typedef struct yd_query_candidate {
	char *text;       /* owned: what stands in the line instead of [start, end) */
	const char *help; /* static: a word on it for the menu */
} yd_query_candidate;

typedef struct yd_query_completion {
	size_t start, end; /* bytes of the line that a candidate replaces: the word, or the value of a field, under the
			    * cursor; both the cursor when there is none */
	yd_query_candidate *items;
	size_t count, cap;
	/* The field whose value is being typed: REGION, YEAR and TAG get no candidates from here, the caller knows which
	 * there are. YD_QUERY_ALL when it is no value. */
	yd_query_kind field;
	yd_str typed; /* bytes of the line: the beginning of the word or value, up to the cursor */
} yd_query_completion;

/*
 * What could stand at the cursor (a byte offset; inside a character it counts as before it): names of fields
 * that begin with the word, a theme by the beginning of its key or by its name as yd_pinyin_match() takes it
 * (theme:dj gives 党建), the values of in: and is:. Nothing inside a phrase. In the order of the help above. *out
 * is owned: yd_query_completion_free().
 */
void yd_query_complete(yd_str line, size_t cursor, yd_query_completion *out);
void yd_query_completion_free(yd_query_completion *completion);

#endif
