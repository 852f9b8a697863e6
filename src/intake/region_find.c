/*
 * The document's own region. Evidence is asked in the order of its strength: the issuer, the title,
 * the signature, the page's source line, then the running text. The first that names a place
 * decides which; the rest tells places of equal name apart.
 */
#include <yaodian/place.h>

#include "plain.h"
#include "region_scan.h"

#include <stdlib.h>
#include <string.h>

enum zone_name {
	ZONE_ISSUER,
	ZONE_TITLE,
	ZONE_SIGNATURE,
	ZONE_SOURCE,
	ZONE_PREAMBLE,
	ZONE_BODY,
	ZONE_COUNT
};

/* How much a parent that is named there says for a place of several with one name. */
static const unsigned support_weight[ZONE_COUNT] = {16, 16, 16, 10, 4, 1};
/* In the running text more mentions than these say no more. */
enum { SUPPORT_MOST = 4, DOC_NO_SUPPORT = 8, LEVEL_SUPPORT = 1 };
/* The running text of a large document is read only so far. */
enum { BODY_MOST = 256 << 10 };

struct zone {
	yd_buf text;
	struct mentions mentions;
};

/* For each row of the table, what its mentions weigh, by names with and without 市, 县, 区. */
struct named {
	uint16_t *weight[GAZ_SHORT + 1];
	bool text; /* preamble and body are in it */
};

struct finder {
	const yd_region_evidence *evidence;
	struct zone zones[ZONE_COUNT];
	yd_buf doc_no;
	bool read_text; /* preamble and body are scanned */
	struct named named;
	unsigned levels[6]; /* how often the text says 全市, 我县 …: see level_words */
	yd_region_by by;    /* what named the place */
	bool several;	    /* the last place was one of several with its name */
};

/* ---- reading the evidence ---- */

static const struct {
	const char *word;
	size_t len;
} level_words[6] = {{"省", 3}, {"市", 3}, {"县", 3}, {"区", 3}, {"州", 3}, {"旗", 3}};

static void scan_zone(struct zone *zone, unsigned flags)
{
	scan_places(yd_buf_str(&zone->text), flags, &zone->mentions);
}

static void read_zone(struct zone *zone, yd_str text, unsigned flags)
{
	plain_text(text, &zone->text);
	scan_zone(zone, flags);
}

/* Lines of a closing that name places without signing: where copies go, what is attached. */
static const char no_signature[] =
	"抄送 抄报 主送 报送 分送 发送 附件 附: 联系 0 1 2 3 4 5 6 7 8 9";

static void read_signature(struct zone *zone, yd_str closing)
{
	yd_buf plain = {0};
	plain_text(closing, &plain);
	yd_str rest = yd_buf_str(&plain), line;
	while (plain_next_line(&rest, &line))
		if (!plain_starts_any(line, no_signature)) {
			yd_buf_add_str(&zone->text, line);
			yd_buf_putc(&zone->text, '\n');
		}
	yd_buf_free(&plain);
	scan_zone(zone, SCAN_LABELS);
}

static size_t level_of(yd_str text, size_t at)
{
	for (size_t i = 0; i < 6; i++)
		if (yd_str_starts((yd_str){text.ptr + at, text.len - at},
			    (yd_str){level_words[i].word, level_words[i].len}))
			return i;
	return 6;
}

/* Counts 全市, 我县, 本区 … */
static void count_levels(struct finder *f, yd_str text)
{
	static const char *const own[] = {"全", "我", "本"};
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		for (size_t at = 0; (at = yd_str_find(text, yd_str_of(own[i]), at)) != SIZE_MAX;) {
			at += strlen(own[i]);
			size_t level = level_of(text, at);
			if (level < 6)
				f->levels[level]++;
		}
}

static yd_str cut(yd_str text, size_t most)
{
	if (text.len > most)
		text.len = most;
	while (text.len && ((unsigned char)text.ptr[text.len - 1] & 0xC0) == 0x80)
		text.len--;
	return text;
}

/* The text is read only when the strong evidence does not settle it. */
static void read_text(struct finder *f)
{
	if (f->read_text)
		return;
	f->read_text = true;
	read_zone(&f->zones[ZONE_PREAMBLE], cut(f->evidence->preamble, BODY_MOST), 0);
	read_zone(&f->zones[ZONE_BODY], cut(f->evidence->body, BODY_MOST), 0);
	count_levels(f, yd_buf_str(&f->zones[ZONE_PREAMBLE].text));
	count_levels(f, yd_buf_str(&f->zones[ZONE_BODY].text));
}

/* ---- places of equal name ---- */

/* Which of 省市县区州旗 the people of a place say for it; 6: none of them. */
static size_t level_of_place(size_t place)
{
	yd_str name = yd_str_of(gaz_name(place));
	return name.len > 3 ? level_of(name, name.len - 3) : 6;
}

