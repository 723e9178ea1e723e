"""Does every id lead where it should, and every fact to the words that say it?"""

from __future__ import annotations

import pytest

from graph.connection import Graph
from graph.desk.decisions import decision
from graph.desk.events import Entry
from graph.desk.log import append
from graph.principal import PUBLIC
from graph.reading import (
    EntityView,
    GoneId,
    Moved,
    UnknownId,
    counts,
    entities,
    entity,
    evidence,
    evidence_for,
    neighbours,
    repairs,
    sources,
)
from graph.reading.views import NotACursor, PageMoved
from graph.removal import remove
from graph.settle import settle
from tests.graph.export.world import WHO, Row, listing, read_in

NORTH = listing(
    "北片资源清单",
    [
        Row("梧桐里幼儿园", "多功能厅", "2", "330102", "可容 80 人"),
        Row("梧桐里幼儿园", "操场", "1", "330102", "联系 13800000000"),
    ],
    "2024-03-01",
    repairs=5,
)
SOUTH = listing("南片资源清单", [Row("梧桐里幼儿园", "会议室", "4", "330102")])
SCHOOL = sorted([NORTH.party("梧桐里幼儿园"), SOUTH.party("梧桐里幼儿园")])


def enter(graph: Graph, entry: Entry) -> None:
    graph.transaction(lambda tx: append(tx, entry))


@pytest.fixture
def town(graph: Graph) -> Graph:
    """Both lists read; the school that both name is one."""
    read_in(graph, NORTH, SOUTH)
    enter(graph, decision(WHO, SCHOOL[0], SCHOOL[1], "same"))
    settle(graph)
    return graph


def test_an_entity_is_read_with_its_facts_and_freshness(town: Graph) -> None:
    school = entity(town, PUBLIC, SCHOOL[0])
    assert isinstance(school, EntityView)
    assert (school.name, school.first("name"), school.members) == (
        "梧桐里幼儿园",
        "梧桐里幼儿园",
        tuple(SCHOOL),
    )
    assert school.slots["district"] == "330102"
    assert (school.stated_on, school.valid_until) == ("2024-03-01", "")


def test_any_members_id_leads_to_the_entity(town: Graph) -> None:
    assert entity(town, PUBLIC, SCHOOL[1]) == Moved(SCHOOL[0])
    both = entities(town, PUBLIC, [*SCHOOL, "r" + "0" * 24])
    assert list(both) == SCHOOL
    assert both[SCHOOL[0]] == both[SCHOOL[1]]


@pytest.mark.parametrize("id", ["r" + "0" * 24, "", "x'}) DETACH DELETE n //", "口罩😀", "a" * 5000])
def test_an_id_that_never_was_is_unknown(town: Graph, id: str) -> None:
    with pytest.raises(UnknownId) as raised:
        entity(town, PUBLIC, id)
    assert raised.value.status == 404


def test_an_id_whose_record_is_gone_follows_its_successor_or_is_gone(town: Graph) -> None:
    remove(town, NORTH.version.key, WHO)
    settle(town)
    gone, there = NORTH.party("梧桐里幼儿园"), SOUTH.party("梧桐里幼儿园")
    with pytest.raises(GoneId) as raised:
        entity(town, PUBLIC, gone)
    assert raised.value.status == 410
    enter(town, Entry("succeeds", WHO, (gone, there)))
    assert entity(town, PUBLIC, gone) == Moved(there)


def test_a_record_that_is_gone_leads_to_the_last_entity_it_described(town: Graph) -> None:
    gone, between, there = "r" + "1" * 24, "r" + "2" * 24, SCHOOL[1]
    town.write(
        "UNWIND $rows AS row CREATE (f:Former) SET f = row",
        rows=[
            {"id": gone, "entity": between},
            {"id": between, "entity": there},
            {"id": "r" + "3" * 24, "entity": "r" + "3" * 24},
        ],
    )
    assert entity(town, PUBLIC, gone) == Moved(SCHOOL[0])
    with pytest.raises(GoneId):
        entity(town, PUBLIC, "r" + "3" * 24)


