#include "plans.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { YEARS = 16, FIRST_YEAR = 2010, CLAUSE_BYTES = 620, CLAUSE_SPREAD = 220 };

typedef struct strings {
	char **items;
	size_t count, cap;
} strings;

struct plan_maker {
	strings regions; /* paths */
	strings phrases; /* between two marks of punctuation in the samples */
	strings chars;	 /* every Chinese character of the samples, as often as it stands there */
};

/* ---- chance: SplitMix64 (Steele, Lea, Flood 2014) ---- */

struct chance {
	uint64_t state;
};

static uint64_t draw(struct chance *chance)
{
	uint64_t z = chance->state += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

static size_t below(struct chance *chance, size_t limit)
{
	return (size_t)(draw(chance) % limit);
}

/* One of `count`, the first ones much more often. */
static size_t frequent_first(struct chance *chance, size_t count)
{
	return below(chance, 1 + below(chance, 1 + below(chance, count)));
}

/* ---- what plans are made of ---- */

static void die(const char *about, const char *what)
{
	fprintf(stderr, "%s: %s\n", about, what);
	exit(1);
}

static void add(strings *list, const char *ptr, size_t len)
{
	YD_GROW(list->items, list->count, list->cap);
	list->items[list->count++] = yd_strndup(ptr, len);
}

static void strings_free(strings *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->items[i]);
	free(list->items);
}

static void read_file(const char *path, yd_buf *out)
{
	char bytes[65536];
	FILE *in = fopen(path, "rb");
	if (!in)
		die(path, strerror(errno));
	for (size_t n; (n = fread(bytes, 1, sizeof bytes, in)) > 0;)
		yd_buf_add(out, bytes, n);
	fclose(in);
}

static size_t char_len(const char *c)
{
	unsigned char first = (unsigned char)*c;
	return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/* CJK Unified Ideographs stand between E4 B8 80 and E9 BF BF. */
static bool is_han(const char *c)
{
	unsigned char first = (unsigned char)*c;
	return first >= 0xE4 && first <= 0xE9;
}

/* Takes the phrases of Chinese characters, 4 to 16 long, out of a line. */
static void take_phrases(plan_maker *plans, const char *line, size_t len)
{
	size_t begin = 0, chars = 0;
	for (size_t at = 0; at <= len;) {
		if (at < len && is_han(line + at)) {
			add(&plans->chars, line + at, 3);
			at += 3;
			chars++;
			continue;
		}
		if (chars >= 4 && chars <= 16)
			add(&plans->phrases, line + begin, at - begin);
		at += at < len ? char_len(line + at) : 1;
		begin = at;
		chars = 0;
	}
}

static int is_plan(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);
	return len > 4 && strcmp(entry->d_name + len - 4, ".txt") == 0;
}

static void read_samples(plan_maker *plans, const char *source)
{
	struct dirent **names;
	char *folder = yd_format("%s/data/samples", source);
	int count = scandir(folder, &names, is_plan, alphasort);
	if (count <= 0)
		die(folder, "has no sample plans");
	for (int i = 0; i < count; i++) {
		char *path = yd_format("%s/%s", folder, names[i]->d_name);
		yd_buf text = {0};
		read_file(path, &text);
		for (size_t at = 0, len; at < text.len; at += len + 1) {
			len = strcspn(text.ptr + at, "\n");
			take_phrases(plans, text.ptr + at, len);
		}
		yd_buf_free(&text);
		free(path);
		free(names[i]);
	}
	free(names);
	free(folder);
	if (plans->phrases.count < 100)
		die(source, "the sample plans are too short to make others from");
}

/* Today's regions without flags: the columns are path, code, since, until, flags, today. */
static void read_regions(plan_maker *plans, const char *source)
{
	char *path = yd_format("%s/data/places.tsv", source);
	yd_buf text = {0};
	read_file(path, &text);
	for (char *line = text.ptr; line && *line;) {
		char *end = strchr(line, '\n'), *fields[6] = {line};
		if (end)
			*end = '\0';
		for (int i = 1; i < 6 && fields[i - 1]; i++) {
			fields[i] = strchr(fields[i - 1], '\t');
			if (fields[i])
				*fields[i]++ = '\0';
		}
		if (*line != '#' && fields[4] && !*fields[3] && !*fields[4])
			add(&plans->regions, line, strlen(line));
		line = end ? end + 1 : NULL;
	}
	if (plans->regions.count < 1000)
		die(path, "has too few regions");
	yd_buf_free(&text);
	free(path);
}

plan_maker *plans_new(const char *source)
{
	plan_maker *plans = yd_alloc(sizeof *plans);
	read_samples(plans, source);
	read_regions(plans, source);
	return plans;
}

void plans_free(plan_maker *plans)
{
	strings_free(&plans->regions);
	strings_free(&plans->phrases);
	strings_free(&plans->chars);
	free(plans);
}

/* ---- sentences ---- */

static void word(struct chance *chance, const char *const *words, yd_buf *out)
{
	size_t count = 0;
	while (words[count])
		count++;
	yd_buf_puts(out, words[frequent_first(chance, count)]);
}

/* All equally often: what ends a sentence is as long as a phrase, and no phrase stands in half of
 * all clauses. */
