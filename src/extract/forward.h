/*
 * forward.h: pages that hold next to no text but point at another address, for which they stand.
 *
 * A refresh in a meta tag is followed like a redirect; of frames, and of a script that sets the address, only the user is
 * told: which frame holds the text, and whether the script would do so, nobody knows without being a browser. This is no
 * parser of web pages: tags, their attributes, and strings in scripts are looked for in bytes of any encoding in which ASCII
 * stays itself, and a page that is not understood is a page like any other.
 */
#ifndef YAODIAN_EXTRACT_FORWARD_H
#define YAODIAN_EXTRACT_FORWARD_H

#include <yaodian/base.h>

/* Larger pages, and those with more text (in characters, about), are never only on the way to another one. */
enum { FORWARD_MOST_BYTES = 256 << 10, FORWARD_MOST_TEXT = 90, FORWARD_TARGETS = 3 };

enum forward_kind { FORWARD_NONE, FORWARD_REFRESH, FORWARD_FRAMES, FORWARD_SCRIPT };

/* Addresses as the page writes them (to be joined with its own, yd_address_join()); of frames up to FORWARD_TARGETS, else one. */
struct forward {
	enum forward_kind kind;
	char *to[FORWARD_TARGETS]; /* owned */
	size_t count;
};

/* Any bytes are a page. *out is to be freed. */
void forward_find(yd_str page, struct forward *out);
void forward_free(struct forward *forward);

#endif
