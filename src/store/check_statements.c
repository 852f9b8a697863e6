/*
 * The SQL of checking and repairing. It works on whole tables, against the fresh ones in memory:
 * fresh_tag with the place of each document, fresh_hash, and fresh_total, which is made out of
 * fresh_tag here.
 */
#include "schema.h"

#include <yaodian/intl.h>

/* Each region with itself and every region above it, and the whole cache (-1). */
#define ABOVE                                                                                      \
	"WITH RECURSIVE above(region, upper) AS (SELECT id, id FROM region UNION ALL"              \
	" SELECT a.region, r.parent FROM above a JOIN region r ON r.id=a.upper WHERE r.parent IS " \
	"NOT NULL) "

const char *const fresh_tables_sql =
	"CREATE TEMP TABLE fresh_tag(doc INTEGER PRIMARY KEY, region, year_order, tags, n);"
	"CREATE TEMP TABLE fresh_hash(part, hash, doc, unit, PRIMARY KEY(part, hash, doc, unit)) "
	"WITHOUT ROWID;"
	"CREATE TEMP TABLE fresh_code(region, year_order, code, n);"
	"CREATE TEMP TABLE fresh_total(region, year_order, code, docs, hits, own,"
	" PRIMARY KEY(region, year_order, code)) WITHOUT ROWID;"
	"CREATE TEMP TABLE kept_total(region, year_order, code, docs, hits, own);";

const char *const fresh_drop_sql =
	"DROP TABLE IF EXISTS temp.fresh_tag; DROP TABLE IF EXISTS temp.fresh_hash;"
	"DROP TABLE IF EXISTS temp.fresh_code; DROP TABLE IF EXISTS temp.fresh_total;"
	"DROP TABLE IF EXISTS temp.kept_total;";

const char *const fresh_totals_sql =
	"INSERT INTO temp.fresh_total SELECT region, year_order, code, count(*), sum(n), count(*)"
	" FROM temp.fresh_code GROUP BY region, year_order, code;"
	"INSERT INTO temp.fresh_total " ABOVE
	"SELECT upper, -100000, code, count(*), sum(n), sum(upper=a.region)"
	" FROM temp.fresh_code c JOIN above a ON a.region=c.region GROUP BY upper, code;"
	"INSERT INTO temp.fresh_total SELECT -1, -100000, code, count(*), sum(n), 0 FROM "
	"temp.fresh_code"
	" GROUP BY code;";

#define DIFFERENT(columns, a, b)                                                                   \
	"SELECT (SELECT count(*) FROM (SELECT " columns " FROM " a " EXCEPT SELECT " columns       \
	" FROM " b ")) + (SELECT count(*) FROM (SELECT " columns " FROM " b                        \
	" EXCEPT SELECT " columns " FROM " a "))"

const struct fresh_comparison fresh_comparisons[] = {
	{DIFFERENT("doc, region, year_order, tags", "main.doc_tag", "temp.fresh_tag"),
		N_("tags are not those of the documents' clauses; `yaodian rebuild` mends it")},
	{"SELECT count(*) FROM doc d JOIN temp.fresh_tag t ON t.doc=d.id WHERE t.n<>d.clauses",
		N_("documents have another number of clauses than is kept; `yaodian rebuild` mends "
		   "it")},
	{DIFFERENT("part, hash, doc, unit", "main.unit_hash", "temp.fresh_hash"),
		N_("hashes are not those of the documents' units; `yaodian rebuild` mends it")},
	{DIFFERENT("region, year_order, code, docs, hits, own", "temp.kept_total",
		 "temp.fresh_total"),
		N_("kept totals are wrong; `yaodian rebuild` mends it")},
	{"SELECT count(*) FROM kept k, (SELECT coalesce(sum(sections),0) a, "
	 "coalesce(sum(sample),0) b,"
	 " coalesce(sum(bytes),0) c FROM doc) WHERE k.sections<>a OR k.samples<>b OR k.bytes<>c",
		N_("sums over all documents are wrong; `yaodian rebuild` mends it")},
	{"SELECT count(*) FROM region r WHERE r.id<>0 AND NOT EXISTS(SELECT 1 FROM "
	 "temp.fresh_total t"
	 " WHERE t.region=r.id AND t.code=0 AND t.year_order=-100000)",
		N_("regions hold no document")},
	{"SELECT count(*) FROM region r JOIN region p ON p.id=r.parent WHERE r.sort<=p.sort"
	 " OR substr(r.sort,1,length(p.sort))<>p.sort",
		N_("regions are out of order")},
	{"SELECT count(*) FROM doc d WHERE NOT EXISTS(SELECT 1 FROM content c WHERE c.doc=d.id)",
		N_("documents have no text")},
	{"SELECT count(*) FROM fingerprint f WHERE NOT EXISTS(SELECT 1 FROM doc d WHERE "
	 "d.fingerprint=f.id)",
		N_("fingerprints belong to no document")},
	{"SELECT count(*) FROM version v WHERE v.n<1 OR EXISTS(SELECT 1 FROM doc d WHERE "
	 "d.id=v.doc AND d.version=v.n) OR EXISTS(SELECT 1 FROM version w WHERE w.doc=v.doc"
	 " AND w.sha256=v.sha256 AND w.id<>v.id)",
		N_("earlier versions have a number or bytes that another one has")},
};
const size_t fresh_comparison_count = sizeof fresh_comparisons / sizeof *fresh_comparisons;

/* The totals are put together by the caller. */
const char *const fresh_repair_sql =
	"DELETE FROM doc_tag; DELETE FROM unit_hash; DELETE FROM total;"
	"INSERT INTO doc_tag SELECT doc, region, year_order, tags FROM temp.fresh_tag;"
	"INSERT INTO unit_hash SELECT part, hash, doc, unit FROM temp.fresh_hash;"
	"UPDATE doc SET clauses=(SELECT n FROM temp.fresh_tag t WHERE t.doc=doc.id)"
	" WHERE clauses<>(SELECT n FROM temp.fresh_tag t WHERE t.doc=doc.id);"
	"UPDATE kept SET sections=(SELECT coalesce(sum(sections),0) FROM doc),"
	" samples=(SELECT coalesce(sum(sample),0) FROM doc), bytes=(SELECT coalesce(sum(bytes),0) "
	"FROM doc);";
