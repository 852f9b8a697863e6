/* Web pages as government sites make them: the text of the document, and nothing of what stands
 * around it. */
#include "support.h"

#include <stdlib.h>
#include <string.h>

/* A page around `content`, as such sites have it; every part of it is furniture. */
static char *page_around(const char *head, const char *content)
{
	return yd_format(
		"<!DOCTYPE html><html><head><meta "
		"charset=\"utf-8\"><title>云水市教育局2024年工作要点_"
		"云水市人民政府门户网站</title>%s<style>p{margin:0}</style><script>var "
		"t='<p>假的。</p>';"
		"</script></head><body><div class=\"top-nav\"><ul><li><a "
		"href=\"/\">首页</a></li><li>"
		"<a href=\"/zw\">政务公开</a></li><li><a href=\"/bs\">办事服务</a></li></ul></div>"
		"<div class=\"pos\">当前位置：<a href=\"/\">首页</a> &gt; <a "
		"href=\"/tz\">通知公告</a></div>"
		"<div class=\"wrap\"><div class=\"left\">%s</div><div "
		"class=\"right\"><h3>热点</h3><ul>"
		"<li><a href=\"1\">全市开学工作平稳有序，各校做好准备</a></li><li><a "
		"href=\"2\">关于放假的通知"
		"</a></li></ul></div></div><div "
		"class=\"share\">分享到：<a>微信</a></div><div>上一篇："
		"<a href=\"3\">关于春季招生的公告</a></div><div>下一篇：没有了</div><div "
		"class=\"footer\">"
		"<p>版权所有：云水市教育局　技术支持：某某公司</p><p>网站标识码：1234567890 "
		"某ICP备12345678号"
		"</p></div></body></html>",
		head, content);
}

static void expect_page(const char *head, const char *content, const char *expected)
{
	char *page = page_around(head, content);
	expect_paragraphs(yd_str_of(page), expected);
	free(page);
}

static const char plain[] =
	"<h1>云水市教育局2024年工作要点</h1><div class=\"info\">发布时间：2024-03-05 "
	"来源：云水市教育局 "
	"浏览次数：<span>12</span></div><div "
	"class=\"content\"><p>　　2024年，全市教育工作以立德树人为根本任务。"
	"</p><p>　　一、加强党的建设</p><p>　　（一）学习贯彻。组织学习班十期，覆盖全体党员。</"
	"p><p>　　（二）建强"
	"组织。每校一名党建指导员，每月一次例会。</p></div>";
static const char plain_paragraphs[] = "h1|云水市教育局2024年工作要点\n"
				       "|发布时间：2024-03-05 来源：云水市教育局 浏览次数：12\n"
				       "|2024年，全市教育工作以立德树人为根本任务。\n"
				       "|一、加强党的建设\n"
				       "|（一）学习贯彻。组织学习班十期，覆盖全体党员。\n"
				       "|（二）建强组织。每校一名党建指导员，每月一次例会。\n";

static void the_text_is_found_among_menus_and_links(void **state)
{
	(void)state;
	expect_page("", plain, plain_paragraphs);
}

static void title_date_and_source_come_from_meta_tags(void **state)
{
	(void)state;
	char *page =
		page_around("<meta name=\"ArticleTitle\" content=\"云水市教育局2024年工作要点\">"
			    "<meta name=\"PubDate\" content=\"2024/3/5 10:22\">"
			    "<meta name=\"ContentSource\" content=\"云水市教育局\">",
			plain);
	expect_line(yd_str_of(page), "title 云水市教育局2024年工作要点");
	expect_line(yd_str_of(page), "date 2024-03-05");
	expect_line(yd_str_of(page), "source 云水市教育局");
	free(page);
}

static void who_runs_the_site_is_the_source_when_nothing_says_better(void **state)
{
	(void)state;
	char *page = page_around("", plain);
	expect_line(yd_str_of(page), "source 云水市教育局");
	free(page);
}

static void a_title_that_only_meta_tags_have_stands_first(void **state)
{
	(void)state;
	expect_page("<meta name=\"ArticleTitle\" content=\"云水市教育局2024年工作要点\">",
		"<div><p>　　各县区教育局，市直各学校：现将要点印发给你们，请认真贯彻落实。</p>"
		"<p>　　一、加强党的建设，组织学习班十期，覆盖全体党员。</p></div>",
		"h1|云水市教育局2024年工作要点\n"
		"|各县区教育局，市直各学校：现将要点印发给你们，请认真贯彻落实。\n"
		"|一、加强党的建设，组织学习班十期，覆盖全体党员。\n");
}

