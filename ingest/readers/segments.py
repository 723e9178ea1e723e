"""What is each group of lines: text, heading, caption, byline? Decided before anything is joined over blank lines.

Lines of one column become one segment as far as a paragraph goes; elsewhere a line is a segment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import median_low
from typing import Literal

from ingest.readers.columns import (
    Chunk,
    begins_inside,
    column_width,
    fitting_column,
    goes_on,
    is_final,
    is_full,
    page_column,
    width,
)
from ingest.readers.front import front_words, is_signed
from ingest.readers.furniture import Verdict
from ingest.readers.lines import Line
from ontology.language.normalise import fold
from ontology.language.wordings import alternatives
from ontology.load import load
from ontology.model import Ontology
from ontology.terms import Schemes

Kind = Literal["body", "heading", "caption", "byline", "separator", "furniture"]
WIDEST_HEADING = 45.0
WIDEST_PLAIN_HEADING = 30.0
_LONGEST_CAPTION = 100
_CAPTION_MARK = re.compile(r"[▲▼△▽◀▶◁▷►◄↑↓←→]")
_LIST_MARK = re.compile(
    r"[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．]|[一二三四五六七八九十]是|第[一二三四五六七八九十]+[，、]|[■□◆●▲▼△▽◀▶·•①-⑳]|[-*]\s"
)
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、")
_COMMA = re.compile(r"[，；：]")
_PHRASE_END = re.compile(r"[。；！？;]|[，、]$")
_MANY_HEADINGS = 3
_SHORT_LINE = 0.7
_NARROW_SIGNS = re.compile(r"[\x00-\x7f“”‘’]")
_WIDER_GAP = 2


@dataclass(frozen=True, slots=True)
class Segment:
    """Lines that belong together. ``column``: the width of the column they stand in, 0 for none; ``gap``: blank lines
    before them; ``opens``: they begin a paragraph for sure."""

    kind: Kind
    lines: tuple[Line, ...]
    column: float = 0
    gap: int = 0
    opens: bool = False

    @property
    def first(self) -> str:
        """The text of the first line."""
        return self.lines[0].text

    @property
    def last(self) -> str:
        """The text of the last line."""
        return self.lines[-1].text


class CaptionWords:
    """The caption words of one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        concepts = ontology.in_scheme(Schemes.CAPTIONS)
        self._start = re.compile(
            alternatives(fold(w) for c in concepts if c.notation == "start" for w in c.wordings)
        )
        self._end = tuple(fold(w) for c in concepts if c.notation == "end" for w in c.wordings)

    def starts(self, text: str) -> bool:
        """Whether a caption begins here, by mark or word."""
        return _CAPTION_MARK.match(text) is not None or self._start.match(fold(text[:20])) is not None

    def ends(self, text: str) -> bool:
        """Whether a line closes with a photographer."""
        return fold(text[-20:]).endswith(self._end)


def make_segments(chunks: Sequence[Chunk], verdicts: dict[int, Verdict]) -> list[Segment]:
    """The segments of a page in order; ``verdicts`` say of line numbers that they are furniture."""
    page = page_column(chunks)
    found: list[Segment] = []
    column = 0.0
    for chunk in chunks:
        column = column_width(chunk) or (fitting_column(chunk, column, page) if page else 0)
        parts = list(_parts(chunk, column, verdicts, _unfinished(found)))
        found += _poem(parts) if found else [*parts[:1], *_poem(parts[1:])]
    return _unmarked_captions(found, page)


def _parts(chunk: Chunk, column: float, verdicts: dict[int, Verdict], unfinished: bool) -> Iterator[Segment]:
    """The segments of one chunk: cut where a paragraph ends, around furniture, at each line outside columns.
    ``unfinished``: the text before it stops inside a sentence."""
    held: list[Line] = []
    gap = chunk.gap
    for i, line in enumerate(chunk.lines):
        runs_on = column and i + 1 < len(chunk.lines) and is_full(line, column)
        weak = verdicts.get(line.number) == "weak" and not runs_on
        if held and (weak or not column or _parted(held, chunk.lines[i : i + 3], column)):
            yield _segment(held, column, gap, unfinished)
            held, gap, unfinished = [], 0, not is_final(held[-1].text) and len(held) > 1
        if weak:
            yield Segment("furniture", (line,))
        else:
            held.append(line)
    if held:
        yield _segment(held, column, gap, unfinished)


