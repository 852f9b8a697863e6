/* Web pages, and all that extract() finds in bytes without a magic number: plain text, encodings.
 */
#include "fuzz.h"

#include "extract_whole.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct page page = {.limits = limits_read()};
	/* PDFs are poppler's: fuzzing them finds its faults, not ours. */
	if (!memmem(data, size, "%PDF-", 5)) {
		extract((yd_str){(const char *)data, size}, NULL, &page);
		check_answer(&page);
	}
	page_free(&page);
	return 0;
}
