"""What kind of thing is listed? Offers, needs, or things of a class that the list names (项目, 工作法, 荣誉)."""

from __future__ import annotations

from dataclasses import dataclass

from ontology.model import Ontology
from ontology.terms import Classes, Properties

_CORE = {"offer": Classes.RESOURCE, "need": Classes.DEMAND}


@dataclass(frozen=True, slots=True)
class ThingKind:
    """``cls`` is the class of the things unless a row says a more special one, below ``top`` in any case; ``naming`` is the property that
    their name or wording is a value of, ``link`` the one that leads to the row's party, without which a thing that ``needs_party``
    cannot be recorded."""

    role: str
    cls: str
    top: str
    naming: str
    link: str
    needs_party: bool


def is_listed(name: str, ontology: Ontology) -> bool:
    """Whether things of a class are listed as such, neither offered nor needed."""
    cls = ontology.classes[name]
    sides = (Classes.OFFER, Classes.NEED)
    return bool(cls.party_property) and not any(ontology.is_a(name, side) for side in sides)


def kind_of(role: str, named: str, ontology: Ontology) -> ThingKind:
    """The kind of the things of a list by its role; ``named`` is the class that a list of neither offers nor needs is of."""
    core = _CORE.get(role, named)
    cls = ontology.classes[core]
    top = {"offer": Classes.OFFER, "need": Classes.NEED}.get(role, core)
    above = {core, *cls.ancestors}
    required = {
        c.property
        for c in ontology.constraints
        if c.target in above and c.kind == "minCount" and c.value != "0"
    }
    naming = next(iter(cls.caption), Properties.NAME)
    return ThingKind(role, core, top, naming, cls.party_property, cls.party_property in required)
