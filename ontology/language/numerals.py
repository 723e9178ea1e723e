"""What number does a Chinese or mixed numeral state? 一万二, 两百, 1.5万, 二〇二〇, 壹佰."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "幺": 1}
_DIGITS |= {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8}

CHINESE_DIGIT = "〇零一二三四五六七八九两壹贰叁肆伍陆柒捌玖"
CHINESE_NUMERAL = rf"[{CHINESE_DIGIT}十百千万亿拾佰仟]+"
ARABIC_NUMERAL = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_MIXED = re.compile(rf"({ARABIC_NUMERAL})\s?([十百千万亿]{{0,3}})")
_LONGEST = 24
_LARGEST = Decimal(10) ** 18


def read_number(text: str) -> Decimal | None:
    """The value of a whole numeral; ``None`` if the text is not one, or over 10¹⁸.

    >>> [str(read_number(t)) for t in ("1.5万", "一万二", "两百", "1,000", "三千零五十", "二〇二〇")]
    ['15000', '12000', '200', '1000', '3050', '2020']
    """
    if len(text) > _LONGEST:
        return None
    mixed = _MIXED.fullmatch(text)
    if mixed:
        value = Decimal(mixed.group(1).replace(",", ""))
        for unit in mixed.group(2):
            value *= _SMALL.get(unit) or _LARGE[unit]
        if value > _LARGEST:
            return None
        return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    integer = read_integer(text)
    return None if integer is None else Decimal(integer)


def read_integer(text: str) -> int | None:
    """The value of a numeral in Chinese characters only; ``None`` if it is not well formed."""
    if not text or len(text) > _LONGEST:
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text)) if "两" not in text or len(text) == 1 else None
    return _positional(text)


def _positional(text: str) -> int | None:
    """Digits with 十百千 inside sections of 万 and 亿; a last bare digit counts in tenths of the unit (一万二)."""
    total, section, digit, unit = 0, 0, None, 0
    for position, character in enumerate(text):
        if character in _DIGITS:
            if digit is not None and digit != 0:
                return None
            digit = _DIGITS[character]
        elif character in _SMALL:
            unit = _SMALL[character]
            if digit is None and ((position > 0 and text[position - 1] in _SMALL) or unit > 10):
                return None
            section += (1 if digit is None else digit) * unit
            digit = None
        elif character in _LARGE:
            unit = _LARGE[character]
            section += digit or 0
            if section + total == 0:
                return None
            total = (total + section) * unit if unit > 10**4 or total < 10**4 else total + section * unit
            section, digit = 0, None
        else:
            return None
    if digit and unit >= 100 and text[-2] not in "零〇":
        digit *= unit // 10
    return total + section + (digit or 0)
