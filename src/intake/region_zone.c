/* Zones that no table has: 绵阳|高新区|教育局. */
#include "plain.h"
#include "region_scan.h"

/* What zones of a city are called, and who speaks for one directly behind its name. */
static const char zone_kinds[] =
	"经济技术开发区 高新技术产业开发区 高新技术产业园区 高新技术开发区 经济开发区 高新区 "
	"经开区 新区 开发区 示范区 试验区 实验区 生态区 度假区 工业园区 产业园区 "
	"管理区 投资区 保税区 合作区 工业园";
static const char zone_behind[] = "教育 教体 教科 教文 文教 社会 管委 管理委 党工委 公共 民生 2";
/* No part of a zone's own name. */
static const char *const no_zone[] = {"教", "学", "建设", "创建", "国家", "工作", "关于", "推进",
	"年", "实施", "县", "市", "改革"};

/* Bytes of 绵阳科创|高新区 behind the city's name at the start of `rest`; 0: none. */
size_t zone_length(yd_str rest)
{
	enum { LONGEST = 6 * 3 }; /* bytes before the word for its kind */
	for (size_t at = 0; at <= LONGEST && at < rest.len; at += 3) {
		yd_str name = {rest.ptr, at}, kind = {rest.ptr + at, rest.len - at};
		if (((unsigned char)kind.ptr[0] & 0xF0) != 0xE0)
			return 0;
		size_t len = plain_starts_any(kind, zone_kinds);
		if (!len)
			continue;
		for (size_t i = 0; i < sizeof no_zone / sizeof *no_zone; i++)
			if (yd_str_find(name, yd_str_of(no_zone[i]), 0) != SIZE_MAX)
				return 0;
		yd_str behind = {kind.ptr + len, kind.len - len};
		return plain_starts_any(behind, zone_behind) ? at + len : 0;
	}
	return 0;
}
