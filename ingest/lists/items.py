"""Which things does one cell name? One, or several where each has its own amount (口罩2万只、手套500副)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.lists.amounted import listed_with_amounts, one_with_amount
from ingest.lists.column import Leaning
from ingest.lists.itemparts import ItemPart as ItemPart
from ingest.lists.lexicon import Lexicon
from ontology.language.quantities import Quantity

_BETWEEN = re.compile(r"\s*(?:[、，；;。+]|(?<!\d),|,(?!\d))\s*")
_BLANKS = re.compile(r"(?<=[^\s\d:：])\s+(?=[^\s\d（(])|\s*[、，；;]\s*")
_LINES = re.compile(r"(?<=[^\s\d:：])\s+(?=[^\s\d（(])")
_AMOUNTS = re.compile(r"\s*[、，；;/\s]\s*|(?<!\d),|,(?!\d)")
_MARK = r"(?<![\d.A-Za-z])[（(]?(\d{1,2})(?:[、．)）]|\.(?!\d))\s*|([①②③④⑤⑥⑦⑧⑨⑩])\s*"
_NUMBERED = re.compile(_MARK)
_BEFORE_DIGITS = re.compile(r"(?<![^\s；;。，,、])(\d{1,2})\.\s*|(?!)()")
"""A number may be followed by digits where it begins a line or a part: 1.5G直播间."""
_BEFORE_DIGITS = re.compile(r"(?<![^\s；;。，,、])[（(]?(\d{1,2})[.．、)）]\s*|(?!)()")
_MEASURE = re.compile(r"\d(?:[一-鿿]|[A-Za-z]+)")
_LISTED = re.compile(r"\s*[；;]\s*")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_RATE_BEFORE = re.compile(r"每(?:个?[月周年日天季人户]|学期|次|半年)$")
_TIMES = re.compile(r"^(?P<thing>.*\D)\s*[×xX*＊✕]\s*(?P<number>\d{1,9})$")
_OPEN, _CLOSE = " （(:：×x*＊✕，,", " ）)等。.，,；;"
_OF_SIZE = re.compile(r"(?:人|座|席|座位|平方米|平米|㎡|平方|平|米|厘米|毫米|寸|英寸)$")
_COUNTED = frozenset({"count", "person", "team", "pair"})
_SHORTEST_SOME, _LONGEST_SOME = 2, 3
_LEAST_LEANING, _MOSTLY = 3, 0.7


def split_items(cell: str, lexicon: Lexicon, leaning: Leaning = "") -> tuple[ItemPart, ...]:
    """The things of an item cell. Split only where it is clear: every part has an amount of its own (in a column that leans to
    one way of writing: in this way), stands in a numbered list, or is a kind of its own between semicolons or on lines."""
    if numbered := _numbered(cell):
        return _numbered_parts(cell, numbered, lexicon, leaning)
    if listed := listed_with_amounts(cell, lexicon, leaning):
        return listed
    for separator in (_BETWEEN, _BLANKS):
        pieces = _pieces(cell, separator)
        if len(pieces) > 1:
            parts = [_part(cell, start, end, lexicon, leading=True) for start, end in pieces]
            if all(p.amounts for p in parts):
                return tuple(parts)
    for separator in (_LISTED, _LINES):
        pieces = _pieces(cell, separator)
        if len(pieces) > 1 and _are_kinds(cell, pieces, lexicon):
            return tuple(_part(cell, a, b, lexicon, leading=True) for a, b in pieces)
    if one := one_with_amount(cell, lexicon):
        return (one,)
    return (_part(cell, 0, len(cell), lexicon, leading=_counts_in_front(cell, lexicon)),)


def leaning_of(cells: Iterable[str], lexicon: Lexicon) -> Leaning:
    """On which side of their things most of some cells state amounts; '' if they do not."""
    some = list(cells)
    ways: tuple[Leaning, ...] = ("behind", "before")
    counts = {way: sum(_leans(cell, way, lexicon) for cell in some) for way in ways}
    best = max(ways, key=lambda way: counts[way])
    return best if counts[best] >= max(_LEAST_LEANING, _MOSTLY * len(some)) else ""


def _leans(cell: str, way: Leaning, lexicon: Lexicon) -> bool:
    """Whether all of a cell is things with amounts on one side of them."""
    pieces = _numbered(cell) or [(0, len(cell))]
    return all(_has_amounts(cell[a:b], way, lexicon) for a, b in pieces)


def _has_amounts(cell: str, way: Leaning, lexicon: Lexicon) -> bool:
    """Whether a cell is one or more things with amounts on one side of them."""
    parts = listed_with_amounts(cell, lexicon, way)
    return bool(parts) and (parts[0].amount_start > parts[0].start) == (way == "behind")


def _numbered_parts(
    cell: str, spans: Sequence[tuple[int, int]], lexicon: Lexicon, leaning: Leaning
) -> tuple[ItemPart, ...]:
    """The parts of a numbered list: all with amounts on one side of them, else each as it can be read."""
    ways: tuple[Leaning, ...] = (leaning,) if leaning else ("behind",)
    for way in ways:
        found = [one_with_amount(cell[a:b], lexicon, way, freely=True) for a, b in spans]
        if all(found):
            return tuple(_moved(p, a) for p, (a, _) in zip(found, spans, strict=True) if p)
    return tuple(_numbered_part(cell, a, b, lexicon) for a, b in spans)


def _moved(part: ItemPart, by: int) -> ItemPart:
    """A part of a piece of a cell as a part of the cell."""
    first, last = by + part.amount_start, by + part.amount_end
    return ItemPart(part.text, by + part.start, by + part.end, part.amounts, first, last)


def _counts_in_front(cell: str, lexicon: Lexicon) -> bool:
    """Whether a single thing has its count in front of it, in digits: 3名教师, 2台投影仪."""
    found = lexicon.quantities(cell) if cell[:1].isdigit() and cell[:1].isascii() else ()
    return len(found) == 1 and found[0].start == 0 and lexicon.dimension(found[0].unit) in _COUNTED


def pair_items(cell: str, amounts: str, position: int, lexicon: Lexicon) -> tuple[ItemPart, ...]:
    """The things of a cell with the amounts of the cell beside it (at ``position``), one each: 轮椅、拐杖 and 3、5. () if
    they do not go together."""
    said = _pieces(amounts, _AMOUNTS) if _AMOUNTS.search(amounts) else []
    if len(said) < 2:
        return ()
    read = [lexicon.quantities(amounts[a:b]) for a, b in said]
    if not all(q and q[0].end - q[0].start == b - a for q, (a, b) in zip(read, said, strict=True)):
        return ()
    pieces = _numbered(cell) or _pieces(cell, _BETWEEN)
    pieces = pieces if len(pieces) == len(said) else _pieces(cell, _BLANKS)
    if len(pieces) != len(said):
        return ()
    return tuple(
        ItemPart(cell[a:b], a, b, found, start, end, position)
        for (a, b), found, (start, end) in zip(pieces, read, said, strict=True)
    )


def _numbered(cell: str) -> list[tuple[int, int]]:
    """The parts of a numbered list (1.轮椅 2.护理床), without their numbers; [] if the numbers do not count up from one."""
    marks = _counting(list(_NUMBERED.finditer(cell)))
    loosely = _counting(list(_BEFORE_DIGITS.finditer(cell)))
    if len(loosely) > max(len(marks), 1) and not _are_decimals(cell, loosely):
        marks = loosely
    if len(marks) < 2 or marks[0].start():
        return []
    ends = [*(m.start() for m in marks[1:]), len(cell)]
    found = [_trimmed(cell, m.end(), end) for m, end in zip(marks, ends, strict=True)]
    return found if all(a < b for a, b in found) else []


def _are_decimals(cell: str, marks: Sequence[re.Match[str]]) -> bool:
    """Whether numbers are rather the beginnings of measures alike: 1.5米长桌，2.5米长桌."""
    measures = {m[0] for mark in marks if (m := _MEASURE.match(cell, mark.end()))}
    return all(_MEASURE.match(cell, m.end()) for m in marks) and len(measures) == 1


def _counting(marks: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The marks that are written like the first and count up from one: amounts in brackets are written otherwise (1.护工(6))."""
    alike = [m for m in marks if _style(m) == _style(marks[0])]
    numbers = [int(m[1]) if m[1] else _CIRCLED.index(m[2]) + 1 for m in alike]
    return alike if numbers == list(range(1, len(alike) + 1)) else []