def test_neighbours_both_ways(town: Graph) -> None:
    offers = neighbours(town, PUBLIC, SCHOOL[1])
    assert {n.name for n in offers if n.property == "providedBy" and not n.outgoing} == {
        "多功能厅",
        "操场",
        "会议室",
    }
    places = {n.id for n in offers if n.property == "inPlace" and n.outgoing}
    assert places == {"place:330102"}
    (back,) = [n for n in neighbours(town, PUBLIC, SOUTH.offer("会议室")) if n.property == "providedBy"]
    assert (back.id, back.outgoing, back.records) == (SCHOOL[0], True, (SOUTH.offer("会议室"),))
    assert len(neighbours(town, PUBLIC, SCHOOL[0], limit=2)) == 2


def test_evidence_carries_the_exact_words_and_the_passage(town: Graph) -> None:
    found = [e for e in evidence(town, PUBLIC, NORTH.offer("多功能厅")) if e.property == "quantity"]
    (quantity,) = found
    assert (quantity.value, quantity.quote, quantity.sheet, quantity.row) == ("2", "2", "资源清单", 2)
    assert quantity.text == "梧桐里幼儿园\t多功能厅\t2\t可容 80 人"
    assert quantity.text[quantity.start : quantity.end] == quantity.quote
    assert (quantity.source.title, quantity.source.stated_date) == ("北片资源清单", "2024-03-01")


def test_evidence_of_some_statements_only(town: Graph) -> None:
    offer = NORTH.offer("多功能厅")
    wanted = {e.statement for e in evidence(town, PUBLIC, offer) if e.property == "item"}
    assert {e.property for e in evidence(town, PUBLIC, offer, wanted)} == {"item"}
    assert evidence(town, PUBLIC, offer, []) == []


def test_evidence_of_all_members_of_an_entity(town: Graph) -> None:
    names = [e for e in evidence(town, PUBLIC, SCHOOL[0]) if e.property == "name"]
    assert {e.source.key for e in names} == {"北片资源清单", "南片资源清单"}
    assert len(names) == 3


def test_evidence_for_many_facts_at_once(town: Graph) -> None:
    offer = SOUTH.offer("会议室")
    pairs = [(offer, "quantity"), (SCHOOL[1], "name"), (offer, "remark"), ("r" + "0" * 24, "name")]
    found = evidence_for(town, PUBLIC, pairs)
    assert list(found) == pairs
    assert [e.quote for e in found[offer, "quantity"]] == ["4"]
    assert len(found[SCHOOL[1], "name"]) == 3
    assert found[offer, "remark"] == found["r" + "0" * 24, "name"] == []


def test_restricted_words_appear_in_no_reading(town: Graph) -> None:
    offer = NORTH.offer("操场")
    seen = repr((entity(town, PUBLIC, offer), evidence(town, PUBLIC, offer), neighbours(town, PUBLIC, offer)))
    assert "13800000000" not in seen
    assert "***********" in seen


def test_a_long_passage_is_served_around_its_quote(town: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.reading.quotes.MAX_PASSAGE", 8)
    for found in evidence(town, PUBLIC, NORTH.offer("多功能厅")):
        assert len(found.text) <= 8
        assert found.text[found.start : found.end] == found.quote != ""


def test_the_overview_counts_what_is_there(town: Graph) -> None:
    found = counts(town, PUBLIC)
    assert (found.sources, found.passages, found.records, found.repairs) == (2, 3, 5, 5)
    assert found.entities == {"Organization": 1, "Resource": 3}
    assert (found.pending, found.events) == (0, 1)
    assert [(s.key, s.passages, s.records) for s in sources(town, PUBLIC)] == [
        ("北片资源清单", 2, 3),
        ("南片资源清单", 1, 2),
    ]


def test_repairs_come_in_pages(town: Graph) -> None:
    first = repairs(town, PUBLIC, limit=3)
    rest = repairs(town, PUBLIC, limit=3, cursor=first.cursor)
    assert (len(first.items), len(rest.items), rest.cursor, first.total) == (3, 2, "", 5)
    assert {r.row for r in (*first.items, *rest.items)} == {0, 1, 2, 3, 4}


def test_a_page_of_another_state_is_refused(town: Graph) -> None:
    first = repairs(town, PUBLIC, limit=3)
    with pytest.raises(NotACursor):
        repairs(town, PUBLIC, limit=3, cursor=first.items[-1].id)
    remove(town, "南片资源清单", WHO)
    settle(town)
    with pytest.raises(PageMoved) as moved:
        repairs(town, PUBLIC, limit=3, cursor=first.cursor)
    assert moved.value.status == 410 and "cursor" in moved.value.zh
