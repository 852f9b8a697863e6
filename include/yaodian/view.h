/*
 * view.h: what the panes show and how actions change it. Pure models: no curses, no SQL.
 *
 * A yd_browser holds one reader's session: the open document, the cursor, the filter, the panes. It is driven
 * by keys (yd_browser_key) and by the clock (yd_browser_tick), and is looked at through rows: a pane of
 * W columns and H rows gives H rows of at most W columns. Nothing here knows a terminal.
 *
 * All text in rows is sanitised (text.h) and made of whole graphemes; columns are counted by yd_cp_width().
 * A browser belongs to one thread; its worker thread (search, reading anew) is its own business.
 */
#ifndef YAODIAN_VIEW_H
#define YAODIAN_VIEW_H

#include <yaodian/colour.h>
#include <yaodian/library.h>
#include <yaodian/settings.h>
#include <yaodian/text.h>
#include <yaodian/typeset.h>

typedef struct yd_browser yd_browser;

/* ---- rows ---- */

/* What a piece of a row is; the colours stand in one table in src/tui/colours.c. */
typedef enum yd_style {
	YD_STYLE_TEXT,
	YD_STYLE_DIM,         /* said quietly: counts, what is left out */
	YD_STYLE_TITLE,       /* title of a pane */
	YD_STYLE_TITLE_FOCUS, /* … of the one that has the focus */
	YD_STYLE_BORDER,
	YD_STYLE_HEADING, /* document title, headings, titles of clauses */
	YD_STYLE_MARK,
	YD_STYLE_THEME,
	YD_STYLE_BOOKMARK,
	YD_STYLE_MATCH,
	YD_STYLE_CURSOR, /* the row under the cursor, in the pane that has the focus */
	YD_STYLE_STATUS,
	YD_STYLE_KEY, /* a key's name */
	YD_STYLE_MESSAGE,
	YD_STYLE_ERROR,
	YD_STYLE_COUNT
} yd_style;

/* Their names in the configuration, and what they are for; in the order of yd_style. */
typedef struct yd_style_row {
	const char *name, *help;
} yd_style_row;
extern const yd_style_row yd_style_table[YD_STYLE_COUNT];

/* Bytes from the end of the run before up to `end` are drawn in `style`. */
typedef struct yd_run {
	size_t end;
	yd_style style;
} yd_run;

/* Zero-initialise; yd_row_free(). */
typedef struct yd_row {
	yd_buf text;
	yd_run *runs;
	size_t count, cap;
	size_t columns; /* of text */
} yd_row;

void yd_row_clear(yd_row *row); /* memory kept */
void yd_row_free(yd_row *row);
/* Appends sanitised text as it is. */
void yd_row_add(yd_row *row, yd_str text, yd_style style);
/* Sanitises and appends `text`, cut with an ellipsis so that the row has at most `limit` columns. */
void yd_row_put(yd_row *row, yd_str text, yd_style style, size_t limit);
/* The same for text of a document, shown as `how` says (typeset.h); NULL: as published. */
void yd_row_put_document(yd_row *row, const yd_typesetter *how, yd_str text, yd_style style, size_t limit);
/* Appends line `number` (from 0) of a short text, laid out behind `indent` columns of a row of `limit`; nothing past its
 * end. */
void yd_row_put_line(yd_row *row, yd_str text, size_t number, size_t indent, yd_style style, size_t limit);
/* Spaces up to column `columns`. */
void yd_row_pad(yd_row *row, size_t columns, yd_style style);
/* The whole row in one style. */
void yd_row_restyle(yd_row *row, yd_style style);
/* Bytes `start` to `end` of its text in another style. */
void yd_row_restyle_span(yd_row *row, size_t start, size_t end, yd_style style);
/* Appends another row's text and runs. */
void yd_row_append(yd_row *row, const yd_row *other);
bool yd_row_equal(const yd_row *a, const yd_row *b);
/* What is shown of a line of `text`: without the spaces that hang past its end. */
yd_str yd_row_line(yd_str text, const yd_line *line);

/* Signs with a form for terminals that show only ASCII. */
typedef enum yd_glyph {
	YD_GLYPH_BORDER,
	YD_GLYPH_FOLDED,
	YD_GLYPH_UNFOLDED,
	YD_GLYPH_BOOKMARK,
	YD_GLYPH_BAR,  /* beside the current unit in the text */
	YD_GLYPH_OPEN, /* the open document in the tree */
	YD_GLYPH_CURSOR,
	YD_GLYPH_READ,  /* a clause, or all of a document */
	YD_GLYPH_BEGUN, /* some of a document */
	YD_GLYPH_NOTE,
	YD_GLYPH_DONE, /* of the gauge: before the eye */
	YD_GLYPH_LEFT, /* … behind it */
	YD_GLYPH_COUNT
} yd_glyph;

