#include "reader.h"

#include <stdlib.h>
#include <string.h>

yd_status yd_reader_open(
	yd_reader *reader, yd_library *library, int64_t id, const yd_filter *filter, yd_error *err)
{
	return yd_reader_open_version(reader, library, id, 0, filter, err);
}

yd_status yd_reader_open_version(yd_reader *reader, yd_library *library, int64_t id,
	int64_t version, const yd_filter *filter, yd_error *err)
{
	yd_reader next = {0};
	yd_status status = yd_library_open_version(library, id, version, &next.doc, err);
	if (status != YD_OK)
		return status;
	next.unit_count = yd_unit_count(&next.doc->outline);
	next.shown = yd_alloc(next.unit_count * sizeof *next.shown);
	next.marked = yd_alloc(next.unit_count * sizeof *next.marked);
	next.labels = yd_alloc(next.unit_count * sizeof *next.labels);
	yd_reader_filter(&next, filter);
	status = yd_reader_read_marks(&next, library, err);
	if (status == YD_OK)
		status = yd_reader_read_progress(&next, library, err);
	if (status != YD_OK) {
		yd_reader_close(&next);
		return status;
	}
	yd_reader_close(reader);
	*reader = next;
	return YD_OK;
}

void yd_reader_close(yd_reader *reader)
{
	yd_unit_labels_free(reader->labels, reader->unit_count);
	yd_reader_free_progress(reader);
	yd_open_doc_free(reader->doc);
	free(reader->shown);
	free(reader->marked);
	free(reader->labels);
	*reader = (yd_reader){0};
}

yd_status yd_reader_read_marks(yd_reader *reader, yd_library *library, yd_error *err)
{
	reader->labels_read++;
	return yd_library_labels_in(library, reader->doc, reader->marked, reader->labels, err);
}

void yd_reader_filter(yd_reader *reader, const yd_filter *filter)
{
	reader->filtered = yd_filter_is_set(filter);
	reader->clauses = reader->passing = 0;
	/* From the end, so that a section knows whether something below it passes. */
	memset(reader->shown, 0, reader->unit_count * sizeof *reader->shown);
	for (size_t unit = reader->unit_count; unit-- > 0;) {
		const yd_unit_row *row = &reader->doc->stored.units[unit];
		bool passes = !reader->filtered;
		if (row->clause) {
			passes = passes || yd_filter_passes(filter, row->any, row->primary);
			reader->clauses++;
			reader->passing += passes;
		}
		reader->shown[unit] = reader->shown[unit] || passes || unit == 0;
		if (reader->shown[unit] && row->clause)
			for (size_t up = yd_reader_parent(reader, unit); up && !reader->shown[up];
				up = yd_reader_parent(reader, up))
				reader->shown[up] = true;
	}
}

/* The unit of `now` nearest to the reader's that has its text, or with `title` its title; SIZE_MAX:
 * none. */
static size_t find_like(const yd_reader *reader, const yd_open_doc *now, bool title)
{
	uint64_t hash = reader->doc->stored.units[reader->unit].text_hash;
	size_t best = SIZE_MAX, best_distance = SIZE_MAX;
	yd_buf wanted = {0}, has = {0};
	if (title)
		yd_open_doc_unit_title(reader->doc, reader->unit, &wanted);
	for (size_t i = 0; hash && i < now->stored.unit_count; i++) {
		size_t distance = i > reader->unit ? i - reader->unit : reader->unit - i;
		bool same = now->stored.units[i].text_hash == hash;
		yd_buf_clear(&has);
		if (title) {
			yd_open_doc_unit_title(now, i, &has);
			same = yd_str_equal(yd_buf_str(&has), yd_buf_str(&wanted));
		}
		if (same && distance < best_distance) {
			best = i;
			best_distance = distance;
		}
	}
	yd_buf_free(&wanted);
	yd_buf_free(&has);
	return best;
}

size_t yd_reader_find_again(const yd_reader *reader, const yd_open_doc *now)
{
	size_t unit = find_like(reader, now, false);
	if (unit == SIZE_MAX)
		unit = find_like(reader, now, true);
	if (unit != SIZE_MAX)
		return unit;
	yd_buf address = {0};
	yd_unit_address(&reader->doc->outline, reader->unit, &address);
	unit = yd_unit_find(&now->outline, yd_buf_str(&address));
	yd_buf_free(&address);
	return unit == SIZE_MAX ? 0 : unit;
}
