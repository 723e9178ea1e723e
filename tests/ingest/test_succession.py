"""Do decisions stay with their things when rows move, and is a corrected typo in a key cell asked about?"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.connection import Graph
from graph.desk.decisions import decision
from graph.desk.events import Entry
from graph.desk.log import append
from graph.principal import PUBLIC
from graph.reading import Moved, entity
from graph.settle import settle
from graph.succession import Account, UnknownSuccession, accept, proposals, refuse
from ingest.pipeline import IngestContext, ingest, remove_source
from ingest.succession import differ_in_one_cell, pairings
from tests.ingest.reading import write_csv

HEADER = ("序号", "提供单位", "资源名称", "所在区")
ROWS = [(unit, "会议室", "南京市玄武区") for unit in ("示例大雪", "示例医院", "示例中学", "示例书店")]
Row = tuple[str, ...]


def read(context: IngestContext, folder: Path, day: int, rows: Sequence[Row]) -> int:
    """Read a version of one list, of that day; about how many records it asks."""
    title = (f"南京市玄武区资源清单（2026年3月{day}日）", *[""] * 3)
    numbered = [(str(n), *row) for n, row in enumerate(rows, 1)]
    (file,) = ingest(context, [write_csv(folder / f"{day}.csv", [title, HEADER, *numbered])]).files
    assert file.outcome == "stored", file
    return file.successions


def party(graph: Graph, name: str) -> str:
    """The id of a unit's record."""
    query = "MATCH (r:Record {role: 'party'})-[:DESCRIBES]->(e:Entity {name: $name}) RETURN r.id AS id"
    return str(graph.read(query, name=name)[0]["id"])


def enter(graph: Graph, *entries: Entry) -> None:
    """Enter something and settle."""
    for entry in entries:
        graph.transaction(lambda tx, entry=entry: append(tx, entry))  # type: ignore[misc]
    settle(graph)


def said(graph: Graph) -> list[str]:
    """What the decisions make of the units: which entities have several members."""
    rows = graph.read(
        "MATCH (e:Organization) RETURN e.id AS id, e.name AS name, size(e.members) AS n ORDER BY id"
    )
    return [f"{row['id']} {row['name']} {row['n']}" for row in rows]


words = st.text("示例大学医院书店", min_size=2, max_size=6)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(words, min_size=1, max_size=8, unique=True), st.randoms(use_true_random=False))
def test_a_record_is_paired_at_most_once_and_only_with_what_is_like_it(
    names: list[str], chance: random.Random
) -> None:
    olds = [Account(f"r{n}", "party", (), f"{name}\t会议室") for n, name in enumerate(names)]
    news = [Account(f"s{n}", "party", (), f"{name}\t会议室") for n, name in enumerate(names)]
    chance.shuffle(news)
    found = pairings(olds, news)
    assert len({p.new.id for p in found}) == len(found) == len({p.old.id for p in found})
    assert all(differ_in_one_cell(p.old.text, p.new.text) or p.basis == "alike" for p in found)


@pytest.mark.store
def test_decisions_pins_and_ids_stay_when_rows_move(tmp_path: Path, context: IngestContext) -> None:
    graph = context.graph
    read(context, tmp_path, 1, ROWS)
    a, b = party(graph, "示例医院"), party(graph, "示例书店")
    enter(graph, decision("某人", a, b, "same"), Entry("pin", "某人", (b,)))
    before = said(graph)
    assert any(line.endswith(" 2") for line in before)
    for day in (2, 3):
        assert read(context, tmp_path, day, random.Random(day).sample(ROWS, len(ROWS))) == 0
        assert said(graph) == before
    assert proposals(graph, PUBLIC) == []


@pytest.mark.store
def test_a_corrected_name_is_asked_about_and_accepting_carries_decisions_over(
    tmp_path: Path, context: IngestContext
) -> None:
    graph = context.graph
    read(context, tmp_path, 1, ROWS)
    old, other = party(graph, "示例大雪"), party(graph, "示例医院")
    enter(graph, decision("某人", old, other, "same"))
    corrected = [*ROWS[1:], ("示例大学", *ROWS[0][1:])]
    assert read(context, tmp_path, 2, corrected) == 1
    assert not any(line.endswith(" 2") for line in said(graph))
    (asked,) = proposals(graph, PUBLIC)
    assert (asked.old, asked.new, asked.basis) == (old, party(graph, "示例大学"), "one-cell")
    assert (asked.old_row, asked.new_row) == (3, 6) and "示例大雪" in asked.old_text
    accept(graph, asked.id, "某人")
    settle(graph)
    assert any(line.endswith(" 2") for line in said(graph))
    assert isinstance(entity(graph, PUBLIC, old), Moved)
    assert proposals(graph, PUBLIC) == []
    with pytest.raises(UnknownSuccession):
        accept(graph, asked.id, "某人")


@pytest.mark.store
def test_refusing_is_remembered_and_removing_the_source_forgets_the_question(
    tmp_path: Path, context: IngestContext
) -> None:
    graph = context.graph
    read(context, tmp_path, 1, ROWS)
    old, other = party(graph, "示例大雪"), party(graph, "示例医院")
    enter(graph, decision("某人", old, other, "different"))
    corrected = [("示例大学", *ROWS[0][1:]), *ROWS[1:]]
    read(context, tmp_path, 2, corrected)
    refuse(graph, proposals(graph, PUBLIC)[0].id, "某人")
    read(context, tmp_path, 3, ROWS)
    read(context, tmp_path, 4, corrected)
    assert proposals(graph, PUBLIC) == []
    read(context, tmp_path, 5, [("示例大穴", *ROWS[0][1:]), *ROWS[1:]])
    (asked,) = proposals(graph, PUBLIC)
    remove_source(context, asked.source)
    assert proposals(graph, PUBLIC) == []
    assert not graph.read("MATCH (s:Succession) RETURN s.old AS old")
