/* The SQL of user data, by name. */
#include "schema.h"

#define BOOKMARK_COLUMNS                                                                           \
	"SELECT id, ref, doc_ref, title, doc_title, text, text_hash, tags, note, created FROM "    \
	"bookmark "

#define READING_COLUMNS "SELECT ref, unit, scope, place, clauses, read FROM reading "
#define MARK_COLUMNS	"SELECT sha256, ref, unit, text_hash, place FROM mark "

const char *const user_statements[USER_STATEMENTS] = {
	[PUT_BOOKMARK] = "INSERT INTO bookmark(ref, doc_ref, first_ref, title, doc_title, text, "
			 "text_hash, tags, note,"
			 " created) VALUES(?1,?2,?1,?3,?4,?5,?6,?7,?8,?9)",
	[FIND_BOOKMARK] = "SELECT ref FROM bookmark WHERE id=?1 AND removed IS NULL",
	[BOOKMARK_REF] = "SELECT ref FROM bookmark WHERE id=?1",
	[HIDE_BOOKMARK] = "UPDATE bookmark SET removed=?2 WHERE id=?1",
	[SHOW_BOOKMARK] = "UPDATE bookmark SET removed=NULL WHERE id=?1",
	[MOVE_BOOKMARK] = "UPDATE bookmark SET ref=?2, doc_ref=?3 WHERE id=?1",
	[BOOKMARKS] = BOOKMARK_COLUMNS "WHERE removed IS NULL ORDER BY id LIMIT ?1 OFFSET ?2",
	[BOOKMARKS_OF_DOC] = BOOKMARK_COLUMNS "WHERE doc_ref=?1 AND removed IS NULL ORDER BY id",
	[BOOKMARKS_WITH_HASH] =
		BOOKMARK_COLUMNS "WHERE text_hash=?1 AND removed IS NULL ORDER BY id",
	[ANY_BOOKMARK] = "SELECT 1 FROM bookmark WHERE removed IS NULL LIMIT 1",
	[COUNT_BOOKMARKS] = "SELECT count(*) FROM bookmark WHERE removed IS NULL",
	[NOTE_BOOKMARK] = "UPDATE bookmark SET note=?2 WHERE id=?1",
	[TAG_BOOKMARK] = "UPDATE bookmark SET tags=?2 WHERE id=?1",
	[BOOKMARK_TAGS] = "SELECT tags FROM bookmark WHERE id=?1 AND removed IS NULL",
	[BOOKMARK_NOTE] = "SELECT note FROM bookmark WHERE id=?1 AND removed IS NULL",
	[ALL_TAG_LISTS] =
		"SELECT DISTINCT tags FROM bookmark WHERE removed IS NULL AND tags IS NOT NULL",
	[PUT_CHANGE] = "INSERT INTO change(kind, bookmark, sha256, was, became, at)"
		       " VALUES(?1,nullif(?2,0),?3,?4,?5,?6)",
	[LAST_CHANGE] = "SELECT id, kind, coalesce(bookmark,0), sha256, was FROM change"
			" WHERE undone IS NULL ORDER BY id DESC LIMIT 1",
	[UNDO_CHANGE] = "UPDATE change SET undone=?2 WHERE id=?1",
	[GET_READING] = READING_COLUMNS "WHERE sha256=?1",
	[GET_READING_BY_REF] = READING_COLUMNS "WHERE ref=?1 ORDER BY at DESC LIMIT 1",
	[PUT_PLACE] = "INSERT INTO reading(sha256, ref, unit, scope, place, at)"
		      " VALUES(?1,?2,?3,?4,?5,?6) ON CONFLICT DO UPDATE SET ref=excluded.ref,"
		      " unit=excluded.unit, scope=excluded.scope, place=excluded.place,"
		      " at=excluded.at",
	[PUT_READ] = "INSERT INTO reading(sha256, ref, clauses, read, at) VALUES(?1,?2,?3,?4,?5)"
		     " ON CONFLICT DO UPDATE SET clauses=excluded.clauses, read=excluded.read",
	[READ_DOCS] = "SELECT sha256, clauses FROM reading WHERE clauses>0",
	[PUT_MARK] = "INSERT INTO mark(letter, sha256, ref, unit, text_hash, place, at)"
		     " VALUES(?1,?2,?3,?4,?5,?6,?7)",
	[GET_MARK] = MARK_COLUMNS "WHERE letter=?1 AND sha256=?2 ORDER BY id DESC LIMIT 1",
	[GET_MARK_ANYWHERE] = MARK_COLUMNS "WHERE letter=?1 ORDER BY id DESC LIMIT 1",
	[PUT_SAID] = "INSERT INTO said(sha256, region, year, title, at, kind) "
		     "VALUES(?1,?2,nullif(?3,0),?4,?5,nullif(?6,0))",
	[GET_SAID] = "SELECT region, year, title, kind FROM said WHERE sha256=?1 AND undone IS NULL"
		     " ORDER BY id DESC",
	[SAID_ROWS] = "SELECT id FROM said WHERE sha256=?1 AND undone IS NULL",
	[UNDO_SAID] = "UPDATE said SET undone=?2 WHERE id=?1",
	[CARRY_SAID] = "INSERT INTO said(sha256, region, year, title, at, kind)"
		       " SELECT ?2, region, year, title, at, kind FROM said"
		       " WHERE sha256=?1 AND undone IS NULL ORDER BY id",
	[PUT_CORRECTION] = "INSERT INTO correction(sha256, of, text_hash, item, value, words, at)"
			   " VALUES(?1,?2,?3,?4,?5,?6,?7)",
	[CORRECTIONS] = "SELECT id, of, text_hash, item, value, words FROM correction"
			" WHERE sha256=?1 AND undone IS NULL ORDER BY id",
	[ANY_CORRECTION] = "SELECT EXISTS(SELECT 1 FROM correction WHERE undone IS NULL)"
			   " OR EXISTS(SELECT 1 FROM said WHERE undone IS NULL)",
	[UNDO_CORRECTION] = "UPDATE correction SET undone=?2 WHERE id=?1",
	[CARRY_CORRECTIONS] =
		"INSERT INTO correction(sha256, of, text_hash, item, value, words, at)"
		" SELECT ?2, of, text_hash, item, value, words, at FROM correction"
		" WHERE sha256=?1 AND undone IS NULL ORDER BY id",
	[PUT_ALIAS] = "INSERT INTO alias(ref, sha256, at) VALUES(?1,?2,?3)",
	[GET_ALIASES] = "SELECT sha256 FROM alias WHERE ref=?1 ORDER BY id DESC LIMIT ?2",
	/* References hold nothing that sorts behind ~. */
	[GET_ALIASES_BEGUN] =
		"SELECT DISTINCT sha256 FROM alias WHERE ref BETWEEN ?1 AND ?1||'~' LIMIT ?2",
	[CARRY_ALIASES] = "INSERT INTO alias(ref, sha256, at)"
			  " SELECT DISTINCT ref, ?2, ?3 FROM alias WHERE sha256=?1",
	[PUT_STATE] = "INSERT INTO state(name, value) VALUES(?1,?2)"
		      " ON CONFLICT DO UPDATE SET value=excluded.value WHERE value<>excluded.value",
	[GET_STATE] = "SELECT value FROM state WHERE name=?1",
	[FORGET_STATE] = "DELETE FROM state WHERE name=?1",
};
