/*
 * Rich text (RTF 1.9.1): text and the look of its paragraphs; a reader of its own, since what a
 * plan needs is little. Numbers stand in the file as Word printed them (\listtext, \pntext).
 */
#include "page.h"

#include "decode.h"
#include "lines.h"

#include <stdlib.h>
#include <string.h>
#include <yaodian/text.h>

enum { MOST_GROUPS = 4096, MOST_FONTS = 256, MOST_STYLES = 512 };

static const unsigned font_hints[3] = {HINT_HEI, HINT_KAI, HINT_SONG};

struct group {
	bool skipped; /* a destination that is no text */
	bool bold, hidden, deleted, number;
	int font;
	int after_unicode; /* \ucN */
};

struct font {
	int id, code_page;
	unsigned hints;
};

/* Of a paragraph, as \s names it. */
struct style {
	int id, heading;
	unsigned place;
	bool bold;
};

struct rtf {
	struct page *page;
	yd_str in;
	size_t at;
	struct group groups[MOST_GROUPS];
	size_t depth, too_deep;
	int code_page;
	struct font fonts[MOST_FONTS];
	size_t font_count;
	bool in_fonts;
	struct style styles[MOST_STYLES];
	size_t style_count;
	bool in_styles;
	size_t styles_depth;
	unsigned list_level;
	yd_buf bytes; /* \'xx that wait to be decoded together */
	yd_buf name;  /* of the font or style that the table at hand tells */
	yd_buf text, number;
	unsigned place;
	unsigned skip_chars; /* stand-ins behind a \u */
	unsigned heading;
	uint32_t surrogate;
	size_t chars, bold_chars, font_chars[3], cells;
	bool in_table;
};

static struct group *now(struct rtf *r)
{
	return &r->groups[r->depth];
}

static struct font *font_of(struct rtf *r, int id)
{
	for (size_t i = 0; i < r->font_count; i++)
		if (r->fonts[i].id == id)
			return &r->fonts[i];
	return NULL;
}

/* ---- text ---- */

static yd_buf *target(struct rtf *r)
{
	if (r->in_fonts || r->in_styles)
		return &r->name;
	return now(r)->number ? &r->number : &r->text;
}

static void count_chars(struct rtf *r, const yd_buf *to, size_t chars)
{
	const struct font *font = font_of(r, now(r)->font);
	if (to != &r->text)
		return;
	r->chars += chars;
	r->bold_chars += now(r)->bold ? chars : 0;
	for (size_t i = 0; font && i < 3; i++)
		r->font_chars[i] += font->hints & font_hints[i] ? chars : 0;
}

static void end_bytes(struct rtf *r)
{
	if (!r->bytes.len)
		return;
	const struct font *font = font_of(r, now(r)->font);
	int code_page = font && font->code_page ? font->code_page : r->code_page;
	yd_buf *out = target(r);
	size_t before = out->len;
	r->page->replaced += decode_code_page(yd_buf_str(&r->bytes), code_page, out);
	count_chars(r, out, yd_utf8_count((yd_str){out->ptr + before, out->len - before}));
	yd_buf_clear(&r->bytes);
}

static bool is_shown(const struct rtf *r)
{
	const struct group *at = &r->groups[r->depth];
	return !at->skipped && !at->hidden && !at->deleted;
}

static void add_char(struct rtf *r, uint32_t cp)
{
	char bytes[4];
	end_bytes(r);
	if (!is_shown(r))
		return;
	yd_buf_add(target(r), bytes, yd_utf8_encode(cp, bytes));
	count_chars(r, target(r), 1);
}

static void add_byte(struct rtf *r, char byte)
{
	if (r->skip_chars) {
		r->skip_chars--;
		return;
	}
	if (is_shown(r))
		yd_buf_putc(&r->bytes, byte);
}

/* \uN: a unit of UTF-16, signed. */
static void add_unicode(struct rtf *r, int value)
{
	uint32_t unit = (uint32_t)(value & 0xFFFF);
	r->skip_chars = 0;
	end_bytes(r);
	if (unit >= 0xD800 && unit < 0xDC00) {
		r->surrogate = unit;
	} else if (unit >= 0xDC00 && unit < 0xE000 && r->surrogate) {
		add_char(r, 0x10000 + ((r->surrogate - 0xD800) << 10) + (unit - 0xDC00));
		r->surrogate = 0;
	} else {
		r->surrogate = 0;
		add_char(r, unit);
	}
	r->skip_chars = (unsigned)now(r)->after_unicode;
}

