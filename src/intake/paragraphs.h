/*
 * paragraphs.h: the working notes of the outline reader: one row for each line of the source that is not
 * blank. Private to src/intake; made by outline_read.c, filled by labels_scan.c, nesting.c, head.c and tail.c.
 */
#ifndef YD_INTAKE_PARAGRAPHS_H
#define YD_INTAKE_PARAGRAPHS_H

#include <yaodian/outline.h>

/* Numbering styles. The order is that of the rows in labels.c. */
typedef enum yd_numbering {
	YD_NUMBERING_NONE,
	YD_NUMBERING_PART,        /* 第X编, 第X篇, 第X部分 */
	YD_NUMBERING_CHAPTER,     /* 第X章 */
	YD_NUMBERING_DIVISION,    /* 第X节 */
	YD_NUMBERING_ARTICLE,     /* 第X条 */
	YD_NUMBERING_HAN,         /* 一、 */
	YD_NUMBERING_HAN_PAREN,   /* （一） */
	YD_NUMBERING_DIGIT,       /* 1. 1、 1． */
	YD_NUMBERING_DIGIT_PAREN, /* （1） */
	YD_NUMBERING_DIGIT_CLOSE, /* 1) */
	YD_NUMBERING_CIRCLED,     /* ① */
	YD_NUMBERING_DECIMAL,     /* 1.1 */
	YD_NUMBERING_DECIMAL_3,   /* 1.1.1 */
	YD_NUMBERING_PROSE,       /* 一是 */
	YD_NUMBERING_ORDINAL,     /* 第一， 其一， */
	YD_NUMBERING_SEQUENCE,    /* 首先， 其次， 最后， */
	YD_NUMBERING_BRACKETED,    /* 【一】 */
	YD_NUMBERING_FORMAL,       /* 壹、 */
	YD_NUMBERING_STEM,         /* 甲、 */
	YD_NUMBERING_STEM_PAREN,   /* (甲) */
	YD_NUMBERING_ROMAN,        /* Ⅰ. I. */
	YD_NUMBERING_ROMAN_PAREN,  /* (i) */
	YD_NUMBERING_UPPER,        /* A. A) */
	YD_NUMBERING_UPPER_PAREN,  /* (A) */
	YD_NUMBERING_LOWER,        /* a. */
	YD_NUMBERING_LOWER_PAREN,  /* (a) a) */
	YD_NUMBERING_NAMED,        /* 任务一： */
	YD_NUMBERING_APPENDIX,    /* 附件1 behind the end */
	YD_NUMBERING_OTHER,       /* an automatic number of a form of its own: a) Ⅰ. 甲、 子、 */
	YD_NUMBERING_COUNT
} yd_numbering;

/* How far a label that may be ordinary text is believed. */
typedef enum yd_belief {
	YD_BELIEF_PLAIN,  /* by its run alone */
	YD_BELIEF_RUN,    /* only with a neighbour in its run */
	YD_BELIEF_PAIR,   /* 2、3年内…: only behind 1、; of 二、三年级 only between 一、 and 三、 */
	YD_BELIEF_STRICT, /* only with both neighbours in its run: 1.5万个, 12.4宪法日 */
} yd_belief;

typedef struct yd_label {
	yd_numbering style; /* YD_NUMBERING_NONE: the paragraph has none */
	unsigned value; /* 1 for 一、 */
	uint32_t mark;  /* bytes of the mark, without white space after it */
	uint32_t rest;  /* byte offset in the paragraph where the text after the mark begins */
	unsigned over;  /* DECIMAL: 2 for 2.1; DECIMAL_3: 2001 for 2.1.1; NAMED: which name */
	yd_belief belief;
	bool automatic; /* the file keeps it apart from the text: it is no text by any chance */
	uint8_t list_level; /* of an automatic one, in its list; 0: not told */
} yd_label;

typedef enum yd_role {
	YD_ROLE_BODY, /* a label's own paragraph or text below it */
	YD_ROLE_HEADING,
	YD_ROLE_FRONT,
	YD_ROLE_FURNITURE,
	YD_ROLE_TITLE,
	YD_ROLE_DOC_NO,
	YD_ROLE_PREAMBLE,
	YD_ROLE_CLOSING,
} yd_role;

