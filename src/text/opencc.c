/* The other script, by OpenCC's C interface, which is looked up when it is first asked for. */
#include <yaodian/typeset.h>

#include <dlfcn.h>
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* opencc.h, "C interface": a handle, or (void *)-1. */
typedef void *(*open_function)(const char *config);
typedef int (*close_function)(void *handle);
typedef char *(*convert_function)(void *handle, const char *text, size_t len);
typedef void (*free_function)(char *text);

/* Rows of lists are short and come again with every frame. */
enum { KEPT = 512, KEPT_BYTES = 240 };

typedef struct kept {
	char *source, *converted;
} kept;

struct yd_script_converter {
	kept last[KEPT]; /* by hash */
	void *library, *handle;
	close_function close;
	convert_function convert;
	free_function free_text;
};

/* ISO C has no way from an object's pointer to a function's; POSIX promises that this one works. */
#define LOOK_UP(library, name, function) (*(void **)&(function) = dlsym((library), (name)))

static bool load(yd_script_converter *converter, open_function *open)
{
	converter->library = dlopen("libopencc.so.1.1", RTLD_NOW | RTLD_LOCAL);
	if (!converter->library)
		return false;
	LOOK_UP(converter->library, "opencc_open", *open);
	LOOK_UP(converter->library, "opencc_close", converter->close);
	LOOK_UP(converter->library, "opencc_convert_utf8", converter->convert);
	LOOK_UP(converter->library, "opencc_convert_utf8_free", converter->free_text);
	return *open && converter->close && converter->convert && converter->free_text;
}

static const char *config_for(yd_script script)
{
	const char *locale = setlocale(LC_CTYPE, NULL);
	if (script == YD_SCRIPT_SIMPLIFIED)
		return "t2s.json";
	if (locale && strncmp(locale, "zh_TW", 5) == 0)
		return "s2tw.json";
	return locale && strncmp(locale, "zh_HK", 5) == 0 ? "s2hk.json" : "s2t.json";
}

yd_status yd_script_open(yd_script script, yd_script_converter **out, yd_error *err)
{
	yd_script_converter *converter = yd_alloc(sizeof *converter);
	open_function open = NULL;
	*out = NULL;
	if (!load(converter, &open)) {
		yd_script_close(converter);
		return yd_fail(err, YD_NOT_FOUND, "OpenCC",
			"it is not installed, and the other script is read with its help; install "
			"the package libopencc1.1");
	}
	void *handle = open(config_for(script));
	if (handle == (void *)(intptr_t)-1) {
		yd_script_close(converter);
		return yd_fail(err, YD_NOT_FOUND, "OpenCC",
			"its tables are not there; install the package libopencc-data");
	}
	converter->handle = handle;
	*out = converter;
	return YD_OK;
}

void yd_script_close(yd_script_converter *converter)
{
	if (!converter)
		return;
	for (size_t i = 0; i < KEPT; i++) {
		free(converter->last[i].source);
		free(converter->last[i].converted);
	}
	if (converter->handle)
		converter->close(converter->handle);
	if (converter->library)
		dlclose(converter->library);
	free(converter);
}

/* FNV-1a */
static size_t place_of(yd_str text)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.ptr[i]) * 16777619u;
	return hash % KEPT;
}

/* Owned. */
static char *convert(const yd_script_converter *converter, yd_str text)
{
	char *converted = converter->convert(converter->handle, text.ptr, text.len);
	if (!converted)
		return yd_strndup(text.ptr, text.len);
	char *copy = yd_strdup(converted);
	converter->free_text(converted);
	return copy;
}

static void add_converted(yd_str text, yd_str converted, yd_buf *out, yd_shown_map *map)
{
	if (!yd_str_equal(converted, text))
		yd_shown_map_align(text, converted, map);
	yd_buf_add_str(out, converted);
}

void yd_typeset_script(yd_script_converter *converter, yd_str text, yd_buf *out, yd_shown_map *map)
{
	*map = (yd_shown_map){NULL, text.len, text.len};
	if (text.len == 0)
		return;
	if (text.len > KEPT_BYTES) {
		char *converted = convert(converter, text);
		add_converted(text, yd_str_of(converted), out, map);
		free(converted);
		return;
	}
	kept *place = &converter->last[place_of(text)];
	if (!place->source || !yd_str_equal(yd_str_of(place->source), text)) {
		free(place->source);
		free(place->converted);
		place->source = yd_strndup(text.ptr, text.len);
		place->converted = convert(converter, text);
	}
	add_converted(text, yd_str_of(place->converted), out, map);
}
