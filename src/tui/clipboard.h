/* clipboard.h: a text to the clipboard of the user's terminal, and to a file. */
#ifndef TUI_CLIPBOARD_H
#define TUI_CLIPBOARD_H

#include <yaodian/base.h>

/*
 * Inside tmux by `tmux load-buffer -w -`, since tmux by its default drops what a program itself sends; elsewhere by OSC 52.
 * `limit` is how many bytes of base64 a terminal takes; a longer text is not sent to it. Always also to
 * $XDG_STATE_HOME/yaodian/copied.txt (mode 0600; else beside `user_path`), where the copy before it is replaced.
 * `what` is what it is ("text"). Appends to *said how it went, one line; false when it is nowhere.
 */
bool yd_clipboard_put(yd_str text, const char *what, size_t limit, const char *user_path, yd_buf *said);


#endif
