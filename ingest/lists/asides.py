"""Which rows under a header are no entries? Totals, notes below the list, headings inside it."""

from __future__ import annotations

import re

from ingest.readers.document import Row

NARROWEST = 3
"""In a list of fewer columns a row of one cell may well be an entry."""

_TOTALS = frozenset(
    {"合计", "总计", "小计", "共计", "累计", "汇总", "本页合计", "total", "totals", "subtotal", "grandtotal"}
)
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}|[ⅠⅡⅢⅣⅤⅥ]|第[一二三四五六七八九十]+[类部章批])[、.．:：)） ]|[（(][一二三四五六七八九十]{1,3}[)）]"
)
_SENTENCE = re.compile(r"[：:，。；;]|.{41}")


def is_total(text: str) -> bool:
    """Whether a row's first cell says that sums follow."""
    return "".join(text.split()).strip(":：").lower() in _TOTALS


def is_heading(text: str) -> bool:
    """Whether a lone cell is a heading of what follows (一、公办机构) or a sentence about the list."""
    return bool(_HEADING.match(text) or _SENTENCE.search(text))


def is_aside(row: Row, width: int) -> bool:
    """Whether a row says nothing of its columns' values: totals, or one cell in a list of several columns."""
    own = [c for i, c in enumerate(row.cells) if c and i not in row.repeated]
    return bool(own) and (is_total(own[0]) or (width >= NARROWEST and len(own) == 1))
