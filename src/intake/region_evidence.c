/* Reads the evidence for a document's region, and tells places of equal name apart by it. */
#include "region_evidence.h"

#include "plain.h"

#include <stdlib.h>
#include <string.h>

/* How much a parent that is named there says for a place of several with one name. */
static const unsigned support_weight[ZONE_COUNT] = {16, 16, 16, 10, 4, 1};
/* In the running text more mentions than these say no more. */
enum { SUPPORT_MOST = 4, DOC_NO_SUPPORT = 8, LEVEL_SUPPORT = 1 };
/* The running text of a large document is read only so far. */
enum { BODY_MOST = 256 << 10 };

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

void evidence_read_text(struct finder *f)
{
	if (f->read_text)
		return;
	f->read_text = true;
	read_zone(&f->zones[ZONE_PREAMBLE], cut(f->evidence->preamble, BODY_MOST), 0);
	read_zone(&f->zones[ZONE_BODY], cut(f->evidence->body, BODY_MOST), 0);
	count_levels(f, yd_buf_str(&f->zones[ZONE_PREAMBLE].text));
	count_levels(f, yd_buf_str(&f->zones[ZONE_BODY].text));
}

void evidence_read(struct finder *f)
{
	const yd_region_evidence *evidence = f->evidence;
	read_zone(&f->zones[ZONE_ISSUER], evidence->issuer, SCAN_LABELS);
	read_zone(&f->zones[ZONE_TITLE], evidence->title, SCAN_LABELS | SCAN_TITLE);
	read_signature(&f->zones[ZONE_SIGNATURE], evidence->signature);
	read_zone(&f->zones[ZONE_SOURCE], evidence->source, SCAN_LABELS);
	plain_text(evidence->doc_no, &f->doc_no);
}

void evidence_free(struct finder *f)
{
	for (size_t i = 0; i < ZONE_COUNT; i++) {
		yd_buf_free(&f->zones[i].text);
		free(f->zones[i].mentions.items);
	}
	for (size_t i = 0; i <= GAZ_SHORT; i++)
		free(f->named.weight[i]);
	yd_buf_free(&f->doc_no);
}

/* ---- places of equal name ---- */

/* Which of 省市县区州旗 the people of a place say for it; 6: none of them. */
static size_t level_of_place(size_t place)
{
	yd_str name = yd_str_of(gaz_name(place));
	return name.len > 3 ? level_of(name, name.len - 3) : 6;
}

int level_says(const struct finder *f, size_t place)
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

bool mention_means(const struct mention *mention, size_t place)
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

/* 长沙 alone is the city, not the county 长沙县 under it. */
static size_t keep_upper(uint16_t *places, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		bool upper = gaz_places[places[i]].level > 1;
		for (size_t j = 0; j < count && upper; j++)
			upper = j == i || gaz_is_under(places[j], places[i]);
		if (upper) {
			places[0] = places[i];
			return 1;
		}
	}
	return count;
}

/* Parts of Hong Kong, Macau and Taiwan count where their parents are named; cities and counties of
 * Taiwan by their full names too, where no other place has them (台北市, not 大安区 or 连江县). */
static size_t drop_far(
	const struct finder *f, const struct mention *self, uint16_t *places, size_t count)
{
	size_t kept = 0, far = 0;
	for (size_t i = 0; i < count; i++)
		far += (gaz_places[places[i]].flags & GAZ_FAR) && gaz_places[places[i]].level <= 2;
	bool alone = far == count && self->names == GAZ_FULL;
	for (size_t i = 0; i < count; i++)
		if (!(gaz_places[places[i]].flags & GAZ_FAR) || alone ||
			support_of(f, self, places[i]) > 0)
			places[kept++] = places[i];
	return kept;
}

static const struct zone *zone_of(const struct finder *f, const struct mentions *all)
{
	size_t i = 0;
	while (&f->zones[i].mentions != all)
		i++;
	return &f->zones[i];
}

/* Districts and counties whose education is run by a 教育委员会 are those of the municipalities. */
static size_t keep_commissions(const struct finder *f, const struct mentions *all, size_t at,
	uint16_t *places, size_t count)
{
	yd_str text = yd_buf_str(&zone_of(f, all)->text);
	size_t end = all->items[at].end, kept = 0;
	if (!plain_starts_any((yd_str){text.ptr + end, text.len - end}, "教育委员会 教委"))
		return count;
	for (size_t i = 0; i < count; i++) {
		size_t top = places[i];
		while (gaz_places[top].parent != GAZ_NONE)
			top = gaz_places[top].parent;
		if (!yd_str_ends(yd_str_of(gaz_name(top)), YD_STR("市")))
			continue;
		uint16_t place = places[i];
		places[i] = places[kept];
		places[kept++] = place;
	}
	return kept ? kept : count;
}

size_t resolve_mention(struct finder *f, const struct mentions *all, size_t at)
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
		evidence_read_text(f);
		weigh_names(f);
		count = keep_best(f, &all->items[at], places, count, support_of);
	}
	if (count > 1)
		count = keep_commissions(f, all, at, places, count);
	if (count > 1)
		count = keep_best(f, &all->items[at], places, count, fits_level);
	if (count > 1 && all->items[at].names == GAZ_SHORT)
		count = keep_upper(places, count);
	return count == 1 ? places[0] : GAZ_NONE;
}
