"""Is a text a value of a range? The canonical lexical forms of literals, and the codes of places."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

_PLACE_CODE = re.compile(r"\d{2}(?:\d{2}(?:\d{2}(?:\d{3}(?:\d{3})?)?)?)?", re.ASCII)
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_INTEGER = re.compile(r"-?(?:0|[1-9]\d*)", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def is_place_code(text: str) -> bool:
    """An official code: province 2 digits, city 4, district 6, street 9, village 12.

    >>> is_place_code("330102"), is_place_code("33010")
    (True, False)
    """
    return _PLACE_CODE.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """A day of the calendar as YYYY-MM-DD.

    >>> is_date("2024-02-29"), is_date("2023-02-29")
    (True, False)
    """
    try:
        return _DATE.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def is_decimal(text: str) -> bool:
    """A decimal number without grouping, exponent or sign ``+``.

    >>> is_decimal("-0.5"), is_decimal("1,200"), is_decimal("1e3")
    (True, False, False)
    """
    return _DECIMAL.fullmatch(text) is not None


def is_integer(text: str) -> bool:
    """A whole number.

    >>> is_integer("12"), is_integer("12.0")
    (True, False)
    """
    return _INTEGER.fullmatch(text) is not None


def is_boolean(text: str) -> bool:
    """``true`` or ``false``."""
    return text in {"true", "false"}


LEXICAL: Final[Mapping[str, Callable[[str], bool]]] = {
    "decimal": is_decimal,
    "integer": is_integer,
    "date": is_date,
    "boolean": is_boolean,
}
"""The test of each range that has one; ``string`` and ``text`` take anything."""
