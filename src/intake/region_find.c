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

struct finder {
	const yd_region_evidence *evidence;
	struct zone zones[ZONE_COUNT];
	yd_buf doc_no;
	bool read_text;	    /* preamble and body are scanned */
	unsigned levels[6]; /* how often the text says 全市, 我县 … : see level_words */
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
		if (gaz_same_path(places[i], place))
			return true;
	return false;
}

/* What the mentions of `place` weigh, those left out that are `self` over again: 吉林 alone names
 * no parent of 吉林市. */
static unsigned count_named(const struct finder *f, const struct mention *self, size_t place)
{
	unsigned sum = 0;
	for (size_t z = 0; z < ZONE_COUNT; z++) {
		unsigned here = 0;
		const struct mentions *all = &f->zones[z].mentions;
		for (size_t i = 0; i < all->count && here < SUPPORT_MOST; i++)
			if (all->items[i].kind != MENTION_APART &&
				(all->items[i].match.first != self->match.first ||
					all->items[i].names != self->names) &&
				mention_means(&all->items[i], place))
				here++;
		sum += here * support_weight[z];
	}
	return sum;
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
		sum += count_named(f, self, above);
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
	count = drop_far(f, &all->items[at], places, count);
	if (count > 1)
		count = gaz_pick_year(places, count, f->evidence->year);
	if (count > 1)
		count = keep_best(f, &all->items[at], places, count, support_of);
	if (count > 1) {
		read_text(f);
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

static const char national_starts[] =
	"教育部 国务院 中共中央 国家教育 全国人民代表大会 中央教育 中华人民共和国教育部";

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
	return plain_has(text, "大学") || plain_has(text, "学院") || plain_has(text, "兵团");
}

/* ---- the running text ---- */

struct tally {
	size_t place;
	unsigned score;
};

struct tallies {
	struct tally *items;
	size_t count, cap;
};

static void add_score(struct tallies *tallies, size_t place, unsigned score)
{
	size_t i = 0;
	while (i < tallies->count && !gaz_same_path(tallies->items[i].place, place))
		i++;
	if (i == tallies->count) {
		YD_GROW(tallies->items, tallies->count, tallies->cap);
		tallies->items[tallies->count++] = (struct tally){place, 0};
	}
	tallies->items[i].score += score;
}

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

static void tally_zone(struct finder *f, enum zone_name name, struct tallies *tallies)
{
	const struct zone *zone = &f->zones[name];
	for (size_t i = 0; i < zone->mentions.count; i++) {
		const struct mention *mention = &zone->mentions.items[i];
		bool inside = i + 1 < zone->mentions.count && zone->mentions.items[i + 1].chained;
		if (mention->kind != MENTION_OWN || inside)
			continue;
		size_t place = resolve(f, &zone->mentions, i);
		if (place != GAZ_NONE)
			add_score(tallies, place,
				score_mention(zone, mention, name == ZONE_PREAMBLE));
	}
}

/* Weighs a place by what the text calls itself: a county's plan names its city, but says 全县. */
static unsigned weigh(const struct finder *f, const struct tally *tally)
{
	int says = level_says(f, tally->place);
	return says > 0 ? tally->score * 2 : says < 0 ? tally->score / 4 : tally->score;
}

static size_t text_place(struct finder *f)
{
	struct tallies tallies = {0};
	read_text(f);
	tally_zone(f, ZONE_PREAMBLE, &tallies);
	tally_zone(f, ZONE_BODY, &tallies);
	size_t best = GAZ_NONE;
	unsigned most = 0, rival = 0;
	for (size_t i = 0; i < tallies.count; i++) {
		unsigned score = weigh(f, &tallies.items[i]);
		if (score > most) {
			most = score;
			best = tallies.items[i].place;
		}
	}
	for (size_t i = 0; i < tallies.count; i++) {
		size_t place = tallies.items[i].place;
		unsigned score = weigh(f, &tallies.items[i]);
		if (place != best && !gaz_is_under(place, best) && !gaz_is_under(best, place) &&
			score > rival)
			rival = score;
	}
	free(tallies.items);
	return most >= SCORE_BAR && most >= 2 * rival ? best : GAZ_NONE;
}

/* ---- all together ---- */

static size_t find_place(struct finder *f)
{
	size_t place = GAZ_NONE, lower = GAZ_NONE;
	static const enum zone_name order[] = {ZONE_ISSUER, ZONE_TITLE, ZONE_SIGNATURE};
	for (size_t i = 0; i < 3; i++) {
		if (!first_place(f, order[i], &place))
			continue;
		/* 长春市教育局 signs the plan of its district: the lower place, where the title
		 * begins with it. */
		for (size_t j = i + 1; j < 3 && place != GAZ_NONE; j++)
			if (first_place(f, order[j], &lower) && lower != GAZ_NONE &&
				gaz_is_under(lower, place))
				place = lower;
		return place;
	}
	if (is_placeless(&f->zones[ZONE_ISSUER]) || is_placeless(&f->zones[ZONE_TITLE]))
		return GAZ_NONE;
	if (source_place(f, &place))
		return place;
	return text_place(f);
}

static void set_region(yd_region *out, size_t place)
{
	yd_buf path = {0};
	gaz_path(place, &path);
	out->path = yd_buf_take(&path);
	gaz_code(place, out->code);
}

void yd_region_find(const yd_region_evidence *evidence, yd_region *out)
{
	struct finder f = {.evidence = evidence};
	*out = (yd_region){0};
	read_zone(&f.zones[ZONE_ISSUER], evidence->issuer, SCAN_LABELS);
	read_zone(&f.zones[ZONE_TITLE], evidence->title, SCAN_LABELS | SCAN_BOOKS);
	read_signature(&f.zones[ZONE_SIGNATURE], evidence->signature);
	read_zone(&f.zones[ZONE_SOURCE], evidence->source, SCAN_LABELS);
	plain_text(evidence->doc_no, &f.doc_no);
	if (is_national(&f.zones[ZONE_ISSUER]) ||
		(!f.zones[ZONE_ISSUER].text.len && is_national(&f.zones[ZONE_TITLE]))) {
		out->path = yd_strdup(YD_NATIONAL);
		memcpy(out->code, "000000", sizeof out->code);
	} else {
		size_t place = find_place(&f);
		if (place != GAZ_NONE)
			set_region(out, place);
	}
	for (size_t i = 0; i < ZONE_COUNT; i++) {
		yd_buf_free(&f.zones[i].text);
		free(f.zones[i].mentions.items);
	}
	yd_buf_free(&f.doc_no);
}