/* Static, one column wide. */
yd_str yd_glyph_text(yd_glyph glyph);
/* For the whole program. */
void yd_glyphs_use_ascii(bool ascii);

/* ---- keys ---- */

/* A key: a code point (control characters as such: Ctrl-d is 4), or one of these. */
typedef uint32_t yd_key;
enum {
	YD_KEY_NONE = 0,
	YD_KEY_TAB = 9,
	YD_KEY_ENTER = 13,
	YD_KEY_ESC = 27,
	YD_KEY_SPACE = 32,
	YD_KEY_BACKSPACE = 127,
	YD_KEY_UP = 0x110000,
	YD_KEY_DOWN,
	YD_KEY_LEFT,
	YD_KEY_RIGHT,
	YD_KEY_HOME,
	YD_KEY_END,
	YD_KEY_PGUP,
	YD_KEY_PGDN,
	YD_KEY_SHIFT_TAB,
	YD_KEY_DELETE,
};

/* "Ctrl-d" (also "C-d", "^d"), "PgDn", "Space", "<Enter>", "j"; names in any case. YD_KEY_NONE when `name` is no key. */
yd_key yd_key_parse(yd_str name);
/* The key of the keyboard that a full-width form or a Chinese mark stands on; other keys as they are. */
yd_key yd_key_stands_on(yd_key key);
/* Is it sent twice by one stroke? …… and —— are. */
bool yd_key_is_half(yd_key key);
/* Appends the name that yd_key_parse() reads. */
void yd_key_name(yd_key key, yd_buf *out);

/* ---- panes ---- */

typedef enum yd_pane {
	YD_PANE_REGIONS,
	YD_PANE_OUTLINE,
	YD_PANE_TEXT,
	YD_PANE_THEMES,    /* the chooser; stands where the regions stand */
	YD_PANE_BOOKMARKS, /* the next four cover the screen */
	YD_PANE_HITS,      /* of the search */
	YD_PANE_VERSIONS,  /* of a document */
	YD_PANE_HELP,
	YD_PANE_WELCOME, /* instead of everything when the cache is empty */
	YD_PANE_COUNT,
	YD_PANE_NONE = YD_PANE_COUNT
} yd_pane;

/* As the configuration writes it. Static. */
const char *yd_pane_name(yd_pane pane);

/* Sets of panes, where an action may be used. */
enum {
	YD_IN_REGIONS = 1 << YD_PANE_REGIONS,
	YD_IN_OUTLINE = 1 << YD_PANE_OUTLINE,
	YD_IN_TEXT = 1 << YD_PANE_TEXT,
	YD_IN_THEMES = 1 << YD_PANE_THEMES,
	YD_IN_BOOKMARKS = 1 << YD_PANE_BOOKMARKS,
	YD_IN_HITS = 1 << YD_PANE_HITS,
	YD_IN_VERSIONS = 1 << YD_PANE_VERSIONS,
	YD_IN_HELP = 1 << YD_PANE_HELP,
	YD_IN_WELCOME = 1 << YD_PANE_WELCOME,
	YD_IN_TREES = YD_IN_REGIONS | YD_IN_OUTLINE,
	YD_IN_MAIN = YD_IN_TREES | YD_IN_TEXT,
	YD_IN_ALL = (1 << YD_PANE_COUNT) - 1,
};

/* ---- actions: everything a user can do, one row each ---- */

