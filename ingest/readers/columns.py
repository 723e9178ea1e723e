"""Are these lines a column of running text, broken by the page, or does each line say its own?

A column's lines are about equally wide and break in the middle of phrases; the lines of a poem or of a page with
one paragraph a line do not. Widths are in ems: a Chinese character is 1, an ASCII character 0.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ingest.readers.lines import Line

NARROWEST, WIDEST = 9.0, 90.0
_CLOSERS = "”’」』）)】》〉］]｝}\"'"
_ENDS = frozenset("。｡！？!?…⋯")
_BREAKS = frozenset("，、；：,;:—")
_SLACK = 2.5
_LONG = 400


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines without a blank one between them. ``gap``: how many blank lines stand before them; ``cut``: furniture
    alone parts them from the lines before."""

    lines: tuple[Line, ...]
    gap: int
    cut: bool = False


def width(text: str) -> float:
    """How wide a line is, in ems."""
    if len(text) > _LONG or text.isascii():
        return len(text) / 2 if text.isascii() else float(len(text))
    return sum(0.5 if c < "\x80" else 1.0 for c in text)


def is_final(text: str) -> bool:
    """Whether a line ends a sentence.

    >>> [is_final(t) for t in ("办成了。”", "办成了；", "It is done.", "第1.", "办成了")]
    [True, False, True, False, False]
    """
    bare = text.rstrip(_CLOSERS)
    if not bare:
        return bool(text)
    return bare[-1] in _ENDS or (bare[-1] == "." and bare[-2:-1].isascii() and bare[-2:-1].isalpha())


def goes_on(text: str) -> bool:
    """Whether a line ends in the middle of a sentence, by its last sign."""
    return text[-1] in "，、；,（(《“「『"


def begins_inside(text: str) -> bool:
    """Whether a line begins in the middle of a sentence, by its first sign."""
    return text[0] in "，、；：。！？”’）】》」』,;:.!?)%％"


def column_width(chunk: Chunk) -> float:
    """The width of the column of running text that a chunk of three or more lines is, 0 if it is none."""
    widths = sorted(width(line.text) for line in chunk.lines)
    widest = widths[-1 - len(widths) // 8]
    whole = any(c in _ENDS or c == "." for line in chunk.lines for c in line.text)
    return widest if len(widths) > 2 and whole and _runs(chunk, widest) else 0


def fitting_column(chunk: Chunk, *columns: float) -> float:
    """The first of the columns that a chunk may be a piece of, 0 for none."""
    widest = max(width(line.text) for line in chunk.lines)
    spare = 1.2 if len(chunk.lines) > 1 else 1.09
    fits = (c for c in columns if widest <= c * spare and (len(chunk.lines) < 3 or _runs(chunk, c)))
    return next(fits, 0)


def page_column(chunks: Sequence[Chunk]) -> float:
    """The usual column width of a page, 0 if few of its lines stand in columns."""
    found = [(column_width(chunk), len(chunk.lines)) for chunk in chunks]
    inside = [w for w, n in found if w for _ in range(n)]
    return median(inside) if len(inside) > sum(n for _, n in found) / 3 else 0


def _runs(chunk: Chunk, column: float) -> bool:
    """Whether most lines reach the column's end and many break there in the middle of a phrase. Headings of equal
    build, which have their comma in the same place, are no running text."""
    if not NARROWEST <= column <= WIDEST:
        return False
    breaks = chunk.lines[:-1]
    full = [-_slack(column) <= width(line.text) - column <= 1.5 for line in breaks]
    running = sum(ok or is_final(line.text) for ok, line in zip(full, breaks, strict=True))
    bare = sum(ok and not _ends_phrase(line.text) for ok, line in zip(full, breaks, strict=True))
    places = [_first_phrase_end(line.text) for line in chunk.lines]
    inside = sum(place >= 0 for place in places)
    many = 2 * running >= len(breaks) and bare >= max(1, 0.3 * sum(full)) and 4 * inside >= len(places)
    return many and (len(set(places)) > 1 or len(places) < 3)


def is_full(line: Line, column: float) -> bool:
    """Whether a line reaches the end of its column, perhaps as a paragraph's first line, which is indented."""
    return width(line.text) >= column - _slack(column)


def _slack(column: float) -> float:
    """How much narrower a full line may be: Latin words do not break, and a first line is indented."""
    return max(_SLACK, column / 8)


def _ends_phrase(text: str) -> bool:
    return is_final(text) or text[-1] in _BREAKS


def _first_phrase_end(text: str) -> int:
    """The place of the first mark within a line, -1 if there is none."""
    return next((i for i, c in enumerate(text[:-1]) if c in _BREAKS or c in _ENDS or c == "."), -1)
