#include "caps.h"

#include "terminfo.h"

#include <stdlib.h>
#include <string.h>

static bool is(const char *sequence, const char *expected)
{
	return sequence && strcmp(sequence, expected) == 0;
}

static void add_string(yd_buf *out, const char *name)
{
	char *sequence = yd_terminfo_string(name);
	if (sequence)
		yd_buf_puts(out, sequence);
	free(sequence);
}

/* We change no character set, so that leaving the line-drawing one, which ends or begins sgr0, is
 * bytes for nothing. */
static void trim_sgr0(yd_caps *caps)
{
	static const char *const others[] = {"\033(B", "\017"};
	for (size_t i = 0; caps->sgr0 && i < sizeof others / sizeof *others; i++) {
		size_t len = strlen(others[i]);
		char *found = strstr(caps->sgr0, others[i]);
		if (found && strlen(caps->sgr0) > len)
			memmove(found, found + len, strlen(found + len) + 1);
	}
}

static void read_style(yd_caps *caps)
{
	static const char *const names[YD_ATTRIBUTES] = {"bold", "dim", "smul", "rev"};
	/* The bits of no_color_video for the same. */
	static const unsigned without[YD_ATTRIBUTES] = {32, 16, 2, 4};
	unsigned ncv = (unsigned)yd_terminfo_number("ncv");
	caps->sgr0 = yd_terminfo_string("sgr0");
	trim_sgr0(caps);
	for (unsigned i = 0; i < YD_ATTRIBUTES && caps->sgr0; i++) {
		caps->on[i] = yd_terminfo_string(names[i]);
		if (caps->on[i])
			caps->attributes |= 1u << i;
		if (ncv & without[i])
			caps->attributes_without_colour |= 1u << i;
	}
	caps->setaf = yd_terminfo_string("setaf");
	caps->setab = yd_terminfo_string("setab");
	caps->op = yd_terminfo_string("op");
	if (caps->setaf && caps->setab && caps->sgr0)
		caps->colours = yd_terminfo_number("colors");
}

static void read_moves(yd_caps *caps)
{
	caps->clear = yd_terminfo_string("clear");
	caps->cup = yd_terminfo_string("cup");
	caps->el = yd_terminfo_string("el");
	caps->ech = yd_terminfo_string("ech");
	caps->hpa = yd_terminfo_string("hpa");
	caps->cuf = yd_terminfo_string("cuf");
	caps->csr = yd_terminfo_string("csr");
	caps->ri = yd_terminfo_string("ri");
	caps->indn = yd_terminfo_string("indn");
	caps->rin = yd_terminfo_string("rin");
	caps->hide = yd_terminfo_string("civis");
	caps->show = yd_terminfo_string("cnorm");
	if (!caps->hide || !caps->show) {
		free(caps->hide);
		caps->hide = NULL;
	}
	caps->ansi = is(caps->cup, "\033[%i%p1%d;%p2%dH") && is(caps->el, "\033[K") &&
		     (!caps->sgr0 || is(caps->sgr0, "\033[m") || is(caps->sgr0, "\033[0m"));
	/* Scrolling a part of the screen needs both, as ECMA-48's terminals have them. */
	if (!caps->ansi || !is(caps->csr, "\033[%i%p1%d;%p2%dr") || !is(caps->ri, "\033M")) {
		free(caps->csr);
		caps->csr = NULL;
	}
}

/* Terminals that never heard of a private mode swallow it, if they are ECMA-48's at all. */
static void read_modes(yd_caps *caps, const char *term)
{
	char *mouse = yd_terminfo_string("kmous");
	bool old = strncmp(term, "vt", 2) == 0;
	caps->console = strcmp(term, "linux") == 0 || strncmp(term, "linux-", 6) == 0;
	caps->mouse = caps->ansi && !old && !caps->console && mouse != NULL;
	caps->asks = caps->ansi && !old && !caps->console;
	char *sync = yd_terminfo_string("Sync");
	caps->sync = sync != NULL;
	free(sync);
	free(mouse);
	add_string(&caps->begin, "smcup");
	add_string(&caps->begin, "smkx");
	add_string(&caps->end, "sgr0");
	add_string(&caps->end, "op");
	if (caps->csr)
		yd_buf_puts(&caps->end, "\033[r");
	add_string(&caps->end, "rmkx");
	add_string(&caps->end, "cnorm");
	if (caps->asks) {
		yd_buf_puts(&caps->begin, "\033[?2004h");
		yd_buf_puts(&caps->end, "\033[?2004l");
	}
	if (caps->mouse)
		yd_buf_puts(&caps->end, "\033[?1006l\033[?1002l");
	add_string(&caps->end, "rmcup");
}

bool yd_caps_read(yd_caps *caps, const char *term)
{
	*caps = (yd_caps){0};
	if (!yd_terminfo_open(term))
		return false;
	caps->wraps_at_once = yd_terminfo_flag("am") && !yd_terminfo_flag("xenl");
	caps->moves_in_style = yd_terminfo_flag("msgr");
	caps->erases_in_style = yd_terminfo_flag("bce");
	caps->columns = yd_terminfo_number("cols");
	caps->rows = yd_terminfo_number("lines");
	read_style(caps);
	read_moves(caps);
	read_modes(caps, term);
	return true;
}

void yd_caps_free(yd_caps *caps)
{
	char *const strings[] = {caps->clear, caps->cup, caps->el, caps->ech, caps->hpa, caps->cuf,
		caps->csr, caps->ri, caps->indn, caps->rin, caps->sgr0, caps->setaf, caps->setab,
		caps->op, caps->hide, caps->show};
	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
		free(strings[i]);
	for (unsigned i = 0; i < YD_ATTRIBUTES; i++)
		free(caps->on[i]);
	yd_buf_free(&caps->begin);
	yd_buf_free(&caps->end);
	yd_terminfo_close();
	*caps = (yd_caps){0};
}
