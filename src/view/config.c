/* The configuration file: reading it, and what is wrong with its lines. */
#include <yaodian/intl.h>
#include <yaodian/config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- faults ---- */

/* `line` 0: the file as a whole. `what` is looked up. */
static void add_fault(yd_config *config, size_t line, const char *what)
{
	if (config->faults++ >= YD_CONFIG_REPORT_MAX)
		return;
	yd_buf_puts(&config->report, config->path);
	if (line)
		yd_buf_printf(&config->report, ":%zu", line);
	yd_buf_printf(&config->report, ": %s\n", yd_tr(what));
}

/* ---- lines ---- */

yd_status yd_paints_set(yd_paints *paints, yd_str words, yd_error *err)
{
	yd_str name = yd_str_word(&words);
	size_t style = 0;
	while (style < YD_STYLE_COUNT && !yd_str_equal(name, yd_str_of(yd_style_table[style].name)))
		style++;
	if (style == YD_STYLE_COUNT) {
		yd_buf names = {0};
		for (size_t i = 0; i < YD_STYLE_COUNT; i++)
			yd_buf_printf(&names, "%s%s", i ? " " : "", yd_style_table[i].name);
		yd_status status =
			yd_fail(err, YD_INVALID, NULL, "there is no style '%.*s'; there are: %s",
				(int)yd_text_fit(name, 40, NULL), name.ptr, names.ptr);
		yd_buf_free(&names);
		return status;
	}
	yd_status status = yd_paint_parse(words, &paints->paint[style], err);
	paints->set[style] |= status == YD_OK;
	return status;
}

static yd_status set_setting(yd_settings *settings, yd_str words, yd_error *err)
{
	yd_str name, value;
	yd_setting_split(words, &name, &value);
	const yd_setting_row *row = yd_setting_find(name);
	if (!row)
		return yd_fail(err, YD_INVALID, NULL, "there is no setting '%.*s'",
			(int)yd_text_fit(name, 40, NULL), name.ptr);
	if (!value.ptr)
		return yd_fail(err, YD_INVALID, row->name, "a value is missing");
	return yd_settings_set(settings, row, value, err);
}

/* Cuts off a comment: from a word # on that is not among the first `complete` words. */
static yd_str without_comment(yd_str line, size_t complete)
{
	yd_str rest = line;
	for (yd_str word; (word = yd_str_word(&rest)).len;) {
		if (complete)
			complete--;
		else if (yd_str_equal(word, YD_STR("#")))
			return (yd_str){line.ptr, (size_t)(word.ptr - line.ptr)};
	}
	return line;
}

static yd_status take_line(yd_config *config, yd_str line, size_t number, yd_error *err)
{
	yd_str rest = line, command = yd_str_word(&rest);
	if (yd_str_equal(command, YD_STR("set")))
		return set_setting(&config->settings, without_comment(rest, 2), err);
	if (yd_str_equal(command, YD_STR("bind")))
		return yd_keymap_bind(&config->keymap, without_comment(rest, 3), number, err);
	if (yd_str_equal(command, YD_STR("color")))
		return yd_paints_set(&config->paints, without_comment(rest, 3), err);
	return yd_fail(err, YD_INVALID, NULL, "'%.*s' is none of set, bind and color",
		(int)yd_text_fit(command, 40, NULL), command.ptr);
}

static bool is_text(yd_str line)
{
	for (size_t at = 0; at < line.len;) {
		uint32_t cp;
		bool valid = true;
		at += yd_utf8_decode((yd_str){line.ptr + at, line.len - at}, &cp, &valid);
		if (!valid || cp == 0)
			return false;
	}
	return true;
}

/* Each line stands for itself: what is wrong with one says nothing of the others. */
static void take_lines(yd_config *config, yd_str text)
{
	yd_error err;
	if (yd_str_starts(text, YD_STR("\xEF\xBB\xBF")))
		text = (yd_str){text.ptr + 3, text.len - 3};
	for (size_t number = 1; text.len; number++) {
		size_t end = yd_str_find(text, YD_STR("\n"), 0);
		size_t len = end == SIZE_MAX ? text.len : end;
		yd_str line = yd_str_trim_ascii((yd_str){text.ptr, len});
		if (!is_text(line))
			add_fault(
				config, number, N_("this is not UTF-8 text; the line is left out"));
		else if (line.len && line.ptr[0] != '#' &&
			 take_line(config, line, number, &err) != YD_OK)
			add_fault(config, number, err.text);
		len += end != SIZE_MAX;
		text = (yd_str){text.ptr + len, text.len - len};
	}
}

/* ---- the file ---- */

/* Bytes read; a fault when there are more than a configuration may have. */
static bool read_all(yd_config *config, int fd, yd_buf *out)
{
	while (out->len <= YD_CONFIG_BYTES_MAX) {
		yd_buf_reserve(out, 1 << 14);
		ssize_t n = read(fd, out->ptr + out->len, out->cap - out->len - 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			add_fault(config, 0, strerror(errno));
		if (n <= 0)
			return n == 0;
		out->len += (size_t)n;
	}
	add_fault(config, 0, N_("is larger than 1 MB; nothing of it is used"));
	return false;
}

void yd_config_read(yd_config *config, const char *path)
{
	char *copy = yd_strdup(path);
	free(config->path);
	config->path = copy;
	/* Something that is no file must not be waited for. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	config->found = fd >= 0 || (errno != ENOENT && errno != ENOTDIR);
	if (fd < 0) {
		if (config->found)
			add_fault(config, 0, strerror(errno));
		return;
	}
	struct stat about;
	yd_buf bytes = {0};
	if (fstat(fd, &about) == 0 && !S_ISREG(about.st_mode))
		add_fault(config, 0,
			S_ISDIR(about.st_mode) ? N_("is a folder") : N_("is not a file"));
	else if (read_all(config, fd, &bytes))
		take_lines(config, yd_buf_str(&bytes));
	close(fd);
	yd_buf_free(&bytes);
}

void yd_config_init(yd_config *config)
{
	*config = (yd_config){0};
	yd_settings_init(&config->settings);
}

void yd_config_load(yd_config *config)
{
	yd_config_init(config);
	char *path = yd_library_config_path();
	if (path)
		yd_config_read(config, path);
	free(path);
}

void yd_config_free(yd_config *config)
{
	free(config->path);
	yd_settings_free(&config->settings);
	yd_keymap_free(&config->keymap);
	yd_buf_free(&config->report);
	*config = (yd_config){0};
}