typedef struct yd_para {
	uint32_t start, end; /* bytes in the source, white space trimmed */
	uint32_t chars;      /* code points that are not white space, counted up to YD_PARA_LONG */
	yd_label label;
	yd_role role;
	uint32_t node;       /* index in yd_plan.nodes for BODY and HEADING, else YD_NO_NODE */
	uint32_t doc_no_start, doc_no_end; /* bytes of a document number inside a FURNITURE paragraph, or 0, 0 */
	uint32_t number; /* bytes of an automatic number that it begins with */
	uint8_t look, heading, number_level; /* as in yd_look */
	bool goes_on; /* the second line of a heading: one paragraph with the line above */
} yd_para;

/* chars of longer paragraphs are not counted further: no rule asks. */
#define YD_PARA_LONG 400u
/* "short" and "title" in the outline rules. */
#define YD_TITLE_CHARS 45u

typedef struct yd_plan_node {
	uint32_t para;   /* its first paragraph */
	uint32_t parent; /* index in nodes, or YD_NO_NODE */
	uint32_t run;    /* nodes numbered one after the other share it */
	yd_numbering style;  /* YD_NUMBERING_NONE: a heading or a paragraph without number */
	bool unsure;     /* as in yd_node */
} yd_plan_node;

/* What is known of a document while it is read. */
typedef struct yd_plan {
	yd_str source;
	const yd_look *looks; /* of the paragraphs of the decoded source; NULL: plain text */
	size_t look_count;
	yd_para *paras;
	size_t para_count, para_cap;
	yd_plan_node *nodes; /* in the order of their paragraphs once nesting.c is done */
	size_t node_count, node_cap;
	size_t first_body; /* the first paragraph that belongs to a node; para_count when there is none */
	size_t contents, contents_end; /* paragraphs of a table of contents; para_count when there is none */
	size_t title_end;  /* the paragraph behind the title line; 0 when there is no title */
} yd_plan;

/* ---- fix.c: what a user says of paragraphs ---- */

/* Applies them to the plan when its nodes are all there, and its texts are given to them; returns how many. */
size_t yd_plan_fix(yd_plan *plan, const yd_outline_fix *fixes, size_t count);
/* yd_outline_paras() of a plan that is read. */
size_t yd_plan_paras(const yd_plan *plan, yd_outline_para **out);

/* Items of a sentence's enumeration, each one paragraph. */
static inline bool yd_numbering_is_prose(yd_numbering style)
{
	return style == YD_NUMBERING_PROSE || style == YD_NUMBERING_ORDINAL ||
	       style == YD_NUMBERING_SEQUENCE;
}

static inline yd_str yd_para_text(const yd_plan *plan, size_t para)
{
	const yd_para *p = &plan->paras[para];
	return (yd_str){plan->source.ptr + p->start, p->end - p->start};
}

static inline bool yd_para_has_label(const yd_plan *plan, size_t para)
{
	return plan->paras[para].label.style != YD_NUMBERING_NONE;
}

/* labels_scan.c: the labels of all paragraphs. */
void yd_labels_scan(yd_plan *plan);

/* labels.c */
/* The label at the start of a paragraph's text, as far as it can be told from this paragraph alone. Of SEQUENCE the
 * value is 1 for 首先, 2 for 其次, 3 for 再次 and YD_SEQUENCE_LAST for 最后; the scan makes numbers of them. */
yd_label yd_label_read(yd_str text);
#define YD_SEQUENCE_LAST 99u
/* Bytes of `mark` that are its label, without punctuation and brackets. */
yd_str yd_label_of_mark(yd_str mark);

/* automatic.c: the label of a paragraph that begins with `number` bytes of an automatic number; `last` is the one before.
 * Style NONE: the number is no label, its text decides. */
yd_label yd_label_automatic(yd_str text, uint32_t number, const yd_label *last);

/* contents.c: finds a table of contents (目录): furniture, its entries without labels. */
void yd_contents_find(yd_plan *plan);
bool yd_is_paged_entry(yd_str text); /* 一、总体要求…………3 */

/* decimals.c: labels that only their run tells: 1.1, 1.1.1, and the 1 alone above them. */
void yd_decimals_find(yd_plan *plan);
/* 1.1 or 1.1.1 at the start of a text, and nothing it could count behind it. Style NONE: none. */
yd_label yd_decimal_read(yd_str text);

