/* user_inner.h: what the files of user data show one another. Inner header of src/store. */
#ifndef STORE_USER_INNER_H
#define STORE_USER_INNER_H

#include <yaodian/user.h>

#include "schema.h"

struct yd_user {
	struct database base;
};

/* "2026-11-21T09:30:00Z" */
void time_now(char out[21]);

#endif
