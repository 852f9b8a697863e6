#include "random_query.h"

#include <yaodian/text.h>
#include <yaodian/theme.h>

#include <stdlib.h>
#include <string.h>

/* xorshift64* */
size_t random_below(random_source *random, size_t below)
{
	uint64_t x = random->state ? random->state : 88172645463325252u;
	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	random->state = x;
	return below ? (size_t)((x * 2685821657736338717u) >> 33) % below : 0;
}

void random_line(random_source *random, size_t pieces, yd_buf *out)
{
	static const char *const list[] = {" ", " ", " ", "　", "\n", "党建", "学前", "a", "b",
		"OR", "OR", "ＯＲ", "or", "AND", "-", "-", "－", "−", "\"", "\"", "“", "”", "＂",
		"「", "」", "『", "』", "'", "(", "(", ")", ")", "（", "）",
		"theme:", "theme：safety", "theme:安全!", "THEME:party", "theme:x",
		"region:", "region:吉林", "region:吉林省/吉林市", "region:全国", "region:/",
		"year:", "year:2019", "year:２０１９", "year:2017..2020", "year:..2020",
		"year:2017..", "year:2020..2017", "year:…", "in:title", "in:title", "in:here",
		"in:body", "in:", "tag:", "tag:党建", "note：a", "is:bookmarked",
		"is:", "col:", ":", "：", "NEAR(", "*", "^", "!", "\xff", "\xe5\x85",
		"\xef\xbf\xbd", "\xef\xb8\x8f", "\xe2\x81\xa0", "\xe2\x80\x8b", "\x01", "̈", "--",
		"'; DROP TABLE unit; --", "\\", "{a b}:c", "+", ".."};
	for (size_t i = 0; i < pieces; i++) {
		size_t which = random_below(random, sizeof list / sizeof *list + 1);
		if (which == sizeof list / sizeof *list)
			yd_buf_putc(out, '\0');
		else
			yd_buf_puts(out, list[which]);
	}
}

/* ---- queries that mean something ---- */

typedef enum sense {
	SENSE_ALL,
	SENSE_ANY,
	SENSE_WORD,
	SENSE_THEME,
	SENSE_PRIMARY,
	SENSE_YEARS,
	SENSE_REGION,
	SENSE_TITLED,
	SENSE_HERE,
	SENSE_BOOKMARKED,
	SENSE_TAG,
	SENSE_NOTE,
} sense;

struct meaning {
	sense sense;
	bool inverse, in_title;
	char *word;
	int theme, from, to;
	meaning *parts[8];
	size_t count;
};

static meaning *new_meaning(sense kind)
{
	meaning *tree = yd_alloc(sizeof *tree);
	tree->sense = kind;
	return tree;
}

void meaning_free(meaning *tree)
{
	for (size_t i = 0; i < tree->count; i++)
		meaning_free(tree->parts[i]);
	free(tree->word);
	free(tree);
}

static void put_in_title(meaning *tree)
{
	tree->in_title = true;
	for (size_t i = 0; i < tree->count; i++)
		put_in_title(tree->parts[i]);
}

static void add_space(random_source *random, yd_buf *out)
{
	static const char *const spaces[] = {" ", "  ", "　", "\t", " \n"};
	yd_buf_puts(out, spaces[random_below(random, 5)]);
}

static char *random_word(random_source *random)
{
	yd_buf word = {0};
	size_t len = 1 + random_below(random, 3);
	for (size_t i = 0; i < len; i++)
		yd_buf_putc(&word, "abc"[random_below(random, 3)]);
	return yd_buf_take(&word);
}

static meaning *write_word(random_source *random, yd_buf *out)
{
	static const char *const marks[][2] = {
		{"", ""}, {"\"", "\""}, {"“", "”"}, {"「", "」"}, {"『", "』"}, {"＂", "\""}};
	meaning *tree = new_meaning(SENSE_WORD);
	size_t which = random_below(random, 6);
	tree->word = random_word(random);
	yd_buf_puts(out, marks[which][0]);
	for (const char *c = tree->word; *c; c++) {
		if (which && c > tree->word && random_below(random, 3) == 0)
			add_space(random, out);
		yd_buf_putc(out, random_below(random, 4) ? *c : (char)(*c - 'a' + 'A'));
	}
	yd_buf_puts(out, marks[which][1]);
	return tree;
}

static meaning *write_theme(random_source *random, yd_buf *out)
{
	unsigned theme = (unsigned)random_below(random, 4);
	bool primary = random_below(random, 2);
	meaning *tree = new_meaning(primary ? SENSE_PRIMARY : SENSE_THEME);
	tree->theme = (int)theme;
	yd_buf_printf(out, "%s%s%s", random_below(random, 2) ? "theme:" : "Theme：",
		random_below(random, 2) ? yd_theme_key(theme) : yd_theme_name(theme),
		!primary		  ? ""
		: random_below(random, 2) ? "!"
					  : "！");
	return tree;
}

