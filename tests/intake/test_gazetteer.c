/* The table of places: that it is in order, folded by the program's own fold, and the same as
 * data/places.tsv. */
#include "gazetteer.h"
#include "gazetteer_version.h"

#include <yaodian/place.h>
#include <yaodian/text.h>

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static yd_str key_text(size_t key)
{
	return (yd_str){gaz_pool + gaz_keys[key].text, gaz_keys[key].len};
}

static int compare(yd_str a, yd_str b)
{
	int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
	return order ? order : (a.len > b.len) - (a.len < b.len);
}

static void keys_are_sorted_and_folded(void **state)
{
	(void)state;
	yd_buf folded = {0};
	for (size_t i = 0; i < gaz_key_count; i++) {
		yd_buf_clear(&folded);
		yd_fold(key_text(i), &folded);
		if (!yd_str_equal(yd_buf_str(&folded), key_text(i)))
			fail_msg("%.*s is not folded", (int)gaz_keys[i].len, key_text(i).ptr);
		assert_true(gaz_keys[i].place < gaz_place_count);
		if (i) {
			int order = compare(key_text(i - 1), key_text(i));
			assert_true(order < 0 ||
				    (order == 0 && gaz_keys[i - 1].kind <= gaz_keys[i].kind));
		}
	}
	yd_buf_free(&folded);
}

static void every_name_is_found_by_its_fold(void **state)
{
	(void)state;
	yd_buf folded = {0};
	for (size_t place = 0; place < gaz_place_count; place++) {
		yd_buf_clear(&folded);
		yd_fold(yd_str_of(gaz_name(place)), &folded);
		struct gaz_match match = gaz_find(yd_buf_str(&folded)), starts[GAZ_MATCH_MAX];
		bool found = false;
		for (size_t i = match.first; i < match.first + match.count; i++)
			found |= gaz_keys[i].place == place && gaz_keys[i].kind == GAZ_FULL;
		if (!found)
			fail_msg("%s is not found", gaz_name(place));
		/* Also as the beginning of a longer text, by way of the filter of pairs. */
		yd_buf_puts(&folded, "教育局");
		size_t count = gaz_match_start(yd_buf_str(&folded), starts);
		found = false;
		for (size_t i = 0; i < count; i++) {
			found |= starts[i].first == match.first && starts[i].len == match.len;
			assert_true(i == 0 || starts[i].len < starts[i - 1].len);
		}
		if (!found)
			fail_msg("%s is not found at the start of a text", gaz_name(place));
	}
	yd_buf_free(&folded);
}

static void rows_hang_together(void **state)
{
	(void)state;
	for (size_t i = 0; i < gaz_place_count; i++) {
		const struct gaz_place *p = &gaz_places[i];
		if (p->parent != GAZ_NONE) {
			assert_true(p->parent < gaz_place_count);
			assert_true(gaz_is_under(i, p->parent));
			assert_true(gaz_places[p->parent].level < p->level);
			assert_string_not_equal(gaz_name(p->parent), gaz_name(i));
		}
		assert_true((p->until != 0) == (p->today != GAZ_NONE));
		if (p->today != GAZ_NONE)
			assert_true(p->today < gaz_place_count && !gaz_places[p->today].until);
		assert_true(!p->since || !p->until || p->since <= p->until);
		if (p->flags & GAZ_ZONE)
			assert_int_equal(p->code, 0);
		static const char *const pseudo[] = {
			"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"};
		for (size_t j = 0; j < sizeof pseudo / sizeof *pseudo; j++)
			assert_string_not_equal(gaz_name(i), pseudo[j]);
	}
}

static char *next_field(char **rest)
{
	char *field = strsep(rest, "\t\n");
	return field ? field : "";
}

static void the_table_is_the_data_file(void **state)
{
	(void)state;
	FILE *file = fopen(SRCDIR "/data/places.tsv", "r");
	assert_non_null(file);
	char line[1024];
	size_t place = 0;
	yd_buf path = {0};
	while (fgets(line, sizeof line, file)) {
		if (line[0] == '#')
			continue;
		char *rest = line, code[7];
		assert_true(place < gaz_place_count);
		yd_buf_clear(&path);
		gaz_path(place, &path);
		gaz_code(place, code);
		assert_string_equal(path.ptr, next_field(&rest));
		assert_string_equal(code, next_field(&rest));
		int since = atoi(next_field(&rest)), until = atoi(next_field(&rest));
		assert_int_equal(
			since, gaz_places[place].since ? gaz_places[place].since + 1900 : 0);
		assert_int_equal(
			until, gaz_places[place].until ? gaz_places[place].until + 1900 : 0);
		assert_int_equal(strstr(next_field(&rest), "zone") != NULL,
			!!(gaz_places[place].flags & GAZ_ZONE));
		const char *became = next_field(&rest);
		if (became[0]) {
			yd_buf_clear(&path);
			gaz_path(gaz_places[place].today, &path);
			assert_string_equal(path.ptr, became);
		}
		place++;
	}
	assert_int_equal(place, gaz_place_count);
	yd_buf_free(&path);
	fclose(file);
}

static void the_data_says_what_is_known(void **state)
{
	(void)state;
	size_t today = 0, provinces = 0, former = 0;
	for (size_t i = 0; i < gaz_place_count; i++) {
		bool far = gaz_places[i].flags & (GAZ_FAR | GAZ_ZONE);
		today += !gaz_places[i].until && !far;
		former += gaz_places[i].until != 0;
		provinces += gaz_places[i].level == 1;
	}
	print_message("places of today %zu, former rows %zu\n", today, former);
	assert_int_equal(provinces, 34);
	/* 34 provinces, 333 prefectures of which the four municipalities have none, about 2,844
	 * counties. */
	assert_in_range(today, 3180, 3230);
	assert_in_range(former, 550, 650);
	char code[7];
	assert_true(yd_region_code("湖北省/仙桃市", code));
	assert_true(yd_region_code("北京市/朝阳区", code));
	assert_true(yd_region_code("广东省/东莞市", code));
	assert_false(yd_region_code("广东省/东莞市/东莞市", code));
	assert_false(yd_region_code("北京市/市辖区/朝阳区", code));
	assert_true(yd_region_code("新疆维吾尔自治区/白杨市", code));
	assert_true(yd_region_code("香港特别行政区/中西区", code));
}

/* The cache is read again when the table changes, so its version must change with it. */
static void the_version_is_that_of_the_table(void **state)
{
	(void)state;
	FILE *file = fopen(SRCDIR "/src/intake/gazetteer_data.c", "r");
	assert_non_null(file);
	yd_buf table = {0};
	char part[4096];
	for (size_t got; (got = fread(part, 1, sizeof part, file)) > 0;)
		yd_buf_add(&table, part, got);
	fclose(file);
	uint8_t digest[YD_SHA256_SIZE];
	char hex[2 * YD_SHA256_SIZE + 1];
	yd_sha256(table.ptr, table.len, digest);
	yd_sha256_hex(digest, hex);
	assert_memory_equal(hex, GAZ_DATA_VERSION, strlen(GAZ_DATA_VERSION));
	assert_non_null(strstr(yd_place_version, GAZ_DATA_VERSION));
	yd_buf_free(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_sorted_and_folded),
		cmocka_unit_test(every_name_is_found_by_its_fold),
		cmocka_unit_test(rows_hang_together),
		cmocka_unit_test(the_table_is_the_data_file),
		cmocka_unit_test(the_data_says_what_is_known),
		cmocka_unit_test(the_version_is_that_of_the_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
