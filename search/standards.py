"""Which standards does a text name? Codes such as GB 19083, without their year."""

from __future__ import annotations

import re

_BODIES = "GBZ|GB|YY|WS|HJ|DB|QB|JB|JG|CJ|AQ|LY|SB|NY|FZ|HG|MT|EN|ISO|IEC|ASTM|NIOSH"
STANDARD = re.compile(
    rf"(?<![A-Za-z])({_BODIES})(?:\s*/\s*([A-Z]))?[\s\-—–]*(\d{{3,6}}(?:\.\d+)?)(?!\d)", re.IGNORECASE
)


def standard_codes(text: str) -> tuple[str, ...]:
    """The codes of standards in a text, without their year, each once.

    >>> standard_codes("符合GB19083-2010、yy/t 0969—2013")
    ('GB 19083', 'YY/T 0969')
    """
    found = (f"{m[1].upper()}{'/' + m[2].upper() if m[2] else ''} {m[3]}" for m in STANDARD.finditer(text))
    return tuple(dict.fromkeys(found))


def same_standard(one: str, other: str) -> bool:
    """GB/T and GB of one number are one standard: lists write either."""
    return re.sub(r"/[A-Z]", "", one) == re.sub(r"/[A-Z]", "", other)
