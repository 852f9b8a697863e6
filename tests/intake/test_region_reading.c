#include <yaodian/pinyin.h>
#include <yaodian/place.h>

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static FILE *open_data(const char *name)
{
	const char *source = getenv("YD_SOURCE");
	char *path = yd_format("%s/data/%s", source ? source : YD_SOURCE_DIR, name);
	FILE *file = fopen(path, "r");
	if (!file)
		fail_msg("cannot read %s", path);
	free(path);
	return file;
}

/* Calls `each` with the first fields of every line that is no comment. */
static void read_rows(const char *name, void (*each)(const char *first, const char *second))
{
	FILE *file = open_data(name);
	char line[400];
	while (fgets(line, sizeof line, file)) {
		line[strcspn(line, "\n")] = '\0';
		if (*line == '#' || !*line)
			continue;
		char *second = strchr(line, '\t');
		if (second)
			*second++ = '\0';
		each(line, second ? second : "");
	}
	fclose(file);
}

static const char *last_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

/* Does what is typed match the place's name from its beginning? */
static bool finds(const char *typed, const char *path)
{
	yd_buf reading = {0};
	yd_pinyin_match_at at;
	assert_true(yd_region_reading(path, &reading));
	bool found =
		yd_pinyin_match(yd_str_of(typed), yd_str_of(last_name(path)), reading.ptr, &at) &&
		at.start == 0;
	yd_buf_free(&reading);
	return found;
}

/* ---- readings that dictionaries of characters get wrong ---- */

static const struct {
	const char *path;
	const char *right, *wrong; /* parted by spaces; "" for none */
} traps[] = {
	{"吉林省/长春市", "changchun cc changchunshi", "zhangchun zc"},
	{"重庆市", "chongqing cq", "zhongqing zq"},
	{"福建省/厦门市", "xiamen xm", "shamen sm"},
	{"安徽省/六安市", "luan la", "liuan"},
	{"安徽省/蚌埠市", "bengbu bb", "bangbu"},
	{"安徽省/蚌埠市/蚌山区", "bengshan", "bangshan"},
	{"江苏省/南京市/六合区", "luhe lh", "liuhe"},
	{"山东省/聊城市/莘县", "shenxian sx", "xinxian xx"},
	{"河南省/鹤壁市/浚县", "xunxian xx", "junxian jx"},
	{"安徽省/亳州市/涡阳县", "guoyang gy", "woyang wy"},
	{"浙江省/温州市/乐清市", "yueqing yq", "leqing lq"},
	{"河北省/唐山市/乐亭县", "laoting lt", "leting yueting"},
	{"山东省/德州市/乐陵市", "laoling", "leling"},
	{"四川省/乐山市", "leshan", "yueshan laoshan"},
	{"河北省/张家口市/蔚县", "yuxian yx", "weixian wx"},
	{"广东省/广州市/番禺区", "panyu py", "fanyu fy"},
	{"江西省/上饶市/铅山县", "yanshan ys", "qianshan qs"},
	{"安徽省/黄山市/歙县", "shexian sx", "xixian xx"},
	{"陕西省", "shaanxi shanxi sx", ""},
	{"山西省", "shanxi sx", "shaanxi"},
	{"山东省/菏泽市/单县", "shanxian", "danxian chanxian"},
	{"新疆维吾尔自治区/巴音郭楞蒙古自治州/尉犁县", "yuli yl", "weili"},
	{"河南省/开封市/尉氏县", "weishi", "yushi"},
	{"山西省/临汾市/洪洞县", "hongtong ht", "hongdong"},
	{"浙江省/温州市/洞头区", "dongtou", "tongtou"},
	{"山东省/烟台市/牟平区", "muping", "mouping"},
	{"河南省/郑州市/中牟县", "zhongmu zm", "zhongmou"},
	{"云南省/楚雄彝族自治州/牟定县", "mouding", "muding"},
	{"山东省/聊城市/东阿县", "donge", "donga"},
	{"安徽省/铜陵市/枞阳县", "zongyang", "congyang"},
	{"湖北省/荆州市/监利市", "jianli", ""},
	{"四川省/成都市/郫都区", "pidu", "pidou"},
	{"四川省/乐山市/犍为县", "qianwei qw", "jianwei"},
	{"四川省/宜宾市/筠连县", "junlian", "yunlian"},
	{"四川省/雅安市/荥经县", "yingjing", "xingjing"},
	{"河南省/郑州市/荥阳市", "xingyang", "yingyang"},
	{"浙江省/台州市", "taizhou tz", ""},
	{"浙江省/丽水市", "lishui", ""},
	{"贵州省/六盘水市", "liupanshui lps", "lupanshui"},
	{"辽宁省/朝阳市", "chaoyang", "zhaoyang"},
	{"四川省/广元市/朝天区", "chaotian", "zhaotian"},
	{"河北省/廊坊市/大城县", "daicheng", "dacheng"},
	{"河南省/漯河市/召陵区", "shaoling", "zhaoling"},
	{"山西省/长治市/长子县", "zhangzi", "changzi"},
	{"陕西省/延安市/子长市", "zichang", "zizhang"},
	{"陕西省/榆林市/吴堡县", "wubu", "wubao"},
	{"陕西省/咸阳市/乾县", "qianxian", "ganxian"},
	{"陕西省/商洛市/柞水县", "zhashui", "zuoshui"},
	{"湖北省/随州市/曾都区", "zengdu", "cengdu cengdou"},
	{"湖北省/武汉市/黄陂区", "huangpi", "huangbei huangpo"},
	{"吉林省/延边朝鲜族自治州/珲春市", "hunchun", "huichun"},
	{"黑龙江省/牡丹江市/穆棱市", "muling", "muleng"},
	{"辽宁省/铁岭市/调兵山市", "diaobingshan", "tiaobingshan"},
	{"上海市/闵行区", "minhang", "minxing"},
	{"广东省/东莞市", "dongguan dg", "dongwan"},
	{"广东省/梅州市/大埔县", "dabu", "dapu"},
	{"河南省/驻马店市/泌阳县", "biyang", "miyang"},
	{"甘肃省/平凉市/崆峒区", "kongtong", "kongdong"},
	{"河南省/三门峡市/渑池县", "mianchi", "shengchi"},
	{"江苏省/淮安市/盱眙县", "xuyi", "xuchi"},
	{"西藏自治区", "xizang xz", "xicang xc"},
	{"四川省/成都市", "chengdu cd", "chengdou"},
	{"云南省/红河哈尼族彝族自治州/绿春县", "lvchun luchun lüchun", ""},
	{"新疆维吾尔自治区/喀什地区", "kashi", "kashen"},
	{"台湾省/新北市/三重区", "sanchong", "sanzhong"},
};

