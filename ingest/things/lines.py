"""What is told of one thing, line by line? Its statements and those of its details, each with the term's own name.

Details are followed to a bounded depth and never twice, so that circles end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.lists.lexicon import Lexicon
from ingest.lists.wording import wording_key
from ingest.readers.foreign import Foreign, Node, Said, local_name
from ingest.things.meaning import Vocabulary
from ingest.things.roles import Roles
from ontology.model import Ontology, Property
from ontology.terms import Classes, Properties

DEEPEST = 6
_TYPE = "type"
MOST_DETAILS = 500
"""Details of one thing; what lies further is kept as text."""


@dataclass(frozen=True, slots=True)
class Line:
    """One statement told of a thing.

    Attributes:
        node: key of the node that states it (the thing, or a detail of it).
        index: which of the node's statements it is; -1, -2 … for its types.
        said: the statement.
        path: local names of the terms that lead to it, joined by `` / ``.
        property: the property of ours that it is read as on the thing's class, '' if none.
        approximate: whether it is only nearly the same.
        under: the property of the link that leads to the detail, '' if none or no detail.
        hidden: whether nobody may see the value.
        shown: the value as people read it.
        detail: key of the detail that the statement leads to and whose lines follow, '' if to none.
    """

    node: str
    index: int
    said: Said
    path: str
    property: str
    approximate: bool
    under: str
    hidden: bool
    shown: str
    detail: str = ""


class LineReader:
    """Tells the lines of one file's things."""

    def __init__(self, foreign: Foreign, roles: Roles, terms: Vocabulary, lexicon: Lexicon) -> None:
        self.foreign = foreign
        self.roles = roles
        self.terms = terms
        self.ontology: Ontology = lexicon.ontology
        self._named_by: dict[str, frozenset[str]] = {}
        self._restricted = {
            wording_key(w): p.name
            for p in lexicon.ontology.properties.values()
            if p.restricted
            for w in (*p.wordings, p.name)
        }

    def lines(self, node: Node, cls: str) -> Iterator[Line]:
        """The lines of a thing of that class ('' for a node that is none: its details are told on their own)."""
        yield from self._of(node, cls, "", "", False, {node.key}, DEEPEST)

    def _of(
        self, node: Node, cls: str, path: str, under: str, hidden: bool, seen: set[str], depth: int
    ) -> Iterator[Line]:
        yield from self._types(node, path)
        for index, said in enumerate(node.said):
            name, approximate = self._meant(said, cls, bool(path), bool(self.roles.labels.get(node.key)))
            restricted = hidden or self._is_restricted(name)
            if not name and (worded := self._by_wording(said, restricted)):
                name, restricted = worded, True
            label = f"{path} / {local_name(said.predicate)}" if path else local_name(said.predicate)
            detail = self._detail(said, cls) if depth and len(seen) < MOST_DETAILS else None
            if detail is None or detail.key in seen:
                shown = self._shown(said)
                yield Line(node.key, index, said, label, name, approximate, under, restricted, shown)
                continue
            seen.add(detail.key)
            yield Line(node.key, index, said, label, name, approximate, under, restricted, "", detail.key)
            yield from self._of(detail, cls, label, name or under, restricted, seen, depth - 1)

    def _types(self, node: Node, path: str) -> Iterator[Line]:
        for number, term in enumerate(node.types if self.foreign.typed else (), 1):
            label = f"{path} / {_TYPE}" if path else _TYPE
            yield Line(
                node.key,
                -number,
                Said(_TYPE, term, node=True),
                label,
                "",
                False,
                "",
                False,
                local_name(term),
            )

    def _meant(self, said: Said, cls: str, inside: bool, named: bool) -> tuple[str, bool]:
        """The property of ours; what a detail is called, or described as, is not the thing's."""
        found = self.terms.property_for(said.predicate, cls) if cls else None
        if found is None:
            return "", False
        if inside and self._is_its_own(self.ontology.properties[found.name], cls, named):
            return "", False
        return found.name, found.approximate

    def _is_its_own(self, told: Property, cls: str, named: bool) -> bool:
        """Whether something said of a detail is the detail's alone: its name, a text that could be said of anything, and
        the code of a detail that has a name."""
        anything = Classes.THING in told.domain
        code = anything and not told.searchable and told.range == "string" and named
        return told.name in self._captions(cls) or (anything and told.range == "text") or code

    def _captions(self, cls: str) -> set[str]:
        captions = self.ontology.classes[cls].caption
        return {
            p for p in self.ontology.properties if any(self.ontology.property_is_a(p, c) for c in captions)
        }

    def _is_restricted(self, name: str) -> bool:
        return bool(name) and self.ontology.properties[name].restricted

    def _by_wording(self, said: Said, hidden: bool) -> str:
        """The restricted property that an unaligned term is called like (contactName): its value is nobody's to see."""
        name = local_name(said.predicate)
        worded = self._restricted.get(wording_key(name), "")
        return worded or (Properties.CONTACT if hidden else "")

    def _detail(self, said: Said, cls: str) -> Node | None:
        """The node that a statement leads to, if it is no thing of its own."""
        if not cls or not said.node or said.text in self.roles.classes:
            return None
        return self.foreign.nodes.get(said.text)

    def _shown(self, said: Said) -> str:
        if not said.node:
            return said.text
        label = self.roles.labels.get(said.text, "")
        return label or ("" if said.text.startswith("_:") else said.text)
