/*
 * yaodian-fetch: the helper of yaodian that asks web servers for pages. extract.h has what it says
 * and hears. It is no mode of yaodian-extract because each would load the other's libraries, start
 * twice as slowly, and have more to go wrong in.
 */
#include "fetch_mode.h"

#include "sandbox.h"

#ifdef __SANITIZE_ADDRESS__
/* As in main.c: looking for leaks takes rights that were given up. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}
#endif

int main(void)
{
	sandbox_close_inherited();
	return fetch_run();
}
