/*
 * The document's own region. Evidence is asked in the order of its strength: the issuer, the title,
 * the signature, the page's source line, then the running text. The first that names a place
 * decides which; the rest tells places of equal name apart.
 */
#include "plain.h"
#include "region_evidence.h"
#include "region_short.h"

#include <stdlib.h>
#include <string.h>

/* ---- the strong evidence ---- */

/* The end of the chain that item `at` begins or goes on. */
static size_t chain_end(const struct mentions *all, size_t at)
{
	while (at + 1 < all->count && all->items[at + 1].chained)
		at++;
	return at;
}

/* The first place of a zone that may be the document's own. False: none is named. *place GAZ_NONE:
 * unclear which. */
static bool first_place(struct finder *f, enum zone_name zone, size_t *place)
{
	const struct mentions *all = &f->zones[zone].mentions;
	for (size_t i = 0; i < all->count; i++)
		if (all->items[i].kind == MENTION_OWN) {
			*place = resolve_mention(f, all, chain_end(all, i));
			return true;
		}
	return false;
}

/* The places of a page's furniture, when they stand one above the other: the lowest. */
static bool source_place(struct finder *f, size_t *place)
{
	const struct mentions *all = &f->zones[ZONE_SOURCE].mentions;
	bool found = false;
	for (size_t i = 0; i < all->count; i = chain_end(all, i) + 1) {
		size_t end = chain_end(all, i);
		if (all->items[end].kind != MENTION_OWN)
			continue;
		size_t next = resolve_mention(f, all, end);
		if (!found ||
			(*place != GAZ_NONE && next != GAZ_NONE && gaz_is_under(next, *place)))
			*place = next;
		else if (*place == GAZ_NONE || next == GAZ_NONE ||
			 !(gaz_same_path(next, *place) || gaz_is_under(*place, next)))
			return false;
		found = true;
	}
	return found;
}

static const char national_starts[] = "教育部 国务院 中共中央 国家教育 国家语委 国家语言文字 "
				      "全国人民代表大会 中央教育 中华人民共和国";

/* 中国教育学会, 全国学生资助管理中心: bodies of the whole country, by their names' beginning and
 * end. */
static bool is_national_body(yd_str text)
{
	static const char ends[] =
		"学会 协会 研究会 联合会 基金会 领导小组 委员会 管理中心 指导中心 研究中心";
	enum { LONGEST = 20 * 3 };
	bool society = yd_str_starts(text, YD_STR("中国"));
	if (!society && !yd_str_starts(text, YD_STR("全国")))
		return false;
	for (size_t at = 2 * 3; at < LONGEST && at < text.len; at += 3) {
		yd_str rest = {text.ptr + at, text.len - at};
		size_t len = plain_starts_any(rest, ends);
		/* 中国教育学会长春实验区: a member. */
		if (len)
			return !plain_starts_any(
				(yd_str){rest.ptr + len, rest.len - len}, "会员 理事 实验 分会");
		if (((unsigned char)rest.ptr[0] & 0xF0) != 0xE0)
			return false;
	}
	return false;
}

static bool is_national(const struct zone *zone)
{
	yd_str text = yd_buf_str(&zone->text);
	size_t at = plain_starts_any(text, national_starts);
	if (is_national_body(text))
		return true;
	/* 教育部门, 教育部署; 中华人民共和国成立七十周年 */
	return at && !plain_starts_any((yd_str){text.ptr + at, text.len - at}, "门 署 成立 建国");
}

/* A body whose place its name does not tell: a university, or the corps of Xinjiang. */
static bool is_placeless(const struct zone *zone)
{
	yd_str text = yd_buf_str(&zone->text);
	for (size_t at = 0; (at = yd_str_find(text, YD_STR("大学"), at)) != SIZE_MAX;) {
		at += strlen("大学");
		/* 大学区, 大学生, 大学习 */
		if (!plain_starts_any((yd_str){text.ptr + at, text.len - at}, "区 生 习 城 校"))
			return true;
	}
	return plain_has(text, "学院") || plain_has(text, "兵团");
}

/* ---- the running text ---- */

enum { SCORE_BAR = 6, SCORE_NAME = 2, SCORE_HEAD = 4, SCORE_NEAR = 1 };

/* What makes a mention in running text likelier the document's own. */
static const char own_behind[] =
	"教育 中小学 义务教育 普通高中 幼儿园 学校 第 委 政府 人民政府 中学 小学";

static unsigned score_mention(const struct zone *zone, const struct mention *mention, bool head)
{
	yd_str text = yd_buf_str(&zone->text);
	yd_str ahead = {text.ptr, mention->head};
	yd_str rest = {text.ptr + mention->end, text.len - mention->end};
	unsigned score = SCORE_NAME;
	if (head)
		score += SCORE_HEAD;
	if (ahead.len == 0 || yd_str_ends(ahead, YD_STR("(")) || yd_str_ends(ahead, YD_STR("\n")))
		score += SCORE_NEAR;
	if (plain_starts_any(rest, own_behind))
		score += SCORE_NEAR;
	return score;
}

