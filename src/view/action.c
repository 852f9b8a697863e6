/* The one table of actions: keys, the `:` line, the help screen and the hints in the status line
 * come from it. */
#include <yaodian/view.h>

#define MOVE  "Moving"
#define PANES "Panes"
#define FIND  "Finding"
#define KEEP  "Themes"
#define MARK  "Bookmarks and notes"
#define TAKE  "Taking along"
#define ELSE  "The program"

const yd_action_row yd_action_table[YD_DO_COUNT - 1] = {
	{YD_DO_DOWN, MOVE, "down", "j Down Ctrl-n", NULL, "down", "one line down", YD_IN_ALL},
	{YD_DO_UP, MOVE, "up", "k Up Ctrl-p", NULL, "up", "one line up", YD_IN_ALL},
	{YD_DO_HALF_DOWN, MOVE, "half-page-down", "Ctrl-d", NULL, "half page", "half a page down",
		YD_IN_ALL},
	{YD_DO_HALF_UP, MOVE, "half-page-up", "Ctrl-u", NULL, "half page up", "half a page up",
		YD_IN_ALL},
	{YD_DO_PAGE_DOWN, MOVE, "page-down", "Ctrl-f PgDn", NULL, "page",
		"a page down (in the text Space too); from the end of a section into the next",
		YD_IN_ALL},
	{YD_DO_PAGE_UP, MOVE, "page-up", "Ctrl-b PgUp", NULL, "page up", "a page up", YD_IN_ALL},
	{YD_DO_FIRST, MOVE, "first", "g Home", NULL, "start",
		"to the start; with digits before it, to that line", YD_IN_ALL},
	{YD_DO_LAST, MOVE, "last", "G End", NULL, "end",
		"to the end; with digits before it, to that line", YD_IN_ALL},
	{YD_DO_NEXT_CLAUSE, MOVE, "next-clause", "]", NULL, "next",
		"next clause that passes the filter, also in the next section or document",
		YD_IN_MAIN},
	{YD_DO_PREVIOUS_CLAUSE, MOVE, "previous-clause", "[", NULL, "previous",
		"previous clause that passes the filter", YD_IN_MAIN},
	{YD_DO_NEXT_SECTION, MOVE, "next-section", ")", NULL, "section",
		"next section of the document", YD_IN_MAIN},
	{YD_DO_PREVIOUS_SECTION, MOVE, "previous-section", "(", NULL, "section back",
		"start of this section, or the section before", YD_IN_MAIN},
	{YD_DO_NEXT_UNREAD, MOVE, "next-unread", "}", NULL, "next unread",
		"next clause that was not read and passes the filter, also in the next document",
		YD_IN_MAIN},
	{YD_DO_PREVIOUS_UNREAD, MOVE, "previous-unread", "{", NULL, "previous unread",
		"the clause before that was not read", YD_IN_MAIN},
	{YD_DO_BACK, MOVE, "back", "< Ctrl-o", NULL, "back",
		"back to where the last jump was made from, and further", YD_IN_MAIN},
	{YD_DO_FORWARD, MOVE, "forward", ">", NULL, "forward", "forward again", YD_IN_MAIN},
	{YD_DO_SET_MARK, MOVE, "mark", "m", "LETTER", "mark",
		"mark this place with the letter typed next: a to z in this document, A to Z in "
		"all",
		YD_IN_MAIN},
	{YD_DO_GO_MARK, MOVE, "go-mark", "'", "LETTER", "to mark",
		"to the mark with the letter typed next; '' back to before the last jump",
		YD_IN_MAIN},
	{YD_DO_GO, MOVE, "go", "", "NUMBER or REF", "go",
		"to the clause with that number (:24 and :(五) do the same), or to a reference",
		YD_IN_MAIN},

	{YD_DO_OPEN, PANES, "open", "Enter", NULL, "open",
		"open what is under the cursor; in the text, one line down",
		YD_IN_ALL & ~YD_IN_THEMES},
	{YD_DO_FOLD, PANES, "fold", "Space", NULL, "fold",
		"fold or unfold; in the text, a page down",
		YD_IN_MAIN | YD_IN_BOOKMARKS | YD_IN_HITS | YD_IN_VERSIONS | YD_IN_HELP},
	{YD_DO_FOCUS_NEXT, PANES, "focus-next", "Tab", NULL, "pane", "to the next pane",
		YD_IN_MAIN},
	{YD_DO_FOCUS_PREVIOUS, PANES, "focus-previous", "Shift-Tab", NULL, "pane",
		"to the previous pane", YD_IN_MAIN},
	{YD_DO_FOCUS_LEFT, PANES, "focus-left", "h Left", NULL, "left", "to the pane on the left",
		YD_IN_MAIN},
	{YD_DO_FOCUS_RIGHT, PANES, "focus-right", "l Right", NULL, "right",
		"to the pane on the right", YD_IN_MAIN},
	{YD_DO_ZOOM, PANES, "zoom", "z", NULL, "zoom", "the text alone, full width; again: back",
		YD_IN_MAIN},
	{YD_DO_PUNCTUATION, PANES, "punctuation", "p", NULL, "punctuation",
		"show ASCII , : ; ? ! ( ) and quotation marks between Chinese characters full "
		"width, "
		"or as published; search and copies keep the source",
		YD_IN_MAIN | YD_IN_BOOKMARKS | YD_IN_HITS | YD_IN_VERSIONS},
	{YD_DO_SCRIPT, PANES, "script", "s", NULL, "script",
		"show the text in simplified characters, in traditional ones, or as published",
		YD_IN_MAIN | YD_IN_BOOKMARKS | YD_IN_HITS | YD_IN_VERSIONS},
	{YD_DO_VERSIONS, PANES, "versions", "V", NULL, "versions",
		"list what the document under the cursor was before its file or page changed; "
		"Enter opens an earlier version, V or Esc goes back to the text as it is now",
		YD_IN_MAIN | YD_IN_BOOKMARKS | YD_IN_HITS | YD_IN_VERSIONS},

	{YD_DO_JUMP, FIND, "jump", "f", "NAME", "jump",
		"to the row with that name as you type it, in characters or in pinyin (changchun, "
		"cc); Tab the next, Esc back",
		YD_IN_TREES},
	{YD_DO_SEARCH, FIND, "search", "/", "TEXT", "search",
		"search all clauses, or those that pass the filter, as you type; Enter goes to the "
		"hit, Tab completes, Up brings back earlier lines, Down enters the list, Esc "
		"goes back to where you were; in the help, search the help",
		YD_IN_MAIN | YD_IN_HITS | YD_IN_HELP},
	{YD_DO_NEXT_HIT, FIND, "next-hit", "n", NULL, "next hit",
		"next hit of the search, in the order of the list", YD_IN_MAIN | YD_IN_HELP},
	{YD_DO_PREVIOUS_HIT, FIND, "previous-hit", "N", NULL, "previous hit",
		"previous hit of the search", YD_IN_MAIN | YD_IN_HELP},
	{YD_DO_HITS, FIND, "hits", "H", NULL, "hits", "the list of hits again", YD_IN_MAIN},
	{YD_DO_ORDER, FIND, "order", "o", NULL, "order",
		"hits by region and year, or again those first that have it in their title",
		YD_IN_HITS},

	{YD_DO_THEMES, KEEP, "themes", "t", "THEME…", "themes",
		"choose themes to filter by; on the command line, names parted by spaces",
		YD_IN_MAIN | YD_IN_HITS},
	{YD_DO_CLEAR_FILTER, KEEP, "clear-filter", "T", NULL, "clear filter", "clear the filter",
		YD_IN_MAIN | YD_IN_THEMES | YD_IN_HITS},
	{YD_DO_PICK, KEEP, "pick", "Space", NULL, "pick", "pick the theme under the cursor, or not",
		YD_IN_THEMES},
	{YD_DO_APPLY, KEEP, "apply", "Enter", NULL, "filter",
		"filter by the themes picked, or by the one under the cursor when none is",
		YD_IN_THEMES},
	{YD_DO_ANY_ALL, KEEP, "any-all", "&", NULL, "any/all",
		"clauses with any of the themes picked, or with all of them",
		YD_IN_MAIN | YD_IN_THEMES | YD_IN_HITS},
	{YD_DO_PRIMARY, KEEP, "primary", "!", NULL, "primary",
		"only clauses that are about the theme under the cursor", YD_IN_THEMES},

	{YD_DO_BOOKMARK, MARK, "bookmark", "b", NULL, "bookmark",
		"bookmark what is under the cursor, or not any longer; in the regions the "
		"document, or what is read of the one that is open",
		YD_IN_MAIN},
	{YD_DO_BOOKMARKS, MARK, "bookmarks", "B", NULL, "bookmarks", "list all bookmarks",
		YD_IN_MAIN | YD_IN_WELCOME},
	{YD_DO_REMOVE, MARK, "remove", "d", NULL, "remove", "remove the bookmark under the cursor",
		YD_IN_BOOKMARKS},
	{YD_DO_NOTE, MARK, "note", "e", "TEXT", "note",
		"write a note in $VISUAL or $EDITOR, or in a line when neither is set; an emptied "
		"note is removed",
		YD_IN_MAIN | YD_IN_BOOKMARKS},
	{YD_DO_TAG, MARK, "tag", "#", "TAG…", "tags",
		"give tags, and a bookmark where there is none; Tab completes those there are",
		YD_IN_MAIN | YD_IN_BOOKMARKS},
	{YD_DO_SWITCH_READ, MARK, "read", "r", NULL, "read",
		"mark the clause, the section or at its title the document as read, or unread "
		"again; a clause is read once it was under the eye for three seconds or was "
		"scrolled past",
		YD_IN_MAIN},
	{YD_DO_EDIT, MARK, "edit", "E", "NAME=VALUE…", "edit",
		"correct region, year, title or kind of the document, heading (no, yes, 1 to 8) or "
		"theme (+T, -T) of what is under the cursor, or reset: year=2025, region "
		"吉林/长春; "
		"alone, all of them in $VISUAL or $EDITOR, or in a line when neither is set",
		YD_IN_MAIN},
	{YD_DO_UNDO, MARK, "undo", "u", NULL, "undo",
		"take back the last change to bookmarks, notes, tags, read marks or corrections",
		YD_IN_MAIN | YD_IN_BOOKMARKS},

	{YD_DO_COPY, TAKE, "copy", "y", NULL, "copy",
		"copy the text under the cursor, to the clipboard and to a file",
		YD_IN_MAIN | YD_IN_BOOKMARKS},
	{YD_DO_CITE, TAKE, "cite", "Y", NULL, "cite",
		"copy a citation after GB/T 7714, with place and reference", YD_IN_MAIN},
	{YD_DO_PIPE, TAKE, "pipe", "|", "COMMAND", "pipe",
		"give the text under the cursor to a command", YD_IN_MAIN | YD_IN_BOOKMARKS},

	{YD_DO_COMMAND, ELSE, "command", ":", NULL, "command",
		"a command line; Tab completes names, Up and Down bring back earlier lines",
		YD_IN_ALL},
	{YD_DO_SET, ELSE, "set", "", "NAME VALUE", "set",
		"change a setting for this session; with its name alone show it, alone show those "
		"that are not as they were at first",
		YD_IN_ALL},
	{YD_DO_BIND, ELSE, "bind", "", "PANES KEY ACTION", "bind",
		"bind a key for this session; the action none unbinds it", YD_IN_ALL},
	{YD_DO_COLOR, ELSE, "color", "", "STYLE FG BG ATTR…", "color",
		"draw a style in other colours for this session", YD_IN_ALL},
	{YD_DO_HELP, ELSE, "help", "?", NULL, "help", "these keys", YD_IN_ALL},
	{YD_DO_REDRAW, ELSE, "redraw", "Ctrl-l", NULL, "redraw", "draw the screen anew", YD_IN_ALL},
	{YD_DO_CANCEL, ELSE, "cancel", "Esc", NULL, "cancel",
		"cancel what is being typed or chosen, or digits; from a search back to where you "
		"were; never leaves the program",
		YD_IN_ALL},
	{YD_DO_LEAVE, ELSE, "leave", "q", NULL, "leave",
		"leave the list, the chooser or the zoomed text, at last the program", YD_IN_ALL},
	{YD_DO_QUIT, ELSE, "quit", "", NULL, "quit", "leave the program", YD_IN_ALL},
};

