/*
 * Preloaded into yaodian-fetch by test_way: another network than loopback. outer.test is
 * 203.0.113.5, inner.test 127.0.0.1; whoever connects to 203.0.113.5 reaches 127.0.0.1, and is told
 * that it is 203.0.113.5.
 */
#include <arpa/inet.h>
#include <dlfcn.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>

enum { DESCRIPTORS = 1024 };

static const char outer[] = "203.0.113.5";
static bool is_outer[DESCRIPTORS];

/* The C library declares them with types of its own. */
int shim_connect(int fd, const struct sockaddr *address, socklen_t len) __asm__("connect");
int shim_getpeername(int fd, struct sockaddr *address, socklen_t *len) __asm__("getpeername");

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints,
	struct addrinfo **result)
{
	int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
	*(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
	if (name && strcmp(name, "outer.test") == 0)
		name = outer;
	else if (name && strcmp(name, "inner.test") == 0)
		name = "127.0.0.1";
	return real(name, service, hints, result);
}

int shim_connect(int fd, const struct sockaddr *address, socklen_t len)
{
	int (*real)(int, const struct sockaddr *, socklen_t);
	*(void **)&real = dlsym(RTLD_NEXT, "connect");
	struct sockaddr_in to;
	if (address->sa_family != AF_INET || fd < 0 || fd >= DESCRIPTORS)
		return real(fd, address, len);
	memcpy(&to, address, sizeof to);
	is_outer[fd] = to.sin_addr.s_addr == inet_addr(outer);
	if (is_outer[fd])
		to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return real(fd, (struct sockaddr *)&to, sizeof to);
}

int shim_getpeername(int fd, struct sockaddr *address, socklen_t *len)
{
	int (*real)(int, struct sockaddr *, socklen_t *);
	*(void **)&real = dlsym(RTLD_NEXT, "getpeername");
	int result = real(fd, address, len);
	if (result == 0 && fd < DESCRIPTORS && is_outer[fd] && address->sa_family == AF_INET) {
		struct sockaddr_in peer;
		memcpy(&peer, address, sizeof peer);
		peer.sin_addr.s_addr = inet_addr(outer);
		memcpy(address, &peer, sizeof peer);
	}
	return result;
}
