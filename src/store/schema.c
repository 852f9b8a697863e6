/*
 * The tables of both files, and the steps that bring an older file up to date. A step, once
 * released, is never changed: a new one is added behind it.
 *
 * The cache, and why it looks like this:
 *
 * - Text is kept once: content.source is the decoded text (zstd), the outline only points into it,
 * and the original is there only where decoding changed a byte. Metadata (doc) and text (content)
 * are apart, so that lists touch none of the text's pages.
 * - Order of the tree: region.sort, year_order, title, id. year_order is the year with its sign
 * changed, and 1 for an unknown year, so that ascending is newest first and unknown last.
 * region.sort is made here (regions.c) out of the sort keys of each level with the names between,
 * so that everything below a region stands directly behind it whatever the keys are. Region 0 holds
 * documents of unknown region and is last.
 * - A code says which clauses are counted: 0 all, 1 + i those tagged with theme i, 33 + i those
 * where theme i is primary. total has a row for each region and year of its own documents, one with
 * year_order -100000 for a region with all below it, and one with region -1 for the whole cache;
 * each holds the counts of all codes (counts.c). Every list under no filter or one theme reads
 * these and nothing else; several themes are worked out from doc_tag (filter.c), a narrow table
 * that is walked in some 10 ms for 48,000 documents.
 * - A row for each clause and theme, or for each document and theme, was tried first: a document
 * then wrote to 90 pages instead of 25, since every theme's rows grow at a place of their own. For
 * the same reason unit_hash is kept in groups of 64 documents: 7 pages instead of one for each
 * unit; a search asks each group.
 * - content.units is what doc_tag, total and unit_hash are made from, and what they are checked
 * against.
 */
#include "find_inner.h"

#include <yaodian/intl.h>

