/*
 * settings.h: what a user may set, one row of one table each.
 *
 * From the table come the lines `set NAME VALUE` of the configuration file (config.h reads it), `:set` in the
 * browser with its completion, the help screen and yaodian-config(5). A new setting is a field of yd_settings and a
 * row in src/base/settings.c.
 *
 * A yd_settings belongs to whoever made it; the browser keeps the one that a session goes by (browser->settings inside
 * src/view, yd_browser_settings() outside). Whoever keeps something made from a setting compares `changes`.
 *
 * Colours (`color STYLE FG BG ATTR…`) are no settings: colour.h has how they are written, yd_style_table (view.h) the
 * styles, yd_browser_paint() what the user said of one.
 *
 * Names are written with hyphens (text-width); underscores are taken for them. Values: yes/no (also true/false, on/off,
 * 1/0), a number, one of several words, or text, which may stand in double quotes.
 */
#ifndef YAODIAN_SETTINGS_H
#define YAODIAN_SETTINGS_H

#include <yaodian/base.h>

typedef enum yd_script { YD_SCRIPT_PUBLISHED, YD_SCRIPT_SIMPLIFIED, YD_SCRIPT_TRADITIONAL } yd_script;
typedef enum yd_color_theme { YD_THEME_CALM, YD_THEME_MONO } yd_color_theme;
typedef enum yd_citation_style { YD_CITE_GBT7714_2025, YD_CITE_GBT7714_2015 } yd_citation_style;

/* The initial values and what each is for stand in the table. Choices are ints: values of the enumerations above. */
typedef struct yd_settings {
	/* text */
	size_t text_width; /* columns of a line; 0: as wide as the pane */
	bool center;
	bool full_width_punctuation;
	int script; /* yd_script */
	/* session */
	bool remember_positions;
	size_t read_after;    /* seconds; 0: never by itself */
	size_t history_limit; /* lines of each prompt's history; 0: none */
	int citation;         /* yd_citation_style */
	size_t copy_limit;    /* bytes */
	char *editor;         /* owned, never NULL; "": $VISUAL, else $EDITOR */
	/* terminal */
	int color_theme; /* yd_color_theme */
	bool mouse;
	bool ask_widths;
	size_t escape_time;   /* milliseconds */
	size_t regions_width; /* columns; 0: by the width of the window */
	size_t outline_width;

	unsigned changes; /* grows with each */
} yd_settings;

typedef enum yd_setting_kind {
	YD_SETTING_BOOL,   /* bool */
	YD_SETTING_NUMBER, /* size_t */
	YD_SETTING_CHOICE, /* int: the number of the word */
	YD_SETTING_TEXT    /* char * */
} yd_setting_kind;

typedef struct yd_setting_row {
	const char *group; /* heading in the manual */
	const char *name;
	yd_setting_kind kind;
	size_t offset;         /* of the field */
	const char *initial;   /* as one would type it */
	const char *choices;   /* words parted by spaces */
	size_t least, most;    /* of a number */
	const char *help;
} yd_setting_row;

extern const yd_setting_row yd_setting_table[]; /* ended by a row without a name */

/* NULL: there is none of that name. */
const yd_setting_row *yd_setting_find(yd_str name);

/* Fills *settings with the initial values; yd_settings_free() gives back what it owns. */
void yd_settings_init(yd_settings *settings);
void yd_settings_free(yd_settings *settings);
/* YD_INVALID: the value is none for this row; says which are, and nothing is changed. */
yd_status yd_settings_set(yd_settings *settings, const yd_setting_row *row, yd_str value, yd_error *err);
/* Appends the value as one would type it. */
void yd_settings_get(const yd_settings *settings, const yd_setting_row *row, yd_buf *out);
/*
 * Takes "NAME VALUE", "NAME=VALUE" or "NAME = VALUE" apart; false when there is no name. *value is {NULL, 0}, when
 * there is only a name.
 */
bool yd_setting_split(yd_str words, yd_str *name, yd_str *value);

#endif
