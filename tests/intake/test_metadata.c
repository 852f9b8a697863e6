/* Title, issuer, number, date and year of documents, front matter, what is given. Own sentences. */
#include <yaodian/intake.h>
#include <yaodian/text.h>

#include "signature.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static yd_metadata read_given(const char *text, const yd_given *given)
{
	yd_str source = yd_str_of(text);
	yd_outline outline = {0};
	yd_metadata meta;
	yd_error err = {0};
	yd_outline_read(source, &outline);
	if (yd_metadata_read(source, &outline, given, &meta, &err) != YD_OK)
		fail_msg("%s", err.text);
	yd_outline_free(&outline);
	return meta;
}

static const char *or_none(const char *text)
{
	return text ? text : "-";
}

/* A body that says nothing of its own about place or time. */
#define BODY                                                                                                                    \
	"\n一、加强党的建设\n1.抓实理论学习。落实学习制度,增强本领。\n2.抓好队伍。选好干部," \
	"用好干部。\n"                                                                                                     \
	"二、提高教学质量\n3.深化课程改革。开足开齐课程,减轻负担。\n4."                               \
	"加强教研。开展听课评课活动。\n"

static void documents_tell_their_year(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int year;
	} cases[] = {
		{"教育工作要点\n2019年全市教育工作的总体思路是:以学生为本,提高质量。" BODY, 2019},
		{"教育工作要点\n2018年是全面落实规划的关键之年,做好工作意义重大。" BODY, 2018},
		{"教育工作要点\n过去一年,成绩不小。2021年,全市教育系统将以质量为中心,"
		 "做好工作。" BODY,
			2021},
		{"教育工作要点\n2020年,全县教育系统取得显著成绩。2021年是新规划开局之年,"
		 "全县教育工作的总体要求是:稳中求进。" BODY,
			2021},
		{"教育工作要点\n为落实《三年行动计划(2018-2020年)》,"
		 "2019年全区教育工作要以质量为中心。" BODY,
			2019},
		{"教育工作要点\n到2035年,建成教育强市。按照这一要求,制定本要点。" BODY
		 "某某市教育局\n2022年3月1日\n",
			2022},
		{"教育工作要点\n按照上级部署,制定本要点。" BODY
		 "某某市教育局\n二〇二二年三月一日\n",
			2022},
		{"发布时间:2023-03-05 来源:办公室\n教育工作要点\n按照上级部署,制定本要点。" BODY,
			2023},
		{"发布时间:2021-03-05 "
		 "来源:办公室\n某某市2020年教育工作要点\n按照上级部署,制定本要点。" BODY,
			2020},
		{"某教〔2016〕5号\n教育工作要点\n按照上级部署,制定本要点。" BODY, 2016},
		{"教育工作要点\n为贯彻2018年全国教育大会精神,推进教育工作,"
		 "2019年全市教育工作要抓好落实。" BODY,
			2019},
		{"教育工作要点\n按照上级部署,制定本要点。" BODY, 0},
		{"某县教育事业发展规划\n（2021—2025年）\n为推进教育现代化,制定规划。" BODY, 2021},
		{"某某省学校管理条例\n（2019年11月29日某某省第九届人民代表大会常务委员会通过，"
		 "2021年5月1日修正）" BODY,
			2019},
		{"某某中学手机管理规定\n（2022年9月教代会通过）\n第一条 不得带入课堂。\n"
		 "第二条 违反的,予以批评。\n",
			2022},
		{"某某县校园安全规定\n第一条 根据2015年4月24日修正的法律,制定本规定。\n"
		 "第二条 本规定自2018年5月1日起施行。\n",
			2018},
		{"某某县教育局局务会议纪要\n（2023年第6期）\n会议议定事项如下。" BODY, 2023},
		{"二〇二三年教育工作要點\n按照上級部署,制定本要點。" BODY, 2023},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		yd_metadata meta = read_given(cases[i].text, NULL);
		if (meta.year != cases[i].year)
			fail_msg("case %zu: %d, not %d", i, meta.year, cases[i].year);
		yd_metadata_free(&meta);
	}
}

