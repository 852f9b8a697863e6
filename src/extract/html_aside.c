/*
 * What stands beside a text under a heading that says so: 相关阅读, 网友评论. Teasers and comments
 * are sentences like any, and may be more than a short plan has; only their heading tells.
 */
#include "html.h"

/* Of what the heading is the first line, as far up as it is; else what holds it and its like. */
static const struct element *holder_of(const struct html *html, size_t heading)
{
	const struct element *all = html->elements;
	const struct element *found = &all[html->blocks[heading].element];
	while (found != all && found->end_block - found->first_block < 2)
		found = &all[found->parent];
	while (found != all && found->first_block == heading && found->parent &&
		all[found->parent].first_block == heading)
		found = &all[found->parent];
	return found;
}

/* A document begins, whatever stood before it. */
static bool begins_text(const struct html *html, const struct block *block)
{
	return !html_is_linked(block) &&
	       ((block->heading && block->heading <= 2) || (block->hints & HINT_CENTRED) ||
		       (block->chars > 20 && line_is_numbered(html_block_text(html, block))));
}

static size_t chars_between(const struct html *html, size_t from, size_t end)
{
	size_t chars = 0;
	for (size_t i = from; i < end; i++)
		chars += html->blocks[i].chars;
	return chars;
}

void html_mark_asides(struct html *html)
{
	size_t total = chars_between(html, 0, html->block_count);
	for (size_t i = 0; i < html->block_count; i++) {
		if (html->blocks[i].aside ||
			!line_begins_aside(html_block_text(html, &html->blocks[i])))
			continue;
		const struct element *holder = holder_of(html, i);
		bool whole = holder->first_block == i;
		/* One that heads all of the page heads nothing. */
		if (whole && chars_between(html, i, holder->end_block) * 10 > total * 8)
			continue;
		for (size_t k = i; k < holder->end_block; k++) {
			if (k > i && !whole && begins_text(html, &html->blocks[k]))
				break;
			html->blocks[k].aside = true;
		}
	}
}
