/* What was changed in user data is noted, so that undo reaches back through all sessions. */
#include "user_inner.h"

yd_status change_note(yd_user *user, yd_undo_kind kind, int64_t bookmark, yd_str sha256, yd_str was,
	yd_str became, yd_error *err)
{
	char now[21];
	time_now(now);
	return database_run(&user->base, err, PUT_CHANGE, "iibbbs", (int64_t)kind, bookmark, sha256,
		was, became, now);
}
