/* The shown paragraph of a source: punctuation, then the script. */
#include <yaodian/typeset.h>

/* From the shown text of `second`, made of that of `first`, to the source of `first`. */
static void join_maps(yd_shown_map *first, yd_shown_map *second)
{
	if (!second->at) {
		yd_shown_map_free(second);
		*second = *first;
		*first = (yd_shown_map){0};
		return;
	}
	for (size_t i = 0; i <= second->shown; i++)
		second->at[i] = (uint32_t)yd_shown_source(first, second->at[i]);
	second->source = first->source;
	yd_shown_map_free(first);
}

void yd_typeset(const yd_typesetter *how, yd_str paragraph, yd_buf *out, yd_shown_map *map)
{
	yd_shown_map punctuated = {0}, converted = {0};
	yd_buf between = {0};
	bool punctuate = how && how->full_width, convert = how && how->script;
	if (punctuate)
		yd_typeset_full_width(paragraph, convert ? &between : out, &punctuated);
	else
		punctuated = (yd_shown_map){NULL, paragraph.len, paragraph.len};
	if (convert)
		yd_typeset_script(
			how->script, punctuate ? yd_buf_str(&between) : paragraph, out, &converted);
	else
		converted = (yd_shown_map){NULL, punctuated.shown, punctuated.shown};
	if (!punctuate && !convert)
		yd_buf_add_str(out, paragraph);
	join_maps(&punctuated, &converted);
	if (map)
		*map = converted;
	else
		yd_shown_map_free(&converted);
	yd_buf_free(&between);
}