static void spans_entities_and_line_ends_of_the_source_do_not_break_a_clause(void **state)
{
	(void)state;
	expect_page("",
		"<h1>云水市教育局2024年工作要点</"
		"h1><div><p>&nbsp;&nbsp;&nbsp;&nbsp;<span>一、<span>加强"
		"</span></span><span style=\"font-size:16pt\">党的\n   "
		"建设</span>，<o:p></o:p>组织学习 ABC\n"
		"课程。</p><p>　　二、提高\n质量，开足开齐课程，每周不少于三节。</p></div>",
		"h1|云水市教育局2024年工作要点\n"
		"|一、加强党的建设，组织学习 ABC 课程。\n"
		"|二、提高质量，开足开齐课程，每周不少于三节。\n");
}

static void br_ends_a_paragraph_where_one_ends_and_nowhere_else(void **state)
{
	(void)state;
	expect_page("",
		"<h1>云水市教育局2024年工作要点</"
		"h1><div>　　2024年，全市教育工作以立德树人为根本<br>任务，推动发展。"
		"<br>　　一、加强党的建设<br>"
		"　　（一）学习贯彻。组织学习班十期，覆盖全体党员，并且<br/>邀请专家讲课。"
		"<br><br>　　二、提高质量<br>　　开足开齐课程。</div>",
		"h1|云水市教育局2024年工作要点\n"
		"|2024年，全市教育工作以立德树人为根本任务，推动发展。\n"
		"|一、加强党的建设\n"
		"|（一）学习贯彻。组织学习班十期，覆盖全体党员，并且邀请专家讲课。\n"
		"|二、提高质量\n"
		"|开足开齐课程。\n");
}

static void tables_of_data_are_rows_and_tables_for_layout_are_not(void **state)
{
	(void)state;
	expect_page("",
		"<table "
		"width=100%><tr><td><h1>云水市教育局2024年工作要点</h1></td></"
		"tr><tr><td><p>一、完善校车"
		"台账，每月检查车辆和驾驶人员，及时排除隐患。</"
		"p><p>二、任务分工如下，各科室按月完成。</p><table>"
		"<thead><tr><th>序号</th><th>任务</th></tr></thead><tr><td><p>1</p></"
		"td><td><p>校车</p>"
		"<p>检查</p></td></tr></table></td></tr></table>",
		"h1|云水市教育局2024年工作要点\n"
		"|一、完善校车台账，每月检查车辆和驾驶人员，及时排除隐患。\n"
		"|二、任务分工如下，各科室按月完成。\n"
		"row|序号\t任务\n"
		"row|1\t校车 检查\n");
}

static void looks_become_hints(void **state)
{
	(void)state;
	expect_page("",
		"<h1>云水市教育局2024年工作要点</h1><div><p style=\"text-align: "
		"center;\"><strong>第一部分"
		"</strong></p><p><span style=\"font-family: "
		"黑体\">一、加强党的建设，组织学习班十期</span></p><p>"
		"<font face=\"楷体_GB2312\">（一）学习贯彻，覆盖全体党员干部和教师。</font></p><p "
		"align=right>"
		"云水市教育局，2024年3月5日。</p></div>",
		"h1|云水市教育局2024年工作要点\n"
		"b c|第一部分\n"
		"hei|一、加强党的建设，组织学习班十期\n"
		"kai|（一）学习贯彻，覆盖全体党员干部和教师。\n"
		"r|云水市教育局，2024年3月5日。\n");
}

static void items_of_a_numbered_list_get_their_numbers(void **state)
{
	(void)state;
	expect_page("",
		"<h1>云水市教育局2024年工作要点</"
		"h1><div><p>今年重点抓好以下工作，各科室要认真落实。</p><ol><li>完善"
		"校车台账，每月检查。</li><li>落实食堂陪餐，公开结果。</li></"
		"ol><ol><li>一、已有序号的条目，不再编号。"
		"</li></ol></div>",
		"h1|云水市教育局2024年工作要点\n"
		"|今年重点抓好以下工作，各科室要认真落实。\n"
		"n=3 l1|1. 完善校车台账，每月检查。\n"
		"n=3 l1|2. 落实食堂陪餐，公开结果。\n"
		"|一、已有序号的条目，不再编号。\n");
}

