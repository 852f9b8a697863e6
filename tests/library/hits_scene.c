#include "hits_scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <yaodian/text.h>

#include "../bench/plans.h"
#include "../text/plain_fold.h"

enum { PLANS = 14, BOOKMARKS = 12 };

size_t hits_below(scene *s, size_t limit)
{
	s->random = s->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (size_t)(s->random >> 33) % limit;
}

/* ---- the documents ---- */

void hits_import(scene *s, const char *name, const char *text, const char *region)
{
	yd_given given = {.region = region};
	yd_imported imported;
	yd_error err;
	if (yd_library_import(s->f.library, name, NULL, yd_str_of(text), &given, &imported, &err) !=
		YD_OK)
		fail_msg("%s", err.text);
	yd_imported_free(&imported);
}

static void import_samples(scene *s)
{
	glob_t found;
	assert_int_equal(glob(YD_SOURCE_DIR "/data/samples/*.txt", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		yd_imported imported = file_import(&s->f, found.gl_pathv[i]);
		yd_imported_free(&imported);
	}
	globfree(&found);
}

static void import_plans(scene *s)
{
	plan_maker *plans = plans_new(YD_SOURCE_DIR);
	yd_buf text = {0};
	for (size_t i = 0; i < PLANS; i++) {
		plans_make(plans, i * 97, &text);
		hits_import(s, "a plan", text.ptr, NULL);
	}
	yd_buf_free(&text);
	plans_free(plans);
}

static const char *const odd[][2] = {
	{"没有地区的要点\n一、抓好黨建\n二、校園 安全\n三、ＡＢＣ行动\n（落款）\n", NULL},
	{"教育部2021年工作要点\n一、党建引领\n学前教育普惠。\n二、安全\n"
	 "（一）校车安全。\n（二）消防。\n",
		"全国"},
	{"某市教育法\n第一条（目的）为了安全，制定本法。\n第二条 学校应当抓好党建。\n"
	 "第三条（附则）本法自公布之日起施行。\n",
		"示例省 云水市"},
	{"朝阳区教育局2022年工作要点\n一、安全\n1.校园安全。\n2.一。\n", "北京市 朝阳区"},
	{"朝阳区教育局2022年工作要点\n一、安全\n1.校车安全。\n2.的。\n", "吉林省 长春市 朝阳区"},
	{"只有一段。\n", NULL},
	{"公主岭市教育局2018年工作要点\n一、安全\n1.校园安全。\n2.一。\n", NULL},
	{"长春市公主岭市教育局2023年工作要点\n一、安全\n1.校车安全。\n", NULL},
	{"四平市教育局2018年工作要点\n一、安全\n1.党建。\n", NULL},
	{"巢湖市庐江县教育局2009年工作要点\n一、安全\n1.党建引领。\n", NULL},
};

int hits_scene_begin(void **state)
{
	scene *s = *state = yd_alloc(sizeof(scene));
	fixture_open(&s->f);
	s->random = 7;
	import_samples(s);
	import_plans(s);
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		hits_import(s, "an odd one", odd[i][0], odd[i][1]);
	return 0;
}

/* ---- all units, a second time ---- */

static void clear_units(scene *s)
{
	for (size_t i = 0; i < s->count; i++) {
		free(s->units[i].text);
		free(s->units[i].fold);
		free(s->units[i].title);
		free((char *)s->units[i].region);
		free((char *)s->units[i].own_region);
	}
	s->count = 0;
}

/* The title as it stands at the beginning of the text, which may put brackets around it. */
static char *cut_title(const char *fold, yd_str printed)
{
	char *title = fold_plainly(printed);
	const char *at = strstr(fold, title);
	size_t before = at && *title ? (size_t)(at - fold) : 0;
	size_t len = at && *title ? before + strlen(title) : 0;
	if (before == 1 && len < strlen(fold))
		len++;
	else if (before)
		len = 0;
	free(title);
	return yd_strndup(fold, len);
}

static void add_units(scene *s, const yd_open_doc *doc)
{
	bool *marks = yd_alloc((doc->stored.unit_count + 1) * sizeof *marks);
	assert_int_equal(yd_library_bookmarks_in(s->f.library, doc, marks, NULL), YD_OK);
	for (size_t i = 0; i < doc->stored.unit_count; i++) {
		yd_buf text = {0}, title = {0};
		size_t node = yd_open_doc_node(doc, i);
		yd_open_doc_unit_text(doc, i, &text);
		if (node != SIZE_MAX)
			yd_outline_title(&doc->outline, doc->source, node, &title);
		else if (i == 0 && doc->info.title)
			yd_buf_puts(&title, doc->info.title);
		YD_GROW(s->units, s->count, s->cap);
		s->units[s->count++] = (unit){
			.doc = doc->info.id,
			.number = (uint32_t)i,
			.fold = fold_plainly(yd_buf_str(&text)),
			.any = doc->stored.units[i].any,
			.primary = doc->stored.units[i].primary,
			.clause = doc->stored.units[i].clause,
			.bookmarked = marks[i],
			.sample = doc->info.sample,
			.region = doc->info.region ? yd_strdup(doc->info.region) : NULL,
			.own_region = doc->info.own_region ? yd_strdup(doc->info.own_region) : NULL,
			.year = doc->info.year,
			.kind = doc->info.kind,
		};
		s->units[s->count - 1].text = yd_buf_take(&text);
		s->units[s->count - 1].title =
			cut_title(s->units[s->count - 1].fold, yd_buf_str(&title));
		yd_buf_free(&title);
	}
	free(marks);
}

void hits_read_units(scene *s)
{
	yd_list_query everything = {0};
	yd_walk *walk;
	yd_doc doc;
	clear_units(s);
	assert_int_equal(
		yd_corpus_walk(yd_library_corpus(s->f.library), &everything, &walk, NULL), YD_OK);
	while (yd_walk_next(walk, &doc, NULL) == YD_OK) {
		yd_open_doc *open = doc_open(&s->f, doc.id);
		add_units(s, open);
		yd_open_doc_free(open);
		yd_doc_free(&doc);
	}
	yd_walk_close(walk);
}

int hits_scene_end(void **state)
{
	scene *s = *state;
	clear_units(s);
	free(s->units);
	fixture_close(&s->f);
	free(s);
	return 0;
}

/* ---- what is asked ---- */

/* A few characters as they stand somewhere. Fields and operators are kept apart by quotation marks.
 */
void hits_add_words(scene *s, yd_buf *out)
{
	const unit *from;
	do
		from = &s->units[hits_below(s, s->count)];
	while (!*from->text);
	yd_str text = yd_str_of(from->text);
	size_t start = hits_below(s, text.len), len = 1 + hits_below(s, hits_below(s, 4) ? 3 : 9);
	while (start && ((unsigned char)text.ptr[start] & 0xC0) == 0x80)
		start--;
	size_t stop = start;
	for (size_t i = 0; i < len && stop < text.len; i++) {
		uint32_t cp;
		stop += yd_utf8_decode((yd_str){text.ptr + stop, text.len - stop}, &cp, NULL);
	}
	bool quoted = hits_below(s, 3) == 0;
	yd_buf_puts(out, quoted ? "\"" : "");
	yd_buf_add(out, text.ptr + start, stop - start);
	yd_buf_puts(out, quoted ? "\"" : "");
}

static void add_field(scene *s, yd_buf *out)
{
	static const char *const fields[] = {"theme:safety", "theme:党建", "theme:安全!",
		"theme:teachers", "region:朝阳", "region:全国", "region:未知", "region:吉林",
		"region:示例省", "region:火星", "region:四平", "region:长春", "region:公主岭",
		"region:四平/公主岭", "region:巢湖", "region:合肥", "year:2022", "year:2015..2021",
		"year:2023..", "year:..2012", "kind:要点", "kind:总结", "by:科", "in:title",
		"in:title", "in:here", "is:bookmarked"};
	yd_buf_puts(out, fields[hits_below(s, sizeof fields / sizeof *fields)]);
}

static void add_query(scene *s, int depth, yd_buf *out)
{
	size_t parts = 1 + hits_below(s, 3);
	for (size_t i = 0; i < parts; i++) {
		if (i)
			yd_buf_puts(out, hits_below(s, 3) ? " " : " OR ");
		if (hits_below(s, 5) == 0)
			yd_buf_putc(out, '-');
		size_t kind = hits_below(s, 6);
		if (kind == 0 && depth) {
			yd_buf_putc(out, '(');
			add_query(s, depth - 1, out);
			yd_buf_puts(out, ")");
		} else if (kind < 3) {
			add_field(s, out);
		} else {
			hits_add_words(s, out);
		}
	}
}

static const char *const list_regions[] = {"", "北京市", "吉林省", "吉林省/长春市", "吉林省/四平市",
	"吉林省/四平市/公主岭市", "安徽省/巢湖市", "安徽省/合肥市"};

void hits_ask(scene *s, const char *line, question *q)
{
	*q = (question){.line = yd_strdup(line)};
	assert_int_equal(yd_library_query(s->f.library, yd_str_of(line), &q->query, NULL), YD_OK);
}

/* Restricts it at random. */
static void restrict_to(scene *s, question *q)
{
	yd_list_query *list = &q->options.list;
	if (hits_below(s, 2)) {
		list->region_count = 1 + hits_below(s, 2);
		list->regions = &list_regions[hits_below(
			s, sizeof list_regions / sizeof *list_regions + 1 - list->region_count)];
	}
	if (hits_below(s, 4) == 0) {
		list->year_from = 2012 + (int)hits_below(s, 10);
		list->year_to = list->year_from + (int)hits_below(s, 10);
	}
	if (hits_below(s, 4) == 0) {
		q->filter.themes = (uint32_t)1 << hits_below(s, 31) | (uint32_t)1 << 30;
		q->filter.all = hits_below(s, 2);
		list->filter = &q->filter;
	}
	list->samples_only = hits_below(s, 6) == 0;
	if (hits_below(s, 2))
		q->options.here = s->units[hits_below(s, s->count)].doc;
}

void hits_question_free(question *q)
{
	yd_query_free(&q->query);
	free(q->line);
}

/* ---- who is right ---- */

static bool lies_in(const char *path, const char *region)
{
	size_t len = strlen(region);
	if (!path || !len)
		return !path && !len;
	return strncmp(path, region, len) == 0 && (path[len] == '\0' || path[len] == '/');
}

static bool is_meant(const question *q, const unit *u)
{
	const yd_list_query *list = &q->options.list;
	yd_query_unit facts = {
		.text = yd_str_of(u->fold),
		.title = yd_str_of(u->title),
		.region = u->region,
		.own_region = u->own_region,
		.year = u->year,
		.kind = u->kind,
		.any = u->any,
		.primary = u->primary,
		.here = !q->options.here || q->options.here == u->doc,
		.bookmarked = u->bookmarked,
	};
	bool there = !list->region_count;
	for (size_t i = 0; i < list->region_count; i++)
		there |= lies_in(u->region, list->regions[i]) ||
			 (u->own_region && lies_in(u->own_region, list->regions[i]));
	if (!there || !*u->fold || (list->samples_only && !u->sample) ||
		(list->year_to && (u->year < list->year_from || u->year > list->year_to)))
		return false;
	if (list->filter && (!u->clause || !yd_filter_passes(list->filter, u->any, u->primary)))
		return false;
	return yd_query_matches(&q->query, &facts);
}

const unit *hits_unit_of(const scene *s, const yd_found_unit *hit)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->units[i].doc == hit->doc && s->units[i].number == hit->unit)
			return &s->units[i];
	fail_msg("a hit that is no unit");
	return NULL;
}

