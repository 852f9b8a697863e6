/* Files made to do harm, or cut off, or no files of their kind at all. */
#include "support.h"

#include "../../src/extract/page.h"
#include "../../src/extract/sandbox.h"
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <yaodian/text.h>

/* ---- any bytes give an answer of the stated form ---- */

static void expect_form(const char *answer)
{
	size_t paragraphs = 0, count = 0;
	const char *at = answer, *last = answer;
	bool error = false;
	for (; *at; at += strcspn(at, "\n") + 1) {
		last = at;
		paragraphs += strncmp(at, "p ", 2) == 0;
		error |= strncmp(at, "error ", 6) == 0;
		for (size_t i = 0; at[i] != '\n'; i++)
			if ((unsigned char)at[i] < 0x20 && at[i] != '\t')
				fail_msg("a control character in '%.80s'", at);
	}
	assert_int_equal(sscanf(last, "end %zu", &count), 1);
	assert_int_equal(count, paragraphs);
	assert_true(error ? paragraphs == 0 : paragraphs > 0);
	yd_buf repaired = {0};
	assert_int_equal(yd_utf8_repair(yd_str_of(answer), &repaired), 0);
	yd_buf_free(&repaired);
}

static void check(yd_str bytes)
{
	/* Of their own length, so that a byte read behind them is seen. */
	char *copy = bytes.len ? malloc(bytes.len) : NULL;
	if (bytes.len)
		memcpy(copy, bytes.ptr, bytes.len);
	char *answer = answer_to((yd_str){copy, bytes.len});
	expect_form(answer);
	free(answer);
	free(copy);
}

static void cut_everywhere(yd_buf *file)
{
	enum { CUTS = 150 };
	size_t step = file->len / CUTS + 1;
	for (size_t len = 0; len < file->len; len += step)
		check((yd_str){file->ptr, len});
	yd_buf_free(file);
}

static void cut_off_files_give_an_answer(void **state)
{
	(void)state;
	yd_buf page = encoded(
		"<html><head><meta "
		"charset=gbk></head><body><table><tr><td>一、校车</td><td>二、食堂</td></tr>"
		"</table><p style='text-align:center'>工作<b>要点</b></p></body></html>",
		"GB18030");
	cut_everywhere(&page);
	yd_buf rich = {0};
	yd_buf_puts(&rich, "{\\rtf1\\ansicpg936{\\fonttbl{\\f0\\fcharset134 "
			   "a;}}\\f0\\'b9\\'a4\\u20826?\\par}");
	cut_everywhere(&rich);
	static const pdf_text texts[] = {{1, 90, 700, 20, "SimSun", "一、校车"}};
	yd_buf pdf = pdf_of(texts, 1);
	cut_everywhere(&pdf);
#if defined HAVE_LIBARCHIVE && defined HAVE_LIBXML2
	yd_buf word = docx_of("<w:p><w:r><w:t>一、校车</w:t></w:r></w:p>", NULL, NULL);
	cut_everywhere(&word);
	yd_buf open = odt_of("", "<text:p>一、校车</text:p>");
	cut_everywhere(&open);
#endif
}

static uint32_t next_random(uint32_t *seed)
{
	return *seed = *seed * 1664525u + 1013904223u;
}

static void random_bytes_behind_every_magic_give_an_answer(void **state)
{
	static const char *const magics[] = {"%PDF-1.4\n", "PK\003\004", "{\\rtf1", "<html>",
		"\xFF\xFE", "\xFE\xFF", "\xEF\xBB\xBF", "<?xml version=\"1.0\"?><html>", "\037\213",
		"\320\317\021\340\241\261\032\341", ""};
	uint32_t seed = 20240305;
	(void)state;
	for (size_t m = 0; m < COUNT_OF(magics); m++)
		for (int round = 0; round < 40; round++) {
			char bytes[2048];
			size_t len = next_random(&seed) >> 21, magic = strlen(magics[m]);
			memcpy(bytes, magics[m], magic);
			for (size_t i = magic; i < len; i++)
				bytes[i] = (char)(next_random(&seed) >> (round % 2 ? 24 : 25));
			check((yd_str){bytes, len > magic ? len : magic});
		}
}

