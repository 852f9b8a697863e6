/*
 * Writes made-up plans (plans.h), as files of a folder or all one behind the other to standard
 * output.
 *
 *     tests/bench/make_plans COUNT [FOLDER]
 */
#include "plans.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int complain(const char *about, const char *what)
{
	fprintf(stderr, "make_plans: %s: %s\n", about, what);
	return 1;
}

int main(int argc, char **argv)
{
	size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
	const char *source = getenv("YD_SOURCE"), *folder = argc > 2 ? argv[2] : NULL;
	if (count == 0)
		return complain("COUNT", "say how many plans, and a folder for them or none");
	if (folder && mkdir(folder, 0777) != 0 && errno != EEXIST)
		return complain(folder, strerror(errno));
	plan_maker *plans = plans_new(source ? source : YD_SOURCE_DIR);
	yd_buf text = {0};
	for (size_t i = 0; i < count; i++) {
		char *path = folder ? yd_format("%s/%06zu.txt", folder, i) : NULL;
		FILE *out = path ? fopen(path, "w") : stdout;
		if (!out)
			return complain(path, strerror(errno));
		plans_make(plans, i, &text);
		fwrite(text.ptr, 1, text.len, out);
		if (path ? fclose(out) : fflush(out))
			return complain(path ? path : "standard output", strerror(errno));
		free(path);
	}
	yd_buf_free(&text);
	plans_free(plans);
	return 0;
}