static void documents_tell_their_date_and_issuer(void **state)
{
	(void)state;
	static const struct {
		const char *text, *date, *issuer;
	} cases[] = {
		{"某市2025年教育工作要点\n按照部署,制定要点。" BODY
		 "(此件公开发布)\n某市某区教育局\n2025年2月26日\n",
			"2025-02-26", "某市某区教育局"},
		{"某市2025年教育工作要点\n按照部署,制定要点。" BODY "某市教育局  2025年2月26日\n",
			"2025-02-26", "某市教育局"},
		{"某市2025年教育工作要点\n按照部署,制定要点。" BODY
		 "某市教育局　某市财政局\n二〇二五年二月二十六日\n",
			"2025-02-26", "某市教育局"},
		{"某市2025年教育工作要点\n按照部署,制定要点。" BODY "某市教育局\n2025年2月30日\n",
			"", "某市教育局"},
		{"发布日期:2017-02-22 字体\n某市教育局2017年工作要点\n按照部署,制定要点。" BODY,
			"2017-02-22", "某市教育局"},
		{"来源:教育局發布時間:2020-02-28 "
		 "16:48瀏覽量:\n關于印發《2020年度教育工作要點》的通知\n按照部署,制定要點。" BODY,
			"2020-02-28", "-"},
		{"时间:2019-04-15 14:33 "
		 "来源:教育局办公室\n2019年教育工作要点\n按照部署,制定要点。" BODY,
			"2019-04-15", "-"},
		{"成文日期:2019-01-15 "
		 "发布日期:2019-04-15\n2019年教育工作要点\n按照部署,制定要点。" BODY,
			"2019-01-15", "-"},
		{"今天是2024年5月1日\n发布时间:2019-04-15 "
		 "有效期:2021-01-01\n2019年教育工作要点\n按照部署,制定要点。" BODY,
			"2019-04-15", "-"},
		{"发布时间:2019-04-15\n2019年教育工作要点\n按照部署,制定要点。" BODY
		 "某市教育局\n2019年3月1日\n",
			"2019-03-01", "某市教育局"},
		{"某市教育局关于印发2019年工作要点的通知\n按照部署,制定要点。" BODY, "",
			"某市教育局"},
		{"中共某县委教育工作领导小组2021年工作要点\n按照部署,制定要点。" BODY, "",
			"中共某县委教育工作领导小组"},
		{"2019年某市教育局工作要点\n按照部署,制定要点。" BODY, "", "某市教育局"},
		{"某市2019年教育工作要点\n按照部署,制定要点。" BODY, "", "-"},
		{"某市教育2019年工作要点\n按照部署,制定要点。" BODY, "", "-"},
		{"某省教育厅文件\n关于印发2019年工作要点的通知\n按照部署,制定要点。" BODY, "",
			"某省教育厅"},
		{"关于印发2019年工作要点的通知\n各县教育局:\n现将要点印发给你们。 附件:工作要点 "
		 "某省教育厅 2019年3月10日\n某省2019年工作要点\n2019年要抓好落实。" BODY,
			"2019-03-10", "某省教育厅"},
		{"某市2019年教育工作要点\n按照部署,制定要点。" BODY "各县区教育局\n", "", "-"},
		{"某市2019年教育工作要点\n自2019年3月1日起,各校要抓好落实。" BODY, "", "-"},
		{"某市2019年教育工作要点\n按照部署,制定要点。" BODY
		 "某市教育局\n2019年3月1日\n抄送:某省教育厅\n某市教育局办公室2019年3月4日印发\n",
			"2019-03-01", "某市教育局"},
		{"某市2025年教育工作要点\n按照部署,制定要点。" BODY
		 "某市教育局（盖章）\n2025年2月26日\n",
			"2025-02-26", "某市教育局"},
		{"在全市教育会议上的讲话\n——2022年1月20日\n同志们:\n讲三点。" BODY, "2022-01-20",
			"-"},
		{"在全市教育会议上的讲话\n李明\u30002022年1月20日\n同志们:\n讲三点。" BODY,
			"2022-01-20", "-"},
		{"某某县教育局2017年工作要点\n按照部署,制定要点。" BODY
		 "某某县教育局\n2017年2月   日\n",
			"", "某某县教育局"},
		{"某某县2019年工作要点\n按照部署,制定要点。" BODY "某某县教育局\n2019年2月25日印\n",
			"2019-02-25", "某某县教育局"},
		{"某某县2019年工作要点\n按照部署,制定要点。" BODY
		 "某 某 县 教 育 委 员 会（章）\n2019年2月25日\n",
			"2019-02-25", "某 某 县 教 育 委 员 会"},
		{"2024年工作这样干\n来源：某某县教育局 2024-02-20 09:15\n按照部署,制定要点。" BODY,
			"2024-02-20", "某某县教育局"},
		{"某某市2008年教育工作要点\n按照部署,制定要点。" BODY
		 "二OO八年二月二十日\n主题词：教育\n某某市教育局办公室　　2008年2月21日印发\n",
			"2008-02-20", "某某市教育局"},
		{"2020年教育工作要点\n来源：某某自治县教育局 | "
		 "发布日期：2020-04-03\n按照部署,制定要点。" BODY,
			"2020-04-03", "某某自治县教育局"},
		{"2020年教育工作要点\n来源：县教育局 | "
		 "发布日期：2020-04-03\n按照部署,制定要点。" BODY,
			"2020-04-03", "-"},
		{"2020年教育工作要点\n来源：某某日报 | "
		 "发布日期：2020-04-03\n按照部署,制定要点。" BODY,
			"2020-04-03", "-"},
		{"雲水市112學年度教育工作計畫\n按照部署,制定要點。" BODY
		 "雲水市政府教育局\n中華民國112年8月1日\n",
			"2023-08-01", "雲水市政府教育局"},
		{"雲水市112學年度教育工作計畫\n按照部署,制定要點。" BODY
		 "雲水市政府教育局　民國一百一十二年八月一日\n",
			"2023-08-01", "雲水市政府教育局"},
		{"雲水市112學年度教育工作計畫\n發布日期：112年8月1日\n按照部署,制定要點。" BODY,
			"2023-08-01", "-"},
		{"关于2021年工作的报告\n某市教育局\n(2020年12月20日)\n讲三点。" BODY, "2020-12-20",
			"某市教育局"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		yd_metadata meta = read_given(cases[i].text, NULL);
		if (strcmp(meta.date, cases[i].date) != 0 ||
			strcmp(or_none(meta.issuer), cases[i].issuer) != 0)
			fail_msg(
				"case %zu: date %s, issuer %s", i, meta.date, or_none(meta.issuer));
		yd_metadata_free(&meta);
	}
}

static void the_owner_of_the_page_settles_what_is_left_open(void **state)
{
	(void)state;
	static const struct {
		const char *text, *region;
	} cases[] = {
		{"2022年工作要点" BODY "上一篇：没有了\n主办单位：吉林省长春市教育局\n",
			"吉林省/长春市"},
		{"新华区教育局2022年工作要点" BODY "打印 关闭\n来源：石家庄市新华区教育局\n",
			"河北省/石家庄市/新华区"},
		{"松原市教育局2022年工作要点" BODY "上一篇：没有了\n主办单位：吉林省长春市教育局\n",
			"吉林省/松原市"},
		{"2022年工作要点" BODY "上一篇：长春市教育局工作总结\n", "-"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		yd_metadata meta = read_given(cases[i].text, NULL);
		assert_string_equal(or_none(meta.region.path), cases[i].region);
		yd_metadata_free(&meta);
	}
}

static void numbers_are_found_in_crowded_lines(void **state)
{
	(void)state;
	static const char *const cases[] = {
		"某教〔2024〕3号　签发人：张三\n某县教育局2024年工作要点" BODY,
		"某县教育局2024年工作要点（某教〔2024〕3号）\n要抓好落实。" BODY,
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		yd_metadata meta = read_given(cases[i], NULL);
		assert_string_equal(or_none(meta.doc_no), "某教〔2024〕3号");
		yd_metadata_free(&meta);
	}
}

static void control_sequences_do_not_hide_a_title(void **state)
{
	(void)state;
	yd_metadata meta = read_given(
		"某市教育局2024年工作\x1B[31m要点\x1B[0m\n按照部署,制定要点。" BODY, NULL);
	assert_string_equal(or_none(meta.title), "某市教育局2024年工作\x1B[31m要点\x1B[0m");
	assert_int_equal(meta.year, 2024);
	yd_metadata_free(&meta);
}

static void titles_tell_the_issuer(void **state)
{
	(void)state;
	static const struct {
		const char *title, *issuer;
	} cases[] = {
		{"2022—2023学年第二学期学校工作计划", ""},
		{"2023年度第一学期青禾县实验小学工作计划", "青禾县实验小学"},
		{"某某市教育局2019年工作要点", "某某市教育局"},
		{"2019年某某市教育局工作要点", "某某市教育局"},
		{"二〇一九年某某市教育局工作要点", "某某市教育局"},
		{"某某市教育局关于做好2019年工作的意见", "某某市教育局"},
		{"某某市教育局 某某市财政局关于做好2019年工作的意见", "某某市教育局"},
		{"中共某某县委教育工作领导小组2021年工作要点", "中共某某县委教育工作领导小组"},
		{"教育部2022年工作要点", "教育部"},
		{"教育部办公厅关于2022年工作的通知", "教育部办公厅"},
		{"某某区教育委员会2019年工作计划", "某某区教育委员会"},
		{"某某市第一中学2024-2025学年工作计划", "某某市第一中学"},
		{"某某县教育局规范作业管理工作安排", "某某县教育局"},
		{"某某縣教育體育局2017年工作計劃", "某某縣教育體育局"},
		{"关于印发《某某市教育局2020年工作要点》的通知", ""},
		{"某某市2019年教育工作要点", ""},
		{"某某教育2019年工作要点", ""},
		{"2019年全市教育工作要点", ""},
		{"某某省民办学校年度检查办法", ""},
		{"某某市教育局局长在2019年会议上的讲话", ""},
		{"某某市教育局召开2017年教育工作会议", ""},
		{"在全市教育局长会议上的讲话", ""},
		{"工作要点", ""},
		{"", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		yd_str issuer = title_issuer(yd_str_of(cases[i].title));
		if (!yd_str_equal(issuer, yd_str_of(cases[i].issuer)))
			fail_msg("%s: %.*s", cases[i].title, (int)issuer.len,
				issuer.len ? issuer.ptr : "");
	}
}

static void documents_of_any_lines_are_read(void **state)
{
	(void)state;
	static const char *const bits[] = {"---\n", "year: ", "region: 朝阳", "长春市教育局",
		"2019年", "工作要点", "\n", "\n", "一、", "1.", "发布时间:2019-04-15",
		"来源:", "(此件公开发布)", "二〇一九年三月一日", "关于印发", "的通知", "文件", " ",
		"\xE5\x95", "附件", "教", "〔2019〕3号", "。", "“"};
	unsigned seed = 11;
	for (int round = 0; round < 3000; round++) {
		yd_buf raw = {0}, text = {0};
		for (int i = 0; i < 40; i++) {
			seed = seed * 1103515245u + 12345u;
			yd_buf_puts(&raw, bits[(seed >> 16) % (sizeof bits / sizeof *bits)]);
		}
		yd_utf8_repair(yd_buf_str(&raw), &text);
		yd_metadata meta = read_given(text.ptr, NULL);
		assert_true(!meta.date[0] || strlen(meta.date) == 10);
		assert_true(meta.year >= 0 && meta.year < 10000);
		assert_true(!meta.title || (meta.title[0] && !strchr(meta.title, '\n')));
		assert_true(!meta.issuer || (meta.issuer[0] && !strchr(meta.issuer, '\n')));
		yd_metadata_free(&meta);
		yd_buf_free(&raw);
		yd_buf_free(&text);
	}
}

/* ---- front matter and what is given ---- */

static void front_matter_wins_over_the_text(void **state)
{
	(void)state;
	yd_metadata meta =
		read_given("---\nregion: 示例省 云水市\nYEAR： ２０２４\ntitle: "
			   "\"云水市教育局2024年工作要点\"\nissuer: 云水市教育局\n"
			   "doc_no: 云教〔2024〕3号\ndate: 2024年3月5日\nurl: "
			   "https://example.org/a?b=c:d\nsample: true\ncolour: red\n---\n"
			   "长春市教育局2019年工作要点\n按照部署,制定要点。" BODY
			   "长春市教育局\n2019年3月1日\n",
			NULL);
	assert_string_equal(meta.region.path, "示例省/云水市");
	assert_string_equal(meta.region.code, "");
	assert_int_equal(meta.year, 2024);
	assert_string_equal(meta.title, "云水市教育局2024年工作要点");
	assert_string_equal(meta.issuer, "云水市教育局");
	assert_string_equal(meta.doc_no, "云教〔2024〕3号");
	assert_string_equal(meta.date, "2024-03-05");
	assert_string_equal(meta.url, "https://example.org/a?b=c:d");
	assert_true(meta.sample);
	yd_metadata_free(&meta);
}

static void wrong_front_matter_is_passed_over(void **state)
{
	(void)state;
	yd_metadata meta = read_given("---\nregion: 朝阳区\nyear: soon\ndate: 2024-02-30\nsample: "
				      "perhaps\ntitle:\nno colon here\n---\n"
				      "北京市朝阳区2019年教育工作要点\n按照部署,制定要点。" BODY,
		NULL);
	assert_string_equal(meta.region.path, "北京市/朝阳区");
	assert_int_equal(meta.year, 2019);
	assert_string_equal(meta.date, "");
	assert_false(meta.sample);
	assert_string_equal(meta.title, "北京市朝阳区2019年教育工作要点");
	yd_metadata_free(&meta);
}

static void what_is_given_wins_over_all(void **state)
{
	(void)state;
	static const char text[] = "---\nregion: 示例省 云水市\nyear: 2024\ntitle: "
				   "甲\n---\n长春市教育局2019年工作要点\n按照部署,制定要点。" BODY;
	yd_given given = {.region = "洮北", .year = 2021, .title = "  乙\n丙 "};
	yd_metadata meta = read_given(text, &given);
	assert_string_equal(meta.region.path, "吉林省/白城市/洮北区");
	assert_string_equal(meta.region.code, "220802");
	assert_int_equal(meta.year, 2021);
	assert_string_equal(meta.title, "乙丙");
	yd_metadata_free(&meta);

	/* The year chooses among places of several times. */
	given = (yd_given){.region = "公主岭市", .year = 2015};
	meta = read_given(text, &given);
	assert_string_equal(meta.region.path, "吉林省/四平市/公主岭市");
	yd_metadata_free(&meta);
}

static void a_given_region_must_be_one(void **state)
{
	(void)state;
	yd_outline outline = {0};
	yd_metadata meta;
	yd_error err = {0};
	yd_str source = YD_STR("一、甲\n二、乙\n");
	yd_outline_read(source, &outline);
	yd_given given = {.region = "朝阳区"};
	assert_int_equal(yd_metadata_read(source, &outline, &given, &meta, &err), YD_INVALID);
	assert_int_equal(err.status, YD_INVALID);
	assert_non_null(strstr(err.text, "北京市/朝阳区"));
	assert_null(meta.region.path);
	given = (yd_given){.region = " "};
	assert_int_equal(yd_metadata_read(source, &outline, &given, &meta, NULL), YD_INVALID);
	given = (yd_given){.year = 20190};
	assert_int_equal(yd_metadata_read(source, &outline, &given, &meta, &err), YD_INVALID);
	assert_non_null(strstr(err.text, "20190"));
	yd_outline_free(&outline);
}

/* ---- the published plans ---- */

static const char *shared_path(void)
{
	const char *path = getenv("YD_SHARED");
	return path ? path : SRCDIR "/../shared";
}

static char *read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		return NULL;
	yd_buf text = {0};
	char part[4096];
	for (size_t got; (got = fread(part, 1, sizeof part, file)) > 0;)
		yd_buf_add(&text, part, got);
	fclose(file);
	return yd_buf_take(&text);
}

/* Value of a row of a gold file, NULL when it is not judged. */
static char *gold_value(char *gold, const char *key)
{
	for (char *line = gold; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		size_t len = strlen(key);
		if (strncmp(line, key, len) != 0 || line[len] != '\t')
			continue;
		char *value = line + len + 1;
		size_t value_len = strcspn(value, "\t\n");
		return value_len ? yd_strndup(value, value_len) : NULL;
	}
	return NULL;
}

static void judge(char *gold, const char *key, const char *found)
{
	char *value = gold_value(gold, key);
	if (value && strcmp(value, or_none(found)) != 0)
		fail_msg("%s: %s, not %s", key, or_none(found), value);
	free(value);
}

static void published_plans_are_known_by_their_metadata(void **state)
{
	(void)state;
	static const struct {
		const char *name, *region, *issuer, *doc_no, *date;
		int year;
	} plans[] = {
		{"000_39685c2e7ecb3cf4", "吉林省/长春市", "长春市教育局", "-", "2019-04-15", 2019},
		{"001_c7232f6de0a13980", "江苏省/苏州市/太仓市", "-", "-", "2020-02-28", 2020},
		{"002_3dc192c5d4a6b533", "湖南省/株洲市", "株洲市教育局", "-", "2017-02-22", 2017},
		{"003_68aa153ba2736ca8", "湖北省/咸宁市", "-", "-", "", 2018},
		{"004_57273e0fff0b6bed", "吉林省/白城市/洮北区", "白城市洮北区教育局",
			"白洮教〔2025〕1号", "2025-02-26", 2025},
	};
	for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
		char *path = yd_format("%s/corpus/%s.txt", shared_path(), plans[i].name);
		char *text = read_file(path);
		free(path);
		if (!text) {
			print_message("skipped: the published plans are not here\n");
			skip();
		}
		yd_metadata meta = read_given(text, NULL);
		free(text);
		assert_string_equal(or_none(meta.region.path), plans[i].region);
		assert_string_equal(or_none(meta.issuer), plans[i].issuer);
		assert_string_equal(or_none(meta.doc_no), plans[i].doc_no);
		assert_string_equal(meta.date, plans[i].date);
		assert_int_equal(meta.year, plans[i].year);
		path = yd_format("%s/gold/%s.tsv", shared_path(), plans[i].name);
		char *gold = read_file(path);
		free(path);
		if (gold) {
			char year[16];
			snprintf(year, sizeof year, "%d", meta.year);
			for (char *c = meta.region.path; c && *c; c++)
				*c = *c == '/' ? ' ' : *c;
			judge(gold, "region", meta.region.path);
			judge(gold, "year", year);
			judge(gold, "title", meta.title);
			judge(gold, "issuer", meta.issuer);
			judge(gold, "doc_no", meta.doc_no);
			judge(gold, "date", meta.date);
		}
		free(gold);
		yd_metadata_free(&meta);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documents_tell_their_year),
		cmocka_unit_test(documents_tell_their_date_and_issuer),
		cmocka_unit_test(the_owner_of_the_page_settles_what_is_left_open),
		cmocka_unit_test(numbers_are_found_in_crowded_lines),
		cmocka_unit_test(control_sequences_do_not_hide_a_title),
		cmocka_unit_test(titles_tell_the_issuer),
		cmocka_unit_test(documents_of_any_lines_are_read),
		cmocka_unit_test(front_matter_wins_over_the_text),
		cmocka_unit_test(wrong_front_matter_is_passed_over),
		cmocka_unit_test(what_is_given_wins_over_all),
		cmocka_unit_test(a_given_region_must_be_one),
		cmocka_unit_test(published_plans_are_known_by_their_metadata),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
