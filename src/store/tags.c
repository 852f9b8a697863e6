/* The rows of doc_tag and unit_hash of a document, out of its units. */
#include "inner.h"

static yd_status put_tag(yd_corpus *corpus, int64_t doc, int code, int64_t n,
	const yd_unit_row *units, size_t count, yd_buf *bits, yd_error *err)
{
	yd_buf_clear(bits);
	units_bits(units, count, code, bits);
	return database_run(
		&corpus->base, err, PUT_TAG, "iiib", (int64_t)code, doc, n, yd_buf_str(bits));
}

yd_status tags_put(
	yd_corpus *corpus, int64_t doc, const yd_unit_row *units, size_t count, yd_error *err)
{
	struct tally tally;
	yd_buf bits = {0};
	yd_status status = YD_OK;
	units_tally(units, count, &tally);
	for (int code = 0; code < CODE_COUNT && status == YD_OK; code++)
		if (tally_has(&tally, code))
			status =
				put_tag(corpus, doc, code, tally.n[code], units, count, &bits, err);
	for (size_t i = 0; i < count && status == YD_OK; i++)
		if (units[i].text_hash)
			status = database_run(&corpus->base, err, PUT_HASH, "iii",
				(int64_t)units[i].text_hash, doc, (int64_t)i);
	yd_buf_free(&bits);
	return status;
}

yd_status tags_remove(
	yd_corpus *corpus, int64_t doc, const yd_unit_row *units, size_t count, yd_error *err)
{
	struct tally tally;
	yd_status status = YD_OK;
	units_tally(units, count, &tally);
	for (int code = 0; code < CODE_COUNT && status == YD_OK; code++)
		if (tally_has(&tally, code))
			status = database_run(
				&corpus->base, err, DELETE_TAG, "ii", (int64_t)code, doc);
	for (size_t i = 0; i < count && status == YD_OK; i++)
		if (units[i].text_hash)
			status = database_run(&corpus->base, err, DELETE_HASH, "iii",
				(int64_t)units[i].text_hash, doc, (int64_t)i);
	return status;
}
