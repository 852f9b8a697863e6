/* Addresses of web pages: what is an address, and its one form. */
#include <yaodian/address.h>
#include <yaodian/intl.h>

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_control(char c)
{
	return (unsigned char)c < 0x20 || c == 0x7F;
}

/* Bytes of the scheme; 0: there is none. */
static size_t scheme_len(const char *text)
{
	size_t len = 0;
	if (!isalpha((unsigned char)text[0]))
		return 0;
	while (isalnum((unsigned char)text[len]) || (text[len] && strchr("+-.", text[len])))
		len++;
	return len;
}

static bool has_authority(const char *text)
{
	size_t len = scheme_len(text);
	return len && strncmp(text + len, "://", 3) == 0;
}

bool yd_address_is(const char *text)
{
	return has_authority(text) || yd_address_is_file(text);
}

static bool has_scheme(const char *text, const char *scheme)
{
	size_t len = strlen(scheme);
	return strncasecmp(text, scheme, len) == 0 && strncmp(text + len, "://", 3) == 0;
}

bool yd_address_is_file(const char *text)
{
	return strncasecmp(text, "file:/", 6) == 0;
}

/* Name and password end at the last @ before the path. */
static const char *behind_user(const char *authority, size_t len)
{
	const char *at = memrchr(authority, '@', len);
	return at ? at + 1 : authority;
}

char *yd_address_shown(const char *text)
{
	size_t scheme = scheme_len(text);
	if (!has_authority(text))
		return yd_strdup(text);
	const char *authority = text + scheme + 3;
	const char *host = behind_user(authority, strcspn(authority, "/?#"));
	return yd_format("%.*s://%s", (int)scheme, text, host);
}

static yd_status fail(const char *text, yd_error *err, const char *why)
{
	char *shown = yd_address_shown(text);
	if (strlen(shown) > 200)
		shown[200] = '\0';
	yd_status status = yd_fail(err, YD_INVALID, shown, "%s", yd_tr(why));
	free(shown);
	return status;
}

/* ---- host and port ---- */

static bool is_name(const char *host, size_t len)
{
	if (!len || len > 253 || host[0] == '.' || host[0] == '-')
		return false;
	for (size_t i = 0; i < len; i++)
		if (!isalnum((unsigned char)host[i]) && !strchr("-._", host[i]))
			return false;
	return !memmem(host, len, "..", 2);
}

/* "[::1]", with its brackets. */
static bool is_ipv6(const char *host, size_t len)
{
	if (len < 4 || len > 47 || host[0] != '[' || host[len - 1] != ']')
		return false;
	for (size_t i = 1; i + 1 < len; i++)
		if (!isxdigit((unsigned char)host[i]) && !strchr(":.", host[i]))
			return false;
	return memchr(host, ':', len) != NULL;
}

/* "127.0.0.1", or a name whose last part is of two letters at least. */
static bool is_dotted(const char *host, size_t len)
{
	const char *dot = memrchr(host, '.', len);
	size_t digits = 0, letters = 0, points = 0;
	for (size_t i = 0; i < len; i++) {
		digits += isdigit((unsigned char)host[i]) != 0;
		points += host[i] == '.';
	}
	for (const char *c = dot ? dot + 1 : host + len; c < host + len; c++)
		letters += isalpha((unsigned char)*c) != 0;
	return dot && ((points == 3 && digits + points == len) ||
			      (letters >= 2 && dot + 1 + letters == host + len));
}

bool yd_address_may_be(const char *text)
{
	size_t len = strcspn(text, ":/?#");
	const char *behind = text + len;
	bool port = behind[0] == ':' && isdigit((unsigned char)behind[1]);
	if (yd_address_is(text) || !is_name(text, len))
		return false;
	if (port)
		behind += 1 + strspn(behind + 1, "0123456789");
	if (*behind && *behind != '/')
		return false;
	return (port && (is_dotted(text, len) ||
				(len == 9 && strncasecmp(text, "localhost", len) == 0))) ||
	       (*behind == '/' && is_dotted(text, len)) ||
	       (strncasecmp(text, "www.", 4) == 0 && is_dotted(text, len));
}

static yd_status add_host(
	const char *text, const char *host, size_t len, yd_buf *out, yd_error *err)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)host[i] >= 0x80)
			return fail(text, err,
				N_("the host's name is not ASCII, and names that look alike could "
				   "be "
				   "meant: write it as its registry does (xn--…)"));
	if (!is_name(host, len) && !is_ipv6(host, len))
		return fail(text, err, N_("this is no address: its host is no name; check it"));
	for (size_t i = 0; i < len; i++)
		yd_buf_putc(out, (char)tolower((unsigned char)host[i]));
	return YD_OK;
}

