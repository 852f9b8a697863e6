/* Title, issuer, document number, date, year and region of a document, each from the best that
 * tells it. */
#include <yaodian/intl.h>
#include <yaodian/intake.h>

#include "metadata.h"
#include "paragraphs.h"
#include "plain.h"

#include <yaodian/text.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { YEAR_MIN = 1900, YEAR_MAX = 2199 };
/* The first words of a document, where its year is looked for (bytes of plain text). */
enum { LEAD_BYTES = 1500 };

void yd_metadata_free(yd_metadata *meta)
{
	yd_region_free(&meta->region);
	free(meta->title);
	free(meta->issuer);
	free(meta->doc_no);
	free(meta->url);
	free(meta->period);
	*meta = (yd_metadata){0};
}

/* ---- fields ---- */

/* Owned copy in one line: line breaks and the blanks around them left out, tabs as blanks. */
static char *copy_line(yd_str text)
{
	yd_buf out = {0};
	yd_str line;
	while (plain_next_line(&text, &line)) {
		line = yd_text_trim(line);
		for (size_t i = 0; i < line.len; i++)
			yd_buf_putc(&out, line.ptr[i] == '\t' ? ' ' : line.ptr[i]);
	}
	if (!out.len)
		yd_buf_free(&out);
	return out.len ? yd_buf_take(&out) : NULL;
}

static void set_found(yd_metadata *out, yd_field field, yd_from from, yd_sure sure)
{
	out->found.fields[field] = (yd_found_how){(uint8_t)from, (uint8_t)sure};
}

/* Takes the title when there is none yet and `text` is one. */
static void take_title(yd_metadata *out, yd_str text, yd_from from, yd_sure sure)
{
	if (out->title || !(out->title = copy_line(text)))
		return;
	set_found(out, YD_FIELD_TITLE, from, sure);
}

static void read_title(const struct reader *r, yd_metadata *out)
{
	bool notice;
	bool names_kind = yd_shape_title_score(yd_buf_str(&r->title), &notice) >= YD_TITLE_SCORE;
	if (r->given && r->given->title)
		take_title(out, yd_str_of(r->given->title), YD_FROM_USER, YD_SURE_YES);
	take_title(out, r->front.title, YD_FROM_FRONT_MATTER, YD_SURE_YES);
	take_title(out, yd_buf_str(&r->title), names_kind ? YD_FROM_TITLE : YD_FROM_PLACE,
		names_kind ? YD_SURE_YES : YD_SURE_LIKELY);
	if (r->given && r->given->extracted)
		take_title(
			out, yd_str_of(r->given->extracted->title), YD_FROM_FILE, YD_SURE_LIKELY);
}

/* What the file says of where it is from, outside its text. */
static yd_str told_source(const struct reader *r)
{
	return r->given && r->given->extracted ? yd_str_of(r->given->extracted->source)
					       : (yd_str){0};
}

/* The first lines of a preamble that are a cover notice's title: …关于印发…的通知. */
static yd_str cover_title(const struct reader *r)
{
	enum { MOST_LINES = 4 };
	yd_str whole = yd_buf_str(&r->preamble), rest = whole, line;
	for (int i = 0; i < MOST_LINES && plain_next_line(&rest, &line); i++) {
		yd_str title = {whole.ptr, (size_t)(line.ptr + line.len - whole.ptr)};
		if (yd_shape_is_notice_title(title))
			return title;
		if (yd_shape_is_sentence(line))
			break;
	}
	return (yd_str){0};
}

static void read_issuer(const struct reader *r, yd_metadata *out)
{
	const struct {
		yd_str text;
		yd_from from;
		yd_sure sure;
	} candidates[] = {{r->front.issuer, YD_FROM_FRONT_MATTER, YD_SURE_YES},
		{r->signed_.issuer, YD_FROM_SIGNATURE, YD_SURE_YES},
		{r->cover.issuer, YD_FROM_COVER, YD_SURE_YES},
		{title_issuer(yd_str_of(out->title)), YD_FROM_TITLE, YD_SURE_LIKELY},
		{title_issuer(yd_buf_str(&r->title)), YD_FROM_TITLE, YD_SURE_LIKELY},
		{title_issuer(cover_title(r)), YD_FROM_NOTICE, YD_SURE_LIKELY},
		{letterhead_issuer(yd_buf_str(&r->head)), YD_FROM_LETTERHEAD, YD_SURE_LIKELY},
		{letterhead_issuer(yd_buf_str(&r->preamble)), YD_FROM_LETTERHEAD, YD_SURE_LIKELY},
		{printer_issuer(yd_buf_str(&r->closing)), YD_FROM_SIGNATURE, YD_SURE_LIKELY},
		{source_issuer(yd_buf_str(&r->head)), YD_FROM_PAGE, YD_SURE_LIKELY}};
	for (size_t i = 0; i < sizeof candidates / sizeof *candidates && !out->issuer; i++)
		if (candidates[i].text.len && (out->issuer = copy_line(candidates[i].text)))
			set_found(out, YD_FIELD_ISSUER, candidates[i].from, candidates[i].sure);
}

