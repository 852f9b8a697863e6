/* What people save: web archives, documents in one XML file, old Office files, rich text with
 * boxes; pages that a script fills. */
#include "support.h"

#include <stdlib.h>
#include <string.h>

#include "../../src/extract/page.h"

#define CLAUSES                                                                                    \
	"<p>一、扩大普惠资源，新建幼儿园三所。</p><p>二、提高教学质量，开展教研活动二十次。</p>"
#define CLAUSES_READ                                                                               \
	"|一、扩大普惠资源，新建幼儿园三所。\n|二、提高教学质量，开展教研活动二十次。\n"
#define FURNITURE                                                                                                                   \
	"<li>版权所有：霁川区教育局 某ICP备12345678号 技术支持：某某公司 地址：霁川市人民路一号 " \
	"电话：0571-88888888 建议使用新的浏览器访问本站</li>"
#define PAGE                                                                                       \
	"<html><head><title>霁川区教育局2020年工作思路</title></"                       \
	"head><body><h1>霁川区教育局2020年工作思路"                                     \
	"</h1>" CLAUSES "</body></html>"
#define PAGE_READ "h1|霁川区教育局2020年工作思路\n" CLAUSES_READ

/* Every byte as =XX, in lines of 72. */
static void put_quoted(yd_str text, yd_buf *out)
{
	for (size_t i = 0; i < text.len; i++)
		yd_buf_printf(
			out, "=%02X%s", (unsigned char)text.ptr[i], i % 24 == 23 ? "=\r\n" : "");
}

