/* The numbers that Word counts itself. */
#include "docx.h"

#include "numbers.h"

#include <string.h>
#include <yaodian/text.h>

static docx_number *find_number(docx_styles *styles, int id)
{
	for (size_t i = 0; i < styles->number_count; i++)
		if (styles->numbers[i].id == id)
			return &styles->numbers[i];
	return NULL;
}

/* An abstract numbering that only names a numbering style stands for that of the style. */
static docx_abstract *find_abstract(docx_styles *styles, int id, int depth)
{
	enum { DEEPEST = 4 };
	for (size_t i = 0; i < styles->abstract_count; i++) {
		docx_abstract *abstract = &styles->abstracts[i];
		if (abstract->id != id)
			continue;
		if (!abstract->style_link || depth >= DEEPEST)
			return abstract;
		docx_style style = docx_style_of(styles, abstract->style_link);
		docx_number *number = find_number(styles, style.num_id);
		docx_abstract *linked =
			number ? find_abstract(styles, number->abstract_id, depth + 1) : NULL;
		return linked ? linked : abstract;
	}
	return NULL;
}

static const docx_level *level_of(
	const docx_number *number, const docx_abstract *abstract, int level)
{
	return number->levels[level].there ? &number->levels[level] : &abstract->levels[level];
}

static int level_of_style(
	const docx_number *number, const docx_abstract *abstract, const char *style)
{
	for (int i = 0; style && i < DOCX_LEVELS; i++) {
		const docx_level *level = level_of(number, abstract, i);
		if (level->there && level->style && strcmp(level->style, style) == 0)
			return i;
	}
	return 0;
}

static void count_on(docx_number *number, docx_abstract *abstract, int at)
{
	const docx_level *level = level_of(number, abstract, at);
	if (number->overridden[at]) {
		abstract->counters[at] = number->start[at];
		number->overridden[at] = false;
	} else if (abstract->counting[at]) {
		abstract->counters[at]++;
	} else {
		abstract->counters[at] = level->start;
	}
	abstract->counting[at] = true;
	for (int below = at + 1; below < DOCX_LEVELS; below++) {
		int restart = level_of(number, abstract, below)->restart;
		if (restart < 0 || (restart > 0 && at < restart))
			abstract->counting[below] = false;
	}
	/* A level that was skipped counts as begun. */
	for (int above = 0; above < at; above++)
		if (!abstract->counting[above]) {
			abstract->counters[above] = level_of(number, abstract, above)->start;
			abstract->counting[above] = true;
		}
}

/* Of bullets only dashes are kept: they mark the items of a clause in print as well. */
static bool is_dash(const char *text)
{
	return strstr(text, "—") || strstr(text, "－") || strcmp(text, "-") == 0;
}

static void write_number(
	const docx_number *number, const docx_abstract *abstract, int at, yd_buf *out)
{
	const docx_level *level = level_of(number, abstract, at);
	const char *text = level->text ? level->text : "";
	if (strcmp(level->format, "bullet") == 0 && !is_dash(text))
		return;
	for (; *text; text++) {
		if (text[0] != '%' || text[1] < '1' || text[1] > '9') {
			yd_buf_putc(out, *text);
			continue;
		}
		int index = *++text - '1';
		const docx_level *other = level_of(number, abstract, index);
		const char *format = other->there && !level->legal ? other->format : "decimal";
		number_format(abstract->counters[index], format, out);
	}
}

unsigned docx_number_next(
	docx_styles *styles, int num_id, int level, const char *style_id, yd_buf *out)
{
	docx_number *number = num_id > 0 ? find_number(styles, num_id) : NULL;
	docx_abstract *abstract = number ? find_abstract(styles, number->abstract_id, 0) : NULL;
	if (!abstract)
		return 0;
	int at = level >= 0 ? level : level_of_style(number, abstract, style_id);
	if (at >= DOCX_LEVELS || !level_of(number, abstract, at)->there)
		return 0;
	size_t before = out->len;
	count_on(number, abstract, at);
	write_number(number, abstract, at, out);
	yd_str written = {out->ptr ? out->ptr + before : "", out->len - before};
	if (!yd_text_trim(written).len)
		out->len = before;
	else if (number_wants_blank(written))
		yd_buf_putc(out, ' ');
	return (unsigned)at + 1;
}
