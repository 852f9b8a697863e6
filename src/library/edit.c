/* Correcting a document: what was typed is understood, written down, and the document read anew. */
#include "edit.h"

#include <yaodian/intl.h>
#include <yaodian/text.h>

#include <string.h>

/* ---- beginning and end ---- */

/* Reads it as it was read, with the names of its paragraphs. */
static yd_status read_again(edit_work *work, yd_error *err)
{
	const yd_doc *info = &work->doc->info;
	yd_buf bytes = {0};
	yd_status status = yd_corpus_original(work->library->corpus, info->id, &bytes, err);
	if (status == YD_OK)
		status = read_stored(
			work->library, info, yd_buf_str(&bytes), true, &work->read, err);
	yd_buf_free(&bytes);
	if (status != YD_OK)
		return status;
	work->paras = work->read.document.paras;
	work->para_count = work->read.document.para_count;
	return YD_OK;
}

yd_status edit_is_current(const yd_open_doc *doc, yd_error *err)
{
	if (!doc->version)
		return YD_OK;
	return yd_fail(err, YD_INVALID, doc->info.ref,
		"is an earlier version, which is only read; corrections belong to the document as "
		"it is now");
}

yd_status edit_name_paragraphs(edit_work *work, yd_error *err)
{
	yd_status status = read_again(work, err);
	/* Addresses mean nothing when it looks different by now. */
	if (status == YD_OK && !yd_str_equal(yd_buf_str(&work->read.outline),
				       yd_buf_str(&work->doc->stored.outline)))
		status = yd_fail(err, YD_INVALID, work->doc->info.ref,
			"was read by other rules than today's; run `yaodian rebuild`, then look "
			"at its outline again");
	return status;
}

void edit_end(edit_work *work)
{
	prepared_free(&work->read);
	yd_said_free(&work->said);
	yd_corrections_free(work->add, work->add_count);
	yd_corrections_free(work->drop, work->drop_count);
}

static char *first_words(yd_str text)
{
	enum { CHARS = 30 };
	yd_buf line = {0};
	yd_one_line(text, &line);
	size_t at = 0;
	for (size_t i = 0; i < CHARS && at < line.len; i++) {
		uint32_t cp;
		at += yd_utf8_decode((yd_str){line.ptr + at, line.len - at}, &cp, NULL);
	}
	char *words = yd_strndup(line.len ? line.ptr : "", at);
	yd_buf_free(&line);
	return words;
}

static void add_correction(edit_work *work, yd_correction correction)
{
	YD_GROW(work->add, work->add_count, work->add_cap);
	work->add[work->add_count++] = correction;
}

static void add_drop(edit_work *work, yd_correction correction)
{
	YD_GROW(work->drop, work->drop_count, work->drop_cap);
	work->drop[work->drop_count++] = correction;
}

/* The next of the words that blanks and commas part. */
static bool next_word(yd_str *rest, yd_str *word)
{
	static const char *const commas[] = {",", "，", "、", ";", "；"};
	size_t start = SIZE_MAX, at = 0;
	while (at < rest->len) {
		uint32_t cp;
		yd_str here = {rest->ptr + at, rest->len - at};
		size_t len = yd_utf8_decode(here, &cp, NULL);
		bool parts = yd_cp_is_space(cp);
		for (size_t i = 0; i < sizeof commas / sizeof *commas; i++)
			parts |= yd_str_starts(here, yd_str_of(commas[i]));
		if (parts && start != SIZE_MAX)
			break;
		if (!parts && start == SIZE_MAX)
			start = at;
		at += len;
	}
	if (start == SIZE_MAX)
		return false;
	*word = (yd_str){rest->ptr + start, at - start};
	*rest = (yd_str){rest->ptr + at, rest->len - at};
	return true;
}

/* ---- headings ---- */

/* yes, no, 1 to 8 of a folded word; -1: none. */
static int parse_level(yd_str word)
{
	if (yd_str_equal(word, YD_STR("yes")) || yd_str_equal(word, YD_STR("是")))
		return YD_LEVEL_HEADING;
	if (yd_str_equal(word, YD_STR("no")) || yd_str_equal(word, YD_STR("否")))
		return YD_LEVEL_TEXT;
	bool digit = word.len == 1 && word.ptr[0] >= '1' && word.ptr[0] <= '0' + YD_LEVEL_MAX;
	return digit ? word.ptr[0] - '0' : -1;
}

