#include "snippet.h"

#include "output.h"

#include <stdlib.h>

enum { AROUND = 20 };

void snippet_make(const yd_hit *hit, snippet *out)
{
	*out = (snippet){0};
	yd_hit_snippet(hit, AROUND, &out->text, &out->marks);
}

void snippet_free(snippet *cut)
{
	yd_buf_free(&cut->text);
	free(cut->marks.items);
}

void snippet_print(const snippet *cut)
{
	const char *text = cut->text.ptr;
	size_t at = 0;
	for (size_t i = 0; i < cut->marks.count; i++) {
		yd_query_span mark = cut->marks.items[i];
		out_field((yd_str){text + at, mark.start - at});
		out_set_style(OUT_MATCH);
		out_field((yd_str){text + mark.start, mark.end - mark.start});
		out_set_style(OUT_PLAIN);
		at = mark.end;
	}
	out_field((yd_str){text + at, cut->text.len - at});
}
