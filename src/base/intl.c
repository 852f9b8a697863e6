#include <yaodian/intl.h>

#include <config.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#if ENABLE_NLS

#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <unistd.h>

static bool translated;

/* Whether the locale of messages is the one that the source is written in: then not even
 * setlocale() is needed, which opens files. */
static bool is_plain(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	const char *value = NULL;
	for (size_t i = 0; i < sizeof names / sizeof *names && !(value && *value); i++)
		value = getenv(names[i]);
	return !value || !*value || strcmp(value, "C") == 0 || strncmp(value, "C.", 2) == 0 ||
	       strcmp(value, "POSIX") == 0 || strncmp(value, "en", 2) == 0;
}

/* A program that was built but not installed has its catalogues beside it. */
static void bind_domain(void)
{
	char path[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", path, sizeof path - sizeof "/po/zh_CN");
	while (len > 0 && path[len - 1] != '/')
		len--;
	if (len > 0) {
		strcpy(path + len, "po/zh_CN");
		if (access(path, F_OK) == 0) {
			strcpy(path + len, "po");
			bindtextdomain(PACKAGE, path);
			return;
		}
	}
	bindtextdomain(PACKAGE, LOCALEDIR);
}

void yd_intl_begin(void)
{
	/* LANGUAGE may ask for another language than an English locale has. */
	const char *language = getenv("LANGUAGE");
	if (is_plain() && !(language && *language))
		return;
	const char *messages = setlocale(LC_MESSAGES, "");
	if (!messages || strcmp(messages, "C") == 0 || strcmp(messages, "POSIX") == 0)
		return;
	bind_domain();
	bind_textdomain_codeset(PACKAGE, "UTF-8");
	/* Reasons of the system come in that locale's language too, and are shown beside ours. */
	bind_textdomain_codeset("libc", "UTF-8");
	textdomain(PACKAGE);
	translated = true;
}

const char *yd_tr(const char *text)
{
	/* The catalogue's head stands under the empty text. */
	return translated && text && *text ? gettext(text) : text;
}

const char *yd_trn(const char *one, const char *many, size_t count)
{
	return translated ? ngettext(one, many, count) : count == 1 ? one : many;
}

#else

void yd_intl_begin(void)
{
}

const char *yd_tr(const char *text)
{
	return text;
}

const char *yd_trn(const char *one, const char *many, size_t count)
{
	return count == 1 ? one : many;
}

#endif