enum { ROWS = sizeof yd_action_table / sizeof *yd_action_table };

const yd_action_row *yd_action_find(yd_action action)
{
	for (size_t i = 0; i < ROWS; i++)
		if (yd_action_table[i].action == action)
			return &yd_action_table[i];
	return NULL;
}

/* Each key of the table, read once: every frame asks for some. */
static struct {
	yd_key key;
	const yd_action_row *row;
} read_keys[4 * ROWS];
static size_t read_count;

static void read_keys_of(const yd_action_row *row)
{
	yd_str rest = yd_str_of(row->keys);
	while (rest.len) {
		size_t end = yd_str_find(rest, YD_STR(" "), 0);
		if (end == SIZE_MAX)
			end = rest.len;
		yd_key key = yd_key_parse((yd_str){rest.ptr, end});
		if (key != YD_KEY_NONE && read_count < sizeof read_keys / sizeof *read_keys) {
			read_keys[read_count].key = key;
			read_keys[read_count++].row = row;
		}
		if (end < rest.len)
			end++;
		rest = (yd_str){rest.ptr + end, rest.len - end};
	}
}

yd_action yd_action_of_key(yd_pane pane, yd_key key)
{
	if (key == YD_KEY_NONE)
		return YD_DO_NOTHING;
	if (read_count == 0)
		for (size_t i = 0; i < ROWS; i++)
			read_keys_of(&yd_action_table[i]);
	for (size_t i = 0; i < read_count; i++)
		if (read_keys[i].key == key && (read_keys[i].row->panes >> pane & 1))
			return read_keys[i].row->action;
	return YD_DO_NOTHING;
}

yd_action yd_action_of_name(yd_str name, bool *several)
{
	yd_action found = YD_DO_NOTHING;
	size_t fits = 0;
	for (size_t i = 0; i < ROWS; i++) {
		yd_str whole = yd_str_of(yd_action_table[i].name);
		if (name.len == 0 || !yd_str_starts(whole, name))
			continue;
		if (whole.len == name.len) {
			fits = 1;
			found = yd_action_table[i].action;
			break;
		}
		fits++;
		found = yd_action_table[i].action;
	}
	*several = fits > 1;
	return fits == 1 ? found : YD_DO_NOTHING;
}

const char *yd_pane_name(yd_pane pane)
{
	static const char *const names[YD_PANE_COUNT] = {
		[YD_PANE_REGIONS] = "regions",
		[YD_PANE_OUTLINE] = "outline",
		[YD_PANE_TEXT] = "text",
		[YD_PANE_THEMES] = "themes",
		[YD_PANE_BOOKMARKS] = "bookmarks",
		[YD_PANE_HITS] = "hits",
		[YD_PANE_VERSIONS] = "versions",
		[YD_PANE_HELP] = "help",
		[YD_PANE_WELCOME] = "welcome",
	};
	return names[pane];
}
