/* browser.h: the inside of a session, shared by the files of src/view only. */
#ifndef VIEW_BROWSER_H
#define VIEW_BROWSER_H

#include <yaodian/config.h>

#include "bookmarks.h"
#include "help.h"
#include "hits.h"
#include "kept.h"
#include "list.h"
#include "outline.h"
#include "places.h"
#include "prompt.h"
#include "reader.h"
#include "search.h"
#include "text.h"
#include "tree.h"
#include "versions.h"
#include "worker.h"

/* What a pane can do; one row in yd_pane_table for each. */
typedef struct yd_pane_ops {
	void (*title)(yd_browser *browser, size_t width, yd_row *out);
	void (*resize)(yd_browser *browser, size_t width, size_t height);
	void (*row)(yd_browser *browser, size_t y, yd_row *out);
	/* What title and row are made of (kept.h). NULL, or false: they are made for every frame. */
	void (*title_key)(yd_browser *browser, yd_row_key *out);
	bool (*row_key)(yd_browser *browser, size_t y, yd_row_key *out);
	/* Performs an action; false when it is none of this pane's. `times` 0: no digits were typed. */
	bool (*act)(yd_browser *browser, yd_action action, size_t times);
	yd_action hints[7]; /* what matters here, first things first */
} yd_pane_ops;

extern const yd_pane_ops yd_regions_pane, yd_outline_pane, yd_text_pane, yd_themes_pane, yd_bookmarks_pane,
	yd_hits_pane, yd_versions_pane, yd_help_pane, yd_welcome_pane;

typedef struct yd_pane_size {
	size_t width, height;
} yd_pane_size;

/* Where the reader was when a search began. */
typedef struct yd_origin {
	bool set;
	int64_t doc, version;
	size_t unit, scope;
	yd_text_at eye;
	yd_pane focus;
	bool zoomed;
	yd_list tree, outline; /* where the cursor stood in the window */
	yd_doc tree_place;     /* what it stood on in the tree; no strings */
	bool *folded;          /* sections of the outline: owned, for `units` units; NULL none */
	size_t units;
	int64_t hit_doc; /* the document of the hit that the reader went to last; 0 none yet */
} yd_origin;

/* A note or tags being written: on a bookmark, or on a unit. */
typedef struct yd_writing {
	bool tags;
	int64_t bookmark; /* 0: on a unit */
	int64_t doc;
	size_t unit;
	uint64_t text_hash; /* of the unit */
	char *was;          /* what stands there; NULL: nothing is being written */
	bool form;          /* corrections of the document and its unit */
} yd_writing;

/* On the way to an unread clause. */
typedef struct yd_unread_walk {
	int step;     /* 1 onwards, -1 back; 0: nowhere */
	int64_t doc;  /* the last one that was passed */
	size_t times; /* clauses to go on by */
} yd_unread_walk;

/* How much of a document was read. */
typedef enum yd_doc_state { YD_DOC_UNREAD, YD_DOC_BEGUN, YD_DOC_READ } yd_doc_state;

struct yd_browser {
	yd_library *library;
	yd_corpus *corpus;
	yd_worker *worker;
	yd_worker_news news; /* its state as last told; hits and error are taken out */
	uint64_t version;    /* of the cache as last looked at */
	int64_t version_at;  /* when */
	int64_t reread_at;   /* when documents read by other rules are looked for; 0: not known yet */
	bool reread_begun;
	bool keyed, merging; /* a key came since the last tick; the worker was told to merge */
	int64_t key_at;      /* when the last key came; 0: no tick yet */

	yd_settings settings;
	yd_keymap keymap;
	yd_paints paints;
	unsigned settings_followed; /* settings.changes that the next fields go by */
	yd_typesetter typesetter;
	yd_script_converter *converter; /* to `script`; NULL: none is needed, or there is none */
	int script;

	yd_pane_size sizes[YD_PANE_COUNT];
	yd_kept_rows kept[YD_PANE_COUNT];
	yd_row fresh;        /* the row that is being made */
	uint64_t row_number; /* the last that was given */
	yd_pane focus;   /* one of the three */
	yd_pane overlay; /* what stands before them, or YD_PANE_NONE */
	yd_pane below;   /* what the help stands before: the list of hits, or YD_PANE_NONE */
	bool zoomed, single, done, redraw, changed;
	bool fit_tree; /* the tree waits for its first size, to unfold what fits */
	size_t digits; /* typed so far */
	yd_key *held;  /* keys that wait for hits (typeahead.c), in their order */
	size_t held_count, held_cap;
	int64_t held_since; /* 0: not known yet, or none is held */
	yd_key half;   /* the first of two that one stroke sends, or YD_KEY_NONE */

