/* Addresses that documents came from. */
#include "support.h"

#include <stdlib.h>
#include <string.h>
#include <yaodian/pages.h>

static int64_t put_doc(yd_corpus *corpus, unsigned content)
{
	struct random random = {content + 100};
	struct made made;
	int64_t id;
	made_fill(&made, &random, content, content);
	made_put(corpus, &made, &id);
	made_free(&made);
	return id;
}

static void put_page(yd_corpus *corpus, const char *url, int64_t doc, const char *etag, int status)
{
	char *found = yd_format("%s?found", url);
	yd_page page = {.url = (char *)(uintptr_t)url,
		.doc = doc,
		.found = found,
		.etag = (char *)(uintptr_t)etag,
		.status = status};
	assert_ok(yd_corpus_page_put(corpus, &page, e));
	free(found);
}

static void what_a_server_said_is_found_again(void **state)
{
	char *path = folder_path(state, "corpus.db");
	yd_corpus *corpus = corpus_at(path, YD_OPEN_WRITE);
	int64_t a = put_doc(corpus, 1), b = put_doc(corpus, 2);
	put_page(corpus, "http://a.cn/1", a, "\"x\"", 200);
	put_page(corpus, "http://a.cn/2", a, NULL, 200);
	put_page(corpus, "http://a.cn/0", b, NULL, 200);
	yd_page page, *pages;
	size_t count;
	assert_ok(yd_corpus_page(corpus, "http://a.cn/1", &page, e));
	assert_int_equal(page.doc, a);
	assert_string_equal(page.found, "http://a.cn/1?found");
	assert_string_equal(page.etag, "\"x\"");
	assert_null(page.modified);
	assert_null(page.charset);
	assert_int_equal(page.status, 200);
	assert_int_equal(strlen(page.checked), 20);
	yd_page_free(&page);
	/* What is said later counts, and moves the address to the document that is there now. */
	put_page(corpus, "http://a.cn/1", b, NULL, 404);
	assert_ok(yd_corpus_page(corpus, "http://a.cn/1", &page, e));
	assert_int_equal(page.doc, b);
	assert_null(page.etag);
	assert_int_equal(page.status, 404);
	yd_page_free(&page);
	assert_ok(yd_corpus_pages(corpus, b, &pages, &count, e));
	assert_int_equal(count, 2);
	yd_pages_free(pages, count);
	assert_ok(yd_corpus_pages(corpus, 0, &pages, &count, e));
	assert_int_equal(count, 3);
	assert_string_equal(pages[0].url, "http://a.cn/0");
	assert_string_equal(pages[2].url, "http://a.cn/2");
	yd_pages_free(pages, count);
	assert_int_equal(yd_corpus_page(corpus, "http://b.cn/", &page, NULL), YD_NOT_FOUND);
	yd_page_free(&page);
	assert_ok(yd_corpus_page_found(corpus, "http://a.cn/2?found", &page, e));
	assert_string_equal(page.url, "http://a.cn/2");
	yd_page_free(&page);
	assert_int_equal(yd_corpus_page_found(corpus, "http://a.cn/2", &page, NULL), YD_NOT_FOUND);
	yd_page_free(&page);
	assert_sound(corpus);
	yd_corpus_close(corpus);
	free(path);
}

static void a_document_takes_its_addresses_with_it(void **state)
{
	char *path = folder_path(state, "corpus.db");
	yd_corpus *corpus = corpus_at(path, YD_OPEN_WRITE);
	int64_t a = put_doc(corpus, 1), b = put_doc(corpus, 2);
	put_page(corpus, "http://a.cn/1", a, NULL, 200);
	put_page(corpus, "http://a.cn/2", b, NULL, 200);
	assert_ok(yd_corpus_remove(corpus, a, e));
	yd_page page, *pages;
	size_t count;
	assert_int_equal(yd_corpus_page(corpus, "http://a.cn/1", &page, NULL), YD_NOT_FOUND);
	assert_ok(yd_corpus_pages(corpus, 0, &pages, &count, e));
	assert_int_equal(count, 1);
	yd_pages_free(pages, count);
	/* There is nothing to note of a document that is not there. */
	yd_page gone = {.url = (char *)(uintptr_t) "http://a.cn/3",
		.doc = a,
		.found = (char *)(uintptr_t) "http://a.cn/3",
		.status = 200};
	assert_int_not_equal(yd_corpus_page_put(corpus, &gone, NULL), YD_OK);
	assert_sound(corpus);
	yd_corpus_close(corpus);
	free(path);
}

static void a_cache_open_for_reading_notes_nothing(void **state)
{
	char *path = folder_path(state, "corpus.db");
	yd_corpus *corpus = corpus_at(path, YD_OPEN_WRITE);
	int64_t a = put_doc(corpus, 1);
	yd_corpus_close(corpus);
	corpus = corpus_at(path, YD_OPEN_READ);
	yd_page page = {.url = (char *)(uintptr_t) "http://a.cn/",
		.doc = a,
		.found = (char *)(uintptr_t) "http://a.cn/",
		.status = 200};
	assert_int_equal(yd_corpus_page_put(corpus, &page, NULL), YD_READ_ONLY);
	yd_corpus_close(corpus);
	free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_setup, folder_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_a_server_said_is_found_again),
		TEST(a_document_takes_its_addresses_with_it),
		TEST(a_cache_open_for_reading_notes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
