/*
 * lines.h: what a line of a page or a file is, by its shape.
 */
#ifndef YAODIAN_EXTRACT_LINES_H
#define YAODIAN_EXTRACT_LINES_H

#include "page.h"

/* Ways to other pages, what a visitor can do, who runs the site. */
bool line_is_furniture(yd_str line);
/* A heading of links to other pages or of comments: 相关阅读, 网友评论. */
bool line_begins_aside(yd_str line);
/* 版权所有：X, 主办：X: the X, appended. */
bool line_owner(yd_str line, yd_buf *out);
/* A line below the title: date, source. */
bool line_is_info(yd_str line);
/* Begins as numbered clauses do: 一、 （一） 1. 第一条. */
bool line_is_numbered(yd_str line);
/* Holds a mark that parts sentences or their parts. */
bool line_has_punctuation(yd_str line);
/* Has closing punctuation, or a closing bracket. */
bool line_ends_sentence(yd_str line);
/* Ends as titles of documents do (…要点, …通知), and is no longer than they are. */
bool line_ends_title(yd_str line);
/* "3", "- 3 -", "— 3 —", "第3页", "第 3 页 共 10 页", "3/10", "Page 3": nothing but digits and what goes with them. */
bool line_is_page_number(yd_str line);
/* The line without digits and white space, for comparing heads of pages; replaces what *out holds. */
void line_head_key(yd_str line, yd_buf *out);
/* Whether a line break inside a paragraph (<br>, Word's Shift-Enter) ends it, by the lines before and after it. */
bool line_break_stands(yd_str before, yd_str after, bool centred);

/* Adds a paragraph that may hold line breaks ('\n'): each ends it, or goes. */
void lines_add(struct page *page, yd_str text, struct paragraph hints);

#endif
