"""What does a snapshot hold besides the export, so that searching it needs no store? Rows of things, records and passages, and vectors.

All of it follows from the canonical export (opening a snapshot and making one of the result gives the same bytes); it is
written as the store holds it, so that no later tokenizer or fold changes a ranking.
"""

from __future__ import annotations

import array
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from graph.connection import Graph, Row
from graph.cypher import quote_name
from graph.entities import SLOTS
from graph.schema import VectorIndex
from graph.snapshots.files import HashedFile, write_file
from graph.snapshots.manifest import Entry, canonical_json

ENTITIES: Final = "search/entities.jsonl"
PASSAGES: Final = "search/passages.jsonl"
RECORDS: Final = "search/records.jsonl"
SOURCES: Final = "search/sources.json"
ENTITY_VECTORS: Final = "search/entities.f32"
PASSAGE_VECTORS: Final = "search/passages.f32"

# By id, which the index gives in order: nothing is sorted, however many there are.
READ_ENTITIES: Final = """
MATCH (e:Entity) WHERE e.id > '' AND e:Searchable
RETURN e {{.id, .class, .name, .text, .tokens, .account, .members, .facets, {slots}}} AS row, labels(e) AS labels,
       e.{vector} AS vector
ORDER BY e.id
"""
READ_PASSAGES: Final = """
MATCH (p:Passage) WHERE p.id > ''
RETURN p {{.id, .source, .text, .tokens, .kind, .sheet, .row}} AS row, p.{vector} AS vector
ORDER BY p.id
"""
READ_RECORDS: Final = """
MATCH (r:Record) WHERE r.id > ''
RETURN r {.id, .source, .role, .type, .statements} AS row, [(r)-[:DESCRIBES]->(e:Entity) | e.id][0] AS entity
ORDER BY r.id
"""
READ_SOURCES: Final = """
MATCH (s:Source) WHERE s.live
RETURN s {.id, .key, .title, .name, .publisher, .stated_date, .file_date, .stated_basis, .licence, .terms} AS row ORDER BY s.key
"""
COUNT: Final = """
RETURN COUNT { MATCH (e:Searchable) } AS entities, COUNT { MATCH (p:Passage) } AS passages,
       COUNT { MATCH (r:Record) } AS records, COUNT { MATCH (s:Source) WHERE s.live } AS sources
"""
_OWN_LABELS: Final = frozenset({"Entity", "Searchable"})

Step = Callable[[int], None]
"""Told of how many rows were written since."""


def counted(graph: Graph) -> dict[str, int]:
    """How many things, passages, records and live sources there are."""
    return {name: int(n) for name, n in graph.read(COUNT)[0].items()}


def write_sources(graph: Graph, folder: Path) -> Entry:
    """The live sources with their licences."""
    rows = [_without_nulls(row["row"]) for row in graph.read(READ_SOURCES)]
    return write_file(folder, SOURCES, [canonical_json(rows)])


def write_entities(graph: Graph, index: VectorIndex, folder: Path, step: Step) -> list[Entry]:
    """Everything searchable, by id, and its vectors in the same order."""
    slots = ", ".join(f".{quote_name(name)}" for name in SLOTS)
    query = READ_ENTITIES.format(vector=quote_name(index.vector), slots=slots)
    return _rows_and_vectors(graph.stream(query), folder, (ENTITIES, ENTITY_VECTORS), step)


def write_passages(graph: Graph, index: VectorIndex, folder: Path, step: Step) -> list[Entry]:
    """Every passage, by id, and its vectors in the same order."""
    query = READ_PASSAGES.format(vector=quote_name(index.vector))
    return _rows_and_vectors(graph.stream(query), folder, (PASSAGES, PASSAGE_VECTORS), step)


def write_records(graph: Graph, folder: Path, step: Step) -> Entry:
    """Every record with its statements and the thing that it describes."""
    with HashedFile(folder, RECORDS, compressed=True) as file:
        for row in graph.stream(READ_RECORDS):
            file.write(canonical_json(row["row"] | {"entity": row["entity"] or ""}) + b"\n")
            step(1)
        return file.close()


def _rows_and_vectors(rows: Iterator[Row], folder: Path, names: tuple[str, str], step: Step) -> list[Entry]:
    with HashedFile(folder, names[0], compressed=True) as texts, HashedFile(folder, names[1]) as vectors:
        for row in rows:
            content = _without_nulls(row["row"])
            if "labels" in row:
                content["labels"] = sorted(set(row["labels"]) - _OWN_LABELS)
            texts.write(canonical_json(content) + b"\n")
            vectors.write(_little_endian(row["vector"]))
            step(1)
        return [texts.close(), vectors.close()]


def _little_endian(vector: list[float]) -> bytes:
    """A vector as float32; it was stored from float32, so nothing is lost."""
    packed = array.array("f", vector)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _without_nulls(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}
