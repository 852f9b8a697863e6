/*
 * library.h: a cache and its user data together: what the browser and the commands do with documents.
 *
 * It joins intake (bytes to documents) with store (documents to files). A handle belongs to one thread;
 * another thread opens its own.
 */
#ifndef YAODIAN_LIBRARY_H
#define YAODIAN_LIBRARY_H

#include <yaodian/corpus.h>
#include <yaodian/intake.h>
#include <yaodian/query.h>
#include <yaodian/search.h>
#include <yaodian/settings.h>
#include <yaodian/user.h>

typedef struct yd_library yd_library;

typedef struct yd_library_options {
	const char *cache_path; /* NULL: $YAODIAN_CACHE, else $XDG_DATA_HOME/yaodian/corpus.db, else ~/.local/share/… */
	const char *user_path;  /* NULL: $YAODIAN_USER, else …/user.db */
	bool read_only;
} yd_library_options;

/*
 * Where the two files are, made absolute (owned), without opening them. XDG Base Directory 0.8: empty variables count
 * as unset, relative ones are ignored. YD_SYSTEM when no home folder is known.
 */
yd_status yd_library_paths(const yd_library_options *options, char **cache_path, char **user_path, yd_error *err);

/*
 * Opens both files. With read_only a missing cache or user file reads as an empty one. Themes are loaded from
 * $XDG_CONFIG_HOME/yaodian/themes over the built-in ones; complaints about that file go to *warnings. With NULL the themes
 * are loaded when a document is first read with them: a session that only browses does without.
 */
yd_status yd_library_open(const yd_library_options *options, yd_library **out, yd_buf *warnings, yd_error *err);
void yd_library_close(yd_library *library); /* tidies the cache when this session wrote */
/* $XDG_STATE_HOME/yaodian/NAME, else ~/.local/state/…; owned; NULL when no home folder is known. Need not be there. */
char *yd_library_state_path(const char *name);
/* $XDG_CONFIG_HOME/yaodian/themes, else ~/.config/…; owned; NULL when no home folder is known. Need not be there. */
char *yd_library_themes_path(void);
/* The same for …/yaodian/config. */
char *yd_library_config_path(void);
/* Borrowed. */
yd_corpus *yd_library_corpus(yd_library *library);
yd_user *yd_library_user(yd_library *library);
const yd_theme_rules *yd_library_rules(const yd_library *library); /* NULL until they are loaded */
const char *yd_library_cache_path(const yd_library *library);
const char *yd_library_user_path(const yd_library *library);
/* Both files, as yd_corpus_hold(). */
void yd_library_hold(yd_library *library);
void yd_library_release(yd_library *library);
/* Asked for, or the cache cannot be written. */
bool yd_library_read_only(const yd_library *library);

/* ---- importing ---- */

typedef struct yd_imported {
	yd_put_outcome outcome;
	yd_doc doc;      /* as list shows it; yd_imported_free() */
	char **warnings; /* owned */
	size_t warning_count;
} yd_imported;

void yd_imported_free(yd_imported *imported);

/*
 * Reads a whole file, or standard input when `path` is NULL: a regular file, FIFO or character device of at most
 * YD_INTAKE_MAX_BYTES. Appends. *origin (owned; NULL: no lasting place) is the absolute path for yd_library_import():
 * links followed; NULL for all but regular files, since what comes next through a pipe is another document.
 * YD_NOT_FOUND, YD_SYSTEM, YD_INVALID (a folder, too large), YD_INTERRUPTED (a signal handler ran while it waited).
 */
yd_status yd_library_read_file(const char *path, yd_buf *out, char **origin, yd_error *err);
/*
 * Reads `bytes` and stores the document. `path` is where they came from (made absolute; NULL: no lasting place);
 * `name` is what messages call it. What the user gives is kept in user data by SHA-256 and holds again later.
 * Bytes that are already there from the same place are skipped without being read (UNCHANGED).
 */
yd_status yd_library_import(yd_library *library, const char *name, const char *path, yd_str bytes,
	const yd_given *given, yd_imported *out, yd_error *err);
/*
 * Begins to read, on another thread, what yd_library_import() will be given soon, so that many documents are read while
 * others are stored. True while there is room for more (some 8 MB); false also while documents turn out to be there
 * already, when nothing is read ahead. `name` is copied; `bytes` and the strings of `given` stay as they are until that
 * import, with the same pointers, or yd_library_forget_ahead().
 */
bool yd_library_read_ahead(yd_library *library, const char *name, yd_str bytes, const yd_given *given);
void yd_library_forget_ahead(yd_library *library);