static void each_word(const char *words, const char *path, bool expected)
{
	char *copy = yd_strdup(words), *rest = copy;
	for (char *word; (word = strsep(&rest, " "));)
		if (*word && finds(word, path) != expected)
			fail_msg("%s %s %s", word, expected ? "must find" : "must not find", path);
	free(copy);
}

static void places_are_found_by_their_right_readings_only(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof traps / sizeof *traps; i++) {
		each_word(traps[i].right, traps[i].path, true);
		each_word(traps[i].wrong, traps[i].path, false);
	}
}

/* ---- the whole gazetteer ---- */

static size_t places;

static size_t count_of(const char *text, char c)
{
	size_t count = 1;
	for (; *text; text++)
		count += *text == c;
	return count;
}

static void check_place(const char *path, const char *code)
{
	(void)code;
	yd_buf reading = {0}, plain = {0};
	places++;
	assert_true(yd_region_reading(path, &reading));
	size_t characters = 0;
	for (const char *c = last_name(path); *c; c++)
		characters += ((unsigned char)*c & 0xC0) != 0x80;
	if (count_of(reading.ptr, ' ') != characters || strchr(reading.ptr, '?'))
		fail_msg("%s: %s", path, reading.ptr);
	/* The reading itself, its first ways written on, finds the place. */
	bool skipping = false;
	for (const char *c = reading.ptr; *c; c++) {
		skipping = *c == '/' || (skipping && *c != ' ');
		if (!skipping && *c != ' ')
			yd_buf_putc(&plain, *c);
	}
	if (plain.len <= YD_PINYIN_TYPED && !finds(plain.ptr, path))
		fail_msg("%s is not found in %s", plain.ptr, path);
	yd_buf_free(&reading);
	yd_buf_free(&plain);
}

static void every_place_has_a_reading(void **state)
{
	(void)state;
	read_rows("places.tsv", check_place);
	assert_true(places > 4000);
}

static size_t uses;
static const char *rule_text, *rule_reading;

static void use_rule(const char *path, const char *code)
{
	(void)code;
	if (!strstr(last_name(path), rule_text))
		return;
	yd_buf reading = {0};
	assert_true(yd_region_reading(path, &reading));
	uses += strstr(reading.ptr, rule_reading) != NULL;
	yd_buf_free(&reading);
}

static void check_rule(const char *text, const char *reading)
{
	uses = 0;
	rule_text = text;
	rule_reading = reading;
	read_rows("places.tsv", use_rule);
	if (!uses)
		fail_msg("%s %s is not in the table; run tools/make-pinyin.js", text, reading);
}

static void every_line_of_the_readings_is_in_the_table(void **state)
{
	(void)state;
	read_rows("place-readings.tsv", check_rule);
}

static void names_outside_the_gazetteer_have_none(void **state)
{
	(void)state;
	static const char *const paths[] = {
		"", "/", "示例省", "示例省/长春市", "长春市", "全国", "吉林省/", "吉林省/长春"};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		yd_buf reading = {0};
		assert_false(yd_region_reading(paths[i], &reading));
		assert_int_equal(reading.len, 0);
		yd_buf_free(&reading);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places_are_found_by_their_right_readings_only),
		cmocka_unit_test(every_place_has_a_reading),
		cmocka_unit_test(every_line_of_the_readings_is_in_the_table),
		cmocka_unit_test(names_outside_the_gazetteer_have_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
