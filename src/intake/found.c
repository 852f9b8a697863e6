/* Where things were found: names, and the form the cache keeps. */
#include <yaodian/found.h>
#include <yaodian/intl.h>

#include <stdlib.h>
#include <string.h>

static const char *const field_keys[YD_FIELD_COUNT] = {[YD_FIELD_REGION] = "region",
	[YD_FIELD_YEAR] = "year",
	[YD_FIELD_TITLE] = "title",
	[YD_FIELD_KIND] = "kind",
	[YD_FIELD_PERIOD] = "period",
	[YD_FIELD_ISSUER] = "issuer",
	[YD_FIELD_OUTLINE] = "outline"};

static const char *const sure_keys[YD_SURE_COUNT] = {
	[YD_SURE_GUESS] = "guess", [YD_SURE_LIKELY] = "likely", [YD_SURE_YES] = "sure"};

static const char *const sure_texts[YD_SURE_COUNT] = {[YD_SURE_NOT] = N_("not found"),
	[YD_SURE_GUESS] = N_("a guess"),
	[YD_SURE_LIKELY] = N_("likely"),
	[YD_SURE_YES] = N_("sure")};

static const struct {
	const char *key, *text;
} froms[YD_FROM_COUNT] = {
	[YD_FROM_USER] = {"user", N_("given by you")},
	[YD_FROM_FRONT_MATTER] = {"front-matter", N_("front matter")},
	[YD_FROM_TITLE] = {"title", N_("title")},
	[YD_FROM_NOTICE] = {"notice", N_("title of the notice")},
	[YD_FROM_SIGNATURE] = {"signature", N_("signature")},
	[YD_FROM_COVER] = {"notice-signature", N_("signature of the notice")},
	[YD_FROM_LETTERHEAD] = {"letterhead", N_("letterhead")},
	[YD_FROM_PAGE] = {"page", N_("source line or names on the page")},
	[YD_FROM_FILE] = {"file", N_("properties of the file")},
	[YD_FROM_DOC_NO] = {"doc-no", N_("document number")},
	[YD_FROM_ADOPTION] = {"adoption", N_("day of adoption")},
	[YD_FROM_TEXT] = {"text", N_("running text")},
	[YD_FROM_DATE] = {"date", N_("date")},
	[YD_FROM_PLACE] = {"place", N_("line where a title stands")},
	[YD_FROM_NUMBERING] = {"numbering", N_("numbering")},
	[YD_FROM_PARAGRAPHS] = {"paragraphs", N_("paragraphs, since nothing is numbered")},
	[YD_FROM_HEADINGS] = {"headings", N_("headings that the file marks")},
};

const char *yd_field_key(yd_field field)
{
	return field < YD_FIELD_COUNT ? field_keys[field] : NULL;
}

const char *yd_from_key(unsigned from)
{
	return from < YD_FROM_COUNT ? froms[from].key : NULL;
}

const char *yd_sure_key(unsigned sure)
{
	return sure < YD_SURE_COUNT ? sure_keys[sure] : NULL;
}

const char *yd_from_text(unsigned from)
{
	return from < YD_FROM_COUNT && froms[from].text ? yd_tr(froms[from].text) : "";
}

const char *yd_sure_text(unsigned sure)
{
	return yd_tr(sure_texts[sure < YD_SURE_COUNT ? sure : YD_SURE_NOT]);
}

bool yd_found_is_doubtful(const yd_findings *found, yd_field field)
{
	const yd_found_how *how = &found->fields[field];
	if (how->sure == YD_SURE_NOT)
		return field != YD_FIELD_PERIOD && field != YD_FIELD_ISSUER;
	return how->sure == YD_SURE_GUESS || (field == YD_FIELD_OUTLINE && found->unsure);
}

/* ---- storing ---- */

/* Two letters for each field, its origin from 'a' on and its sureness from '0' on; then both
 * numbers. */
void yd_findings_encode(const yd_findings *found, yd_buf *out)
{
	for (size_t i = 0; i < YD_FIELD_COUNT; i++) {
		yd_buf_putc(out, (char)('a' + found->fields[i].from));
		yd_buf_putc(out, (char)('0' + found->fields[i].sure));
	}
	yd_buf_printf(out, " %u %u", (unsigned)found->unsure, (unsigned)found->replaced);
}

void yd_findings_decode(const char *text, yd_findings *out)
{
	*out = (yd_findings){0};
	if (!text || strlen(text) < 2 * YD_FIELD_COUNT + 4 || text[2 * YD_FIELD_COUNT] != ' ')
		return;
	yd_findings found = {.known = true};
	for (size_t i = 0; i < YD_FIELD_COUNT; i++) {
		char from = text[2 * i], sure = text[2 * i + 1];
		if (from < 'a' || from >= 'a' + YD_FROM_COUNT || sure < '0' ||
			sure >= '0' + YD_SURE_COUNT)
			return;
		found.fields[i] = (yd_found_how){(uint8_t)(from - 'a'), (uint8_t)(sure - '0')};
	}
	char *end;
	found.unsure = (uint32_t)strtoul(text + 2 * YD_FIELD_COUNT + 1, &end, 10);
	if (*end != ' ')
		return;
	found.replaced = (uint32_t)strtoul(end + 1, &end, 10);
	if (!*end)
		*out = found;
}
