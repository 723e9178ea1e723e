"""Does an offer say these very words? Compared in folded form, in its item and name, or anywhere in its prose."""

from __future__ import annotations

from collections.abc import Iterable

import rjieba

from graph.entities import Fact
from ontology.language.normalise import fold
from ontology.terms import Properties
from search.factors.facts import written
from search.factors.offer import PROSE, Offer

_NAMES = (Properties.ITEM, Properties.NAME)


def word_ends(text: str) -> tuple[set[int], set[int]]:
    """Where the words of a text begin and end."""
    starts, ends, position = set(), set(), 0
    for word in rjieba.cut(text):
        starts.add(position)
        position += len(word)
        ends.add(position)
    return starts, ends


def holds_words(offer: Offer, words: Iterable[str], anywhere: bool = False) -> tuple[Fact, ...]:
    """The facts (of item and name, or of all prose) that hold one of the words."""
    folded = [fold(word) for word in words if word]
    facts = offer.stated(*(PROSE if anywhere else _NAMES))
    return tuple(f for f in facts if any(word in fold(written(f)) for word in folded))
