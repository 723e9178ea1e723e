"""When? The dates of a text as ISO dates, with where they stand; weekly times come from ``slots``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from ontology.language.normalise import align
from ontology.language.numerals import CHINESE_DIGIT, read_integer
from ontology.language.slots import Slot, read_slots

__all__ = ["DateFound", "Slot", "read_dates", "read_slots"]

LONGEST_TEXT = 20_000
CHINA = timezone(timedelta(hours=8), "UTC+08:00")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199

_STAMP = re.compile(
    r"(?<!\d)(\d{4})-(\d{2})-(\d{2})[t ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s?(z|utc|gmt|[+-]\d{2}:?\d{2})(?!\d)"
)
_NUMERIC = re.compile(r"(?<![\d./-])(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?![\d-]|\.\d)")
_DOTTED = re.compile(
    r"(?<![\d./])(\d{4})\s?([/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?=\s?[-~—–至到]{1,2}\s?\d)"
    r"|(?<=[-~—–至到])(\d{4})\s?([/.])\s?(\d{1,2})\s?\6\s?(\d{1,2})(?![\d]|\.\d)"
)
_SPAN = re.compile(
    r"(?<![\d./-])(\d{4})-(\d{1,2})-(\d{1,2})\s?(?:[-~—–至到]|--)\s?(\d{4})-(\d{1,2})-(\d{1,2})(?![\d-]|\.\d)"
)
_CHINESE = re.compile(
    rf"(?<!\d)(\d{{4}}|[{CHINESE_DIGIT}]{{4}})\s?年\s?(\d{{1,2}}|[{CHINESE_DIGIT}十]{{1,3}})\s?月\s?(\d{{1,2}}|[{CHINESE_DIGIT}十]{{1,3}})\s?[日号]?"
)
_UNTIL = re.compile(
    rf"\s?(?:-|~|至|到|—|–)+\s?(?:(\d{{1,2}}|[{CHINESE_DIGIT}十]{{1,3}})\s?月\s?)?(\d{{1,2}}|[{CHINESE_DIGIT}十]{{1,3}})\s?[日号]"
)
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})\s*")
_COMPACT_SPAN = re.compile(r"\s*(\d{4})(\d{2})(\d{2})\s?[-~—–至到]{1,2}\s?(\d{4})(\d{2})(\d{2})\s*")


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date as ISO text (``2020-01-25``); ``text[start:end]`` states it, in code points of the original."""

    iso: str
    start: int
    end: int


def read_dates(text: str) -> list[DateFound]:
    """The full dates of a text in order; days without a year count only as the end of a range that has one.

    A time stamp with a zone is the day in China (UTC+8) at that moment: ``2020-01-25T16:00:00.000Z`` is 2020-01-26,
    because lists exported in UTC state China's midnight that way. A stamp without zone is the day as written. Eight
    digits (20200125) are a date only if they are the whole text, or one of two that are. Days that do not exist, and years outside
    1900–2199, are none.
    """
    folded = align(text[:LONGEST_TEXT])
    found: list[tuple[int, int, date]] = []
    for start, end, day in _candidates(folded.text):
        if day is not None and all(end <= a or b <= start for a, b, _ in found):
            found.append((start, end, day))
    return [DateFound(day.isoformat(), *folded.span(start, end)) for start, end, day in sorted(found)]


def _candidates(folded: str) -> Iterator[tuple[int, int, date | None]]:
    for match in _STAMP.finditer(folded):
        yield *match.span(), _day_in_china(match)
    for match in _CHINESE.finditer(folded):
        day = _day(match.group(1), match.group(2), match.group(3))
        yield *match.span(), day
        until = _UNTIL.match(folded, match.end())
        if until and day:
            yield until.end() - len(until.group().lstrip(" -~至到—–")), until.end(), _end_of_range(day, until)
    for match in _NUMERIC.finditer(folded):
        yield *match.span(), _day(match.group(1), match.group(3), match.group(4))
    for match in _DOTTED.finditer(folded):
        parts = [part for part in match.groups() if part]
        yield *match.span(), _day(parts[0], parts[2], parts[3])
    for match in _SPAN.finditer(folded):
        yield match.start(1), match.end(3), _day(*match.group(1, 2, 3))
        yield match.start(4), match.end(6), _day(*match.group(4, 5, 6))
    both = _COMPACT_SPAN.fullmatch(folded)
    if both:
        yield both.start(1), both.end(3), _day(*both.group(1, 2, 3))
        yield both.start(4), both.end(6), _day(*both.group(4, 5, 6))
    whole = _COMPACT.fullmatch(folded)
    if whole:
        yield whole.start(1), whole.end(3), _day(*whole.groups())


def _day(year: str, month: str, day: str) -> date | None:
    numbers = [
        int(part) if part.isdigit() and part.isascii() else read_integer(part) for part in (year, month, day)
    ]
    if any(n is None for n in numbers) or not _FIRST_YEAR <= (numbers[0] or 0) <= _LAST_YEAR:
        return None
    try:
        return date(*(n or 0 for n in numbers))
    except ValueError:
        return None


def _day_in_china(match: re.Match[str]) -> date | None:
    if _day(match.group(1), match.group(2), match.group(3)) is None:
        return None
    zone = match.group(7)
    shift = timedelta()
    if zone[0] in "+-":
        shift = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:])) * (-1 if zone[0] == "-" else 1)
    year, month, day, hour, minute, second = (int(match.group(i) or 0) for i in range(1, 7))
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=timezone(shift))
    except ValueError:
        return None
    return moment.astimezone(CHINA).date()


def _end_of_range(first: date, until: re.Match[str]) -> date | None:
    """2020年1月24日至2月3日, …24日-28日: the year (and month) of the start; the next year if the month is earlier."""
    month = until.group(1) or str(first.month)
    last = _day(str(first.year), month, until.group(2))
    return (
        _day(str(first.year + 1), month, until.group(2)) if last and last < first and until.group(1) else last
    )
