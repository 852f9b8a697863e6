/*
 * Which clauses of the open document were read.
 *
 * User data knows a clause by a number made of its text: the low half of its hash, and one more for
 * each clause before it that has that number already. So a mark stays with its text when the
 * document is read by other rules or comes in as a new edition, and a clause whose text was changed
 * is unread again.
 */
#include "reader.h"

#include <stdlib.h>
#include <string.h>

/* ---- numbers ---- */

typedef struct numbered {
	uint32_t number;
	uint32_t unit;
} numbered;

static int by_number(const void *left, const void *right)
{
	const numbered *a = left, *b = right;
	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return (a->unit > b->unit) - (a->unit < b->unit);
}

static void number_clauses(yd_reader *reader)
{
	numbered *all = yd_alloc((reader->unit_count + 1) * sizeof *all);
	size_t count = 0;
	for (size_t unit = 0; unit < reader->unit_count; unit++) {
		const yd_unit_row *row = &reader->doc->stored.units[unit];
		if (row->clause && row->text_hash)
			all[count++] = (numbered){(uint32_t)row->text_hash, (uint32_t)unit};
	}
	if (count)
		qsort(all, count, sizeof *all, by_number);
	uint32_t last = 0;
	for (size_t i = 0; i < count; i++) {
		uint32_t number = all[i].number > last ? all[i].number : last + 1;
		reader->numbers[all[i].unit] = last = number ? number : 1;
	}
	free(all);
}

static int compare_numbers(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	return (a > b) - (a < b);
}

static bool was_read(const yd_reading *reading, uint32_t number)
{
	return number && reading->read_count &&
	       bsearch(&number, reading->read, reading->read_count, sizeof number, compare_numbers);
}

/* ---- opening ---- */

yd_status yd_reader_read_progress(yd_reader *reader, yd_library *library, yd_error *err)
{
	const yd_doc *info = &reader->doc->info;
	if (!reader->numbers) {
		reader->numbers = yd_alloc(reader->unit_count * sizeof *reader->numbers);
		reader->read = yd_alloc(reader->unit_count * sizeof *reader->read);
		reader->kept = yd_alloc(reader->unit_count * sizeof *reader->kept);
		if (!reader->doc->version)
			number_clauses(reader);
	}
	yd_reading_free(&reader->left);
	if (reader->doc->version)
		return YD_OK;
	yd_status status = yd_user_reading(
		yd_library_user(library), info->sha256, info->ref, &reader->left, err);
	if (status != YD_OK)
		return status;
	for (size_t unit = 0; unit < reader->unit_count; unit++) {
		reader->read[unit] = was_read(&reader->left, reader->numbers[unit]);
		/* What is known of the edition before is not yet said of this one. */
		reader->kept[unit] = reader->read[unit] && !reader->left.other;
	}
	return YD_OK;
}

void yd_reader_free_progress(yd_reader *reader)
{
	yd_reading_free(&reader->left);
	free(reader->numbers);
	free(reader->read);
	free(reader->kept);
}

/* ---- asking ---- */

bool yd_reader_is_unread(const yd_reader *reader, size_t unit)
{
	return reader->numbers[unit] && !reader->read[unit];
}

size_t yd_reader_read_count(const yd_reader *reader, size_t *unread)
{
	size_t read = 0;
	*unread = 0;
	for (size_t unit = 0; unit < reader->unit_count; unit++) {
		read += reader->read[unit];
		*unread += yd_reader_is_unread(reader, unit);
	}
	return read;
}

bool yd_reader_pass(yd_reader *reader, size_t from, size_t to)
{
	bool changed = false;
	for (size_t unit = from; unit < to; unit++) {
		if (!reader->shown[unit] || !yd_reader_is_unread(reader, unit))
			continue;
		reader->read[unit] = changed = true;
	}
	return changed;
}

/* ---- writing ---- */

/* Numbers that user data has and no clause of the document any more. */
static size_t find_leftovers(const yd_reader *reader, uint32_t *out)
{
	size_t count = 0, held = 0;
	uint32_t *now = yd_alloc((reader->unit_count + 1) * sizeof *now);
	for (size_t unit = 0; unit < reader->unit_count; unit++)
		if (reader->numbers[unit])
			now[held++] = reader->numbers[unit];
	if (held)
		qsort(now, held, sizeof *now, compare_numbers);
	for (size_t i = 0; !reader->left.other && i < reader->left.read_count; i++)
		if (!held ||
			!bsearch(&reader->left.read[i], now, held, sizeof *now, compare_numbers))
			out[count++] = reader->left.read[i];
	free(now);
	return count;
}

yd_status yd_reader_keep_progress(yd_reader *reader, yd_user *user, bool *wrote, yd_error *err)
{
	const yd_doc *info = &reader->doc->info;
	size_t added = 0, dropped = 0;
	uint32_t *add = yd_alloc((reader->unit_count + 1) * sizeof *add);
	uint32_t *drop =
		yd_alloc((reader->unit_count + reader->left.read_count + 1) * sizeof *drop);
	for (size_t unit = 0; unit < reader->unit_count; unit++) {
		if (reader->read[unit] && !reader->kept[unit])
			add[added++] = reader->numbers[unit];
		else if (!reader->read[unit] && reader->kept[unit])
			drop[dropped++] = reader->numbers[unit];
	}
	*wrote = added || dropped;
	yd_status status = YD_OK;
	if (*wrote) {
		dropped += find_leftovers(reader, drop + dropped);
		status =
			yd_user_read(user, info->sha256, info->ref, add, added, drop, dropped, err);
	}
	if (*wrote && status == YD_OK) {
		memcpy(reader->kept, reader->read, reader->unit_count * sizeof *reader->kept);
		reader->left.read_count = 0;
	}
	free(add);
	free(drop);
	return status;
}

/* The units whose clauses are meant by `unit`: [unit, *end). */
static size_t first_meant(const yd_reader *reader, size_t unit, size_t *end)
{
	*end = yd_reader_is_clause(reader, unit)		 ? unit + 1
	       : yd_reader_is_section(reader, unit) || unit == 0 ? yd_reader_scope_end(reader, unit)
								 : unit;
	return unit;
}

yd_status yd_reader_switch_read(
	yd_reader *reader, yd_user *user, size_t unit, bool *read, size_t *changed, yd_error *err)
{
	const yd_doc *info = &reader->doc->info;
	size_t end, from = first_meant(reader, unit, &end), count = 0;
	bool wrote;
	uint32_t *numbers = yd_alloc((reader->unit_count + 1) * sizeof *numbers);
	*read = false;
	for (size_t i = from; i < end; i++) {
		*read = *read || yd_reader_is_unread(reader, i);
		if (reader->numbers[i])
			numbers[count++] = reader->numbers[i];
	}
	yd_status status = yd_reader_keep_progress(reader, user, &wrote, err);
	if (status == YD_OK)
		status = yd_user_mark_read(
			user, info->sha256, info->ref, numbers, count, *read, changed, err);
	for (size_t i = from; status == YD_OK && i < end; i++)
		reader->read[i] = reader->kept[i] = *read && reader->numbers[i];
	free(numbers);
	return status;
}