/* Does the text call its own place so, clearly more often than otherwise? 1 yes, -1 something else,
 * 0 not clear. */
static int level_says(const struct finder *f, size_t place)
{
	size_t top = 0;
	unsigned others = 0;
	for (size_t i = 1; i < 6; i++)
		if (f->levels[i] > f->levels[top])
			top = i;
	for (size_t i = 0; i < 6; i++)
		others += i == top ? 0 : f->levels[i];
	if (f->levels[top] < 2 || f->levels[top] <= 2 * others)
		return 0;
	return level_of_place(place) == top ? 1 : -1;
}

static bool mention_means(const struct mention *mention, size_t place)
{
	uint16_t places[SCAN_PLACES_MAX];
	size_t count = mention_places(mention, places);
	for (size_t i = 0; i < count; i++)
		if (places[i] == place)
			return true;
	return false;
}

static void weigh_zone(struct finder *f, enum zone_name zone, uint8_t *seen)
{
	const struct mentions *all = &f->zones[zone].mentions;
	memset(seen, 0, gaz_place_count);
	for (size_t i = 0; i < all->count; i++) {
		const struct mention *mention = &all->items[i];
		uint16_t places[SCAN_PLACES_MAX];
		if (mention->kind == MENTION_APART)
			continue;
		for (size_t j = mention_places(mention, places); j-- > 0;)
			if (seen[places[j]] < SUPPORT_MOST) {
				seen[places[j]]++;
				f->named.weight[mention->names][places[j]] += support_weight[zone];
			}
	}
}

static void weigh_names(struct finder *f)
{
	if (f->named.weight[0] && f->named.text == f->read_text)
		return;
	for (size_t i = 0; i <= GAZ_SHORT; i++) {
		free(f->named.weight[i]);
		f->named.weight[i] = yd_alloc(gaz_place_count * sizeof *f->named.weight[i]);
	}
	uint8_t *seen = yd_alloc(gaz_place_count);
	for (size_t z = 0; z < ZONE_COUNT; z++)
		weigh_zone(f, z, seen);
	free(seen);
	f->named.text = f->read_text;
}

/* What the mentions of `place` weigh; 吉林 alone, asked for as `self`, names no parent of 吉林市.
 */
static unsigned weight_of(const struct finder *f, const struct mention *self, size_t place)
{
	unsigned weight = f->named.weight[GAZ_FULL][place];
	if (self->names != GAZ_SHORT || !mention_means(self, place))
		weight += f->named.weight[GAZ_SHORT][place];
	return weight;
}

/* The one-character names of the provinces, in the order of GB/T 2260. */
static const struct {
	unsigned code;
	const char *letters;
} province_letters[] = {{11, "京"}, {12, "津"}, {13, "冀"}, {14, "晋"}, {15, "蒙 内"}, {21, "辽"},
	{22, "吉"}, {23, "黑"}, {31, "沪"}, {32, "苏"}, {33, "浙"}, {34, "皖"}, {35, "闽"},
	{36, "赣"}, {37, "鲁"}, {41, "豫"}, {42, "鄂"}, {43, "湘"}, {44, "粤"}, {45, "桂"},
	{46, "琼"}, {50, "渝"}, {51, "川"}, {52, "黔 贵"}, {53, "云 滇"}, {54, "藏"}, {61, "陕"},
	{62, "甘"}, {63, "青"}, {64, "宁"}, {65, "新"}};

/* Does the document number (白洮教〔2025〕1号) begin with the letters of this place or its
 * province's? */
static bool doc_no_has(const struct finder *f, size_t place)
{
	yd_str doc_no = yd_buf_str(&f->doc_no);
	size_t end = yd_str_find(doc_no, YD_STR("教"), 0);
	if (end == SIZE_MAX)
		return false;
	doc_no.len = end;
	const struct gaz_place *p = &gaz_places[place];
	if (p->level == 1)
		for (size_t i = 0; i < sizeof province_letters / sizeof *province_letters; i++)
			if (p->code / 10000 == province_letters[i].code)
				return plain_starts_any(doc_no, province_letters[i].letters) > 0;
	return yd_str_starts(doc_no, (yd_str){gaz_name(place), 3});
}

static unsigned support_of(const struct finder *f, const struct mention *self, size_t place)
{
	unsigned sum = 0;
	size_t above = place;
	while ((above = gaz_places[above].parent) != GAZ_NONE) {
		sum += weight_of(f, self, above);
		if (doc_no_has(f, above))
			sum += DOC_NO_SUPPORT;
	}
	return sum;
}

/* Leaves of places[0..count) those that have the most of what `score` gives; all when none has any.
 */
