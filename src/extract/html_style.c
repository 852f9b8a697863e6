/* Elements in their order, and what their attributes say of their text. */
#include "html.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

xmlNode *html_next_node(xmlNode *node, const xmlNode *root)
{
	if (node->children && node->type == XML_ELEMENT_NODE)
		return node->children;
	while (node != root && !node->next)
		node = node->parent;
	return node == root ? NULL : node->next;
}

bool html_is_one_of(const char *name, const char *words)
{
	size_t len = strlen(name);
	for (const char *at = words; (at = strstr(at, name)); at += len)
		if ((at == words || at[-1] == ' ') && (at[len] == ' ' || !at[len]))
			return true;
	return false;
}

const char *html_attribute(xmlNode *node, const char *name)
{
	for (xmlAttr *attr = node->properties; attr; attr = attr->next)
		if (strcasecmp((const char *)attr->name, name) == 0)
			return attr->children && attr->children->content
				       ? (const char *)attr->children->content
				       : "";
	return "";
}

/* The value of a property in a style attribute, as a borrowed span; empty: not there. */
static yd_str property(const char *style, const char *name)
{
	size_t len = strlen(name);
	for (const char *at = style; (at = strcasestr(at, name)); at += len) {
		const char *after = at + len;
		after += strspn(after, " \t\r\n");
		bool begins = at == style || strchr("; \t\r\n", at[-1]);
		if (!begins || *after != ':')
			continue;
		after += 1 + strspn(after + 1, " \t\r\n");
		return (yd_str){after, strcspn(after, ";")};
	}
	return (yd_str){0};
}

static bool value_is(yd_str value, const char *word)
{
	return value.len >= strlen(word) && strncasecmp(value.ptr, word, strlen(word)) == 0;
}

static unsigned alignment(yd_str value)
{
	return value_is(value, "center") ? HINT_CENTRED : value_is(value, "right") ? HINT_RIGHT : 0;
}

html_style html_style_of(xmlNode *node)
{
	html_style out = {0};
	const char *style = html_attribute(node, "style");
	for (xmlAttr *attr = node->properties; attr; attr = attr->next)
		out.hidden |= strcasecmp((const char *)attr->name, "hidden") == 0;
	out.hints = alignment(yd_str_of(html_attribute(node, "align")));
	out.hints |= page_font_hints(yd_str_of(html_attribute(node, "face")));
	if (!*style)
		return out;
	yd_str display = property(style, "display");
	yd_str weight = property(style, "font-weight");
	/* Not visibility: pages of public accounts hide their text so until a script has run. */
	out.hidden |= value_is(display, "none");
	out.block = value_is(display, "block");
	out.bold = value_is(weight, "bold") || (weight.len && atoi(weight.ptr) >= 600);
	out.not_bold = value_is(weight, "normal") || value_is(weight, "400");
	out.keeps_lines = value_is(property(style, "white-space"), "pre");
	out.hints |= alignment(property(style, "text-align"));
	out.hints |= page_font_hints(property(style, "font-family"));
	out.hints |= page_font_hints(property(style, "mso-fareast-font-family"));
	return out;
}

/* The type of a list, and its style (CSS Counter Styles 3). */
const char *html_list_format(xmlNode *list)
{
	static const char *const formats[][2] = {
		{"1", "decimal"},
		{"a", "lowerLetter"},
		{"A", "upperLetter"},
		{"i", "lowerRoman"},
		{"I", "upperRoman"},
		{"decimal", "decimal"},
		{"lower-alpha", "lowerLetter"},
		{"lower-latin", "lowerLetter"},
		{"upper-alpha", "upperLetter"},
		{"upper-latin", "upperLetter"},
		{"lower-roman", "lowerRoman"},
		{"upper-roman", "upperRoman"},
		{"cjk-ideographic", "chineseCountingThousand"},
		{"simp-chinese-informal", "chineseCountingThousand"},
		{"trad-chinese-informal", "chineseCountingThousand"},
		{"cjk-decimal", "ideographDigital"},
		{"cjk-heavenly-stem", "ideographTraditional"},
		{"simp-chinese-formal", "chineseLegalSimplified"},
	};
	const char *style = html_attribute(list, "style");
	yd_str type = property(style, "list-style-type");
	if (!type.len)
		type = property(style, "list-style");
	if (!type.len)
		type = yd_str_of(html_attribute(list, "type"));
	if (!type.len)
		return "decimal";
	type.len = strcspn(type.ptr, " ;!\t\r\n");
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (yd_str_equal(type, yd_str_of(formats[i][0])))
			return formats[i][1];
	return NULL;
}

/* Names that makers of pages give to what stands around a text, in many systems; parts of words,
 * since they are joined in every way: topNav, footer_2, share-box. */
static const char *const outside[] = {"nav", "menu", "foot", "crumb", "share", "sidebar", "relat",
	"recommend", "comment", "copyright", "banner", "toolbar", "login", "friendlink", "qrcode",
	"pager", "prevnext", "header", "topbar"};
static const char *const inside[] = {"content", "article", "main", "detail", "text", "zoom"};

static bool name_has(const char *name, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcasestr(name, words[i]))
			return true;
	return false;
}

bool html_is_called_title(xmlNode *node)
{
	static const char *const words[] = {"title", "tit", "bt", "biaoti", "tt"};
	const char *names[] = {html_attribute(node, "class"), html_attribute(node, "id")};
	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
			const char *at = strcasestr(names[i], words[k]);
			size_t len = strlen(words[k]);
			/* A short word stands alone: bt, not btn; a long one in lblTitle too. */
			if (at && (len > 3 || ((at == names[i] || at[-1] == ' ') &&
						      (!at[len] || at[len] == ' '))))
				return true;
		}
	return false;
}

double html_factor_of(xmlNode *node)
{
	static const char *const tags[] = {"nav", "footer", "aside", "menu"};
	const char *tag = (const char *)node->name;
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (strcasecmp(tag, tags[i]) == 0)
			return 0.1;
	if (strcasecmp(tag, "body") == 0 || strcasecmp(tag, "html") == 0)
		return 1;
	const char *names[] = {html_attribute(node, "class"), html_attribute(node, "id")};
	bool out = false, in = false;
	for (size_t i = 0; i < 2; i++) {
		out |= name_has(names[i], outside, sizeof outside / sizeof *outside);
		in |= name_has(names[i], inside, sizeof inside / sizeof *inside);
	}
	return out && !in ? 0.2 : 1;
}
