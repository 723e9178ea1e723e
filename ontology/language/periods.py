"""Which span of days does a date without a day state? 2026年3月, 2026-03, 2026年底, 2026年上半年: its first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from ontology.language.normalise import align
from ontology.language.numerals import CHINESE_DIGIT, read_integer

LONGEST_TEXT = 2_000
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_YEAR = rf"(?P<year>(?:19|20|21)\d{{2}}|[{CHINESE_DIGIT}]{{4}})"
_PERIOD = re.compile(
    rf"(?<![\d.-]){_YEAR}\s?(?:年(?:度)?\s?(?:(?P<month>\d{{1,2}}|[{CHINESE_DIGIT}十]{{1,3}})\s?月(?:份|初|中旬|底|末)?(?![\d{CHINESE_DIGIT}十])"
    rf"|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|(?:年?[底末]))?"
    rf"|[-./](?P<numeric>0?[1-9]|1[0-2])(?![\d./-]))"
)
_QUARTERS = {c: n for n, c in enumerate("一二三四", 1)} | {str(n): n for n in range(1, 5)}


@dataclass(frozen=True, slots=True)
class Period:
    """A span of whole days as ISO texts, both included; ``text[start:end]`` states it."""

    first: str
    last: str
    start: int
    end: int


def read_periods(text: str) -> list[Period]:
    """The months, quarters, half-years and years of a text, in order.

    >>> [(p.first, p.last) for p in read_periods("2026年2月至2026年底")]
    [('2026-02-01', '2026-02-28'), ('2026-01-01', '2026-12-31')]
    """
    folded = align(text[:LONGEST_TEXT])
    found = []
    for match in _PERIOD.finditer(folded.text):
        year, months = _number(match["year"]), _months(match)
        if year is not None and _FIRST_YEAR <= year <= _LAST_YEAR and months:
            first, last = date(year, months[0], 1), date(year, months[1], monthrange(year, months[1])[1])
            found.append(Period(first.isoformat(), last.isoformat(), *folded.span(*match.span())))
    return found


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else read_integer(text)


def _months(match: re.Match[str]) -> tuple[int, int] | None:
    """The first and the last month; ``None`` for a month that does not exist."""
    if match["half"]:
        return (1, 6) if match["half"] == "上" else (7, 12)
    if match["quarter"]:
        last = 3 * _QUARTERS[match["quarter"]]
        return last - 2, last
    stated = match["month"] or match["numeric"]
    month = _number(stated) if stated else None
    if stated:
        return (month, month) if month is not None and 1 <= month <= 12 else None
    return 1, 12