static yd_status add_port(
	const char *text, const char *port, size_t len, bool secure, yd_buf *out, yd_error *err)
{
	unsigned value = 0;
	for (size_t i = 0; i < len; i++) {
		if (!isdigit((unsigned char)port[i]) || value > 65535)
			return fail(text, err,
				N_("its port is no number from 1 to 65535; check the address"));
		value = value * 10 + (unsigned)(port[i] - '0');
	}
	if (len && (!value || value > 65535))
		return fail(
			text, err, N_("its port is no number from 1 to 65535; check the address"));
	if (len && value != (secure ? 443 : 80))
		yd_buf_printf(out, ":%u", value);
	return YD_OK;
}

static yd_status add_authority(const char *text, const char *authority, size_t len, bool secure,
	yd_buf *out, yd_error *err)
{
	if (behind_user(authority, len) != authority)
		return fail(text, err,
			N_("holds a name or password, which would be kept with the document: leave "
			   "it "
			   "out, or save the page with a browser and import the file"));
	const char *colon = memrchr(authority, ':', len);
	if (colon && memchr(colon, ']', len - (size_t)(colon - authority)))
		colon = NULL; /* inside of [::1] */
	size_t host = colon ? (size_t)(colon - authority) : len;
	yd_status status = add_host(text, authority, host, out, err);
	return status == YD_OK && colon
		       ? add_port(text, colon + 1, len - host - 1, secure, out, err)
		       : status;
}

/* ---- path and query ---- */

/* Percent-encodes what may not stand there, and writes what is encoded in one way. */
static void add_encoded(yd_str part, const char *kept, yd_buf *out)
{
	for (size_t i = 0; i < part.len; i++) {
		char c = part.ptr[i];
		if (c == '%' && i + 2 < part.len && isxdigit((unsigned char)part.ptr[i + 1]) &&
			isxdigit((unsigned char)part.ptr[i + 2])) {
			yd_buf_printf(out, "%%%c%c", toupper((unsigned char)part.ptr[i + 1]),
				toupper((unsigned char)part.ptr[i + 2]));
			i += 2;
		} else if (isalnum((unsigned char)c) || strchr(kept, c)) {
			yd_buf_putc(out, c);
		} else {
			yd_buf_printf(out, "%%%02X", (unsigned char)c);
		}
	}
}

/* RFC 3986, 5.2.4; %2E is a dot as well. */
static size_t dots(yd_str segment)
{
	size_t count = 0;
	for (size_t i = 0; i < segment.len; count++) {
		if (segment.ptr[i] == '.')
			i++;
		else if (i + 2 < segment.len && strncasecmp(segment.ptr + i, "%2e", 3) == 0)
			i += 3;
		else
			return 0;
	}
	return count;
}

static void add_path(yd_str path, yd_buf *out)
{
	size_t begin = out->len;
	yd_buf_putc(out, '/');
	for (size_t at = path.len ? 1 : 0; at < path.len;) {
		const char *slash = memchr(path.ptr + at, '/', path.len - at);
		size_t end = slash ? (size_t)(slash - path.ptr) : path.len;
		yd_str segment = {path.ptr + at, end - at};
		size_t count = dots(segment);
		if (count == 2 && out->len > begin + 1) {
			out->len--;
			while (out->ptr[out->len - 1] != '/')
				out->len--;
		}
		if (count == 0 || count > 2) {
			add_encoded(segment, "-._~!$&'()*+,;=:@", out);
			if (slash)
				yd_buf_putc(out, '/');
		}
		at = end + 1;
	}
	out->ptr[out->len] = '\0';
}

yd_status yd_address_normal(const char *text, char **out, yd_error *err)
{
	bool secure = has_scheme(text, "https");
	yd_buf normal = {0};
	*out = NULL;
	for (const char *c = text; *c; c++)
		if (is_control(*c))
			return fail(text, err,
				N_("this is no address: there are control characters in it; check "
				   "it"));
	if (!secure && !has_scheme(text, "http"))
		return fail(text, err,
			N_("addresses of this kind cannot be fetched, only http:, https: and "
			   "file:"));
	const char *authority = strchr(text, ':') + 3;
	size_t len = strcspn(authority, "/?#");
	yd_buf_puts(&normal, secure ? "https://" : "http://");
	yd_status status = add_authority(text, authority, len, secure, &normal, err);
	if (status == YD_OK) {
		const char *path = authority + len, *query = path + strcspn(path, "?#");
		add_path((yd_str){path, (size_t)(query - path)}, &normal);
		if (*query == '?') {
			yd_buf_putc(&normal, '?');
			add_encoded((yd_str){query + 1, strcspn(query + 1, "#")},
				"-._~!$&'()*+,;=:@/?", &normal);
		}
		if (normal.len > YD_ADDRESS_MAX)
			status = fail(text, err, N_("is longer than an address can be; check it"));
	}
	if (status == YD_OK)
		*out = yd_buf_take(&normal);
	yd_buf_free(&normal);
	return status;
}

