"""Which things does one cell name? One, or several where each has its own amount (口罩2万只、手套500副)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.lists.lexicon import Lexicon
from ontology.language.quantities import Quantity

_BETWEEN = re.compile(r"[、，；;]|(?<!\d),|,(?!\d)")
_LISTED = re.compile(
    r"[；;\s。]*(?:(?<![\d.A-Za-z])[（(]?\d{1,2}(?:[、．)）]|\.(?!\d))|[①②③④⑤⑥⑦⑧⑨⑩])\s*|\s*[；;]\s*"
)
_RATE_BEFORE = re.compile(r"每(?:个?[月周年日天季人户]|学期|次|半年)$")
_NUMBERED = re.compile(r"(?<![\d.A-Za-z])[（(]?\d{1,2}(?:[、．)）]|\.(?!\d))|[①②③④⑤⑥⑦⑧⑨⑩]")
_OPEN, _CLOSE = " （(:：×x*，,", " ）)等。.，,"
_OF_PERSONS_OR_AREA = re.compile(r"(?:人|平方米|平米|㎡|平方|平)$")


@dataclass(frozen=True, slots=True)
class ItemPart:
    """One thing that a cell names: ``cell[start:end]`` is its wording; ``amounts`` what is stated of it,
    ``amount_start`` to ``amount_end`` where."""

    text: str
    start: int
    end: int
    amounts: tuple[Quantity, ...] = ()
    amount_start: int = 0
    amount_end: int = 0


def split_items(cell: str, lexicon: Lexicon) -> tuple[ItemPart, ...]:
    """The things of an item cell. Split only where it is clear: every part has an amount of its own, stands in a
    numbered list, or is a kind of its own between semicolons."""
    pieces = _pieces(cell)
    if len(pieces) > 1:
        parts = [_part(cell, start, end, lexicon, leading=True) for start, end in pieces]
        if all(p.amounts for p in parts):
            return tuple(parts)
    listed = _listed(cell, lexicon)
    return listed or (_part(cell, 0, len(cell), lexicon, leading=False),)


def _listed(cell: str, lexicon: Lexicon) -> tuple[ItemPart, ...]:
    """The things of a numbered list (1.轮椅 2.护理床); between semicolons if each names a kind and no two the same."""
    edges = [0, *(e for m in _LISTED.finditer(cell) for e in m.span()), len(cell)]
    spans = [_trimmed(cell, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    pieces = [(a, b) for a, b in spans if a < b]
    kinds = [frozenset(h.concept for h in lexicon.kinds(cell[a:b])) for a, b in pieces]
    numbered = len(pieces) > 1 and len(_NUMBERED.findall(cell)) == len(pieces) and _NUMBERED.match(cell)
    if not numbered and (len(pieces) < 2 or not all(kinds) or len(set(kinds)) < len(kinds)):
        return ()
    return tuple(_part(cell, a, b, lexicon, leading=True) for a, b in pieces)


def _pieces(cell: str) -> list[tuple[int, int]]:
    edges = [0, *(e for m in _BETWEEN.finditer(cell) for e in m.span()), len(cell)]
    spans = [_trimmed(cell, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [(a, b) for a, b in spans if a < b]


def _part(cell: str, start: int, end: int, lexicon: Lexicon, *, leading: bool) -> ItemPart:
    """The part less the amount at its end (口罩2万只), or, among several, at its beginning (2万只口罩)."""
    piece = cell[start:end]
    amounts = lexicon.quantities(piece)
    spans = {(q.start, q.end) for q in amounts}
    whole = ItemPart(piece, start, end)
    if len(spans) != 1 or not amounts[0].unit:
        return whole
    first, last = spans.pop()
    if not piece[last:].strip(_CLOSE) and piece[:first].strip(_OPEN):
        size = len(piece[:first].rstrip(_OPEN))
        if _RATE_BEFORE.search(piece[:size]):
            return ItemPart(piece, start, end, amounts, start + first, start + last)
        return ItemPart(piece[:size], start, start + size, amounts, start + first, start + last)
    behind = piece[last:].lstrip(_OPEN)
    if leading and not piece[:first].strip() and behind and _is_count(piece[first:last], behind):
        return ItemPart(behind, end - len(behind), end, amounts, start + first, start + last)
    return whole


def _is_count(amount: str, behind: str) -> bool:
    """Whether an amount in front counts the thing, rather than saying how large it is (100人会议室)."""
    return not behind.startswith("的") and not _OF_PERSONS_OR_AREA.search(amount)


def _trimmed(cell: str, start: int, end: int) -> tuple[int, int]:
    while start < end and cell[start].isspace():
        start += 1
    while start < end and cell[end - 1].isspace():
        end -= 1
    return start, end
