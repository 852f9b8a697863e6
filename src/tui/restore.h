/* restore.h: signals, and a way back to the terminal as it was that works when nothing else does. */
#ifndef TUI_RESTORE_H
#define TUI_RESTORE_H

#include <yaodian/base.h>

/* Notes the terminal's modes; before they are changed. */
void yd_restore_remember_modes(void);
/* Notes the sequences that undo ours, at most 512 bytes. */
void yd_restore_remember_sequences(yd_str sequences);
/* Gives modes back, as noted. */
void yd_restore_modes(void);
/* From now on signals are noted (screen.h), and a crash gives the terminal back first. */
void yd_restore_catch_signals(void);
/* Whether there is something to give back. */
void yd_restore_arm(bool armed);
/* Stops the program by SIGTSTP as if nobody had caught it. */
void yd_restore_stop(void);

#endif
