"""Are the class schemas valid JSON Schema, in both languages, and do they agree with validation?"""

from __future__ import annotations

from pathlib import Path

import jsonschema_rs
import pytest

from ontology.load import load
from ontology.model import Ontology
from ontology.schemas import UnknownClass, json_schema
from tests.ontology.folders import additions, words


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