static void what_is_hidden_is_no_text(void **state)
{
	(void)state;
	expect_page("",
		"<h1>云水市教育局2024年工作要点</h1><div><p>一、完善校车台账，每月检查。<span "
		"style=\"display:none\">"
		"隐藏文字</span></p><p "
		"hidden>看不见的，段落。</p><select><option>选项</option></select><p>二、落实"
		"食堂陪餐，公开<!-- 注释 -->结果。</p></div>",
		"h1|云水市教育局2024年工作要点\n"
		"|一、完善校车台账，每月检查。\n"
		"|二、落实食堂陪餐，公开结果。\n");
}

static void pinyin_in_brackets_goes_when_it_is_the_pattern(void **state)
{
	(void)state;
	expect_page("",
		"<h1>云水市教育局2024年工作要点</"
		"h1><div><p>一、辦（bàn）好學(xué)前教育，建設(shè)新園，開(kāi)足課程"
		"(chéng)。</p><p>二、學（学）校（xiào）食堂公開（2024年）結果(guǒ)。</p></div>",
		"h1|云水市教育局2024年工作要点\n"
		"|一、辦好學前教育，建設新園，開足課程。\n"
		"|二、學校食堂公開（2024年）結果。\n");
	expect_page("",
		"<h1>云水市教育局2024年工作要点</"
		"h1><div><p>一、办好垚(yáo)山小学，完善校车（含租用）台账。</p></div>",
		"h1|云水市教育局2024年工作要点\n"
		"|一、办好垚(yáo)山小学，完善校车（含租用）台账。\n");
}

/* With their names, as they are written; what a viewer shows, what leads elsewhere and pages are
 * none. */
static void files_that_a_page_links_to_are_told(void **state)
{
	(void)state;
	const yd_str page =
		YD_STR("<html><body><div><h1>云水市教育局2024年工作要点</"
		       "h1><p>一、守好校园安全。完善校车管理台账，每月检查。</p>"
		       "<p><a href=' up/a b.doc\n'>附件1</a><a href=/x.PDF?n=1 title='附件 "
		       "二'><img src=i.png></a>"
		       "<a href=get.jsp?id=7>附件3：表.docx（12 KB）</a><a "
		       "href=/up/a.doc.html>a</a><a href=http://www.doc.com/>b</a>"
		       "<a href='javascript:get(\"a.doc\")'>c.doc</a><a href=mail.html>d</a></p>"
		       "<iframe src=/plan.pdf></iframe><iframe "
		       "src='/viewer.html?file=/y.pdf'></iframe></div></body></html>");
	expect_line(page, "link up/a%20b.doc 附件1");
	expect_line(page, "link /x.PDF?n=1 附件 二");
	expect_line(page, "link get.jsp?id=7 附件3：表.docx（12 KB）");
	expect_line(page, "link /plan.pdf ");
	char *answer = answer_to(page);
	size_t count = 0;
	for (const char *at = answer; (at = strstr(at, "\nlink ")); at++)
		count++;
	assert_int_equal(count, 4);
	free(answer);
	expect_line(YD_STR("<base href='http://a.example/b/'><p><a href=c.doc>附件</a></p>"),
		"link http://a.example/b/c.doc 附件");
	yd_buf many = {0};
	for (int i = 0; i < 40; i++)
		yd_buf_printf(
			&many, "<p><a href=%d.doc>%d</a><a href=%d.doc>again</a></p>", i, i, i);
	expect_line(yd_buf_str(&many), "link 31.doc 31");
	expect_no_line(yd_buf_str(&many), "link 32.doc 32");
	yd_buf_free(&many);
}

static void a_page_without_text_says_so(void **state)
{
	(void)state;
	expect_error(YD_STR("<html><body><script>x()</script></body></html>"), "no text");
	expect_error(YD_STR("<html><body><ul><li><a href=a>上一篇</a></li></ul></body></html>"),
		"no text");
}

static void a_page_of_any_depth_is_read(void **state)
{
	(void)state;
	yd_buf page = {0};
	yd_buf_puts(&page, "<html><body>");
	for (int i = 0; i < 5000; i++)
		yd_buf_puts(&page, "<div><font>");
	yd_buf_puts(&page, "一、完善校车台账，每月检查。");
	expect_paragraphs(yd_buf_str(&page), "|一、完善校车台账，每月检查。\n");
	yd_buf_free(&page);
}