def _parted(held: Sequence[Line], ahead: Sequence[Line], column: float) -> bool:
    """Whether, in a column, a paragraph ends between the lines held and the next ones."""
    before, line = held[-1], ahead[0]
    if begins_inside(line.text):
        return False
    if caption_words().starts(held[0].text):
        return is_final(before.text) or caption_words().ends(before.text)
    if is_final(before.text):
        return _indented(line, column) or _opens(line.text) or width(before.text) < column - 1
    if _opens(line.text) and _CAPTION_MARK.match(line.text):
        return True
    alone = len(held) == 1 and not _PHRASE_END.search(before.text)
    usual = min(column, max(width(after.text) for after in ahead))
    return alone and (width(before.text) < _SHORT_LINE * usual or front_words().is_metadata(before.text))


def _indented(line: Line, column: float) -> bool:
    """Whether a line is a paragraph's first: indented, or two ems narrower because its indent was lost (which can
    be told where all its signs are of full width)."""
    narrower = 1.5 <= column - width(line.text) <= 3 and not _NARROW_SIGNS.search(line.text)
    return bool(line.indent) or (narrower and not is_final(line.text))


def _segment(lines: Sequence[Line], column: float, gap: int, unfinished: bool) -> Segment:
    opens = bool(lines[0].indent) or _opens(lines[0].text)
    return Segment(_kind(lines, column if unfinished else 0), tuple(lines), column, gap, opens)


def _kind(lines: Sequence[Line], column: float) -> Kind:
    """What lines are; ``column`` is the width of the column in which they may go on with a sentence, 0 for none."""
    text = lines[0].text
    if caption_words().starts(text) and sum(len(line.text) for line in lines) <= 2 * _LONGEST_CAPTION:
        return "caption"
    if len(lines) > 1:
        return "body"
    if is_byline(text):
        return "byline"
    if caption_words().ends(text) and len(text) <= _LONGEST_CAPTION and not goes_on(text):
        return "caption"
    fragment = column and is_full(lines[0], column) and width(text) <= column + 1 and _COMMA.search(text)
    return "heading" if is_heading(text) and not fragment else "body"


def is_byline(text: str) -> bool:
    """Whether a line alone states source, author or date, or signs: ``■示例市委组织部``."""
    return front_words().is_metadata(text) or is_signed(text)


def is_heading(text: str) -> bool:
    """Whether a line alone may be a heading: short, and no sentence that ends or goes on."""
    if width(text) > WIDEST_HEADING or is_final(text) or goes_on(text) or begins_inside(text):
        return False
    if "。" in text or (width(text) > WIDEST_PLAIN_HEADING and text.count("，") > 1):
        return False
    return any(map(str.isalnum, text))


def is_caption(text: str) -> bool:
    """Whether a block alone is a caption, by mark, word or photographer."""
    words = caption_words()
    return len(text) <= _LONGEST_CAPTION and (words.starts(text) or (words.ends(text) and not goes_on(text)))


def _opens(text: str) -> bool:
    return _LIST_MARK.match(text) is not None


def _poem(parts: list[Segment]) -> list[Segment]:
    """Lines of one chunk that all look like headings, without text behind them, are verses or a list."""
    found: list[Segment] = []
    run: list[Segment] = []
    for part in [*parts, None]:
        if part and part.kind == "heading":
            run.append(part)
            continue
        many = len(run) >= (_MANY_HEADINGS if part is None else 2 * _MANY_HEADINGS)
        found += [
            replace(p, kind="body", opens=True) if many and not _NUMBERED.match(p.first) else p for p in run
        ]
        run = []
        if part:
            found.append(part)
    return found


def _unmarked_captions(segments: list[Segment], page: float) -> list[Segment]:
    """Short whole lines that stand apart from the text: by a wider gap, or too wide for the page's columns."""
    gaps = [s.gap for s in segments[1:] if s.gap]
    usual = median_low(gaps) if gaps else 0
    found: list[Segment] = []
    for i, segment in enumerate(segments):
        lone = segment.kind == "body" and len(segment.lines) == 1 and is_final(segment.last)
        if lone and i and len(segment.last) <= _LONGEST_CAPTION and not _unfinished(found):
            apart = segment.gap >= usual + _WIDER_GAP
            wide = page and page + 1.5 < width(segment.last) <= WIDEST_HEADING
            if (apart and segment.last.count("。") == 1) or (wide and found[-1].kind != "body"):
                segment = replace(segment, kind="caption")
        found.append(segment)
    return found


def _unfinished(segments: Sequence[Segment]) -> bool:
    """Whether the last text stops inside a sentence; a few headings, captions or furniture may stand behind it."""
    bodies = [s for s in segments[-4:] if s.kind == "body"]
    return bool(bodies) and not is_final(bodies[-1].last)


@lru_cache(maxsize=1)
def caption_words() -> CaptionWords:
    """The words of the project's own vocabulary."""
    return CaptionWords(load())
