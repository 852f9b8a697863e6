/*
 * The tokenizer of the index. What it is given is made in index.c and find.c:
 *
 *   a unit    words of the scope, each beginning with byte FE, parted by spaces; '\n'; how many
 * bytes of the text are the title, in decimal; '\n'; the folded text a query   the folded term; FF
 * and the folded term: in the title; FE and the rest of a word of the scope
 *
 * FE and FF stand in no UTF-8, so nothing in a text is taken for them. A NUL of a text is written
 * C0 80, in tokens and in queries, which reach FTS5 as NUL-terminated strings.
 */
#include "find_inner.h"

#include <stdlib.h>
#include <string.h>

typedef int emit_token(void *context, int flags, const char *token, int len, int start, int end);

enum { TOKEN_ROOM = 16, STAMPS = 0x10000 };

struct tokens {
	uint32_t seen[STAMPS]; /* by code point of the BMP: the pass it was met in */
	uint32_t pass;
};

/* Where tokens go. Tokens of one place are colocated: only pairs of the text move on. */
struct sink {
	emit_token *emit;
	void *context;
	int place; /* 0 for the first token, then FTS5_TOKEN_COLOCATED */
	int rc;
};

static int create_tokens(void *context, const char **args, int count, Fts5Tokenizer **out)
{
	(void)context, (void)args, (void)count;
	*out = (Fts5Tokenizer *)calloc(1, sizeof(struct tokens));
	return *out ? SQLITE_OK : SQLITE_NOMEM;
}

static void delete_tokens(Fts5Tokenizer *tokenizer)
{
	free(tokenizer);
}

/* The text is valid UTF-8 (or C0 80): bytes of the character at `c`, never past `end`. */
static int char_len(const char *c, const char *end)
{
	unsigned char first = (unsigned char)*c;
	int len = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
	return len <= end - c ? len : (int)(end - c);
}

/* A number for each character of the BMP; STAMPS for others. */
static uint32_t char_number(const char *c, int len)
{
	const unsigned char *u = (const unsigned char *)c;
	switch (len) {
	case 1:
		return u[0];
	case 2:
		return (uint32_t)(u[0] & 0x1F) << 6 | (u[1] & 0x3F);
	case 3:
		return (uint32_t)(u[0] & 0x0F) << 12 | (uint32_t)(u[1] & 0x3F) << 6 | (u[2] & 0x3F);
	default:
		return STAMPS;
	}
}

static void emit(struct sink *to, int flags, const char *token, int len)
{
	if (to->rc == SQLITE_OK)
		to->rc = to->emit(to->context, flags, token, len, 0, 0);
}

static void emit_here(struct sink *to, const char *token, int len)
{
	emit(to, to->place, token, len);
	to->place = FTS5_TOKEN_COLOCATED;
}

/* `len` bytes behind the mark of a title. */
static int mark_title(char token[TOKEN_ROOM], const char *bytes, int len)
{
	token[0] = FIND_TITLE;
	memcpy(token + 1, bytes, (size_t)len);
	return len + 1;
}

/* NUL is written C0 80: copies `len` bytes to `token`. */
static int copy_chars(char *token, const char *bytes, int len)
{
	int out = 0;
	for (int i = 0; i < len; i++) {
		if (bytes[i]) {
			token[out++] = bytes[i];
		} else {
			token[out++] = '\xC0';
			token[out++] = '\x80';
		}
	}
	return out;
}

static void emit_scope(struct sink *to, const char *words, const char *end)
{
	while (words < end) {
		const char *space = memchr(words, ' ', (size_t)(end - words));
		const char *stop = space ? space : end;
		emit_here(to, words, (int)(stop - words));
		words = stop + 1;
	}
}