static void end_paragraph(struct rtf *r)
{
	struct paragraph hints = {.hints = r->place, .heading = r->heading};
	yd_buf line = {0};
	end_bytes(r);
	yd_str number = yd_text_trim(yd_buf_str(&r->number));
	if (number.len && yd_text_trim(yd_buf_str(&r->text)).len) {
		yd_buf_add_str(&line, number);
		if (!yd_str_ends(number, YD_STR("、")) && !yd_str_ends(number, YD_STR("）")))
			yd_buf_putc(&line, ' ');
		hints.number_len = line.len;
		hints.number_level = r->list_level + 1;
	}
	yd_buf_add_str(&line, yd_buf_str(&r->text));
	if (r->chars && r->bold_chars * 10 >= r->chars * 9)
		hints.hints |= HINT_BOLD;
	for (size_t i = 0; i < 3; i++)
		if (r->chars && r->font_chars[i] * 10 >= r->chars * 9)
			hints.hints |= font_hints[i];
	hints.hints |= r->cells > 1 ? HINT_ROW : 0;
	page_add(r->page, yd_buf_str(&line), hints);
	yd_buf_free(&line);
	yd_buf_clear(&r->text);
	yd_buf_clear(&r->number);
	r->chars = r->bold_chars = r->cells = 0;
	memset(r->font_chars, 0, sizeof r->font_chars);
}

/* ---- the table of fonts ---- */

static void end_font_name(struct rtf *r)
{
	end_bytes(r);
	struct font *font = font_of(r, now(r)->font);
	if (font && r->name.len)
		font->hints |= page_font_hints(yd_buf_str(&r->name));
	yd_buf_clear(&r->name);
}

static void begin_font(struct rtf *r, int id)
{
	if (r->in_fonts && r->font_count < MOST_FONTS)
		r->fonts[r->font_count++] = (struct font){.id = id};
	now(r)->font = id;
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
	end_bytes(r);
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
			now(r)->bold |= r->styles[i].bold;
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

static const char no_text[] = "colortbl info pict object header headerl headerr headerf "
			      "footer footerl footerr footerf footnote "
			      "annotation ftnsep ftnsepc listtable listoverridetable revtbl "
			      "rsidtbl themedata colorschememapping datastore "
			      "latentstyles generator xmlnstbl fldinst bkmkstart bkmkend shpinst "
			      "nonshppict private template filetbl "
			      "pgptbl mmathPr pnseclvl atnid atnauthor objdata";

static void end_cell(struct rtf *r)
{
	end_bytes(r);
	r->cells++;
	yd_buf_putc(&r->text, '\t');
}

static void obey_look(struct rtf *r, const char *word, bool has_value, int value)
{
	if (strcmp(word, "b") == 0)
		now(r)->bold = !has_value || value;
	else if (strcmp(word, "v") == 0)
		now(r)->hidden = !has_value || value;
	else if (strcmp(word, "plain") == 0)
		now(r)->bold = now(r)->hidden = now(r)->deleted = false;
	else if (strcmp(word, "deleted") == 0)
		now(r)->deleted = !has_value || value;
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
			add_char(r, chars[i].cp);
			return true;
		}
	return false;
}

static void obey(struct rtf *r, const char *word, bool has_value, int value)
{
	end_bytes(r);
	if (strcmp(word, "u") == 0) {
		add_unicode(r, value);
		return;
	}
	r->skip_chars = 0;
	if (strcmp(word, "fonttbl") == 0)
		r->in_fonts = true;
	else if (strcmp(word, "stylesheet") == 0)
		begin_styles(r);
	else if (is_one_of(word, no_text))
		now(r)->skipped = true;
	else if (is_one_of(word, "listtext pntext"))
		now(r)->number = true;
	else if (strcmp(word, "ansicpg") == 0)
		r->code_page = value;
	else if (strcmp(word, "fcharset") == 0)
		set_charset(r, value);
	else if (strcmp(word, "uc") == 0)
		now(r)->after_unicode = value >= 0 && value < 16 ? value : 1;
	else if (now(r)->skipped)
		return;
	else if (r->in_styles)
		obey_in_styles(r, word, has_value, value);
	else if (is_one_of(word, "par sect page") && r->in_table)
		add_char(r, ' ');
	else if (is_one_of(word, "par sect page row line"))
		end_paragraph(r);
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
			add_byte(r, (char)(high << 4 | low));
	} else if (c == '*') {
		/* A destination that old readers leave out; the numbers are one that is wanted. */
		size_t at = r->at;
		bool wanted = at + 1 < r->in.len &&
			      (yd_str_starts((yd_str){r->in.ptr + at, r->in.len - at},
				      YD_STR("\\pntext")));
		now(r)->skipped |= !wanted;
	} else if (c == '\\' || c == '{' || c == '}') {
		add_byte(r, c);
	} else if (c == '~' || c == '_') {
		obey_character(r, c == '~' ? "~" : "_");
	} else if (c == '\n' || c == '\r') {
		obey(r, "par", false, 0);
	}
}

static void begin_group(struct rtf *r)
{
	end_bytes(r);
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
	end_bytes(r);
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
	if (r->in_styles && !now(r)->skipped)
		end_style_name(r);
	if (r->in_styles && r->depth <= r->styles_depth)
		r->in_styles = false;
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
			add_byte(r, c);
	}
	end_paragraph(r);
	yd_buf_free(&r->bytes);
	yd_buf_free(&r->name);
	yd_buf_free(&r->text);
	yd_buf_free(&r->number);
	free(r);
	return !page->error;
}
