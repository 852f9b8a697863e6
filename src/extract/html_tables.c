/* Which tables of a page show data. */
#include "html.h"

#include <string.h>
#include <strings.h>
#include <yaodian/text.h>

/* A table that shows data: more than one column, and no cell with a table, or much text, or a text
 * of several paragraphs. Others only place things on the page. */
static bool measure_cell(xmlNode *cell, size_t *texts)
{
	enum { MOST_BYTES = 900, MOST_NODES = 400, FEW_BYTES = 240, FEW_PARAGRAPHS = 3 };
	static const char paragraphs[] = "p div li br h1 h2 h3 h4 h5 h6";
	size_t bytes = 0, nodes = 0, count = 0;
	for (xmlNode *node = cell->children; node;) {
		if (++nodes > MOST_NODES)
			return false;
		if (node->type == XML_ELEMENT_NODE &&
			html_is_one_of((const char *)node->name, "table textarea"))
			return false;
		count += node->type == XML_ELEMENT_NODE &&
			 html_is_one_of((const char *)node->name, paragraphs);
		if (node->type == XML_TEXT_NODE && node->content)
			bytes += yd_text_trim(yd_str_of((const char *)node->content)).len;
		if (node->children && node->type == XML_ELEMENT_NODE) {
			node = node->children;
			continue;
		}
		while (node && node != cell && !node->next)
			node = node->parent;
		if (!node || node == cell)
			break;
		node = node->next;
	}
	*texts += bytes > 0;
	return bytes <= (count > FEW_PARAGRAPHS ? FEW_BYTES : MOST_BYTES);
}

static bool measure_row(xmlNode *row, size_t *widest)
{
	size_t texts = 0;
	for (xmlNode *cell = row->children; cell; cell = cell->next)
		if (cell->type == XML_ELEMENT_NODE && !measure_cell(cell, &texts))
			return false;
	if (texts > *widest)
		*widest = texts;
	return true;
}

static bool measure_table(xmlNode *table)
{
	size_t widest = 0;
	for (xmlNode *part = table->children; part; part = part->next) {
		if (part->type != XML_ELEMENT_NODE)
			continue;
		if (strcasecmp((const char *)part->name, "tr") == 0) {
			if (!measure_row(part, &widest))
				return false;
			continue;
		}
		for (xmlNode *row = part->children; row; row = row->next)
			if (row->type == XML_ELEMENT_NODE &&
				strcasecmp((const char *)row->name, "tr") == 0 &&
				!measure_row(row, &widest))
				return false;
	}
	return widest > 1;
}

/* Asked for each row: the tree keeps the answer. */
bool html_is_data_row(xmlNode *row)
{
	static char yes, no;
	xmlNode *table = row->parent;
	if (table && strcasecmp((const char *)table->name, "table") != 0)
		table = table->parent;
	if (!table || table->type != XML_ELEMENT_NODE)
		return false;
	if (!table->_private)
		table->_private = measure_table(table) ? &yes : &no;
	return table->_private == &yes;
}
