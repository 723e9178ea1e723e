"""Which name does an IRI of an export stand for? The inverse of the naming in ``graph.export.nquads``."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote

from graph.export import nquads as nq
from graph.export.provenance import AGENT
from graph.export.taken_apart import Terms as Parts
from graph.export.terms import STORE, Terms
from graph.importing.errors import UnknownTerm
from ontology.model import Ontology
from ontology.terms import NAMESPACE

_DATA: Final = f"<{nq.DATA}"
_RECORD: Final = f"<{nq.RECORD}"
_AGENT: Final = f"<{AGENT}"
_STORE: Final = f"<{STORE}"
_OURS: Final = f"<{NAMESPACE}"
_PLACE: Final = f"<{nq.DATA}place:"
_WORDS: Final = frozenset(
    iri
    for value in vars(Terms).values()
    for iri in (
        [value] if isinstance(value, str) else [pair[0] for pair in value] if isinstance(value, tuple) else []
    )
    if iri.startswith("<")
)


class Names:
    """IRIs (in angle brackets) of an ontology's terms, back to their names."""

    def __init__(self, ontology: Ontology) -> None:
        self.properties = {nq.property_(name, ontology): name for name in ontology.properties}
        self.classes = {nq.class_(name, ontology): name for name in ontology.classes}
        self.concepts = {nq.concept(name, ontology): name for name in ontology.concepts}
        self._terms = {*self.properties, *self.classes, *self.concepts, Terms.ONTOLOGY}

    def check(self, terms: Parts, file: str, line: int) -> None:
        """Raise unless predicate and object are words that an export may use under this ontology.

        Raises:
            UnknownTerm: with file, line and term.
        """
        predicate, object_ = terms.predicate, terms.object
        if predicate not in _WORDS and predicate not in self.properties and not predicate.startswith(_STORE):
            raise UnknownTerm(file, line, predicate)
        if object_.startswith(_OURS) and object_ not in self._terms:
            raise UnknownTerm(file, line, object_)


def id_of(iri: str) -> str:
    """The id in ``<urn:gongjian:id:…>``; '' if it is another IRI."""
    return _rest(iri, _DATA)


def record_of(iri: str) -> str:
    """The id in ``<urn:gongjian:record:…>``; '' if it is another IRI."""
    return _rest(iri, _RECORD)


def agent_of(iri: str) -> str:
    """The name in ``<urn:gongjian:agent:…>``; '' if it is another IRI."""
    return _rest(iri, _AGENT)


def place_of(iri: str) -> str:
    """The code in ``<urn:gongjian:id:place:…>``; '' if it is another IRI."""
    return _rest(iri, _PLACE)


def _rest(iri: str, start: str) -> str:
    if not iri.startswith(start):
        return ""
    rest = iri[len(start) : -1]
    return unquote(rest) if "%" in rest else rest