static void lists_in_lists_have_levels_and_numbers_of_their_kind(void **state)
{
	(void)state;
	expect_paragraphs(
		YD_STR("<html><body><p>云水市教育局2024年工作要点</p><ol style=\"list-style-type: "
		       "cjk-ideographic\"><li><p>党的建设</"
		       "p><ol><li><p>组织学习班十期，覆盖全体党员。</p>"
		       "<li><p>每校一名党建指导员，每月一次例会。</p></ol><li><p>教育质量</p><ol "
		       "type=\"a\">"
		       "<li>开足开齐课程，减轻过重负担。</ol></ol><p>云水市教育局</p></body></"
		       "html>"),
		"|云水市教育局2024年工作要点\n"
		"n=6 l1|一、党的建设\n"
		"n=3 l2|1. 组织学习班十期，覆盖全体党员。\n"
		"n=3 l2|2. 每校一名党建指导员，每月一次例会。\n"
		"n=6 l1|二、教育质量\n"
		"n=3 l2|a. 开足开齐课程，减轻过重负担。\n"
		"|云水市教育局\n");
}

static void marks_of_notes_and_what_was_deleted_are_no_text(void **state)
{
	(void)state;
	expect_paragraphs(
		YD_STR("<html><body><p>今年分四个阶段<a href=\"#n1\"><sup>1</sup></a>推进"
		       "<sup><a "
		       "href=\"#n2\">[2]</a></sup>，新增用地三千<del>两百</del>m<sup>2</sup>。</p>"
		       "<p>二、完善校车台账，每月检查。</p></body></html>"),
		"|今年分四个阶段推进，新增用地三千m2。\n"
		"|二、完善校车台账，每月检查。\n");
}

/* Pages of public accounts hide their text until a script shows it, and say date and account
 * without a label. */
static void a_text_that_waits_for_a_script_to_show_it_is_read(void **state)
{
	(void)state;
	static const char page[] =
		"<html><head><meta property=\"og:title\" "
		"content=\"云水市教育局2024年工作要点\"></head><body>"
		"<h1>云水市教育局2024年工作要点</h1><div><span>云水教育</span><em>2024-03-05 "
		"18:00</em></div>"
		"<div style=\"visibility: "
		"hidden;\"><section><p>一、组织学习班十期，覆盖全体党员。</p></section>"
		"<section><p>二、完善校车台账，每月检查。</p></section></div><div><span>阅读原文</"
		"span></div>"
		"</body></html>";
	expect_paragraphs(yd_str_of(page), "h1|云水市教育局2024年工作要点\n"
					   "|一、组织学习班十期，覆盖全体党员。\n"
					   "|二、完善校车台账，每月检查。\n");
	expect_line(yd_str_of(page), "date 2024-03-05");
}

static void teasers_beside_the_text_are_left_out(void **state)
{
	(void)state;
	expect_paragraphs(
		YD_STR("<html><head><title>打印-云水市教育局2024年工作要点</title></"
		       "head><body><div><div>"
		       "<div>云水市教育局2024年工作要点</div><div>2024-03-05</div>"
		       "<div><p>一、组织学习班十期，覆盖全体党员，学习情况按季通报。</p>"
		       "<p>二、完善校车台账，每月检查车辆和驾驶人员，及时排除隐患。</p>"
		       "<p>三、落实食堂陪餐，学校负责人每天陪餐，公开结果，请家长代表参加。</p></"
		       "div></div>"
		       "<div><div><h4><a "
		       "href=\"1\">校长会议召开</a></h4><p>近日，全市校长会议召开……<a href=\"1\">"
		       "[详细]</a></p></div><div><h4><a "
		       "href=\"2\">科技大赛开赛</a></h4><p>大赛共有百支队伍，"
		       "为期三天……<a href=\"2\">[详细]</a></p></div></div></div></body></html>"),
		"h1|云水市教育局2024年工作要点\n"
		"|一、组织学习班十期，覆盖全体党员，学习情况按季通报。\n"
		"|二、完善校车台账，每月检查车辆和驾驶人员，及时排除隐患。\n"
		"|三、落实食堂陪餐，学校负责人每天陪餐，公开结果，请家长代表参加。\n");
}

