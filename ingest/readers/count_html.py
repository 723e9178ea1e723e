"""What does a page of HTML show, outside of its lists and in their cells? Read tag by tag with the standard library's
parser; no tree is built.

Of the reader it takes one decision: which tables, by their number, are lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_NO_TEXT = frozenset(
    ("script", "style", "template", "title", "iframe", "noembed", "noframes", "textarea", "xmp")
)
_ROW_PARTS = frozenset(("tr", "thead", "tbody", "tfoot"))
_OPEN_TAG = re.compile(r"<(?:[a-zA-Z!?]|/.)", re.DOTALL)


@dataclass(slots=True)
class _Table:
    """An open table: its name, whether it is a list, how many rows have begun, the text of the cell that is open."""

    name: str
    is_list: bool
    row: int = 0
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
        elif self._tables and tag in {"td", "th"}:
            self._end_cell(self._tables[-1])
            self._tables[-1].cell = []
        elif self._tables and tag in _ROW_PARTS:
            self._end_cell(self._tables[-1])
            self._tables[-1].row += tag == "tr"

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]
        elif self._hidden or not self._tables:
            return
        elif tag == "table":
            self._end_cell(self._tables.pop())
        elif tag in {"td", "th"} or tag in _ROW_PARTS:
            self._end_cell(self._tables[-1])

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

    def _end_cell(self, table: _Table) -> None:
        if table.is_list and table.cell is not None:
            self.cells.append((table.name, table.row, "".join(table.cell)))
        table.cell = None


def visible_html(text: str, lists: frozenset[str] = frozenset()) -> str:
    """All text that the page shows outside of the cells of its ``lists``, in order."""
    return "".join(_parsed(text, lists).parts)


def html_cells(text: str, lists: frozenset[str]) -> list[tuple[str, int, str]]:
    """The cells of the page's lists: the table's name, the number of its row, the text."""
    return _parsed(text, lists).cells


def _parsed(text: str, lists: frozenset[str]) -> _Visible:
    parser = _Visible(lists)
    parser.feed(_without_open_end(text))
    parser.close()
    return parser


def _without_open_end(text: str) -> str:
    """The text without a comment or a tag that the end of a broken file cuts off: no page shows them."""
    comment = text.rfind("<!--")
    if comment > text.rfind("-->"):
        text = text[:comment]
    cut = _OPEN_TAG.search(text, max(text.rfind(">"), 0))
    return text[: cut.start()] if cut else text
