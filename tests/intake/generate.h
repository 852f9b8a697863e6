/*
 * generate.h: outlines made at random by the contract's outline rules, with the source text that says them.
 * The same seed gives the same document.
 */
#ifndef YD_TESTS_GENERATE_H
#define YD_TESTS_GENERATE_H

#include <yaodian/base.h>

typedef struct made_node {
	unsigned level;
	char *mark;  /* "" none */
	char *title; /* NULL none */
	char *text;  /* own text, paragraphs joined by '\n' */
} made_node;

typedef struct made_document {
	yd_buf source;
	char *title, *preamble, *closing; /* "" none */
	made_node *nodes; /* preorder */
	size_t count, cap;
} made_document;

void make_document(uint64_t seed, made_document *out);
void made_document_free(made_document *made);

/* xorshift64*: a number below `bound` (at least 1). */
uint32_t random_below(uint64_t *state, uint32_t bound);
/* Appends `chars` random Han characters that no rule gives a meaning. */
void random_han(uint64_t *state, size_t chars, yd_buf *out);

#endif
