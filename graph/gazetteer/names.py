"""By which wordings is a place known? Full, usual and short forms of official names, and their pinyin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pypinyin import lazy_pinyin

FULL, SHORT, RENAMED = 0, 1, 2
"""Ranks of a form: with its suffix; without it; with the suffix of a neighbouring kind (监利县, now 监利市)."""

_PEOPLES = (
    "乌孜别克族|柯尔克孜族|俄罗斯族|哈萨克族|塔吉克族|柯尔克孜|维吾尔族|达斡尔族|鄂温克族"
    "|东乡族|仡佬族|仫佬族|保安族|傈僳族|哈尼族|哈萨克|土家族|基诺族|塔吉克|布依族"
    "|布朗族|德昂族|拉祜族|撒拉族|普米族|景颇族|朝鲜族|毛南族|独龙族|珞巴族|纳西族"
    "|维吾尔|蒙古族|裕固族|达斡尔|鄂伦春|鄂温克|锡伯族|门巴族|阿昌族|高山族|京族|佤族"
    "|侗族|傣族|各族|回族|土族|壮族|彝族|怒族|水族|满族|瑶族|畲族|白族|羌族|苗族"
    "|蒙古|藏族|锡伯|黎族"
)
_OF_PEOPLES = re.compile(f"^(.{{2,}}?)(?:{_PEOPLES})+$")
_SUFFIX = re.compile(r"(特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|新区|省|市|州|盟|区|县|旗)$")
_SHORT_SUFFIX = {"自治州": "州", "自治县": "县", "自治旗": "旗"}
_PROVINCES = {"内蒙古自治区": "内蒙古"}
_OTHER_KINDS = ("市", "区", "县")
_STREET = re.compile(r"(.+?)(街道办事处|街道|地区办事处|镇|乡|苏木)$")
_VILLAGE = re.compile(
    r"(.+?)(社区居民委员会|社区居委会|社区村委会|居民委员会|居委会|社区|村民委员会|村村委会|村委会|村|嘎查委员会|嘎查村委会|嘎查)$"
)
ROMANISED = {
    "shaanxi": "61",
    "innermongolia": "15",
    "tibet": "54",
    "hongkong": "81",
    "macau": "82",
    "macao": "82",
}


def stem(name: str) -> str:
    """The short form of a name of province, city or district; ``''`` if it would be one character.

    >>> [stem(n) for n in ("湖北省", "恩施土家族苗族自治州", "东乡族自治县", "武昌区", "云县")]
    ['湖北', '恩施', '东乡', '武昌', '']
    """
    if name in _PROVINCES:
        return _PROVINCES[name]
    suffix = _SUFFIX.search(name)
    bare = name[: suffix.start()] if suffix else name
    if suffix and suffix.group().startswith("自治"):
        peoples = _OF_PEOPLES.match(bare)
        bare = peoples.group(1) if peoples else bare.removesuffix("族")
    return bare if len(bare) > 1 else ""


def area_forms(name: str) -> Iterator[tuple[str, int]]:
    """The forms of a province, city or district, with their rank."""
    yield name, FULL
    short, suffix = stem(name), _SUFFIX.search(name)
    if not short or not suffix:
        return
    kind = suffix.group()
    if short != name:
        yield short, SHORT
    if kind.startswith("自治"):
        yield short + kind, FULL
    if kind in _SHORT_SUFFIX:
        yield short + _SHORT_SUFFIX[kind], FULL
    if kind == "自治区":
        yield f"{short}省", RENAMED
    if kind == "新区":
        yield f"{short}区", RENAMED
    for other in _OTHER_KINDS if kind in (*_OTHER_KINDS, "地区", "盟", "自治县") else ():
        if other != kind:
            yield short + other, RENAMED


def street_forms(name: str) -> Iterator[str]:
    """The forms of a street office, town or township: 珞南街道, 珞南街道办事处, 珞南街道办, 珞南街办."""
    yield name
    match = _STREET.match(name)
    if not match:
        return
    short, kind = match.groups()
    if kind.startswith("街道"):
        yield from (short + form for form in ("街道", "街道办事处", "街道办", "街办"))
    elif kind in {"镇", "乡"}:
        yield from (f"{short}{kind}{form}" for form in ("人民政府", "政府"))
        peoples = _OF_PEOPLES.match(short)
        if peoples:
            yield peoples.group(1) + kind


def village_forms(name: str) -> Iterator[str]:
    """The forms of a community or village: 梅园社区, 梅园社区居委会, 梅园社区居民委员会, 梅园居委会."""
    yield name
    match = _VILLAGE.match(name)
    if not match:
        return
    short, kind = match.groups()
    if "社区" in kind or "居" in kind:
        yield from (short + form for form in ("社区", "社区居委会", "社区居民委员会", "居委会", "居民委员会"))
    elif "嘎查" in kind:
        yield f"{short}嘎查"
    else:
        yield from (
            short.removesuffix("村") + form
            for form in ("村", "村委会", "村民委员会", "村村委会", "村村民委员会")
        )


def pinyin_forms(name: str) -> set[str]:
    """Pinyin without tones and blanks of a name and its short forms: ``wuhanshi``, ``wuhan``."""
    forms = {name} | {form for form, rank in area_forms(name) if rank != RENAMED}
    return {"".join(lazy_pinyin(form)).replace("ü", "v") for form in forms}
