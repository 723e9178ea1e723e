"""On which days and at which hours? Opening times in Chinese: 每周三下午, 8:00-20:00, 工作日, 长期, 寒暑假除外."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ontology.language.normalise import Folded, align
from ontology.language.numerals import read_integer

LONGEST_TEXT = 5_000
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)
_DAY = {c: i for i, c in enumerate("一二三四五六", 1)} | {str(i): i for i in range(1, 8)} | {"日": 7, "天": 7, "末": 6}
_GROUPS = {"工作日": (1, 2, 3, 4, 5), "平日": (1, 2, 3, 4, 5), "双休日": (6, 7), "周末": (6, 7), "双休": (6, 7)}
_PARTS = {"早上": ("06:00", "09:00"), "上午": ("08:00", "12:00"), "中午": ("12:00", "14:00"), "午间": ("12:00", "14:00")}
_PARTS |= {"下午": ("14:00", "18:00"), "傍晚": ("17:00", "19:00"), "晚上": ("18:00", "22:00"), "晚间": ("18:00", "22:00")}
_PARTS |= {"夜间": ("19:00", "24:00"), "凌晨": ("00:00", "06:00"), "白天": ("08:00", "18:00"), "全天": ("00:00", "24:00")}
_AFTERNOON = frozenset({"下午", "傍晚", "晚上", "晚间", "夜间"})

_WEEK = r"(?:每个?)?(?:周|星期|礼拜)"
_SOME_DAY = r"[一二三四五六日天1-7]"
_TO = r"\s?(?:-|~|至|到|—|–)+\s?"
_PART = rf"(?:{'|'.join(_PARTS)})"
_CLOCK = rf"(?:({_PART})\s?)?(\d{{1,2}}|[一二三四五六七八九十]{{1,3}})(?::(\d{{2}})|[点时](?:(\d{{1,2}})分?|(半)|整|钟)?)"
_HOLIDAY = (
    r"(?:寒暑假|寒假|暑假|假期|法定节假日|国家法定节假日|节假日|公休日|春节|国庆节?|五一|元旦|双休日|周末|"
    rf"{_WEEK}{_SOME_DAY}(?:{_TO}(?:周|星期)?{_SOME_DAY})?)(?:期间)?"
)
_HOLIDAYS = rf"{_HOLIDAY}(?:\s?[、,及和与]\s?{_HOLIDAY})*"
_TOKEN = re.compile(
    rf"(?P<excluded>除{_HOLIDAYS}(?:以?外)|(?:不含|不包括){_HOLIDAYS}|{_HOLIDAYS}(?:除外|不开放|不对外开放|休息|闭馆|闭园|停诊|不开|关闭))"
    rf"|(?P<always>(?:7\s?[x×*]\s?)?24\s?(?:小时|h(?![a-z]))(?:全天候)?|全天候|昼夜)"
    rf"|(?P<every>每天|每日|天天|长期|常年|全年|随时|不限时间|全周|{_WEEK}[一1]{_TO}(?:周|星期|礼拜)?[日天7])"
    rf"|(?P<range>{_WEEK}({_SOME_DAY}){_TO}(?:周|星期|礼拜)?({_SOME_DAY})(?![\d点时]))"
    rf"|(?P<group>{'|'.join(_GROUPS)})"
    rf"|(?P<list>{_WEEK}{_SOME_DAY}(?:\s?[、,和及/]?\s?(?:周|星期|礼拜)?{_SOME_DAY}(?![\d:点时月年个次天]))*)"
    rf"|(?P<hours>{_CLOCK}{_TO}(?:次日|第二天)?{_CLOCK})"
    rf"|(?P<clock>{_CLOCK})|(?P<part>{_PART})|(?P<stop>[;。\n])"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A weekly time: ``days`` 1 (Monday) to 7, empty if none are stated; ``opens`` and ``closes`` as ``HH:MM``, ``''``
    if not stated (``closes`` may be before ``opens``: it ends the next day); ``excluded`` what is left out, as
    written. ``text[start:end]`` states it, in code points of the original; ``original`` is that wording."""

    days: tuple[int, ...]
    opens: str
    closes: str
    excluded: tuple[str, ...]
    original: str
    start: int
    end: int


def read_slots(text: str) -> list[Slot]:
    """The weekly times of a text, in order.

    Parts of the day are the usual hours: 上午 08–12, 中午 12–14, 下午 14–18, 晚上 18–22. 长期, 每天 are every day; 24小时 is
    every day, all day, unless days are stated. What is left out (寒暑假除外, 周一闭馆) holds for all times of its
    sentence; a weekday left out is taken from the days.
    """
    text = text[:LONGEST_TEXT]
    folded = align(text)
    slots: list[Slot] = []
    for sentence in _sentences(folded.text):
        slots += _of_sentence(text, folded, sentence)
    return slots


def _sentences(folded: str) -> Iterator[list[re.Match[str]]]:
    tokens: list[re.Match[str]] = []
    for match in _TOKEN.finditer(folded):
        if match.lastgroup == "stop":
            yield tokens
            tokens = []
        else:
            tokens.append(match)
    yield tokens


def _of_sentence(text: str, folded: Folded, tokens: list[re.Match[str]]) -> Iterator[Slot]:
    excluded = tuple(_named(text, folded, t) for t in tokens if _kind(t) == "excluded")
    closed = {day for t in tokens if _kind(t) == "excluded" for day in _weekdays(t.group())}
    days: tuple[int, ...] = ()
    open_from: int | None = None
    for index, token in enumerate(tokens):
        kind = _kind(token)
        if kind in {"every", "range", "group", "list"}:
            follows = open_from is not None and _kind(tokens[index - 1]) == "list" and kind == "list"
            days, open_from = tuple(sorted({*(days if follows else ()), *_days(token)})), open_from if follows else token.start()
            if index + 1 < len(tokens) and _kind(tokens[index + 1]) in {"always", "hours", "clock", "part", "list"}:
                continue
            hours = ("", "")
        elif kind == "excluded":
            continue
        else:
            hours = _hours(token)
        stated = tuple(d for d in days or (EVERY_DAY if kind == "always" else ()) if d not in closed)
        start, end = folded.span(token.start() if open_from is None else open_from, token.end())
        open_from = None
        yield Slot(stated, *hours, excluded, text[start:end], start, end)
