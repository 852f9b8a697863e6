/* Years as users write them. */
#include <yaodian/query.h>
#include <yaodian/text.h>

enum { FIRST_YEAR = 1000, LAST_YEAR = 9999 };

/* `empty` when there are no digits. */
static int read_year(yd_str digits, int empty)
{
	int year = 0;
	if (digits.len == 0)
		return empty;
	if (digits.len != 4)
		return 0;
	for (size_t i = 0; i < digits.len; i++) {
		if (digits.ptr[i] < '0' || digits.ptr[i] > '9')
			return 0;
		year = year * 10 + (digits.ptr[i] - '0');
	}
	return year >= FIRST_YEAR ? year : 0;
}

static bool read_years(yd_str fold, int *from, int *to)
{
	static const char *const ranges[] = {"...", "..", "。。", "-"};
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
		yd_str range = yd_str_of(ranges[i]);
		size_t at = yd_str_find(fold, range, 0);
		if (at == SIZE_MAX)
			continue;
		yd_str last = {fold.ptr + at + range.len, fold.len - at - range.len};
		*from = read_year((yd_str){fold.ptr, at}, FIRST_YEAR);
		*to = read_year(last, LAST_YEAR);
		return fold.len > range.len && *from && *from <= *to;
	}
	*from = *to = read_year(fold, 0);
	return *from != 0;
}

int yd_year_parse(yd_str text)
{
	yd_buf fold = {0};
	yd_fold(text, &fold);
	int year = read_year(yd_buf_str(&fold), 0);
	yd_buf_free(&fold);
	return year;
}

bool yd_years_parse(yd_str text, int *from, int *to)
{
	yd_buf fold = {0};
	yd_fold(text, &fold);
	bool right = read_years(yd_buf_str(&fold), from, to);
	yd_buf_free(&fold);
	return right;
}
