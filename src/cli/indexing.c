#include "indexing.h"
#include "progress.h"

#include <yaodian/intl.h>

yd_status index_finish(yd_corpus *corpus, bool merge, bool *stopped, yd_error *err)
{
	size_t all = 0, left;
	*stopped = false;
	yd_status status = yd_corpus_index_waiting(corpus, &all, err);
	if (status != YD_OK || (all == 0 && !merge))
		return status;
	left = all;
	progress_begin();
	while (status == YD_OK && left && !progress_is_interrupted()) {
		progress_show(all - left, all, _("indexed"));
		status = yd_corpus_index_more(corpus, &left, err);
	}
	while (status == YD_OK && merge && !progress_is_interrupted()) {
		progress_show(all - left, all, _("indexed"));
		status = yd_corpus_index_merge(corpus, true, &merge, err);
	}
	*stopped = left > 0 && progress_is_interrupted();
	progress_end();
	return status;
}