/*
 * Reads `bytes` as an import would, with what was said of them before, and stores nothing: what a document would be, as if it
 * were opened. Its reference has no .N, its id is 0; info.found and info.warnings are filled, nodes know whether they are
 * unsure. `path` as in yd_library_import(). *out is owned: yd_open_doc_free().
 */
struct yd_open_doc;
yd_status yd_library_preview(yd_library *library, const char *name, const char *path, yd_str bytes,
	const yd_given *given, struct yd_open_doc **out, yd_error *err);

/* ---- renamed documents ---- */

/* A document whose reference is not what it was when it was told last (by an import on this handle, or before): another one
 * with the same CODE-YEAR-KEY came, or went, and the .N follow the order of SHA-256. */
typedef struct yd_renamed {
	int64_t doc;
	char *was;
} yd_renamed;

/* Those not asked for yet; of several that were told by one reference, in the order in which they were. *out is owned: yd_renamed_free(). A document may be gone, or have its reference again, by now. */
void yd_library_renamed(yd_library *library, yd_renamed **out, size_t *count);
void yd_renamed_free(yd_renamed *items, size_t count);

/* ---- corrections ---- */

/*
 * What a user asks to be corrected, as typed; NULL: nothing. Borrowed.
 *
 * region: as yd_library_region_typed() takes it.
 * headings: words parted by blanks or commas, each [PATH[:N]=]WHAT: PATH the unit ("2.1", "0", "end"; else the one the edit is
 *   about), N which of its paragraphs (1: the first; of a node, the one it begins with), WHAT `no` (text), 1 to 8 (begins a
 *   node of that level) or `yes` (heads what follows): outline.h, yd_outline_fix.
 * themes: words, each + or - and a theme (key or name): +safety, -党建; +safety! is the theme the clause is about. Of the clause
 *   the edit is about, the clauses of a section, or all of the document.
 * reset: all corrections of the document, or of the unit, are taken back before the rest is done.
 */
typedef struct yd_edit {
	const char *region, *year, *title, *kind, *headings, *themes;
	bool reset;
} yd_edit;

/* An edit as it is typed on one line. */
typedef struct yd_edit_words {
	yd_edit edit; /* borrows from values */
	char *values[6];
} yd_edit_words;

/* "region", "year", "title", "kind", "heading", "theme", "reset"; NULL ends them. */
extern const char *const yd_edit_names[];
/*
 * Reads "year=2025 region=吉林 长春", "region 吉林/长春", "--theme +safety --reset". A value goes up to the next NAME= or --NAME;
 * heading and theme may come several times. YD_INVALID: it begins with something else. *out is owned on success:
 * yd_edit_words_free(). Nothing: an edit of nothing.
 */
yd_status yd_edit_words_parse(yd_str line, yd_edit_words *out, yd_error *err);
/* The same of a form: "NAME: VALUE" lines; empty values, empty lines and those that begin with # say nothing. */
yd_status yd_edit_form_parse(yd_str form, yd_edit_words *out, yd_error *err);
void yd_edit_words_free(yd_edit_words *words);

struct yd_open_doc;

/*
 * Corrects a document, or unit `unit` of it (SIZE_MAX: the document), and reads it anew. It is one step of undo. What is said
 * of its region, year, title and kind belongs to its bytes; headings and themes to the texts of paragraphs and clauses. All of
 * it holds again when the bytes are imported again, and goes over to a new text of the same plan from the same place or with the same
 * reference.
 * *changed false: it was so before. YD_INVALID, YD_NOT_FOUND, YD_READ_ONLY: nothing is changed.
 */
yd_status yd_library_edit(yd_library *library, const struct yd_open_doc *doc, size_t unit, const yd_edit *edit,
	bool *changed, yd_error *err);

/* A correction of a heading or a theme that holds, and where its text stands now. */
typedef struct yd_held_correction {
	yd_correction correction; /* words owned */
	size_t unit;              /* SIZE_MAX: nowhere in the document as it is, or all of it (text_hash 0) */
	uint32_t paragraph;       /* of the unit, from 1; 0: of a theme */
} yd_held_correction;

typedef struct yd_held_corrections {
	yd_said said;
	yd_held_correction *items;
	size_t count;
} yd_held_corrections;

/* *out is owned, also on failure: yd_held_corrections_free(). */
yd_status yd_library_corrections(yd_library *library, const struct yd_open_doc *doc, yd_held_corrections *out, yd_error *err);
void yd_held_corrections_free(yd_held_corrections *held);
/* Takes back the last change (yd_user_undo()); a document that was corrected is read anew. */
yd_status yd_library_undo(yd_library *library, yd_undo_kind *kind, char **ref, yd_error *err);

