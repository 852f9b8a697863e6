/*
 * Tables of contents. They are of the page, not of the text: furniture. A table is one whose
 * entries come again below it as headings; it is known by its heading (目录), by the page numbers
 * of its entries, or, with neither, by all of its entries coming again word for word.
 */
#include "paragraphs.h"
#include "words.h"

#include <stdlib.h>
#include <yaodian/text.h>

/* Entries are headings: nothing longer. */
#define LONGEST_ENTRY 60u
/* Paragraphs of a table, at most; between it and what it lists, where a preamble may stand. */
#define LONGEST_TABLE 400u
#define FARTHEST      40u
/* Places where a table may begin that are looked at: a document has one. */
#define MOST_TRIES 8u

/* ---- one line ---- */

static bool is_contents_heading(yd_str text)
{
	static const char *const headings[] = {"目录", "目次"};
	static const char *const rests[] = {"", ":", "contents"};
	enum { LONGEST = 60 };
	if (text.len > LONGEST)
		return false;
	yd_buf fold = {0};
	yd_fold(text, &fold);
	bool heading = false;
	for (size_t i = 0; i < YD_LENGTH(headings) && !heading; i++) {
		yd_str rest = yd_strip_brackets(yd_buf_str(&fold));
		if (!yd_take_word(&rest, headings[i]))
			continue;
		for (size_t j = 0; j < YD_LENGTH(rests); j++)
			heading |= yd_str_equal(rest, yd_str_of(rests[j]));
	}
	yd_buf_free(&fold);
	return heading;
}

/* Takes the last of `marks` that the text ends with; false: with none. */
static bool strip_end(yd_str *text, const char *const *marks, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (yd_str_ends(*text, yd_str_of(marks[i]))) {
			text->len -= yd_str_of(marks[i]).len;
			return true;
		}
	return false;
}

static const char *const wide_digits[] = {
	"０", "１", "２", "３", "４", "５", "６", "７", "８", "９"};

static bool strip_digit(yd_str *text)
{
	char last = text->len ? text->ptr[text->len - 1] : 0;
	if (last >= '0' && last <= '9') {
		text->len--;
		return true;
	}
	return strip_end(text, wide_digits, YD_LENGTH(wide_digits));
}

/* The text of an entry: 一、总体要求…………3 without the dots, dashes or blanks and the number.
 * *leaders tells how many marks led to the number, a tab counting as several; *paged, that there is
 * one apart from the words. */
static yd_str entry_text(yd_str text, size_t *leaders, bool *paged)
{
	enum { MOST_DIGITS = 4, TAB = 3 };
	static const char *const dots[] = {
		".", "…", "·", "．", "・", "-", "—", "_", "\t", "⋯", "‥", "─", "－", "•", "。。"};
	static const char *const brackets[] = {"）", ")", "（", "("};
	yd_str rest = text;
	size_t digits = 0;
	bool bracket = strip_end(&rest, brackets, 2);
	while (digits <= MOST_DIGITS && strip_digit(&rest))
		digits++;
	if (bracket && digits)
		strip_end(&rest, brackets + 2, 2);
	yd_str before = yd_text_trim(rest);
	bool blank = before.len < rest.len;
	*leaders = 0;
	for (bool again = true; again;) {
		yd_str end = before;
		again = strip_end(&before, dots, YD_LENGTH(dots));
		if (again)
			*leaders += end.ptr[end.len - 1] == '\t' ? TAB
				    : end.len - before.len > 1	 ? 2
								 : 1;
		yd_str trimmed = yd_text_trim(before);
		/* What was trimmed may have been a tab. */
		for (size_t i = trimmed.len; i < before.len; i++)
			*leaders += before.ptr[i] == '\t' ? TAB : 0;
		before = trimmed;
	}
	for (size_t i = before.len; i < rest.len; i++)
		blank |= rest.ptr[i] == '\t';
	*paged = digits && digits <= MOST_DIGITS && before.len && (blank || *leaders);
	return *paged || *leaders > TAB ? before : text;
}

bool yd_is_paged_entry(yd_str text)
{
	enum { FEWEST = 3, LONGEST = 400 };
	size_t leaders;
	bool paged;
	if (text.len > LONGEST)
		return false;
	entry_text(text, &leaders, &paged);
	return paged && leaders >= FEWEST;
}

