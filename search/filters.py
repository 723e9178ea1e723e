"""Which things may a search find at all? Class and filters, as conditions that hold inside the index.

An index filters by scalar slots. A slot of several values is ``*``: such candidates pass the index and are then
checked on their full account (``Narrowed.holds``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.cypher import quote_name
from graph.entities import SEVERAL, Fact
from graph.places import PREFIX
from graph.reading.views import EntityView
from graph.slots import PLACE_DIGITS
from ontology.model import Ontology
from ontology.terms import Properties, Schemes
from search.errors import SHOWN, SearchNotValid
from search.facets import facets_meant
from search.named import Meanings, find_class, find_concepts, find_place
from search.options import FILTERS, PASSAGE, SearchQuery


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Conditions on ``n``, to be joined by AND, with their parameters; and what the index cannot check.

    ``slot`` is the one that holds the level of ``place``. Nothing is decided by a slot of ``doubtful`` that holds
    several values, nor, if ``always_unsure``, by slots at all. ``facets`` (``graph.facets``) are lists, which no vector index
    can look into: their condition has to be checked on the nodes.
    """

    conditions: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    place: str = ""
    kinds: frozenset[str] = frozenset()
    slot: str = ""
    doubtful: tuple[str, ...] = ()
    always_unsure: bool = False
    facets: tuple[str, ...] = ()

    @property
    def unsure(self) -> str:
        """An expression that is true of a node ``n`` whose slots do not decide."""
        doubts = [f"n.{quote_name(slot)} = '{SEVERAL}'" for slot in self.doubtful]
        return " OR ".join([*doubts, *(["true"] if self.always_unsure else [])]) or "false"

    def holds(self, entity: EntityView, ontology: Ontology) -> bool:
        """Whether the full account of an unsure entity fits."""
        return (not self.place or self._is_there(entity, ontology)) and (
            not self.kinds
            or any(_states(f, Properties.ABOUT, ontology) and f.value in self.kinds for f in entity.facts)
        )

    def _is_there(self, entity: EntityView, ontology: Ontology) -> bool:
        stated = [
            f.value for f in entity.facts if f.kind == "place" and _states(f, Properties.PLACE, ontology)
        ]
        own = entity.id.removeprefix(PREFIX) if entity.id.startswith(PREFIX) else ""
        return any(code.startswith(self.place) for code in (*stated, own))


def narrow(meanings: Meanings, query: SearchQuery) -> Narrowed:
    """What class and filters of a query come to.

    Raises:
        SearchNotValid: an unknown class, filter, place, concept or date; a filter on passages.
        AmbiguousPlace: several places have that name.
    """
    given = {name: value.strip() for name, value in query.filters.items() if value.strip()}
    facets = facets_meant(meanings, {n: v for n, v in given.items() if n not in FILTERS})
    if query.type == PASSAGE:
        return _of_passages(given)
    conditions: list[str] = []
    parameters: dict[str, Any] = {}
    if query.type:
        conditions.append(f"n.{quote_name('class')} IN $classes")
        parameters["classes"] = list(meanings.ontology.subclasses(find_class(meanings.ontology, query.type)))
    place = find_place(meanings, given["place"]) if "place" in given else ""
    slot = _slot_of(place) if place else ""
    if place:
        conditions.append(f"n.{quote_name(slot)} IN $places")
        parameters["places"] = [place[: PLACE_DIGITS[slot]], SEVERAL]
    kinds = _kinds(meanings.ontology, given.get("kind", ""))
    if kinds:
        conditions.append("n.kind IN $kinds")
        parameters["kinds"] = [*sorted(kinds), SEVERAL]
    if "valid_on" in given:
        conditions.append("n.validUntil >= $validOn")
        parameters["validOn"] = _date(given["valid_on"])
    if facets:
        conditions.append("all(entry IN $facets WHERE entry IN n.facets)")
        parameters["facets"] = list(facets)
    # A village has no slot of its own: all of its street pass the index.
    beyond = bool(place) and len(place) != PLACE_DIGITS[slot]
    doubtful = [slot] if place and not beyond else []
    doubtful += ["kind"] if kinds else []
    return Narrowed(tuple(conditions), parameters, place, kinds, slot, tuple(doubtful), beyond, facets)


def _of_passages(given: Mapping[str, str]) -> Narrowed:
    if given:
        raise SearchNotValid(
            f"检索原文（type=Passage）不能用筛选条件 {'、'.join(sorted(given))}：请去掉它，或不用 type=Passage",
            f"a search of the sources' text (type=Passage) takes no filter {', '.join(sorted(given))}: leave it out, or the type",
            found=sorted(given),
        )
    return Narrowed()


def _slot_of(code: str) -> str:
    """The slot that holds the level of a place."""
    return [slot for slot, digits in PLACE_DIGITS.items() if digits <= len(code)][-1]


def _kinds(ontology: Ontology, text: str) -> frozenset[str]:
    if not text:
        return frozenset()
    wanted = find_concepts(ontology, Schemes.KINDS, text)
    names = ontology.schemes.get(Schemes.KINDS, ())
    return frozenset(n for n in names if any(ontology.concept_is_a(n, w) for w in wanted))


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise SearchNotValid(
            f"日期“{text[:SHOWN]}”不对：请写成 2026-03-01",
            f"{text[:SHOWN]!r} is not a date: write 2026-03-01",
            found=text[:SHOWN],
        ) from error


def _states(fact: Fact, core: str, ontology: Ontology) -> bool:
    known = fact.property == core or (
        fact.property in ontology.properties and ontology.property_is_a(fact.property, core)
    )
    return known and fact.status == "asserted" and not fact.alternative