/* "2.1:3" or "" to a unit and the number of a paragraph. */
static yd_status parse_place(
	const edit_work *work, yd_str place, size_t *unit, uint32_t *number, yd_error *err)
{
	const yd_open_doc *doc = work->doc;
	*unit = work->unit;
	*number = 1;
	if (yd_str_starts(place, YD_STR("#")))
		place = (yd_str){place.ptr + 1, place.len - 1};
	size_t colon = yd_str_find(place, YD_STR(":"), 0);
	if (colon != SIZE_MAX) {
		uint32_t value = 0;
		for (size_t i = colon + 1; i < place.len && value < 100000; i++)
			value = place.ptr[i] >= '0' && place.ptr[i] <= '9'
					? value * 10 + (uint32_t)(place.ptr[i] - '0')
					: 100000;
		*number = value;
		place.len = colon;
	}
	if (place.len)
		*unit = yd_unit_find(&doc->outline, place);
	if (*unit == SIZE_MAX && place.len)
		return yd_fail(err, YD_NOT_FOUND, doc->info.ref,
			"has no unit %.*s; `yaodian show %s` shows what it has",
			place.len < 40 ? (int)place.len : 40, place.ptr, doc->info.ref);
	if (*unit == SIZE_MAX)
		return yd_fail(err, YD_INVALID, doc->info.ref,
			"say which paragraph: 2.1=no, or 2.1:3=2 for the third one of 2.1");
	return YD_OK;
}

static const yd_outline_para *find_paragraph(const edit_work *work, size_t unit, uint32_t number)
{
	for (size_t i = 0; i < work->para_count; i++)
		if (work->paras[i].unit == unit && work->paras[i].number == number)
			return &work->paras[i];
	return NULL;
}

static yd_status edit_heading(edit_work *work, yd_str word, yd_error *err)
{
	const yd_open_doc *doc = work->doc;
	size_t equals = yd_str_find(word, YD_STR("="), 0), unit;
	uint32_t number;
	yd_str place = {word.ptr, equals == SIZE_MAX ? 0 : equals};
	yd_str what =
		equals == SIZE_MAX ? word : (yd_str){word.ptr + equals + 1, word.len - equals - 1};
	int level = parse_level(what);
	if (level < 0)
		return yd_fail(err, YD_INVALID, _("heading"),
			"%.*s: write yes, no or a level from 1 to %d, as in 2.1=no",
			word.len < 60 ? (int)word.len : 60, word.ptr, YD_LEVEL_MAX);
	yd_status status = parse_place(work, place, &unit, &number, err);
	if (status != YD_OK)
		return status;
	const yd_outline_para *para = find_paragraph(work, unit, number);
	yd_buf address = {0};
	yd_unit_address(&doc->outline, unit, &address);
	bool closing = unit > doc->outline.node_count;
	if (!para)
		status = yd_fail(err, YD_NOT_FOUND, doc->info.ref, "%s has no paragraph %u",
			address.ptr, (unsigned)number);
	else if (level == YD_LEVEL_TEXT && !para->begins && !closing)
		status = yd_fail(err, YD_INVALID, doc->info.ref, "paragraph %u of %s is no heading",
			(unsigned)number, address.ptr);
	else
		add_correction(work, (yd_correction){.of = YD_CORRECT_HEADING,
					     .text_hash = para->text_hash,
					     .item = (int)para->nth,
					     .value = level,
					     .words = first_words(yd_str_of(para->text))});
	yd_buf_free(&address);
	return status;
}

static yd_status edit_headings(edit_work *work, const char *typed, yd_error *err)
{
	yd_buf fold = {0};
	yd_str rest = yd_str_of(typed), word;
	size_t count = 0;
	yd_status status = YD_OK;
	for (; status == YD_OK && next_word(&rest, &word); count++) {
		yd_buf_clear(&fold);
		yd_fold(word, &fold);
		status = edit_heading(work, yd_buf_str(&fold), err);
	}
	yd_buf_free(&fold);
	if (status == YD_OK && !count)
		return yd_fail(err, YD_INVALID, _("heading"),
			"it is empty: write yes, no or a level, as in 2.1=no");
	return status;
}

/* ---- themes ---- */

static yd_status unknown_theme(yd_str word, yd_error *err)
{
	yd_buf all = {0};
	for (unsigned i = 0; i < YD_THEME_COUNT; i++)
		yd_buf_printf(&all, "%s%s", i ? " " : "", yd_theme_key(i));
	yd_fail(err, YD_NOT_FOUND, _("theme"), "%.*s is none; there are %s",
		word.len < 40 ? (int)word.len : 40, word.ptr, all.ptr);
	yd_buf_free(&all);
	return YD_NOT_FOUND;
}

/* +safety! to a theme and its value. */
static yd_status parse_theme(yd_str word, int *theme, int *value, yd_error *err)
{
	static const struct {
		const char *sign;
		int value;
	} signs[] = {{"+", 1}, {"＋", 1}, {"-", 0}, {"－", 0}, {"−", 0}, {"–", 0}, {"—", 0}};
	yd_str name = word;
	*value = -1;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (yd_str_starts(word, yd_str_of(signs[i].sign))) {
			*value = signs[i].value;
			name.ptr += strlen(signs[i].sign);
			name.len -= strlen(signs[i].sign);
			break;
		}
	bool about = yd_str_ends(name, YD_STR("!")) || yd_str_ends(name, YD_STR("！"));
	if (about)
		name.len -= yd_str_ends(name, YD_STR("!")) ? 1 : strlen("！");
	*theme = yd_theme_find(name);
	if (*theme < 0)
		return unknown_theme(name, err);
	if (*value < 0)
		return yd_fail(err, YD_INVALID, _("theme"),
			"%s: write +%s when it has it, or -%s when it has not",
			yd_theme_key((unsigned)*theme), yd_theme_key((unsigned)*theme),
			yd_theme_key((unsigned)*theme));
	*value *= about ? 2 : 1;
	return YD_OK;
}

