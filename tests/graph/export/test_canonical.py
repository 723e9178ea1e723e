"""Is the canonical export a pure function of what was read and entered, and valid RDF?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import permutations

import pyoxigraph
import pytest
import rdflib

from graph.admitting import admit
from graph.connection import Graph
from graph.desk.decisions import decision, revocation
from graph.desk.events import Entry
from graph.desk.log import append
from graph.export.canonical import NotSettled, canonical
from graph.export.nquads import DATA, RECORD
from graph.export.seal import is_seal
from graph.export.serialise import serialise
from graph.export.terms import STORE
from graph.loading import write_batch
from graph.principal import PUBLIC
from graph.removal import remove
from graph.schema import ensure_schema
from graph.settle import settle
from tests.conftest import WIPE
from tests.graph.export.world import WHO, Row, listing, put, read_in

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DCTERMS = "http://purl.org/dc/terms/"
NORTH = listing(
    "北片资源清单",
    [
        Row("梧桐里幼儿园", "多功能厅", "2", "330102", '可容 80 人，"周末"开放\\😀'),
        Row("梧桐里幼儿园", "操场", "1", "330102", "联系 13800000000"),
        Row("青石巷书店", "读书角", "3", "330106"),
    ],
    "2024-03-01",
    repairs=2,
)
SOUTH = listing(
    "南片资源清单",
    [Row("梧桐里幼儿园", "会议室", "4", "330102"), Row("晴川小学", "图书室", "1", "330108", "行\u2028分隔")],
)
WEST = listing("西片资源清单", [Row("青石巷书店", "讲座", "5", "330106")])


def enter(graph: Graph, entry: Entry) -> int:
    return graph.transaction(lambda tx: append(tx, entry)).sequence


def export(graph: Graph) -> list[str]:
    return list(canonical(graph, PUBLIC))


def values(lines: Iterable[str], predicate: str) -> list[tuple[str, str]]:
    quads = pyoxigraph.parse("\n".join(lines).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    return [(str(q.subject), q.object.value) for q in quads if q.predicate.value == predicate]


def test_lines_are_sorted_unique_and_without_blank_nodes(graph: Graph) -> None:
    read_in(graph, NORTH, SOUTH)
    lines = export(graph)
    assert lines == sorted(set(lines))
    assert len(lines) > 200
    assert not [line for line in lines if line.startswith("_:") or " _:" in line.split('"')[0]]


def test_every_format_holds_the_same_triples_for_two_parsers(graph: Graph) -> None:
    read_in(graph, NORTH, SOUTH)
    lines = export(graph)
    for name, for_rdflib, format in (
        ("nquads", "nquads", pyoxigraph.RdfFormat.N_QUADS),
        ("turtle", "turtle", pyoxigraph.RdfFormat.TURTLE),
        ("jsonld", "json-ld", pyoxigraph.RdfFormat.JSON_LD),
    ):
        written = b"".join(serialise(lines, name))
        store = rdflib.Dataset()
        store.parse(data=written.decode(), format=for_rdflib)
        assert len(set(pyoxigraph.parse(written, format=format))) == len(lines)
        assert len(list(store.quads((None, None, None, None)))) == len(lines)


def test_the_order_and_size_of_batches_leave_no_trace(graph: Graph) -> None:
    found = set()
    for seed, order in enumerate(permutations((NORTH, SOUTH, WEST))):
        graph.commit_in_batches(WIPE)
        ensure_schema(graph)
        read_in(graph, *order, batch=seed + 1, seed=seed)
        found.add("\n".join(export(graph)))
    assert len(found) == 1


def test_a_source_removed_was_never_read(graph: Graph) -> None:
    read_in(graph, SOUTH)
    before = export(graph)
    read_in(graph, NORTH)
    assert export(graph) != before
    remove(graph, NORTH.version.key, WHO)
    settle(graph)
    assert export(graph) == before


def test_what_was_decided_shows_and_what_was_revoked_does_not(graph: Graph) -> None:
    read_in(graph, NORTH, SOUTH)
    before = export(graph)
    number = enter(graph, decision(WHO, NORTH.party("青石巷书店"), SOUTH.party("晴川小学"), "same"))
    settle(graph)
    decided = export(graph)
    assert len(values(decided, STORE + "says")) == 1
    enter(graph, revocation(WHO, number))
    settle(graph)
    assert export(graph) == before
    enter(graph, decision("somebody else", SOUTH.party("晴川小学"), NORTH.party("青石巷书店"), "same"))
    settle(graph)
    assert export(graph) == decided


def test_a_replacement_counts_while_its_version_is_live_and_was_not_removed_since(graph: Graph) -> None:
    undated = listing(SOUTH.version.key, [Row("晴川小学", "图书室", "9", "330108")])
    read_in(graph, undated)
    plain = export(graph)
    remove(graph, undated.version.key, WHO)
    read_in(graph, SOUTH)
    put(graph, undated, replace=True)
    settle(graph)
    replaced = export(graph)
    assert [kind for _, kind in values(replaced, STORE + "kind")] == ["replace"]
    assert {x for x in plain if not is_seal(x)} < set(replaced)
    remove(graph, undated.version.key, WHO)
    read_in(graph, undated)
    assert export(graph) == plain


def test_every_quote_lies_in_its_passage_and_is_the_words_it_names(graph: Graph) -> None:
    read_in(graph, NORTH, SOUTH)
    lines = export(graph)
    texts = dict(values(lines, RDF + "value"))
    quoted = values(lines, "http://www.w3.org/ns/prov#wasQuotedFrom")
    spans = [(who, span) for who, span in quoted if "#" in span]
    assert spans
    whole = {passage for _, passage in quoted if "#" not in passage}
    assert whole == {span.split("#")[0] for _, span in spans}, "a record names the passages of its quotes"
    for _, span in spans:
        passage, start, end = span.replace("#char=", ",").split(",")
        assert 0 <= int(start) < int(end) <= len(texts[f"<{passage}>"])
    starts = values(lines, STORE + "start")
    assert {span for _, span in spans} == {span.strip("<>") for span, _ in starts}
    assert all(f"#char={n}," in span for span, n in starts)


def test_restricted_spans_are_masked_and_named(graph: Graph) -> None:
    read_in(graph, NORTH)
    lines = export(graph)
    assert not [line for line in lines if "13800000000" in line]
    texts = dict(values(lines, RDF + "value"))
    ((passage, span),) = values(lines, STORE + "masked")
    start, end = map(int, span.split("#char=")[1].split(","))
    assert texts[passage][start:end] == "*" * (end - start)


def test_places_come_with_their_ancestors_and_only_those_named(graph: Graph) -> None:
    read_in(graph, WEST)
    codes = {code for _, code in values(export(graph), STORE + "code")}
    assert codes == {"33", "3301", "330106"}


def test_an_entity_names_its_members_and_an_edge_its_records(graph: Graph) -> None:
    read_in(graph, WEST)
    lines = export(graph)
    members = {member for _, member in values(lines, STORE + "member")}
    assert members == {RECORD + r.id for r in WEST.records}
    provider, offer = WEST.party("青石巷书店"), WEST.offer("讲座")
    assert f"<{DATA}{offer}> <urn:gongjian:ontology:providedBy> <{DATA}{provider}> ." in lines
    assert (RECORD + offer) in {r for _, r in values(lines, "http://www.w3.org/ns/prov#wasDerivedFrom")}


def test_statements_that_differ_in_their_unit_alone_stay_apart(graph: Graph) -> None:
    (party, offer) = WEST.records
    again = next(s for s in offer.statements if s.property == "quantity")
    twice = replace(offer, statements=(*offer.statements, replace(again, unit="场")))
    read_in(graph, replace(WEST, records=(party, twice)))
    units = values(export(graph), STORE + "unit")
    first = f"<{DATA}{again.id_in(offer.id)}>"
    assert dict(units) == {first: "场", first.replace(">", ".2>"): "间"}


def test_open_repairs_are_in_it(graph: Graph) -> None:
    read_in(graph, NORTH)
    assert len(values(export(graph), STORE + "repair-reason")) == 2


def test_an_export_in_the_middle_of_reading_is_refused(graph: Graph) -> None:
    read_in(graph, SOUTH)
    admission = admit(graph, NORTH.version)
    write_batch(graph, admission.version, NORTH.passages, NORTH.records[:1])
    with pytest.raises(NotSettled, match="gongjian ingest"):
        canonical(graph, PUBLIC)


def test_records_that_wait_to_be_settled_are_refused_too(graph: Graph) -> None:
    put(graph, SOUTH)
    with pytest.raises(NotSettled, match="0 sources"):
        export(graph)
    settle(graph)
    assert export(graph)


def test_a_decision_that_clusters_do_not_follow_yet_is_refused(graph: Graph) -> None:
    read_in(graph, SOUTH, WEST)
    enter(graph, decision(WHO, SOUTH.party("晴川小学"), WEST.party("青石巷书店"), "different"))
    with pytest.raises(NotSettled, match="1 entities or decisions"):
        canonical(graph, PUBLIC)


def test_entities_of_another_vocabulary_are_refused_until_they_are_made_anew(graph: Graph) -> None:
    read_in(graph, SOUTH)
    before = export(graph)
    graph.write("MATCH (g:Run {id: 'graph'}) SET g.made_with = 'another vocabulary'")
    with pytest.raises(NotSettled):
        canonical(graph, PUBLIC)
    settle(graph)
    assert export(graph) == before


def test_a_graph_that_changes_while_it_is_read_gives_no_export(graph: Graph) -> None:
    read_in(graph, SOUTH)
    lines = canonical(graph, PUBLIC)
    read_in(graph, WEST)
    with pytest.raises(NotSettled):
        next(lines)


def test_an_empty_graph_exports_its_versions(graph: Graph) -> None:
    names = {line.split()[1].rsplit(":", 1)[1].rstrip(">") for line in export(graph)}
    assert {"ontologyVersion", "parametersVersion", "foldVersion", "keyVersion"} <= names
