/*
 * support.h: made-up documents, a random number generator with a seed, folders that go away, and a model of the
 * cache that answers every question by walking all documents.
 */
#ifndef TESTS_STORE_SUPPORT_H
#define TESTS_STORE_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <yaodian/corpus.h>
#include <yaodian/user.h>

/* ---- random numbers (xorshift64*), the same on every machine ---- */

struct random {
	uint64_t state;
};
uint32_t random_below(struct random *random, uint32_t bound);
uint32_t random_set(struct random *random, unsigned chance); /* each of 31 bits set once in `chance` times */

/* ---- folders ---- */

/* A new folder; the same as state of a cmocka fixture. */
int folder_setup(void **state);
int folder_teardown(void **state);
char *folder_path(void **state, const char *name); /* owned */
/* How many files the folder holds whose name begins so. */
int folder_count(void **state, const char *beginning);

/* ---- documents ---- */

struct made {
	char reference[32];
	char region[96]; /* "" unknown */
	char own_region[96]; /* "" as region */
	char sorts[256];
	int year;
	char title[64];
	char path[64], url[64]; /* "" none */
	bool sample;
	char fingerprint[32];
	char *source;
	char *original; /* NULL: the source */
	yd_unit_row units[24];
	size_t unit_count, sections, clauses;
	uint8_t sha256[YD_SHA256_SIZE];
};

/* A document of random metadata and tags, whose bytes are made of `content`, and come from file number `place`. */
void made_fill(struct made *made, struct random *random, unsigned content, unsigned place);
void made_free(struct made *made);
yd_doc_row made_row(const struct made *made);
/* Puts it and fails the test when that fails; the outcome, and the id when `id` is not NULL. */
yd_put_outcome made_put(yd_corpus *corpus, const struct made *made, int64_t *id);

/* Opens a cache and fails the test when that fails. */
yd_corpus *corpus_at(const char *path, yd_open_mode mode);
yd_user *user_at(const char *path, yd_open_mode mode);
/* Makes a cache of that many documents. */
void corpus_fill(const char *path, unsigned docs);
yd_status corpus_put_one(yd_corpus *corpus, unsigned content, yd_error *err);
size_t corpus_count(yd_corpus *corpus);
/* Fails the test when check finds anything. */
void assert_sound(yd_corpus *corpus);

/* ---- files and SQL ---- */

void file_write(const char *path, const void *bytes, size_t len);
void file_read(const char *path, yd_buf *out);
void sql_run(const char *path, const char *sql);
/* The first column of the first row. */
void assert_sql(const char *path, const char *sql, const char *expected);

#define assert_ok(call)                                                                            \
	do {                                                                                       \
		yd_error assert_ok_err = {0};                                                      \
		yd_error *e = &assert_ok_err;                                                      \
		yd_status assert_ok_status = (call);                                               \
		if (assert_ok_status != YD_OK)                                                     \
			print_error("%s: status %d: %s\n", #call, (int)assert_ok_status,           \
				assert_ok_err.text);                                               \
		assert_int_equal(assert_ok_status, YD_OK);                                         \
	} while (0)

#endif