/* Every different character once, all at one place. */
static void emit_chars(
	struct tokens *tokens, struct sink *to, const char *text, const char *end, bool title)
{
	char token[TOKEN_ROOM], plain[8];
	if (++tokens->pass == 0) {
		memset(tokens->seen, 0, sizeof tokens->seen);
		tokens->pass = 1;
	}
	for (int len; text < end && to->rc == SQLITE_OK; text += len) {
		len = char_len(text, end);
		uint32_t number = char_number(text, len);
		if (number < STAMPS && tokens->seen[number] == tokens->pass)
			continue;
		if (number < STAMPS)
			tokens->seen[number] = tokens->pass;
		int size = copy_chars(plain, text, len);
		if (title)
			emit_here(to, token, mark_title(token, plain, size));
		else
			emit_here(to, plain, size);
	}
}

static void emit_pairs(struct sink *to, const char *text, const char *title_end, const char *end)
{
	char token[TOKEN_ROOM], plain[12];
	int first = text < end ? char_len(text, end) : 0;
	while (text + first < end && to->rc == SQLITE_OK) {
		int second = char_len(text + first, end);
		int size = copy_chars(plain, text, first + second);
		emit(to, to->place, plain, size);
		to->place = 0;
		if (text + first + second <= title_end)
			emit(to, FTS5_TOKEN_COLOCATED, token, mark_title(token, plain, size));
		text += first;
		first = second;
	}
}

static int tokenize_unit(struct tokens *tokens, struct sink *to, const char *value, const char *end)
{
	const char *line = memchr(value, '\n', (size_t)(end - value));
	if (!line)
		return SQLITE_CORRUPT;
	emit_scope(to, value, line);
	long title = 0;
	for (value = line + 1; value < end && *value != '\n'; value++)
		title = title * 10 + (*value - '0');
	value += value < end;
	if (title < 0 || title > end - value)
		return SQLITE_CORRUPT;
	emit_chars(tokens, to, value, end, false);
	emit_chars(tokens, to, value, value + title, true);
	emit_pairs(to, value, value + title, end);
	return to->rc;
}

static int tokenize_query(struct sink *to, const char *term, const char *end)
{
	char token[TOKEN_ROOM];
	if (term == end)
		return SQLITE_OK;
	if (*term == FIND_SCOPE) {
		emit(to, 0, term, (int)(end - term));
		return to->rc;
	}
	bool title = *term == FIND_TITLE;
	term += title;
	int first = term < end ? char_len(term, end) : 0;
	if (first && term + first == end)
		emit(to, 0, title ? token : term, title ? mark_title(token, term, first) : first);
	while (term + first < end && to->rc == SQLITE_OK) {
		int size = first + char_len(term + first, end);
		emit(to, 0, title ? token : term, title ? mark_title(token, term, size) : size);
		term += first;
		first = size - first;
	}
	return to->rc;
}

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int len,
	emit_token *emit_one)
{
	struct sink to = {.emit = emit_one, .context = context};
	if (!text || len <= 0)
		return SQLITE_OK;
	if (flags & FTS5_TOKENIZE_QUERY)
		return tokenize_query(&to, text, text + len);
	return tokenize_unit((struct tokens *)tokenizer, &to, text, text + len);
}

/* ---- telling SQLite ---- */

static fts5_api *api_of(sqlite3 *db)
{
	fts5_api *api = NULL;
	sqlite3_stmt *stmt = NULL;
	if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &stmt, NULL) == SQLITE_OK) {
		sqlite3_bind_pointer(stmt, 1, &api, "fts5_api_ptr", NULL);
		sqlite3_step(stmt);
	}
	sqlite3_finalize(stmt);
	return api;
}

int find_register(sqlite3 *db)
{
	static fts5_tokenizer tokenizer = {create_tokens, delete_tokens, tokenize};
	fts5_api *api = api_of(db);
	if (!api || api->iVersion < 2)
		return SQLITE_ERROR;
	int rc = api->xCreateTokenizer(api, "yaodian", NULL, &tokenizer, NULL);
	if (rc == SQLITE_OK)
		rc = api->xCreateFunction(api, "yd_rank", NULL, find_rank, NULL);
	return rc;
}
