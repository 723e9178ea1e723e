"""Do lines without rules stand in columns as a table does? Only where a header of short words stands over even rows.

Anything less sure stays text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ingest.readers.pdf_grid import Frame
from ingest.readers.pdf_lines import Piece, rows_of_pieces

_FEWEST_COLUMNS: Final = 3
_FEWEST_ROWS: Final = 3
_HEADER: Final = 8
_SHORT: Final = 14
_MOSTLY: Final = 0.6
_NO_NAME: Final = re.compile(r"[0-9。，；：！？]")
_FAR: Final = 3.0
"""Heights of a line that two rows of a table may stand apart at most."""


def aligned(pieces: Sequence[Piece]) -> list[Frame]:
    """The tables without rules among the text of a page."""
    rows = rows_of_pieces(p for p in pieces if p.table < 0)
    found: list[Frame] = []
    start = 0
    while start < len(rows):
        end = _end(rows, start) if _is_header(rows[start]) else start
        if end > start:
            found.append(_frame(rows[start:end]))
        start = max(end, start + 1)
    return found


def _is_header(row: Sequence[Piece]) -> bool:
    short = all(len(p.text) <= _HEADER and not _NO_NAME.search(p.text) for p in row)
    return len(row) >= _FEWEST_COLUMNS and short


def _end(rows: Sequence[Sequence[Piece]], start: int) -> int:
    """Behind which row the table under a header ends; ``start`` if there is none."""
    spans = [(p.left, p.right) for p in rows[start]]
    end = start + 1
    while end < len(rows) and rows[end - 1][0].y - rows[end][0].y <= _FAR * rows[end][0].size:
        widened = _widened(spans, rows[end])
        if widened is None:
            break
        spans = widened
        end += 1
    body = rows[start + 1 : end]
    full = sum(len(row) >= _FEWEST_COLUMNS for row in body)
    texts = [p.text for row in body for p in row]
    short = sum(len(text) <= _SHORT for text in texts)
    sure = full >= _FEWEST_ROWS and full >= _MOSTLY * len(body) and short >= _MOSTLY * len(texts)
    return end if sure else start


def _widened(spans: Sequence[tuple[float, float]], row: Sequence[Piece]) -> list[tuple[float, float]] | None:
    """The columns with a row more; ``None`` if a piece stands in no column or in two, or two in one."""
    if len(row) < 2:
        return None
    found = list(spans)
    taken: set[int] = set()
    for piece in row:
        over = [i for i, (left, right) in enumerate(spans) if piece.left < right and piece.right > left]
        if len(over) != 1 or over[0] in taken:
            return None
        taken.add(over[0])
        found[over[0]] = (min(spans[over[0]][0], piece.left), max(spans[over[0]][1], piece.right))
    apart = all(one[1] < two[0] for one, two in pairwise(found))
    return found if apart else None


def _frame(rows: Sequence[Sequence[Piece]]) -> Frame:
    """Cells around the pieces: cut half way between columns and between rows."""
    spans = [(p.left, p.right) for p in rows[0]]
    for row in rows[1:]:
        spans = _widened(spans, row) or spans
    size = rows[0][0].size
    inner = [(one[1] + two[0]) / 2 for one, two in pairwise(spans)]
    xs = (spans[0][0] - size / 2, *inner, spans[-1][1] + size / 2)
    tops = [row[0].y + row[0].size for row in rows]
    bases = [row[0].y for row in rows]
    between = [(base + top) / 2 for base, top in zip(bases, tops[1:], strict=False)]
    ys = (tops[0], *between, bases[-1] - size / 2)
    width = len(xs) - 1
    owners = tuple(tuple(range(n * width, (n + 1) * width)) for n in range(len(rows)))
    return Frame(tuple(xs), ys, owners)