static bool has_page_number(const yd_plan *plan, size_t para)
{
	size_t leaders;
	bool paged = false;
	if (plan->paras[para].chars < YD_PARA_LONG / 2)
		entry_text(yd_para_text(plan, para), &leaders, &paged);
	return paged;
}

/* ---- does a line come again? ---- */

typedef struct search {
	const yd_plan *plan;
	size_t comparisons; /* so many are left */
} search;

/* 01 总体要求: the number of an entry that its heading has in another form. */
static yd_str strip_number(yd_str text)
{
	size_t digits = 0;
	while (digits < text.len && text.ptr[digits] >= '0' && text.ptr[digits] <= '9')
		digits++;
	yd_str rest = {text.ptr + digits, text.len - digits}, words = yd_text_trim(rest);
	return digits && words.len && words.ptr > rest.ptr ? words : text;
}

/* What a paragraph says behind its label, folded; of an entry without its page number. */
static void fold_words(const yd_plan *plan, size_t para, bool entry, yd_buf *out)
{
	enum { LONGEST = 400 };
	size_t leaders;
	bool paged;
	yd_str text = yd_para_text(plan, para);
	uint32_t rest = plan->paras[para].label.rest;
	text.ptr += rest, text.len -= rest;
	if (entry)
		text = strip_number(entry_text(text, &leaders, &paged));
	if (text.len > LONGEST)
		text.len = LONGEST;
	yd_fold(text, out);
}

/* How many characters two texts share in the same order, in a hundred of the longer one. */
static unsigned per_cent_alike(yd_str a, yd_str b)
{
	enum { MOST = 64 };
	uint32_t row[MOST + 1] = {0}, columns[MOST];
	size_t width = 0, height = 0;
	for (size_t at = 0; at < a.len && width < MOST; width++)
		at += yd_utf8_decode((yd_str){a.ptr + at, a.len - at}, &columns[width], NULL);
	for (size_t at = 0; at < b.len && height < MOST; height++) {
		uint32_t cp, diagonal = 0;
		at += yd_utf8_decode((yd_str){b.ptr + at, b.len - at}, &cp, NULL);
		for (size_t i = 0; i < width; i++) {
			uint32_t above = row[i + 1];
			if (columns[i] == cp)
				row[i + 1] = diagonal + 1;
			else if (row[i] > above)
				row[i + 1] = row[i];
			diagonal = above;
		}
	}
	size_t longer = width > height ? width : height;
	return longer ? (unsigned)(row[width] * 100 / longer) : 0;
}

/* A heading's words: a text may follow it in its paragraph. */
static yd_str first_sentence(yd_str fold)
{
	size_t end = yd_str_find(fold, YD_STR("。"), 0);
	return (yd_str){fold.ptr, end == SIZE_MAX ? fold.len : end};
}

typedef enum likeness { UNLIKE, ALIKE, SAME } likeness;

static likeness compare_words(yd_str listed, yd_str found, bool labelled)
{
	enum { ENOUGH = 60 };
	if (!listed.len || !found.len)
		return UNLIKE;
	if (yd_str_equal(listed, found) || (labelled && yd_str_starts(found, listed)))
		return SAME;
	/* 附件1 任务分解表, and 附件1 alone above its title. */
	if (yd_str_starts(found, YD_STR("附件")) && yd_str_starts(listed, found))
		return SAME;
	return labelled && per_cent_alike(listed, first_sentence(found)) >= ENOUGH ? ALIKE : UNLIKE;
}

/* Is the paragraph `at` the heading that the entry `entry` lists? */
static likeness compare(search *s, size_t entry, size_t at)
{
	const yd_para *a = &s->plan->paras[entry], *b = &s->plan->paras[at];
	bool labelled = a->label.style != YD_NUMBERING_NONE;
	bool same_label = a->label.style == b->label.style && a->label.value == b->label.value;
	if ((!(labelled && same_label) && b->chars > LONGEST_ENTRY) || !s->comparisons)
		return UNLIKE;
	s->comparisons--;
	yd_buf listed = {0}, found = {0};
	fold_words(s->plan, entry, true, &listed);
	fold_words(s->plan, at, false, &found);
	likeness like =
		compare_words(yd_buf_str(&listed), yd_buf_str(&found), labelled && same_label);
	if (!same_label && like == SAME)
		like = ALIKE;
	yd_buf_free(&listed);
	yd_buf_free(&found);
	return like;
}

