#include "reach.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

struct range4 {
	uint32_t first;
	unsigned bits;
};

#define IP4(a, b, c, d) ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (d))

static bool is_inner4(uint32_t address)
{
	static const struct range4 ranges[] = {
		{IP4(0, 0, 0, 0), 8},	   /* this host and network */
		{IP4(10, 0, 0, 0), 8},	   /* private */
		{IP4(100, 64, 0, 0), 10},  /* shared, CGNAT */
		{IP4(127, 0, 0, 0), 8},	   /* loopback */
		{IP4(169, 254, 0, 0), 16}, /* link-local */
		{IP4(172, 16, 0, 0), 12},  /* private */
		{IP4(192, 0, 0, 0), 24},   /* protocol assignments */
		{IP4(192, 168, 0, 0), 16}, /* private */
		{IP4(224, 0, 0, 0), 4},	   /* multicast */
		{IP4(240, 0, 0, 0), 4},	   /* reserved, broadcast */
	};
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if ((address ^ ranges[i].first) >> (32 - ranges[i].bits) == 0)
			return true;
	return false;
}

static bool begins(const uint8_t *address, const char *prefix, unsigned bits)
{
	unsigned whole = bits / 8, rest = bits % 8;
	uint8_t differs = address[whole < 16 ? whole : 15] ^ (uint8_t)prefix[whole];
	return memcmp(address, prefix, whole) == 0 && (!rest || differs >> (8 - rest) == 0);
}

static uint32_t held4(const uint8_t *at)
{
	return IP4(at[0], at[1], at[2], at[3]);
}

static bool is_inner6(const uint8_t *address)
{
	static const struct {
		const char *prefix;
		unsigned bits;
		int held; /* where an IPv4 address stands in it; -1: all of the range is inner */
	} ranges[] = {
		{"\0\0\0\0\0\0\0\0\0\0\xff\xff", 96, 12},   /* mapped */
		{"\0\0\0\0\0\0\0\0\0\0\0\0", 96, 12},	    /* compatible; :: and ::1 are of 0/8 */
		{"\0\x64\xff\x9b\0\0\0\0\0\0\0\0", 96, 12}, /* NAT64 */
		{"\0\x64\xff\x9b\0\x01", 48, -1},	    /* local NAT64 */
		{"\x01\0\0\0\0\0\0\0", 64, -1},		    /* discard */
		{"\x20\x02", 16, 2},			    /* 6to4 */
		{"\xfc", 7, -1},			    /* unique local */
		{"\xfe\x80", 10, -1},			    /* link-local */
		{"\xfe\xc0", 10, -1},			    /* site-local */
		{"\xff", 8, -1},			    /* multicast */
	};
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (begins(address, ranges[i].prefix, ranges[i].bits))
			return ranges[i].held < 0 || is_inner4(held4(address + ranges[i].held));
	return false;
}

bool reach_is_inner(const struct sockaddr *address)
{
	struct sockaddr_in in;
	struct sockaddr_in6 in6;
	switch (address->sa_family) {
	case AF_INET:
		memcpy(&in, address, sizeof in);
		return is_inner4(ntohl(in.sin_addr.s_addr));
	case AF_INET6:
		memcpy(&in6, address, sizeof in6);
		return is_inner6(in6.sin6_addr.s6_addr);
	default:
		return true;
	}
}

static bool is_local_name(const char *host, size_t len)
{
	static const char name[] = "localhost";
	const size_t own = sizeof name - 1;
	if (len && host[len - 1] == '.')
		len--;
	return len >= own && strncasecmp(host + len - own, name, own) == 0 &&
	       (len == own || host[len - own - 1] == '.');
}

bool reach_host_is_inner(const char *host)
{
	char plain[64];
	struct in_addr in;
	struct in6_addr in6;
	size_t len = strcspn(host + (host[0] == '['), "]%");
	if (is_local_name(host, strlen(host)))
		return true;
	if (len >= sizeof plain)
		return false;
	snprintf(plain, sizeof plain, "%.*s", (int)len, host + (host[0] == '['));
	if (strchr(plain, ':'))
		return inet_pton(AF_INET6, plain, &in6) == 1 && is_inner6(in6.s6_addr);
	if (len && plain[len - 1] == '.')
		plain[len - 1] = '\0';
	/* As systems read it: also 127.1, 0x7f000001, 017700000001. */
	return inet_aton(plain, &in) && is_inner4(ntohl(in.s_addr));
}
