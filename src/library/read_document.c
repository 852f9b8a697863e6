/* A document read by today's rules, with what the user said and corrected of its bytes. */
#include "corrections.h"

yd_status read_document(yd_library *library, const char *name, yd_str bytes,
	const uint8_t sha256[YD_SHA256_SIZE], const yd_given *given, prepared *out, yd_error *err)
{
	corrections said;
	yd_status status = library_need_rules(library, err);
	if (status == YD_OK)
		status = corrections_read(library, sha256, &said, err);
	if (status != YD_OK)
		return status;
	/* What is read ahead knows nothing of what was said. */
	if (said.any || !ahead_take(library, bytes, given, out, &status, err)) {
		yd_given merged = corrections_give(&said, given);
		merged.sha256 = sha256;
		status = prepare(name, bytes, &merged, library->helper, library->rules, out, err);
		if (status == YD_OK)
			corrections_tag(&said, out);
	}
	corrections_free(&said);
	return status;
}

yd_status stored_page(yd_library *library, const yd_doc *doc, yd_page *out, yd_error *err)
{
	*out = (yd_page){0};
	yd_status status = doc->url ? yd_corpus_page(library->corpus, doc->url, out, err) : YD_OK;
	return status == YD_NOT_FOUND ? YD_OK : status;
}

yd_status read_stored(yd_library *library, const yd_doc *doc, yd_str bytes, bool name_paras,
	prepared *out, yd_error *err)
{
	yd_page page = {0};
	const char *name = doc->source_path ? doc->source_path : doc->ref;
	yd_status status = stored_page(library, doc, &page, err);
	if (status != YD_OK)
		return status;
	yd_given given = {.url = page.url, .charset = page.charset, .name_paras = name_paras};
	status = read_document(library, name, bytes, doc->sha256, &given, out, err);
	yd_page_free(&page);
	return status;
}
