/* Finds place names in running text and tells which can be the document's own. */
#include "region_scan.h"

#include "plain.h"

#include <yaodian/text.h>

/* What stands directly behind a short name that is the name of a bureau or of a place's education,
 * or of a zone of the city: 成都高新区教育局. */
static const char short_followers[] = "教育 教体 教科 教委 教工委 教文 文教 高新区 高新技术 经开区 "
				      "经济技术开发区 经济开发区";
/* … and what makes the same beginning a newspaper, a school or a company. */
static const char short_unlike[] =
	"教育报 教育出版 教育学院 教育学会 教育电视 教育频道 教育大学 教育杂志 "
	"教育集团 教育公司 教育科技 教育部 教科院 教科所 教科书 教育家 教育者";
/* What stands directly before the name of a place that the document's own place has to do with. */
static const char partner_before[] =
	"与 同 和 跟 赴 到 往 向 对 援 驻 学习 借鉴 参观 考察 支援 帮扶 结对 对口 对接 引进 来自 "
	"联合 邀请 协作 会同 访问 毗邻 支教";
static const char partner_before_book[] = "转发 学习 贯彻 贯彻落实 学习贯彻";
/* … and directly behind it. */
static const char partner_behind[] =
	"对口 支教 帮扶 结对 合作 交流 考察 视察 调研 挂职 跟岗 等地 等省 等市 等县 等区";
/* Behind a full name these make another word of its last character: 市场, 区域. */
static const char unlike_behind[] = "场 域";
static const char joints[] = "、 , 和 与 及 以及 / | · ;";
static const char label_starts[] =
	"年 年度 学年 中共 关于 中国 于 在 ( \" , : > - | · ; / 。 印发 发布";

static yd_str part(yd_str text, size_t from, size_t to)
{
	return (yd_str){text.ptr + from, to - from};
}

static yd_str before(yd_str text, size_t at)
{
	return part(text, 0, at);
}

static yd_str behind(yd_str text, size_t at)
{
	return part(text, at, text.len);
}

static bool match_has(const struct gaz_match *match, enum gaz_kind kind)
{
	for (size_t i = match->first; i < match->first + match->count; i++)
		if (gaz_keys[i].kind == kind)
			return true;
	return false;
}

static bool all_flagged(const struct gaz_match *match, enum gaz_kind kind, unsigned flag)
{
	for (size_t i = match->first; i < match->first + match->count; i++)
		if (gaz_keys[i].kind == kind && !(gaz_places[gaz_keys[i].place].flags & flag))
			return false;
	return true;
}

size_t mention_places(const struct mention *mention, uint16_t out[SCAN_PLACES_MAX])
{
	const struct gaz_match *match = &mention->match;
	size_t count = 0;
	for (size_t i = match->first; i < match->first + match->count && count < SCAN_PLACES_MAX;
		i++)
		if (gaz_keys[i].kind == mention->names)
			out[count++] = gaz_keys[i].place;
	return count;
}

/* Can a name begin here as the first thing that is said? */
static bool is_label_start(yd_str text, size_t at)
{
	if (at == 0 || text.ptr[at - 1] == '\n' || text.ptr[at - 1] == ' ')
		return true;
	return (text.ptr[at - 1] >= '0' && text.ptr[at - 1] <= '9') ||
	       plain_ends_any(before(text, at), label_starts);
}

/* Does some place of `lower` stand under some place of `upper`? */
static bool is_nested(const struct mention *lower, const struct mention *upper)
{
	uint16_t below[SCAN_PLACES_MAX], above[SCAN_PLACES_MAX];
	size_t below_count = mention_places(lower, below),
	       above_count = mention_places(upper, above);
	for (size_t i = 0; i < below_count; i++)
		for (size_t j = 0; j < above_count; j++)
			if (gaz_is_under(below[i], above[j]))
				return true;
	return false;
}

static bool touches(yd_str text, const struct mention *first, size_t at)
{
	return first->end == at || (first->end + 1 == at && text.ptr[first->end] == ' ');
}

struct scanner {
	yd_str text;
	unsigned flags;
	struct mentions *out;
	size_t at;
};

/* Does a place that ends where we stand go on to this one? */
static bool goes_on(const struct scanner *s, const struct mention *mention)
{
	if (!s->out->count)
		return false;
	const struct mention *last = &s->out->items[s->out->count - 1];
	return touches(s->text, last, mention->start) && is_nested(mention, last);
}

