/*
 * turns.h: who may send a request now. Two at a time to a host, some more to all, and a pause between the beginnings of two
 * requests to one host. Time is what the caller says, in milliseconds of any clock that does not go back.
 */
#ifndef YAODIAN_EXTRACT_TURNS_H
#define YAODIAN_EXTRACT_TURNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct turns_host {
	char *name; /* owned */
	unsigned running, pause_ms;
	int64_t next; /* no request begins before */
};

struct turns {
	unsigned per_host, at_once, pause_ms; /* set by the caller before all else */
	unsigned running;
	struct turns_host *hosts;
	size_t count, cap;
};

void turns_free(struct turns *turns);
/* The number of a host, for the calls below; names as yd_address_host() gives them. */
size_t turns_host(struct turns *turns, const char *name);
/* Takes a turn, which ends with turns_give(); false when there is none now. */
bool turns_take(struct turns *turns, size_t host, int64_t now);
void turns_give(struct turns *turns, size_t host);
/* Milliseconds until a turn may be there if none that runs must end first; -1 when one must. */
int64_t turns_wait(const struct turns *turns, size_t host, int64_t now);
/* Nothing is asked of the host before `until`; what is later already stays. */
void turns_hold(struct turns *turns, size_t host, int64_t until);
/* The host asks for longer pauses; shorter ones than ours are not taken. */
void turns_slow_down(struct turns *turns, size_t host, unsigned pause_ms);

#endif