static size_t keep_best(const struct finder *f, const struct mention *self, uint16_t *places,
	size_t count, unsigned (*score)(const struct finder *, const struct mention *, size_t))
{
	unsigned best = 0;
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		unsigned value = score(f, self, places[i]);
		if (value > best) {
			best = value;
			kept = 0;
		}
		if (value == best && best > 0)
			places[kept++] = places[i];
	}
	return best ? kept : count;
}

static unsigned fits_level(const struct finder *f, const struct mention *self, size_t place)
{
	(void)self;
	return level_says(f, place) > 0 ? LEVEL_SUPPORT : 0;
}

/* Leaves the places that stand under one of `above`; all when there is none. */
static size_t keep_under(uint16_t *places, size_t count, const uint16_t *above, size_t above_count)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < above_count; j++)
			if (gaz_is_under(places[i], above[j])) {
				uint16_t place = places[i];
				places[i] = places[kept];
				places[kept++] = place;
				break;
			}
	return kept ? kept : count;
}

/* Parts of Hong Kong, Macau and Taiwan count where their parents are named. */
static size_t drop_far(
	const struct finder *f, const struct mention *self, uint16_t *places, size_t count)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++)
		if (!(gaz_places[places[i]].flags & GAZ_FAR) || support_of(f, self, places[i]) > 0)
			places[kept++] = places[i];
	return kept;
}

/* The place that item `at` of a zone means, told from others of its name by what stands near;
 * GAZ_NONE: unclear. */
static size_t resolve(struct finder *f, const struct mentions *all, size_t at)
{
	uint16_t places[SCAN_PLACES_MAX], above[SCAN_PLACES_MAX];
	size_t count = mention_places(&all->items[at], places);
	for (size_t i = at; all->items[i].chained && i-- > 0;)
		count = keep_under(places, count, above, mention_places(&all->items[i], above));
	weigh_names(f);
	count = drop_far(f, &all->items[at], places, count);
	if (count > 1)
		count = gaz_pick_year(places, count, f->evidence->year);
	f->several = count > 1;
	if (count > 1)
		count = keep_best(f, &all->items[at], places, count, support_of);
	if (count > 1) {
		read_text(f);
		weigh_names(f);
		count = keep_best(f, &all->items[at], places, count, support_of);
	}
	if (count > 1)
		count = keep_best(f, &all->items[at], places, count, fits_level);
	return count == 1 ? places[0] : GAZ_NONE;
}

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
			*place = resolve(f, all, chain_end(all, i));
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
		size_t next = resolve(f, all, end);
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
				      "全国人民代表大会 中央教育 中华人民共和国教育部";

static bool is_national(const struct zone *zone)
{
	yd_str text = yd_buf_str(&zone->text);
	size_t at = plain_starts_any(text, national_starts);
	/* 教育部门, 教育部署 */
	return at && !plain_starts_any((yd_str){text.ptr + at, text.len - at}, "门 署");
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
		size_t place = resolve(f, &zone->mentions, i);
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
	read_text(f);
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

/* A zone that no table has, named behind its city in the issuer or the title: appended as printed
 * there. */
static bool add_zone(struct finder *f, size_t place, yd_buf *path)
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
			/* 绵阳高新区 is its name; behind 绵阳市 it goes without the city's. */
			size_t start = mention->names == GAZ_SHORT ? mention->start : mention->end;
			yd_buf_putc(path, '/');
			yd_buf_add(path, text.ptr + start, mention->end + len - start);
			return true;
		}
	}
	return false;
}

static void set_region(struct finder *f, yd_region *out, size_t place)
{
	yd_buf path = {0};
	gaz_path(place, &path);
	if (!add_zone(f, place, &path))
		gaz_code(place, out->code);
	out->path = yd_buf_take(&path);
}

yd_region_by yd_region_find(const yd_region_evidence *evidence, yd_region *out, bool *several)
{
	struct finder f = {.evidence = evidence};
	*out = (yd_region){0};
	read_zone(&f.zones[ZONE_ISSUER], evidence->issuer, SCAN_LABELS);
	read_zone(&f.zones[ZONE_TITLE], evidence->title, SCAN_LABELS | SCAN_TITLE);
	read_signature(&f.zones[ZONE_SIGNATURE], evidence->signature);
	read_zone(&f.zones[ZONE_SOURCE], evidence->source, SCAN_LABELS);
	plain_text(evidence->doc_no, &f.doc_no);
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
	for (size_t i = 0; i < ZONE_COUNT; i++) {
		yd_buf_free(&f.zones[i].text);
		free(f.zones[i].mentions.items);
	}
	for (size_t i = 0; i <= GAZ_SHORT; i++)
		free(f.named.weight[i]);
	yd_buf_free(&f.doc_no);
	if (several)
		*several = f.several;
	return out->path ? f.by : YD_REGION_BY_NOTHING;
}
