/* Word, OpenDocument and rich text: paragraphs with the numbers that their programs make. */
#include "support.h"

#include "config.h"

#include <stdlib.h>
#include <string.h>

#if defined HAVE_LIBARCHIVE && defined HAVE_LIBXML2

#define P(properties, text)                                                                        \
	"<w:p><w:pPr>" properties "</w:pPr><w:r><w:t xml:space=\"preserve\">" text                 \
	"</w:t></w:r></w:p>"
#define NUMBERED(num, level, text)                                                                 \
	P("<w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"" num "\"/></w:numPr>", text)
#define STYLED(style, text) P("<w:pStyle w:val=\"" style "\"/>", text)
#define LEVEL(level, format, text)                                                                 \
	"<w:lvl w:ilvl=\"" level "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" format              \
	"\"/><w:lvlText w:val=\"" text "\"/></w:lvl>"
#define ABSTRACT(id, levels) "<w:abstractNum w:abstractNumId=\"" id "\">" levels "</w:abstractNum>"
#define NUM(id, abstract)                                                                          \
	"<w:num w:numId=\"" id "\"><w:abstractNumId w:val=\"" abstract "\"/></w:num>"

static void expect_docx(
	const char *body, const char *styles, const char *numbering, const char *expected)
{
	yd_buf file = docx_of(body, styles, numbering);
	expect_paragraphs(yd_buf_str(&file), expected);
	yd_buf_free(&file);
}

static const char plan_levels[] = ABSTRACT("0",
	LEVEL("0", "chineseCountingThousand", "%1、")
		LEVEL("1", "chineseCountingThousand", "（%2）") LEVEL("2", "decimal", "%3.")
			LEVEL("3", "decimalEnclosedCircle", "%4")) NUM("1", "0");

static void automatic_numbers_are_resolved(void **state)
{
	(void)state;
	expect_docx(NUMBERED("1", "0", "加强党的建设") NUMBERED("1", "1", "学习贯彻。") NUMBERED(
			    "1", "1", "建强组织。") NUMBERED("1", "0", "提高质量")
			    NUMBERED("1", "1", "开足课程。") NUMBERED("1", "2", "2024年完成。")
				    NUMBERED("1", "3", "校车。") NUMBERED("1", "3", "食堂。")
					    NUMBERED("1", "2", "家校。"),
		NULL, plan_levels,
		"n=6 l1|一、加强党的建设\n"
		"n=9 l2|（一）学习贯彻。\n"
		"n=9 l2|（二）建强组织。\n"
		"n=6 l1|二、提高质量\n"
		"n=9 l2|（一）开足课程。\n"
		"n=3 l3|1. 2024年完成。\n"
		"n=4 l4|① 校车。\n"
		"n=4 l4|② 食堂。\n"
		"n=3 l3|2. 家校。\n");
}

