"""Is the full export the canonical one and the history beside it, each kind in a graph of its own?"""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph
import rdflib

from graph.connection import Graph
from graph.desk.decisions import decision, revocation
from graph.desk.log import append
from graph.export.canonical import canonical
from graph.export.full import full
from graph.export.nquads import GRAPH, PROV, RECORD
from graph.export.serialise import serialise
from graph.export.terms import STORE
from graph.principal import PUBLIC
from graph.settle import settle
from tests.graph.export.world import Row, listing, read_in

OLD = listing("北片资源清单", [Row("梧桐里幼儿园", "操场", "1", "330102")], "2023-03-01")
NEW = listing("北片资源清单", [Row("梧桐里幼儿园", "操场", "2", "330102", "电话 13800000000")], "2024-03-01")
OTHER = listing("南片资源清单", [Row("晴川小学", "图书室", "1", "330108")])


def by_graph(lines: list[str]) -> dict[str, list[pyoxigraph.Quad]]:
    found = defaultdict(list)
    for quad in pyoxigraph.parse("\n".join(lines).encode(), format=pyoxigraph.RdfFormat.N_QUADS):
        found[str(quad.graph_name)].append(quad)
    return found


def history(graph: Graph) -> list[str]:
    """Two versions of a list, a decision taken back; the full export."""
    read_in(graph, OLD, OTHER)
    read_in(graph, NEW)
    pair = NEW.party("梧桐里幼儿园"), OTHER.party("晴川小学")
    number = graph.transaction(lambda tx: append(tx, decision("张三", *pair, "same"))).sequence
    graph.transaction(lambda tx: append(tx, revocation("张三", number)))
    settle(graph)
    return list(full(graph, PUBLIC))


def test_it_holds_the_canonical_export_line_by_line(graph: Graph) -> None:
    lines = history(graph)
    plain = list(canonical(graph, PUBLIC))
    assert [line for line in lines if f" <{GRAPH}" not in line] == plain
    assert lines == sorted(set(lines))
    assert "张三" not in "\n".join(plain)


def test_the_log_is_whole_and_its_times_are_apart(graph: Graph) -> None:
    found = by_graph(history(graph))
    log = found[f"<{GRAPH}log>"]
    assert sorted(q.object.value for q in log if q.predicate.value == STORE + "kind") == [
        "decision",
        "revoke",
    ]
    (who,) = {q.object for q in log if q.predicate.value.endswith("wasAssociatedWith")}
    assert {q.object.value for q in log if q.subject == who and q.predicate.value.endswith("title")} == {
        "张三"
    }
    assert {q.object.value for q in log if q.predicate.value == STORE + "names"} == {
        RECORD + NEW.party("梧桐里幼儿园"),
        RECORD + OTHER.party("晴川小学"),
    }
    times = [(q.subject.value.rsplit(":")[-1], q.predicate.value) for q in found[f"<{GRAPH}times>"]]
    assert len([t for t in times if t[0] in {"1", "2"}]) == 2
    assert {p for s, p in times if s == NEW.version.reading} == {PROV + "startedAtTime", PROV + "endedAtTime"}


def test_a_superseded_version_is_in_former_only(graph: Graph) -> None:
    found = by_graph(history(graph))
    former = {
        q.subject.value for q in found[f"<{GRAPH}former>"] if "urn:gongjian:agent:" not in q.subject.value
    }
    assert former == {f"urn:gongjian:id:{i}" for i in (OLD.version.id, OLD.version.reading)}
    assert not former & {q.subject.value for q in found["DEFAULT"]}


def test_runs_are_there_and_nothing_restricted_is(graph: Graph) -> None:
    lines = history(graph)
    assert by_graph(lines)[f"<{GRAPH}runs>"]
    assert "13800000000" not in "\n".join(lines)


def test_both_parsers_count_the_same_quads(graph: Graph) -> None:
    lines = history(graph)
    for name, for_rdflib, format in (
        ("nquads", "nquads", pyoxigraph.RdfFormat.N_QUADS),
        ("jsonld", "json-ld", pyoxigraph.RdfFormat.JSON_LD),
    ):
        written = b"".join(serialise(lines, name, full=True))
        store = rdflib.Dataset()
        store.parse(data=written.decode(), format=for_rdflib)
        assert len(set(pyoxigraph.parse(written, format=format))) == len(lines)
        assert len(list(store.quads((None, None, None, None)))) == len(lines)
