/* terms.h: the terms of a search, and where they stand in a text. */
#ifndef VIEW_TERMS_H
#define VIEW_TERMS_H

#include <yaodian/view.h>

typedef struct yd_terms {
	yd_buf *folds; /* those that the query asks for (query.h), folded, none empty */
	size_t count, cap;
} yd_terms;

void yd_terms_parse(yd_str query, yd_terms *out);
void yd_terms_free(yd_terms *terms);

typedef struct yd_span {
	size_t start, end; /* bytes */
} yd_span;

typedef struct yd_spans {
	yd_span *items; /* in order, not overlapping */
	size_t count, cap;
} yd_spans;

/* Appends the places of every term in `text`: whole graphemes, in order, overlapping ones joined. */
void yd_terms_mark(const yd_terms *terms, yd_str text, yd_spans *out);
/* Does the folded `text` contain each of the terms? */
bool yd_terms_match(const yd_terms *terms, yd_str text);
void yd_spans_free(yd_spans *spans);

#endif
