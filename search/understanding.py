"""Which words of a sentence mean what? Spans that the vocabulary knows, what they require, and what is left over.

Nothing here knows a particular thing or audience: wordings, what suits whom and the words that only ask
are all in the ontology.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import rjieba

from graph.gazetteer import Gazetteer, Resolution
from ontology.language.normalise import fold, is_ideograph
from ontology.model import Ontology, Suitability
from search.factors.readers import Readers

Span = tuple[int, int]
MAX_DETAILS: Final = 8
_AT: Final = frozenset("在到至往去于离")
"""Words after which a place is named."""


@dataclass(frozen=True, slots=True)
class Named:
    """A concept that the words ``wording`` at ``span`` name."""

    concept: str
    wording: str
    span: Span


def named(readers: Readers, scheme: str, text: str, taken: Sequence[Span] = ()) -> list[Named]:
    """The concepts of a scheme that a text names outside the spans already taken, each once, in order;
    a concept above another one that is named too is left out."""
    found = [
        Named(h.concept, text[h.start : h.end], (h.start, h.end))
        for h in readers.find(scheme, text)
        if not overlaps((h.start, h.end), taken)
    ]
    above = {a for n in found for a in readers.ontology.concepts[n.concept].ancestors}
    return list({n.concept: n for n in reversed(found) if n.concept not in above}.values())[::-1]


def required(
    ontology: Ontology, wanted: str, audiences: Iterable[str], text: str
) -> list[tuple[str, Suitability]]:
    """The narrower kinds that it takes to serve these audiences, as the ontology says: a mask that protects
    doctors takes a medical protective mask. Empty if it says nothing, or if ``wanted`` is one of them."""
    audiences = tuple(audiences)
    found = []
    for concept in ontology.in_scheme(ontology.concepts[wanted].scheme):
        if ontology.concept_is_a(concept.name, wanted):
            suits = [s for s in concept.suits if _applies(ontology, s, audiences, text)]
            found += [(concept.name, s) for s in suits[:1]]
    return [] if any(ontology.concept_is_a(wanted, name) for name, _ in found) else found


def details(readers: Readers, text: str, taken: Sequence[Span]) -> tuple[str, ...]:
    """The content words that no reading took and that do more than ask: at most eight, folded, each once."""
    found: dict[str, None] = {}
    position = 0
    for word in rjieba.cut(text):
        span = (position, position + len(word))
        position = span[1]
        plain = fold(word).strip()
        if len(plain) > 1 and plain not in readers.asking and not overlaps(span, taken) and _is_word(plain):
            found[plain] = None
    return tuple(found)[:MAX_DETAILS]


def overlaps(span: Span, taken: Iterable[Span]) -> bool:
    """Whether a span shares a character with one that is taken."""
    return any(span[0] < end and start < span[1] for start, end in taken)


def _applies(ontology: Ontology, suits: Suitability, audiences: Sequence[str], text: str) -> bool:
    served = any(ontology.concept_is_a(a, suits.audience) for a in audiences)
    return served and (not suits.words or any(fold(word) in fold(text) for word in suits.words))


def _is_word(text: str) -> bool:
    """Whether it holds a letter or an ideograph: numbers and signs alone name nothing."""
    return any(is_ideograph(c) or (c.isalpha() and not c.isdigit()) for c in text)


def find_places(gazetteer: Gazetteer, text: str, taken: Sequence[Span] = ()) -> list[Resolution]:
    """The places that a sentence names, those after a word of place (在, 到 …) first.

    A wording counts if it begins and ends with words of the sentence and is written in full (玄武区), is a
    province or city, or follows a word of place. One that several places share has no ``place``.
    """
    starts, ends, position = [], set(), 0
    for word in rjieba.cut(text):
        starts.append(position)
        position += len(word)
        ends.add(position)
    found: list[tuple[bool, Resolution]] = []
    covered = list(taken)
    for start in starts:
        if overlaps((start, start + 1), covered) or not is_ideograph(text[start]):
            continue
        near = text[max(start - 1, 0) : start] in _AT
        resolution = _placed(gazetteer, text, start)
        if resolution and resolution.span[1] in ends and _counts(resolution, near):
            found.append((near, resolution))
            covered.append(resolution.span)
    return [r for _, r in sorted(found, key=lambda f: (not f[0], f[1].span))]


def _placed(gazetteer: Gazetteer, text: str, start: int) -> Resolution | None:
    resolution = gazetteer.resolve(text[start:])
    if resolution is None or not (resolution.place or resolution.candidates):
        return None
    span = (start + resolution.span[0], start + resolution.span[1])
    return replace(resolution, span=span) if span[1] - span[0] > 1 else None


def _counts(resolution: Resolution, near: bool) -> bool:
    if resolution.full or near:
        return True
    return resolution.place is not None and resolution.place.level in {"province", "city"}
