"""What does a page of HTML show, outside of its lists and in their cells? Read tag by tag with the standard library's
parser; no tree is built.

Of the reader it takes one decision: which tables, by their number, are lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_NO_TEXT = frozenset(
    ("script", "style", "template", "title", "iframe", "noembed", "noframes", "textarea", "xmp")
)
_CELLS, _GROUPS = frozenset(("td", "th")), ("thead", "tbody", "tfoot")
_ENDS = {
    **dict.fromkeys(_CELLS, ("td", "th")),
    "tr": ("td", "th", "tr"),
    **dict.fromkeys(_GROUPS, ("td", "th", "tr", *_GROUPS)),
}
"""What the beginning of a part of a table ends."""
_PARTS = frozenset(_ENDS)
_OPEN_TAG = re.compile(r"<(?:[a-zA-Z!?]|/.)", re.DOTALL)


@dataclass(slots=True)
class _Table:
    """An open table: its name, whether it is a list, how many rows have begun, the parts of it that are open, the text of
    the cell that is open."""

    name: str
    is_list: bool
    row: int = 0
    open: list[str] = field(default_factory=list)
    cell: list[str] | None = None


class _Visible(HTMLParser):
    """Collects the text outside of elements that show none, that in the cells of lists cell by cell."""

    def __init__(self, lists: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.cells: list[tuple[str, int, str]] = []
        self._lists = lists
        self._hidden: list[str] = []
        self._tables: list[_Table] = []
        self._seen = 0

    # The parser hands on the attributes; which of them hide an element is not decided here.
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _NO_TEXT:
            self._hidden.append(tag)
        elif self._hidden:
            return
        elif tag == "table":
            self._seen += 1
            name = f"表{self._seen}"
            self._tables.append(_Table(name, name in self._lists))
        elif self._tables and tag in _PARTS:
            self._start_part(self._tables[-1], tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]
        elif self._hidden or not self._tables:
            return
        elif tag == "table":
            self._end_cell(self._tables.pop())
        elif tag in self._tables[-1].open:
            self._end_part(self._tables[-1], tag)

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """``<![…``: a comment up to the next ``>``, as browsers take it; the library's own way fails on odd ones."""
        return self.parse_bogus_comment(i, report)

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        cells = (table.cell for table in reversed(self._tables) if table.is_list)
        cell = next((cell for cell in cells if cell is not None), None)
        (self.parts if cell is None else cell).append(data)

    def close(self) -> None:
        """Read what is left; tables that the file leaves open end here."""
        super().close()
        while self._tables:
            self._end_cell(self._tables.pop())

    def _start_part(self, table: _Table, tag: str) -> None:
        """A cell ends the one before it, a row also the row, a group of rows all of them."""
        for ended in _ENDS[tag]:
            if ended in table.open:
                self._end_part(table, ended)
        table.open.append(tag)
        table.row += tag == "tr"
        if tag in _CELLS:
            table.cell = []

    def _end_part(self, table: _Table, tag: str) -> None:
        ended = table.open[table.open.index(tag) :]
        del table.open[table.open.index(tag) :]
        if not _CELLS.isdisjoint(ended):
            self._end_cell(table)

    def _end_cell(self, table: _Table) -> None:
        if table.is_list and table.cell is not None:
            self.cells.append((table.name, table.row, "".join(table.cell)))
        table.cell = None


def visible_html(text: str, lists: frozenset[str] = frozenset()) -> tuple[str, list[tuple[str, int, str]]]:
    """All text that the page shows outside of the cells of its ``lists``, in order; and the cells of these: the table's
    name, the number of its row, the text."""
    parser = _Visible(lists)
    parser.feed(_without_open_end(text))
    parser.close()
    return "".join(parser.parts), parser.cells


def _without_open_end(text: str) -> str:
    """The text without a comment or a tag that the end of a broken file cuts off: no page shows them."""
    comment = text.rfind("<!--")
    if comment > text.rfind("-->"):
        text = text[:comment]
    cut = _OPEN_TAG.search(text, max(text.rfind(">"), 0))
    return text[: cut.start()] if cut else text
