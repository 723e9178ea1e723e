"""Which lines of a document say what a table lists? The line right above it, the headings it stands under, the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.readers.columns import is_final

LONGEST: Final = 80
_CHAPTER: Final = re.compile(r"(?:第?[一二三四五六七八九十]{1,3}[、章节部])")
_SECTION: Final = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]")
_UNSTYLED, _OF_CHAPTER, _OF_SECTION = 20, 21, 22


@dataclass(frozen=True, slots=True)
class Above:
    """A line above a table. ``level``: of a heading, 1 for the title; 0 for other text."""

    text: str
    level: int = 0


def heading_level(text: str, styled: int = 0) -> int:
    """The level of a heading: its style's (1 …), else what its number says; below all styled ones."""
    if styled:
        return styled + 1
    if _CHAPTER.match(text):
        return _OF_CHAPTER
    return _OF_SECTION if _SECTION.match(text) else _UNSTYLED


def captions(lines: Sequence[Above], title: str = "", own: Sequence[str] = ()) -> tuple[str, ...]:
    """The captions of a table, the nearest first.

    Args:
        lines: of the article, above the table.
        title: of the article.
        own: what the format itself calls the table.
    """
    found = [*own]
    if lines and not lines[-1].level and not is_final(lines[-1].text):
        found.append(lines[-1].text)
    level = 1 + max((line.level for line in lines), default=0)
    for line in reversed(lines):
        if 0 < line.level < level:
            found.append(line.text)
            level = line.level
    return tuple(dict.fromkeys(text for text in (*found, title) if 0 < len(text) <= LONGEST))
