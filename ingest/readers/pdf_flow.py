"""How do the pages of a PDF become one text with its tables in place? Lines in reading order, paragraphs as in any text file.

Where a line stands apart (a wider gap, another size, another page) a blank line is put before it, as a text file would have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import Final

from ingest.readers.article import Article, Block, Furniture
from ingest.readers.captions import Above, captions, heading_level
from ingest.readers.furniture import count_visible
from ingest.readers.layout import lay_out, make_blocks
from ingest.readers.lines import Line
from ingest.readers.pdf_furniture import Bare
from ingest.readers.pdf_lines import Laid, Piece, in_order
from ingest.readers.pdf_tables import Listed
from ingest.readers.separate import separate
from ingest.readers.text import make_article

_WIDER: Final = 1.45
_OTHER_SIZE: Final = 0.12
_INDENT: Final = 1.2
_HEADS: Final = 2


@dataclass(slots=True)
class Flow:
    """The lines of a file. ``places``: of each line by its number the page and the line on that page; ``tables``: of each
    list the number of the last line above it, and the running heads of its page."""

    lines: list[Line] = field(default_factory=list)
    places: dict[int, tuple[int, int]] = field(default_factory=dict)
    tables: dict[int, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    furniture: list[Furniture] = field(default_factory=list)
    _offset: int = 0

    def blank(self) -> None:
        """A blank line, never two."""
        if self.lines and self.lines[-1].text:
            self.lines.append(Line(len(self.lines) + 1, ""))

    def add(self, text: str, indent: str, page: int, number: int) -> None:
        """A line of text."""
        line = Line(len(self.lines) + 1, text, ((0, self._offset),), indent)
        self._offset += len(text) + 1
        self.lines.append(line)
        self.places[line.number] = (page, number)

    def place_of(self, line: int) -> tuple[int, int]:
        """Page of a line, and its number there."""
        return self.places[line]


def flow(pages: Sequence[Bare], found: Sequence[Listed]) -> Flow:
    """The lines of all pages; what may be a table and is none of the lists is text."""
    whose = {place: number for number, one in enumerate(found) for place in one.held}
    marks = {mark for one in found for mark in one.marks}
    made = Flow()
    for position, one in enumerate(pages):
        page = one.page
        gone = [piece for piece in page.pieces if (position, piece) in marks]
        aside = (*one.heads, *(piece.text for piece in gone))
        made.furniture += [Furniture(text, (page.number,), count_visible(text)) for text in aside]
        pieces = [piece for piece in page.pieces if piece not in gone]
        for i, ruled in enumerate(page.tables):
            number = whose.get((position, i))
            if number is None:
                pieces += ruled.pieces
            else:
                xs, ys = ruled.frame.xs, ruled.frame.ys
                pieces.append(Piece("", xs[0], xs[-1], ys[0], 10.0, number))
        made.blank()
        _add_page(made, page.number, in_order(pieces), one.heads)
        for text in page.asides:
            made.blank()
            made.add(text, "", page.number, _next(made, page.number))
    return made


def _next(made: Flow, page: int) -> int:
    last = made.places.get(len(made.lines), made.places.get(len(made.lines) - 1, (0, 0)))
    return last[1] + 1 if last[0] == page else 1


def _add_page(made: Flow, page: int, laid: Sequence[Laid], heads: tuple[str, ...]) -> None:
    usual = _leading(laid)
    before: Laid | None = None
    number = 0
    for one in laid:
        piece = one.piece
        if piece.table >= 0:
            made.tables.setdefault(piece.table, (len(made.lines), heads))
            made.blank()
            before = None
            continue
        if before and _apart(before, one, usual):
            made.blank()
        number += 1
        indented = piece.left - one.margin > _INDENT * piece.size
        made.add(piece.text, "\u3000\u3000" if indented else "", page, number)
        before = one


def _leading(laid: Sequence[Laid]) -> float:
    """The usual distance of two lines of a page, in heights of a line."""
    steps = [
        (one.piece.y - two.piece.y) / max(two.piece.size, 0.1)
        for one, two in pairwise(laid)
        if one.column == two.column and one.piece.table < 0 and two.piece.table < 0
    ]
    return median(steps) if steps else 1.5


def _apart(before: Laid, one: Laid, usual: float) -> bool:
    size = max(one.piece.size, 0.1)
    if abs(before.piece.size - one.piece.size) > _OTHER_SIZE * size:
        return True
    return before.column == one.column and (before.piece.y - one.piece.y) / size > max(_WIDER * usual, 1.2)


def articles_of(made: Flow, title: str) -> tuple[list[Article], list[Furniture], list[list[Above]]]:
    """The articles with the page of each line, all furniture, and the lines that may name a table, for each list.

    Args:
        title: of the file's properties, where no line is one.
    """
    segments, furniture = lay_out(made.lines)
    pages = [replace(f, lines=tuple(made.place_of(n)[0] for n in f.lines)) for f in furniture]
    blocks = [make_blocks(part) for part in separate(segments)]
    above = _above([block for some in blocks for block in some])
    articles = [
        make_article(
            [_placed(block, made) for block in some], (*made.furniture, *pages), title=title if not n else ""
        )
        for n, some in enumerate(blocks)
    ]
    last = [made.tables[number][0] for number in sorted(made.tables)]
    return articles, [*made.furniture, *pages], [[one for line, one in above if line <= end] for end in last]


def _placed(block: Block, made: Flow) -> Block:
    places = [made.place_of(line) for line in block.lines]
    return replace(block, lines=tuple(n for _, n in places), pages=tuple(page for page, _ in places))


def _above(blocks: Iterable[Block]) -> list[tuple[int, Above]]:
    """What may name a table, with the line on which it begins."""
    found = []
    for block in blocks:
        if block.kind != "byline":
            level = heading_level(block.text) if block.kind == "heading" else int(block.kind == "title")
            found.append((block.lines[0], Above(block.text, level)))
    return sorted(found, key=lambda item: item[0])


def captions_of(above: Sequence[Above], heads: Iterable[str], title: str) -> tuple[str, ...]:
    """The captions of a list, the nearest first; a running head comes last."""
    named = [
        text
        for text in heads
        if any("\u4e00" <= c <= "\u9fff" for c in text) and not any(map(str.isdigit, text))
    ]
    return tuple(dict.fromkeys((*captions(above, title), *named[:_HEADS])))
