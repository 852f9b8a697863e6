/*
 * region_short.h: zones and second names as they are said in short; private to src/intake.
 */
#ifndef YAODIAN_REGION_SHORT_H
#define YAODIAN_REGION_SHORT_H

#include "gazetteer.h"

/* Bytes of the word for its kind that a zone's name ends with (新区, 高新技术产业开发区); 0: none. */
size_t zone_kind_length(yd_str name);
/* Does `rest`, from its end, consist of names of places above `place`? Nothing does. */
bool fits_above(yd_str rest, size_t place);
/* Places that are said so in short, with names of places above them before it or not: 西海岸, 青岛西海岸, 绵阳市高新区. Returns how
 * many of at most `room`. Looks through the whole table: for what nothing else is known of. */
size_t zones_named(yd_str folded, uint16_t *places, size_t room);
/* The path of a zone that is called `zone` behind the name of `place`, appended: that of the table (绵阳市, 高新区: its high-tech
 * zone), else the place's with the zone's name. A mere kind gets the place's name with it (自贡市, 高新区: 自贡高新区). */
void zone_path(size_t place, yd_str zone, yd_buf *out);

#endif