	yd_tree tree;
	size_t docs;         /* in the cache */
	yd_filter filter;
	yd_reader reader;
	yd_outline_view outline;
	yd_text text;
	yd_search search;
	yd_hits_view hits;
	bool hits_by_place; /* by region and year */
	yd_origin origin;

	yd_list themes; /* the chooser */
	yd_filter picked;
	size_t theme_any[YD_THEME_COUNT], theme_primary[YD_THEME_COUNT]; /* clauses of each theme */
	yd_bookmarks_view bookmarks;
	yd_versions_view versions;
	yd_help_view help;

	yd_places places;
	yd_place prompt_from;        /* where the reader was when a prompt began */
	yd_action waits_for_letter;  /* of a mark; YD_DO_NOTHING: no */
	yd_read_doc *read_docs;      /* by key; once read_docs_there, after the first frame */
	size_t read_doc_count, read_doc_cap;
	bool read_docs_there;
	yd_unread_walk unread;
	yd_place eye;                /* where the reader rests … */
	int64_t eye_at, kept_at;     /* … since; when what was read was written last */
	yd_writing writing;
	char *editor;                /* of the environment; NULL none */
	yd_request request;

	yd_prompt prompt;
	yd_prompt_history commands, searches, jumps, notes, tags, pipes;
	yd_pane jump_pane;           /* where `f` was typed */
	size_t jump_from, jump_unit; /* the row that the search for a name begins at; the unit the reader was at */
	size_t jump_row;             /* the row of the cursor before */
	bool jump_unsure;            /* regions that have not been read may be meant instead */
	yd_buf message;
	bool message_is_error;
	yd_lines message_lines; /* of the sanitised message, for last_rows */
	yd_buf message_shown;
	size_t last_width; /* columns of the last rows */
};

/* ---- where the reader is ---- */

/* where.c */
bool yd_browser_has_focus(const yd_browser *browser, yd_pane pane);
void yd_browser_open_overlay(yd_browser *browser, yd_pane pane);
void yd_browser_close_overlay(yd_browser *browser);
/* Is the document open, in that version? */
bool yd_browser_is_open(const yd_browser *browser, int64_t id, int64_t version);
yd_place yd_browser_here(yd_browser *browser);

/* ---- what is told ---- */

