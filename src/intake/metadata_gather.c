/* What a document says of itself: its lines by what they are, and the dates of its page. */
#include "metadata.h"
#include "paragraphs.h"
#include "plain.h"

#include <yaodian/text.h>

static yd_str piece_text(const struct reader *r, const yd_piece *piece)
{
	return (yd_str){r->source.ptr + piece->start, piece->end - piece->start};
}

void reader_add_line(yd_buf *buf, yd_str line)
{
	if (buf->len)
		yd_buf_putc(buf, '\n');
	yd_buf_add_str(buf, line);
}

/* The running text with its broken lines joined, a line a paragraph. */
static void add_joined_body(struct reader *r)
{
	for (size_t i = 0; i < r->outline->node_count; i++) {
		if (!yd_outline_is_clause(r->outline, i)) {
			yd_outline_title(r->outline, r->source, i, &r->joined_body);
			yd_buf_putc(&r->joined_body, '\n');
		}
		yd_outline_text(r->outline, r->source, i, &r->joined_body);
		yd_buf_putc(&r->joined_body, '\n');
	}
}

static void gather_pieces(struct reader *r)
{
	const yd_outline *o = r->outline;
	bool in_head = true;
	uint32_t first = UINT32_MAX, last = 0;
	bool joined = false; /* some paragraph is several pieces */
	for (size_t i = 0; i < o->piece_count; i++) {
		const yd_piece *piece = &o->pieces[i];
		yd_str text = piece_text(r, piece);
		switch (piece->kind) {
		case YD_FURNITURE: {
			yd_buf *lines = in_head ? &r->head : &r->page;
			if (piece->same_para)
				yd_buf_add_str(lines, text);
			else
				reader_add_line(lines, text);
			break;
		}
		case YD_MARK:
		case YD_HEADING:
		case YD_TEXT:
			in_head = false;
			joined |= piece->same_para;
			first = piece->start < first ? piece->start : first;
			last = piece->end > last ? piece->end : last;
			break;
		default:
			break;
		}
	}
	if (first < last)
		r->body = (yd_str){r->source.ptr + first, last - first};
	if (joined) {
		add_joined_body(r);
		r->body = yd_buf_str(&r->joined_body);
	}
	yd_outline_kind_text(o, r->source, YD_TITLE, &r->title);
	yd_outline_kind_text(o, r->source, YD_DOC_NO, &r->doc_no_lines);
	yd_str lines = yd_buf_str(&r->doc_no_lines);
	plain_next_line(&lines, &r->doc_no);
	if (!r->doc_no.len)
		r->doc_no = yd_shape_bracketed_doc_no(yd_buf_str(&r->title));
	yd_outline_kind_text(o, r->source, YD_PREAMBLE, &r->preamble);
	yd_outline_kind_text(o, r->source, YD_CLOSING, &r->closing);
	yd_outline_kind_text(o, r->source, YD_FRONT_MATTER, &r->front_text);
	r->front = front_read(yd_buf_str(&r->front_text));
	r->signed_ = signature_read(yd_buf_str(&r->closing));
	r->cover = signature_read_cover(yd_buf_str(&r->preamble));
}

/* ---- publication ---- */

/* What a page writes before the day it was published; the later lists are believed less. */
static const char *const published_labels[] = {
	"成文日期 成文时间 发文日期 发文时间 印发日期 制发日期",
	("发布时间 发布日期 发布 发布于 公开日期 公开时间 公布日期 发表时间 发表日期 发表于 "
	 "生成日期 时间 日期 信息时间"),
	"更新时间 更新日期",
};
static const char not_published[] = "有效 有效期 失效日期 失效时间 废止日期 废止时间 截止日期 "
				    "截止时间 截止 今天是 今天 实施日期 "
				    "施行日期 生效日期";

enum { RANK_PLAIN = 3, RANK_NONE = 4 };

/* 09:15 behind a date: when a page went out, whatever stands before it. */
static bool is_time(yd_str rest)
{
	rest = yd_text_trim(rest);
	size_t digits = 0;
	while (digits < rest.len && rest.ptr[digits] >= '0' && rest.ptr[digits] <= '9')
		digits++;
	return (digits == 1 || digits == 2) && digits + 2 < rest.len && rest.ptr[digits] == ':' &&
	       rest.ptr[digits + 1] >= '0' && rest.ptr[digits + 1] <= '5';
}

/* How good a page's date is: 0 best; RANK_NONE when it is something else. */
static int rank_date(yd_str line, const when_date *date)
{
	yd_str ahead = {line.ptr, date->start};
	while (ahead.len && (ahead.ptr[ahead.len - 1] == ':' || ahead.ptr[ahead.len - 1] == ' ' ||
				    ahead.ptr[ahead.len - 1] == '('))
		ahead.len--;
	if (plain_ends_any(ahead, not_published))
		return RANK_NONE;
	for (int rank = 0; rank < RANK_PLAIN; rank++)
		if (plain_ends_any(ahead, published_labels[rank]))
			return rank;
	return ahead.len == 0 || is_time((yd_str){line.ptr + date->end, line.len - date->end})
		       ? RANK_PLAIN
		       : RANK_NONE;
}

static int scan_published(yd_str text, int best, when_date *out)
{
	yd_buf plain = {0};
	plain_text(text, &plain);
	yd_str rest = yd_buf_str(&plain), line;
	while (plain_next_line(&rest, &line)) {
		when_date date;
		for (size_t at = 0; when_next_date(line, at, &date); at = date.end) {
			int rank = rank_date(line, &date);
			if (rank < best) {
				best = rank;
				*out = date;
			}
		}
	}
	yd_buf_free(&plain);
	return best;
}

static void find_published(struct reader *r)
{
	int best = scan_published(yd_buf_str(&r->head), RANK_NONE, &r->published);
	/* Below the text only a label tells such a date from others. */
	if (best == RANK_NONE)
		best = scan_published(yd_buf_str(&r->page), RANK_PLAIN, &r->published);
	if (best >= RANK_NONE)
		r->published = (when_date){0};
}

/* The day in a line below the title: （2019年11月29日…通过）; the year alone of （2022年9月…通过）.
 */
static void find_adopted(struct reader *r)
{
	static const char *const acts[] = {"通过", "通過", "公布", "发布", "發布", "施行", "印发"};
	yd_str rest = yd_buf_str(&r->preamble), line;
	while (!r->adopted.year && plain_next_line(&rest, &line)) {
		if (!yd_str_starts(line, YD_STR("（")) && !yd_str_starts(line, YD_STR("(")))
			continue;
		bool act = false;
		for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
			act |= plain_has(line, acts[i]);
		when_date date;
		when_year year;
		if (act && when_next_date(line, 0, &date))
			r->adopted = date;
		else if (act && when_next_year(line, 0, &year) && year.kind != WHEN_RANGE)
			r->adopted = (when_date){.year = year.year};
	}
}

void reader_gather(struct reader *r)
{
	gather_pieces(r);
	find_published(r);
	find_adopted(r);
}

void reader_free(struct reader *r)
{
	yd_buf_free(&r->front_text);
	yd_buf_free(&r->title);
	yd_buf_free(&r->preamble);
	yd_buf_free(&r->closing);
	yd_buf_free(&r->head);
	yd_buf_free(&r->page);
	yd_buf_free(&r->joined_body);
	yd_buf_free(&r->doc_no_lines);
}