static const char *const corpus_migrations[] = {
	"CREATE TABLE fingerprint(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);"
	"CREATE TABLE region("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" parent INTEGER REFERENCES region(id)," /* NULL: top level */
	" name TEXT NOT NULL,"
	" path TEXT NOT NULL UNIQUE,"
	" sort BLOB NOT NULL);"
	"CREATE INDEX region_child ON region(parent, sort);"
	"CREATE INDEX region_sort ON region(sort);"
	"INSERT INTO region VALUES(0, NULL, '', '', x'ff01');"
	"CREATE TABLE doc("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" ref TEXT NOT NULL COLLATE NOCASE," /* CODE-YEAR-KEY */
	" ref_n INTEGER NOT NULL,"	     /* its .N, 1 for none */
	" region INTEGER NOT NULL REFERENCES region(id),"
	" region_code TEXT NOT NULL,"
	" year_order INTEGER NOT NULL,"
	" title TEXT NOT NULL," /* '' unknown */
	" issuer TEXT, doc_no TEXT, date TEXT, url TEXT, source_path TEXT,"
	" sample INTEGER NOT NULL,"
	" sha256 BLOB NOT NULL UNIQUE,"
	" bytes INTEGER NOT NULL," /* of the original */
	" sections INTEGER NOT NULL,"
	" clauses INTEGER NOT NULL,"
	" warnings TEXT,"
	" fingerprint INTEGER NOT NULL REFERENCES fingerprint(id),"
	" UNIQUE(ref, ref_n));"
	"CREATE INDEX doc_tree ON doc(region, year_order, title);"
	"CREATE INDEX doc_fingerprint ON doc(fingerprint);"
	"CREATE UNIQUE INDEX doc_path ON doc(source_path) WHERE source_path IS NOT NULL;"
	"CREATE INDEX doc_url ON doc(url) WHERE url IS NOT NULL AND source_path IS NULL;"
	"CREATE TABLE content("
	" doc INTEGER PRIMARY KEY REFERENCES doc(id) ON DELETE CASCADE,"
	" source BLOB NOT NULL,"
	" original BLOB," /* NULL: it is the source */
	" outline BLOB NOT NULL,"
	" units BLOB NOT NULL);"
	"CREATE TABLE doc_tag("
	" doc INTEGER PRIMARY KEY REFERENCES doc(id) ON DELETE CASCADE,"
	" region INTEGER NOT NULL, year_order INTEGER NOT NULL," /* as in doc */
	" tags BLOB NOT NULL);"
	"CREATE TABLE total("
	" region INTEGER NOT NULL, year_order INTEGER NOT NULL, counts BLOB NOT NULL,"
	" PRIMARY KEY(region, year_order)) WITHOUT ROWID;"
	"CREATE TABLE unit_hash("
	" part INTEGER NOT NULL, hash INTEGER NOT NULL, doc INTEGER NOT NULL, unit INTEGER NOT "
	"NULL,"
	" PRIMARY KEY(part, hash, doc, unit)) WITHOUT ROWID;"
	"CREATE TABLE kept("
	" id INTEGER PRIMARY KEY CHECK(id = 1),"
	" sections INTEGER NOT NULL, samples INTEGER NOT NULL, bytes INTEGER NOT NULL);"
	"INSERT INTO kept VALUES(1, 0, 0, 0);",
	/* The index (search.h, index.c). */
	"CREATE VIRTUAL TABLE find USING fts5(unit, content='', tokenize='yaodian');"
	"INSERT INTO find(find, rank) VALUES('hashsize', 33554432);"
	"CREATE TABLE indexed("
	" doc INTEGER PRIMARY KEY REFERENCES doc(id) ON DELETE CASCADE,"
	" base INTEGER UNIQUE," /* rowid of unit 0 in find; NULL: waits */
	" units INTEGER NOT NULL,"
	" hash INTEGER NOT NULL);"
	"CREATE INDEX indexed_waiting ON indexed(doc) WHERE base IS NULL;"
	"INSERT INTO indexed SELECT id, NULL, 0, 0 FROM doc;"
	"CREATE TABLE index_version(id INTEGER PRIMARY KEY CHECK(id = 1), text TEXT NOT NULL);",
	/* Kind (0: not read yet) and period. Searches ask the index for the kind; lists, which go
	 * through the tree in its order, the row. */
	"ALTER TABLE doc ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE doc ADD COLUMN period TEXT;"
	"ALTER TABLE doc ADD COLUMN own_region TEXT;", /* path of the document's own year, where
							  region has another */
	/* What documents were before (versions.c); the text they have now stands in content. */
	"ALTER TABLE doc ADD COLUMN version INTEGER NOT NULL DEFAULT 1;" /* number of that text */
	"CREATE TABLE version("
	" id INTEGER PRIMARY KEY,"
	" doc INTEGER NOT NULL REFERENCES doc(id) ON DELETE CASCADE,"
	" n INTEGER NOT NULL,"
	" sha256 BLOB NOT NULL,"
	" bytes INTEGER NOT NULL,"
	" ref TEXT NOT NULL COLLATE NOCASE," /* CODE-YEAR-KEY that it had */
	" title TEXT NOT NULL,"
	" replaced TEXT NOT NULL," /* when */
	" original BLOB NOT NULL," /* empty: the version was removed, and its number is not given
				      again */
	" UNIQUE(doc, n));"
	"CREATE INDEX version_ref ON version(ref, replaced);",
	/* Where metadata and outline were found and how sure they are (found.h). */
	"ALTER TABLE doc ADD COLUMN found TEXT;",
	/* Addresses that documents came from (pages.h). */
	"CREATE TABLE page("
	" url TEXT PRIMARY KEY,"
	" doc INTEGER NOT NULL REFERENCES doc(id) ON DELETE CASCADE,"
	" found TEXT NOT NULL,"
	" charset TEXT, etag TEXT, modified TEXT,"
	" status INTEGER NOT NULL,"
	" checked TEXT NOT NULL) WITHOUT ROWID;"
	"CREATE INDEX page_doc ON page(doc);",
	/* Which address leads to the same page? */
	"CREATE INDEX page_found ON page(found);",
	/* Lists and searches by the region of the document's own year: few documents have another.
	 */
	"CREATE INDEX doc_own_region ON doc(own_region) WHERE own_region IS NOT NULL;",
};

