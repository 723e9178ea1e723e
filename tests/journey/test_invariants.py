"""Does the graph depend on its input alone? Order, repetition, batches, interruption and removal leave no trace."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.connection import Graph
from graph.engine.address import Address
from graph.export.canonical import NotSettled
from ingest.pipeline import IngestContext, remove_source
from tests.journey.killing import environment_of, killed_when
from tests.journey.lists import Listing, listing, phones

pytestmark = pytest.mark.store

Read = Callable[..., None]
Export = Callable[[], str]
Wipe = Callable[[], None]


@pytest.fixture
def lists(tmp_path: Path) -> list[Path]:
    """Three lists in three formats, and an article."""
    made = [
        listing("甲区资源清单.csv", 30, 1),
        listing("乙区资源清单.jsonl", 25, 2),
        listing("丙区资源清单.xlsx", 20, 3),
        listing("丁区报道.txt", 12, 4),
    ]
    return [item.write(tmp_path) for item in made]


def test_invariant_repeating_changes_nothing(lists: list[Path], read: Read, export: Export) -> None:
    read(*lists)
    once = export()
    read(*lists)
    assert "甲示例医院" in once
    assert export() == once


def test_invariant_order_and_batches_do_not_matter(
    lists: list[Path], read: Read, export: Export, wipe: Wipe
) -> None:
    read(*lists)
    first = export()
    for seed, batch in ((1, 1), (2, 7), (3, 1000)):
        wipe()
        shuffled = random.Random(seed).sample(lists, len(lists))
        for path in shuffled:
            read(path, batch=batch)
        assert export() == first


def test_invariant_rows_on_top_keep_the_other_records(tmp_path: Path, read: Read, graph: Graph) -> None:
    old = listing("甲区资源清单.csv", 30, 1)
    new = Listing(old.name, (*listing("x.csv", 5, 99).rows, *old.rows))
    read(old.write(tmp_path))
    before = {row["id"] for row in graph.read("MATCH (r:Record) RETURN r.id AS id")}
    read(new.write(tmp_path), replace=True)
    after = {row["id"] for row in graph.read("MATCH (r:Record) RETURN r.id AS id")}
    assert before <= after
    assert len(after) > len(before)


def test_invariant_a_replaced_version_leaves_no_trace(
    tmp_path: Path, read: Read, export: Export, wipe: Wipe
) -> None:
    old, new = listing("甲区资源清单.csv", 30, 1), listing("甲区资源清单.csv", 28, 4)
    read(new.write(tmp_path))
    fresh = _without_replacement(export())
    wipe()
    read(old.write(tmp_path))
    read(new.write(tmp_path), replace=True)
    assert _without_replacement(export()) == fresh


def test_invariant_removal_is_as_never_read(
    lists: list[Path], read: Read, export: Export, wipe: Wipe, context: IngestContext, graph: Graph
) -> None:
    read(*lists[1:])
    without = export()
    wipe()
    read(*lists)
    keys = graph.read("MATCH (s:Source) WHERE s.name = $name RETURN s.key AS key", name=lists[0].name)
    remove_source(context, keys[0]["key"])
    assert export() == without


KILL_AT = {
    "the first rows are in": "MATCH (p:Passage) RETURN count(p) >= 1 AS now",
    "half of the rows are in": "MATCH (p:Passage) RETURN count(p) >= 700 AS now",
    "entities are being made": "MATCH (e:Entity:Searchable) RETURN count(e) >= 100 AS now",
    "relations are being made": "MATCH (:Searchable)-[r]->() RETURN count(r) >= 100 AS now",
}
"""When the process is killed: as soon as the query says so."""


def test_invariant_killed_anywhere_and_run_again(
    lists: list[Path], read: Read, export: Export, wipe: Wipe, engine: Address, tmp_path: Path, graph: Graph
) -> None:
    files = [listing("丁区资源清单.csv", 1500, 5).write(tmp_path), *lists]
    read(*files)
    whole = export()
    words = ["ingest", "--no-index", *map(str, files)]
    for moment, query in KILL_AT.items():
        wipe()
        killed_when(graph, query, words, environment_of(engine, tmp_path / "home"))
        with pytest.raises(NotSettled):
            export()
        read(*files)
        assert export() == whole, moment


def test_no_telephone_number_gets_into_the_graph(
    tmp_path: Path, read: Read, export: Export, graph: Graph
) -> None:
    made = [
        listing("甲区资源清单.csv", 30, 1),
        listing("乙区资源清单.jsonl", 25, 2),
        listing("丙区资源清单.xlsx", 20, 3),
        listing("丁区报道.txt", 12, 4),
    ]
    read(*(item.write(tmp_path) for item in made))
    stored = str(graph.read("MATCH (n) RETURN properties(n) AS p")) + str(
        graph.read("MATCH ()-[r]->() RETURN properties(r) AS p")
    )
    text = export()
    assert "甲示例医院" in stored
    for number in phones(made):
        assert number not in stored
        assert number not in text


def _without_replacement(export: str) -> str:
    """The export less the desk state, that a person put this version in place being content of its own, and less the seal, the
    last line, which is the digest of all others."""
    lines = [line for line in export.splitlines()[:-1] if "replaces" not in line]
    desk = {line.split(" ", 1)[0] for line in lines if "DeskState" in line}
    return "\n".join(line for line in lines if line.split(" ", 1)[0] not in desk)