static void a_page_whose_text_is_elsewhere_says_so(void **state)
{
	(void)state;
	static const char *const pages[] = {
		"<html><head><title>云水市教育局2024年工作要点</title></head><body><div><a "
		"href=\"/\">首页</a></div>"
		"<div "
		"id=\"app\"></div><script>show('<p>一、组织学习班十期。</p>')</script></body></"
		"html>",
		"<html><head><title>通知公告</title></head><body><ul><li><a "
		"href=\"1\">关于印发工作要点的通知</a>"
		"<span>2024-03-05</span></li><li><a "
		"href=\"2\">关于放假的通知</a><span>2024-03-06</span></li></ul>"
		"<div>共12页 <a>上一页</a><a>下一页</a></div></body></html>",
		"<html><head><title>云水市教育局</title></head><frameset rows=\"80,*\"><frame "
		"src=\"a.htm\">"
		"<noframes><body>您的浏览器不支持框架</body></noframes></frameset></html>"};
	for (size_t i = 0; i < COUNT_OF(pages); i++)
		expect_error(yd_str_of(pages[i]), "no text in this page");
}

/* A page whose head names the site alone, with `content` below a menu. */
static void expect_site_page(const char *content, const char *expected)
{
	char *page =
		yd_format("<html><head><title>霁川教育信息网</title></head><body><table><tr>"
			  "<td><a href=\"1\">首页</a></td><td><a href=\"2\">教育新闻</a></td><td>"
			  "<a href=\"3\">政策文件</a></td></tr></table>%s</body></html>",
			content);
	expect_paragraphs(yd_str_of(page), expected);
	free(page);
}

#define TWO_CLAUSES                                                                                \
	"<p>一、扩大普惠资源，新建幼儿园三所。</p><p>二、提高教学质量，开展教研活动二十次。</p>"
#define TWO_CLAUSES_READ                                                                           \
	"|一、扩大普惠资源，新建幼儿园三所。\n|二、提高教学质量，开展教研活动二十次。\n"

static void the_title_is_found_by_its_look_when_the_head_has_the_sites(void **state)
{
	(void)state;
	expect_site_page(
		"<table><tr><td align=center><b>霁川区教育局2020年工作思路</b></td></tr><tr>"
		"<td>发布人：管理员　发布时间：2020-1-16　点击：3</td></tr><tr><td>" TWO_CLAUSES
		"</td></tr></table>",
		"h1 b c"
		"|霁川区教育局2020年工作思路\n|发布人：管理员　发布时间：2020-1-"
		"16　点击：3\n" TWO_CLAUSES_READ);
	expect_site_page("<div "
			 "class=\"lblTitle\">第三小学校园文化建设年</div><div>作者：办公室</"
			 "div><div>" TWO_CLAUSES "</div>",
		"h1|第三小学校园文化建设年\n|作者：办公室\n" TWO_CLAUSES_READ);
}

static void a_broken_title_is_one_paragraph(void **state)
{
	(void)state;
	expect_paragraphs(
		YD_STR("<html><head><title>霁川县教育局2023年工作总结 "
		       "和2024年工作打算</title></head>"
		       "<body><h1>霁川县教育局2023年工作总结<br>和2024年工作打算</h1>" TWO_CLAUSES
		       "</body></html>"),
		"h1|霁川县教育局2023年工作总结和2024年工作打算\n" TWO_CLAUSES_READ);
}

static void marks_of_word_around_a_number_are_no_text(void **state)
{
	(void)state;
	expect_site_page(
		"<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
		"<p class=MsoNormal><![if !supportLists]><span>一、</span>"
		"<![endif]><span>扩大普惠资源，新建幼儿园三所。<o:p></o:p></span></p>"
		"<p><!--[if !supportLists]--><b>二、</b><!--[endif]-->提高教学质量，开展教研活动"
		"二十次。</p>",
		"|一、扩大普惠资源，新建幼儿园三所。\n|二、提高教学质量，开展教研活动二十次。\n");
}

static void indents_alone_part_paragraphs(void **state)
{
	(void)state;
	expect_site_page(
		"<p>　　今年工作安排如下。　　一、扩大普惠资源，新建幼儿园三所。　　二、提高教学"
		"质量，开展教研活动二十次。</p><p>组长：张三　　李四　　王五</p>",
		"|今年工作安排如下。\n" TWO_CLAUSES_READ "|组长：张三　　李四　　王五\n");
}

static void what_stands_under_a_heading_of_other_pages_is_no_text(void **state)
{
	(void)state;
	static const char teaser[] =
		"<dl><dt><a "
		"href=\"9\">全区开学工作会议</a></dt><dd>近日，区里召开会议，学习文件精神，"
		"安排下一阶段的重点工作，要求各校抓好落实，确保开学平稳。</dd></dl>";
	char *content =
		yd_format("<div><h2>霁川区教育局2020年工作思路</h2>" TWO_CLAUSES
			  "</div><div><h3>相关阅读</h3>%s%s%s</div><div><h3>网友评论（2）</h3>"
			  "<p>说得很好，希望早日落实到位，给孩子们一个更好的学习环境。</p></div>",
			teaser, teaser, teaser);
	expect_site_page(content, "h2|霁川区教育局2020年工作思路\n" TWO_CLAUSES_READ);
	free(content);
}

