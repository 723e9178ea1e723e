"""How do a thing's lines become passages? ``term：value`` a line, masked, at most some thousand characters a passage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.identifiers import passage_id
from graph.sources import Passage
from ingest.lists.lexicon import Lexicon
from ingest.things.lines import Line

MASK = "*"
LONGEST = 4_000
"""Code points of a passage; a thing with more to say has several."""
_JOINT = "："


@dataclass(frozen=True, slots=True)
class LaidLine:
    """A line in its passage: it begins at ``start``, its value (masked) is ``text`` and begins at ``value``."""

    line: Line
    passage: Passage
    start: int
    value: int
    text: str


class Layer:
    """Lays the lines of one source; remembers equal texts to number them."""

    def __init__(self, source: str, lexicon: Lexicon) -> None:
        self.source = source
        self.lexicon = lexicon
        self._seen: Counter[str] = Counter()

    def lay(self, head: str, lines: Sequence[Line], sheet: str, row: int) -> list[LaidLine]:
        """The lines in as many passages as they need, each under ``head`` (what the file calls the node); a link to a
        detail is told by the detail's lines."""
        laid: list[LaidLine] = []
        for part in _parts([line for line in lines if not line.detail]):
            laid += self._passage(head, part, sheet, row)
        return laid

    def _passage(self, head: str, lines: Sequence[Line], sheet: str, row: int) -> Iterator[LaidLine]:
        texts, spans, places = [], [], []
        at = 0
        if head:
            masked = self.lexicon.mask(head)
            spans += list(masked.spans)
            texts.append(masked.text)
            at = len(masked.text) + 1
        for line in lines:
            label = self.lexicon.mask(line.path).text
            value = at + len(label) + len(_JOINT)
            if line.hidden:
                shown = MASK * len(line.shown)
                spans += [(value, value + len(shown))] if shown else []
            else:
                found = self.lexicon.mask(line.shown)
                shown = found.text
                spans += [(value + a, value + b) for a, b in found.spans]
            texts.append(f"{label}{_JOINT}{shown}")
            places.append((line, at, value, shown))
            at = value + len(shown) + 1
        passage = self._made("\n".join(texts), sheet, row, tuple(spans))
        for line, start, value, shown in places:
            yield LaidLine(line, passage, start, value, shown)

    def _made(self, text: str, sheet: str, row: int, spans: tuple[tuple[int, int], ...]) -> Passage:
        first = passage_id(self.source, text, 0)
        ordinal = self._seen[first]
        self._seen[first] += 1
        identifier = passage_id(self.source, text, ordinal) if ordinal else first
        return Passage(identifier, self.source, text, "entry", self.lexicon.mask(sheet).text, row, spans)


def _parts(lines: Sequence[Line]) -> Iterator[list[Line]]:
    part: list[Line] = []
    size = 0
    for line in lines:
        length = len(line.path) + len(line.shown) + 2
        if part and size + length > LONGEST:
            yield part
            part, size = [], 0
        part.append(line)
        size += length
    if part:
        yield part
