#include "run.h"

#include "json_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

const char run_plan[] = "云水市教育局2024年工作要点\n"
			"云教〔2024〕3号\n"
			"全市教育工作要稳中求进。\n"
			"一、守好校园安全\n"
			"（一）完善校车管理台账。每月检查校车和驾驶人员，及时排除安全隐患。\n"
			"（二）落实食堂陪餐制度。公开食品安全检查结果，请家长代表参加。\n"
			"二、建强教师队伍\n"
			"（一）开展新任教师培训。以老带新，一人一案。\n"
			"云水市教育局\n"
			"2024年2月5日\n";

int run_begin(void **state)
{
	run *r = yd_alloc(sizeof *r);
	r->box = sandbox_new();
	*state = r;
	return 0;
}

int run_end(void **state)
{
	run *r = *state;
	sandbox_free(r->box);
	yd_buf_free(&r->out);
	yd_buf_free(&r->err);
	free(r);
	return 0;
}

yd_buf *run_clear(yd_buf *buf)
{
	yd_buf_clear(buf);
	yd_buf_reserve(buf, 1);
	buf->ptr[0] = '\0';
	return buf;
}

static void show(run *r)
{
	print_error("exit status %d\nstandard output:\n%s\nstandard error:\n%s\n", r->status,
		r->out.ptr, r->err.ptr);
}

void run_expect_status(run *r, int status, const char *file, int line)
{
	if (r->status == status)
		return;
	show(r);
	print_error("%s:%d: exit status %d instead of %d\n", file, line, r->status, status);
	fail();
}

void run_expect_text(
	run *r, const yd_buf *buf, const char *text, bool there, const char *file, int line)
{
	if ((yd_str_find(yd_buf_str(buf), yd_str_of(text), 0) != SIZE_MAX) == there)
		return;
	show(r);
	print_error("%s:%d: %s: %s\n", file, line, there ? "lacks" : "has", text);
	fail();
}

size_t run_check_json(run *r)
{
	size_t lines = 0;
	for (yd_str rest = yd_buf_str(&r->out); rest.len; lines++) {
		size_t end = yd_str_find(rest, YD_STR("\n"), 0);
		yd_str line = {rest.ptr, end == SIZE_MAX ? rest.len : end};
		if (end == SIZE_MAX || line.ptr[0] != '{' || !json_is_valid(line)) {
			show(r);
			fail_msg("line %zu is no JSON object", lines + 1);
		}
		rest.ptr += end + 1;
		rest.len -= end + 1;
	}
	return lines;
}

size_t run_lines(const yd_buf *buf)
{
	size_t lines = 0;
	for (size_t i = 0; i < buf->len; i++)
		lines += buf->ptr[i] == '\n';
	return lines;
}

const char *run_ref(run *r)
{
	static char ref[64];
	const char *start = r->out.ptr, *space;
	for (const char *c = r->out.ptr; *c; c++)
		if (*c == '\n' && c[1])
			start = c + 1;
	size_t len = strcspn(start, " \t\n");
	if (start[len] == ' ' && (space = strchr(start, ' ')))
		start = space + 1, len = strcspn(start, " \t\n");
	assert_true(len > 0 && len < sizeof ref);
	memcpy(ref, start, len);
	ref[len] = '\0';
	return ref;
}

const char *run_import_plan(run *r)
{
	sandbox_puts(r->box, "plan.txt", run_plan);
	RUN(r, "import", sandbox_path(r->box, "plan.txt"));
	EXPECT_STATUS(r, 0);
	return run_ref(r);
}