static void every_number_format_is_known(void **state)
{
	static const struct {
		const char *format;
		int start;
		const char *printed;
	} cases[] = {
		{"decimal", 12, "12"},
		{"decimalZero", 7, "07"},
		{"decimalFullWidth", 12, "１２"},
		{"chineseCounting", 10, "十"},
		{"chineseCounting", 21, "二十一"},
		{"chineseCountingThousand", 105, "一百零五"},
		{"chineseCountingThousand", 110, "一百一十"},
		{"chineseLegalSimplified", 12, "壹拾贰"},
		{"taiwaneseCountingThousand", 19, "十九"},
		{"japaneseCounting", 30, "三十"},
		{"ideographDigital", 20, "二〇"},
		{"japaneseDigitalTenThousand", 15, "一五"},
		{"ideographTraditional", 3, "丙"},
		{"ideographZodiac", 12, "亥"},
		{"ideographLegalTraditional", 3, "參"},
		{"decimalEnclosedCircle", 20, "⑳"},
		{"decimalEnclosedCircle", 21, "21"},
		{"decimalEnclosedCircleChinese", 2, "②"},
		{"decimalEnclosedParen", 3, "⑶"},
		{"decimalEnclosedFullstop", 4, "⒋"},
		{"ideographEnclosedCircle", 5, "㊄"},
		{"upperRoman", 14, "XIV"},
		{"lowerRoman", 4, "iv"},
		{"upperLetter", 27, "AA"},
		{"lowerLetter", 2, "b"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char *numbering =
			yd_format("<w:abstractNum w:abstractNumId=\"0\"><w:lvl "
				  "w:ilvl=\"0\"><w:start w:val=\"%d\"/>"
				  "<w:numFmt w:val=\"%s\"/><w:lvlText "
				  "w:val=\"%%1、\"/></w:lvl></w:abstractNum>" NUM("1", "0"),
				cases[i].start, cases[i].format);
		char *expected = yd_format(
			"n=%zu l1|%s、文\n", strlen(cases[i].printed) + 3, cases[i].printed);
		expect_docx(NUMBERED("1", "0", "文"), NULL, numbering, expected);
		free(numbering);
		free(expected);
	}
}

static void a_restart_begins_anew_and_lists_of_one_kind_go_on(void **state)
{
	(void)state;
	expect_docx(NUMBERED("1", "0", "甲") NUMBERED("2", "0", "乙") NUMBERED("3", "0", "丙")
			    NUMBERED("3", "0", "丁"),
		NULL,
		ABSTRACT("0", LEVEL("0", "decimal", "%1.")) NUM("1", "0")
			NUM("2", "0") "<w:num w:numId=\"3\"><w:abstractNumId "
				      "w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\">"
				      "<w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>",
		"n=3 l1|1. 甲\nn=3 l1|2. 乙\nn=3 l1|1. 丙\nn=3 l1|2. 丁\n");
}

static void a_level_that_never_restarts_runs_on(void **state)
{
	(void)state;
	expect_docx(NUMBERED("1", "0", "甲") NUMBERED("1", "1", "子") NUMBERED("1", "0", "乙")
			    NUMBERED("1", "1", "丑"),
		NULL,
		ABSTRACT("0", LEVEL("0", "chineseCounting",
				      "%1、") "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt "
					      "w:val=\"decimal\"/>"
					      "<w:lvlRestart w:val=\"0\"/><w:lvlText "
					      "w:val=\"%2.\"/></w:lvl>") NUM("1", "0"),
		"n=6 l1|一、甲\nn=3 l2|1. 子\nn=6 l1|二、乙\nn=3 l2|2. 丑\n");
}

static void numbers_of_several_levels_and_legal_ones(void **state)
{
	(void)state;
	expect_docx(NUMBERED("1", "0", "总则") NUMBERED("1", "1", "目的")
			    NUMBERED("1", "1", "范围"),
		NULL,
		ABSTRACT("0", LEVEL("0", "chineseCountingThousand",
				      "第%1章") "<w:lvl w:ilvl=\"1\"><w:start "
						"w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>"
						"<w:isLgl/><w:lvlText w:val=\"%1.%2\"/></w:lvl>")
			NUM("1", "0"),
		"n=10 l1|第一章 总则\nn=4 l2|1.1 目的\nn=4 l2|1.2 范围\n");
}

static void a_style_brings_its_number_heading_and_place(void **state)
{
	(void)state;
	expect_docx(STYLED("T", "工作要点") STYLED("H1", "加强党的建设") STYLED("H2", "学习贯彻")
			    P("<w:pStyle w:val=\"H2\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>",
				    "不编号"),
		"<w:style w:styleId=\"T\"><w:name w:val=\"Title\"/><w:pPr><w:jc "
		"w:val=\"center\"/></w:pPr></w:style>"
		"<w:style w:styleId=\"H1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId "
		"w:val=\"1\"/>"
		"</w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>"
		"<w:style w:styleId=\"H2\"><w:name w:val=\"标题 2\"/><w:basedOn "
		"w:val=\"H1\"/><w:pPr><w:numPr>"
		"<w:ilvl w:val=\"1\"/></w:numPr></w:pPr><w:rPr><w:b w:val=\"0\"/><w:rFonts "
		"w:eastAsia=\"楷体\"/>"
		"</w:rPr></w:style>",
		plan_levels,
		"h1 c|工作要点\n"
		"h1 b n=6 l1|一、加强党的建设\n"
		"h2 kai n=9 l2|（一）学习贯彻\n"
		"h2 kai|不编号\n");
}

static void numbers_without_their_part_are_told(void **state)
{
	(void)state;
	static const char relations[] =
		"<Relationships><Relationship Type=\"http://schemas.openxmlformats.org/"
		"officeDocument/2006/relationships/officeDocument\" "
		"Target=\"word/document.xml\"/></Relationships>";
	static const char body[] =
		"<w:document xmlns:w=\"w\"><w:body>%s<w:p><w:r><w:t>党建</w:t></w:r></w:p>"
		"</w:body></w:document>";
	static const char lost[] =
		"warning its automatic numbers are lost: word/numbering.xml is missing";
	for (int numbered = 0; numbered < 2; numbered++) {
		char *text = yd_format(body, numbered ? NUMBERED("1", "0", "食堂") : "");
		const part parts[] = {{"[Content_Types].xml", "<Types/>"},
			{"_rels/.rels", relations}, {"word/document.xml", text}};
		yd_buf file = zip_of(parts, COUNT_OF(parts));
		expect_paragraphs(yd_buf_str(&file), numbered ? "|食堂\n|党建\n" : "|党建\n");
		(numbered ? expect_line : expect_no_line)(yd_buf_str(&file), lost);
		yd_buf_free(&file);
		free(text);
	}
}

static void spreadsheets_and_slides_are_named(void **state)
{
	(void)state;
	static const part sheet[] = {
		{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.xml", "<workbook/>"}};
	static const part slides[] = {
		{"[Content_Types].xml", "<Types/>"}, {"ppt/presentation.xml", "<p/>"}};
	yd_buf file = zip_of(sheet, COUNT_OF(sheet));
	expect_error(yd_buf_str(&file), "a spreadsheet: save it as .docx or PDF");
	yd_buf_free(&file);
	file = zip_of(slides, COUNT_OF(slides));
	expect_error(yd_buf_str(&file), "slides: save them as PDF");
	yd_buf_free(&file);
}

static void bullets_are_no_numbers_but_dashes_stay(void **state)
{
	(void)state;
	expect_docx(NUMBERED("1", "0", "甲") NUMBERED("2", "0", "乙"), NULL,
		ABSTRACT("0", LEVEL("0", "bullet", "\uF0B7"))
			ABSTRACT("1", LEVEL("0", "bullet", "——")) NUM("1", "0") NUM("2", "1"),
		"|甲\nn=7 l1|—— 乙\n");
}

static void fields_changes_hidden_text_and_notes_are_read_as_shown(void **state)
{
	(void)state;
	expect_docx("<w:p><w:r><w:t>共</w:t></w:r><w:r><w:fldChar "
		    "w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>"
		    "PAGE</w:instrText></w:r><w:r><w:fldChar "
		    "w:fldCharType=\"separate\"/></w:r><w:r><w:t>3</w:t>"
		    "</w:r><w:r><w:fldChar "
		    "w:fldCharType=\"end\"/></w:r><w:r><w:t>页</w:t></w:r><w:del><w:r>"
		    "<w:delText>删</w:delText><w:t>删</w:t></w:r></w:del><w:ins><w:r><w:t>增</"
		    "w:t></w:r></w:ins><w:r>"
		    "<w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:hyperlink><w:r><w:t>链</w:t></"
		    "w:r></w:hyperlink>"
		    "</w:p><w:p/><w:p><w:r><w:t>一、党建</w:t><w:br/><w:t>（一）学习。</w:t></"
		    "w:r></w:p>",
		NULL, NULL, "|共3页增链\n|一、党建\n|（一）学习。\n");
}

static void text_boxes_follow_their_paragraph_and_notes_are_told(void **state)
{
	(void)state;
	static const char body[] =
		"<w:p><w:r><mc:AlternateContent xmlns:mc=\"m\"><mc:Choice><w:drawing><a:x "
		"xmlns:a=\"a\">"
		"<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></a:x></"
		"w:drawing>"
		"</mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></"
		"w:p>"
		"</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent><w:t>正文</w:t>"
		"<w:footnoteReference "
		"w:id=\"1\"/></w:r></w:p><w:p><w:r><w:t>后文</w:t></w:r></w:p>";
	expect_docx(body, NULL, NULL, "|正文\n|框内\n|后文\n");
	yd_buf file = docx_of(body, NULL, NULL);
	expect_line(yd_buf_str(&file), "warning footnotes were left out: 1");
	yd_buf_free(&file);
	file = odt_of("",
		"<text:p>正<draw:frame xmlns:draw=\"d\"><draw:text-box><text:p>框内</text:p>"
		"</draw:text-box></draw:frame>文<text:note><text:note-body><text:p>注</text:p>"
		"</text:note-body></text:note></text:p>");
	expect_paragraphs(yd_buf_str(&file), "|正文\n|框内\n");
	expect_line(yd_buf_str(&file), "warning footnotes were left out: 1");
	yd_buf_free(&file);
}

static void entries_of_a_table_of_contents_show_their_leaders(void **state)
{
	(void)state;
	expect_docx("<w:p><w:pPr><w:pStyle "
		    "w:val=\"T\"/></w:pPr><w:r><w:t>一、</w:t><w:tab/><w:t>总体要求</w:t>"
		    "<w:tab/><w:t>12</w:t></w:r></w:p><w:p><w:r><w:t>甲</w:t><w:tab/><w:t>3</w:t></"
		    "w:r></w:p>",
		"<w:style w:styleId=\"T\"><w:name w:val=\"toc 1\"/></w:style>", NULL,
		"|一、 总体要求……12\n|甲 3\n");
	yd_buf file = odt_of("",
		"<text:table-of-content><text:index-body><text:p>一、总体要求<text:tab/>3"
		"</text:p></text:index-body></text:table-of-content><text:p>甲<text:tab/>3"
		"</text:p>");
	expect_paragraphs(yd_buf_str(&file), "|一、总体要求……3\n|甲 3\n");
	yd_buf_free(&file);
}

static void tables_are_rows(void **state)
{
	(void)state;
	expect_docx("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>序号</w:t></w:r></w:p></"
		    "w:tc><w:tc><w:p><w:r><w:t>任务</w:t></w:r>"
		    "</w:p><w:p><w:r><w:t>分工</w:t></w:r></w:p></w:tc></"
		    "w:tr><w:tr><w:tc><w:p><w:r><w:t>合并的一格</w:t>"
		    "</w:r></w:p></w:tc></w:tr></w:tbl>",
		NULL, NULL, "row|序号\t任务 分工\n|合并的一格\n");
}

static void a_missing_or_damaged_part_is_named(void **state)
{
	(void)state;
	const part no_text[] = {{"[Content_Types].xml", "<Types/>"},
		{"_rels/.rels", "<R><Relationship Type=\"x/officeDocument\" "
				"Target=\"word/document.xml\"/></R>"}};
	const part damaged[] = {
		{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<w:document><w:bo"}};
	const part empty[] = {
		{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<document/>"}};
	const part sheet[] = {{"[Content_Types].xml", "<Types/>"},
		{"_rels/.rels", "<R><Relationship Type=\"x/officeDocument\" "
				"Target=\"xl/workbook.xml\"/></R>"},
		{"xl/workbook.xml", "<workbook/>"}};
	const part other[] = {{"readme.xml", "<a/>"}};
	const struct {
		const part *parts;
		size_t count;
		const char *words;
	} cases[] = {
		{no_text, COUNT_OF(no_text), "word/document.xml, which holds the text, is missing"},
		{damaged, COUNT_OF(damaged), "word/document.xml is damaged"},
		{empty, COUNT_OF(empty), "no text body"},
		{sheet, COUNT_OF(sheet), "this is a spreadsheet"},
		{other, COUNT_OF(other), "without a Word or OpenDocument text"}};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		yd_buf file = zip_of(cases[i].parts, cases[i].count);
		expect_error(yd_buf_str(&file), cases[i].words);
		yd_buf_free(&file);
	}
}

static void blanks_between_elements_are_nothing(void **state)
{
	(void)state;
	expect_docx("\n  " NUMBERED("1", "0", "甲") "\n  <!-- note -->\n  " P("", "乙") "\n",
		"\n <w:style w:styleId=\"a\"/>\n",
		"\n " ABSTRACT("0", "\n " LEVEL("0", "decimal", "%1.") "\n ") "\n " NUM(
			"1", "0") "\n",
		"n=3 l1|1. 甲\n|乙\n");
}

static void styles_that_are_based_on_each_other_end(void **state)
{
	(void)state;
	expect_docx(STYLED("A", "文"),
		"<w:style w:styleId=\"A\"><w:basedOn w:val=\"B\"/></w:style>"
		"<w:style w:styleId=\"B\"><w:basedOn w:val=\"A\"/></w:style>",
		NULL, "|文\n");
}

/* ---- OpenDocument ---- */

static void opendocument_lists_get_their_numbers(void **state)
{
	(void)state;
	yd_buf file = odt_of(
		"<text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" "
		"style:num-format=\"一, 二, 三, ...\" "
		"style:num-suffix=\"、\"/><text:list-level-style-number "
		"text:level=\"2\" style:num-format=\"一, 二, 三, ...\" style:num-prefix=\"（\" "
		"style:num-suffix=\"）\"/>"
		"</text:list-style><style:style style:name=\"P\"><style:paragraph-properties "
		"fo:text-align=\"center\"/><style:text-properties fo:font-weight=\"bold\" "
		"style:font-name-asian=\"黑体\"/></style:style>",
		"<text:p text:style-name=\"P\">工作要点</text:p><text:list "
		"text:style-name=\"L\"><text:list-item><text:p>"
		"党建</text:p><text:list><text:list-item><text:p>学习<text:span>贯彻</"
		"text:span>。</text:p></text:list-item>"
		"<text:list-item><text:p>组织。</text:p><text:p>续段。</text:p></text:list-item></"
		"text:list>"
		"</text:list-item><text:list-item><text:p>质量</text:p></text:list-item></"
		"text:list>"
		"<text:list text:style-name=\"L\" "
		"text:continue-numbering=\"true\"><text:list-item><text:p>保障</text:p>"
		"</text:list-item></text:list><text:p>注<text:note><text:p>脚注</text:p></"
		"text:note></text:p>"
		"<table:table><table:table-row><table:table-cell><text:p>甲</text:p></"
		"table:table-cell><table:table-cell>"
		"<text:p>乙</text:p></table:table-cell></table:table-row></table:table>");
	expect_paragraphs(yd_buf_str(&file), "b c hei|工作要点\n"
					     "n=6 l1|一、党建\n"
					     "n=9 l2|（一）学习贯彻。\n"
					     "n=9 l2|（二）组织。\n"
					     "|续段。\n"
					     "n=6 l1|二、质量\n"
					     "n=6 l1|三、保障\n"
					     "|注\n"
					     "row|甲\t乙\n");
	yd_buf_free(&file);
	const part no_content[] = {{"mimetype", "application/vnd.oasis.opendocument.text"}};
	file = zip_of(no_content, 1);
	expect_error(yd_buf_str(&file), "content.xml, which holds the text, is missing");
	yd_buf_free(&file);
}
#endif

/* ---- rich text ---- */

static void rich_text_in_code_pages_and_unicode(void **state)
{
	(void)state;
	/* 工作要点 in GBK; 党 is U+515A, 建 U+5EFA, 𠀀 U+20000. */
	expect_paragraphs(
		YD_STR("{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 "
		       "SimSun;}{\\f1\\fcharset134 "
		       "SimHei;}}{\\colortbl;}{\\*\\generator x;}{\\info{\\title "
		       "t}}\\pard\\qc\\f1\\b "
		       "\\'b9\\'a4\\'d7\\'f7\\'d2\\'aa\\'b5\\'e3\\b0\\par\\pard\\f0{\\listtext\\'"
		       "d2\\'bb\\'a1\\'a2\\tab}"
		       "\\u20826?\\u24314?\\emdash\\u-10176?\\u-9216?\\par\\trowd\\intbl a\\cell "
		       "b\\cell\\row\\pard "
		       "{\\v hidden}{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt c\\{d\\}}}\\par}"),
		"b c hei|工作要点\n"
		"n=6 l1|一、党建—𠀀\n"
		"row|a\tb\n"
		"|c{d}\n");
}

static void rich_text_has_its_faces_styles_and_levels(void **state)
{
	(void)state;
	/* What Word and LibreOffice write: a font for each run, styles by number, what was deleted
	 * marked, fonts named in the code page of another language. */
	expect_paragraphs(YD_STR("{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 "
				 "a;}{\\f1\\fcharset128 "
				 "\\'fc\\'4b\\'91\\'cc;}{\\f2\\fcharset0 KaiTi;}}"
				 "{\\stylesheet{\\s0 Normal;}{\\s3\\outlinelevel1\\qc "
				 "Some;}{\\s4\\b heading 3;}"
				 "{\\*\\cs5 Other;}}"
				 "\\pard\\s3 {\\f1\\u19968\\'3f}\\f0\\par"
				 "\\pard\\s4 {\\'b6\\'fe}\\par"
				 "\\pard\\plain {\\f2\\'c8\\'fd}{\\f0\\deleted\\'b2\\'bb}\\par"
				 "\\pard\\ilvl1{\\listtext a)\\tab}{\\'cb\\'c4}\\par}"),
		"h2 c hei|一\n"
		"h3 b|二\n"
		"kai|三\n"
		"n=3 l2|a) 四\n");
}

static void broken_rich_text_ends(void **state)
{
	(void)state;
	expect_paragraphs(YD_STR("{\\rtf1 a{{{b\\par c"), "|ab\n|c\n");
	expect_error(YD_STR("{\\rtf1}}}}}{{{"), "no text");
	expect_paragraphs(YD_STR("{\\rtf1 a\\'"), "|a\n");
	expect_paragraphs(YD_STR("{\\rtf1 a\\'b"), "|a\n");
	expect_line(YD_STR("{\\rtf1 a\\u99999999999999999 b"), "end 1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#if defined HAVE_LIBARCHIVE && defined HAVE_LIBXML2
		cmocka_unit_test(automatic_numbers_are_resolved),
		cmocka_unit_test(every_number_format_is_known),
		cmocka_unit_test(a_restart_begins_anew_and_lists_of_one_kind_go_on),
		cmocka_unit_test(a_level_that_never_restarts_runs_on),
		cmocka_unit_test(numbers_of_several_levels_and_legal_ones),
		cmocka_unit_test(a_style_brings_its_number_heading_and_place),
		cmocka_unit_test(numbers_without_their_part_are_told),
		cmocka_unit_test(spreadsheets_and_slides_are_named),
		cmocka_unit_test(bullets_are_no_numbers_but_dashes_stay),
		cmocka_unit_test(fields_changes_hidden_text_and_notes_are_read_as_shown),
		cmocka_unit_test(text_boxes_follow_their_paragraph_and_notes_are_told),
		cmocka_unit_test(entries_of_a_table_of_contents_show_their_leaders),
		cmocka_unit_test(tables_are_rows),
		cmocka_unit_test(a_missing_or_damaged_part_is_named),
		cmocka_unit_test(blanks_between_elements_are_nothing),
		cmocka_unit_test(styles_that_are_based_on_each_other_end),
		cmocka_unit_test(opendocument_lists_get_their_numbers),
#endif
		cmocka_unit_test(rich_text_in_code_pages_and_unicode),
		cmocka_unit_test(rich_text_has_its_faces_styles_and_levels),
		cmocka_unit_test(broken_rich_text_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
