/* References: CODE-YEAR-KEY with .2 .3 … where several documents have the same. */
#include "inner.h"

#include <yaodian/intl.h>

#include <stdlib.h>
#include <string.h>

char *reference_whole(const char *reference, int64_t n)
{
	return n > 1 ? yd_format("%s.%lld", reference, (long long)n) : yd_strdup(reference);
}

struct numbered {
	int64_t id, n;
};

static yd_status read_same(yd_corpus *corpus, const char *reference, struct numbered **docs,
	size_t *count, yd_error *err)
{
	sqlite3_stmt *stmt;
	size_t cap = 0;
	yd_status status = database_query(&corpus->base, err, &stmt, SAME_REFS, "s", reference);
	while (status == YD_OK && (status = database_step(&corpus->base, stmt, err)) == YD_OK) {
		YD_GROW(*docs, *count, cap);
		(*docs)[(*count)++] = (struct numbered){
			sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1)};
	}
	return status == YD_END ? YD_OK : status;
}

/* ---- numbering ---- */

void yd_renumbered_free(yd_renumbered *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(items[i].was);
	free(items);
}

void references_forget(yd_corpus *corpus)
{
	yd_renumbered_free(corpus->renumbered, corpus->renumbered_count);
	corpus->renumbered = NULL;
	corpus->renumbered_count = corpus->renumbered_cap = 0;
}

/* Those that go up from the highest, then those that go down from the lowest. */
static int compare_renumbered(const void *a, const void *b)
{
	const yd_renumbered *x = a, *y = b;
	bool x_up = x->to > x->from, y_up = y->to > y->from;
	if (x_up != y_up)
		return x_up ? -1 : 1;
	int order = x->from < y->from ? -1 : x->from > y->from;
	return x_up ? -order : order;
}

void yd_corpus_renumbered(yd_corpus *corpus, yd_renumbered **out, size_t *count)
{
	*out = corpus->renumbered;
	*count = corpus->renumbered_count;
	corpus->renumbered = NULL;
	corpus->renumbered_count = corpus->renumbered_cap = 0;
	if (*count)
		qsort(*out, *count, sizeof **out, compare_renumbered);
}

static void note_renumbered(
	yd_corpus *corpus, const char *reference, int64_t doc, int64_t from, int64_t to)
{
	YD_GROW(corpus->renumbered, corpus->renumbered_count, corpus->renumbered_cap);
	corpus->renumbered[corpus->renumbered_count++] =
		(yd_renumbered){doc, reference_whole(reference, from), from, to};
}

yd_status references_number(yd_corpus *corpus, const char *reference, yd_error *err)
{
	struct numbered *docs = NULL;
	size_t count = 0;
	yd_status status = read_same(corpus, reference, &docs, &count, err);
	/* Two rounds: a number must be free before it is given again. Number 0, of one just
	 * written, is nobody's. */
	for (int64_t sign = -1; sign <= 1; sign += 2)
		for (size_t i = 0; i < count && status == YD_OK; i++)
			if (docs[i].n != (int64_t)i + 1 && (sign > 0 || docs[i].n > 0))
				status = database_run(&corpus->base, err, SET_REF_N, "ii",
					docs[i].id, sign * ((int64_t)i + 1));
	for (size_t i = 0; i < count && status == YD_OK; i++)
		if (docs[i].n > 0 && docs[i].n != (int64_t)i + 1)
			note_renumbered(corpus, reference, docs[i].id, docs[i].n, (int64_t)i + 1);
	free(docs);
	return status;
}

/* ---- finding ---- */

static yd_status find_exact(yd_corpus *corpus, yd_str base, int64_t n, int64_t *id, yd_error *err)
{
	yd_status status = database_value(&corpus->base, err, id, FIND_REF, "ti", base, n);
	return status == YD_OK && !*id ? YD_END : status;
}

enum { NAMED_MAX = 5 };

struct candidates {
	int64_t id;
	size_t count;
	yd_buf names; /* the first NAMED_MAX of them */
};

