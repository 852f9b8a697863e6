/* Rich text, the header put in front: what has none is no rich text. */
#include "fuzz.h"

#include "extract_whole.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct page page = {.limits = limits_read()};
	yd_buf bytes = {0};
	yd_buf_puts(&bytes, "{\\rtf1");
	yd_buf_add(&bytes, data, size);
	rtf_read(yd_buf_str(&bytes), &page);
	check_answer(&page);
	page_free(&page);
	yd_buf_free(&bytes);
	return 0;
}