/* ---- references ---- */

/* As browsers read it: without what a long line was wrapped at. Backslashes stay in a query. */
static char *clean_reference(const char *reference)
{
	yd_buf out = {0};
	yd_str text = yd_str_trim_ascii(yd_str_of(reference));
	size_t path = strcspn(reference, "?#") - (size_t)(text.ptr - reference);
	for (size_t i = 0; i < text.len; i++)
		if (!strchr("\t\r\n", text.ptr[i]))
			yd_buf_putc(&out, text.ptr[i] == '\\' && i < path ? '/' : text.ptr[i]);
	yd_buf_puts(&out, "");
	return yd_buf_take(&out);
}

yd_status yd_address_join(const char *base, const char *reference, char **out, yd_error *err)
{
	char *to = clean_reference(reference), *site = yd_address_site(base), *whole;
	const char *path = yd_address_path(base);
	size_t file = strcspn(path, "?"), folder = file;
	while (folder && path[folder - 1] != '/')
		folder--;
	size_t scheme = scheme_len(to);
	if (scheme && to[scheme] == ':' && strncmp(to + scheme, "://", 3) != 0)
		whole = yd_format("%.*s://", (int)scheme, to); /* mailto:, javascript: */
	else if (scheme && to[scheme] == ':')
		whole = yd_strdup(to);
	else if (strncmp(to, "//", 2) == 0)
		whole = yd_format("%.*s:%s", (int)strcspn(site, ":"), site, to);
	else if (to[0] == '/')
		whole = yd_format("%s%s", site, to);
	else if (to[0] == '?')
		whole = yd_format("%s%.*s%s", site, (int)file, path, to);
	else if (!to[0] || to[0] == '#')
		whole = yd_strdup(base);
	else
		whole = yd_format("%s%.*s%s", site, (int)folder, path, to);
	yd_status status = yd_address_normal(whole, out, err);
	free(whole);
	free(site);
	free(to);
	return status;
}

/* ---- file: ---- */

static int hex_value(char c)
{
	return isdigit((unsigned char)c) ? c - '0' : tolower((unsigned char)c) - 'a' + 10;
}

yd_status yd_address_file(const char *text, char **out, yd_error *err)
{
	/* file:/path is file:///path. */
	const char *authority = strchr(text, ':') + (has_authority(text) ? 3 : 1);
	size_t len = strcspn(authority, "/");
	*out = NULL;
	if (len && !(len == 9 && strncasecmp(authority, "localhost", len) == 0))
		return fail(text, err,
			N_("names a file of another machine: write file:///…, or the path alone"));
	if (authority[len] != '/')
		return fail(text, err, N_("names no file: write file:///…, or the path alone"));
	yd_buf path = {0};
	/* What a browser puts behind it is of the page, not of the file. */
	for (const char *c = authority + len; *c && *c != '?' && *c != '#'; c++) {
		bool encoded = c[0] == '%' && isxdigit((unsigned char)c[1]) &&
			       isxdigit((unsigned char)c[2]);
		char byte = encoded ? (char)(hex_value(c[1]) * 16 + hex_value(c[2])) : *c;
		if (is_control(byte)) {
			yd_buf_free(&path);
			return fail(text, err,
				N_("this is no address: there are control characters in it; check "
				   "it"));
		}
		yd_buf_putc(&path, byte);
		c += encoded ? 2 : 0;
	}
	*out = yd_buf_take(&path);
	return YD_OK;
}

/* ---- parts of a normal form ---- */

static const char *authority_of(const char *normal)
{
	return strchr(normal, ':') + 3;
}

char *yd_address_host(const char *normal)
{
	const char *host = authority_of(normal);
	return yd_strndup(host, *host == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":/?"));
}

char *yd_address_site(const char *normal)
{
	return yd_strndup(normal, (size_t)(yd_address_path(normal) - normal));
}

const char *yd_address_path(const char *normal)
{
	return strchr(authority_of(normal), '/');
}
