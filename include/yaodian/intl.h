/*
 * intl.h: the interface in the reader's language (gettext; catalogues in po/).
 *
 * The language follows the locale's messages (LC_ALL, LC_MESSAGES, LANG, LANGUAGE). In the C locale and where there is
 * no catalogue, texts are as they stand in the source, and nothing is read or looked up. Translated texts are UTF-8 in
 * every locale.
 *
 * yd_fail(), yd_browser_say() and what src/cli says on standard error look up the formats they are given; xgettext knows
 * these functions (po/module.am). Texts in the tables of actions, settings, styles, commands and options are looked up
 * where they are shown; tools/docgen lists them for xgettext. Everything else is marked: _("…") looks up, N_("…") only
 * marks. What the contract fixes, and what scripts read, is never marked.
 */
#ifndef YAODIAN_INTL_H
#define YAODIAN_INTL_H

#include <stddef.h>

#define _(text) yd_tr(text)
#define N_(text) text

/* The text in the reader's language, or `text`; NULL gives NULL. Static. */
const char *yd_tr(const char *text) __attribute__((format_arg(1)));
/* The same for a text that counts: `one` for 1, `many` for others, in languages that tell them apart. */
const char *yd_trn(const char *one, const char *many, size_t count) __attribute__((format_arg(1), format_arg(2)));

/* Chooses the language. Call once, before any other thread runs. */
void yd_intl_begin(void);

#endif
