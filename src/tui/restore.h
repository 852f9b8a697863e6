/* restore.h: signals, and a way back to the terminal as it was that works when nothing else does. */
#ifndef TUI_RESTORE_H
#define TUI_RESTORE_H

#include <stdbool.h>

/* Notes the terminal's modes; before curses begins. */
void yd_restore_remember_modes(void);
/* Notes the sequences that undo ours; once curses has read the terminal's description. */
void yd_restore_remember_sequences(void);
/* Has the terminal the capability with that terminfo name? */
bool yd_restore_can(const char *name);
/* From now on signals are noted (screen.h), and a crash gives the terminal back first. */
void yd_restore_catch_signals(void);
/* Whether there is something to give back. */
void yd_restore_arm(bool armed);
/* Stops the program by SIGTSTP as if nobody had caught it. */
void yd_restore_stop(void);

#endif
