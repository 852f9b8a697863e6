/*
 * reach.h: does an address stand for a host of the open network, or for one of the reader's own surroundings: the machine
 * itself, its router, an intranet?
 *
 * Inner are, by the special-purpose registries of IANA (RFC 6890 and those it was followed by): "this" host and network,
 * loopback, private use, shared address space (CGNAT, 100.64/10), link-local, protocol assignments, multicast, reserved and
 * broadcast; in IPv6 the unspecified address, loopback, unique local, link-local, site-local, multicast, discard and local
 * NAT64 prefixes. What an IPv6 address holds an IPv4 address in (mapped, compatible, NAT64, 6to4) is what that one is.
 * Benchmarking (198.18/15) counts as open: programs that tunnel all traffic give every public name an address of it.
 */
#ifndef YAODIAN_EXTRACT_REACH_H
#define YAODIAN_EXTRACT_REACH_H

#include <stdbool.h>
#include <sys/socket.h>

/* Families other than IPv4 and IPv6 are inner. */
bool reach_is_inner(const struct sockaddr *address);
/* The same of a host as an address or a system writes it: "127.0.0.1", "0x7f.1", "[::1]", "fe80::1%eth0", "localhost". Of any
 * other name nobody knows before it is looked up: false. */
bool reach_host_is_inner(const char *host);

#endif
