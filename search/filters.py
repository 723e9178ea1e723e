"""Which things may a search find at all? Class and filters, as conditions that hold inside the index.

An index filters by scalar slots. A slot of several values is ``*``: such candidates pass the index and are then
checked on their full account (``Narrowed.holds``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Protocol

from graph.cypher import quote_name
from graph.entities import SEVERAL, Fact
from graph.places import PREFIX, path_of
from graph.reading.views import EntityView
from graph.slots import PLACE_DIGITS
from ontology.model import Ontology, Term
from ontology.terms import Properties, Schemes
from search.errors import SHOWN, AmbiguousPlace, SearchNotValid
from search.options import FILTERS, PASSAGE, SearchQuery

if TYPE_CHECKING:
    from graph.gazetteer import Gazetteer

MAX_NAMED: Final = 12
_CODE: Final = re.compile(r"\d{2}|\d{4}|\d{6}|\d{9}|\d{12}")


class Meanings(Protocol):
    """What words stand for: the vocabulary and the places, of the live graph or of a snapshot."""

    @property
    def ontology(self) -> Ontology:
        """The vocabulary."""
        ...

    @property
    def gazetteer(self) -> Gazetteer:
        """The places."""
        ...


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Conditions on ``n``, to be joined by AND, with their parameters; and what the index cannot check.

    ``slot`` is the one that holds the level of ``place``. Nothing is decided by a slot of ``doubtful`` that holds
    several values, nor, if ``always_unsure``, by slots at all.
    """

    conditions: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    place: str = ""
    kinds: frozenset[str] = frozenset()
    slot: str = ""
    doubtful: tuple[str, ...] = ()
    always_unsure: bool = False

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
    if unknown := sorted(set(given) - set(FILTERS)):
        raise _not_valid("筛选条件", "filter", unknown[0], FILTERS)
    if query.type == PASSAGE:
        return _of_passages(given)
    conditions: list[str] = []
    parameters: dict[str, Any] = {}
    if query.type:
        conditions.append(f"n.{quote_name('class')} IN $classes")
        parameters["classes"] = list(meanings.ontology.subclasses(find_class(meanings.ontology, query.type)))
    place, slot = _place(meanings, given.get("place", ""))
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
    # A village has no slot of its own: all of its street pass the index.
    beyond = bool(place) and len(place) != PLACE_DIGITS[slot]
    doubtful = [slot] if place and not beyond else []
    doubtful += ["kind"] if kinds else []
    return Narrowed(tuple(conditions), parameters, place, kinds, slot, tuple(doubtful), beyond)


def find_class(ontology: Ontology, text: str) -> str:
    """The class of that name or label.

    Raises:
        SearchNotValid: there is none.
    """
    if text in ontology.classes:
        return text
    found = _labelled(ontology.classes, text)
    if not found:
        raise _not_valid("类", "class", text, (PASSAGE, *sorted(ontology.classes)))
    return found[0]


def _of_passages(given: Mapping[str, str]) -> Narrowed:
    if given:
        raise SearchNotValid(
            f"检索原文（type=Passage）不能用筛选条件 {'、'.join(sorted(given))}：请去掉它，或不用 type=Passage",
            f"a search of the sources' text (type=Passage) takes no filter {', '.join(sorted(given))}: leave it out, or the type",
            found=sorted(given),
        )
    return Narrowed()


def _place(meanings: Meanings, text: str) -> tuple[str, str]:
    """The code and the slot that holds its level, or empty."""
    if not text:
        return "", ""
    code = text if _CODE.fullmatch(text) else _resolve(meanings.gazetteer, text)
    if meanings.gazetteer.get(code) is None:
        raise _unknown_place(text)
    levels = [slot for slot, digits in PLACE_DIGITS.items() if digits <= len(code)]
    return code, levels[-1]


def _resolve(gazetteer: Gazetteer, text: str) -> str:
    if len(text) > SHOWN:
        raise _unknown_place(text)
    found = gazetteer.resolve(text)
    if found.rest.strip() or (not found.candidates and found.place is None):
        raise _unknown_place(text)
    if found.place is None:
        codes = [place.code for place in found.candidates[:MAX_NAMED]]
        raise AmbiguousPlace(text, (f"{path_of(code, gazetteer)}（{code}）" for code in codes))
    return found.place.code


def _unknown_place(text: str) -> SearchNotValid:
    return SearchNotValid(
        f"没有叫“{text[:SHOWN]}”的地方：请写行政区划的名称（如“玄武区”）或 2、4、6、9、12 位代码",
        f"there is no place {text[:SHOWN]!r}: give the name of an administrative division or its code of 2, 4, 6, 9 or 12 digits",
        found=text[:SHOWN],
    )


def _kinds(ontology: Ontology, text: str) -> frozenset[str]:
    if not text:
        return frozenset()
    scheme = {c.name: c for c in ontology.in_scheme(Schemes.KINDS)}
    wanted = [text] if text in scheme else _labelled(scheme, text)
    if not wanted:
        raise _not_valid("资源种类", "kind of resource", text, sorted(scheme))
    return frozenset(n for n in scheme if any(ontology.concept_is_a(n, w) for w in wanted))


def _labelled(terms: Mapping[str, Term], text: str) -> list[str]:
    return sorted(n for n, t in terms.items() if text.casefold() in {w.casefold() for w in t.wordings})


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


def _not_valid(zh: str, en: str, found: str, allowed: Sequence[str]) -> SearchNotValid:
    names = ", ".join(allowed[:MAX_NAMED])
    return SearchNotValid(
        f"没有叫“{found[:SHOWN]}”的{zh}：可用的有 {names} 等",
        f"there is no {en} {found[:SHOWN]!r}; there are {names} …",
        found=found[:SHOWN],
        allowed=list(allowed),
    )
