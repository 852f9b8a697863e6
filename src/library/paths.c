/* Where the files are, by options, environment and the XDG directories. */
#include "internal.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* An environment variable that says something: unset and empty are the same (XDG Base Directory
 * 0.8). */
static const char *env_value(const char *name)
{
	const char *value = getenv(name);
	return value && *value ? value : NULL;
}

static char *home_folder(void)
{
	const char *home = env_value("HOME");
	if (home)
		return yd_strdup(home);
	const struct passwd *entry = getpwuid(getuid());
	return entry && entry->pw_dir && *entry->pw_dir ? yd_strdup(entry->pw_dir) : NULL;
}

/* The folder an XDG variable names; relative values are ignored as the specification says. */
static char *xdg_folder(const char *variable, const char *under_home)
{
	const char *value = env_value(variable);
	if (value && value[0] == '/')
		return yd_strdup(value);
	char *home = home_folder();
	if (!home)
		return NULL;
	char *folder = yd_format("%s/%s", home, under_home);
	free(home);
	return folder;
}

static yd_status data_file(const char *option, const char *variable, const char *name,
	const char *option_name, char **out, yd_error *err)
{
	const char *said = option ? option : env_value(variable);
	if (option && !*option)
		return yd_fail(err, YD_INVALID, option_name, "the file name is empty; name a file");
	if (said) {
		*out = path_absolute(said);
		return YD_OK;
	}
	char *folder = xdg_folder("XDG_DATA_HOME", ".local/share");
	if (!folder)
		return yd_fail(err, YD_SYSTEM, name,
			"no home folder is known to keep it in; set HOME, or name a file with %s",
			option_name);
	*out = yd_format("%s/yaodian/%s", folder, name);
	free(folder);
	return YD_OK;
}

char *yd_library_state_path(const char *name)
{
	char *folder = xdg_folder("XDG_STATE_HOME", ".local/state");
	char *path = folder ? yd_format("%s/yaodian/%s", folder, name) : NULL;
	free(folder);
	return path;
}

yd_status yd_library_paths(
	const yd_library_options *options, char **cache_path, char **user_path, yd_error *err)
{
	*cache_path = *user_path = NULL;
	yd_status status = data_file(
		options->cache_path, "YAODIAN_CACHE", "corpus.db", "--cache", cache_path, err);
	if (status == YD_OK)
		status = data_file(
			options->user_path, "YAODIAN_USER", "user.db", "--user", user_path, err);
	if (status != YD_OK) {
		free(*cache_path);
		*cache_path = NULL;
	}
	return status;
}

static char *config_file(const char *name)
{
	char *folder = xdg_folder("XDG_CONFIG_HOME", ".config");
	if (!folder)
		return NULL;
	char *path = yd_format("%s/yaodian/%s", folder, name);
	free(folder);
	return path;
}

char *yd_library_themes_path(void)
{
	return config_file("themes");
}

char *yd_library_config_path(void)
{
	return config_file("config");
}

/* Appends the parts of `path` to `out`, which holds an absolute path or nothing. */
static void add_parts(yd_buf *out, const char *path)
{
	while (*path) {
		size_t len = strcspn(path, "/");
		if (len == 2 && path[0] == '.' && path[1] == '.') {
			while (out->len && out->ptr[out->len - 1] != '/')
				out->len--;
			if (out->len)
				out->len--;
		} else if (len && !(len == 1 && path[0] == '.')) {
			yd_buf_putc(out, '/');
			yd_buf_add(out, path, len);
		}
		path += len + (path[len] == '/');
	}
}

char *path_absolute(const char *path)
{
	char *real = realpath(path, NULL);
	if (real)
		return real;
	yd_buf out = {0};
	if (path[0] != '/') {
		char *folder = getcwd(NULL, 0);
		if (folder)
			add_parts(&out, folder);
		free(folder);
	}
	add_parts(&out, path);
	if (!out.len)
		yd_buf_putc(&out, '/');
	char *absolute = yd_strndup(out.ptr, out.len);
	yd_buf_free(&out);
	return absolute;
}