static void damaged_files_give_an_answer(void **state)
{
	(void)state;
	uint32_t seed = 20240306;
	static const pdf_text texts[] = {
		{1, 90, 700, 20, "SimSun", "一、校车"}, {2, 90, 700, 20, "KaiTi", "2024"}};
	yd_buf files[] = {
		pdf_of(texts, 2),
#if defined HAVE_LIBARCHIVE && defined HAVE_LIBXML2
		docx_of("<w:p><w:pPr><w:numPr><w:numId "
			"w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>校车</w:t></w:r></w:p>",
			"<w:style w:styleId=\"a\"/>", "<w:num w:numId=\"1\"/>"),
		odt_of("<text:list-style style:name=\"L\"/>",
			"<text:list><text:list-item><text:p>校车</text:p>"
			"</text:list-item></text:list>"),
#endif
	};
	for (size_t f = 0; f < COUNT_OF(files); f++) {
		for (int round = 0; round < 150; round++) {
			size_t at = next_random(&seed) % files[f].len;
			char was = files[f].ptr[at];
			files[f].ptr[at] = (char)(next_random(&seed) >> 24);
			check(yd_buf_str(&files[f]));
			files[f].ptr[at] = was;
		}
		yd_buf_free(&files[f]);
	}
}

/* ---- limits ---- */

static void a_file_over_the_limit_is_refused(void **state)
{
	(void)state;
	yd_buf page = {0};
	while (page.len <= 1 << 20)
		yd_buf_puts(&page, "一、完善校车台账，每月检查。\n");
	setenv("YAODIAN_EXTRACT_INPUT", "1", 1);
	expect_error(yd_buf_str(&page), "larger than 1 MB");
	unsetenv("YAODIAN_EXTRACT_INPUT");
	char *answer = answer_to(yd_buf_str(&page));
	assert_null(strstr(answer, "\nerror "));
	free(answer);
	yd_buf_free(&page);
}

static void a_text_over_the_limit_is_refused(void **state)
{
	(void)state;
	yd_buf text = {0};
	yd_buf_puts(&text, "{\\rtf1 ");
	while (text.len <= 2 << 20)
		yd_buf_puts(&text, "a line of text that goes on and on\\par ");
	setenv("YAODIAN_EXTRACT_TEXT", "1", 1);
	expect_error(yd_buf_str(&text), "longer than 1 MB");
	unsetenv("YAODIAN_EXTRACT_TEXT");
	yd_buf_free(&text);
}

static void a_text_of_too_many_paragraphs_is_refused(void **state)
{
	(void)state;
	yd_str three = YD_STR("{\\rtf1 a\\par b\\par c}");
	setenv("YAODIAN_EXTRACT_PARAGRAPHS", "2", 1);
	expect_error(three, "more than 2 paragraphs");
	setenv("YAODIAN_EXTRACT_PARAGRAPHS", "3", 1);
	expect_paragraphs(three, "|a\n|b\n|c\n");
	unsetenv("YAODIAN_EXTRACT_PARAGRAPHS");
}