/* Removes a document; bookmarks on it keep their text. YD_NOT_FOUND. */
yd_status yd_library_remove(yd_library *library, int64_t id, yd_error *err);

/* Removes an earlier version (corpus.h). YD_NOT_FOUND (without filling err). */
yd_status yd_library_remove_version(yd_library *library, int64_t id, int64_t number, yd_error *err);

/* Documents read by other rules than today's (outline, fold, gazetteer, themes). */
yd_status yd_library_stale_count(yd_library *library, size_t *count, yd_error *err);
/* Reads the next of them (id above *after) anew from its stored original; *after becomes its id, also when that fails, so
 * that a caller can go on. References that change go on working, bookmarks follow. YD_END when done. */
yd_status yd_library_reread_next(yd_library *library, int64_t *after, yd_error *err);
/* Reads one document anew, stale or not. */
yd_status yd_library_reread(yd_library *library, int64_t id, yd_error *err);

/* ---- a document opened for reading ---- */

typedef struct yd_open_doc {
	yd_doc info;
	int64_t version; /* 0: the document as it is; else the number of an earlier version, and info.ref is "REF@N" */
	yd_doc_text stored;
	yd_str source;      /* borrowed from stored */
	yd_outline outline; /* decoded */
} yd_open_doc;

yd_status yd_library_open_doc(yd_library *library, int64_t id, yd_open_doc **out, yd_error *err);
/* What the document was (corpus.h, versions), read anew from its original by today's rules, with what the user said of those
 * bytes. `number` 0 or that of the current text: as yd_library_open_doc(). YD_NOT_FOUND; YD_INVALID: it can be read no more,
 * since the helper lacks its format. Bookmarks, notes, tags and what was read are the current text's: of an earlier version
 * nothing of that kind is found, and setting it is YD_INVALID. */
yd_status yd_library_open_version(yd_library *library, int64_t id, int64_t number, yd_open_doc **out, yd_error *err);
void yd_open_doc_free(yd_open_doc *doc); /* NULL is fine */
/* Node of a unit, or SIZE_MAX for unit 0 and the closing. */
size_t yd_open_doc_node(const yd_open_doc *doc, size_t unit);
/* The unit's reference "REF#2.1", appended. */
void yd_open_doc_unit_ref(const yd_open_doc *doc, size_t unit, yd_buf *out);
/* What panes show for a unit: its title; else its first words (at most 40 code points, then …); for unit 0 the
 * document's title, for the closing its first words. As printed, one line, appended. */
void yd_open_doc_unit_title(const yd_open_doc *doc, size_t unit, yd_buf *out);
/* The unit's text as printed, paragraphs joined by '\n': a clause's text, a section's title and its text, the
 * document's title and preamble, the closing. This is what is searched, hashed and bookmarked. Appended. */
void yd_open_doc_unit_text(const yd_open_doc *doc, size_t unit, yd_buf *out);

/* A citation of the unit after GB/T 7714 (citation.c), with its place and reference; `today` is the date of access,
 * "2026-11-22". One line, appended. */
void yd_open_doc_cite(const yd_open_doc *doc, size_t unit, yd_citation_style style, const char *today, yd_buf *out);

/* The same for a document just read, used to fill yd_unit_row. */
void yd_unit_text(yd_str source, const yd_outline *outline, const char *doc_title, size_t unit, yd_buf *out);
/* Appends `text` as one line: runs of white space become one space, none at either end. */
void yd_one_line(yd_str text, yd_buf *out);
/* Of the folded text; never 0 for a text that is not empty. */
uint64_t yd_text_hash(yd_str text);

/* ---- references ---- */

typedef struct yd_place_in_library {
	int64_t doc;
	bool whole; /* the reference names the document, no unit */
	size_t unit;
	int64_t version; /* 0: the text it has now; else an earlier one's number */
} yd_place_in_library;

/* "220802-2025", "220802-2025-9c1e#2.1", "…#end", an alias. YD_NOT_FOUND, YD_AMBIGUOUS, YD_INVALID with the way out. */
yd_status yd_library_resolve(yd_library *library, yd_str ref, yd_place_in_library *out, yd_error *err);
/* The same with earlier versions, which yd_library_resolve() refuses (YD_INVALID): "220802-2025-9c1e@2", "…@2#2.1". A
 * reference that only an earlier version had names the document as it is now, or that version when another plan has taken
 * its place since. For yd_library_open_version(). */