static bool accept_full(const struct scanner *s, const struct mention *mention)
{
	if (!match_has(&mention->match, GAZ_FULL))
		return false;
	if (plain_starts_any(behind(s->text, mention->end), unlike_behind))
		return false;
	if (!all_flagged(&mention->match, GAZ_FULL, GAZ_BOUND) || goes_on(s, mention))
		return true;
	return (s->flags & SCAN_LABELS) && is_label_start(s->text, mention->start);
}

/* A province or a city? Their short names are read before a name that begins inside them: 上海|城市
 * is not 海城市. */
static bool is_high(const struct gaz_match *match)
{
	for (size_t i = match->first; i < match->first + match->count; i++)
		if (gaz_places[gaz_keys[i].place].level <= 2)
			return true;
	return false;
}

/* Is it the short name of a city or county, and not only that of a district? */
static bool is_town(const struct gaz_match *match)
{
	for (size_t i = match->first; i < match->first + match->count; i++) {
		yd_str name = yd_str_of(gaz_name(gaz_keys[i].place));
		if (gaz_keys[i].kind == GAZ_SHORT && !yd_str_ends(name, YD_STR("区")))
			return true;
	}
	return is_high(match);
}

/* 铜仁职业技术学院, 汨罗一中: schools that a place runs, or that are in it, under its short name,
 * which begins at `start`. Universities tell none. */
static bool is_own_school(yd_str text, size_t start, const struct gaz_match *match, yd_str rest)
{
	static const char colleges[] = "职业技术学院 职业学院 职业技术大学 技师学院 高等专科学校 "
				       "职业技术学校 中等专业学校 开放大学 广播电视大学";
	static const char schools[] =
		"一中 二中 三中 四中 五中 六中 七中 八中 九中 十中 十一中 十二中 第一中学 第二中学 "
		"第三中学 第四中学 第五中学 第六中学 第七中学 第八中学 第九中学 第十中学 "
		"第一小学 第二小学 第三小学 实验小学 实验中学 实验学校 实验幼儿园 高级中学 "
		"外国语学校 职教中心 职业高中 中等职业 特殊教育学校 师范附属 第一幼儿园 "
		"教师进修学校 机关幼儿园";
	enum { WORDS_BETWEEN = 6 * 3 };
	/* 九江学院, 上海中学; but 河西学院 is not in a district of that name. */
	bool city = is_high(match);
	if (!is_label_start(text, start))
		return false;
	if (plain_starts_any(rest, schools) ||
		(is_town(match) && plain_starts_any(rest, "中学 小学 幼儿园")))
		return true;
	for (size_t at = 0; at <= WORDS_BETWEEN && at < rest.len; at += 3) {
		yd_str name = behind(rest, at);
		if (plain_starts_any(name, colleges) || (city && plain_starts_any(name, "学院")))
			return true;
		if (plain_starts_any(name, "大学") || ((unsigned char)rest.ptr[at] & 0xF0) != 0xE0)
			return false;
	}
	return false;
}

static bool accept_short(const struct scanner *s, const struct mention *mention)
{
	yd_str rest = behind(s->text, mention->end);
	if (!(s->flags & SCAN_LABELS) || all_flagged(&mention->match, GAZ_SHORT, GAZ_QUIET))
		return false;
	/* 河北|衡水中学 */
	size_t start = goes_on(s, mention) ? s->out->items[s->out->count - 1].head : mention->start;
	if (is_own_school(s->text, start, &mention->match, rest))
		return true;
	if (zone_length(rest) && is_label_start(s->text, mention->start))
		return true;
	if (!plain_starts_any(rest, short_followers) || plain_starts_any(rest, short_unlike))
		return false;
	return (s->flags & SCAN_TITLE) || is_label_start(s->text, mention->start) ||
	       goes_on(s, mention);
}

static void add_mention(struct scanner *s, struct mention mention)
{
	mention.chained = goes_on(s, &mention);
	mention.head = mention.chained ? s->out->items[s->out->count - 1].head : mention.start;
	YD_GROW(s->out->items, s->out->count, s->out->cap);
	s->out->items[s->out->count++] = mention;
}

