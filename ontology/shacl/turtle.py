"""How is a graph of shapes written as Turtle? One shape after another, the same bytes for the same model."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ontology.terms import NAMESPACE

SHAPES: Final = "urn:gongjian:shapes:"
_PREFIXES: Final = f"""@prefix gj: <{NAMESPACE}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <{SHAPES}> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_LOCAL: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")


class Lines:
    """The shapes written so far."""

    def __init__(self) -> None:
        self._shapes: list[str] = []

    def shape(self, name: str, body: Iterable[str]) -> None:
        """Add a node shape."""
        self._shapes.append(" ;\n    ".join([f"shape:{name} a sh:NodeShape", *body]) + " .\n")

    def turtle(self, version: str) -> str:
        """The whole file."""
        head = f"<{SHAPES}> a owl:Ontology ;\n    owl:versionInfo {text(version)} .\n"
        return "\n".join([_PREFIXES, head, *self._shapes])


def iri(name: str) -> str:
    """A term of the ontology by its local name."""
    return f"gj:{name}" if _LOCAL.match(name) else f"<{NAMESPACE}{name}>"


def text(value: str) -> str:
    """A string literal."""
    return f'"{value.translate(_ESCAPES)}"'


def plain(value: str, datatype: str) -> str:
    """A literal of an XSD datatype."""
    return f"{text(value)}^^xsd:{datatype}"


def blank(body: Iterable[str]) -> str:
    """A blank node with what is said of it."""
    return f"[ {' ; '.join(body)} ]"


def list_(members: Iterable[str]) -> str:
    """An RDF list."""
    return f"( {' '.join(members)} )"
