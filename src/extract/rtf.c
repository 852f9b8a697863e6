/*
 * Rich text (RTF 1.9.1): text and the look of its paragraphs; a reader of its own, since what a
 * plan needs is little. Numbers stand in the file as Word printed them (\listtext, \pntext).
 */
#include "rtf.h"

#include <stdlib.h>
#include <string.h>
#include <yaodian/text.h>

/* ---- the table of fonts ---- */

static void end_font_name(struct rtf *r)
{
	rtf_end_bytes(r);
	struct font *font = rtf_font(r, rtf_now(r)->font);
	if (font && r->name.len)
		font->hints |= page_font_hints(yd_buf_str(&r->name));
	yd_buf_clear(&r->name);
}

static void begin_font(struct rtf *r, int id)
{
	if (r->in_fonts && r->font_count < MOST_FONTS)
		r->fonts[r->font_count++] = (struct font){.id = id};
	rtf_now(r)->font = id;
}

static void set_charset(struct rtf *r, int charset)
{
	if (!r->in_fonts || !r->font_count)
		return;
	r->fonts[r->font_count - 1].code_page = charset == 134	 ? 936
						: charset == 136 ? 950
						: charset == 128 ? 932
						: charset == 129 ? 949
								 : 0;
}

/* ---- the table of styles ---- */

static void begin_styles(struct rtf *r)
{
	r->in_styles = true;
	r->styles_depth = r->depth;
}

static void end_style_name(struct rtf *r)
{
	static const char *const begins[] = {"heading ", "Heading ", "标题 ", "标题"};
	rtf_end_bytes(r);
	yd_str name = yd_text_trim(yd_buf_str(&r->name));
	struct style *style = r->style_count ? &r->styles[r->style_count - 1] : NULL;
	for (size_t i = 0; style && i < sizeof begins / sizeof *begins; i++) {
		size_t len = strlen(begins[i]);
		if (yd_str_starts(name, yd_str_of(begins[i])) && name.len > len &&
			name.ptr[len] >= '1' && name.ptr[len] <= '9')
			style->heading = name.ptr[len] - '0';
	}
	yd_buf_clear(&r->name);
}

/* \s: in the table a style begins, elsewhere a paragraph gets its look. */
static void obey_style(struct rtf *r, int id)
{
	if (r->in_styles) {
		if (r->style_count < MOST_STYLES)
			r->styles[r->style_count++] = (struct style){.id = id};
		return;
	}
	for (size_t i = 0; i < r->style_count; i++)
		if (r->styles[i].id == id) {
			r->heading = (unsigned)r->styles[i].heading;
			r->place = r->styles[i].place;
			rtf_now(r)->bold |= r->styles[i].bold;
			return;
		}
}

static void obey_in_styles(struct rtf *r, const char *word, bool has_value, int value)
{
	struct style *style = r->style_count ? &r->styles[r->style_count - 1] : NULL;
	if (strcmp(word, "s") == 0)
		obey_style(r, value);
	else if (!style)
		return;
	else if (strcmp(word, "outlinelevel") == 0)
		style->heading = value >= 0 && value < 9 ? value + 1 : 0;
	else if (strcmp(word, "b") == 0)
		style->bold = !has_value || value;
	else if (strcmp(word, "qc") == 0)
		style->place = HINT_CENTRED;
	else if (strcmp(word, "qr") == 0)
		style->place = HINT_RIGHT;
}

/* ---- control words ---- */

static bool is_one_of(const char *word, const char *words)
{
	size_t len = strlen(word);
	for (const char *at = words; (at = strstr(at, word)); at += len)
		if ((at == words || at[-1] == ' ') && (at[len] == ' ' || !at[len]))
			return true;
	return false;
}

static const char no_text[] = "colortbl info footnote "
			      "annotation ftnsep ftnsepc listtable listoverridetable revtbl "
			      "rsidtbl themedata colorschememapping datastore "
			      "latentstyles generator xmlnstbl fldinst bkmkstart bkmkend shpinst "
			      "private template filetbl "
			      "pgptbl mmathPr pnseclvl atnid atnauthor objdata";

