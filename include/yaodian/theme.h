/*
 * theme.h: the subjects clauses are tagged with. 31 themes with fixed keys and names (contract, "Themes");
 * the terms that find them stand in data/themes, which a user's file may override. The head of data/themes is the
 * manual of the rules: their form, how they match, how they are weighed, and the thresholds.
 *
 * A set of themes is a uint32_t with bit i for theme i, in the contract's order.
 */
#ifndef YAODIAN_THEME_H
#define YAODIAN_THEME_H

#include <yaodian/base.h>

enum { YD_THEME_COUNT = 31 };

const char *yd_theme_key(unsigned theme);  /* "party"; static */
const char *yd_theme_name(unsigned theme); /* "党建"; static, UTF-8 */
/* Takes a key or a name, compared as folded (either script, any case); returns its index, or -1. */
int yd_theme_find(yd_str key_or_name);

typedef struct yd_theme_rules yd_theme_rules;

/*
 * The built-in rules, with the user's file at `user_path` over them when it is there (NULL: none). Takes about
 * two milliseconds: load them where documents are read, not where the browser starts.
 * A broken line is left out and reported in *warnings (may be NULL), one line each "FILE:LINE: what is wrong"; it
 * holds words of the file as they are, so sanitise it before it is shown.
 * Fails only when the file is there and cannot be read (YD_SYSTEM) or is larger than 4 MB (YD_INVALID).
 * *out is owned: yd_theme_rules_free(); NULL on failure.
 */
yd_status yd_theme_rules_load(const char *user_path, yd_theme_rules **out, yd_buf *warnings, yd_error *err);
void yd_theme_rules_free(yd_theme_rules *rules); /* NULL is fine */
/* 16 hex digits that change with the rules in force; part of the cache's fingerprint. Borrowed from rules. */
const char *yd_theme_rules_fingerprint(const yd_theme_rules *rules);

typedef struct yd_theme_tags {
	uint32_t any;     /* every theme the clause is tagged with */
	uint32_t primary; /* those it is about; a subset of any */
} yd_theme_tags;

/* The tags of one clause. `title` may be empty (the text's first sentence then counts as text only),
 * `section` is the title of the section it stands in, `text` the clause's text, title included. As printed; any
 * bytes. Takes time linear in the text. Threads may share one `rules`. */
yd_theme_tags yd_theme_tag(const yd_theme_rules *rules, yd_str title, yd_str section, yd_str text);

#endif