/* Adds up what the mentions of a zone score for each row of the table. */
static void score_zone(struct finder *f, enum zone_name name, unsigned *scores)
{
	const struct zone *zone = &f->zones[name];
	for (size_t i = 0; i < zone->mentions.count; i++) {
		const struct mention *mention = &zone->mentions.items[i];
		bool inside = i + 1 < zone->mentions.count && zone->mentions.items[i + 1].chained;
		if (mention->kind != MENTION_OWN || inside)
			continue;
		size_t place = resolve_mention(f, &zone->mentions, i);
		if (place != GAZ_NONE)
			scores[place] += score_mention(zone, mention, name == ZONE_PREAMBLE);
	}
}

/* Weighs a place by what the text calls itself: a county's plan names its city, but says 全县. */
static unsigned weigh_level(const struct finder *f, size_t place, unsigned score)
{
	int says = score ? level_says(f, place) : 0;
	return says > 0 ? score * 2 : says < 0 ? score / 4 : score;
}

static size_t text_place(struct finder *f)
{
	unsigned *scores = yd_alloc(gaz_place_count * sizeof *scores);
	evidence_read_text(f);
	score_zone(f, ZONE_PREAMBLE, scores);
	score_zone(f, ZONE_BODY, scores);
	size_t best = 0;
	unsigned rival = 0;
	for (size_t i = 0; i < gaz_place_count; i++) {
		scores[i] = weigh_level(f, i, scores[i]);
		if (scores[i] > scores[best])
			best = i;
	}
	for (size_t i = 0; i < gaz_place_count; i++)
		if (scores[i] > rival && i != best && !gaz_is_under(i, best) &&
			!gaz_is_under(best, i))
			rival = scores[i];
	bool clear = scores[best] >= SCORE_BAR && scores[best] >= 2 * rival;
	free(scores);
	return clear ? best : GAZ_NONE;
}

/* ---- all together ---- */

static size_t find_place(struct finder *f)
{
	size_t place = GAZ_NONE, lower = GAZ_NONE;
	static const enum zone_name order[] = {ZONE_ISSUER, ZONE_TITLE, ZONE_SIGNATURE};
	static const yd_region_by names[] = {
		YD_REGION_BY_ISSUER, YD_REGION_BY_TITLE, YD_REGION_BY_SIGNATURE};
	for (size_t i = 0; i < 3; i++) {
		if (!first_place(f, order[i], &place))
			continue;
		f->by = names[i];
		bool several = f->several;
		/* 长春市教育局 signs the plan of its district: the lower place, where the title
		 * begins with it. */
		for (size_t j = i + 1; j < 3 && place != GAZ_NONE; j++)
			if (first_place(f, order[j], &lower) && lower != GAZ_NONE &&
				gaz_is_under(lower, place)) {
				place = lower;
				several = f->several;
			}
		f->several = several;
		return place;
	}
	if (is_placeless(&f->zones[ZONE_ISSUER]) || is_placeless(&f->zones[ZONE_TITLE]))
		return GAZ_NONE;
	f->by = YD_REGION_BY_SOURCE;
	if (source_place(f, &place))
		return place;
	f->by = YD_REGION_BY_TEXT;
	return text_place(f);
}

/* A zone of a place, named behind it in the issuer or the title: 自贡高新区, 绵阳市高新区. Its path
 * instead of the place's. */
static bool find_zone(struct finder *f, size_t place, yd_buf *path)
{
	static const enum zone_name order[] = {ZONE_ISSUER, ZONE_TITLE};
	for (size_t i = 0; i < 2 && !(gaz_places[place].flags & GAZ_ZONE); i++) {
		const struct zone *zone = &f->zones[order[i]];
		yd_str text = yd_buf_str(&zone->text);
		for (size_t j = 0; j < zone->mentions.count; j++) {
			const struct mention *mention = &zone->mentions.items[j];
			if (mention->kind != MENTION_OWN || !mention_means(mention, place))
				continue;
			size_t len = zone_length(
				(yd_str){text.ptr + mention->end, text.len - mention->end});
			if (!len)
				continue;
			zone_path(place, (yd_str){text.ptr + mention->end, len}, path);
			return true;
		}
	}
	return false;
}

static void set_region(struct finder *f, yd_region *out, size_t place)
{
	yd_buf path = {0};
	if (!find_zone(f, place, &path)) {
		gaz_path(place, &path);
		gaz_code(place, out->code);
	}
	out->path = yd_buf_take(&path);
}

yd_region_by yd_region_find(const yd_region_evidence *evidence, yd_region *out, bool *several)
{
	struct finder f = {.evidence = evidence};
	*out = (yd_region){0};
	evidence_read(&f);
	if (is_national(&f.zones[ZONE_ISSUER]) ||
		(!f.zones[ZONE_ISSUER].text.len && is_national(&f.zones[ZONE_TITLE]))) {
		out->path = yd_strdup(YD_NATIONAL);
		memcpy(out->code, "000000", sizeof out->code);
		f.by = f.zones[ZONE_ISSUER].text.len ? YD_REGION_BY_ISSUER : YD_REGION_BY_TITLE;
	} else {
		size_t place = find_place(&f);
		if (place != GAZ_NONE)
			set_region(&f, out, place);
	}
	evidence_free(&f);
	if (several)
		*several = f.several;
	return out->path ? f.by : YD_REGION_BY_NOTHING;
}
