"""How many articles stand on a page, and where does each begin? At a headline, never at a heading within one.

A headline opens a new article behind a separator, or if text stands before it and within three lines behind it a
byline, a date line or a dateline follows, and then text.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.front import front_words, is_signed
from ingest.readers.segments import Segment

_LINES_TO_BYLINE = 3
_HEADINGS_OF_A_TITLE = 2


def separate(segments: Sequence[Segment]) -> list[list[Segment]]:
    """The segments of each article, in order; a separator that parts nothing stays inside."""
    starts = [0]
    text = False
    for i, segment in enumerate(segments):
        if text and _opens_article(segments, i):
            starts.append(i)
            text = False
        text = text or segment.kind == "body"
    ends = [*starts[1:], len(segments)]
    parts = [list(segments[a:b]) for a, b in zip(starts, ends, strict=True)]
    return [part for part in parts if any(s.kind != "separator" for s in part)]


def _opens_article(segments: Sequence[Segment], i: int) -> bool:
    """Whether the segment ``i``, which text stands before, is the headline of another article."""
    if segments[i].kind != "heading" or segments[i - 1].kind == "heading":
        return False
    behind = _run(segments, i)
    if segments[i - 1].kind == "separator":
        return behind < len(segments) and any(s.kind == "body" for s in segments[i : i + 6])
    if behind - i > _HEADINGS_OF_A_TITLE or behind >= len(segments):
        return False
    first = segments[behind]
    if first.kind == "body":
        return front_words().is_dateline(first.first)
    if first.kind != "byline" or is_signed(first.first):
        return False
    return any(s.kind == "body" for s in segments[behind : behind + 1 + _LINES_TO_BYLINE])


def _run(segments: Sequence[Segment], i: int) -> int:
    """The first position from ``i`` on that is no heading."""
    while i < len(segments) and segments[i].kind == "heading":
        i += 1
    return i
