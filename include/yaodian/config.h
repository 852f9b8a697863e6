/*
 * config.h: the configuration file, $XDG_CONFIG_HOME/yaodian/config.
 *
 * One command a line, as they are typed on the `:` line of the browser:
 *
 *     set NAME VALUE              also NAME=VALUE; the table of settings (settings.h)
 *     bind PANES KEY ACTION       PANES: names parted by commas, main, trees or all; ACTION: a name of the table of
 *                                 actions (view.h) with what it takes, or none
 *     color STYLE FG BG ATTR…     a style of yd_style_table (view.h), colours and attributes of colour.h
 *
 * Lines that are empty or begin with # say nothing; after a complete command, a word # begins a comment too. What is
 * wrong is put into `report` by file and line, and everything else holds. Reading never fails.
 */
#ifndef YAODIAN_CONFIG_H
#define YAODIAN_CONFIG_H

#include <yaodian/view.h>

/* A key in one pane, as the user bound it. */
typedef struct yd_binding {
	yd_pane pane;
	yd_key key;
	yd_action action; /* YD_DO_NOTHING: none */
	char *argument;   /* owned; what the action takes, or empty */
	size_t line;      /* of the file; 0: bound in the browser */
} yd_binding;

/* Zero-initialise: the keys of the table of actions. */
typedef struct yd_keymap {
	yd_binding *items;
	size_t count, cap;
} yd_keymap;

/*
 * Binds by "PANES KEY ACTION [ARGUMENT]". YD_INVALID: nothing was bound. YD_AMBIGUOUS: bound, but `line` is not 0 and
 * another line of the file bound the key in that pane before.
 */
yd_status yd_keymap_bind(yd_keymap *keymap, yd_str words, size_t line, yd_error *err);
/* What a key does in a pane. *argument (may be NULL) becomes what is to be given to the action, borrowed. */
yd_action yd_keymap_action(const yd_keymap *keymap, yd_pane pane, yd_key key, yd_str *argument);
/* Appends the keys that do an action, parted by spaces; those that the user bound only in some panes with their names. */
void yd_keymap_keys(const yd_keymap *keymap, const yd_action_row *row, yd_buf *out);
/* The first key that does an action in a pane; YD_KEY_NONE when none does. */
yd_key yd_keymap_key(const yd_keymap *keymap, yd_pane pane, yd_action action);
void yd_keymap_free(yd_keymap *keymap);

/* Zero-initialise: the user said nothing. */
typedef struct yd_paints {
	yd_paint paint[YD_STYLE_COUNT];
	bool set[YD_STYLE_COUNT];
} yd_paints;

/* By "STYLE FG BG ATTR…". YD_INVALID: nothing was changed. */
yd_status yd_paints_set(yd_paints *paints, yd_str words, yd_error *err);

enum { YD_CONFIG_REPORT_MAX = 20, YD_CONFIG_BYTES_MAX = 1 << 20 };

typedef struct yd_config {
	char *path; /* owned; NULL: no home folder is known */
	bool found; /* there is something at `path` */
	yd_settings settings;
	yd_keymap keymap;
	yd_paints paints;
	size_t faults;
	yd_buf report; /* a line for each of the first YD_CONFIG_REPORT_MAX faults: "PATH:LINE: what is wrong" */
} yd_config;

/* What holds without a file; yd_config_free(). */
void yd_config_init(yd_config *config);
/* yd_config_init(), then reads the user's file, in one go; a missing one costs one open(2). */
void yd_config_load(yd_config *config);
/* Reads a file over what `config` holds. */
void yd_config_read(yd_config *config, const char *path);
void yd_config_free(yd_config *config);

#endif