static void aim(struct chance *chance, yd_buf *out)
{
	size_t count = 0;
	while (plan_aims[count])
		count++;
	yd_buf_puts(out, plan_aims[below(chance, count)]);
}

static void name(const plan_maker *plans, struct chance *chance, yd_buf *out)
{
	for (size_t i = 2 + below(chance, 2); i; i--)
		yd_buf_puts(out, plans->chars.items[below(chance, plans->chars.count)]);
	word(chance, plan_kinds, out);
}

static void phrase(const plan_maker *plans, struct chance *chance, yd_buf *out)
{
	switch (below(chance, 16)) {
	case 0:
		word(chance, plan_verbs, out);
		name(plans, chance, out);
		word(chance, plan_things, out);
		break;
	case 1:
		word(chance, plan_verbs, out);
		yd_buf_puts(out, below(chance, 2) ? "“" : "《");
		size_t open = out->len - 3;
		word(chance, plan_scopes, out);
		word(chance, plan_things, out);
		yd_buf_puts(out, memcmp(out->ptr + open, "《", 3) ? "”行动" : "实施办法》");
		break;
	case 2:
		word(chance, plan_things, out);
		yd_buf_printf(
			out, "达到%zu%s", 2 + below(chance, 98), below(chance, 2) ? "%" : "所以上");
		break;
	case 3:
	case 4:
	case 5:
		word(chance, plan_verbs, out);
		word(chance, plan_scopes, out);
		word(chance, plan_things, out);
		yd_buf_puts(out, "和");
		word(chance, plan_things, out);
		break;
	case 6:
	case 7:
		yd_buf_puts(out, "的" + 3 * below(chance, 2));
		word(chance, plan_things, out);
		aim(chance, out);
		break;
	case 8:
		aim(chance, out);
		break;
	default:
		yd_buf_puts(out, plans->phrases.items[below(chance, plans->phrases.count)]);
		break;
	}
}

/* Sentences of at least `bytes` together. */
static void sentences(const plan_maker *plans, struct chance *chance, size_t bytes, yd_buf *out)
{
	size_t begin = out->len;
	while (out->len - begin < bytes) {
		for (size_t i = 2 + below(chance, 3); i; i--) {
			phrase(plans, chance, out);
			yd_buf_puts(out, i > 1 ? (below(chance, 4) ? "，" : "、") : "。");
		}
	}
}

/* ---- a plan ---- */

static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};

static void numeral(size_t n, yd_buf *out)
{
	if (n >= 20)
		yd_buf_puts(out, numerals[n / 10 - 1]);
	if (n >= 10)
		yd_buf_puts(out, "十");
	if (n % 10)
		yd_buf_puts(out, numerals[n % 10 - 1]);
}

static void mark(size_t style, size_t clause, size_t in_section, yd_buf *out)
{
	if (style == 1) {
		yd_buf_printf(out, "%zu.", clause);
		return;
	}
	yd_buf_puts(out, style ? "(" : "（");
	numeral(in_section, out);
	yd_buf_puts(out, style ? ")" : "）");
}

static void body(const plan_maker *plans, struct chance *chance, size_t style, yd_buf *out)
{
	size_t sections = 4 + below(chance, 3), clause = 0;
	for (size_t section = 1; section <= sections; section++) {
		numeral(section, out);
		yd_buf_puts(out, "、");
		word(chance, plan_verbs, out);
		word(chance, plan_things, out);
		yd_buf_puts(out, "，");
		aim(chance, out);
		yd_buf_puts(out, "\n");
		size_t clauses = 30 / sections + (section <= 30 % sections);
		for (size_t i = 1; i <= clauses; i++) {
			mark(style, ++clause, i, out);
			word(chance, plan_verbs, out);
			word(chance, plan_scopes, out);
			word(chance, plan_things, out);
			yd_buf_puts(out, "。");
			sentences(plans, chance, CLAUSE_BYTES + below(chance, CLAUSE_SPREAD), out);
			yd_buf_puts(out, "\n");
		}
	}
}

void plans_make(const plan_maker *plans, size_t number, yd_buf *out)
{
	struct chance chance = {number * UINT64_C(0x2545F4914F6CDD1D) + 20};
	/* Regions far from one another follow one another: a large step through the list. */
	size_t place = number / YEARS * 1009 % plans->regions.count;
	unsigned year = FIRST_YEAR + (unsigned)(number % YEARS);
	yd_buf_clear(out);
	yd_buf region = {0};
	for (const char *c = plans->regions.items[place]; *c; c++)
		if (*c != '/')
			yd_buf_putc(&region, *c);
	yd_buf_printf(out, "%s教育局%u年工作要点\n\n", region.ptr, year);
	yd_buf_printf(out, "%u年全%s教育工作的总体要求是：", year, place % 2 ? "区" : "市");
	sentences(plans, &chance, 300, out);
	yd_buf_puts(out, "\n");
	body(plans, &chance, number % 3, out);
	yd_buf_printf(out, "\n%s教育局\n%u年%zu月%zu日\n", region.ptr, year, 1 + below(&chance, 4),
		1 + below(&chance, 28));
	yd_buf_free(&region);
}
