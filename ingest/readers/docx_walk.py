"""In which order does a Word document say what it says? Paragraphs and tables one after the other, whatever holds them.

Tables are numbered in the order in which they begin, in the whole file. A table within a cell is a table of its own if it
is a list, else text of the cell; a table that lays out the page is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from ingest.readers.docx_text import MC, Fields, W, chosen, read_paragraph
from ingest.readers.grid import Cell, Grid
from ingest.readers.limits import Limits
from ingest.readers.lines import clean

_UNSEEN: Final = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "sectPr", "sdtPr", "sdtEndPr", "tblPr")
)
_SHORT: Final = 60
_TRUE_BREAK: Final = re.compile(r"[\n\r]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that shows something. ``lines``: its text, cleaned, cut at line breaks; ``style`` and ``outline`` as the
    file has them; ``number`` counts the file's paragraphs from 1."""

    number: int
    lines: tuple[str, ...]
    style: str = ""
    outline: int = 0
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is a list. ``first`` and ``last``: the numbers of the tables that it was put together of."""

    first: int
    last: int
    grid: Grid


Item = Paragraph | Table


@dataclass(slots=True)
class _Open:
    """A table of which it is not decided yet whether it is a list: ``laid`` is what it is if not, ``nested`` are the
    lists in its cells."""

    first: int
    last: int
    grid: Grid
    laid: list[Item]
    nested: list[Item]

    def goes_on_in(self, after: _Open) -> bool:
        """Whether another table that follows without anything between is the rest of this one."""
        return after.first == self.last + 1 and after.grid.width == self.grid.width

    def decided(self) -> list[Item]:
        """The items that it is."""
        return [Table(self.first, self.last, self.grid), *self.nested] if self.grid.is_list else self.laid


@dataclass(slots=True)
class _Cell:
    """A cell while it is read: its items in order, and where it stands."""

    items: list[Item]
    column: int
    across: int
    above: bool


@dataclass(slots=True)
class Walk:
    """The walk over a file of that name; its counters go on from part to part."""

    name: str
    limits: Limits
    paragraphs: int = 0
    tables: int = 0
    imported: int = 0

    def story(self, element: etree._Element) -> list[Item]:
        """The items of a part or a text box, in order."""
        return list(self._decided(self._blocks(element, Fields())))

    def _blocks(self, element: etree._Element, fields: Fields) -> Iterator[Item | _Open]:
        for child in element:
            tag = child.tag
            if tag == f"{W}p":
                yield from self._paragraph(child, fields)
            elif tag == f"{W}tbl":
                yield self._table(child, fields)
            elif tag == f"{W}altChunk":
                self.imported += 1
            elif tag == f"{MC}AlternateContent":
                yield from self._blocks(chosen(child), fields)
            elif tag not in _UNSEEN and isinstance(tag, str):
                yield from self._blocks(child, fields)

    def _paragraph(self, element: etree._Element, fields: Fields) -> Iterator[Item]:
        self.paragraphs += 1
        number = self.paragraphs
        shown = read_paragraph(element, fields)
        lines = (" ".join(clean(line).split()) for line in _TRUE_BREAK.split(shown.text))
        kept = tuple(line for line in lines if line)
        style, outline, centred = _look(element.find(f"{W}pPr"))
        yield Paragraph(number, kept, style, outline, centred)
        for box in shown.boxes:
            yield from self.story(box)

    def _table(self, element: etree._Element, fields: Fields) -> _Open:
        self.tables += 1
        number = self.tables
        grid = Grid()
        rows: list[list[_Cell]] = []
        for row in _within(element, f"{W}tr"):
            cells = list(self._row(row, fields))
            rows.append(cells)
            grid.add(
                [Cell(_text(c.items), c.column, c.across, c.above) for c in cells], self.name, self.limits
            )
        nested: list[Item] = [
            item for row in rows for cell in row for item in cell.items if isinstance(item, Table)
        ]
        return _Open(number, number, grid, list(_laid_out(rows)), nested)

    def _row(self, row: etree._Element, fields: Fields) -> Iterator[_Cell]:
        column = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
        for cell in _within(row, f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            across = _number(properties.find(f"{W}gridSpan"), 1) if properties is not None else 1
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            above = merge is not None and merge.get(f"{W}val") != "restart"
            items = list(self._decided(self._blocks(cell, fields)))
            yield _Cell(items, column, max(across, 1), above)
            column += max(across, 1)

    def _decided(self, items: Iterable[Item | _Open]) -> Iterator[Item]:
        """What is shown: empty paragraphs left out; tables with nothing between them are one, as Word shows them."""
        held: _Open | None = None
        for item in items:
            if held and isinstance(item, _Open) and held.goes_on_in(item):
                for row in item.grid.rows:
                    held.grid.add(row, self.name, self.limits)
                held.laid += item.laid
                held.nested += item.nested
                held.last = item.last
                continue
            if held:
                yield from held.decided()
            held = item if isinstance(item, _Open) else None
            if isinstance(item, Table) or (isinstance(item, Paragraph) and item.lines):
                yield item
        if held:
            yield from held.decided()


def _within(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, those in content controls and tracked insertions too."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag == f"{MC}AlternateContent":
            yield from _within(chosen(child), tag)
        elif child.tag not in _UNSEEN and child.tag not in {f"{W}tr", f"{W}tc", f"{W}tbl", f"{W}p"}:
            yield from _within(child, tag)


def _text(items: list[Item]) -> str:
    return "\n".join(line for item in items if isinstance(item, Paragraph) for line in item.lines)


def _laid_out(rows: list[list[_Cell]]) -> Iterator[Item]:
    """The content of a table that is no list: a row of short cells is a line, else every paragraph stands for itself."""
    for row in rows:
        said = [cell.items for cell in row if cell.items]
        short = len(said) > 1 and all(len(items) == 1 and _is_short(items[0]) for items in said)
        if not short:
            yield from (item for items in said for item in items)
            continue
        words = [item for items in said for item in items if isinstance(item, Paragraph)]
        yield Paragraph(words[0].number, (" ".join(w.lines[0] for w in words),))


def _is_short(item: Item) -> bool:
    return isinstance(item, Paragraph) and len(item.lines) == 1 and len(item.lines[0]) <= _SHORT


def _look(properties: etree._Element | None) -> tuple[str, int, bool]:
    """Style, outline level (1 …, 0 for text) and whether it is centred, as a paragraph's properties say."""
    if properties is None:
        return "", 0, False
    style, align = properties.find(f"{W}pStyle"), properties.find(f"{W}jc")
    outline = properties.find(f"{W}outlineLvl")
    level = _number(outline, 9) + 1 if outline is not None else 0
    centred = align is not None and align.get(f"{W}val") == "center"
    return (style.get(f"{W}val") or "" if style is not None else ""), level if level < 10 else 0, centred


def _number(element: etree._Element | None, otherwise: int) -> int:
    said = element.get(f"{W}val") or "" if element is not None else ""
    return int(said[:6]) if said.isascii() and said.isdecimal() else otherwise
