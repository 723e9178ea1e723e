"""Does a cell for one party name several (石桥社区居委会、民生超市)? Only where each part is an organisation's name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.lists.lexicon import Lexicon

_BREAK = re.compile(r"[、，,；;\n]+")
_AND_OTHERS = re.compile(r"等(?:\s*\d*\s*[多余]?[家个所]?(?:单位|机构|组织|企业|部门)?)?\s*$")
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a cell, and where it stands."""

    text: str
    start: int
    end: int


def parties_in(cell: str, lexicon: Lexicon) -> tuple[Named, ...]:
    """The parties that a cell names, if they are several; () if it names one, or something that is no organisation's name."""
    if not _BREAK.search(cell):
        return ()
    others = _AND_OTHERS.search(cell)
    found, start = [], 0
    for mark in [*_BREAK.finditer(cell), None]:
        end = mark.start() if mark else others.start() if others else len(cell)
        text = cell[start:end].strip()
        if text:
            at = cell.index(text, start)
            found.append(Named(text, at, at + len(text)))
        start = mark.end() if mark else len(cell)
    return tuple(found) if len(found) > 1 and all(_is_party(n.text, lexicon) for n in found) else ()


def _is_party(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is the name of one organisation."""
    return len(text) >= _SHORTEST and bool(lexicon.kind_of(text)) and not lexicon.is_collective(text)
