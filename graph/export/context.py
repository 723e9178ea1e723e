"""What do the short names of a JSON-LD export mean? The context, made from the ontology.

Every class and property of ours has its local name, with the type or language that its values have; the words about
the store keep their prefix. A value of another type or language than its name promises is written out in full.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.export.nquads import DATA, DCTERMS, PROV, RDF, RECORD, XSD
from graph.export.provenance import AGENT
from graph.export.terms import OWL, STORE, Terms
from ontology.model import Ontology
from ontology.terms import NAMESPACE

PREFIXES: Final[Mapping[str, str]] = {
    "agent": AGENT,
    "dcterms": DCTERMS,
    "gj": NAMESPACE,
    "id": DATA,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "record": RECORD,
    "store": STORE,
    "xsd": XSD,
}
_DATATYPES: Final = ("decimal", "integer", "date", "boolean")
_INTEGERS: Final = ("start", "end", "row", "number", "quoteCount", "sequence", "rank", "replaces")
_LINKS: Final = (
    Terms.SUBJECT, Terms.PREDICATE, Terms.PART_OF, Terms.SOURCE_OF, Terms.LICENCE, Terms.CONFORMS_TO,
    Terms.QUOTED_FROM, Terms.DERIVED_FROM, Terms.GENERATED_BY, Terms.INFORMED_BY, Terms.ASSOCIATED_WITH, Terms.USED,
    Terms.MEMBER, Terms.NAMES, Terms.MASKED, Terms.OF_CLASS,
)  # fmt: skip
ID: Final = "@id"
VOCABULARY: Final = "@vocab"


@dataclass(frozen=True, slots=True)
class Name:
    """A predicate's name, and what a plain string under it is: ``@id``, a datatype IRI, or text in a language."""

    short: str
    type: str = ""
    language: str = ""


class Context:
    """Names of predicates and classes, and the ``@context`` that says what they are."""

    def __init__(self, ontology: Ontology | None = None) -> None:
        self.predicates: dict[str, Name] = {}
        self.classes: dict[str, str] = {}
        for name in _INTEGERS:
            self._predicate(f"<{STORE}{name}>", self.compact(STORE + name), type=XSD + "integer")
        for link in _LINKS:
            self._predicate(link, self.compact(link[1:-1]), type=ID)
        for time in (Terms.STARTED, Terms.ENDED):
            self._predicate(time, self.compact(time[1:-1]), type=XSD + "dateTime")
        self._predicate(Terms.ISSUED, self.compact(Terms.ISSUED[1:-1]), type=XSD + "date")
        if ontology:
            self._from(ontology)

    @property
    def document(self) -> dict[str, Any]:
        """The value of ``@context``."""
        made: dict[str, Any] = dict(PREFIXES)
        for iri, name in self.predicates.items():
            declared: dict[str, str] = {"@id": iri[1:-1]}
            if name.type:
                declared["@type"] = name.type if name.type.startswith("@") else self.compact(name.type)
            if name.language:
                declared["@language"] = name.language
            made[name.short] = declared
        made.update({short: {"@id": iri[1:-1]} for iri, short in self.classes.items()})
        return {key: made[key] for key in sorted(made)}

    @staticmethod
    def compact(iri: str) -> str:
        """The IRI with a prefix where one fits; as it is otherwise."""
        for name, start in _LONGEST_FIRST:
            if iri.startswith(start) and not iri.startswith("//", len(start)) and len(iri) > len(start):
                return f"{name}:{iri[len(start) :]}"
        return iri

    def _from(self, ontology: Ontology) -> None:
        for name, declared in ontology.properties.items():
            iri = f"<{declared.iri}>"
            if declared.relation:
                self._predicate(iri, name, type=ID)
            elif declared.range in _DATATYPES:
                self._predicate(iri, name, type=XSD + declared.range)
            else:
                self._predicate(iri, name, language="zh")
        taken = {name.short for name in self.predicates.values()} | PREFIXES.keys()
        self.classes = {f"<{c.iri}>": name for name, c in ontology.classes.items() if name not in taken}

    def _predicate(self, iri: str, short: str, type: str = "", language: str = "") -> None:
        if short not in PREFIXES:
            self.predicates[iri] = Name(short, type, language)


_LONGEST_FIRST: Final = sorted(PREFIXES.items(), key=lambda pair: -len(pair[1]))
