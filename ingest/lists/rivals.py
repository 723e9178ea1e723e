"""Which of several meanings of one column name do its values speak for? 价格 over 免费 is a cost, over 50 a price.

Each property hears the values in the way of its range: amounts, dates, places, organisations, concepts. Of text it is asked
how many hold a sign of the property (the word list ``valueSigns``); text without signs is what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.lists.handling import handler_of
from ingest.lists.wording import Candidate
from ontology.terms import Properties

if TYPE_CHECKING:
    from ingest.lists.lexicon import Lexicon
    from ingest.lists.stats import ColumnStats

_LEFT = 0.3
"""How strongly values speak for text that has no signs."""
_COVERED = 0.5
"""The part of a value that a concept must take up."""


def by_evidence(candidates: Sequence[Candidate], stats: ColumnStats, lexicon: Lexicon) -> Sequence[Candidate]:
    """The candidates, those that are equally sure in the order in which the values speak for them."""
    found: list[Candidate] = []
    for _, group in groupby(candidates, key=lambda c: c.confidence):
        rivals = list(group)
        several = len({c.property for c in rivals}) > 1
        if several:
            rivals.sort(key=lambda c: -_evidence(c.property, stats, lexicon))
        found += rivals
    return found


def _evidence(name: str, stats: ColumnStats, lexicon: Lexicon) -> float:
    """How many of the values speak for a property, from 0 to 1."""
    known = lexicon.ontology.properties[name]
    handler = handler_of(name, lexicon.ontology)
    if handler == "concept":
        finder = lexicon.finder(known.scheme)
        return stats.share(lambda v: sum(h.end - h.start for h in finder(v)) >= _COVERED * len(v))
    if handler == "quantity":
        return stats.share(lambda v: _is_amount(v, lexicon))
    if handler == "date":
        return stats.share(lambda v: bool(lexicon.dates(v)))
    if handler == "place":
        return stats.share(lexicon.places.is_place)
    if handler == "party":
        return stats.share(lambda v: bool(lexicon.kind_of(v)))
    if handler == "item":
        return stats.share(lambda v: bool(lexicon.kinds(v)))
    signs = lexicon.signs.get(name, ()) if name != Properties.REMARK else ()
    return stats.share(lambda v: any(s in v.lower() for s in signs)) if signs else _LEFT


def _is_amount(value: str, lexicon: Lexicon) -> bool:
    """Whether a value is a number or an amount and nothing else."""
    if not any(map(str.isalpha, value)):
        return any(map(str.isnumeric, value))
    found = lexicon.quantities(value)
    return bool(found) and found[-1].end - found[0].start == len(value)
