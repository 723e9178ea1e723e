"""How do rows become passages? Cells masked, tab-joined, with the span of each; equal texts numbered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.identifiers import passage_id
from graph.sources import Passage, PassageKind
from ingest.lists.lexicon import Lexicon
from ingest.lists.signing import Spans, hide

MASK = "*"


@dataclass(frozen=True, slots=True)
class Laid:
    """A passage and its cells: ``texts[i]`` stands at ``starts[i]``; ``said`` are the passages of cells that a person put
    right."""

    passage: Passage
    texts: Sequence[str]
    starts: Sequence[int]
    said: Mapping[int, Passage] | None = None


class PassageMaker:
    """Makes the passages of one source; remembers equal texts to number them."""

    def __init__(self, source: str, lexicon: Lexicon) -> None:
        self.source = source
        self.lexicon = lexicon
        self._seen: Counter[str] = Counter()

    def lay(
        self,
        cells: Sequence[str],
        kind: PassageKind,
        sheet: str = "",
        row: int = 0,
        hidden: frozenset[int] | Sequence[int] = (),
        signed: bool = False,
    ) -> Laid:
        """Mask and join cells. ``hidden`` are positions of which nothing may show; in titles, paragraphs and rows that may
        be ``signed`` the names of those who filled the list in, or are to be called, are masked."""
        names = self._names(cells, kind, signed)
        texts: list[str] = []
        starts: list[int] = []
        spans: list[tuple[int, int]] = []
        position = 0
        for index, cell in enumerate(cells):
            starts.append(position)
            if cell:
                if index in hidden:
                    spans.append((position, position + len(cell)))
                    cell = MASK * len(cell)
                else:
                    masked = self.lexicon.mask(cell)
                    if index in names:
                        masked = hide(masked, names[index])
                    if masked.spans:
                        spans += [(position + a, position + b) for a, b in masked.spans]
                        cell = masked.text
            texts.append(cell)
            position += len(cell) + 1
        text = "\t".join(texts).rstrip("\t")
        return Laid(self._passage(text, kind, sheet, row, tuple(spans)), texts, starts)

    def once(self, text: str, kind: PassageKind, sheet: str = "") -> tuple[Laid, bool]:
        """The passage that was laid of a text before, else a new one; whether it is new."""
        masked = self.lexicon.mask(text)
        if kind == "title" and (names := self.lexicon.signing.names([text])):
            masked = hide(masked, names[0])
        first = passage_id(self.source, masked.text, 0)
        if not self._seen[first]:
            return self.lay([text], kind, sheet), True
        known = Passage(first, self.source, masked.text, kind, masked=tuple(masked.spans))
        return Laid(known, [masked.text], [0]), False

    def _names(self, cells: Sequence[str], kind: PassageKind, signed: bool) -> Mapping[int, Spans]:
        """The names of persons behind labels, by position."""
        if signed or kind == "title":
            return self.lexicon.signing.names(cells)
        if kind != "paragraph":
            return {}
        return {i: self.lexicon.signing.in_text(cell, self.lexicon.is_person) for i, cell in enumerate(cells)}

    def _passage(
        self, text: str, kind: PassageKind, sheet: str, row: int, spans: tuple[tuple[int, int], ...]
    ) -> Passage:
        first = passage_id(self.source, text, 0)
        ordinal = self._seen[first]
        self._seen[first] += 1
        identifier = passage_id(self.source, text, ordinal) if ordinal else first
        return Passage(identifier, self.source, text, kind, self.lexicon.mask(sheet).text, row, spans)
