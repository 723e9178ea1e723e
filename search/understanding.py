"""Which words of a sentence mean what? Spans that the vocabulary knows, what they require, and what is left over.

Nothing here knows a particular thing or audience: wordings, what suits whom and the words that only ask
are all in the ontology.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import rjieba

from graph.gazetteer import Gazetteer, Resolution
from ontology.language.normalise import fold, is_ideograph
from ontology.model import Ontology, Suitability
from search.factors.readers import Readers
from search.factors.words import word_ends

Span = tuple[int, int]
MAX_DETAILS: Final = 8
_AT: Final = frozenset("在到至往去于")
"""Words after which a place is named."""
_LATIN: Final = re.compile(r"[A-Za-z]{4,30}")


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


def apart(kinds: Sequence[Named], audiences: Sequence[Named]) -> tuple[list[Named], list[Named]]:
    """Kinds and audiences without the words that are read as both: doctors are an audience beside another kind
    (masks for doctors), and what is asked for where nothing else is."""
    spans = [a.span for a in audiences]
    other = [k for k in kinds if not overlaps(k.span, spans)]
    if other:
        return other, list(audiences)
    return list(kinds), [a for a in audiences if not overlaps(a.span, [k.span for k in kinds])]


def details(readers: Readers, text: str, taken: Sequence[Span]) -> tuple[str, ...]:
    """The content words that no reading took and that do more than ask or name an organisation: at most
    eight, folded, each once."""
    found: dict[str, None] = {}
    words, position = list(rjieba.cut(text)), 0
    for word, following in zip(words, [*words[1:], ""], strict=False):
        span = (position, position + len(word))
        position = span[1]
        plain = fold(word).strip()
        if len(plain) < 2 or plain in readers.asking or overlaps(span, taken) or not _is_word(plain):
            continue
        if (
            readers.organisations.kind(plain) is None
            and readers.organisations.kind(plain + following) is None
        ):
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
    """The places that a sentence names in whole words, those after a word of place (在, 到 …) first. One that
    several places share has no ``place``."""
    starts, ends = word_ends(text)
    found = [
        r
        for r in gazetteer.find(text)
        if r.span[0] in starts and r.span[1] in ends and not overlaps(r.span, taken)
    ]
    found += _in_latin(gazetteer, text, taken)
    return sorted(found, key=lambda r: (text[max(r.span[0] - 1, 0) : r.span[0]] not in _AT, r.span))


def in_words(text: str, span: Span) -> bool:
    """Whether a span does not cut words on both sides: 天天 in 今天天气 does."""
    starts, ends = word_ends(text)
    return span[0] in starts or span[1] in ends


def _in_latin(gazetteer: Gazetteer, text: str, taken: Sequence[Span]) -> list[Resolution]:
    """Places named in pinyin (Wuhan): whole words of four letters and more that are one place."""
    found = []
    for match in _LATIN.finditer(text):
        resolution = gazetteer.resolve(match.group())
        if resolution.place and not resolution.rest and not overlaps(match.span(), taken):
            found.append(replace(resolution, span=match.span()))
    return found
