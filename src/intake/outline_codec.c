/*
 * The stored form of an outline: a version byte, a flags byte, then numbers as LEB128.
 *
 *   nodes: count, then for each its depth below the top (0 for level 1)
 *   pieces: count, then for each  kind | same_para << 4,  gap to the piece before,  length,
 *           and for MARK, HEADING and TEXT the step from the last node named (a node's pieces are
 * together)
 *
 * Preorder and depths give parent, next, ordinal and level back.
 */
#include <yaodian/outline.h>

#include <stdlib.h>

enum { FORM = 1, FLAG_UNNUMBERED = 1, SAME_PARA = 16 };

static void put_number(yd_buf *out, uint64_t value)
{
	while (value >= 0x80) {
		yd_buf_putc(out, (char)(0x80 | (value & 0x7F)));
		value >>= 7;
	}
	yd_buf_putc(out, (char)value);
}

static bool has_node(yd_piece_kind kind)
{
	return kind == YD_MARK || kind == YD_HEADING || kind == YD_TEXT;
}

void yd_outline_encode(const yd_outline *outline, yd_buf *out)
{
	yd_buf_putc(out, FORM);
	yd_buf_putc(out, outline->unnumbered ? FLAG_UNNUMBERED : 0);
	put_number(out, outline->node_count);
	for (size_t i = 0; i < outline->node_count; i++)
		put_number(out, outline->nodes[i].level - 1);
	put_number(out, outline->piece_count);
	uint32_t end = 0, node = 0;
	for (size_t i = 0; i < outline->piece_count; i++) {
		const yd_piece *piece = &outline->pieces[i];
		put_number(out, (uint64_t)piece->kind | (piece->same_para ? SAME_PARA : 0));
		put_number(out, piece->start - end);
		put_number(out, piece->end - piece->start);
		end = piece->end;
		if (has_node(piece->kind)) {
			put_number(out, piece->node - node);
			node = piece->node;
		}
	}
}

typedef struct reader {
	yd_str bytes;
	size_t at;
	bool broken;
} reader;

static uint64_t get_number(reader *r)
{
	uint64_t value = 0;
	for (unsigned shift = 0; shift < 64; shift += 7) {
		if (r->at >= r->bytes.len)
			break;
		unsigned char byte = (unsigned char)r->bytes.ptr[r->at++];
		value |= (uint64_t)(byte & 0x7F) << shift;
		if (!(byte & 0x80))
			return value;
	}
	r->broken = true;
	return 0;
}

/* A count of things that take at least one byte each: more cannot be there. */
static size_t get_count(reader *r)
{
	uint64_t count = get_number(r);
	if (count > r->bytes.len - r->at)
		r->broken = true;
	return r->broken ? 0 : (size_t)count;
}

static void read_nodes(reader *r, yd_outline *out)
{
	size_t count = get_count(r);
	if (r->broken)
		return;
	out->nodes = yd_alloc(count * sizeof *out->nodes);
	out->node_count = out->node_cap = count;
	uint32_t before = YD_NO_NODE; /* the node read last */
	uint32_t top = 0;
	uint32_t *children = yd_alloc(count * sizeof *children);
	for (uint32_t i = 0; i < count && !r->broken; i++) {
		uint64_t depth = get_number(r);
		uint32_t parent = before;
		if (depth > (before == YD_NO_NODE ? 0 : out->nodes[before].level)) {
			r->broken = true;
			break;
		}
		while (parent != YD_NO_NODE && out->nodes[parent].level > depth) {
			out->nodes[parent].next = i;
			parent = out->nodes[parent].parent;
		}
		out->nodes[i] = (yd_node){.parent = parent,
			.next = i + 1,
			.level = (uint32_t)depth + 1,
			.ordinal = ++*(parent == YD_NO_NODE ? &top : &children[parent])};
		before = i;
	}
	for (uint32_t node = before; node != YD_NO_NODE; node = out->nodes[node].parent)
		out->nodes[node].next = (uint32_t)count;
	free(children);
}

static void read_pieces(reader *r, size_t source_len, yd_outline *out)
{
	size_t count = get_count(r);
	if (r->broken)
		return;
	out->pieces = yd_alloc(count * sizeof *out->pieces);
	out->piece_count = out->piece_cap = count;
	uint64_t end = 0, node = 0;
	for (size_t i = 0; i < count && !r->broken; i++) {
		uint64_t kind = get_number(r), gap = get_number(r), len = get_number(r);
		bool same_para = kind & SAME_PARA;
		kind &= ~(uint64_t)SAME_PARA;
		if (kind > YD_CLOSING || gap > source_len - end || len > source_len - end - gap ||
			!len) {
			r->broken = true;
			break;
		}
		yd_piece *piece = &out->pieces[i];
		*piece = (yd_piece){(uint32_t)(end + gap), (uint32_t)(end + gap + len),
			(yd_piece_kind)kind, YD_NO_NODE, same_para};
		end += gap + len;
		if (!has_node(piece->kind))
			continue;
		uint64_t step = get_number(r);
		if (step >= out->node_count - node) {
			r->broken = true;
			break;
		}
		node += step;
		piece->node = (uint32_t)node;
		yd_node *owner = &out->nodes[node];
		if (!owner->piece_count)
			owner->first_piece = (uint32_t)i;
		for (size_t j = owner->first_piece + owner->piece_count; j < i; j++)
			r->broken |= out->pieces[j].kind != YD_FURNITURE;
		owner->piece_count = (uint32_t)i + 1 - owner->first_piece;
	}
}

yd_status yd_outline_decode(yd_str bytes, size_t source_len, yd_outline *out)
{
	*out = (yd_outline){0};
	reader r = {bytes, 0, false};
	if (source_len > UINT32_MAX || bytes.len < 2 || bytes.ptr[0] != FORM)
		return YD_DAMAGED;
	out->unnumbered = bytes.ptr[1] & FLAG_UNNUMBERED;
	r.at = 2;
	read_nodes(&r, out);
	if (!r.broken)
		read_pieces(&r, source_len, out);
	if (r.broken || r.at != bytes.len) {
		yd_outline_free(out);
		return YD_DAMAGED;
	}
	return YD_OK;
}
