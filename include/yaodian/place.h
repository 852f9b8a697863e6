/*
 * place.h: regions. The gazetteer is compiled in from data/ (sources and licences: data/README.md).
 *
 * A region is written as its path from the highest level, names joined by '/':
 * "吉林省/白城市/洮北区", "北京市/朝阳区", "湖北省/仙桃市"; a national document has "全国". No pseudo
 * levels (市辖区, 省直辖县级行政区划), no place under itself. Names are those of today's gazetteer or,
 * for a former place, of its own time; invented places (samples) are kept as given. Development zones, new areas and
 * divisions of the 兵团 stand last, under their city, without a code; a zone that no table has is named as printed
 * (四川省/绵阳市/绵阳科创区). A second name gives the first: 西海岸新区 is 山东省/青岛市/黄岛区.
 */
#ifndef YAODIAN_PLACE_H
#define YAODIAN_PLACE_H

#include <yaodian/base.h>

#define YD_NATIONAL "全国"

typedef struct yd_region {
	char *path;   /* owned; NULL: unknown */
	char code[7]; /* GB/T 2260, six digits; "" when the place has none or is unknown */
} yd_region;

void yd_region_free(yd_region *region); /* frees the path, zeroes */

/*
 * What a user wrote on the command line or in front matter ("示例省 云水市", "吉林/长春", "洮北区",
 * "白城市洮北区", "220802" by GB/T 2260, traditional or simplified, parts parted by '/', spaces or nothing) as a region.
 * A known place is completed with its parents; names without 市/县/区 are accepted, zones and second names without the
 * word for their kind or behind their city's (西海岸, 绵阳市高新区); a zone that no table has stands below the place before
 * it. Unknown names are kept as given, parted at spaces and slashes, without a code. YD_AMBIGUOUS when several known places fit
 * (the error names them), YD_INVALID when empty. `year` (0: today) chooses among former places.
 */
yd_status yd_region_parse(yd_str text, int year, yd_region *out, yd_error *err);

/* All known places that a text may mean, where yd_region_parse() takes one or says YD_AMBIGUOUS: paths, each ended by '\n',
 * appended. */
void yd_region_all(yd_str text, yd_buf *out);

/* Places of today whose names differ from the last name of `text` in at most a third of its characters (of two in the second), below
 * what stands before it when that is a place: up to `most` (8) paths, nearest first, parted by ", ", appended. Returns how many. */
size_t yd_region_near(yd_str text, size_t most, yd_buf *out);

/* Where the words stand in which a region may be found. Any of them may be empty; all as printed. */
typedef struct yd_region_evidence {
	yd_str title;     /* the plan's own title, lines joined */
	yd_str issuer;    /* issuing body, from the signature or the title */
	yd_str signature; /* the closing */
	yd_str doc_no;    /* 白洮教〔2025〕1号 */
	yd_str source;    /* 来源:… of the page, and site names in breadcrumbs (the furniture) */
	yd_str preamble;
	yd_str body; /* the whole running text */
	int year;    /* 0: unknown; chooses among today's and former places */
} yd_region_evidence;

/* What decided which region it is. */
typedef enum yd_region_by {
	YD_REGION_BY_NOTHING,
	YD_REGION_BY_ISSUER,
	YD_REGION_BY_TITLE,
	YD_REGION_BY_SIGNATURE,
	YD_REGION_BY_SOURCE,
	YD_REGION_BY_TEXT,
} yd_region_by;

/* The document's own region; out->path NULL when it cannot be told. Never fails. Returns what named it; *several (may be
 * NULL): several places have that name, and only what stands around it tells which is meant. */
yd_region_by yd_region_find(const yd_region_evidence *evidence, yd_region *out, bool *several);

/* The path of what a former place became (四平市/公主岭市: 长春市/公主岭市), appended; false, and nothing, for a place of
 * today and one that is not known. Under it the tree shows the documents of the former place. */
bool yd_region_today(const char *path, yd_buf *out);
/* The same, but only where that is what the place itself is today (九台市: 九台区), and not another that was there beside it
 * and took it in (北京市/崇文区: false). */
bool yd_region_renamed(const char *path, yd_buf *out);

/*
 * A key whose byte order is the order of regions in the tree: national first, then by code, invented
 * places by name after them, unknown last; a region sorts before everything below it. Appends; no NUL inside.
 * Pass NULL for an unknown region.
 */
void yd_region_sort_key(const char *path, yd_buf *out);
/* The code of a path that is exactly a known place's; false when there is none. */
bool yd_region_code(const char *path, char code[7]);

/*
 * How the last name of a path is read, for yd_pinyin_match(): appends a syllable for each of its characters, parted
 * by spaces, several ways parted by '/': "chang chun shi", "shaan/shan xi sheng". By data/place-readings.tsv, and
 * the usual reading of each character where that says nothing. False, and nothing appended, for a name that is not in
 * the gazetteer (any reading of its characters then counts).
 */
bool yd_region_reading(const char *path, yd_buf *out);

/* Changes with the gazetteer's data or the rules; part of the cache's fingerprint. */
extern const char yd_place_version[];

#endif
