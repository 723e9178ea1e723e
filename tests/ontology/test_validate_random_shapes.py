"""Does the compiled validation agree with pySHACL on shapes that nobody has written yet? Random shapes, random records.

pySHACL reads the shapes as they were written (over data closed under rdfs:subPropertyOf) and as the program writes
them out for others (over plain data); both must give the same counts as the compiled rules.
"""

from __future__ import annotations

import logging
import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rdflib import Graph

from ontology.load import load
from ontology.model import Ontology
from ontology.shacl.components import COMPONENTS
from ontology.shacl.graph import rule_names, shapes_turtle
from ontology.shapes import read_constraints
from ontology.triples import read_triples
from ontology.vocabulary import Declared
from tests.ontology.folders import PREFIXES, additions
from tests.ontology.judges import differences, ours, theirs, told_once
from tests.ontology.random_shapes import TYPES, Writer, record, vocabulary

EXAMPLES = 100 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 3
RECORDS, SHAPES = 40, 40
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
RDF = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"


@pytest.fixture(scope="module", autouse=True)
def quiet() -> Iterator[None]:
    """rdflib tells of every ill-typed literal; here they are meant."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.ERROR)
    yield
    logger.setLevel(level)


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    """The project's ontology with the class that the random shapes are about."""
    return load(additions=additions(tmp_path_factory.mktemp("wide"), vocabulary()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shapes")


def with_shapes(turtle: str, wide: Ontology, folder: Path) -> Ontology:
    """The wide ontology under these shapes alone."""
    (folder / "shapes.ttl").write_text(PREFIXES + RDF + vocabulary() + turtle, encoding="utf-8")
    triples = read_triples(folder)
    terms = Declared(tuple(wide.classes), tuple(wide.properties), tuple(wide.concepts), tuple(wide.schemes))
    constraints, problems = read_constraints(triples, terms)
    assert not problems, [p.en for p in problems]
    return replace(wide, constraints=constraints)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of the whole ontology, on failure
@settings(max_examples=EXAMPLES, phases=UNSHRUNK, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), ordered=st.booleans())
def test_property_random_shapes_are_judged_alike(
    wide: Ontology, folder: Path, seed: int, ordered: bool
) -> None:
    rng = random.Random(seed)
    turtle = Writer(rng, wide, ordered=ordered).shapes(SHAPES)
    ontology = with_shapes(turtle, wide, folder)
    records = [record(rng, wide, ordered=ordered) for _ in range(RECORDS)]
    one = ours(records, ontology, TYPES)
    model = shapes_turtle(replace(wide, constraints=()))
    written = Graph().parse(data=PREFIXES + RDF + turtle, format="turtle").parse(data=model, format="turtle")
    rules = {c.shape: c for c in ontology.constraints}
    assert not differences(one, theirs(records, ontology, TYPES, written, rules, closed=True), records), (
        turtle
    )
    shown = Graph().parse(data=shapes_turtle(ontology), format="turtle")
    names = rule_names(ontology)
    other = told_once(theirs(records, ontology, TYPES, shown, names, closed=False), ontology)
    assert not differences(told_once(one, ontology), other, records), turtle
    assert any(component for _, _, component in one)


def test_the_random_shapes_use_every_component(wide: Ontology, folder: Path) -> None:
    used, broken = Counter[str](), Counter[str]()
    for seed in range(40):
        rng, ordered = random.Random(seed), bool(seed % 2)
        ontology = with_shapes(Writer(rng, wide, ordered=ordered).shapes(SHAPES), wide, folder)
        used.update(c.kind for c in ontology.constraints)
        records = [record(rng, wide, ordered=ordered) for _ in range(RECORDS)]
        broken.update(component for _, _, component in ours(records, ontology, TYPES))
    assert used.keys() == COMPONENTS.keys()
    # A nodeKind that values of the range cannot have is refused, and others hold.
    assert {c.name for c in COMPONENTS.values()} - broken.keys() == {"NodeKindConstraintComponent"}
