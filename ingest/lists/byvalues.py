"""What do a column's values say by themselves, where its name says nothing? Times, costs, people, amounts, places, things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from ingest.lists.items import leaning_of
from ingest.lists.lexicon import Lexicon
from ingest.lists.stats import ColumnStats
from ingest.lists.values import CLEARLY, MOSTLY, counts_rows
from ontology.language.concepts import ConceptHit
from ontology.language.keys import valid_uscc
from ontology.language.times import read_slots
from ontology.terms import Properties, Schemes

_COVERED = 0.6
"""The part of a value that must be a time, or the name of a group of people, for the value to be one."""
_SOME, _LOOKED_AT = 3, 40
_SOME_KNOWN = 0.25
"""The share of values that must be known things where no column names the things of a list."""
_TIMES_OVER = 2
"""Categories stand in a column several times each; things do not."""
_DIMENSIONS = {"area": Properties.FLOOR_AREA, "money": "", "duration": "", "months": "", "length": ""}
"""What amounts of a dimension are of; '' where that cannot be told; all others are how much there is."""


def told_by_values(stats: ColumnStats, lexicon: Lexicon) -> Iterator[str]:
    """The properties that the values speak for, the surest first."""
    if len(stats.sample) < 1:
        return
    if counts_rows(stats):
        yield Properties.ROW_NUMBER
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        (Properties.USCC, valid_uscc),
        (Properties.UNIT, lambda v: bool(lexicon.unit(v))),
        (Properties.SLOT, _is_slot),
        (Properties.COST, partial(_is_concept, lexicon.costs)),
        (Properties.ELIGIBILITY, partial(_is_concept, lexicon.audiences)),
        (Properties.PLACE, lambda v: not v.isnumeric() and lexicon.places.is_place(v)),
    )
    yield from (name for name, test in tests if stats.share(test) >= CLEARLY)
    if are_counted_things(stats, lexicon):
        yield Properties.ITEM
    if amount := _of_amounts(stats, lexicon):
        yield amount
    if stats.share(partial(_is_special_kind, lexicon)) >= MOSTLY:
        yield Properties.ABOUT if stats.filled >= _TIMES_OVER * len(stats.sample) > 1 else Properties.ITEM
        yield Properties.ITEM


def are_counted_things(stats: ColumnStats, lexicon: Lexicon) -> bool:
    """Whether values are things with their amounts (口罩20只、手套5双), the amounts on one side throughout."""
    return len(stats.sample) >= _SOME and bool(leaning_of(sorted(stats.sample)[:_LOOKED_AT], lexicon))


def as_things(stats: ColumnStats, lexicon: Lexicon) -> float:
    """The share of values that end in the name of a special kind of thing."""
    return stats.share(partial(_is_special_kind, lexicon))


def are_words(stats: ColumnStats, lexicon: Lexicon) -> bool:
    """Whether values may be names of things at all: words, no numbers, dates, addresses with numbers or organisations."""

    def is_word(value: str) -> bool:
        numbered = value[:1].isdigit() or value.endswith("号")
        return len(value) > 1 and not numbered and not lexicon.dates(value) and not lexicon.kind_of(value)

    return stats.share(is_word) >= CLEARLY


def could_be_things(stats: ColumnStats, lexicon: Lexicon) -> bool:
    """Whether values may well be names of things: words, not the same few again and again, some of kinds that are known."""
    known = stats.share(lambda v: bool(lexicon.kinds(v)))
    various = _TIMES_OVER * len(stats.sample) >= stats.filled
    return various and known >= _SOME_KNOWN and are_words(stats, lexicon)


def _is_slot(value: str) -> bool:
    found = read_slots(value)
    return sum(s.end - s.start for s in found) >= _COVERED * len(value) if found else False


def _is_concept(find: Callable[[str], tuple[ConceptHit, ...]], value: str) -> bool:
    return sum(h.end - h.start for h in find(value)) >= _COVERED * len(value)


def _is_special_kind(lexicon: Lexicon, value: str) -> bool:
    """Whether a value ends in the name of a special kind of thing and is not the name of a unit."""
    concepts = lexicon.ontology.concepts
    ends = any(
        h.end == len(value) and concepts[h.concept].broader for h in lexicon.finder(Schemes.KINDS)(value)
    )
    return ends and not lexicon.kind_of(value)


def _of_amounts(stats: ColumnStats, lexicon: Lexicon) -> str:
    """What amounts that state their unit are of, '' if they are none or it cannot be told."""
    dimensions: Counter[str] = Counter()
    for value in stats.sample:
        found = lexicon.quantities(value)
        if found and found[0].unit and found[-1].end - found[0].start >= _COVERED * len(value):
            dimensions[lexicon.dimension(found[0].unit)] += 1
    if sum(dimensions.values()) < CLEARLY * len(stats.sample):
        return ""
    return _DIMENSIONS.get(dimensions.most_common(1)[0][0], Properties.QUANTITY)