static void put_base64(yd_str text, yd_buf *out)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < text.len; i += 3) {
		unsigned bits = 0;
		for (size_t k = 0; k < 3; k++)
			bits = bits << 8 | (i + k < text.len ? (unsigned char)text.ptr[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			yd_buf_putc(
				out, i + k > text.len ? '=' : digits[bits >> (18 - 6 * k) & 63]);
		if (i % 54 == 51)
			yd_buf_puts(out, "\r\n");
	}
}

static void expect_archive(const char *encoding, bool base64)
{
	yd_buf page = encoded(PAGE, encoding), out = {0};
	yd_buf_printf(&out,
		"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: "
		"multipart/related;\r\n"
		"\ttype=\"text/html\";\r\n\tboundary=\"----=_Part_0\"\r\n\r\n\r\n------=_Part_0\r\n"
		"Content-Type: image/png\r\nContent-Transfer-Encoding: "
		"base64\r\n\r\niVBORw0KGgo=\r\n"
		"------=_Part_0\r\nContent-Type: text/html; charset=\"%s\"\r\n"
		"Content-Transfer-Encoding: %s\r\nContent-Location: "
		"http://example.org/1.html\r\n\r\n",
		encoding, base64 ? "base64" : "quoted-printable");
	(base64 ? put_base64 : put_quoted)(yd_buf_str(&page), &out);
	yd_buf_puts(&out, "\r\n------=_Part_0--\r\n");
	expect_paragraphs(yd_buf_str(&out), PAGE_READ);
	yd_buf_free(&out);
	yd_buf_free(&page);
}

static void a_web_archive_is_its_page(void **state)
{
	(void)state;
	expect_archive("UTF-8", false);
	expect_archive("GB18030", false);
	expect_archive("GB18030", true);
	expect_error(YD_STR("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
			    "Content-Type: text/plain\n\n一、学习。\n--x--\n"),
		"without a web page");
	/* A page of nothing. */
	expect_error(YD_STR("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
			    "Content-Type: text/html\n\n--x--\n"),
		"no text");
	expect_error(
		YD_STR("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
		       "Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n=\n--x--\n"),
		"no text");
}

static void a_text_that_tells_of_messages_is_a_text(void **state)
{
	(void)state;
	expect_paragraphs(YD_STR("一、邮件\nMIME-Version: 1.0\nContent-Type: multipart/mixed\n"),
		"|一、邮件\n|MIME-Version: 1.0\n|Content-Type: multipart/mixed\n");
}

static void documents_in_one_xml_file_are_read(void **state)
{
	(void)state;
	expect_paragraphs(
		YD_STR("<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?>"
		       "<w:wordDocument "
		       "xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\" "
		       "xmlns:wx=\"http://schemas.microsoft.com/office/word/2003/"
		       "auxHint\"><w:body><wx:sect>"
		       "<w:p><w:pPr><w:listPr><wx:t "
		       "wx:val=\"一、\"/></w:listPr></w:pPr><w:r><w:t>党的建设"
		       "</w:t></w:r></w:p><w:p><w:r><w:t>落实责任。</w:t></w:r></w:p></wx:sect></"
		       "w:body>"
		       "</w:wordDocument>"),
		"n=6|一、党的建设\n|落实责任。\n");
	expect_paragraphs(YD_STR("<?xml version=\"1.0\"?><pkg:package "
				 "xmlns:pkg=\"http://schemas.microsoft.com/office/2006/"
				 "xmlPackage\"><pkg:part "
				 "pkg:name=\"/word/document.xml\"><pkg:xmlData><w:document "
				 "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/"
				 "2006/main\"><w:body>"
				 "<w:p><w:r><w:t>一、党的建设</w:t></w:r></w:p></w:body></"
				 "w:document></pkg:xmlData>"
				 "</pkg:part></pkg:package>"),
		"|一、党的建设\n");
	expect_paragraphs(
		YD_STR("<?xml version=\"1.0\"?><office:document "
		       "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
		       "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body>"
		       "<office:text><text:p>一、党的建设</text:p></office:text></office:body>"
		       "</office:document>"),
		"|一、党的建设\n");
}

static void the_main_part_of_a_word_file_may_stand_anywhere(void **state)
{
	(void)state;
	static const part parts[] = {{"[Content_Types].xml", "<Types/>"},
		{"_rels/.rels",
			"<Relationships><Relationship Type=\"http://schemas.openxmlformats.org/"
			"officeDocument/2006/relationships/officeDocument\" "
			"Target=\"/doc/main2.xml\"/></Relationships>"},
		{"doc/main2.xml",
			"<w:document xmlns:w=\"x\"><w:body><w:p><w:r><w:t>一、学习</w:t></w:r>"
			"</w:p></w:body></w:document>"}};
	yd_buf file = zip_of(parts, COUNT_OF(parts));
	expect_paragraphs(yd_buf_str(&file), "|一、学习\n");
	yd_buf_free(&file);
}

/* A compound file's first bytes, and a name as its directory has it. */
static void expect_ole(const char *stream, const char *reason)
{
	yd_buf file = {0};
	struct page page = {.limits = limits_read()};
	yd_buf_add(&file, "\320\317\021\340\241\261\032\341", 8);
	for (; *stream; stream++)
		yd_buf_add(&file, (char[]){*stream, '\0'}, 2);
	assert_int_equal(ole_check(yd_buf_str(&file), &page), !reason);
	if (reason)
		assert_non_null(strstr(page.error, reason));
	page_free(&page);
	yd_buf_free(&file);
}

static void old_office_files_are_told_apart(void **state)
{
	(void)state;
	expect_ole("1Table WordDocument", NULL);
	expect_ole("EncryptedPackage", "password");
	expect_ole("Workbook", "spreadsheet");
	expect_ole("PowerPoint Document", "slides");
	expect_ole("", "damaged");
}

static void boxes_of_rich_text_follow_the_paragraph_that_holds_them(void **state)
{
	(void)state;
	expect_paragraphs(
		YD_STR("{\\rtf1\\ansi\\ansicpg936\\pard\\qc{\\shp{\\*\\shpinst\\shpleft0{\\sp{\\sn "
		       "a}{\\sv "
		       "1}}{\\shptxt\\pard\\ql Box one.\\par Box \\b two\\b0 "
		       ".\\par}}{\\shprslt{\\*\\do"
		       "{\\dptxbxtext\\pard Box again.\\par}}}}Title of it\\par\\pard "
		       "Text{\\*\\do\\dobxpage{\\dptxbx{\\dptxbxtext\\pard Old box\\par}}} goes "
		       "on.\\par{\\header\\pard{\\shp{\\*\\shpinst{\\shptxt "
		       "Head\\par}}}\\par}End.\\par}"),
		"c|Title of it\n|Box one.\n|Box two.\n|Text goes on.\n|Old box\n|End.\n");
}

static void a_text_among_the_strings_of_a_script_is_read(void **state)
{
	(void)state;
	static const char *const scripts[] = {
		"<script "
		"type=\"application/json\">{\"menu\":[{\"name\":\"首页\"}],\"article\":{\"title\":"
		"\"霁川区教育局2020年工作思路\",\"publishTime\":\"2020-01-16 10:00\",\"content\":"
		"\"<p>一、扩大普惠资源，新建幼儿园三所。<\\/"
		"p><p>二、提高\\u6559\\u5b66质量，开展教研活动"
		"二十次。<\\/p><p>三、守牢校园安全底线，每月开展隐患排查。<\\/"
		"p>\"},\"hot\":[{\"title\":"
		"\"关于放假的通知通知\"}]}</script>",
		"<script>/* don't */ var infoTitle = '霁川区教育局2020年工作思路', "
		"pub_date='2020/1/16',\n"
		"body = "
		"'一、扩大普惠资源，新建幼儿园三所。\\n二、提高教学质量，开展教研活动二十次。\\n三"
		"、守牢"
		"校园安全底线，每月开展隐患排查。';</script>"};
	for (size_t i = 0; i < COUNT_OF(scripts); i++) {
		char *page = yd_format("<html><head><title>详情</title></head><body><div "
				       "id=\"app\"></div>%s</body></html>",
			scripts[i]);
		expect_paragraphs(
			yd_str_of(page), PAGE_READ "|三、守牢校园安全底线，每月开展隐患排查。\n");
		expect_line(yd_str_of(page), "date 2020-01-16");
		free(page);
	}
}

static void quotes_without_an_end_take_no_long_time(void **state)
{
	(void)state;
	yd_buf page = {0};
	yd_buf_puts(&page, "<html><head><title>详情</title></head><body><script>");
	for (size_t i = 0; i < 200000; i++)
		yd_buf_puts(&page, "\\\"'");
	yd_buf_puts(&page, "</script></body></html>");
	expect_error(yd_buf_str(&page), "no text");
	yd_buf_free(&page);
}

static void a_title_of_several_lines_is_found_by_its_look(void **state)
{
	(void)state;
	static const char *const heads[] = {"<h2>霁川区教育局<br>2020年工作思路</h2>",
		"<h2>霁川区教育局</h2><h2>2020年工作思路</h2>",
		"<h2>霁川区教育局2020年工作思路<a href=p>[打印]</a></h2>"};
	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		char *page = yd_format(
			"<html><head><title>政务公开</title></head><body><div><a href=1>首页"
			"</a> &gt; <a href=2>政务公开</a></div><div>%s</div><p>发布时间："
			"2020-01-16</p><div>" CLAUSES "</div></body></html>",
			heads[i]);
		expect_paragraphs(yd_str_of(page),
			"h1|霁川区教育局2020年工作思路\n|发布时间：2020-01-16\n" CLAUSES_READ);
		free(page);
	}
}

