/*
 * caps.h: what the terminal can do, as its description (terminfo) says.
 *
 * Sequences are without padding: the terminals of today need no waiting. One that is missing is NULL.
 */
#ifndef TUI_CAPS_H
#define TUI_CAPS_H

#include <yaodian/base.h>

enum { YD_ATTRIBUTES = 4 }; /* bits of colour.h's YD_ATTR_… */

typedef struct yd_caps {
	bool ansi;            /* moving, erasing and attributes are ECMA-48's: written by hand they are shorter */
	bool wraps_at_once;   /* a character in the last column moves on at once, in the last row the screen scrolls */
	bool moves_in_style;  /* the cursor can be moved while attributes are on */
	bool erases_in_style; /* what is erased takes the background of the moment (bce) */
	bool asks;            /* answers questions (CPR, DECRQM) or swallows them */
	bool mouse;           /* may report its mouse */
	bool sync;            /* has synchronized output; becomes known later in most */
	bool console;         /* the Linux console */
	int colours;          /* 0: none; 8, 16, 256, or more: colours are given as red, green and blue */
	unsigned attributes;  /* those it has, of YD_ATTR_… */
	unsigned attributes_without_colour; /* those it cannot show together with colour */
	int columns, rows;    /* of its description, 0: unknown */

	char *clear, *cup, *el, *ech, *hpa, *cuf, *csr, *ri, *indn, *rin;
	char *sgr0, *on[YD_ATTRIBUTES], *setaf, *setab, *op;
	char *hide, *show;
	yd_buf begin, end; /* what takes the screen, what gives it back */
} yd_caps;

/* Reads the description of `term`. False when there is none. */
bool yd_caps_read(yd_caps *caps, const char *term);
void yd_caps_free(yd_caps *caps);

#endif
