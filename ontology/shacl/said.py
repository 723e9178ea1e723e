"""Which RDF term is a statement's value? The one mapping under which shapes judge records.

A record is the node ``urn:gongjian:record:<id>`` with its class and all superclasses as types; a statement is a triple
of its property. A concept is its IRI, a place ``urn:gongjian:id:place:<code>``, a reference the other record's node. A
literal of a range with a datatype has that datatype; any other text has its statement's language, if there is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from ontology.lexical import LEXICAL
from ontology.terms import NAMESPACE

PLACE: Final = "urn:gongjian:id:place:"
RECORD: Final = "urn:gongjian:record:"
_SPACES: Final = {"concept": NAMESPACE, "place": PLACE, "record": RECORD}
LITERALS: Final = frozenset({"string", "text", *LEXICAL})
"""The ranges whose values are literals."""

Types = Mapping[str, str]
"""The classes of other records by id, as far as they are known."""
NOT_KNOWN: Final[Types] = {}


class StatementLike(Protocol):
    """What is read of a statement; ``graph.records.Statement`` is one."""

    @property
    def value(self) -> str:
        """The canonical value."""

    @property
    def kind(self) -> str:
        """``literal``, ``record``, ``concept`` or ``place``."""

    @property
    def unit(self) -> str:
        """The unit, '' if none."""

    @property
    def language(self) -> str:
        """The language tag of a text, '' if none."""

    @property
    def property(self) -> str:
        """The property's name."""


def kind_of(range_: str) -> str:
    """The kind of the values of a range: ``literal``, ``concept``, ``place`` or ``record``."""
    if range_ in LITERALS:
        return "literal"
    return range_ if range_ in {"concept", "place"} else "record"


def text_of(statement: StatementLike) -> str:
    """The value as SPARQL's ``str`` gives it: the lexical form of a literal, the IRI of anything else."""
    return _SPACES.get(statement.kind, "") + statement.value


def identity(statement: StatementLike, range_: str) -> tuple[str, str, str]:
    """What makes two values of properties the same RDF term: kind, text, datatype or language."""
    if statement.kind != "literal":
        return statement.kind, statement.value, ""
    return "literal", statement.value, range_ if range_ in LEXICAL else f"@{statement.language.lower()}"
