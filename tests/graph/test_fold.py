"""The fold says what a cluster's records say together, and nothing that nobody asserts."""

from __future__ import annotations

import random
from typing import Any

import pytest

from graph.entities import NO_END, SEVERAL, UNKNOWN, Entity, from_node, to_properties, unpack_links
from graph.fold import Folder, fold
from graph.gazetteer import Gazetteer
from graph.records import Record, Statement
from ontology.model import Ontology
from ontology.terms import Classes, Properties, Schemes

A, B = "r" + "a" * 24, "r" + "b" * 24


@pytest.fixture
def folded(ontology: Ontology, gazetteer: Gazetteer) -> Any:
    def call(*records: Record, dates: dict[str, str] | None = None) -> Entity:
        return fold(records, dates or {}, ontology, gazetteer)

    return call


def _offer(*statements: Statement, id: str = A, source: str = "甲", type: str = Classes.RESOURCE) -> Record:
    return Record(id, source, "offer", type, statements)


def _party(
    *statements: Statement, id: str = A, source: str = "甲", type: str = Classes.ORGANIZATION
) -> Record:
    return Record(id, source, "party", type, statements)


def _single(ontology: Ontology) -> str:
    """Some single-valued text property."""
    return min(n for n, p in ontology.properties.items() if p.single and p.range == "string")


def test_of_a_single_value_the_latest_date_counts_and_the_rest_stays_visible(
    folded: Any, ontology: Ontology
) -> None:
    name = _single(ontology)
    old, new = _party(Statement(name, "旧"), source="甲"), _party(Statement(name, "新"), id=B, source="乙")
    entity = folded(old, new, dates={"甲": "2024-01-01", "乙": "2025-01-01"})
    assert (entity.values(name), entity.first(name)) == (["新"], "新")
    assert [(f.value, f.alternative) for f in entity.facts] == [("新", False), ("旧", True)]


def test_without_dates_most_sources_count(folded: Any, ontology: Ontology) -> None:
    name = _single(ontology)
    said = (("甲", "一"), ("乙", "二"), ("丙", "二"))
    records = [_party(Statement(name, v), id=f"r{n:024x}", source=s) for n, (s, v) in enumerate(said)]
    entity = folded(*records)
    assert entity.values(name) == ["二"]
    assert (entity.facts[0].sources, len(entity.facts[0].records)) == (2, 2)


@pytest.mark.parametrize("turn", [1, -1])
def test_a_name_in_another_language_does_not_come_before_the_chinese_one(folded: Any, turn: int) -> None:
    said = [
        Statement(Properties.NAME, w, language=lang) for w, lang in (("湖滨联盟", "zh"), ("Lakeside", "en"))
    ]
    many = [Statement(Properties.NAME, f"Lakeside {n}", language="en") for n in range(8)]
    assert folded(_party(*(said + many)[::turn])).name == "湖滨联盟"
    assert folded(_party(said[1])).name == "Lakeside"


def test_several_values_are_united_and_no_order_shows(folded: Any) -> None:
    records = [
        _party(
            Statement(Properties.NAME, "清溪大学"), Statement(Properties.PLACE, p, "place"), id=f"r{n:024x}"
        )
        for n, p in enumerate(("420106", "420102", "420106"))
    ]
    shuffled = random.Random(3).sample(records, len(records))
    assert folded(*shuffled) == folded(*records)
    assert sorted(folded(*records).values(Properties.PLACE)) == ["420102", "420106"]


@pytest.mark.parametrize("status", ["planned", "attributed", "negated"])
def test_only_what_is_asserted_counts(
    status: Any, folded: Any, ontology: Ontology, gazetteer: Gazetteer
) -> None:
    entity = folded(
        _offer(
            Statement(Properties.ITEM, "会议室"),
            Statement(Properties.PLACE, "420106", "place", status=status),
            Statement(Properties.REMARK, "钢琴", status=status),
        )
    )
    assert entity.slots["district"] == UNKNOWN
    assert "钢琴" not in entity.text
    assert Folder(ontology, gazetteer).references(entity.facts) == ()
    assert [f.status for f in entity.facts if f.property == Properties.REMARK] == [status], "but it is shown"


@pytest.mark.parametrize(
    ("codes", "slots"),
    [
        ((), (UNKNOWN,) * 4),
        (("42",), ("42", UNKNOWN, UNKNOWN, UNKNOWN)),
        (("4201", "420106"), ("42", "4201", "420106", UNKNOWN)),
        (("420102", "420106"), ("42", "4201", SEVERAL, UNKNOWN)),
        (("420106", "11"), (SEVERAL, SEVERAL, SEVERAL, UNKNOWN)),
    ],
)
def test_place_slots(codes: tuple[str, ...], slots: tuple[str, ...], folded: Any) -> None:
    entity = folded(_offer(*(Statement(Properties.PLACE, c, "place") for c in codes)))
    assert tuple(entity.slots[s] for s in ("province", "city", "district", "street")) == slots


