"""How do services leave as HSDS 3.1 JSON? One page of fully nested services, each with its organisation and places.

Contacts are restricted and never in it. What the standard requires and nobody states is not made up: a text is empty; a
service's ``status`` follows from what is stated, and an attribute of the service says from what.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from graph.connection import Graph
from graph.cypher import quote_name
from graph.entities import Entity, from_node
from graph.export.canonical import of_one_state
from graph.export.hsds_fields import Fields, Json, filled, identifier
from graph.principal import Principal
from ontology.terms import Properties

VERSION: Final = "3.1"
STATUSES: Final = ("active", "inactive", "defunct", "temporarily closed")
COUNTRY: Final = "CN"
COUNT: Final = "MATCH (e:Entity) WHERE e.class IN $classes AND size(e.members) > 0 RETURN count(e) AS n"
LATEST: Final = "MATCH (s:Source) WHERE s.live RETURN coalesce(max(s.stated_date), '') AS day"
SERVICES: Final = """
MATCH (e:Entity) WHERE e.class IN $classes AND size(e.members) > 0
OPTIONAL MATCH (e)-[:{provided}]->(p:Entity)
WITH e, p ORDER BY e.id, p.id
WITH e, collect(p)[0] AS p
RETURN e {{.id, .class, .name, .text, .account, .members}} AS entity, labels(e) AS labels,
       p {{.id, .class, .name, .text, .account, .members}} AS party, labels(p) AS kinds,
       COLLECT {{
         MATCH (r:Record)-[:DESCRIBES]->(e) MATCH (s:Source {{key: r.source}}) WHERE s.live
         WITH DISTINCT s ORDER BY s.key
         RETURN [s.key, coalesce(s.publisher, ''), coalesce(s.stated_date, ''), coalesce(s.licence, '')]
       }} AS sources
