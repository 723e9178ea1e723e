"""What does identity look at in a record? The features of a party; records of equal ones are one signature.

Only parties (organisations, communities, alliances) are compared; an offer or a need is a cluster of
one unless a person decides otherwise.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from graph.identifiers import digest
from graph.records import Record
from ontology.language.keys import name_key, valid_uscc
from ontology.model import Ontology
from ontology.terms import Classes, Properties

LONGEST_KEY: Final = 120
"""A longer comparison form is cut and marked by its hash: an index takes no value of some kilobytes."""


@dataclass(frozen=True, slots=True, order=True)
class Signature:
    """The features of a party record: comparison form of its name, valid credit code ('' if none),
    the most specific place codes that it states (empty if unknown), its class."""

    name_key: str = ""
    uscc: str = ""
    places: tuple[str, ...] = ()
    type: str = Classes.THING

    def to_properties(self) -> dict[str, Any]:
        """The record node's properties; ``None`` removes a feature, so that the index stays small."""
        return {
            "name_key": self.name_key or None,
            "uscc": self.uscc or None,
            "places": list(self.places) or None,
        }


def from_properties(properties: dict[str, Any]) -> Signature:
    """The signature that a record node carries."""
    return Signature(
        properties.get("name_key") or "",
        properties.get("uscc") or "",
        tuple(properties.get("places") or ()),
        properties["type"],
    )


def signature_of(record: Record, ontology: Ontology) -> Signature:
    """The signature of a record; only its class if it is no party.

    Several names: the longest counts, as the full one.
    """
    party = record.type in ontology.classes and ontology.is_a(record.type, Classes.PARTY)
    if not party and record.role != "party":
        return Signature(type=record.type)
    codes = {_plain_code(v) for v in _values(record, Properties.USCC, ontology) if valid_uscc(v)}
    return Signature(
        name_key=bounded(
            name_key(max(record.values(Properties.NAME), key=lambda n: (len(n), n), default=""))
        ),
        uscc=min(codes) if len(codes) == 1 else "",
        places=most_specific(_values(record, Properties.PLACE, ontology, kind="place")),
        type=record.type,
    )


def most_specific(codes: Iterable[str]) -> tuple[str, ...]:
    """The codes that contain no other of them, sorted.

    >>> most_specific(["42", "420106", "4201", "11"])
    ('11', '420106')
    """
    distinct = set(codes)
    return tuple(sorted(c for c in distinct if not any(o != c and o.startswith(c) for o in distinct)))


def bounded(key: str) -> str:
    """A key that an index can hold; different keys stay different."""
    return key if len(key) <= LONGEST_KEY else key[:LONGEST_KEY] + digest("#", key)


def _values(record: Record, name: str, ontology: Ontology, kind: str = "literal") -> list[str]:
    return [
        s.value
        for s in record.statements
        if s.status == "asserted"
        and s.kind == kind
        and (s.property == name or name in getattr(ontology.properties.get(s.property), "ancestors", ()))
    ]


def _plain_code(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()
