"""Which columns of all lists does the reader not know? Those kept as written, by name, with what they may mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from graph.connection import Graph
from graph.principal import Principal
from graph.records import unpack
from ingest.lists.context import SHEET_OF
from ingest.lists.lexicon import Lexicon
from ingest.lists.stats import ColumnStats
from ingest.lists.suggest import Suggestion, suggestions
from ingest.lists.wording import wording_key
from ontology.terms import Properties

SAMPLES: Final = 3
KEPT: Final = """
MATCH (r:Record) WHERE r.statements CONTAINS $property RETURN r.source AS source, r.statements AS statements
"""


@dataclass(frozen=True, slots=True)
class UnknownColumn:
    """A column name: in how many cells of how many sources it was kept, some values (masked), what it may mean."""

    wording: str
    cells: int
    sources: int
    values: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]


@dataclass(slots=True)
class _Found:
    """What was found of one name."""

    wording: str
    stats: ColumnStats = field(default_factory=ColumnStats)
    sources: set[str] = field(default_factory=set)
    cells: int = 0
    seen: set[tuple[str, int]] = field(default_factory=set)


def unknown_columns(
    graph: Graph, principal: Principal, lexicon: Lexicon, limit: int = 50
) -> list[UnknownColumn]:
    """The unknown columns of all live lists, those of most cells first; ``limit`` of them."""
    del principal  # values are masked in the store itself
    found: dict[str, _Found] = {}
    for row in graph.stream(KEPT, property=f'"{Properties.KEPT}"'):
        for statement in unpack(row["statements"]):
            name, colon, _ = statement.value.partition("：")
            if statement.property != Properties.KEPT or not colon or not statement.quotes:
                continue
            if (
                name == SHEET_OF and statement.quote_count == 1
            ):  # no column: it rests on the sheet's name alone
                continue
            column = found.setdefault(wording_key(name), _Found(name))
            column.wording = min(column.wording, name)
            column.sources.add(row["source"])
            first = (statement.quotes[0].passage, statement.quotes[0].start)
            if first not in column.seen:  # what is kept of a party and of its things is one cell
                column.seen.add(first)
                column.cells += max(1, statement.quote_count - 1)  # one of the quotes is the header's
                column.stats.add(statement.original)
    ordered = sorted(found.values(), key=lambda c: (-c.cells, c.wording))
    return [_shown(column, lexicon) for column in ordered[:limit]]


def _shown(column: _Found, lexicon: Lexicon) -> UnknownColumn:
    values = sorted(column.stats.sample, key=lambda v: (-column.stats.sample[v], v))[:SAMPLES]
    likely = suggestions(column.wording, column.stats, lexicon)
    return UnknownColumn(column.wording, column.cells, len(column.sources), tuple(values), likely)