static void set_date(yd_metadata *out, int year, int month, int day)
{
	if (!out->date[0] && year && month)
		snprintf(out->date, sizeof out->date, "%04u-%02u-%02u", (unsigned)year % 10000u,
			(unsigned)month % 100u, (unsigned)day % 100u);
}

static void read_date(const struct reader *r, yd_metadata *out)
{
	when_date date;
	if (when_next_date(r->front.date, 0, &date))
		set_date(out, date.year, date.month, date.day);
	set_date(out, r->signed_.year, r->signed_.month, r->signed_.day);
	set_date(out, r->cover.year, r->cover.month, r->cover.day);
	set_date(out, r->adopted.year, r->adopted.month, r->adopted.day);
	set_date(out, r->published.year, r->published.month, r->published.day);
	if (r->given && r->given->extracted &&
		when_next_date(yd_str_of(r->given->extracted->date), 0, &date))
		set_date(out, date.year, date.month, date.day);
}

/* A year as front matter gives it: 2024, 2024年, ２０２４, 2023-2024学年; 0: it is none. */
static int parse_year(yd_str text)
{
	when_year year;
	return when_next_year(text, 0, &year) && year.kind != WHEN_RANGE ? year.year : 0;
}

static int year_of_doc_no(yd_str doc_no)
{
	when_year year;
	return when_next_year(doc_no, 0, &year) ? year.year : 0;
}

/* Takes the year when there is none yet. */
static void take_year(yd_metadata *out, int year, yd_from from, yd_sure sure)
{
	if (out->year || !year)
		return;
	out->year = year;
	set_found(out, YD_FIELD_YEAR, from, sure);
}

/* How sure a year in the title is: one that is far from the date may be another's. */
static yd_sure sure_of_title_year(int year, int near)
{
	return near && (near < year - 1 || near > year + 1) ? YD_SURE_LIKELY : YD_SURE_YES;
}

static void take_title_year(yd_metadata *out, yd_str title, int near)
{
	yd_buf plain = {0};
	plain_text(title, &plain);
	int year = when_title_year(yd_buf_str(&plain));
	yd_period period = yd_period_find(title);
	if (period.text.len && (!year || year == period.year || year + 1 == period.year))
		year = period.year;
	take_year(out, year, YD_FROM_TITLE, sure_of_title_year(year, near));
	yd_buf_free(&plain);
}

/* Where the last articles of a regulation stand, at most. */
static yd_str last_bytes(yd_str body)
{
	enum { END = 1200 };
	size_t from = body.len > END ? body.len - END : 0;
	while (from < body.len && ((unsigned char)body.ptr[from] & 0xC0) == 0x80)
		from++;
	return (yd_str){body.ptr + from, body.len - from};
}

/* （2023年第6期）: the year in a line in brackets below the title. */
static int year_below_title(yd_str preamble)
{
	yd_str line;
	when_year year;
	while (plain_next_line(&preamble, &line))
		if ((yd_str_starts(line, YD_STR("（")) || yd_str_starts(line, YD_STR("("))) &&
			(yd_str_ends(line, YD_STR("）")) || yd_str_ends(line, YD_STR(")"))) &&
			when_next_year(line, 0, &year) && year.kind != WHEN_RANGE)
			return year.year;
	return 0;
}

static void find_year(const struct reader *r, yd_metadata *out)
{
	yd_buf plain = {0};
	int near = out->date[0] ? atoi(out->date) : 0;
	take_title_year(out, yd_str_of(out->title), near);
	/* A user's own title may leave out what the printed one says. */
	take_title_year(out, yd_buf_str(&r->title), near);
	/* A regulation is of the year it was adopted in. */
	if (out->kind == YD_KIND_REGULATION)
		take_year(out, r->adopted.year, YD_FROM_ADOPTION, YD_SURE_LIKELY);
	int programme = when_programme_year(yd_str_of(out->title));
	if (out->kind == YD_KIND_PROGRAMME)
		take_year(out, programme, YD_FROM_TITLE, YD_SURE_LIKELY);
	if (!out->year) {
		yd_str lead = r->preamble.len ? yd_buf_str(&r->preamble) : r->body;
		lead.len = lead.len < LEAD_BYTES ? lead.len : LEAD_BYTES;
		plain_text(lead, &plain);
		take_year(out, when_lead_year(yd_buf_str(&plain), near), YD_FROM_TEXT,
			YD_SURE_LIKELY);
	}
	take_year(out, year_below_title(yd_buf_str(&r->preamble)), YD_FROM_TEXT, YD_SURE_LIKELY);
	if (out->kind == YD_KIND_REGULATION && !out->year) {
		yd_buf_clear(&plain);
		plain_text(last_bytes(r->body), &plain);
		take_year(out, when_effect_year(yd_buf_str(&plain)), YD_FROM_TEXT, YD_SURE_GUESS);
	}
	take_year(out, r->signed_.year ? r->signed_.year : r->cover.year, YD_FROM_DATE,
		YD_SURE_GUESS);
	take_year(out, year_of_doc_no(r->doc_no), YD_FROM_DOC_NO, YD_SURE_GUESS);
	take_year(out, near, YD_FROM_DATE, YD_SURE_GUESS);
	/* A plan of several years that nothing dates begins with the first of them. */
	take_year(out, programme, YD_FROM_TITLE, YD_SURE_GUESS);
	yd_buf_free(&plain);
}

