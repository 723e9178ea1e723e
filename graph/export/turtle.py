"""How do the lines of an export become Turtle, one by one? Prefixes, then a block a subject.

Nothing is kept but the subject and predicate at hand, so memory does not grow with the export. Literals stand as
in N-Quads, whose escapes Turtle shares; numbers keep their wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from graph.export.taken_apart import take_apart
from graph.export.terms import Terms

_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_:-]|\.(?=[A-Za-z0-9_:-]))*\Z")


def turtle(lines: Iterable[str], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Pieces of a Turtle document of sorted lines without named graphs; ``prefixes`` is prefix → IRI."""
    yield "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes.items()))
    short = Shortening(prefixes)
    subject = predicate = ""
    for line in lines:
        terms = take_apart(line)
        if terms is None:
            raise ValueError(f"not a canonical line: {line[:200]}")
        object_ = _object(terms.object, short)
        if terms.subject != subject:
            end = " .\n" if subject else ""
            subject, predicate = terms.subject, terms.predicate
            yield f"{end}\n{short(subject)} {_verb(predicate, short)} {object_}"
        elif terms.predicate != predicate:
            predicate = terms.predicate
            yield f" ;\n    {_verb(predicate, short)} {object_}"
        else:
            yield f", {object_}"
    if subject:
        yield " .\n"


class Shortening:
    """An IRI in angle brackets as a prefixed name, where that needs no escape."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._longest = sorted(((iri, name) for name, iri in prefixes.items()), key=lambda p: -len(p[0]))
        self._short = lru_cache(maxsize=65536)(self._shortened)

    def __call__(self, iri: str) -> str:
        return self._short(iri)

    def _shortened(self, iri: str) -> str:
        for start, name in self._longest:
            if iri.startswith(start, 1):
                local = iri[1 + len(start) : -1]
                return f"{name}:{local}" if _LOCAL.match(local) else iri
        return iri


def _verb(predicate: str, short: Shortening) -> str:
    return "a" if predicate == Terms.TYPE else short(predicate)


def _object(term: str, short: Shortening) -> str:
    if term[0] == "<":
        return short(term)
    if term[-1] != ">":
        return term
    start = term.rindex("^^<") + 2
    return term[:start] + short(term[start:])
