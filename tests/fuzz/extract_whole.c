#include "extract_whole.h"

#include <stdlib.h>
#include <string.h>
#include <yaodian/text.h>

void check_answer(const struct page *page)
{
	yd_buf out = {0}, repaired = {0};
	answer_write(page, &out);
	if (yd_utf8_repair(yd_buf_str(&out), &repaired) != 0)
		abort();
	for (size_t i = 0; i < out.len; i++)
		if ((unsigned char)out.ptr[i] < 0x20 && out.ptr[i] != '\n' && out.ptr[i] != '\t')
			abort();
	for (size_t i = 0; i < page->count; i++)
		if (page->items[i].start + page->items[i].len > page->text.len ||
			memchr(page_text(page, &page->items[i]).ptr, '\n', page->items[i].len))
			abort();
	yd_buf_free(&out);
	yd_buf_free(&repaired);
}