static meaning *write_years(random_source *random, yd_buf *out)
{
	meaning *tree = new_meaning(SENSE_YEARS);
	int from = 2017 + (int)random_below(random, 3), to = from + (int)random_below(random, 3);
	tree->from = from;
	tree->to = to;
	switch (random_below(random, 4)) {
	case 0:
		tree->to = from;
		yd_buf_printf(out, "year:%d", from);
		break;
	case 1:
		tree->to = 9999;
		yd_buf_printf(out, "year：%d..", from);
		break;
	case 2:
		tree->from = 1000;
		yd_buf_printf(out, "year:..%d", to);
		break;
	default:
		yd_buf_printf(out, "YEAR:\"%d..%d\"", from, to);
		break;
	}
	return tree;
}

/* Names of regions and the paths they stand for. */
static const struct {
	const char *name, *paths[2];
} regions[] = {{"吉林", {"吉林省"}}, {"朝阳", {"北京市/朝阳区", "辽宁省/朝阳市"}}, {"未知", {""}},
	{"火星", {NULL}}, {"长春", {"吉林省/长春市"}}};
enum { REGIONS = sizeof regions / sizeof *regions };

yd_status random_regions(void *context, yd_str name, char ***paths, size_t *count, yd_error *err)
{
	(void)context;
	(void)err;
	*paths = yd_alloc(2 * sizeof **paths);
	*count = 0;
	for (size_t i = 0; i < REGIONS; i++)
		for (size_t j = 0; yd_str_equal(name, yd_str_of(regions[i].name)) && j < 2; j++)
			if (regions[i].paths[j])
				(*paths)[(*count)++] = yd_strdup(regions[i].paths[j]);
	return YD_OK;
}

static meaning *write_region(random_source *random, yd_buf *out)
{
	meaning *tree = new_meaning(SENSE_REGION);
	tree->from = (int)random_below(random, REGIONS);
	yd_buf_printf(out, random_below(random, 2) ? "region:%s" : "REGION：“%s”",
		regions[tree->from].name);
	return tree;
}

static bool lies_in_region(const char *region, const char *path)
{
	char *below = yd_format("%s/", path), *whole = yd_format("%s/", region ? region : "");
	bool lies = *path ? strstr(whole, below) == whole : !region;
	free(below);
	free(whole);
	return lies;
}

static meaning *write_label(random_source *random, yd_buf *out)
{
	bool tag = random_below(random, 2);
	meaning *tree = new_meaning(tag ? SENSE_TAG : SENSE_NOTE);
	tree->word = random_word(random);
	yd_buf_printf(out, "%s%s", tag ? "tag:" : "Note：", tree->word);
	return tree;
}

static bool has_tag(yd_str tags, const char *tag)
{
	char *line = yd_format("\n%s\n", tag);
	bool has = yd_str_find(tags, yd_str_of(line), 0) != SIZE_MAX;
	free(line);
	return has;
}

static meaning *write_any(random_source *random, unsigned depth, yd_buf *out);

static meaning *write_one(random_source *random, unsigned depth, yd_buf *out)
{
	static const char *const minus[] = {"-", "－", "−"};
	bool inverse = random_below(random, 5) == 0;
	meaning *tree;
	if (inverse)
		yd_buf_puts(out, minus[random_below(random, 3)]);
	switch (random_below(random, 12)) {
	case 0:
		tree = write_theme(random, out);
		break;
	case 1:
		tree = write_years(random, out);
		break;
	case 2:
		tree = new_meaning(SENSE_HERE);
		yd_buf_puts(out, "in:here");
		break;
	case 3:
		tree = new_meaning(SENSE_BOOKMARKED);
		yd_buf_puts(out, "is:“bookmarked”");
		break;
	case 6:
		tree = write_region(random, out);
		break;
	case 7:
		tree = write_label(random, out);
		break;
	case 4:
	case 5:
		if (depth < 3) {
			bool wide = random_below(random, 2);
			/* The space makes it a group, whatever is in it. */
			yd_buf_puts(out, wide ? "（ " : "( ");
			tree = write_any(random, depth + 1, out);
			yd_buf_puts(out, wide ? "）" : ")");
			break;
		}
		/* fall through */
	default:
		tree = write_word(random, out);
		break;
	}
	tree->inverse = inverse;
	return tree;
}

