#include "theme_rules.h"

#include <yaodian/text.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Goes into the fingerprint: raise it when the weighing in theme.c or the matching changes. */
static const char method[] = "themes 1";

/* A user's file larger than this is some other file. */
enum { USER_FILE_MAX = 4 << 20 };

yd_str yd_theme_term_text(const yd_theme_rules *rules, const yd_theme_term *term)
{
	return (yd_str){rules->pool.ptr + term->start, term->len};
}

/* ---- settling: the last word on each term ---- */

static int compare_bytes(yd_str a, yd_str b)
{
	int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
	return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int compare_terms(const void *left, const void *right, void *context)
{
	const yd_theme_term *a = left, *b = right;
	int order = compare_bytes(yd_theme_term_text(context, a), yd_theme_term_text(context, b));
	if (order == 0)
		order = a->theme - b->theme;
	if (order == 0)
		order = a->user - b->user;
	if (order == 0)
		order = (a->line > b->line) - (a->line < b->line);
	return order;
}

static bool is_same_term(
	const yd_theme_rules *rules, const yd_theme_term *a, const yd_theme_term *b)
{
	return a->theme == b->theme &&
	       yd_str_equal(yd_theme_term_text(rules, a), yd_theme_term_text(rules, b));
}

/* Warns about words that come twice, or that are dropped without being there. */
static void check_group(yd_theme_reader *reader, size_t first, size_t end)
{
	const yd_theme_rules *rules = reader->rules;
	for (size_t i = first; i < end; i++) {
		const yd_theme_term *term = &rules->terms[i];
		if (term->user != reader->user)
			continue;
		yd_str text = yd_theme_term_text(rules, term);
		if (i > first && term[-1].user == term->user)
			yd_theme_warn(reader, term->line,
				"%.*s: stands in line %u already; this one counts", (int)text.len,
				text.ptr, (unsigned)term[-1].line);
		else if (i == first && term->role == YD_TERM_DROP)
			yd_theme_warn(reader, term->line, "%.*s: not a term of %s, nothing to drop",
				(int)text.len, text.ptr, yd_theme_key(term->theme));
	}
}

static void settle(yd_theme_reader *reader)
{
	yd_theme_rules *rules = reader->rules;
	size_t kept = 0, end;
	qsort_r(rules->terms, rules->count, sizeof *rules->terms, compare_terms, rules);
	for (size_t first = 0; first < rules->count; first = end) {
		for (end = first + 1; end < rules->count; end++)
			if (!is_same_term(rules, &rules->terms[first], &rules->terms[end]))
				break;
		check_group(reader, first, end);
		yd_theme_term last = rules->terms[end - 1];
		if (last.role != YD_TERM_DROP && (last.user || !reader->replaced[last.theme]))
			rules->terms[kept++] = last;
	}
	rules->count = kept;
}

/* ---- index: a hash table over the first two characters, at most half full, and bits before it
 * ---- */

/* The first characters of a term; 0 where it has no more. */
static void first_chars(yd_str term, uint32_t chars[3])
{
	for (size_t i = 0, len; i < 3; i++) {
		chars[i] = yd_theme_char(term, &len);
		term = (yd_str){term.ptr + len, term.len - len};
	}
}

static uint64_t pair_of(uint32_t first, uint32_t second)
{
	return (uint64_t)first << 32 | second;
}

static uint64_t hash_of(uint64_t pair)
{
	return pair * UINT64_C(0x9E3779B97F4A7C15);
}

/* Of rules.begins. */
static size_t bit_of(uint64_t pair)
{
	return (size_t)(hash_of(pair) >> 48);
}

static yd_theme_slot *probe(const yd_theme_rules *rules, uint64_t pair)
{
	for (size_t i = (size_t)(hash_of(pair) >> 40);; i++) {
		yd_theme_slot *slot = &rules->slots[i & rules->slot_mask];
		if (slot->count == 0 || slot->pair == pair)
			return slot;
	}
}

const yd_theme_slot *yd_theme_slot_of(const yd_theme_rules *rules, uint32_t first, uint32_t second)
{
	uint64_t pair = pair_of(first, second);
	size_t bit = bit_of(pair);
	if (!(rules->begins[bit / 64] >> bit % 64 & 1))
		return NULL;
	const yd_theme_slot *slot = probe(rules, pair);
	return slot->count ? slot : NULL;
}

static void build_index(yd_theme_rules *rules)
{
	size_t size = 64, pairs = 0;
	uint64_t last = 0;
	uint32_t chars[3];
	for (size_t i = 0; i < rules->count; i++) {
		yd_theme_term *term = &rules->terms[i];
		first_chars(yd_theme_term_text(rules, term), chars);
		term->third = chars[2];
		pairs += pair_of(chars[0], chars[1]) != last;
		last = pair_of(chars[0], chars[1]);
	}
	while (size < pairs * 2)
		size *= 2;
	rules->slots = yd_alloc(size * sizeof *rules->slots);
	rules->slot_mask = size - 1;
	for (size_t i = 0; i < rules->count; i++) {
		first_chars(yd_theme_term_text(rules, &rules->terms[i]), chars);
		uint64_t pair = pair_of(chars[0], chars[1]);
		yd_theme_slot *slot = probe(rules, pair);
		if (slot->count == 0)
			*slot = (yd_theme_slot){.pair = pair, .first = (uint32_t)i};
		slot->count++;
		rules->begins[bit_of(pair) / 64] |= UINT64_C(1) << bit_of(pair) % 64;
	}
}

static void take_fingerprint(yd_theme_rules *rules)
{
	uint8_t digest[YD_SHA256_SIZE];
	char hex[2 * YD_SHA256_SIZE + 1];
	yd_buf all = {0};
	yd_buf_puts(&all, method);
	for (size_t i = 0; i < rules->count; i++) {
		const yd_theme_term *term = &rules->terms[i];
		yd_buf_putc(&all, '\n');
		yd_buf_putc(&all, (char)('A' + term->theme));
		yd_buf_putc(&all, (char)('0' + term->role));
		yd_buf_add_str(&all, yd_theme_term_text(rules, term));
	}
	yd_sha256(all.ptr, all.len, digest);
	yd_sha256_hex(digest, hex);
	memcpy(rules->fingerprint, hex, sizeof rules->fingerprint - 1);
	yd_buf_free(&all);
}

/* ---- files ---- */

static yd_status read_file(const char *path, yd_buf *out, yd_error *err)
{
	FILE *file = fopen(path, "re");
	if (!file)
		return errno == ENOENT || errno == ENOTDIR
			       ? YD_END
			       : yd_fail_errno(err, errno, path, "reading it");
	char block[8192];
	size_t got;
	while (out->len <= USER_FILE_MAX && (got = fread(block, 1, sizeof block, file)) > 0)
		yd_buf_add(out, block, got);
	yd_status status = YD_OK;
	if (ferror(file))
		status = yd_fail_errno(err, errno, path, "reading it");
	else if (out->len > USER_FILE_MAX)
		status = yd_fail(err, YD_INVALID, path,
			"larger than 4 MB, so not a file of theme rules; move it away");
	fclose(file);
	return status;
}

static void read_user_lines(yd_theme_reader *reader, yd_str text)
{
	if (yd_str_starts(text, YD_STR("\xEF\xBB\xBF")))
		text = (yd_str){text.ptr + 3, text.len - 3};
	for (size_t at = 0; at < text.len;) {
		size_t end = yd_str_find(text, YD_STR("\n"), at);
		if (end == SIZE_MAX)
			end = text.len;
		reader->line++;
		yd_theme_parse_line(reader, (yd_str){text.ptr + at, end - at});
		at = end + 1;
	}
}

static int compare_warnings(const void *left, const void *right)
{
	const yd_theme_warning *a = left, *b = right;
	return (a->line > b->line) - (a->line < b->line);
}

static void add_warnings(yd_theme_reader *reader, const char *path, yd_buf *warnings)
{
	if (reader->warning_count)
		qsort(reader->warnings, reader->warning_count, sizeof *reader->warnings,
			compare_warnings);
	for (size_t i = 0; i < reader->warning_count; i++) {
		if (warnings)
			yd_buf_printf(warnings, "%s:%u: %s\n", path,
				(unsigned)reader->warnings[i].line, reader->warnings[i].text);
		free(reader->warnings[i].text);
	}
	free(reader->warnings);
	yd_buf_free(&reader->scratch);
}

yd_status yd_theme_rules_load(
	const char *user_path, yd_theme_rules **out, yd_buf *warnings, yd_error *err)
{
	yd_buf file = {0};
	*out = NULL;
	yd_status status = user_path ? read_file(user_path, &file, err) : YD_END;
	if (status != YD_OK && status != YD_END) {
		yd_buf_free(&file);
		return status;
	}
	yd_theme_reader reader = {.rules = yd_alloc(sizeof(yd_theme_rules)), .theme = -1};
	for (size_t i = 0; i < yd_theme_builtin_count; i++) {
		reader.line = (uint32_t)i + 1;
		yd_theme_parse_line(&reader, yd_str_of(yd_theme_builtin[i]));
	}
	if (status == YD_OK) {
		reader.user = true;
		reader.theme = -1;
		reader.line = 0;
		read_user_lines(&reader, yd_buf_str(&file));
	}
	settle(&reader);
	build_index(reader.rules);
	take_fingerprint(reader.rules);
	add_warnings(&reader, reader.user ? user_path : "data/themes", warnings);
	yd_buf_free(&file);
	*out = reader.rules;
	return YD_OK;
}

void yd_theme_rules_free(yd_theme_rules *rules)
{
	if (!rules)
		return;
	yd_buf_free(&rules->pool);
	free(rules->terms);
	free(rules->slots);
	free(rules);
}

const char *yd_theme_rules_fingerprint(const yd_theme_rules *rules)
{
	return rules->fingerprint;
}
