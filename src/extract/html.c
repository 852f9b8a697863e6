/* Web pages: libxml2's parser, the facts in meta tags, the text among what stands around it. */
#include "html.h"

#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yaodian/text.h>

/* ---- head ---- */

struct head {
	char *meta_title, *title, *h1;
	char *date, *source, *site;
	int date_rank, source_rank;
	bool frames;
};

/* Names of meta tags, best first: those of Chinese government sites (GB/T "政府网站集约化", the
 * State Council's page standard), Dublin Core, Open Graph. */
static int rank_in(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcasecmp(name, names[i]) == 0)
			return (int)(count - i);
	return 0;
}

static void keep(char **slot, int *have, int rank, const char *content)
{
	char *copy = rank > *have ? page_clean_copy(yd_str_of(content)) : NULL;
	if (!copy)
		return;
	free(*slot);
	*slot = copy;
	*have = rank;
}

static void read_meta(xmlNode *node, struct head *head, int *title_rank, int *site_rank)
{
	static const char *const titles[] = {
		"ArticleTitle", "article:title", "DC.title", "og:title", "twitter:title"};
	static const char *const dates[] = {"PubDate", "article:published_time", "publishdate",
		"publish_date", "pubtime", "DC.date", "DC.date.issued", "date",
		"firstpublishedtime"};
	static const char *const sources[] = {"ContentSource", "article:source", "source",
		"DC.publisher", "Author", "article:author"};
	static const char *const sites[] = {"SiteName", "og:site_name"};
	const char *name = html_attribute(node, "name");
	if (!*name)
		name = html_attribute(node, "property");
	const char *content = html_attribute(node, "content");
	keep(&head->meta_title, title_rank, rank_in(name, titles, sizeof titles / sizeof *titles),
		content);
	keep(&head->date, &head->date_rank, rank_in(name, dates, sizeof dates / sizeof *dates),
		content);
	keep(&head->source, &head->source_rank,
		rank_in(name, sources, sizeof sources / sizeof *sources), content);
	keep(&head->site, site_rank, rank_in(name, sites, sizeof sites / sizeof *sites), content);
}

static char *content_of(xmlNode *node)
{
	xmlChar *content = xmlNodeGetContent(node);
	char *copy = content ? page_clean_copy(yd_str_of((char *)content)) : NULL;
	xmlFree(content);
	return copy;
}

static void read_head(xmlNode *root, struct head *head)
{
	int title_rank = 0, site_rank = 0, h1_count = 0;
	for (xmlNode *node = root; node; node = html_next_node(node, root)) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		const char *name = (const char *)node->name;
		if (strcmp(name, "meta") == 0) {
			read_meta(node, head, &title_rank, &site_rank);
		} else if (strcmp(name, "title") == 0 && !head->title) {
			head->title = content_of(node);
		} else if (strcmp(name, "h1") == 0 && h1_count++ == 0) {
			head->h1 = content_of(node);
		}
		head->frames |= strcmp(name, "frameset") == 0;
	}
	/* Two main headings: the first is likely the site's. */
	if (h1_count > 1) {
		free(head->h1);
		head->h1 = NULL;
	}
}

static void free_head(struct head *head)
{
	free(head->meta_title);
	free(head->title);
	free(head->h1);
	free(head->date);
	free(head->source);
	free(head->site);
}

/* ---- the title ---- */

static bool is_site_name(const char *text, const struct head *head)
{
	static const char *const ends[] = {
		"网", "網", "网站", "門戶網站", "门户", "首页", "平台", "正文", "文章"};
	yd_str line = yd_str_of(text);
	if (head->site && strcmp(head->site, text) == 0)
		return true;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (yd_str_ends(line, yd_str_of(ends[i])))
			return true;
	/* 霁川市教育局 alone is who runs the site. */
	return (yd_str_ends(line, YD_STR("局")) || yd_str_ends(line, YD_STR("政府")) ||
		       yd_str_ends(line, YD_STR("厅"))) &&
	       !strpbrk(text, "0123456789");
}

/* A name in a page's head that is shorter is a column of the site (信息公开, 工作计划). */
static bool is_long_enough(yd_str text)
{
	enum { LEAST = 8, LEAST_BY_END = 6 };
	size_t chars = yd_utf8_count(text);
	return chars >= LEAST || (chars >= LEAST_BY_END && line_ends_title(text));
}

static void add_title(
	char *titles[], size_t *count, size_t most, char *text, const struct head *head)
{
	if (text && *count < most && is_long_enough(yd_str_of(text)) && !is_site_name(text, head))
		titles[(*count)++] = text;
	else
		free(text);
}

/* <title> parted at what sites put between a page's title and their name. */
static void add_title_parts(char *titles[], size_t *count, size_t most, const struct head *head)
{
	static const char *const parts[] = {
		"_", "|", "｜", " - ", "-", "－", " – ", "——", "»", "::"};
	if (!head->title)
		return;
	add_title(titles, count, most, yd_strdup(head->title), head);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const char *at = head->title, *end;
		while ((end = strstr(at, parts[i]))) {
			add_title(titles, count, most,
				page_clean_copy((yd_str){at, (size_t)(end - at)}), head);
			at = end + strlen(parts[i]);
		}
		if (at > head->title)
			add_title(titles, count, most, page_clean_copy(yd_str_of(at)), head);
	}
}

enum { MOST_TITLES = 16 };

