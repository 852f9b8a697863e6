/*
 * extract.h: how the program and its helpers, yaodian-extract and yaodian-fetch, speak with each other.
 *
 * The helper holds every library that reads a format (web pages, Word files, PDFs, old encodings) and turns bytes into
 * plain paragraphs. The program gives it bytes of anybody's making, so it believes nothing it answers: what is said
 * below about an answer, the reader in src/library/extracted.c checks, and a helper that says anything else is ended.
 * Nothing but constants stands here; the writer is src/extract/answer.c.
 *
 * The helper answers one request after the other on its standard input and output until the input ends. All lines end
 * in LF; words are parted by one space.
 *
 *   request:  yaodian-extract 1
 *             charset NAME           at most once: what a server said of the bytes
 *             bytes N                and N bytes follow
 *
 *   answer:   yaodian-extract 1
 *             format NAME            html text docx odt rtf pdf, or what the bytes are instead
 *             encoding NAME          of the bytes, by the name of iconv; absent where the format fixes it
 *             replaced N             characters that could not be decoded and became U+FFFD
 *             title TEXT  date YYYY-MM-DD  source TEXT      what the document says of itself outside its text
 *             warning TEXT           any number of times
 *             link ADDRESS NAME      a file that the page links to, YD_EXTRACT_LINKS at most; as it is written, without white
 *                                    space; NAME may be missing
 *             p HINTS<TAB>TEXT       a paragraph, any number of times, in reading order; TEXT may be empty (a blank line)
 *             end N                  N paragraphs stood above
 *   or:       yaodian-extract 1
 *             format NAME  link …    as above
 *             error TEXT             why there is no text: one line for a user, without the name of the file
 *             end 0
 *
 * TEXT is UTF-8 without controls other than tab, which parts the cells of a table's row. HINTS are words from this list,
 * each at most once, in any order; words that a reader does not know it leaves out:
 *
 *   h1 … h9  a heading of that level      b  bold            c  centred      r  at the right margin
 *   hei kai song  set in 黑体, 楷体, 小标宋                   row  a row of a table
 *   n=K      its first K bytes are a number that the file keeps apart from the text (automatic numbering)
 *   l1 … l9  the level of that number in its list
 *
 * Fetching: yaodian-fetch, which stands beside it, may use the network and reads no document. Requests may come at any
 * time, YD_FETCH_AHEAD at most that were not answered; each is answered once, in the order in which they are done. It keeps
 * to what hosts may expect (src/extract/fetch.h: two requests at a time, pauses, robots.txt). The reader is
 * src/library/fetcher.c, which believes as little.
 *
 *   greeting: yaodian-fetch 1        once, by either side, before all else
 *   request:  get ID URL             a number; an address as yd_address_normal() gives it (address.h)
 *             found URL              at most once each, from what was answered before: where it was after redirects,
 *             outside yes            a page of the open network names it, not the user
 *             etag TEXT  modified TEXT          and what is said there in If-None-Match and If-Modified-Since
 *             go
 *   answer:   answer ID
 *             status NNN             of HTTP, the last one; absent where there was none
 *             url URL                where it was after redirects, in the same form
 *             outside yes            its way was in the open network; absent where all of it was in the reader's own
 *             charset NAME  etag TEXT  modified TEXT    what the server said, each where it did
 *             error TEXT             why there is no page: one line for a user, without the address
 *             bytes N                and N bytes follow: the page, unpacked; 0 with an error, and with status 304
 */
#ifndef YAODIAN_EXTRACT_H
#define YAODIAN_EXTRACT_H

#define YD_EXTRACT_GREETING "yaodian-extract 1"
#define YD_EXTRACT_PROGRAM  "yaodian-extract"
/* Changes whenever the same bytes may give other paragraphs; part of the cache's fingerprint. */
#define YD_EXTRACT_VERSION  "extract-7"

/*
 * Limits, each with the variable that sets another one. The helper's own are those on memory and size; it is ended from
 * outside when its time is over, and ended by the kernel when it used so much processor time.
 */
#define YD_EXTRACT_SECONDS      30u  /* YAODIAN_EXTRACT_SECONDS: for one document */
#define YD_EXTRACT_MEMORY_MB    1024u /* YAODIAN_EXTRACT_MEMORY: address space of the helper */
#define YD_EXTRACT_INPUT_MB     128u /* YAODIAN_EXTRACT_INPUT: a file that is not plain UTF-8 text */
#define YD_EXTRACT_UNPACKED_MB  192u /* YAODIAN_EXTRACT_UNPACKED: the parts of a Word or OpenDocument file */
#define YD_EXTRACT_TEXT_MB      32u  /* YAODIAN_EXTRACT_TEXT: the text of one document */
#define YD_EXTRACT_PARAGRAPHS   1000000u /* YAODIAN_EXTRACT_PARAGRAPHS */
#define YD_EXTRACT_PAGES        5000u /* YAODIAN_EXTRACT_PAGES: of a PDF */
#define YD_EXTRACT_PARTS        20000u /* YAODIAN_EXTRACT_PARTS: of a Word or OpenDocument file */
#define YD_IMPORT_SIZE_MB       256u /* YAODIAN_IMPORT_SIZE, which can only lower it: any document */
#define YD_EXTRACT_LINKS        32u

#define YD_FETCH_GREETING "yaodian-fetch 1"
#define YD_FETCH_PROGRAM  "yaodian-fetch"
#define YD_FETCH_TOKEN    "yaodian" /* what robots.txt calls us */

#define YD_FETCH_SECONDS  60u  /* YAODIAN_FETCH_SECONDS: for one address with its redirects, waiting for its turn apart */
#define YD_FETCH_SIZE_MB  64u  /* YAODIAN_FETCH_SIZE: of a page, unpacked */
#define YD_FETCH_SIZE_MOST_MB YD_IMPORT_SIZE_MB /* what that variable can set: no document is larger */
#define YD_FETCH_HEAD_KB  256u /* what a server says of a page, interim answers and trailers with it */
#define YD_FETCH_PAUSE_MS 500u /* YAODIAN_FETCH_PAUSE: between the beginnings of two requests to one host */
#define YD_FETCH_PER_HOST 2u   /* requests at a time */
#define YD_FETCH_AT_ONCE  8u   /* to all hosts */
#define YD_FETCH_AHEAD    64u
#define YD_FETCH_REDIRECTS 10u /* YAODIAN_FETCH_REDIRECTS: for one address */
#define YD_FETCH_DELAY_S  30u  /* more than that a Crawl-delay does not slow us down */
#define YD_FETCH_RETRY_S  60u  /* YAODIAN_FETCH_RETRY: so long at most is waited where a server asks for it (Retry-After) … */
#define YD_FETCH_RETRIES  2u   /* … and so often for one step of an address */

#endif