def _style(mark: re.Match[str]) -> str:
    """How a number is written: what stands around its digits."""
    return mark.group().strip().replace(mark[1], "") if mark[1] else "circled"


def _numbered_part(cell: str, start: int, end: int, lexicon: Lexicon) -> ItemPart:
    """A part of a numbered list, tied to its amount in any way."""
    one = one_with_amount(cell[start:end], lexicon)
    return _moved(one, start) if one else _part(cell, start, end, lexicon, leading=True)


def _are_kinds(cell: str, pieces: list[tuple[int, int]], lexicon: Lexicon) -> bool:
    """Whether each piece names a kind, and no two the same."""
    kinds = [frozenset(h.concept for h in lexicon.kinds(cell[a:b])) for a, b in pieces]
    return all(kinds) and len(set(kinds)) == len(kinds)


def _pieces(cell: str, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    """The spans between separators that stand in no bracket."""
    found = [m.span() for m in separator.finditer(cell) if not _in_bracket(cell, m.start())]
    edges = [0, *(e for span in found for e in span), len(cell)]
    spans = [_trimmed(cell, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [(a, b) for a, b in spans if a < b]


def _in_bracket(cell: str, position: int) -> bool:
    before = cell[:position]
    return before.count("（") + before.count("(") > before.count("）") + before.count(")")


def _part(cell: str, start: int, end: int, lexicon: Lexicon, *, leading: bool) -> ItemPart:
    """The part less the amount at its end (口罩2万只), or, among several, at its beginning (2万只口罩)."""
    piece = cell[start:end]
    amounts = lexicon.quantities(piece)
    spans = {(q.start, q.end) for q in amounts}
    whole = ItemPart(piece, start, end)
    if not amounts and (bare := _bare_amount(piece, lexicon)):
        amounts, at = bare
        spans = {(at, len(piece))}
    elif len(spans) != 1 or not amounts[0].unit:
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


def _bare_amount(piece: str, lexicon: Lexicon) -> tuple[tuple[Quantity, ...], int] | None:
    """An amount at the end that has no unit: 轮椅×3, 拐杖若干; with where it begins."""
    if times := _TIMES.match(piece):
        return lexicon.quantities(times["number"]), times.start("number")
    for size in range(_SHORTEST_SOME, _LONGEST_SOME + 1):
        found = lexicon.quantities(piece[-size:]) if len(piece) > size else ()
        if found and found[0].precision == "some" and found[0].start == 0:
            return found, len(piece) - size
    return None


def _is_count(amount: str, behind: str) -> bool:
    """Whether an amount in front counts the thing, rather than saying how large it is (100人会议室)."""
    return not behind.startswith("的") and not _OF_SIZE.search(amount)


def _trimmed(cell: str, start: int, end: int) -> tuple[int, int]:
    while start < end and cell[start].isspace():
        start += 1
    while start < end and (cell[end - 1].isspace() or cell[end - 1] in "；;、，,"):
        end -= 1
    return start, end
