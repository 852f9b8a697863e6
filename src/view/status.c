/* The last line: a prompt, a message, or where the reader is. */
#include "browser.h"

#include <yaodian/intl.h>

#include <string.h>

enum { NARROW = 40, ROOMY = 100 };

/* ---- where the reader is ---- */

/* Region and year; with little room only the last name of the region. */
static void put_place(const yd_browser *browser, size_t width, yd_buf *out)
{
	const yd_doc *info = &browser->reader.doc->info;
	const char *region = yd_doc_own_region(info);
	if (!region)
		region = _("region unknown");
	const char *last = strrchr(region, '/');
	if (width < ROOMY && last)
		region = last + 1;
	yd_buf names = {0};
	for (; *region; region++)
		yd_buf_putc(&names, *region == '/' ? ' ' : *region);
	yd_browser_put_shown(browser, yd_buf_str(&names), out);
	yd_buf_free(&names);
	if (info->year)
		yd_buf_printf(out, " %d", info->year);
	else
		yd_buf_puts(out, _(" year unknown"));
}

static void put_position(const yd_browser *browser, bool brief, yd_buf *out)
{
	const yd_reader *reader = &browser->reader;
	size_t unit = reader->unit, all = reader->clauses;
	if (brief) {
		yd_buf_printf(out, "%zu/%zu", yd_reader_clause_number(reader, unit), all);
	} else if (unit == 0) {
		yd_buf_printf(out, yd_trn("%zu clause", "%zu clauses", all), all);
	} else if (yd_reader_is_clause(reader, unit)) {
		yd_buf_printf(
			out, _("clause %zu of %zu"), yd_reader_clause_number(reader, unit), all);
	} else if (yd_reader_is_section(reader, unit)) {
		size_t end = yd_reader_scope_end(reader, unit);
		size_t from = yd_reader_clause_number(reader, unit) + 1;
		size_t to = yd_reader_clause_number(reader, end - 1);
		if (from < to)
			yd_buf_printf(out, _("clauses %zu-%zu of %zu"), from, to, all);
		else
			yd_buf_printf(out, _("section of clause %zu of %zu"), to, all);
	} else {
		yd_buf_puts(out, _("closing"));
	}
}

static void put_search(yd_browser *browser, yd_buf *out)
{
	const yd_search *search = &browser->search;
	if (!search->query)
		return;
	bool more;
	size_t at = browser->hits.list.cursor, count = yd_search_known(search, &more);
	bool here = search->visited && browser->reader.doc && at < search->count &&
		    search->hits[at].doc == browser->reader.doc->info.id &&
		    search->hits[at].unit == browser->reader.unit;
	if (search->earlier)
		count = 0;
	if (here)
		yd_buf_printf(out, _("  hit %zu of %zu%s"), at + 1, count, more ? "+" : "");
	else
		yd_buf_printf(out, _("  hit - of %zu%s"), count, more ? "+" : "");
}

static void put_work(const yd_browser *browser, yd_buf *out)
{
	if (browser->news.stale)
		yd_buf_printf(out, _("  reading anew %zu of %zu"), browser->news.reread,
			browser->news.stale);
	if (browser->news.unindexed)
		yd_buf_printf(out, _("  indexing %zu of %zu"), browser->news.indexed,
			browser->news.unindexed);
}

/* What is said with less and less room. Where the document is not what is looked at, its place goes
 * first. */
typedef enum brevity { WHOLE, WITHOUT_SAMPLE, BRIEF, BREVITIES } brevity;

static bool is_aside(const yd_browser *browser)
{
	return browser->overlay == YD_PANE_HELP || browser->overlay == YD_PANE_BOOKMARKS ||
	       browser->overlay == YD_PANE_THEMES;
}

static void put_where(const yd_browser *browser, size_t width, brevity how, yd_buf *out)
{
	const yd_open_doc *doc = browser->reader.doc;
	if (doc->version)
		yd_buf_printf(
			out, how == BRIEF ? "%s  " : _("%s earlier version  "), doc->info.ref);
	/* With little room the position comes first: it is what changes. */
	if (width < NARROW)
		put_position(browser, how == BRIEF, out);
	else
		put_place(browser, width, out);
	yd_buf_puts(out, "  ");
	if (width < NARROW)
		put_place(browser, width, out);
	else
		put_position(browser, how == BRIEF, out);
	if (browser->reader.doc->info.sample && how == WHOLE)
		yd_buf_puts(out, _("  sample"));
}

