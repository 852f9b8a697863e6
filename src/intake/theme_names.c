/* The themes: their keys and names. */
#include <yaodian/text.h>
#include <yaodian/theme.h>

static const struct {
	const char *key, *name;
} themes[YD_THEME_COUNT] = {
	{"party", "党建"},
	{"preschool", "学前教育"},
	{"compulsory", "义务教育"},
	{"senior", "普通高中"},
	{"vocational", "职业教育"},
	{"special", "特殊教育"},
	{"higher", "高等教育"},
	{"lifelong", "终身教育"},
	{"private", "民办教育"},
	{"ethnic", "民族教育"},
	{"moral", "德育与思政"},
	{"sports-arts", "体育美育"},
	{"labor", "劳动教育"},
	{"science", "科学教育"},
	{"health", "卫生与心理健康"},
	{"family", "家校社协同"},
	{"burden", "减负与课后服务"},
	{"training", "校外培训治理"},
	{"curriculum", "课程教研"},
	{"teachers", "教师队伍"},
	{"digital", "教育数字化"},
	{"exams", "考试招生"},
	{"supervision", "教育督导"},
	{"reform", "综合改革"},
	{"law", "依法治教"},
	{"facilities", "办学条件"},
	{"finance", "教育经费"},
	{"aid", "资助与控辍保学"},
	{"opening", "对外开放"},
	{"language", "语言文字"},
	{"safety", "安全"},
};

const char *yd_theme_key(unsigned theme)
{
	return themes[theme].key;
}

const char *yd_theme_name(unsigned theme)
{
	return themes[theme].name;
}

int yd_theme_find(yd_str key_or_name)
{
	int found = -1;
	yd_buf wanted = {0}, name = {0};
	yd_fold(key_or_name, &wanted);
	for (int i = 0; i < YD_THEME_COUNT && found < 0; i++) {
		yd_buf_clear(&name);
		yd_fold(yd_str_of(themes[i].name), &name);
		/* Dashes fold to one, so keys are folded too. */
		if (!yd_str_equal(yd_buf_str(&name), yd_buf_str(&wanted))) {
			yd_buf_clear(&name);
			yd_fold(yd_str_of(themes[i].key), &name);
		}
		if (yd_str_equal(yd_buf_str(&name), yd_buf_str(&wanted)))
			found = i;
	}
	yd_buf_free(&wanted);
	yd_buf_free(&name);
	return found;
}