/* Every hit once, in the order asked for, and none is missing; how many. */
static size_t check_order(scene *s, question *q, yd_hits_order order)
{
	bool *given = yd_alloc(s->count * sizeof *given);
	size_t hits_given = 0, known, last = 0;
	yd_hits *hits;
	yd_found_unit hit;
	yd_error err;
	q->options.order = order;
	if (yd_hits_open(s->f.library, &q->query, &q->options, &hits, &err) != YD_OK)
		fail_msg("%s: %s", q->line, err.text);
	bool is_known = yd_hits_known(hits, &known);
	yd_status status;
	while ((status = yd_hits_next(hits, &hit, &err)) == YD_OK) {
		size_t at = (size_t)(hits_unit_of(s, &hit) - s->units);
		if (given[at] || !is_meant(q, &s->units[at]))
			fail_msg("%s (%s %d..%d, %x%s, here %lld): %s: document %lld of %s: %s",
				q->line,
				q->options.list.region_count ? q->options.list.regions[0]
							     : "everywhere",
				q->options.list.year_from, q->options.list.year_to,
				q->filter.themes, q->filter.all ? " all" : "",
				(long long)q->options.here, given[at] ? "twice" : "wrong",
				(long long)s->units[at].doc, s->units[at].region,
				s->units[at].text);
		if (order == YD_HITS_BY_REGION && hits_given && at < last)
			fail_msg("%s: not in the order of the tree", q->line);
		last = at;
		given[at] = true;
		hits_given++;
	}
	if (status != YD_END)
		fail_msg("%s: %s", q->line, err.text);
	assert_int_equal(yd_hits_next(hits, &hit, &err), YD_END);
	yd_hits_close(hits);
	for (size_t i = 0; i < s->count; i++)
		if (!given[i] && is_meant(q, &s->units[i]))
			fail_msg("%s: missing: %s", q->line, s->units[i].text);
	if (is_known)
		assert_int_equal(known, hits_given);
	free(given);
	return hits_given;
}