/* attachments.c: drops the labels in lists of attachments, and in a notice that brings a plan; gives the heads of
 * appendices behind the end labels of their own. */
void yd_attachments_find(yd_plan *plan);

/* nesting.c: accepts or drops labels and builds plan->nodes; needs roles of the head. */
void yd_nest_labels(yd_plan *plan);
void yd_nest_headings(yd_plan *plan);
void yd_nest_texts(yd_plan *plan);
/* Can `para` be a heading without a number by its words? `low` is the first paragraph that may. */
bool yd_may_head(const yd_plan *plan, size_t para, size_t low);
/* A paragraph that announces the run below it, and does not name it. */
bool yd_is_lead(const yd_plan *plan, size_t para);
/* Puts nodes in the order of their paragraphs. */
void yd_sort_nodes(yd_plan *plan);
/* Is `para` the text of a prose item that is a heading alone on its line, `item` its paragraph? */
bool yd_prose_goes_on(const yd_plan *plan, size_t item, size_t para);

/* looks.c: headings without a number that the file marks as headings; after yd_nest_headings(). */
void yd_nest_marked(yd_plan *plan);

/* head.c: roles of the paragraphs before first_body. tail.c: of those after the last node's text. */
void yd_head_read(yd_plan *plan);
void yd_tail_read(yd_plan *plan);

/* shapes.c: what one line looks like, whatever stands around it. */
bool yd_shape_is_sentence(yd_str text);    /* has or ends with a mark that ends a sentence */
bool yd_shape_ends_sentence(yd_str text);  /* 。！？ at its end, closing quotes and brackets aside */
bool yd_shape_has_inner_sentence(yd_str text); /* a sentence ends before the text does */
bool yd_shape_announces_list(yd_str text); /* ends with a colon, or says 如下 or 以下 */
bool yd_shape_ends_open(yd_str text);      /* its last mark (，、：—) says that more follows */
bool yd_shape_is_furniture(yd_str text);
bool yd_shape_is_date(yd_str text);        /* nothing but a date, brackets aside */
bool yd_begins_with_date(yd_str fold);     /* 2019-03-20 来源：…, folded: a date and more behind it */
bool yd_shape_is_signature(yd_str text);   /* the name of a body, perhaps with a date behind it */
bool yd_shape_is_attachment(yd_str text);  /* 附件：… */
bool yd_shape_is_page_attachment(yd_str text); /* 相关附件：, of the page */
bool yd_shape_is_farewell(yd_str text);    /* thanks; a last paragraph that reports the end of a speech */
bool yd_shape_is_note(yd_str text);        /* （此件公开发布）, （联系人：…）, 抄送：…, 主题词：… */
bool yd_shape_heads_notes(yd_str text);    /* 注释： alone on its line, over footnotes */
bool yd_shape_is_addressee(yd_str text);   /* 各县（市、区）教育局： */
bool yd_shape_is_doc_no(yd_str text);      /* nothing but a document number, brackets aside */
/* A document number behind 文号： or 发文字号：, or first in a line with more, as a part of `text`; len 0 when there is none. */
yd_str yd_shape_labelled_doc_no(yd_str text);
/* The same at the end of a title, in brackets: …要点（示教〔2024〕3号）. */
yd_str yd_shape_bracketed_doc_no(yd_str title);
/* 【立法目的】 at the start of an article: its length in bytes with the brackets, or 0. */
size_t yd_bracket_title(yd_str text);
/* How much a line looks like a document's title: 0 not at all. *notice tells 关于…的通知. */
#define YD_TITLE_SCORE 4u /* what a title needs */
unsigned yd_shape_title_score(yd_str text, bool *notice);
bool yd_shape_is_notice_title(yd_str text); /* …关于…的通知 */
/* （2018-2020年）, （试行）: what may stand in brackets on a line of its own below a title and belongs to it. */
bool yd_shape_is_title_tail(yd_str text);
/* A line that nothing speaks against as a title: short, no sentence, no date, name of a body, note, addressee. */
bool yd_shape_may_be_title(yd_str text);
/* A title that has said its kind, with `next` on the line below: its author, not its last word. */
bool yd_shape_is_whole_title(yd_str text, yd_str next);
/* A line that can be the first part of a title that goes on in the next line. */
bool yd_shape_may_open_title(yd_str text, yd_str next);

#endif
