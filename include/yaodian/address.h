/*
 * address.h: addresses of web pages (RFC 3986) as users type them and as servers send them, made into one form.
 *
 * The normal form is printable ASCII without spaces: scheme and host in lower case, the default port left out, a path (at
 * least "/") without . and .. in it, what is not ASCII percent-encoded (a Chinese name in a path stays what it was), no
 * fragment. It holds no name and password, and never a control character, so that it can be stored, sent and shown.
 */
#ifndef YAODIAN_ADDRESS_H
#define YAODIAN_ADDRESS_H

#include <yaodian/base.h>

enum { YD_ADDRESS_MAX = 4096 }; /* bytes of the normal form */

/* Does it begin with a scheme and "://", or with "file:/"? Such a text is never taken for a file of that name. */
bool yd_address_is(const char *text);
/* Does it look like an address whose scheme was left out: a host with a port, or a host with a dot in it and a path, or
 * www. at its beginning? Files may have such names too. */
bool yd_address_may_be(const char *text);
/* Is it a file: address? */
bool yd_address_is_file(const char *text);
/* *out (owned) becomes the normal form of an http or https address. YD_INVALID with what is wrong and what to do: another
 * scheme, a name and password in it, no host, a host that is not ASCII or not one, a port that is none, controls, too long. */
yd_status yd_address_normal(const char *text, char **out, yd_error *err);
/* The same of a reference in the page at `base`, a normal form: "../a.docx", "//host/x", "?id=2" (RFC 3986, 5.2; white space
 * around it and line breaks in it are dropped and a backslash is a slash, as browsers have it). */
yd_status yd_address_join(const char *base, const char *reference, char **out, yd_error *err);
/* *out (owned) becomes the path that a file: address names (RFC 8089). YD_INVALID: another machine's, or not absolute. */
yd_status yd_address_file(const char *text, char **out, yd_error *err);
/* As messages call an address that may be wrong in any way: without name and password. Owned; not sanitised. */
char *yd_address_shown(const char *text);

/* Of a normal form: the host without its port, "scheme://host:port", and the path with its query. */
char *yd_address_host(const char *normal); /* owned */
char *yd_address_site(const char *normal); /* owned */
const char *yd_address_path(const char *normal); /* borrowed */

#endif