size_t hits_check(scene *s, question *q)
{
	yd_error err;
	size_t count;
	if (yd_query_is_empty(&q->query))
		return 0;
	size_t hits = check_order(s, q, YD_HITS_BEST_FIRST);
	assert_int_equal(check_order(s, q, YD_HITS_BY_REGION), hits);
	if (yd_hits_count(s->f.library, &q->query, &q->options, &count, &err) != YD_OK)
		fail_msg("%s: %s", q->line, err.text);
	if (count != hits)
		fail_msg("%s: %zu counted, %zu given", q->line, count, hits);
	return hits;
}

void hits_check_random(scene *s, size_t rounds)
{
	size_t with_hits = 0;
	yd_buf line = {0};
	for (size_t i = 0; i < rounds; i++) {
		question q;
		yd_buf_clear(&line);
		add_query(s, 2, &line);
		hits_ask(s, line.ptr, &q);
		if (hits_below(s, 3))
			restrict_to(s, &q);
		with_hits += hits_check(s, &q) > 0;
		hits_question_free(&q);
	}
	assert_true(with_hits > rounds / 4); /* else this tests little */
	yd_buf_free(&line);
}

size_t hits_check_line(scene *s, const char *line)
{
	question q;
	hits_ask(s, line, &q);
	size_t hits = hits_check(s, &q);
	hits_question_free(&q);
	return hits;
}

/* ---- bookmarks ---- */

void hits_set_bookmarks(scene *s)
{
	for (size_t i = 0; i < BOOKMARKS; i++) {
		const unit *u = &s->units[hits_below(s, s->count)];
		yd_open_doc *doc = doc_open(&s->f, u->doc);
		bool added;
		yd_status status =
			yd_library_bookmark_add(s->f.library, doc, u->number, &added, NULL);
		assert_true(status == YD_OK || status == YD_INVALID);
		yd_open_doc_free(doc);
	}
}