static void add_candidate(
	struct candidates *found, sqlite3_stmt *stmt, const char *reference, int64_t n)
{
	char *whole = reference_whole(reference, n);
	if (found->count == 0)
		found->id = sqlite3_column_int64(stmt, 0);
	if (found->count < NAMED_MAX)
		yd_buf_printf(&found->names, "%s%s", found->count ? ", " : "", whole);
	found->count++;
	free(whole);
}

/* Every document whose CODE-YEAR-KEY begins with `beginning`, up to one more than are named. */
static yd_status find_beginning(
	yd_corpus *corpus, yd_str beginning, struct candidates *found, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_buf end = {0};
	yd_buf_add_str(&end, beginning);
	yd_buf_putc(&end, '\x7f'); /* references are ASCII */
	yd_status status = database_query(
		&corpus->base, err, &stmt, FIND_REF_BEGINNING, "tt", beginning, yd_buf_str(&end));
	while (status == YD_OK && (status = database_step(&corpus->base, stmt, err)) == YD_OK)
		add_candidate(found, stmt, (const char *)sqlite3_column_text(stmt, 1),
			sqlite3_column_int64(stmt, 2));
	yd_buf_free(&end);
	return status == YD_END ? YD_OK : status;
}

/* Every CODE-YEAR-KEY.N of `base` whose N begins with `digits`. */
static yd_status find_number_beginning(
	yd_corpus *corpus, yd_str base, yd_str digits, struct candidates *found, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_status status = database_query(&corpus->base, err, &stmt, FIND_REF_N, "t", base);
	while (status == YD_OK && (status = database_step(&corpus->base, stmt, err)) == YD_OK) {
		char number[24];
		int64_t n = sqlite3_column_int64(stmt, 2);
		sqlite3_snprintf((int)sizeof number, number, "%lld", (long long)n);
		if (yd_str_starts(yd_str_of(number), digits))
			add_candidate(found, stmt, (const char *)sqlite3_column_text(stmt, 1), n);
	}
	return status == YD_END ? YD_OK : status;
}

static bool split_number(yd_str ref, yd_str *base, yd_str *digits, int64_t *n)
{
	const char *dot = ref.len ? memrchr(ref.ptr, '.', ref.len) : NULL;
	if (!dot)
		return false;
	*base = (yd_str){ref.ptr, (size_t)(dot - ref.ptr)};
	*digits = (yd_str){dot + 1, ref.len - base->len - 1};
	*n = 0;
	for (size_t i = 0; i < digits->len; i++) {
		if (digits->ptr[i] < '0' || digits->ptr[i] > '9' || *n > 100000000)
			return false;
		*n = *n * 10 + (digits->ptr[i] - '0');
	}
	return digits->len == 0 || digits->ptr[0] != '0';
}

static yd_status find_any(yd_corpus *corpus, yd_str ref, struct candidates *found, yd_error *err)
{
	yd_str base, digits;
	int64_t n;
	bool numbered = split_number(ref, &base, &digits, &n);
	yd_status status = numbered && n > 1 ? find_exact(corpus, base, n, &found->id, err)
					     : find_exact(corpus, ref, 1, &found->id, err);
	if (status == YD_OK)
		found->count = 1;
	if (status != YD_END)
		return status;
	return numbered ? find_number_beginning(corpus, base, digits, found, err)
			: find_beginning(corpus, ref, found, err);
}

yd_status yd_corpus_find(yd_corpus *corpus, yd_str ref, int64_t *id, yd_error *err)
{
	struct candidates found = {0};
	char *about = yd_strndup(ref.ptr, ref.len);
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK && ref.len == 0)
		status = yd_fail(err, YD_NOT_FOUND, NULL, "an empty reference names no document");
	if (status == YD_OK)
		status = find_any(corpus, ref, &found, err);
	if (status == YD_OK && found.count == 0)
		status = yd_fail(err, YD_NOT_FOUND, about,
			"no document has that reference; `yaodian list` shows those there are");
	else if (status == YD_OK && found.count > 1)
		status = yd_fail(err, YD_AMBIGUOUS, about,
			"fits several documents: %s%s; give more of it", found.names.ptr,
			found.count > NAMED_MAX ? _(" and more") : "");
	if (status == YD_OK)
		*id = found.id;
	yd_buf_free(&found.names);
	free(about);
	return status;
}
