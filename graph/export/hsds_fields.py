"""Which values of an entity go into which HSDS field? As the ontology's ``gj:hsds`` annotations say, never a contact."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from graph.entities import Entity, Fact
from ontology.model import Ontology

if TYPE_CHECKING:
    from graph.gazetteer import Gazetteer

NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:gongjian:id:")
Json = dict[str, Any]
_JOINT: Final = "；"


def identifier(*parts: str) -> str:
    """A UUID (version 5) that follows from what it is of, so that the same thing always has the same.

    >>> identifier("r1", "schedule") == identifier("r1", "schedule")
    True
    """
    return str(uuid.uuid5(NAMESPACE, "\x1f".join(parts)))


class Fields:
    """The annotations of an ontology, from HSDS fields to the values of entities."""

    def __init__(self, ontology: Ontology, gazetteer: Gazetteer) -> None:
        self.ontology = ontology
        self.gazetteer = gazetteer
        self._properties: dict[str, set[str]] = {}
        for prop in ontology.properties.values():
            for field in self._told(prop.name):
                self._properties.setdefault(field, set()).add(prop.name)

    def _told(self, name: str) -> tuple[str, ...]:
        """The fields of a property, or of the nearest property above it that has any; none of a restricted one."""
        properties = self.ontology.properties
        if properties[name].restricted:
            return ()
        line = (name, *properties[name].ancestors)
        return next((properties[n].hsds for n in line if properties[n].hsds), ())

    def classes(self, table: str) -> list[str]:
        """The classes that are told as rows of a table, with all below them."""
        found = (c.name for c in self.ontology.classes.values() if table in c.hsds)
        return sorted({below for c in found for below in self.ontology.subclasses(c)})

    def relation(self, field: str) -> str | None:
        """The relation type of the property that a field refers with."""
        names = sorted(self._properties.get(field, ()))
        return next((r for n in names if (r := self.ontology.properties[n].relation)), None)

    def facts(self, entity: Entity, field: str) -> list[Fact]:
        """What counts of the values that a field tells."""
        names = self._properties.get(field, set())
        return [
            f
            for f in entity.facts
            if f.property in names and f.status == "asserted" and not f.alternative and not f.restricted
        ]

    def texts(self, entity: Entity, field: str) -> list[str]:
        """The values as people read them, different ones only."""
        return list(dict.fromkeys(filter(None, map(self.text, self.facts(entity, field)))))

    def joined(self, entity: Entity, field: str) -> str:
        """All values as one text."""
        return _JOINT.join(self.texts(entity, field))

    def text(self, fact: Fact) -> str:
        """One value as people read it: a concept's label, a place's full name, a number with its unit."""
        if fact.kind == "concept":
            known = self.ontology.concepts.get(fact.value)
            return known.zh if known else fact.value
        if fact.kind == "place":
            return self.gazetteer.path_name(fact.value)
        if fact.kind == "record":
            return ""
        return f"{fact.value}{fact.unit}"

    def number(self, entity: Entity, field: str) -> float | int | None:
        """The first value as a number."""
        found = next((f.value for f in self.facts(entity, field)), None)
        if found is None:
            return None
        return int(found) if found.lstrip("-").isdigit() else float(found)


def filled(pairs: Iterable[tuple[str, object]]) -> Json:
    """An object of the pairs that say something."""
    return {name: value for name, value in pairs if value not in (None, "", [], {})}
