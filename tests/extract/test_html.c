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
		cmocka_unit_test(a_page_without_text_says_so),
		cmocka_unit_test(a_page_of_any_depth_is_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
