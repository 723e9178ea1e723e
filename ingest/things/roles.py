"""Which nodes of a file are things, of which class, and which only say more about others?

A thing becomes a record. A detail (an address, a contact point, what an offer offers) is followed from the thing that
names it. What is neither is kept as text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.lists.lexicon import Lexicon
from ingest.readers.foreign import Foreign, Node, Said, local_name
from ingest.things.meaning import Vocabulary, class_of
from ontology.model import Ontology
from ontology.terms import Classes, Properties

LITERALS = frozenset({"string", "text", "decimal", "integer", "date", "boolean"})
_LABELS = ("name", "prefLabel", "label", "title")


@dataclass(frozen=True, slots=True)
class Roles:
    """The classes of things by node key; the labels of all nodes; the types that no class was found for, with the keys
    of their nodes; nodes whose types exclude each other, with those classes."""

    classes: Mapping[str, str]
    labels: Mapping[str, str]
    unclear: Mapping[str, tuple[str, ...]]


def roles_of(foreign: Foreign, terms: Vocabulary, lexicon: Lexicon) -> Roles:
    """Decide what each node is."""
    ontology = lexicon.ontology
    labels = {key: label_of(node, terms, ontology) for key, node in foreign.nodes.items()}
    found = {key: class_of(node.types, terms, ontology) for key, node in foreign.nodes.items()}
    classes = {key: f.name for key, f in found.items() if f.name and not _is_word(f.name, ontology)}
    for detail, thing in sorted(_details(foreign, classes, terms, ontology).items()):
        told = classes.pop(detail)
        labels[thing] = labels[thing] or labels[detail]
        if thing in classes and ontology.is_a(told, classes[thing]):
            classes[thing] = told
    named = {key: by_name(cls, labels[key], lexicon) for key, cls in classes.items()}
    return Roles(named, labels, {key: f.among for key, f in found.items() if f.among})


def _is_word(cls: str, ontology: Ontology) -> bool:
    """Concepts are no things: they are what values are read as."""
    return ontology.is_a(cls, Classes.CONCEPT)


def _details(
    foreign: Foreign, classes: Mapping[str, str], terms: Vocabulary, ontology: Ontology
) -> dict[str, str]:
    """Nodes that have a class and yet are told only as somebody's value, with that somebody: of a property whose value is
    a text or a place, or which is restricted; unless they refer to things themselves."""
    told: dict[str, str] = {}
    for key, cls in classes.items():
        for said in foreign.nodes[key].said:
            meant = terms.property_for(said.predicate, cls) if said.node else None
            if meant is None or said.text not in classes or said.text == key:
                continue
            known = ontology.properties[meant.name]
            if known.range in LITERALS or known.range == "place" or known.restricted:
                told.setdefault(said.text, key)
    return {k: v for k, v in told.items() if not _refers(foreign.nodes[k], classes, terms, ontology)}


def _refers(node: Node, classes: Mapping[str, str], terms: Vocabulary, ontology: Ontology) -> bool:
    for said in node.said:
        meant = terms.property_for(said.predicate, classes[node.key])
        if meant and ontology.properties[meant.name].range in ontology.classes:
            return True
    return False


def label_of(node: Node, terms: Vocabulary, ontology: Ontology) -> str:
    """What a node is called, Chinese first: a term aligned with our name, else one that is called so."""
    said = [t for t in node.said if not t.node and not t.damaged and t.text and _names(t, terms, ontology)]
    said.sort(key=lambda t: (not t.language.startswith("zh"), t.language != "", len(t.text), t.text))
    return said[0].text if said else ""


def _names(said: Said, terms: Vocabulary, ontology: Ontology) -> bool:
    meant = terms.property_for(said.predicate, Classes.ORGANIZATION) or terms.property_for(
        said.predicate, Classes.RESOURCE
    )
    if meant:
        captions = {Properties.NAME, Properties.ITEM}
        return meant.name in captions and not ontology.properties[meant.name].restricted
    return local_name(said.predicate) in _LABELS


def by_name(cls: str, name: str, lexicon: Lexicon) -> str:
    """The class that a party's name ends in, where the types say only that it is an organisation, or less special."""
    ontology = lexicon.ontology
    if not name or not ontology.is_a(cls, Classes.PARTY):
        return cls
    named = lexicon.kind_of(name)
    if not named or ontology.classes[named].abstract:
        return cls
    return named if cls == Classes.ORGANIZATION or ontology.is_a(named, cls) else cls