/* ---- a table ---- */

/* What may stand inside a table: its entries, and the number of a page between them. */
static bool may_be_entry(const yd_plan *plan, size_t para)
{
	return has_page_number(plan, para) || is_contents_heading(yd_para_text(plan, para)) ||
	       (plan->paras[para].chars <= LONGEST_ENTRY &&
		       !yd_shape_is_sentence(yd_para_text(plan, para)));
}

static bool is_entry(const yd_plan *plan, size_t para)
{
	yd_str text = yd_para_text(plan, para);
	return strip_number(text).len < text.len || yd_para_has_label(plan, para) ||
	       has_page_number(plan, para) ||
	       yd_str_starts(yd_para_text(plan, para), YD_STR("附件"));
}

typedef struct table {
	size_t first, end;	     /* paragraphs of its entries */
	size_t body;		     /* where what it lists begins; plan->para_count: nowhere */
	bool paged;		     /* most entries have page numbers */
	size_t entries, alike, same; /* how many, and how many come again */
} table;

/* Headings of the body from `at` on back to that of the first entry, which may have another
 * wording. */
static size_t step_back(const yd_plan *plan, const table *t, size_t entry, size_t at)
{
	for (size_t e = entry; e-- > t->first;)
		for (size_t i = at; i-- > entry + 1;) {
			const yd_label *a = &plan->paras[e].label, *b = &plan->paras[i].label;
			if (a->style == YD_NUMBERING_NONE || a->style != b->style ||
				a->value != b->value || (t->paged && has_page_number(plan, i)))
				continue;
			at = i;
			break;
		}
	return at;
}

/* Where an entry among the first comes again, or the first of them that would stand there. */
static size_t find_body(search *s, const table *t)
{
	enum { FIRST = 3 };
	const yd_plan *plan = s->plan;
	size_t reach = t->end + FARTHEST < plan->para_count ? t->end + FARTHEST : plan->para_count;
	for (likeness wanted = SAME; wanted >= ALIKE; wanted--)
		for (size_t entry = t->first; entry < t->first + FIRST && entry < t->end; entry++)
			for (size_t i = entry + 1; i < reach; i++)
				if (!(t->paged && has_page_number(plan, i)) &&
					compare(s, entry, i) >= wanted)
					return step_back(plan, t, entry, i);
	return plan->para_count;
}

static likeness comes_again(search *s, size_t entry, size_t body)
{
	likeness best = UNLIKE;
	for (size_t i = body; i < s->plan->para_count && best < SAME; i++) {
		likeness like = compare(s, entry, i);
		best = like > best ? like : best;
	}
	return best;
}

/* Its entries end before what they list; `headed`: lines without number and page may be some. */
static void count_entries(search *s, table *t, bool headed)
{
	const yd_plan *plan = s->plan;
	size_t end = t->first, limit = t->end < t->body ? t->end : t->body;
	for (size_t i = t->first; i < limit; i++) {
		bool entry = is_entry(plan, i);
		likeness like = entry || headed ? comes_again(s, i, t->body) : UNLIKE;
		if (!entry && (like != SAME || yd_shape_is_signature(yd_para_text(plan, i))))
			continue;
		t->entries++;
		t->alike += like >= ALIKE;
		t->same += like == SAME;
		end = i + 1;
	}
	/* The number of the table's last page. */
	while (end < limit && end > t->first && yd_shape_is_furniture(yd_para_text(plan, end)))
		end++;
	t->end = end;
}

