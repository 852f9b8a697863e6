/* The other script, by OpenCC's C interface, which is looked up when it is first asked for. */
#include <yaodian/typeset.h>

#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>

/* opencc.h, "C interface": a handle, or (void *)-1. */
typedef void *(*open_function)(const char *config);
typedef int (*close_function)(void *handle);
typedef char *(*convert_function)(void *handle, const char *text, size_t len);
typedef void (*free_function)(char *text);

struct yd_script_converter {
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
	void *handle = open(script == YD_SCRIPT_TRADITIONAL ? "s2t.json" : "t2s.json");
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
	if (converter->handle)
		converter->close(converter->handle);
	if (converter->library)
		dlclose(converter->library);
	free(converter);
}

void yd_typeset_script(
	const yd_script_converter *converter, yd_str text, yd_buf *out, yd_shown_map *map)
{
	*map = (yd_shown_map){NULL, text.len, text.len};
	char *converted =
		text.len ? converter->convert(converter->handle, text.ptr, text.len) : NULL;
	if (!converted || yd_str_equal(yd_str_of(converted), text)) {
		yd_buf_add_str(out, text);
	} else {
		yd_buf_puts(out, converted);
		yd_shown_map_align(text, yd_str_of(converted), map);
	}
	if (converted)
		converter->free_text(converted);
}
