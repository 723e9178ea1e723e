"""What identity looks at in a record, and how two such looks score."""

from __future__ import annotations

import pytest

from graph.identity.parameters import load_parameters
from graph.identity.score import score
from graph.identity.signature import LONGEST_KEY, Signature, bounded, from_properties, signature_of
from graph.records import Record, Statement
from ontology.model import Ontology
from ontology.terms import Classes, Properties
from tests.graph.samples import credit_code, wrong_code


def _record(*statements: Statement, role: str = "party", type: str = Classes.ORGANIZATION) -> Record:
    return Record("r" + "0" * 24, "k", role, type, statements)


def test_a_party_shows_name_code_and_most_specific_places(ontology: Ontology) -> None:
    code = credit_code(7)
    shown = signature_of(
        _record(
            Statement(Properties.NAME, "清溪 大學"),
            Statement(Properties.USCC, f" {code.lower()} "),
            Statement(Properties.PLACE, "4201", "place"),
            Statement(Properties.PLACE, "420106", "place"),
        ),
        ontology,
    )
    assert shown == Signature("清溪大学", code, ("420106",), Classes.ORGANIZATION)
    assert from_properties({**shown.to_properties(), "type": shown.type}) == shown


def test_a_wrong_check_character_is_no_code(ontology: Ontology) -> None:
    assert signature_of(_record(Statement(Properties.USCC, wrong_code(7))), ontology).uscc == ""


def test_two_codes_in_one_record_are_none(ontology: Ontology) -> None:
    two = [Statement(Properties.USCC, credit_code(n)) for n in (1, 2)]
    assert signature_of(_record(*two), ontology).uscc == ""


def test_what_is_not_asserted_is_not_looked_at(ontology: Ontology) -> None:
    planned = Statement(Properties.PLACE, "420106", "place", status="planned")
    assert signature_of(_record(planned), ontology).places == ()


def test_an_offer_has_no_name_to_be_compared(ontology: Ontology) -> None:
    offer = _record(Statement(Properties.NAME, "会议室"), role="offer", type=Classes.RESOURCE)
    assert signature_of(offer, ontology) == Signature(type=Classes.RESOURCE)


def test_a_very_long_name_stays_indexable_and_distinct() -> None:
    long, other = "长" * 10_000, "长" * 10_001
    assert len(bounded(long)) < LONGEST_KEY + 40
    assert bounded(long) != bounded(other)


@pytest.mark.parametrize(
    ("a", "b", "value"),
    [
        (Signature("甲", "", ("420106",)), Signature("甲", "", ("420106",)), 0.97),
        (Signature("甲", "", ("420106",)), Signature("甲", "", ("4201",)), 0.7),
        (Signature("甲", "", ("420106",)), Signature("甲", "", ()), 0.3),
        (Signature("甲", "", ("420106",)), Signature("甲", "", ("420102",)), 0.0),
        (Signature("甲", "", ("420106",)), Signature("乙", "", ("420106",)), 0.0),
        (Signature("", "", ("420106",)), Signature("", "", ("420106",)), 0.0),
        (Signature("甲", credit_code(1)), Signature("乙", credit_code(1)), 1.0),
        (Signature("甲", credit_code(1), ("420106",)), Signature("甲", credit_code(1), ("11",)), 1.0),
        (Signature("甲", credit_code(1), ("420106",)), Signature("甲", credit_code(2), ("420106",)), 0.0),
    ],
)
def test_scores(a: Signature, b: Signature, value: float, ontology: Ontology) -> None:
    found = score(a, b, load_parameters(), ontology)
    assert found.value == value
    assert found == score(b, a, load_parameters(), ontology)


def test_the_parameters_name_known_classes_and_reasons(ontology: Ontology) -> None:
    parameters = load_parameters()
    assert parameters.least_place_digits.keys() <= ontology.classes.keys()
    assert 0 < parameters.review < parameters.automatic <= 1
