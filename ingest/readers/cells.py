"""What text does a cell show? One displayed form for text, numbers, dates and flags."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

_WHOLE = re.compile(r"-?\d+\.0+")
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\ud800-\udfff\ufffe\uffff]")
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"[\t\r\n\v\f\x85\u2028\u2029]+")


def shown(value: object) -> str:
    """The cell as displayed: 10000, not 10000.0; dates in ISO form; times and durations as hours and minutes; true and
    false.

    >>> [shown(v) for v in (10000.0, 0.1 + 0.2, True, datetime.date(2020, 1, 2), datetime.time(9, 30), None)]
    ['10000', '0.3', 'true', '2020-01-02', '09:30', '']
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(sep=" ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, datetime.timedelta):
        return _clock(round(value.total_seconds()))
    return str(value)


def _clock(seconds: int) -> str:
    """Hours, which may be over 24, and minutes; seconds where there are any."""
    minutes, rest = divmod(abs(seconds), 60)
    text = f"{minutes // 60:02}:{minutes % 60:02}" + (f":{rest:02}" if rest else "")
    return f"-{text}" if seconds < 0 else text


def _number(value: float) -> str:
    if not value:
        return "0"  # not -0
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    return format(Decimal(f"{value:.15g}"), "f")


def number_text(text: str) -> str:
    """A JSON number as displayed: a whole number without its ``.0``; else as it stands.

    >>> [number_text(t) for t in ("10000.0", "0.50", "1e3")]
    ['10000', '0.50', '1e3']
    """
    return text.split(".")[0] if _WHOLE.fullmatch(text) else text


def is_damaged(text: str, longest: int) -> bool:
    """Whether a cell's text cannot be trusted: control characters, undecodable bytes, or too long."""
    return len(text) > longest or _UNSAFE.search(text) is not None


def tidy(text: str, longest: int) -> str:
    """The cell as it stands in a passage: line breaks and tabs to one blank, ends trimmed, unsafe
    characters blanked, cut at ``longest``.

    >>> tidy(" 口罩\\r\\n2万只\\t", 100)
    '口罩 2万只'
    """
    text = text[:longest]
    if not text.isprintable():
        text = _HIDDEN.sub(" ", _BREAKS.sub(" ", text))
    return text.strip()
