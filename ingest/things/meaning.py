"""What do foreign terms mean? Our classes and properties, through the ontology's alignments and nothing else.

A vocabulary is asked in one way, whatever its terms look like: IRIs of RDF, tables and fields of HSDS.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from ontology.alignments import Correspondence, Meant
from ontology.model import Ontology, Shortcut

_FURTHEST = 8
"""Steps up the hierarchy that a file declares of its own terms."""


class Vocabulary(Protocol):
    """The foreign terms of one format."""

    def class_for(self, term: str) -> Meant | None:
        """The class of ours that a foreign class is read as."""

    def property_for(self, term: str, cls: str) -> Meant | None:
        """The property that a foreign one is read as on instances of a class of ours."""

    def inverse_for(self, term: str, cls: str) -> str | None:
        """The property of ours, on the foreign property's object, of which the foreign one is the inverse."""

    def shortcut_for(self, term: str) -> Shortcut | None:
        """The path over a thing of ours that a foreign property stands for."""

    def concept_for(self, term: str, scheme: str) -> str | None:
        """The concept that a foreign one is read as."""


class RdfTerms:
    """Foreign IRIs: aligned themselves, or put below aligned ones by the file. http and https are one."""

    def __init__(self, known: Correspondence, wider: Mapping[str, tuple[str, ...]]) -> None:
        self._known = known
        self._wider = wider

    def class_for(self, term: str) -> Meant | None:
        return next(filter(None, map(self._known.class_for, self._names(term))), None)

    def property_for(self, term: str, cls: str) -> Meant | None:
        return next(filter(None, (self._known.property_for(n, cls) for n in self._names(term))), None)

    def inverse_for(self, term: str, cls: str) -> str | None:
        return next(filter(None, (self._known.inverse_for(n, cls) for n in self._names(term))), None)

    def shortcut_for(self, term: str) -> Shortcut | None:
        return next(filter(None, map(self._known.shortcut_for, self._names(term))), None)

    def concept_for(self, term: str, scheme: str) -> str | None:
        found = next(filter(None, (self._known.concept_for(n, scheme) for n in self._names(term))), None)
        return found.name if found else None

    def _names(self, term: str) -> Iterator[str]:
        """The term, its other scheme, then what the file puts above it, nearest first."""
        seen, level = {term}, [term]
        for _ in range(_FURTHEST):
            for name in level:
                yield name
                yield _other_scheme(name)
            level = sorted({w for name in level for w in self._wider.get(name, ())} - seen)
            seen.update(level)


def _other_scheme(iri: str) -> str:
    scheme, mark, rest = iri.partition("://")
    return {"http": f"https{mark}{rest}", "https": f"http{mark}{rest}"}.get(scheme, iri)


class HsdsTerms:
    """Tables and fields of HSDS, which say nothing the other way round."""

    def __init__(self, known: Correspondence) -> None:
        self._known = known

    def class_for(self, term: str) -> Meant | None:
        found = self._known.class_of_table(term)
        return Meant(found, False) if found else None

    def property_for(self, term: str, cls: str) -> Meant | None:
        found = self._known.property_of_field(term, cls)
        return Meant(found, False) if found else None

    def inverse_for(self, term: str, cls: str) -> str | None:
        del term, cls
        return None

    def shortcut_for(self, term: str) -> Shortcut | None:
        del term
        return None

    def concept_for(self, term: str, scheme: str) -> str | None:
        del term, scheme
        return None


@dataclass(frozen=True, slots=True)
class ClassFound:
    """The class of a node ('' if none) and the classes that it could not be decided between."""

    name: str = ""
    among: tuple[str, ...] = ()


def class_of(types: Iterable[str], terms: Vocabulary, ontology: Ontology) -> ClassFound:
    """The most special class of ours that the types mean; of several that exclude each other their nearest common one."""
    found = {m.name for m in map(terms.class_for, types) if m}
    lowest = sorted(n for n in found if not any(n != o and ontology.is_a(o, n) for o in found))
    if len(lowest) < 2:
        return ClassFound("".join(lowest))
    shared = common(lowest, ontology)
    return ClassFound(shared, () if shared else tuple(lowest))


def common(names: Iterable[str], ontology: Ontology) -> str:
    """The nearest class that all are, '' if only an abstract one is."""
    lines = [(n, *ontology.classes[n].ancestors) for n in names]
    shared = (c for c in lines[0] if all(c in line for line in lines))
    nearest = next(shared, "")
    return nearest if nearest and not ontology.classes[nearest].abstract else ""


def fits(name: str, cls: str, ontology: Ontology) -> bool:
    """Whether a class is what a property's value has to be."""
    wanted = ontology.properties[name].range
    return wanted in ontology.classes and ontology.is_a(cls, wanted)
