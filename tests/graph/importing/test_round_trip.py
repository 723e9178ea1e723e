"""Does an export become the same graph again? Full and canonical, from every format, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.connection import Graph
from graph.desk.decisions import decision, revocation
from graph.desk.events import Entry
from graph.desk.log import append
from graph.export.canonical import canonical
from graph.export.full import full
from graph.export.serialise import serialise
from graph.importing import import_export
from graph.importing.files import export_lines
from graph.principal import PUBLIC
from graph.removal import remove
from graph.schema import ensure_schema
from graph.settle import settle
from tests.conftest import WIPE
from tests.graph.export.world import Row, listing, put, read_in
from tests.graph.state import canonical_state

pytestmark = pytest.mark.store

OLD = listing(
    "北片资源清单",
    [Row("梧桐里幼儿园", "操场", "1", "330102"), Row("青石巷书店", "读书角", "3", "330106")],
    "2023-03-01",
)
NEW = listing(
    "北片资源清单",
    [
        Row("梧桐里幼儿园", "操场", "2", "330102", "电话 13800000000"),
        Row("梧桐里幼儿园", "礼堂", "1", "330102", '"引号"\\反斜线\u2028😀'),
    ],
    "2024-03-01",
    repairs=2,
)
OTHER = listing(
    "南片资源清单", [Row("晴川小学", "图书室", "1", "330108"), Row("梧桐里幼儿园", "跑道", "1", "330102")]
)
UNDATED = listing(
    OTHER.version.key, [Row("晴川小学", "图书室", "7", "330108"), Row("梧桐里幼儿园", "跑道", "1", "330102")]
)
GONE = listing("西片资源清单", [Row("青石巷书店", "讲座", "5", "330106")])


def enter(graph: Graph, entry: Entry) -> int:
    return graph.transaction(lambda tx: append(tx, entry)).sequence


def a_history(graph: Graph) -> None:
    """Versions superseded and put in place, a removal, decisions taken back, pins, asleep and event kinds."""
    read_in(graph, OLD, OTHER, GONE)
    read_in(graph, NEW)
    put(graph, UNDATED, replace=True)
    remove(graph, GONE.version.key, "李四")
    a, b = NEW.party("梧桐里幼儿园"), UNDATED.party("晴川小学")
    taken_back = enter(graph, decision("张三", b, a, "same", key="k-1"))
    enter(graph, revocation("张三", taken_back))
    enter(graph, decision("张三", UNDATED.party("梧桐里幼儿园"), a, "unsure"))
    enter(graph, decision("张三", GONE.party("青石巷书店"), a, "same"))
    enter(graph, Entry("pin", "王五", (max(a, UNDATED.party("梧桐里幼儿园")),)))
    enter(graph, Entry("outcome", "王五", (a,), {"value": 2.5, "counts": (1, 2)}, "outcome-1"))
    enter(graph, Entry("rating", "王五", (a,), {"value": True}))
    settle(graph)


def wipe(graph: Graph) -> None:
    graph.commit_in_batches(WIPE)
    ensure_schema(graph)


def test_a_full_export_comes_back_byte_for_byte(graph: Graph) -> None:
    a_history(graph)
    lines, state = list(full(graph, PUBLIC)), canonical_state(graph)
    wipe(graph)
    report = import_export(graph, lines, name="all.nq")
    assert report.same, report.differences
    assert report.kind == "full"
    assert report.intact
    assert (report.lines, report.sources, report.events) == (len(lines), 2, 9)
    assert list(full(graph, PUBLIC)) == lines
    assert canonical_state(graph) == state


def test_a_canonical_export_comes_back_byte_for_byte(graph: Graph) -> None:
    a_history(graph)
    lines, state = list(canonical(graph, PUBLIC)), canonical_state(graph)
    wipe(graph)
    report = import_export(graph, lines)
    assert report.same, report.differences
    assert report.kind == "canonical"
    assert list(canonical(graph, PUBLIC)) == lines
    assert [s for s in canonical_state(graph) if not s.startswith("source")] == [
        s for s in state if not s.startswith("source")
    ]
    who = {row["who"] for row in graph.read("MATCH (e:Event) RETURN e.who AS who")}
    assert who == {"import"}


FORMATS = [
    ("nquads", "a.nq", full),
    ("jsonld", "a.jsonld", full),
    ("nquads", "a.nq", canonical),
    ("jsonld", "a.jsonld", canonical),
    ("turtle", "a.ttl", canonical),
]


@pytest.mark.parametrize(("format", "name", "export"), FORMATS)
def test_every_format_comes_back(
    graph: Graph, tmp_path: Path, format: str, name: str, export: Callable[..., Iterator[str]]
) -> None:
    a_history(graph)
    lines = list(export(graph, PUBLIC))
    path = tmp_path / name
    path.write_bytes(b"".join(serialise(lines, format, full=export is full, ontology=graph.ontology)))
    assert sorted(export_lines(path)) == lines
    wipe(graph)
    assert import_export(graph, export_lines(path), name=name).same
    assert list(export(graph, PUBLIC)) == lines
