"""Are shapes that no record can obey refused at load, with both shapes named, and sound combinations let through?"""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology.load import OntologyError, load
from ontology.problems import Problem
from tests.ontology.folders import PREFIXES, additions

SAY = 'sh:message "不合"@zh , "wrong"@en'


def shape(name: str, target: str, *rules: str, more: str = "") -> str:
    """A node shape with property shapes."""
    properties = " ".join(f"sh:property [ {rule} ; {SAY} ] ;" for rule in rules)
    return f"gj:{name} a sh:NodeShape ; sh:targetClass gj:{target} ; {properties} {more} {SAY} .\n"


def problems_of(folder: Path, turtle: str) -> tuple[Problem, ...]:
    try:
        load(
            additions=additions(
                folder, "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n" + turtle
            )
        )
    except OntologyError as error:
        return error.problems
    return ()


def pair(target: str, one: str, other_target: str, other: str) -> str:
    return shape("Za", target, one) + shape("Zb", other_target, other)


CONTRADICTIONS = {
    "counts": pair(
        "Offer", "sh:path gj:brand ; sh:minCount 2", "GoodsResource", "sh:path gj:brand ; sh:maxCount 1"
    ),
    "counts of a sub-property": pair(
        "Offer", "sh:path gj:headcount ; sh:minCount 2", "Offer", "sh:path gj:quantity ; sh:maxCount 1"
    ),
    "bounds": pair(
        "Offer", "sh:path gj:price ; sh:minInclusive 5", "Resource", "sh:path gj:price ; sh:maxInclusive 4"
    ),
    "exclusive bounds": pair(
        "Offer", "sh:path gj:price ; sh:minExclusive 5", "Offer", "sh:path gj:price ; sh:maxInclusive 5"
    ),
    "dates": pair(
        "Offer",
        'sh:path gj:validFrom ; sh:minInclusive "2024-02-01"^^xsd:date',
        "Offer",
        'sh:path gj:validFrom ; sh:maxExclusive "2024-01-31"^^xsd:date',
    ),
    "lists": pair(
        "Offer", 'sh:path gj:brand ; sh:in ( "a" "b" )', "Offer", 'sh:path gj:brand ; sh:in ( "c" )'
    ),
    "list and bound": pair(
        "Offer", "sh:path gj:price ; sh:in ( 1 2 )", "Offer", "sh:path gj:price ; sh:minInclusive 3"
    ),
    "list and pattern": pair(
        "Offer", 'sh:path gj:brand ; sh:in ( "a" )', "Offer", 'sh:path gj:brand ; sh:pattern "^b"'
    ),
    "list and length": pair(
        "Offer", 'sh:path gj:brand ; sh:in ( "abc" )', "Offer", "sh:path gj:brand ; sh:maxLength 2"
    ),
    "value and list": pair(
        "Offer", 'sh:path gj:brand ; sh:hasValue "a"', "Offer", 'sh:path gj:brand ; sh:in ( "b" )'
    ),
    "lengths": pair(
        "Offer", "sh:path gj:brand ; sh:minLength 3", "Offer", "sh:path gj:brand ; sh:maxLength 2"
    ),
    "datatypes": pair(
        "Offer",
        "sh:path gj:brand ; sh:datatype xsd:string",
        "Offer",
        "sh:path gj:brand ; sh:datatype rdf:langString",
    ),
    "languages": pair(
        "Offer",
        "sh:path gj:brand ; sh:datatype xsd:string",
        "Offer",
        'sh:path gj:brand ; sh:languageIn ( "zh" )',
    ),
    "classes": pair(
        "Offer",
        "sh:path gj:providedBy ; sh:class gj:Alliance",
        "Offer",
        "sh:path gj:providedBy ; sh:class gj:Organization",
    ),
    "closed": shape(
        "Za",
        "Membership",
        more="sh:closed true ; sh:ignoredProperties ( rdf:type gj:alliance gj:memberRole ) ;",
    )
    + shape("Zb", "Membership", "sh:path gj:remark ; sh:minCount 1"),
    "order": pair(
        "Offer",
        "sh:path gj:validFrom ; sh:lessThan gj:validUntil",
        "Offer",
        "sh:path gj:validUntil ; sh:lessThanOrEquals gj:validFrom",
    ),
    "same and not": pair(
        "Offer", "sh:path gj:brand ; sh:equals gj:remark", "Offer", "sh:path gj:brand ; sh:disjoint gj:remark"
    ),
}


