/* Names of the styles: for `color` lines, their completion and the manual. */
#include <yaodian/view.h>

const yd_style_row yd_style_table[YD_STYLE_COUNT] = {
	[YD_STYLE_TEXT] = {"text", "text"},
	[YD_STYLE_DIM] = {"dim", "what is said quietly: counts, what the filter leaves out"},
	[YD_STYLE_TITLE] = {"title", "titles of panes"},
	[YD_STYLE_TITLE_FOCUS] = {"title-focus", "the title of the pane that has the focus"},
	[YD_STYLE_BORDER] = {"border", "lines between the panes"},
	[YD_STYLE_HEADING] = {"heading", "titles of documents and clauses, headings"},
	[YD_STYLE_MARK] = {"mark", "the numbering as printed"},
	[YD_STYLE_THEME] = {"theme", "themes of a clause"},
	[YD_STYLE_BOOKMARK] = {"bookmark", "the sign of a bookmark"},
	[YD_STYLE_MATCH] = {"match", "what was searched for"},
	[YD_STYLE_CURSOR] = {"cursor", "the row under the cursor"},
	[YD_STYLE_STATUS] = {"status", "the status line"},
	[YD_STYLE_KEY] = {"key", "names of keys"},
	[YD_STYLE_MESSAGE] = {"message", "messages"},
	[YD_STYLE_ERROR] = {"error", "messages that something is wrong"},
};