static void a_short_title_is_named_in_full_by_the_head(void **state)
{
	(void)state;
	expect_paragraphs(
		YD_STR("<html><head><title>霁川区教育局2020年工作思路</title></head><body><div><a "
		       "href=1>首页</a></div><h2>2020年工作思路</h2><div>" CLAUSES
		       "</div></body></html>"),
		PAGE_READ);
}

static void the_attachment_of_a_short_notice_is_told(void **state)
{
	(void)state;
	expect_line(
		yd_str_of("<html><head><title>关于印发工作要点的通知</title></"
			  "head><body><h1>关于印发工作要点的"
			  "通知</h1><p>各校：</p><p>现将要点印发给你们，请认真落实。</p><p><a "
			  "href=a.pdf>2020年工作要点.pdf</a></p><ul>" FURNITURE FURNITURE FURNITURE
			  "</ul></body></html>"),
		"warning its attachment may hold the text, and was not read: 2020年工作要点.pdf");
}

static void other_formats_are_refused_by_their_names(void **state)
{
	(void)state;
	static const part ofd[] = {{"OFD.xml", "<ofd:OFD/>"}};
	yd_buf file = zip_of(ofd, COUNT_OF(ofd));
	expect_error(yd_buf_str(&file), "OFD");
	yd_buf_free(&file);
	expect_error(YD_STR("<?xml version=\"1.0\"?><uof:UOF><uof:t>一、学习</uof:t></uof:UOF>"),
		"this is XML");
}

static void what_is_hidden_in_an_odt_is_no_text(void **state)
{
	(void)state;
	yd_buf file =
		odt_of("<style:style style:name=\"H\" style:family=\"text\"><style:text-properties "
		       "text:display=\"none\"/></style:style>",
			"<text:p>一、学习<text:span "
			"text:style-name=\"H\">藏起</text:span><text:hidden-text>不见"
			"</text:hidden-text>贯彻。</text:p>");
	expect_paragraphs(yd_buf_str(&file), "|一、学习贯彻。\n");
	yd_buf_free(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_web_archive_is_its_page),
		cmocka_unit_test(a_text_that_tells_of_messages_is_a_text),
		cmocka_unit_test(documents_in_one_xml_file_are_read),
		cmocka_unit_test(the_main_part_of_a_word_file_may_stand_anywhere),
		cmocka_unit_test(old_office_files_are_told_apart),
		cmocka_unit_test(boxes_of_rich_text_follow_the_paragraph_that_holds_them),
		cmocka_unit_test(a_text_among_the_strings_of_a_script_is_read),
		cmocka_unit_test(quotes_without_an_end_take_no_long_time),
		cmocka_unit_test(a_title_of_several_lines_is_found_by_its_look),
		cmocka_unit_test(a_short_title_is_named_in_full_by_the_head),
		cmocka_unit_test(the_attachment_of_a_short_notice_is_told),
		cmocka_unit_test(other_formats_are_refused_by_their_names),
		cmocka_unit_test(what_is_hidden_in_an_odt_is_no_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
