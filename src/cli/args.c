#include "args.h"

#include "output.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

const yd_option yd_global_options[] = {
	[GLOBAL_CACHE] = {"cache", 0, "FILE",
		"the cache of imported documents (default $YAODIAN_CACHE, else "
		"$XDG_DATA_HOME/yaodian/corpus.db)"},
	[GLOBAL_USER] = {"user", 0, "FILE",
		"bookmarks and whatever else you made or said (default $YAODIAN_USER, else "
		"$XDG_DATA_HOME/yaodian/user.db)"},
	[GLOBAL_READ_ONLY] = {"read-only", 0, NULL, "write neither file"},
	[GLOBAL_HELP] = {"help", 'h', NULL, "show this help"},
	[GLOBAL_VERSION] = {"version", 0, NULL, "show the version"},
	{NULL, 0, NULL, NULL},
};

size_t args_count(const yd_option *table)
{
	size_t count = 0;
	while (table[count].name)
		count++;
	return count;
}

/* getopt_long()'s form of both tables: a row's index is its value, after FIRST_ROW to keep clear of
 * letters. */
enum { FIRST_ROW = 256 };

typedef struct parser {
	struct option *long_options;
	yd_buf letters;
	const yd_option *table;
	size_t count; /* rows of `table`; the global ones follow */
} parser;

static void add_option(parser *p, size_t row, const yd_option *option)
{
	p->long_options[row] = (struct option){option->name,
		option->value ? required_argument : no_argument, NULL, FIRST_ROW + (int)row};
	if (option->letter) {
		yd_buf_putc(&p->letters, option->letter);
		if (option->value)
			yd_buf_putc(&p->letters, ':');
	}
}

static void parser_make(parser *p, const yd_option *table, bool first_only)
{
	*p = (parser){.table = table, .count = args_count(table)};
	p->long_options = yd_alloc((p->count + GLOBAL_COUNT + 1) * sizeof *p->long_options);
	yd_buf_puts(&p->letters, first_only ? "+:" : ":");
	for (size_t i = 0; i < p->count; i++)
		add_option(p, i, &table[i]);
	for (size_t i = 0; i < GLOBAL_COUNT; i++)
		add_option(p, p->count + i, &yd_global_options[i]);
}

static void parser_free(parser *p)
{
	free(p->long_options);
	yd_buf_free(&p->letters);
}

static const yd_option *parser_option(const parser *p, size_t row)
{
	return row < p->count ? &p->table[row] : &yd_global_options[row - p->count];
}

/* The row getopt's answer stands for; SIZE_MAX: none. */
static size_t parser_row(const parser *p, int answer)
{
	if (answer >= FIRST_ROW)
		return (size_t)(answer - FIRST_ROW);
	for (size_t row = 0; row < p->count + GLOBAL_COUNT; row++)
		if (parser_option(p, row)->letter == answer)
			return row;
	return SIZE_MAX;
}

static void say_wrong(const parser *p, int answer, char **argv, const char *who)
{
	char letter[3] = {'-', (char)optopt, '\0'};
	const char *given = optopt && optopt < FIRST_ROW ? letter : argv[optind - 1];
	size_t row = parser_row(p, optopt);
	if (answer == ':' && row != SIZE_MAX)
		say("%soption '--%s' needs a value: %s; see `yaodian%s%.*s --help`", who,
			parser_option(p, row)->name, parser_option(p, row)->value, *who ? " " : "",
			(int)strcspn(who, ":"), who);
	else
		say("%sunknown option '%s'; see `yaodian%s%.*s --help`", who, given,
			*who ? " " : "", (int)strcspn(who, ":"), who);
}

/* What an option that may be given several times was given. */
static const char *join(const yd_option *option, const char *before, const char *value)
{
	/* As long as the program runs, as argv. */
	static yd_buf joined[8];
	static size_t count;
	if (!before || !option->value || !yd_str_ends(yd_str_of(option->value), YD_STR("…")))
		return value;
	size_t at = 0;
	while (at < count && joined[at].ptr != before)
		at++;
	if (at == sizeof joined / sizeof *joined)
		return value;
	yd_buf *out = &joined[at];
	if (at == count) {
		yd_buf_puts(out, before);
		count++;
	}
	yd_buf_printf(out, ",%s", value);
	return out->ptr;
}

bool args_parse(int argc, char **argv, const yd_option *table, bool first_only, const char **values,
	const char **global, int *rest, const char *who)
{
	parser p;
	parser_make(&p, table, first_only);
	bool right = true;
	optind = 0; /* begin anew, for a second table */
	opterr = 0;
	while (right) {
		int answer = getopt_long(argc, argv, p.letters.ptr, p.long_options, NULL);
		if (answer == -1)
			break;
		size_t row = answer == '?' || answer == ':' ? SIZE_MAX : parser_row(&p, answer);
		if (row == SIZE_MAX) {
			say_wrong(&p, answer, argv, who);
			right = false;
		} else {
			const char **value = row < p.count ? &values[row] : &global[row - p.count];
			*value = join(parser_option(&p, row), *value, optarg ? optarg : "");
		}
	}
	*rest = optind;
	parser_free(&p);
	return right;
}
