"""Which tables of a page of HTML are lists, and what stands in their cells? Spans filled; tables that lay out are text.

Tables are numbered in the order in which they begin, those that lay out the page included. A table within a cell of a
list is a list of its own if it looks like one, else the cell's text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import html

from ingest.readers.document import Sheet
from ingest.readers.grid import Grid, rows_of, spanned
from ingest.readers.html_blocks import HIDDEN, collapsed, visible_pieces
from ingest.readers.limits import Limits

NAME: Final = "表"
_NEVER: Final = frozenset(("nav", "footer", "aside", "button", "select", "noscript", "menu", "dialog"))
_PARTS: Final = frozenset(("thead", "tbody", "tfoot"))
_BESIDE: Final = frozenset(("caption", "colgroup", "col")) | HIDDEN
_LINKED: Final = 0.7
_MOST_COLUMNS, _MOST_ROWS = 1000, 65_534
"""What a cell may span, as browsers have it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is a list; ``number`` counts all tables of the page, from 1."""

    number: int
    element: html.HtmlElement
    grid: Grid

    @property
    def own(self) -> tuple[str, ...]:
        """Its ``caption``."""
        said = (" ".join("".join(e.itertext()).split()) for e in self.element if e.tag == "caption")
        return tuple(filter(None, said))

    def sheet(self, captions: tuple[str, ...], limits: Limits) -> Sheet:
        """The table as a sheet."""
        rows = tuple(rows_of(self.grid, limits.cell))
        return Sheet(f"{NAME}{self.number}", rows, captions=captions)


def find_tables(name: str, root: html.HtmlElement, within: str, limits: Limits) -> list[Table]:
    """The lists of a page, in order; ``within`` is the id of the element that they must stand in, '' for anywhere.

    Raises:
        TooBig: a table has too many rows, columns or places.
    """
    elements = [e for e in root.iter("table") if isinstance(e, html.HtmlElement) and not _hidden(e)]
    found: dict[html.HtmlElement, Table] = {}
    numbers: dict[html.HtmlElement, int] = {}
    for number in range(len(elements), 0, -1):
        element = elements[number - 1]
        rows = _rows(element)
        if not rows or _aside(element, within):
            continue
        grid = _grid(name, rows, numbers, limits)
        if grid is not None and grid.is_list:
            found[element] = Table(number, element, grid)
            numbers[element] = number
    return [found[e] for e in elements if e in found]


def _hidden(element: html.HtmlElement) -> bool:
    return any(e.tag in HIDDEN for e in element.iterancestors())


def _aside(element: html.HtmlElement, within: str) -> bool:
    """Whether a table belongs to the page's navigation, or stands outside of its text."""
    around = list(element.iterancestors())
    return any(e.tag in _NEVER for e in around) or (
        bool(within) and all(e.get("id") != within for e in around)
    )


def _rows(element: html.HtmlElement) -> list[html.HtmlElement]:
    """The rows of a table that is built as tables are, else none: then it is read as text."""
    rows: list[html.HtmlElement] = []
    for part in element:
        if part.tag in _PARTS and not _says(part.text):
            rows += part
        elif part.tag == "tr":
            rows.append(part)
        elif part.tag not in _BESIDE:
            return []
        if _says(part.tail):
            return []
    parts = [(row, "tr", row.getparent() is not element) for row in rows]
    cells = [(cell, "td", True) for row in rows for cell in row if cell.tag != "th"]
    sound = all(e.tag == tag and not (inside and _says(e.tail)) for e, tag, inside in (*parts, *cells))
    stray = any(_says(row.text) or any(_says(cell.tail) for cell in row) for row in rows)
    sound = sound and not stray and not _says(element.text)
    return rows if sound and not any(_holds_parts(cell) for row in rows for cell in row) else []


def _holds_parts(cell: html.HtmlElement) -> bool:
    """Whether a cell holds parts of a table without the table: tags that were not closed."""
    for part in cell.iter("td", "th", "tr", *_PARTS) if len(cell) else ():
        above = part
        while above is not cell and above.tag != "table":
            above = above.getparent()
        if part is not cell and above is cell:
            return True
    return False


def _says(text: str | None) -> bool:
    return bool(text) and bool(str(text).strip())


def _grid(
    name: str, rows: list[html.HtmlElement], inner: Mapping[html.HtmlElement, int], limits: Limits
) -> Grid | None:
    """The cells of a table; ``None`` if its words are mostly links."""
    grid = Grid()
    below: dict[int, int] = {}
    characters = linked = 0.0
    for row in rows:
        cells: list[tuple[str, int, int]] = []
        for cell in row:
            pieces = list(visible_pieces(cell, inner)) if len(cell) else []
            text = "\n".join(p.text for p in pieces if p.text) if pieces else collapsed(cell.text or "")
            characters += len(text)
            linked += sum(piece.linked * len(piece.text) for piece in pieces)
            across = _number(cell.get("colspan"), 1, _MOST_COLUMNS)
            down = _number(cell.get("rowspan"), 0, _MOST_ROWS) or _MOST_ROWS
            cells.append((text, across, down))
        grid.add(spanned(cells, below), name, limits)
    return None if linked > _LINKED * characters else grid


def _number(said: str | None, least: int, most: int) -> int:
    digits = "".join((said or "").split())
    if not digits.isdecimal() or not digits.isascii():
        return 1
    return min(max(int(digits[:9]), least), most)
