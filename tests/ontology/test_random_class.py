"""Does a class or property added in Turtle work everywhere without a change to Python?"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.load import load
from ontology.model import Ontology
from ontology.schemas import json_schema
from ontology.terms import Classes, Properties
from ontology.validate import violations
from tests.ontology.folders import with_addition, words

EXAMPLES = 40 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 5
CORE_NUMBERS = (Properties.QUANTITY, Properties.CAPACITY)


@dataclass(frozen=True)
class Said:
    property: str
    value: str
    kind: str = "literal"
    unit: str = ""


def names(first: str) -> st.SearchStrategy[str]:
    """Local names that no term has yet, with a first letter of the kind."""
    return st.from_regex(rf"{first}x[A-Za-z0-9_]{{3,12}}", fullmatch=True)


def turtle(cls: str, parent: str, prop: str, core: str) -> str:
    return f"""
gj:{cls} a owl:Class ; rdfs:subClassOf gj:{parent} ; {words("随机类" + cls, "random " + cls)} .
gj:{prop} a owl:DatatypeProperty ; rdfs:subPropertyOf gj:{core} ; {words("随机属性" + prop, "random " + prop)} .
gj:{cls}Shape a sh:NodeShape ; sh:targetClass gj:{cls} ;
    sh:property [ sh:path gj:{prop} ; sh:minCount 1 ; sh:message "须有"@zh , "must be there"@en ] .
"""


@settings(max_examples=EXAMPLES, deadline=None)
@given(data=st.data())
def test_invariant_an_added_class_is_known_everywhere(ontology: Ontology, data: st.DataObject) -> None:
    parent = data.draw(st.sampled_from([c for c in ontology.subclasses(Classes.OFFER) if c != Classes.OFFER]))
    cls, prop = data.draw(names("Z")), data.draw(names("z"))
    core = data.draw(st.sampled_from(CORE_NUMBERS))
    with tempfile.TemporaryDirectory() as folder:
        changed = load(with_addition(Path(folder), turtle(cls, parent, prop, core)))
    assert changed.labels(cls) == tuple(sorted({cls, *ontology.labels(parent)}))
    assert changed.is_a(cls, Classes.OFFER) and changed.classes[cls].role == ontology.classes[parent].role
    assert (
        changed.property_is_a(prop, core)
        and changed.properties[prop].range == ontology.properties[core].range
    )
    schema = json_schema(cls, changed)
    assert (
        prop in schema["properties"] and prop in schema["required"] and Properties.ITEM in schema["required"]
    )
    sound = [Said("item", "某物"), Said("providedBy", "r1", "record"), Said(prop, "3", unit="个")]
    assert violations(cls, sound, changed) == []
    assert [(v.property, v.constraint) for v in violations(cls, sound[:2], changed)] == [(prop, "minCount")]
    assert [(v.property, v.constraint) for v in violations(cls, [*sound[:2], Said(prop, "三")], changed)] == [
        (prop, "datatype")
    ]
    assert cls not in ontology.classes