#if defined HAVE_LIBARCHIVE && defined HAVE_LIBXML2
static void a_zip_bomb_is_refused(void **state)
{
	(void)state;
	yd_buf zeros = {0};
	while (zeros.len <= 3 << 20)
		yd_buf_puts(
			&zeros, "                                                                ");
	const part parts[] = {
		{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", zeros.ptr}};
	yd_buf bomb = zip_of(parts, COUNT_OF(parts));
	assert_true(bomb.len < 1 << 16);
	setenv("YAODIAN_EXTRACT_UNPACKED", "2", 1);
	expect_error(yd_buf_str(&bomb), "unpacks to more than 2 MB");
	unsetenv("YAODIAN_EXTRACT_UNPACKED");
	yd_buf_free(&bomb);
	yd_buf_free(&zeros);
}

static void entities_are_refused_and_none_is_fetched(void **state)
{
	(void)state;
	static const char *const declarations[] = {
		"<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
		"<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d "
		"\"&c;&c;&c;&c;&c;&c;&c;&c;\">]>",
		"<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
		"<!DOCTYPE d SYSTEM \"http://127.0.0.1:9/x.dtd\">",
	};
	for (size_t i = 0; i < COUNT_OF(declarations); i++) {
		char *text = yd_format(
			"<?xml version=\"1.0\"?>%s<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>"
			"&d;&a;</w:t></w:r></w:p></w:body></w:document>",
			declarations[i]);
		const part parts[] = {
			{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", text}};
		yd_buf file = zip_of(parts, COUNT_OF(parts));
		expect_error(yd_buf_str(&file), "declares a document type");
		yd_buf_free(&file);
		free(text);
	}
	/* The same in UTF-16, which a search for bytes does not find. */
	yd_buf wide = encoded("\uFEFF<?xml version=\"1.0\" encoding=\"UTF-16\"?><!DOCTYPE d "
			      "[<!ENTITY a \"b\">]><d>&a;</d>",
		"UTF-16LE");
	check(yd_buf_str(&wide));
	yd_buf_free(&wide);
}

/* Whoever raises the limit on memory for such a file should not be told of another one then. */
static void an_archive_of_too_many_parts_is_refused(void **state)
{
	(void)state;
	char end[] = "PK\5\6\0\0\0\0\x21\x4e\x21\x4e\0\0\0\0\0\0\0\0\0";
	yd_buf file = {0};
	yd_buf_add_str(&file, YD_STR("PK\3\4"));
	yd_buf_add(&file, end, 22);
	expect_error(yd_buf_str(&file), "more than 20000 parts");
	yd_buf_free(&file);
	static const part parts[] = {
		{"[Content_Types].xml", "<Types/>"}, {"a.xml", "<a/>"}, {"b.xml", "<a/>"}};
	file = zip_of(parts, COUNT_OF(parts));
	setenv("YAODIAN_EXTRACT_PARTS", "2", 1);
	expect_error(yd_buf_str(&file), "more than 2 parts");
	unsetenv("YAODIAN_EXTRACT_PARTS");
	yd_buf_free(&file);
}

static void a_protected_opendocument_file_is_refused_as_such(void **state)
{
	(void)state;
	static const part parts[] = {{"mimetype", "application/vnd.oasis.opendocument.text"},
		{"content.xml", "\x8f\x02 no XML"},
		{"META-INF/manifest.xml",
			"<manifest:manifest xmlns:manifest=\"m\"><manifest:file-entry "
			"manifest:full-path=\"content.xml\"><manifest:encryption-data/>"
			"</manifest:file-entry></manifest:manifest>"}};
	yd_buf file = zip_of(parts, COUNT_OF(parts));
	expect_error(yd_buf_str(&file), "protected with a password");
	yd_buf_free(&file);
}

/* A Word file with a paragraph `deep` content controls deep, and a field of `length` bytes. */
static yd_buf nested_word(int deep, size_t length)
{
	yd_buf text = {0};
	yd_buf_puts(&text, "<w:document xmlns:w=\"w\"><w:body>");
	for (int i = 0; i < deep; i++)
		yd_buf_puts(&text, "<w:sdt>");
	yd_buf_puts(&text, "<w:p><w:r><w:t>一、校车</w:t></w:r></w:p>");
	for (int i = 0; i < deep; i++)
		yd_buf_puts(&text, "</w:sdt>");
	yd_buf_puts(&text, "<w:p><w:r><w:instrText>");
	while (text.len < length)
		yd_buf_puts(&text, "                                                        ");
	yd_buf_puts(&text, "</w:instrText></w:r></w:p></w:body></w:document>");
	const part parts[] = {{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", text.ptr}};
	yd_buf file = zip_of(parts, COUNT_OF(parts));
	yd_buf_free(&text);
	return file;
}

static void parts_may_be_long_and_deep_but_not_without_end(void **state)
{
	(void)state;
	yd_buf fine = nested_word(900, 11 << 20), deep = nested_word(200000, 0);
	expect_paragraphs(yd_buf_str(&fine), "|一、校车\n");
	expect_error(yd_buf_str(&deep), "nested deeper than 1000");
	yd_buf_free(&fine);
	yd_buf_free(&deep);
}

/* Parts are never written to files, so a name that leads out of the folder leads nowhere. */
static void names_that_lead_out_are_names_of_parts_alone(void **state)
{
	(void)state;
	static const part parts[] = {{"[Content_Types].xml", "<Types/>"},
		{"../../names-that-lead-out.xml", "<a/>"}, {"/tmp/names-that-lead-out.xml", "<a/>"},
		{"word/document.xml",
			"<w:document "
			"xmlns:w=\"w\"><w:body><w:p><w:r><w:t>一、校车</w:t></w:r></w:p></w:body>"
			"</w:document>"}};
	static const part elsewhere[] = {
		{"_rels/.rels", "<Relationships><Relationship Type=\"x/officeDocument\" "
				"Target=\"../../../etc/passwd\"/></Relationships>"},
		{"word/document.xml", "<a/>"}};
	yd_buf file = zip_of(parts, COUNT_OF(parts)),
	       other = zip_of(elsewhere, COUNT_OF(elsewhere));
	expect_paragraphs(yd_buf_str(&file), "|一、校车\n");
	expect_error(yd_buf_str(&other),
		"its part ../../../etc/passwd, which holds the text, is missing");
	assert_int_not_equal(access("/tmp/names-that-lead-out.xml", F_OK), 0);
	assert_int_not_equal(access("../../names-that-lead-out.xml", F_OK), 0);
	yd_buf_free(&file);
	yd_buf_free(&other);
}
#endif

#ifdef HAVE_LIBXML2
/* Each element asks nothing of those it stands in. */
static void elements_a_hundred_thousand_deep_are_read(void **state)
{
	(void)state;
	yd_buf page = {0};
	yd_buf_puts(&page, "<html><body>");
	for (int i = 0; i < 100000; i++)
		yd_buf_puts(&page, "<div>");
	yd_buf_puts(&page, "<p>一、校车管理，每月检查。</p><p>二、食堂陪餐，公开结果。</p>");
	expect_paragraphs(
		yd_buf_str(&page), "|一、校车管理，每月检查。\n|二、食堂陪餐，公开结果。\n");
	yd_buf_free(&page);
}
#endif

static void entities_of_a_page_name_no_file(void **state)
{
	(void)state;
	char *answer = answer_to(YD_STR(
		"<!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><html><body><p>一、校车"
		"&x;检查，每月一次。</p></body></html>"));
	assert_null(strstr(answer, "root:"));
#ifdef HAVE_LIBXML2
	assert_non_null(strstr(answer, "校车"));
#endif
	free(answer);
}

/* ---- builds without a library ---- */

static void a_format_that_was_left_out_is_named(void **state)
{
	(void)state;
	yd_buf formats = {0};
	extract_formats(&formats);
#ifdef HAVE_LIBXML2
	assert_non_null(strstr(formats.ptr, "html yes"));
#else
	assert_non_null(strstr(formats.ptr, "html no (built without libxml2)"));
	expect_error(YD_STR("<html><body><p>校车</p></body></html>"), "without libxml2");
#endif
#if defined HAVE_LIBXML2 && defined HAVE_LIBARCHIVE
	assert_non_null(strstr(formats.ptr, "docx yes"));
#else
	assert_non_null(strstr(formats.ptr, "docx no (built without lib"));
	expect_error(YD_STR("PK\003\004"), "without libxml2 or libarchive");
#endif
#ifdef HAVE_POPPLER
	assert_non_null(strstr(formats.ptr, "pdf yes"));
#else
	assert_non_null(strstr(formats.ptr, "pdf no (built without poppler)"));
	expect_error(YD_STR("%PDF-1.4\n"), "without poppler");
#endif
	assert_non_null(strstr(formats.ptr, "rtf yes"));
	yd_buf_free(&formats);
}

/* ---- the room that is locked ---- */

enum { OPENED_FILE = 1, WROTE_FILE = 2, CONNECTED = 4, FORKED = 8, STARTED = 16, ANSWERED = 64 };

/* What a confined process can still do. */
static int try_everything(void)
{
	int done = 0;
	yd_buf what = {0};
	extract_warm_up();
	sandbox_enter(&what);
	bool confined = strstr(what.ptr, "seccomp") && strstr(what.ptr, "landlock");
	if (open("/etc/passwd", O_RDONLY) >= 0)
		done |= OPENED_FILE;
	if (open("/tmp/yaodian-must-not-be", O_WRONLY | O_CREAT, 0600) >= 0)
		done |= WROTE_FILE;
	if (socket(AF_INET, SOCK_STREAM, 0) >= 0)
		done |= CONNECTED;
	pid_t child = fork();
	if (child == 0)
		_exit(0);
	if (child > 0)
		done |= FORKED;
	char *arguments[] = {(char *)(uintptr_t) "true", NULL};
	if (confined && execv("/bin/true", arguments) == 0)
		done |= STARTED;
	char *answer = answer_to(YD_STR("{\\rtf1 \\ansicpg936 \\'b9\\'a4\\par}"));
	if (strstr(answer, "工"))
		done |= ANSWERED;
	return confined ? done : 0;
}

static void the_confined_helper_reads_documents_and_nothing_else(void **state)
{
	int status;
	(void)state;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		_exit(try_everything());
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == 0) {
		print_message("skipped: this kernel or this build has no seccomp or no Landlock\n");
		skip();
	}
	assert_int_equal(WEXITSTATUS(status), ANSWERED);
}

enum { READ_NAMES = 128, LISTENED = 4, RAN_THREAD = 32 };

static void *run_thread(void *context)
{
	return context;
}

/* What a process can still do that fetches. */
static int try_everything_fetching(void)
{
	int done = 0;
	yd_buf what = {0};
	pthread_t thread;
	void *ran = NULL;
	struct sockaddr_in any = {.sin_family = AF_INET};
	sandbox_enter_network(&what);
	bool confined = strstr(what.ptr, "seccomp") && strstr(what.ptr, "landlock");
	if (open("/etc/passwd", O_RDONLY) >= 0)
		done |= OPENED_FILE;
	if (open("/tmp/yaodian-must-not-be", O_WRONLY | O_CREAT, 0600) >= 0)
		done |= WROTE_FILE;
	if (open("/etc/hosts", O_RDONLY) >= 0)
		done |= READ_NAMES;
	int end = socket(AF_INET, SOCK_STREAM, 0);
	if (end < 0)
		return confined ? done : 0;
	if (bind(end, (struct sockaddr *)&any, sizeof any) == 0 || listen(end, 1) == 0)
		done |= LISTENED;
	pid_t child = fork();
	if (child == 0)
		_exit(0);
	if (child > 0)
		done |= FORKED;
	if (pthread_create(&thread, NULL, run_thread, &any) == 0 &&
		pthread_join(thread, &ran) == 0 && ran)
		done |= RAN_THREAD;
	char *arguments[] = {(char *)(uintptr_t) "true", NULL};
	if (confined && execv("/bin/true", arguments) == 0)
		done |= STARTED;
	return confined ? done : 0;
}

static void the_fetcher_asks_servers_and_does_nothing_else(void **state)
{
	int status;
	(void)state;
	if (access("/etc/hosts", R_OK) != 0)
		skip();
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		_exit(try_everything_fetching());
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == 0) {
		print_message("skipped: this kernel or this build has no seccomp or no Landlock\n");
		skip();
	}
	assert_int_equal(WEXITSTATUS(status), READ_NAMES | RAN_THREAD);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cut_off_files_give_an_answer),
		cmocka_unit_test(random_bytes_behind_every_magic_give_an_answer),
		cmocka_unit_test(damaged_files_give_an_answer),
		cmocka_unit_test(a_file_over_the_limit_is_refused),
		cmocka_unit_test(a_text_over_the_limit_is_refused),
		cmocka_unit_test(a_text_of_too_many_paragraphs_is_refused),
#if defined HAVE_LIBARCHIVE && defined HAVE_LIBXML2
		cmocka_unit_test(a_zip_bomb_is_refused),
		cmocka_unit_test(entities_are_refused_and_none_is_fetched),
		cmocka_unit_test(an_archive_of_too_many_parts_is_refused),
		cmocka_unit_test(a_protected_opendocument_file_is_refused_as_such),
		cmocka_unit_test(parts_may_be_long_and_deep_but_not_without_end),
		cmocka_unit_test(names_that_lead_out_are_names_of_parts_alone),
#endif
#ifdef HAVE_LIBXML2
		cmocka_unit_test(elements_a_hundred_thousand_deep_are_read),
#endif
		cmocka_unit_test(entities_of_a_page_name_no_file),
		cmocka_unit_test(a_format_that_was_left_out_is_named),
		cmocka_unit_test(the_confined_helper_reads_documents_and_nothing_else),
		cmocka_unit_test(the_fetcher_asks_servers_and_does_nothing_else),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
