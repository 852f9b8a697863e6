/* Keys that the user bound, over those of the table of actions. */
#include <yaodian/config.h>

#include "browser.h"

#include <stdlib.h>
#include <string.h>

/* ---- looking up ---- */

static const yd_binding *find_binding(const yd_keymap *keymap, yd_pane pane, yd_key key)
{
	for (size_t i = 0; i < keymap->count; i++)
		if (keymap->items[i].pane == pane && keymap->items[i].key == key)
			return &keymap->items[i];
	return NULL;
}

yd_action yd_keymap_action(const yd_keymap *keymap, yd_pane pane, yd_key key, yd_str *argument)
{
	const yd_binding *own = find_binding(keymap, pane, key);
	if (argument)
		*argument = own ? yd_str_of(own->argument) : YD_STR("");
	return own ? own->action : yd_action_of_key(pane, key);
}

/* The panes of `panes` in which a key does an action. */
static unsigned panes_of(
	const yd_keymap *keymap, unsigned panes, yd_key key, const yd_action_row *row)
{
	unsigned found = 0;
	for (unsigned pane = 0; pane < YD_PANE_COUNT; pane++)
		if (panes >> pane & 1 &&
			yd_keymap_action(keymap, (yd_pane)pane, key, NULL) == row->action)
			found |= 1u << pane;
	return found;
}

yd_key yd_keymap_key(const yd_keymap *keymap, yd_pane pane, yd_action action)
{
	const yd_action_row *row = yd_action_find(action);
	yd_str rest = yd_str_of(row->keys);
	for (size_t i = 0; i < keymap->count; i++)
		if (keymap->items[i].pane == pane && keymap->items[i].action == action &&
			!*keymap->items[i].argument)
			return keymap->items[i].key;
	for (yd_str name; (name = yd_str_word(&rest)).len;) {
		yd_key key = yd_key_parse(name);
		if (panes_of(keymap, 1u << pane, key, row))
			return key;
	}
	return YD_KEY_NONE;
}

static void put_panes(unsigned panes, yd_buf *out)
{
	const char *before = "(";
	for (unsigned pane = 0; pane < YD_PANE_COUNT; pane++)
		if (panes >> pane & 1) {
			yd_buf_printf(out, "%s%s", before, yd_pane_name(pane));
			before = ",";
		}
	yd_buf_putc(out, ')');
}

static void put_key(yd_key key, unsigned panes, unsigned all, yd_buf *out)
{
	if (out->len)
		yd_buf_putc(out, ' ');
	yd_key_name(key, out);
	if (panes != all)
		put_panes(panes, out);
}

void yd_keymap_keys(const yd_keymap *keymap, const yd_action_row *row, yd_buf *out)
{
	yd_buf keys = {0};
	yd_str rest = yd_str_of(row->keys);
	for (yd_str name; (name = yd_str_word(&rest)).len;) {
		yd_key key = yd_key_parse(name);
		unsigned panes = panes_of(keymap, row->panes, key, row);
		if (panes)
			put_key(key, panes, row->panes, &keys);
	}
	/* Each key once, with all panes in which it does this. */
	for (size_t i = 0; i < keymap->count; i++) {
		const yd_binding *own = &keymap->items[i];
		bool first = own->action == row->action;
		for (size_t k = 0; first && k < i; k++)
			first = keymap->items[k].key != own->key ||
				keymap->items[k].action != own->action;
		if (first && !panes_of(&(yd_keymap){0}, row->panes, own->key, row))
			put_key(own->key, panes_of(keymap, row->panes, own->key, row), row->panes,
				&keys);
	}
	yd_buf_add_str(out, yd_buf_str(&keys));
	yd_buf_free(&keys);
}

void yd_keymap_free(yd_keymap *keymap)
{
	for (size_t i = 0; i < keymap->count; i++)
		free(keymap->items[i].argument);
	free(keymap->items);
	*keymap = (yd_keymap){0};
}

/* ---- binding ---- */

/* Enough of a word to recognise it. */
static yd_str shown(yd_str word)
{
	return (yd_str){word.ptr, yd_text_fit(word, 40, NULL)};
}

static bool add_panes(yd_str name, unsigned *panes)
{
	static const struct {
		const char *name;
		unsigned panes;
	} sets[] = {{"all", YD_IN_ALL}, {"main", YD_IN_MAIN}, {"trees", YD_IN_TREES}};
	unsigned more = 0;
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
		if (yd_str_equal(name, yd_str_of(sets[i].name)))
			more = sets[i].panes;
	for (unsigned pane = 0; pane < YD_PANE_COUNT; pane++)
		if (yd_str_equal(name, yd_str_of(yd_pane_name(pane))))
			more = 1u << pane;
	*panes |= more;
	return more != 0;
}