yd_status yd_library_resolve_version(yd_library *library, yd_str ref, yd_place_in_library *out, yd_error *err);

/*
 * Regions that stand in the cache under a name as users type it: "吉林", "吉林 长春", "吉林省/长春市", "白城洮北",
 * traditional or simplified. Names match folded, whole or by their beginning of at least two characters (吉林 for 吉林省);
 * of several places the highest level counts, and all of that level are given. "unknown" and "未知" give "".
 * Owned array of owned paths in tree order; yd_region_paths_free(). None: YD_OK with *count 0. Walks the region tree.
 */
yd_status yd_library_regions_named(yd_library *library, yd_str name, char ***paths, size_t *count, yd_error *err);
void yd_region_paths_free(char **paths, size_t count);

/*
 * Is a place that a user types for a document one that somebody knows? *name (owned) is what was typed, without the ! that
 * insists on any; "" for unknown (yd_library_is_unknown()). Taken are places with a code, zones below them, places that have documents, and those of a 省 that is
 * none and like none (示例省 云水市). YD_NOT_FOUND names near ones and the way out; YD_AMBIGUOUS and YD_INVALID as yd_region_parse().
 */
yd_status yd_library_region_typed(yd_library *library, const char *typed, int year, char **name, yd_error *err);
/* Does a user say that a document has no region or year: "unknown", as lists print it, or 未知? */
bool yd_library_is_unknown(yd_str typed);
/* Is a region that yd_library_region_typed() takes one that nobody knew, taken because its province is made up? A user should be
 * told. With ! behind it, no: that was meant. */
bool yd_library_region_is_new(yd_library *library, const char *typed, int year);
/* Why yd_library_regions_named() gives nothing for a name: fills *err, without the name, and returns its status. YD_NOT_FOUND: a place without
 * documents; YD_AMBIGUOUS: several such; YD_INVALID: no known place is called so, with near names if there are any. */
yd_status yd_library_region_lack(yd_str name, yd_error *err);

/* ---- bookmarks ---- */

typedef enum yd_found { YD_FOUND_SAME, YD_FOUND_MOVED, YD_FOUND_LOST } yd_found;

/*
 * Where a bookmark's unit is now. In its document the unit most alike by content is taken, at or above
 * YD_BOOKMARK_SIMILAR (of equals the one nearest to where it stood); SAME when that has the bookmark's reference.
 * Else a unit of equal text anywhere in the cache, else one above the bar in a document of the same region and year;
 * texts of fewer than 12 characters, which stand in any plan, are not looked for in other documents.
 * MOVED: *ref (owned, else NULL) is the new reference. Else LOST. Position alone never counts.
 * Similarity is Dice's coefficient over the pairs of neighbouring characters of the folds. Writes nothing.
 */
#define YD_BOOKMARK_SIMILAR 0.70
yd_status yd_library_bookmark_find(yd_library *library, const yd_bookmark *bookmark, yd_found *found,
	yd_place_in_library *place, char **ref, yd_error *err);
/* Sets a bookmark on a unit, or removes the ones that are found there; *now tells which. */
yd_status yd_library_bookmark_toggle(yd_library *library, const yd_open_doc *doc, size_t unit, bool *now,
	yd_error *err);
/* Sets one (YD_OK also when it is there already: *added false). */
yd_status yd_library_bookmark_add(yd_library *library, const yd_open_doc *doc, size_t unit, bool *added,
	yd_error *err);
/* Removes those found at `ref`, else the lost ones that were set there; *removed counts them. YD_NOT_FOUND when there is
 * none, with what the reference lacks. */
yd_status yd_library_bookmark_remove(yd_library *library, const char *ref, size_t *removed, yd_error *err);
/* Which units of a document are bookmarked: sets marks[unit], array of yd_unit_count(). */
yd_status yd_library_bookmarks_in(yd_library *library, const yd_open_doc *doc, bool *marks, yd_error *err);

/* ---- notes and tags ---- */

/*
 * They belong to bookmarks and are found again with them (above). Tags are words without white space, parted by single
 * spaces; two are the same when their folds are. A note is any text.
 */
typedef struct yd_unit_label {
	char *tags, *note; /* owned; NULL none */
} yd_unit_label;

/* yd_library_bookmarks_in() and what stands on the bookmarks: `labels`, an array of yd_unit_count(), is emptied and filled
 * (NULL: marks only). */
yd_status yd_library_labels_in(yd_library *library, const yd_open_doc *doc, bool *marks, yd_unit_label *labels,
	yd_error *err);