typedef enum yd_action {
	YD_DO_NOTHING,
	YD_DO_DOWN,
	YD_DO_UP,
	YD_DO_HALF_DOWN,
	YD_DO_HALF_UP,
	YD_DO_PAGE_DOWN,
	YD_DO_PAGE_UP,
	YD_DO_FIRST,
	YD_DO_LAST,
	YD_DO_OPEN,
	YD_DO_FOLD,
	YD_DO_FOCUS_NEXT,
	YD_DO_FOCUS_PREVIOUS,
	YD_DO_FOCUS_LEFT,
	YD_DO_FOCUS_RIGHT,
	YD_DO_ZOOM,
	YD_DO_PUNCTUATION,
	YD_DO_SCRIPT,
	YD_DO_VERSIONS,
	YD_DO_NEXT_CLAUSE,
	YD_DO_PREVIOUS_CLAUSE,
	YD_DO_NEXT_SECTION,
	YD_DO_PREVIOUS_SECTION,
	YD_DO_NEXT_UNREAD,
	YD_DO_PREVIOUS_UNREAD,
	YD_DO_GO,
	YD_DO_BACK,
	YD_DO_FORWARD,
	YD_DO_SET_MARK,
	YD_DO_GO_MARK,
	YD_DO_JUMP,
	YD_DO_SEARCH,
	YD_DO_NEXT_HIT,
	YD_DO_PREVIOUS_HIT,
	YD_DO_HITS,
	YD_DO_ORDER,
	YD_DO_THEMES,
	YD_DO_CLEAR_FILTER,
	YD_DO_PICK,
	YD_DO_APPLY,
	YD_DO_ANY_ALL,
	YD_DO_PRIMARY,
	YD_DO_BOOKMARK,
	YD_DO_BOOKMARKS,
	YD_DO_REMOVE,
	YD_DO_NOTE,
	YD_DO_TAG,
	YD_DO_SWITCH_READ,
	YD_DO_EDIT,
	YD_DO_UNDO,
	YD_DO_COPY,
	YD_DO_CITE,
	YD_DO_PIPE,
	YD_DO_COMMAND,
	YD_DO_SET,
	YD_DO_BIND,
	YD_DO_COLOR,
	YD_DO_HELP,
	YD_DO_REDRAW,
	YD_DO_LEAVE,
	YD_DO_CANCEL,
	YD_DO_QUIT,
	YD_DO_COUNT
} yd_action;

typedef struct yd_action_row {
	yd_action action;
	const char *group; /* heading in the help screen */
	const char *name;  /* its command on the `:` line */
	const char *keys;  /* default keys, parted by spaces; "" none */
	const char *argument; /* what its command takes, for the help; NULL nothing */
	const char *hint;  /* one word for the status line */
	const char *help;
	unsigned panes; /* YD_IN_… */
} yd_action_row;

/* In the order of the help screen, YD_DO_COUNT - 1 of them (nothing for YD_DO_NOTHING). */
extern const yd_action_row yd_action_table[YD_DO_COUNT - 1];
const yd_action_row *yd_action_find(yd_action action);
/* The action of a key in a pane, or YD_DO_NOTHING. */
yd_action yd_action_of_key(yd_pane pane, yd_key key);
/* By its whole name or an unambiguous beginning; YD_DO_NOTHING when none or several fit (*several tells). */
yd_action yd_action_of_name(yd_str name, bool *several);

/* ---- the browser ---- */

/*
 * Begins a session: returns to where the last one was left, else opens the first document. `library` is borrowed
 * and must outlive it; `options` (copied) opens the worker's own handle; what `config` (config.h; NULL: nothing) says is
 * taken out of it, and its first fault is the first message. Fails only when the cache cannot be read.
 */
struct yd_config;
yd_status yd_browser_new(yd_library *library, const yd_library_options *options, struct yd_config *config,
	yd_browser **out, yd_error *err);
/* Remembers where the reader is, stops the worker, frees. NULL is fine. */
void yd_browser_free(yd_browser *browser);
/* Keeps where the reader is in user data (also done by _free). */
void yd_browser_save(yd_browser *browser);

/* One key, typed by the user. */
void yd_browser_key(yd_browser *browser, yd_key key);
/* Is a line being typed? */
bool yd_browser_typing(const yd_browser *browser);
/* Text typed or pasted into that line, as one input; what is no character of a line becomes a space. */
void yd_browser_type(yd_browser *browser, yd_str text);
/* A paste: into the line that is being typed; else it does nothing, and says so. Never taken for keys. */
void yd_browser_paste(yd_browser *browser, yd_str text);
/* A click on row `y` of a pane, below its title: focus and cursor go there; on the cursor it opens. */
void yd_browser_click(yd_browser *browser, yd_pane pane, size_t y, bool twice);
/* The wheel over a pane: `rows` down, or up when negative. The focus stays. */
void yd_browser_wheel(yd_browser *browser, yd_pane pane, int rows);
/* Something to be said until the next key; a message that stands goes first. */
void yd_browser_notice(yd_browser *browser, yd_str text);
/* Characters take other columns than before (yd_width_set): everything is laid out anew. */
void yd_browser_measure(yd_browser *browser);
/* One action, with the digits typed before it (0: none) and the argument of its command (may be empty). */
void yd_browser_do(yd_browser *browser, yd_action action, size_t count, yd_str argument);
/* What is typed on the `:` line, run. */
void yd_browser_command(yd_browser *browser, yd_str line);
bool yd_browser_done(const yd_browser *browser); /* the user has left */
/* Ctrl-C: cancels what is being typed or searched for; false when there is nothing of that kind, and the program is
 * meant. */
