/* The SQL of the cache, by name. Each is prepared once for a handle, when it is first used. */
#include "schema.h"

/* What doc_read() in documents.c reads. */
#define DOC_COLUMNS                                                                                \
	"SELECT d.id, d.ref, d.ref_n, r.path, d.region, d.region_code, d.year_order, d.title,"     \
	" d.issuer, d.doc_no, d.date, d.url, d.source_path, d.sample, d.sha256, d.bytes,"          \
	" d.sections, d.clauses, d.warnings, d.kind, d.period, d.own_region, d.version, d.found"

#define PAGE_COLUMNS "SELECT url, doc, found, charset, etag, modified, status, checked FROM page"

/* Documents of a region in tree order: region, last year_order, key to start behind (3), samples
 * only. The key before everything is (first year_order, '', -1). */
#define FROM_TREE                                                                                  \
	"FROM doc d INDEXED BY doc_tree CROSS JOIN doc_tag t ON t.doc=d.id CROSS JOIN region r "   \
	"ON r.id=d.region "                                                                        \
	"WHERE d.region=?1 "

const char *const corpus_statements[CORPUS_STATEMENTS] = {
	/* writing a document */
	[PUT_DOC] = "INSERT INTO doc(ref, ref_n, region, region_code, year_order, title, issuer, "
		    "doc_no, date, url,"
		    " source_path, sample, sha256, bytes, sections, clauses, warnings, fingerprint,"
		    " kind, period, own_region, version, found)"
		    " VALUES(?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?"
		    "21,?22,?23,?24)",
	[UPDATE_DOC] =
		"UPDATE doc SET ref=?2, ref_n=?3, region=?4, region_code=?5, year_order=?6, "
		"title=?7,"
		" issuer=?8, doc_no=?9, date=?10, url=?11, source_path=?12, sample=?13, sha256=?14,"
		" bytes=?15, sections=?16, clauses=?17, warnings=?18, fingerprint=?19, kind=?20, "
		"period=?21, own_region=?22, version=?23, found=?24 WHERE id=?1",
	[SET_SOURCE] = "UPDATE doc SET source_path=?2 WHERE id=?1",
	[DELETE_DOC] = "DELETE FROM doc WHERE id=?1",
	[PUT_CONTENT] =
		"INSERT INTO content(doc, source, original, outline, units) VALUES(?1,?2,?3,?4,?5)",
	[DELETE_CONTENT] = "DELETE FROM content WHERE doc=?1",
	[PUT_TAGS] = "INSERT INTO doc_tag(doc, region, year_order, tags) VALUES(?1,?2,?3,?4)"
		     " ON CONFLICT DO UPDATE SET region=?2, year_order=?3, tags=?4",
	[PUT_HASH] = "INSERT INTO unit_hash(part, hash, doc, unit) VALUES(?1,?2,?3,?4)",
	[DELETE_HASH] = "DELETE FROM unit_hash WHERE part=?1 AND hash=?2 AND doc=?3 AND unit=?4",
	[GET_TOTAL] = "SELECT counts FROM total WHERE region=?1 AND year_order=?2",
	[PUT_TOTAL] = "INSERT INTO total(region, year_order, counts) VALUES(?1,?2,?3)"
		      " ON CONFLICT DO UPDATE SET counts=?3",
	[DELETE_TOTAL] = "DELETE FROM total WHERE region=?1 AND year_order=?2",
	[ADD_KEPT] = "UPDATE kept SET sections=sections+?1, samples=samples+?2, bytes=bytes+?3 "
		     "WHERE id=1",
	[FIND_FINGERPRINT] = "SELECT id FROM fingerprint WHERE text=?1",
	[PUT_FINGERPRINT] = "INSERT INTO fingerprint(text) VALUES(?1)",
	[DROP_FINGERPRINT] = "DELETE FROM fingerprint WHERE id=?1"
			     " AND NOT EXISTS(SELECT 1 FROM doc WHERE fingerprint=?1)",
	/* regions */
	[FIND_REGION] = "SELECT id, sort FROM region WHERE path=?1",
	[PUT_REGION] = "INSERT INTO region(parent, name, path, sort) VALUES(?1,?2,?3,?4)",
	[SET_REGION_SORT] = "UPDATE region SET sort=?2 WHERE id=?1",
	[REGION_PARENT] = "SELECT parent FROM region WHERE id=?1",
	[CHILD_SORTS] = "SELECT id, sort FROM region WHERE parent=?1",
	[DELETE_EMPTY_REGION] = "DELETE FROM region WHERE id=?1 AND id<>0"
				" AND NOT EXISTS(SELECT 1 FROM doc WHERE region=?1)"
				" AND NOT EXISTS(SELECT 1 FROM region WHERE parent=?1)",
	/* references */
	[SAME_REFS] = "SELECT id, ref_n FROM doc WHERE ref=?1 ORDER BY sha256",
	[SET_REF_N] = "UPDATE doc SET ref_n=?2 WHERE id=?1",
	[FIND_REF] = "SELECT id FROM doc WHERE ref=?1 AND ref_n=?2",
	[FIND_REF_N] = "SELECT id, ref, ref_n FROM doc WHERE ref=?1 AND ref_n>1 ORDER BY ref_n",
	[FIND_REF_BEGINNING] = "SELECT id, ref, ref_n FROM doc WHERE ref>=?1 AND ref<?2 ORDER BY "
			       "ref, ref_n LIMIT 6",
	/* documents */
	[DOC_BY_SHA256] = "SELECT id, sha256 FROM doc WHERE sha256=?1",
	[DOC_BY_PATH] = "SELECT id, sha256 FROM doc WHERE source_path=?1",
	[DOC_BY_URL] = "SELECT id, sha256 FROM doc WHERE url=?1 AND source_path IS NULL ORDER BY "
		       "id LIMIT 1",
	[DOC_STATE] = DOC_COLUMNS ", d.fingerprint, f.text FROM doc d CROSS JOIN region r ON "
				  "r.id=d.region"
				  " CROSS JOIN fingerprint f ON f.id=d.fingerprint WHERE d.id=?1",
	[DOC_UNITS] = "SELECT units FROM content WHERE doc=?1",
	[GET_DOC] = DOC_COLUMNS " FROM doc d CROSS JOIN region r ON r.id=d.region WHERE d.id=?1",
	[GET_TEXT] = "SELECT source, outline, units FROM content WHERE doc=?1",
	[GET_ORIGINAL] = "SELECT coalesce(original, source) FROM content WHERE doc=?1",
	/* the tree */
	[TREE_DOCS] = DOC_COLUMNS
	", t.tags " FROM_TREE
	"AND d.year_order<=?2 AND (d.year_order,d.title,d.id)>(?3,?4,?5) AND d.sample>=?6"
	" AND (?7=0 OR d.kind=?7)"
	" ORDER BY d.year_order, d.title, d.id",
	[TREE_DOCS_BACK] = DOC_COLUMNS
	", t.tags " FROM_TREE
	"AND d.year_order>=?2 AND (d.year_order,d.title,d.id)<(?3,?4,?5) AND d.sample>=?6"
	" AND (?7=0 OR d.kind=?7)"
	" ORDER BY d.year_order DESC, d.title DESC, d.id DESC",
	[TREE_DOC] = DOC_COLUMNS ", t.tags FROM doc d CROSS JOIN doc_tag t ON t.doc=d.id"
				 " CROSS JOIN region r ON r.id=d.region WHERE d.id=?1",
	/* Documents whose path in their own year is in that range, and where they stand. */
	[OWN_REGION_DOCS] =
		"SELECT d.id, d.own_region, r.sort, d.year_order, d.title FROM doc d INDEXED BY "
		"doc_own_region CROSS JOIN region r ON r.id=d.region"
		" WHERE d.own_region>=?1 AND d.own_region<?2 AND d.year_order BETWEEN ?3 AND ?4"
		" AND d.sample>=?5 AND (?6=0 OR d.kind=?6)",
	[NEXT_OWN_REGION] = "SELECT own_region FROM doc INDEXED BY doc_own_region WHERE "
			    "own_region>?1 ORDER BY own_region LIMIT 1",
	/* Regions in tree order, with their counts: sort key to start behind, and to stop before.
	 */
	[NEXT_REGION] =
		"SELECT r.id, r.sort, t.counts FROM region r CROSS JOIN total t ON t.region=r.id"
		" AND t.year_order=-100000 WHERE r.sort>?1 AND r.sort<?2 ORDER BY r.sort",
	[PREVIOUS_REGION] =
		"SELECT r.id, r.sort, t.counts FROM region r CROSS JOIN total t ON t.region=r.id"
		" AND t.year_order=-100000 WHERE r.sort<?1 AND r.sort>?2 ORDER BY r.sort DESC",
	[TREE_PLACE] = "SELECT d.region, r.sort, d.year_order, d.title FROM doc d"
		       " CROSS JOIN region r ON r.id=d.region WHERE d.id=?1",
	[REGIONS] = "SELECT r.id, r.name, r.path, t.counts FROM region r CROSS JOIN total t ON "
		    "t.region=r.id"
		    " AND t.year_order=-100000 WHERE r.parent IS ?1 ORDER BY r.sort",
	[YEARS] = "SELECT year_order, counts FROM total WHERE region=?1 AND year_order>-100000 "
		  "ORDER BY year_order",
	[CORPUS_TOTALS] = "SELECT sections, samples, bytes FROM kept WHERE id=1",
	[ALL_TAGS] = "SELECT region, year_order, tags FROM doc_tag",
	/* others */
	[HASH_UNITS] =
		"SELECT doc, unit FROM unit_hash WHERE part=?1 AND hash=?2 ORDER BY doc, unit",
	[LAST_DOC] = "SELECT max(id) FROM doc",
	[STALE] = "SELECT min((SELECT min(d.id) FROM doc d WHERE d.fingerprint=f.id AND d.id>?2))"
		  " FROM fingerprint f WHERE f.text<>?1",
	[STALE_COUNT] =
		"SELECT coalesce(sum((SELECT count(*) FROM doc d WHERE d.fingerprint=f.id)),0)"
		" FROM fingerprint f WHERE f.text<>?1",
/* versions */
#define VERSION_ROW "SELECT n, sha256, bytes, title, replaced"
	[KEEP_VERSION] =
		"INSERT INTO version(doc, n, sha256, bytes, ref, title, replaced, original)"
		" SELECT d.id, d.version, d.sha256, d.bytes, d.ref, d.title, ?2,"
		" coalesce(c.original, c.source) FROM doc d CROSS JOIN content c"
		" ON c.doc=d.id WHERE d.id=?1",
	[TAKE_VERSIONS] =
		"UPDATE version SET doc=?2, n=n+?3 WHERE doc=?1 AND sha256<>?4 AND sha256 NOT IN"
		"(SELECT sha256 FROM version WHERE doc=?2)",
	[DROP_VERSION] = "DELETE FROM version WHERE doc=?1 AND n=?2",
	/* Of what was removed, number and SHA-256 stay, and no bytes. */
	[EMPTY_VERSION] =
		"UPDATE version SET original=x'', ref='', title='' WHERE doc=?1 AND n=?2 AND "
		"length(original)>0",
	[DROP_EMPTY_VERSIONS] =
		"DELETE FROM version WHERE doc=?2 AND length(original)=0 AND sha256 IN"
		"(SELECT sha256 FROM version WHERE doc=?1 AND length(original)>0)",
	[FIND_VERSION] = "SELECT n FROM version WHERE doc=?1 AND sha256=?2",
	[LAST_VERSION] = "SELECT max(d.version, coalesce((SELECT max(n) FROM version WHERE "
			 "doc=?1), 0)) FROM doc d WHERE d.id=?1",
	[VERSIONS] = VERSION_ROW " FROM version WHERE doc=?1 AND length(original)>0 ORDER BY n",
	[GET_VERSION] =
		VERSION_ROW ", original FROM version WHERE doc=?1 AND n=?2 AND length(original)>0",
	[VERSION_BY_REF] =
		"SELECT doc, n FROM version WHERE ref=?1 ORDER BY replaced DESC, id DESC LIMIT 1",
	/* check and repair: these walk everything */
	[ALL_VERSIONS] =
		"SELECT doc, n, sha256, bytes, original FROM version WHERE length(original)>0",
	[ALL_UNITS] = "SELECT c.doc, d.region, d.year_order, d.clauses, c.units FROM content c"
		      " CROSS JOIN doc d ON d.id=c.doc ORDER BY c.doc",
	[ALL_REFS] = "SELECT id, ref, ref_n FROM doc ORDER BY ref, sha256",
	[ALL_CONTENT] =
		"SELECT c.doc, d.bytes, d.sha256, c.source, c.original, c.outline FROM content c"
		" CROSS JOIN doc d ON d.id=c.doc ORDER BY c.doc",
	[ALL_TOTALS] = "SELECT region, year_order, counts FROM total",
	[FRESH_ROWS] = "SELECT region, year_order, code, docs, hits, own FROM temp.fresh_total"
		       " ORDER BY region, year_order, code",
	[FRESH_PUT_CODE] =
		"INSERT INTO temp.fresh_code(region, year_order, code, n) VALUES(?1,?2,?3,?4)",
	[FRESH_PUT_TAGS] = "INSERT INTO temp.fresh_tag(doc, region, year_order, tags, n) "
			   "VALUES(?1,?2,?3,?4,?5)",
	[FRESH_PUT_HASH] = "INSERT INTO temp.fresh_hash(part, hash, doc, unit) VALUES(?1,?2,?3,?4)",
	[FRESH_PUT_KEPT] = "INSERT INTO temp.kept_total(region, year_order, code, docs, hits, own) "
			   "VALUES(?1,?2,?3,?4,?5,?6)",
	/* the index */
	[FIND_PUT] = "INSERT INTO find(rowid, unit) VALUES(?1,?2)",
	[FIND_DELETE] = "INSERT INTO find(find, rowid, unit) VALUES('delete',?1,?2)",
	[FIND_COMMAND] = "INSERT INTO find(find) VALUES(?1)",
	[FIND_CONFIG] = "INSERT INTO find(find, rank) VALUES(?1,?2)",
	[GET_USERMERGE] = "SELECT v FROM find_config WHERE k='usermerge'",
	[FIND_STORED] = "SELECT rowid FROM find WHERE find MATCH ?1 AND rowid BETWEEN ?2 AND ?3",
	[FIND_RANKED] = "SELECT rowid FROM find WHERE find MATCH ?1 AND rowid BETWEEN ?2 AND ?3"
			" ORDER BY yd_rank(find, ?4), rowid",
	[FIND_COUNT] = "SELECT count(*) FROM find WHERE find MATCH ?1 AND rowid BETWEEN ?2 AND ?3",
	[FIND_COUNT_LIMIT] = "SELECT count(*) FROM (SELECT 1 FROM find WHERE find MATCH ?1"
			     " AND rowid BETWEEN ?2 AND ?3 LIMIT ?4)",
	[PUT_INDEXED] = "INSERT INTO indexed(doc, base, units, hash) VALUES(?1,nullif(?2,0),?3,?4)"
			" ON CONFLICT(doc) DO UPDATE SET base=excluded.base, units=excluded.units,"
			" hash=excluded.hash",
	[GET_INDEXED] = "SELECT coalesce(base,0), units, hash FROM indexed WHERE doc=?1",
	[LAST_BASE] = "SELECT base+max(units,1) FROM indexed WHERE base IS NOT NULL"
		      " ORDER BY base DESC LIMIT 1",
	[INDEXED_OWNER] =
		"SELECT doc, base, units FROM indexed WHERE base<=?1 ORDER BY base DESC LIMIT 1",
	[ALL_INDEXED] = "SELECT doc, base, units, hash FROM indexed WHERE base IS NOT NULL"
			" ORDER BY base",
	[ALL_WAIT] = "UPDATE indexed SET base=NULL, units=0, hash=0",
	[NEXT_WAITING] =
		"SELECT doc FROM indexed WHERE base IS NULL AND doc>?1 ORDER BY doc LIMIT 1",
	[NEXT_DOC] = "SELECT id FROM doc NOT INDEXED WHERE id>?1 ORDER BY id LIMIT 1",
	[GET_INDEX_VERSION] = "SELECT text FROM index_version WHERE id=1",
	[SET_INDEX_VERSION] = "INSERT INTO index_version(id, text) VALUES(1,?1)"
			      " ON CONFLICT DO UPDATE SET text=excluded.text",
	/* pages */
	[GET_PAGE] = PAGE_COLUMNS " WHERE url=?1",
	[GET_PAGE_FOUND] = PAGE_COLUMNS " WHERE found=?1 ORDER BY url LIMIT 1",
	[PAGES_OF_DOC] = PAGE_COLUMNS " WHERE doc=?1 ORDER BY url",
	[ALL_PAGES] = PAGE_COLUMNS " ORDER BY url",
	[FORGET_PAGES] = "UPDATE page SET etag=NULL, modified=NULL WHERE doc=?1",
	[PUT_PAGE] = "INSERT INTO page(url, doc, found, charset, etag, modified, status, checked)"
		     " VALUES(?1,?2,?3,?4,?5,?6,?7,strftime('%Y-%m-%dT%H:%M:%SZ','now'))"
		     " ON CONFLICT(url) DO UPDATE SET doc=excluded.doc, found=excluded.found,"
		     " charset=excluded.charset, etag=excluded.etag, modified=excluded.modified,"
		     " status=excluded.status, checked=excluded.checked",
};
