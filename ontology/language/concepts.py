"""Which concepts does a text name? Longest match over all wordings of a scheme, and over standard codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ontology.language.normalise import align, fold, is_ideograph
from ontology.model import Concept, Ontology

LONGEST_TEXT = 20_000
_STANDARD = re.compile(
    r"(?<![a-z0-9])([a-z]{1,6})\s?(?:/\s?[a-z])?\s?[-_]?\s?(\d{1,6}(?:\.\d{1,3})?)(?:\s?[-:—–]\s?(?:19|20)?\d{2})?(?!\d)"
)


@dataclass(frozen=True, slots=True)
class ConceptHit:
    """A concept (its name) that ``text[start:end]`` names, in code points of the original.

    ``via`` is the wording of the ontology that matched, or the standard code, folded.
    """

    concept: str
    start: int
    end: int
    via: str


@dataclass(slots=True)
class _Node:
    """A node of the character tree; ``ends`` are the concepts whose wording ends here, with the wording."""

    after: dict[str, _Node] = field(default_factory=dict)
    ends: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Text:
    """A folded text without the blanks beside ideographs; ``at[i]`` is where character ``i`` stood in the folded one."""

    characters: str
    at: list[int]
    breaks: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    found: list[tuple[str, str]]


class ConceptFinder:
    """Finds the concepts of one scheme; built once, pure, safe between threads."""

    def __init__(self, ontology: Ontology, scheme: str) -> None:
        self._root = _Node()
        self._standards: dict[tuple[str, str], list[str]] = {}
        for concept in ontology.in_scheme(scheme):
            self._add(concept)

    def find(self, text: str) -> list[ConceptHit]:
        """The hits in order of position: longest first, no two overlap (one wording may name several concepts).

        Case, width, traditional characters and blanks beside ideographs do not matter. Where a wording begins or
        ends with a letter, no letter may touch it there (``book`` is not in ``Facebook``, ``hotel`` is in
        ``doctor_hotel`` and ``DoctorHotel``); the same holds for digits. A standard code names the concepts that
        have it, with or without blanks, ``/T`` and the year. What stands after 20,000 characters is not read.
        """
        text = text[:LONGEST_TEXT]
        folded = align(text)
        compact = _compact(folded.text, text if len(text) == len(folded.text) else folded.text)
        spans = [*self._by_wording(compact), *self._by_standard(folded.text)]
        hits = [
            ConceptHit(name, *folded.span(span.start, span.end), via)
            for span in _apart(spans)
            for name, via in span.found
        ]
        return sorted(hits, key=lambda h: (h.start, h.end, h.concept))

    def _add(self, concept: Concept) -> None:
        for wording in concept.wordings:
            for form in (_form(wording), *_plurals(_form(wording))):
                if form:
                    self._plant(form, concept.name, wording)
        for standard in concept.standards:
            match = _STANDARD.search(fold(standard))
            if match:
                self._standards.setdefault((match.group(1), match.group(2)), []).append(concept.name)

    def _plant(self, form: str, name: str, wording: str) -> None:
        node = self._root
        for character in form:
            node = node.after.setdefault(character, _Node())
        if all(name != other for other, _ in node.ends):
            node.ends.append((name, wording))

    def _by_wording(self, text: _Text) -> Iterator[_Span]:
        """Every wording at every position, so that a shorter one is left where a longer one is not taken."""
        characters, first = text.characters, self._root.after
        for start, character in enumerate(characters):
            if character not in first or _joined(text, start):
                continue
            node: _Node | None = self._root
            for end in range(start, len(characters)):
                node = node.after.get(characters[end]) if node else None
                if node is None:
                    break
                if node.ends and not _joined(text, end + 1):
                    yield _Span(text.at[start], text.at[end] + 1, node.ends)

    def _by_standard(self, folded: str) -> Iterator[_Span]:
        for match in _STANDARD.finditer(folded) if self._standards else ():
            names = self._standards.get((match.group(1), match.group(2)))
            if names:
                yield _Span(*match.span(), [(name, match.group()) for name in names])


def _apart(spans: Iterable[_Span]) -> Iterator[_Span]:
    """Longest first, then leftmost; what overlaps a taken span is left out."""
    taken: list[_Span] = []
    for span in sorted(spans, key=lambda s: (s.start - s.end, s.start)):
        if all(span.end <= other.start or other.end <= span.start for other in taken):
            taken.append(span)
            yield span


def _joined(text: _Text, position: int) -> bool:
    """Whether letters, or digits, stand on both sides of a position without a break."""
    if not 0 < position < len(text.characters) or position in text.breaks:
        return False
    before, after = text.characters[position - 1], text.characters[position]
    if before.isdigit() and after.isdigit():
        return True
    return before.isalpha() and after.isalpha() and before.isascii() and after.isascii()


def _compact(folded: str, original: str) -> _Text:
    at: list[int] = []
    for i, character in enumerate(folded):
        if not character.isspace() or _blank_between_words(folded, at, i):
            at.append(i)
    characters = "".join(" " if folded[i].isspace() else folded[i] for i in at)
    breaks = frozenset(
        n for n, i in enumerate(at) if i and original[i].isupper() and original[i - 1].islower()
    )
    return _Text(characters, at, breaks)


def _form(wording: str) -> str:
    return _compact(*[" ".join(fold(wording).split())] * 2).characters


def _plurals(form: str) -> tuple[str, ...]:
    if not form.isascii() or not form[-1:].isalpha() or form.endswith("s"):
        return ()
    return (f"{form}es",) if form.endswith(("x", "ch", "sh")) else (f"{form}s",)


def _blank_between_words(text: str, kept: list[int], position: int) -> bool:
    """Whether a blank is the last of its run, behind something kept, and no ideograph stands on either side."""
    following = text[position + 1 : position + 2]
    if not kept or not following or following.isspace() or is_ideograph(following):
        return False
    return not is_ideograph(text[kept[-1]])