static table measure(search *s, size_t first, bool headed)
{
	const yd_plan *plan = s->plan;
	size_t paged = 0, entries = 0;
	table t = {.first = first, .end = first};
	for (; t.end < plan->para_count && t.end < first + LONGEST_TABLE &&
		may_be_entry(plan, t.end);
		t.end++) {
		entries += is_entry(plan, t.end);
		paged += has_page_number(plan, t.end);
	}
	t.paged = paged * 2 > entries || (paged && has_page_number(plan, first));
	t.body = t.end > first + 1 ? find_body(s, &t) : plan->para_count;
	if (t.body < plan->para_count)
		count_entries(s, &t, headed);
	return t;
}

static bool is_headed_table(search *s, size_t heading, table *t)
{
	enum { FEWEST = 2 };
	*t = measure(s, heading + 1, true);
	t->first = heading;
	return t->alike >= FEWEST && t->alike * 2 >= t->entries;
}

static bool is_paged_table(search *s, size_t first, table *t)
{
	enum { FEWEST = 3 };
	*t = measure(s, first, false);
	return t->entries >= FEWEST && t->alike * 2 >= t->entries;
}

/* 目录：一、… 二、…, all in one paragraph. */
static bool is_table_in_line(search *s, size_t line, table *t)
{
	enum { FEWEST = 3, LONGEST = 1200 };
	const yd_plan *plan = s->plan;
	yd_str text = yd_para_text(plan, line);
	if (text.len > LONGEST || !yd_str_starts(text, YD_STR("目")))
		return false;
	yd_buf fold = {0};
	yd_fold(text, &fold);
	yd_str rest = yd_buf_str(&fold);
	bool lists = yd_take_word(&rest, "目录:");
	size_t found = 0;
	for (size_t i = line + 1; lists && i < plan->para_count && found < FEWEST; i++) {
		if (!yd_para_has_label(plan, i))
			continue;
		yd_buf heading = {0};
		fold_words(plan, i, false, &heading);
		yd_str words = first_sentence(yd_buf_str(&heading));
		lists = words.len && yd_str_find(rest, words, 0) != SIZE_MAX;
		found += lists;
		yd_buf_free(&heading);
	}
	yd_buf_free(&fold);
	*t = (table){.first = line, .end = line + 1};
	return found == FEWEST;
}

/* Neither heading nor pages: all entries as they are, and no sentence announces them. */
static bool is_plain_table(search *s, size_t first, table *t)
{
	enum { FEWEST = 3 };
	if (first && yd_shape_announces_list(yd_para_text(s->plan, first - 1)))
		return false;
	*t = measure(s, first, false);
	return t->entries >= FEWEST && t->same == t->entries;
}

static void set_aside(yd_plan *plan, const table *t)
{
	plan->contents = t->first;
	plan->contents_end = t->end;
	for (size_t i = t->first; i < t->end; i++) {
		plan->paras[i].label = (yd_label){0};
		plan->paras[i].role = YD_ROLE_FURNITURE;
	}
}

/* A run of two short labelled lines, the first one numbered 1. */
static bool may_begin_plain(const yd_plan *plan, size_t para)
{
	return plan->paras[para].label.value == 1 && yd_para_has_label(plan, para) &&
	       para + 1 < plan->para_count && yd_para_has_label(plan, para + 1) &&
	       may_be_entry(plan, para) && may_be_entry(plan, para + 1);
}

void yd_contents_find(yd_plan *plan)
{
	enum { MOST_COMPARISONS = 100000 };
	search s = {plan, MOST_COMPARISONS};
	table t;
	plan->contents = plan->contents_end = plan->para_count;
	size_t paged = 0, plain = 0, headed = 0;
	for (size_t i = 0; i < plan->para_count; i++) {
		if (plan->paras[i].role == YD_ROLE_FRONT)
			continue;
		bool found = false;
		if (headed < MOST_TRIES && is_table_in_line(&s, i, &t))
			found = true;
		else if (headed < MOST_TRIES && is_contents_heading(yd_para_text(plan, i)))
			headed++, found = is_headed_table(&s, i, &t);
		else if (paged < MOST_TRIES && yd_is_paged_entry(yd_para_text(plan, i)))
			paged++, found = is_paged_table(&s, i, &t);
		else if (plain < MOST_TRIES && may_begin_plain(plan, i))
			plain++, found = is_plain_table(&s, i, &t);
		if (found) {
			set_aside(plan, &t);
			return;
		}
	}
}