ORDER BY e.id
"""
_TEXTS: Final = (
    "alternate_name",
    "description",
    "interpretation_services",
    "application_process",
    "fees_description",
    "accreditations",
    "eligibility_description",
    "alert",
)
_URI: Final = re.compile(r"https?://[!-~]+\Z")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def hsds(graph: Graph, principal: Principal) -> Iterator[str]:
    """The pieces of one JSON document, a page whose ``contents`` are services in the order of their entities' ids.

    Raises:
        NotSettled: as ``canonical``.
    """
    del principal  # restricted values are masked in the store, and their properties told by no field
    return of_one_state(graph, _page(graph))


def _page(graph: Graph) -> Iterator[str]:
    fields = Fields(graph.ontology, graph.gazetteer)
    classes = fields.classes("service")
    total = int(graph.read(COUNT, classes=classes)[0]["n"])
    head = {
        "total_items": total,
        "total_pages": 1,
        "page_number": 1,
        "size": total,
        "first_page": True,
        "last_page": True,
        "empty": not total,
    }
    yield f'{json.dumps(head)[:-1]}, "contents": ['
    as_of = str(graph.read(LATEST)[0]["day"])
    provided = fields.relation("service.organization_id")
    query = SERVICES.format(provided=quote_name(provided or ""))
    for number, row in enumerate(graph.stream(query, classes=classes)):
        service = _Service(fields, row, as_of).told()
        yield ("," if number else "") + "\n" + json.dumps(service, ensure_ascii=False)
    yield "\n]}\n"


class _Service:
    """One service as it is told."""

    def __init__(self, fields: Fields, row: dict[str, Any], as_of: str) -> None:
        self.fields = fields
        self.entity = from_node({k: v for k, v in row["entity"].items() if v is not None}, row["labels"])
        self.party = from_node(row["party"], row["kinds"]) if row["party"] else None
        self.sources = [tuple(map(str, s)) for s in row["sources"]]
        self.as_of = as_of

    def told(self) -> Json:
        """The service with all that is nested in it."""
        status, why = self._status()
        return {
            "id": identifier(self.entity.id),
            "name": self._text("name") or self.entity.name,
            "status": status,
            **filled((name, self._text(name)) for name in _TEXTS),
            **filled(
                [
                    ("url", self._uri(self.entity, "service.url")),
                    ("minimum_age", self.fields.number(self.entity, "service.minimum_age")),
                    ("maximum_age", self.fields.number(self.entity, "service.maximum_age")),
                    ("assured_date", self._day("service.assured_date")),
                    ("organization", self._organization()),
                    ("schedules", self._schedules()),
                    ("service_areas", self._list("service_area", "name")),
                    ("service_at_locations", self._at_locations()),
                    ("funding", self._list("funding", "source")),
                    ("cost_options", self._costs()),
                    ("required_documents", self._list("required_document", "document")),
                    ("capacities", self._capacities()),
                    ("attributes", [*self._kinds(), *self._notes(why)]),
                    ("metadata", self._history()),
                ]
            ),
        }

    def _id(self, *parts: str) -> str:
        return identifier(self.entity.id, *parts)

    def _text(self, name: str) -> str:
        return self.fields.joined(self.entity, f"service.{name}")

    def _day(self, field: str, entity: Entity | None = None) -> str:
        days = (f.value for f in self.fields.facts(entity or self.entity, field))
        return next((d for d in days if _DAY.match(d)), "")

    def _uri(self, entity: Entity, field: str) -> str:
        return next((t for t in self.fields.texts(entity, field) if _URI.match(t)), "")

    def _status(self) -> tuple[str, str]:
        """The status and what it rests on: stated, no longer valid at the latest date that a source states, or listed."""
        stated = next((t for t in self.fields.texts(self.entity, "service.status") if t in STATUSES), "")
        if stated:
            return stated, "stated"
        until = self._day("schedule.valid_to")
        if until and self.as_of and until < self.as_of:
            return "inactive", f"valid until {until}, before {self.as_of}"
        return "active", "listed by a source; no status stated"

    def _list(self, table: str, field: str) -> list[Json]:
        texts = self.fields.texts(self.entity, f"{table}.{field}")
        return [{"id": self._id(table, t), field: t} for t in texts]

    def _schedules(self) -> list[Json]:
        told = filled(
            [
                ("valid_from", self._day("schedule.valid_from")),
                ("valid_to", self._day("schedule.valid_to")),
                ("description", self.fields.joined(self.entity, "schedule.description")),
            ]
        )
        return [{"id": self._id("schedule"), **told}] if told else []

    def _costs(self) -> list[Json]:
        """Stated prices; a currency is not known, and a price in another unit than money a piece is told in words."""
        return [
            filled(
                [
                    ("id", self._id("cost_option", f.value, f.unit)),
                    ("amount", float(f.value)),
                    ("amount_description", f.unit or f.original),
                ]
            )
            for f in self.fields.facts(self.entity, "cost_option.amount")
        ]

    def _capacities(self) -> list[Json]:
        """How much of it there is, where it is known as of which day: the standard asks for that."""
        day = self._day("service_capacity.updated") or max((s[2] for s in self.sources), default="")
        if not _DAY.match(day):
            return []
        found = self.fields.facts(self.entity, "service_capacity.available")
        most = self.fields.number(self.entity, "service_capacity.maximum")
        return [
            {
                "id": self._id("service_capacity", f.value, f.unit),
                "unit": {"id": identifier("unit", f.unit), "name": f.unit or "个"},
                "available": float(f.value),
                **filled([("maximum", most)]),
                "updated": f"{day}T00:00:00+08:00",
            }
            for f in found
        ]

    def _organization(self) -> Json:
        party = self.party
        if party is None:
            return {}
        names = self.fields.texts(party, "organization.name")
        return {
            "id": identifier(party.id),
            "name": party.name or "".join(names[:1]),
            "description": self.fields.joined(party, "organization.description"),
            **filled(
                [
                    ("alternate_name", self.fields.joined(party, "organization.alternate_name")),
                    ("website", self._uri(party, "organization.website")),
                    ("legal_status", self.fields.joined(party, "organization.legal_status")),
                    ("organization_identifiers", self._codes(party)),
                    ("locations", self._locations(party)),
                ]
            ),
        }

    def _codes(self, party: Entity) -> list[Json]:
        known = self.fields.ontology.properties[Properties.USCC]
        codes = [(known.zh, code) for code in party.values(Properties.USCC)]
        return [
            {"id": identifier(party.id, "code", code), "identifier_type": kind, "identifier": code}
            for kind, code in codes
        ]

    def _at_locations(self) -> list[Json]:
        return [
            {"id": self._id("service_at_location", place["id"]), "location": place}
            for place in self._locations(self.entity)
        ]

    def _locations(self, entity: Entity) -> list[Json]:
        """Where it is: one location, with a postal address where street, city and province are known."""
        codes = entity.values(Properties.PLACE)
        address = self.fields.joined(entity, "address.address_1")
        code = codes[0] if len(codes) == 1 else ""
        name = address or (self.fields.gazetteer.path_name(code) if code else "")
        if not name:
            return []
        location: Json = {"id": identifier(entity.id, "location"), "location_type": "physical", "name": name}
        if code:
            location |= {"external_identifier": code, "external_identifier_type": "GB/T 2260"}
        if lines := self._address(entity, address, code):
            location["addresses"] = [lines]
        barriers = self.fields.texts(entity, "accessibility.description")
        if barriers:
            location["accessibility"] = [
                {"id": identifier(entity.id, "accessibility", t), "description": t} for t in barriers
            ]
        return [location]

    def _address(self, entity: Entity, address: str, code: str) -> Json:
        line = {len(p.code): p.name for p in self._line(code)} if code else {}
        if not address or 2 not in line or (4 not in line and 6 not in line):
            return {}
        return {
            "id": identifier(entity.id, "address"),
            "address_1": address,
            "city": line.get(4) or line[2],
            **filled([("region", line.get(6, ""))]),
            "state_province": line[2],
            "postal_code": "".join(self.fields.texts(entity, "address.postal_code")[:1]),
            "country": COUNTRY,
            "address_type": "physical",
        }

    def _line(self, code: str) -> list[Any]:
        gazetteer = self.fields.gazetteer
        return [p for p in (gazetteer.get(code), *gazetteer.ancestors(code)) if p]

    def _kinds(self) -> list[Json]:
        """The concepts that it is about, as terms of our taxonomies."""
        ontology = self.fields.ontology
        found = [
            f for f in self.fields.facts(self.entity, "attribute.taxonomy_term_id") if f.kind == "concept"
        ]
        terms = [ontology.concepts[f.value] for f in found if f.value in ontology.concepts]
        return [
            {
                "id": self._id("attribute", term.name),
                "link_type": "service_type",
                "link_entity": "service",
                "taxonomy_term": {
                    "id": identifier("concept", term.name),
                    "code": term.name,
                    "name": term.zh,
                    "description": term.definition_zh,
                    "taxonomy": term.scheme,
                    "language": "zh",
                    "term_uri": term.iri,
                    **filled([("parent_id", identifier("concept", term.broader[0]) if term.broader else "")]),
                },
            }
            for term in terms
        ]

    def _notes(self, why: str) -> list[Json]:
        """What the status rests on, and under which terms each source may be used."""
        notes = [("status_basis", "状态依据 status basis", why)]
        notes += [("licence", "使用许可 licence", f"{s[0]}：{s[3]}") for s in self.sources if s[3]]
        notes += [("source", "来源 source", s[0]) for s in self.sources]
        return [
            {
                "id": self._id(kind, value),
                "link_type": kind,
                "link_entity": "service",
                "label": label,
                "value": value,
            }
            for kind, label, value in notes
        ]

    def _history(self) -> list[Json]:
        """Who stated the service when: the sources that state a date."""
        return [
            {
                "id": self._id("metadata", key),
                "resource_id": identifier(self.entity.id),
                "resource_type": "service",
                "last_action_date": day,
                "last_action_type": "stated",
                "field_name": "service",
                "previous_value": "",
                "replacement_value": "",
                "updated_by": publisher or key,
            }
            for key, publisher, day, _ in self.sources
            if day
        ]
