/* Bytes in any encoding, or in none. */
#include "fuzz.h"

#include "../../src/extract/decode.h"

#include <stdlib.h>
#include <yaodian/text.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	yd_str bytes = {(const char *)data, size};
	yd_buf repaired = {0};
	struct decoded text;
	char declared[32];
	decode_declared(bytes, declared);
	decode(bytes, declared[0] ? declared : NULL, &text);
	if (!text.encoding || yd_utf8_repair(yd_buf_str(&text.text), &repaired) != 0)
		abort();
	decoded_free(&text);
	yd_buf_free(&repaired);
	return 0;
}
