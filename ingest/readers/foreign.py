"""What does a file of things say? Its subjects with what is stated of each, whichever format they were written in.

RDF and HSDS are handed on alike: a node with a key that neither order nor spelling changes, its types, and statements
whose value is a text or another node. What the terms mean is not decided here: see ``ingest.things``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

STATEMENT, LEAF = "statement", "leaf"


@dataclass(frozen=True, slots=True)
class Said:
    """One statement about a node.

    Attributes:
        predicate: the foreign term in full (an IRI, or ``table.field``).
        text: a literal as written, or the key of a node.
        node: whether ``text`` is a node's key (the node need not be described in the file).
        datatype: IRI of a literal's datatype, '' for text.
        language: a literal's language, '' if none.
        counted: whether it is a statement (leaf) of the file; what only says where a nested object stands is none.
        damaged: whether the text cannot be trusted (control characters, too long).
    """

    predicate: str
    text: str
    node: bool = False
    datatype: str = ""
    language: str = ""
    counted: bool = True
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A subject: ``types`` are foreign classes (statements of the file if ``Foreign.typed``), ``said`` what is stated of
    it, in an order that depends on nothing but the statements. ``name`` is what the file calls it ('' for a nameless
    node), ``row`` the 1-based number of the object of the file that it stands in (0: the format has no such)."""

    key: str
    name: str
    types: tuple[str, ...]
    said: tuple[Said, ...]
    row: int = 0


@dataclass(frozen=True, slots=True)
class DataSet:
    """What a file states of itself; '' where it does not."""

    title: str = ""
    publisher: str = ""
    date: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A file of things that was opened.

    Attributes:
        name: the file's name with ending, without folder.
        format: the reader's name.
        unit: what is counted: ``statement`` (of RDF) or ``leaf`` (of JSON).
        nodes: by key, in key order.
        typed: whether a node's types are statements of the file.
        structure: how many statements only hold others together (list links, what was said before, page numbers) or
            are about the file itself.
        wider: foreign terms that the file itself puts under others (term → wider terms).
        dataset: what the file states of itself.
        about: key of the node that states it, '' if none does.
    """

    name: str
    format: str
    unit: str
    nodes: Mapping[str, Node]
    typed: bool
    structure: int
    wider: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dataset: DataSet = DataSet()
    about: str = ""

    @property
    def seen(self) -> int:
        """How many statements the reader hands on."""
        nodes = self.nodes.values()
        types = sum(len(n.types) for n in nodes) if self.typed else 0
        return self.structure + types + sum(s.counted for n in nodes for s in n.said)


def local_name(term: str) -> str:
    """The last part of a term, which people read.

    >>> local_name("https://schema.org/telephone"), local_name("http://x.org/ns#unitOf"), local_name("phone.number")
    ('telephone', 'unitOf', 'number')
    """
    end = term.rstrip("/#")
    for mark in "#/":
        if mark in end:
            return end.rsplit(mark, 1)[1]
    return end.rsplit(":", 1)[-1].rsplit(".", 1)[-1]
