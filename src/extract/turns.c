#include "turns.h"

#include <stdlib.h>
#include <string.h>
#include <yaodian/base.h>

void turns_free(struct turns *turns)
{
	for (size_t i = 0; i < turns->count; i++)
		free(turns->hosts[i].name);
	free(turns->hosts);
	*turns = (struct turns){0};
}

size_t turns_host(struct turns *turns, const char *name)
{
	for (size_t i = 0; i < turns->count; i++)
		if (strcmp(turns->hosts[i].name, name) == 0)
			return i;
	YD_GROW(turns->hosts, turns->count, turns->cap);
	turns->hosts[turns->count] =
		(struct turns_host){.name = yd_strdup(name), .pause_ms = turns->pause_ms};
	return turns->count++;
}

int64_t turns_wait(const struct turns *turns, size_t host, int64_t now)
{
	const struct turns_host *h = &turns->hosts[host];
	if (turns->running >= turns->at_once || h->running >= turns->per_host)
		return -1;
	return h->next > now ? h->next - now : 0;
}

bool turns_take(struct turns *turns, size_t host, int64_t now)
{
	struct turns_host *h = &turns->hosts[host];
	if (turns_wait(turns, host, now) != 0)
		return false;
	turns->running++;
	h->running++;
	h->next = now + h->pause_ms;
	return true;
}

void turns_give(struct turns *turns, size_t host)
{
	turns->running--;
	turns->hosts[host].running--;
}

void turns_hold(struct turns *turns, size_t host, int64_t until)
{
	struct turns_host *h = &turns->hosts[host];
	h->next = until > h->next ? until : h->next;
}

void turns_slow_down(struct turns *turns, size_t host, unsigned pause_ms)
{
	struct turns_host *h = &turns->hosts[host];
	if (pause_ms <= h->pause_ms)
		return;
	/* The request that told it counts already. */
	h->next += pause_ms - h->pause_ms;
	h->pause_ms = pause_ms;
}
