"""Does the compiled validation agree with pySHACL on the project's own shapes? Generated and mutated records."""

from __future__ import annotations

import logging
import os
import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rdflib import Graph

from ontology.lexical import LEXICAL
from ontology.model import Ontology, Property
from ontology.shacl.graph import rule_names, shapes_turtle
from ontology.shacl.said import kind_of
from ontology.validate import violations
from tests.ontology.judges import Drawn, Said, differences, ours, theirs

# One example is a hundred records in one pySHACL run; what differs is shown by record, so nothing need be shrunk.
EXAMPLES = 60 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 6
AT_ONCE = 100
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
TYPES = {
    "r1": "Community",
    "r2": "Enterprise",
    "r3": "Alliance",
    "r4": "Demand",
    "r5": "GoodsResource",
    "r6": "Method",
}

VALUES = {
    "string": ["口罩", "x", "91330100MA27XYZ129", "proposed", "长" * 201, "", " "],
    "text": ["一句说明。", "a"],
    "decimal": ["3", "0.5", "-2", "200", "三个", "1,200"],
    "integer": ["3", "-2", "三", "2.5"],
    "date": ["2024-02-29", "2024-03-01", "2024-13-01", "去年"],
    "boolean": ["true", "false", "是"],
    "concept": ["surgicalMask", "free", "olderPeople", "themeHealth"],
    "place": ["330102", "33010", "某区"],
}
SOUND: dict[str, list[Said]] = {
    "GoodsResource": [Said("item", "口罩"), Said("providedBy", "r1", "record")],
    "Demand": [Said("item", "口罩")],
    "Enterprise": [Said("name", "某某公司")],
    "Match": [Said("matchedNeed", "r4", "record"), Said("matchedOffer", "r5", "record")],
    "Membership": [Said("member", "r1", "record"), Said("alliance", "r3", "record")],
    "Case": [Said("name", "某案例")],
    "Outcome": [Said("outcomeOf", "走访")],
}


@pytest.fixture(scope="module", autouse=True)
def quiet() -> Iterator[None]:
    """rdflib tells of every ill-typed literal; here they are meant."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.ERROR)
    yield
    logger.setLevel(level)


@pytest.fixture(scope="module")
def shapes(ontology: Ontology) -> Graph:
    return Graph().parse(data=shapes_turtle(ontology), format="turtle")


def mutated(rng: random.Random, ontology: Ontology) -> Drawn:
    """A sound record with up to four changes: a value dropped, added, doubled, replaced, in another language or kind."""
    name = rng.choice(sorted(SOUND))
    said = [Said(s.property, s.value, s.kind, "", rng.choice(["", "zh"])) for s in SOUND[name]]
    own = [
        p
        for p in sorted(ontology.properties)
        if any(ontology.is_a(name, d) for d in ontology.properties[p].domain)
    ]
    for _ in range(rng.randrange(5)):
        said = change(rng, said, own, sorted(ontology.properties), ontology)
    return name, said


def change(
    rng: random.Random, said: list[Said], own: list[str], every: list[str], ontology: Ontology
) -> list[Said]:
    """One change."""
    kind = rng.randrange(8)
    at = rng.randrange(len(said)) if said else 0
    if kind == 0 and said:
        return said[:at] + said[at + 1 :]
    if kind == 1 and said:
        other = any_value(rng, ontology.properties[said[at].property])
        return [*said[:at], other, *said[at + 1 :]]
    if kind == 2 and said:
        return [*said, any_value(rng, ontology.properties[said[at].property])]
    if kind == 3 and said:
        return [*said, said[at]]
    return [*said, any_value(rng, ontology.properties[rng.choice(every if kind == 4 else own)])]


def any_value(rng: random.Random, prop: Property) -> Said:
    """A value from the pool of the range, sometimes of another kind."""
    if prop.name in {
        "validFrom",
        "validUntil",
    }:  # compared with each other, and pySHACL compares what is no date as text
        return Said(prop.name, rng.choice(VALUES["date"][:2]))
    kind = kind_of(prop.range) if rng.random() < 0.9 else rng.choice(["literal", "concept", "record"])
    if kind == "record":
        return Said(prop.name, rng.choice(sorted(TYPES)), "record")
    range_ = prop.range if kind == kind_of(prop.range) else "concept"
    language = "" if range_ in LEXICAL else rng.choice(["", "zh", "en"])
    return Said(prop.name, rng.choice(VALUES[range_]), kind, "", language)


def compared(records: list[Drawn], shapes: Graph, ontology: Ontology) -> list[tuple[object, ...]]:
    one = ours(records, ontology, TYPES)
    return differences(
        one, theirs(records, ontology, TYPES, shapes, rule_names(ontology), closed=False), records
    )


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of the whole ontology, on failure
@settings(max_examples=EXAMPLES, phases=UNSHRUNK, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_property_agrees_with_pyshacl(ontology: Ontology, shapes: Graph, seed: int) -> None:
    rng = random.Random(seed)
    records = [mutated(rng, ontology) for _ in range(AT_ONCE)]
    assert not compared(records, shapes, ontology)
    verdicts = [bool(violations(name, said, ontology, types=TYPES)) for name, said in records]
    assert True in verdicts and False in verdicts


@pytest.mark.parametrize(
    "type_name",
    [
        n if n in {"GoodsResource", "Enterprise", "Match"} else pytest.param(n, marks=pytest.mark.extra)
        for n in SOUND
    ],
)
def test_each_single_mutation_is_judged_alike(ontology: Ontology, shapes: Graph, type_name: str) -> None:
    """Every property with every value of its range's pool, on a record that is sound without it."""
    base = SOUND[type_name]
    more = [
        (type_name, [*base, Said(name, value, kind_of(prop.range))])
        for name, prop in sorted(ontology.properties.items())
        for value in VALUES.get(prop.range, sorted(TYPES))
    ]
    rejected = [said for name, said in more if violations(name, said, ontology, types=TYPES)]
    assert violations(type_name, base, ontology, types=TYPES) == [] and 0 < len(rejected) < len(more)
    assert compared([(type_name, base), *more], shapes, ontology) == []
