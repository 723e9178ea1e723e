"""Are the class schemas valid JSON Schema, in both languages, and do they agree with validation?"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import jsonschema_rs
import pytest

from ontology.load import load
from ontology.model import Ontology
from ontology.schemas import UnknownClass, json_schema
from ontology.validate import violations
from tests.ontology.folders import additions, words
from tests.ontology.judges import Said


def test_every_class_has_a_valid_schema(ontology: Ontology) -> None:
    for name in ontology.classes:
        assert jsonschema_rs.meta.is_valid(json_schema(name, ontology)), name


def test_titles_and_inherited_properties(ontology: Ontology) -> None:
    schema = json_schema("GoodsResource", ontology)
    assert schema["title"] == "物资资源 · goods resource"
    assert {"item", "providedBy", "name", "telephone", "quantity"} <= schema["properties"].keys()
    assert "neededBy" not in schema["properties"] and "uscc" not in schema["properties"]
    assert schema["required"] == ["type", "item", "providedBy"]
    assert schema["properties"]["telephone"]["x-gongjian"]["restricted"] is True
    assert "free" in schema["properties"]["cost"]["items"]["enum"]
    assert schema["properties"]["quantity"]["items"] == {"type": "number", "minimum": 0}
    assert schema["properties"]["validUntil"]["format"] == "date"


@pytest.mark.parametrize(
    ("change", "sound"),
    [
        ({}, True),
        ({"quantity": [-1]}, False),
        ({"inPlace": ["330102"]}, True),
        ({"inPlace": ["33010"]}, False),
        ({"about": ["surgicalMask"]}, True),
        ({"about": ["children"]}, False),
        ({"item": []}, False),
        ({"colour": ["蓝"]}, False),
        ({"type": "Demand"}, False),
    ],
)
def test_what_a_schema_accepts(ontology: Ontology, change: dict[str, object], sound: bool) -> None:
    schema = json_schema("GoodsResource", ontology)
    instance = {"type": "GoodsResource", "item": ["口罩"], "providedBy": ["r1"], **change}
    assert jsonschema_rs.Draft202012Validator(schema).is_valid(instance) is sound


def test_an_unknown_class_names_the_known_ones(ontology: Ontology) -> None:
    with pytest.raises(UnknownClass) as caught:
        json_schema("Nothing", ontology)
    assert caught.value.status == 404 and "Hospital" in caught.value.where["allowed"]  # type: ignore[operator]


def test_facets_and_examples_are_served(ontology: Ontology) -> None:
    schema = json_schema("GoodsResource", ontology)
    assert schema["x-gongjian"]["facets"] == list(ontology.classes["Offer"].facets)
    assert schema["x-gongjian"]["examples"].keys() == {"zh", "en"}
    assert schema["properties"]["quantity"]["x-gongjian"]["examples"]["zh"] == "200只"


def test_a_deprecated_class_says_what_to_use(tmp_path: Path) -> None:
    turtle = f"""
gj:Old a owl:Class ; {words("旧类", "old kind")} ; rdfs:subClassOf gj:Resource ;
    owl:deprecated true ; dcterms:isReplacedBy gj:GoodsResource .
gj:oldAmount a owl:DatatypeProperty ; {words("旧数量", "old amount")} ; rdfs:subPropertyOf gj:quantity ;
    rdfs:domain gj:Offer ; owl:deprecated true ; dcterms:isReplacedBy gj:quantity ."""
    changed = load(additions=additions(tmp_path, turtle))
    schema = json_schema("Old", changed)
    assert schema["deprecated"] is True and schema["$comment"] == "use GoodsResource"
    assert schema["properties"]["oldAmount"]["deprecated"] is True
    assert (
        "deprecated" not in schema["properties"]["quantity"]
        and changed.classes["Old"].successor == "GoodsResource"
    )


def shape(rules: str) -> str:
    return (
        "gj:Za a sh:NodeShape ; sh:targetClass gj:GoodsResource ; "
        f'sh:property [ sh:path {rules} ; sh:message "不合"@zh , "wrong"@en ] .\n'
    )


RULES = (
    "gj:brand ; sh:minLength 2 ; sh:maxLength 3",
    'gj:brand ; sh:pattern "^a"',
    'gj:brand ; sh:in ( "a" "ab" )',
    'gj:brand ; sh:not [ sh:pattern "b" ]',
    'gj:brand ; sh:or ( [ sh:minLength 3 ] [ sh:in ( "a" "b" ) ] )',
    'gj:brand ; sh:xone ( [ sh:minLength 2 ] [ sh:pattern "^a" ] )',
    "gj:brand ; sh:and ( [ sh:minLength 2 ] [ sh:maxLength 2 ] )",
    'gj:brand ; sh:hasValue "a"',
    "gj:brand ; sh:minCount 2 ; sh:maxCount 3",
    "gj:price ; sh:minExclusive 1 ; sh:maxExclusive 3",
    "gj:price ; sh:minInclusive 1 ; sh:maxInclusive 2.5",
    "gj:price ; sh:in ( 1 2.5 )",
    "gj:acceptsIndividuals ; sh:in ( true )",
    "gj:cost ; sh:in ( gj:free )",
)
POOL = {
    "brand": ["a", "b", "ab", "abc", "bcde", "c"],
    "price": ["0", "1", "2", "2.5", "3", "7.25"],
    "acceptsIndividuals": ["true", "false"],
    "cost": ["free", "paid"],
}


@pytest.mark.parametrize("rules", RULES)
def test_property_schema_and_validation_agree(tmp_path: Path, rules: str) -> None:
    """Every set of up to three values of the pool is judged alike by the schema and by the compiled rules."""
    ontology = load(additions=additions(tmp_path, shape(rules)))
    schema = jsonschema_rs.Draft202012Validator(json_schema("GoodsResource", ontology))
    name = rules.split(" ", 1)[0].removeprefix("gj:")
    range_ = ontology.properties[name].range
    verdicts = set()
    for size in range(4):
        for values in combinations(POOL[name], size):
            kind = "concept" if range_ == "concept" else "literal"
            said = [
                Said("item", "口罩"),
                Said("providedBy", "r1", "record"),
                *(Said(name, v, kind) for v in values),
            ]
            known = [v for v in values if kind == "literal" or v in ontology.concepts]
            plain = {
                "decimal": [float(v) for v in known if range_ == "decimal"],
                "boolean": [v == "true" for v in known],
            }.get(range_, list(known))
            instance = {"type": "GoodsResource", "item": ["口罩"], "providedBy": ["r1"]}
            if plain:
                instance[name] = plain  # type: ignore[assignment]
            if len(known) == len(values) and (
                values or not any(k in rules for k in ("minCount", "hasValue"))
            ):
                sound = not violations("GoodsResource", said, ontology)
                assert schema.is_valid(instance) is sound, (values, instance)
                verdicts.add(sound)
    assert verdicts == {True, False}


def test_warnings_are_no_part_of_a_schema(tmp_path: Path) -> None:
    ontology = load(
        additions=additions(tmp_path, shape("gj:brand ; sh:maxLength 1 ; sh:severity sh:Warning"))
    )
    assert json_schema("GoodsResource", ontology)["properties"]["brand"]["items"] == {"type": "string"}


def test_a_sub_property_will_do_where_its_parent_is_required(ontology: Ontology) -> None:
    schema = jsonschema_rs.Draft202012Validator(json_schema("Community", ontology))
    assert schema.is_valid({"type": "Community", "alternativeName": ["和平里"]})
    assert not schema.is_valid({"type": "Community"})
