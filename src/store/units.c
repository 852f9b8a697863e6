/*
 * content.units: for each unit a byte of flags, then what they name: the sets of themes as LEB128
 * numbers, the hash as 8 bytes, lowest first. The count stands before them.
 */
#include "inner.h"

#include <stdlib.h>
#include <string.h>

enum { IS_CLAUSE = 1, HAS_ANY = 2, HAS_PRIMARY = 4, HAS_HASH = 8, FLAGS = 15 };

static void put_number(yd_buf *out, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		yd_buf_putc(out, (char)(number | 0x80));
	yd_buf_putc(out, (char)number);
}

static bool take_number(yd_str *bytes, uint64_t most, uint64_t *number)
{
	*number = 0;
	for (unsigned shift = 0; shift < 64 && bytes->len; shift += 7) {
		uint8_t byte = (uint8_t)*bytes->ptr;
		bytes->ptr++, bytes->len--;
		*number |= (uint64_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			return *number <= most;
	}
	return false;
}

static void put_hash(yd_buf *out, uint64_t hash)
{
	for (int i = 0; i < 8; i++)
		yd_buf_putc(out, (char)(hash >> (8 * i)));
}

static bool take_hash(yd_str *bytes, uint64_t *hash)
{
	if (bytes->len < 8)
		return false;
	for (int i = 0; i < 8; i++)
		*hash |= (uint64_t)(uint8_t)bytes->ptr[i] << (8 * i);
	bytes->ptr += 8, bytes->len -= 8;
	return true;
}

void units_encode(const yd_unit_row *units, size_t count, yd_buf *out)
{
	put_number(out, count);
	for (size_t i = 0; i < count; i++) {
		const yd_unit_row *unit = &units[i];
		yd_buf_putc(out, (char)((unit->clause ? IS_CLAUSE : 0) | (unit->any ? HAS_ANY : 0) |
					 (unit->primary ? HAS_PRIMARY : 0) |
					 (unit->text_hash ? HAS_HASH : 0)));
		if (unit->any)
			put_number(out, unit->any);
		if (unit->primary)
			put_number(out, unit->primary);
		if (unit->text_hash)
			put_hash(out, unit->text_hash);
	}
}

static bool take_unit(yd_str *bytes, yd_unit_row *unit)
{
	uint64_t number;
	if (bytes->len == 0 || (uint8_t)*bytes->ptr > FLAGS)
		return false;
	unsigned flags = (uint8_t)*bytes->ptr;
	bytes->ptr++, bytes->len--;
	unit->clause = flags & IS_CLAUSE;
	if (flags & HAS_ANY) {
		if (!take_number(bytes, UINT32_MAX, &number))
			return false;
		unit->any = (uint32_t)number;
	}
	if (flags & HAS_PRIMARY) {
		if (!take_number(bytes, UINT32_MAX, &number))
			return false;
		unit->primary = (uint32_t)number;
	}
	return !(flags & HAS_HASH) || take_hash(bytes, &unit->text_hash);
}

yd_status units_decode(
	yd_corpus *corpus, yd_str bytes, yd_unit_row **units, size_t *count, yd_error *err)
{
	uint64_t number;
	*units = NULL;
	*count = 0;
	if (!take_number(&bytes, bytes.len, &number))
		return database_broken(&corpus->base, "a list of units has no head", err);
	*units = yd_alloc(number * sizeof **units);
	for (size_t i = 0; i < number; i++) {
		if (!take_unit(&bytes, &(*units)[i])) {
			free(*units);
			*units = NULL;
			return database_broken(&corpus->base, "a list of units is cut short", err);
		}
	}
	*count = number;
	return YD_OK;
}

static void count_bits(uint32_t set, int64_t *n)
{
	for (; set; set &= set - 1)
		n[__builtin_ctz(set)]++;
}

void units_tally(const yd_unit_row *units, size_t count, struct tally *out)
{
	memset(out, 0, sizeof *out);
	for (size_t i = 0; i < count; i++) {
		if (!units[i].clause)
			continue;
		out->n[CODE_ALL]++;
		count_bits(units[i].any, out->n + CODE_ANY);
		count_bits(units[i].primary, out->n + CODE_PRIMARY);
	}
}

bool tally_has(const struct tally *tally, int code)
{
	return code == CODE_ALL || tally->n[code] > 0;
}
