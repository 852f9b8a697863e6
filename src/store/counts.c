/*
 * total.counts: for each code that counts anything its number in a byte, then documents, clauses
 * and documents of the region's own as LEB128 numbers. A row is read and written whole: a document
 * touches some forty codes at four or five places, and forty rows at each cost ten times as much.
 */
#include "inner.h"

#include <string.h>

static void put_number(yd_buf *out, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		yd_buf_putc(out, (char)(number | 0x80));
	yd_buf_putc(out, (char)number);
}

static bool take_number(yd_str *bytes, int64_t *number)
{
	uint64_t value = 0;
	for (unsigned shift = 0; shift < 56 && bytes->len; shift += 7) {
		uint8_t byte = (uint8_t)*bytes->ptr;
		bytes->ptr++, bytes->len--;
		value |= (uint64_t)(byte & 0x7F) << shift;
		if (byte < 0x80) {
			*number = (int64_t)value;
			return true;
		}
	}
	return false;
}

static bool take_count(yd_str *bytes, int *code, struct count *count)
{
	if (bytes->len == 0 || (uint8_t)*bytes->ptr >= CODE_COUNT)
		return false;
	*code = (uint8_t)*bytes->ptr;
	bytes->ptr++, bytes->len--;
	return take_number(bytes, &count->docs) && take_number(bytes, &count->hits) &&
	       take_number(bytes, &count->own);
}

bool counts_find(yd_str bytes, int wanted, struct count *out)
{
	int code;
	while (bytes.len) {
		if (!take_count(&bytes, &code, out))
			break;
		if (code == wanted)
			return true;
	}
	*out = (struct count){0, 0, 0};
	return bytes.len == 0;
}

bool counts_decode(yd_str bytes, struct counts *out)
{
	struct count count;
	int code;
	memset(out, 0, sizeof *out);
	while (bytes.len) {
		if (!take_count(&bytes, &code, &count))
			return false;
		out->of[code] = count;
	}
	return true;
}

void counts_encode(const struct counts *counts, yd_buf *out)
{
	for (int code = 0; code < CODE_COUNT; code++) {
		const struct count *count = &counts->of[code];
		if (count->docs == 0)
			continue;
		yd_buf_putc(out, (char)code);
		put_number(out, (uint64_t)count->docs);
		put_number(out, (uint64_t)count->hits);
		put_number(out, (uint64_t)count->own);
	}
}

bool counts_add(struct counts *counts, const struct tally *tally, int sign, bool own)
{
	bool fits = true;
	for (int code = 0; code < CODE_COUNT; code++) {
		struct count *count = &counts->of[code];
		if (!tally_has(tally, code))
			continue;
		count->docs += sign;
		count->hits += sign * tally->n[code];
		count->own += own ? sign : 0;
		fits &= count->docs >= 0 && count->hits >= 0 && count->own >= 0;
	}
	return fits;
}
