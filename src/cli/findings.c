#include "findings.h"

#include "document.h"
#include "json.h"

#include <yaodian/intl.h>

const char *findings_name(yd_field field)
{
	static const char *const names[YD_FIELD_COUNT] = {[YD_FIELD_REGION] = N_("region"),
		[YD_FIELD_YEAR] = N_("year"),
		[YD_FIELD_TITLE] = N_("title"),
		[YD_FIELD_KIND] = N_("kind"),
		[YD_FIELD_PERIOD] = N_("period"),
		[YD_FIELD_ISSUER] = N_("issuer"),
		[YD_FIELD_OUTLINE] = N_("outline")};
	return yd_tr(names[field]);
}

static void add_size(const yd_doc *doc, yd_buf *out)
{
	yd_buf_printf(out, yd_trn("%zu section", "%zu sections", doc->sections), doc->sections);
	yd_buf_puts(out, _(", "));
	yd_buf_printf(out, yd_trn("%zu clause", "%zu clauses", doc->clauses), doc->clauses);
}

/* Also that there is none. */
static bool is_given(const yd_doc *doc, yd_field field)
{
	yd_findings found;
	yd_findings_decode(doc->found, &found);
	return found.fields[field].from == YD_FROM_USER;
}

void findings_value(const yd_doc *doc, yd_field field, yd_buf *out)
{
	const char *kind = yd_kind_name(doc->kind);
	switch (field) {
	case YD_FIELD_REGION:
		if (yd_doc_own_region(doc) || is_given(doc, field))
			add_region(yd_doc_own_region(doc), out);
		break;
	case YD_FIELD_YEAR:
		if (doc->year || is_given(doc, field))
			add_year(doc->year, out);
		break;
	case YD_FIELD_TITLE:
		yd_buf_puts(out, doc->title ? doc->title : "");
		break;
	case YD_FIELD_KIND:
		yd_buf_puts(out, kind ? kind : "");
		break;
	case YD_FIELD_PERIOD:
		yd_buf_puts(out, doc->period ? doc->period : "");
		break;
	case YD_FIELD_ISSUER:
		yd_buf_puts(out, doc->issuer ? doc->issuer : "");
		break;
	case YD_FIELD_OUTLINE:
		add_size(doc, out);
		break;
	case YD_FIELD_COUNT:
		break;
	}
}

void findings_how(const yd_findings *found, yd_field field, yd_buf *out)
{
	const yd_found_how *how = &found->fields[field];
	if (how->sure == YD_SURE_NOT)
		yd_buf_puts(out, yd_sure_text(how->sure));
	else if (how->sure == YD_SURE_YES)
		yd_buf_puts(out, yd_from_text(how->from));
	else
		yd_buf_printf(out, _("%s: %s"), yd_sure_text(how->sure), yd_from_text(how->from));
	if (field == YD_FIELD_OUTLINE && found->unsure) {
		yd_buf_puts(out, _(", "));
		yd_buf_printf(out,
			yd_trn("%zu heading unsure", "%zu headings unsure", found->unsure),
			(size_t)found->unsure);
	}
}

/* What the import warns of need not be told twice. */
static bool is_worth_telling(const yd_findings *found, yd_field field, bool all)
{
	bool there = found->fields[field].sure != YD_SURE_NOT;
	return there && (all || yd_found_is_doubtful(found, field));
}

void findings_line(const yd_doc *doc, bool all, yd_buf *out)
{
	yd_findings found;
	yd_buf value = {0}, how = {0};
	size_t begin = out->len;
	yd_findings_decode(doc->found, &found);
	for (yd_field field = 0; found.known && field < YD_FIELD_COUNT; field++) {
		if (!is_worth_telling(&found, field, all))
			continue;
		yd_buf_clear(&value);
		yd_buf_clear(&how);
		findings_value(doc, field, &value);
		findings_how(&found, field, &how);
		yd_buf_puts(out, out->len > begin ? _(", ") : "");
		yd_buf_printf(out, _("%s %s (%s)"), findings_name(field), value.ptr, how.ptr);
	}
	yd_buf_free(&value);
	yd_buf_free(&how);
}

void json_findings(yd_buf *out, const yd_doc *doc)
{
	yd_findings found;
	yd_findings_decode(doc->found, &found);
	json_key(out, "found");
	if (!found.known) {
		json_null(out);
		return;
	}
	json_open(out, '{');
	for (yd_field field = 0; field < YD_FIELD_COUNT; field++) {
		json_key(out, yd_field_key(field));
		json_open(out, '{');
		json_key(out, "from");
		json_text(out, yd_from_key(found.fields[field].from));
		json_key(out, "sure");
		json_text(out, yd_sure_key(found.fields[field].sure));
		json_close(out, '}');
	}
	json_key(out, "unsure_nodes");
	json_number(out, found.unsure);
	json_key(out, "replaced");
	json_number(out, found.replaced);
	json_close(out, '}');
}