static void list_titles(const struct head *head, char *titles[MOST_TITLES + 1])
{
	size_t count = 0;
	add_title(titles, &count, MOST_TITLES, yd_strdup(head->meta_title), head);
	add_title(titles, &count, MOST_TITLES, yd_strdup(head->h1), head);
	add_title_parts(titles, &count, MOST_TITLES, head);
	titles[count] = NULL;
}

static void keep_facts(struct head *head, char *const *titles, struct page *page)
{
	if (titles[0] && !page->title)
		page->title = yd_strdup(titles[0]);
	if (head->date)
		page_date(yd_str_of(head->date), page->date);
	if (page->source)
		return;
	page->source = head->source ? head->source : head->site;
	if (head->source)
		head->source = NULL;
	else
		head->site = NULL;
}

/* How long the comment at `at` is, whose marks are its own; 0: there is none. */
static size_t comment_length(const char *at, size_t len)
{
	if (len < 4 || memcmp(at, "<!--", 4) != 0)
		return 0;
	const char *end = memmem(at, len, "-->", 3);
	return end ? (size_t)(end - at) + 3 : len;
}

/* How long the mark at `at` is that Word puts around what some programs shall not see, <![if
 * !supportLists]> and <![endif]>: the parser would take it for text. What stands between is shown.
 */
static size_t conditional_length(const char *at, size_t len)
{
	static const char *const begins[] = {"<![if", "<![endif"};
	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
		size_t word = strlen(begins[i]);
		const char *end = len > word && strncasecmp(at, begins[i], word) == 0
					  ? memchr(at, '>', len)
					  : NULL;
		if (end && (size_t)(end - at) < 120)
			return (size_t)(end - at) + 1;
	}
	return 0;
}

/*
 * Office writes elements of other languages into its pages: <o:p>, <st1:date>. The parser would
 * take <o:p> for a <p> and end a paragraph there; under another name it is unknown and changes
 * nothing.
 */
static void copy_without_office(yd_str text, yd_buf *out)
{
	for (size_t at = 0; at < text.len;) {
		const char *tag = memchr(text.ptr + at, '<', text.len - at);
		size_t stop = tag ? (size_t)(tag - text.ptr) : text.len;
		stop += tag ? comment_length(tag, text.len - stop) : 0;
		yd_buf_add(out, text.ptr + at, stop - at);
		if (tag && text.ptr + stop > tag) {
			at = stop;
			continue;
		}
		at = stop + (tag ? conditional_length(tag, text.len - stop) : 0);
		if (!tag || at > stop)
			continue;
		size_t name = stop + 1;
		name += name < text.len && text.ptr[name] == '/';
		while (name < text.len && isalnum((unsigned char)text.ptr[name]))
			name++;
		yd_buf_add(out, text.ptr + stop, name - stop);
		if (name < text.len && text.ptr[name] == ':') {
			yd_buf_putc(out, '-');
			name++;
		}
		at = name;
	}
}

/* What a page of frames has for browsers without them is mostly an excuse. */
static bool says_much(const struct html *html)
{
	enum { LEAST = 200 };
	size_t chars = 0;
	for (size_t i = 0; i < html->block_count; i++)
		chars += html->blocks[i].chars - html->blocks[i].link_chars;
	return chars >= LEAST;
}

static bool read_page(yd_str text, struct page *page, bool scripts);

/* A page that a script fills: what the script holds, as a page. */
static bool read_script_page(xmlNode *root, struct page *page)
{
	yd_buf text = {0};
	bool done = html_script_page(root, &text);
	if (done) {
		free(page->error);
		page->error = NULL;
		page->count = page->text.len = 0;
		done = read_page(yd_buf_str(&text), page, false);
	}
	yd_buf_free(&text);
	return done;
}

static bool read_page(yd_str text, struct page *page, bool scripts)
{
	yd_buf source = {0};
	if (text.len > INT32_MAX)
		return page_fail(page, "is too large for a web page");
	yd_buf_reserve(&source, text.len + 1);
	copy_without_office(text, &source);
	/* XML_PARSE_HUGE: elements may be nested deeper than 256, as unclosed ones in real pages
	 * are. */
	htmlDocPtr doc = htmlReadMemory(source.ptr, (int)source.len, NULL, "UTF-8",
		(int)HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
			HTML_PARSE_NONET | HTML_PARSE_COMPACT | HTML_PARSE_IGNORE_ENC |
			(int)XML_PARSE_HUGE);
	yd_buf_free(&source);
	xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	if (!root) {
		if (doc)
			xmlFreeDoc(doc);
		return page_fail(page, "this web page cannot be parsed");
	}
	struct head head = {0};
	struct html html = {0};
	char *titles[MOST_TITLES + 1];
	read_head(root, &head);
	list_titles(&head, titles);
	html_walk(root, &html);
	html_add_links(root, page);
	keep_facts(&head, titles, page);
	bool done =
		head.frames && !says_much(&html)
			? page_fail(page, "there is no text in this page, which only places others "
					  "(frames): save the one that holds it by itself")
			: html_add_main(&html, titles, page);
	for (size_t i = 0; titles[i]; i++)
		free(titles[i]);
	html_free(&html);
	free_head(&head);
	if (scripts && !done)
		done = read_script_page(root, page);
	if (scripts && done && !page->date[0])
		html_script_date(root, page->date);
	xmlFreeDoc(doc);
	return done;
}

bool html_read(yd_str text, struct page *page)
{
	return read_page(text, page, true);
}