static yd_status parse_panes(yd_str names, unsigned *panes, yd_error *err)
{
	*panes = 0;
	for (;;) {
		size_t end = yd_str_find(names, YD_STR(","), 0);
		yd_str name = {names.ptr, end == SIZE_MAX ? names.len : end}, some = shown(name);
		if (!add_panes(name, panes)) {
			yd_buf all = {0};
			for (unsigned pane = 0; pane < YD_PANE_COUNT; pane++)
				yd_buf_printf(&all, "%s, ", yd_pane_name(pane));
			yd_status status = yd_fail(err, YD_INVALID, NULL,
				"there is no pane '%.*s'; there are %smain, trees and all",
				(int)some.len, some.ptr, all.ptr);
			yd_buf_free(&all);
			return status;
		}
		if (end == SIZE_MAX)
			return YD_OK;
		names = (yd_str){names.ptr + end + 1, names.len - end - 1};
	}
}

static yd_status parse_key(yd_str name, yd_key *key, yd_error *err)
{
	/* Signals and flow control: they never reach the program. */
	static const yd_key kept[] = {'c' - 96, 'q' - 96, 's' - 96, 'z' - 96};
	yd_str some = shown(name);
	*key = yd_key_parse(name);
	if (*key == YD_KEY_NONE)
		return yd_fail(err, YD_INVALID, NULL,
			"'%.*s' is no key; write a character, Ctrl-x, or a name such as Enter, "
			"Space, PgDn",
			(int)some.len, some.ptr);
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (*key == kept[i])
			return yd_fail(err, YD_INVALID, NULL,
				"the terminal keeps %.*s for itself; choose another key",
				(int)some.len, some.ptr);
	if (*key >= '0' && *key <= '9')
		return yd_fail(err, YD_INVALID, NULL,
			"digits before a key count; choose another key than %.*s", (int)some.len,
			some.ptr);
	return YD_OK;
}

/* *panes loses those in which the action can do nothing. */
static yd_status parse_action(
	yd_str name, yd_str argument, unsigned *panes, const yd_action_row **row, yd_error *err)
{
	yd_str some = shown(name);
	bool several;
	*row = NULL;
	if (yd_str_equal(name, YD_STR("none")))
		return YD_OK;
	*row = yd_action_find(yd_action_of_name(name, &several));
	/* Beginnings of names are for typing: another version may have more that begin so. */
	if (!*row || strlen((*row)->name) != name.len)
		return yd_fail(err, YD_INVALID, NULL,
			"there is no action '%.*s'; help lists them, none unbinds a key",
			(int)some.len, some.ptr);
	if (argument.len && !(*row)->argument)
		return yd_fail(err, YD_INVALID, NULL, "%s takes no more words", (*row)->name);
	if (!(*panes & (*row)->panes)) {
		yd_buf in = {0};
		put_panes((*row)->panes, &in);
		yd_status status = yd_fail(err, YD_INVALID, NULL,
			"%s does nothing in those panes, only in: %.*s", (*row)->name,
			(int)in.len - 2, in.ptr + 1);
		yd_buf_free(&in);
		return status;
	}
	*panes &= (*row)->panes;
	return YD_OK;
}

/* Returns the line of the file that bound the key before, or 0. */
static size_t set_binding(yd_keymap *keymap, const yd_binding *binding)
{
	for (size_t i = 0; i < keymap->count; i++) {
		yd_binding *was = &keymap->items[i];
		if (was->pane == binding->pane && was->key == binding->key) {
			size_t line = was->line;
			free(was->argument);
			*was = *binding;
			return line;
		}
	}
	YD_GROW(keymap->items, keymap->count, keymap->cap);
	keymap->items[keymap->count++] = *binding;
	return 0;
}

yd_status yd_keymap_bind(yd_keymap *keymap, yd_str words, size_t line, yd_error *err)
{
	yd_str pane_names = yd_str_word(&words), key_name = yd_str_word(&words);
	yd_str action = yd_str_word(&words), argument = yd_str_trim_ascii(words);
	const yd_action_row *row;
	unsigned panes;
	yd_key key;
	if (action.len == 0)
		return yd_fail(err, YD_INVALID, NULL, "bind takes panes, a key and an action: %s",
			"bind text x zoom");
	yd_status status = parse_panes(pane_names, &panes, err);
	if (status == YD_OK)
		status = parse_key(key_name, &key, err);
	if (status == YD_OK)
		status = parse_action(action, argument, &panes, &row, err);
	if (status != YD_OK)
		return status;
	size_t before = 0;
	for (unsigned pane = 0; pane < YD_PANE_COUNT; pane++) {
		yd_binding binding = {
			(yd_pane)pane, key, row ? row->action : YD_DO_NOTHING, NULL, line};
		if (!(panes >> pane & 1))
			continue;
		binding.argument = yd_strndup(argument.ptr, argument.len);
		size_t was = set_binding(keymap, &binding);
		before = was > before ? was : before;
	}
	if (line && before)
		return yd_fail(err, YD_AMBIGUOUS, NULL,
			"line %zu binds %.*s already; this line holds, delete one of them", before,
			(int)key_name.len, key_name.ptr);
	return YD_OK;
}
