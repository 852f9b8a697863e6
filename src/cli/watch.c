#include "watch_inner.h"

#include "output.h"
#include "progress.h"

#include <signal.h>
#include <stdlib.h>

static int look_at_root(const char *path, struct watch_root *root)
{
	struct stat st;
	if (stat(path, &st) != 0) {
		say("%s: there is no such folder to watch; check the name", path);
		return YD_EXIT_NOTHING;
	}
	if (!S_ISDIR(st.st_mode)) {
		say("%s: is no folder; --watch is for folders", path);
		return YD_EXIT_USAGE;
	}
	*root = (struct watch_root){path, st.st_dev, st.st_ino};
	return YD_EXIT_DONE;
}

/* Says so. */
static bool is_shared(const struct watch *watch)
{
	for (size_t i = 0; i < watch->count; i++)
		if (yd_file_is_shared(watch->roots[i].path)) {
			say("%s: is on a network file system, where other machines' changes are "
			    "not told",
				watch->roots[i].path);
			return true;
		}
	return false;
}

int watch_folders(
	char *const *folders, size_t count, unsigned every, watch_take *take, void *context)
{
	struct watch watch = {.count = count,
		.every = every ? every : WATCH_EVERY,
		.take = take,
		.context = context};
	time_t since = 0;
	watch.roots = yd_alloc(count * sizeof *watch.roots);
	for (size_t i = 0; i < count && !watch.status; i++)
		watch.status = look_at_root(folders[i], &watch.roots[i]);
	if (watch.status == YD_EXIT_DONE) {
		progress_begin();
		/* Of a lease that is broken in the moment it is held. */
		signal(SIGIO, SIG_IGN);
		if (every || is_shared(&watch) || !watch_by_events(&watch, &since))
			watch_by_looks(&watch, since);
	}
	while (watch.batched)
		free(watch.batch[--watch.batched]);
	free(watch.roots);
	return watch.status;
}
