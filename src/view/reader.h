/* reader.h: the open document: which of its units are shown, which one the reader is at, and what is read as one. */
#ifndef VIEW_READER_H
#define VIEW_READER_H

#include <yaodian/view.h>

typedef struct yd_reader {
	yd_open_doc *doc;  /* NULL: nothing is open */
	size_t unit_count; /* yd_unit_count() of it */
	bool *shown;    /* for each unit: does it stand in outline and text under the filter */
	bool *marked;   /* … is it bookmarked */
	yd_unit_label *labels; /* … with which tags and note */
	unsigned labels_read; /* how often those were read */
	bool *read;     /* … was it read; only of clauses with a number */
	bool *kept;     /* … as user data has it */
	uint32_t *numbers; /* by which user data knows clauses: of their texts (progress.c); 0 none */
	yd_reading left;   /* what user data said when the document was opened */
	size_t clauses; /* of the document */
	size_t passing; /* those that pass the filter */
	bool filtered;
	size_t unit;  /* where the reader is */
	size_t scope; /* whose text is read as one: a section's unit, or 0, the whole document */
} yd_reader;

/* Opens a document at unit 0, instead of the one that is open, which stays when this fails. */
yd_status yd_reader_open(
	yd_reader *reader, yd_library *library, int64_t id, const yd_filter *filter, yd_error *err);
/* The same for an earlier version (library.h); 0: as the document is. Nothing of it was read, and nothing stands at it. */
yd_status yd_reader_open_version(yd_reader *reader, yd_library *library, int64_t id, int64_t version,
	const yd_filter *filter, yd_error *err);
void yd_reader_close(yd_reader *reader);
/* Where the reader's unit is in another text of the document: the nearest unit of equal text, else the nearest of
 * equal title, else the one with the same address, else 0. */
size_t yd_reader_find_again(const yd_reader *reader, const yd_open_doc *now);
/* Shows what passes `filter`. Unit and scope stay. */
void yd_reader_filter(yd_reader *reader, const yd_filter *filter);
/* Reads anew which units are bookmarked, and their tags and notes. */
yd_status yd_reader_read_marks(yd_reader *reader, yd_library *library, yd_error *err);

/* ---- what was read (progress.c) ---- */

/* Takes in what user data has; part of opening. */
yd_status yd_reader_read_progress(yd_reader *reader, yd_library *library, yd_error *err);
void yd_reader_free_progress(yd_reader *reader);
/* A clause that has text and was not read. */
bool yd_reader_is_unread(const yd_reader *reader, size_t unit);
/* Notes that the clauses in [from, to) that are shown were read; true when that is new for one. */
bool yd_reader_pass(yd_reader *reader, size_t from, size_t to);
/* How many clauses were read, and how many are not. */
size_t yd_reader_read_count(const yd_reader *reader, size_t *unread);
/* Writes what is not in user data yet; *wrote tells whether there was something. */
yd_status yd_reader_keep_progress(yd_reader *reader, yd_user *user, bool *wrote, yd_error *err);
/*
 * On the user's word: marks the clauses of a unit (of a section all below it, of unit 0 all of the document) as read, or,
 * when they all are, as unread. *read tells which, *changed how many.
 */
yd_status yd_reader_switch_read(
	yd_reader *reader, yd_user *user, size_t unit, bool *read, size_t *changed, yd_error *err);

/* ---- its units (reader_units.c) ---- */

bool yd_reader_is_clause(const yd_reader *reader, size_t unit);
bool yd_reader_is_section(const yd_reader *reader, size_t unit);
size_t yd_reader_parent(const yd_reader *reader, size_t unit); /* 0 for unit 0 */
size_t yd_reader_level(const yd_reader *reader, size_t unit);  /* 0 for unit 0 and the closing */
/* The unit after a scope's last one. */
size_t yd_reader_scope_end(const yd_reader *reader, size_t scope);
/* What is read when a unit is selected: a section itself, a clause's parent. */
size_t yd_reader_scope_of(const yd_reader *reader, size_t unit);
/* The shown clause after (step 1) or before (-1) `unit`, SIZE_MAX when there is none. */
size_t yd_reader_step_clause(const yd_reader *reader, size_t unit, int step);
/* The same for any shown unit in [from, to). */
size_t yd_reader_next_shown(const yd_reader *reader, size_t unit, size_t to);
size_t yd_reader_previous_shown(const yd_reader *reader, size_t unit, size_t from);
/* Clauses in [from, to) that are not shown. */
size_t yd_reader_left_out(const yd_reader *reader, size_t from, size_t to);
/* Clauses up to and with `unit`. */
size_t yd_reader_clause_number(const yd_reader *reader, size_t unit);
/* Clauses of a section that pass. */
size_t yd_reader_hits_below(const yd_reader *reader, size_t unit);
/* The shown unit that stands for `unit`: itself, the next shown clause, the one before, or 0. */
size_t yd_reader_nearest_shown(const yd_reader *reader, size_t unit);
/* The unit a number names, as on the `:` line: "24", "(五)", "二". The mark as printed counts most, then the label,
 * then its value; of several the one in the scope, else the next one, else the first. SIZE_MAX when there is none. */
size_t yd_reader_find_label(const yd_reader *reader, yd_str label);

#endif
