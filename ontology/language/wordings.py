"""How do many wordings become one pattern? Alternatives, longest first, ASCII ones at word boundaries."""

from __future__ import annotations

import re
from collections.abc import Iterable


def alternatives(wordings: Iterable[str]) -> str:
    """A regex group of folded wordings that prefers the longest; an ASCII wording does not end inside a word.

    >>> re.match(alternatives(["人", "人次"]), "人次").group()
    '人次'
    """
    ordered = sorted({w for w in wordings if w}, key=lambda w: (-len(w), w))
    return f"(?:{'|'.join(map(_escaped, ordered))})" if ordered else r"(?!)"


def _escaped(wording: str) -> str:
    tail = r"(?![a-z0-9])" if wording.isascii() and wording[-1].isalpha() else ""
    return re.escape(wording) + tail
