/*
 * Word files. A whole archive when the bytes begin like one; else its parts without the
 * compression, which mutations do not get through: document, numbering and styles, parted by NUL.
 */
#include "fuzz.h"

#include "../../src/extract/xml.h"
#include "extract_whole.h"

#include <string.h>

static void read_parts(const uint8_t *data, size_t size, struct page *page)
{
	static const char *const names[] = {
		"word/document.xml", "word/numbering.xml", "word/styles.xml"};
	zip_parts parts = {0};
	for (size_t i = 0, at = 0; i < 3 && at <= size; i++) {
		const uint8_t *nul = at < size ? memchr(data + at, 0, size - at) : NULL;
		size_t end = nul ? (size_t)(nul - data) : size;
		YD_GROW(parts.items, parts.count, parts.cap);
		zip_part *part = &parts.items[parts.count++];
		*part = (zip_part){.name = yd_strdup(names[i])};
		yd_buf_add(&part->bytes, data + at, end - at);
		yd_buf_puts(&part->bytes, "");
		at = end + 1;
	}
	docx_read(&parts, names[0], page);
	zip_free(&parts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct page page = {.limits = limits_read()};
	if (size > 2 && data[0] == 'P' && data[1] == 'K')
		extract((yd_str){(const char *)data, size}, NULL, &page);
	else if (size)
		read_parts(data, size, &page);
	check_answer(&page);
	page_free(&page);
	return 0;
}
