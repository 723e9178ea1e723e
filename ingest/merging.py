"""What do two accounts of one thing in one source say together? One record with the statements of both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph.records import MAX_QUOTES, Record, Statement, sort_statements
from ontology.model import Ontology

_Key = tuple[str, str, str, str, str, str]


def merged(first: Record, second: Record, ontology: Ontology) -> Record:
    """One record of two with the same id: the more special class, and the union of their statements.

    Statements of one property, value, status, unit and period are one, as in ``ingest.accounts``: with the first 20
    quotes, those of ``first`` before the others, and how many there are.
    """
    assert first.id == second.id, "only records of one id are merged"
    found: dict[_Key, Statement] = {}
    for statement in (*first.statements, *second.statements):
        key = (
            statement.property,
            statement.kind,
            statement.value,
            statement.status,
            statement.unit,
            statement.period,
        )
        found[key] = _quoted(found[key], statement) if key in found else statement
    return replace(
        first,
        type=_special({first.type, second.type}, ontology),
        statements=tuple(sort_statements(found.values())),
    )


def _quoted(held: Statement, more: Statement) -> Statement:
    """A statement with the quotes of both."""
    new = [quote for quote in more.quotes if quote not in held.quotes]
    count = held.quote_count + more.quote_count - (len(more.quotes) - len(new))
    return replace(held, quotes=(*held.quotes, *new)[:MAX_QUOTES], quote_count=count)


def _special(classes: Iterable[str], ontology: Ontology) -> str:
    return max(classes, key=lambda c: (len(ontology.classes[c].ancestors), c))