@pytest.mark.parametrize("turtle", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_contradictions_name_both_shapes_with_file_and_line(tmp_path: Path, turtle: str) -> None:
    found = problems_of(tmp_path, turtle)
    first = PREFIXES.count("\n") + 2
    ours = [p for p in found if {"Za", "Zb"} <= set(p.en.replace(":", " ").split()) | {p.term}]
    assert ours, [p.located(p.en) for p in found]
    assert all(p.file == "more/added.ttl" and p.line in {first, first + 1} and "矛盾" in p.zh for p in ours)


@pytest.mark.parametrize(
    ("rule", "against"),
    [
        ("sh:path gj:validUntil ; sh:minCount 2", "the declaration of validUntil"),
        ("sh:path gj:providedBy ; sh:class gj:Place", "the declaration of providedBy"),
        ("sh:path gj:about ; sh:class gj:Party", "the declaration of about"),
        ("sh:path gj:validFrom ; sh:lessThan gj:validFrom", "contradicts Za"),
        ("sh:path gj:price ; sh:datatype xsd:date", "date contradicts the range decimal"),
        ("sh:path gj:price ; sh:nodeKind sh:IRI", "IRI contradicts the range decimal"),
        ("sh:path gj:providedBy ; sh:nodeKind sh:BlankNode", "BlankNode contradicts the range Party"),
    ],
)
def test_contradictions_with_declarations(tmp_path: Path, rule: str, against: str) -> None:
    found = problems_of(tmp_path, shape("Za", "Offer", rule))
    assert [p for p in found if against in p.en and p.term == "Za"], [p.en for p in found]


@pytest.mark.parametrize(
    "turtle",
    [
        pair("Offer", "sh:path gj:brand ; sh:minCount 1", "Offer", "sh:path gj:brand ; sh:maxCount 1"),
        pair("Offer", "sh:path gj:brand ; sh:minCount 2", "Need", "sh:path gj:brand ; sh:maxCount 1"),
        pair("Offer", "sh:path gj:quantity ; sh:minCount 2", "Offer", "sh:path gj:headcount ; sh:maxCount 1"),
        pair(
            "Offer", "sh:path gj:price ; sh:minInclusive 5", "Offer", "sh:path gj:price ; sh:maxInclusive 5"
        ),
        pair(
            "Offer", 'sh:path gj:brand ; sh:in ( "a" "b" )', "Offer", 'sh:path gj:brand ; sh:in ( "b" "c" )'
        ),
        pair("Offer", 'sh:path gj:brand ; sh:in ( "a" "bcd" )', "Offer", "sh:path gj:brand ; sh:maxLength 1"),
        pair("Offer", 'sh:path gj:brand ; sh:hasValue "a"', "Offer", 'sh:path gj:brand ; sh:in ( "a"@zh )'),
        pair(
            "Offer",
            "sh:path gj:validFrom ; sh:lessThanOrEquals gj:validUntil",
            "Offer",
            "sh:path gj:validUntil ; sh:lessThanOrEquals gj:validFrom",
        ),
        pair(
            "Offer",
            "sh:path gj:providedBy ; sh:class gj:Organization",
            "Offer",
            "sh:path gj:providedBy ; sh:class gj:Hospital",
        ),
    ],
)
def test_sound_combinations_pass(tmp_path: Path, turtle: str) -> None:
    assert problems_of(tmp_path, turtle) == ()
