/*
 * A text in the user's editor. It lies in a folder of its own, which only the user can read. When
 * the editor fails or is killed, what it had written is not taken, but it is not thrown away
 * either.
 */
#include "child.h"
#include "outside.h"
#include "screen.h"

#include <yaodian/intl.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NOTE_MAX = 1 << 20 /* bytes */ };

typedef struct draft {
	char *folder, *path; /* owned */
	yd_buf before;	     /* as it was written there */
} draft;

static const char *temporary_folder(void)
{
	static const char *const names[] = {"XDG_RUNTIME_DIR", "TMPDIR"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *folder = getenv(names[i]);
		if (folder && *folder == '/' && access(folder, W_OK | X_OK) == 0)
			return folder;
	}
	return "/tmp";
}

static bool write_draft(const draft *note)
{
	int fd = open(note->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	ssize_t written = write(fd, note->before.ptr, note->before.len);
	bool whole = written >= 0 && (size_t)written == note->before.len;
	return close(fd) == 0 && whole;
}

static bool make_draft(yd_str text, draft *out, yd_buf *failure)
{
	*out = (draft){.folder = yd_format("%s/yaodian-XXXXXX", temporary_folder())};
	yd_buf_puts(&out->before, "");
	yd_buf_add_str(&out->before, text);
	if (text.len)
		yd_buf_putc(&out->before, '\n');
	if (!mkdtemp(out->folder)) {
		yd_buf_printf(failure, _("%s: cannot be made: %s; nothing was changed."),
			out->folder, strerror(errno));
		return false;
	}
	out->path = yd_format("%s/note.txt", out->folder);
	if (write_draft(out))
		return true;
	yd_buf_printf(failure, _("%s: cannot be written: %s; nothing was changed."), out->path,
		strerror(errno));
	return false;
}

/* With what the editor may have put beside it. */
static void remove_draft(const draft *note)
{
	DIR *folder = opendir(note->folder);
	struct dirent *entry;
	while (folder && (entry = readdir(folder)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			unlinkat(dirfd(folder), entry->d_name, 0);
	if (folder)
		closedir(folder);
	rmdir(note->folder);
}

static void free_draft(draft *note)
{
	free(note->folder);
	free(note->path);
	yd_buf_free(&note->before);
}

/* What stands in the file now; NULL, or why it is no note. */
static const char *read_draft(const draft *note, yd_buf *text)
{
	char bytes[8192];
	ssize_t got = 0;
	struct stat info;
	int fd = open(note->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return _("the editor left no file");
	if (fstat(fd, &info) < 0 || !S_ISREG(info.st_mode)) {
		close(fd);
		return _("the editor left no regular file");
	}
	while (text->len <= NOTE_MAX && (got = read(fd, bytes, sizeof bytes)) > 0)
		yd_buf_add(text, bytes, (size_t)got);
	close(fd);
	yd_buf clean = {0};
	size_t broken = yd_utf8_repair(yd_buf_str(text), &clean);
	yd_buf_free(&clean);
	if (got < 0)
		return _("what the editor wrote cannot be read");
	if (text->len > NOTE_MAX)
		return _("what the editor wrote is longer than a note may be (1 MiB)");
	if (broken)
		return _("what the editor wrote is not UTF-8");
	if (text->len && memchr(text->ptr, '\0', text->len))
		return _("what the editor wrote has NUL bytes");
	return NULL;
}

/* The shell takes the command apart, as it does for git: EDITOR may hold options. */
static yd_child_end run_editor(const char *command, const char *path)
{
	char *line = yd_format("%s \"$1\"", command);
	const char *argv[] = {"sh", "-c", line, "sh", path, NULL};
	yd_child_end end = yd_child_run(&(yd_child){.argv = argv, .input = -1});
	yd_screen_take_back();
	free(line);
	return end;
}

/* Runs the editor and takes what it wrote: what is wrong with that goes to `failure`. */
static yd_child_end edit(
	const yd_request *request, const draft *note, yd_buf *text, yd_buf *failure)
{
	yd_buf how = {0};
	yd_child_end end = run_editor(request->command, note->path);
	bool failed = yd_child_failed(&end, &how);
	const char *why = read_draft(note, text);
	if (failed)
		yd_buf_printf(failure, _("The editor %s; nothing was changed."), how.ptr);
	else if (why)
		yd_buf_printf(failure, _("Nothing was changed: %s."), why);
	yd_buf_free(&how);
	return end;
}

int yd_outside_edit(yd_browser *browser, const yd_request *request)
{
	draft note;
	yd_child_end end = {0};
	yd_buf failure = {0}, text = {0};
	bool kept = false;
	if (make_draft(yd_buf_str(&request->text), &note, &failure)) {
		end = edit(request, &note, &text, &failure);
		kept = text.len && !yd_str_equal(yd_buf_str(&text), yd_buf_str(&note.before));
	}
	bool taken = yd_browser_edited(browser, yd_buf_str(&text), failure.len ? failure.ptr : NULL,
		kept ? note.path : NULL);
	if (taken || !kept)
		remove_draft(&note);
	free_draft(&note);
	yd_buf_free(&failure);
	yd_buf_free(&text);
	return end.ended_by;
}
