"""Is a word denied where it stands? 不免费, 不接受老人, 学生除外 must never be read as their opposite."""

from __future__ import annotations

import re

_BEFORE = re.compile(
    r"(?:(?<!无)(?<!要)不(?!仅|但|只|光|限|少|同)|非(?!常|营|公)|(?<!有)无(?!偿|障|论)|未(?!成)|没有?|拒|谢绝|禁止?|勿|停止|取消|除了?)"
    r"(?:再|能|可以?|会|是|对|向|给|为|予以?|提供|接受|接待|接收|面向|针对|允许|含|包括|包含|实行|开放|支持|适合|需要?|[“\"「]){0,4}$"
    r"|(?<!无)(?<!要)(?:不|未|谢绝|禁止|暂停|停止)(?:能|再|可)?(?:接受|接待|接收|收治|面向|对|向|针对)[^，。；,;!?！？、但仅]{0,8}$"
)
_AFTER = re.compile(
    r"^(?:[”\"」])?(?:人员|群体|等)?(?:除外|不可|不能|不得|禁止|谢绝|勿|免入|不在此列|不适用|不予|不接待|不接受)"
)
_ENGLISH = re.compile(
    r"(?:\bnot|\bno|\bnon|\bexcept|\bwithout|n't)(?:\s+(?:for|accepting|open|to))*[\s-]+$", re.IGNORECASE
)
_REACH = 24


def is_denied(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is negated by what stands right before or after it.

    >>> is_denied("本服务不免费", 4, 6), is_denied("不仅免费", 2, 4), is_denied("学生除外", 0, 2)
    (True, False, True)
    """
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    return bool(_BEFORE.search(before) or _AFTER.search(after) or _ENGLISH.search(before))
