"""Does validation say what is wrong with a record, and does it keep quiet about a sound one?"""

from __future__ import annotations

import pytest

from ontology.lexical import is_date, is_decimal, is_place_code
from ontology.model import Ontology
from ontology.validate import Violation, refusing, violations
from tests.ontology.judges import Said

OFFER = (
    Said("item", "医用外科口罩"),
    Said("providedBy", "r1", "record"),
    Said("about", "surgicalMask", "concept"),
    Said("quantity", "1200", unit="只"),
    Said("inPlace", "330102", "place"),
    Said("validUntil", "2030-06-30"),
    Said("telephone", "138********"),
    Said("keptColumn", "颜色：蓝"),
)


def broken(found: list[Violation]) -> list[tuple[str, int | None, str]]:
    return [(v.property, v.statement, v.constraint) for v in found]


def test_a_sound_offer(ontology: Ontology) -> None:
    assert violations("GoodsResource", OFFER, ontology) == []


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        (Said("quantity", "一千"), "datatype"),
        (Said("quantity", "1,000"), "datatype"),
        (Said("quantity", "-1"), "minInclusive"),
        (Said("roomCount", "-1"), "minInclusive"),
        (Said("validFrom", "2023-02-29"), "datatype"),
        (Said("validFrom", "2023-2-9"), "datatype"),
        (Said("acceptsIndividuals", "True"), "datatype"),
        (Said("acceptsIndividuals", "是"), "datatype"),
        (Said("latitude", "120.5"), "maxInclusive"),
        (Said("about", "surgicalMask"), "kind"),
        (Said("about", "children", "concept"), "concept"),
        (Said("eligibility", "olderPeople", "record"), "kind"),
        (Said("inPlace", "3301020", "place"), "place"),
        (Said("inPlace", "杭州市", "place"), "place"),
        (Said("remark", "   "), "minLength"),
        (Said("remark", "说明", unit="个"), "unit"),
        (Said("neededBy", "r2", "record"), "domain"),
        (Said("uscc", "x"), "domain"),
        (Said("nothing", "x"), "property"),
    ],
)
def test_one_wrong_statement(ontology: Ontology, statement: Said, constraint: str) -> None:
    found = violations("GoodsResource", [*OFFER, statement], ontology)
    assert broken(found) == [(statement.property, len(OFFER), constraint)]
    assert found[0].zh and found[0].en


def test_missing_values(ontology: Ontology) -> None:
    assert broken(violations("ServiceResource", [], ontology)) == [
        ("item", None, "minCount"),
        ("providedBy", None, "minCount"),
    ]
    assert broken(violations("Demand", [Said("quantity", "3")], ontology)) == [("item", None, "minCount")]


def test_single_values_and_repeats(ontology: Ontology) -> None:
    two = [*OFFER, Said("validUntil", "2031-01-01")]
    assert broken(violations("GoodsResource", two, ontology)) == [("validUntil", None, "maxCount")]
    assert violations("GoodsResource", [*OFFER, OFFER[5]], ontology) == []


def test_a_sub_property_counts_for_its_parent(ontology: Ontology) -> None:
    assert violations("Community", [Said("alternativeName", "和平里")], ontology) == []


def test_patterns_and_lengths_of_parties(ontology: Ontology) -> None:
    party = [Said("name", "某某公司"), Said("uscc", "91330100MA27XYZ12")]
    assert broken(violations("Enterprise", party, ontology)) == [("uscc", 1, "pattern")]
    broken_line = [party[0], Said("uscc", "91330100MA27XYZ129\n")]
    assert broken(violations("Enterprise", broken_line, ontology)) == [("uscc", 1, "pattern")]
    assert broken(violations("Hospital", [Said("name", "长" * 201)], ontology)) == [("name", 0, "maxLength")]


def test_stages_of_a_match(ontology: Ontology) -> None:
    match = [
        Said("matchedNeed", "n", "record"),
        Said("matchedOffer", "o", "record"),
        Said("status", "agreed"),
    ]
    assert violations("Match", match, ontology) == []
    assert broken(violations("Match", [*match[:2], Said("status", "好")], ontology)) == [("status", 2, "in")]


def test_unknown_and_abstract_classes(ontology: Ontology) -> None:
    assert broken(violations("Nothing", OFFER, ontology)) == [("", None, "class")]
    assert ("", None, "class") in broken(violations("Offer", OFFER, ontology))


def test_dates_out_of_order_warn_and_refuse_nothing(ontology: Ontology) -> None:
    found = violations("GoodsResource", [*OFFER, Said("validFrom", "2031-01-01")], ontology)
    assert [(v.property, v.statement, v.constraint, v.severity) for v in found] == [
        ("validFrom", len(OFFER), "lessThanOrEquals", "Warning")
    ]
    assert found[0].zh and found[0].en and refusing(found) == []
    assert violations("GoodsResource", [*OFFER, Said("validFrom", "2030-06-30")], ontology) == []


@pytest.mark.parametrize(
    ("address", "odd"),
    [
        ("https://example.org/a?b=c", False),
        ("www.example.cn", False),
        ("HTTP://例子.中国", False),
        ("暂无", True),
        ("见公众号", True),
    ],
)
def test_web_addresses(ontology: Ontology, address: str, odd: bool) -> None:
    found = violations("Hospital", [Said("name", "某医院"), Said("website", address)], ontology)
    assert [(v.constraint, v.severity) for v in found] == ([("pattern", "Warning")] if odd else [])


def test_references_are_judged_where_their_class_is_known(ontology: Ontology) -> None:
    assert violations("GoodsResource", OFFER, ontology, types={"r1": "Community", "r9": "Demand"}) == []
    wrong = violations("GoodsResource", OFFER, ontology, types={"r1": "Demand"})
    assert broken(wrong) == [("providedBy", 1, "class")]


def test_lexical_forms() -> None:
    assert [is_decimal(t) for t in ("0", "-3.50", "1e3", "+1", ".5", "５", "1.")] == [True, True] + [
        False
    ] * 5
    assert [is_date(t) for t in ("2024-02-29", "2024-13-01", "20240101", "2024-01-01T00:00")] == [True] + [
        False
    ] * 3
    assert [is_place_code(t) for t in ("33", "3301", "330102", "330102001", "330102001001", "3", "")] == [
        True
    ] * 5 + [False] * 2
