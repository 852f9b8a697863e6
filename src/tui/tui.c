#include <yaodian/tui.h>

#include <yaodian/config.h>

#include "mouse.h"
#include "outside.h"
#include "screen.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

enum {
	FILES_UNUSABLE = 3,
	NEWS_EVERY = 50, /* milliseconds between looks at what the worker found */
};

typedef struct loop {
	yd_browser *browser;
	yd_frame frame;
	yd_buf typed; /* into a line, and not yet handed on: what comes at once is one input */
	yd_mouse mouse;
	int64_t tick_at;    /* when the browser wants its next tick */
	int64_t news_after; /* until then news of the worker can wait */
	int ended_by;	    /* a signal, or 0 */
	bool gone;	    /* the terminal */
} loop;

static void draw(loop *at)
{
	size_t columns, rows;
	yd_screen_configure(at->browser);
	if (yd_browser_take_redraw(at->browser))
		yd_screen_resize();
	yd_screen_size(&columns, &rows);
	yd_frame_make(&at->frame, at->browser, columns, rows);
	yd_screen_draw(&at->frame);
}

/* Whether a frame is due. */
static bool take_signals(loop *at)
{
	yd_signals signals = yd_screen_signals();
	if (signals.ended_by && !(signals.ended_by == SIGINT && yd_browser_interrupt(at->browser)))
		at->ended_by = signals.ended_by;
	if (signals.stop)
		yd_screen_suspend();
	else if (signals.resized || signals.resumed)
		yd_screen_resize();
	return signals.stop || signals.resized || signals.resumed || signals.ended_by;
}

/* Does what a key asked for outside of the browser. */
static void go_outside(loop *at)
{
	int ended_by = yd_outside_do(at->browser);
	if (ended_by)
		at->ended_by = ended_by;
}

static void hand_on_typed(loop *at)
{
	if (at->typed.len == 0)
		return;
	yd_browser_type(at->browser, yd_buf_str(&at->typed));
	yd_buf_clear(&at->typed);
}

static void take_key(loop *at, yd_key key)
{
	if (yd_browser_typing(at->browser) && key >= ' ' && key != YD_KEY_BACKSPACE &&
		key <= 0x10FFFF) {
		char bytes[4];
		yd_buf_add(&at->typed, bytes, yd_utf8_encode(key, bytes));
		return;
	}
	hand_on_typed(at);
	yd_browser_key(at->browser, key);
	go_outside(at);
}

/* What came is taken at once, and shown once. Returns whether anything was for the browser. */
static bool take_input(loop *at)
{
	bool any = false;
	while (!yd_browser_done(at->browser)) {
		yd_input_event event = yd_screen_event();
		if (event.kind == YD_INPUT_NONE)
			break;
		any = true;
		if (event.kind == YD_INPUT_KEY) {
			take_key(at, event.key);
			continue;
		}
		hand_on_typed(at);
		if (event.kind == YD_INPUT_PASTE)
			yd_browser_paste(at->browser, event.text);
		else if (event.kind == YD_INPUT_MOUSE)
			yd_mouse_take(&at->mouse, at->browser, &at->frame.layout, &event,
				yd_screen_clock());
	}
	hand_on_typed(at);
	if (yd_screen_take_widths_changed()) {
		yd_browser_measure(at->browser);
		any = true;
	}
	return any;
}

/* Waits for a key, a signal, news of the worker, or the time of the next tick. Returns whether a
 * frame is due. */
static bool wait_for_something(loop *at)
{
	int64_t now = yd_screen_clock();
	bool listen = now >= at->news_after;
	int64_t until = at->tick_at;
	if (!listen && at->news_after < until)
		until = at->news_after;
	if (yd_screen_deadline() < until)
		until = yd_screen_deadline();
	struct pollfd fds[] = {
		{.fd = STDIN_FILENO, .events = POLLIN},
		{.fd = yd_screen_signal_fd(), .events = POLLIN},
		{.fd = listen ? yd_browser_wake_fd(at->browser) : -1, .events = POLLIN},
	};
	int timeout = until > now ? (int)(until - now) : 0;
	int ready = poll(fds, sizeof fds / sizeof *fds, timeout);
	bool due = take_signals(at);
	if (ready > 0 && fds[0].revents & POLLIN) {
		at->gone = !yd_screen_read();
		due |= take_input(at);
	} else if (ready > 0 && fds[0].revents & (POLLHUP | POLLERR | POLLNVAL)) {
		at->gone = true;
	}
	now = yd_screen_clock();
	if (now >= yd_screen_deadline())
		due |= take_input(at);
	if (ready > 0 && fds[2].revents)
		at->news_after = now + NEWS_EVERY;
	if (now >= at->tick_at || (ready > 0 && fds[2].revents))
		at->tick_at = yd_browser_tick(at->browser, now);
	/* Keys that were kept until there were hits are acted on in a tick. */
	go_outside(at);
	/* A key may have brought rows into view that are read between keys. */
	if (due)
		at->tick_at = now;
	return yd_browser_take_changed(at->browser) || due;
}

/* In English in every locale, since it is read where Chinese is not. */
static const char no_chinese[] =
	"The Linux console has no Chinese characters. Run yaodian in fbterm or kmscon, in a "
	"terminal window, or through SSH from one.";

/* The first frame comes before anything that may take time. */
static yd_status begin(loop *at, yd_library *library, const yd_library_options *options,
	yd_config *config, yd_error *err)
{
	yd_library_hold(library);
	yd_status status = yd_browser_new(library, options, config, &at->browser, err);
	if (status == YD_OK && yd_screen_is_console())
		yd_browser_notice(at->browser, yd_str_of(no_chinese));
	if (status == YD_OK)
		draw(at);
	yd_library_release(library);
	return status;
}

static void run(loop *at)
{
	yd_screen_ask();
	at->tick_at = yd_screen_clock();
	while (!yd_browser_done(at->browser) && !at->ended_by && !at->gone) {
		bool due = wait_for_something(at);
		if (due && !yd_browser_done(at->browser) && !at->ended_by && !at->gone)
			draw(at);
		yd_screen_ask();
	}
}

/* What a terminal must not get from a message goes through the sanitiser. */
static void complain(const char *text)
{
	yd_buf clean = {0};
	yd_text_sanitize(yd_str_of(text), YD_KEEP_NEWLINE, &clean);
	fprintf(stderr, "yaodian: %s\n", clean.ptr ? clean.ptr : "");
	yd_buf_free(&clean);
}

int yd_tui_run(const yd_library_options *options)
{
	yd_error err = {0};
	yd_library *library;
	yd_config config;
	loop at = {0};
	/* Files first: what is wrong with them is said on a terminal nobody has touched. */
	if (yd_library_open(options, &library, NULL, &err) != YD_OK) {
		complain(err.text);
		return FILES_UNUSABLE;
	}
	yd_config_load(&config);
	int status = yd_screen_begin();
	if (status == 0 && begin(&at, library, options, &config, &err) != YD_OK)
		status = FILES_UNUSABLE;
	if (status == 0) {
		yd_outside_begin(at.browser);
		run(&at);
		yd_screen_end();
		yd_browser_free(at.browser);
	}
	yd_screen_end();
	yd_frame_free(&at.frame);
	yd_buf_free(&at.typed);
	yd_config_free(&config);
	yd_library_close(library);
	if (err.text[0])
		complain(err.text);
	/* Whoever ended us learns that it was they. */
	if (at.ended_by) {
		signal(at.ended_by, SIG_DFL);
		raise(at.ended_by);
	}
	return status;
}
