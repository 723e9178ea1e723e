"""On which days and at which hours? Opening times in Chinese: 每周三下午, 8:00-20:00, 工作日, 长期, 寒暑假除外."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ontology.language.normalise import Folded, align
from ontology.language.numerals import read_integer

LONGEST_TEXT = 5_000
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)
_DAY = (
    {c: i for i, c in enumerate("一二三四五六", 1)}
    | {str(i): i for i in range(1, 8)}
    | {"日": 7, "天": 7, "末": 6}
)
_GROUPS = {
    "工作日": (1, 2, 3, 4, 5),
    "平日": (1, 2, 3, 4, 5),
    "双休日": (6, 7),
    "周末": (6, 7),
    "双休": (6, 7),
}
_PARTS = {
    "早上": ("06:00", "09:00"),
    "上午": ("08:00", "12:00"),
    "中午": ("12:00", "14:00"),
    "午间": ("12:00", "14:00"),
}
_PARTS |= {
    "下午": ("14:00", "18:00"),
    "傍晚": ("17:00", "19:00"),
    "晚上": ("18:00", "22:00"),
    "晚间": ("18:00", "22:00"),
}
_PARTS |= {
    "夜间": ("19:00", "24:00"),
    "凌晨": ("00:00", "06:00"),
    "白天": ("08:00", "18:00"),
    "全天": ("00:00", "24:00"),
}
_AFTERNOON = frozenset({"下午", "傍晚", "晚上", "晚间", "夜间"})

_WEEK = r"(?<!个)(?:每个?)?(?:周|星期|礼拜)"
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
    rf"|(?P<range>{_WEEK}{_SOME_DAY}{_TO}(?:周|星期|礼拜)?(?:[一二三四五六日天](?![点时])|[1-7](?![\d点时:])))"
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


class _Clock(NamedTuple):
    part: str | None
    hour: str
    minute: str | None
    minute_word: str | None
    half: str | None


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


@dataclass(slots=True)
class _Days:
    """The days that the following hours belong to; ``used`` once a slot has named them."""

    days: tuple[int, ...] = ()
    start: int = 0
    end: int = 0
    used: bool = True


def _of_sentence(text: str, folded: Folded, tokens: list[re.Match[str]]) -> list[Slot]:
    out = [t for t in tokens if t.lastgroup == "excluded"]
    excluded = tuple(text[slice(*folded.span(*t.span()))] for t in out)
    closed = {day for t in out for day in _weekdays(t.group())}
    times = list(_times(t for t in tokens if t.lastgroup != "excluded"))
    if out and not times:
        times = [((), ("", ""), out[0].start(), out[-1].end())]
    return [
        Slot(tuple(d for d in days if d not in closed), *hours, excluded, text[slice(*span)], *span)
        for days, hours, start, end in times
        for span in [folded.span(start, end)]
    ]


def _times(tokens: Iterable[re.Match[str]]) -> Iterator[tuple[tuple[int, ...], tuple[str, str], int, int]]:
    """Days with hours: hours belong to the days before them; days named in a row are one set."""
    current = _Days()
    for token in tokens:
        if token.lastgroup in {"every", "range", "group", "list"}:
            if current.used:
                current = _Days(_days(token), token.start(), token.end(), used=False)
            else:
                days = tuple(sorted({*current.days, *_days(token)}))
                current = _Days(days, current.start, token.end(), used=False)
            continue
        start = token.start() if current.used else current.start
        days = current.days or (EVERY_DAY if token.lastgroup == "always" else ())
        current.used = True
        yield days, _hours(token), start, token.end()
    if not current.used:
        yield current.days, ("", ""), current.start, current.end


def _days(token: re.Match[str]) -> tuple[int, ...]:
    text = token.group()
    if token.lastgroup == "every":
        return EVERY_DAY
    return _GROUPS.get(text) or _weekdays(text)


def _weekdays(text: str) -> tuple[int, ...]:
    """The weekdays of 周一、三, 周二至周五, 周六日; the end of a range counts on from its start (周五至周一)."""
    found = re.search(rf"(?:周|星期|礼拜)({_SOME_DAY}){_TO}(?:周|星期|礼拜)?({_SOME_DAY})", text)
    if found:
        first, last = _DAY[found.group(1)], _DAY[found.group(2)]
        return tuple(sorted({(first - 1 + i) % 7 + 1 for i in range((last - first) % 7 + 1)}))
    named = re.search(rf"(?:周|星期|礼拜)({_SOME_DAY}.*)", text, re.DOTALL)
    return tuple(sorted({_DAY[c] for c in named.group(1) if c in _DAY})) if named else ()


def _hours(token: re.Match[str]) -> tuple[str, str]:
    if token.lastgroup == "always":
        return "00:00", "24:00"
    if token.lastgroup == "part":
        return _PARTS[token.group()]
    clocks = [_Clock(*m.groups()) for m in re.finditer(_CLOCK, token.group())]
    opens = _clock_time(clocks[0], clocks[0].part)
    if len(clocks) == 1:
        return opens, ""
    closes = _clock_time(clocks[1], clocks[1].part or clocks[0].part)
    return opens, closes if closes > opens else _clock_time(clocks[1], clocks[1].part)


def _clock_time(clock: _Clock, part: str | None) -> str:
    hour = int(clock.hour) if clock.hour.isdigit() else read_integer(clock.hour) or 0
    minute = int(clock.minute or clock.minute_word or (30 if clock.half else 0))
    if part in _AFTERNOON and hour < 12:
        hour += 12
    return f"{hour:02d}:{minute:02d}" if hour < 24 or (hour, minute) == (24, 0) else ""
