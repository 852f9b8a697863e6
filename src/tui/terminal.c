/* Whether there is a terminal that can be used, and in which locale. */
#include "terminal.h"

#include <yaodian/intl.h>

#include <langinfo.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { USAGE = 2, UNUSABLE = 3 };

static int complain(int status, const char *format, const char *about)
{
	fputs("yaodian: ", stderr);
	fprintf(stderr, yd_tr(format), yd_tr(about));
	fputc('\n', stderr);
	return status;
}

int yd_terminal_complain(const char *format, const char *about)
{
	return complain(UNUSABLE, format, about);
}

static int check_descriptors(void)
{
	if (!isatty(STDIN_FILENO))
		return complain(USAGE,
			"%s is not a terminal; the browser needs one (`yaodian --help` lists the "
			"commands that do not)",
			N_("standard input"));
	if (!isatty(STDOUT_FILENO))
		return complain(USAGE,
			"%s is not a terminal; the browser needs one (`yaodian --help` lists the "
			"commands that do not)",
			N_("standard output"));
	return 0;
}

static bool is_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static int choose_locale(void)
{
	/* Nothing else of a locale is used; reading all of it takes ten files more. */
	const char *asked = setlocale(LC_CTYPE, "");
	if (asked && is_utf8())
		return 0;
	if ((setlocale(LC_CTYPE, "C.UTF-8") || setlocale(LC_CTYPE, "en_US.UTF-8")) && is_utf8())
		return 0;
	return complain(UNUSABLE,
		"the locale cannot show Chinese (its encoding is %s), and C.UTF-8 is not "
		"installed; "
		"set LC_ALL to one of `locale -a` that ends in utf8",
		nl_langinfo(CODESET));
}

static int check_name(void)
{
	const char *term = getenv("TERM");
	if (!term || !*term)
		return complain(UNUSABLE, "TERM is not set; set it to your terminal's name, %s",
			N_("such as xterm-256color"));
	return 0;
}

int yd_terminal_check(void)
{
	int status = check_descriptors();
	if (!status)
		status = choose_locale();
	if (!status)
		status = check_name();
	return status;
}
