/*
 * Queries made at random, with what they mean worked out apart from the program: each is written from a tree of
 * its own, which answers by looking for plain strings.
 */
#ifndef YAODIAN_TESTS_RANDOM_QUERY_H
#define YAODIAN_TESTS_RANDOM_QUERY_H

#include <yaodian/query.h>

typedef struct random_source {
	uint64_t state;
} random_source;

/* 0 to below - 1. */
size_t random_below(random_source *random, size_t below);

/* Words, operators, marks, fields, brackets, spaces and broken bytes in any order: `pieces` of them. Appends. */
void random_line(random_source *random, size_t pieces, yd_buf *out);

typedef struct meaning meaning;
/* A new query, appended to *out, and its meaning. Its words are of the letters a, b, c; its regions are 吉林, 长春, 朝阳, 未知
 * and 火星, which random_regions() knows. */
meaning *random_query(random_source *random, yd_buf *out);
bool meaning_holds(const meaning *tree, const yd_query_unit *unit);
void meaning_free(meaning *tree);

/* A yd_query_regions_fn: 吉林省; 吉林省/长春市; 北京市/朝阳区 and 辽宁省/朝阳市; unknown; none. */
yd_status random_regions(void *context, yd_str name, char ***paths, size_t *count, yd_error *err);

/* A unit of a few letters, its text in *text, with anything in its fields. */
void random_unit(random_source *random, yd_buf *text, yd_query_unit *unit);

#endif
