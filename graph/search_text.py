"""What do full text and embedding read of an entity? One text, most telling words first.

Name and class, other names, then items, concepts, what an article tells, the parties' names, place, audience,
cost, remarks, unknown columns. Values of restricted properties and masked spans are never in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from graph.entities import Fact
from ontology.model import Ontology
from ontology.terms import Properties

LONGEST_TEXT: Final = 4000
LONGEST_NAME: Final = 300
_MASKED: Final = re.compile(r"\*{2,}")
_WORDED: Final = frozenset({"string", "text"})
_FIRST: Final = (
    Properties.NAME,
    Properties.ALTERNATIVE_NAME,
    Properties.ITEM,
    Properties.ABOUT,
    Properties.MEASURED,
    Properties.STATED_AS,
    Properties.PARTY,
    Properties.PROVIDER,
)
_STORY: Final = (
    Properties.PROBLEM,
    Properties.MEASURE,
    Properties.OUTCOME_TEXT,
    Properties.MEMBER_GROUP,
    Properties.PERIOD,
)
"""What an article tells of a practice, a case, a figure or an alliance, before whom it is for: a vector reads only the
first 400 characters."""
_THEN: Final = (Properties.NEEDER, Properties.PLACE, Properties.ADDRESS, Properties.AREA)
_CONDITIONS: Final = (Properties.ELIGIBILITY, Properties.COST, Properties.SLOT, Properties.STANDARD)
_LAST: Final = (Properties.REMARK, Properties.KEPT)


def reading_order(ontology: Ontology) -> Mapping[str, tuple[int, str]]:
    """Where each property that search reads stands in the text; those it does not read are left out."""
    known = (*_FIRST, *_STORY, *_THEN, *_CONDITIONS)
    places = {name: i for i, name in enumerate((*known, "", *_LAST))}
    order: dict[str, tuple[int, str]] = {}
    for name, declared in ontology.properties.items():
        if declared.searchable and not declared.restricted:
            lineage = (name, *declared.ancestors)
            order[name] = (next((places[n] for n in lineage if n in places), places[""]), name)
    return order


def compose(
    name: str,
    class_label: str,
    facts: Iterable[Fact],
    order: Mapping[str, tuple[int, str]],
    ontology: Ontology,
    place_path: Callable[[str], str],
) -> str:
    """The search text, at most ``LONGEST_TEXT`` characters.

    Args:
        facts: the asserted facts that were not passed over for another.
        order: ``reading_order`` of the ontology.
        place_path: the full name of a place code.
    """
    read = [f for f in facts if f.property in order and not f.restricted]
    read.sort(key=lambda f: order[f.property])
    said = [piece for fact in read for piece in _wordings(fact, ontology, place_path)]
    pieces = map(without_masks, dict.fromkeys((name, class_label, *said)))
    text = " ".join(filter(None, pieces))
    return text[:LONGEST_TEXT].rstrip()


def without_masks(text: str) -> str:
    """The text without masked spans.

    >>> without_masks("电话 *********** 王")
    '电话 王'
    """
    return " ".join((_MASKED.sub(" ", text) if "**" in text else text).split())


def _wordings(fact: Fact, ontology: Ontology, place_path: Callable[[str], str]) -> tuple[str, ...]:
    if fact.kind == "concept":
        concept = ontology.concepts.get(fact.value)
        said = concept.zh if concept else fact.value
        return (said, fact.original) if fact.original else (said,)
    if fact.kind == "place":
        return (place_path(fact.value),)
    if fact.kind == "record":
        return (fact.original,)
    worded = ontology.properties[fact.property].range in _WORDED
    return (fact.original or fact.value,) if worded else ()