static meaning *write_all(random_source *random, unsigned depth, yd_buf *out)
{
	meaning *tree = new_meaning(SENSE_ALL);
	size_t count = 1 + random_below(random, 3);
	bool in_title = random_below(random, 6) == 0;
	size_t title_at = random_below(random, count + 1);
	for (size_t i = 0; i <= count; i++) {
		bool now = in_title && i == title_at;
		if (now) {
			if (tree->count)
				add_space(random, out);
			yd_buf_puts(out, "in：TITLE");
			tree->parts[tree->count++] = new_meaning(SENSE_TITLED);
		}
		if (i == count)
			break;
		if (tree->count)
			add_space(random, out);
		tree->parts[tree->count++] = write_one(random, depth, out);
	}
	if (in_title)
		put_in_title(tree);
	return tree;
}

static meaning *write_any(random_source *random, unsigned depth, yd_buf *out)
{
	meaning *tree = new_meaning(SENSE_ANY);
	size_t count = random_below(random, 3) ? 1 : 2 + random_below(random, 2);
	for (size_t i = 0; i < count; i++) {
		if (i)
			yd_buf_puts(out, random_below(random, 4) ? " OR " : "　ＯＲ ");
		tree->parts[tree->count++] = write_all(random, depth, out);
	}
	return tree;
}

meaning *random_query(random_source *random, yd_buf *out)
{
	return write_any(random, 0, out);
}

static bool contains(yd_str text, const char *word)
{
	size_t len = strlen(word);
	for (size_t at = 0; at + len <= text.len; at++)
		if (memcmp(text.ptr + at, word, len) == 0)
			return true;
	return false;
}

static bool holds_plainly(const meaning *tree, const yd_query_unit *unit)
{
	size_t held = 0;
	switch (tree->sense) {
	case SENSE_ALL:
	case SENSE_ANY:
		for (size_t i = 0; i < tree->count; i++)
			held += meaning_holds(tree->parts[i], unit);
		return tree->sense == SENSE_ANY ? held > 0 : held == tree->count;
	case SENSE_WORD:
		return contains(tree->in_title ? unit->title : unit->text, tree->word);
	case SENSE_THEME:
		return (unit->any & 1u << tree->theme) != 0;
	case SENSE_PRIMARY:
		return (unit->primary & 1u << tree->theme) != 0;
	case SENSE_YEARS:
		return tree->from <= unit->year && unit->year <= tree->to;
	case SENSE_REGION:
		for (size_t i = 0; i < 2; i++)
			held += regions[tree->from].paths[i] &&
				(lies_in_region(unit->region, regions[tree->from].paths[i]) ||
					(unit->own_region &&
						lies_in_region(unit->own_region,
							regions[tree->from].paths[i])));
		return held > 0;
	case SENSE_TITLED:
		return unit->title.len != 0;
	case SENSE_HERE:
		return unit->here;
	case SENSE_TAG:
		return has_tag(unit->tags, tree->word);
	case SENSE_NOTE:
		return yd_str_find(unit->note, yd_str_of(tree->word), 0) != SIZE_MAX;
	default:
		return unit->bookmarked;
	}
}

bool meaning_holds(const meaning *tree, const yd_query_unit *unit)
{
	return holds_plainly(tree, unit) != tree->inverse;
}

void random_unit(random_source *random, yd_buf *text, yd_query_unit *unit)
{
	yd_buf_clear(text);
	size_t len = random_below(random, 8), title = random_below(random, len + 1);
	for (size_t i = 0; i < len; i++)
		yd_buf_putc(text, "abc"[random_below(random, 3)]);
	static const char *const paths[] = {
		NULL, "吉林省", "吉林省/长春市", "辽宁省/朝阳市", "北京市/朝阳区/某处", "北京市"};
	static const char *const tags[] = {"", "\na\nab\n", "\nb\n", "\nabc\nc\na\n"};
	static const char *const notes[] = {"", "abca", "b", "cc"};
	*unit = (yd_query_unit){
		.tags = yd_str_of(tags[random_below(random, 4)]),
		.note = yd_str_of(notes[random_below(random, 4)]),
		.region = paths[random_below(random, 6)],
		.text = yd_buf_str(text),
		.title = {text->ptr, title},
		.year = random_below(random, 5) ? 2016 + (int)random_below(random, 7) : 0,
		.any = (uint32_t)random_below(random, 16),
		.here = random_below(random, 2),
		.bookmarked = random_below(random, 2),
	};
	/* What has a tag or a note is bookmarked. */
	unit->bookmarked = unit->bookmarked || unit->tags.len || unit->note.len;
	unit->primary = unit->any & (uint32_t)random_below(random, 16);
	if (unit->region && random_below(random, 3) == 0)
		unit->own_region = paths[1 + random_below(random, 5)];
}
