"""At what do signs in a column's values hint, where neither its name nor whole values say what it is?

Addresses have a number and a word for a building, times a word of the calendar, costs a word such as 免费 in some cells, hints
to the reader a verb of asking. The words are the list ``valueSigns``.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.lists.lexicon import Lexicon
from ingest.lists.stats import ColumnStats
from ingest.lists.values import CLEARLY, MOSTLY
from ontology.language.concepts import ConceptHit
from ontology.language.times import read_slots
from ontology.terms import Properties

_SEVERAL, _LEAST_REMARK = 3, 4
"""How many different values, of how many characters, make a column of remarks."""
_SPECIFICATION = "specification"
_COVERED = 0.6
_TIMES_OVER, _MOST_CATEGORIES = 2, 8
_SOME = 0.2


def hinted(stats: ColumnStats, lexicon: Lexicon) -> Iterator[str]:
    """The properties at which signs in the values hint, the surest first."""
    hints = _Hints(stats, lexicon)
    yield from hints.categories()
    if len(stats.sample) < _SEVERAL:
        return
    shares = {
        Properties.ADDRESS: stats.share(hints.is_address),
        Properties.STANDARD: stats.share(hints.is_standard),
        Properties.ELIGIBILITY: stats.share(hints.is_audience),
        Properties.COST: hints.costs(),
        Properties.SLOT: stats.share(hints.is_slot),
        Properties.REMARK: stats.share(hints.is_remark),
    }
    yield from (n for n in sorted(shares, key=lambda n: -shares[n]) if shares[n] >= MOSTLY)


class _Hints:
    """Tests of single values."""

    def __init__(self, stats: ColumnStats, lexicon: Lexicon) -> None:
        self.stats = stats
        self.lexicon = lexicon

    def categories(self) -> Iterator[str]:
        """What there are kinds of, if few words with kinds of things in them come again and again."""
        few = 1 < len(self.stats.sample) <= _MOST_CATEGORIES
        often = self.stats.filled >= _TIMES_OVER * len(self.stats.sample)
        if few and often and self.stats.share(self._is_category) >= CLEARLY:
            yield Properties.ABOUT

    def costs(self) -> float:
        """The share of values that say a cost in words or in money, 0.0 if hardly any does so in words."""
        words = self.stats.share(lambda v: bool(self.lexicon.costs(v)))
        return self.stats.share(self._is_cost) if words >= _SOME else 0.0

    def is_address(self, value: str) -> bool:
        """Whether a value has a number and a word for where a building is."""
        placed = self._has(Properties.ADDRESS, value) and any(map(str.isdecimal, value))
        return placed and not self.lexicon.dates(value)

    def is_standard(self, value: str) -> bool:
        """Whether a value has a measure or a mark, and a word of goods."""
        return self._has(_SPECIFICATION, value) and any(c.isdecimal() or c.isascii() for c in value)

    def is_audience(self, value: str) -> bool:
        """Whether most of a value is a group of people."""
        return _covers(self.lexicon.audiences(value), value)

    def is_slot(self, value: str) -> bool:
        """Whether a value has a time in it, or a word of the calendar."""
        return bool(read_slots(value)) or self._has(Properties.SLOT, value)

    def is_remark(self, value: str) -> bool:
        """Whether a value asks for something or hints at it in a few words (须提前联系, 可协商)."""
        long = len(value) >= _LEAST_REMARK
        return long and not self.lexicon.kind_of(value) and self._has(Properties.REMARK, value)

    def _is_category(self, value: str) -> bool:
        return bool(self.lexicon.kinds(value)) and not any(map(str.isdecimal, value))

    def _is_cost(self, value: str) -> bool:
        found = self.lexicon.quantities(value)
        money = any(self.lexicon.dimension(q.unit) == "money" for q in found)
        return money or bool(self.lexicon.costs(value))

    def _has(self, name: str, value: str) -> bool:
        return any(sign in value.lower() for sign in self.lexicon.signs.get(name, ()))


def _covers(hits: tuple[ConceptHit, ...], value: str) -> bool:
    return sum(h.end - h.start for h in hits) >= _COVERED * len(value)
