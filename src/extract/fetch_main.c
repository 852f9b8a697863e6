/*
 * yaodian-fetch: the helper of yaodian that asks web servers for pages. extract.h has what it says
 * and hears. It is no mode of yaodian-extract because each would load the other's libraries, start
 * twice as slowly, and have more to go wrong in.
 */
#include "fetch_mode.h"

int main(void)
{
	return fetch_run();
}