static void end_cell(struct rtf *r)
{
	rtf_end_bytes(r);
	r->cells++;
	yd_buf_putc(&r->text, '\t');
}

static void obey_look(struct rtf *r, const char *word, bool has_value, int value)
{
	if (strcmp(word, "b") == 0)
		rtf_now(r)->bold = !has_value || value;
	else if (strcmp(word, "v") == 0)
		rtf_now(r)->hidden = !has_value || value;
	else if (strcmp(word, "plain") == 0)
		rtf_now(r)->bold = rtf_now(r)->hidden = rtf_now(r)->deleted = false;
	else if (strcmp(word, "deleted") == 0)
		rtf_now(r)->deleted = !has_value || value;
	else if (strcmp(word, "f") == 0)
		begin_font(r, value);
	else if (strcmp(word, "qc") == 0)
		r->place = HINT_CENTRED;
	else if (strcmp(word, "qr") == 0)
		r->place = HINT_RIGHT;
	else if (is_one_of(word, "ql qj"))
		r->place = 0;
	else if (strcmp(word, "s") == 0)
		obey_style(r, value);
	else if (strcmp(word, "ilvl") == 0)
		r->list_level = value >= 0 && value < 9 ? (unsigned)value : 0;
	else if (strcmp(word, "outlinelevel") == 0)
		r->heading = value >= 0 && value < 9 ? (unsigned)value + 1 : 0;
	else if (strcmp(word, "intbl") == 0)
		r->in_table = true;
	else if (strcmp(word, "pard") == 0) {
		r->place = r->heading = r->list_level = 0;
		r->in_table = false;
	}
}

static bool obey_character(struct rtf *r, const char *word)
{
	static const struct {
		const char *word;
		uint32_t cp;
	} chars[] = {{"emdash", 0x2014}, {"endash", 0x2013}, {"lquote", 0x2018}, {"rquote", 0x2019},
		{"ldblquote", 0x201C}, {"rdblquote", 0x201D}, {"bullet", 0x2022}, {"tab", ' '},
		{"emspace", ' '}, {"enspace", ' '}, {"~", 0xA0}, {"_", '-'}};
	for (size_t i = 0; i < sizeof chars / sizeof *chars; i++)
		if (strcmp(word, chars[i].word) == 0) {
			rtf_add_char(r, chars[i].cp);
			return true;
		}
	return false;
}