/* Reads the name at s->at, if there is one, and steps over it. */
static bool read_name(struct scanner *s)
{
	struct gaz_match matches[GAZ_MATCH_MAX];
	size_t count = gaz_match_start(behind(s->text, s->at), matches);
	struct mention mention = {.start = s->at, .kind = MENTION_OWN};
	for (size_t i = 0; i < count; i++) {
		mention.match = matches[i];
		mention.end = s->at + matches[i].len;
		mention.names = GAZ_FULL;
		if (accept_full(s, &mention)) {
			add_mention(s, mention);
			s->at = mention.end;
			return true;
		}
		mention.names = GAZ_SHORT;
		if (!match_has(&mention.match, GAZ_SHORT))
			continue;
		mention.kind = accept_short(s, &mention) ? MENTION_OWN : MENTION_BARE;
		add_mention(s, mention);
		if (mention.kind == MENTION_OWN || is_high(&mention.match)) {
			s->at = mention.end;
			return true;
		}
		return false;
	}
	return false;
}

/* A run of places that are not one above the other, parted by joints or by nothing, is a list. */
static void set_lists_apart(yd_str text, struct mentions *all)
{
	for (size_t i = 0; i + 1 < all->count; i++) {
		struct mention *one = &all->items[i], *two = &all->items[i + 1];
		if (two->start < one->end || two->chained || is_nested(two, one) ||
			is_nested(one, two))
			continue;
		yd_str gap = part(text, one->end, two->head);
		bool joined = gap.len && plain_starts_any(gap, joints) == gap.len;
		/* 长春市四平市; but 长春市长春新区 and 长春市吉林大学 are no lists. */
		if (one->names == GAZ_FULL && two->names == GAZ_FULL)
			joined |= touches(text, one, two->head);
		if (!joined || (one->match.first == two->match.first && one->names == two->names))
			continue;
		if (one->kind == MENTION_OWN && one->names == GAZ_FULL)
			one->kind = MENTION_APART;
		if (two->kind == MENTION_OWN && two->names == GAZ_FULL)
			two->kind = MENTION_APART;
	}
}

/* 北京师范大学, 吉林大学, 南京路: a short name inside another name says nothing of the place. */
static bool is_in_name(yd_str text, const struct mention *mention)
{
	yd_str rest = behind(text, mention->end);
	if (mention->names != GAZ_SHORT ||
		is_own_school(text, mention->head, &mention->match, rest))
		return false;
	if (plain_starts_any(rest, "路 街 大街 大道 师大 银行 时间 精神"))
		return true;
	/* The name of a university ends within eight characters. */
	rest.len = rest.len < 24 ? rest.len : 24;
	for (size_t at = 0; at < rest.len; at++)
		if (plain_starts_any(behind(rest, at), "大学 学院"))
			return true;
		else if (plain_starts_any(behind(rest, at), "、 , 。 ) ( \n 市 省 区 县 与 和 "
							    "教育局 教育系统 教育工作 教育事业"))
			return false;
	return false;
}

static bool is_partner(yd_str text, unsigned flags, const struct mention *mention)
{
	yd_str ahead = before(text, mention->head);
	if (is_in_name(text, mention))
		return true;
	if (plain_ends_any(ahead, partner_before) ||
		plain_starts_any(behind(text, mention->end), partner_behind))
		return true;
	if ((flags & SCAN_TITLE) && yd_str_ends(ahead, YD_STR("(")))
		return plain_ends_any(before(ahead, ahead.len - 1), partner_before_book) > 0;
	return false;
}

static void set_partners_apart(yd_str text, unsigned flags, struct mentions *all)
{
	for (size_t i = 0; i < all->count; i++)
		if (is_partner(text, flags, &all->items[i]))
			for (size_t j = i + 1; j-- > 0;) {
				all->items[j].kind = MENTION_APART;
				if (!all->items[j].chained)
					break;
			}
}

void scan_places(yd_str text, unsigned flags, struct mentions *out)
{
	struct scanner s = {text, flags, out, 0};
	while (s.at < text.len)
		if (!read_name(&s))
			for (s.at++; s.at < text.len && (text.ptr[s.at] & 0xC0) == 0x80;)
				s.at++;
	set_lists_apart(text, out);
	set_partners_apart(text, flags, out);
}