static yd_status read_year(const struct reader *r, yd_metadata *out, yd_error *err)
{
	if (r->given && r->given->year == YD_YEAR_NONE) {
		set_found(out, YD_FIELD_YEAR, YD_FROM_USER, YD_SURE_YES);
		return YD_OK;
	}
	if (r->given && r->given->year) {
		if (r->given->year < YEAR_MIN || r->given->year > YEAR_MAX)
			return yd_fail(err, YD_INVALID, _("year"),
				"%d is no year of a document: give one from %d to %d",
				r->given->year, YEAR_MIN, YEAR_MAX);
		take_year(out, r->given->year, YD_FROM_USER, YD_SURE_YES);
		return YD_OK;
	}
	take_year(out, parse_year(r->front.year), YD_FROM_FRONT_MATTER, YD_SURE_YES);
	if (!out->year)
		find_year(r, out);
	return YD_OK;
}

/* The lines below the text that say whose page it is: 主办：… */
static void add_owner_lines(const struct reader *r, yd_buf *out)
{
	static const char *const owners[] = {
		"主办", "承办", "版权所有", "版權所有", "来源", "來源", "发布机构", "发布单位"};
	yd_str rest = yd_buf_str(&r->page), line;
	while (plain_next_line(&rest, &line)) {
		bool owner = false;
		for (size_t i = 0; i < sizeof owners / sizeof *owners && !owner; i++)
			owner = plain_has(line, owners[i]);
		if (owner)
			reader_add_line(out, line);
	}
}

static void set_region_found(yd_metadata *out, yd_region_by by, bool several, bool foot)
{
	static const struct {
		yd_from from;
		yd_sure sure;
	} how[] = {[YD_REGION_BY_NOTHING] = {YD_FROM_NOWHERE, YD_SURE_NOT},
		[YD_REGION_BY_ISSUER] = {YD_FROM_SIGNATURE, YD_SURE_YES},
		[YD_REGION_BY_TITLE] = {YD_FROM_TITLE, YD_SURE_YES},
		[YD_REGION_BY_SIGNATURE] = {YD_FROM_SIGNATURE, YD_SURE_YES},
		[YD_REGION_BY_SOURCE] = {YD_FROM_PAGE, YD_SURE_LIKELY},
		[YD_REGION_BY_TEXT] = {YD_FROM_TEXT, YD_SURE_GUESS}};
	yd_from from = how[by].from;
	yd_sure sure = how[by].sure;
	if (by == YD_REGION_BY_ISSUER)
		from = out->found.fields[YD_FIELD_ISSUER].from;
	if (sure == YD_SURE_YES && (several || from == YD_FROM_PAGE))
		sure = YD_SURE_LIKELY;
	if (sure == YD_SURE_LIKELY && foot)
		sure = YD_SURE_GUESS;
	set_found(out, YD_FIELD_REGION, from, sure);
}

static void find_region(const struct reader *r, yd_metadata *out)
{
	bool several;
	yd_buf titles = {0}, furniture = {0};
	yd_buf_puts(&titles, out->title ? out->title : "");
	if (r->title.len)
		reader_add_line(&titles, yd_buf_str(&r->title));
	if (cover_title(r).len)
		reader_add_line(&titles, cover_title(r));
	yd_buf_add_str(&furniture, yd_buf_str(&r->head));
	yd_region_evidence evidence = {
		.title = yd_buf_str(&titles),
		.issuer = yd_str_of(out->issuer),
		.signature = yd_buf_str(&r->closing),
		.doc_no = yd_str_of(out->doc_no),
		.source = yd_buf_str(&furniture),
		.preamble = yd_buf_str(&r->preamble),
		.body = r->body,
		.year = out->year,
	};
	yd_region_by by = yd_region_find(&evidence, &out->region, &several);
	bool foot = !out->region.path;
	/* Only where the document and the head of its page leave it open. */
	if (foot) {
		add_owner_lines(r, &furniture);
		if (told_source(r).len)
			reader_add_line(&furniture, told_source(r));
		evidence.source = yd_buf_str(&furniture);
		by = yd_region_find(&evidence, &out->region, &several);
	}
	set_region_found(out, by, several, foot);
	yd_buf_free(&titles);
	yd_buf_free(&furniture);
}