static void put_state(yd_browser *browser, size_t width, brevity how, yd_buf *out)
{
	if (browser->digits)
		yd_buf_printf(out, "%zu  ", browser->digits);
	if (browser->reader.doc && !(is_aside(browser) && width < ROOMY))
		put_where(browser, width, how, out);
	if (browser->script != YD_SCRIPT_PUBLISHED)
		yd_buf_puts(out, browser->script == YD_SCRIPT_SIMPLIFIED ? _("  simplified")
									 : _("  traditional"));
	if (yd_filter_is_set(&browser->filter)) {
		yd_buf_puts(out, _("  only "));
		yd_buf filter = {0};
		yd_filter_describe(&browser->filter, &filter);
		yd_browser_put_shown(browser, yd_buf_str(&filter), out);
		yd_buf_free(&filter);
	}
	put_search(browser, out);
	put_work(browser, out);
}

/* ---- the keys that matter now ---- */

/* "  ? help"; nothing when no key does it here. */
static void put_hint(const yd_browser *browser, yd_pane pane, yd_action action, yd_buf *out)
{
	const yd_action_row *row = yd_action_find(action);
	yd_key key = yd_keymap_key(&browser->keymap, pane, action);
	if (key == YD_KEY_NONE)
		return;
	yd_buf_puts(out, "  ");
	yd_key_name(key, out);
	yd_buf_putc(out, ' ');
	yd_buf_puts(out, yd_tr(row->hint));
}

/* Columns that the way to all other keys takes. */
static size_t help_columns(const yd_browser *browser)
{
	yd_buf help = {0};
	put_hint(browser, yd_browser_focus(browser), YD_DO_HELP, &help);
	size_t columns = yd_text_columns(yd_buf_str(&help));
	yd_buf_free(&help);
	return columns;
}

/* As many as fit behind the state, set against the right edge; with room for one only, the help. */
static void put_hints(yd_browser *browser, size_t width, size_t help, yd_row *out)
{
	yd_pane focus = yd_browser_focus(browser);
	const yd_pane_ops *pane = yd_pane_table[focus];
	yd_buf hints = {0}, hint = {0};
	size_t columns = 0;
	for (size_t i = 0; i < 7 && pane->hints[i]; i++) {
		yd_buf_clear(&hint);
		put_hint(browser, focus, pane->hints[i], &hint);
		size_t more = yd_text_columns(yd_buf_str(&hint)), used = out->columns + columns + 2;
		if (i == 0 && pane->hints[1] == YD_DO_HELP && used + more + help > width)
			continue;
		if (used + more > width)
			break;
		yd_buf_add_str(&hints, yd_buf_str(&hint));
		columns += more;
	}
	if (columns)
		yd_row_pad(out, width - 1 - columns, YD_STYLE_STATUS);
	yd_row_add(out, yd_buf_str(&hints), YD_STYLE_STATUS);
	yd_buf_free(&hints);
	yd_buf_free(&hint);
}

static void status_row(yd_browser *browser, size_t width, yd_row *out)
{
	yd_buf state = {0};
	size_t help = help_columns(browser), margin = width > 20;
	brevity how = width < NARROW ? BRIEF : WHOLE;
	for (; how < BREVITIES; how++) {
		yd_buf_clear(&state);
		put_state(browser, width, how, &state);
		if (margin + yd_text_columns(yd_buf_str(&state)) + help + 2 <= width)
			break;
	}
	yd_row_pad(out, margin, YD_STYLE_STATUS);
	yd_row_put(out, yd_buf_str(&state), YD_STYLE_STATUS, width);
	put_hints(browser, width, help, out);
	yd_row_pad(out, width, YD_STYLE_STATUS);
	yd_buf_free(&state);
}

/* ---- the last rows ---- */

size_t yd_browser_last_rows(yd_browser *browser, size_t width, size_t limit)
{
	browser->last_width = width;
	yd_lines_free(&browser->message_lines);
	yd_buf_clear(&browser->message_shown);
	if (browser->message.len == 0 || width == 0)
		return 1;
	yd_text_sanitize(yd_buf_str(&browser->message), 0, &browser->message_shown);
	yd_text_break(yd_buf_str(&browser->message_shown), width, 0, &browser->message_lines);
	size_t rows = browser->message_lines.count + (browser->prompt.sign != 0);
	return rows < limit ? rows : limit ? limit : 1;
}

void yd_browser_last_row(yd_browser *browser, size_t width, size_t y, yd_row *out, size_t *cursor)
{
	*cursor = SIZE_MAX;
	yd_row_clear(out);
	if (y < browser->message_lines.count) {
		yd_row_put(out,
			yd_row_line(yd_buf_str(&browser->message_shown),
				&browser->message_lines.items[y]),
			browser->message_is_error ? YD_STYLE_ERROR : YD_STYLE_MESSAGE, width);
	} else if (browser->prompt.sign) {
		yd_prompt_row(&browser->prompt, width, out, cursor);
	} else {
		status_row(browser, width, out);
	}
}
