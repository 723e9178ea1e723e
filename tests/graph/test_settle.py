"""Settling brings entities and relations up to date, leaves alone what stays the same, and counts versions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.connection import Graph
from graph.desk.decisions import decision
from graph.desk.log import append
from graph.gazetteer import Gazetteer
from graph.identity.linker import Linker
from graph.identity.parameters import load_parameters
from graph.settle import settle
from tests.graph.samples import WHO, Listing, Row, load, read_in
from tests.graph.state import canonical_state

pytestmark = pytest.mark.store

FIRST = Listing("甲", (Row("清溪大学", "会议室", "420106"), Row("望湖医院", "义诊", "420102")))
SECOND = Listing("乙", (Row("清溪大学", "口罩", "420106"),))
ENTITY = "MATCH (e:Entity {name: $name}) WHERE size(e.members) > 0 RETURN e {.*} AS e, labels(e) AS labels ORDER BY e.id"


def _one(graph: Graph, name: str) -> dict[str, object]:
    (row,) = graph.read(ENTITY, name=name)
    return dict(row["e"])


def _members(graph: Graph, name: str) -> list[list[str]]:
    return [row["e"]["members"] for row in graph.read(ENTITY, name=name)]


def test_the_graph_version_goes_up_once_if_something_changed(graph: Graph) -> None:
    load(graph, FIRST)
    first = settle(graph, batch=1)
    again = settle(graph)
    assert (first.changed, first.version, first.entities) == (True, 1, 4)
    assert (again.changed, again.version, again.entities, again.edges) == (False, 1, 0, 0)
    load(graph, SECOND)
    assert settle(graph).version == 2


def test_progress_is_told(graph: Graph) -> None:
    load(graph, FIRST)
    told: list[tuple[int, int]] = []
    settle(graph, lambda done, total: told.append((done, total)), batch=2)
    assert told[-1] == (4, 4)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_text_that_stays_keeps_its_vector_and_a_changed_one_shows_it(graph: Graph) -> None:
    read_in(graph, [FIRST])
    graph.write("MATCH (e:Entity) SET e.vector = [1.0], e.vectorOf = e.text_hash")
    read_in(graph, [replace(FIRST, stated_date="2024-01-01")])
    assert "2024-01-01" in str(_one(graph, "望湖医院")["account"])
    for name in ("会议室", "望湖医院"):
        assert _one(graph, name)["vectorOf"] == _one(graph, name)["text_hash"]
    changed = replace(
        FIRST, rows=(replace(FIRST.rows[0], remark="仅限周末"), FIRST.rows[1]), stated_date="2025-01-01"
    )
    read_in(graph, [changed])
    room = _one(graph, "会议室")
    assert room["vectorOf"] != room["text_hash"]
    clinic = _one(graph, "义诊")
    assert clinic["vectorOf"] == clinic["text_hash"]


def test_a_class_that_changes_takes_its_labels_along(graph: Graph) -> None:
    read_in(graph, [FIRST])
    rows = (replace(FIRST.rows[0], type="University"), FIRST.rows[1])
    read_in(graph, [replace(FIRST, rows=rows, stated_date="2025-01-01")])
    (row,) = graph.read(ENTITY, name="清溪大学")
    assert {"University", "Organization", "Searchable"} <= set(row["labels"])
    rows = (replace(FIRST.rows[0], type="Community"), FIRST.rows[1])
    read_in(graph, [replace(FIRST, rows=rows, stated_date="2025-02-01")])
    (row,) = graph.read(ENTITY, name="清溪大学")
    assert "University" not in row["labels"]
    assert "Community" in row["labels"]


def test_other_parameters_cluster_everything_anew(graph: Graph) -> None:
    read_in(graph, [FIRST, SECOND])
    joined = canonical_state(graph)
    parameters = load_parameters()
    strict = replace(parameters, version=parameters.version + 1, automatic=0.99)
    assert settle(graph, parameters=strict).changed
    assert sorted(map(len, _members(graph, "清溪大学"))) == [1, 1]
    settle(graph)
    assert canonical_state(graph) == joined


def test_another_vocabulary_folds_everything_anew(graph: Graph, gazetteer: Gazetteer) -> None:
    read_in(graph, [FIRST])
    term = replace(graph.ontology.classes["Resource"], zh="资源（新名）")
    classes = {**graph.ontology.classes, "Resource": term}
    renamed = Graph(graph.driver, replace(graph.ontology, version="other", classes=classes), gazetteer)
    settle(renamed)
    assert "资源（新名）" in str(_one(graph, "会议室")["text"])


def test_any_member_leads_to_the_entity(graph: Graph) -> None:
    read_in(graph, [FIRST, SECOND])
    ((first, second),) = _members(graph, "清溪大学")
    linker = Linker(graph)
    assert linker.entity(second) == linker.entity(first) == min(first, second)
    found = linker.entities([second, "place:420106", "r" + "0" * 24])
    assert found == {second: first, "place:420106": "place:420106"}


def test_what_is_uncertain_is_asked_until_it_is_answered(graph: Graph) -> None:
    wide = Listing("丙", (Row("清溪大学", "书", "4201"),))
    read_in(graph, [FIRST, wide])
    asked = graph.read(
        "MATCH (q:Question)-[:CONCERNS]->(r:Record) RETURN q.reason AS reason, r.id AS id ORDER BY id"
    )
    assert [row["reason"] for row in asked] == ["review", "review"]
    a, b = (row["id"] for row in asked)
    graph.transaction(lambda tx: append(tx, decision(WHO, a, b, "same")))
    settle(graph)
    assert graph.read("MATCH (q:Question) RETURN q.id") == []
    assert _members(graph, "清溪大学") == [sorted((a, b))]


def test_a_decision_about_offers_joins_and_parts_them(graph: Graph) -> None:
    read_in(graph, [FIRST])
    a, b = sorted(str(_one(graph, name)["id"]) for name in ("会议室", "义诊"))
    graph.transaction(lambda tx: append(tx, decision(WHO, a, b, "same")))
    settle(graph)
    assert graph.read("MATCH (e:Offer) RETURN e.members AS members") == [{"members": [a, b]}]
    graph.transaction(lambda tx: append(tx, decision(WHO, a, b, "unsure")))
    settle(graph)
    assert len(graph.read("MATCH (e:Offer) RETURN e.id")) == 2


def test_an_offer_to_oneself_is_no_edge(graph: Graph) -> None:
    read_in(graph, [FIRST])
    offer, party = str(_one(graph, "会议室")["id"]), str(_one(graph, "清溪大学")["id"])
    graph.transaction(lambda tx: append(tx, decision(WHO, offer, party, "same")))
    settle(graph)
    assert graph.read("MATCH (e:Entity)-[x]->(e) RETURN type(x)") == []


def test_a_place_that_the_gazetteer_does_not_know_is_no_entity(graph: Graph) -> None:
    read_in(graph, [Listing("甲", (Row("清溪大学", "书", "999999"),))])
    assert graph.read("MATCH (p:Place) RETURN p.id") == []
    assert _one(graph, "书")["district"] == "999999"
