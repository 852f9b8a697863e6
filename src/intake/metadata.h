/*
 * metadata.h: what a document says of itself, gathered for metadata.c; private to src/intake.
 */
#ifndef YAODIAN_METADATA_H
#define YAODIAN_METADATA_H

#include "front.h"
#include "signature.h"
#include "when.h"

#include <yaodian/intake.h>

/* What the document says, gathered from its outline. Buffers owned, as printed. */
struct reader {
	yd_str source;
	const yd_outline *outline;
	const yd_given *given;
	front_matter front;
	yd_buf front_text, title, preamble, closing, head, page, joined_body, doc_no_lines;
	yd_str doc_no, body;
	signature signed_, cover;
	when_date published, adopted;
};

/* Fills `r`, whose source, outline and given are set and borrowed. Owned: reader_free(). */
void reader_gather(struct reader *r);
void reader_free(struct reader *r);
/* Appends a line, parted from what is there by '\n'. */
void reader_add_line(yd_buf *buf, yd_str line);

#endif
