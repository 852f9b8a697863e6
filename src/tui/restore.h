/* restore.h: signals, and a way back to the terminal as it was that works when nothing else does. */
#ifndef TUI_RESTORE_H
#define TUI_RESTORE_H

#include <stdbool.h>

/* Notes the terminal's modes and the sequences that undo ours; after setupterm(), before curses begins. */
void yd_restore_remember(void);
/* From now on signals are noted (screen.h), and a crash gives the terminal back first. */
void yd_restore_catch_signals(void);
/* Whether there is something to give back. */
void yd_restore_arm(bool armed);
/* Stops the program by SIGTSTP as if nobody had caught it. */
void yd_restore_stop(void);

#endif
