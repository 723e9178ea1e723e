"""What do we believe about one thing? The folded account of it, as it is stored and read.

``graph.fold`` makes it from records; ``graph.settle`` writes it. A fact keeps every record and
statement that says it, so evidence is one step away.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Final

from graph.identifiers import digest
from graph.records import Kind, Status
from ontology.terms import Properties

SLOTS: Final = ("province", "city", "district", "street", "kind", "validUntil")
"""The scalar filter slots beside ``class``: the value if single, ``*`` if several, ``?`` if unknown."""

SEVERAL: Final = "*"
UNKNOWN: Final = "?"
NO_END: Final = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of one property, with all that say so.

    ``value`` of kind ``record`` is the id of the record as stated (any member id leads to the entity)
    and ``original`` the name as written. ``sources`` counts distinct sources, ``latest`` is the latest
    stated date among them ('' if none). ``alternative``: another value of this single-valued property
    was chosen. ``language`` is '' where the statements differ in it.
    """

    property: str
    value: str
    kind: Kind = "literal"
    unit: str = ""
    precision: str = "exact"
    original: str = ""
    status: Status = "asserted"
    period: str = ""
    language: str = "zh"
    restricted: bool = False
    alternative: bool = False
    records: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    sources: int = 1
    latest: str = ""


def stated(facts: Iterable[Fact], property_name: str) -> list[Fact]:
    """The asserted facts of a property that were not passed over for another."""
    return [f for f in facts if f.property == property_name and f.status == "asserted" and not f.alternative]


def valid_from(facts: Iterable[Fact]) -> str:
    """The first day on which a thing holds as stated (ISO), '' if no beginning is stated."""
    return min((f.value for f in stated(facts, Properties.VALID_FROM)), default="")


def confirmed_on(facts: Iterable[Fact]) -> str:
    """The latest day (ISO) on which a thing was confirmed: a source says so, or several sources say the same fact."""
    known = list(facts)
    said = [f.value for f in stated(known, Properties.CONFIRMED_ON)]
    return max([*said, *(f.latest for f in known if f.sources > 1 and f.status == "asserted")], default="")


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """A typed relation between two entities (ids) and the records that state it, sorted."""

    relation: str
    source: str
    target: str
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """The folded account of one thing.

    ``type`` is the most specific class and ``labels`` all classes of all members with their
    superclasses; ``members`` are record ids, sorted; ``slots`` holds every name of ``SLOTS``;
    ``text`` is what search and embedding read (never a restricted value), ``tokens`` its index form; ``facets``
    are the values that a search may be narrowed to (``graph.facets``).
    """

    id: str
    type: str
    labels: tuple[str, ...]
    name: str
    text: str
    facts: tuple[Fact, ...] = ()
    members: tuple[str, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)
    tokens: str = ""
    facets: tuple[str, ...] = ()

    def values(self, property_name: str) -> list[str]:
        """The asserted values of a property that were not passed over for another."""
        return [f.value for f in self.stated(property_name)]

    def first(self, property_name: str) -> str | None:
        """The chosen (or first) asserted value of a property, or ``None``."""
        return next(iter(self.values(property_name)), None)

    def stated(self, property_name: str) -> list[Fact]:
        """The asserted facts of a property that were not passed over for another."""
        return stated(self.facts, property_name)

    @property
    def text_hash(self) -> str:
        """What a stored vector is compared with: it changes when, and only when, the text does."""
        return digest("x", self.text)


def to_properties(entity: Entity) -> dict[str, Any]:
    """The node properties of an entity; labels go beside them."""
    return {
        "id": entity.id,
        "class": entity.type,
        "name": entity.name,
        "text": entity.text,
        "tokens": entity.tokens,
        "text_hash": entity.text_hash,
        "account": pack_facts(entity.facts),
        "members": list(entity.members),
        "facets": list(entity.facets),
        **entity.slots,
    }


def from_node(properties: Mapping[str, Any], labels: Iterable[str]) -> Entity:
    """The entity that ``to_properties`` wrote; ``labels`` as the node has them."""
    return Entity(
        id=properties["id"],
        type=properties["class"],
        labels=tuple(sorted(set(labels) - {"Entity", "Searchable"})),
        name=properties.get("name", ""),
        text=properties.get("text", ""),
        facts=unpack_facts(properties.get("account", "[]")),
        members=tuple(properties.get("members", ())),
        slots={name: properties[name] for name in SLOTS if name in properties},
        tokens=properties.get("tokens", ""),
        facets=tuple(properties.get("facets", ())),
    )


_DEFAULTS: Final = Fact("", "")
_OPTIONAL: Final = tuple(name for name in Fact.__dataclass_fields__ if name not in {"property", "value"})
_get: Final = attrgetter(*_OPTIONAL)
_OPTIONAL_DEFAULTS: Final = _get(_DEFAULTS)
_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def pack_facts(facts: Iterable[Fact]) -> str:
    """Canonical JSON of facts in the order given, defaults left out, no spaces."""
    return _encode([_to_plain(f) for f in facts])


def unpack_facts(text: str) -> tuple[Fact, ...]:
    """The facts that ``pack_facts`` wrote."""
    return tuple(_from_plain(item) for item in json.loads(text))


def unpack_links(text: str) -> tuple[Fact, ...]:
    """Those of the facts whose value is a record, a concept or a place; quicker than all of them."""
    return tuple(_from_plain(item) for item in json.loads(text) if "kind" in item)


def _to_plain(fact: Fact) -> dict[str, Any]:
    said = zip(_OPTIONAL, _get(fact), _OPTIONAL_DEFAULTS, strict=True)
    plain: dict[str, Any] = {name: value for name, value, default in said if value != default}
    plain["property"], plain["value"] = fact.property, fact.value
    return plain


def _from_plain(plain: dict[str, Any]) -> Fact:
    for name in ("records", "statements"):
        plain[name] = tuple(plain.get(name, ()))
    return Fact(**plain)
