/* The theme rules that documents are read by, loaded when they are first needed. */
#include "internal.h"

#include <stdlib.h>
#include <unistd.h>

yd_status library_load_rules(yd_library *library, yd_buf *warnings, yd_error *err)
{
	char *path = yd_library_themes_path();
	bool there = path && access(path, F_OK) == 0;
	yd_status status = yd_theme_rules_load(there ? path : NULL, &library->rules, warnings, err);
	free(path);
	if (status != YD_OK)
		return status;
	yd_buf fingerprint = {0};
	yd_intake_fingerprint(library->rules, &fingerprint);
	library->fingerprint = yd_buf_take(&fingerprint);
	return YD_OK;
}

yd_status library_need_rules(yd_library *library, yd_error *err)
{
	return library->rules ? YD_OK : library_load_rules(library, NULL, err);
}

const yd_theme_rules *yd_library_rules(const yd_library *library)
{
	return library->rules;
}
