/* The one file in C++: the words of a PDF as poppler finds them. */
#include "pdf.h"

#include <limits>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

namespace
{

void say_nothing(const std::string &, void *)
{
}

/* Poppler reads its lists of files with the first document and drops them with the last: this one
 * stays. */
const char smallest[] = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
			"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
			"trailer<</Root 1 0 R>>\n%%EOF\n";

bool give_page(const poppler::page &page, pdf_caller &caller)
{
	const poppler::rectf whole = page.page_rect();
	if (!caller.page(caller.context, whole.width(), whole.height()))
		return false;
	for (const poppler::text_box &box : page.text_list(poppler::page::text_list_include_font)) {
		if (box.rotation() != 0)
			continue;
		const poppler::byte_array text = box.text().to_utf8();
		const poppler::rectf place = box.bbox();
		const std::string font = box.has_font_info() ? box.get_font_name() : std::string();
		pdf_word word = {};
		word.text = text.data();
		word.len = text.size();
		word.left = place.left();
		word.top = place.top();
		word.right = place.right();
		word.bottom = place.bottom();
		word.size = box.has_font_info() ? box.get_font_size() : 0;
		word.font = font.c_str();
		word.space_after = box.has_space_after();
		if (word.len && !caller.word(caller.context, &word))
			return false;
	}
	return true;
}

pdf_result read_words(const char *bytes, size_t len, pdf_caller &caller)
{
	if (len > static_cast<size_t>(std::numeric_limits<int>::max()))
		return PDF_DAMAGED;
	const std::unique_ptr<poppler::document> document(
		poppler::document::load_from_raw_data(bytes, static_cast<int>(len)));
	if (!document)
		return PDF_DAMAGED;
	if (document->is_locked())
		return PDF_LOCKED;
	int pages = document->pages();
	if (pages <= 0)
		return PDF_DAMAGED;
	if (static_cast<unsigned>(pages) > caller.most_pages) {
		caller.more_pages = true;
		pages = static_cast<int>(caller.most_pages);
	}
	int given = 0;
	for (int i = 0; i < pages; i++) {
		const std::unique_ptr<poppler::page> page(document->create_page(i));
		if (page && !give_page(*page, caller))
			return PDF_STOPPED;
		given += page != nullptr;
	}
	return given > 0 ? PDF_DONE : PDF_DAMAGED;
}

} // namespace

extern "C" pdf_result pdf_words(const char *bytes, size_t len, pdf_caller *caller)
{
	poppler::set_debug_error_function(say_nothing, nullptr);
	try {
		return read_words(bytes, len, *caller);
	} catch (const std::bad_alloc &) {
		return PDF_MEMORY;
	} catch (...) {
		return PDF_DAMAGED;
	}
}

extern "C" void pdf_open_data(void)
{
	poppler::set_debug_error_function(say_nothing, nullptr);
	try {
		static std::unique_ptr<poppler::document> kept(
			poppler::document::load_from_raw_data(
				smallest, static_cast<int>(sizeof smallest - 1)));
	} catch (...) {
	}
}
