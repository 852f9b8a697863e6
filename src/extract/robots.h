/*
 * robots.h: what a site's /robots.txt allows (RFC 9309).
 *
 * The group of our own token counts, all of that name together, in either case of letters; else that of "*"; else all is
 * allowed. The longest pattern that fits a path decides, of equally long ones the one that allows; * stands for any
 * characters and a $ at the end for the end. Paths and patterns are compared with what may stand plainly decoded and the rest
 * percent-encoded. Crawl-delay, which the RFC does not have, is read as those who write it mean it: seconds.
 */
#ifndef YAODIAN_EXTRACT_ROBOTS_H
#define YAODIAN_EXTRACT_ROBOTS_H

#include <yaodian/base.h>

/* More of a file is not read (RFC 9309, 2.5, asks for at least so much). */
#define ROBOTS_MOST (512u << 10)

struct robots_rule {
	char *pattern; /* owned */
	size_t len;
	bool allow;
};

struct robots {
	struct robots_rule *rules;
	size_t count, cap;
	unsigned delay_ms; /* Crawl-delay; 0: none */
};

/* `token`: letters, - and _ . Any bytes are a robots.txt; what is not understood is left out. */
void robots_read(yd_str bytes, const char *token, struct robots *out);
void robots_free(struct robots *robots);
/* `path` begins with a slash and has the query with it. /robots.txt itself is always allowed. */
bool robots_allow(const struct robots *robots, const char *path);

#endif
