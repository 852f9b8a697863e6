/* The SQL of the cache, by name. Each is prepared once for a handle, when it is first used. */
#include "schema.h"

/* What read_doc() in documents.c reads; `hits` is a column or an expression. */
#define DOC_COLUMNS(hits)                                                                          \
	"SELECT d.id, d.ref, d.ref_n, r.path, d.region, d.region_code, d.year_order, d.title,"     \
	" d.issuer, d.doc_no, d.date, d.url, d.source_path, d.sample, d.sha256, d.bytes,"          \
	" d.sections, d.clauses, d.warnings, " hits " "

/* Documents of a region in tree order: code, region, last year_order, key to start behind (3),
 * samples, limit, skip. The key before everything is (first year_order, '', 0). */
#define TREE_DOCS_SQL(tags)                                                                        \
	DOC_COLUMNS("h.n")                                                                         \
	"FROM doc d CROSS JOIN " tags                                                              \
	" h ON h.code=?1 AND h.doc=d.id CROSS JOIN region r ON r.id=d.region "                     \
	"WHERE d.region=?2 AND d.year_order<=?3 AND (d.year_order,d.title,d.id)>(?4,?5,?6)"        \
	" AND d.sample>=?7 ORDER BY d.year_order, d.title, d.id LIMIT ?8 OFFSET ?9"

/* The same backwards, from a key down: ?3 is the first year_order. */
#define TREE_DOCS_BACK_SQL(tags)                                                                   \
	DOC_COLUMNS("h.n")                                                                         \
	"FROM doc d CROSS JOIN " tags                                                              \
	" h ON h.code=?1 AND h.doc=d.id CROSS JOIN region r ON r.id=d.region "                     \
	"WHERE d.region=?2 AND d.year_order>=?3 AND (d.year_order,d.title,d.id)<(?4,?5,?6)"        \
	" AND d.sample>=?7 ORDER BY d.year_order DESC, d.title DESC, d.id DESC LIMIT ?8 OFFSET ?9"

/* The next region in tree order with documents of its own: code, sort key to start behind and to
 * stop before, years. */
#define NEXT_REGION_SQL(totals)                                                                    \
	"SELECT r.id, r.sort FROM region r WHERE r.sort>?2 AND r.sort<?3 AND EXISTS("              \
	"SELECT 1 FROM " totals                                                                    \
	" t WHERE t.region=r.id AND t.code=?1 AND t.year_order BETWEEN ?4 AND ?5) "                \
	"ORDER BY r.sort LIMIT 1"

#define PREVIOUS_REGION_SQL(totals)                                                                \
	"SELECT r.id, r.sort FROM region r WHERE r.sort<?2 AND r.sort>?3 AND EXISTS("              \
	"SELECT 1 FROM " totals                                                                    \
	" t WHERE t.region=r.id AND t.code=?1 AND t.year_order BETWEEN ?4 AND ?5) "                \
	"ORDER BY r.sort DESC LIMIT 1"

/* Regions under a parent: code, parent. The last column counts documents that stand in the region
 * itself. */
#define REGIONS_SQL(totals)                                                                        \
	"SELECT r.id, r.name, r.path, t.docs, t.hits, (SELECT coalesce(sum(o.docs),0) "            \
	"FROM " totals " o WHERE o.region=r.id AND o.code=?1 AND o.year_order>-100000) "           \
	"FROM region r CROSS JOIN " totals                                                         \
	" t ON t.region=r.id AND t.code=?1 AND t.year_order=-100000 "                              \
	"WHERE r.parent IS ?2 ORDER BY r.sort"

#define YEARS_SQL(totals)                                                                          \
	"SELECT year_order, docs, hits FROM " totals                                               \
	" WHERE region=?2 AND code=?1 AND year_order>-100000 ORDER BY year_order"

#define TOTAL_OF_SQL(totals)                                                                       \
	"SELECT docs, hits FROM " totals " WHERE region=?1 AND code=?2 AND year_order=-100000"

#define TWICE(name, sql, kept, memory) [name] = sql(kept), [name##_F] = sql(memory)

