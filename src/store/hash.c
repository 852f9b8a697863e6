/* A hash for what is only compared: FNV-1a, 64 bits. */
#include "inner.h"

uint64_t hash_bytes(yd_str bytes)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < bytes.len; i++)
		hash = (hash ^ (uint8_t)bytes.ptr[i]) * UINT64_C(0x100000001b3);
	return hash ? hash : 1;
}
