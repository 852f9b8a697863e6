/*
 * Zones and second names as they are said in short. Behind the name of its city a zone goes by the
 * word for its kind (绵阳市高新区), where there is no doubt without the city's (新站高新区), and
 * one that has a name of its own without that word (西海岸 for 西海岸新区, 雄安).
 */
#include "region_short.h"

#include "plain.h"

#include <yaodian/text.h>

/* Words that tell what a zone is; those that end with another stand before it. */
static const char kinds[] = "经济技术开发区 高新技术产业开发区 高新技术开发区 高技术产业开发区 "
			    "新技术开发区 经济开发区 高新开发区 "
			    "开发区 高新技术产业园区 工业园区 产业园区 园区 综合实验区 实验区 "
			    "改革创新示范区 综合改革示范区 "
			    "城乡一体化示范区 示范区 深度合作区 合作区 投资区 生态区 "
			    "管理区 风景名胜区 经济区 高新区 "
			    "经开区 汽开区 新区 新城 国际港务区 国际港 起步区";
/* Kinds that are said without their last character: 长春高新. */
static const char cut_kinds[] = "高新区 经开区 汽开区";

enum { SHORTEST = 2 * 3 }; /* bytes of a name */

size_t zone_kind_length(yd_str name)
{
	return plain_ends_any(name, kinds);
}

bool fits_above(yd_str rest, size_t place)
{
	if (rest.len == 0)
		return true;
	for (size_t from = rest.len; from-- > 0;) {
		if (((unsigned char)rest.ptr[from] & 0xC0) == 0x80)
			continue;
		struct gaz_match match = gaz_find((yd_str){rest.ptr + from, rest.len - from});
		for (size_t i = match.first; i < match.first + match.count; i++)
			if (gaz_is_under(place, gaz_keys[i].place) &&
				fits_above((yd_str){rest.ptr, from}, gaz_keys[i].place))
				return true;
	}
	return false;
}

/* The name without those of places above `place` that it begins with. */
static yd_str strip_above(yd_str name, size_t place)
{
	struct gaz_match matches[GAZ_MATCH_MAX];
	for (size_t i = 0, count = gaz_match_start(name, matches); i < count; i++)
		for (size_t j = matches[i].first; j < matches[i].first + matches[i].count; j++)
			if (gaz_is_under(place, gaz_keys[j].place))
				return strip_above((yd_str){name.ptr + matches[i].len,
							   name.len - matches[i].len},
					place);
	return name;
}

/* Does `folded` end with that name, and is what stands before it places above? */
static bool ends_with(yd_str folded, yd_str form, size_t place)
{
	return form.len >= SHORTEST && yd_str_ends(folded, form) &&
	       fits_above((yd_str){folded.ptr, folded.len - form.len}, place);
}

/* `name` is a full name of the place, `kind` bytes of it the word for its kind. */
static bool is_short_for(yd_str folded, yd_str name, size_t kind, size_t place)
{
	yd_str base = {name.ptr, name.len - kind}, own = strip_above(base, place);
	yd_str rest = {own.ptr, own.len + kind};
	bool cut = plain_ends_any(name, cut_kinds) > 0;
	if (ends_with(folded, rest, place))
		return true;
	if (cut && ends_with(folded, (yd_str){name.ptr, name.len - 3}, place))
		return true;
	if (own.len)
		return ends_with(folded, base, place) || ends_with(folded, own, place);
	return cut && rest.len < folded.len + 3 &&
	       ends_with(folded, (yd_str){rest.ptr, rest.len - 3}, place);
}

size_t zones_named(yd_str folded, uint16_t *places, size_t room)
{
	size_t count = 0;
	for (size_t i = 0; i < gaz_key_count && count < room; i++) {
		const struct gaz_key *key = &gaz_keys[i];
		yd_str name = {gaz_pool + key->text, key->len};
		size_t kind = key->kind == GAZ_FULL ? zone_kind_length(name) : 0;
		if (!kind || !is_short_for(folded, name, kind, key->place))
			continue;
		bool there = false;
		for (size_t j = 0; j < count; j++)
			there |= places[j] == key->place;
		if (!there)
			places[count++] = key->place;
	}
	return count;
}

/* ---- zones that no table has ---- */

static yd_str short_name(size_t place)
{
	for (size_t i = 0; i < gaz_key_count; i++)
		if (gaz_keys[i].place == place && gaz_keys[i].kind == GAZ_SHORT)
			return (yd_str){gaz_pool + gaz_keys[i].text, gaz_keys[i].len};
	return yd_str_of(gaz_name(place));
}

void zone_path(size_t place, yd_str zone, yd_buf *out)
{
	yd_buf whole = {0};
	uint16_t places[2];
	yd_fold(yd_str_of(gaz_name(place)), &whole);
	yd_buf_add_str(&whole, zone);
	if (zones_named(yd_buf_str(&whole), places, 2) == 1 && gaz_is_under(places[0], place)) {
		gaz_path(places[0], out);
	} else {
		gaz_path(place, out);
		yd_buf_putc(out, '/');
		if (zone_kind_length(zone) == zone.len)
			yd_buf_add_str(out, short_name(place));
		yd_buf_add_str(out, zone);
	}
	yd_buf_free(&whole);
}