static void a_form_that_shows_a_document_is_read(void **state)
{
	(void)state;
	expect_site_page(
		"<form><textarea readonly>　　霁川区教育局2020年工作思路\n"
		"　　一、扩大普惠资源，新建幼儿园三所。\n　　二、提高教学质量，开展教研活动二十次。"
		"\n"
		"　　三、守牢校园安全底线，每月开展一次隐患排查，建立台账，逐项整改到位。\n"
		"</textarea><textarea>说点什么吧</textarea></form>",
		"|霁川区教育局2020年工作思路\n" TWO_CLAUSES_READ
		"|三、守牢校园安全底线，每月开展一次隐患排查，建立台账，逐项整改到位。\n");
}

static void the_pages_table_tells_number_date_and_source(void **state)
{
	(void)state;
	static const char page[] =
		"<html><head><title>关于做好开学工作的通知</title></"
		"head><body><table><tr><td>索引号:</td>"
		"<td>011-2021</td><td>发布机构:</td><td>霁川县教育局</td></tr><tr><td>文　号:</td>"
		"<td>霁教发〔2021〕56号</td><td>成文日期:</td><td>2021年8月16日</td></tr></table>"
		"<div><h1>关于做好开学工作的通知</h1>" TWO_CLAUSES "</div></body></html>";
	expect_paragraphs(yd_str_of(page),
		"c|霁教发〔2021〕56号\nh1|关于做好开学工作的通知\n" TWO_CLAUSES_READ);
	expect_line(yd_str_of(page), "date 2021-08-16");
	expect_line(yd_str_of(page), "source 霁川县教育局");
}

static void a_page_of_frames_says_so(void **state)
{
	(void)state;
	expect_error(
		YD_STR("<html><head><title>教育网</title></head><frameset rows=\"90,*\"><frame "
		       "src=\"a.htm\"><noframes><body><p>对不起，您的浏览器不支持框架！</p></body>"
		       "</noframes></frameset></html>"),
		"frames");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_that_waits_for_a_script_to_show_it_is_read),
		cmocka_unit_test(teasers_beside_the_text_are_left_out),
		cmocka_unit_test(a_page_whose_text_is_elsewhere_says_so),
		cmocka_unit_test(lists_in_lists_have_levels_and_numbers_of_their_kind),
		cmocka_unit_test(marks_of_notes_and_what_was_deleted_are_no_text),
		cmocka_unit_test(the_text_is_found_among_menus_and_links),
		cmocka_unit_test(title_date_and_source_come_from_meta_tags),
		cmocka_unit_test(who_runs_the_site_is_the_source_when_nothing_says_better),
		cmocka_unit_test(a_title_that_only_meta_tags_have_stands_first),
		cmocka_unit_test(spans_entities_and_line_ends_of_the_source_do_not_break_a_clause),
		cmocka_unit_test(br_ends_a_paragraph_where_one_ends_and_nowhere_else),
		cmocka_unit_test(tables_of_data_are_rows_and_tables_for_layout_are_not),
		cmocka_unit_test(looks_become_hints),
		cmocka_unit_test(items_of_a_numbered_list_get_their_numbers),
		cmocka_unit_test(what_is_hidden_is_no_text),
		cmocka_unit_test(pinyin_in_brackets_goes_when_it_is_the_pattern),
		cmocka_unit_test(files_that_a_page_links_to_are_told),
		cmocka_unit_test(a_page_without_text_says_so),
		cmocka_unit_test(a_page_of_any_depth_is_read),
		cmocka_unit_test(the_title_is_found_by_its_look_when_the_head_has_the_sites),
		cmocka_unit_test(a_broken_title_is_one_paragraph),
		cmocka_unit_test(marks_of_word_around_a_number_are_no_text),
		cmocka_unit_test(indents_alone_part_paragraphs),
		cmocka_unit_test(what_stands_under_a_heading_of_other_pages_is_no_text),
		cmocka_unit_test(a_form_that_shows_a_document_is_read),
		cmocka_unit_test(the_pages_table_tells_number_date_and_source),
		cmocka_unit_test(a_page_of_frames_says_so),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
