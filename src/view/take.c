/* Taking along: copies, citations, pipes. What is done outside is asked for as data (view.h). */
#include "browser.h"

#include <yaodian/intl.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- requests ---- */

void yd_request_free(yd_request *request)
{
	yd_buf_free(&request->text);
	free(request->command);
	*request = (yd_request){0};
}

void yd_browser_request(yd_browser *browser, yd_request_kind kind, const char *command, yd_str text)
{
	yd_request_free(&browser->request);
	browser->request.kind = kind;
	browser->request.command = yd_strdup(command);
	yd_buf_add_str(&browser->request.text, text);
}

bool yd_browser_take_request(yd_browser *browser, yd_request *out)
{
	*out = browser->request;
	browser->request = (yd_request){0};
	return out->kind != YD_REQUEST_NONE;
}

const char *yd_browser_user_path(const yd_browser *browser)
{
	return yd_library_user_path(browser->library);
}

/* ---- texts ---- */

/* As it stands in the source, with its mark. */
static void unit_text(const yd_reader *reader, size_t unit, yd_buf *out)
{
	yd_sheet_mark(reader, unit, out);
	yd_open_doc_unit_text(reader->doc, unit, out);
}

/* Of a bookmark the text it holds, which is there also when the document is not. */
static bool text_to_take(yd_browser *browser, yd_buf *out)
{
	yd_bookmarks_view *view = &browser->bookmarks;
	if (browser->overlay == YD_PANE_BOOKMARKS) {
		const yd_bookmark_row *row = yd_bookmarks_view_row(
			view, yd_library_user(browser->library), view->list.cursor);
		yd_buf_puts(out, row && row->bookmark.text ? row->bookmark.text : "");
	} else if (browser->reader.doc) {
		unit_text(&browser->reader, browser->reader.unit, out);
	}
	if (out->len)
		return true;
	yd_browser_say(browser, "There is no text here to take along.");
	return false;
}

void yd_browser_copy(yd_browser *browser)
{
	yd_buf text = {0};
	if (text_to_take(browser, &text))
		yd_browser_request(browser, YD_REQUEST_COPY, N_("text"), yd_buf_str(&text));
	yd_buf_free(&text);
}

void yd_browser_cite(yd_browser *browser)
{
	yd_buf text = {0};
	char today[16] = "";
	time_t now = time(NULL);
	struct tm local;
	if (!browser->reader.doc)
		return;
	if (localtime_r(&now, &local))
		strftime(today, sizeof today, "%Y-%m-%d", &local);
	yd_open_doc_cite(browser->reader.doc, browser->reader.unit,
		(yd_citation_style)browser->settings.citation, today, &text);
	yd_browser_request(browser, YD_REQUEST_COPY, N_("citation"), yd_buf_str(&text));
	yd_buf_free(&text);
}

/* ---- pipes ---- */

static void pipe_to(yd_browser *browser, yd_str command)
{
	yd_buf text = {0};
	char *line = yd_strndup(command.ptr, command.len);
	if (text_to_take(browser, &text)) {
		yd_buf_putc(&text, '\n');
		yd_browser_request(browser, YD_REQUEST_PIPE, line, yd_buf_str(&text));
	}
	free(line);
	yd_buf_free(&text);
}

void yd_browser_begin_pipe(yd_browser *browser, yd_str argument)
{
	if (argument.len) {
		pipe_to(browser, argument);
		return;
	}
	yd_browser_read_lines(browser, "pipes", &browser->pipes);
	yd_prompt_begin(&browser->prompt, '|', &browser->pipes);
}

void yd_browser_pipe_entered(yd_browser *browser, yd_str line)
{
	line = yd_str_trim_ascii(line);
	if (!line.len)
		return;
	yd_browser_keep_lines(browser, "pipes", &browser->pipes);
	pipe_to(browser, line);
}
