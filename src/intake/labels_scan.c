/* The labels of all paragraphs, each with a look at those before and behind it. */
#include "paragraphs.h"

#include <stdlib.h>

/* `before`, `after`: its neighbours in the run are there. */
static bool is_believed(const yd_label *label, bool before, bool after)
{
	switch (label->belief) {
	case YD_BELIEF_STRICT:
		return before && after;
	case YD_BELIEF_PAIR:
		return before && (after || label->style == YD_NUMBERING_DIGIT);
	case YD_BELIEF_RUN:
		return (before && label->value > 1) || after;
	default:
		return true;
	}
}

/* Does `later` go on from `earlier` by its number? 任务二 from no 工程一. */
static bool is_next(const yd_label *earlier, const yd_label *later)
{
	return later->value == earlier->value + 1 &&
	       (later->style != YD_NUMBERING_NAMED || later->over == earlier->over);
}

/* Which labels have the next of their run behind them. A decimal that has counts for the one before
 * it: 1.6所, 2.12个, 3.教研. */
static bool *find_followed(const yd_plan *plan)
{
	yd_label seen[YD_NUMBERING_COUNT] = {{0}};
	bool *followed = yd_alloc((plan->para_count + 1) * sizeof *followed);
	for (size_t i = plan->para_count; i-- > 0;) {
		const yd_label *label = &plan->paras[i].label;
		followed[i] = is_next(label, &seen[label->style]);
		if (label->belief == YD_BELIEF_PAIR ||
			(label->belief == YD_BELIEF_STRICT && !followed[i]))
			continue;
		seen[label->style] = *label;
	}
	return followed;
}

/* Drops the labels whose belief asks for neighbours that are not there. */
static void check_beliefs(yd_plan *plan)
{
	bool *followed = find_followed(plan);
	yd_label seen[YD_NUMBERING_COUNT] = {{0}};
	for (size_t i = 0; i < plan->para_count; i++) {
		yd_label *label = &plan->paras[i].label;
		if (label->style == YD_NUMBERING_NONE)
			continue;
		if (is_believed(label, is_next(&seen[label->style], label), followed[i]))
			seen[label->style] = *label;
		else
			*label = (yd_label){0};
	}
	free(followed);
}

/* 其次, 再次 and 最后 are one more than what they follow; nothing without it. */
static void number_sequences(yd_plan *plan)
{
	unsigned last = 0;
	for (size_t i = 0; i < plan->para_count; i++) {
		yd_label *label = &plan->paras[i].label;
		if (label->style != YD_NUMBERING_SEQUENCE)
			continue;
		if (label->value != 1)
			label->value = last ? last + 1 : YD_SEQUENCE_LAST;
		last = label->value == YD_SEQUENCE_LAST ? 0 : label->value;
	}
}

void yd_labels_scan(yd_plan *plan)
{
	yd_label automatic = {0};
	for (size_t i = 0; i < plan->para_count; i++) {
		yd_para *para = &plan->paras[i];
		if (para->number)
			para->label =
				yd_label_automatic(yd_para_text(plan, i), para->number, &automatic);
		if (para->label.style == YD_NUMBERING_NONE)
			para->label = yd_label_read(yd_para_text(plan, i));
		if (para->label.automatic) {
			para->label.list_level = para->number_level;
			automatic = para->label;
		}
	}
	number_sequences(plan);
	yd_decimals_find(plan);
	check_beliefs(plan);
}
