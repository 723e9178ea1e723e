"""Which words of a text are to be marked? Texts cut into plain and marked parts; the templates escape both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from ontology.language.normalise import align, fold

MARGIN: Final = 90
"""Characters shown before and after what is marked."""
_CELLS: Final = re.compile(r"\t+")
BETWEEN_CELLS: Final = " ｜ "

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text, marked or not."""

    text: str
    marked: bool = False


def marked(text: str, spans: Iterable[Span]) -> tuple[Part, ...]:
    """The whole text in parts; spans may overlap and are cut to the text.

    >>> [p.text for p in marked("送500只口罩", [(1, 4), (5, 7)]) if p.marked]
    ['500', '口罩']
    """
    parts, at = [], 0
    for start, end in _joined(spans, len(text)):
        parts += [Part(_shown(text[at:start])), Part(_shown(text[start:end]), True)]
        at = end
    parts.append(Part(_shown(text[at:])))
    return tuple(part for part in parts if part.text)


def excerpt(text: str, spans: Iterable[Span], margin: int = MARGIN) -> tuple[Part, ...]:
    """The same for the part of a long text round what is marked, with an ellipsis where it was cut."""
    several = _joined(spans, len(text))
    first = max(0, several[0][0] - margin) if several else 0
    last = min(len(text), (several[0][1] if several else 0) + 2 * margin)
    inside = [(start - first, min(end, last) - first) for start, end in several if start < last]
    parts = marked(text[first:last], inside)
    before = (Part("…"),) if first else ()
    after = (Part("…"),) if last < len(text) else ()
    return (*before, *parts, *after)


def in_cells(text: str) -> str:
    """A whole row to read: its cells apart, what a merged cell repeats once.

    >>> in_cells("清单\\t清单\\t\\t2026")
    '清单 ｜ 2026'
    """
    return _shown("\t".join(cell for cell, _ in groupby(filter(None, text.split("\t")))))


def word_spans(text: str, words: Sequence[str]) -> list[Span]:
    """Where words stand in a text, whatever its width, script or case.

    >>> word_spans("醫用口罩", ["口罩"])
    [(2, 4)]
    """
    folded = align(text)
    spans = []
    for word in filter(None, map(fold, words)):
        at = folded.text.find(word)
        while at >= 0:
            spans.append(folded.span(at, at + len(word)))
            at = folded.text.find(word, at + len(word))
    return spans


def _joined(spans: Iterable[Span], length: int) -> list[Span]:
    """Sorted, without overlap, within the text."""
    joined: list[Span] = []
    for start, end in sorted((max(0, s), min(e, length)) for s, e in spans):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _shown(text: str) -> str:
    return _CELLS.sub(BETWEEN_CELLS, text)
