/* Text files in any encoding: their lines, as they are. */
#include "page.h"

#include <string.h>
#include <yaodian/text.h>

/* More than one byte in so many is a control other than white space, or is NUL: no text. */
enum { BYTES_PER_CONTROL = 200, BYTES_PER_NUL = 256 };

static bool looks_binary(yd_str text)
{
	size_t controls = 0, nuls = 0;
	for (size_t i = 0; i < text.len; i++) {
		unsigned char byte = (unsigned char)text.ptr[i];
		nuls += !byte;
		controls += (byte < 0x20 && (byte < '\t' || byte > '\r')) || byte == 0x7F;
	}
	return nuls > text.len / BYTES_PER_NUL || controls > 3 + text.len / BYTES_PER_CONTROL;
}

bool text_read(yd_str text, struct page *page)
{
	if (looks_binary(text))
		return page_fail(page, "this is binary data (controls or NUL bytes), not text: "
				       "give a text file, a "
				       "web page, a Word or OpenDocument file or a PDF");
	for (size_t at = 0; at < text.len;) {
		size_t end = at;
		while (end < text.len && text.ptr[end] != '\n' && text.ptr[end] != '\r')
			end++;
		if (!page_add_line(page, (yd_str){text.ptr + at, end - at}))
			return false;
		if (end + 1 < text.len && text.ptr[end] == '\r' && text.ptr[end + 1] == '\n')
			end++;
		at = end + 1;
	}
	return true;
}
