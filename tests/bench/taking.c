#include "taking.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WINDOW = 512 };

static double read_clock(clockid_t clock)
{
	struct timespec ts;
	clock_gettime(clock, &ts);
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

double bench_now(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

void bench_die(const char *what)
{
	fprintf(stderr, "search: %s\n", what);
	exit(1);
}

void bench_must(yd_status status, const yd_error *err)
{
	if (status != YD_OK)
		bench_die(err->text);
}

/* ---- pages ---- */

/* Not shorter than what stands around the text of a bureau's page. */
static void add_menu(yd_buf *out)
{
	enum { ENTRIES = 40 };
	yd_buf_puts(out, "<div class=\"nav\"><ul>\n");
	for (int i = 1; i <= ENTRIES; i++)
		yd_buf_printf(out, "<li><a href=\"/list/%d.html\">政务公开%d</a></li>\n", i, i);
	yd_buf_puts(out, "</ul></div>\n");
}

/* The plan's lines hold nothing that HTML gives a meaning to. */
static void make_page(yd_str plan, yd_buf *out)
{
	const char *line = plan.ptr, *stop = plan.ptr + plan.len;
	int title = (int)strcspn(line, "\n");
	yd_buf_clear(out);
	yd_buf_printf(out,
		"<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">\n<title>%.*s</title>\n"
		"<style>p{text-indent:2em}</style><script>var hits=0;</script></head><body>\n",
		title, line);
	add_menu(out);
	yd_buf_printf(out, "<div class=\"article\"><h1>%.*s</h1>\n", title, line);
	for (line += title; line < stop; line++) {
		size_t len = strcspn(line, "\n");
		if (len)
			yd_buf_printf(out, "<p><span style=\"font-size:16pt\">%.*s</span></p>\n",
				(int)len, line);
		line += len;
	}
	yd_buf_puts(out, "</div><div class=\"share\">分享到：微信 微博</div>\n"
			 "<div class=\"foot\">版权所有</div></body></html>\n");
}

/* ---- importing ---- */

/* A run of imports. */
typedef struct work {
	yd_library *library;
	const plan_maker *plans;
	bool as_pages;
	FILE *out;
	yd_buf plan;
	yd_buf texts[WINDOW]; /* begun and not imported yet, by number % WINDOW */
	taking sum;
} work;

/* Makes a plan, which costs nobody anything, and has it read ahead; true while there is room for
 * more. */
static bool begin_plan(work *w, size_t number)
{
	yd_buf *text = &w->texts[number % WINDOW];
	plans_make(w->plans, number, w->as_pages ? &w->plan : text);
	if (w->as_pages)
		make_page(yd_buf_str(&w->plan), text);
	if (w->out)
		fwrite(text->ptr, 1, text->len, w->out);
	w->sum.bytes += text->len;
	double start = bench_now();
	bool room = yd_library_read_ahead(w->library, "a plan", yd_buf_str(text), NULL);
	w->sum.seconds += (bench_now() - start) / 1e3;
	return room;
}

/* YD_INVALID: it cannot be read. */
static yd_status import_plan(work *w, size_t number)
{
	yd_imported imported;
	yd_error err;
	double start = bench_now(), processor = read_clock(CLOCK_THREAD_CPUTIME_ID);
	yd_status status = yd_library_import(w->library, "a plan", NULL,
		yd_buf_str(&w->texts[number % WINDOW]), NULL, &imported, &err);
	w->sum.storing += (read_clock(CLOCK_THREAD_CPUTIME_ID) - processor) / 1e3;
	w->sum.seconds += (bench_now() - start) / 1e3;
	if (status != YD_INVALID)
		bench_must(status, &err);
	yd_imported_free(&imported);
	return status;
}

static void set_bulk(work *w, bool on)
{
	yd_error err;
	double start = bench_now(), processor = read_clock(CLOCK_THREAD_CPUTIME_ID);
	bench_must(yd_corpus_bulk(yd_library_corpus(w->library), on, &err), &err);
	w->sum.storing += (read_clock(CLOCK_THREAD_CPUTIME_ID) - processor) / 1e3;
	w->sum.seconds += (bench_now() - start) / 1e3;
}

static taking import_all(work *w, size_t documents)
{
	yd_status status = YD_OK;
	set_bulk(w, true);
	for (size_t i = 0, begun = 0; i < documents && status == YD_OK; i++) {
		bool room = true;
		for (; room && begun < documents && begun < i + WINDOW; begun++)
			room = begin_plan(w, begun);
		status = import_plan(w, i);
		w->sum.documents += status == YD_OK;
	}
	yd_library_forget_ahead(w->library);
	set_bulk(w, false);
	for (size_t i = 0; i < WINDOW; i++)
		yd_buf_free(&w->texts[i]);
	yd_buf_free(&w->plan);
	return status == YD_OK ? w->sum : (taking){0};
}

taking taking_plans(yd_library *library, const plan_maker *plans, size_t documents, FILE *out)
{
	work *w = yd_alloc(sizeof *w);
	*w = (work){.library = library, .plans = plans, .out = out};
	taking sum = import_all(w, documents);
	free(w);
	if (!sum.documents)
		bench_die("a made-up plan could not be read");
	return sum;
}

taking taking_pages(yd_library *library, const plan_maker *plans, size_t documents)
{
	work *w = yd_alloc(sizeof *w);
	*w = (work){.library = library, .plans = plans, .as_pages = true};
	taking sum = import_all(w, documents);
	free(w);
	return sum;
}

double taking_reading(yd_library *library, const plan_maker *plans, size_t documents)
{
	enum { ENOUGH = 500 };
	const yd_theme_rules *rules = yd_library_rules(library);
	yd_buf text = {0};
	yd_error err;
	double spent = 0, bytes = 0;
	for (size_t i = 0; i < documents && i < ENOUGH; i++) {
		yd_document document;
		plans_make(plans, i, &text);
		double start = bench_now();
		bench_must(
			yd_intake_read("a plan", yd_buf_str(&text), NULL, rules, &document, &err),
			&err);
		spent += bench_now() - start;
		bytes += (double)text.len;
		yd_document_free(&document);
	}
	yd_buf_free(&text);
	return bytes / spent * 1e3;
}
