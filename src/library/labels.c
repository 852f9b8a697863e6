/*
 * Notes and tags. They belong to bookmarks, and are found again with them; a unit that gets one is
 * bookmarked by that. Where several bookmarks have come to stand at one unit, it shows the notes
 * and tags of all, and what is written goes to the first of them.
 */
#include "bookmark.h"

#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>

/* ---- tags ---- */

static bool parts_tags(uint32_t cp)
{
	return cp < 0x20 || cp == 0x7F || cp == ',' || cp == 0xFF0C || cp == 0x3001 || cp == '#' ||
	       cp == 0xFF03 || yd_cp_is_space(cp);
}

bool yd_tags_next(yd_str *rest, yd_str *tag)
{
	size_t start = 0, end, len;
	uint32_t cp;
	for (; start < rest->len; start += len) {
		len = yd_utf8_decode((yd_str){rest->ptr + start, rest->len - start}, &cp, NULL);
		if (!parts_tags(cp))
			break;
	}
	for (end = start; end < rest->len; end += len) {
		len = yd_utf8_decode((yd_str){rest->ptr + end, rest->len - end}, &cp, NULL);
		if (parts_tags(cp))
			break;
	}
	*tag = (yd_str){rest->ptr + start, end - start};
	*rest = (yd_str){rest->ptr + end, rest->len - end};
	return tag->len > 0;
}

static bool has_tag(yd_str tags, yd_str fold)
{
	yd_str tag;
	bool has = false;
	while (!has && yd_tags_next(&tags, &tag)) {
		yd_buf other = {0};
		yd_fold(tag, &other);
		has = yd_str_equal(yd_buf_str(&other), fold);
		yd_buf_free(&other);
	}
	return has;
}

void yd_tags_clean(yd_str typed, yd_buf *out)
{
	yd_str tag;
	size_t start = out->len;
	while (yd_tags_next(&typed, &tag)) {
		yd_buf fold = {0};
		yd_str before = {out->ptr ? out->ptr + start : NULL, out->len - start};
		yd_fold(tag, &fold);
		if (fold.len && !has_tag(before, yd_buf_str(&fold))) {
			if (out->len > start)
				yd_buf_putc(out, ' ');
			yd_utf8_repair(tag, out);
		}
		yd_buf_free(&fold);
	}
}

static int compare_strings(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

static void gather_tags(char **lists, size_t count, yd_buf *all)
{
	yd_buf joined = {0};
	for (size_t i = 0; i < count; i++)
		yd_buf_printf(&joined, "%s ", lists[i]);
	yd_tags_clean(yd_buf_str(&joined), all);
	yd_buf_free(&joined);
}

yd_status yd_library_tags(yd_library *library, char ***tags, size_t *count, yd_error *err)
{
	char **lists;
	size_t list_count, cap = 0;
	yd_buf all = {0};
	yd_str rest, tag;
	*tags = NULL;
	*count = 0;
	yd_status status = yd_user_tag_lists(library->user, &lists, &list_count, err);
	if (status != YD_OK)
		return status;
	gather_tags(lists, list_count, &all);
	yd_user_tag_lists_free(lists, list_count);
	rest = yd_buf_str(&all);
	while (yd_tags_next(&rest, &tag)) {
		YD_GROW(*tags, *count, cap);
		(*tags)[(*count)++] = yd_strndup(tag.ptr, tag.len);
	}
	if (*count)
		qsort(*tags, *count, sizeof **tags, compare_strings);
	yd_buf_free(&all);
	return YD_OK;
}

/* ---- what stands at the units of a document ---- */

void yd_unit_labels_free(yd_unit_label *labels, size_t count)
{
	for (size_t i = 0; labels && i < count; i++) {
		free(labels[i].tags);
		free(labels[i].note);
		labels[i] = (yd_unit_label){0};
	}
}

static void join(char **text, const char *more, const char *between)
{
	if (!more || !*more)
		return;
	char *both = *text ? yd_format("%s%s%s", *text, between, more) : yd_strdup(more);
	free(*text);
	*text = both;
}

static void add_labels(yd_unit_label *label, const yd_bookmark *bookmark)
{
	join(&label->note, bookmark->note, "\n");
	if (!bookmark->tags)
		return;
	join(&label->tags, bookmark->tags, " ");
	yd_buf clean = {0};
	yd_tags_clean(yd_str_of(label->tags), &clean);
	free(label->tags);
	label->tags = clean.len ? yd_buf_take(&clean) : NULL;
	yd_buf_free(&clean);
}

yd_status yd_library_labels_in(yd_library *library, const yd_open_doc *doc, bool *marks,
	yd_unit_label *labels, yd_error *err)
{
	attached at;
	memset(marks, 0, doc->stored.unit_count * sizeof *marks);
	if (labels)
		yd_unit_labels_free(labels, doc->stored.unit_count);
	yd_status status = attached_make(library, doc, &at, err);
	if (status != YD_OK)
		return status;
	for (size_t i = 0; i < at.count; i++) {
		if (at.units[i] == SIZE_MAX)
			continue;
		marks[at.units[i]] = true;
		if (labels)
			add_labels(&labels[at.units[i]], &at.bookmarks[i]);
	}
	attached_free(&at);
	return YD_OK;
}

yd_status yd_library_bookmarks_in(
	yd_library *library, const yd_open_doc *doc, bool *marks, yd_error *err)
{
	return yd_library_labels_in(library, doc, marks, NULL, err);
}

/* ---- writing ---- */

static yd_status put(yd_library *library, int64_t id, bool tags, const char *text, yd_error *err)
{
	return tags ? yd_user_bookmark_tag(library->user, id, text, err)
		    : yd_user_bookmark_note(library->user, id, text, err);
}

/* The first bookmark of the unit gets it, the others lose theirs. */
static yd_status put_on_unit(yd_library *library, const attached *at, size_t unit, bool tags,
	const char *text, bool *there, yd_error *err)
{
	yd_status status = YD_OK;
	*there = false;
	for (size_t i = 0; status == YD_OK && i < at->count; i++) {
		if (at->units[i] != unit)
			continue;
		status = put(library, at->bookmarks[i].id, tags, *there ? NULL : text, err);
		*there = true;
	}
	return status;
}

static yd_status label(yd_library *library, const yd_open_doc *doc, size_t unit, bool tags,
	const char *text, bool *added, yd_error *err)
{
	attached at;
	bool there;
	*added = false;
	if (text && !*text)
		text = NULL;
	yd_status status = bookmark_need_write(library, doc, err);
	if (status == YD_OK)
		status = attached_make(library, doc, &at, err);
	if (status != YD_OK)
		return status;
	status = put_on_unit(library, &at, unit, tags, text, &there, err);
	attached_free(&at);
	if (status != YD_OK || there || !text)
		return status;
	status = bookmark_new(library, doc, unit, tags ? text : NULL, tags ? NULL : text, err);
	*added = status == YD_OK;
	return status;
}

yd_status yd_library_note(yd_library *library, const yd_open_doc *doc, size_t unit,
	const char *note, bool *added, yd_error *err)
{
	return label(library, doc, unit, false, note, added, err);
}

yd_status yd_library_tag(yd_library *library, const yd_open_doc *doc, size_t unit, yd_str typed,
	bool *added, yd_error *err)
{
	yd_buf clean = {0};
	yd_tags_clean(typed, &clean);
	yd_status status = label(library, doc, unit, true, clean.ptr, added, err);
	yd_buf_free(&clean);
	return status;
}
