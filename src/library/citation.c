/*
 * Citations after GB/T 7714: author, title with the document number as other title information,
 * type and carrier, date, date of access, address. Behind that the place within the document and
 * our reference, which the standard leaves to whoever cites.
 *
 * The edition of 2025 writes colons and parentheses full width (square brackets and full stops
 * stay), and gives a date of access for what is on a network only; that of 2015 writes both half
 * width. What has no known address is [Z], something else, since a plan is neither a book nor a
 * report.
 */
#include "internal.h"

static void add_line(const char *text, yd_buf *out)
{
	yd_one_line(yd_str_of(text), out);
}

static void add_title(const yd_doc *info, bool wide, yd_buf *out)
{
	if (info->title)
		add_line(info->title, out);
	else
		yd_buf_puts(out, "[无题名]");
	if (info->doc_no) {
		yd_buf_puts(out, wide ? "：" : ": ");
		add_line(info->doc_no, out);
	}
}

static void add_online(const yd_doc *info, bool wide, const char *today, yd_buf *out)
{
	yd_buf_puts(out, "[EB/OL]. ");
	if (info->date)
		yd_buf_printf(out, wide ? "（%s）" : "(%s)", info->date);
	yd_buf_printf(out, "[%s]. ", today);
	add_line(info->url, out);
	yd_buf_putc(out, '.');
}

static void add_elsewhere(const yd_doc *info, yd_buf *out)
{
	yd_buf_puts(out, "[Z].");
	if (info->date)
		yd_buf_printf(out, " %s.", info->date);
}

/* A heading without a number is named by its words. */
static void add_step(const yd_open_doc *doc, size_t node, yd_buf *out)
{
	yd_buf mark = {0}, title = {0};
	yd_outline_mark(&doc->outline, doc->source, node, &mark);
	yd_one_line(yd_buf_str(&mark), out);
	if (!mark.len && yd_outline_title(&doc->outline, doc->source, node, &title)) {
		yd_buf_puts(out, "“");
		yd_one_line(yd_buf_str(&title), out);
		yd_buf_puts(out, "”");
	}
	yd_buf_free(&mark);
	yd_buf_free(&title);
}

/* Where a unit stands as printed, from the top: 二、（五）; a heading without a number in quotation
 * marks, 落款 for the closing, nothing for unit 0. One line, appended. */
static void add_place(const yd_open_doc *doc, size_t unit, yd_buf *out)
{
	uint32_t path[64];
	size_t depth = 0, node = yd_open_doc_node(doc, unit);
	if (node == SIZE_MAX) {
		yd_buf_puts(out, unit ? "落款" : "");
		return;
	}
	for (uint32_t at = (uint32_t)node; at != YD_NO_NODE && depth < 64;
		at = doc->outline.nodes[at].parent)
		path[depth++] = at;
	while (depth--)
		add_step(doc, path[depth], out);
}

/* A mark such as 5. or 二、 has its own punctuation. */
static bool ends_itself(yd_str place)
{
	return yd_str_ends(place, YD_STR(".")) || yd_str_ends(place, YD_STR("．")) ||
	       yd_str_ends(place, YD_STR("、"));
}

void yd_open_doc_cite(const yd_open_doc *doc, size_t unit, yd_citation_style style,
	const char *today, yd_buf *out)
{
	const yd_doc *info = &doc->info;
	bool wide = style == YD_CITE_GBT7714_2025;
	yd_buf place = {0};
	if (info->issuer) {
		add_line(info->issuer, out);
		yd_buf_puts(out, ". ");
	}
	add_title(info, wide, out);
	if (info->url)
		add_online(info, wide, today, out);
	else
		add_elsewhere(info, out);
	add_place(doc, unit, &place);
	if (place.len)
		yd_buf_printf(out, " %s%s", place.ptr, ends_itself(yd_buf_str(&place)) ? "" : ".");
	yd_buf_putc(out, ' ');
	if (unit)
		yd_open_doc_unit_ref(doc, unit, out);
	else
		yd_buf_puts(out, info->ref);
	yd_buf_free(&place);
}
