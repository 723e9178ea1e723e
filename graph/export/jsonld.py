"""How do the lines of an export become JSON-LD, one thing after another? A context, then ``@graph``, a node a line.

Things of a named graph stand in a node of that graph. Only the thing at hand is kept in memory. Expanded, the document
has exactly the lines' quads: a value that its name's type or language does not fit is a value object.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any, Final

from graph.export.context import ID, Context, Name
from graph.export.taken_apart import Terms, literal, take_apart
from graph.export.terms import Terms as Words

_UNNAMED: Final = Name("")


def jsonld(lines: Iterable[str], context: Context) -> Iterator[str]:
    """Pieces of a JSON-LD document (1.1) of sorted lines, one node a text line."""
    yield '{"@context":' + _text(context.document) + ',"@graph":['
    first = True
    writer = _Nodes(context)
    for subject, terms in groupby(map(_apart, lines), key=lambda t: t.subject):
        for node in writer.nodes(subject, terms):
            yield ("\n" if first else ",\n") + _text(node)
            first = False
    yield "\n]}\n"


class _Nodes:
    """Makes nodes of the terms of one subject."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._iri = lru_cache(maxsize=65536)(lambda term: context.compact(term[1:-1]))

    def nodes(self, subject: str, terms: Iterable[Terms]) -> Iterator[dict[str, Any]]:
        """One node a graph in which the subject has a line, the default graph's as it is."""
        by_graph: dict[str, dict[str, Any]] = {}
        for term in terms:
            node = by_graph.setdefault(term.graph, {"@id": self._iri(subject)})
            self._add(node, term)
        for graph, node in by_graph.items():
            yield {"@id": self._iri(graph), "@graph": [node]} if graph else node

    def _add(self, node: dict[str, Any], term: Terms) -> None:
        if term.predicate == Words.TYPE and term.object[0] == "<":
            short = self._context.classes.get(term.object) or self._iri(term.object)
            node.setdefault("@type", []).append(short)
            return
        name = self._context.predicates.get(term.predicate, _UNNAMED)
        node.setdefault(name.short or self._iri(term.predicate), []).append(self._value(term.object, name))

    def _value(self, term: str, name: Name) -> Any:
        if term[0] == "<":
            iri = self._iri(term)
            return iri if name.type == ID else {"@id": iri}
        text, datatype, language = literal(term)
        if datatype == name.type and language == name.language:
            return text
        if datatype:
            return {"@value": text, "@type": self._context.compact(datatype)}
        return {"@value": text, "@language": language} if language else {"@value": text}


def _apart(line: str) -> Terms:
    terms = take_apart(line)
    if terms is None:
        raise ValueError(f"not a canonical line: {line[:200]}")
    return terms


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
