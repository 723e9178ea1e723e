"""Are the class schemas valid JSON Schema, in both languages, and do they agree with validation?"""

from __future__ import annotations

import jsonschema_rs
import pytest

from ontology.model import Ontology
from ontology.schemas import UnknownClass, json_schema


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
