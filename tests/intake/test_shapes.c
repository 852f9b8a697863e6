/* Held-out outlines: every tests/intake/shapes/NAME.txt must read as NAME.outline says (README.md
 * there). */
#include <yaodian/outline.h>

#include <dirent.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static bool read_file(const char *path, yd_buf *out)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		return false;
	char block[65536];
	for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;)
		yd_buf_add(out, block, n);
	fclose(file);
	return true;
}

enum { FIELDS = 5, KINDS = 6 };

static const struct {
	const char *name;
	yd_piece_kind kind;
} piece_kinds[KINDS] = {
	{"title", YD_TITLE},
	{"doc_no", YD_DOC_NO},
	{"furniture", YD_FURNITURE},
	{"preamble", YD_PREAMBLE},
	{"closing", YD_CLOSING},
	{"front", YD_FRONT_MATTER},
};

typedef struct check {
	const char *name;
	yd_str source;
	yd_outline outline;
	size_t node;		/* the next node to be told */
	yd_buf expected[KINDS]; /* lines of each kind, joined by '\n' */
	bool told[KINDS], any;
	unsigned faults;
} check;

static void fault(check *c, const char *what, const char *expected, const char *found)
{
	print_error("%s: node %zu: %s is '%s', expected '%s'\n", c->name, c->node, what,
		found ? found : "(none)", expected);
	c->faults++;
}

static void unescape(char *text)
{
	char *to = text;
	for (const char *from = text; *from; from++) {
		if (from[0] == '\\' && (from[1] == 'n' || from[1] == 't' || from[1] == '\\')) {
			from++;
			*to++ = *from == 'n' ? '\n' : *from == 't' ? '\t' : '\\';
		} else {
			*to++ = *from;
		}
	}
	*to = '\0';
}

static void compare(check *c, const char *what, const char *expected, yd_buf *found, bool has)
{
	if (strcmp(expected, "?") == 0) {
		yd_buf_free(found);
		return;
	}
	char *text = yd_buf_take(found);
	bool none = strcmp(expected, "-") == 0;
	if (none ? has && *text : !has || strcmp(expected, text) != 0)
		fault(c, what, expected, has ? text : NULL);
	free(text);
}

static void check_node(check *c, char *field[FIELDS])
{
	if (c->node >= c->outline.node_count) {
		fault(c, "the node itself", field[2], NULL);
		return;
	}
	bool clause = yd_outline_is_clause(&c->outline, c->node);
	if (clause != (strcmp(field[0], "clause") == 0))
		fault(c, "kind", field[0], clause ? "clause" : "section");
	if (strcmp(field[1], "?") != 0 &&
		(unsigned)atoi(field[1]) != c->outline.nodes[c->node].level) {
		char level[16];
		snprintf(level, sizeof level, "%u", c->outline.nodes[c->node].level);
		fault(c, "level", field[1], level);
	}
	yd_buf mark = {0}, title = {0}, text = {0};
	yd_outline_mark(&c->outline, c->source, c->node, &mark);
	bool titled = yd_outline_title(&c->outline, c->source, c->node, &title);
	yd_outline_text(&c->outline, c->source, c->node, &text);
	bool marked = mark.len > 0, has_text = text.len > 0;
	compare(c, "mark", field[2], &mark, marked);
	compare(c, "title", field[3], &title, titled);
	compare(c, "text", field[4], &text, has_text);
	c->node++;
}

static void check_line(check *c, char *line)
{
	char *field[FIELDS] = {line, "-", "-", "-", "-"};
	for (int i = 1; i < FIELDS; i++) {
		char *tab = strchr(field[i - 1], '\t');
		if (!tab)
			break;
		*tab = '\0';
		field[i] = tab + 1;
	}
	for (int i = 0; i < FIELDS; i++)
		if (field[i][0] != '-' || field[i][1])
			unescape(field[i]);
	if (strcmp(field[0], "any") == 0) {
		c->any = true;
		return;
	}
	if (strcmp(field[0], "section") == 0 || strcmp(field[0], "clause") == 0) {
		check_node(c, field);
		return;
	}
	for (int k = 0; k < KINDS; k++)
		if (strcmp(field[0], piece_kinds[k].name) == 0) {
			if (c->expected[k].len)
				yd_buf_putc(&c->expected[k], '\n');
			yd_buf_puts(&c->expected[k], field[4]);
			c->told[k] = true;
			return;
		}
	fault(c, "a line of the outline", "a known kind", field[0]);
}

static void check_kinds(check *c)
{
	for (int k = 0; k < KINDS; k++) {
		yd_buf found = {0};
		yd_outline_kind_text(&c->outline, c->source, piece_kinds[k].kind, &found);
		char *text = yd_buf_take(&found), *expected = yd_buf_take(&c->expected[k]);
		bool open = c->any || strcmp(expected, "?") == 0;
		if (open ? c->told[k] && strcmp(expected, "?") != 0 && !strstr(text, expected)
			 : strcmp(text, expected) != 0)
			fault(c, piece_kinds[k].name, expected, text);
		free(text);
		free(expected);
	}
}

static unsigned check_case(const char *name, yd_str source, char *lines)
{
	check c = {.name = name, .source = source};
	yd_outline_read(source, &c.outline);
	for (char *line = lines, *end; *line; line = end) {
		end = line + strcspn(line, "\n");
		if (*end)
			*end++ = '\0';
		if (*line)
			check_line(&c, line);
	}
	if (c.node < c.outline.node_count && !c.any)
		fault(&c, "number of nodes", "fewer", "more");
	check_kinds(&c);
	yd_outline_free(&c.outline);
	return c.faults;
}

static void held_out_shapes_come_out_right(void **state)
{
	(void)state;
	const char *folder = SRCDIR "/tests/intake/shapes";
	DIR *dir = opendir(folder);
	assert_non_null(dir);
	unsigned cases = 0, wrong = 0;
	for (struct dirent *entry; (entry = readdir(dir));) {
		char *dot = strstr(entry->d_name, ".outline");
		if (!dot)
			continue;
		char *name = yd_strndup(entry->d_name, (size_t)(dot - entry->d_name));
		char *path = yd_format("%s/%s.txt", folder, name),
		     *tree = yd_format("%s/%s.outline", folder, name);
		yd_buf source = {0}, lines = {0};
		assert_true(read_file(path, &source) && read_file(tree, &lines));
		char *text = yd_buf_take(&lines);
		cases++;
		wrong += check_case(name, yd_buf_str(&source), text) > 0;
		free(text);
		yd_buf_free(&source);
		free(path);
		free(tree);
		free(name);
	}
	closedir(dir);
	print_message("%u of %u held-out outlines are right\n", cases - wrong, cases);
	assert_true(cases >= 40);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(held_out_shapes_come_out_right),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