static const char *const user_migrations[] = {
	"CREATE TABLE bookmark("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" ref TEXT NOT NULL, doc_ref TEXT NOT NULL," /* where it is now */
	" first_ref TEXT NOT NULL,"		     /* where it was set */
	" title TEXT, doc_title TEXT, text TEXT,"
	" text_hash INTEGER NOT NULL,"
	" tags TEXT, note TEXT,"
	" created TEXT NOT NULL,"
	" removed TEXT);" /* when; NULL: it is there. Rows are never deleted. */
	"CREATE INDEX bookmark_there ON bookmark(id) WHERE removed IS NULL;"
	"CREATE INDEX bookmark_doc ON bookmark(doc_ref) WHERE removed IS NULL;"
	"CREATE INDEX bookmark_hash ON bookmark(text_hash) WHERE removed IS NULL;"
	/* Every change of a bookmark, for undo: kind 0 set, 1 removed. */
	"CREATE TABLE change("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" kind INTEGER NOT NULL,"
	" bookmark INTEGER NOT NULL REFERENCES bookmark(id),"
	" at TEXT NOT NULL,"
	" undone TEXT);"
	"CREATE INDEX change_bookmark ON change(bookmark);"
	"CREATE INDEX change_open ON change(id) WHERE undone IS NULL;"
	/* What was said is added to, never overwritten: the last word counts. */
	"CREATE TABLE said("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" sha256 BLOB NOT NULL,"
	" region TEXT, year INTEGER, title TEXT,"
	" at TEXT NOT NULL);"
	"CREATE INDEX said_of ON said(sha256);"
	"CREATE TABLE alias("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" ref TEXT NOT NULL COLLATE NOCASE,"
	" sha256 BLOB NOT NULL,"
	" at TEXT NOT NULL);"
	"CREATE INDEX alias_of ON alias(ref);"
	"CREATE TABLE state(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;",
	/* Undo also of notes, tags and read marks. `was` and `became` keep every text a note or the
	 * tags ever had; of read marks, `was` holds the clauses (reading.c). Kinds: yd_undo_kind.
	 */
	"CREATE TABLE change_2("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" kind INTEGER NOT NULL,"
	" bookmark INTEGER REFERENCES bookmark(id)," /* NULL: of a document's read marks */
	" sha256 BLOB,"
	" was BLOB, became BLOB,"
	" at TEXT NOT NULL,"
	" undone TEXT);"
	"INSERT INTO change_2(id, kind, bookmark, at, undone)"
	" SELECT id, kind, bookmark, at, undone FROM change;"
	"DROP TABLE change;"
	"ALTER TABLE change_2 RENAME TO change;"
	"CREATE INDEX change_bookmark ON change(bookmark);"
	"CREATE INDEX change_open ON change(id) WHERE undone IS NULL;"
	/* Where a document was left, and which of its clauses were read (reading.c). */
	"CREATE TABLE reading("
	" sha256 BLOB PRIMARY KEY,"
	" ref TEXT NOT NULL COLLATE NOCASE,"   /* of the document when it was last read */
	" unit TEXT, scope TEXT,"	       /* addresses; NULL: never left anywhere */
	" place INTEGER NOT NULL DEFAULT 0,"   /* bytes into the unit's text */
	" clauses INTEGER NOT NULL DEFAULT 0," /* how many of them are read */
	" read BLOB,"
	" at TEXT NOT NULL) WITHOUT ROWID;"
	"CREATE INDEX reading_ref ON reading(ref, at);"
	"CREATE INDEX reading_begun ON reading(sha256, clauses) WHERE clauses>0;"
	/* Marks set with a letter: added to, the last one counts. */
	"CREATE TABLE mark("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" letter TEXT NOT NULL,"
	" sha256 BLOB NOT NULL, ref TEXT NOT NULL," /* of the document */
	" unit TEXT NOT NULL,"			    /* address */
	" text_hash INTEGER NOT NULL,"		    /* of the unit */
	" place INTEGER NOT NULL,"
	" at TEXT NOT NULL);"
	"CREATE INDEX mark_letter ON mark(letter);"
	"CREATE INDEX mark_of ON mark(sha256, letter);"
	"CREATE INDEX bookmark_tagged ON bookmark(tags) WHERE removed IS NULL AND tags IS NOT "
	"NULL;",
	/* Corrections. What was taken back, of them or of what was said, is kept and says when. */
	"ALTER TABLE said ADD COLUMN kind INTEGER;"
	"ALTER TABLE said ADD COLUMN undone TEXT;"
	"CREATE TABLE correction("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" sha256 BLOB NOT NULL,"
	" of INTEGER NOT NULL," /* yd_correction_of */
	" text_hash INTEGER NOT NULL, item INTEGER NOT NULL, value INTEGER NOT NULL,"
	" words TEXT,"
	" at TEXT NOT NULL,"
	" undone TEXT);"
	"CREATE INDEX correction_of ON correction(sha256) WHERE undone IS NULL;"
	"CREATE INDEX said_there ON said(id) WHERE undone IS NULL;",
	/* Former references go over to a new text with the corrections. */
	"CREATE INDEX alias_to ON alias(sha256);",
};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

const struct store_kind corpus_kind = {
	.what = N_("cache"),
	.other_file = N_("--cache or YAODIAN_CACHE"),
	.if_damaged = N_("run `yaodian doctor`, or move it away and import the documents again "
			 "(bookmarks are kept apart)"),
	.if_newer = N_("use that version, or give another file with --cache or YAODIAN_CACHE"),
	.application_id = 0x59644331, /* "YdC1" */
	.connected = find_register,
	.migrations = corpus_migrations,
	.version = (int)COUNT_OF(corpus_migrations),
	.statements = corpus_statements,
	.statement_count = CORPUS_STATEMENTS,
};

const struct store_kind user_kind = {
	.what = N_("user data file"),
	.other_file = N_("--user or YAODIAN_USER"),
	.if_damaged = N_(
		"keep a copy, run `yaodian doctor`, and recover it with `sqlite3 FILE .recover`"),
	.if_newer = N_("use that version, or give another file with --user or YAODIAN_USER"),
	.application_id = 0x59645531, /* "YdU1" */
	.migrations = user_migrations,
	.version = (int)COUNT_OF(user_migrations),
	.statements = user_statements,
	.statement_count = USER_STATEMENTS,
};