/* say.c */
/* The format is looked up; an action in it in braces, {undo}, becomes the user's key for it. */
void yd_browser_say(yd_browser *browser, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Says what went wrong, unless `status` is YD_OK; returns whether it is. */
bool yd_browser_ok(yd_browser *browser, yd_status status, const yd_error *err);

/* with_keys.c */
/* A text (looked up) with the user's key for each action that it names in braces: free(). In a format % is doubled. */
char *yd_browser_with_keys(const yd_browser *browser, const char *text, bool is_format);

/* pane_rows.c */
/* A row of a list: sign for the cursor, and reversed where the pane has the focus. */
void yd_pane_cursor(yd_browser *browser, yd_pane pane, bool here, size_t width, yd_row *out);
/* Title of a pane in the style of its focus. */
void yd_pane_simple_title(yd_browser *browser, yd_pane pane, yd_str title, size_t width, yd_row *out);

/* typesetting.c */
/* What was set meanwhile shows: how documents are shown, the width of the text. Called before rows are made. */
void yd_browser_follow_settings(yd_browser *browser);
/* Switches ASCII punctuation between Chinese characters; the shown script to the next. */
void yd_browser_switch_punctuation(yd_browser *browser);
void yd_browser_switch_script(yd_browser *browser);
/* Appends text of a document, sanitised, as it is shown. */
void yd_browser_put_shown(const yd_browser *browser, yd_str text, yd_buf *out);

/* filter_words.c */
/* "党建 or 安全": appended. */
void yd_filter_describe(const yd_filter *filter, yd_buf *out);
/* "party!,safety" and "&party,safety": how a filter is kept and typed. False when a name is unknown, then in *bad. */
void yd_filter_write(const yd_filter *filter, yd_buf *out);
bool yd_filter_parse(yd_str text, yd_filter *out, yd_str *bad);

/* ---- going somewhere ---- */

/* opening.c */
/* Opens a document at a unit (of what the filter shows, the nearest), or where it was left (YD_UNIT_LEFT), and shows it in
 * the tree. */
#define YD_UNIT_LEFT SIZE_MAX
bool yd_browser_open_doc(yd_browser *browser, int64_t id, size_t unit);
/* The same for an earlier version; 0: as the document is. */
bool yd_browser_open_version(yd_browser *browser, int64_t id, int64_t version, size_t unit);
/* Shows the open document in the tree. */
yd_status yd_browser_reveal(yd_browser *browser, yd_error *err);
/* To a unit of the open document; what is read stays when it is part of it. */
void yd_browser_go(yd_browser *browser, size_t unit);
/* Selects a unit: what is read becomes its section. */
void yd_browser_select(yd_browser *browser, size_t unit);
/* To a place of the open document, or the nearest to it that is shown. */
void yd_browser_show_place(yd_browser *browser, size_t unit, size_t scope, size_t offset);
/* To a place of any document; false when that is not there. */
bool yd_browser_go_place(yd_browser *browser, const yd_place *place);

/* going.c */
/* The next (1) or previous (-1) clause, across documents. */
void yd_browser_step(yd_browser *browser, int step, size_t times);
void yd_browser_step_section(yd_browser *browser, int step, size_t times);
/* To a number, a mark or a reference; says so when there is none. */
void yd_browser_go_to(yd_browser *browser, yd_str where);

/* visit.c */
/* Remembers where the reader was before an action, when it was a jump. */
void yd_browser_note_jump(yd_browser *browser, const yd_place *before, yd_action action, yd_pane pane);
void yd_browser_go_back(yd_browser *browser, size_t times);
void yd_browser_go_forward(yd_browser *browser, size_t times);
/* Sets a mark or goes to one: asks for its letter, or takes it. */
void yd_browser_ask_letter(yd_browser *browser, yd_action action, yd_str argument);
void yd_browser_mark_letter(yd_browser *browser, yd_action action, yd_key letter);

/* unread.c */
void yd_browser_step_unread(yd_browser *browser, int step, size_t times);
/* Goes on looking; false when there is nothing to do. */
bool yd_browser_unread_tick(yd_browser *browser);
/* What has not been found yet is not looked for any more; whether anything was. */
bool yd_browser_stop_unread(yd_browser *browser);

/* jump_run.c */
void yd_browser_begin_jump(yd_browser *browser);
/* Reads some of the regions that it waits for; false when it waits for none. */
bool yd_browser_jump_tick(yd_browser *browser);
/* After a key was typed. */
void yd_browser_jump(yd_browser *browser);
/* Marks in the row of the cursor what was typed of `name`, which stands from byte `at` of the row on. `path` as in jump.h. */
void yd_browser_jump_mark(const yd_browser *browser, yd_pane pane, yd_str name, const char *path, size_t at,
	yd_row *row);
/* To the next row that fits. */
void yd_browser_jump_on(yd_browser *browser);
/* Stays there, or goes back to where the reader was. */
void yd_browser_end_jump(yd_browser *browser, bool stay);
/* What was typed is done: stays there. */
void yd_browser_jump_entered(yd_browser *browser);
/* To a name at once. */
void yd_browser_jump_to(yd_browser *browser, yd_str name);

/* pane_versions.c */
/* Lists the versions of the document under the cursor; back to the current text when an earlier one is open. */
void yd_browser_show_versions(yd_browser *browser);
/* Back to the text as it is now; false when that is open already. */
bool yd_browser_leave_version(yd_browser *browser);

/* ---- what was read ---- */

/* reading.c */
/* The clauses in [from, to) were scrolled past. */
void yd_browser_passed(yd_browser *browser, size_t from, size_t to);
void yd_browser_reading_tick(yd_browser *browser, int64_t now);
/* Writes what was read of the open document, and where the reader is. */
void yd_browser_keep_reading(yd_browser *browser);
/* Reads what was read anew. */
void yd_browser_read_progress(yd_browser *browser);
void yd_browser_need_read_docs(yd_browser *browser);
yd_doc_state yd_browser_doc_read(const yd_browser *browser, const yd_doc *doc);
void yd_browser_switch_read(yd_browser *browser);
/* Appends the sign of what was read, one column, or of what was begun; nothing for what was not. */
void yd_browser_put_state(yd_doc_state state, yd_row *out);

/* reload.c */
/* Reads tree and document anew when another session, or the worker, has changed the cache. */
void yd_browser_reload(yd_browser *browser);

/* ---- filter and search ---- */

/* filtering.c */
void yd_browser_set_filter(yd_browser *browser, const yd_filter *filter);
void yd_browser_switch_any_all(yd_browser *browser);
void yd_browser_clear_filter(yd_browser *browser);

/* themes.c */
/* Filters by the themes that are named; opens the chooser when none is. */
void yd_browser_choose_themes(yd_browser *browser, yd_str names);

/* search_run.c */
/* Opens the `/` line over the list of hits. */
void yd_browser_begin_search(yd_browser *browser);
/* After a key was typed into it. */
void yd_browser_search_typed(yd_browser *browser);
/* Goes to the hit under the cursor of the list. */
void yd_browser_search_entered(yd_browser *browser, yd_str line);
/* A line that was typed elsewhere: to its first hit. */
void yd_browser_search(yd_browser *browser, yd_str line);
void yd_browser_visit_hit(yd_browser *browser);
void yd_browser_next_hit(yd_browser *browser, int step);
void yd_browser_show_hits(yd_browser *browser);
void yd_browser_change_order(yd_browser *browser);
void yd_browser_take_hits(yd_browser *browser, yd_worker_news *news);
void yd_browser_search_again(yd_browser *browser);
/* What was found stays. */
void yd_browser_stop_search(yd_browser *browser);
/* Back to where the reader was before it. */
void yd_browser_end_search(yd_browser *browser);
void yd_browser_forget_origin(yd_browser *browser);

/* search_line.c */
void yd_browser_complete_search(yd_browser *browser);
/* True when the key was for the list. */
bool yd_browser_search_key(yd_browser *browser, yd_key key);

/* ---- writing and taking along ---- */

/* target.c */
/* The document and unit that bookmarks, notes and read marks are for; false when there is none. */
bool yd_browser_target(yd_browser *browser, int64_t *id, size_t *unit);
/* Is it a document that is open, or *other is opened (yd_open_doc_free())? NULL: it says why not. */
const yd_open_doc *yd_browser_open_target(yd_browser *browser, int64_t id, yd_open_doc **other);
/* Where the unit that was written on is in the document as it is now; false: nowhere. */
bool yd_browser_find_written(const yd_writing *writing, const yd_open_doc *doc, size_t *unit);
/* The editor of notes and forms; NULL: none. */
const char *yd_browser_editor(const yd_browser *browser);
/* Nothing is being written any more. */
void yd_browser_end_writing(yd_browser *browser);
/* Bookmarks, notes or tags are other ones now. */
void yd_browser_marks_changed(yd_browser *browser);

/* notes.c */
void yd_browser_toggle_bookmark(yd_browser *browser);
void yd_browser_undo(yd_browser *browser);
void yd_browser_begin_note(yd_browser *browser, yd_str argument);
void yd_browser_begin_tags(yd_browser *browser, yd_str argument);
/* What was typed or edited becomes the note, the tags or the corrections. */
void yd_browser_written(yd_browser *browser, yd_str typed);
void yd_browser_complete_tag(yd_browser *browser);

/* edit.c */
/* :edit with its words; without any, a form in the editor, or the `:` line filled with what may be changed. */
void yd_browser_edit(yd_browser *browser, yd_str words);
/* What came back from the editor. */
void yd_browser_form_written(yd_browser *browser, yd_str text);

/* take.c */
void yd_browser_request(yd_browser *browser, yd_request_kind kind, const char *command, yd_str text);
void yd_browser_copy(yd_browser *browser);
void yd_browser_cite(yd_browser *browser);
void yd_browser_begin_pipe(yd_browser *browser, yd_str argument);
void yd_browser_pipe_entered(yd_browser *browser, yd_str line);

/* ---- keys and lines ---- */

/* panes.c */
extern const yd_pane_ops *const yd_pane_table[YD_PANE_COUNT];

/* lines.c */
/* Earlier lines of a prompt, kept in user data under a name. Read once. */
void yd_browser_read_lines(yd_browser *browser, const char *name, yd_prompt_history *lines);
void yd_browser_keep_lines(yd_browser *browser, const char *name, const yd_prompt_history *lines);

/* typing.c */
/* A key for the line being typed. */
void yd_browser_type_key(yd_browser *browser, yd_key key);

/* complete.c */
/* What may stand where the `:` line is being typed. */
void yd_browser_complete(yd_browser *browser);

/* typeahead.c */
/* True when the key waits for hits; it is acted on later. */
bool yd_browser_hold_key(yd_browser *browser, yd_key key);
/* Does it mean hits that have not come yet? */
bool yd_browser_must_wait(const yd_browser *browser, yd_key key);
void yd_browser_drop_held(yd_browser *browser);

/* key_run.c */
/* Acts on the keys that need not wait any longer. */
void yd_browser_release_held(yd_browser *browser);
/* The same by the clock; when it wants to be called again. */
int64_t yd_browser_held_tick(yd_browser *browser, int64_t now);

/* ---- the session ---- */

/* configure.c */
/* Takes over what a configuration says. */
void yd_browser_configure(yd_browser *browser, yd_config *config);
/* Says what is wrong with it, if anything is. */
void yd_browser_say_faults(yd_browser *browser, const yd_config *config);
/* set, bind and color; false when the action is none of these. */
bool yd_browser_change_config(yd_browser *browser, yd_action action, yd_str words);
/* Whatever was made from settings, keys, colours or columns is made anew. */
void yd_browser_renew(yd_browser *browser);

/* state.c */
/* Returns to where the last session was left; false when its document is gone: then only to its filter. */
bool yd_browser_restore(yd_browser *browser);

/* upkeep.c */
/* A key comes: the worker leaves the file alone. */
void yd_browser_upkeep_key(yd_browser *browser);
/* When it wants to be called again. */
int64_t yd_browser_upkeep_tick(yd_browser *browser, int64_t now);

#endif