/* Every clause of the unit that the edit is about; one row for the whole document. */
static yd_status tag_units(edit_work *work, int theme, int value, yd_error *err)
{
	const yd_open_doc *doc = work->doc;
	yd_correction row = {.of = YD_CORRECT_THEME, .item = theme, .value = value};
	if (work->unit == SIZE_MAX) {
		add_correction(work, row);
		return YD_OK;
	}
	size_t node = yd_open_doc_node(doc, work->unit), tagged = 0;
	size_t last = node == SIZE_MAX ? work->unit : doc->outline.nodes[node].next;
	for (size_t unit = work->unit; unit <= last; unit++) {
		yd_buf text = {0};
		row.text_hash = clause_hash(doc->source, &doc->outline, unit);
		if (!row.text_hash || !doc->stored.units[unit].clause)
			continue;
		yd_open_doc_unit_text(doc, unit, &text);
		row.words = first_words(yd_buf_str(&text));
		add_correction(work, row);
		tagged++;
		yd_buf_free(&text);
	}
	if (!tagged)
		return yd_fail(err, YD_INVALID, doc->info.ref,
			"themes stand on clauses, and there is none here");
	return YD_OK;
}

static yd_status edit_themes(edit_work *work, const char *typed, yd_error *err)
{
	yd_str rest = yd_str_of(typed), word;
	size_t count = 0;
	yd_status status = YD_OK;
	for (; status == YD_OK && next_word(&rest, &word); count++) {
		int theme, value;
		status = parse_theme(word, &theme, &value, err);
		if (status == YD_OK)
			status = tag_units(work, theme, value, err);
	}
	if (status == YD_OK && !count)
		return unknown_theme(YD_STR(""), err);
	return status;
}

/* ---- reset ---- */

/* What was said of a unit, or of what stands in a section. */
static void drop_unit(edit_work *work)
{
	const yd_open_doc *doc = work->doc;
	size_t node = yd_open_doc_node(doc, work->unit);
	size_t last = node == SIZE_MAX ? work->unit : doc->outline.nodes[node].next;
	for (size_t unit = work->unit; unit <= last; unit++) {
		uint64_t hash = clause_hash(doc->source, &doc->outline, unit);
		if (hash)
			add_drop(work, (yd_correction){.of = YD_CORRECT_THEME, .text_hash = hash});
	}
	for (size_t i = 0; i < work->para_count; i++)
		if (work->paras[i].unit >= work->unit && work->paras[i].unit <= last)
			add_drop(work, (yd_correction){.of = YD_CORRECT_HEADING,
					       .text_hash = work->paras[i].text_hash,
					       .item = (int)work->paras[i].nth});
}

/* ---- all of it ---- */

static yd_status understand(edit_work *work, const yd_edit *edit, yd_error *err)
{
	bool names = edit->headings || (edit->reset && work->unit != SIZE_MAX);
	yd_status status = names ? edit_name_paragraphs(work, err) : YD_OK;
	if (status == YD_OK && edit->year)
		status = edit_year(work, edit->year, err);
	if (status == YD_OK && edit->region)
		status = edit_region(work, edit->region, err);
	if (status == YD_OK && edit->title)
		status = edit_title(work, edit->title, err);
	if (status == YD_OK && edit->kind)
		status = edit_kind(work, edit->kind, err);
	if (status == YD_OK && edit->headings)
		status = edit_headings(work, edit->headings, err);
	if (status == YD_OK && edit->themes)
		status = edit_themes(work, edit->themes, err);
	if (status == YD_OK && edit->reset && work->unit != SIZE_MAX)
		drop_unit(work);
	return status;
}

static yd_status can_edit(const yd_library *library, const yd_open_doc *doc, yd_error *err)
{
	yd_status status = edit_is_current(doc, err);
	if (status == YD_OK)
		status = library_need_write(library, err);
	return status == YD_OK ? yd_user_can_write(library->user, err) : status;
}

yd_status yd_library_edit(yd_library *library, const yd_open_doc *doc, size_t unit,
	const yd_edit *edit, bool *changed, yd_error *err)
{
	edit_work work = {.library = library, .doc = doc, .unit = unit};
	*changed = false;
	yd_status status = can_edit(library, doc, err);
	if (status == YD_OK)
		status = understand(&work, edit, err);
	if (status == YD_OK) {
		yd_user_change change = {.ref = doc->info.ref,
			.reset = edit->reset && unit == SIZE_MAX,
			.drop = work.drop,
			.drop_count = work.drop_count,
			.said = &work.said,
			.add = work.add,
			.add_count = work.add_count};
		status = yd_user_correct(library->user, doc->info.sha256, &change, changed, err);
	}
	if (status == YD_OK && *changed)
		status = yd_library_reread(library, doc->info.id, err);
	edit_end(&work);
	return status;
}
