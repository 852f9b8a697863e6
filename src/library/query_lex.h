/*
 * query_lex.h: a query's tokens; private to src/library.
 */
#ifndef YAODIAN_QUERY_LEX_H
#define YAODIAN_QUERY_LEX_H

#include <yaodian/query.h>

typedef enum token_kind {
	TOKEN_WORD, /* text, up to the next white space */
	TOKEN_OR,   /* the word; whether it is the operator tells its place */
	TOKEN_PHRASE,
	TOKEN_FIELD,
	TOKEN_OPEN, /* brackets at the ends of words; whether they group tell their partners */
	TOKEN_CLOSE,
} token_kind;

/* What a field asks for. */
typedef struct field_value {
	yd_query_kind kind;
	int theme;
	bool primary;
	int year_from, year_to;
	int doc_kind;
} field_value;

typedef struct token {
	token_kind kind;
	bool negated;
	bool quoted;             /* PHRASE; FIELD: its value stands in marks */
	bool unclosed;           /* … without the mark that closes them */
	bool grouping;           /* OPEN, CLOSE: set by query_match_brackets() */
	size_t start, body, end; /* bytes of the text; `body` is behind the minus */
	yd_str content;          /* PHRASE: inside its marks; FIELD: its value, without marks */
	field_value field;
	size_t partner; /* OPEN, CLOSE: the other one; SIZE_MAX none */
} token;

typedef struct tokens {
	token *items;
	size_t count, cap;
} tokens;

/* `text` is valid UTF-8. Tokens borrow it. */
void query_lex(yd_str text, tokens *out);
/* Which brackets group: sets `partner` and `grouping`. */
void query_match_brackets(tokens *list);

/* The field whose name and colon `word` begins with (bytes up to behind the colon to *value), or YD_QUERY_ALL. IN_TITLE
 * stands for in:, BOOKMARKED for is:. */
yd_query_kind query_field_named(yd_str word, size_t *value);

bool query_is_minus(uint32_t cp);
bool query_is_bracket(uint32_t cp, bool opening);
/* What closes a phrase that begins with `cp`: 0 when it begins none. The straight ones close each other. */
uint32_t query_closing_mark(uint32_t cp);
bool query_is_mark(uint32_t cp); /* any quotation mark of a phrase */
bool query_is_or(yd_str word);

/* The first code point of `text` from byte `at`; 0 and a length of 0 behind its end. */
uint32_t query_peek(yd_str text, size_t at, size_t *len);

#endif