bool yd_browser_interrupt(yd_browser *browser);
/* True once after the user asked for a redraw. */
bool yd_browser_take_redraw(yd_browser *browser);

/* ---- what is done outside: asked for as data, since nothing here knows a terminal ---- */

typedef enum yd_request_kind {
	YD_REQUEST_NONE,
	YD_REQUEST_EDIT, /* `text` in an editor, `command`; answered by yd_browser_edited() */
	YD_REQUEST_COPY, /* `text` to the clipboard; `command` says what it is: "text", "citation" */
	YD_REQUEST_PIPE, /* `text` to the standard input of `command` */
} yd_request_kind;

typedef struct yd_request {
	yd_request_kind kind;
	yd_buf text;
	char *command;
} yd_request;

void yd_request_free(yd_request *request);
/* What the last key asks for, once; *out is owned. False: nothing. To be asked after each key. */
bool yd_browser_take_request(yd_browser *browser, yd_request *out);
/* The editor of the environment ($VISUAL, else $EDITOR; NULL none), which the setting `editor` goes before. */
void yd_browser_set_editor(yd_browser *browser, const char *command);
/* What an editor made of the text; or with `failure`, why there is nothing: then all stays as it was. False: it was not taken;
 * the message then names `path`, where it lies (NULL: nowhere). */
bool yd_browser_edited(yd_browser *browser, yd_str text, const char *failure, const char *path);
/* Where user data lies; borrowed. */
const char *yd_browser_user_path(const yd_browser *browser);
/* Says how it went, in the last row. */
void yd_browser_tell(yd_browser *browser, const char *text, bool is_error);

/* Work that waits for the clock. `now` and the result are milliseconds of any steady clock; the result is when it
 * wants to be called again. Call also when yd_browser_wake_fd() is readable. */
int64_t yd_browser_tick(yd_browser *browser, int64_t now);
/* True once after something changed that no key asked for: a frame drawn before it is out of date. */
bool yd_browser_take_changed(yd_browser *browser);
/* Readable when the worker has news; the tick drains it. */
int yd_browser_wake_fd(const yd_browser *browser);

/* What the session goes by; changed through the browser's own commands (`:set`) and by whoever began it. */
yd_settings *yd_browser_settings(yd_browser *browser);
/* How the user wants a style drawn (`color` lines); NULL: they said nothing. A change counts in settings->changes. */
const yd_paint *yd_browser_paint(const yd_browser *browser, yd_style style);

/* What the layout needs to know. */
yd_pane yd_browser_focus(const yd_browser *browser); /* the pane that gets the keys */
yd_pane yd_browser_main_focus(const yd_browser *browser); /* of the three, also while another stands before them */
bool yd_browser_zoomed(const yd_browser *browser);
/* Whether `q` steps back through the three panes because only one is shown. Set by the layout. */
void yd_browser_set_single(yd_browser *browser, bool single);

/* Size of a pane; to be set before rows are asked for. Keeps the current unit in view. */
void yd_pane_resize(yd_browser *browser, yd_pane pane, size_t width, size_t height);
/* Row `y` (from 0) of a pane as last resized. The row is cleared first. */
void yd_pane_row(yd_browser *browser, yd_pane pane, size_t y, yd_row *out);
/*
 * The same row without making it again while all it is made of stays, also when it only moved. Rows of equal *number are
 * equal, and are those of one pane. Borrowed until the next call of yd_pane_resize() for the pane, which begins a frame.
 */
const yd_row *yd_pane_kept_row(yd_browser *browser, yd_pane pane, size_t y, uint64_t *number);
const yd_row *yd_pane_kept_title(yd_browser *browser, yd_pane pane, uint64_t *number);
/* Its title, at most `width` columns. */
void yd_pane_title(yd_browser *browser, yd_pane pane, size_t width, yd_row *out);

/* The last line: a prompt, else a message, else the status. A message may take several rows of `width`
 * columns, at most `limit`; returns how many (at least 1). yd_browser_last_row() gives them, `cursor` gets the
 * column where the user types, or SIZE_MAX. */
size_t yd_browser_last_rows(yd_browser *browser, size_t width, size_t limit);
void yd_browser_last_row(yd_browser *browser, size_t width, size_t y, yd_row *out, size_t *cursor);

#endif
