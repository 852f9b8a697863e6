/* Fetching in a build without libcurl: every request is answered with that. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <yaodian/address.h>
#include <yaodian/extract.h>
#include <yaodian/intl.h>

#include "fetch_mode.h"
#include "page.h"

static bool write_all(yd_str bytes)
{
	while (bytes.len) {
		ssize_t done = write(STDOUT_FILENO, bytes.ptr, bytes.len);
		if (done <= 0)
			return false;
		bytes.ptr += done;
		bytes.len -= (size_t)done;
	}
	return true;
}

int fetch_run(void)
{
	char line[YD_ADDRESS_MAX + 64];
	bool fine = write_all(YD_STR(YD_FETCH_GREETING "\n"));
	yd_intl_begin();
	while (fine && fgets(line, sizeof line, stdin)) {
		yd_str rest = yd_str_of(line), word = yd_str_word(&rest);
		if (!yd_str_equal(word, YD_STR("get")))
			continue;
		word = yd_str_word(&rest);
		yd_buf out = {0};
		yd_buf_printf(&out, "answer %.*s\n", (int)word.len, word.ptr);
		answer_line(&out, "error",
			_("this build fetches nothing: it was configured without libcurl; save the "
			  "page with a browser and import the file"));
		yd_buf_puts(&out, "bytes 0\n");
		fine = write_all(yd_buf_str(&out));
		yd_buf_free(&out);
	}
	return 0;
}