def test_kind_and_end(folded: Any, ontology: Ontology) -> None:
    kinds = ontology.in_scheme(Schemes.KINDS)
    narrow = next(c for c in kinds if c.ancestors)
    other = next(
        c for c in kinds if c.name not in (narrow.name, *narrow.ancestors) and narrow.name not in c.ancestors
    )
    about = [Statement(Properties.ABOUT, name, "concept") for name in (narrow.name, narrow.ancestors[0])]
    assert folded(_offer(*about)).slots["kind"] == narrow.name, "the narrower one says it"
    assert folded(_offer(*about, Statement(Properties.ABOUT, other.name, "concept"))).slots["kind"] == SEVERAL
    plain = folded(_offer(Statement(Properties.ITEM, "某物")))
    assert (plain.slots["kind"], plain.slots["validUntil"]) == (UNKNOWN, NO_END)
    assert folded(_offer(Statement(Properties.VALID_UNTIL, "2025-06-30"))).slots["validUntil"] == "2025-06-30"


def test_the_class_is_the_most_specific_and_labels_are_all(folded: Any, ontology: Ontology) -> None:
    entity = folded(_party(type="Community"), _party(id=B, type=Classes.ORGANIZATION))
    assert entity.type == "Community"
    assert set(entity.labels) == set(ontology.labels("Community"))


def test_the_text_holds_what_search_needs_and_no_masked_value(folded: Any, ontology: Ontology) -> None:
    restricted = min(n for n, p in ontology.properties.items() if p.restricted)
    concept = ontology.in_scheme(Schemes.KINDS)[0]
    entity = folded(
        _offer(
            Statement(Properties.ITEM, "多功能厅"),
            Statement(Properties.ABOUT, concept.name, "concept"),
            Statement(Properties.PROVIDER, B, "record", "清溪大学"),
            Statement(Properties.PLACE, "420106", "place"),
            Statement(Properties.KEPT, "开放：周末 电话***********"),
            Statement(restricted, "赵**", restricted=True),
        )
    )
    for part in ("多功能厅", concept.zh, "清溪大学", "湖北省武汉市武昌区", "开放：周末 电话"):
        assert part in entity.text
    assert "*" not in entity.text
    assert "赵" not in entity.text + entity.tokens
    assert entity.name == "多功能厅"


def test_references_name_what_they_point_at(folded: Any, ontology: Ontology, gazetteer: Gazetteer) -> None:
    entity = folded(
        _offer(
            Statement(Properties.PROVIDER, B, "record", "清溪大学"),
            Statement(Properties.PLACE, "420106", "place"),
        )
    )
    found = Folder(ontology, gazetteer).references(entity.facts)
    relations = {ontology.properties[n].relation for n in (Properties.PROVIDER, Properties.PLACE)}
    assert {(r.relation, r.kind, r.value, r.records) for r in found} == {
        (relation, kind, value, (A,))
        for relation, kind, value in zip(
            sorted(str(r) for r in relations), ("place", "record"), ("420106", B), strict=True
        )
    }


def test_an_entity_comes_back_from_its_node_as_it_was(folded: Any) -> None:
    entity = folded(
        _offer(
            Statement(Properties.ITEM, "会议室", unit="间"), Statement(Properties.PROVIDER, B, "record", "甲")
        ),
        _offer(Statement(Properties.ITEM, "会议室", language="en"), id=B, source="乙"),
        dates={"乙": "2025-01-01"},
    )
    properties = to_properties(entity)
    assert from_node(properties, (*entity.labels, "Entity", "Searchable")) == entity
    assert unpack_links(properties["account"]) == tuple(f for f in entity.facts if f.kind != "literal")


def test_the_text_hash_changes_with_the_text_alone(folded: Any) -> None:
    one = folded(_offer(Statement(Properties.ITEM, "会议室")))
    same = folded(_offer(Statement(Properties.ITEM, "会议室", quote_count=3)), dates={"甲": "2025-01-01"})
    other = folded(_offer(Statement(Properties.ITEM, "会议厅")))
    assert one.text_hash == same.text_hash != other.text_hash


def test_a_very_long_value_is_kept_whole_but_not_in_name_and_text(folded: Any) -> None:
    entity = folded(_offer(Statement(Properties.ITEM, "长" * 10_000)))
    assert len(entity.facts[0].value) == 10_000
    assert len(entity.name) <= 300
    assert len(entity.text) <= 4000


def test_a_class_that_the_vocabulary_lost_is_a_thing(folded: Any) -> None:
    assert folded(_offer(Statement(Properties.ITEM, "书"), type="Vanished")).type == Classes.THING