static yd_status read_region(const struct reader *r, yd_metadata *out, yd_error *err)
{
	if (r->given && r->given->region && !*r->given->region) {
		set_found(out, YD_FIELD_REGION, YD_FROM_USER, YD_SURE_YES);
		return YD_OK;
	}
	if (r->given && r->given->region) {
		yd_status status =
			yd_region_parse(yd_str_of(r->given->region), out->year, &out->region, err);
		set_found(out, YD_FIELD_REGION, YD_FROM_USER, YD_SURE_YES);
		if (status == YD_AMBIGUOUS && err)
			err->status = YD_INVALID;
		return status == YD_AMBIGUOUS ? YD_INVALID : status;
	}
	set_found(out, YD_FIELD_REGION, YD_FROM_FRONT_MATTER, YD_SURE_YES);
	if (!r->front.region.len ||
		yd_region_parse(r->front.region, out->year, &out->region, NULL) != YD_OK)
		find_region(r, out);
	return YD_OK;
}

static void read_kind(const struct reader *r, yd_metadata *out)
{
	const yd_outline *outline = r->outline;
	const yd_found_how *title = &out->found.fields[YD_FIELD_TITLE];
	out->kind = yd_kind_of_title(out->title, outline->node_count > 0 && !outline->unnumbered);
	if (r->given && yd_kind_name(r->given->kind)) {
		out->kind = (yd_kind)r->given->kind;
		set_found(out, YD_FIELD_KIND, YD_FROM_USER, YD_SURE_YES);
	} else if (yd_kind_find(r->front.kind) != YD_KIND_UNKNOWN) {
		out->kind = (yd_kind)yd_kind_find(r->front.kind);
		set_found(out, YD_FIELD_KIND, YD_FROM_FRONT_MATTER, YD_SURE_YES);
	} else if (out->title)
		set_found(out, YD_FIELD_KIND, YD_FROM_TITLE,
			out->kind == YD_KIND_OTHER ? YD_SURE_GUESS : (yd_sure)title->sure);
	out->period = copy_line(yd_period_find(yd_str_of(out->title)).text);
	if (!out->period)
		out->period = copy_line(yd_period_find(yd_buf_str(&r->title)).text);
	if (out->period)
		set_found(out, YD_FIELD_PERIOD, YD_FROM_TITLE, (yd_sure)title->sure);
}

static bool has_numbers(const yd_outline *outline)
{
	for (size_t i = 0; i < outline->piece_count; i++)
		if (outline->pieces[i].kind == YD_MARK)
			return true;
	return false;
}

static void set_outline_found(const yd_outline *outline, yd_metadata *out)
{
	yd_findings *found = &out->found;
	found->known = true;
	found->unsure = (uint32_t)yd_outline_unsure_count(outline);
	if (outline->unnumbered)
		set_found(out, YD_FIELD_OUTLINE, YD_FROM_PARAGRAPHS, YD_SURE_GUESS);
	else if (outline->node_count && !has_numbers(outline))
		set_found(out, YD_FIELD_OUTLINE, YD_FROM_HEADINGS, YD_SURE_LIKELY);
	else if (outline->node_count)
		set_found(out, YD_FIELD_OUTLINE, YD_FROM_NUMBERING,
			found->unsure ? YD_SURE_LIKELY : YD_SURE_YES);
}

yd_status yd_metadata_read(yd_str source, const yd_outline *outline, const yd_given *given,
	yd_metadata *out, yd_error *err)
{
	struct reader r = {.source = source, .outline = outline, .given = given};
	*out = (yd_metadata){0};
	reader_gather(&r);
	read_title(&r, out);
	read_issuer(&r, out);
	out->doc_no = copy_line(r.front.doc_no.len ? r.front.doc_no : r.doc_no);
	out->url = given && given->url ? yd_strdup(given->url) : copy_line(r.front.url);
	out->sample = front_is_true(r.front.sample);
	read_date(&r, out);
	read_kind(&r, out);
	set_outline_found(outline, out);
	yd_status status = read_year(&r, out, err);
	if (status == YD_OK)
		status = read_region(&r, out, err);
	reader_free(&r);
	if (status != YD_OK)
		yd_metadata_free(out);
	return status;
}
