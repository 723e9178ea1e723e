"""Does the schema hold what the store relies on, and does making it again change nothing?"""

from __future__ import annotations

import neo4j
import pytest

from graph.connection import Graph
from graph.schema import active_index, ensure_schema, ensure_vector_index, statements

pytestmark = pytest.mark.store

SHOW = "SHOW INDEXES YIELD name, type, state, labelsOrTypes, properties RETURN *"


def _indexes(graph: Graph) -> list[str]:
    return sorted(str(row) for row in graph.read(SHOW))


def test_again_changes_nothing(graph: Graph) -> None:
    before = _indexes(graph)
    ensure_schema(graph)
    assert _indexes(graph) == before
    assert len(before) >= len(statements())
    assert all(row["state"] == "ONLINE" for row in graph.read(SHOW))


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Source", "id"),
        ("Passage", "id"),
        ("Record", "id"),
        ("Entity", "id"),
        ("Event", "sequence"),
        ("Event", "key"),
    ],
)
def test_ids_are_unique(graph: Graph, label: str, name: str) -> None:
    create = f"CREATE (:{label} {{{name}: 'x'}})"
    graph.write(create)
    with pytest.raises(neo4j.exceptions.ConstraintError):
        graph.write(create)


def test_concepts_are_entities_that_no_search_finds(graph: Graph) -> None:
    rows = graph.read(
        "MATCH (c:Concept) RETURN c.id AS id, c.name AS name, 'Searchable' IN labels(c) AS found"
    )
    assert {(r["id"], r["name"]) for r in rows} == {
        (f"concept:{c.name}", c.zh) for c in graph.ontology.concepts.values()
    }
    assert not any(row["found"] for row in rows)


def test_concepts_follow_the_vocabulary(graph: Graph) -> None:
    graph.write("MERGE (c:Entity:Concept:Thing {id: 'concept:gone'})")
    graph.write("MATCH (c:Concept) WITH c LIMIT 1 SET c.name = 'changed'")
    graph.write("MATCH (r:Run {id: 'schema'}) SET r.version = 'of another vocabulary'")
    ensure_schema(graph)
    test_concepts_are_entities_that_no_search_finds(graph)


def test_words_are_found_at_once(graph: Graph) -> None:
    graph.write("CREATE (:Entity:Searchable {id: 'e', tokens: '会议室 n95 会 议 室'})")
    found = graph.read(
        "CALL db.index.fulltext.queryNodes('entity_words', 'N95 OR 会议室') YIELD node RETURN node.id AS id"
    )
    assert [row["id"] for row in found] == ["e"]


def test_indexes_of_two_models_stand_side_by_side(graph: Graph) -> None:
    assert active_index(graph) is None
    first = ensure_vector_index(graph, "one-000000000000", 4)
    assert active_index(graph) == first == ensure_vector_index(graph, "one-000000000000", 4)
    second = ensure_vector_index(graph, "two-000000000000", 6)
    assert active_index(graph) == second
    names = {row["name"] for row in graph.read(SHOW)}
    assert {first.entities, first.passages, second.entities, second.passages} <= names
    assert len({first.vector, second.vector, first.stamp, second.stamp}) == 4
    for index in (first, second):
        for name in (index.entities, index.passages):
            graph.write(f"DROP INDEX {name}")
