/* Files that a page links to and that may be documents: government notices often carry the plan as
 * an attachment only. */
#include "html.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yaodian/address.h>

/* ---- by name ---- */

/* Is there a file name of a kind that is read for in it: "附件1.docx（20KB）", "/up/1.PDF",
 * "down.jsp?f=a.doc&n=1"? */
static bool names_file(const char *text)
{
	static const char *const kinds[] = {"docx", "doc", "pdf", "wps", "rtf", "odt"};
	for (const char *dot = text; (dot = strchr(dot, '.'));) {
		dot++;
		for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
			size_t len = strlen(kinds[i]);
			if (strncasecmp(dot, kinds[i], len) == 0 &&
				!isalnum((unsigned char)dot[len]) && dot[len] != '.')
				return true;
		}
	}
	return false;
}

/* A frame that shows one; what is behind a ? belongs to a viewer, which is a page. */
static bool shows_file(const char *href)
{
	char *path = yd_strndup(href, strcspn(href, "?#"));
	bool shows = names_file(path);
	free(path);
	return shows;
}

/* ---- collecting ---- */

/* White space in an address would end it in the helper's answer. */
static char *address_of(const char *href, const char *base)
{
	yd_buf out = {0};
	char *joined = NULL;
	yd_str text = yd_str_trim_ascii(yd_str_of(href));
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == ' ')
			yd_buf_puts(&out, "%20");
		else if ((unsigned char)text.ptr[i] > ' ')
			yd_buf_putc(&out, text.ptr[i]);
	yd_buf_puts(&out, "");
	if (base && yd_address_join(base, out.ptr, &joined, NULL) == YD_OK) {
		yd_buf_free(&out);
		return joined;
	}
	return yd_buf_take(&out);
}

static bool is_there(const struct page *page, const char *href)
{
	for (size_t i = 0; i < page->link_count; i++)
		if (strcmp(page->links[i].href, href) == 0)
			return true;
	return false;
}

/* Takes over `name`. */
static void add_link(const char *href, const char *base, char *name, struct page *page)
{
	char *address = address_of(href, base);
	if (page->link_count >= YD_EXTRACT_LINKS || !*address || strlen(address) > YD_ADDRESS_MAX ||
		is_there(page, address)) {
		free(address);
		free(name);
		return;
	}
	YD_GROW(page->links, page->link_count, page->link_cap);
	page->links[page->link_count++] = (struct link){address, name};
}

static char *name_of(xmlNode *link)
{
	xmlChar *content = xmlNodeGetContent(link);
	char *name = page_clean_copy(yd_str_of(content ? (char *)content : ""));
	xmlFree(content);
	return name ? name : page_clean_copy(yd_str_of(html_attribute(link, "title")));
}

static void take_node(xmlNode *node, const char *base, struct page *page)
{
	const char *name = (const char *)node->name;
	const char *href = html_attribute(node, "href");
	bool frame = strcmp(name, "iframe") == 0 || strcmp(name, "embed") == 0 ||
		     strcmp(name, "object") == 0;
	if (frame) {
		href = html_attribute(node, strcmp(name, "object") == 0 ? "data" : "src");
		if (shows_file(href))
			add_link(href, base, NULL, page);
	} else if (strcmp(name, "a") == 0 && *href && *href != '#' &&
		   strncasecmp(href, "javascript:", 11) != 0) {
		char *text = name_of(node);
		if (names_file(href) || (text && names_file(text)))
			add_link(href, base, text, page);
		else
			free(text);
	}
}

void html_add_links(xmlNode *root, struct page *page)
{
	char *base = NULL;
	for (xmlNode *node = root; node; node = html_next_node(node, root)) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		/* One that is whole: the page's own address is not known here. */
		if (!base && strcmp((const char *)node->name, "base") == 0)
			yd_address_normal(html_attribute(node, "href"), &base, NULL);
		else
			take_node(node, base, page);
	}
	free(base);
}