const char *const corpus_statements[CORPUS_STATEMENTS] = {
	/* writing a document */
	[PUT_DOC] = "INSERT INTO doc(ref, ref_n, region, region_code, year_order, title, issuer, "
		    "doc_no, date, url,"
		    " source_path, sample, sha256, bytes, sections, clauses, warnings, fingerprint)"
		    " VALUES(?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19)",
	[UPDATE_DOC] =
		"UPDATE doc SET ref=?2, ref_n=?3, region=?4, region_code=?5, year_order=?6, "
		"title=?7,"
		" issuer=?8, doc_no=?9, date=?10, url=?11, source_path=?12, sample=?13, sha256=?14,"
		" bytes=?15, sections=?16, clauses=?17, warnings=?18, fingerprint=?19 WHERE id=?1",
	[SET_SOURCE] = "UPDATE doc SET source_path=?2 WHERE id=?1",
	[DELETE_DOC] = "DELETE FROM doc WHERE id=?1",
	[PUT_CONTENT] =
		"INSERT INTO content(doc, source, original, outline, units) VALUES(?1,?2,?3,?4,?5)",
	[DELETE_CONTENT] = "DELETE FROM content WHERE doc=?1",
	[PUT_TAG] = "INSERT INTO doc_tag(code, doc, n, clauses) VALUES(?1,?2,?3,?4)",
	[DELETE_TAG] = "DELETE FROM doc_tag WHERE code=?1 AND doc=?2",
	[PUT_HASH] = "INSERT INTO unit_hash(hash, doc, unit) VALUES(?1,?2,?3)",
	[DELETE_HASH] = "DELETE FROM unit_hash WHERE hash=?1 AND doc=?2 AND unit=?3",
	[ADD_TOTAL] =
		"INSERT INTO total(region, code, year_order, docs, hits) VALUES(?1,?2,?3,1,?4)"
		" ON CONFLICT DO UPDATE SET docs=docs+1, hits=hits+excluded.hits",
	[TAKE_TOTAL] = "UPDATE total SET docs=docs-1, hits=hits-?4 WHERE region=?1 AND code=?2 AND "
		       "year_order=?3"
		       " RETURNING docs",
	[DROP_TOTAL] = "DELETE FROM total WHERE region=?1 AND code=?2 AND year_order=?3",
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
	[REGION_BY_PATH] = "SELECT id, sort FROM region WHERE path=?1",
	[TREE_PLACE] = "SELECT d.region, r.sort, d.year_order, d.title FROM doc d"
		       " CROSS JOIN region r ON r.id=d.region WHERE d.id=?1",
	[CHILD_SORTS] = "SELECT id, sort FROM region WHERE parent=?1",
	[DELETE_EMPTY_REGION] =
		"DELETE FROM region WHERE id=?1 AND id<>0 AND NOT EXISTS("
		"SELECT 1 FROM total WHERE region=?1 AND code=0 AND year_order=-100000)",
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
	[DOC_STATE] = DOC_COLUMNS(
		"d.clauses") ", d.fingerprint, f.text FROM doc d CROSS JOIN region r ON "
			     "r.id=d.region"
			     " CROSS JOIN fingerprint f ON f.id=d.fingerprint WHERE d.id=?1",
	[DOC_UNITS] = "SELECT units FROM content WHERE doc=?1",
	[GET_DOC] = DOC_COLUMNS(
		"d.clauses") "FROM doc d CROSS JOIN region r ON r.id=d.region WHERE d.id=?1",
	[GET_TEXT] = "SELECT source, outline, units FROM content WHERE doc=?1",
	[GET_ORIGINAL] = "SELECT coalesce(original, source) FROM content WHERE doc=?1",
	/* the tree */
	TWICE(TREE_DOCS, TREE_DOCS_SQL, "main.doc_tag", "temp.filter_tag"),
	TWICE(TREE_DOCS_BACK, TREE_DOCS_BACK_SQL, "main.doc_tag", "temp.filter_tag"),
	TWICE(NEXT_REGION, NEXT_REGION_SQL, "main.total", "temp.filter_total"),
	TWICE(PREVIOUS_REGION, PREVIOUS_REGION_SQL, "main.total", "temp.filter_total"),
	TWICE(REGIONS, REGIONS_SQL, "main.total", "temp.filter_total"),
	TWICE(YEARS, YEARS_SQL, "main.total", "temp.filter_total"),
	TWICE(TOTAL_OF, TOTAL_OF_SQL, "main.total", "temp.filter_total"),
	[CORPUS_TOTALS] = "SELECT sections, samples, bytes FROM kept WHERE id=1",
	[CODE_TOTALS] = "SELECT code, hits FROM total WHERE region=-1 AND code BETWEEN 1 AND 64",
	/* several themes */
	[DOCS_OF_CODE] = "SELECT doc, clauses FROM doc_tag WHERE code=?1 ORDER BY doc",
	[DOC_PLACE] = "SELECT region, year_order FROM doc WHERE id=?1",
	[FILTER_PUT_TAG] = "INSERT INTO temp.filter_tag(code, doc, n) VALUES(?1,?2,?3)",
	[FILTER_ADD_TOTAL] = "INSERT INTO temp.filter_total(region, code, year_order, docs, hits)"
			     " VALUES(?1,?2,?3,?4,?5)",
	/* others */
	[HASH_UNITS] = "SELECT doc, unit FROM unit_hash WHERE hash=?1 ORDER BY doc, unit LIMIT ?2",
	[STALE] = "SELECT min((SELECT min(d.id) FROM doc d WHERE d.fingerprint=f.id AND d.id>?2))"
		  " FROM fingerprint f WHERE f.text<>?1",
	[STALE_COUNT] =
		"SELECT coalesce(sum((SELECT count(*) FROM doc d WHERE d.fingerprint=f.id)),0)"
		" FROM fingerprint f WHERE f.text<>?1",
	/* check and repair: these walk everything */
	[ALL_UNITS] = "SELECT d.id, d.region, d.year_order, d.clauses, c.units FROM doc d"
		      " CROSS JOIN content c ON c.doc=d.id ORDER BY d.id",
	[ALL_REFS] = "SELECT id, ref, ref_n FROM doc ORDER BY ref, sha256",
	[ALL_CONTENT] =
		"SELECT c.doc, d.bytes, d.sha256, c.source, c.original, c.outline FROM content c"
		" CROSS JOIN doc d ON d.id=c.doc ORDER BY c.doc",
	[FRESH_PUT_TAG] = "INSERT INTO temp.fresh_tag VALUES(?1,?2,?3,?4,?5,?6)",
	[FRESH_PUT_HASH] = "INSERT INTO temp.fresh_hash VALUES(?1,?2,?3)",
};