static void obey(struct rtf *r, const char *word, bool has_value, int value)
{
	rtf_end_bytes(r);
	if (strcmp(word, "u") == 0) {
		rtf_add_unicode(r, value);
		return;
	}
	r->skip_chars = 0;
	if (strcmp(word, "fonttbl") == 0)
		r->in_fonts = true;
	else if (strcmp(word, "stylesheet") == 0)
		begin_styles(r);
	else if (is_one_of(word, "shprslt nonshppict header headerl headerr headerf footer footerl "
				 "footerr footerf pict object"))
		rtf_now(r)->skipped = rtf_now(r)->no_boxes = true;
	else if (is_one_of(word, "shptxt dptxbxtext"))
		rtf_begin_box(r);
	else if (is_one_of(word, no_text))
		rtf_now(r)->skipped = true;
	else if (is_one_of(word, "listtext pntext"))
		rtf_now(r)->number = !rtf_now(r)->box;
	else if (strcmp(word, "ansicpg") == 0)
		r->code_page = value;
	else if (strcmp(word, "fcharset") == 0)
		set_charset(r, value);
	else if (strcmp(word, "uc") == 0)
		rtf_now(r)->after_unicode = value >= 0 && value < 16 ? value : 1;
	else if (rtf_now(r)->skipped)
		return;
	else if (r->in_styles)
		obey_in_styles(r, word, has_value, value);
	else if (is_one_of(word, "par sect page row line") && rtf_now(r)->box)
		rtf_add_char(r, '\n');
	else if (is_one_of(word, "cell nestcell") && rtf_now(r)->box)
		rtf_add_char(r, '\t');
	else if (is_one_of(word, "par sect page") && r->in_table)
		rtf_add_char(r, ' ');
	else if (is_one_of(word, "par sect page row line"))
		rtf_end_paragraph(r);
	else if (is_one_of(word, "cell nestcell"))
		end_cell(r);
	else if (!obey_character(r, word))
		obey_look(r, word, has_value, value);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static char next(struct rtf *r)
{
	return r->at < r->in.len ? r->in.ptr[r->at] : '\0';
}

/* Behind the backslash. */
static void read_control(struct rtf *r)
{
	enum { LONGEST = 32 };
	char word[LONGEST + 1];
	size_t len = 0;
	char c = next(r);
	while (len < LONGEST &&
		((next(r) >= 'a' && next(r) <= 'z') || (next(r) >= 'A' && next(r) <= 'Z')))
		word[len++] = r->in.ptr[r->at++];
	word[len] = '\0';
	if (len) {
		bool negative = next(r) == '-', has_value = false;
		int value = 0;
		r->at += negative;
		for (; next(r) >= '0' && next(r) <= '9'; r->at++, has_value = true)
			value = value < 1000000 ? value * 10 + (next(r) - '0') : value;
		r->at += next(r) == ' ';
		obey(r, word, has_value, negative ? -value : value);
		return;
	}
	r->at += r->at < r->in.len;
	if (c == '\'') {
		int high = hex_digit(next(r));
		r->at += high >= 0;
		int low = high >= 0 ? hex_digit(next(r)) : -1;
		r->at += low >= 0;
		if (low >= 0)
			rtf_add_byte(r, (char)(high << 4 | low));
	} else if (c == '*') {
		/* A destination that old readers leave out; the numbers are one that is wanted. */
		size_t at = r->at;
		bool wanted = at + 1 < r->in.len &&
			      (yd_str_starts((yd_str){r->in.ptr + at, r->in.len - at},
				      YD_STR("\\pntext")));
		rtf_now(r)->skipped |= !wanted;
	} else if (c == '\\' || c == '{' || c == '}') {
		rtf_add_byte(r, c);
	} else if (c == '~' || c == '_') {
		obey_character(r, c == '~' ? "~" : "_");
	} else if (c == '\n' || c == '\r') {
		obey(r, "par", false, 0);
	}
}

static void begin_group(struct rtf *r)
{
	rtf_end_bytes(r);
	r->skip_chars = 0;
	if (r->depth + 1 >= MOST_GROUPS) {
		r->too_deep++;
		return;
	}
	r->groups[r->depth + 1] = r->groups[r->depth];
	r->depth++;
}

static void end_group(struct rtf *r)
{
	rtf_end_bytes(r);
	r->skip_chars = 0;
	if (r->too_deep) {
		r->too_deep--;
		return;
	}
	if (r->in_fonts)
		end_font_name(r);
	/* The table is at depth 2, its fonts one below, or it lists them without groups. */
	if (r->in_fonts && r->depth <= 2)
		r->in_fonts = false;
	if (r->in_styles && !rtf_now(r)->skipped)
		end_style_name(r);
	if (r->in_styles && r->depth <= r->styles_depth)
		r->in_styles = false;
	if (rtf_now(r)->box && r->depth && !r->groups[r->depth - 1].box)
		rtf_end_box(r);
	r->depth -= r->depth > 0;
}

bool rtf_read(yd_str bytes, struct page *page)
{
	struct rtf *r = yd_alloc(sizeof *r);
	r->page = page;
	r->in = bytes;
	r->code_page = 1252;
	r->groups[0].after_unicode = 1;
	while (r->at < bytes.len && !page->error) {
		char c = bytes.ptr[r->at++];
		if (c == '{')
			begin_group(r);
		else if (c == '}')
			end_group(r);
		else if (c == '\\')
			read_control(r);
		else if (c == ';' && r->in_fonts)
			end_font_name(r);
		else if (c != '\n' && c != '\r' && c != '\0')
			rtf_add_byte(r, c);
	}
	rtf_end_paragraph(r);
	yd_buf_free(&r->bytes);
	yd_buf_free(&r->name);
	yd_buf_free(&r->text);
	yd_buf_free(&r->number);
	yd_buf_free(&r->boxes);
	free(r);
	return !page->error;
}