/* Frees what the labels own, not the array. */
void yd_unit_labels_free(yd_unit_label *labels, size_t count);
/* Gives a unit a note, or other tags, instead of those it has; NULL or nothing takes them away. Sets a bookmark when there
 * is none (*added). YD_INVALID: the unit has no text. */
yd_status yd_library_note(yd_library *library, const yd_open_doc *doc, size_t unit, const char *note, bool *added,
	yd_error *err);
yd_status yd_library_tag(yd_library *library, const yd_open_doc *doc, size_t unit, yd_str typed, bool *added,
	yd_error *err);
/* Takes the next tag from the front of *rest; white space, commas, 、 and # stand between tags. False: there is none. */
bool yd_tags_next(yd_str *rest, yd_str *tag);
/* Appends what was typed as tags are kept: each once, the first way it was written, parted by spaces. */
void yd_tags_clean(yd_str typed, yd_buf *out);
/* Every tag that a bookmark has, once, in byte order. Owned array of owned strings: yd_region_paths_free(). */
yd_status yd_library_tags(yd_library *library, char ***tags, size_t *count, yd_error *err);

/* ---- searching ---- */

/*
 * A query (query.h) is answered from the index; every unit is asked one by one only where the index cannot: in documents
 * that wait for indexing, and all of them when the query has more than YD_QUERY_PARTS parts or groups too deep for the
 * index. What is found is the same either way: the units that yd_query_matches().
 */

typedef enum yd_hits_order {
	/* Units whose title has it, then the others; both by how well they answer when fewer than YD_FIND_RANK_LIMIT match,
	 * else in stored order, so that the first come at once. */
	YD_HITS_BEST_FIRST,
	/* The order of the tree: region, year (newest first), title, then as in the document. All are found before the first
	 * comes. */
	YD_HITS_BY_REGION,
} yd_hits_order;

/* Borrowed while the search is open. All zero searches everywhere, best first. */
typedef struct yd_hits_options {
	yd_list_query list; /* documents; with a filter only clauses that pass it */
	int64_t here;       /* the document of in:here; 0: none is open, and in:here holds everywhere */
	yd_hits_order order;
} yd_hits_options;

/* A search that gives its hits one after the other. */
typedef struct yd_hits yd_hits;

/*
 * `query` is resolved (yd_library_query()) and borrowed until the search is closed. YD_INVALID when it is empty. Usage: open;
 * while (next == YD_OK) …; close. next() gives YD_END after the last. Open and next may take long: yd_corpus_interrupt()
 * ends them with YD_INTERRUPTED from any thread. Several may be open; close them before the library writes.
 */
yd_status yd_hits_open(yd_library *library, const yd_query *query, const yd_hits_options *options, yd_hits **out,
	yd_error *err);
yd_status yd_hits_next(yd_hits *hits, yd_found_unit *out, yd_error *err);
void yd_hits_close(yd_hits *hits); /* NULL is fine */
/* Does open know already how many there are, since they are few? Then *count says it. */
bool yd_hits_known(const yd_hits *hits, size_t *count);
/* How many there are, counted in the index. Takes no less time than finding all of them; meant for a thread of its own or after
 * the first screen. */
yd_status yd_hits_count(yd_library *library, const yd_query *query, const yd_hits_options *options, size_t *count,
	yd_error *err);

/* Parses a query and looks up its regions. *out is owned, also on failure: yd_query_free(). */
yd_status yd_library_query(yd_library *library, yd_str text, yd_query *out, yd_error *err);

/* The text of a hit. */
typedef struct yd_hit {
	const yd_open_doc *doc; /* borrowed */
	size_t unit;
	yd_str text;       /* the unit's text as printed */
	size_t start, end; /* bytes of the first place in it where a term stands; both 0: the query has none */
	const yd_query_span *marks; /* all such places in it, in order; `start`, `end` is the first */
	size_t mark_count;
} yd_hit;

/* Reads the text of a hit that was just given; borrowed until the next call for these hits. Documents read last are kept
 * open, so hits of one document cost one reading. YD_NOT_FOUND: it was removed meanwhile. */
yd_status yd_hits_read(yd_hits *hits, const yd_found_unit *at, yd_hit *out, yd_error *err);

/* The first place where a term stands with `around` code points on either side, … where it is cut: one line, as printed, not
 * sanitised; appended, with its marks. */
void yd_hit_snippet(const yd_hit *hit, size_t around, yd_buf *out, yd_query_spans *marks);

#endif
