/* The library as a whole: both files opened and closed together, and what is known of them. */
#include "prepare.h"

#include <stdlib.h>
#include <unistd.h>

/* With --read-only a file that is not there is an empty one, which is never written to disk. */
static const char in_memory[] = ":memory:";

static yd_status open_corpus(yd_library *library, yd_error *err)
{
	yd_open_mode mode = library->read_only ? YD_OPEN_READ : YD_OPEN_WRITE;
	yd_status status = yd_corpus_open(library->cache_path, mode, &library->corpus, err);
	if (status == YD_NOT_FOUND && library->read_only)
		status = yd_corpus_open(in_memory, YD_OPEN_WRITE, &library->corpus, err);
	if (status == YD_OK)
		library_set_index(library);
	return status;
}

static yd_status open_user(yd_library *library, yd_error *err)
{
	yd_open_mode mode = library->read_only ? YD_OPEN_READ : YD_OPEN_WRITE;
	yd_status status = yd_user_open(library->user_path, mode, &library->user, err);
	if (status == YD_NOT_FOUND && library->read_only)
		status = yd_user_open(in_memory, YD_OPEN_WRITE, &library->user, err);
	return status;
}

yd_status yd_library_open(
	const yd_library_options *options, yd_library **out, yd_buf *warnings, yd_error *err)
{
	yd_library *library = yd_alloc(sizeof *library);
	library->read_only = options->read_only;
	library->helper = helper_new();
	*out = NULL;
	yd_status status =
		yd_library_paths(options, &library->cache_path, &library->user_path, err);
	/* Who asks for complaints about the rules wants them now. */
	if (status == YD_OK && warnings)
		status = library_load_rules(library, warnings, err);
	if (status == YD_OK)
		status = open_corpus(library, err);
	if (status == YD_OK)
		status = open_user(library, err);
	if (status != YD_OK) {
		yd_library_close(library);
		return status;
	}
	*out = library;
	return YD_OK;
}

void yd_library_close(yd_library *library)
{
	if (!library)
		return;
	ahead_close(library);
	helper_free(library->helper);
	/* A tidy that fails (another process reads) costs nothing: the next session does it. */
	if (library->corpus && library->wrote)
		yd_corpus_tidy(library->corpus, NULL);
	yd_corpus_close(library->corpus);
	yd_user_close(library->user);
	yd_theme_rules_free(library->rules);
	yd_renamed_free(library->renamed, library->renamed_count);
	free(library->cache_path);
	free(library->user_path);
	free(library->fingerprint);
	free(library->index_version);
	free(library);
}

yd_status library_need_write(const yd_library *library, yd_error *err)
{
	if (library->read_only)
		return yd_fail(err, YD_READ_ONLY, library->cache_path,
			"is open read-only; run the command again without --read-only");
	return yd_corpus_can_write(library->corpus, err);
}

bool yd_library_read_only(const yd_library *library)
{
	return library->read_only || yd_corpus_read_only(library->corpus);
}

void yd_library_hold(yd_library *library)
{
	yd_corpus_hold(library->corpus);
	yd_user_hold(library->user);
}

void yd_library_release(yd_library *library)
{
	yd_corpus_release(library->corpus);
	yd_user_release(library->user);
}

yd_corpus *yd_library_corpus(yd_library *library)
{
	return library->corpus;
}

yd_user *yd_library_user(yd_library *library)
{
	return library->user;
}

const char *yd_library_cache_path(const yd_library *library)
{
	return library->cache_path;
}

const char *yd_library_user_path(const yd_library *library)
{
	return library->user_path;
}
