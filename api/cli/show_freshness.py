"""How does a terminal say when something was stated and confirmed, and until when it holds?"""

from __future__ import annotations

from typing import Final, Protocol

BASES: Final = {
    "title": "标题 title",
    "text": "正文 text",
    "name": "文件名 file name",
    "properties": "仅文档属性 document properties only",
    "declared": "登记 declared",
}


class Dated(Protocol):
    """What carries its freshness: a hit, or the freshness of a match. ISO dates, '' where nothing is said."""

    @property
    def stated_on(self) -> str:
        """When a source stated it."""
        ...

    @property
    def valid_from(self) -> str:
        """From when it holds."""
        ...

    @property
    def valid_until(self) -> str:
        """Until when it holds."""
        ...

    @property
    def confirmed_on(self) -> str:
        """When it was last confirmed."""
        ...


def freshness(found: Dated, basis: str = "", *, expired: bool = False) -> str:
    """One line of dates.

    Args:
        basis: on what the stated date rests (``graph.sources.StatedBasis``), '' if it is not known.
    """
    resting = f"（{BASES[basis]}）" if basis in BASES else ""
    stated = f"{found.stated_on} 写明 stated{resting}" if found.stated_on else "没有写明日期 no date stated"
    confirmed = f"{found.confirmed_on} 核实 confirmed" if found.confirmed_on else ""
    begins = f"自 {found.valid_from} 起 valid from" if found.valid_from else ""
    over = "（已过期 no longer valid）" if expired else ""
    ends = f"有效至 {found.valid_until} valid until{over}" if found.valid_until else ""
    return " · ".join(part for part in (stated, confirmed, begins, ends) if part)
