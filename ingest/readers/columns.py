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
    return text[-1] in "，、；,;（(《“「『"


def begins_inside(text: str) -> bool:
    """Whether a line begins in the middle of a sentence, by its first sign."""
    return text[0] in "，、；：。！？”’）】》」』,;:.!?)%％"


def column_width(chunk: Chunk) -> float:
    """The width of the column that a chunk of three or more lines is, 0 if it is none."""
    widths = [width(line.text) for line in chunk.lines]
    widest = sorted(widths)[-1 - len(widths) // 8]
    if len(widths) < 3 or not NARROWEST <= widest <= WIDEST:
        return 0
    breaks = chunk.lines[:-1]
    full = [-_slack(widest) <= w - widest <= 1.5 for w in widths[:-1]]
    running = [ok or is_final(line.text) for ok, line in zip(full, breaks, strict=True)]
    bare = [ok and not _ends_phrase(line.text) for ok, line in zip(full, breaks, strict=True)]
    inside = sum(_has_phrase_end(line.text) for line in chunk.lines)
    if sum(running) < 0.7 * len(breaks) or sum(bare) < 0.3 * len(breaks) or 4 * inside < len(widths):
        return 0
    return widest


def page_column(chunks: Sequence[Chunk]) -> float:
    """The usual column width of a page, 0 if most of its lines stand in no column."""
    found = [(column_width(chunk), len(chunk.lines)) for chunk in chunks]
    inside = sum(n for w, n in found if w)
    if 2 * inside < sum(n for _, n in found):
        return 0
    return median([w for w, n in found if w for _ in range(n)])


def is_full(line: Line, column: float) -> bool:
    """Whether a line reaches the end of its column, perhaps as a paragraph's first line, which is indented."""
    return width(line.text) >= column - _slack(column)


def _slack(column: float) -> float:
    """How much narrower a full line may be: Latin words do not break, and a first line is indented."""
    return max(_SLACK, column / 8)


def _ends_phrase(text: str) -> bool:
    return is_final(text) or text[-1] in _BREAKS


def _has_phrase_end(text: str) -> bool:
    return any(c in _BREAKS or c in _ENDS or c == "." for c in text[:-1])
