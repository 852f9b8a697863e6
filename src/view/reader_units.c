/* What the units of the open document are to one another, and which of them are shown. */
#include "reader.h"

bool yd_reader_is_clause(const yd_reader *reader, size_t unit)
{
	return reader->doc->stored.units[unit].clause;
}

bool yd_reader_is_section(const yd_reader *reader, size_t unit)
{
	size_t node = yd_open_doc_node(reader->doc, unit);
	return node != SIZE_MAX && !yd_outline_is_clause(&reader->doc->outline, node);
}

size_t yd_reader_parent(const yd_reader *reader, size_t unit)
{
	size_t node = yd_open_doc_node(reader->doc, unit);
	if (node == SIZE_MAX || reader->doc->outline.nodes[node].parent == YD_NO_NODE)
		return 0;
	return reader->doc->outline.nodes[node].parent + 1;
}

size_t yd_reader_level(const yd_reader *reader, size_t unit)
{
	size_t node = yd_open_doc_node(reader->doc, unit);
	return node == SIZE_MAX ? 0 : reader->doc->outline.nodes[node].level;
}

size_t yd_reader_scope_end(const yd_reader *reader, size_t scope)
{
	size_t node = yd_open_doc_node(reader->doc, scope);
	return node == SIZE_MAX ? reader->unit_count : reader->doc->outline.nodes[node].next + 1;
}

size_t yd_reader_scope_of(const yd_reader *reader, size_t unit)
{
	return yd_reader_is_section(reader, unit) ? unit : yd_reader_parent(reader, unit);
}

size_t yd_reader_step_clause(const yd_reader *reader, size_t unit, int step)
{
	for (size_t at = unit; step > 0 ? ++at < reader->unit_count : at-- > 0;)
		if (reader->shown[at] && yd_reader_is_clause(reader, at))
			return at;
	return SIZE_MAX;
}

size_t yd_reader_next_shown(const yd_reader *reader, size_t unit, size_t to)
{
	while (++unit < to)
		if (reader->shown[unit])
			return unit;
	return SIZE_MAX;
}

size_t yd_reader_previous_shown(const yd_reader *reader, size_t unit, size_t from)
{
	while (unit-- > from)
		if (reader->shown[unit])
			return unit;
	return SIZE_MAX;
}

size_t yd_reader_left_out(const yd_reader *reader, size_t from, size_t to)
{
	size_t count = 0;
	for (size_t unit = from; unit < to; unit++)
		count += !reader->shown[unit] && yd_reader_is_clause(reader, unit);
	return count;
}

size_t yd_reader_clause_number(const yd_reader *reader, size_t unit)
{
	size_t count = 0;
	for (size_t at = 0; at <= unit && at < reader->unit_count; at++)
		count += yd_reader_is_clause(reader, at);
	return count;
}

size_t yd_reader_hits_below(const yd_reader *reader, size_t unit)
{
	size_t count = 0, end = yd_reader_scope_end(reader, unit);
	for (size_t at = unit; at < end; at++)
		count += reader->shown[at] && yd_reader_is_clause(reader, at);
	return count;
}

size_t yd_reader_nearest_shown(const yd_reader *reader, size_t unit)
{
	if (unit >= reader->unit_count)
		unit = reader->unit_count - 1;
	if (reader->shown[unit] && (unit || !reader->filtered))
		return unit;
	size_t next = yd_reader_step_clause(reader, unit, 1);
	if (next == SIZE_MAX)
		next = yd_reader_step_clause(reader, unit, -1);
	return next == SIZE_MAX ? 0 : next;
}
